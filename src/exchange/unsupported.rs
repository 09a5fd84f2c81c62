//! Files that people have notes in and that lacuna can't read: each is recognised, so that nothing
//! in it is taken for something else, and the user is told what to do instead.

use crate::fault::Fault;

/// What is said of such a file: what it is, and what to do with it.
type Refusal = (&'static str, &'static str);

const AS_TEXT: &str = "open it, and copy or save what is in it as text, CSV or Markdown";
const AS_CSV: &str = "save the sheet as CSV or tab-separated text, and import that";
const UNPACK: &str = "unpack it first, and name the files in it";
const FROM_ANKI: &str =
    "import it into Anki, and export an Anki package (.apkg) or text from there";
const AS_TABLE: &str = "rewrite it as rows of question, tab, answer; or export it as CSV";
const PLAIN: &str =
    "copy the cards out as text with a tab between the sides, or export them as CSV";

/// How files begin, whatever their names.
const BYTES: [(&[u8], Refusal); 9] = [
    (b"%PDF-", ("a PDF document", AS_TEXT)),
    (b"{\\rtf", ("an RTF document", AS_TEXT)),
    (b"SQLite format 3\0", ("a database", "export an Anki package (.apkg) or text from Anki")),
    (b"\xd0\xcf\x11\xe0", ("an Office document", AS_TEXT)),
    (b"\x1f\x8b", ("a compressed file", UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", ("a 7-Zip archive", UNPACK)),
    (b"Rar!\x1a\x07", ("a RAR archive", UNPACK)),
    (b"\x89PNG\r\n", ("a picture", "write what it shows as text, and import that")),
    (b"\xff\xd8\xff", ("a picture", "write what it shows as text, and import that")),
];

/// What a zip archive has in it that is no Anki package.
const IN_ZIP: [(&[u8], Refusal); 8] = [
    (b"xl/workbook", ("an Excel workbook", AS_CSV)),
    (b"word/document", ("a Word document", AS_TEXT)),
    (b"ppt/presentation", ("a PowerPoint presentation", AS_TEXT)),
    (b"opendocument.spreadsheet", ("an OpenDocument spreadsheet", AS_CSV)),
    (b"opendocument.", ("an OpenDocument file", AS_TEXT)),
    (b"epub+zip", ("a book (EPUB)", AS_TEXT)),
    (b"data.edn", ("a Mochi export", "export the cards from Mochi as Markdown, and import those")),
    (b"data.json", ("a Mochi export", "export the cards from Mochi as Markdown, and import those")),
];

/// Endings of files of programs that lacuna doesn't read.
const NAMES: [(&[&str], Refusal); 12] = [
    (&["org"], ("an Org file", "export it from Emacs as Markdown or CSV, and import that")),
    (&["gift"], ("a list of questions in Moodle's GIFT", AS_TABLE)),
    (&["aiken"], ("a list of questions in Aiken's format", AS_TABLE)),
    (&["mochi"], ("a Mochi export", "export the cards from Mochi as Markdown, and import those")),
    (&["rem"], ("a RemNote export", "export it from RemNote for Anki, or as text")),
    (&["xlsx", "xlsm", "xls", "ods", "numbers"], ("a spreadsheet", AS_CSV)),
    (&["docx", "doc", "odt", "pages", "rtf", "pptx", "ppt", "odp"], ("a document", AS_TEXT)),
    (&["xml"], ("an XML file", PLAIN)),
    (&["html", "htm", "xhtml"], ("a web page", AS_TEXT)),
    (&["opml"], ("an outline (OPML)", AS_TEXT)),
    (&["anki", "anki2", "anki21"], ("a database", "export an Anki package (.apkg) from Anki")),
    (&["mem", "kno", "sm"], ("a collection of SuperMemo or Mnemosyne", FROM_ANKI)),
];

/// How texts begin.
const BEGINNINGS: [(&str, Refusal); 5] = [
    ("<!doctype html", ("a web page", AS_TEXT)),
    ("<html", ("a web page", AS_TEXT)),
    ("<supermemocollection", ("a SuperMemo collection (XML)", FROM_ANKI)),
    ("<?xml", ("an XML file", PLAIN)),
    ("<quiz>", ("a Moodle quiz (XML)", PLAIN)),
];

fn refuse((what, remedy): Refusal) -> Result<(), Fault> {
    Err(Fault::error(format!("this is {what}, which lacuna can't read"), remedy))
}

/// Refuses what no text begins with.
pub(super) fn check_bytes(bytes: &[u8], extension: &str) -> Result<(), Fault> {
    if let Some((_, refusal)) = BYTES.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        return refuse(*refusal);
    }
    let is_package = ["apkg", "colpkg"].contains(&extension);
    if !bytes.starts_with(b"PK\x03\x04") || is_package || has(bytes, b"collection.anki2") {
        return Ok(());
    }
    let found = IN_ZIP.iter().find(|(name, _)| has(bytes, name));
    refuse(found.map_or(("a zip archive without notes of Anki", UNPACK), |(_, refusal)| *refusal))
}

/// Whether a name is among the first or the last entries of an archive.
fn has(bytes: &[u8], name: &[u8]) -> bool {
    const LOOKED_AT: usize = 1 << 16;
    let (first, last) = (bytes.len().min(LOOKED_AT), bytes.len().saturating_sub(LOOKED_AT));
    [&bytes[..first], &bytes[last..]].iter().any(|part| memchr::memmem::find(part, name).is_some())
}

/// Refuses files by their names.
pub(super) fn check_name(extension: &str) -> Result<(), Fault> {
    let found = NAMES.iter().find(|(endings, _)| endings.contains(&extension));
    found.map_or(Ok(()), |(_, refusal)| refuse(*refusal))
}

/// Refuses texts of other programs.
pub(super) fn check_text(text: &str) -> Result<(), Fault> {
    let begin = text.trim_start();
    let begins =
        |word: &str| begin.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
    if let Some((_, refusal)) = BEGINNINGS.iter().find(|(word, _)| begins(word)) {
        let is_supermemo = text.contains("<SuperMemoCollection");
        return refuse(if is_supermemo { BEGINNINGS[2].1 } else { *refusal });
    }
    if is_aiken(text) {
        return refuse(NAMES[2].1);
    }
    if is_gift(text) {
        return refuse(NAMES[1].1);
    }
    if is_org(text) { refuse(NAMES[0].1) } else { Ok(()) }
}

/// Answers by letter, and a line that says which is right.
fn is_aiken(text: &str) -> bool {
    let answer = |line: &str| {
        let letter = line.trim().strip_prefix("ANSWER:").map(str::trim);
        letter.is_some_and(|letter| letter.len() == 1)
    };
    let choice = |line: &str| {
        let line = line.trim_start();
        line.starts_with(|c: char| c.is_ascii_uppercase())
            && (line[1..].starts_with(". ") || line[1..].starts_with(") "))
    };
    text.lines().any(answer) && text.lines().filter(|line| choice(line)).count() > 1
}

/// Answers in braces, the right ones after `=` and the wrong ones after `~`.
fn is_gift(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once('{') {
        let answers = inner.split('}').next().unwrap_or_default();
        let trimmed = answers.trim();
        let is_closed = answers.len() < inner.len();
        let is_choice = trimmed.starts_with(['=', '~']) && !before.ends_with(['$', '{', '\\', '^']);
        let is_truth = matches!(trimmed, "T" | "F" | "TRUE" | "FALSE");
        if is_closed && (is_choice || is_truth) {
            return true;
        }
        rest = inner;
    }
    false
}

/// Headings with stars and drawers, or settings of the file.
fn is_org(text: &str) -> bool {
    let setting = |line: &str| {
        let line = line.trim_start();
        line.get(..8).is_some_and(|begin| begin.eq_ignore_ascii_case("#+title:"))
            || line == ":PROPERTIES:"
            || (line.starts_with('*') && line.trim_end().ends_with(":drill:"))
    };
    text.lines().any(setting)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        check_text(text).map_or_else(|fault| fault.what, |()| "read".to_string())
    }

    #[test]
    fn other_programs_texts_are_known() {
        for (text, what) in [
            ("What is it?\nA. one\nB. two\nANSWER: B\n", "Aiken"),
            ("::Q1:: Who? {=Grant ~no one ~Napoleon}\n", "GIFT"),
            ("Water is wet. {TRUE}\n", "GIFT"),
            ("#+TITLE: Words\n* Haus\nhouse\n", "Org"),
            ("* Word :drill:\n:PROPERTIES:\n:ID: x\n:END:\n", "Org"),
            ("<?xml version=\"1.0\"?>\n<SuperMemoCollection>", "SuperMemo"),
            ("ANSWER: B\n", "read"),
            ("$\\frac{=}{2}$\tset {1, 2}\n", "read"),
            ("A. Smith\tan author\nB. Jones\tanother\n", "read"),
        ] {
            assert!(refused(text).contains(what), "{text}: {}", refused(text));
        }
    }

    #[test]
    fn archives_are_known_by_what_is_in_them() {
        let zip = |name: &str| [b"PK\x03\x04..", name.as_bytes()].concat();
        let what = |name: &str, ending: &str| {
            check_bytes(&zip(name), ending).map_or_else(|fault| fault.what, |()| "read".into())
        };
        assert!(what("xl/workbook.xml", "xlsx").contains("Excel"));
        assert!(what("data.json", "mochi").contains("Mochi"));
        assert!(what("pictures/a.png", "zip").contains("zip archive"));
        assert_eq!(what("collection.anki21b", "zip"), "read");
        assert_eq!(what("damaged", "apkg"), "read");
    }
}

//! Quizlet's lists: a term and its definition on a row, set apart by a tab or whatever the user
//! chose there; or a set's page as it is copied, with a title and then term and definition on lines
//! of their own.

use super::encoding;
use super::format::Format;
use super::imported_deck::{ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST};
use super::{cleanup, two_sided};
use crate::deck::Note;
use crate::fault::Fault;
use crate::watch::Watch;

/// See the module.
pub(super) struct QuizletFormat;

impl Format for QuizletFormat {
    fn name(&self) -> &'static str {
        "quizlet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let controls =
            text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\u{1b}')).count();
        match text {
            _ if controls * 50 > text.len() || text.contains('\0') => 0,
            _ if text.lines().take(20).any(|line| line.contains('\t')) => 45,
            _ => 10,
        }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let layout = layout(&text, options);
        let mut imported = ImportedDeck::default();
        match &layout {
            ListLayout::Rows { term, card } => {
                rows(source, &text, (term, card), options, &mut imported, watch);
            }
            ListLayout::Lines => lines(source, &text, options, &mut imported, watch)?,
        }
        Ok(imported)
    }
}

/// Separators of term and definition in lists that people write by hand.
const DASHES: [&str; 4] = [" - ", " – ", " — ", " = "];

/// How the list is laid out.
#[derive(Debug, PartialEq, Eq)]
enum ListLayout {
    /// Rows that end with `card`, in which `term` ends the term.
    Rows { term: String, card: String },
    /// Term and definition on alternating lines.
    Lines,
}

fn layout(text: &str, options: &ImportOptions) -> ListLayout {
    let card = options.card_separator.clone();
    if let Some(term) = options.term_separator.clone() {
        return ListLayout::Rows { term, card: card.unwrap_or_else(|| "\n".to_string()) };
    }
    let is_filled = |row: &&str| !row.trim().is_empty();
    let rows = || text.split(card.as_deref().unwrap_or("\n")).filter(is_filled);
    let (count, tabs) = (rows().count(), rows().filter(|row| row.contains('\t')).count());
    // Definitions of several lines, with an empty line between the cards.
    let mut blocks = text.split("\n\n").filter(is_filled);
    if card.is_none()
        && tabs < count
        && tabs > 1
        && blocks.all(|block| block.lines().filter(|l| l.contains('\t')).count() == 1)
    {
        return ListLayout::Rows { term: "\t".to_string(), card: "\n\n".to_string() };
    }
    if tabs > 0 && tabs * 2 >= count {
        return ListLayout::Rows {
            term: "\t".to_string(),
            card: card.unwrap_or_else(|| "\n".to_string()),
        };
    }
    // Spaces around make it a sign between two things: a hyphen inside a word has none.
    let dash = DASHES.into_iter().find(|dash| count > 1 && rows().all(|row| row.contains(dash)));
    if let Some(dash) = dash.filter(|_| tabs == 0) {
        return ListLayout::Rows {
            term: dash.to_string(),
            card: card.unwrap_or_else(|| "\n".to_string()),
        };
    }
    let commas = count > 0 && rows().all(|row| row.contains(','));
    if commas || card.is_some() {
        return ListLayout::Rows {
            term: if tabs > 0 { "\t" } else { "," }.to_string(),
            card: card.unwrap_or_else(|| "\n".to_string()),
        };
    }
    ListLayout::Lines
}

fn rows(
    source: &ImportSource<'_>,
    text: &str,
    (term, card): (&str, &str),
    options: &ImportOptions,
    imported: &mut ImportedDeck,
    watch: &Watch,
) {
    let (mut line, mut at) = (1, 0);
    for row in text.split(card) {
        at += row.len() + card.len();
        if !watch.report(at, text.len()) {
            return;
        }
        // A row begins where its first word does.
        let blank = row.len() - row.trim_start_matches('\n').len();
        let number = line + blank;
        line += row.matches('\n').count() + card.matches('\n').count();
        if row.trim().is_empty() {
            continue;
        }
        let Some((left, right)) = row.split_once(term) else {
            let what = format!("there is no {} in this row", shown(term));
            let remedy = "name what stands between term and definition with --term-separator, \
                          and between cards with --card-separator";
            imported.skip(source.row(number), what, remedy);
            continue;
        };
        add(source, number, left, right, options, imported);
    }
}

/// Reads term and definition on alternating lines. An odd first line is the set's title.
fn lines(
    source: &ImportSource<'_>,
    text: &str,
    options: &ImportOptions,
    imported: &mut ImportedDeck,
    watch: &Watch,
) -> Result<(), Fault> {
    let mut all: Vec<(usize, &str)> =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let heading = "terms in this set";
    if let Some(at) =
        all.iter().position(|(_, line)| line.trim().to_lowercase().starts_with(heading))
    {
        imported.title = all.first().filter(|_| at > 0).map(|(_, line)| cleanup::line(line));
        all.drain(..=at);
    }
    if all.len() % 2 == 1 && imported.title.is_none() {
        imported.title = Some(cleanup::line(all.remove(0).1));
    }
    let odd = all.len() % 2 == 1;
    if all.is_empty() || odd {
        let what = if odd {
            "a term at the end has no definition"
        } else {
            "there are no terms with definitions in it"
        };
        let remedy = "put term and definition on lines of their own, or name what stands \
                      between them with --term-separator";
        let row = all.last().map_or(1, |(row, _)| row + 1);
        return Err(Fault::error(what, remedy).with_place(source.row(row)));
    }
    for pair in watch.over(all.chunks_exact(2), all.len() / 2) {
        add(source, pair[0].0 + 1, pair[0].1, pair[1].1, options, imported);
    }
    Ok(())
}

fn add(
    source: &ImportSource<'_>,
    row: usize,
    term: &str,
    definition: &str,
    options: &ImportOptions,
    imported: &mut ImportedDeck,
) {
    let what = match (term.trim(), definition.trim()) {
        ("", _) => "the term is empty".to_string(),
        (_, "") => "the definition is empty".to_string(),
        (term, definition) if term.len().max(definition.len()) > LONGEST => {
            format!(
                "a text of {} bytes is too long for a note, which takes {LONGEST}",
                term.len().max(definition.len())
            )
        }
        (term, definition) => {
            let body =
                two_sided::body(&cleanup::line(term), &cleanup::text(definition), options.lists);
            return imported.items.push(ImportedNote::new(Note::new("", body), row));
        }
    };
    imported.skip(source.row(row), what, "it was left out");
}

/// A separator as a reader sees it.
fn shown(separator: &str) -> String {
    match separator {
        "\t" => "tab".to_string(),
        "," => "comma".to_string(),
        other => format!("`{}`", other.escape_debug()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::NoteBody;

    fn read(text: &str, options: &ImportOptions) -> (Option<String>, Vec<String>, Vec<String>) {
        let source = ImportSource { name: "a.txt", bytes: text.as_bytes() };
        let imported = QuizletFormat.read(&source, options, &Watch::default()).unwrap();
        let warnings = imported.warnings.iter().map(ToString::to_string).collect();
        (
            imported.title,
            imported
                .items
                .iter()
                .map(|item| match &item.note.body {
                    NoteBody::Pair { term, definition } => {
                        format!("{}: {term} = {definition}", item.row)
                    }
                    NoteBody::Cloze { text, .. } => format!("{}: {text}", item.row),
                    other => format!("{}: {other:?}", item.row),
                })
                .collect(),
            warnings,
        )
    }

    fn separated(term: Option<&str>, card: Option<&str>) -> ImportOptions {
        ImportOptions {
            term_separator: term.map(str::to_string),
            card_separator: card.map(str::to_string),
            ..ImportOptions::default()
        }
    }

    #[test]
    fn rows_have_a_tab_a_comma_or_what_one_says() {
        let plain = ImportOptions::default();
        assert_eq!(read("a\tb, c\n\nd\te\n", &plain).1, ["1: a = b, c", "3: d = e"]);
        assert_eq!(read("a,b\nc,d, e", &plain).1, ["1: a = b", "2: c = d, e"]);
        assert_eq!(read("a - b\nd – e\n", &plain).1, ["1: a - b = d – e"], "two signs are no sign");
        assert_eq!(
            read("a, b - c\nd-e - f, g - h\n", &plain).1,
            ["1: a, b = c", "2: d-e = f, g - h"]
        );
        assert_eq!(
            read("a - b; c - d - e", &separated(Some(" - "), Some(";"))).1,
            ["1: a = b", "1: c = d - e"]
        );
        assert_eq!(
            read("a\tone\ntwo\n\nb\tthree", &separated(None, Some("\n\n"))).1,
            ["1: a = one\ntwo", "4: b = three"]
        );
        assert_eq!(
            read("a\tone\nof\ntwo\n\nb\tthree", &plain).1,
            ["1: a = one\nof\ntwo", "5: b = three"],
            "found out"
        );
        assert_eq!(read("____ is red\tblood", &plain).1, ["1: {{blood}} is red"]);
    }

    #[test]
    fn a_sets_page_has_a_title_and_alternating_lines() {
        let plain = ImportOptions::default();
        assert_eq!(
            read("Rivers\nRhine\nflows, to Rotterdam\nMain\nflows to Mainz\n", &plain).0,
            Some("Rivers".into())
        );
        let (title, rows, _) = read("Rhine\nflows, to Rotterdam\n\nMain\nflows to Mainz", &plain);
        assert_eq!((title, rows.len(), rows[1].as_str()), (None, 2, "4: Main = flows to Mainz"));
        let (title, rows, _) =
            read("Rivers\n4 studiers\nTerms in this set (1)\nRhine\nlong", &plain);
        assert_eq!((title, rows), (Some("Rivers".into()), vec!["4: Rhine = long".to_string()]));
    }

    #[test]
    fn rows_that_are_not_understood_are_told() {
        let (_, rows, warnings) =
            read("a\tb\nno tab\n\tempty\nc\t\nd\te", &ImportOptions::default());
        assert_eq!(rows, ["1: a = b", "5: d = e"]);
        assert!(
            warnings[0].starts_with("a.txt:2:1: there is no tab in this row; "),
            "{}",
            warnings[0]
        );
        assert!(warnings[1].starts_with("a.txt:3:1: the term is empty"), "{}", warnings[1]);
        assert!(warnings[2].starts_with("a.txt:4:1: the definition is empty"), "{}", warnings[2]);
        let long = format!("a\t{}\nb\tc", "x".repeat(LONGEST + 1));
        assert!(read(&long, &ImportOptions::default()).2[0].contains("too long"));
        let source = ImportSource { name: "a.txt", bytes: b"T\na\n" };
        assert_eq!(
            QuizletFormat
                .read(&source, &ImportOptions::default(), &Watch::default())
                .unwrap()
                .items
                .len(),
            1
        );
        let source = ImportSource { name: "a.txt", bytes: b"alone\n" };
        assert!(
            QuizletFormat
                .read(&source, &ImportOptions::default(), &Watch::default())
                .unwrap_err()
                .to_string()
                .contains("no terms")
        );
    }
}

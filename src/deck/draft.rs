//! Editing one note: the draft that an editor is given, and what comes back of it.
//!
//! A draft holds the note's text as its file has it and nothing else of the deck, so that no
//! mistake in the editor can break the deck. Progress hangs on the note's id, so the id must stay.

use std::ops::Range;

use super::scan::{ScanError, Scanner};
use super::{SourceFile, lint, parse};
use crate::fault::{Fault, Severity};

/// The draft of a note: its text, below a few words on what it is.
pub fn draft(deck: &str, id: &str, text: &str) -> String {
    let one_line = |name: &str| name.replace(char::is_control, " ");
    let (deck, id) = (one_line(deck), one_line(id));
    format!(
        "// The note `{id}` of the deck `{deck}`. Save and leave the editor: \
         lacuna checks it and puts it into the deck.\n\
         // The id has to stay, since progress hangs on it. \
         Only what stands from the kind to the closing ) is kept.\n\
         {text}\n"
    )
}

/// The deck and the note that a draft says it is of.
pub fn names(draft: &str) -> Option<(&str, &str)> {
    let rest = draft.strip_prefix("// The note `")?;
    let (note, rest) = rest.split_once("` of the deck `")?;
    let (deck, _) = rest.split_once("`. Save and leave")?;
    Some((deck, note))
}

/// Reads a draft back: returns the note's text, if it is one note that can be read and still has
/// its id. What was wrong with the note before may stay.
pub fn read(file: &SourceFile, id: &str, before: &str) -> Result<String, Fault> {
    let span = only_note(file)?;
    let note = parse::note(file, span.clone())?;
    let place = || file.place(span.start);
    if note.id != id {
        let what = format!("the id was changed from `{id}` to `{}`", note.id);
        let remedy = format!("put `{id}` back: the note's progress hangs on it");
        return Err(Fault::error(what, remedy).with_place(place()));
    }
    let old = SourceFile::new("", before.to_string());
    let known =
        parse::note(&old, 0..before.len()).map(|note| lint::note(&note)).unwrap_or_default();
    for fault in lint::note(&note) {
        let is_new = known.iter().all(|old| old.what != fault.what);
        if is_new && fault.severity == Severity::Error {
            return Err(fault.with_place(place()));
        }
    }
    Ok(file.text[span].to_string())
}

/// The place of the only note of a draft.
fn only_note(file: &SourceFile) -> Result<Range<usize>, Fault> {
    let fault =
        |what: &str, remedy: &str, at| Fault::error(what, remedy).with_place(file.place(at));
    let mut scan = Scanner::new(&file.text, 0);
    if scan.blank().is_err() || scan.rest().is_empty() {
        return Err(fault("there is no note in the draft", "write it, or keep the old note", 0));
    }
    let start = scan.at;
    let shape = skip_note(&mut scan);
    let end = if shape.is_ok() { scan.at } else { file.text.trim_end().len() };
    let error = match (shape, scan.take(b',').and_then(|_| scan.blank())) {
        (Ok(()), Ok(())) if scan.rest().is_empty() => return Ok(start..end),
        (Ok(()), _) => {
            return Err(fault(
                "more than the one note stands in the draft",
                "leave only the note",
                scan.at,
            ));
        }
        (Err(error), _) => error,
    };
    // `ron` explains better what is wrong, if it finds anything.
    let fault_of_ron = parse::note(file, start..end).err();
    Err(fault_of_ron
        .unwrap_or_else(|| fault(error.what, "mend it, or keep the old note", error.at)))
}

/// Skips the note's kind and its brackets with all that they hold.
fn skip_note(scan: &mut Scanner<'_>) -> Result<(), ScanError> {
    scan.name()?;
    if !scan.take(b'(')? {
        return scan.fail("expected `(` after the kind of note");
    }
    while !scan.take(b')')? {
        scan.skip_value()?;
        if !scan.take(b',')? && scan.peek() != Some(b')') {
            return scan.fail("expected a comma or the closing `)` of the note");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = r#"Pair(id: "a", term: "Ah", definition: "One")"#;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("a.ron", text.to_string())
    }

    #[test]
    fn a_draft_is_read_back_as_the_note_that_it_holds() {
        assert_eq!(read(&file(&draft("d", "a\n(", NOTE)), "a", NOTE), Ok(NOTE.to_string()));
        assert_eq!(names(&draft("d`", "a", NOTE)), Some(("d`", "a")));
        assert_eq!(names(NOTE), None);
        let commented = format!("/* mine */ {NOTE}, // yes\n");
        assert_eq!(read(&file(&commented), "a", NOTE), Ok(NOTE.to_string()));
        let longer =
            "Pair(\r\n  id: \"a\", // as ever\r\n  term: \"Ah\", definition: r#\"One)\"#,\r\n)";
        assert_eq!(read(&file(longer), "a", NOTE), Ok(longer.to_string()));
    }

    #[test]
    fn what_is_wrong_with_a_draft_is_told_with_its_place() {
        for (draft, message) in [
            ("// only words\n", "there is no note in the draft"),
            (
                r#"Pair(id: "b", term: "Ah", definition: "One")"#,
                "the id was changed from `a` to `b`",
            ),
            (&format!("{NOTE}\n{NOTE}"), "a.ron:2:1: more than the one note"),
            (&format!("{NOTE}]"), "more than the one note"),
            (r#"Pair(id: "a", trem: "Ah", definition: "One")"#, "trem"),
            ("Pair(id: \"a\",\n term: \"Ah, definition: \"One\")", "a.ron:2:"),
            (r#"Cloze(id: "a", text: "no blank")"#, "has no blank to fill in"),
            (r#"Pair(id: "a", term: "Ah", definition: " ")"#, "`definition` of `a` is empty"),
            ("(", "a.ron:1:"),
        ] {
            let fault = read(&file(draft), "a", NOTE).unwrap_err();
            assert!(fault.to_string().contains(message), "{draft}: {fault}");
            assert!(!fault.remedy.is_empty() && fault.place.is_some(), "{fault:?}");
        }
    }

    #[test]
    fn what_was_wrong_before_may_stay() {
        let (old, new) =
            (r#"Cloze(id: "a", text: "None")"#, r#"Cloze(id: "a", text: "None", remark: "x")"#);
        assert_eq!(read(&file(new), "a", old), Ok(new.to_string()));
    }
}

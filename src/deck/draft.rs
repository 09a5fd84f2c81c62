//! Editing one note: the draft that an editor is given, what comes back of it, and the change to the deck's file.
//!
//! A draft holds the note's text as it stands in its file and nothing else of the deck, so that no slip of the editor
//! can break the deck. Progress hangs on the note's id, so the id must stay.

use std::ops::Range;

use super::scan::{Scan, Slip};
use super::{NoteOutline, SourceFile, lint, outline, parse};
use crate::fault::{Fault, Place, Severity};

/// A change to one note's text, which can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The deck's id.
    pub deck: String,
    /// The note's id.
    pub note: String,
    /// The note's text before.
    pub before: String,
    /// The note's text after.
    pub after: String,
}

impl Revision {
    /// Returns the change that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Revision {
        let (before, after) = (self.after.clone(), self.before.clone());
        Revision { before, after, ..self.clone() }
    }

    /// Returns the file's text with the change made; none if the note is not in this file. A note that has another
    /// text by now is left alone: somebody else has changed it.
    pub fn applied(&self, file: &SourceFile) -> Option<Result<String, Fault>> {
        let (place, before) = look(file, &self.note);
        let place = place?;
        let now = &file.text[place.clone()];
        if now == self.after {
            return Some(Ok(file.text.to_string()));
        }
        if now != self.before {
            let what = format!("the note `{}` was changed there by somebody else meanwhile", self.note);
            let fault = Fault::error(what, "edit it once more: the editor then opens what is there now");
            return Some(Err(fault.at(Place::at(&file.name, &file.text, place.start))));
        }
        let text = format!("{}{}{}", &file.text[..place.start], self.after, &file.text[place.end..]);
        let changed = SourceFile { name: file.name.clone(), text: text.into() };
        let (there, after) = look(&changed, &self.note);
        let stands = there.is_some_and(|there| changed.text[there] == self.after) && after == before;
        Some(if stands {
            Ok(changed.text.into_owned())
        } else {
            let fault = Fault::error("the deck would not read any more with the note as edited", "edit it once more");
            Err(fault.at(Place::file(&file.name)))
        })
    }
}

/// Returns where the first note with that id stands in the file.
pub fn find(file: &SourceFile, id: &str) -> Option<Range<usize>> {
    look(file, id).0
}

/// Returns where the first note with that id stands in the file, and how many notes and faults the file has.
fn look(file: &SourceFile, id: &str) -> (Option<Range<usize>>, (usize, usize)) {
    let mut place = None;
    let found = outline::outline(file, false, &mut |note: &NoteOutline<'_>| {
        if place.is_none() && note.id == id {
            place = Some(note.span.clone());
        }
    });
    (place, (found.good, found.faults.len()))
}

/// Returns the draft of a note: its text, below a few words on what it is.
pub fn draft(deck: &str, id: &str, text: &str) -> String {
    let one_line = |name: &str| name.replace(char::is_control, " ");
    let (deck, id) = (one_line(deck), one_line(id));
    format!(
        "// The note `{id}` of the deck `{deck}`. Save and leave the editor: lacuna checks it and puts it into the deck.\n\
         // The id has to stay, since progress hangs on it. Only what stands from the kind to the closing ) is kept.\n\
         {text}\n"
    )
}

/// Reads a draft back: returns the note's text, if it is one note that can be read and still has its id. What was
/// wrong with the note before may stay.
pub fn read(file: &SourceFile, id: &str, before: &str) -> Result<String, Fault> {
    let span = only_note(file)?;
    let note = parse::note(file, span.clone())?;
    let place = || Place::at(&file.name, &file.text, span.start);
    if note.id != id {
        let what = format!("the id was changed from `{id}` to `{}`", note.id);
        let remedy = format!("put `{id}` back: the note's progress hangs on it");
        return Err(Fault::error(what, remedy).at(place()));
    }
    let old = SourceFile { name: String::new(), text: before.to_string().into() };
    let known = parse::note(&old, 0..before.len()).map(|note| lint::note(&note)).unwrap_or_default();
    let new = |fault: &Fault| fault.severity == Severity::Error && known.iter().all(|old| old.what != fault.what);
    match lint::note(&note).into_iter().find(new) {
        Some(fault) => Err(fault.at(place())),
        None => Ok(file.text[span].to_string()),
    }
}

/// Returns where the only note of a draft stands.
fn only_note(file: &SourceFile) -> Result<Range<usize>, Fault> {
    let fault = |what: &str, remedy: &str, at| Fault::error(what, remedy).at(Place::at(&file.name, &file.text, at));
    let mut scan = Scan::new(&file.text, 0);
    if scan.blank().is_err() || scan.rest().is_empty() {
        return Err(fault("there is no note in the draft", "write it, or keep the old note", 0));
    }
    let start = scan.at;
    let shape = skip_note(&mut scan);
    let end = if shape.is_ok() { scan.at } else { file.text.trim_end().len() };
    let slip = match (shape, scan.take(b',').and_then(|_| scan.blank())) {
        (Ok(()), Ok(())) if scan.rest().is_empty() => return Ok(start..end),
        (Ok(()), _) => return Err(fault("more than the one note stands in the draft", "leave only the note", scan.at)),
        (Err(slip), _) => slip,
    };
    // `ron` says better what is wrong, if it finds anything.
    let told = parse::note(file, start..end).err();
    Err(told.unwrap_or_else(|| fault(slip.what, "mend it, or keep the old note", slip.at)))
}

/// Skips the note's kind and its brackets with all that they hold.
fn skip_note(scan: &mut Scan<'_>) -> Result<(), Slip> {
    scan.name()?;
    if !scan.take(b'(')? {
        return scan.slip("expected `(` after the kind of note");
    }
    while !scan.take(b')')? {
        scan.skip_value()?;
        if !scan.take(b',')? && scan.peek() != Some(b')') {
            return scan.slip("expected a comma or the closing `)` of the note");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = r#"Pair(id: "a", term: "Ah", definition: "One")"#;

    fn file(text: &str) -> SourceFile {
        SourceFile { name: "a.ron".into(), text: text.to_string().into() }
    }

    fn deck(notes: &str) -> SourceFile {
        file(&format!(r#"(format: 1, id: "d", title: "D", notes: [{notes}])"#))
    }

    fn revision(after: &str) -> Revision {
        Revision { deck: "d".into(), note: "a".into(), before: NOTE.into(), after: after.into() }
    }

    #[test]
    fn a_draft_is_read_back_as_the_note_that_it_holds() {
        assert_eq!(read(&file(&draft("d", "a\n(", NOTE)), "a", NOTE), Ok(NOTE.to_string()));
        let told = format!("/* mine */ {NOTE}, // yes\n");
        assert_eq!(read(&file(&told), "a", NOTE), Ok(NOTE.to_string()));
        let longer = "Pair(\r\n  id: \"a\", // as ever\r\n  term: \"Ah\", definition: r#\"One)\"#,\r\n)";
        assert_eq!(read(&file(longer), "a", NOTE), Ok(longer.to_string()));
    }

    #[test]
    fn what_is_wrong_with_a_draft_is_told_with_its_place() {
        for (draft, told) in [
            ("// only words\n", "there is no note in the draft"),
            (r#"Pair(id: "b", term: "Ah", definition: "One")"#, "the id was changed from `a` to `b`"),
            (&format!("{NOTE}\n{NOTE}"), "a.ron:2:1: more than the one note"),
            (&format!("{NOTE}]"), "more than the one note"),
            (r#"Pair(id: "a", trem: "Ah", definition: "One")"#, "trem"),
            ("Pair(id: \"a\",\n term: \"Ah, definition: \"One\")", "a.ron:2:"),
            (r#"Cloze(id: "a", text: "no blank")"#, "has no blank to fill in"),
            (r#"Pair(id: "a", term: "Ah", definition: " ")"#, "`definition` of `a` is empty"),
            ("(", "a.ron:1:"),
        ] {
            let fault = read(&file(draft), "a", NOTE).unwrap_err();
            assert!(fault.to_string().contains(told), "{draft}: {fault}");
            assert!(!fault.remedy.is_empty() && fault.place.is_some(), "{fault:?}");
        }
    }

    #[test]
    fn what_was_wrong_before_may_stay() {
        let (old, new) = (r#"Cloze(id: "a", text: "None")"#, r#"Cloze(id: "a", text: "None", remark: "x")"#);
        assert_eq!(read(&file(new), "a", old), Ok(new.to_string()));
    }

    #[test]
    fn a_revision_changes_its_note_and_nothing_else() {
        let other = r#"Pair(id: "b", term: "Be", definition: "Two")"#;
        let new = NOTE.replace("One", "1");
        let old = deck(&format!("\n // first\n {NOTE}, {other} // last\n"));
        let changed = revision(&new).applied(&old).unwrap().unwrap();
        assert_eq!(changed, old.text.replace("One", "1"));
        let back = revision(&new).reversed().applied(&file(&changed)).unwrap().unwrap();
        assert_eq!(back, old.text);
        assert_eq!(revision(&new).applied(&file(&changed)).unwrap().unwrap(), changed, "done already");
        assert_eq!(revision(&new).applied(&deck(other)), None);
    }

    #[test]
    fn a_note_that_somebody_else_changed_is_left_alone() {
        let there = deck(&NOTE.replace("One", "Uno"));
        let fault = revision(&NOTE.replace("One", "1")).applied(&there).unwrap().unwrap_err();
        assert!(fault.what.contains("changed there by somebody else"), "{fault}");
        let broken = revision(&NOTE.replace("\"One\")", "One")).applied(&deck(NOTE)).unwrap().unwrap_err();
        assert!(broken.what.contains("would not read"), "{broken}");
    }
}

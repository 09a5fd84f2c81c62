//! The change of one note in a deck's file: it is replaced, added or removed, and everything else
//! stays as it was written.

use std::ops::Range;

use super::revise::end_with_comma;
use super::{NoteOutline, Patch, SourceFile, outline};
use crate::fault::{Fault, Place};

/// A change to one note's text, which can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The deck's id.
    pub deck: String,
    /// The note's id.
    pub note: String,
    /// The note's text before; none if there was no such note.
    pub before: Option<String>,
    /// The note's text after; none if the note is removed.
    pub after: Option<String>,
    /// Where a removed note was, so that undo puts it back there.
    pub spot: Option<NotePosition>,
}

/// A note's place in its deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePosition {
    /// The file's name, without its folder.
    pub file: String,
    /// Where the note begins.
    pub at: usize,
    /// The comma and blanks after it.
    pub tail: String,
}

impl Revision {
    /// The change that undoes this one.
    #[must_use]
    pub fn reversed(&self) -> Revision {
        Revision { before: self.after.clone(), after: self.before.clone(), ..self.clone() }
    }

    /// The change that removes a note from this file; none if it is not in it.
    pub fn removal(deck: &str, note: &str, file: &SourceFile) -> Option<Revision> {
        let place = find(file, note)?;
        let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_string();
        let tail = file.text[place.end..end_with_comma(file, &place)].to_string();
        Some(Revision {
            deck: deck.to_string(),
            note: note.to_string(),
            before: Some(file.text[place.clone()].to_string()),
            after: None,
            spot: Some(NotePosition { file: name, at: place.start, tail }),
        })
    }

    /// The file's text with the change made; none if the note is not in this file. A note
    /// that has another text by now is left alone: somebody else has changed it.
    pub fn apply(&self, file: &SourceFile) -> Option<Result<String, Fault>> {
        let (place, before) = find_and_count(file, &self.note);
        let Some(place) = place else {
            return match (&self.before, &self.after) {
                (None, Some(after)) => Some(self.inserted(file, after, before)),
                _ => None,
            };
        };
        let now = &file.text[place.clone()];
        if Some(now) == self.after.as_deref() {
            return Some(Ok(file.text.to_string()));
        }
        if Some(now) != self.before.as_deref() {
            let what =
                format!("the note `{}` was changed there by somebody else meanwhile", self.note);
            let fault = Fault::error(what, "edit it once more: what is there now is opened then");
            return Some(Err(fault.with_place(file.place(place.start))));
        }
        let (end, after) = match &self.after {
            Some(after) => (place.end, after.as_str()),
            None => (end_with_comma(file, &place), ""),
        };
        let text = format!("{}{after}{}", &file.text[..place.start], &file.text[end..]);
        let expected = (before.0 - usize::from(self.after.is_none()), before.1);
        Some(if self.is_as_expected(file, &text, expected) {
            Ok(text)
        } else {
            Err(unreadable(file))
        })
    }

    /// The file's text with the note back where it stood, or else after the last one.
    fn inserted(
        &self,
        file: &SourceFile,
        note: &str,
        (good, faults): (usize, usize),
    ) -> Result<String, Fault> {
        let text = &file.text;
        let spot = self
            .spot
            .as_ref()
            .filter(|spot| text.is_char_boundary(spot.at) && file.name.ends_with(&spot.file));
        if let Some(NotePosition { at, tail, .. }) = spot {
            let back = format!("{}{note}{tail}{}", &text[..*at], &text[*at..]);
            if self.is_as_expected(file, &back, (good + 1, faults)) {
                return Ok(back);
            }
        }
        Patch { added: vec![note.to_string()], ..Patch::default() }.apply(file)
    }

    /// Whether the changed text has so many notes and faults, and this one as it is to be.
    fn is_as_expected(&self, file: &SourceFile, text: &str, expected: (usize, usize)) -> bool {
        let changed = SourceFile::new(&file.name, text.to_string());
        let (span, counts) = find_and_count(&changed, &self.note);
        span.map(|span| &changed.text[span]) == self.after.as_deref() && counts == expected
    }
}

fn unreadable(file: &SourceFile) -> Fault {
    let fault = Fault::error(
        "the deck would not read any more with the note as edited",
        "edit it once more",
    );
    fault.with_place(Place::file(&file.name))
}

/// The place of the first note with that id in the file.
pub fn find(file: &SourceFile, id: &str) -> Option<Range<usize>> {
    find_and_count(file, id).0
}

/// The place of the first note with that id in the file, and how many notes and faults the
/// file has.
fn find_and_count(file: &SourceFile, id: &str) -> (Option<Range<usize>>, (usize, usize)) {
    let mut place = None;
    let found = outline::outline(file, false, &mut |note: &NoteOutline<'_>| {
        if place.is_none() && note.id == id {
            place = Some(note.span.clone());
        }
    });
    (place, (found.good, found.faults.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = r#"Pair(id: "a", term: "Ah", definition: "One")"#;
    const OTHER: &str = r#"Pair(id: "b", term: "Be", definition: "Two")"#;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("decks/a.ron", text.to_string())
    }

    fn deck(notes: &str) -> SourceFile {
        file(&format!(r#"(format: 1, id: "d", title: "D", notes: [{notes}])"#))
    }

    fn revision(after: &str) -> Revision {
        let (before, after) = (Some(NOTE.to_string()), Some(after.to_string()));
        Revision { deck: "d".into(), note: "a".into(), before, after, spot: None }
    }

    #[test]
    fn a_revision_changes_its_note_and_nothing_else() {
        let new = NOTE.replace("One", "1");
        let old = deck(&format!("\n // first\n {NOTE}, {OTHER} // last\n"));
        let changed = revision(&new).apply(&old).unwrap().unwrap();
        assert_eq!(changed, old.text.replace("One", "1"));
        let back = revision(&new).reversed().apply(&file(&changed)).unwrap().unwrap();
        assert_eq!(back, old.text);
        assert_eq!(
            revision(&new).apply(&file(&changed)).unwrap().unwrap(),
            changed,
            "done already"
        );
        assert_eq!(revision(&new).apply(&deck(OTHER)), None);
    }

    #[test]
    fn a_note_that_somebody_else_changed_is_left_alone() {
        let span = deck(&NOTE.replace("One", "Uno"));
        let fault = revision(&NOTE.replace("One", "1")).apply(&span).unwrap().unwrap_err();
        assert!(fault.what.contains("changed there by somebody else"), "{fault}");
        let broken =
            revision(&NOTE.replace("\"One\")", "One")).apply(&deck(NOTE)).unwrap().unwrap_err();
        assert!(broken.what.contains("would not read"), "{broken}");
    }

    #[test]
    fn a_note_goes_and_comes_back_where_it_stood() {
        for notes in [
            format!("\n // one\n {NOTE} , \n // two\n {OTHER} // last\n"),
            format!("{OTHER}, {NOTE}"),
            format!("\n  {OTHER},\n  {NOTE},\n"),
            NOTE.to_string(),
        ] {
            let old = deck(&notes);
            let removal = Revision::removal("d", "a", &old).unwrap();
            let gone = file(&removal.apply(&old).unwrap().unwrap());
            assert!(
                !gone.text.contains("Ah")
                    && gone.text.contains("// two") == notes.contains("// two"),
                "{notes}"
            );
            assert_eq!(removal.reversed().apply(&gone).unwrap().unwrap(), old.text);
            assert_eq!(removal.apply(&gone), None);
        }
    }

    #[test]
    fn a_note_whose_place_is_gone_comes_back_after_the_last_one() {
        let removal =
            Revision::removal("d", "a", &deck(&format!("\n\n\n{NOTE}, {OTHER}"))).unwrap();
        let back = removal.reversed().apply(&deck(OTHER)).unwrap().unwrap();
        assert!(back.contains(&format!("{OTHER},\n        {NOTE}")), "{back}");
        let theirs = deck(&NOTE.replace("One", "Uno"));
        assert!(
            removal.reversed().apply(&theirs).unwrap().is_err(),
            "somebody else has made one of that id"
        );
    }
}

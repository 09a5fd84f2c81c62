//! The prose of the notes that have letters outside ASCII, folded: all other prose is searched
//! where it lies.

use super::{Library, NoteIx};
use crate::text::fold::fold_into;

/// What those notes say, one after another.
#[derive(Debug, Default)]
pub struct FoldedProse {
    text: String,
    ends: Vec<(NoteIx, usize)>,
}

impl FoldedProse {
    pub(super) fn of(library: &Library) -> Self {
        let mut folded = FoldedProse::default();
        for note in library.all().filter(|&note| !library.source_text(note).is_ascii()) {
            let (file, _) = library.source(note);
            for span in library.outline(note).prose {
                fold_into(&file.text[span], &mut folded.text);
                folded.text.push('\n');
            }
            folded.ends.push((note, folded.text.len()));
        }
        folded
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the note whose prose stands at that byte of the text.
    pub fn note_at(&self, at: usize) -> NoteIx {
        self.ends[self.ends.partition_point(|&(_, end)| end <= at)].0
    }
}

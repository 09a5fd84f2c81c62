//! The prose of the notes that have letters outside ASCII, folded: all other prose is searched
//! where it lies.

use super::{Collection, NoteIx};
use crate::text::fold::fold_into;

/// What those notes say, one after another.
#[derive(Debug, Default)]
pub struct FoldedProse {
    text: String,
    ends: Vec<(NoteIx, usize)>,
}

impl FoldedProse {
    pub(super) fn of(collection: &Collection) -> Self {
        let mut folded = FoldedProse::default();
        for note in collection.all().filter(|&note| !collection.source_text(note).is_ascii()) {
            let (file, _) = collection.source(note);
            for span in collection.outline(note).prose {
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

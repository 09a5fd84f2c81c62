//! What a drill has come to: the notes that were learned in it, and those that slipped.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Drill;
use crate::library::{LibraryCard, NoteIx};
use crate::memory::{CardStage, Rating};

impl Drill {
    /// Returns the notes with a card that was new or being learned and was recalled when it was
    /// last asked, in the order of their answers.
    pub fn learned(&self) -> Vec<NoteIx> {
        let last = |item: LibraryCard| {
            self.history().rev().filter(|did| did.item == item).find_map(|did| did.rating)
        };
        let mut notes: Vec<NoteIx> = Vec::new();
        for did in
            self.history().filter(|did| did.rating.is_some() && did.before != CardStage::Review)
        {
            if !notes.contains(&did.item.note) && last(did.item).is_some_and(Rating::is_recalled) {
                notes.push(did.item.note);
            }
        }
        notes
    }

    /// Returns the notes that failed, the most often failed first.
    pub fn slipped(&self) -> Vec<NoteIx> {
        let mut times: HashMap<NoteIx, usize> = HashMap::new();
        for did in
            self.history().filter(|did| did.rating.is_some_and(|rating| !rating.is_recalled()))
        {
            *times.entry(did.item.note).or_default() += 1;
        }
        let mut notes: Vec<(NoteIx, usize)> = times.into_iter().collect();
        notes.sort_unstable_by_key(|&(note, times)| (Reverse(times), note));
        notes.into_iter().map(|(note, _)| note).collect()
    }
}

//! What a drill has come to: the notes that were learned in it, and those that slipped.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Drill, World};
use crate::collection::NoteIx;
use crate::memory::Stage;

impl Drill {
    /// Returns the notes whose cards came off their steps, or were known at once, in the order of their answers.
    pub fn learned(&self, world: World<'_>) -> Vec<NoteIx> {
        let mut notes: Vec<NoteIx> = Vec::new();
        for did in self.history().filter(|did| did.rating.is_some() && did.before != Stage::Review) {
            let stage = world.ledger.get(&world.collection.card_id(did.item)).map(|progress| progress.stage);
            if stage == Some(Stage::Review) && !notes.contains(&did.item.note) {
                notes.push(did.item.note);
            }
        }
        notes
    }

    /// Returns the notes that failed, the most often failed first.
    pub fn slipped(&self) -> Vec<NoteIx> {
        let mut times: HashMap<NoteIx, usize> = HashMap::new();
        for did in self.history().filter(|did| did.rating.is_some_and(|rating| !rating.is_recalled())) {
            *times.entry(did.item.note).or_default() += 1;
        }
        let mut notes: Vec<(NoteIx, usize)> = times.into_iter().collect();
        notes.sort_unstable_by_key(|&(note, times)| (Reverse(times), note));
        notes.into_iter().map(|(note, _)| note).collect()
    }
}

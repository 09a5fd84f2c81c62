//! The notes that questions are made of: read when they are first needed, and kept.

use std::collections::HashMap;
use std::rc::Rc;

use memchr::memmem;

use crate::deck::{DeckHead, Note};
use crate::library::{DeckIx, Library, NoteIx};
use crate::rng::Rng;

/// How many notes of the topic, and how many of the rest of the deck, are looked at for wrong
/// answers.
const LOOKED_AT: usize = 16;
/// How many notes are kept.
const KEPT: usize = 4_000;

/// Where questions come from.
pub struct NoteBank<'a> {
    /// The decks.
    pub library: &'a Library,
    notes: HashMap<NoteIx, Rc<Note>>,
    sets: HashMap<(DeckIx, String), Rc<Vec<NoteIx>>>,
}

impl<'a> NoteBank<'a> {
    /// A bank that has read no note yet.
    pub fn new(library: &'a Library) -> NoteBank<'a> {
        NoteBank { library, notes: HashMap::new(), sets: HashMap::new() }
    }

    /// A note in full; none if it can't be read.
    pub fn note(&mut self, note: NoteIx) -> Option<Rc<Note>> {
        if let Some(known) = self.notes.get(&note) {
            return Some(Rc::clone(known));
        }
        let read = Rc::new(self.library.note(note).ok()?);
        if self.notes.len() >= KEPT {
            self.notes.clear();
        }
        self.notes.insert(note, Rc::clone(&read));
        Some(read)
    }

    /// The head of the note's deck.
    pub fn head(&self, note: NoteIx) -> &'a DeckHead {
        &self.library.deck_info(self.library.deck(note)).head
    }

    /// Notes of the same deck that wrong answers can come from: all that share a confusable
    /// set, some of the topic, and some of the others.
    pub fn others(&mut self, note: NoteIx, full: &Note, rng: &mut Rng) -> Vec<(NoteIx, Rc<Note>)> {
        let deck = self.library.deck(note);
        let mut found: Vec<NoteIx> = Vec::new();
        for set in &full.details.sets {
            found.extend(self.members(deck, set).iter());
        }
        let range = self.library.deck_info(deck).notes.clone();
        let topic = self.library.topic(note);
        let all: Vec<NoteIx> =
            range.map(NoteIx).filter(|&other: &NoteIx| !self.library.is_child(other)).collect();
        let near: Vec<NoteIx> =
            all.iter().copied().filter(|other| self.library.topic(*other) == topic).collect();
        for pool in [near, all] {
            found.extend(sample(pool, rng));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != note);
        found.into_iter().filter_map(|other| Some((other, self.note(other)?))).collect()
    }

    /// The notes of a deck that may be in a set: those whose text names it.
    fn members(&mut self, deck: DeckIx, set: &str) -> Rc<Vec<NoteIx>> {
        let key = (deck, set.to_string());
        if let Some(known) = self.sets.get(&key) {
            return Rc::clone(known);
        }
        let quoted = format!("\"{set}\"");
        let finder = memmem::Finder::new(quoted.as_bytes());
        let members = self
            .library
            .deck_info(deck)
            .notes
            .clone()
            .map(NoteIx)
            .filter(|note| finder.find(self.library.source_text(*note).as_bytes()).is_some())
            .collect();
        let members = Rc::new(members);
        self.sets.insert(key, Rc::clone(&members));
        members
    }
}

/// Some of the notes, any as likely as any other.
fn sample(mut pool: Vec<NoteIx>, rng: &mut Rng) -> Vec<NoteIx> {
    for at in 0..pool.len().min(LOOKED_AT) {
        let other = at + rng.below(pool.len() - at);
        pool.swap(at, other);
    }
    pool.truncate(LOOKED_AT);
    pool
}

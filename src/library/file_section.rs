//! A section of a deck file while it is read: what one thread gathers of its notes.
//!
//! It knows nothing of the notes before it: numbers and topics count from its own start.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::ids::IdentityHasher;
use super::links::WrittenLink;
use super::names::NameIndex;
use super::{DeckIx, NoteIx, NoteLink, NoteRecord, TopicIx, id_key};
use crate::deck::{NoteOutline, OutlineSink};

/// The notes of a part of a file, in order.
pub(super) struct FileSection {
    pub(super) deck: DeckIx,
    file: u16,
    pub(super) entries: Vec<NoteRecord>,
    /// The keys of the ids, with the notes; in order when the part is whole.
    pub(super) keys: Vec<(u64, NoteIx)>,
    pub(super) names: NameIndex,
    pub(super) written: Vec<WrittenLink>,
    /// The ids of the topics, in the order in which they are first named.
    pub(super) topics: Vec<String>,
    topic_at: HashMap<u64, u16, BuildHasherDefault<IdentityHasher>>,
}

impl FileSection {
    /// An empty part of that file of that deck.
    pub(super) fn new(deck: DeckIx, file: u16) -> Self {
        FileSection {
            deck,
            file,
            entries: Vec::new(),
            keys: Vec::new(),
            names: NameIndex::default(),
            written: Vec::new(),
            topics: Vec::new(),
            topic_at: HashMap::default(),
        }
    }

    /// Removes notes, as if they had never been there; `gone` is in order.
    pub(super) fn remove(&mut self, gone: &[NoteIx]) {
        let mut number = (0..).map(NoteIx);
        self.entries
            .retain(|_| number.next().is_some_and(|note| gone.binary_search(&note).is_err()));
        self.names = self.names.without(gone);
        self.keys.retain_mut(|(_, note)| renumber(note, gone));
        self.written.retain_mut(|link| {
            let mut from = NoteIx(link.from);
            let kept = renumber(&mut from, gone);
            link.from = from.0;
            kept
        });
    }

    fn topic(&mut self, id: &str) -> TopicIx {
        // Neighbours often share a topic.
        let last = self.entries.last().and_then(|entry| entry.topic);
        if let Some(last) = last.filter(|last| self.topics[last.0 as usize] == id) {
            return last;
        }
        let known = *self.topic_at.entry(id_key(DeckIx(0), id)).or_insert(self.topics.len() as u16);
        if self.topics.get(usize::from(known)).is_some_and(|topic| topic == id) {
            return TopicIx(known);
        }
        // New; or its key is that of another, which hardly ever happens.
        let at = self.topics.iter().position(|topic| topic == id).unwrap_or_else(|| {
            self.topics.push(id.to_string());
            self.topics.len() - 1
        });
        TopicIx(at as u16)
    }
}

/// Gives a note the number that it has without those that are gone; whether it is still there.
fn renumber(note: &mut NoteIx, gone: &[NoteIx]) -> bool {
    let Err(before) = gone.binary_search(note) else { return false };
    note.0 -= before as u32;
    true
}

impl OutlineSink for FileSection {
    fn take(&mut self, note: &NoteOutline<'_>) {
        let number = self.entries.len() as u32;
        let topic = note.topic.as_deref().map(|id| self.topic(id));
        self.entries.push(NoteRecord {
            start: note.span.start as u32,
            len: note.span.len() as u32,
            file: self.file,
            topic,
            kind: note.kind,
            child: note.of.is_some(),
        });
        self.keys.push((id_key(self.deck, &note.id), NoteIx(number)));
        let aliases = note.aliases.iter().map(AsRef::as_ref);
        match note.term.as_deref() {
            Some(term) => self.names.push(term, aliases, &note.id),
            None => self.names.push(&note.title(), aliases, &note.id),
        }
        let link = |id: &str, link| WrittenLink::new(number, self.deck, id, link);
        self.written.extend(note.see.iter().map(|id| link(id, NoteLink::See)));
        self.written.extend(note.needs.iter().map(|id| link(id, NoteLink::Needs)));
        self.written.extend(note.of.iter().map(|id| link(id, NoteLink::Parent)));
    }

    fn end(&mut self) {
        self.keys.sort_unstable();
    }
}

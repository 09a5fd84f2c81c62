//! Opening: from the decks' texts to an indexed collection.

use std::collections::hash_map::Entry as Slot;
use std::ops::Range;

use super::links::Written;
use super::part::Part;
use super::{Collection, DeckInfo, NoteIx, TopicInfo, TopicIx};
use crate::deck::{DeckText, Head, SourceFile, outline, whole};
use crate::fault::{Fault, Place, Places};

/// A collection in the making.
#[derive(Default)]
struct Opening {
    collection: Collection,
    faults: Vec<Fault>,
    written: Vec<Written>,
}

/// Files of so many bytes are read on two threads: below, starting the second costs more than it saves.
const LARGE: usize = 1 << 20;

impl Collection {
    /// Indexes every deck. What can't be read is told, and the rest is kept; a deck whose id is taken replaces the
    /// bundled one and otherwise is left out.
    pub fn open(decks: Vec<DeckText>) -> (Collection, Vec<Fault>) {
        let mut opening = Opening::default();
        for text in replacing_bundled(decks, &mut opening.faults) {
            opening.deck(text);
        }
        let Opening { mut collection, faults, written } = opening;
        collection.resolve(&written);
        (collection, faults)
    }
}

impl Opening {
    fn deck(&mut self, text: DeckText) {
        let deck = self.collection.decks.len();
        let first = self.collection.entries.len() as u32;
        let head = Head::fallback(&text.stem);
        self.collection.decks.push(DeckInfo { head, bundled: text.bundled, notes: first..first, terms: 0 });
        for (i, file) in text.files.into_iter().enumerate() {
            if file.text.len() > u32::MAX as usize {
                self.faults.push(Fault::error("the file is over 4 GB", "split the deck").at(Place::file(&file.name)));
                continue;
            }
            self.file(deck, i == 0, text.bundled, file);
        }
        let end = self.collection.entries.len() as u32;
        self.collection.decks[deck].notes = first..end;
        self.count_terms(deck);
    }

    fn file(&mut self, deck: usize, first: bool, bundled: bool, file: SourceFile) {
        let number = self.collection.files.len() as u16;
        let (mut part, mut other) = (Part::new(deck, number), Part::new(deck, number));
        let mut found = if file.text.len() < LARGE {
            outline::outline(&file, bundled, |note| part.take(note))
        } else {
            let (found, split) =
                outline::outline_by_two(&file, bundled, &mut |note| part.take(note), &mut |note| other.take(note));
            if !split {
                other = Part::new(deck, number);
            }
            found
        };
        self.faults.append(&mut found.faults);
        match whole::head_of(&file, first, &found) {
            Ok(Some(head)) => self.head(deck, head),
            Ok(None) => {}
            Err(fault) => self.faults.push(fault),
        }
        let mut places = Places::of(&file.name, &file.text);
        for part in [part, other] {
            self.part(part, |span| {
                let id = outline::again(&file, span.clone()).map_or_else(String::new, |note| note.id.into_owned());
                let what = format!("the id `{id}` is already used in this deck");
                Fault::error(what, "give this note an id of its own; until then only the first is shown")
                    .at(places.at(span.start))
            });
        }
        self.collection.files.push((deck, file));
    }

    fn head(&mut self, deck: usize, head: Head) {
        let topics = head.topics.iter().map(|t| TopicInfo { deck, id: t.id.clone(), title: t.title.clone(), terms: 0 });
        self.collection.topics.extend(topics);
        self.collection.decks[deck].head = head;
    }

    fn count_terms(&mut self, deck: usize) {
        let Collection { decks, topics, entries, .. } = &mut self.collection;
        for entry in entries[decks[deck].notes.start as usize..].iter().filter(|entry| !entry.child) {
            decks[deck].terms += 1;
            if let Some(topic) = entry.topic {
                topics[topic.0 as usize].terms += 1;
            }
        }
    }

    /// Adds the notes of a part of a file; `repeated` says of one that its id is taken.
    fn part(&mut self, part: Part, mut repeated: impl FnMut(Range<usize>) -> Fault) {
        self.collection.reserve(&part);
        let mut topics: Vec<Option<TopicIx>> = vec![None; part.topics.len()];
        let mut written = part.written.into_iter().peekable();
        for (at, (mut entry, key)) in (0..).zip(part.entries.into_iter().zip(part.keys)) {
            let number = self.collection.entries.len() as u32;
            let links = std::iter::from_fn(|| written.next_if(|link| link.from == at));
            if !self.collection.file_id(part.deck, key, part.names.id(NoteIx(at))) {
                links.for_each(drop);
                let start = entry.start as usize;
                self.faults.push(repeated(start..start + entry.len as usize));
                continue;
            }
            self.written.extend(links.map(|link| Written { from: number, ..link }));
            entry.topic = entry.topic.map(|TopicIx(topic)| {
                let id = &part.topics[topic as usize];
                *topics[topic as usize].get_or_insert_with(|| self.collection.topic_named(part.deck, id))
            });
            self.collection.entries.push(entry);
            self.collection.names.push_from(&part.names, NoteIx(at));
        }
    }
}

impl Collection {
    fn reserve(&mut self, part: &Part) {
        self.entries.reserve(part.entries.len());
        self.ids.reserve(part.entries.len());
        self.names.reserve(&part.names);
    }

    /// Files the id of the note that comes next; says no if the deck has it already.
    fn file_id(&mut self, deck: usize, mut key: u64, id: &str) -> bool {
        loop {
            let other = match self.ids.entry(key) {
                Slot::Vacant(free) => {
                    free.insert(self.entries.len() as u32);
                    return true;
                }
                Slot::Occupied(taken) => NoteIx(*taken.get()),
            };
            if other.0 >= self.decks[deck].notes.start && self.names.id(other) == id {
                return false;
            }
            key = key.wrapping_add(1);
        }
    }

    /// Returns the topic with that id in the deck; one that the head does not declare is shown by its id.
    fn topic_named(&mut self, deck: usize, id: &str) -> TopicIx {
        let start = self.topics.partition_point(|topic| topic.deck < deck);
        let found = self.topics[start..].iter().position(|topic| topic.id == id);
        let index = found.map_or(self.topics.len(), |i| start + i);
        if index == self.topics.len() {
            self.topics.push(TopicInfo { deck, id: id.to_string(), title: id.to_string(), terms: 0 });
        }
        TopicIx(index as u16)
    }
}

/// Settles which deck stands for an id: the user's own before the bundled one, and the first of two.
fn replacing_bundled(decks: Vec<DeckText>, faults: &mut Vec<Fault>) -> Vec<DeckText> {
    let mut kept: Vec<(String, DeckText)> = Vec::new();
    for text in decks {
        let id = text.files.first().and_then(outline::deck_id).unwrap_or_else(|| text.stem.clone());
        match kept.iter().position(|(other, _)| *other == id) {
            Some(i) if kept[i].1.bundled => kept[i].1 = text,
            Some(_) => {
                let place = text.files.first().map_or_else(|| text.stem.clone(), |file| file.name.clone());
                let what = format!("the deck id `{id}` is already used by another deck");
                faults.push(Fault::error(what, "give this deck an id of its own").at(Place::file(place)));
            }
            None => kept.push((id, text)),
        }
    }
    kept.into_iter().map(|(_, text)| text).collect()
}

//! Opening: from the decks' texts to an indexed library.

use super::file_section::FileSection;
use super::links::WrittenLink;
use super::{DeckInfo, DeckIx, Library, NoteIx, NoteRecord, TopicInfo, TopicIx};
use crate::deck::{DeckHead, DeckText, SourceFile, full_deck, outline};
use crate::fault::{Fault, Place, PlaceFinder};

/// A library under construction.
#[derive(Default)]
struct LibraryBuilder {
    library: Library,
    faults: Vec<Fault>,
    written: Vec<WrittenLink>,
}

/// Files of so many bytes are read on two threads: below, starting the second costs more than it
/// saves.
const LARGE: usize = 1 << 20;

impl Library {
    /// Indexes every deck. What can't be read becomes a fault, and the rest is kept. A deck whose
    /// id is taken replaces the bundled one; otherwise it is left out.
    pub fn open(decks: Vec<DeckText>) -> (Library, Vec<Fault>) {
        let mut opening = LibraryBuilder::default();
        for text in replacing_bundled(decks, &mut opening.faults) {
            opening.deck(text);
        }
        let LibraryBuilder { mut library, faults, written } = opening;
        library.resolve(&written);
        (library, faults)
    }
}

impl LibraryBuilder {
    fn deck(&mut self, text: DeckText) {
        let deck = DeckIx(self.library.decks.len() as u32);
        let first = self.library.entries.len() as u32;
        let head = DeckHead::fallback(&text.stem);
        self.library.decks.push(DeckInfo {
            head,
            bundled: text.bundled,
            notes: first..first,
            terms: 0,
        });
        let mut parts = Vec::new();
        for (i, file) in text.files.into_iter().enumerate() {
            if file.text.len() > u32::MAX as usize {
                self.faults.push(
                    Fault::error("the file is over 4 GB", "split the deck")
                        .with_place(Place::file(&file.name)),
                );
                continue;
            }
            self.file(deck, i == 0, text.bundled, file, &mut parts);
        }
        let ids = self.without_repeated(first, &mut parts);
        self.library.ids.push(ids);
        for part in parts {
            self.part(part);
        }
        let end = self.library.entries.len() as u32;
        self.library.decks[deck.index()].notes = first..end;
        self.count_terms(deck);
    }

    /// Outlines a file of the deck, in one part or two.
    fn file(
        &mut self,
        deck: DeckIx,
        first: bool,
        bundled: bool,
        file: SourceFile,
        parts: &mut Vec<FileSection>,
    ) {
        let number = self.library.files.len() as u16;
        let (mut part, mut other) =
            (FileSection::new(deck, number), FileSection::new(deck, number));
        let mut found = if file.text.len() < LARGE {
            outline::outline(&file, bundled, &mut part)
        } else {
            let (found, split) = outline::outline_by_two(&file, bundled, &mut part, &mut other);
            if !split {
                other = FileSection::new(deck, number);
            }
            found
        };
        self.faults.append(&mut found.faults);
        match full_deck::head_of(&file, first, &found) {
            Ok(Some(head)) => self.head(deck, head),
            Ok(None) => {}
            Err(fault) => self.faults.push(fault),
        }
        parts.extend([part, other]);
        self.library.files.push((deck, file));
    }

    fn head(&mut self, deck: DeckIx, head: DeckHead) {
        let topics = head.topics.iter().map(|t| TopicInfo {
            deck,
            id: t.id.clone(),
            title: t.title.clone(),
            terms: 0,
        });
        self.library.topics.extend(topics);
        self.library.decks[deck.index()].head = head;
    }

    fn count_terms(&mut self, deck: DeckIx) {
        let Library { decks, topics, entries, .. } = &mut self.library;
        for entry in
            entries[decks[deck.index()].notes.start as usize..].iter().filter(|entry| !entry.child)
        {
            decks[deck.index()].terms += 1;
            if let Some(topic) = entry.topic {
                topics[topic.0 as usize].terms += 1;
            }
        }
    }

    /// Removes from a deck's parts the notes whose ids are taken, with a fault for each, and gives
    /// the keys of the others, in order. The deck's notes are numbered from `first`.
    fn without_repeated(&mut self, first: u32, parts: &mut [FileSection]) -> Vec<(u64, NoteIx)> {
        let (ids, repeated) = number_ids(first, parts);
        if repeated.is_empty() {
            return ids;
        }
        let mut start = first;
        for part in &mut *parts {
            let end = start + part.entries.len() as u32;
            let own = repeated.iter().filter(|note| (start..end).contains(&note.0));
            let gone: Vec<NoteIx> = own.map(|note| NoteIx(note.0 - start)).collect();
            self.report_repeated(part, &gone);
            part.remove(&gone);
            start = end;
        }
        number_ids(first, parts).0
    }

    fn report_repeated(&mut self, part: &FileSection, gone: &[NoteIx]) {
        let Some(&entry) = gone.first().map(|note| &part.entries[note.index()]) else { return };
        let file = &self.library.files[entry.file as usize].1;
        let mut places = PlaceFinder::new(&file.name, &file.text);
        for entry in gone.iter().map(|note| &part.entries[note.index()]) {
            let start = entry.start as usize;
            let note = outline::outline_note(file, start..start + entry.len as usize);
            let what = format!(
                "the id `{}` is already used in this deck",
                note.map_or_else(String::new, |n| n.id.into_owned())
            );
            let remedy = "give this note an id of its own; until then only the first is shown";
            self.faults.push(Fault::error(what, remedy).with_place(places.place(start)));
        }
    }

    /// Adds the notes of a part of a file.
    fn part(&mut self, part: FileSection) {
        let library = &mut self.library;
        let first = library.entries.len() as u32;
        let topics: Vec<TopicIx> =
            part.topics.iter().map(|id| library.topic_named(part.deck, id)).collect();
        let entry = |entry: NoteRecord| NoteRecord {
            topic: entry.topic.map(|TopicIx(at)| topics[at as usize]),
            ..entry
        };
        library.entries.extend(part.entries.into_iter().map(entry));
        library.names.append(&part.names);
        self.written.extend(
            part.written.into_iter().map(|link| WrittenLink { from: first + link.from, ..link }),
        );
    }
}

/// The keys of the ids of a deck's parts, in order, the notes numbered from `first` on; and
/// the notes whose ids stand before, in order too.
fn number_ids(first: u32, parts: &[FileSection]) -> (Vec<(u64, NoteIx)>, Vec<NoteIx>) {
    let (mut ids, mut start) =
        (Vec::with_capacity(parts.iter().map(|part| part.keys.len()).sum()), first);
    for part in parts {
        ids.extend(part.keys.iter().map(|&(key, note)| (key, NoteIx(start + note.0))));
        start += part.entries.len() as u32;
    }
    // Not `sort_unstable`: this one sees that there are a few runs in order already.
    ids.sort();
    let same_key = ids.chunk_by(|(one, _), (next, _)| one == next).filter(|same| same.len() > 1);
    let mut repeated = Vec::new();
    for same in same_key {
        // Different ids may share a key, if hardly ever.
        let mut seen: Vec<&str> = Vec::new();
        for &(_, note) in same {
            let id = folded_id(parts, NoteIx(note.0 - first));
            if seen.contains(&id) { repeated.push(note) } else { seen.push(id) }
        }
    }
    repeated.sort_unstable();
    (ids, repeated)
}

/// The folded id of a note of the parts, numbered from their beginning.
fn folded_id(parts: &[FileSection], mut note: NoteIx) -> &str {
    for part in parts {
        match note.0.checked_sub(part.entries.len() as u32) {
            Some(further) => note.0 = further,
            None => return part.names.id(note),
        }
    }
    ""
}

impl Library {
    /// The topic with that id in the deck; one that the head does not declare is shown by
    /// its id.
    fn topic_named(&mut self, deck: DeckIx, id: &str) -> TopicIx {
        let start = self.topics.partition_point(|topic| topic.deck < deck);
        let found = self.topics[start..].iter().position(|topic| topic.id == id);
        let index = found.map_or(self.topics.len(), |i| start + i);
        if index == self.topics.len() {
            self.topics.push(TopicInfo {
                deck,
                id: id.to_string(),
                title: id.to_string(),
                terms: 0,
            });
        }
        TopicIx(index as u16)
    }
}

/// Chooses among decks with the same id: the user's own before the bundled one, and the first of
/// two of the user's.
fn replacing_bundled(decks: Vec<DeckText>, faults: &mut Vec<Fault>) -> Vec<DeckText> {
    let mut kept: Vec<(String, DeckText)> = Vec::new();
    for text in decks {
        let id = text.files.first().and_then(outline::deck_id).unwrap_or_else(|| text.stem.clone());
        match kept.iter().position(|(other, _)| *other == id) {
            Some(i) if kept[i].1.bundled => kept[i].1 = text,
            Some(_) => {
                let place =
                    text.files.first().map_or_else(|| text.stem.clone(), |file| file.name.clone());
                let what = format!("the deck id `{id}` is already used by another deck");
                faults.push(
                    Fault::error(what, "give this deck an id of its own")
                        .with_place(Place::file(place)),
                );
            }
            None => kept.push((id, text)),
        }
    }
    kept.into_iter().map(|(_, text)| text).collect()
}

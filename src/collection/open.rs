//! Opening: from the decks' texts to an indexed collection.

use super::links::Written;
use super::{Collection, DeckInfo, Entry, Link, NoteIx, TopicInfo, TopicIx, id_key};
use crate::deck::{DeckText, Head, NoteOutline, SourceFile, outline, whole};
use crate::fault::{Fault, Place};
use crate::text::fold::fold;

impl Collection {
    /// Indexes every deck. What can't be read is told, and the rest is kept; a deck whose id is taken replaces the
    /// bundled one and otherwise is left out.
    pub fn open(decks: Vec<DeckText>) -> (Collection, Vec<Fault>) {
        let mut collection = Collection::default();
        let mut faults = Vec::new();
        let mut written = Vec::new();
        for text in replacing_bundled(decks, &mut faults) {
            collection.add(text, &mut written, &mut faults);
        }
        collection.resolve(&written);
        (collection, faults)
    }

    fn add(&mut self, text: DeckText, written: &mut Vec<Written>, faults: &mut Vec<Fault>) {
        let deck = self.decks.len();
        let first = self.entries.len() as u32;
        let head = Head::fallback(&text.stem);
        self.decks.push(DeckInfo { head, bundled: text.bundled, notes: first..first, terms: 0 });
        for (i, file) in text.files.into_iter().enumerate() {
            if file.text.len() > u32::MAX as usize {
                faults.push(Fault::error("the file is over 4 GB", "split the deck").at(Place::file(&file.name)));
                continue;
            }
            self.add_file(deck, i == 0, text.bundled, file, written, faults);
        }
        let end = self.entries.len() as u32;
        self.decks[deck].notes = first..end;
        self.decks[deck].terms = self.entries[first as usize..].iter().filter(|entry| !entry.child).count() as u32;
        self.count_terms(deck);
    }

    fn add_file(
        &mut self,
        deck: usize,
        first: bool,
        bundled: bool,
        file: SourceFile,
        written: &mut Vec<Written>,
        faults: &mut Vec<Fault>,
    ) {
        let number = self.files.len() as u16;
        let mut found = outline::outline(&file, bundled);
        faults.append(&mut found.faults);
        match whole::head_of(&file, first, &found) {
            Ok(Some(head)) => self.set_head(deck, head),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        self.files.push((deck, SourceFile { name: file.name.clone(), text: "".into() }));
        self.entries.reserve(found.notes.len());
        self.ids.reserve(found.notes.len());
        for note in &found.notes {
            if let Err(fault) = self.add_note(deck, number, note, written) {
                faults.push(fault.at(Place::at(&file.name, &file.text, note.span.start)));
            }
        }
        drop(found);
        self.files[number as usize].1 = file;
    }

    fn set_head(&mut self, deck: usize, head: Head) {
        let topics = head.topics.iter().map(|t| TopicInfo { deck, id: t.id.clone(), title: t.title.clone(), terms: 0 });
        self.topics.extend(topics);
        self.decks[deck].head = head;
    }

    fn count_terms(&mut self, deck: usize) {
        for NoteIx(note) in self.decks[deck].notes.clone().map(NoteIx) {
            let entry = &self.entries[note as usize];
            if let (Some(topic), false) = (entry.topic, entry.child) {
                self.topics[topic.0 as usize].terms += 1;
            }
        }
    }

    fn add_note(
        &mut self,
        deck: usize,
        file: u16,
        note: &NoteOutline<'_>,
        written: &mut Vec<Written>,
    ) -> Result<(), Fault> {
        let number = self.entries.len() as u32;
        let mut key = id_key(deck, &note.id);
        while let Some(&other) = self.ids.get(&key) {
            let same = self.names.of(NoteIx(other)).last().is_some_and(|(_, id)| id == fold(&note.id));
            if same && self.deck(NoteIx(other)) == deck {
                let what = format!("the id `{}` is already used in this deck", note.id);
                return Err(Fault::error(what, "give this note an id of its own; until then only the first is shown"));
            }
            key = key.wrapping_add(1);
        }
        self.ids.insert(key, number);
        let topic = note.topic.as_deref().map(|id| self.topic_named(deck, id));
        self.entries.push(Entry {
            start: note.span.start as u32,
            len: note.span.len() as u32,
            file,
            topic,
            kind: note.kind,
            child: note.of.is_some(),
        });
        match note.term.as_deref() {
            Some(term) => self.names.push(term, note.aliases.iter().map(AsRef::as_ref), &note.id),
            None => self.names.push(&note.title(), note.aliases.iter().map(AsRef::as_ref), &note.id),
        }
        let link = |id: &str, link| Written::new(number, deck, id, link);
        written.extend(note.see.iter().map(|id| link(id, Link::See)));
        written.extend(note.needs.iter().map(|id| link(id, Link::Needs)));
        written.extend(note.of.iter().map(|id| link(id, Link::Parent)));
        Ok(())
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

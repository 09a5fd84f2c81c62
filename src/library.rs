//! The content store: every deck indexed.
//!
//! A library keeps the decks' own text and, a few dozen bytes a note, what finds a note in it; a
//! note is read in full when somebody looks at it. A hundred thousand notes open in a blink and
//! take little more room than their files. It knows no disk (texts are handed in) and no screen.

mod builder;
pub mod cards;
mod file_section;
mod folded_prose;
mod letter_mask;
mod links;
mod name_words;
mod names;
pub mod page;
mod remap;

use std::borrow::Cow;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;

pub use cards::LibraryCard;
pub use folded_prose::FoldedProse;
pub use letter_mask::{letter, letters};
pub use links::NoteLink;
pub use name_words::NameWords;
pub use names::{NameIndex, NameKind};
pub use remap::Remap;

use crate::deck::{DeckHead, Note, NoteKind, NoteOutline, SourceFile, outline, parse};
use crate::fault::Fault;

/// A note of a library, as a number: stable while the library lives, and no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteIx(pub u32);

impl NoteIx {
    /// Returns the number as an index.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// A topic of one of the decks, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub u16);

/// A deck without its notes.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckInfo {
    /// Its head.
    pub head: DeckHead,
    /// Whether it is the one compiled in.
    pub bundled: bool,
    /// Its notes: they lie together.
    pub notes: Range<u32>,
    /// How many of its notes stand for themselves (the others are further questions on one of
    /// these).
    pub terms: u32,
}

/// A topic and the deck that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicInfo {
    /// The deck, an index into [`Library::decks`].
    pub deck: usize,
    /// Its id in the deck.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many notes it has that stand for themselves.
    pub terms: u32,
}

/// What the library keeps of one note.
#[derive(Clone, Copy, Debug)]
struct NoteRecord {
    start: u32,
    len: u32,
    file: u16,
    topic: Option<TopicIx>,
    kind: NoteKind,
    child: bool,
}

/// Every note of every deck.
#[derive(Debug, Default)]
pub struct Library {
    decks: Vec<DeckInfo>,
    topics: Vec<TopicInfo>,
    files: Vec<(usize, SourceFile)>,
    entries: Vec<NoteRecord>,
    pub(crate) names: NameIndex,
    folded: OnceLock<FoldedProse>,
    /// Every deck's ids: their keys, in order, with the notes.
    pub(crate) ids: Vec<Vec<(u64, NoteIx)>>,
    links: Vec<(u32, u32, NoteLink)>,
}

impl Library {
    /// Returns the number of notes, further questions included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no note at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns every note.
    pub fn all(&self) -> impl ExactSizeIterator<Item = NoteIx> + use<> {
        (0..self.entries.len() as u32).map(NoteIx)
    }

    /// Returns the decks, the bundled one first.
    pub fn decks(&self) -> &[DeckInfo] {
        &self.decks
    }

    /// Returns the topics of all decks.
    pub fn topics(&self) -> &[TopicInfo] {
        &self.topics
    }

    /// Returns the topic's own entry.
    pub fn topic_info(&self, topic: TopicIx) -> &TopicInfo {
        &self.topics[topic.0 as usize]
    }

    /// Returns the names that notes are found by.
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// Returns the prose that has to be folded to be searched. It is gathered when it is first
    /// asked for.
    pub fn folded_prose(&self) -> &FoldedProse {
        self.folded.get_or_init(|| FoldedProse::of(self))
    }

    /// Gathers at once what is otherwise gathered when it is first asked for: in a large library
    /// that takes longer than a key may.
    pub fn prepare(&self) {
        self.names.in_order();
        self.names.words();
        self.folded_prose();
    }

    /// Returns the note's kind.
    pub fn kind(&self, note: NoteIx) -> NoteKind {
        self.entries[note.at()].kind
    }

    /// Returns the note's topic.
    pub fn topic(&self, note: NoteIx) -> Option<TopicIx> {
        self.entries[note.at()].topic
    }

    /// Whether the note is a further question on another note.
    pub fn is_child(&self, note: NoteIx) -> bool {
        self.entries[note.at()].child
    }

    /// Returns the note's deck, an index into [`Library::decks`].
    pub fn deck(&self, note: NoteIx) -> usize {
        self.files[self.entries[note.at()].file as usize].0
    }

    /// Returns the file that the note stands in, and where.
    pub fn source(&self, note: NoteIx) -> (&SourceFile, Range<usize>) {
        let entry = &self.entries[note.at()];
        let start = entry.start as usize;
        (&self.files[entry.file as usize].1, start..start + entry.len as usize)
    }

    /// Returns the note's text as it stands in its file.
    pub fn source_text(&self, note: NoteIx) -> &str {
        let (file, span) = self.source(note);
        &file.text[span]
    }

    /// Returns the note's names and places.
    pub fn outline(&self, note: NoteIx) -> NoteOutline<'_> {
        let (file, span) = self.source(note);
        outline::again(file, span)
            .expect("a note that was outlined once is outlined again from the same text")
    }

    /// Reads the note in full. A fault is possible only in a file that was not read in full when it
    /// was opened.
    pub fn note(&self, note: NoteIx) -> Result<Note, Fault> {
        let (file, span) = self.source(note);
        parse::note(file, span)
    }

    /// Returns the note's id.
    pub fn id(&self, note: NoteIx) -> Cow<'_, str> {
        self.outline(note).id
    }

    /// Returns the note's heading.
    pub fn title(&self, note: NoteIx) -> String {
        self.outline(note).title()
    }

    /// Returns the note with that id in that deck.
    pub fn find(&self, deck: usize, id: &str) -> Option<NoteIx> {
        self.filed(deck, id_key(deck, id)).find(|&note| self.id(note) == id)
    }

    /// Returns the notes whose ids have that key: one, as a rule.
    fn filed(&self, deck: usize, key: u64) -> impl Iterator<Item = NoteIx> {
        let ids = &self.ids[deck];
        let start = ids.partition_point(|&(other, _)| other < key);
        ids[start..].iter().take_while(move |&&(other, _)| other == key).map(|&(_, note)| note)
    }

    /// Returns the deck with that id.
    pub fn find_deck(&self, id: &str) -> Option<usize> {
        self.decks.iter().position(|deck| deck.head.id == id)
    }

    /// Returns the notes that `note` is linked to in the given way, in the order written.
    pub fn linked(&self, note: NoteIx, link: NoteLink) -> impl Iterator<Item = NoteIx> {
        let start = self.links.partition_point(|&(from, ..)| from < note.0);
        let own = self.links[start..].iter().take_while(move |&&(from, ..)| from == note.0);
        own.filter(move |&&(.., kind)| kind == link).map(|&(_, to, _)| NoteIx(to))
    }

    /// Returns how many notes stand for themselves.
    pub fn terms(&self) -> usize {
        self.decks.iter().map(|deck| deck.terms as usize).sum()
    }
}

/// Returns the key under which an id is filed: a hash of the deck's number and the id, eight bytes
/// at a time.
pub fn id_key(deck: usize, id: &str) -> u64 {
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = id.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(deck as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(hash, u64::from_le_bytes(last)), id.len() as u64)
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default)]
struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only u64 keys are hashed");
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

//! The content store: every deck indexed.
//!
//! A library keeps the decks' own text and, a few dozen bytes a note, what finds a note in it; a
//! note is read in full when it is shown. A hundred thousand notes open in a blink and take little
//! more memory than their files. Reading files is left to `store`, drawing to the faces.

mod builder;
mod cards;
mod deck_names;
mod file_section;
mod ids;
mod letter_mask;
mod links;
mod name_words;
mod names;
pub mod page;
mod word_frequency;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub use deck_names::TermNames;
pub use ids::{DeckIx, LibraryCard, NoteIx, TopicIx, id_key};
pub use letter_mask::{letter, letters};
pub use links::NoteLink;
pub use name_words::NameWords;
pub use names::{NameIndex, NameKind};
pub use word_frequency::WordFrequency;

use crate::deck::{DeckHead, Note, NoteKind, NoteOutline, SourceFile, outline, parse};
use crate::fault::Fault;
use crate::text::fold::fold_into;

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
    /// The deck.
    pub deck: DeckIx,
    /// Its id in the deck.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many notes it has that stand for themselves.
    pub terms: u32,
}

/// A note in the library's index.
#[derive(Clone, Copy, Debug)]
struct NoteRecord {
    start: u32,
    len: u32,
    file: u16,
    topic: Option<TopicIx>,
    kind: NoteKind,
    child: bool,
}

/// A deck of so many notes has all its names gathered at once.
const FEW_NOTES: usize = 3_000;

/// Every note of every deck.
#[derive(Debug, Default)]
pub struct Library {
    decks: Vec<DeckInfo>,
    topics: Vec<TopicInfo>,
    files: Vec<(DeckIx, SourceFile)>,
    entries: Vec<NoteRecord>,
    pub(crate) names: NameIndex,
    folded: OnceLock<FoldedProse>,
    frequencies: Mutex<HashMap<DeckIx, Arc<WordFrequency>>>,
    term_names: Mutex<HashMap<DeckIx, Arc<Vec<TermNames>>>>,
    card_counts: OnceLock<Vec<usize>>,
    /// Every deck's ids: their keys, in order, with the notes.
    pub(crate) ids: Vec<Vec<(u64, NoteIx)>>,
    links: Vec<(u32, u32, NoteLink)>,
}

impl Library {
    /// The number of notes, further questions included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no note at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every note.
    pub fn all(&self) -> impl ExactSizeIterator<Item = NoteIx> + use<> {
        (0..self.entries.len() as u32).map(NoteIx)
    }

    /// The decks, the bundled one first.
    pub fn decks(&self) -> &[DeckInfo] {
        &self.decks
    }

    /// The deck without its notes.
    pub fn deck_info(&self, deck: DeckIx) -> &DeckInfo {
        &self.decks[deck.index()]
    }

    /// How often words occur in a deck, counted at the first call.
    pub fn word_frequency(&self, deck: DeckIx) -> Arc<WordFrequency> {
        let mut known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        let count = || Arc::new(WordFrequency::new(self, deck));
        Arc::clone(known.entry(deck).or_insert_with(count))
    }

    /// The names of a deck's notes and foils; of a large deck, those of notes with names that may
    /// resemble an answer.
    pub fn term_names(&self, deck: DeckIx, resembles: impl Fn(u64) -> bool) -> Arc<Vec<TermNames>> {
        if self.deck_info(deck).notes.len() > FEW_NOTES {
            let passes = |note: NoteIx| resembles(self.names.masks()[note.index()]);
            return Arc::new(deck_names::gather(self, deck, passes));
        }
        let mut known = self.term_names.lock().unwrap_or_else(PoisonError::into_inner);
        let gather = || Arc::new(deck_names::gather(self, deck, |_| true));
        Arc::clone(known.entry(deck).or_insert_with(gather))
    }

    /// The topics of all decks.
    pub fn topics(&self) -> &[TopicInfo] {
        &self.topics
    }

    /// The topic's own entry.
    pub fn topic_info(&self, topic: TopicIx) -> &TopicInfo {
        &self.topics[topic.0 as usize]
    }

    /// The names that notes are found by.
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// The prose that has to be folded to be searched, gathered at the first call.
    pub fn folded_prose(&self) -> &FoldedProse {
        self.folded.get_or_init(|| FoldedProse::new(self))
    }

    /// Builds at once what is otherwise built when it is first used: in a large library that takes
    /// too long for a key press.
    pub fn prepare(&self) {
        self.names.in_order();
        self.names.words();
        self.folded_prose();
        self.card_counts();
    }

    /// The note's kind.
    pub fn kind(&self, note: NoteIx) -> NoteKind {
        self.entries[note.index()].kind
    }

    /// The note's topic.
    pub fn topic(&self, note: NoteIx) -> Option<TopicIx> {
        self.entries[note.index()].topic
    }

    /// Whether the note is a further question on another note.
    pub fn is_child(&self, note: NoteIx) -> bool {
        self.entries[note.index()].child
    }

    /// The note's deck.
    pub fn deck(&self, note: NoteIx) -> DeckIx {
        self.files[self.entries[note.index()].file as usize].0
    }

    /// The file that the note stands in, and where.
    pub fn source(&self, note: NoteIx) -> (&SourceFile, Range<usize>) {
        let entry = &self.entries[note.index()];
        let start = entry.start as usize;
        (&self.files[entry.file as usize].1, start..start + entry.len as usize)
    }

    /// The note's text as it stands in its file.
    pub fn source_text(&self, note: NoteIx) -> &str {
        let (file, span) = self.source(note);
        &file.text[span]
    }

    /// The note's names and places.
    pub fn outline(&self, note: NoteIx) -> NoteOutline<'_> {
        let (file, span) = self.source(note);
        outline::outline_note(file, span)
            .expect("a note that was outlined once is outlined again from the same text")
    }

    /// Reads the note in full. A fault is possible only in a file that was not read in full when it
    /// was opened.
    pub fn note(&self, note: NoteIx) -> Result<Note, Fault> {
        let (file, span) = self.source(note);
        parse::note(file, span)
    }

    /// The note's id.
    pub fn id(&self, note: NoteIx) -> Cow<'_, str> {
        self.outline(note).id
    }

    /// The note's heading.
    pub fn title(&self, note: NoteIx) -> String {
        self.outline(note).title()
    }

    /// The note with that id in that deck.
    pub fn find(&self, deck: DeckIx, id: &str) -> Option<NoteIx> {
        self.notes_by_key(deck, id_key(deck, id)).find(|&note| self.id(note) == id)
    }

    /// The notes whose ids have that key: one, as a rule.
    fn notes_by_key(&self, deck: DeckIx, key: u64) -> impl Iterator<Item = NoteIx> {
        let ids = &self.ids[deck.index()];
        let start = ids.partition_point(|&(other, _)| other < key);
        ids[start..].iter().take_while(move |&&(other, _)| other == key).map(|&(_, note)| note)
    }

    /// The deck with that id.
    pub fn find_deck(&self, id: &str) -> Option<DeckIx> {
        self.decks.iter().position(|deck| deck.head.id == id).map(|place| DeckIx(place as u32))
    }

    /// The notes that `note` is linked to in the given way, in the order written.
    pub fn linked(&self, note: NoteIx, link: NoteLink) -> impl Iterator<Item = NoteIx> {
        let start = self.links.partition_point(|&(from, ..)| from < note.0);
        let own = self.links[start..].iter().take_while(move |&&(from, ..)| from == note.0);
        own.filter(move |&&(.., kind)| kind == link).map(|&(_, to, _)| NoteIx(to))
    }

    /// How many cards each deck has, counted at the first call.
    pub fn card_counts(&self) -> &[usize] {
        self.card_counts.get_or_init(|| {
            let mut counts = vec![0; self.decks.len()];
            for note in self.all() {
                counts[self.deck(note).index()] += self.cards(note).len();
            }
            counts
        })
    }

    /// How many notes stand for themselves.
    pub fn terms(&self) -> usize {
        self.decks.iter().map(|deck| deck.terms as usize).sum()
    }
}

/// The folded prose of the notes that have letters outside ASCII, one note after another: all other
/// prose is searched where it lies.
#[derive(Debug, Default)]
pub struct FoldedProse {
    text: String,
    ends: Vec<(NoteIx, usize)>,
}

impl FoldedProse {
    fn new(library: &Library) -> Self {
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

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The note whose prose stands at that byte of the text.
    pub fn note_at(&self, at: usize) -> NoteIx {
        self.ends[self.ends.partition_point(|&(_, end)| end <= at)].0
    }
}

/// The decks before and after a reload. Notes are matched by their ids, as progress is.
#[derive(Clone, Copy, Debug)]
pub struct Remap<'a> {
    /// The library before.
    pub old: &'a Library,
    /// The library after.
    pub new: &'a Library,
}

impl Remap<'_> {
    /// The same note in the new library, if it is still there.
    pub fn note(&self, note: NoteIx) -> Option<NoteIx> {
        let deck = self.new.find_deck(&self.old.deck_info(self.old.deck(note)).head.id)?;
        self.new.find(deck, &self.old.id(note))
    }

    /// The same card in the new library, if its note is still there; the note may have
    /// lost the card.
    pub fn item(&self, item: LibraryCard) -> Option<LibraryCard> {
        self.note(item.note).map(|note| LibraryCard { note, ..item })
    }

    /// Whether the note's text is unchanged.
    pub fn is_same(&self, old: NoteIx, new: NoteIx) -> bool {
        self.old.source_text(old) == self.new.source_text(new)
    }
}

//! What every format is read into, and what every format is written from. No format is known here.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cleanup;
use super::losses::{Loss, Losses};
use super::media::{FindMedium, ImportedMedium, MediaSource};
use crate::clock::{Calendar, Moment};
use crate::deck::note_media::media_names;
use crate::deck::{CardKind, ConfusableSet, DeckHead, Note, NoteBody, Topic};
use crate::fault::{Fault, Place};
use crate::memory::{CardId, Entry, EntryId, EntryKind, Progress};
use crate::text::media::{decoded, is_never_seen};

/// The longest text that a note may bring, in bytes: more is no note, and no screen could show it.
pub(super) const LONGEST: usize = 100_000;

/// How many warnings of a file are kept in full: more would need more memory than the file.
pub(super) const LISTED: usize = 1000;

/// How many notes any file may have.
const MOST_NOTES: usize = 200_000;

/// How many bytes of a larger file there are to a note, at the least.
const BYTES_OF_A_NOTE: usize = 25;

/// How bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, which has all of Latin-1.
    Latin1,
}

/// Bytes to read, and what they are called.
#[derive(Clone, Copy, Debug)]
pub struct ImportSource<'a> {
    /// The file as the user would name it.
    pub name: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

impl ImportSource<'_> {
    /// A row's place.
    pub(super) fn row(&self, row: usize) -> Place {
        Place { file: self.name.to_string(), spot: Some((row, 1)) }
    }

    /// The place that means all of it.
    pub(super) fn place(&self) -> Place {
        Place::file(self.name)
    }

    /// The most notes that are read from it. Notes take more room than the shortest rows, so that a
    /// small file could need more memory than there is.
    pub(super) fn most_notes(&self) -> usize {
        MOST_NOTES.max(self.bytes.len() / BYTES_OF_A_NOTE)
    }

    /// Says so if that is more notes than can be kept.
    pub(super) fn check_room(&self, notes: usize) -> Result<(), Fault> {
        let most = self.most_notes();
        if notes <= most {
            return Ok(());
        }
        let what = format!("it has more than {most} notes, too many for one file of its size");
        Err(Fault::error(what, "import it in parts").with_place(self.place()))
    }

    /// The name without folders and ending: what a deck of it is called if nothing else is
    /// known.
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The name's ending in lower case.
    pub(super) fn extension(&self) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase())
    }
}

/// What the user may say of how a file is to be read.
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The separator between a term and its definition.
    pub term_separator: Option<String>,
    /// The separator between two notes.
    pub card_separator: Option<String>,
    /// Whether the first row names the columns; none to detect it.
    pub header: Option<bool>,
    /// Which columns of a table hold which fields, as `term=German,definition=2`; none to go by
    /// their names.
    pub columns: Option<String>,
    /// Whether the rows of tables and lists are asked one way only.
    pub one_way: bool,
    /// Whether somebody said that term and definition are on alternating lines, if on no row.
    pub alternating: bool,
    /// Whether numbered and dashed runs in a definition become steps and lists.
    pub lists: bool,
    /// Whether the progress of the cards is wanted.
    pub progress: bool,
    /// The encoding of the text; none to detect it.
    pub encoding: Option<Encoding>,
}

/// Something that happened to a card.
#[derive(Clone, Debug, PartialEq)]
pub struct PastEvent {
    /// Which card of its note.
    pub card: CardKind,
    /// When.
    pub at: Moment,
    /// What.
    pub what: EntryKind,
    /// The entry's own name: the same each time that the same file is read.
    pub id: EntryId,
}

/// What to do with a note whose name the deck has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchPolicy {
    /// The imported note replaces the deck's.
    #[default]
    Update,
    /// The deck's note stays.
    Keep,
    /// Both are kept.
    Both,
}

/// One imported note.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedNote {
    /// The note. Its id is empty where the format has none, and its topic is an id or a title.
    pub note: Note,
    /// Whether that is all there is to the note, so that a field it lacks is meant to be lacking.
    pub whole: bool,
    /// Its row or line, counted from 1.
    pub row: usize,
    /// What happened to its cards.
    pub history: Vec<PastEvent>,
    /// Whether its cards are suspended or flagged where it comes from, whether or not their past is
    /// wanted.
    pub marks: Vec<PastEvent>,
}

impl ImportedNote {
    /// A note that has no past.
    pub(super) fn new(note: Note, row: usize) -> ImportedNote {
        ImportedNote { note, whole: false, row, history: vec![], marks: vec![] }
    }
}

/// A file's content, whatever its format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedDeck {
    /// The deck's id, if it has one.
    pub id: Option<String>,
    /// The deck's title, if it has one.
    pub title: Option<String>,
    /// What the deck is about.
    pub description: Option<String>,
    /// The deck's language.
    pub language: Option<String>,
    /// The topics whose ids are known.
    pub topics: Vec<Topic>,
    /// The confusable sets.
    pub sets: Vec<ConfusableSet>,
    /// The notes.
    pub items: Vec<ImportedNote>,
    /// What to do with notes that are there already.
    pub on_match: MatchPolicy,
    /// The pictures and sounds that the file holds, whether or not a note names them.
    pub media: Vec<ImportedMedium>,
    /// How many rows were not understood or left out.
    pub skipped: usize,
    /// What the notes had that could not be taken over.
    pub losses: Losses,
    /// Why, for the user.
    pub warnings: Vec<Fault>,
}

impl ImportedDeck {
    /// One note, to be added even if the deck has one of that name.
    pub fn from_note(note: Note) -> ImportedDeck {
        ImportedDeck {
            items: vec![ImportedNote::new(note, 1)],
            on_match: MatchPolicy::Both,
            ..ImportedDeck::default()
        }
    }

    /// Adds the pictures and sounds that notes name, the file does not hold, and `find` finds.
    pub(super) fn add_media(&mut self, find: &FindMedium<'_>) {
        let known: HashSet<&str> = self.media.iter().map(|medium| medium.name.as_str()).collect();
        let names: BTreeSet<&str> =
            self.items.iter().flat_map(|item| media_names(&item.note)).collect();
        let missing = names.into_iter().filter(|name| !known.contains(name));
        let found: Vec<ImportedMedium> = missing.filter_map(find).collect();
        for medium in &found {
            self.losses.remove_medium(&medium.name);
        }
        self.media.extend(found);
    }

    /// Leaves notes out of which a side is only a picture or a sound that can't be shown.
    pub(super) fn leave_out_unseen(&mut self) {
        let known: HashSet<&str> = self.media.iter().map(|medium| medium.name.as_str()).collect();
        let is_there = |name: &str| known.contains(name) || known.contains(&*decoded(name));
        let (losses, skipped) = (&mut self.losses, &mut self.skipped);
        self.items.retain(|item| {
            let (NoteBody::Pair { term: one, definition: two }
            | NoteBody::Question { question: one, answer: two }) = &item.note.body
            else {
                return true;
            };
            let unseen = [one, two].map(|side| is_never_seen(side, is_there));
            let is_shown = item.whole || unseen == [false, false];
            if !is_shown {
                losses.add(Loss::PictureSide, &cleanup::line(if unseen[0] { two } else { one }));
                *skipped += 1;
            }
            is_shown
        });
    }

    /// Says so if there are more notes than can be kept.
    pub(super) fn check_room(&self, source: &ImportSource<'_>) -> Result<(), Fault> {
        source.check_room(self.items.len())
    }

    /// Leaves a row out, and says why.
    pub(super) fn skip(&mut self, place: Place, what: impl Into<String>, remedy: &str) {
        self.skipped += 1;
        match self.warnings.len() {
            ..LISTED => self.warnings.push(Fault::warning(what, remedy).with_place(place)),
            LISTED => {
                let what = "more rows are left out, which are counted and not listed";
                let rest = Fault::warning(what, "mend those above first");
                self.warnings.push(rest.with_place(Place::file(place.file)));
            }
            _ => {}
        }
    }
}

/// A deck to be written in some format.
#[derive(Clone, Debug)]
pub struct ExportInput<'a> {
    /// What it is called, its topics and sets.
    pub head: &'a DeckHead,
    /// Its notes.
    pub notes: &'a [Note],
    /// The pictures and sounds that they name, where those go into the file.
    pub media: Option<&'a dyn MediaSource>,
    /// The progress of its cards, where that is exported too.
    pub memory: Option<ExportedProgress<'a>>,
    /// The time of writing.
    pub now: Moment,
}

/// The progress of the cards of a deck.
#[derive(Clone, Debug)]
pub struct ExportedProgress<'a> {
    /// Everything that happened to them.
    pub entries: Vec<Entry>,
    /// The progress that follows from it.
    pub cards: HashMap<CardId, Progress>,
    /// What a day is.
    pub calendar: &'a Calendar,
}

impl ExportInput<'_> {
    /// A topic's title.
    pub(super) fn topic_title(&self, id: &str) -> Option<&str> {
        self.head.topics.iter().find(|topic| topic.id == id).map(|topic| topic.title.as_str())
    }
}

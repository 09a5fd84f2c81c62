//! What was done to notes outside a drill, and can be taken back: suspending, flagging, editing,
//! importing.

use std::sync::Arc;

use crate::deck::Revision;
use crate::exchange::MergeOutcome;
use crate::library::NoteIx;
use crate::memory::{CardId, CardStage, Entry, EntryFactory, EntryKind, Progress};
use crate::store::WrittenDecks;
use crate::store::import_plan::{ImportPlan, WrittenImport};
use crate::study::{CardAction, UndoHistory, WriteOutcome, WriteRequest};

use super::learner::Learner;

/// So many changes can be taken back, one after the other.
const KEPT: usize = 1_000;

/// Something that was done to notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoableChange {
    /// Cards were suspended or flagged.
    Marked {
        /// Which of the two.
        action: CardAction,
        /// Whether it was taken away instead.
        lifted: bool,
        /// The notes.
        notes: ChangedNotes,
        /// How many cards.
        cards: usize,
    },
    /// A note was added.
    Added(String),
    /// A note was edited.
    Edited(String),
    /// A note was deleted.
    Deleted(String),
    /// Notes were imported.
    Imported(ImportedNotes),
    /// A deck was renamed or deleted; the number of its files is among those of the imports.
    Deck(DeckChange, usize),
    /// A deck or a topic was turned on or off.
    Switched(DeckSwitch),
}

/// A deck, or a topic of it, that is turned on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckSwitch {
    /// The deck's id.
    pub deck: String,
    /// The topic's id; none for the whole deck.
    pub topic: Option<String>,
    /// The title of the deck or topic.
    pub title: String,
    /// Whether it is on afterwards.
    pub on: bool,
}

impl UndoableChange {
    fn switch(&self) -> Option<DeckSwitch> {
        if let UndoableChange::Switched(switch) = self { Some(switch.clone()) } else { None }
    }
}

/// What was done to a deck as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeckChange {
    /// It was given this title.
    Renamed(String),
    /// The deck of this title was deleted.
    Deleted(String),
    /// Its texts were changed; this is its title.
    Described(String),
    /// The first deck went into the second, with so many notes.
    Merged {
        /// The title of the deck that is gone.
        from: String,
        /// The title of the deck that has its notes now.
        into: String,
        /// How many notes.
        notes: usize,
        /// How many of them have other ids now.
        renamed: usize,
    },
    /// Notes went to another deck, or copies of them.
    Moved {
        /// How many notes.
        notes: usize,
        /// The title of the deck that has them now.
        into: String,
        /// Whether they are copies.
        is_copy: bool,
        /// How many of them have other ids now.
        renamed: usize,
    },
}

/// What an import of this session did to the decks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedNotes {
    /// The decks that it went into.
    pub decks: Vec<String>,
    /// How many notes are new.
    pub added: usize,
    /// How many notes changed.
    pub updated: usize,
    /// The number of the import in this session.
    number: usize,
}

/// What has to be written to take something back or do it again.
#[derive(Debug)]
pub enum UndoRequest {
    /// Entries, or a change to a note.
    Write(WriteRequest),
    /// The files of an import, and entries.
    Import(ImportSwap),
    /// A deck or topic in the settings.
    Switch(DeckSwitch),
}

impl UndoRequest {
    fn new(request: WriteRequest, import: Option<(usize, Arc<WrittenDecks>)>) -> UndoRequest {
        match (request, import) {
            (WriteRequest::Record(entries), Some((number, decks))) => {
                UndoRequest::Import(ImportSwap { number, decks, entries })
            }
            (request, _) => UndoRequest::Write(request),
        }
    }
}

/// An import that is taken back, or done again.
#[derive(Debug)]
pub struct ImportSwap {
    /// The number of the import in this session.
    pub number: usize,
    /// The deck files to be put back.
    pub decks: Arc<WrittenDecks>,
    /// The entries that retract those of the import, or their retractions.
    pub entries: Vec<Entry>,
}

/// The notes of a change: the title of one, or how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedNotes {
    /// One note's title.
    One(String),
    /// So many notes.
    Many(usize),
}

/// The changes of this session, the last of which undo takes back.
#[derive(Clone, Debug)]
pub struct UndoStack {
    entries: EntryFactory,
    history: UndoHistory<UndoableChange>,
    /// The files of the imports by their numbers: what puts them back, or forth again.
    imports: Vec<Arc<WrittenDecks>>,
    /// Whether what is to be written is a deck or topic that is turned on or off.
    is_switching: bool,
}

impl UndoStack {
    /// An empty stack; entries' ids come from the seed.
    pub fn new(seed: u64) -> UndoStack {
        UndoStack {
            entries: EntryFactory::new(seed),
            history: UndoHistory::default(),
            imports: vec![],
            is_switching: false,
        }
    }

    /// Flags notes, suspends them or forgets what is known of them; where some are flagged or
    /// suspended already, takes that away. The entries are to be written.
    pub fn mark(&mut self, learner: &Learner, notes: &[NoteIx], action: CardAction) -> Vec<Entry> {
        let library = &learner.library;
        let cards: Vec<CardId> = notes.iter().flat_map(|note| library.card_ids(*note)).collect();
        let is_marked = |card: &CardId| {
            learner.ledger.get(card).is_some_and(|progress: &Progress| match action {
                CardAction::Flag => progress.flagged,
                CardAction::Forget => progress.stage != CardStage::New,
                _ => progress.suspended,
            })
        };
        let lifted = cards.iter().any(is_marked);
        let kind = match (action, lifted) {
            (CardAction::Forget, false) => return Vec::new(),
            (CardAction::Forget, true) => EntryKind::Reset,
            (CardAction::Flag, false) => EntryKind::Flag,
            (CardAction::Flag, true) => EntryKind::Unflag,
            (_, false) => EntryKind::Suspend,
            (_, true) => EntryKind::Unsuspend,
        };
        let mut entries = Vec::new();
        for card in cards.iter().filter(|card| is_marked(card) == lifted) {
            entries.push(self.entries.entry(&learner.ledger, learner.now, card, kind.clone()));
        }
        let notes = match notes {
            [note] => ChangedNotes::One(library.title(*note)),
            notes => ChangedNotes::Many(notes.len()),
        };
        let change = UndoableChange::Marked { action, lifted, notes, cards: entries.len() };
        self.history.record(change, &entries);
        entries
    }

    /// Has an edit wait until it is on disk.
    pub fn edit(&mut self, revision: Revision) {
        let note = revision.note.clone();
        let change = match (&revision.before, &revision.after) {
            (None, _) => UndoableChange::Added(note),
            (_, None) => UndoableChange::Deleted(note),
            _ => UndoableChange::Edited(note),
        };
        self.history.edit(change, revision);
    }

    /// Has an import wait until the decks are read again: it is on disk already.
    pub fn import(&mut self, plan: &mut ImportPlan) {
        let WrittenImport { decks: files, entries } = plan.take_written();
        if files.is_empty() && entries.is_empty() {
            return;
        }
        let count = |outcome| plan.files.iter().map(|file| file.changes.count(outcome)).sum();
        let mut decks: Vec<String> = plan.files.iter().map(|file| file.deck.clone()).collect();
        decks.dedup();
        let notes = ImportedNotes {
            decks,
            added: count(MergeOutcome::Added),
            updated: count(MergeOutcome::Updated),
            number: self.imports.len(),
        };
        self.imports.push(Arc::new(files));
        self.history.record(UndoableChange::Imported(notes), &entries);
    }

    /// Has a change to a deck wait until the decks are read again: it is on disk already.
    pub fn change_deck(&mut self, change: DeckChange, files: WrittenDecks, entries: &[Entry]) {
        self.history.record(UndoableChange::Deck(change, self.imports.len()), entries);
        // What takes them back comes after them, even by a clock that stands still.
        self.entries.follow(entries);
        self.imports.push(Arc::new(files));
    }

    /// Has a deck or topic that is turned on or off wait until the settings are on disk.
    pub fn switch(&mut self, switch: DeckSwitch) {
        self.history.record(UndoableChange::Switched(switch), &[]);
        self.is_switching = true;
    }

    /// Takes back the last change, if there is one.
    pub fn undo(&mut self, learner: &Learner) -> Option<UndoRequest> {
        let last = self.history.done().next_back();
        let import = last.and_then(|change| self.files(change));
        let switch = last.and_then(UndoableChange::switch);
        let request = self.history.undo(&learner.ledger, &mut self.entries, learner.now)?;
        self.is_switching = switch.is_some();
        Some(match switch {
            Some(switch) => UndoRequest::Switch(DeckSwitch { on: !switch.on, ..switch }),
            None => UndoRequest::new(request, import),
        })
    }

    /// Does again what was taken back last, if anything was.
    pub fn redo(&mut self, learner: &Learner) -> Option<UndoRequest> {
        let last = self.history.undone().next_back();
        let import = last.and_then(|change| self.files(change));
        let switch = last.and_then(UndoableChange::switch);
        let request = self.history.redo(&learner.ledger, &mut self.entries, learner.now)?;
        self.is_switching = switch.is_some();
        Some(switch.map_or_else(|| UndoRequest::new(request, import), UndoRequest::Switch))
    }

    /// The number of an import, and its files.
    fn files(&self, change: &UndoableChange) -> Option<(usize, Arc<WrittenDecks>)> {
        match change {
            UndoableChange::Imported(notes) => {
                Some((notes.number, Arc::clone(&self.imports[notes.number])))
            }
            UndoableChange::Deck(_, number) => Some((*number, Arc::clone(&self.imports[*number]))),
            _ => None,
        }
    }

    /// Keeps the way back of an import whose files were put back, or forth again.
    pub fn swapped(&mut self, number: usize, decks: WrittenDecks) {
        self.imports[number] = Arc::new(decks);
    }

    /// Moves on after the settings are on disk, if a deck or topic was turned on or off in them.
    pub fn switched(&mut self) -> Option<(WriteOutcome, &UndoableChange)> {
        if std::mem::take(&mut self.is_switching) { self.recorded() } else { None }
    }

    /// Moves on after a change is on disk, and returns it.
    pub fn recorded(&mut self) -> Option<(WriteOutcome, &UndoableChange)> {
        self.history.shorten(KEPT);
        self.history.complete()
    }

    /// Stays as it is: nothing could be written.
    pub fn not_recorded(&mut self) {
        self.is_switching = false;
        self.history.cancel();
    }
}

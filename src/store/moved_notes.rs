//! Notes that go to another deck, one by one or with all of theirs, and what is known of their
//! cards with them.
//!
//! The deck that they go into is written first, then the log, and what they leave last: whatever
//! fails in between, no note and no review is lost, and the same again completes it. A note that is
//! there word for word already is taken for the same one.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::import_target::{ImportTarget, TargetDeck};
use super::note_arrivals::NoteArrivals;
use super::whole_decks::{self, own_files, unknown};
use super::written_decks::WrittenDecks;
use super::{ConfigHome, backups, edit, import_log, merge};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::memory::{CardId, Entry, EntryId, EntryKind, Scheduler, effective_entries};
use crate::rng::text_seed;

/// What has become of notes that went to another deck.
#[derive(Debug, Default)]
pub struct MovedNotes {
    /// The files that were written, for putting them back.
    pub files: WrittenDecks,
    /// The entries that were written.
    pub entries: Vec<Entry>,
    /// How many notes the other deck has now that it had not.
    pub added: usize,
    /// How many it had already, word for word.
    pub known: usize,
    /// Ids that another note had there, each with the new one.
    pub renamed: Vec<(String, String)>,
    /// The copy of a deck that is gone.
    pub copy: Option<PathBuf>,
    /// What was wrong with the log.
    pub faults: Vec<Fault>,
}

/// Where the decks and the log are, and when it is.
#[derive(Clone, Debug)]
pub struct MoveContext<'a> {
    /// The files.
    pub home: &'a ConfigHome,
    /// What is needed to fold the log.
    pub scheduler: &'a Scheduler,
    /// The time.
    pub now: Moment,
}

impl MoveContext<'_> {
    /// Moves notes, each named by its deck's id and its own, to the deck of the id `into`; or
    /// copies them, which leaves the notes and what is known of them alone. Further questions go
    /// with their notes.
    pub fn move_notes(
        &self,
        notes: &[(String, String)],
        into: &str,
        is_copy: bool,
    ) -> Result<MovedNotes, Fault> {
        let mut decks: Vec<&str> = notes.iter().map(|(deck, _)| deck.as_str()).collect();
        decks.sort_unstable();
        decks.dedup();
        if decks.contains(&into) {
            let what = "some of the notes are in that deck already, so nothing was moved";
            return Err(Fault::error(what, "mark notes of other decks only, or name another deck"));
        }
        let target = open(self.home, into)?;
        let mut arrivals = NoteArrivals::new(self.home, &target);
        let mut sources = Vec::new();
        for deck in decks {
            let source = open(self.home, deck)?;
            let own = notes.iter().filter(|(of, _)| of == deck).map(|(_, id)| id.as_str());
            let leaving = arrivals.take(&source, &own.collect())?;
            sources.push((source, leaving));
        }
        self.write(&target, arrivals, is_copy, |files| {
            for (source, leaving) in &sources {
                files.extend(source.write(self.home, leaving)?);
            }
            Ok(None)
        })
    }

    /// Moves all notes of the deck `from` to the deck `into`, and deletes `from`, after a copy of
    /// it was made.
    pub fn merge_decks(&self, from: &str, into: &str) -> Result<MovedNotes, Fault> {
        if from == into {
            return Err(Fault::error("that is the same deck twice", "name two decks"));
        }
        own_files(self.home, from, "merged into another")?;
        let (source, target) = (open(self.home, from)?, open(self.home, into)?);
        if let Some(fault) = source.fault {
            let what = "the deck has notes that can't be read, so it was not merged";
            let remedy = format!("mend it first: {}", fault.what);
            return Err(Fault { what: what.to_string(), remedy, ..fault });
        }
        let mut arrivals = NoteArrivals::new(self.home, &target);
        arrivals.take(&source, &source.notes.iter().map(|note| note.id.as_str()).collect())?;
        self.write(&target, arrivals, false, |files| {
            let deleted = whole_decks::delete(self.home, from)?;
            files.extend(deleted.files);
            Ok(Some(deleted.copy))
        })
    }

    /// Writes the notes into their new deck, what is known of them into the log, and then takes
    /// them out of where they were; if any of it fails, the decks are as they were.
    fn write(
        &self,
        target: &ImportTarget,
        arrivals: NoteArrivals<'_>,
        is_copy: bool,
        leave: impl FnOnce(&mut WrittenDecks) -> Result<Option<PathBuf>, Fault>,
    ) -> Result<MovedNotes, Fault> {
        backups::daily(self.home, self.scheduler.calendar(), self.now)?;
        let NoteArrivals { changes, moves, known, renamed, media, .. } = arrivals;
        let added = changes.notes.len();
        let mut moved = MovedNotes { added, known, renamed, ..MovedNotes::default() };
        if let Err(fault) = media.write(&mut moved.files.media) {
            return Err(moved.files.take_back_after(fault));
        }
        if !changes.is_nothing() {
            match target.write(self.home, &changes) {
                Ok(files) => moved.files.extend(files),
                Err(fault) => return Err(moved.files.take_back_after(fault)),
            }
        }
        if is_copy {
            return Ok(moved);
        }
        let files = &mut moved.files;
        let recorded = merge::add(self.home, self.scheduler, self.now, |ours| {
            moved_entries(ours, &moves, self.now)
        });
        match recorded {
            Ok((entries, faults)) => (moved.entries, moved.faults) = (entries, faults),
            Err(fault) => return Err(files.take_back_after(fault)),
        }
        let title = &target.head.title;
        moved.copy = leave(files).map_err(|fault| {
            let what =
                format!("the notes are in “{title}” now, but could not leave their own deck");
            let remedy = format!("{}; then do the same again", fault.remedy);
            Fault { what: format!("{what}: {}", fault.what), remedy, ..fault }
        })?;
        Ok(moved)
    }
}

fn open(home: &ConfigHome, id: &str) -> Result<ImportTarget, Fault> {
    let own = edit::locate(home, id)?;
    let deck = ImportTarget::open(home, id)?.filter(|deck| deck.head.id == id);
    match deck {
        // It can't be read at this moment, and the bundled one is not what is meant.
        Some(ImportTarget { place: TargetDeck::Bundled(_), .. }) if own.is_some() => {
            let what = "the deck could not be read, so nothing was moved";
            Err(Fault::error(what, "try again"))
        }
        deck => deck.ok_or_else(|| unknown(id)),
    }
}

/// What the log gets when notes go from one name to another, each `deck/note`: what happened to
/// their cards once more, under the new names, and the retraction of what is there under the old
/// ones. Quizzes stay as they were taken.
fn moved_entries(
    ours: Vec<Entry>,
    moves: &HashMap<String, (String, String)>,
    now: Moment,
) -> Vec<Entry> {
    let (mut copies, mut retractions) = (Vec::new(), Vec::new());
    for Entry { id, at, card, what } in effective_entries(ours.clone()) {
        let Some((deck, note)) = moves.get(card.note()) else { continue };
        if matches!(what, EntryKind::Quiz(_)) {
            continue;
        }
        let new = CardId::new(deck, note, card.card());
        copies.push(Entry { id: EntryId(text_seed(new.as_str(), id.0)), at, card: new, what });
        // The same entry may be moved away more than once.
        let own = text_seed(card.as_str(), id.0 ^ now.0.cast_unsigned());
        retractions.push(Entry {
            id: EntryId(own),
            at: now.max(Moment(at.0 + 1)),
            card,
            what: EntryKind::Retract(id),
        });
    }
    let all: HashSet<EntryId> = copies.iter().map(|entry| entry.id).collect();
    let mut entries = import_log::new_entries(ours, copies, &all, now).entries;
    entries.extend(retractions);
    entries
}

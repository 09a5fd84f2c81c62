//! An import as one step: what every file makes of the deck it belongs to, and then all of it
//! written, or nothing.
//!
//! Working it out ([`plan`]) writes nothing and can be stopped anywhere; [`ImportPlan::carry_out`]
//! is what writes. How the changes of one deck get into its files is known to `adopt`.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::import_writer::{ImportTarget, WrittenDecks};
use super::os::{self as fs, OpenFile};
use super::{ConfigHome, backups, merge as log};
use crate::clock::Moment;
use crate::exchange::merge::merge;
use crate::exchange::{self, DeckChanges, ExistingDeck, ImportedDeck, PastEvent};
use crate::fault::{Fault, Place};
use crate::memory::{CardId, Entry, EntryId, EntryKind, Scheduler};
use crate::rng::text_seed;
use crate::watch::Watch;

/// Two reviews of a card with one rating are the same if so many milliseconds lie between them:
/// other programs keep whole seconds, or move one that would stand in another's place.
const SAME: i64 = 1000;

/// The most bytes that a file may have.
const LARGEST: u64 = 1 << 30;

/// Reads the file that notes are to come from.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    if fs::metadata(path).is_ok_and(|meta| meta.is_dir()) {
        let fault = Fault::error("this is a folder", "name the files in it");
        return Err(fault.with_place(Place::file(path.display().to_string())));
    }
    match OpenFile::open(path) {
        Ok(file) => all_of(&mut &file, path),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Reads all there is of what is called so.
pub fn all_of(input: &mut dyn Read, path: &Path) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST {
        let fault = Fault::error("the file is over 1 GiB", "export it without media, or in parts");
        return Err(fault.with_place(Place::file(path.display().to_string())));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let fault = Fault::error(
        format!("it can't be read: {error}"),
        "check the name and that it is a readable file",
    );
    fault.with_place(Place::file(path.display().to_string()))
}

/// A file that has been read, on its way into a deck.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    /// What the file is called.
    pub name: String,
    /// What a deck of it is called if it does not say so itself.
    pub stem: String,
    /// What is in it.
    pub foreign: ImportedDeck,
}

/// What comes of one file.
#[derive(Debug)]
pub struct FilePlan {
    /// What the file is called.
    pub name: String,
    /// The id of the deck that it goes into.
    pub deck: String,
    /// What it makes of that deck.
    pub changes: DeckChanges,
    /// How many entries of the log were new: none before it is carried out.
    pub entries: usize,
    /// The file that was written, if one was.
    pub path: Option<PathBuf>,
    /// Which of the plan's decks it goes into.
    target: usize,
    /// Whether it comes from that very deck.
    same_deck: bool,
}

/// The result of an import.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// What comes of each file.
    pub files: Vec<FilePlan>,
    targets: Vec<ImportTarget>,
}

/// Works out what the files make of the decks there are: of the one that `deck` names by its id or
/// title, or of those that they come from. Nothing is written. A file finds the notes of those
/// before it.
pub fn plan(
    home: &ConfigHome,
    arrivals: Vec<ParsedFile>,
    deck: Option<&str>,
    watch: &Watch,
) -> Result<ImportPlan, Fault> {
    let (mut plan, count) = (ImportPlan::default(), arrivals.len() as f32);
    for (i, ParsedFile { name, stem, foreign }) in arrivals.into_iter().enumerate() {
        let watch = watch.part(i as f32 / count, (i + 1) as f32 / count);
        let target = plan.target(find(home, deck, &stem, &foreign)?, &foreign);
        let head = &plan.targets[target].head;
        let (deck, same_deck) = (head.id.clone(), foreign.id.as_ref() == Some(&head.id));
        let there = plan.targets[target].there();
        let changes = match plan.so_far(target) {
            None => merge(foreign, there, &name, &watch)?,
            Some(before) => {
                let (notes, topics, sets) = before.applied(there);
                merge(
                    foreign,
                    ExistingDeck { notes: &notes, topics: &topics, sets: &sets },
                    &name,
                    &watch,
                )?
            }
        };
        plan.files.push(FilePlan {
            name,
            deck,
            changes,
            entries: 0,
            path: None,
            target,
            same_deck,
        });
    }
    Ok(plan)
}

/// Finds the deck that a file goes into.
fn find(
    home: &ConfigHome,
    deck: Option<&str>,
    stem: &str,
    foreign: &ImportedDeck,
) -> Result<ImportTarget, Fault> {
    let title = foreign.title.as_deref().unwrap_or(stem);
    match (deck, &foreign.id) {
        (Some(named), _) => ImportTarget::called(home, named),
        (None, Some(id)) => ImportTarget::find(home, id, title),
        (None, None) => ImportTarget::find(home, &exchange::deck_id(title), title),
    }
}

impl ImportPlan {
    /// The deck's place in the plan, which it gets if it has none.
    fn target(&mut self, mut found: ImportTarget, foreign: &ImportedDeck) -> usize {
        let known = self.targets.iter().position(|target| target.head.id == found.head.id);
        known.unwrap_or_else(|| {
            if found.is_new() {
                found.head.description.clone_from(&foreign.description);
                found.head.language.clone_from(&foreign.language);
            }
            self.targets.push(found);
            self.targets.len() - 1
        })
    }

    /// What the files so far make of a deck; none of them may concern it.
    fn so_far(&self, target: usize) -> Option<DeckChanges> {
        let mut own =
            self.files.iter().filter(|file| file.target == target).map(|file| &file.changes);
        let first = own.next()?;
        let mut all =
            DeckChanges { history: vec![], marks: vec![], warnings: vec![], ..first.clone() };
        own.for_each(|next| all.extend(next));
        Some(all)
    }

    /// Writes everything, with what is known of the cards if that is wanted; if any of it can't be
    /// written, nothing is.
    pub fn carry_out(
        &mut self,
        home: &ConfigHome,
        scheduler: &Scheduler,
        past: bool,
        now: Moment,
    ) -> Result<(), Fault> {
        let entries: Vec<Vec<Entry>> = self.files.iter().map(|file| entries(file, past)).collect();
        let none = entries.iter().all(Vec::is_empty);
        if none && self.files.iter().all(|file| file.changes.is_nothing()) {
            return Ok(());
        }
        backups::daily(home, scheduler.calendar(), now)?;
        let mut written = Vec::new();
        let done = self.write(home, &mut written).and_then(|()| {
            let all = entries.iter().flatten().cloned().collect();
            if none {
                Ok(vec![])
            } else {
                log::add(home, scheduler, all, now, is_wanted).map(|(_, new)| new)
            }
        });
        let new = match done {
            Ok(new) => new,
            Err(fault) => {
                written.iter_mut().rev().for_each(WrittenDecks::take_back);
                return Err(fault);
            }
        };
        let mut new: HashSet<(EntryId, CardId)> =
            new.into_iter().map(|entry| (entry.id, entry.card)).collect();
        for (file, entries) in self.files.iter_mut().zip(entries) {
            file.entries = entries
                .into_iter()
                .filter(|entry| new.remove(&(entry.id, entry.card.clone())))
                .count();
        }
        Ok(())
    }

    /// Writes the decks that change.
    fn write(&mut self, home: &ConfigHome, written: &mut Vec<WrittenDecks>) -> Result<(), Fault> {
        for (i, target) in self.targets.iter().enumerate() {
            let mut own =
                self.files.iter_mut().filter(|file| file.target == i && !file.changes.is_nothing());
            let Some(first) = own.next() else { continue };
            let rest: Vec<&mut FilePlan> = own.collect();
            let done = if rest.is_empty() {
                target.write(home, &first.changes)?
            } else {
                let mut all = first.changes.clone();
                for next in &rest {
                    all.extend(&next.changes);
                }
                target.write(home, &all)?
            };
            let path = done.paths().last().map(std::path::Path::to_path_buf);
            std::iter::once(first).chain(rest).for_each(|file| file.path.clone_from(&path));
            written.push(done);
        }
        Ok(())
    }
}

/// What happened to a file's cards as entries of the log.
fn entries(file: &FilePlan, past: bool) -> Vec<Entry> {
    let past = file.changes.history.iter().filter(|_| past);
    let mut entries = Vec::new();
    for (i, list) in past.chain(&file.changes.marks) {
        let note = &file.changes.notes[*i].1;
        for PastEvent { card, at, what, id } in list {
            let card = CardId::new(&file.deck, &note.id, &card.name());
            // In another deck it is another entry: one of the same name would take the first one's
            // place.
            let own = |id: EntryId| {
                if file.same_deck { id } else { EntryId(text_seed(card.as_str(), id.0)) }
            };
            let what = match what {
                EntryKind::Retract(other) => EntryKind::Retract(own(*other)),
                what => what.clone(),
            };
            entries.push(Entry { id: own(*id), at: *at, card: card.clone(), what });
        }
    }
    entries
}

/// Whether the log has no such entry yet.
fn is_wanted(entry: &Entry, known: &[Entry]) -> bool {
    let same = |other: &&Entry| match (&entry.what, &other.what) {
        (EntryKind::Review(one, ..), EntryKind::Review(two, ..)) => {
            one == two && (entry.at.0 - other.at.0).abs() <= SAME
        }
        (one, two) => one == two && entry.id == other.id,
    };
    !known.iter().any(|other| same(&other))
}

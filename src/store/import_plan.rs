//! An import as one step: what every file makes of the deck it belongs to, and then all of it
//! written, or nothing.
//!
//! Working it out ([`plan`]) writes nothing and can be stopped anywhere; [`ImportPlan::carry_out`]
//! is what writes. How the changes of one deck get into its files is known to `adopt`.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::import_target::{ImportTarget, KnownDecks, TargetKey};
use super::media_import::PlannedMedia;
use super::written_decks::WrittenDecks;
use super::{ConfigHome, backups, import_log, merge as log};
use crate::clock::Moment;
use crate::exchange::merge::merge;
use crate::exchange::{DeckChanges, ExistingDeck, ImportedDeck};
use crate::fault::{Fault, Place};
use crate::memory::{Entry, Scheduler};
use crate::watch::Watch;

/// A file that has been read, on its way into a deck.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    /// What the file is called.
    pub name: String,
    /// What a deck of it is called if it does not say so itself.
    pub stem: String,
    /// What is in it.
    pub foreign: ImportedDeck,
    /// The bytes of the file, if it holds pictures and sounds.
    pub bytes: Option<Arc<[u8]>>,
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
    /// The pictures and sounds that come with the notes.
    pub media: PlannedMedia,
    /// How many entries of the log were new: none before it is carried out.
    pub entries: usize,
    /// The file that was written, if one was.
    pub path: Option<PathBuf>,
    /// Which of the plan's decks it goes into.
    target: usize,
    /// Whether it comes from that very deck.
    same_deck: bool,
}

impl FilePlan {
    /// Whether there is nothing to write.
    fn is_nothing(&self) -> bool {
        self.changes.is_nothing() && self.media.count() == 0
    }

    fn entries(&self, past: bool) -> Vec<Entry> {
        import_log::entries(&self.deck, self.same_deck, &self.changes, past)
    }
}

/// The result of an import.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// What comes of each file.
    pub files: Vec<FilePlan>,
    decks: Vec<PlannedDeck>,
    written: WrittenImport,
    /// What was wrong with the log, where it was written.
    pub log_faults: Vec<Fault>,
}

/// What an import wrote: its deck files, and its entries of the log.
#[derive(Clone, Debug, Default)]
pub struct WrittenImport {
    /// The deck files.
    pub decks: WrittenDecks,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// A deck that files go into.
#[derive(Debug)]
struct PlannedDeck {
    key: TargetKey,
    target: ImportTarget,
    /// How many files there are so far.
    files: usize,
    /// What they all make of the deck, where there are several.
    changes: DeckChanges,
}

/// Works out what the files make of the decks there are: of the one that `deck` names by its id or
/// title, or of those that they come from. Nothing is written. A file finds the notes of those
/// before it.
pub fn plan(
    home: &ConfigHome,
    parsed: Vec<ParsedFile>,
    deck: Option<&str>,
    watch: &Watch,
) -> Result<ImportPlan, Fault> {
    let (mut plan, count) = (ImportPlan::default(), parsed.len() as f32);
    let known = KnownDecks::new(home)?;
    for (i, ParsedFile { name, stem, mut foreign, bytes }) in parsed.into_iter().enumerate() {
        let watch = watch.part(i as f32 / count, (i + 1) as f32 / count);
        let (target, warning) = plan.target(&known, deck, &stem, &foreign)?;
        let place = Place::file(name.as_str());
        let id = &plan.decks[target].target.head.id;
        let (deck, same_deck) = (id.clone(), foreign.id.as_ref() == Some(id));
        let media = std::mem::take(&mut foreign.media);
        let mut changes = plan.changes(target, foreign, &name, &watch)?;
        changes.warnings.splice(0..0, warning.map(|warning| warning.with_place(place)));
        let media = PlannedMedia::new(bytes, media, &changes);
        plan.files.push(FilePlan {
            name,
            deck,
            changes,
            media,
            entries: 0,
            path: None,
            target,
            same_deck,
        });
    }
    Ok(plan)
}

impl ImportPlan {
    /// The place in the plan of the deck that a file goes into, with a warning of what the user may
    /// not expect.
    fn target(
        &mut self,
        known: &KnownDecks,
        deck: Option<&str>,
        stem: &str,
        foreign: &ImportedDeck,
    ) -> Result<(usize, Option<Fault>), Fault> {
        let key = TargetKey::new(deck, stem, foreign);
        if let Some(at) = self.decks.iter().position(|deck| deck.key == key) {
            return Ok((at, None));
        }
        let planned = |id: &str| self.decks.iter().any(|deck| deck.target.head.id == id);
        let (mut target, warning) = known.target(&key, foreign, planned)?;
        let same = self.decks.iter().position(|deck| deck.target.head.id == target.head.id);
        if let Some(at) = same {
            return Ok((at, None));
        }
        if target.is_new() {
            target.head.description.clone_from(&foreign.description);
            target.head.language.clone_from(&foreign.language);
        }
        self.decks.push(PlannedDeck { key, target, files: 0, changes: DeckChanges::default() });
        Ok((self.decks.len() - 1, warning))
    }

    /// What a file makes of a deck, after the files before it.
    fn changes(
        &mut self,
        target: usize,
        foreign: ImportedDeck,
        name: &str,
        watch: &Watch,
    ) -> Result<DeckChanges, Fault> {
        let deck = &mut self.decks[target];
        deck.files += 1;
        let existing = deck.target.existing();
        if deck.files == 1 {
            return merge(foreign, existing, name, watch);
        }
        if deck.files == 2 {
            let mut own = self.files.iter().filter(|file| file.target == target);
            if let Some(first) = own.next() {
                deck.changes.extend(&first.changes);
            }
        }
        let (notes, topics, sets) = deck.changes.applied(existing);
        let existing = ExistingDeck { notes: &notes, topics: &topics, sets: &sets };
        let changes = merge(foreign, existing, name, watch)?;
        deck.changes.extend(&changes);
        Ok(changes)
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
        let entries: Vec<Vec<Entry>> = self.files.iter().map(|file| file.entries(past)).collect();
        let none = entries.iter().all(Vec::is_empty);
        if none && self.files.iter().all(FilePlan::is_nothing) {
            return Ok(());
        }
        backups::daily(home, scheduler.calendar(), now)?;
        let calendar = scheduler.calendar();
        for deck in self.decks.iter_mut().filter(|deck| deck.target.is_new()) {
            deck.target.head.imported = Some(calendar.iso_date(calendar.day(now)));
        }
        let mut written = WrittenDecks::default();
        let mut counted = HashSet::new();
        let media = self.write_media(home, &mut written);
        let done = media.and_then(|()| self.write(home, &mut written)).and_then(|()| {
            if none {
                return Ok(vec![]);
            }
            let all = entries.iter().flatten().cloned().collect();
            let mut foreign = HashSet::new();
            for (file, entries) in self.files.iter().zip(&entries) {
                foreign.extend(entries.iter().filter(|_| !file.same_deck).map(|entry| entry.id));
            }
            let choose = |ours| {
                let new = import_log::new_entries(ours, all, &foreign, now);
                counted = new.counted;
                new.entries
            };
            let (new, faults) = log::add(home, scheduler, now, choose)?;
            self.log_faults = faults;
            Ok(new)
        });
        match done {
            Ok(entries) => self.written = WrittenImport { decks: written, entries },
            Err(fault) => return Err(written.take_back_after(fault)),
        }
        for (file, entries) in self.files.iter_mut().zip(entries) {
            file.entries = entries
                .into_iter()
                .filter(|entry| counted.remove(&(entry.id, entry.card.clone())))
                .count();
        }
        Ok(())
    }

    /// What was written, to be undone.
    pub fn take_written(&mut self) -> WrittenImport {
        std::mem::take(&mut self.written)
    }

    /// Writes the pictures and sounds: first, so that no deck is without its own.
    fn write_media(&mut self, home: &ConfigHome, written: &mut WrittenDecks) -> Result<(), Fault> {
        for FilePlan { name, deck, changes, media, .. } in &mut self.files {
            let warnings = media.write(home, (name, deck), &mut written.media)?;
            changes.warnings.extend(warnings);
        }
        Ok(())
    }

    /// Writes the decks that change.
    fn write(&mut self, home: &ConfigHome, written: &mut WrittenDecks) -> Result<(), Fault> {
        for (i, deck) in self.decks.iter().enumerate() {
            let mut own: Vec<&mut FilePlan> =
                self.files.iter_mut().filter(|file| file.target == i).collect();
            if own.iter().all(|file| file.changes.is_nothing()) {
                continue;
            }
            let done = match &own[..] {
                [file] => deck.target.write(home, &file.changes)?,
                _ => deck.target.write(home, &deck.changes)?,
            };
            let path = done.paths().last().map(std::path::Path::to_path_buf);
            for file in own.iter_mut().filter(|file| !file.changes.is_nothing()) {
                file.path.clone_from(&path);
            }
            written.extend(done);
        }
        Ok(())
    }
}

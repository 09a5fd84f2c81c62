//! What notes of other decks become in the deck that they go into: ids, topics, sets and links that
//! hold there. Nothing is written here.

use std::collections::{HashMap, HashSet};

use super::ConfigHome;
use super::import_target::ImportTarget;
use super::moved_media::MovedMedia;
use crate::deck::{ConfusableSet, Note, Topic};
use crate::exchange::{DeckChanges, MergeOutcome};
use crate::fault::Fault;
use crate::text::fold::{exact, fold};

/// Notes on their way into a deck.
pub(super) struct NoteArrivals<'t> {
    target: &'t ImportTarget,
    /// What the deck becomes.
    pub(super) changes: DeckChanges,
    /// Where each note, named `deck/note`, goes: the deck and its id there.
    pub(super) moves: HashMap<String, (String, String)>,
    /// How many notes are there already, word for word.
    pub(super) known: usize,
    /// Ids that another note has there, each with the new one.
    pub(super) renamed: Vec<(String, String)>,
    notes: HashMap<String, Note>,
    /// The ids that are taken, however they are written.
    taken: HashSet<String>,
    /// Their pictures and sounds.
    pub(super) media: MovedMedia<'t>,
}

impl<'t> NoteArrivals<'t> {
    /// No notes yet on their way into the deck.
    pub(super) fn new(home: &'t ConfigHome, target: &'t ImportTarget) -> NoteArrivals<'t> {
        let notes = target.notes.iter().map(|note| (note.id.clone(), note.clone())).collect();
        let taken = target.notes.iter().map(|note| fold(&note.id)).collect();
        NoteArrivals {
            target,
            changes: DeckChanges::default(),
            moves: HashMap::new(),
            known: 0,
            renamed: vec![],
            notes,
            taken,
            media: MovedMedia::new(home, target),
        }
    }

    /// Takes the notes of these ids with the further questions on them; returns what their own deck
    /// is without them.
    pub(super) fn take(
        &mut self,
        source: &ImportTarget,
        wanted: &HashSet<&str>,
    ) -> Result<DeckChanges, Fault> {
        let is_taken = |note: &Note| {
            let of = note.details.of.as_deref();
            wanted.contains(note.id.as_str()) || of.is_some_and(|of| wanted.contains(of))
        };
        let (leaving, staying): (Vec<&Note>, Vec<&Note>) =
            source.notes.iter().partition(|note| is_taken(note));
        let there: HashSet<&str> = leaving.iter().map(|note| note.id.as_str()).collect();
        if let Some(gone) = wanted.iter().find(|id| !there.contains(*id)) {
            let what = format!("the note `{gone}` is not in “{}” any more", source.head.title);
            return Err(Fault::error(what, "open lacuna anew to see what is there"));
        }
        let stays: HashSet<&str> = staying.iter().map(|note| note.id.as_str()).collect();
        let (topics, sets) = (self.topics(source, &leaving), self.sets(source, &leaving));
        let mut arrived: Vec<Note> = Vec::new();
        let mut ids: HashMap<&str, String> = HashMap::new();
        for note in &leaving {
            let mut new = (*note).clone();
            keep_links(&mut new, |id| !stays.contains(id));
            self.media.take(&source.head.id, &mut new)?;
            let named = new.details.topic.iter_mut().map(|topic| (topic, &topics));
            for (name, names) in named.chain(new.details.sets.iter_mut().map(|set| (set, &sets))) {
                if let Some(there) = names.get(&*name) {
                    name.clone_from(there);
                }
            }
            let id = self.id_for(&new);
            ids.insert(&note.id, id);
            arrived.push(new);
        }
        let into = &self.target.head.id;
        for (note, mut new) in leaving.iter().zip(arrived) {
            let id = ids[note.id.as_str()].clone();
            let from = format!("{}/{}", source.head.id, note.id);
            self.moves.insert(from, (into.clone(), id.clone()));
            if id != note.id {
                self.renamed.push((note.id.clone(), id.clone()));
            }
            new.id.clone_from(&id);
            if self.notes.get(&id) == Some(&new) {
                self.known += 1;
                continue;
            }
            rename_links(&mut new, |id| ids.get(id).cloned());
            self.notes.insert(id, new.clone());
            self.changes.notes.push((MergeOutcome::Added, new));
        }
        Ok(without(&staying, &there))
    }

    /// The id that a note has in the deck: its own, unless another note has it.
    fn id_for(&mut self, note: &Note) -> String {
        let is_same = |id: &String, other: &Note| *other == Note { id: id.clone(), ..note.clone() };
        let mut ids = (1..).map(|n| match n {
            1 => note.id.clone(),
            n => format!("{}-{n}", note.id),
        });
        let own = ids.find(|id| {
            self.notes.get(id).is_some_and(|other| is_same(id, other))
                || self.taken.insert(fold(id))
        });
        own.expect("there are more numbers than notes")
    }

    /// What the topics of these notes are called in the deck; those that it has not are added.
    fn topics(&mut self, source: &ImportTarget, notes: &[&Note]) -> HashMap<String, String> {
        let used: HashSet<&String> =
            notes.iter().filter_map(|note| note.details.topic.as_ref()).collect();
        let mut names = HashMap::new();
        for topic in source.head.topics.iter().filter(|topic| used.contains(&topic.id)) {
            let there = self.target.head.topics.iter().chain(&self.changes.topics);
            let mut there: Vec<&Topic> = there.collect();
            there.sort_by_key(|other| other.id != topic.id);
            let same = there.iter().find(|other| exact(&other.title) == exact(&topic.title));
            let id = same.map_or_else(
                || free_id(&topic.id, |id| there.iter().any(|other| other.id == id)),
                |other| other.id.clone(),
            );
            if same.is_none() {
                self.changes.topics.push(Topic { id: id.clone(), ..topic.clone() });
            }
            names.insert(topic.id.clone(), id);
        }
        names
    }

    /// Likewise the confusable sets.
    fn sets(&mut self, source: &ImportTarget, notes: &[&Note]) -> HashMap<String, String> {
        let used: HashSet<&String> = notes.iter().flat_map(|note| &note.details.sets).collect();
        let mut names = HashMap::new();
        for set in source.head.sets.iter().filter(|set| used.contains(&set.id)) {
            let there = self.target.head.sets.iter().chain(&self.changes.sets);
            let there: Vec<&ConfusableSet> = there.collect();
            if there.contains(&set) {
                continue;
            }
            let id = free_id(&set.id, |id| there.iter().any(|other| other.id == id));
            self.changes.sets.push(ConfusableSet { id: id.clone(), ..set.clone() });
            names.insert(set.id.clone(), id);
        }
        names
    }
}

/// What a deck becomes without these notes: links to them go.
fn without(staying: &[&Note], gone: &HashSet<&str>) -> DeckChanges {
    let mut changes = DeckChanges::default();
    for note in staying {
        let mut new = (*note).clone();
        keep_links(&mut new, |id| !gone.contains(id));
        if new != **note {
            changes.notes.push((MergeOutcome::Updated, new));
        }
    }
    changes.removed = gone.iter().map(ToString::to_string).collect();
    changes
}

/// Drops the links of a note to other notes that are not to be kept.
fn keep_links(note: &mut Note, keep: impl Fn(&str) -> bool) {
    let details = &mut note.details;
    details.of.take_if(|id| !keep(id));
    for ids in [&mut details.see, &mut details.needs, &mut details.never] {
        ids.retain(|id| keep(id));
    }
    details.contrast.retain(|contrast| keep(&contrast.with));
}

/// Gives the notes that a note is linked to their new ids.
fn rename_links(note: &mut Note, id_of: impl Fn(&str) -> Option<String>) {
    let details = &mut note.details;
    let lists = [&mut details.see, &mut details.needs, &mut details.never];
    let contrasts = details.contrast.iter_mut().map(|contrast| &mut contrast.with);
    for id in lists.into_iter().flatten().chain(&mut details.of).chain(contrasts) {
        if let Some(new) = id_of(id) {
            *id = new;
        }
    }
}

fn free_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut ids = (1..).map(|n| if n == 1 { id.to_string() } else { format!("{id}-{n}") });
    ids.find(|id| !is_taken(id)).expect("there are more numbers than ids")
}

//! What an import makes of a deck: which notes come new, which change, and which can't be decided.
//!
//! A note is the same note by its id, or else by its name. Ids stay, since progress hangs on them.
//! Nothing is written here: `--dry-run` shows these changes, the preview does, and `import` applies
//! them.

mod topics;

use std::collections::{HashMap, HashSet};

use super::changes::{DeckChanges, ExistingDeck, MergeOutcome};
use super::imported_deck::{ImportedDeck, ImportedNote, MatchPolicy};
use super::slug::IdTable;
use super::unstopped;
use crate::deck::{Note, NoteBody, lint};
use crate::fault::{Fault, Place};
use crate::text::cloze::ClozeText;
use crate::text::fold::fold;
use crate::text::markup;
use crate::watch::Watch;
use topics::TopicTable;

/// Works out what the notes of `name` make of the deck. That it was stopped is a fault.
pub fn merge(
    imported: ImportedDeck,
    existing: ExistingDeck<'_>,
    name: &str,
    watch: &Watch,
) -> Result<DeckChanges, Fault> {
    let (on_match, skipped) = (imported.on_match, imported.skipped);
    let mut topics = TopicTable::new(existing.topics, &imported.topics);
    let mut items = imported.items;
    for item in &mut items {
        item.note.details.topic =
            item.note.details.topic.take().and_then(|topic| topics.resolve(&topic));
    }
    topics.sort();
    let mut step = NoteMerge::new(&items, existing, name, on_match, watch);
    step.decide();
    unstopped(watch)?;
    let (outcomes, warnings) = (step.outcomes, step.warnings);
    let mut changes = DeckChanges {
        topics: topics.new,
        sets: imported
            .sets
            .into_iter()
            .filter(|set| existing.sets.iter().all(|known| known.id != set.id))
            .collect(),
        skipped,
        warnings: imported.warnings,
        ..DeckChanges::default()
    };
    changes.warnings.extend(warnings);
    let taken =
        existing.notes.iter().map(|note| &note.id).chain(items.iter().map(|item| &item.note.id));
    let mut ids = IdTable::with_ids(taken.cloned());
    for (item, (outcome, at)) in items.into_iter().zip(outcomes) {
        let ImportedNote { mut note, history, marks, whole, .. } = item;
        match at {
            Some(at) if outcome == MergeOutcome::Updated => {
                note = merged(&existing.notes[at], note, whole);
            }
            Some(at) => note = existing.notes[at].clone(),
            None if note.id.is_empty() => note.id = ids.new_id(&name_of(&note)),
            None => {}
        }
        let i = changes.notes.len();
        if !history.is_empty()
            && matches!(
                outcome,
                MergeOutcome::Added | MergeOutcome::Updated | MergeOutcome::Unchanged
            )
        {
            changes.history.push((i, history));
        }
        if !marks.is_empty() && outcome == MergeOutcome::Added {
            changes.marks.push((i, marks));
        }
        changes.notes.push((outcome, note));
    }
    Ok(changes)
}

/// The decision, note by note.
struct NoteMerge<'a> {
    items: &'a [ImportedNote],
    existing: ExistingDeck<'a>,
    name: &'a str,
    on_match: MatchPolicy,
    watch: &'a Watch,
    /// What each item is called.
    keys: Vec<String>,
    /// The notes that are there, by name.
    named: HashMap<String, Vec<usize>>,
    /// Which existing notes an imported one was already matched to.
    claimed: Vec<bool>,
    /// What becomes of each item, and which note it is.
    outcomes: Vec<(MergeOutcome, Option<usize>)>,
    open: Vec<bool>,
    warnings: Vec<Fault>,
}

impl<'a> NoteMerge<'a> {
    fn new(
        items: &'a [ImportedNote],
        existing: ExistingDeck<'a>,
        name: &'a str,
        on_match: MatchPolicy,
        watch: &'a Watch,
    ) -> Self {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, note) in existing.notes.iter().enumerate() {
            named.entry(key(note)).or_default().push(i);
        }
        let claimed = vec![false; existing.notes.len()];
        let (outcomes, open) =
            (vec![(MergeOutcome::Added, None); items.len()], vec![true; items.len()]);
        let keys = items.iter().map(|item| key(&item.note)).collect();
        NoteMerge {
            items,
            existing,
            name,
            on_match,
            watch,
            keys,
            named,
            claimed,
            outcomes,
            open,
            warnings: vec![],
        }
    }

    fn decide(&mut self) {
        self.skip_invalid();
        self.match_by_id();
        if self.on_match != MatchPolicy::Both {
            self.match_by_name();
        }
    }

    fn set_outcome(&mut self, i: usize, outcome: MergeOutcome, at: Option<usize>) {
        (self.outcomes[i], self.open[i]) = ((outcome, at), false);
        if let Some(at) = at {
            self.claimed[at] = true;
        }
    }

    fn warn(&mut self, i: usize, what: String, remedy: &str) {
        let place = Place { file: self.name.to_string(), spot: Some((self.items[i].row, 1)) };
        self.warnings.push(Fault::warning(what, remedy).with_place(place));
    }

    /// Skips notes with errors and duplicates.
    fn skip_invalid(&mut self) {
        let (keys, mut ids) = (std::mem::take(&mut self.keys), HashSet::new());
        // The last note of each name, and of each note the one of its name before it.
        let mut last: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
        let mut before: Vec<Option<usize>> = vec![None; keys.len()];
        let (watch, count) = (self.watch.part(0.0, 0.8), self.items.len());
        for (i, item) in watch.over(self.items.iter().enumerate(), count) {
            if let Some(fault) = error_of(&item.note) {
                self.set_outcome(i, MergeOutcome::Skipped, None);
                // A note that has no id yet is known by its name.
                let name = format!("“{}”", item.note.title());
                let what = if item.note.id.is_empty() {
                    fault.what.replacen("`new`", &name, 1)
                } else {
                    fault.what
                };
                self.warn(i, what, &fault.remedy);
                continue;
            }
            if !item.note.id.is_empty() && !ids.insert(item.note.id.as_str()) {
                self.set_outcome(i, MergeOutcome::Conflict, None);
                self.warn(
                    i,
                    format!("the id `{}` comes twice", item.note.id),
                    "give one of them an id of its own",
                );
                continue;
            }
            let mut same =
                std::iter::successors(last.get(keys[i].as_str()).copied(), |&other| before[other]);
            if item.note.id.is_empty() && same.any(|other| self.items[other].note == item.note) {
                self.set_outcome(i, MergeOutcome::Skipped, None);
                self.warn(
                    i,
                    format!("“{}” comes twice", self.items[i].note.title()),
                    "the first one is taken",
                );
                continue;
            }
            before[i] = last.insert(&keys[i], i);
        }
        drop(last);
        self.keys = keys;
    }

    fn match_by_id(&mut self) {
        let ids: HashMap<&str, usize> =
            self.existing.notes.iter().enumerate().map(|(i, note)| (note.id.as_str(), i)).collect();
        for (i, item) in self.items.iter().enumerate() {
            if self.open[i]
                && let Some(&at) = ids.get(item.note.id.as_str())
            {
                self.match_note(i, at);
            }
        }
    }

    /// Finds the notes of the same name: those that are just the same first, and of the others only
    /// a single one.
    fn match_by_name(&mut self) {
        let mut rest: Vec<(String, Vec<usize>)> = Vec::new();
        let mut groups: HashMap<String, usize> = HashMap::new();
        let (watch, count) = (self.watch.part(0.8, 1.0), self.items.len());
        for i in watch.over(0..count, count) {
            if !self.open[i] {
                continue;
            }
            let key = &self.keys[i];
            let candidates = self.named.get(key).map_or(&[][..], Vec::as_slice);
            let same =
                candidates.iter().copied().find(|&at| !self.claimed[at] && self.is_same(i, at));
            if let Some(at) = same {
                self.set_outcome(i, MergeOutcome::Unchanged, Some(at));
            } else if !candidates.is_empty() {
                let group = *groups.entry(key.clone()).or_insert(rest.len());
                if group == rest.len() {
                    rest.push((key.clone(), vec![]));
                }
                rest[group].1.push(i);
            }
        }
        for (key, items) in rest {
            let candidates: Vec<usize> =
                self.named[&key].iter().copied().filter(|&at| !self.claimed[at]).collect();
            match (&items[..], &candidates[..]) {
                (_, []) => {}
                (&[i], &[at]) => self.match_note(i, at),
                (items, _) => {
                    for &i in items {
                        self.set_outcome(i, MergeOutcome::Conflict, None);
                        let what = format!(
                            "several notes are called “{}”, and which one this is can't be told",
                            self.items[i].note.title()
                        );
                        self.warn(i, what, "give them names or ids of their own; it was left out");
                    }
                }
            }
        }
    }

    /// Whether an item adds nothing to the note.
    fn is_same(&self, i: usize, at: usize) -> bool {
        let (item, note) = (&self.items[i], &self.existing.notes[at]);
        item.note.kind() == note.kind() && merged(note, item.note.clone(), item.whole) == *note
    }

    /// Has an item be that note.
    fn match_note(&mut self, i: usize, at: usize) {
        let (new, old) = (&self.items[i].note, &self.existing.notes[at]);
        if self.claimed[at] {
            self.set_outcome(i, MergeOutcome::Conflict, None);
            return self.warn(
                i,
                format!("another row is the note `{}` already", old.id),
                "it was left out",
            );
        }
        if self.on_match != MatchPolicy::Update || self.is_same(i, at) {
            self.set_outcome(i, MergeOutcome::Unchanged, Some(at));
        } else if new.kind() == old.kind() {
            self.set_outcome(i, MergeOutcome::Updated, Some(at));
        } else {
            let what = format!(
                "`{}` is a {} here and a {} there",
                old.id,
                old.kind().name(),
                new.kind().name()
            );
            self.set_outcome(i, MergeOutcome::Conflict, Some(at));
            let remedy = "it was left out, since its cards would lose their progress: \
                          give it a name of its own";
            self.warn(i, what, remedy);
        }
    }
}

/// What keeps a note from being a good one.
fn error_of(note: &Note) -> Option<Fault> {
    // A note without an id gets a good one.
    let usable = if note.id.is_empty() {
        Some(Note { id: "new".to_string(), ..note.clone() })
    } else {
        None
    };
    lint::errors(usable.as_ref().unwrap_or(note)).into_iter().next()
}

/// The note updated with the imported one.
fn merged(old: &Note, new: Note, whole: bool) -> Note {
    if whole {
        return Note { id: old.id.clone(), ..new };
    }
    let Note { body, mut details, .. } = new;
    details.complete_from(&old.details);
    Note { id: old.id.clone(), body: merged_body(&old.body, body), details }
}

fn merged_body(old: &NoteBody, new: NoteBody) -> NoteBody {
    match (new, old) {
        (NoteBody::Cloze { term: None, text }, NoteBody::Cloze { term, .. }) => {
            NoteBody::Cloze { term: term.clone(), text }
        }
        (
            NoteBody::Steps { term, intro, steps, any_order },
            NoteBody::Steps { intro: before, steps: known, any_order: free, .. },
        ) => {
            let any_order = if any_order.is_empty() && steps.len() == known.len() {
                free.clone()
            } else {
                any_order
            };
            NoteBody::Steps { term, intro: intro.or_else(|| before.clone()), steps, any_order }
        }
        (NoteBody::List { term, intro, items }, NoteBody::List { intro: before, .. }) => {
            NoteBody::List { term, intro: intro.or_else(|| before.clone()), items }
        }
        (new, _) => new,
    }
}

/// What a note is called: its term, or a fill-in's text with its blanks filled.
fn name_of(note: &Note) -> String {
    match &note.body {
        NoteBody::Cloze { term: None, text } => markup::plain(
            &ClozeText::parse(text).map_or_else(|_| text.clone(), |cloze| cloze.filled()),
        ),
        body => markup::plain(body.term().unwrap_or_default()),
    }
}

/// What two notes of one name have in common.
fn key(note: &Note) -> String {
    let folded = fold(&name_of(note));
    let mut key = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

#[cfg(test)]
mod tests;

//! What an import makes of a deck: which notes come new, which change, and which can't be decided.
//!
//! A note is the same note by its id, or else by its name. Ids stay, since progress hangs on them.
//! Nothing is written here: `--dry-run` shows these changes, the preview does, and `import` applies
//! them.

use std::collections::{HashMap, HashSet};

use super::changes::{DeckChanges, ExistingDeck, MergeOutcome};
use super::imported_deck::{ImportedDeck, ImportedNote, MatchPolicy};
use super::slug::{IdTable, slug};
use super::unstopped;
use crate::deck::{Note, NoteBody, Topic, lint};
use crate::fault::{Fault, Place};
use crate::text::cloze::ClozeText;
use crate::text::fold::fold;
use crate::text::markup;
use crate::watch::Watch;

/// Works out what the notes of `name` make of the deck. That it was stopped is a fault.
pub fn merge(
    foreign: ImportedDeck,
    there: ExistingDeck<'_>,
    name: &str,
    watch: &Watch,
) -> Result<DeckChanges, Fault> {
    let (on_match, skipped) = (foreign.on_match, foreign.skipped);
    let mut topics = TopicTable {
        known: there.topics,
        foreign: &foreign.topics,
        new: vec![],
        ids: IdTable::default(),
        found: HashMap::new(),
    };
    topics.ids =
        IdTable::taken(there.topics.iter().chain(&foreign.topics).map(|topic| topic.id.clone()));
    let mut items = foreign.items;
    for item in &mut items {
        item.note.topic = item.note.topic.take().and_then(|topic| topics.resolve(&topic));
    }
    topics.put_in_order();
    let mut step = NoteMerge::new(&items, there, name, on_match, watch);
    step.decide();
    unstopped(watch)?;
    let (fates, warnings) = (step.fates, step.warnings);
    let mut changes = DeckChanges {
        topics: topics.new,
        sets: foreign
            .sets
            .into_iter()
            .filter(|set| there.sets.iter().all(|known| known.id != set.id))
            .collect(),
        skipped,
        warnings: foreign.warnings,
        ..DeckChanges::default()
    };
    changes.warnings.extend(warnings);
    let taken =
        there.notes.iter().map(|note| &note.id).chain(items.iter().map(|item| &item.note.id));
    let mut ids = IdTable::taken(taken.cloned());
    for (item, (fate, at)) in items.into_iter().zip(fates) {
        let ImportedNote { mut note, past, marks, whole, .. } = item;
        match at {
            Some(at) if fate == MergeOutcome::Updated => {
                note = merged(&there.notes[at], note, whole);
            }
            Some(at) => note = there.notes[at].clone(),
            None if note.id.is_empty() => note.id = ids.fresh(&name_of(&note)),
            None => {}
        }
        let i = changes.notes.len();
        if !past.is_empty()
            && matches!(fate, MergeOutcome::Added | MergeOutcome::Updated | MergeOutcome::Unchanged)
        {
            changes.past.push((i, past));
        }
        if !marks.is_empty() && fate == MergeOutcome::Added {
            changes.marks.push((i, marks));
        }
        changes.notes.push((fate, note));
    }
    Ok(changes)
}

/// Finds the topics that notes name, and makes those that are not there.
struct TopicTable<'a> {
    known: &'a [Topic],
    foreign: &'a [Topic],
    new: Vec<Topic>,
    ids: IdTable,
    found: HashMap<String, String>,
}

impl TopicTable<'_> {
    fn resolve(&mut self, name: &str) -> Option<String> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.found.get(name) {
            return Some(id.clone());
        }
        let same = |topic: &&Topic| topic.id == name || fold(&topic.title) == fold(name);
        let foreign = self
            .foreign
            .iter()
            .find(same)
            .filter(|topic| !self.known.iter().any(|known| known.id == topic.id));
        let id = if let Some(topic) = self.known.iter().find(same) {
            topic.id.clone()
        } else if let Some(topic) = foreign {
            self.new.push(topic.clone());
            topic.id.clone()
        } else {
            let id = if slug(name) == name { name.to_string() } else { self.ids.fresh(name) };
            self.new.push(Topic { id: id.clone(), title: name.to_string() });
            id
        };
        self.found.insert(name.to_string(), id.clone());
        Some(id)
    }
}

impl TopicTable<'_> {
    /// Adds the topics that are declared and that no note names, and puts all in the order in which
    /// they are declared.
    fn put_in_order(&mut self) {
        let same =
            |one: &Topic, two: &Topic| one.id == two.id || fold(&one.title) == fold(&two.title);
        let is_new = |topic: &&Topic| {
            self.new.iter().any(|new| new.id == topic.id)
                || !self.known.iter().any(|known| same(known, topic))
        };
        let mut all: Vec<Topic> = self.foreign.iter().filter(is_new).cloned().collect();
        let undeclared = self.new.iter().filter(|new| all.iter().all(|topic| topic.id != new.id));
        let undeclared: Vec<Topic> = undeclared.cloned().collect();
        all.extend(undeclared);
        self.new = all;
    }
}

/// The decision, note by note.
struct NoteMerge<'a> {
    items: &'a [ImportedNote],
    there: ExistingDeck<'a>,
    name: &'a str,
    on_match: MatchPolicy,
    watch: &'a Watch,
    /// What each item is called.
    keys: Vec<String>,
    /// The notes that are there, by name.
    named: HashMap<String, Vec<usize>>,
    /// Which of them somebody is.
    claimed: Vec<bool>,
    /// What becomes of each item, and which note it is.
    fates: Vec<(MergeOutcome, Option<usize>)>,
    open: Vec<bool>,
    warnings: Vec<Fault>,
}

impl<'a> NoteMerge<'a> {
    fn new(
        items: &'a [ImportedNote],
        there: ExistingDeck<'a>,
        name: &'a str,
        on_match: MatchPolicy,
        watch: &'a Watch,
    ) -> Self {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, note) in there.notes.iter().enumerate() {
            named.entry(key(note)).or_default().push(i);
        }
        let claimed = vec![false; there.notes.len()];
        let (fates, open) =
            (vec![(MergeOutcome::Added, None); items.len()], vec![true; items.len()]);
        let keys = items.iter().map(|item| key(&item.note)).collect();
        NoteMerge {
            items,
            there,
            name,
            on_match,
            watch,
            keys,
            named,
            claimed,
            fates,
            open,
            warnings: vec![],
        }
    }

    fn decide(&mut self) {
        self.leave_out();
        self.by_id();
        if self.on_match != MatchPolicy::Both {
            self.by_name();
        }
    }

    fn settle(&mut self, i: usize, fate: MergeOutcome, at: Option<usize>) {
        (self.fates[i], self.open[i]) = ((fate, at), false);
        if let Some(at) = at {
            self.claimed[at] = true;
        }
    }

    fn warn(&mut self, i: usize, what: String, remedy: &str) {
        let place = Place { file: self.name.to_string(), spot: Some((self.items[i].row, 1)) };
        self.warnings.push(Fault::warning(what, remedy).at(place));
    }

    /// Leaves out what is no good note, and what came before.
    fn leave_out(&mut self) {
        let (keys, mut ids) = (std::mem::take(&mut self.keys), HashSet::new());
        // The last note of each name, and of each note the one of its name before it.
        let mut last: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
        let mut before: Vec<Option<usize>> = vec![None; keys.len()];
        let (watch, count) = (self.watch.part(0.0, 0.8), self.items.len());
        for (i, item) in watch.over(self.items.iter().enumerate(), count) {
            if let Some(fault) = error_of(&item.note) {
                self.settle(i, MergeOutcome::Skipped, None);
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
                self.settle(i, MergeOutcome::Conflict, None);
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
                self.settle(i, MergeOutcome::Skipped, None);
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

    fn by_id(&mut self) {
        let ids: HashMap<&str, usize> =
            self.there.notes.iter().enumerate().map(|(i, note)| (note.id.as_str(), i)).collect();
        for (i, item) in self.items.iter().enumerate() {
            if self.open[i]
                && let Some(&at) = ids.get(item.note.id.as_str())
            {
                self.meet(i, at);
            }
        }
    }

    /// Finds the notes of the same name: those that are just the same first, and of the others only
    /// a single one.
    fn by_name(&mut self) {
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
                self.settle(i, MergeOutcome::Unchanged, Some(at));
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
                (&[i], &[at]) => self.meet(i, at),
                (items, _) => {
                    for &i in items {
                        self.settle(i, MergeOutcome::Conflict, None);
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
        let (item, note) = (&self.items[i], &self.there.notes[at]);
        item.note.kind() == note.kind() && merged(note, item.note.clone(), item.whole) == *note
    }

    /// Has an item be that note.
    fn meet(&mut self, i: usize, at: usize) {
        let (new, old) = (&self.items[i].note, &self.there.notes[at]);
        if self.claimed[at] {
            self.settle(i, MergeOutcome::Conflict, None);
            return self.warn(
                i,
                format!("another row is the note `{}` already", old.id),
                "it was left out",
            );
        }
        if self.on_match != MatchPolicy::Update || self.is_same(i, at) {
            self.settle(i, MergeOutcome::Unchanged, Some(at));
        } else if new.kind() == old.kind() {
            self.settle(i, MergeOutcome::Updated, Some(at));
        } else {
            let what = format!(
                "`{}` is a {} here and a {} there",
                old.id,
                old.kind().name(),
                new.kind().name()
            );
            self.settle(i, MergeOutcome::Conflict, Some(at));
            self.warn(i, what, "it was left out, since its cards would lose their progress: give it a name of its own");
        }
    }
}

/// Returns what keeps a note from being a good one.
fn error_of(note: &Note) -> Option<Fault> {
    // A note without an id gets a good one.
    let usable = if note.id.is_empty() {
        Some(Note { id: "new".to_string(), ..note.clone() })
    } else {
        None
    };
    lint::errors(usable.as_ref().unwrap_or(note)).into_iter().next()
}

/// Returns the note as it is after the other came in for it.
fn merged(old: &Note, new: Note, whole: bool) -> Note {
    if whole {
        return Note { id: old.id.clone(), ..new };
    }
    let list = |new: Vec<String>, old: &Vec<String>| if new.is_empty() { old.clone() } else { new };
    let text = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
    Note {
        id: old.id.clone(),
        of: text(new.of, &old.of),
        topic: text(new.topic, &old.topic),
        tags: list(new.tags, &old.tags),
        aliases: list(new.aliases, &old.aliases),
        points: list(new.points, &old.points),
        formula: text(new.formula, &old.formula),
        figure: new.figure.or_else(|| old.figure.clone()),
        why: text(new.why, &old.why),
        contrast: if new.contrast.is_empty() { old.contrast.clone() } else { new.contrast },
        remark: text(new.remark, &old.remark),
        exam: text(new.exam, &old.exam),
        sources: list(new.sources, &old.sources),
        see: list(new.see, &old.see),
        needs: list(new.needs, &old.needs),
        sets: list(new.sets, &old.sets),
        never: list(new.never, &old.never),
        body: merged_body(&old.body, new.body),
    }
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

/// Returns what a note is called: its term, or a fill-in's text.
fn name_of(note: &Note) -> String {
    match &note.body {
        NoteBody::Pair { term, .. }
        | NoteBody::Steps { term, .. }
        | NoteBody::List { term, .. }
        | NoteBody::Cloze { term: Some(term), .. } => markup::plain(term),
        NoteBody::Cloze { term: None, text } => markup::plain(
            &ClozeText::parse(text).map_or_else(|_| text.clone(), |cloze| cloze.filled()),
        ),
    }
}

/// Returns what two notes of one name have in common.
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

//! Which note of the deck each imported one is: by its id, by the other program's id, or by its
//! exact name within its topic.
//!
//! A name that only looks alike is another name. Every step is linear, however many notes share a
//! name.

use std::collections::{HashMap, VecDeque};

use super::names::{body_hash, key};
use super::rejects::{Decision, MergeWarnings, count, reject};
use super::update::{is_compatible, merged};
use crate::deck::{Note, NoteBody, lint};
use crate::exchange::changes::{ExistingDeck, MergeOutcome};
use crate::exchange::imported_deck::{ImportedNote, MatchPolicy};
use crate::text::fold::exact;
use crate::text::markup;
use crate::watch::Watch;

/// How many notes that ask and answer the same are looked at for the one that is just the same.
const PROBES: usize = 8;

/// Where a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum NameScope<'a> {
    /// Among the notes of this topic, or of none.
    Topic(Option<&'a str>),
    /// Anywhere, since the imported note names no topic.
    Anywhere,
    /// The only note of the name, which has no topic.
    OnlyOne,
}

/// Decides about every note, and says what the user should know. Of notes that share another
/// program's id, all but one lose it.
pub(super) fn decide(
    items: &mut [ImportedNote],
    existing: ExistingDeck<'_>,
    on_match: MatchPolicy,
    warnings: &mut MergeWarnings<'_>,
    watch: &Watch,
) -> Vec<Decision> {
    let mut decisions = vec![None; items.len()];
    reject(items, &mut decisions, warnings, &watch.part(0.0, 0.5));
    let total = items.len();
    let keys: Vec<String> =
        watch.part(0.5, 0.6).over(items.iter(), total).map(|item| key(&item.note)).collect();
    if watch.is_stopped() {
        return vec![];
    }
    let mut guids = HashMap::new();
    for (i, note) in existing.notes.iter().enumerate() {
        if let Some(guid) = &note.details.guid {
            guids.entry(guid.as_str()).or_insert(i);
        }
    }
    settle_guids(items, &decisions, &keys, (&guids, existing.notes), warnings);
    let claimed = vec![false; existing.notes.len()];
    let notes = existing.notes;
    let mut matching =
        NoteMatching { items, keys: &keys, notes, on_match, claimed, decisions, warnings };
    matching.match_by_id();
    matching.match_by_guid(&guids);
    if on_match != MatchPolicy::Both {
        matching.match_by_name(&watch.part(0.6, 1.0));
    }
    let added = Decision::new(MergeOutcome::Added);
    matching.decisions.into_iter().map(|decision| decision.unwrap_or(added)).collect()
}

/// Leaves another program's id with one note each: the first, or the one that is called as the
/// deck's note of that id.
fn settle_guids(
    items: &mut [ImportedNote],
    decisions: &[Option<Decision>],
    keys: &[String],
    (known, notes): (&HashMap<&str, usize>, &[Note]),
    warnings: &mut MergeWarnings<'_>,
) {
    let (mut holders, mut others) = (HashMap::<&str, usize>::new(), vec![]);
    for (i, item) in items.iter().enumerate().filter(|(i, _)| decisions[*i].is_none()) {
        let Some(guid) = item.note.details.guid.as_deref() else { continue };
        let holder = holders.entry(guid).or_insert(i);
        if *holder == i {
            continue;
        }
        let name = known.get(guid).map(|&at| key(&notes[at]));
        if name.as_ref() == Some(&keys[i]) && name.as_ref() != Some(&keys[*holder]) {
            others.push(std::mem::replace(holder, i));
        } else {
            others.push(i);
        }
    }
    let Some(&first) = others.first() else { return };
    let guid = items[first].note.details.guid.clone().unwrap_or_default();
    let what = match others.len() {
        1 => format!("the guid `{guid}` comes twice"),
        more => format!("{} rows have the guid of another, as `{guid}`", count(more)),
    };
    warnings.add(items[first].row, what, "one note keeps it; what else has it goes by its name");
    for i in others {
        items[i].note.details.guid = None;
    }
}

/// Whether an id may be nothing but the number of a row, which the rows of every list have.
fn is_row_number(guid: &str) -> bool {
    guid.len() < 10 && guid.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two notes have one of their sides in common.
fn share_a_side(one: &Note, two: &Note) -> bool {
    let (own, other) = (sides(one), sides(two));
    own.iter().zip(&other).any(|(own, other)| own == other)
}

/// What a note asks and answers, to the letter; a fill-in has only a text.
fn sides(note: &Note) -> [String; 2] {
    let answer = match &note.body {
        NoteBody::Pair { definition: text, .. } | NoteBody::Question { answer: text, .. } => {
            exact(&markup::plain(text))
        }
        _ => String::new(),
    };
    [key(note), answer]
}

/// The decision, note by note. Those without one yet are open.
struct NoteMatching<'a, 'w, 'f> {
    items: &'a [ImportedNote],
    /// What each item is called.
    keys: &'a [String],
    /// The notes that are there.
    notes: &'a [Note],
    on_match: MatchPolicy,
    /// Which of them an imported one was already matched to.
    claimed: Vec<bool>,
    decisions: Vec<Option<Decision>>,
    warnings: &'w mut MergeWarnings<'f>,
}

impl NoteMatching<'_, '_, '_> {
    fn match_by_id(&mut self) {
        let ids: HashMap<&str, usize> =
            self.notes.iter().enumerate().map(|(i, note)| (note.id.as_str(), i)).collect();
        for (i, item) in self.items.iter().enumerate() {
            if self.decisions[i].is_none()
                && let Some(&at) = ids.get(item.note.id.as_str())
            {
                self.match_note(i, at);
            }
        }
    }

    fn match_by_guid(&mut self, guids: &HashMap<&str, usize>) {
        for (i, item) in self.items.iter().enumerate() {
            if self.decisions[i].is_none()
                && let Some(guid) = &item.note.details.guid
                && let Some(&at) = guids.get(guid.as_str())
                && !self.claimed[at]
                && (!is_row_number(guid) || share_a_side(&item.note, &self.notes[at]))
            {
                self.match_note(i, at);
            }
        }
    }

    /// Finds the notes of the same name: those that are just the same first, then those that ask
    /// and answer the same, and of the others only a single one.
    fn match_by_name(&mut self, watch: &Watch) {
        let total = self.items.len();
        let mut bodies: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for (at, note) in self.notes.iter().enumerate().filter(|(at, _)| !self.claimed[*at]) {
            bodies.entry(body_hash(&note.body)).or_default().push_back(at);
        }
        for (is_exact, part) in [(true, (0.0, 0.5)), (false, (0.5, 0.8))] {
            for i in watch.part(part.0, part.1).over(0..total, total) {
                if self.decisions[i].is_none()
                    && let Some(same) = bodies.get_mut(&body_hash(&self.items[i].note.body))
                    && let Some(at) = self.find_same(i, same, is_exact)
                {
                    self.match_note(i, at);
                }
            }
        }
        self.match_single_names(&watch.part(0.8, 1.0));
    }

    /// Finds a note among those of the same question and answer.
    fn find_same(&self, i: usize, same: &mut VecDeque<usize>, is_exact: bool) -> Option<usize> {
        while same.front().is_some_and(|&at| self.claimed[at]) {
            same.pop_front();
        }
        let topic = &self.items[i].note.details.topic;
        let mut free = same.iter().copied().take(PROBES).filter(|&at| !self.claimed[at]);
        if is_exact {
            return free.find(|&at| self.is_same(i, at));
        }
        let (mut own, mut any) = (None, None);
        for at in free {
            let known = &self.notes[at].details.topic;
            if topic == known {
                own = own.or(Some(at));
            } else if topic.is_none() || known.is_none() {
                any = any.or(Some(at));
            }
        }
        own.or(any)
    }

    /// Matches the open items whose name only one open note has, in the place where it is looked
    /// for.
    fn match_single_names(&mut self, watch: &Watch) {
        let notes = self.notes;
        let names: Vec<String> = notes.iter().map(key).collect();
        let mut by_topic: HashMap<(&str, Option<&str>), Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, name) in names.iter().enumerate().filter(|(at, _)| !self.claimed[*at]) {
            let topic = notes[at].details.topic.as_deref();
            by_topic.entry((name, topic)).or_default().push(at);
            by_name.entry(name).or_default().push(at);
        }
        let mut groups: Vec<(&[usize], NameScope<'_>, Vec<usize>)> = Vec::new();
        let mut places: HashMap<(&str, NameScope<'_>), usize> = HashMap::new();
        let (items, keys, total) = (self.items, self.keys, self.items.len());
        for i in watch.over(0..total, total) {
            let name = keys[i].as_str();
            if self.decisions[i].is_some() || name.is_empty() {
                continue;
            }
            let topic = items[i].note.details.topic.as_deref();
            let own = by_topic.get(&(name, topic));
            let (scope, found) = match (own, topic, by_name.get(name)) {
                (Some(found), ..) => (NameScope::Topic(topic), found),
                (None, None, Some(found)) => (NameScope::Anywhere, found),
                (None, Some(_), Some(found))
                    if found.len() == 1 && notes[found[0]].details.topic.is_none() =>
                {
                    (NameScope::OnlyOne, found)
                }
                _ => continue,
            };
            let group = *places.entry((name, scope)).or_insert(groups.len());
            if group == groups.len() {
                groups.push((found, scope, vec![]));
            }
            groups[group].2.push(i);
        }
        for (found, scope, own) in groups {
            self.match_group(&own, found, scope);
        }
    }

    /// Matches the items of a name with the notes of the name.
    fn match_group(&mut self, items: &[usize], notes: &[usize], scope: NameScope<'_>) {
        let open: Vec<usize> = notes.iter().copied().filter(|&at| !self.claimed[at]).collect();
        match (items, &open[..]) {
            (_, []) => {}
            (&[i], &[at]) => self.match_note(i, at),
            // They have topics, so they are notes of their own.
            _ if scope == NameScope::OnlyOne => {}
            (items, _) => {
                for &i in items {
                    self.decisions[i] = Some(Decision::new(MergeOutcome::Conflict));
                }
                let name = self.items[items[0]].note.title();
                let (which, remedy) = match items.len() {
                    1 => ("which one this is".to_string(), "it was left out"),
                    more => {
                        (format!("which is which of {} rows", count(more)), "they were left out")
                    }
                };
                self.warnings.add(
                    self.items[items[0]].row,
                    format!("several notes are called “{name}”, and {which} can't be told"),
                    format!("give them names or ids of their own; {remedy}"),
                );
            }
        }
    }

    /// Whether an item adds nothing to the note.
    fn is_same(&self, i: usize, at: usize) -> bool {
        let (item, note) = (&self.items[i], &self.notes[at]);
        is_compatible(item.note.kind(), note.kind())
            && merged(note, item.note.clone(), item.whole) == *note
    }

    /// Has an item be that note.
    fn match_note(&mut self, i: usize, at: usize) {
        let (item, old) = (&self.items[i], &self.notes[at]);
        let (new, row) = (&item.note, item.row);
        if self.claimed[at] {
            self.decisions[i] = Some(Decision::new(MergeOutcome::Conflict));
            let what = format!("another row is the note `{}` already", old.id);
            return self.warnings.add(row, what, "it was left out");
        }
        self.claimed[at] = true;
        let outcome = if self.on_match != MatchPolicy::Update || self.is_same(i, at) {
            MergeOutcome::Unchanged
        } else if new.kind() == old.kind() || can_become(item, old) {
            MergeOutcome::Updated
        } else {
            let (here, there) = (old.kind().name(), new.kind().name());
            let what = format!("`{}` is a {here} here and a {there} there", old.id);
            let remedy = "it was left out, since its cards would lose their progress: \
                          give it a name of its own";
            self.warnings.add(row, what, remedy);
            MergeOutcome::Conflict
        };
        self.decisions[i] = Some(Decision { outcome, at: Some(at) });
    }
}

/// Whether a note of another kind can take over the texts.
fn can_become(item: &ImportedNote, old: &Note) -> bool {
    is_compatible(item.note.kind(), old.kind())
        && lint::errors(&merged(old, item.note.clone(), item.whole)).is_empty()
}

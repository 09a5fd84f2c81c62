//! Searching names: every group of words against every note's, as typed or misspelled.

use std::cmp::Reverse;

use super::filter::Filters;
use super::hit::{Hit, Matched};
use super::parallel::in_two;
use super::prefilter::{Class, Ready, starts_word};
use super::query::{Mode, Query};
use super::typo::Misspelled;
use crate::library::{Collection, Name, NoteIx};

/// Weight taken from further questions, so that the note they belong to comes first.
const CHILD: i32 = 120;

/// The words that a query wants, group by group.
pub(super) type Groups<'q> = Vec<Vec<Ready<'q>>>;

/// Returns the words that the query wants; a group that only rules words out is empty.
pub(super) fn groups(query: &Query) -> Groups<'_> {
    query
        .groups
        .iter()
        .map(|group| group.iter().filter(|word| !word.not).map(Ready::of).collect())
        .collect()
}

/// Returns the notes that have words in their names beginning with a word of every group, in order.
/// One sweep over the names finds them, and where there are many of them nobody looks for what is
/// found less well.
pub(super) fn by_word(
    collection: &Collection,
    groups: &Groups<'_>,
    filter: &Filters<'_>,
) -> Vec<Hit> {
    let groups = sorted(groups);
    // The other signs ask for a place of their own.
    if groups
        .iter()
        .flat_map(|group| group.iter())
        .any(|word| !matches!(word.word.mode, Mode::Fuzzy | Mode::Literal))
    {
        return Vec::new();
    }
    let begins = |word: &Ready<'_>| collection.names().with(|names| word.find(names), starts_word);
    let mut notes: Option<Vec<NoteIx>> = None;
    for group in &groups {
        let mut own: Vec<NoteIx> = group.iter().flat_map(begins).collect();
        own.sort();
        own.dedup();
        if let Some(notes) = notes {
            own.retain(|note| notes.binary_search(note).is_ok());
        }
        notes = Some(own);
    }
    let fit = |note, word: &Ready<'_>| best_fit(collection, note, word, true);
    let hit = |&note: &NoteIx| {
        name_hit(collection, &groups, note, fit).filter(|_| filter.passes(collection, note))
    };
    let notes = notes.unwrap_or_default();
    in_two(notes.len(), &|range| notes[range].iter().filter_map(hit).collect())
}

/// Returns the notes whose names fit every group, in order.
pub(super) fn by_name(
    collection: &Collection,
    groups: &Groups<'_>,
    filter: &Filters<'_>,
) -> Vec<Hit> {
    let (groups, names) = (sorted(groups), collection.names());
    let fit = |note, word: &Ready<'_>| {
        best_fit(collection, note, word, word.may_stand_in(names.all_of(note)))
    };
    let bags = names.bags();
    let can = |bag: u64| groups.iter().all(|group| group.iter().any(|word| word.bag & !bag == 0));
    in_two(collection.len(), &|range| {
        let notes = collection
            .all()
            .skip(range.start)
            .take(range.len())
            .filter(|note| can(bags[note.at()]));
        let hit = |note: NoteIx| {
            name_hit(collection, &groups, note, fit).filter(|_| filter.passes(collection, note))
        };
        notes.filter_map(hit).collect()
    })
}

/// Returns the groups that ask for something; first those with long words, which rule out more
/// notes than short ones.
fn sorted<'g, 'q>(groups: &'g Groups<'q>) -> Vec<&'g [Ready<'q>]> {
    let mut groups: Vec<&[Ready<'_>]> =
        groups.iter().map(Vec::as_slice).filter(|group| !group.is_empty()).collect();
    groups.sort_by_key(|group| Reverse(group[0].word.text.len()));
    groups
}

fn name_hit(
    collection: &Collection,
    groups: &[&[Ready<'_>]],
    note: NoteIx,
    fit: impl Fn(NoteIx, &Ready<'_>) -> Option<(i32, Class)>,
) -> Option<Hit> {
    let (mut score, mut how) = (0, Matched::Exact);
    for group in groups {
        let (weight, class) = group.iter().filter_map(|word| fit(note, word)).max()?;
        score += weight;
        if !class.is_literal() {
            how = Matched::Fuzzy;
        }
    }
    let child = if collection.is_child(note) { CHILD } else { 0 };
    Some(Hit { note, score: score / groups.len() as i32 - child, how })
}

/// Returns the weight and class of the name that the word fits best: a term before an alias before
/// an id, and the shorter before the longer. Whether the word may stand as typed in one of them is
/// known.
fn best_fit(
    collection: &Collection,
    note: NoteIx,
    word: &Ready<'_>,
    literally: bool,
) -> Option<(i32, Class)> {
    let mut best = None;
    for (what, name) in collection.names().of(note) {
        // No fit outweighs the beginning of a name, but for a whole one.
        let most = if name.len() == word.word.text.len() { Class::Whole } else { Class::Start };
        if best.is_some_and(|(best, _)| best > weight(most, what, name)) {
            continue;
        }
        let class = if literally { word.fit(name) } else { word.loose(name) };
        best = best.max(class.map(|class| (weight(class, what, name), class)));
    }
    best
}

/// Whether one of the note's names has the word as typed.
pub(super) fn is_named(collection: &Collection, note: NoteIx, word: &Ready<'_>) -> bool {
    let names = collection.names();
    word.may_stand_in(names.all_of(note))
        && names.of(note).any(|(_, name)| word.fit_literally(name).is_some())
}

fn weight(class: Class, what: Name, name: &str) -> i32 {
    class.weight() + name_weight(what) - (name.len().min(90) / 3) as i32
}

fn name_weight(name: Name) -> i32 {
    match name {
        Name::Term => 70,
        Name::Alias => 20,
        Name::Id => 0,
    }
}

/// A word as typed, and as misspelled with the notes that may have it so.
type Slipped<'r> = (&'r Ready<'r>, Option<(Misspelled<'r>, Vec<bool>)>);

/// Adds the notes that fit when a word or two are taken as misspelled, and says so of those found
/// already (which are in order).
pub(super) fn by_slip(
    collection: &Collection,
    groups: &Groups<'_>,
    filter: &Filters<'_>,
    found: &mut Vec<Hit>,
) {
    let groups: Vec<Vec<Slipped<'_>>> = groups
        .iter()
        .map(|group| {
            group
                .iter()
                .filter(|ready| ready.word.mode == Mode::Fuzzy)
                .map(|ready| slipped(collection, ready))
                .collect()
        })
        .collect();
    if groups.iter().any(Vec::is_empty)
        || groups.iter().flatten().all(|(_, slipped)| slipped.is_none())
    {
        return;
    }
    let bags = collection.names().bags();
    // Of a single word, the notes that have it as typed are known already.
    let alone = groups.iter().map(Vec::len).sum::<usize>() == 1;
    let fits = |(ready, slipped): &Slipped<'_>, note: NoteIx| {
        (!alone && ready.bag & !bags[note.at()] == 0)
            || slipped.as_ref().is_some_and(|(_, notes)| notes[note.at()])
    };
    let can = |note: NoteIx| groups.iter().all(|group| group.iter().any(|word| fits(word, note)));
    let known = found.len();
    let hit = |note| {
        slip_hit(collection, &groups, alone, note).filter(|_| filter.passes(collection, note))
    };
    let hits = in_two(collection.len(), &|range| {
        let notes = collection.all().skip(range.start).take(range.len());
        notes.filter(|&note| can(note)).filter_map(hit).collect()
    });
    for hit in hits {
        match found[..known].binary_search_by_key(&hit.note, |hit| hit.note) {
            Ok(at) if found[at].score < hit.score => found[at] = hit,
            Ok(_) => {}
            Err(_) => found.push(hit),
        }
    }
}

fn slipped<'r>(collection: &Collection, ready: &'r Ready<'r>) -> Slipped<'r> {
    let misspelled = Misspelled::new(&ready.word.text);
    let with_notes = misspelled.map(|misspelled| {
        let notes = misspelled.notes(collection);
        (misspelled, notes)
    });
    (ready, with_notes)
}

fn slip_hit(
    collection: &Collection,
    groups: &[Vec<Slipped<'_>>],
    alone: bool,
    note: NoteIx,
) -> Option<Hit> {
    let weight = |word| slip_weight(collection, note, word, !alone);
    let scores = groups.iter().map(|group| group.iter().filter_map(weight).max());
    let score = scores.sum::<Option<i32>>()? / groups.len() as i32;
    let child = if collection.is_child(note) { CHILD } else { 0 };
    Some(Hit { note, score: score - child, how: Matched::Typo })
}

/// Returns the weight of the name that the word fits best with a slip, or, if that is asked for,
/// without.
fn slip_weight(
    collection: &Collection,
    note: NoteIx,
    (ready, slipped): &Slipped<'_>,
    without: bool,
) -> Option<i32> {
    let names = collection.names();
    let can_fit = without && ready.bag & !names.bags()[note.at()] == 0;
    let literally = ready.may_stand_in(names.all_of(note));
    let fit = if can_fit { best_fit(collection, note, ready, literally) } else { None };
    let fit = fit.filter(|(_, class)| *class > Class::Typo);
    let near = slipped.as_ref().filter(|(_, notes)| notes[note.at()]).and_then(|(slipped, _)| {
        let weigh =
            |(what, name)| Some(weight(Class::Typo, what, name) - 40 * slipped.slips(name)? as i32);
        names.of(note).filter_map(weigh).max()
    });
    fit.map(|(weight, _)| weight).max(near)
}

//! Searching names: every group of words against every note's, as typed or misspelled.

use std::cmp::Reverse;

use super::filter::QueryFilters;
use super::hit::{MatchKind, SearchHit};
use super::parallel::in_two;
use super::prefilter::{CompiledWord, MatchClass, starts_word};
use super::query::{MatchMode, Query, QueryWord};
use super::typo::TypoQuery;
use crate::library::{Library, NameKind, NoteIx};

/// Weight taken from further questions, so that the note they belong to comes first.
const CHILD: i32 = 120;

/// The words that a query wants, group by group.
pub(super) type WordGroups<'q> = Vec<Vec<CompiledWord<'q>>>;

/// The words that the query wants; a group that only rules words out is empty.
pub(super) fn groups(query: &Query) -> WordGroups<'_> {
    query
        .groups
        .iter()
        .map(|group| group.iter().filter(|word| !word.not).map(CompiledWord::new).collect())
        .collect()
}

/// The notes that have words in their names beginning with a word of every group, in order.
/// One sweep over the names finds them, and where there are many of them nobody looks for what is
/// found less well.
pub(super) fn by_word(
    library: &Library,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
) -> Vec<SearchHit> {
    let groups = sorted(groups);
    // The other signs ask for a place of their own.
    if groups
        .iter()
        .flat_map(|group| group.iter())
        .any(|word| !matches!(word.word.mode, MatchMode::Fuzzy | MatchMode::Literal))
    {
        return Vec::new();
    }
    let begins = |word: &CompiledWord<'_>| {
        library.names().find_matches(|names| word.find(names), starts_word)
    };
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
    let fit = |note, word: &CompiledWord<'_>| best_fit(library, note, word, true);
    let hit = |&note: &NoteIx| {
        name_hit(library, &groups, note, fit).filter(|_| filter.passes(library, note))
    };
    let notes = notes.unwrap_or_default();
    in_two(notes.len(), &|range| notes[range].iter().filter_map(hit).collect())
}

/// Adds the notes whose names have the typed words as one: `instruct gpt` is `InstructGPT`.
pub(super) fn by_joined_words(
    library: &Library,
    query: &Query,
    filter: &QueryFilters<'_>,
    found: &mut Vec<SearchHit>,
) {
    let Some(phrase) = &query.phrase else { return };
    let word = QueryWord::literal(&phrase.replace(' ', ""));
    let mut hits = by_word(library, &vec![vec![CompiledWord::new(&word)]], filter);
    hits.retain(|hit| !found.iter().any(|known| known.note == hit.note));
    found.append(&mut hits);
    found.sort_by_key(|hit| hit.note);
}

/// The notes whose names fit every group, in order.
pub(super) fn by_name(
    library: &Library,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
) -> Vec<SearchHit> {
    let (groups, names) = (sorted(groups), library.names());
    let fit = |note, word: &CompiledWord<'_>| {
        best_fit(library, note, word, word.may_stand_in(names.joined_names(note)))
    };
    let masks = names.masks();
    let can =
        |mask: u64| groups.iter().all(|group| group.iter().any(|word| word.mask & !mask == 0));
    in_two(library.len(), &|range| {
        let notes = library
            .all()
            .skip(range.start)
            .take(range.len())
            .filter(|note| can(masks[note.index()]));
        let hit = |note: NoteIx| {
            name_hit(library, &groups, note, fit).filter(|_| filter.passes(library, note))
        };
        notes.filter_map(hit).collect()
    })
}

/// The groups that ask for something; first those with long words, which rule out more
/// notes than short ones.
fn sorted<'g, 'q>(groups: &'g WordGroups<'q>) -> Vec<&'g [CompiledWord<'q>]> {
    let mut groups: Vec<&[CompiledWord<'_>]> =
        groups.iter().map(Vec::as_slice).filter(|group| !group.is_empty()).collect();
    groups.sort_by_key(|group| Reverse(group[0].word.text.len()));
    groups
}

fn name_hit(
    library: &Library,
    groups: &[&[CompiledWord<'_>]],
    note: NoteIx,
    fit: impl Fn(NoteIx, &CompiledWord<'_>) -> Option<(i32, MatchClass)>,
) -> Option<SearchHit> {
    let (mut score, mut how) = (0, MatchKind::Exact);
    for group in groups {
        let (weight, class) = group.iter().filter_map(|word| fit(note, word)).max()?;
        score += weight;
        how = how.max(match class {
            // Letters with gaps between them may well be another word.
            MatchClass::Subsequence => MatchKind::Typo,
            _ if class.is_literal() => MatchKind::Exact,
            _ => MatchKind::Fuzzy,
        });
    }
    let child = if library.is_child(note) { CHILD } else { 0 };
    Some(SearchHit { note, score: score / groups.len() as i32 - child, how })
}

/// The weight and class of the name that the word fits best: a term before an alias before
/// an id, and the shorter before the longer. Whether the word may stand as typed in one of them is
/// known.
fn best_fit(
    library: &Library,
    note: NoteIx,
    word: &CompiledWord<'_>,
    literally: bool,
) -> Option<(i32, MatchClass)> {
    let mut best = None;
    for (what, name) in library.names().note_names(note) {
        // No fit outweighs the beginning of a name, but for a whole one.
        let most =
            if name.len() == word.word.text.len() { MatchClass::Whole } else { MatchClass::Start };
        if best.is_some_and(|(best, _)| best > weight(most, what, name)) {
            continue;
        }
        let class = if literally { word.fit(name) } else { word.loose(name) };
        best = best.max(class.map(|class| (weight(class, what, name), class)));
    }
    best
}

/// Whether one of the note's names has the word as typed.
pub(super) fn is_named(library: &Library, note: NoteIx, word: &CompiledWord<'_>) -> bool {
    let names = library.names();
    word.may_stand_in(names.joined_names(note))
        && names.note_names(note).any(|(_, name)| word.fit_literally(name).is_some())
}

fn weight(class: MatchClass, what: NameKind, name: &str) -> i32 {
    class.weight() + name_weight(what) - (name.len().min(90) / 3) as i32
}

fn name_weight(name: NameKind) -> i32 {
    match name {
        NameKind::Term => 70,
        NameKind::Alias => 20,
        NameKind::Id => 0,
    }
}

/// A word as typed, and as misspelled with the notes that may have it so.
type MisspelledWord<'r> = (&'r CompiledWord<'r>, Option<(TypoQuery<'r>, Vec<bool>)>);

/// Adds the notes that fit when a word or two are taken as misspelled, and says so of those found
/// already (which are in order).
pub(super) fn by_slip(
    library: &Library,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
    found: &mut Vec<SearchHit>,
) {
    let groups: Vec<Vec<MisspelledWord<'_>>> = groups
        .iter()
        .map(|group| {
            group
                .iter()
                .filter(|ready| ready.word.mode == MatchMode::Fuzzy)
                .map(|ready| slipped(library, ready))
                .collect()
        })
        .collect();
    if groups.iter().any(Vec::is_empty)
        || groups.iter().flatten().all(|(_, slipped)| slipped.is_none())
    {
        return;
    }
    let masks = library.names().masks();
    // Of a single word, the notes that have it as typed are known already.
    let alone = groups.iter().map(Vec::len).sum::<usize>() == 1;
    let fits = |(ready, slipped): &MisspelledWord<'_>, note: NoteIx| {
        (!alone && ready.mask & !masks[note.index()] == 0)
            || slipped.as_ref().is_some_and(|(_, notes)| notes[note.index()])
    };
    let can = |note: NoteIx| groups.iter().all(|group| group.iter().any(|word| fits(word, note)));
    let known = found.len();
    let hit =
        |note| slip_hit(library, &groups, alone, note).filter(|_| filter.passes(library, note));
    let hits = in_two(library.len(), &|range| {
        let notes = library.all().skip(range.start).take(range.len());
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

fn slipped<'r>(library: &Library, ready: &'r CompiledWord<'r>) -> MisspelledWord<'r> {
    let misspelled = TypoQuery::new(&ready.word.text);
    let with_notes = misspelled.map(|misspelled| {
        let notes = misspelled.notes(library);
        (misspelled, notes)
    });
    (ready, with_notes)
}

fn slip_hit(
    library: &Library,
    groups: &[Vec<MisspelledWord<'_>>],
    alone: bool,
    note: NoteIx,
) -> Option<SearchHit> {
    let weight = |word| slip_weight(library, note, word, !alone);
    let scores = groups.iter().map(|group| group.iter().filter_map(weight).max());
    let score = scores.sum::<Option<i32>>()? / groups.len() as i32;
    let child = if library.is_child(note) { CHILD } else { 0 };
    Some(SearchHit { note, score: score - child, how: MatchKind::Typo })
}

/// The weight of the name that the word fits best with a slip, or, if that is asked for,
/// without.
fn slip_weight(
    library: &Library,
    note: NoteIx,
    (ready, slipped): &MisspelledWord<'_>,
    without: bool,
) -> Option<i32> {
    let names = library.names();
    let can_fit = without && ready.mask & !names.masks()[note.index()] == 0;
    let literally = ready.may_stand_in(names.joined_names(note));
    let fit = if can_fit { best_fit(library, note, ready, literally) } else { None };
    let fit = fit.filter(|(_, class)| *class > MatchClass::Typo);
    let near =
        slipped.as_ref().filter(|(_, notes)| notes[note.index()]).and_then(|(slipped, _)| {
            let weigh = |(what, name)| {
                Some(weight(MatchClass::Typo, what, name) - 40 * slipped.slips(name)? as i32)
            };
            names.note_names(note).filter_map(weigh).max()
        });
    fit.map(|(weight, _)| weight).max(near)
}

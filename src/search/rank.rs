//! Ranking: every note against a query, the best first.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::by_name;
use super::by_name::{WordGroups, by_name, by_slip, by_word, is_named};
use super::by_text;
use super::filter::QueryFilters;
use super::hit::{MatchKind, SearchHit, SearchResults};
use super::prefilter::CompiledWord;
use super::query::{MatchMode, Query, QueryWord};
use crate::library::{Library, NoteIx};

/// How many notes are ranked and returned at most; what is beyond is counted, not ordered.
pub const SHORTLIST: usize = 2_000;
/// More hits than anybody looks through: once there are so many, weaker ways to match are not
/// tried.
const PLENTY: usize = 400;
/// How many are put in order with care: a few screens of them.
const CAREFUL: usize = 160;
/// Weight of a word found in a note's prose only: below any name.
const PROSE: i32 = 100;

/// Searches.
#[derive(Default)]
pub struct Searcher {
    matcher: NameMatcher,
}

struct NameMatcher(SkimMatcherV2);

impl Default for NameMatcher {
    fn default() -> Self {
        NameMatcher(SkimMatcherV2::default().ignore_case())
    }
}

impl Searcher {
    /// The notes that fit `query`. An empty query fits every note that stands for itself,
    /// in A–Z order.
    pub fn search(&self, library: &Library, query: &Query) -> SearchResults {
        let filter = QueryFilters::of(library, query);
        if query.wanted().next().is_none() {
            return listed(library, query, &filter);
        }
        let groups = by_name::groups(query);
        let mut found = by_word(library, &groups, &filter);
        if found.len() < PLENTY {
            found = by_name(library, &groups, &filter);
        }
        if !found.iter().any(|hit| hit.how == MatchKind::Exact) {
            by_slip(library, &groups, &filter, &mut found);
        }
        if found.len() < PLENTY {
            by_prose(library, query, &groups, &filter, &mut found);
        }
        let total = found.len();
        best_first(&mut found, SHORTLIST);
        found.truncate(SHORTLIST);
        let careful = best_first(&mut found, CAREFUL);
        self.refine(library, query, careful);
        found.sort_by(|a, b| {
            b.score
                .cmp(&a.score)
                .then_with(|| library.names().term(a.note).cmp(library.names().term(b.note)))
        });
        SearchResults { hits: found, total, more: total >= PLENTY }
    }

    /// Orders the best hits within each class: `fuzzy-matcher`'s own score, a matching case, the
    /// shorter name.
    fn refine(&self, library: &Library, query: &Query, found: &mut [SearchHit]) {
        let cased = query.wanted().any(|word| word.typed.chars().any(char::is_uppercase));
        let whole: Vec<&str> =
            query.groups.iter().filter_map(|group| Some(group.first()?.text.as_str())).collect();
        let phrase = whole.join(" ");
        for hit in
            found.iter_mut().filter(|hit| matches!(hit.how, MatchKind::Exact | MatchKind::Fuzzy))
        {
            let best = query
                .wanted()
                .filter_map(|word| self.best_name(library, hit.note, word))
                .sum::<i64>();
            hit.score += (best / query.groups.len().max(1) as i64).min(60) as i32;
            if whole.len() > 1 {
                let names = library.names().note_names(hit.note);
                hit.score += names.map(|(_, name)| phrase_weight(&phrase, name)).max().unwrap_or(0);
            }
            if cased {
                let title = library.title(hit.note);
                hit.score +=
                    15 * query.wanted().filter(|word| title.contains(&word.typed)).count() as i32;
            }
        }
    }

    /// How well `fuzzy-matcher` likes the word's best name, per letter typed.
    fn best_name(&self, library: &Library, note: NoteIx, word: &QueryWord) -> Option<i64> {
        let names = library
            .names()
            .note_names(note)
            .filter(|(_, name)| name.len() <= 4 * super::prefilter::LONGEST_FUZZY);
        // `fuzzy_indices`, not `fuzzy_match`: the latter's score depends on the calls before it.
        let score = |name| self.matcher.0.fuzzy_indices(name, &word.text).map(|(score, _)| score);
        names
            .filter_map(|(_, name)| score(name))
            .max()
            .map(|best| best / word.text.chars().count().max(1) as i64)
    }
}

/// What words are worth more for standing together as typed.
fn phrase_weight(phrase: &str, name: &str) -> i32 {
    match name.find(phrase) {
        Some(0) if name.len() == phrase.len() => 250,
        Some(_) => 80,
        None => 0,
    }
}

/// Every note that the filters leave, by name; those that stand for themselves before the further
/// questions on them.
fn listed(library: &Library, query: &Query, filter: &QueryFilters<'_>) -> SearchResults {
    let (mut notes, mut children, mut total) = (Vec::new(), Vec::new(), 0);
    for &note in library.names().in_order() {
        let child = library.is_child(note);
        if (child && query.filters.is_empty()) || !filter.passes(library, note) {
            continue;
        }
        total += 1;
        let list = if child { &mut children } else { &mut notes };
        list.extend(Some(note).filter(|_| total <= SHORTLIST || !child));
    }
    notes.append(&mut children);
    notes.truncate(SHORTLIST);
    let hits =
        notes.into_iter().map(|note| SearchHit { note, score: 0, how: MatchKind::Exact }).collect();
    SearchResults { hits, total, more: false }
}

/// Adds the notes whose prose has the words that their names lack.
fn by_prose(
    library: &Library,
    query: &Query,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
    found: &mut Vec<SearchHit>,
) {
    let prose =
        query.groups.iter().zip(groups).filter(|(group, _)| group.iter().all(is_prose_word));
    let Some((_, group)) = prose.max_by_key(|(group, _)| group[0].text.len()) else { return };
    let mut known: Vec<NoteIx> = found.iter().map(|hit| hit.note).collect();
    known.sort_unstable();
    let most = PLENTY + known.len();
    let said = group.iter().flat_map(|ready| by_text::find(library, &ready.word.text, most));
    let mut candidates: Vec<(NoteIx, bool)> = said.map(|note| (note, true)).collect();
    candidates.extend(
        group.iter().flat_map(|ready| literally_named(library, ready)).map(|note| (note, false)),
    );
    // Of two, the one whose prose is known to have a word of the group.
    candidates.sort_unstable_by_key(|&(note, said)| (note, !said));
    candidates.dedup_by_key(|&mut (note, _)| note);
    candidates
        .retain(|(note, _)| known.binary_search(note).is_err() && filter.passes(library, *note));
    let hit = |(note, said): (NoteIx, bool)| {
        prose_hit(library, groups, said.then_some(group.as_slice()), note)
    };
    found.extend(candidates.into_iter().filter_map(hit));
}

/// Whether the word can be looked for in prose: two letters at least, and not bound to a name's
/// start or end.
fn is_prose_word(word: &QueryWord) -> bool {
    !word.not
        && word.text.chars().count() > 1
        && matches!(word.mode, MatchMode::Fuzzy | MatchMode::Literal)
}

fn literally_named(library: &Library, ready: &CompiledWord<'_>) -> Vec<NoteIx> {
    let masks = library.names().masks();
    let literal = |note: &NoteIx| is_named(library, *note, ready);
    library
        .all()
        .filter(|note| ready.mask & !masks[note.index()] == 0)
        .filter(literal)
        .take(PLENTY)
        .collect()
}

/// The hit of a note whose names or prose have a word of every group; that its prose has
/// one of the group `said` is known.
fn prose_hit(
    library: &Library,
    groups: &WordGroups<'_>,
    said: Option<&[CompiledWord<'_>]>,
    note: NoteIx,
) -> Option<SearchHit> {
    let mut score = PROSE;
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let known = said.is_some_and(|said| std::ptr::eq(said, group.as_slice()));
        if group.iter().any(|ready| is_named(library, note, ready)) {
            score += 20;
        } else if !known
            && !group
                .iter()
                .any(|r| is_prose_word(r.word) && by_text::has(library, note, &r.word.text))
        {
            return None;
        }
    }
    Some(SearchHit { note, score: score - i32::from(library.is_child(note)), how: MatchKind::Text })
}

/// Puts the best so many before the others, and returns them.
fn best_first(found: &mut [SearchHit], most: usize) -> &mut [SearchHit] {
    if found.len() > most {
        found.select_nth_unstable_by_key(most, |hit| (Reverse(hit.score), hit.note));
    }
    let most = most.min(found.len());
    &mut found[..most]
}

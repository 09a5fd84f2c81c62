//! Ranking: every note against a query, the best first.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::by_name;
use super::by_name::{by_joined_words, by_name, by_slip, by_word};
use super::by_prose::{by_prose, by_some_words};
use super::filter::QueryFilters;
use super::hit::{MatchKind, PLENTY, SearchHit, SearchResults};
use super::query::{Query, QueryWord};
use crate::library::{Library, NoteIx};

/// How many notes are ranked and returned at most; what is beyond is counted, not ordered.
pub const SHORTLIST: usize = 2_000;
/// How many are put in order with care: a few screens of them.
const CAREFUL: usize = 160;

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
            by_joined_words(library, query, &filter, &mut found);
        }
        if found.len() < PLENTY {
            by_prose(library, query, &groups, &filter, &mut found);
        }
        // What is written somewhere is not a slip.
        if found.iter().any(|hit| hit.how == MatchKind::Text) {
            found.retain(|hit| hit.how != MatchKind::Typo);
        }
        if !found.iter().any(|hit| matches!(hit.how, MatchKind::Exact | MatchKind::Text)) {
            by_slip(library, &groups, &filter, &mut found);
        }
        if found.iter().all(|hit| hit.how == MatchKind::Text) {
            by_some_words(library, &groups, &filter, &mut found);
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
        for hit in
            found.iter_mut().filter(|hit| matches!(hit.how, MatchKind::Exact | MatchKind::Fuzzy))
        {
            let best = query
                .wanted()
                .filter_map(|word| self.best_name(library, hit.note, word))
                .sum::<i64>();
            hit.score += (best / query.groups.len().max(1) as i64).min(60) as i32;
            if let Some(phrase) = &query.phrase {
                let names = library.names().note_names(hit.note);
                hit.score += names.map(|(_, name)| phrase_weight(phrase, name)).max().unwrap_or(0);
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

/// Puts the best so many before the others, and returns them.
fn best_first(found: &mut [SearchHit], most: usize) -> &mut [SearchHit] {
    if found.len() > most {
        found.select_nth_unstable_by_key(most, |hit| (Reverse(hit.score), hit.note));
    }
    let most = most.min(found.len());
    &mut found[..most]
}

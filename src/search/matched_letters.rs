//! Which letters of a name a query matched, to be marked where the name is drawn.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::prefilter::{LONGEST_FUZZY, starts_word};
use super::query::{MatchMode, Query, QueryWord};
use crate::text::fold::fold_mapped;

/// The byte ranges of `name` that `query` matched, in order, without overlaps. Typical use:
/// the few rows on the screen.
pub fn marks(query: &Query, name: &str) -> Vec<Range<usize>> {
    let (folded, map) = fold_mapped(name);
    let mut ranges: Vec<Range<usize>> = query
        .wanted()
        .flat_map(|word| matched(word, &folded))
        .filter_map(|i| map.get(i).map(|&(from, to)| from..to))
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    merge(ranges)
}

/// The matched characters of the folded name, as character indices.
fn matched(word: &QueryWord, folded: &str) -> Vec<usize> {
    let text = word.text.as_str();
    let all = || folded.match_indices(text).map(|(at, _)| at);
    if let Some(at) = all().find(|&at| starts_word(folded, at)).or_else(|| all().next()) {
        let start = folded[..at].chars().count();
        return (start..start + text.chars().count()).collect();
    }
    if word.mode != MatchMode::Fuzzy || folded.len() > LONGEST_FUZZY {
        return Vec::new();
    }
    SkimMatcherV2::default()
        .ignore_case()
        .fuzzy_indices(folded, text)
        .map(|(_, indices)| indices)
        .unwrap_or_default()
}

fn merge(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, name: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for range in marks(&Query::parse(typed), name) {
            out.extend([&name[at..range.start], "[", &name[range.clone()], "]"]);
            at = range.end;
        }
        out + &name[at..]
    }

    #[test]
    fn matched_letters_are_marked_in_the_original_spelling() {
        assert_eq!(marked("norm lay", "Layer norm"), "[Lay]er [norm]");
        assert_eq!(marked("gqa", "Grouped-query attention"), "[G]rouped-[q]uery [a]ttention");
        assert_eq!(marked("zwo", "Zwölf E\u{301}te\u{301}s"), "[Zwö]lf E\u{301}te\u{301}s");
        assert_eq!(marked("ete", "Zwölf Étés"), "Zwölf [Été]s");
        assert_eq!(marked("!norm lay", "Layer norm"), "[Lay]er norm");
        assert_eq!(marked("zebra", "Layer norm"), "Layer norm");
        assert_eq!(
            marked("norm", "Denormalized norm"),
            "Denormalized [norm]",
            "a word's start before its inside"
        );
    }
}

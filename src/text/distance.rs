//! Edit distance: how many slips of the fingers lie between two words.
//!
//! Optimal string alignment (Damerau 1964, restricted): insertions, deletions, substitutions and swaps of
//! neighbours cost one each.

/// Returns the distance between `typed` and `word` if it is at most `most`.
pub fn within(typed: &str, word: &str, most: usize) -> Option<usize> {
    last_row(typed, word, most).and_then(|row| row.last().copied()).filter(|&d| d <= most)
}

/// Returns the smallest distance between `typed` and any beginning of `word`, if it is at most `most`.
pub fn within_prefix(typed: &str, word: &str, most: usize) -> Option<usize> {
    last_row(typed, word, most).and_then(|row| row.into_iter().min()).filter(|&d| d <= most)
}

/// Returns the candidate that is nearest to `typed`, if one is near enough to be what was meant: at most a third of
/// its letters differ, and at least one slip is always forgiven.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (typed.chars().count() / 3).max(1);
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((within(&typed, &candidate.to_lowercase(), most)?, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Returns both: the distance between `typed` and `word`, and the smallest to any beginning of `word`, each if it is
/// at most `most`.
pub fn within_both(typed: &str, word: &str, most: usize) -> (Option<usize>, Option<usize>) {
    let row = last_row(typed, word, most).unwrap_or_default();
    let near = |distance: Option<usize>| distance.filter(|&d| d <= most);
    (near(row.last().copied()), near(row.into_iter().min()))
}

/// Returns the last row of the distance table (the distances to every beginning of `word`), or `None` as soon as no
/// cell can end at `most` or less.
fn last_row(typed: &str, word: &str, most: usize) -> Option<Vec<usize>> {
    let word: Vec<char> = word.chars().collect();
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (vec![0; word.len() + 1], (0..=word.len()).collect());
    let mut row = before.clone();
    let mut previous = None;
    for (i, c) in typed.chars().enumerate() {
        row[0] = i + 1;
        for (j, &w) in word.iter().enumerate() {
            let mut best = (above[j + 1] + 1).min(row[j] + 1).min(above[j] + usize::from(c != w));
            if j > 0 && previous == Some(w) && word[j - 1] == c {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        // A swap reaches back two rows, so both must be hopeless before giving up.
        if row.iter().chain(&above).all(|&d| d > most) {
            return None;
        }
        // The oldest row is written over next.
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
        previous = Some(c);
    }
    Some(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_cost_one_each() {
        assert_eq!(within("layre", "layer", 2), Some(1), "a swap");
        assert_eq!(within("perplxity", "perplexity", 2), Some(1), "a letter left out");
        assert_eq!(within("kuberntes", "kubernetes", 2), Some(1));
        assert_eq!(within("greddy", "greedy", 2), Some(1), "a wrong letter");
        assert_eq!(within("attnetoin", "attention", 2), Some(2), "two swaps");
        assert_eq!(within("norm", "softmax", 2), None);
        assert_eq!(within("", "ab", 2), Some(2));
    }

    #[test]
    fn a_prefix_is_enough_while_typing() {
        assert_eq!(within_prefix("layre", "layernorm", 1), Some(1));
        assert_eq!(within_prefix("layer", "layernorm", 1), Some(0));
        assert_eq!(within_prefix("quux", "layernorm", 1), None);
    }

    #[test]
    fn the_nearest_name_is_suggested_only_when_near() {
        let names = ["term", "text", "definition"];
        assert_eq!(nearest("trem", names), Some("term"));
        assert_eq!(nearest("Definiton", names), Some("definition"));
        assert_eq!(nearest("zebra", names), None);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_zero_only_for_equals(a in "[a-d]{0,6}", b in "[a-d]{0,6}") {
            prop_assert_eq!(within(&a, &b, 9), within(&b, &a, 9));
            prop_assert_eq!(within(&a, &b, 9) == Some(0), a == b);
            for most in 0..4 {
                prop_assert_eq!(within_both(&a, &b, most), (within(&a, &b, most), within_prefix(&a, &b, most)));
                prop_assert_eq!(within(&a, &b, most), within(&a, &b, 9).filter(|&d| d <= most));
            }
        }
    }
}

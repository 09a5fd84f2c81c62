//! Edit distance: how many typing errors lie between two words.
//!
//! Optimal string alignment (Damerau 1964, restricted): insertions, deletions, substitutions and
//! swaps of neighbours cost one each.

/// The distance between `typed` and `word` if it is at most `most`.
pub fn within(typed: &str, word: &str, most: usize) -> Option<usize> {
    within_both(typed, word, most).0
}

/// The smallest distance between `typed` and any beginning of `word`, if it is at most `most`.
pub fn within_prefix(typed: &str, word: &str, most: usize) -> Option<usize> {
    within_both(typed, word, most).1
}

/// The candidate that is nearest to `typed`, if one is near enough to be what was meant: at most a
/// third of its letters differ; one typing error is always forgiven.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (typed.chars().count() / 3).max(1);
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((within(&typed, &candidate.to_lowercase(), most)?, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The distances of [`within`] and of [`within_prefix`].
pub fn within_both(typed: &str, word: &str, most: usize) -> (Option<usize>, Option<usize>) {
    let (whole, beginning) =
        with_last_row(typed, word, most, |row| (row.last().copied(), row.iter().min().copied()))
            .unwrap_or_default();
    (whole.filter(|&d| d <= most), beginning.filter(|&d| d <= most))
}

/// Words of up to so many letters are compared without allocating: a search compares tens of
/// thousands.
const SHORT: usize = 31;

/// Calls `take` with the last row of the distance table: the distances to every beginning of
/// `word`.
fn with_last_row<T>(
    typed: &str,
    word: &str,
    most: usize,
    take: impl FnOnce(&[usize]) -> T,
) -> Option<T> {
    let length = word.chars().count();
    if length > SHORT {
        let (letters, mut rows) = (word.chars().collect::<Vec<char>>(), vec![0; 3 * (length + 1)]);
        return last_row(typed, &letters, most, &mut rows).map(take);
    }
    let (mut letters, mut rows) = (['\0'; SHORT], [0; 3 * (SHORT + 1)]);
    letters.iter_mut().zip(word.chars()).for_each(|(letter, c)| *letter = c);
    last_row(typed, &letters[..length], most, &mut rows[..3 * (length + 1)]).map(take)
}

/// The last row of the distance table, or `None` as soon as no cell can end at `most` or less.
/// Three rows are enough, since a swap reaches back two.
fn last_row<'r>(
    typed: &str,
    word: &[char],
    most: usize,
    rows: &'r mut [usize],
) -> Option<&'r [usize]> {
    let (mut before, rest) = rows.split_at_mut(word.len() + 1);
    let (mut above, mut row) = rest.split_at_mut(word.len() + 1);
    above.iter_mut().enumerate().for_each(|(j, cell)| *cell = j);
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
        if row.iter().chain(&*above).all(|&d| d > most) {
            return None;
        }
        (before, above, row) = (above, row, before);
        previous = Some(c);
    }
    Some(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typing_errors_cost_one_each() {
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
                let both = (within(&a, &b, most), within_prefix(&a, &b, most));
                prop_assert_eq!(within_both(&a, &b, most), both);
                prop_assert_eq!(within(&a, &b, most), within(&a, &b, 9).filter(|&d| d <= most));
            }
        }
    }
}

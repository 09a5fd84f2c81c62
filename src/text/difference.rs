//! Where a typed text differs from the right one, letter by letter.

use std::ops::Range;

/// Longer texts than this many letters are not compared: they differ as a whole.
const LONGEST: usize = 200;

/// The byte ranges of `typed` that `right` lacks, and those of `right` that `typed` lacks. Letters
/// that differ only in case are the same.
///
/// The rest is a longest common subsequence of their letters (Wagner and Fischer 1974).
pub fn differences(typed: &str, right: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let letters = |text: &str| -> Vec<(usize, char)> { text.char_indices().collect() };
    let (a, b) = (letters(typed), letters(right));
    if a.len().max(b.len()) > LONGEST {
        return (whole(typed), whole(right));
    }
    let same = |i: usize, j: usize| a[i].1.to_lowercase().eq(b[j].1.to_lowercase());
    // `common[i][j]` is how many letters `a[i..]` and `b[j..]` have in common.
    let mut common = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if same(i, j) {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut in_typed, mut in_right) = (Vec::new(), Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && same(i, j) {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            mark(&mut in_typed, a[i]);
            i += 1;
        } else {
            mark(&mut in_right, b[j]);
            j += 1;
        }
    }
    (in_typed, in_right)
}

fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).filter(|range| !range.is_empty()).collect()
}

/// Adds a letter: to the last range if it follows on that, else in a range of its own.
fn mark(ranges: &mut Vec<Range<usize>>, (at, letter): (usize, char)) {
    let end = at + letter.len_utf8();
    match ranges.last_mut().filter(|last| last.end == at) {
        Some(last) => last.end = end,
        None => ranges.push(at..end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str, right: &str) -> (String, String) {
        let (a, b) = differences(typed, right);
        let pick = |text: &str, ranges: Vec<Range<usize>>| {
            ranges.into_iter().map(|range| &text[range]).collect::<Vec<_>>().join("|")
        };
        (pick(typed, a), pick(right, b))
    }

    #[test]
    fn only_the_letters_that_differ_are_marked() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(shown("perplxity", "perplexity"), pair("", "e"));
        assert_eq!(shown("layer nrom", "Layer norm"), pair("r", "r"));
        assert_eq!(shown("größee", "größe"), pair("e", ""));
        assert_eq!(shown("", "abc"), pair("", "abc"));
        assert_eq!(shown("same", "same"), pair("", ""));
        let long = "x".repeat(300);
        assert_eq!(shown(&long, "y"), pair(&long, "y"));
    }
}

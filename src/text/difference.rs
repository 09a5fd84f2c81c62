//! Where a typed text differs from the one that was meant, letter by letter.

use std::ops::Range;

/// Longer texts than this many letters are not compared: they differ as a whole.
const LONGEST: usize = 200;

/// Returns the byte ranges of `typed` that `meant` lacks, and those of `meant` that `typed` lacks.
/// Letters that differ in case only are the same.
///
/// What both have is a longest common subsequence of their letters (Wagner and Fischer 1974).
pub fn differences(typed: &str, meant: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let letters = |text: &str| -> Vec<(usize, char)> { text.char_indices().collect() };
    let (a, b) = (letters(typed), letters(meant));
    if a.len().max(b.len()) > LONGEST {
        return (whole(typed), whole(meant));
    }
    let same = |i: usize, j: usize| a[i].1.to_lowercase().eq(b[j].1.to_lowercase());
    // `common[i][j]` is how many letters the ends of both from there on share.
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
    let (mut in_typed, mut in_meant) = (Vec::new(), Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && same(i, j) {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            mark(&mut in_typed, a[i]);
            i += 1;
        } else {
            mark(&mut in_meant, b[j]);
            j += 1;
        }
    }
    (in_typed, in_meant)
}

fn whole(text: &str) -> Vec<Range<usize>> {
    std::iter::once(0..text.len()).filter(|range| !range.is_empty()).collect()
}

/// Adds a letter to the last range if it follows on it.
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

    fn shown(typed: &str, meant: &str) -> (String, String) {
        let (a, b) = differences(typed, meant);
        let pick = |text: &str, ranges: Vec<Range<usize>>| {
            ranges.into_iter().map(|range| &text[range]).collect::<Vec<_>>().join("|")
        };
        (pick(typed, a), pick(meant, b))
    }

    #[test]
    fn only_the_letters_that_differ_are_told() {
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

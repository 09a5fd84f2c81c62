//! Measures text in terminal columns, grapheme by grapheme, as ratatui draws it, and cuts it to
//! fit.
//!
//! It doesn't know which terminal will draw the text: where terminals disagree it follows ratatui's
//! `CellWidth`.
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes on one line.
///
/// Graphemes that hold a control character take none, since ratatui doesn't draw them.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Whether every byte of a text is a character of one column: most texts are such, and quickly
/// measured.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(is_plain_byte)
}

fn is_plain_byte(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte)
}

/// The text if it fits in so many columns, else as much of it as fits with an ellipsis after it.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if end_within(text, columns) == text.len() {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let end = end_within(text, columns - 1);
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// Where the graphemes end that fit in so many columns; what is behind them is not looked at.
fn end_within(text: &str, columns: usize) -> usize {
    if text.bytes().take(columns.saturating_add(1)).all(is_plain_byte) {
        return text.len().min(columns);
    }
    let mut used = 0;
    text.grapheme_indices(true)
        .take_while(|&(_, grapheme)| {
            used += grapheme_width(grapheme);
            used <= columns
        })
        .last()
        .map_or(0, |(at, grapheme)| at + grapheme.len())
}

/// A text's graphemes; in a plain one, each byte is one.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let (plain, mut others) = (is_plain(text), text.graphemes(true));
    let mut at = 0;
    std::iter::from_fn(move || {
        if !plain {
            return others.next();
        }
        at += 1;
        text.get(at - 1..at)
    })
}

/// The columns of one grapheme.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    // Most are a single plain character, and quickly measured.
    if let [b' '..=b'~'] = grapheme.as_bytes() {
        return 1;
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // ratatui gives each half-width katakana sound mark a cell on top of what unicode-width says.
    // Recent versions of unicode-width count it already, but text must be measured as it will be
    // placed.
    grapheme.width() + grapheme.matches(['\u{FF9E}', '\u{FF9F}']).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_follow_the_graphemes() {
        for (text, columns) in [
            ("", 0),
            ("plain", 5),
            ("naïve", 5),
            ("nai\u{308}ve", 5),
            ("漢字", 4),
            ("👩‍🔬", 2),
            ("❤️", 2),
            ("ﾊﾞ", 3),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn a_cut_ends_at_a_grapheme() {
        assert_eq!(cut("layer normalization", 19), "layer normalization");
        assert_eq!(cut("layer normalization", 8), "layer n…");
        assert_eq!(cut("layer normalization", 7), "layer…");
        assert_eq!(cut("漢字漢字", 4), "漢…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(cut("abc", 1), "…");
        assert_eq!(cut("abc", 0), "");
    }

    proptest! {
        #[test]
        fn a_cut_always_fits(text in r"\PC{0,30}", columns in 0usize..20) {
            prop_assert!(width(&cut(&text, columns)) <= columns);
        }

        #[test]
        fn width_is_what_ratatui_draws(text in r"[\PC\u{FF9E}\u{301}ﾊ漢]{0,20}") {
            let area = ratatui::layout::Rect::new(0, 0, 80, 1);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            let style = ratatui::style::Style::default();
            let (end, _) = buffer.set_stringn(0, 0, &text, usize::MAX, style);
            prop_assert_eq!(width(&text), usize::from(end));
        }
    }
}

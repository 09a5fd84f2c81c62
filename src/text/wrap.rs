//! Wraps styled text by words to lines of a given width.
//!
//! What a style means is left to others: it is any value that can be copied and compared.
use super::width::{grapheme_width, graphemes};

/// A stretch of text in one style.
pub type StyledSpan<S> = (S, String);

/// Wraps text to lines of at most so many columns; a line is wider only when a single grapheme is.
///
/// - A `\n` breaks a line. Blanks at a break vanish, except where they indent the line after a
///   `\n`.
/// - A word may run over several spans, and never breaks between them.
/// - Chinese and Japanese text may break between wide characters, though not before a closing mark
///   or after an opening one. A word longer than a line breaks anywhere between graphemes.
/// - Neighbouring spans of one style come out as one span. An empty text gives one empty line.
pub fn wrap<S: Copy + PartialEq>(
    spans: &[StyledSpan<S>],
    columns: usize,
) -> Vec<Vec<StyledSpan<S>>> {
    let atoms: Vec<WrapAtom<'_, S>> =
        spans.iter().flat_map(|(style, text)| atoms(*style, text)).collect();
    let mut page = WrappedLines { columns: columns.max(1), used: 0, lines: vec![Vec::new()] };
    let mut gap: &[WrapAtom<'_, S>] = &[];
    for chunk in atoms.chunk_by(|a, b| !may_break(a, b)) {
        match chunk[0].kind {
            AtomKind::Break => page.next_line(),
            AtomKind::Blank => {
                gap = chunk;
                continue;
            }
            AtomKind::Narrow | AtomKind::Wide => page.place(gap, chunk),
        }
        gap = &[];
    }
    page.lines
}

/// One grapheme with what wrapping needs to know of it.
#[derive(Clone, Copy)]
struct WrapAtom<'a, S> {
    style: S,
    text: &'a str,
    width: usize,
    kind: AtomKind,
}

#[derive(Clone, Copy, PartialEq)]
enum AtomKind {
    Break,
    Blank,
    Narrow,
    Wide,
}

/// The lines so far, and how full the last one is.
struct WrappedLines<S> {
    columns: usize,
    used: usize,
    lines: Vec<Vec<StyledSpan<S>>>,
}

impl<S: Copy + PartialEq> WrappedLines<S> {
    fn next_line(&mut self) {
        self.lines.push(Vec::new());
        self.used = 0;
    }

    /// Adds a word, with the blanks before it if it stays on the line.
    fn place(&mut self, gap: &[WrapAtom<'_, S>], word: &[WrapAtom<'_, S>]) {
        let size = |atoms: &[WrapAtom<'_, S>]| atoms.iter().map(|atom| atom.width).sum::<usize>();
        if self.used + size(gap) + size(word) <= self.columns {
            gap.iter().chain(word).for_each(|atom| self.push(atom));
            return;
        }
        if self.used > 0 {
            self.next_line();
        }
        for atom in word {
            if self.used > 0 && self.used + atom.width > self.columns {
                self.next_line();
            }
            self.push(atom);
        }
    }

    fn push(&mut self, atom: &WrapAtom<'_, S>) {
        self.used += atom.width;
        if let Some(line) = self.lines.last_mut() {
            match line.last_mut() {
                Some((style, text)) if *style == atom.style => text.push_str(atom.text),
                _ => line.push((atom.style, atom.text.to_owned())),
            }
        }
    }
}

fn atoms<S: Copy>(style: S, text: &str) -> impl Iterator<Item = WrapAtom<'_, S>> {
    graphemes(text).map(move |text| {
        let width = grapheme_width(text);
        let kind = match text.chars().next_back() {
            Some('\n') => AtomKind::Break,
            Some(c) if c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}') => {
                AtomKind::Blank
            }
            _ if width > 1 => AtomKind::Wide,
            _ => AtomKind::Narrow,
        };
        WrapAtom { style, text, width, kind }
    })
}

/// Whether a line may end between two graphemes (or, between blanks and a word, the kind of text
/// changes).
fn may_break<S>(a: &WrapAtom<'_, S>, b: &WrapAtom<'_, S>) -> bool {
    match (a.kind, b.kind) {
        (AtomKind::Break, _) | (_, AtomKind::Break) => true,
        (AtomKind::Blank, other) | (other, AtomKind::Blank) => other != AtomKind::Blank,
        (AtomKind::Narrow, AtomKind::Narrow) => false,
        (AtomKind::Wide, AtomKind::Wide) => !opens(a.text) && !closes(b.text),
        (AtomKind::Narrow, AtomKind::Wide) => is_word(a.text) && !closes(b.text),
        (AtomKind::Wide, AtomKind::Narrow) => is_word(b.text) && !opens(a.text),
    }
}

fn opens(text: &str) -> bool {
    "（「『【《〈〔［｛".contains(text)
}

fn closes(text: &str) -> bool {
    "、。，．！？：；）」』】》〉〕］｝・ー々".contains(text)
}

fn is_word(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn plain(text: &str, columns: usize) -> Vec<String> {
        let lines = wrap(&[('a', text.to_owned())], columns);
        lines.into_iter().map(|line| line.into_iter().map(|(_, text)| text).collect()).collect()
    }

    #[test]
    fn words_go_where_they_fit() {
        assert_eq!(plain("one two  three", 8), ["one two", "three"]);
        assert_eq!(plain("one two  three", 14), ["one two  three"]);
        assert_eq!(plain("one", 3), ["one"]);
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        assert_eq!(plain("", 5), [""]);
        assert_eq!(wrap::<char>(&[], 5), [[]]);
        assert_eq!(plain("   ", 5), [""]);
    }

    #[test]
    fn newlines_break_and_keep_the_indent() {
        assert_eq!(plain("a  \n\n  b\n", 9), ["a", "", "  b", ""]);
        assert_eq!(plain("a\n    long", 5), ["a", "long"]);
    }

    #[test]
    fn long_words_break_by_graphemes() {
        assert_eq!(plain("ab abcdefgh", 3), ["ab", "abc", "def", "gh"]);
        assert_eq!(plain("ae\u{301}io\u{301}u", 2), ["ae\u{301}", "io\u{301}", "u"]);
        assert_eq!(plain("漢", 1), ["漢"]);
    }

    #[test]
    fn wide_text_breaks_between_characters() {
        assert_eq!(plain("深度学习。模型", 8), ["深度学", "习。模型"]);
        assert_eq!(plain("学（习）", 6), ["学", "（习）"]);
        assert_eq!(plain("用GPU训练", 4), ["用", "GPU", "训练"]);
    }

    #[test]
    fn words_cross_spans_and_styles_merge() {
        let spans =
            [('a', "un".to_owned()), ('b', "super".to_owned()), ('b', "vised it".to_owned())];
        let lines = wrap(&spans, 12);
        assert_eq!(
            lines,
            [
                vec![('a', "un".to_owned()), ('b', "supervised".to_owned())],
                vec![('b', "it".to_owned())]
            ]
        );
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(
            spans in prop::collection::vec((0u8..3, r"[a-c \n漢。é\u{301}🙂-]{0,12}"), 0..8),
            columns in 0usize..12,
        ) {
            let lines = wrap(&spans, columns);
            for line in &lines {
                let text: String = line.iter().map(|(_, text)| text.as_str()).collect();
                let is_single = || text.graphemes(true).filter(|g| width(g) > 0).count() == 1;
                prop_assert!(width(&text) <= columns || is_single(), "{text:?}");
                prop_assert!(line.windows(2).all(|pair| pair[0].0 != pair[1].0));
                prop_assert!(!text.contains('\n'));
            }
            let seen = |spans: &mut dyn Iterator<Item = &StyledSpan<u8>>| -> Vec<(u8, char)> {
                let styled = spans.flat_map(|(style, text)| text.chars().map(|c| (*style, c)));
                styled.filter(|(_, c)| !c.is_whitespace()).collect()
            };
            prop_assert_eq!(seen(&mut lines.iter().flatten()), seen(&mut spans.iter()));
        }
    }
}

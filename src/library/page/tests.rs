//! What blocks look like as lines.

use super::{PageLayout, text};
use crate::text::math::GlyphSet;

fn lines(source: &str, columns: usize, glyphs: GlyphSet) -> Vec<String> {
    let lines = text(source, PageLayout::plain(columns, glyphs)).into_iter();
    lines.map(|line| line.into_iter().map(|(_, text)| text).collect()).collect()
}

#[test]
fn code_has_an_edge_and_goes_on_after_a_mark() {
    let source = "So:\n```\nif a:\n\n    return b + c\n```";
    assert_eq!(
        lines(source, 12, GlyphSet::Unicode),
        ["So:", "▏if a:", "▏", "▏    return ", "▏↪ b + c"]
    );
    assert_eq!(
        lines(source, 14, GlyphSet::Ascii),
        ["So:", "| if a:", "| ", "|     return b", "| >  + c"]
    );
}

#[test]
fn a_quote_looks_unlike_code() {
    assert_eq!(lines("> a\n> `b`", 20, GlyphSet::Unicode), ["│ a", "│ b"]);
    assert_eq!(lines("> a\n> `b`", 20, GlyphSet::Ascii), ["> a", "> b"]);
}

#[test]
fn a_table_without_names_begins_with_its_first_row() {
    let source = "| | |\n|---|--:|\n| a | 1 |\n| long | 22 |";
    assert_eq!(lines(source, 40, GlyphSet::Unicode), ["a    │  1", "long │ 22"]);
    assert_eq!(lines(source, 8, GlyphSet::Unicode), ["a", "1", "", "long", "22"]);
}

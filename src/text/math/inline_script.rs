//! Scripts that can stand on the line of their base.
//!
//! It says which can and what they look like there, not where any other goes.
use super::alphabet::{lowered, raised};
use super::symbol::GlyphSet;
use super::tree::MathNode;

/// A script in small characters, or in ASCII after its sign; `None` if it can't be on the line of
/// its base.
pub(super) fn script(node: &MathNode, low: bool, glyphs: GlyphSet) -> Option<String> {
    let flat = flat(node, glyphs)?;
    match glyphs {
        GlyphSet::Unicode if low => lowered(&flat),
        GlyphSet::Unicode => raised(&flat),
        GlyphSet::Ascii if flat.chars().all(|c| c == '\'') => Some(flat),
        GlyphSet::Ascii if is_simple(node) => Some(format!("{}{flat}", sign(low))),
        GlyphSet::Ascii => None,
    }
}

/// What says that a script follows.
pub(super) fn sign(low: bool) -> char {
    if low { '_' } else { '^' }
}

/// Whether a script needs no parentheses after its sign: one symbol, one word, or one number.
pub(super) fn is_simple(node: &MathNode) -> bool {
    match node.parts() {
        [MathNode::Atom(_) | MathNode::Text(_)] => true,
        parts => !parts.is_empty() && parts.iter().all(is_digit),
    }
}

/// Whether a part is a digit, or the point among them.
pub(super) fn is_digit(node: &MathNode) -> bool {
    matches!(node, MathNode::Atom(atom) if atom.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// A part as it is without any layout; `None` if it has any.
fn flat(node: &MathNode, glyphs: GlyphSet) -> Option<String> {
    match node {
        MathNode::Atom(atom) => Some(atom.shown(glyphs).to_owned()),
        MathNode::Row(nodes) => nodes.iter().map(|node| flat(node, glyphs)).collect(),
        MathNode::Text(words) if words.is_ascii() => Some(words.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::parse::parse;

    fn small(source: &str, glyphs: GlyphSet) -> Option<String> {
        script(&parse(source).unwrap(), true, glyphs)
    }

    #[test]
    fn unicode_needs_every_character() {
        assert_eq!(small("t+1", GlyphSet::Unicode), Some("ₜ₊₁".into()));
        assert_eq!(small(r"\text{max}", GlyphSet::Unicode), Some("ₘₐₓ".into()));
        assert_eq!(small("i,j", GlyphSet::Unicode), None);
        assert_eq!(small("i_j", GlyphSet::Unicode), None);
    }

    #[test]
    fn ascii_needs_one_thing() {
        assert_eq!(small(r"\theta", GlyphSet::Ascii), Some("_theta".into()));
        assert_eq!(small("12", GlyphSet::Ascii), Some("_12".into()));
        assert_eq!(small("ij", GlyphSet::Ascii), None);
    }
}

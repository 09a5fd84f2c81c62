//! Spaces the parts of a row.
//!
//! It knows what part each neighbour plays, not how anything is drawn; both ways of drawing a
//! formula use it.
use super::class::{gap, resolve};
use super::inline_script;
use super::symbol::GlyphSet;
use super::tree::{MathNode, ScriptNode};

/// How a part of a formula is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MathStyle {
    pub(super) glyphs: GlyphSet,
    /// In scripts: no room beside operators, no fractions over several lines.
    pub(super) tight: bool,
    /// On as many lines as it takes.
    pub(super) stacked: bool,
}

/// The parts of a row that can be seen, each with the columns before it, and the columns after the
/// last.
pub(super) fn spread(nodes: &[MathNode], style: MathStyle) -> (Vec<(usize, &MathNode)>, usize) {
    let seen: Vec<&MathNode> = nodes.iter().filter(|node| node.class().is_some()).collect();
    let mut classes: Vec<_> = seen.iter().filter_map(|node| node.class()).collect();
    resolve(&mut classes);
    let mut spaced = Vec::with_capacity(seen.len());
    let mut explicit = 0;
    for node in nodes {
        if let MathNode::Space(columns) = node {
            explicit += columns;
            continue;
        }
        let i = spaced.len();
        let natural = match i.checked_sub(1) {
            Some(before) if runs_together(seen[before], node, style) => 1,
            Some(before) => {
                gap(classes[before], classes[i], style.tight, style.stacked && !style.tight)
            }
            None => 0,
        };
        spaced.push((natural.max(explicit), node));
        explicit = 0;
    }
    (spaced, explicit)
}

/// Whether two neighbours would read as one word, such as names that are spelt out in ASCII.
fn runs_together(before: &MathNode, after: &MathNode, style: MathStyle) -> bool {
    ends_spelt(before, style) && is_word(after) || is_word(before) && begins_spelt(after, style)
}

fn ends_spelt(node: &MathNode, style: MathStyle) -> bool {
    match node {
        // On one line a script goes on as far as the word does, unless its characters are small.
        MathNode::Script(ScriptNode { sub, sup, .. }) => {
            let last =
                sup.as_deref().map(|sup| (sup, false)).or(sub.as_deref().map(|sub| (sub, true)));
            let is_small =
                |(node, low)| inline_script::script(node, low, GlyphSet::Unicode).is_some();
            style.glyphs == GlyphSet::Ascii
                || !style.stacked && last.is_some_and(|last| !is_small(last))
        }
        node => begins_spelt(node, style),
    }
}

fn begins_spelt(node: &MathNode, style: MathStyle) -> bool {
    let ascii = style.glyphs == GlyphSet::Ascii;
    match node {
        MathNode::Source(_) => true,
        MathNode::Atom(atom) => ascii && atom.ascii.len() > 1 && is_word(node),
        MathNode::Script(script) => begins_spelt(&script.base, style),
        MathNode::Accent(accent, _) => ascii && !accent.word.is_empty(),
        MathNode::Root(..) => ascii,
        _ => false,
    }
}

fn is_word(node: &MathNode) -> bool {
    match node {
        MathNode::Atom(atom) => {
            atom.text.chars().all(char::is_alphanumeric)
                || atom.ascii.len() > 1 && is_spelt(&atom.ascii)
        }
        MathNode::Script(script) => is_word(&script.base),
        MathNode::Row(nodes) => nodes.first().is_some_and(is_word),
        MathNode::Accent(..) | MathNode::Root(..) | MathNode::Text(_) | MathNode::Source(_) => true,
        _ => false,
    }
}

fn is_spelt(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::parse::parse;

    /// The gaps before each part of a formula.
    fn gaps(source: &str, glyphs: GlyphSet) -> Vec<usize> {
        let tree = parse(source).unwrap();
        let style = MathStyle { glyphs, tight: false, stacked: false };
        spread(tree.parts(), style).0.into_iter().map(|(gap, _)| gap).collect()
    }

    #[test]
    fn space_in_the_source_adds_to_none() {
        assert_eq!(gaps(r"a\,=\quad b", GlyphSet::Unicode), [0, 1, 2]);
        assert_eq!(gaps(r"a\,b", GlyphSet::Unicode), [0, 1]);
    }

    #[test]
    fn words_stay_apart() {
        assert_eq!(gaps(r"2\alpha x", GlyphSet::Ascii), [0, 1, 1]);
        assert_eq!(gaps(r"2\alpha x", GlyphSet::Unicode), [0, 0, 0]);
        assert_eq!(gaps(r"W_h h_t", GlyphSet::Ascii), [0, 1]);
        assert_eq!(gaps(r"W_h h_t", GlyphSet::Unicode), [0, 0]);
        assert_eq!(gaps(r"\nabla_\theta L", GlyphSet::Unicode), [0, 1]);
        assert_eq!(gaps(r"\what x", GlyphSet::Unicode), [0, 1]);
    }
}

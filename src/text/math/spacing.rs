//! Spaces the parts of a row.
//!
//! It knows what part each neighbour plays, not how anything is drawn; both ways of drawing a
//! formula use it.
use super::class::{gap, resolve};
use super::inline_script;
use super::symbol::Glyphs;
use super::tree::{Node, Script};

/// How a part of a formula is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) glyphs: Glyphs,
    /// In scripts: no room beside operators, no fractions over several lines.
    pub(super) tight: bool,
    /// On as many lines as it takes.
    pub(super) stacked: bool,
}

/// Returns the parts of a row that can be seen, each with the columns before it, and the columns
/// after the last.
pub(super) fn spread(nodes: &[Node], style: Style) -> (Vec<(usize, &Node)>, usize) {
    let seen: Vec<&Node> = nodes.iter().filter(|node| node.class().is_some()).collect();
    let mut classes: Vec<_> = seen.iter().filter_map(|node| node.class()).collect();
    resolve(&mut classes);
    let mut spaced = Vec::with_capacity(seen.len());
    let mut explicit = 0;
    for node in nodes {
        if let Node::Space(columns) = node {
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

/// Says whether two neighbours would read as one word, such as names that are spelt out in ASCII.
fn runs_together(before: &Node, after: &Node, style: Style) -> bool {
    ends_spelt(before, style) && is_word(after) || is_word(before) && begins_spelt(after, style)
}

fn ends_spelt(node: &Node, style: Style) -> bool {
    match node {
        // On one line a script goes on as far as the word does, unless its characters are small.
        Node::Script(Script { sub, sup, .. }) => {
            let last =
                sup.as_deref().map(|sup| (sup, false)).or(sub.as_deref().map(|sub| (sub, true)));
            let is_small =
                |(node, low)| inline_script::script(node, low, Glyphs::Unicode).is_some();
            style.glyphs == Glyphs::Ascii
                || !style.stacked && last.is_some_and(|last| !is_small(last))
        }
        node => begins_spelt(node, style),
    }
}

fn begins_spelt(node: &Node, style: Style) -> bool {
    let ascii = style.glyphs == Glyphs::Ascii;
    match node {
        Node::Source(_) => true,
        Node::Atom(atom) => ascii && atom.ascii.len() > 1 && is_word(node),
        Node::Script(script) => begins_spelt(&script.base, style),
        Node::Accent(accent, _) => ascii && !accent.word.is_empty(),
        Node::Root(..) => ascii,
        _ => false,
    }
}

fn is_word(node: &Node) -> bool {
    match node {
        Node::Atom(atom) => {
            atom.text.chars().all(char::is_alphanumeric)
                || atom.ascii.len() > 1 && is_spelt(&atom.ascii)
        }
        Node::Script(script) => is_word(&script.base),
        Node::Row(nodes) => nodes.first().is_some_and(is_word),
        Node::Accent(..) | Node::Root(..) | Node::Text(_) | Node::Source(_) => true,
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

    /// Returns the gaps before each part of a formula.
    fn gaps(source: &str, glyphs: Glyphs) -> Vec<usize> {
        let tree = parse(source).unwrap();
        let style = Style { glyphs, tight: false, stacked: false };
        spread(tree.parts(), style).0.into_iter().map(|(gap, _)| gap).collect()
    }

    #[test]
    fn space_in_the_source_adds_to_none() {
        assert_eq!(gaps(r"a\,=\quad b", Glyphs::Unicode), [0, 1, 2]);
        assert_eq!(gaps(r"a\,b", Glyphs::Unicode), [0, 1]);
    }

    #[test]
    fn words_stay_apart() {
        assert_eq!(gaps(r"2\alpha x", Glyphs::Ascii), [0, 1, 1]);
        assert_eq!(gaps(r"2\alpha x", Glyphs::Unicode), [0, 0, 0]);
        assert_eq!(gaps(r"W_h h_t", Glyphs::Ascii), [0, 1]);
        assert_eq!(gaps(r"W_h h_t", Glyphs::Unicode), [0, 0]);
        assert_eq!(gaps(r"\nabla_\theta L", Glyphs::Unicode), [0, 1]);
        assert_eq!(gaps(r"\what x", Glyphs::Unicode), [0, 1]);
    }
}

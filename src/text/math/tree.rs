//! What a formula says: the tree that `parse` makes and that `layout` and `inline` draw.
//!
//! It doesn't know how LaTeX writes any of it.
use super::accent::MathAccent;
use super::class::AtomClass;
use super::delimiter::Delimiter;
use super::symbol::GlyphSet;
use super::table::Environment;

/// A part of a formula.
#[derive(Debug)]
pub(super) enum MathNode {
    /// A letter, a digit, an operator, a function's name.
    Atom(MathAtom),
    /// Parts side by side.
    Row(Vec<MathNode>),
    /// Words, with their spaces.
    Text(String),
    /// LaTeX that isn't known, as it is written.
    Source(String),
    /// Columns of space.
    Space(usize),
    /// One part over another.
    Fraction(FractionBar, Box<MathNode>, Box<MathNode>),
    /// A root, with its index.
    Root(Option<Box<MathNode>>, Box<MathNode>),
    /// A part with scripts.
    Script(ScriptNode),
    /// A part under or over an accent.
    Accent(&'static MathAccent, Box<MathNode>),
    /// Parts between delimiters that grow; any [`MathNode::Fence`] among them grows too.
    Fenced(&'static Delimiter, Vec<MathNode>, &'static Delimiter),
    /// A delimiter without its other half, which grows with the pair around it.
    Fence(&'static Delimiter),
    /// Rows and columns, and how an `array` aligns its columns.
    Table(&'static Environment, String, Vec<Vec<MathNode>>),
}

/// A symbol.
#[derive(Clone, Debug)]
pub(super) struct MathAtom {
    /// In Unicode.
    pub(super) text: String,
    /// In ASCII.
    pub(super) ascii: String,
    /// Its part in the formula.
    pub(super) class: AtomClass,
}

/// Scripts and what they belong to.
#[derive(Debug)]
pub(super) struct ScriptNode {
    pub(super) base: Box<MathNode>,
    pub(super) sub: Option<Box<MathNode>>,
    pub(super) sup: Option<Box<MathNode>>,
    /// Whether they stand below and above it, and not beside it.
    pub(super) limits: bool,
}

/// What parts the halves of a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FractionBar {
    /// A line between them.
    Line,
    /// A slash: a small fraction, on one line.
    Slash,
    /// Nothing, as in a binomial coefficient.
    Gap,
}

impl MathAtom {
    /// How it is drawn.
    pub(super) fn shown(&self, glyphs: GlyphSet) -> &str {
        if glyphs == GlyphSet::Unicode { &self.text } else { &self.ascii }
    }
}

impl MathNode {
    /// The part that it plays among its neighbours; `None` for space, which plays none.
    pub(super) fn class(&self) -> Option<AtomClass> {
        Some(match self {
            Self::Space(_) => return None,
            Self::Atom(atom) => atom.class,
            // Braces around a base keep its part to themselves, except that what stands over a
            // relation makes a new one.
            Self::Script(ScriptNode { base, limits: true, .. }) => {
                base.sole().class().unwrap_or(AtomClass::Ordinary)
            }
            Self::Script(script) => script.base.class().unwrap_or(AtomClass::Ordinary),
            Self::Fraction(..) => AtomClass::Inner,
            Self::Fenced(..) => AtomClass::Fenced,
            Self::Fence(fence) => fence.class,
            Self::Row(_)
            | Self::Text(_)
            | Self::Source(_)
            | Self::Root(..)
            | Self::Accent(..)
            | Self::Table(..) => AtomClass::Ordinary,
        })
    }

    /// The one part that a row holds, however deep, or the part itself.
    pub(super) fn sole(&self) -> &Self {
        match self {
            Self::Row(nodes) if nodes.len() == 1 => nodes[0].sole(),
            node => node,
        }
    }

    /// The parts of a row, or the part itself.
    pub(super) fn parts(&self) -> &[Self] {
        match self.sole() {
            Self::Row(nodes) => nodes,
            node => std::slice::from_ref(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_one_is_that_one() {
        let nested = MathNode::Row(vec![MathNode::Row(vec![MathNode::Text("a".into())])]);
        assert!(matches!(nested.sole(), MathNode::Text(_)));
        assert_eq!((nested.parts().len(), MathNode::Row(Vec::new()).parts().len()), (1, 0));
    }
}

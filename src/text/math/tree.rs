//! What a formula says: the tree that `parse` makes and that `layout` and `inline` draw.
//!
//! It doesn't know how LaTeX writes any of it.
use super::accent::Accent;
use super::class::Class;
use super::delimiter::Fence;
use super::symbol::Glyphs;
use super::table::Environment;

/// A part of a formula.
#[derive(Debug)]
pub(super) enum Node {
    /// A letter, a digit, an operator, a function's name.
    Atom(Atom),
    /// Parts side by side.
    Row(Vec<Node>),
    /// Words, with their spaces.
    Text(String),
    /// LaTeX that isn't known, as it is written.
    Source(String),
    /// Columns of space.
    Space(usize),
    /// One part over another.
    Fraction(Bar, Box<Node>, Box<Node>),
    /// A root, with its index.
    Root(Option<Box<Node>>, Box<Node>),
    /// A part with scripts.
    Script(Script),
    /// A part under or over an accent.
    Accent(&'static Accent, Box<Node>),
    /// Parts between delimiters that grow; any [`Node::Fence`] among them grows too.
    Fenced(&'static Fence, Vec<Node>, &'static Fence),
    /// A delimiter without its other half, which grows with the pair around it.
    Fence(&'static Fence),
    /// Rows and columns, and how an `array` aligns its columns.
    Table(&'static Environment, String, Vec<Vec<Node>>),
}

/// A symbol.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// In Unicode.
    pub(super) text: String,
    /// In ASCII.
    pub(super) ascii: String,
    /// Its part in the formula.
    pub(super) class: Class,
}

/// Scripts and what they belong to.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) base: Box<Node>,
    pub(super) sub: Option<Box<Node>>,
    pub(super) sup: Option<Box<Node>>,
    /// Whether they stand below and above it, and not beside it.
    pub(super) limits: bool,
}

/// What parts the halves of a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bar {
    /// A line between them.
    Line,
    /// A slash: a small fraction, on one line.
    Slash,
    /// Nothing, as in a binomial coefficient.
    Gap,
}

impl Atom {
    /// Returns how it is drawn.
    pub(super) fn shown(&self, glyphs: Glyphs) -> &str {
        if glyphs == Glyphs::Unicode { &self.text } else { &self.ascii }
    }
}

impl Node {
    /// Returns the part that it plays among its neighbours; `None` for space, which plays none.
    pub(super) fn class(&self) -> Option<Class> {
        Some(match self {
            Self::Space(_) => return None,
            Self::Atom(atom) => atom.class,
            // Braces around a base keep its part to themselves, except that what stands over a
            // relation makes a new one.
            Self::Script(Script { base, limits: true, .. }) => {
                base.sole().class().unwrap_or(Class::Ordinary)
            }
            Self::Script(script) => script.base.class().unwrap_or(Class::Ordinary),
            Self::Fraction(..) => Class::Inner,
            Self::Fenced(..) => Class::Fenced,
            Self::Fence(fence) => fence.class,
            Self::Row(_)
            | Self::Text(_)
            | Self::Source(_)
            | Self::Root(..)
            | Self::Accent(..)
            | Self::Table(..) => Class::Ordinary,
        })
    }

    /// Returns the one part that a row holds, however deep, or the part itself.
    pub(super) fn sole(&self) -> &Self {
        match self {
            Self::Row(nodes) if nodes.len() == 1 => nodes[0].sole(),
            node => node,
        }
    }

    /// Returns the parts of a row, or the part itself.
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
        let nested = Node::Row(vec![Node::Row(vec![Node::Text("a".into())])]);
        assert!(matches!(nested.sole(), Node::Text(_)));
        assert_eq!((nested.parts().len(), Node::Row(Vec::new()).parts().len()), (1, 0));
    }
}

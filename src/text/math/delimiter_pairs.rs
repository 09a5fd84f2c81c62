//! Pairs delimiters of a given size, such as `\big(` and `\big)`, so that they grow with what is
//! between them.
//!
//! LaTeX leaves them alone where they stand; here their size is whatever it takes. It reads no
//! source.
use super::class::Class;
use super::command::Side;
use super::delimiter::Fence;
use super::tree::Node;

/// The delimiters of a row that are open, by their places in it.
#[derive(Default)]
pub(super) struct Pairs(Vec<usize>);

impl Pairs {
    /// Adds a delimiter to a row; if it closes a pair, the pair takes in all that came after the
    /// other half.
    pub(super) fn add(&mut self, nodes: &mut Vec<Node>, side: Side, fence: &'static Fence) {
        let open = self.0.last().and_then(|at| match nodes.get(*at) {
            Some(Node::Fence(open)) => Some((*at, *open)),
            _ => None,
        });
        let closes = match side {
            Side::Right => true,
            Side::Left | Side::Middle => false,
            Side::Either if fence.class == Class::Ordinary => {
                open.is_some_and(|(_, open)| std::ptr::eq(open, fence))
            }
            Side::Either => fence.class == Class::Close,
        };
        if let Some((at, open)) = open.filter(|_| closes) {
            let body = nodes.split_off(at + 1);
            nodes.truncate(at);
            self.0.pop();
            nodes.push(Node::Fenced(open, body, fence));
            return;
        }
        if side != Side::Middle && !closes {
            self.0.push(nodes.len());
        }
        nodes.push(Node::Fence(fence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::delimiter;

    /// Adds delimiters one after the other and says which nodes are pairs.
    fn pairs(fences: &[(Side, &str)]) -> Vec<bool> {
        let (mut pairs, mut nodes) = (Pairs::default(), Vec::new());
        for (side, name) in fences {
            pairs.add(&mut nodes, *side, delimiter::named(name).unwrap());
        }
        nodes.iter().map(|node| matches!(node, Node::Fenced(..))).collect()
    }

    #[test]
    fn shapes_and_sides_pair_up() {
        assert_eq!(pairs(&[(Side::Either, "("), (Side::Either, ")")]), [true]);
        assert_eq!(pairs(&[(Side::Either, "|"), (Side::Either, "|")]), [true]);
        assert_eq!(pairs(&[(Side::Left, "]"), (Side::Right, "[")]), [true]);
        assert_eq!(pairs(&[(Side::Either, "("), (Side::Middle, "|"), (Side::Either, ")")]), [true]);
    }

    #[test]
    fn halves_stay_alone() {
        assert_eq!(pairs(&[(Side::Either, ")"), (Side::Either, "(")]), [false, false]);
        assert_eq!(pairs(&[(Side::Either, "("), (Side::Either, "|")]), [false, false]);
    }
}

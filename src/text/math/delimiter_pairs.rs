//! Pairs delimiters of a given size, such as `\big(` and `\big)`, so that they grow with what is
//! between them.
//!
//! LaTeX leaves them alone where they stand; here their size is whatever it takes. It reads no
//! source.
use super::class::AtomClass;
use super::command::DelimiterSide;
use super::delimiter::Delimiter;
use super::tree::MathNode;

/// The delimiters of a row that are open, by their places in it.
#[derive(Default)]
pub(super) struct DelimiterPairs(Vec<usize>);

impl DelimiterPairs {
    /// Adds a delimiter to a row; if it closes a pair, the pair takes in all that came after the
    /// other half.
    pub(super) fn add(
        &mut self,
        nodes: &mut Vec<MathNode>,
        side: DelimiterSide,
        fence: &'static Delimiter,
    ) {
        let open = self.0.last().and_then(|at| match nodes.get(*at) {
            Some(MathNode::Fence(open)) => Some((*at, *open)),
            _ => None,
        });
        let closes = match side {
            DelimiterSide::Right => true,
            DelimiterSide::Left | DelimiterSide::Middle => false,
            DelimiterSide::Either if fence.class == AtomClass::Ordinary => {
                open.is_some_and(|(_, open)| std::ptr::eq(open, fence))
            }
            DelimiterSide::Either => fence.class == AtomClass::Close,
        };
        if let Some((at, open)) = open.filter(|_| closes) {
            let body = nodes.split_off(at + 1);
            nodes.truncate(at);
            self.0.pop();
            nodes.push(MathNode::Fenced(open, body, fence));
            return;
        }
        if side != DelimiterSide::Middle && !closes {
            self.0.push(nodes.len());
        }
        nodes.push(MathNode::Fence(fence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::delimiter;

    /// Adds delimiters one after the other and says which nodes are pairs.
    fn pairs(fences: &[(DelimiterSide, &str)]) -> Vec<bool> {
        let (mut pairs, mut nodes) = (DelimiterPairs::default(), Vec::new());
        for (side, name) in fences {
            pairs.add(&mut nodes, *side, delimiter::named(name).unwrap());
        }
        nodes.iter().map(|node| matches!(node, MathNode::Fenced(..))).collect()
    }

    #[test]
    fn shapes_and_sides_pair_up() {
        assert_eq!(pairs(&[(DelimiterSide::Either, "("), (DelimiterSide::Either, ")")]), [true]);
        assert_eq!(pairs(&[(DelimiterSide::Either, "|"), (DelimiterSide::Either, "|")]), [true]);
        assert_eq!(pairs(&[(DelimiterSide::Left, "]"), (DelimiterSide::Right, "[")]), [true]);
        assert_eq!(
            pairs(&[
                (DelimiterSide::Either, "("),
                (DelimiterSide::Middle, "|"),
                (DelimiterSide::Either, ")")
            ]),
            [true]
        );
    }

    #[test]
    fn halves_stay_alone() {
        assert_eq!(
            pairs(&[(DelimiterSide::Either, ")"), (DelimiterSide::Either, "(")]),
            [false, false]
        );
        assert_eq!(
            pairs(&[(DelimiterSide::Either, "("), (DelimiterSide::Either, "|")]),
            [false, false]
        );
    }
}

//! What part an atom plays in a formula, and so how much room stands beside it.
//!
//! After `TeX` (Knuth, The `TeXbook`, chapter 18 and appendix G), rounded to whole columns. It
//! knows no symbol by name.

/// What part an atom plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomClass {
    /// A letter, a digit, anything without a part of its own.
    Ordinary,
    /// A named function, such as `log`.
    Function,
    /// A named function whose scripts stand above and below, such as `max`.
    Limits,
    /// A big operator, such as a sum.
    Big,
    /// A big operator whose scripts stand beside it.
    Integral,
    /// An operator between two terms.
    Binary,
    /// A sign before a term: what a binary operator becomes with nothing to its left.
    Unary,
    /// A relation.
    Relation,
    /// An opening delimiter.
    Open,
    /// A closing delimiter.
    Close,
    /// A comma or a semicolon.
    Punctuation,
    /// A fraction.
    Inner,
    /// A whole pair of delimiters with what they hold.
    Fenced,
}

/// Turns operators without a left or a right side into what they are there: signs, or plain
/// symbols.
pub(super) fn resolve(classes: &mut [AtomClass]) {
    let mut before = None;
    for i in 0..classes.len() {
        let after = classes.get(i + 1);
        if classes[i] == AtomClass::Binary {
            if matches!(
                after,
                None | Some(AtomClass::Relation | AtomClass::Close | AtomClass::Punctuation)
            ) {
                classes[i] = AtomClass::Ordinary;
            } else if !before.is_some_and(ends_a_term) {
                classes[i] = AtomClass::Unary;
            }
        }
        before = Some(classes[i]);
    }
}

/// The columns between two neighbours.
///
/// `tight` is set in scripts, where operators have no room; `stacked` where fractions have bars,
/// which must not run into a minus.
pub(super) fn gap(before: AtomClass, after: AtomClass, tight: bool, stacked: bool) -> usize {
    use AtomClass::{
        Big, Binary, Close, Fenced, Function, Inner, Integral, Limits, Open, Punctuation, Relation,
        Unary,
    };
    match (before, after) {
        (Unary, Inner) => usize::from(stacked),
        (Open | Unary, _)
        | (_, Close | Punctuation)
        | (Relation, Relation)
        | (Function | Limits, Open | Fenced) => 0,
        (Punctuation | Binary | Relation, _) | (_, Binary | Relation) => usize::from(!tight),
        (Inner | Big | Integral | Function | Limits, _)
        | (_, Inner | Big | Integral | Function | Limits) => 1,
        _ => 0,
    }
}

fn ends_a_term(class: AtomClass) -> bool {
    matches!(class, AtomClass::Ordinary | AtomClass::Close | AtomClass::Fenced | AtomClass::Inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minus_is_a_sign_without_a_left_side() {
        use AtomClass::{Binary, Open, Ordinary, Relation, Unary};
        let mut classes =
            [Binary, Ordinary, Binary, Ordinary, Relation, Binary, Ordinary, Open, Binary];
        resolve(&mut classes);
        assert_eq!(
            classes,
            [Unary, Ordinary, Binary, Ordinary, Relation, Unary, Ordinary, Open, Ordinary]
        );
    }

    #[test]
    fn operators_have_room_and_functions_call_without() {
        assert_eq!(gap(AtomClass::Ordinary, AtomClass::Binary, false, true), 1);
        assert_eq!(gap(AtomClass::Ordinary, AtomClass::Binary, true, true), 0);
        assert_eq!(gap(AtomClass::Function, AtomClass::Open, false, true), 0);
        assert_eq!(gap(AtomClass::Function, AtomClass::Ordinary, true, true), 1);
        assert_eq!(gap(AtomClass::Unary, AtomClass::Inner, false, true), 1);
    }
}

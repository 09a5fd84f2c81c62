//! Puts scripts on a base.
//!
//! It places blocks that are laid out already and doesn't know what is in them.
use super::grid::{BlockAlign, MathBlock};

/// A script, ready to be placed.
#[derive(Clone, Debug)]
pub(super) enum ScriptMark {
    /// In characters that are small themselves, so that it can stand on a line of its base.
    Small(String),
    /// In a block, which must stand off that line.
    Block(MathBlock),
}

/// A base with its scripts to the right of it.
///
/// A superscript is in the first line of a tall base, a subscript in the last; beside a base of one
/// line they are on that line, if they are small themselves, or else above and below it.
pub(super) fn beside(
    base: MathBlock,
    sub: Option<ScriptMark>,
    sup: Option<ScriptMark>,
) -> MathBlock {
    if base.height() == 1
        && let (Some(ScriptMark::Small(sub)), Some(ScriptMark::Small(sup))) = (&sub, &sup)
    {
        let both = MathBlock::text(format!("{sub}{sup}"));
        return MathBlock::beside(&[base, both]);
    }
    let (above, below) = (rows(base.baseline), rows(base.below()));
    let sup = sup.map(|mark| match mark {
        ScriptMark::Small(text) => MathBlock::text(text).shifted(-above),
        ScriptMark::Block(block) => {
            let top = rows(block.height()) - 1;
            block.shifted(-above.max(1) - top)
        }
    });
    let sub = sub.map(|mark| match mark {
        ScriptMark::Small(text) => MathBlock::text(text).shifted(below),
        ScriptMark::Block(block) => block.shifted(below.max(1)),
    });
    match (sub, sup) {
        (Some(sub), Some(sup)) => MathBlock::beside(&[base, MathBlock::over(&sup, &sub)]),
        (Some(one), None) | (None, Some(one)) => MathBlock::beside(&[base, one]),
        (None, None) => base,
    }
}

/// A base with its scripts above and below.
pub(super) fn above_below(
    base: MathBlock,
    sub: Option<MathBlock>,
    sup: Option<MathBlock>,
) -> MathBlock {
    let at = usize::from(sup.is_some());
    MathBlock::stack(sup.into_iter().chain([base]).chain(sub).collect(), BlockAlign::Centre, at)
}

fn rows(count: usize) -> isize {
    count.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str) -> ScriptMark {
        ScriptMark::Small(text.into())
    }

    fn block(text: &str) -> ScriptMark {
        ScriptMark::Block(MathBlock::text(text))
    }

    #[test]
    fn small_scripts_stay_on_the_line() {
        assert_eq!(beside(MathBlock::text("x"), Some(small("ᵢ")), Some(small("²"))).lines, ["xᵢ²"]);
        assert_eq!(beside(MathBlock::text("x"), Some(small("ᵢ")), None).lines, ["xᵢ"]);
    }

    #[test]
    fn others_leave_it() {
        let both = beside(MathBlock::text("x"), Some(block("i,j")), Some(block("a/b")));
        assert_eq!(
            (both.lines, both.baseline),
            (vec![" a/b".into(), "x   ".into(), " i,j".into()], 1)
        );
        assert_eq!(
            beside(MathBlock::text("x"), Some(small("ᵢ")), Some(block("a/b"))).lines,
            [" a/b", "xᵢ  "]
        );
        assert_eq!(
            beside(MathBlock::text("x"), Some(block("i,j")), Some(small("²"))).lines,
            ["x²  ", " i,j"]
        );
    }

    #[test]
    fn tall_bases_have_them_at_their_corners() {
        let tall = MathBlock::column(&["⌠", "⎮", "⌡"], 1);
        let integral = beside(tall, Some(block("0")), Some(block("∞")));
        assert_eq!(
            (integral.lines, integral.baseline),
            (vec!["⌠∞".into(), "⎮ ".into(), "⌡0".into()], 1)
        );
    }

    #[test]
    fn limits_are_centred() {
        let sum = above_below(
            MathBlock::text("∑"),
            Some(MathBlock::text("i=1")),
            Some(MathBlock::text("n")),
        );
        assert_eq!((sum.lines, sum.baseline), (vec![" n ".into(), " ∑ ".into(), "i=1".into()], 1));
    }
}

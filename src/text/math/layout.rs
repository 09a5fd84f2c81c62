//! Draws a formula over several lines.
//!
//! It decides which parts go beside, above and around which others; `grid` moves them. It doesn't
//! know how LaTeX is written.
use super::accent::{MathAccent, WideAccent};
use super::alphabet::marked;
use super::delimiter::{Delimiter, named};
use super::grid::{BlockAlign, MathBlock};
use super::inline;
use super::inline_script;
use super::script::{self, ScriptMark};
use super::spacing::{MathStyle, spread};
use super::symbol::GlyphSet;
use super::table;
use super::tree::{FractionBar, MathNode, ScriptNode};

/// A part of a formula as a block.
pub(super) fn block(node: &MathNode, style: MathStyle) -> MathBlock {
    match node {
        MathNode::Row(nodes) => row(nodes, style),
        MathNode::Fraction(bar, over, under) => fraction(*bar, over, under, style),
        MathNode::Root(index, body) => root(index.as_deref(), body, style),
        MathNode::Script(it) => scripted(it, style),
        MathNode::Accent(accent, body) => accented(accent, body, style),
        MathNode::Fenced(open, body, close) => fenced(open, body, close, style),
        MathNode::Table(environment, spec, rows) => {
            let cells = rows
                .iter()
                .map(|row| row.iter().map(|cell| block(cell, style)).collect())
                .collect();
            table::assemble(environment, spec, cells)
        }
        MathNode::Atom(_)
        | MathNode::Text(_)
        | MathNode::Source(_)
        | MathNode::Space(_)
        | MathNode::Fence(_) => MathBlock::text(inline::text(node, style)),
    }
}

fn row(nodes: &[MathNode], style: MathStyle) -> MathBlock {
    let (spaced, trailing) = spread(nodes, style);
    let space = |columns| MathBlock::repeat(" ", columns);
    let parts = spaced.into_iter().flat_map(|(gap, node)| [space(gap), block(node, style)]);
    MathBlock::beside(&parts.chain([space(trailing)]).collect::<Vec<_>>())
}

fn fraction(bar: FractionBar, over: &MathNode, under: &MathNode, style: MathStyle) -> MathBlock {
    if bar == FractionBar::Slash || style.tight {
        return MathBlock::text(inline::fraction(
            bar,
            over,
            under,
            MathStyle { stacked: false, ..style },
        ));
    }
    let (top, bottom) = (block(over, style), block(under, style));
    let width = top.width.max(bottom.width);
    // A bar as wide as one right above or below it would not show which is which.
    let clash =
        |node: &MathNode, block: &MathBlock| block.width == width && is_stacked(node.sole());
    let wider = if bar == FractionBar::Line && (clash(over, &top) || clash(under, &bottom)) {
        2
    } else {
        0
    };
    let glyph = match (bar, style.glyphs) {
        (FractionBar::Gap, _) => " ",
        (_, GlyphSet::Unicode) => "─",
        (_, GlyphSet::Ascii) => "-",
    };
    MathBlock::stack(
        vec![top, MathBlock::repeat(glyph, width + wider), bottom],
        BlockAlign::Centre,
        1,
    )
}

fn is_stacked(node: &MathNode) -> bool {
    matches!(node, MathNode::Fraction(FractionBar::Line, ..))
}

fn root(index: Option<&MathNode>, body: &MathNode, style: MathStyle) -> MathBlock {
    let inside = block(body, style);
    if style.glyphs == GlyphSet::Ascii {
        return ascii_root(index, inside, style);
    }
    let radical = if inside.height() == 1 {
        let line = MathBlock::repeat("_", inside.width);
        MathBlock::beside(&[
            MathBlock::text("√"),
            MathBlock::stack(vec![line, inside], BlockAlign::Left, 1),
        ])
    } else {
        let mut stem = vec!["│"; inside.height()];
        stem.insert(0, "┌");
        let line = MathBlock::repeat("─", inside.width);
        let (baseline, below) = (inside.baseline + 1, inside.below());
        let tick = MathBlock::text("╲").shifted(below.cast_signed());
        let stem = MathBlock::column(&stem, baseline);
        MathBlock::beside(&[tick, stem, MathBlock::stack(vec![line, inside], BlockAlign::Left, 1)])
    };
    let Some(index) = index else { return radical };
    // The index is at the tick, or above it if it is too big to be beside it.
    let tick = radical.below().cast_signed();
    let index = if let Some(small) = inline_script::script(index, false, style.glyphs) {
        MathBlock::text(small).shifted(tick)
    } else {
        let index = block(index, MathStyle { tight: true, ..style });
        let top = tick - index.height().cast_signed();
        index.shifted(top)
    };
    MathBlock::beside(&[index, radical])
}

fn ascii_root(index: Option<&MathNode>, inside: MathBlock, style: MathStyle) -> MathBlock {
    let name = match index {
        Some(index) => {
            format!("root {} ", inline::text(index, MathStyle { stacked: false, ..style }))
        }
        None => "sqrt".to_owned(),
    };
    call(&name, inside, style)
}

/// A block in parentheses after a function's name.
fn call(name: &str, inside: MathBlock, style: MathStyle) -> MathBlock {
    let side = |name| {
        named(name).map_or_else(|| MathBlock::text(""), |fence| fence.beside(&inside, style.glyphs))
    };
    let (open, close) = (side("("), side(")"));
    MathBlock::beside(&[MathBlock::text(name), open, inside, close])
}

fn scripted(it: &ScriptNode, style: MathStyle) -> MathBlock {
    let tight = MathStyle { tight: true, ..style };
    let base = block(&it.base, style);
    let laid = |node: &Option<Box<MathNode>>| node.as_deref().map(|node| block(node, tight));
    if it.limits && !style.tight {
        return script::above_below(base, laid(&it.sub), laid(&it.sup));
    }
    let mark = |node: &MathNode, low| match inline_script::script(node, low, style.glyphs) {
        Some(small) => ScriptMark::Small(small),
        None => ScriptMark::Block(block(node, tight)),
    };
    let sub = it.sub.as_deref().map(|node| mark(node, true));
    let sup = it.sup.as_deref().map(|node| mark(node, false));
    // An integral that grows has a corner for each limit.
    if matches!((&sub, &sup), (Some(ScriptMark::Block(_)), _) | (_, Some(ScriptMark::Block(_))))
        && let Some(tall) = tall_integral(&it.base, style)
    {
        return script::beside(
            tall,
            laid(&it.sub).map(ScriptMark::Block),
            laid(&it.sup).map(ScriptMark::Block),
        );
    }
    script::beside(base, sub, sup)
}

fn tall_integral(base: &MathNode, style: MathStyle) -> Option<MathBlock> {
    let MathNode::Atom(atom) = base else { return None };
    let stem = match atom.text.as_str() {
        "∫" => "⎮",
        "∮" => "∮",
        _ => return None,
    };
    (style.glyphs == GlyphSet::Unicode && !style.tight)
        .then(|| MathBlock::column(&["⌠", stem, "⌡"], 1))
}

fn accented(accent: &MathAccent, body: &MathNode, style: MathStyle) -> MathBlock {
    let inside = block(body, style);
    if style.glyphs == GlyphSet::Ascii && !accent.is_brace() {
        return if accent.word.is_empty() { inside } else { call(accent.word, inside, style) };
    }
    if let Some(mark) = accent.mark.filter(|_| inside.width == 1 && inside.height() == 1) {
        return MathBlock::text(marked(&inside.lines[0], mark));
    }
    let width = inside.width;
    let (line, under) = match accent.wide {
        WideAccent::Sign(sign) => (MathBlock::text(sign), false),
        WideAccent::Over(glyph) => (MathBlock::repeat(glyph, width), false),
        WideAccent::Under(glyph) => (MathBlock::repeat(glyph, width), true),
        WideAccent::Arrow => {
            (MathBlock::text(format!("{}→", "─".repeat(width.saturating_sub(1)))), false)
        }
        WideAccent::OverBrace => (brace(width, ["╭", "─", "┴", "╮"], style.glyphs), false),
        WideAccent::UnderBrace => (brace(width, ["╰", "─", "┬", "╯"], style.glyphs), true),
    };
    if under {
        MathBlock::stack(vec![inside, line], BlockAlign::Centre, 0)
    } else {
        MathBlock::stack(vec![line, inside], BlockAlign::Centre, 1)
    }
}

/// A brace that lies on its side, its tip in the middle.
fn brace(width: usize, unicode: [&str; 4], glyphs: GlyphSet) -> MathBlock {
    let [left, fill, tip, right] =
        if glyphs == GlyphSet::Unicode { unicode } else { ["|", "-", "+", "|"] };
    let arms = width.max(3) - 3;
    let (before, after) = (fill.repeat(arms / 2), fill.repeat(arms - arms / 2));
    MathBlock::text(format!("{left}{before}{tip}{after}{right}"))
}

fn fenced(open: &Delimiter, body: &[MathNode], close: &Delimiter, style: MathStyle) -> MathBlock {
    let parts: Vec<MathBlock> = body
        .split(|node| matches!(node, MathNode::Fence(_)))
        .map(|part| row(part, style))
        .collect();
    let middles = body
        .iter()
        .filter_map(|node| if let MathNode::Fence(fence) = node { Some(*fence) } else { None });
    let shape = MathBlock::beside(&parts);
    let mut blocks = vec![open.beside(&shape, style.glyphs)];
    let mut middles = middles.map(|fence| fence.beside(&shape, style.glyphs));
    for part in parts {
        blocks.push(part);
        blocks.extend(middles.next());
    }
    blocks.push(close.beside(&shape, style.glyphs));
    MathBlock::beside(&blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::parse::parse;

    fn lines(latex: &str, glyphs: GlyphSet) -> Vec<String> {
        block(&parse(latex).unwrap(), MathStyle { glyphs, tight: false, stacked: true }).lines
    }

    #[test]
    fn a_bar_is_wider_than_one_beside_it() {
        assert_eq!(
            lines(r"\frac{\frac{a}{b}}{c}", GlyphSet::Unicode),
            [" a ", " ─ ", " b ", "───", " c "]
        );
        assert_eq!(lines(r"\frac{1+\frac{a}{b}}{c}", GlyphSet::Unicode)[3], "─────");
    }

    #[test]
    fn small_fractions_stay_on_the_line() {
        assert_eq!(lines(r"\tfrac12 x", GlyphSet::Unicode), ["1/2 x"]);
        assert_eq!(lines(r"e^{\frac{a}{b}}", GlyphSet::Unicode), [" a/b", "e   "]);
    }

    #[test]
    fn roots_have_a_line_over_them() {
        assert_eq!(lines(r"\sqrt{ab}", GlyphSet::Unicode), [" __", "√ab"]);
        assert_eq!(
            lines(r"\sqrt[3]{\frac{a}{b}}", GlyphSet::Unicode),
            ["  ┌─", "  │a", "  │─", "³╲│b"]
        );
        assert_eq!(lines(r"\sqrt[a,b]{c}", GlyphSet::Unicode), ["a,b _", "   √c"]);
        assert_eq!(
            lines(r"\sqrt{\frac{a}{b}}", GlyphSet::Ascii),
            ["    /a\\", "sqrt|-|", "    \\b/"]
        );
    }

    #[test]
    fn accents_go_on_the_letter_or_over_the_word() {
        assert_eq!(lines(r"\hat y + \overline{AB}", GlyphSet::Unicode), ["    __", "ŷ + AB"]);
        assert_eq!(lines(r"\vec{abc}", GlyphSet::Unicode), ["──→", "abc"]);
        assert_eq!(lines(r"\overbrace{a}^n", GlyphSet::Unicode), [" n ", "╭┴╮", " a "]);
        assert_eq!(lines(r"\hat y", GlyphSet::Ascii), ["hat(y)"]);
    }

    #[test]
    fn delimiters_inside_a_pair_grow_with_it() {
        assert_eq!(
            lines(r"\left(a\middle|\frac{b}{c}\right]", GlyphSet::Unicode),
            ["⎛ │b⎤", "⎜a│─⎥", "⎝ │c⎦"]
        );
    }

    #[test]
    fn integrals_grow_when_their_limits_need_it() {
        assert_eq!(lines(r"\int_0^1 x", GlyphSet::Unicode), ["∫₀¹ x"]);
        assert_eq!(lines(r"\int_0^\infty x", GlyphSet::Unicode), ["⌠∞  ", "⎮  x", "⌡0  "]);
    }
}

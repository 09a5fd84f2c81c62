//! Draws a formula over several lines.
//!
//! It decides which parts go beside, above and around which others; `grid` moves them. It doesn't
//! know how LaTeX is written.
use super::accent::{Accent, Wide};
use super::alphabet::marked;
use super::delimiter::{Fence, named};
use super::grid::{Align, Block};
use super::inline;
use super::inline_script;
use super::script::{self, Mark};
use super::spacing::{Style, spread};
use super::symbol::Glyphs;
use super::table;
use super::tree::{Bar, Node, Script};

/// Returns a part of a formula as a block.
pub(super) fn block(node: &Node, style: Style) -> Block {
    match node {
        Node::Row(nodes) => row(nodes, style),
        Node::Fraction(bar, over, under) => fraction(*bar, over, under, style),
        Node::Root(index, body) => root(index.as_deref(), body, style),
        Node::Script(it) => scripted(it, style),
        Node::Accent(accent, body) => accented(accent, body, style),
        Node::Fenced(open, body, close) => fenced(open, body, close, style),
        Node::Table(environment, spec, rows) => {
            let cells = rows
                .iter()
                .map(|row| row.iter().map(|cell| block(cell, style)).collect())
                .collect();
            table::assemble(environment, spec, cells)
        }
        Node::Atom(_) | Node::Text(_) | Node::Source(_) | Node::Space(_) | Node::Fence(_) => {
            Block::text(inline::text(node, style))
        }
    }
}

fn row(nodes: &[Node], style: Style) -> Block {
    let (spaced, trailing) = spread(nodes, style);
    let space = |columns| Block::repeat(" ", columns);
    let parts = spaced.into_iter().flat_map(|(gap, node)| [space(gap), block(node, style)]);
    Block::beside(&parts.chain([space(trailing)]).collect::<Vec<_>>())
}

fn fraction(bar: Bar, over: &Node, under: &Node, style: Style) -> Block {
    if bar == Bar::Slash || style.tight {
        return Block::text(inline::fraction(bar, over, under, Style { stacked: false, ..style }));
    }
    let (top, bottom) = (block(over, style), block(under, style));
    let width = top.width.max(bottom.width);
    // A bar as wide as one right above or below it would not show which is which.
    let clash = |node: &Node, block: &Block| block.width == width && is_stacked(node.sole());
    let wider =
        if bar == Bar::Line && (clash(over, &top) || clash(under, &bottom)) { 2 } else { 0 };
    let glyph = match (bar, style.glyphs) {
        (Bar::Gap, _) => " ",
        (_, Glyphs::Unicode) => "─",
        (_, Glyphs::Ascii) => "-",
    };
    Block::stack(vec![top, Block::repeat(glyph, width + wider), bottom], Align::Centre, 1)
}

fn is_stacked(node: &Node) -> bool {
    matches!(node, Node::Fraction(Bar::Line, ..))
}

fn root(index: Option<&Node>, body: &Node, style: Style) -> Block {
    let inside = block(body, style);
    if style.glyphs == Glyphs::Ascii {
        return ascii_root(index, inside, style);
    }
    let radical = if inside.height() == 1 {
        let line = Block::repeat("_", inside.width);
        Block::beside(&[Block::text("√"), Block::stack(vec![line, inside], Align::Left, 1)])
    } else {
        let mut stem = vec!["│"; inside.height()];
        stem.insert(0, "┌");
        let line = Block::repeat("─", inside.width);
        let (baseline, below) = (inside.baseline + 1, inside.below());
        let tick = Block::text("╲").shifted(below.cast_signed());
        let stem = Block::column(&stem, baseline);
        Block::beside(&[tick, stem, Block::stack(vec![line, inside], Align::Left, 1)])
    };
    let Some(index) = index else { return radical };
    // The index is at the tick, or above it if it is too big to be beside it.
    let tick = radical.below().cast_signed();
    let index = if let Some(small) = inline_script::script(index, false, style.glyphs) {
        Block::text(small).shifted(tick)
    } else {
        let index = block(index, Style { tight: true, ..style });
        let top = tick - index.height().cast_signed();
        index.shifted(top)
    };
    Block::beside(&[index, radical])
}

fn ascii_root(index: Option<&Node>, inside: Block, style: Style) -> Block {
    let name = match index {
        Some(index) => format!("root {} ", inline::text(index, Style { stacked: false, ..style })),
        None => "sqrt".to_owned(),
    };
    call(&name, inside, style)
}

/// Returns a block in parentheses after a function's name.
fn call(name: &str, inside: Block, style: Style) -> Block {
    let side = |name| {
        named(name).map_or_else(|| Block::text(""), |fence| fence.beside(&inside, style.glyphs))
    };
    let (open, close) = (side("("), side(")"));
    Block::beside(&[Block::text(name), open, inside, close])
}

fn scripted(it: &Script, style: Style) -> Block {
    let tight = Style { tight: true, ..style };
    let base = block(&it.base, style);
    let laid = |node: &Option<Box<Node>>| node.as_deref().map(|node| block(node, tight));
    if it.limits && !style.tight {
        return script::above_below(base, laid(&it.sub), laid(&it.sup));
    }
    let mark = |node: &Node, low| match inline_script::script(node, low, style.glyphs) {
        Some(small) => Mark::Small(small),
        None => Mark::Block(block(node, tight)),
    };
    let sub = it.sub.as_deref().map(|node| mark(node, true));
    let sup = it.sup.as_deref().map(|node| mark(node, false));
    // An integral that grows has a corner for each limit.
    if matches!((&sub, &sup), (Some(Mark::Block(_)), _) | (_, Some(Mark::Block(_))))
        && let Some(tall) = tall_integral(&it.base, style)
    {
        return script::beside(
            tall,
            laid(&it.sub).map(Mark::Block),
            laid(&it.sup).map(Mark::Block),
        );
    }
    script::beside(base, sub, sup)
}

fn tall_integral(base: &Node, style: Style) -> Option<Block> {
    let Node::Atom(atom) = base else { return None };
    let stem = match atom.text.as_str() {
        "∫" => "⎮",
        "∮" => "∮",
        _ => return None,
    };
    (style.glyphs == Glyphs::Unicode && !style.tight).then(|| Block::column(&["⌠", stem, "⌡"], 1))
}

fn accented(accent: &Accent, body: &Node, style: Style) -> Block {
    let inside = block(body, style);
    if style.glyphs == Glyphs::Ascii && !accent.is_brace() {
        return if accent.word.is_empty() { inside } else { call(accent.word, inside, style) };
    }
    if let Some(mark) = accent.mark.filter(|_| inside.width == 1 && inside.height() == 1) {
        return Block::text(marked(&inside.lines[0], mark));
    }
    let width = inside.width;
    let (line, under) = match accent.wide {
        Wide::Sign(sign) => (Block::text(sign), false),
        Wide::Over(glyph) => (Block::repeat(glyph, width), false),
        Wide::Under(glyph) => (Block::repeat(glyph, width), true),
        Wide::Arrow => (Block::text(format!("{}→", "─".repeat(width.saturating_sub(1)))), false),
        Wide::OverBrace => (brace(width, ["╭", "─", "┴", "╮"], style.glyphs), false),
        Wide::UnderBrace => (brace(width, ["╰", "─", "┬", "╯"], style.glyphs), true),
    };
    if under {
        Block::stack(vec![inside, line], Align::Centre, 0)
    } else {
        Block::stack(vec![line, inside], Align::Centre, 1)
    }
}

/// Returns a brace that lies on its side, its tip in the middle.
fn brace(width: usize, unicode: [&str; 4], glyphs: Glyphs) -> Block {
    let [left, fill, tip, right] =
        if glyphs == Glyphs::Unicode { unicode } else { ["|", "-", "+", "|"] };
    let arms = width.max(3) - 3;
    let (before, after) = (fill.repeat(arms / 2), fill.repeat(arms - arms / 2));
    Block::text(format!("{left}{before}{tip}{after}{right}"))
}

fn fenced(open: &Fence, body: &[Node], close: &Fence, style: Style) -> Block {
    let parts: Vec<Block> =
        body.split(|node| matches!(node, Node::Fence(_))).map(|part| row(part, style)).collect();
    let middles = body
        .iter()
        .filter_map(|node| if let Node::Fence(fence) = node { Some(*fence) } else { None });
    let shape = Block::beside(&parts);
    let mut blocks = vec![open.beside(&shape, style.glyphs)];
    let mut middles = middles.map(|fence| fence.beside(&shape, style.glyphs));
    for part in parts {
        blocks.push(part);
        blocks.extend(middles.next());
    }
    blocks.push(close.beside(&shape, style.glyphs));
    Block::beside(&blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::parse::parse;

    fn lines(latex: &str, glyphs: Glyphs) -> Vec<String> {
        block(&parse(latex).unwrap(), Style { glyphs, tight: false, stacked: true }).lines
    }

    #[test]
    fn a_bar_is_wider_than_one_beside_it() {
        assert_eq!(
            lines(r"\frac{\frac{a}{b}}{c}", Glyphs::Unicode),
            [" a ", " ─ ", " b ", "───", " c "]
        );
        assert_eq!(lines(r"\frac{1+\frac{a}{b}}{c}", Glyphs::Unicode)[3], "─────");
    }

    #[test]
    fn small_fractions_stay_on_the_line() {
        assert_eq!(lines(r"\tfrac12 x", Glyphs::Unicode), ["1/2 x"]);
        assert_eq!(lines(r"e^{\frac{a}{b}}", Glyphs::Unicode), [" a/b", "e   "]);
    }

    #[test]
    fn roots_have_a_line_over_them() {
        assert_eq!(lines(r"\sqrt{ab}", Glyphs::Unicode), [" __", "√ab"]);
        assert_eq!(
            lines(r"\sqrt[3]{\frac{a}{b}}", Glyphs::Unicode),
            ["  ┌─", "  │a", "  │─", "³╲│b"]
        );
        assert_eq!(lines(r"\sqrt[a,b]{c}", Glyphs::Unicode), ["a,b _", "   √c"]);
        assert_eq!(
            lines(r"\sqrt{\frac{a}{b}}", Glyphs::Ascii),
            ["    /a\\", "sqrt|-|", "    \\b/"]
        );
    }

    #[test]
    fn accents_go_on_the_letter_or_over_the_word() {
        assert_eq!(lines(r"\hat y + \overline{AB}", Glyphs::Unicode), ["    __", "ŷ + AB"]);
        assert_eq!(lines(r"\vec{abc}", Glyphs::Unicode), ["──→", "abc"]);
        assert_eq!(lines(r"\overbrace{a}^n", Glyphs::Unicode), [" n ", "╭┴╮", " a "]);
        assert_eq!(lines(r"\hat y", Glyphs::Ascii), ["hat(y)"]);
    }

    #[test]
    fn delimiters_inside_a_pair_grow_with_it() {
        assert_eq!(
            lines(r"\left(a\middle|\frac{b}{c}\right]", Glyphs::Unicode),
            ["⎛ │b⎤", "⎜a│─⎥", "⎝ │c⎦"]
        );
    }

    #[test]
    fn integrals_grow_when_their_limits_need_it() {
        assert_eq!(lines(r"\int_0^1 x", Glyphs::Unicode), ["∫₀¹ x"]);
        assert_eq!(lines(r"\int_0^\infty x", Glyphs::Unicode), ["⌠∞  ", "⎮  x", "⌡0  "]);
    }
}

//! Draws a formula on one line.
//!
//! It doesn't know how LaTeX is written, nor how a formula looks with more lines to spare.
use super::alphabet::marked;
use super::class::AtomClass;
use super::inline_script;
use super::inline_script::{is_digit, is_simple, sign};
use super::spacing::{MathStyle, spread};
use super::symbol::{GlyphSet, ascii};
use super::tree::{FractionBar, MathNode, ScriptNode};
use crate::text::width::width;

/// A part of a formula on one line.
pub(super) fn text(node: &MathNode, style: MathStyle) -> String {
    let own =
        |text: &str| if style.glyphs == GlyphSet::Ascii { ascii(text) } else { text.to_owned() };
    match node {
        MathNode::Atom(atom) => atom.shown(style.glyphs).to_owned(),
        MathNode::Row(nodes) => row(nodes, style),
        MathNode::Text(words) | MathNode::Source(words) => own(words),
        MathNode::Space(columns) => " ".repeat(*columns),
        MathNode::Fraction(bar, over, under) => fraction(*bar, over, under, style),
        MathNode::Root(index, body) => root(index.as_deref(), body, style),
        MathNode::Script(script) => scripted(script, style),
        MathNode::Accent(accent, body) => {
            let body = text(body, style);
            match accent.mark {
                Some(mark) if style.glyphs == GlyphSet::Unicode && width(&body) == 1 => {
                    marked(&body, mark)
                }
                _ if accent.word.is_empty() => body,
                _ => format!("{}({body})", accent.word),
            }
        }
        MathNode::Fenced(open, body, close) => {
            format!("{}{}{}", open.flat(style.glyphs), row(body, style), close.flat(style.glyphs))
        }
        MathNode::Fence(fence) => fence.flat(style.glyphs).to_owned(),
        MathNode::Table(environment, _, rows) => {
            let cells =
                |row: &Vec<MathNode>| row.iter().map(|cell| text(cell, style)).collect::<Vec<_>>();
            let rows: Vec<String> = rows
                .iter()
                .map(|row| cells(row).join(environment.comma).trim().to_owned())
                .collect();
            format!("{}{}", if environment.is_cases() { " " } else { "" }, rows.join("; "))
        }
    }
}

/// A fraction on one line.
pub(super) fn fraction(
    bar: FractionBar,
    over: &MathNode,
    under: &MathNode,
    style: MathStyle,
) -> String {
    if bar == FractionBar::Gap {
        return format!("{} choose {}", text(over, style), text(under, style));
    }
    let wrapped =
        |node, bare| if bare { text(node, style) } else { format!("({})", text(node, style)) };
    format!("{}/{}", wrapped(over, is_product(over)), wrapped(under, is_factor(under)))
}

fn row(nodes: &[MathNode], style: MathStyle) -> String {
    let (spaced, trailing) = spread(nodes, style);
    let mut out = String::new();
    for (gap, node) in spaced {
        out.extend(std::iter::repeat_n(' ', gap));
        out.push_str(&text(node, style));
    }
    out.extend(std::iter::repeat_n(' ', trailing));
    out
}

fn scripted(it: &ScriptNode, style: MathStyle) -> String {
    let tight = MathStyle { tight: true, ..style };
    // Scripts belong to all of the base, which without lines to spare only parentheses show.
    let (body, braced) = match &*it.base {
        MathNode::Accent(accent, body) if accent.is_brace() => (&**body, true),
        base => (base, false),
    };
    let mut out = text(body, style);
    if body.parts().len() > 1 {
        out = format!("({out})");
    }
    for (node, low) in [(&it.sub, true), (&it.sup, false)] {
        let Some(node) = node else { continue };
        match inline_script::script(node, low, style.glyphs).filter(|_| !braced) {
            Some(small) => out.push_str(&small),
            None if is_simple(node) => out.extend([sign(low).to_string(), text(node, tight)]),
            None => out.extend([sign(low).to_string(), format!("({})", text(node, tight))]),
        }
    }
    out
}

fn root(index: Option<&MathNode>, body: &MathNode, style: MathStyle) -> String {
    let inside = text(body, style);
    let bare = matches!(body.sole(), MathNode::Fenced(..))
        || is_symbol(body.sole())
        || body.parts().iter().all(is_digit);
    let sign = match index {
        None if style.glyphs == GlyphSet::Unicode => Some("√".to_owned()),
        Some(index) if style.glyphs == GlyphSet::Unicode => {
            inline_script::script(index, false, style.glyphs).map(|degree| format!("{degree}√"))
        }
        _ => None,
    };
    match (sign, index) {
        (Some(sign), _) if bare => format!("{sign}{inside}"),
        (Some(sign), _) => format!("{sign}({inside})"),
        (None, None) => format!("sqrt({inside})"),
        (None, Some(index)) => format!("root({}, {inside})", text(index, style)),
    }
}

/// Whether a part reads as one symbol, as after a root sign.
fn is_symbol(node: &MathNode) -> bool {
    match node {
        MathNode::Atom(atom) => atom.class == AtomClass::Ordinary,
        MathNode::Accent(_, body) => is_symbol(body.sole()),
        MathNode::Script(ScriptNode { base, sup: None, limits: false, .. }) => {
            is_symbol(base.sole())
        }
        _ => false,
    }
}

/// Whether a part can stand over a slash without parentheses.
fn is_product(node: &MathNode) -> bool {
    let parts = node.parts();
    let signed =
        matches!(parts.first(), Some(MathNode::Atom(atom)) if atom.text == "−") && parts.len() > 1;
    !parts.is_empty() && factors(&parts[usize::from(signed)..]).is_some()
}

/// Whether a part can stand under a slash without parentheses.
fn is_factor(node: &MathNode) -> bool {
    factors(node.parts()) == Some(1)
}

/// Counts the factors of a product; `None` if it is none. A number is one factor, and so are `∂w`,
/// `dx`, `p(x)`.
fn factors(parts: &[MathNode]) -> Option<usize> {
    let (mut count, mut depth) = (0, 0_usize);
    for (i, part) in parts.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &parts[i]);
        let joined = match part.class()? {
            AtomClass::Open => {
                depth += 1;
                depth > 1 || before.is_some_and(|before| calls(before, &parts[i..]))
            }
            AtomClass::Close => {
                depth = depth.checked_sub(1)?;
                true
            }
            _ if depth > 0 => true,
            AtomClass::Ordinary if !is_whole(part) => return None,
            AtomClass::Ordinary => {
                before.is_some_and(|before| is_prefix(before) || is_digit(before) && is_digit(part))
            }
            AtomClass::Fenced => {
                before.is_some_and(|before| before.class() == Some(AtomClass::Function))
            }
            AtomClass::Function => match parts.get(i + 1)?.class()? {
                AtomClass::Open | AtomClass::Fenced => false,
                _ => return None,
            },
            _ => return None,
        };
        count += usize::from(!joined);
    }
    (depth == 0).then_some(count)
}

/// Whether a part without operators of its own stands here.
fn is_whole(node: &MathNode) -> bool {
    match node {
        MathNode::Text(words) => !words.contains(' '),
        MathNode::Row(nodes) => factors(nodes).is_some(),
        MathNode::Table(..) => false,
        _ => true,
    }
}

/// Whether parentheses hold what a function is called with: `p(x)`, not `2(x)` or `n(n+1)`.
fn calls(before: &MathNode, parentheses: &[MathNode]) -> bool {
    let mut inside = parentheses.iter().take_while(|part| part.class() != Some(AtomClass::Close));
    match before.class() {
        Some(AtomClass::Function) => true,
        Some(AtomClass::Ordinary) => {
            !is_digit(before) && !inside.any(|part| part.class() == Some(AtomClass::Binary))
        }
        _ => false,
    }
}

fn is_prefix(node: &MathNode) -> bool {
    matches!(node, MathNode::Atom(atom) if matches!(atom.text.as_str(), "∂" | "d" | "Δ" | "∇"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::parse::parse;

    fn shown(latex: &str) -> String {
        let style = MathStyle { glyphs: GlyphSet::Unicode, tight: false, stacked: false };
        text(&parse(latex).unwrap(), style)
    }

    #[test]
    fn parentheses_keep_fractions_apart() {
        for (latex, expected) in [
            (r"\frac{2a}{b}", "2a/b"),
            (r"\frac{a}{2b}", "a/(2b)"),
            (r"\frac{-a}{10}", "−a/10"),
            (r"\frac{1}{n(n+1)}", "1/(n(n + 1))"),
            (r"\frac{\exp(x+1)}{\exp(y)}", "exp(x + 1)/exp(y)"),
            (r"\frac{\log p}{q}", "(log p)/q"),
            (r"\frac{dy}{dx}", "dy/dx"),
            (r"\frac{x{a+b}}{c}", "(xa + b)/c"),
            (r"\frac{\mathrm{TP}}{\text{all cases}}", "TP/(all cases)"),
            (r"\frac{}{a}", "()/a"),
        ] {
            assert_eq!(shown(latex), expected, "{latex}");
        }
    }

    #[test]
    fn parentheses_keep_roots_and_scripts_whole() {
        for (latex, expected) in [
            (r"\sqrt{2}", "√2"),
            (r"\sqrt{d_k}", "√dₖ"),
            (r"\sqrt{x^2}", "√(x²)"),
            (r"\sqrt[3]{ab}", "³√(ab)"),
            (r"\sqrt[a/b]{c}", "root(a/b, c)"),
            (r"{a+b}^2", "(a + b)²"),
            (r"\underbrace{a+b}_n", "(a + b)_n"),
            (r"x_{<i}", "x_(<i)"),
        ] {
            assert_eq!(shown(latex), expected, "{latex}");
        }
    }
}

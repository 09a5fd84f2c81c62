//! Lays out LaTeX formulas in characters: over several lines, or on one.
//!
//! `token` → `cursor` → `parse` make a `tree`; `layout` draws it as a block and `inline` on one
//! line. It reads a subset of LaTeX and doesn't know where a formula will be drawn. Nothing is ever
//! lost: an unknown command is shown as its source, and so is the whole of a formula that is
//! malformed, nested too deep or too long.
mod accent;
mod alphabet;
mod atom;
mod class;
mod command;
#[cfg(test)]
mod corpus;
mod cursor;
mod delimiter;
mod delimiter_pairs;
#[cfg(test)]
mod examples;
mod grid;
mod inline;
mod inline_script;
mod layout;
mod lint;
mod parse;
mod script;
mod spacing;
mod symbol;
mod table;
mod token;
mod tree;

pub use grid::MathBlock;
pub use symbol::GlyphSet;

use super::sanitize::clean_line;
use super::width::width;
use spacing::MathStyle;
use tree::MathNode;

/// A formula laid out on as many lines as it takes.
pub fn block(latex: &str, glyphs: GlyphSet) -> MathBlock {
    let source = clean_line(latex);
    let tree = tree(&source);
    let block = layout::block(&tree, MathStyle { glyphs, tight: false, stacked: true });
    // Characters that join up with their neighbours would misalign the lines; then the source is
    // shown instead.
    if block.lines.iter().all(|line| width(line) == block.width) {
        return block;
    }
    let flat = MathStyle { glyphs, tight: false, stacked: false };
    MathBlock::text(inline::text(&MathNode::Source(source.trim().to_owned()), flat))
}

/// A formula on one line.
pub fn line(latex: &str, glyphs: GlyphSet) -> String {
    inline::text(&tree(&clean_line(latex)), MathStyle { glyphs, tight: false, stacked: false })
}

/// Words raised, or lowered: in small characters where there are such, and else after a sign, in
/// brackets that show what it covers.
pub fn script(words: &str, low: bool) -> String {
    let small = if low { alphabet::lowered(words) } else { alphabet::raised(words) };
    let sign = if low { '_' } else { '^' };
    small.unwrap_or_else(|| {
        if words.chars().count() == 1 {
            format!("{sign}{words}")
        } else {
            format!("{sign}({words})")
        }
    })
}

/// The commands of a formula that aren't known, each once, as they are written.
pub fn unknown(latex: &str) -> Vec<String> {
    lint::unknown(latex)
}

fn tree(source: &str) -> MathNode {
    parse::parse(source).unwrap_or_else(|| MathNode::Source(source.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of LaTeX, to be thrown together at random.
    const SHARDS: &[&str] = &[
        "a",
        "x",
        "7",
        "+",
        "-",
        "=",
        ",",
        "(",
        ")",
        "[",
        "]",
        "|",
        "{",
        "}",
        "^",
        "_",
        "&",
        "'",
        "~",
        " ",
        "\\",
        "\\\\",
        "\\frac",
        "\\tfrac",
        "\\sqrt",
        "\\sqrt[3]",
        "\\sum",
        "\\int",
        "\\lim",
        "\\max",
        "\\log",
        "\\left(",
        "\\right)",
        "\\left.",
        "\\right|",
        "\\middle|",
        "\\big(",
        "\\big)",
        "\\bigl\\{",
        "\\bigr\\}",
        "\\hat",
        "\\overline",
        "\\vec",
        "\\underbrace",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\begin{array}{lr}",
        "\\end{array}",
        "\\begin{what}",
        "\\end{what}",
        "\\text{if $x$ }",
        "\\text",
        "\\mathbb{R}",
        "\\mathcal",
        "\\alpha",
        "\\le",
        "\\not",
        "\\in",
        "\\limits",
        "\\nolimits",
        "\\binom",
        "\\operatorname*",
        "\\unknown",
        "\\unknown{a}",
        "\\quad",
        "\\!",
        "\\overset",
        "\\substack",
        "\\tag",
        "\\textcolor",
        "\\label",
        "____",
        "\\langle",
        "\\rangle",
        "\\left\\langle",
        "\\right\\rangle",
        "é",
        "e\u{301}",
        "\u{301}",
        "漢",
        "👩‍🔬",
        "\u{202E}",
        "\n",
    ];

    fn shards() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(SHARDS), 0..40)
            .prop_map(|shards| shards.concat())
    }

    /// Well-formed formulas.
    fn formulas() -> impl Strategy<Value = String> {
        let leaves = prop::sample::select(vec![
            "a",
            "x_i",
            "12",
            r"\alpha",
            "y^2",
            r"\hat{z}",
            r"\log",
            r"\sum_{i=1}^n",
            "",
        ]);
        leaves.prop_map(str::to_owned).prop_recursive(5, 40, 3, |inner| {
            let two = (inner.clone(), inner.clone());
            prop_oneof![
                two.clone().prop_map(|(a, b)| format!(r"\frac{{{a}}}{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!("{{{a}}}_{{{b}}}^{{{a}}}")),
                two.clone().prop_map(|(a, b)| format!(r"\left({a} + {b}\right)")),
                two.prop_map(|(a, b)| format!(
                    r"\begin{{bmatrix}} {a} & {b} \\ {b} & {a} \end{{bmatrix}}"
                )),
                inner.clone().prop_map(|a| format!(r"\sqrt{{{a}}}")),
                inner.clone().prop_map(|a| format!(r"\overline{{{a}}} = {{{a}}}")),
            ]
        })
    }

    /// Well-formed formulas whose leaves are numbers, each another one.
    fn numbered() -> impl Strategy<Value = (String, usize)> {
        let shape = Just("N".to_owned()).prop_recursive(5, 48, 4, |inner| {
            let two = (inner.clone(), inner.clone());
            let four = (two.clone(), two.clone());
            prop_oneof![
                two.clone().prop_map(|(a, b)| format!(r"\frac{{{a}}}{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!("{{{a}}}^{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!("{{{a}}}_{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!(r"\sqrt[{a}]{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!(r"\left[{a} - {b}\right]")),
                two.clone().prop_map(|(a, b)| format!(r"\binom{{{a}}}{{{b}}}")),
                two.clone().prop_map(|(a, b)| format!(r"\overset{{{a}}}{{{b}}}")),
                (two, inner).prop_map(|((a, b), c)| format!(r"\sum_{{{a}}}^{{{b}}} {c}")),
                four.clone().prop_map(|((a, b), (c, d))| {
                    format!(r"\begin{{pmatrix}} {a} & {b} \\ {c} & {d} \end{{pmatrix}}")
                }),
                four.prop_map(|((a, b), (c, d))| format!(
                    r"\begin{{cases}} {a} & {b} \\ {c} & {d} \end{{cases}}"
                )),
            ]
        });
        shape.prop_map(|shape| {
            let parts: Vec<&str> = shape.split('N').collect();
            let count = parts.len() - 1;
            let numbers = (0..count).map(|i| (100 + i).to_string()).chain([String::new()]);
            (
                parts
                    .into_iter()
                    .zip(numbers)
                    .map(|(part, number)| part.to_owned() + &number)
                    .collect(),
                count,
            )
        })
    }

    /// Digits in scripts as plain ones.
    fn lowered(text: &str) -> String {
        let digit = |c: char| {
            let at = |digits: &str| digits.chars().position(|digit| digit == c);
            at("⁰¹²³⁴⁵⁶⁷⁸⁹").or(at("₀₁₂₃₄₅₆₇₈₉")).and_then(|at| char::from_digit(at as u32, 10))
        };
        text.chars().map(|c| digit(c).unwrap_or(c)).collect()
    }

    fn assert_sound(block: &MathBlock) -> Result<(), TestCaseError> {
        prop_assert!(block.baseline < block.lines.len());
        for line in &block.lines {
            prop_assert_eq!(width(line), block.width, "{:#?}", block);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn anything_is_laid_out(source in shards()) {
            for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
                let block = block(&source, glyphs);
                assert_sound(&block)?;
                let line = line(&source, glyphs);
                let is_ascii = line.is_ascii() && block.lines.iter().all(|line| line.is_ascii());
                prop_assert!(glyphs == GlyphSet::Unicode || is_ascii);
            }
            unknown(&source);
        }

        #[test]
        fn boxes_never_overlap((source, count) in numbered()) {
            for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
                let block = block(&source, glyphs);
                assert_sound(&block)?;
                let shown = lowered(&block.lines.join("\n"));
                let one = lowered(&line(&source, glyphs));
                for number in (100..100 + count).map(|number| number.to_string()) {
                    prop_assert!(shown.contains(&number), "{} is hidden in\n{}", number, shown);
                    prop_assert!(one.contains(&number), "{} is hidden in {}", number, one);
                }
                let digits = shown.chars().filter(char::is_ascii_digit).count();
                prop_assert!(digits >= 3 * count, "{}", shown);
            }
        }

        #[test]
        fn rows_are_as_wide_as_their_parts(parts in prop::collection::vec(formulas(), 0..5)) {
            let style = MathStyle { glyphs: GlyphSet::Unicode, tight: false, stacked: true };
            let node = |part: &String| parse::parse(part).expect("formulas are well-formed");
            let nodes: Vec<MathNode> = parts.iter().map(node).collect();
            let widths: usize = nodes.iter().map(|node| layout::block(node, style).width).sum();
            let (spaced, trailing) = spacing::spread(&nodes, style);
            let gaps: usize = spaced.iter().map(|(gap, _)| gap).sum();
            let row = layout::block(&MathNode::Row(nodes), style);
            assert_sound(&row)?;
            prop_assert_eq!(row.width, widths + gaps + trailing);
        }

        #[test]
        fn well_formed_formulas_keep_their_letters(source in formulas()) {
            let block = block(&source, GlyphSet::Unicode);
            assert_sound(&block)?;
            let count = |text: &str, c: &str| text.matches(c).count();
            prop_assert_eq!(count(&block.lines.concat(), "α"), count(&source, "\\alpha"));
            prop_assert!(!line(&source, GlyphSet::Unicode).contains('\\'));
        }
    }
}

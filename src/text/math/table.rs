//! Environments: matrices, cases and aligned lines.
//!
//! It arranges cells that are laid out already, and doesn't know what is in them.
use super::grid::{BlockAlign, MathBlock};

/// An environment, and how its cells stand together.
#[derive(Debug)]
pub(super) struct Environment {
    names: &'static [&'static str],
    /// The delimiters around it, as LaTeX writes them.
    pub(super) fences: [&'static str; 2],
    /// How its columns are aligned, over and over; empty if it says so itself, like `array`.
    columns: &'static [BlockAlign],
    /// The columns of space before an even and before an odd column.
    gaps: [usize; 2],
    /// What is between two cells in one line of text.
    pub(super) comma: &'static str,
}

impl Environment {
    /// Whether a group after the name aligns the columns.
    pub(super) fn takes_columns(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether it has a brace on its left alone, which stands off a little.
    pub(super) fn is_cases(&self) -> bool {
        self.fences == ["\\{", "."]
    }

    fn align(&self, column: usize, spec: &str) -> BlockAlign {
        if !self.columns.is_empty() {
            return self.columns[column % self.columns.len()];
        }
        match spec.chars().filter(char::is_ascii_lowercase).nth(column) {
            Some('l') => BlockAlign::Left,
            Some('r') => BlockAlign::Right,
            _ => BlockAlign::Centre,
        }
    }
}

/// The environment with this name.
pub(super) fn named(name: &str) -> Option<&'static Environment> {
    ENVIRONMENTS.iter().find(|environment| environment.names.contains(&name))
}

/// Puts cells into rows and columns; `spec` aligns them if the environment leaves that open.
pub(super) fn assemble(
    environment: &Environment,
    spec: &str,
    cells: Vec<Vec<MathBlock>>,
) -> MathBlock {
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|i| {
            cells.iter().filter_map(|row| row.get(i)).map(|cell| cell.width).max().unwrap_or(0)
        })
        .collect();
    centred(
        environment,
        cells
            .into_iter()
            .map(|row| {
                let mut parts = vec![MathBlock::repeat(" ", usize::from(environment.is_cases()))];
                for (i, cell) in row.into_iter().enumerate() {
                    if i > 0 {
                        parts.push(MathBlock::repeat(" ", environment.gaps[i % 2]));
                    }
                    parts.push(cell.padded(widths[i], environment.align(i, spec)));
                }
                MathBlock::beside(&parts)
            })
            .collect(),
    )
}

/// Puts rows one under the other, the baseline at half the height.
fn centred(environment: &Environment, rows: Vec<MathBlock>) -> MathBlock {
    // Rows of several lines run into each other without a blank line between.
    let airy = rows.iter().any(|row| row.height() > 1);
    // A brace has its tip on the middle line, so there must be one.
    let even = environment.is_cases() && rows.len().is_multiple_of(2) && !airy;
    let middle = rows.len() / 2;
    let mut lines = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        if i > 0 && (airy || even && i == middle) {
            lines.push(MathBlock::text(""));
        }
        lines.push(row);
    }
    let block = MathBlock::stack(lines, BlockAlign::Left, 0);
    MathBlock { baseline: (block.height() - 1) / 2, ..block }
}

const fn environment(
    names: &'static [&'static str],
    fences: [&'static str; 2],
    columns: &'static [BlockAlign],
    gaps: [usize; 2],
    comma: &'static str,
) -> Environment {
    Environment { names, fences, columns, gaps, comma }
}

/// The environment that stands for line breaks outside one, with marks to align at.
pub(super) const ALIGNED: &str = "aligned";
/// The same, without marks.
pub(super) const LINES: &str = "equation";
/// The environment that stands for lines under each other in a script.
pub(super) const STACK: &str = "gathered";

#[rustfmt::skip]
const ENVIRONMENTS: &[Environment] = &[
    environment(&["matrix", "smallmatrix"], [".", "."], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["pmatrix"], ["(", ")"], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["bmatrix"], ["[", "]"], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["Bmatrix"], ["\\{", "\\}"], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["vmatrix"], ["|", "|"], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["Vmatrix"], ["\\|", "\\|"], &[BlockAlign::Centre], [2, 2], ", "),
    environment(&["array"], [".", "."], &[], [2, 2], ", "),
    environment(&["cases"], ["\\{", "."], &[BlockAlign::Left], [2, 2], ", "),
    environment(&[ALIGNED, "align", "align*", "split", "alignedat", "eqnarray", "eqnarray*"],
        [".", "."], &[BlockAlign::Right, BlockAlign::Left], [4, 1], " "),
    environment(&[STACK, "gather", "gather*"], [".", "."], &[BlockAlign::Centre], [2, 2], " "),
    environment(&[LINES, "equation*", "multline", "multline*"],
        [".", "."], &[BlockAlign::Left], [2, 2], " "),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, spec: &str, rows: &[&[&str]]) -> MathBlock {
        let cells = rows
            .iter()
            .map(|row| row.iter().map(|cell| MathBlock::text(*cell)).collect())
            .collect();
        assemble(named(name).unwrap(), spec, cells)
    }

    #[test]
    fn columns_align() {
        assert_eq!(table("matrix", "", &[&["1", "22"], &["333"]]).lines, [" 1   22", "333    "]);
        assert_eq!(
            table("aligned", "", &[&["ab", "= c"], &["", "= d"]]).lines,
            ["ab = c", "   = d"]
        );
        assert_eq!(
            table("array", "r|l", &[&["1", "2"], &["33", "44"]]).lines,
            [" 1  2 ", "33  44"]
        );
    }

    #[test]
    fn two_cases_leave_a_line_for_the_tip() {
        let cases = table("cases", "", &[&["a", "b"], &["c", "d"]]);
        assert_eq!(
            (cases.lines, cases.baseline),
            (vec![" a  b".into(), "     ".into(), " c  d".into()], 1)
        );
    }
}

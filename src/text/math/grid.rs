//! Blocks of text with a baseline, and how they go beside and above each other.
//!
//! It moves blocks about and doesn't know what they show.
use crate::text::width::width;

/// A formula laid out on lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathBlock {
    /// The lines from the top, each padded with spaces to the width; there is at least one.
    pub lines: Vec<String>,
    /// The line that text beside the formula stands on.
    pub baseline: usize,
    /// The columns that every line takes.
    pub width: usize,
}

/// Where a narrower block goes above or below a wider one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockAlign {
    Left,
    Centre,
    Right,
}

impl MathBlock {
    /// A block of one line.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { width: width(&text), lines: vec![text], baseline: 0 }
    }

    /// A line of one character, so many times.
    pub(super) fn repeat(glyph: &str, times: usize) -> Self {
        Self::text(glyph.repeat(times))
    }

    /// A block one column wide, from the glyphs of its lines.
    pub(super) fn column(glyphs: &[&str], baseline: usize) -> Self {
        let lines = glyphs.iter().map(|glyph| Self::text(*glyph)).collect();
        Self { baseline, ..Self::stack(lines, BlockAlign::Left, 0) }
    }

    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// How many lines are below the baseline.
    pub(super) fn below(&self) -> usize {
        self.lines.len() - 1 - self.baseline
    }

    /// The blocks side by side on one baseline.
    pub(super) fn beside(parts: &[Self]) -> Self {
        let above = parts.iter().map(|part| part.baseline).max().unwrap_or(0);
        let below = parts.iter().map(Self::below).max().unwrap_or(0);
        let mut lines = vec![String::new(); above + 1 + below];
        for part in parts {
            let top = above - part.baseline;
            for (i, line) in lines.iter_mut().enumerate() {
                match i.checked_sub(top).and_then(|row| part.lines.get(row)) {
                    Some(text) => line.push_str(text),
                    None => line.push_str(&" ".repeat(part.width)),
                }
            }
        }
        Self { lines, baseline: above, width: parts.iter().map(|part| part.width).sum() }
    }

    /// The blocks one above the other, on the baseline of the one with the given index.
    pub(super) fn stack(parts: Vec<Self>, align: BlockAlign, base: usize) -> Self {
        let width = parts.iter().map(|part| part.width).max().unwrap_or(0);
        let above: usize = parts.iter().take(base).map(Self::height).sum();
        let baseline = above + parts.get(base).map_or(0, |part| part.baseline);
        let lines = parts.into_iter().flat_map(|part| part.padded(width, align).lines).collect();
        Self { lines, baseline, width }
    }

    /// The block in at least so many columns.
    pub(super) fn padded(self, columns: usize, align: BlockAlign) -> Self {
        let Some(spare) = columns.checked_sub(self.width).filter(|spare| *spare > 0) else {
            return self;
        };
        let left = match align {
            BlockAlign::Left => 0,
            BlockAlign::Centre => spare / 2,
            BlockAlign::Right => spare,
        };
        Self {
            lines: self
                .lines
                .into_iter()
                .map(|line| format!("{}{line}{}", " ".repeat(left), " ".repeat(spare - left)))
                .collect(),
            baseline: self.baseline,
            width: columns,
        }
    }

    /// The block so far away from the baseline that its first line is so many lines below it, or
    /// above it when the number is negative.
    pub(super) fn shifted(mut self, top: isize) -> Self {
        let blank = " ".repeat(self.width);
        let height = self.lines.len();
        let (above, below) = (top.min(0).unsigned_abs(), top.max(0).unsigned_abs());
        self.lines.splice(0..0, std::iter::repeat_n(blank.clone(), below));
        self.lines.extend(std::iter::repeat_n(blank, (above + 1).saturating_sub(height)));
        Self { baseline: above, ..self }
    }

    /// Two blocks with their left edges and their baselines together; where both have text the
    /// upper wins.
    pub(super) fn over(upper: &Self, lower: &Self) -> Self {
        let baseline = upper.baseline.max(lower.baseline);
        let width = upper.width.max(lower.width);
        let bottom = upper.below().max(lower.below());
        let line = |block: &Self, row: usize| {
            row.checked_sub(baseline - block.baseline).and_then(|row| block.lines.get(row)).cloned()
        };
        let rows = (0..=baseline + bottom).map(|row| {
            let text = line(upper, row)
                .filter(|text| !text.trim().is_empty())
                .or_else(|| line(lower, row));
            Self::text(text.unwrap_or_default())
        });
        Self {
            baseline,
            ..Self::stack(rows.collect(), BlockAlign::Left, 0).padded(width, BlockAlign::Left)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tall(lines: &[&str], baseline: usize) -> MathBlock {
        MathBlock::column(lines, baseline)
    }

    #[test]
    fn beside_keeps_the_baseline() {
        let row = MathBlock::beside(&[MathBlock::text("a="), tall(&["1", "-", "2"], 1)]);
        assert_eq!(
            row,
            MathBlock {
                lines: vec!["  1".into(), "a=-".into(), "  2".into()],
                baseline: 1,
                width: 3
            }
        );
        assert_eq!(
            MathBlock::beside(&[]),
            MathBlock { lines: vec![String::new()], baseline: 0, width: 0 }
        );
    }

    #[test]
    fn stack_pads_and_takes_one_baseline() {
        let stack = MathBlock::stack(
            vec![MathBlock::text("a"), MathBlock::text("bcd")],
            BlockAlign::Centre,
            1,
        );
        assert_eq!(
            stack,
            MathBlock { lines: vec![" a ".into(), "bcd".into()], baseline: 1, width: 3 }
        );
        assert_eq!(MathBlock::text("a").padded(3, BlockAlign::Right).lines, ["  a"]);
    }

    #[test]
    fn shifted_moves_off_the_baseline() {
        assert_eq!(MathBlock::text("a").shifted(-2), tall(&["a", " ", " "], 2));
        assert_eq!(MathBlock::text("a").shifted(1), tall(&[" ", "a"], 0));
        assert_eq!(tall(&["a", "b"], 1).shifted(-2), tall(&["a", "b", " "], 2));
    }

    #[test]
    fn over_lays_two_blocks_at_one_corner() {
        let both =
            MathBlock::over(&MathBlock::text("n").shifted(-1), &MathBlock::text("ij").shifted(1));
        assert_eq!(
            both,
            MathBlock { lines: vec!["n ".into(), "  ".into(), "ij".into()], baseline: 1, width: 2 }
        );
    }
}

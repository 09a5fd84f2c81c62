//! The lines of an open question: what is asked, and what can be chosen or moved, on as many rows
//! as there are.
//!
//! On a small screen blank lines go first, and what does not fit then scrolls: from the top, as
//! long as what is selected is in sight.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::library::page::PageLine;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};

/// A line of the reading column.
pub type QuestionViewLine = Vec<(Role, String)>;

/// The lines of an open question.
#[derive(Debug, Default)]
pub struct QuestionLines {
    lines: Vec<QuestionViewLine>,
    clicks: Vec<(Range<usize>, Action)>,
    /// What must be in sight: a selected answer or step, or the line that is typed in.
    focus: Option<Range<usize>>,
    /// Whether that has a band.
    has_band: bool,
}

impl QuestionLines {
    /// What is asked; the line with a blank that is being typed in stays in sight.
    pub fn new(lines: Vec<QuestionViewLine>) -> QuestionLines {
        let typed = lines.iter().position(|line| line.iter().any(|(r, _)| *r == Role::Selected));
        QuestionLines { lines, focus: typed.map(|at| at..at + 1), ..QuestionLines::default() }
    }

    /// Adds lines.
    pub fn extend(&mut self, lines: impl IntoIterator<Item = QuestionViewLine>) {
        self.lines.extend(lines);
    }

    /// Leaves a line blank, unless the last one is.
    pub fn leave_room(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// Adds something to choose: a mark, and a text whose further lines are indented as far. It
    /// has a band if it is selected.
    pub fn option(
        &mut self,
        (mark, role): (&str, Role),
        text: Vec<PageLine>,
        is_selected: bool,
        action: Action,
    ) {
        let from = self.lines.len();
        let margin = crate::text::width::width(mark);
        for (i, line) in text.into_iter().enumerate() {
            let mark = if i == 0 { mark.to_string() } else { " ".repeat(margin) };
            let pieces = line.into_iter().map(|(piece, text)| (Role::from(piece), text));
            self.lines.push(std::iter::once((role, mark)).chain(pieces).collect());
        }
        self.clicks.push((from..self.lines.len(), action));
        if is_selected {
            (self.focus, self.has_band) = (Some(from..self.lines.len()), true);
        }
    }

    /// How many lines do not fit on so many rows.
    pub fn overflow(&self, rows: usize) -> usize {
        let blank = self.lines.iter().filter(|line| line.is_empty()).count();
        let packed = self.lines.len() - blank;
        if self.lines.len() <= rows { 0 } else { packed.saturating_sub(rows) }
    }

    /// The first line shown on so many rows, where somebody has scrolled to one or not.
    pub fn top(&self, rows: usize, scrolled: Option<usize>) -> usize {
        let most = self.overflow(rows);
        let in_sight = || {
            let focus = self.focus.clone().unwrap_or(0..0);
            let is_first = self.clicks.first().is_some_and(|(range, _)| *range == focus);
            let focus = self.packed(focus);
            // What is asked stays above the first answer, even if not all of that fits.
            if is_first && focus.start < rows {
                0
            } else {
                focus.end.saturating_sub(rows).min(focus.start)
            }
        };
        scrolled.unwrap_or_else(in_sight).min(most)
    }

    /// The same lines once the blank ones are gone.
    fn packed(&self, range: Range<usize>) -> Range<usize> {
        let before = |at: usize| self.lines[..at].iter().filter(|line| !line.is_empty()).count();
        before(range.start)..before(range.end)
    }

    /// Draws the lines from the one that was scrolled to on; returns the rows that they took, and
    /// the place of a cursor in a blank.
    pub fn draw(
        mut self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        scrolled: Option<usize>,
    ) -> (u16, Option<Position>) {
        let height = usize::from(area.height);
        let top = self.top(height, scrolled);
        if self.lines.len() > height {
            self.focus = self.focus.take().map(|range| self.packed(range));
            let clicks = std::mem::take(&mut self.clicks);
            self.clicks =
                clicks.into_iter().map(|(range, action)| (self.packed(range), action)).collect();
            self.lines.retain(|line| !line.is_empty());
        }
        canvas.wheel(area, ListArea::Note);
        let cursor = draw(canvas, area, &self.lines[top..]);
        for (range, action) in &self.clicks {
            if let Some(place) = visible(area, top, range) {
                canvas.click(place, *action);
            }
        }
        canvas.gutter(area, (top, self.lines.len()));
        if let Some(place) = self.focus.as_ref().and_then(|focus| visible(area, top, focus)) {
            if self.has_band {
                canvas.fill(place, Role::Selected);
            }
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        } else {
            canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
        }
        ((self.lines.len() - top).min(height) as u16, cursor)
    }
}

/// The rows of these lines that are on the screen.
fn visible(area: Rect, top: usize, lines: &Range<usize>) -> Option<Rect> {
    let height = usize::from(area.height);
    let (from, to) = (lines.start.max(top) - top, (lines.end.max(top) - top).min(height));
    (from < to).then(|| Rect { y: area.y + from as u16, height: (to - from) as u16, ..area })
}

/// Draws lines; returns the place of the cursor, where one of them has a blank that is being typed
/// in.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, lines: &[QuestionViewLine]) -> Option<Position> {
    let mut cursor = None;
    for (i, line) in lines.iter().take(area.height as usize).enumerate() {
        let (mut x, y) = (area.x, area.y + i as u16);
        for (role, text) in line {
            // The colours of a selection are for whole rows: here it only marks the cursor.
            let shown = if *role == Role::Selected { Role::Dim } else { *role };
            if *role == Role::Selected && cursor.is_none() {
                cursor = Some(Position { x, y });
            }
            x += canvas.text(x, y, area.right().saturating_sub(x), text, shown);
        }
    }
    cursor
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> QuestionLines {
        let line = |text: &&str| -> QuestionViewLine {
            if text.is_empty() { Vec::new() } else { vec![(Role::Text, (*text).to_string())] }
        };
        QuestionLines::new(texts.iter().map(line).collect())
    }

    #[test]
    fn blank_lines_go_before_anything_scrolls() {
        let question = lines(&["task", "", "prompt", "", "a", "b"]);
        assert_eq!((question.overflow(6), question.overflow(4), question.overflow(3)), (0, 0, 1));
        assert_eq!((question.top(3, None), question.top(3, Some(9))), (0, 1));
    }

    #[test]
    fn what_is_selected_is_in_sight_until_somebody_scrolls() {
        let mut question = lines(&["task", "", "prompt"]);
        question.leave_room();
        for row in 0..5 {
            question.option(("  ", Role::Text), vec![Vec::new()], row == 4, Action::Choose(row));
        }
        // Two lines of what is asked and five answers, of which the last is selected.
        assert_eq!(question.top(4, None), 3);
        assert_eq!(question.top(4, Some(0)), 0);
    }
}

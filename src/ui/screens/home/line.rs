//! A line of Home: text, or a row that can be selected.

use ratatui::layout::{Position, Rect};

use crate::text::width::width;
use crate::text::wrap::StyledSpan;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};

/// The columns before the text, for the mark of the selected row.
const MARK: u16 = 2;

pub(super) enum HomeLine {
    Text(Vec<StyledSpan<Role>>),
    /// A row with its number, its text, and what is at its right end.
    Row(usize, String, Vec<StyledSpan<Role>>),
}

impl HomeLine {
    pub(super) fn blank() -> HomeLine {
        HomeLine::Text(Vec::new())
    }

    pub(super) fn text(role: Role, text: impl Into<String>) -> HomeLine {
        HomeLine::Text(vec![(role, text.into())])
    }

    pub(super) fn is_row(&self, row: usize) -> bool {
        matches!(self, HomeLine::Row(number, ..) if *number == row)
    }

    pub(super) fn view(&self, canvas: &mut Canvas<'_>, place: Rect, is_selected: bool) {
        let x = place.x + MARK;
        match self {
            HomeLine::Text(spans) => {
                canvas.spans(x, place.y, place.width.saturating_sub(MARK), borrowed(spans));
            }
            HomeLine::Row(number, text, right) => {
                let room =
                    usize::from(place.width.saturating_sub(MARK + 3)).saturating_sub(width(text));
                let (right, columns) = what_fits(right, room);
                let edge = place.right().saturating_sub(1 + columns as u16).max(place.x);
                let room = edge.saturating_sub(x + 1);
                if is_selected {
                    canvas.fill(place, Role::Selected);
                    canvas.text(place.x, place.y, MARK, "▸", Role::Selected);
                    canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
                    canvas.text(x, place.y, room, text, Role::Selected);
                    let spans = right.iter().map(|(_, text)| (Role::Selected, text.as_str()));
                    canvas.spans(edge, place.y, columns as u16, spans);
                } else {
                    canvas.text(x, place.y, room, text, Role::Text);
                    canvas.spans(edge, place.y, columns as u16, borrowed(right));
                }
                canvas.click(place, Action::Pick(ListArea::List, *number));
            }
        }
    }
}

/// As many of the last spans as fit into so many columns, and their columns: what a row is called
/// comes before what there is to say about it.
fn what_fits(spans: &[StyledSpan<Role>], room: usize) -> (&[StyledSpan<Role>], usize) {
    let mut columns: usize = spans.iter().map(|(_, text)| width(text)).sum();
    let mut first = 0;
    while columns > room && first + 1 < spans.len() {
        columns -= width(&spans[first].1);
        first += 1;
    }
    (&spans[first..], columns)
}

fn borrowed(spans: &[StyledSpan<Role>]) -> impl Iterator<Item = (Role, &str)> {
    spans.iter().map(|(role, text)| (*role, text.as_str()))
}

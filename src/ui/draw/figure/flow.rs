//! Boxes joined by arrows, in rows as wide as there is room.

use super::figure_canvas::FigureCanvas;
use crate::deck::figure::{Flow, FlowStep};
use crate::library::page::FigurePart;
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// The most columns that a text in or beside a box takes before it is wrapped.
const WIDEST: usize = 16;
/// Columns between two boxes: an arrow.
const ARROW: usize = 3;

/// A step with its texts as lines.
struct FlowBox {
    label: Vec<String>,
    above: Vec<String>,
    below: Vec<String>,
    columns: usize,
}

/// Draws a sound flow.
pub(super) fn draw(flow: &Flow, columns: usize) -> FigureCanvas {
    let boxes: Vec<FlowBox> = flow.steps.iter().map(|step| flow_box(step, columns)).collect();
    let mut canvas = FigureCanvas::new(columns, 0);
    let mut first = 0;
    while first < boxes.len() {
        let lead = if first > 0 { ARROW } else { 0 };
        let mut used = lead;
        let fits = boxes[first..].iter().take_while(|next| {
            used += next.columns + ARROW;
            used - ARROW <= columns
        });
        let count = fits.count().max(1);
        row(&mut canvas, &boxes[first..first + count], lead);
        first += count;
    }
    for back in &flow.back {
        let name = |i: usize| flow.steps.get(i).map_or("?", |step| step.label.as_str());
        let text = format!("↑ {}: from {} back to {}", back.label, name(back.from), name(back.to));
        for line in lines(&text, columns) {
            let y = canvas.add_row();
            canvas.cut_label(0, y, columns, &line, FigurePart::Note);
        }
    }
    canvas
}

/// Draws one row of boxes, with an arrow before each but the very first.
fn row(canvas: &mut FigureCanvas, boxes: &[FlowBox], lead: usize) {
    let most = |lines: fn(&FlowBox) -> usize| boxes.iter().map(lines).max().unwrap_or(0);
    let above = most(|b| b.above.len());
    let inside = most(|b| b.label.len());
    let below = most(|b| b.below.len());
    let top = canvas.rows();
    let (over, under) =
        (if above > 0 { above + 1 } else { 0 }, if below > 0 { below + 1 } else { 0 });
    (0..over + inside + 2 + under).for_each(|_| _ = canvas.add_row());
    let frame = top + over;
    let mut x = lead;
    for (i, b) in boxes.iter().enumerate() {
        let columns = b.columns.min(canvas.columns().saturating_sub(x)).max(3);
        if i > 0 || lead > 0 {
            let y = frame + inside.div_ceil(2);
            canvas.rule(x - ARROW, y, ARROW - 1, "─", FigurePart::Axis);
            canvas.draw(x - 1, y, "→", FigurePart::Axis);
        }
        canvas.frame(x, frame, columns, inside + 2, FigurePart::Axis);
        let down = (inside - b.label.len()) / 2;
        centred(canvas, (x + 1, frame + 1 + down), columns - 2, &b.label, FigurePart::Title);
        centred(canvas, (x, top + above - b.above.len()), columns, &b.above, FigurePart::Name);
        centred(canvas, (x, frame + inside + 3), columns, &b.below, FigurePart::Cut);
        if !b.above.is_empty() {
            canvas.draw(x + columns / 2, top + above, "↓", FigurePart::Axis);
        }
        if !b.below.is_empty() {
            canvas.draw(x + columns / 2, frame + inside + 2, "↓", FigurePart::Axis);
        }
        x += columns + ARROW;
    }
}

fn flow_box(step: &FlowStep, columns: usize) -> FlowBox {
    let texts = [&step.label, &step.above, &step.below]
        .map(|text| lines(text, WIDEST.min(columns.saturating_sub(7))));
    let [label, above, below] = texts;
    let widest = |lines: &[String]| lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let columns = (widest(&label) + 4).max(widest(&above)).max(widest(&below));
    FlowBox { label, above, below, columns }
}

fn lines(text: &str, columns: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let lines = wrap(&[((), clean_line(text).into_owned())], columns);
    lines.into_iter().map(|line| line.into_iter().map(|span| span.1).collect()).collect()
}

fn centred(
    canvas: &mut FigureCanvas,
    (x, y): (usize, usize),
    columns: usize,
    lines: &[String],
    part: FigurePart,
) {
    for (down, line) in lines.iter().enumerate() {
        let lead = columns.saturating_sub(width(line)) / 2;
        canvas.cut_label(x + lead, y + down, columns, line, part);
    }
}

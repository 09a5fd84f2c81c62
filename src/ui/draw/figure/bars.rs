//! One bar a label, each with its value behind it.

use super::FigureRoom;
use super::figure_canvas::FigureCanvas;
use crate::deck::figure::Bars;
use crate::deck::figure::shape::number;
use crate::library::page::FigurePart;
use crate::text::width::width;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// The fewest and the most columns that the longest bar takes.
const BAR: (usize, usize) = (8, 40);
/// Eighths of a cell.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The fewest and the most columns.
pub(super) fn span(bars: &Bars) -> (usize, usize) {
    let beside = names(bars, usize::MAX) + 1 + numbers(bars);
    (beside + BAR.0, beside + BAR.1)
}

/// Draws sound bars.
pub(super) fn draw(bars: &Bars, room: FigureRoom) -> FigureCanvas {
    let FigureRoom { columns, glyphs, .. } = room;
    // Where bars fill a screen they have the width for themselves, and stand apart.
    let longest = if room.rows.is_some() { columns } else { BAR.1 };
    let apart = room.rows.is_some_and(|rows| rows >= 2 * bars.bars.len() + bars.cuts.len());
    let values = values(bars);
    let (numbers, gap) = (numbers(bars), gap(bars));
    let names = names(bars, columns.saturating_sub(numbers + 1 + BAR.0).max(columns / 4));
    let beside = names + 1 + numbers;
    let room = columns.saturating_sub(beside).clamp(1, longest);
    let least = bars.bars.iter().map(|bar| bar.1).fold(0.0, f64::min);
    let most = bars
        .bars
        .iter()
        .map(|bar| bar.1)
        .chain(bars.full)
        .chain(bars.level.iter().map(|level| level.0));
    let reach = (most.fold(0.0, f64::max) - least).max(f64::MIN_POSITIVE);
    let cells = |value: f64| (value - least) / reach * room as f64;
    let zero = cells(0.0);
    let mut canvas = FigureCanvas::new(columns, 0);
    for (i, (label, value)) in bars.bars.iter().enumerate() {
        if apart && i > 0 && bars.cuts.iter().all(|cut| cut.0 != i) {
            canvas.add_row();
        }
        let y = canvas.add_row();
        canvas.cut_label(0, y, names, label, FigurePart::Name);
        let (from, to) = (zero.min(cells(*value)), zero.max(cells(*value)));
        let end = bar(&mut canvas, (names + 1, y), (from, to), glyphs);
        canvas.cut_label((end + gap).min(columns - 1), y, columns, &values[i], FigurePart::Value);
        for (_, cut) in bars.cuts.iter().filter(|cut| cut.0 == i + 1) {
            rule(&mut canvas, cut, longest + 8);
        }
    }
    if let Some((value, label)) = &bars.level {
        level(&mut canvas, names + 1 + (cells(*value).round() as usize).min(room), label);
    }
    canvas
}

fn names(bars: &Bars, most: usize) -> usize {
    bars.bars.iter().map(|bar| width(&bar.0)).max().unwrap_or(0).min(most)
}

/// The columns from a bar to its value: a level needs one of its own.
fn gap(bars: &Bars) -> usize {
    if bars.level.is_some() { 2 } else { 1 }
}

/// The columns that the values take, with the gap before them.
fn numbers(bars: &Bars) -> usize {
    values(bars).iter().map(|value| width(value) + gap(bars)).max().unwrap_or(0)
}

fn values(bars: &Bars) -> Vec<String> {
    let unit = if bars.unit.is_empty() { String::new() } else { format!(" {}", bars.unit) };
    bars.bars
        .iter()
        .map(|bar| format!("{}{unit}", number(bar.1, bars.digits).replace('-', "−")))
        .collect()
}

/// Draws a bar between two lengths; returns the column behind it.
fn bar(
    canvas: &mut FigureCanvas,
    (x, y): (usize, usize),
    (from, to): (f64, f64),
    glyphs: CurveGlyphs,
) -> usize {
    let part = FigurePart::Curve(0);
    let (first, end) = (from.round() as usize, to.floor() as usize);
    canvas.rule(x + first, y, end.saturating_sub(first), "█", part);
    let eighth = ((to - to.floor()) * 8.0).floor() as usize;
    let last = match glyphs {
        CurveGlyphs::Braille => EIGHTHS[eighth],
        CurveGlyphs::Block if eighth >= 4 => "▌",
        CurveGlyphs::Ascii if eighth >= 4 => "=",
        _ => "",
    };
    // A value above zero shows, however small it is.
    let last = if last.is_empty() && end <= first && to > from { sliver(glyphs) } else { last };
    if last.is_empty() || end < first {
        return x + end.max(first);
    }
    canvas.draw(x + end, y, last, part);
    x + end + 1
}

fn sliver(glyphs: CurveGlyphs) -> &'static str {
    match glyphs {
        CurveGlyphs::Braille => "▏",
        CurveGlyphs::Block => "│",
        CurveGlyphs::Ascii => "|",
    }
}

/// Draws a line between two bars, with its name.
fn rule(canvas: &mut FigureCanvas, label: &str, longest: usize) {
    let y = canvas.add_row();
    let columns = canvas.columns();
    let text = format!(" {label} ");
    canvas.rule(0, y, columns.min(longest), "╌", FigurePart::Cut);
    canvas.cut_label(3.min(columns - 1), y, columns, &text, FigurePart::Cut);
}

/// Draws a level to compare the bars with.
fn level(canvas: &mut FigureCanvas, column: usize, label: &str) {
    let bottom = canvas.add_row();
    for y in 0..bottom {
        if canvas.is_blank(column, y, 1) {
            canvas.draw(column, y, "┊", FigurePart::Cut);
        }
    }
    let columns = canvas.columns();
    let at = if column + 2 + width(label) <= columns {
        column
    } else {
        columns.saturating_sub(width(label) + 2)
    };
    canvas.draw(column, bottom, "┊", FigurePart::Cut);
    canvas.cut_label(
        if at == column { column + 2 } else { at },
        bottom,
        columns,
        label,
        FigurePart::Cut,
    );
}

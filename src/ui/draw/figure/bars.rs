//! One bar a label, each with its value behind it.

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

/// Returns the fewest and the most columns.
pub(super) fn span(bars: &Bars) -> (usize, usize) {
    let beside = names(bars, usize::MAX) + 1 + numbers(bars);
    (beside + BAR.0, beside + BAR.1)
}

/// Draws sound bars.
pub(super) fn draw(bars: &Bars, columns: usize, ink: CurveGlyphs) -> FigureCanvas {
    let values = values(bars);
    let (numbers, gap) = (numbers(bars), gap(bars));
    let names = names(bars, columns.saturating_sub(numbers + 1 + BAR.0).max(columns / 4));
    let beside = names + 1 + numbers;
    let room = columns.saturating_sub(beside).clamp(1, BAR.1);
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
    let mut sheet = FigureCanvas::new(columns, 0);
    for (i, (label, value)) in bars.bars.iter().enumerate() {
        let y = sheet.row();
        sheet.cut_label(0, y, names, label, FigurePart::Name);
        let (from, to) = (zero.min(cells(*value)), zero.max(cells(*value)));
        let end = bar(&mut sheet, (names + 1, y), (from, to), ink);
        sheet.cut_label((end + gap).min(columns - 1), y, columns, &values[i], FigurePart::Value);
        for (_, cut) in bars.cuts.iter().filter(|cut| cut.0 == i + 1) {
            rule(&mut sheet, cut);
        }
    }
    if let Some((value, label)) = &bars.level {
        level(&mut sheet, names + 1 + (cells(*value).round() as usize).min(room), label);
    }
    sheet
}

fn names(bars: &Bars, most: usize) -> usize {
    bars.bars.iter().map(|bar| width(&bar.0)).max().unwrap_or(0).min(most)
}

/// Returns the columns from a bar to its value: a level needs one of its own.
fn gap(bars: &Bars) -> usize {
    if bars.level.is_some() { 2 } else { 1 }
}

/// Returns the columns that the values take, with the gap before them.
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
    sheet: &mut FigureCanvas,
    (x, y): (usize, usize),
    (from, to): (f64, f64),
    ink: CurveGlyphs,
) -> usize {
    let part = FigurePart::Curve(0);
    let (first, end) = (from.round() as usize, to.floor() as usize);
    sheet.rule(x + first, y, end.saturating_sub(first), "█", part);
    let eighth = ((to - to.floor()) * 8.0).floor() as usize;
    let last = match ink {
        CurveGlyphs::Braille => EIGHTHS[eighth],
        CurveGlyphs::Block if eighth >= 4 => "▌",
        CurveGlyphs::Ascii if eighth >= 4 => "=",
        _ => "",
    };
    // What is above nothing shows, however little it is.
    let last = if last.is_empty() && end <= first && to > from { sliver(ink) } else { last };
    if last.is_empty() || end < first {
        return x + end.max(first);
    }
    sheet.ink(x + end, y, last, part);
    x + end + 1
}

fn sliver(ink: CurveGlyphs) -> &'static str {
    match ink {
        CurveGlyphs::Braille => "▏",
        CurveGlyphs::Block => "│",
        CurveGlyphs::Ascii => "|",
    }
}

/// Draws a line between two bars, with its name.
fn rule(sheet: &mut FigureCanvas, label: &str) {
    let y = sheet.row();
    let columns = sheet.columns();
    let says = format!(" {label} ");
    sheet.rule(0, y, columns.min(BAR.1 + 8), "╌", FigurePart::Cut);
    sheet.cut_label(3.min(columns - 1), y, columns, &says, FigurePart::Cut);
}

/// Draws a length to compare with.
fn level(sheet: &mut FigureCanvas, column: usize, label: &str) {
    let bottom = sheet.row();
    for y in 0..bottom {
        if sheet.is_blank(column, y, 1) {
            sheet.ink(column, y, "┊", FigurePart::Cut);
        }
    }
    let columns = sheet.columns();
    let at = if column + 2 + width(label) <= columns {
        column
    } else {
        columns.saturating_sub(width(label) + 2)
    };
    sheet.ink(column, bottom, "┊", FigurePart::Cut);
    sheet.cut_label(
        if at == column { column + 2 } else { at },
        bottom,
        columns,
        label,
        FigurePart::Cut,
    );
}

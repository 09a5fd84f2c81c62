//! The canvas of a figure: cells in roles. Lines never cover labels, and labels never touch each
//! other.

use unicode_segmentation::UnicodeSegmentation;

use crate::library::page::{FigurePart, PageLine, PageRole};
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
struct FigureCell {
    /// Its grapheme; empty behind a wide one.
    symbol: String,
    part: FigurePart,
    /// Whether it belongs to a label.
    label: bool,
}

/// A grid of cells.
#[derive(Clone, Debug)]
pub(super) struct FigureCanvas {
    columns: usize,
    cells: Vec<Vec<FigureCell>>,
    /// Labels without a place yet.
    leftover_labels: Vec<(String, FigurePart)>,
}

impl FigureCanvas {
    /// An empty canvas.
    pub(super) fn new(columns: usize, rows: usize) -> FigureCanvas {
        FigureCanvas {
            columns,
            cells: vec![vec![blank(); columns]; rows],
            leftover_labels: Vec::new(),
        }
    }

    /// The width in columns.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.cells.len()
    }

    /// A canvas with lines of text.
    pub(super) fn from_lines(lines: &[PageLine], columns: usize) -> FigureCanvas {
        let mut canvas = FigureCanvas::new(columns, lines.len());
        for (y, line) in lines.iter().enumerate() {
            let mut x = 0;
            for (role, text) in line {
                let part = match role {
                    PageRole::Label => FigurePart::Title,
                    PageRole::Figure(part) => *part,
                    _ => FigurePart::Note,
                };
                canvas.cut_label(x, y, columns - x, text, part);
                x = (x + width(text)).min(columns);
            }
        }
        canvas
    }

    /// Adds an empty row and returns its number.
    pub(super) fn add_row(&mut self) -> usize {
        self.cells.push(vec![blank(); self.columns]);
        self.cells.len() - 1
    }

    /// Removes empty rows at the end.
    pub(super) fn trim(&mut self) {
        while self.cells.last().is_some_and(|row| row.iter().all(|cell| cell.symbol == " ")) {
            self.cells.pop();
        }
    }

    /// Whether so many cells from `(x, y)` on exist and hold no label.
    pub(super) fn is_free(&self, x: usize, y: usize, columns: usize) -> bool {
        x + columns <= self.columns
            && self.cells.get(y).is_some_and(|row| row[x..x + columns].iter().all(|c| !c.label))
    }

    /// Whether so many cells from `(x, y)` on exist and are blank.
    pub(super) fn is_blank(&self, x: usize, y: usize, columns: usize) -> bool {
        x + columns <= self.columns
            && self.cells.get(y).is_some_and(|row| {
                row[x..x + columns].iter().all(|cell| !cell.label && cell.symbol == " ")
            })
    }

    /// Writes a label unless it would cover another or leave the canvas; returns whether it did.
    pub(super) fn label(&mut self, x: usize, y: usize, text: &str, part: FigurePart) -> bool {
        let text = clean_line(text);
        let columns = width(&text);
        if !self.is_free(x, y, columns) {
            return false;
        }
        let mut at = x;
        for grapheme in text.graphemes(true) {
            let wide = width(grapheme);
            for (i, cell) in self.cells[y][at..at + wide].iter_mut().enumerate() {
                *cell = FigureCell {
                    symbol: if i == 0 { grapheme.into() } else { String::new() },
                    part,
                    label: true,
                };
            }
            at += wide;
        }
        true
    }

    /// Writes as much of a label as fits into so many columns.
    pub(super) fn cut_label(
        &mut self,
        x: usize,
        y: usize,
        columns: usize,
        text: &str,
        part: FigurePart,
    ) {
        let columns = columns.min(self.columns.saturating_sub(x));
        let text = clean_line(text);
        self.label(x, y, &cut(&text, columns), part);
    }

    /// Writes a label at the first of these places where it stands apart from all others; if there
    /// is none, [`FigureCanvas::write_leftover_labels`] writes it below.
    pub(super) fn place(
        &mut self,
        places: impl IntoIterator<Item = (usize, usize)>,
        text: &str,
        part: FigurePart,
    ) {
        let columns = width(&clean_line(text));
        match places.into_iter().find(|&(x, y)| {
            let from = x.saturating_sub(1);
            self.is_free(x, y, columns)
                && self.is_free(from, y, (columns + 2).min(self.columns - from))
        }) {
            Some((x, y)) => _ = self.label(x, y, text, part),
            None if !text.is_empty() => self.leftover_labels.push((text.to_string(), part)),
            None => {}
        }
    }

    /// Writes the labels that found no place below everything.
    pub(super) fn write_leftover_labels(&mut self) {
        let (mut x, mut row) = (0, None);
        for (text, part) in std::mem::take(&mut self.leftover_labels) {
            let columns = width(&clean_line(&text));
            let y = match row {
                Some(y) if x + columns <= self.columns => y,
                _ => {
                    x = 0;
                    self.add_row()
                }
            };
            row = Some(y);
            self.cut_label(x, y, columns, &text, part);
            x += columns + 3;
        }
    }

    /// Draws a character of one column, unless a label stands there.
    pub(super) fn draw(&mut self, x: usize, y: usize, symbol: &str, part: FigurePart) {
        if let Some(cell) =
            self.cells.get_mut(y).and_then(|row| row.get_mut(x)).filter(|cell| !cell.label)
        {
            *cell = FigureCell { symbol: symbol.to_string(), part, label: false };
        }
    }

    /// Draws one character across.
    pub(super) fn rule(
        &mut self,
        x: usize,
        y: usize,
        columns: usize,
        symbol: &str,
        part: FigurePart,
    ) {
        (x..x + columns).for_each(|x| self.draw(x, y, symbol, part));
    }

    /// Draws a box's outline.
    pub(super) fn frame(
        &mut self,
        x: usize,
        y: usize,
        columns: usize,
        rows: usize,
        part: FigurePart,
    ) {
        let (right, bottom) = (x + columns - 1, y + rows - 1);
        self.rule(x, y, columns, "─", part);
        self.rule(x, bottom, columns, "─", part);
        for y in y..=bottom {
            self.draw(x, y, "│", part);
            self.draw(right, y, "│", part);
        }
        for (x, y, corner) in [(x, y, "┌"), (right, y, "┐"), (x, bottom, "└"), (right, bottom, "┘")]
        {
            self.draw(x, y, corner, part);
        }
    }

    /// Copies the cells of another canvas to `(x, y)`, adding rows as needed.
    pub(super) fn paste(&mut self, other: &FigureCanvas, x: usize, y: usize) {
        while self.rows() < y + other.rows() {
            self.add_row();
        }
        for (row, theirs) in self.cells[y..].iter_mut().zip(&other.cells) {
            row.iter_mut().skip(x).zip(theirs).for_each(|(cell, other)| cell.clone_from(other));
        }
    }

    /// The rows as lines of text.
    pub(super) fn into_lines(self) -> Vec<PageLine> {
        self.cells.iter().map(|row| line(row)).collect()
    }
}

fn blank() -> FigureCell {
    FigureCell { symbol: " ".into(), part: FigurePart::Note, label: false }
}

fn line(row: &[FigureCell]) -> PageLine {
    let end = row
        .iter()
        .rposition(|cell| cell.symbol != " " || cell.part == FigurePart::Shaded)
        .map_or(0, |last| last + 1);
    let mut line: PageLine = Vec::new();
    for cell in &row[..end] {
        let role = PageRole::Figure(cell.part);
        match line.last_mut() {
            Some((last, text))
                if *last == role || cell.symbol == " " && cell.part != FigurePart::Shaded =>
            {
                text.push_str(&cell.symbol);
            }
            _ => line.push((role, cell.symbol.clone())),
        }
    }
    line
}

//! Lines, blocks and braille as shapes: fonts disagree on where these end, and a figure must not
//! fall apart.

use crate::svg::{HIGH, WIDE};

/// A rectangle within a cell, in pixels: left, top, width, height.
type Part = [f32; 4];

/// The shape of a character.
pub(crate) struct Shape {
    /// Its rectangles.
    pub(crate) parts: Vec<Part>,
    /// How opaque they are.
    pub(crate) cover: f32,
    /// Whether the same character beside it joins it without a seam.
    pub(crate) joins: bool,
}

/// The shape of a character; none for those that the font draws.
pub(crate) fn shape(symbol: &str) -> Option<Shape> {
    let mut chars = symbol.chars();
    let (sign, None) = (chars.next()?, chars.next()) else { return None };
    let code = sign as u32;
    let (w, h) = (WIDE, HIGH);
    let solid = |parts: Vec<Part>| Some(Shape { parts, cover: 1.0, joins: false });
    let across = |thick: f32| {
        Some(Shape { parts: vec![[0.0, (h - thick) / 2.0, w, thick]], cover: 1.0, joins: true })
    };
    match sign {
        '─' => across(1.0),
        '━' => across(2.0),
        '│' | '┃' | '├' | '┤' | '┌' | '┐' | '└' | '┘' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' => {
            solid(lines(sign))
        }
        '█' => Some(Shape { parts: vec![[0.0, 0.0, w, h]], cover: 1.0, joins: true }),
        '░' | '▒' | '▓' => {
            let cover = [0.25, 0.5, 0.75][(code - 0x2591) as usize];
            Some(Shape { parts: vec![[0.0, 0.0, w, h]], cover, joins: true })
        }
        '▁'..='▇' => {
            let high = (code - 0x2580) as f32 / 8.0 * h;
            solid(vec![[0.0, h - high, w, high]])
        }
        '▉'..='▏' => solid(vec![[0.0, 0.0, (0x2590 - code) as f32 / 8.0 * w, h]]),
        '\u{2801}'..='\u{28ff}' => solid(dots(code - 0x2800)),
        _ => None,
    }
}

/// The arms of a thin line's sign, which meet in the middle of the cell.
fn lines(sign: char) -> Vec<Part> {
    let (x, y, thick) = ((WIDE - 1.0) / 2.0, (HIGH - 1.0) / 2.0, 1.0);
    let (up, down) = ([x, 0.0, thick, y + thick], [x, y, thick, HIGH - y]);
    let (left, right) = ([0.0, y, x + thick, thick], [x, y, WIDE - x, thick]);
    match sign {
        '├' => vec![up, down, right],
        '┤' => vec![up, down, left],
        '┌' | '╭' => vec![down, right],
        '┐' | '╮' => vec![down, left],
        '└' | '╰' => vec![up, right],
        '┘' | '╯' => vec![up, left],
        '┬' => vec![down, left, right],
        '┴' => vec![up, left, right],
        '┼' => vec![up, down, left, right],
        _ => vec![[x, 0.0, thick, HIGH]],
    }
}

/// The dots of a braille sign (Unicode numbers them down the left, down the right, then the lowest
/// two).
fn dots(bits: u32) -> Vec<Part> {
    const PLACES: [(u8, u8); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let set = PLACES.iter().enumerate().filter(|(bit, _)| bits & (1 << bit) != 0);
    let (column, row, size) = (WIDE / 2.0, HIGH / 4.0, 2.0);
    set.map(|(_, &(x, y))| {
        let middle = |at: u8, step: f32| (f32::from(at) + 0.5) * step - size / 2.0;
        [middle(x, column), middle(y, row), size, size]
    })
    .collect()
}

//! Small charts made of text: bars, columns and the signs of a heat map.
//!
//! It knows numbers only; the screens say what they mean.

use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::theme::Role;

/// Columns of eighths, the lowest first.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The signs of a heat map, the least first; zero has a sign of its own.
const HEAT: [&str; 5] = ["·", "░", "▒", "▓", "█"];

/// The character of a bar, and of what is left of it.
const THIN: [&str; 2] = ["━", "─"];

/// A thin bar for a share from 0 to 1, so many columns wide, in one text.
pub fn bar(share: f32, columns: usize) -> String {
    let full = full_columns(share, columns);
    THIN[0].repeat(full) + &THIN[1].repeat(columns - full)
}

/// A thin bar for a share from 0 to 1, so many columns wide, and what is left of it.
pub fn thin_bar(share: f32, columns: usize, role: Role) -> [(Role, String); 2] {
    let full = full_columns(share, columns);
    [(role, THIN[0].repeat(full)), (Role::Track, THIN[1].repeat(columns - full))]
}

fn full_columns(share: f32, columns: usize) -> usize {
    ((share.clamp(0.0, 1.0) * columns as f32).round() as usize).min(columns)
}

/// How good a score from 0 to 1 is: right, something to work on, or wrong.
pub fn score_role(score: f32) -> Role {
    match score {
        score if score >= 0.8 => Role::Right,
        score if score >= 0.6 => Role::Warning,
        _ => Role::Wrong,
    }
}

/// A number or time in digits of three rows; what has no such form is left out.
pub fn big_digits(text: &str) -> [String; 3] {
    let mut rows = [const { String::new() }; 3];
    for c in text.chars() {
        let Some((_, shape)) = DIGITS.iter().find(|(digit, _)| *digit == c) else { continue };
        for (row, line) in rows.iter_mut().zip(shape) {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(line);
        }
    }
    rows
}

/// Digits of half blocks, each as three rows.
const DIGITS: [(char, [&str; 3]); 14] = [
    ('0', ["█▀█", "█ █", "▀▀▀"]),
    ('1', [" █ ", " █ ", " ▀ "]),
    ('2', ["▀▀█", "█▀▀", "▀▀▀"]),
    ('3', ["▀▀█", " ▀█", "▀▀▀"]),
    ('4', ["█ █", "▀▀█", "  ▀"]),
    ('5', ["█▀▀", "▀▀█", "▀▀▀"]),
    ('6', ["█▀▀", "█▀█", "▀▀▀"]),
    ('7', ["▀▀█", "  █", "  ▀"]),
    ('8', ["█▀█", "█▀█", "▀▀▀"]),
    ('9', ["█▀█", "▀▀█", "▀▀▀"]),
    (':', ["▄", " ", "▀"]),
    ('.', [" ", " ", "▀"]),
    ('%', ["▀ █", " █ ", "▀ ▀"]),
    (' ', [" ", " ", " "]),
];

/// A bar without its rest, for a count of which `most` fills the columns; any count above zero
/// shows.
pub fn count_bar(count: usize, most: usize, columns: usize) -> String {
    let full = (count * columns).div_ceil(most.max(1)).min(columns);
    THIN[0].repeat(full)
}

/// A column for each count, one line high; zero is a blank.
pub fn sparkline(counts: &[f32]) -> String {
    let most = counts.iter().copied().fold(0.0, f32::max);
    counts
        .iter()
        .map(|&count| {
            if count <= 0.0 {
                return " ";
            }
            EIGHTHS[((count / most * 8.0).ceil() as usize).clamp(1, 8) - 1]
        })
        .collect()
}

/// A column for each share from 0 to 1, one line high; the lowest shows too.
pub fn share_columns(shares: impl IntoIterator<Item = f32>) -> String {
    shares
        .into_iter()
        .map(|share| EIGHTHS[(share.clamp(0.0, 1.0) * 7.0).round() as usize])
        .collect()
}

/// A column of so many cells for a share from 0 to 1, the highest cell first; even zero shows.
pub fn column(share: f32, cells: usize) -> Vec<&'static str> {
    let full = ((share.clamp(0.0, 1.0) * (cells * 8) as f32).round() as usize).max(1);
    (0..cells)
        .rev()
        .map(|from_below| match full.saturating_sub(from_below * 8) {
            0 => " ",
            eighths => EIGHTHS[eighths.min(8) - 1],
        })
        .collect()
}

/// A column one line high for each share from 0 to 1, so many columns wide, the latest at
/// the right.
pub fn trend(shares: &[f32], columns: usize) -> String {
    format!(
        "{}{}",
        " ".repeat(columns.saturating_sub(shares.len())),
        share_columns(shares.iter().copied())
    )
}

/// The cell of a calendar for a day's count, where the busiest day has `most`: higher for more, so
/// that it reads without colours.
pub fn day_cell(count: u32, most: u32) -> &'static str {
    const CELLS: [&str; 5] = ["· ", "▂▂", "▄▄", "▆▆", "▇▇"];
    CELLS[shade(count, most)]
}

/// The sign for a count on a heat map whose busiest day has `most`.
pub fn heat_sign(count: u32, most: u32) -> &'static str {
    HEAT[shade(count, most)]
}

/// 0 for none, and 1 to 4 for a part of the most.
fn shade(count: u32, most: u32) -> usize {
    if count == 0 { 0 } else { (count * 4).div_ceil(most.max(1)).clamp(1, 4) as usize }
}

/// The shares between which some lie, widened to full tenths: what a curve of them shows.
pub fn span(shares: impl Iterator<Item = f32>) -> (f32, f32) {
    let (low, high) =
        shares.fold((1.0_f32, 0.0_f32), |(low, high), share| (low.min(share), high.max(share)));
    let (low, high) = ((low * 10.0).floor() / 10.0, (high * 10.0).ceil() / 10.0);
    if low < high { (low.max(0.0), high.min(1.0)) } else { (0.0, 1.0) }
}

/// A curve through shares from 0 to 1, as rows of so many columns, the highest first.
pub fn curve(shares: &[f32], columns: usize, rows: usize, glyphs: CurveGlyphs) -> Vec<String> {
    let (across, down) = if glyphs == CurveGlyphs::Braille { (2, 4) } else { (1, 1) };
    let last = (rows * down).saturating_sub(1);
    let mut cells = vec![0_u8; columns * rows];
    for (x, share) in resample(shares, columns * across).into_iter().enumerate() {
        let y = ((1.0 - share.clamp(0.0, 1.0)) * last as f32).round() as usize;
        // The bits of a braille sign: three dots a column from the top, then the lowest of each.
        let dot = match (x % across, y % down) {
            (0, 3) => 0x40,
            (_, 3) => 0x80,
            (0, row) => 1 << row,
            (_, row) => 8 << row,
        };
        cells[y / down * columns + x / across] |= dot;
    }
    let sign = |dots: &u8| match (dots, glyphs) {
        (0, _) => ' ',
        (dots, CurveGlyphs::Braille) => char::from_u32(0x2800 + u32::from(*dots)).unwrap_or('⠿'),
        (_, CurveGlyphs::Block) => '▪',
        (_, CurveGlyphs::Ascii) => '*',
    };
    cells.chunks(columns.max(1)).map(|row| row.iter().map(sign).collect()).collect()
}

/// `numbers` squeezed or stretched to so many columns, with straight lines between them.
pub fn resample(numbers: &[f32], columns: usize) -> Vec<f32> {
    let last = numbers.len().saturating_sub(1);
    (0..columns)
        .map(|column| {
            let place = if columns < 2 {
                last as f32
            } else {
                (column * last) as f32 / (columns - 1) as f32
            };
            let (before, share) = (place as usize, place.fract());
            let number = |at: usize| numbers.get(at.min(last)).copied().unwrap_or(0.0);
            number(before) * (1.0 - share) + number(before + 1) * share
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_drawn_between_the_shares_that_it_has() {
        assert_eq!(span([0.62, 0.78].into_iter()), (0.6, 0.8));
        assert_eq!(span([0.0, 0.0].into_iter()), (0.0, 1.0));
        assert_eq!(curve(&[0.0, 1.0], 2, 2, CurveGlyphs::Ascii), [" *", "* "]);
        assert_eq!(curve(&[0.0, 1.0], 2, 1, CurveGlyphs::Braille), ["⡠⠊"]);
    }

    #[test]
    fn charts_keep_their_width() {
        for (share, full) in [(0.0, 0), (0.5, 2), (1.7, 4), (f32::NAN, 0)] {
            let [(role, bar), (rest_role, rest)] = thin_bar(share, 4, Role::Right);
            assert_eq!((bar, rest), ("━".repeat(full), "─".repeat(4 - full)));
            assert_eq!((role, rest_role), (Role::Right, Role::Track));
        }
        for rows in DIGITS.map(|(digit, _)| big_digits(&format!("8{digit}:"))) {
            let width = rows[0].chars().count();
            assert!(rows.iter().all(|row| row.chars().count() == width), "{rows:?}");
        }
        assert_eq!(
            [count_bar(0, 9, 4), count_bar(1, 900, 4), count_bar(9, 9, 4)],
            ["", "━", "━━━━"]
        );
        assert_eq!(sparkline(&[0.0, 1.0, 4.0, 8.0]), " ▁▄█");
        assert_eq!(share_columns([0.0, 0.5, 1.0, f32::NAN]), "▁▅█▁");
        assert_eq!(
            (column(0.5, 3), column(0.0, 2), column(1.0, 1)),
            (vec![" ", "▄", "█"], vec![" ", "▁"], vec!["█"])
        );
        assert_eq!(trend(&[0.0, 1.0], 4), "  ▁█");
        assert_eq!(
            [heat_sign(0, 9), heat_sign(1, 100), heat_sign(100, 100), heat_sign(5, 0)],
            ["·", "░", "█", "█"]
        );
        assert_eq!(resample(&[1.0, 2.0, 3.0], 5), [1.0, 1.5, 2.0, 2.5, 3.0]);
        assert_eq!(resample(&[1.0, 2.0, 3.0], 2), [1.0, 3.0]);
        assert_eq!((resample(&[], 2), resample(&[7.0], 1)), (vec![0.0, 0.0], vec![7.0]));
    }
}

//! Values as people read them.

use super::outcome::LabValue;
use crate::text::width::width;

/// A number with at most so many decimals: whole ones without, thousands set apart, tiny and huge
/// ones by their powers of ten.
pub fn number(value: f64, places: usize) -> String {
    let size = value.abs();
    if value.fract() == 0.0 && size < 1e15 {
        return thousands(value);
    }
    if size < 0.5 * 10f64.powi(-(places as i32)) || size >= 1e15 {
        return format!("{value:.2e}");
    }
    let text = format!("{value:.places$}");
    if size >= 10_000.0 {
        format!("{}.{}", thousands(value.trunc()), text.rsplit('.').next().unwrap_or("0"))
    } else {
        text
    }
}

/// A whole number, thousands set apart.
pub fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 { format!("-{text}") } else { text }
}

/// A number for a cell of a table: all cells of one have the same decimals, whole numbers none if
/// all are whole.
pub fn cells(values: &[f64], places: usize) -> Vec<String> {
    let whole = values.iter().all(|v| v.fract() == 0.0);
    let cell = |&v: &f64| match v {
        _ if whole || v.abs() >= 1e9 => number(v, places),
        // A value that rounds to nothing shows no sign.
        _ if v.abs() < 0.5 * 10f64.powi(-(places as i32)) => format!("{:.places$}", 0.0),
        _ => format!("{v:.places$}"),
    };
    values.iter().map(cell).collect()
}

/// A value that fits into a line: a number or a text.
pub fn scalar(datum: &LabValue, places: usize) -> Option<String> {
    match datum {
        LabValue::Number(v) => Some(number(*v, places)),
        LabValue::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// The rows of a list or a matrix, their cells below each other; rows longer than so many columns
/// are broken.
pub fn rows(datum: &LabValue, places: usize, columns: Option<usize>) -> Vec<String> {
    let table: Vec<Vec<String>> = match datum {
        LabValue::Number(_) | LabValue::Text(_) => return Vec::new(),
        LabValue::Numbers(values) => vec![cells(values, places)],
        LabValue::Texts(texts) => return joined(texts, columns.unwrap_or(usize::MAX)),
        LabValue::Matrix(rows) => {
            let columns = rows.first().map_or(1, Vec::len).max(1);
            cells(&rows.concat(), places).chunks(columns).map(<[String]>::to_vec).collect()
        }
    };
    let cell = table.iter().flatten().map(|text| width(text)).max().unwrap_or(0).max(1);
    let room = columns.map_or(usize::MAX, |columns| ((columns + 2) / (cell + 2)).max(1));
    let lines: Vec<String> = table
        .iter()
        .flat_map(|row| {
            row.chunks(room).map(|row| {
                row.iter()
                    .map(|text| format!("{}{text}", " ".repeat(cell - width(text))))
                    .collect::<Vec<_>>()
                    .join("  ")
            })
        })
        .collect();
    if lines.is_empty() { vec!["none".to_string()] } else { lines }
}

/// Joins texts that may have blanks of their own to lines of so many columns.
fn joined(texts: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut().filter(|line| width(line) + 3 + width(text) <= columns) {
            Some(line) => *line = format!("{line} | {text}"),
            None => lines.push(text.clone()),
        }
    }
    if lines.is_empty() { vec!["none".to_string()] } else { lines }
}

/// The text whose words name tokens in figures.
const SENTENCE: [&str; 16] = [
    "the", "cat", "sat", "down", "and", "the", "dog", "lay", "by", "the", "fire", "while", "rain",
    "fell", "all", "day",
];

/// A word for the token at that place, counted from 0; a text longer than the sentence repeats it.
pub(super) fn word(place: usize) -> &'static str {
    SENTENCE[place % SENTENCE.len()]
}

/// So many bytes in binary units: 64 MiB.
pub fn binary(bytes: f64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    scaled(bytes, 1024.0, &units)
}

/// So many bytes in decimal units: 33.55 MB.
pub fn decimal(bytes: f64) -> String {
    scaled(bytes, 1000.0, &["B", "kB", "MB", "GB", "TB", "PB"])
}

fn scaled(bytes: f64, base: f64, units: &[&str]) -> String {
    let mut scaled = bytes;
    let mut unit = 0;
    while scaled >= base && unit + 1 < units.len() {
        scaled /= base;
        unit += 1;
    }
    let text = format!("{scaled:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} {}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (value, text) in [
            (0.643_914, "0.6439"),
            (4_194_304.0, "4,194,304"),
            (4096.0, "4096"),
            (-12_345.678, "-12,345.6780"),
            (0.000_000_12, "1.20e-7"),
            (1e20, "1.00e20"),
            (0.0, "0"),
            (-1.0, "-1"),
        ] {
            assert_eq!(number(value, 4), text);
        }
    }

    #[test]
    fn cells_of_a_table_are_alike() {
        assert_eq!(cells(&[1.0, -0.53452, 0.0], 4), ["1.0000", "-0.5345", "0.0000"]);
        assert_eq!(cells(&[1.0, -2.0], 4), ["1", "-2"]);
        assert_eq!(cells(&[-0.000_001, 1.5], 4), ["0.0000", "1.5000"]);
    }

    #[test]
    fn rows_are_broken_where_they_end() {
        let numbers = LabValue::Numbers(vec![1.0, 20.0, 3.0]);
        assert_eq!(rows(&numbers, 4, None), [" 1  20   3"]);
        assert_eq!(rows(&numbers, 4, Some(6)), [" 1  20", " 3"]);
        assert_eq!(
            rows(&LabValue::Matrix(vec![vec![0.5, 1.0], vec![-1.0, 0.0]]), 1, Some(80)),
            [" 0.5   1.0", "-1.0   0.0"]
        );
        let texts = LabValue::Texts(vec!["a b".into(), "c".into(), "d".into()]);
        assert_eq!(rows(&texts, 4, Some(8)), ["a b | c", "d"]);
        assert_eq!(rows(&LabValue::Numbers(vec![]), 4, None), ["none"]);
    }

    #[test]
    fn bytes_have_units() {
        assert_eq!(binary(2_147_483_648.0), "2 GiB");
        assert_eq!(binary(1_342_177_280.0), "1.25 GiB");
        assert_eq!(decimal(33_554_432.0), "33.55 MB");
        assert_eq!(decimal(999.0), "999 B");
    }
}

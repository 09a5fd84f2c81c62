//! One value of a parameter: read from text, written as text, moved by a slider's step.

use super::parameter::{Parameter, ParameterKind, plain};
use crate::fault::Fault;

/// Numbers in rows of one length.
pub type NumberMatrix = Vec<Vec<f64>>;

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterValue {
    /// Left to the lab.
    Auto,
    /// A number, whole or not.
    Number(f64),
    /// A text, or one of a few words.
    Text(String),
    /// Numbers.
    List(Vec<f64>),
    /// Rows of numbers.
    Matrix(NumberMatrix),
}

impl ParameterValue {
    /// Reads a value of the parameter.
    pub fn parse(parameter: &Parameter, text: &str) -> Result<ParameterValue, Fault> {
        let trimmed = text.trim();
        if parameter.auto.is_some_and(|auto| trimmed.eq_ignore_ascii_case(auto)) {
            return Ok(ParameterValue::Auto);
        }
        let value = match parameter.kind {
            ParameterKind::Number { from, to, .. } => {
                number(trimmed).filter(|v| (from..=to).contains(v)).map(ParameterValue::Number)
            }
            ParameterKind::Whole { from, to, .. } => {
                let whole = number(trimmed).filter(|v| v.fract() == 0.0);
                whole.filter(|v| (from as f64..=to as f64).contains(v)).map(ParameterValue::Number)
            }
            ParameterKind::Choice(words) => {
                let word = words.iter().find(|word| word.eq_ignore_ascii_case(trimmed));
                word.map(|word| ParameterValue::Text((*word).to_string()))
            }
            ParameterKind::Text(longest) => Some(ParameterValue::Text(text.to_string()))
                .filter(|_| text.chars().count() <= longest && !trimmed.is_empty()),
            ParameterKind::List { from, to, longest } => {
                row(trimmed, from, to).filter(|row| row.len() <= longest).map(ParameterValue::List)
            }
            ParameterKind::Matrix { from, to, largest } => {
                rows(trimmed, from, to, largest).map(ParameterValue::Matrix)
            }
        };
        value.ok_or_else(|| refusal(parameter, trimmed))
    }

    /// The value as text that [`ParameterValue::parse`] reads.
    pub fn to_text(&self, parameter: &Parameter) -> String {
        let list = |row: &[f64]| row.iter().map(|&v| plain(v)).collect::<Vec<_>>().join(",");
        match self {
            ParameterValue::Auto => parameter.auto.unwrap_or_default().to_string(),
            ParameterValue::Number(v) if matches!(parameter.kind, ParameterKind::Whole { .. }) => {
                format!("{v:.0}")
            }
            ParameterValue::Number(v) => plain(*v),
            ParameterValue::Text(text) => text.clone(),
            ParameterValue::List(row) => list(row),
            ParameterValue::Matrix(rows) => {
                rows.iter().map(|row| list(row)).collect::<Vec<_>>().join(";")
            }
        }
    }

    /// The value after so many steps of its slider, which stops at its ends; none without a slider.
    pub fn step_by(&self, parameter: &Parameter, steps: i32) -> Option<ParameterValue> {
        match (parameter.kind, self) {
            (ParameterKind::Number { from, to, step }, ParameterValue::Number(v)) => {
                let moved = on_grid(*v, steps, step, anchor(parameter, from)).clamp(from, to);
                // 0.1 + 0.2 reads 0.3.
                let digits = (1.0 - step.log10().floor()).clamp(0.0, 12.0) as usize;
                format!("{moved:.digits$}").parse().ok().map(ParameterValue::Number)
            }
            (ParameterKind::Number { from, .. }, ParameterValue::Auto) => {
                Some(ParameterValue::Number(from))
            }
            (ParameterKind::Whole { from, to, step }, ParameterValue::Number(v)) => {
                let moved = on_grid(*v, steps, step as f64, anchor(parameter, from as f64));
                Some(ParameterValue::Number(moved.clamp(from as f64, to as f64)))
            }
            (ParameterKind::Whole { from, .. }, ParameterValue::Auto) => {
                Some(ParameterValue::Number(from as f64))
            }
            (ParameterKind::Choice(words), ParameterValue::Text(word)) => {
                let at = words.iter().position(|known| known == word)? as i32;
                let moved = (at + steps.signum()).rem_euclid(words.len() as i32);
                Some(ParameterValue::Text(words[moved as usize].to_string()))
            }
            _ => None,
        }
    }

    /// How far along its slider the value is, from 0 to 1.
    pub fn share(&self, parameter: &Parameter) -> Option<f64> {
        match (parameter.kind, self) {
            (ParameterKind::Number { from, to, .. }, ParameterValue::Number(v)) => {
                Some((v - from) / (to - from))
            }
            (ParameterKind::Whole { from, to, .. }, ParameterValue::Number(v)) => {
                Some((v - from as f64) / (to - from) as f64)
            }
            _ => None,
        }
    }
}

/// A value on the grid of a slider: the default, so that round numbers near it are met.
fn anchor(parameter: &Parameter, from: f64) -> f64 {
    number(parameter.default).unwrap_or(from)
}

/// The value after so many steps on the grid.
fn on_grid(value: f64, steps: i32, step: f64, anchor: f64) -> f64 {
    anchor + (((value - anchor) / step).round() + f64::from(steps)) * step
}

fn refusal(parameter: &Parameter, text: &str) -> Fault {
    let what = format!("`{text}` is no value for {}", parameter.key);
    if let ParameterKind::Choice(words) = parameter.kind
        && let Some(near) = crate::text::distance::nearest(text, words.iter().copied())
    {
        return Fault::error(what, format!("did you mean `{near}`?"));
    }
    Fault::error(what, format!("it takes {}", parameter.allowed()))
}

/// Reads a number: 3, -0.5, 1e-5, or a fraction as in 1/2.
fn number(text: &str) -> Option<f64> {
    let one =
        |text: &str| text.trim().replace('−', "-").parse::<f64>().ok().filter(|v| v.is_finite());
    let value = match text.split_once('/') {
        Some((above, below)) => one(above)? / one(below)?,
        None => one(text)?,
    };
    // Negative zero becomes zero.
    Some(value + 0.0).filter(|v| v.is_finite())
}

fn row(text: &str, from: f64, to: f64) -> Option<Vec<f64>> {
    text.split(',').map(|item| number(item).filter(|v| (from..=to).contains(v))).collect()
}

fn rows(
    text: &str,
    from: f64,
    to: f64,
    (most_rows, most_columns): (usize, usize),
) -> Option<NumberMatrix> {
    let rows: NumberMatrix =
        text.split(';').map(|line| row(line, from, to)).collect::<Option<_>>()?;
    let columns = rows.first()?.len();
    let even = rows.iter().all(|row| row.len() == columns);
    Some(rows).filter(|rows| even && rows.len() <= most_rows && columns <= most_columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::parameter::{choice, list, matrix, number as decimal, text, whole};
    use proptest::prelude::*;

    #[test]
    fn values_are_parsed_and_written_back() {
        let slider = decimal("t", "T", (0.05, 5.0, 0.05), "1");
        let odd = whole("n", "n", (1, 21, 2), "1").auto("all");
        let row = list("z", "z", (-9.0, 9.0, 4), "1");
        let grid = matrix("x", "X", (-9.0, 9.0, (2, 3)), "1");
        for (parameter, text, written) in [
            (&slider, " 1/2 ", "0.5"),
            (&slider, "5", "5"),
            (&odd, "7.0", "7"),
            (&odd, "ALL", "all"),
            (&row, "1, −2,3/4", "1,-2,0.75"),
            (&grid, "1,2;3,4", "1,2;3,4"),
            (&grid, "-0", "0"),
        ] {
            assert_eq!(
                ParameterValue::parse(parameter, text).unwrap().to_text(parameter),
                written,
                "{text}"
            );
        }
        for (parameter, text) in [
            (&slider, "0"),
            (&slider, "nan"),
            (&slider, "1e400"),
            (&slider, "1/0"),
            (&odd, "2.5"),
            (&odd, "22"),
            (&row, ""),
            (&row, "1,2,3,4,5"),
            (&row, "1,,2"),
            (&grid, "1,2;3"),
            (&grid, "1;2;3"),
        ] {
            assert!(
                ParameterValue::parse(parameter, text).is_err(),
                "{text:?} for {}",
                parameter.key
            );
        }
    }

    #[test]
    fn a_refusal_says_what_may_be_set() {
        let slider = decimal("t", "T", (0.05, 5.0, 0.05), "1");
        let fault = ParameterValue::parse(&slider, "hot").unwrap_err();
        assert_eq!(fault.to_string(), "`hot` is no value for t; it takes a number from 0.05 to 5");
        let mask = choice("mask", "Mask", &["none", "causal"], "none");
        assert_eq!(
            ParameterValue::parse(&mask, "casual").unwrap_err().remedy,
            "did you mean `causal`?"
        );
        assert_eq!(
            ParameterValue::parse(&mask, "zebra").unwrap_err().remedy,
            "it takes none or causal"
        );
        let words = text("a", "A", 5, "x");
        assert_eq!(
            ParameterValue::parse(&words, "too long").unwrap_err().remedy,
            "it takes text of at most 5 characters"
        );
    }

    #[test]
    fn sliders_meet_round_numbers() {
        let tokens = whole("tokens", "Tokens", (1, 5000, 1024), "4096");
        let slid = |parameter: &Parameter, text, steps| {
            ParameterValue::parse(parameter, text)
                .unwrap()
                .step_by(parameter, steps)
                .unwrap()
                .to_text(parameter)
        };
        assert_eq!(
            (slid(&tokens, "1", 1), slid(&tokens, "4096", 9)),
            ("1024".to_string(), "5000".to_string())
        );
        let base = decimal("base", "Base", (2.0, 1e7, 1000.0), "10000");
        assert_eq!(
            (slid(&base, "10000", 1), slid(&base, "500000", -1)),
            ("11000".to_string(), "499000".to_string())
        );
        let odd = whole("n", "n", (1, 21, 2), "5");
        assert_eq!(slid(&odd, "1", 1), "3");
    }

    #[test]
    fn choices_go_round_and_texts_stay() {
        let mask = choice("mask", "Mask", &["none", "causal"], "none");
        let none = ParameterValue::parse(&mask, "none").unwrap();
        assert_eq!(none.step_by(&mask, 10).unwrap().to_text(&mask), "causal");
        assert_eq!(none.step_by(&mask, -1).unwrap().to_text(&mask), "causal");
        assert_eq!(ParameterValue::Text("x".into()).step_by(&text("a", "A", 5, "x"), 1), None);
    }

    proptest! {
        #[test]
        fn a_slider_stays_between_its_ends_and_comes_back(
            start in 0u32..=99,
            steps in -200i32..200,
        ) {
            let slider = decimal("t", "T", (0.05, 5.0, 0.05), "1");
            let number = (0.05 + f64::from(start) * 0.05).min(5.0);
            let value = ParameterValue::Number(number).step_by(&slider, 0).unwrap();
            let moved = value.step_by(&slider, steps).unwrap();
            prop_assert!(ParameterValue::parse(&slider, &moved.to_text(&slider)).is_ok());
            if (0..=99).contains(&(start as i32 + steps)) {
                prop_assert_eq!(moved.step_by(&slider, -steps).unwrap(), value);
            }
        }
    }
}

//! What the tests of labs share: setting parameters, and comparing numbers to half a unit of their
//! last digit.

use super::outcome::LabValue;
use super::{LabOutcome, find};

/// The outcome of a lab with these parameters set.
pub(super) fn outcome(lab: &str, set: &[(&str, &str)]) -> LabOutcome {
    let lab = find(lab).expect("there is such a lab");
    let mut parameters = lab.default_parameters();
    for (key, text) in set {
        parameters.set(key, text).unwrap_or_else(|fault| panic!("{fault}"));
    }
    (lab.compute)(&parameters).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The fault of a lab with these parameters set.
pub(super) fn fault(lab: &str, set: &[(&str, &str)]) -> String {
    let lab = find(lab).expect("there is such a lab");
    let mut parameters = lab.default_parameters();
    let set = set.iter().try_for_each(|(key, text)| parameters.set(key, text));
    set.and_then(|()| (lab.compute)(&parameters)).expect_err("something is wrong").to_string()
}

/// Checks the numbers of a value, row by row, against numbers as they are printed: each agrees to
/// half a unit of the last digit that is written.
pub(super) fn assert_values(outcome: &LabOutcome, key: &str, printed: &str) {
    let named = outcome.values.iter().find(|named| named.key == key);
    let named = named.unwrap_or_else(|| panic!("there is no value `{key}`"));
    let numbers: Vec<f64> = match &named.datum {
        LabValue::Number(v) => vec![*v],
        LabValue::Numbers(values) => values.clone(),
        LabValue::Matrix(rows) => rows.iter().flatten().copied().collect(),
        LabValue::Text(text) => return assert_eq!(text, printed, "{key}"),
        LabValue::Texts(texts) => return assert_eq!(texts.join(" | "), printed, "{key}"),
    };
    let printed: Vec<&str> =
        printed.split([' ', ',', ';']).filter(|text| !text.is_empty()).collect();
    assert_eq!(numbers.len(), printed.len(), "{key}: {numbers:?}");
    for (number, text) in numbers.iter().zip(printed) {
        assert_close(key, *number, text);
    }
}

/// Checks one number.
pub(super) fn assert_close(key: &str, number: f64, printed: &str) {
    let expected: f64 = printed.replace('−', "-").parse().expect("it is a number");
    let digits = printed.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
    let half = 0.5 * 10f64.powi(-(digits as i32));
    assert!((number - expected).abs() <= half * (1.0 + 1e-6), "{key}: {number} is not {printed}");
}

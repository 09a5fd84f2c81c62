//! The outcome of a lab: named values, figures, and the current step in words.

use super::value::NumberMatrix;
use crate::deck::Figure;

/// A value of a lab's outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum LabValue {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Numbers in order.
    Numbers(Vec<f64>),
    /// Texts in order.
    Texts(Vec<String>),
    /// Rows of numbers.
    Matrix(NumberMatrix),
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedValue {
    /// The name that scripts use.
    pub key: &'static str,
    /// What it is.
    pub about: &'static str,
    /// The value.
    pub datum: LabValue,
}

/// The outcome of a lab.
#[derive(Clone, Debug, PartialEq)]
pub struct LabOutcome {
    /// The values, the most important first.
    pub values: Vec<NamedValue>,
    /// Drawings of it.
    pub figures: Vec<Figure>,
    /// The keys of values that a figure shows, or that only scripts want.
    pub unlisted: &'static [&'static str],
    /// The current step in words.
    pub explanation: String,
    /// How many decimals people read.
    pub places: usize,
}

impl LabOutcome {
    /// An outcome with nothing but an explanation yet.
    pub(super) fn new(explanation: impl Into<String>) -> LabOutcome {
        LabOutcome {
            values: Vec::new(),
            figures: Vec::new(),
            unlisted: &[],
            explanation: explanation.into(),
            places: 4,
        }
    }

    /// Sets how many decimals people read.
    pub(super) fn places(self, places: usize) -> LabOutcome {
        LabOutcome { places, ..self }
    }

    /// Adds a number.
    pub(super) fn number(
        self,
        key: &'static str,
        about: &'static str,
        value: impl Into<LabNumber>,
    ) -> LabOutcome {
        self.with(key, about, LabValue::Number(value.into().0))
    }

    /// Adds a text.
    pub(super) fn text(
        self,
        key: &'static str,
        about: &'static str,
        value: impl Into<String>,
    ) -> LabOutcome {
        self.with(key, about, LabValue::Text(value.into()))
    }

    /// Adds numbers in order.
    pub(super) fn numbers(
        self,
        key: &'static str,
        about: &'static str,
        values: impl Into<Vec<f64>>,
    ) -> LabOutcome {
        self.with(key, about, LabValue::Numbers(values.into()))
    }

    /// Adds texts in order.
    pub(super) fn texts(
        self,
        key: &'static str,
        about: &'static str,
        values: Vec<String>,
    ) -> LabOutcome {
        self.with(key, about, LabValue::Texts(values))
    }

    /// Adds rows of numbers.
    pub(super) fn matrix(
        self,
        key: &'static str,
        about: &'static str,
        values: NumberMatrix,
    ) -> LabOutcome {
        self.with(key, about, LabValue::Matrix(values))
    }

    /// Adds a figure.
    pub(super) fn figure(mut self, figure: Figure) -> LabOutcome {
        self.figures.push(figure);
        self
    }

    /// Leaves values out of the list on the screen.
    pub(super) fn unlisted(self, keys: &'static [&'static str]) -> LabOutcome {
        LabOutcome { unlisted: keys, ..self }
    }

    /// The values that the screen lists.
    pub fn listed(&self) -> impl Iterator<Item = &NamedValue> {
        self.values.iter().filter(|named| !self.unlisted.contains(&named.key))
    }

    /// The number of that key, for a task of its own lab.
    pub(super) fn number_at(&self, key: &str) -> f64 {
        self.numbers_at(key).first().copied().unwrap_or(f64::NAN)
    }

    /// The whole number of that key, for a task of its own lab.
    pub(super) fn count_at(&self, key: &str) -> usize {
        self.number_at(key) as usize
    }

    /// The numbers of that key, a matrix row after row, for a task of its own lab.
    pub(super) fn numbers_at(&self, key: &str) -> Vec<f64> {
        match self.value(key) {
            LabValue::Number(value) => vec![*value],
            LabValue::Numbers(values) => values.clone(),
            LabValue::Matrix(rows) => rows.concat(),
            LabValue::Text(_) | LabValue::Texts(_) => Vec::new(),
        }
    }

    /// The texts of that key, for a task of its own lab.
    pub(super) fn texts_at(&self, key: &str) -> &[String] {
        match self.value(key) {
            LabValue::Text(text) => std::slice::from_ref(text),
            LabValue::Texts(texts) => texts,
            _ => &[],
        }
    }

    fn value(&self, key: &str) -> &LabValue {
        let named = self.values.iter().find(|named| named.key == key);
        &named.expect("a task asks for values of its own lab").datum
    }

    fn with(mut self, key: &'static str, about: &'static str, datum: LabValue) -> LabOutcome {
        self.values.push(NamedValue { key, about, datum });
        self
    }
}

/// A number of either kind; counts below 2^53 are exact.
pub(super) struct LabNumber(f64);

impl From<f64> for LabNumber {
    fn from(value: f64) -> LabNumber {
        LabNumber(value)
    }
}

impl From<usize> for LabNumber {
    fn from(value: usize) -> LabNumber {
        LabNumber(value as f64)
    }
}

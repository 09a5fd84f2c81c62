//! What a lab comes to: named values, figures, and the current step in words.

use super::value::Matrix;
use crate::deck::Figure;

/// A value that a lab comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Numbers in order.
    Numbers(Vec<f64>),
    /// Texts in order.
    Texts(Vec<String>),
    /// Rows of numbers.
    Matrix(Matrix),
}

/// A value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name that scripts use.
    pub key: &'static str,
    /// What it is.
    pub about: &'static str,
    /// The value.
    pub datum: Datum,
}

/// What a lab comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The values, the most telling first.
    pub values: Vec<Named>,
    /// What there is to look at.
    pub figures: Vec<Figure>,
    /// The current step in words.
    pub explanation: String,
    /// How many decimals people read.
    pub places: usize,
}

impl Outcome {
    /// Returns an outcome of which only the explanation is there yet.
    pub(super) fn new(explanation: impl Into<String>) -> Outcome {
        Outcome {
            values: Vec::new(),
            figures: Vec::new(),
            explanation: explanation.into(),
            places: 4,
        }
    }

    /// Returns the same outcome, of which people read so many decimals.
    pub(super) fn places(self, places: usize) -> Outcome {
        Outcome { places, ..self }
    }

    /// Adds a number.
    pub(super) fn number(
        self,
        key: &'static str,
        about: &'static str,
        value: impl Into<Number>,
    ) -> Outcome {
        self.with(key, about, Datum::Number(value.into().0))
    }

    /// Adds a text.
    pub(super) fn text(
        self,
        key: &'static str,
        about: &'static str,
        value: impl Into<String>,
    ) -> Outcome {
        self.with(key, about, Datum::Text(value.into()))
    }

    /// Adds numbers in order.
    pub(super) fn numbers(
        self,
        key: &'static str,
        about: &'static str,
        values: impl Into<Vec<f64>>,
    ) -> Outcome {
        self.with(key, about, Datum::Numbers(values.into()))
    }

    /// Adds texts in order.
    pub(super) fn texts(
        self,
        key: &'static str,
        about: &'static str,
        values: Vec<String>,
    ) -> Outcome {
        self.with(key, about, Datum::Texts(values))
    }

    /// Adds rows of numbers.
    pub(super) fn matrix(self, key: &'static str, about: &'static str, values: Matrix) -> Outcome {
        self.with(key, about, Datum::Matrix(values))
    }

    /// Adds something to look at.
    pub(super) fn figure(mut self, figure: Figure) -> Outcome {
        self.figures.push(figure);
        self
    }

    fn with(mut self, key: &'static str, about: &'static str, datum: Datum) -> Outcome {
        self.values.push(Named { key, about, datum });
        self
    }
}

/// A number of either kind; counts below 2^53 are exact.
pub(super) struct Number(f64);

impl From<f64> for Number {
    fn from(value: f64) -> Number {
        Number(value)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Number {
        Number(value as f64)
    }
}

//! A lab's parameters with their values.

use super::parameter::Parameter;
use super::value::{NumberMatrix, ParameterValue};
use crate::fault::Fault;
use crate::text::distance::nearest;

/// The values of a lab's parameters, each within its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    table: &'static [Parameter],
    values: Vec<ParameterValue>,
}

impl Parameters {
    /// The parameters at their defaults.
    pub fn new(table: &'static [Parameter]) -> Parameters {
        Parameters { table, values: table.iter().map(default).collect() }
    }

    /// The parameters without their values.
    pub fn table(&self) -> &'static [Parameter] {
        self.table
    }

    /// Sets the parameter of that name.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        let at = self.table.iter().position(|parameter| parameter.has_name(key));
        self.set_at(at.ok_or_else(|| self.unknown(key))?, text)
    }

    /// Sets the parameter in that place of the table.
    pub fn set_at(&mut self, at: usize, text: &str) -> Result<(), Fault> {
        self.values[at] = ParameterValue::parse(&self.table[at], text)?;
        Ok(())
    }

    /// Moves the parameter in that place by so many of its slider's steps; says whether it is on a
    /// slider.
    pub fn slide(&mut self, at: usize, steps: i32) -> bool {
        let moved = self.values[at].step_by(&self.table[at], steps);
        let on_slider = moved.is_some();
        self.values[at] = moved.unwrap_or_else(|| self.values[at].clone());
        on_slider
    }

    /// The value in that place of the table.
    pub fn value_at(&self, at: usize) -> &ParameterValue {
        &self.values[at]
    }

    /// The value in that place as text.
    pub fn text_at(&self, at: usize) -> String {
        self.values[at].to_text(&self.table[at])
    }

    /// A number.
    pub(super) fn number(&self, key: &str) -> f64 {
        self.optional_number(key).expect("the parameter is a number with a value of its own")
    }

    /// A number, unless it is left to the lab.
    pub(super) fn optional_number(&self, key: &str) -> Option<f64> {
        match self.value(key) {
            ParameterValue::Number(v) => Some(*v),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self, key: &str) -> usize {
        self.number(key) as usize
    }

    /// A text, or a choice's word.
    pub(super) fn text(&self, key: &str) -> &str {
        match self.value(key) {
            ParameterValue::Text(text) => text,
            _ => "",
        }
    }

    /// Whether a choice stands at `word`.
    pub(super) fn is(&self, key: &str, word: &str) -> bool {
        self.text(key) == word
    }

    /// A list; empty where it is left to the lab.
    pub(super) fn list(&self, key: &str) -> &[f64] {
        match self.value(key) {
            ParameterValue::List(list) => list,
            _ => &[],
        }
    }

    /// A matrix.
    pub(super) fn matrix(&self, key: &str) -> &NumberMatrix {
        const EMPTY: &NumberMatrix = &Vec::new();
        match self.value(key) {
            ParameterValue::Matrix(matrix) => matrix,
            _ => EMPTY,
        }
    }

    fn value(&self, key: &str) -> &ParameterValue {
        let at = self.table.iter().position(|parameter| parameter.key == key);
        &self.values[at.expect("a lab asks for its own parameters")]
    }

    fn unknown(&self, key: &str) -> Fault {
        let names =
            self.table.iter().flat_map(|p| std::iter::once(p.key).chain(p.aliases.iter().copied()));
        let keys: Vec<&str> = self.table.iter().map(|parameter| parameter.key).collect();
        let remedy = match nearest(key, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", keys.join(", ")),
        };
        Fault::error(format!("there is no parameter `{key}`"), remedy)
    }
}

fn default(parameter: &Parameter) -> ParameterValue {
    ParameterValue::parse(parameter, parameter.default)
        .expect("every default is within its bounds: a test reads them all")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::parameter::{number, whole};

    const TABLE: &[Parameter] = &[
        number("temperature", "T", (0.05, 5.0, 0.05), "1").aliases(&["T"]),
        whole("kv_heads", "Heads", (1, 64, 1), "8").aliases(&["n_kv"]),
    ];

    #[test]
    fn a_key_may_be_written_in_several_ways() {
        let mut parameters = Parameters::new(TABLE);
        for (key, text) in [("temperature", "2"), ("t", "3"), ("kv-heads", "4"), ("N_KV", "5")] {
            parameters.set(key, text).unwrap();
        }
        assert_eq!((parameters.count("temperature"), parameters.count("kv_heads")), (3, 5));
    }

    #[test]
    fn a_wrong_key_names_its_neighbour_or_all_keys() {
        let mut parameters = Parameters::new(TABLE);
        let message = |fault: Result<(), Fault>| fault.unwrap_err().to_string();
        assert_eq!(
            message(parameters.set("temprature", "2")),
            "there is no parameter `temprature`; did you mean `temperature`?"
        );
        assert_eq!(
            message(parameters.set("zebra", "2")),
            "there is no parameter `zebra`; there are temperature, kv_heads"
        );
        assert_eq!(parameters, Parameters::new(TABLE), "nothing was changed");
    }
}

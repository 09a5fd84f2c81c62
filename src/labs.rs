//! Labs: small exact computations on a concept, one file each, described by tables that a screen
//! and a command read.
//!
//! A lab is a pure function from its [`Parameters`] to a [`LabOutcome`]: named values, figures and
//! the current step in words. Every parameter is bounded, so that any setting ends soon and in
//! little memory. Nothing here draws, prints or knows a clock; chance comes from a lab's own seed.

mod attention;
mod bpe;
mod capacity;
mod convolution;
mod decoder;
mod descent;
mod kv_cache;
mod linear;
mod lora;
mod message_passing;
mod minhash;
mod norms;
mod online_softmax;
mod outcome;
mod parameter;
mod parameters;
mod perplexity;
mod rotary;
mod self_consistency;
pub mod show;
#[cfg(test)]
mod test_support;
mod value;

use crate::fault::Fault;
use crate::text::distance::nearest;

pub use outcome::{LabOutcome, LabValue, NamedValue};
pub use parameter::{Parameter, ParameterKind};
pub use parameters::Parameters;
pub use value::{NumberMatrix, ParameterValue};

/// A small exact computation on a concept.
#[derive(Debug)]
pub struct Lab {
    /// The name that scripts use.
    pub id: &'static str,
    /// The name that people read.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// The ids of the notes that it belongs to, in the bundled deck.
    pub notes: &'static [&'static str],
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// What to bring about with them.
    pub tasks: &'static [LabTask],
    /// The computation; a fault where the parameters do not fit one another.
    pub compute: fn(&Parameters) -> Result<LabOutcome, Fault>,
}

impl Lab {
    /// The parameters at their defaults.
    pub fn default_parameters(&self) -> Parameters {
        Parameters::new(self.parameters)
    }
}

/// Something to bring about in a lab, in a student's words.
#[derive(Debug)]
pub struct LabTask {
    /// What to bring about.
    pub text: &'static str,
    /// Why it comes about, for somebody who has done it.
    pub why: &'static str,
    /// Whether the parameters and their outcome show it.
    pub done: fn(&Parameters, &LabOutcome) -> bool,
}

impl LabTask {
    const fn new(
        text: &'static str,
        why: &'static str,
        done: fn(&Parameters, &LabOutcome) -> bool,
    ) -> LabTask {
        LabTask { text, why, done }
    }
}

/// Every lab, in the order of the course: L1 is the first.
pub const LABS: &[Lab] = &[
    bpe::LAB,
    decoder::LAB,
    attention::LAB,
    norms::LAB,
    lora::LAB,
    kv_cache::LAB,
    perplexity::LAB,
    rotary::LAB,
    minhash::LAB,
    descent::LAB,
    self_consistency::LAB,
    convolution::LAB,
    message_passing::LAB,
    capacity::LAB,
    online_softmax::LAB,
];

/// Finds a lab by its id, its number (L1), or a note that it belongs to.
pub fn find(name: &str) -> Result<&'static Lab, Fault> {
    let typed = name.trim().to_lowercase().replace(['_', ' '], "-");
    let numbered = typed.strip_prefix('l').and_then(|digits| digits.parse::<usize>().ok());
    let by_id = LABS.iter().find(|lab| lab.id == typed);
    by_id
        .or_else(|| LABS.get(numbered?.checked_sub(1)?))
        .or_else(|| for_note(&typed))
        .ok_or_else(|| unknown(name))
}

/// The lab that belongs to the note with that id in the bundled deck.
pub fn for_note(id: &str) -> Option<&'static Lab> {
    LABS.iter().find(|lab| lab.notes.contains(&id))
}

fn unknown(name: &str) -> Fault {
    let ids = || LABS.iter().map(|lab| lab.id);
    let names = ids().chain(LABS.iter().flat_map(|lab| lab.notes.iter().copied()));
    let remedy = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    Fault::error(format!("there is no lab `{name}`"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;
    use std::collections::HashSet;

    #[test]
    fn labs_are_found_by_id_number_and_note() {
        for (i, lab) in LABS.iter().enumerate() {
            for name in [
                lab.id.to_string(),
                lab.id.to_uppercase(),
                format!("L{}", i + 1),
                format!("l{}", i + 1),
            ] {
                assert_eq!(find(&name).unwrap().id, lab.id, "{name}");
            }
            for note in lab.notes {
                assert!(find(note).is_ok_and(|found| found.id == lab.id), "{note}");
            }
        }
        assert_eq!(
            find("decodr").unwrap_err().to_string(),
            "there is no lab `decodr`; did you mean `decoder`?"
        );
        assert!(find(&format!("L{}", LABS.len() + 1)).is_err() && find("L0").is_err());
    }

    #[test]
    fn the_tables_are_sound() {
        let mut ids = HashSet::new();
        for lab in LABS {
            assert!(ids.insert(lab.id) && !lab.notes.is_empty(), "{}", lab.id);
            assert!(lab.about.ends_with('.'), "{}", lab.about);
            for parameter in lab.parameters {
                let names =
                    || std::iter::once(parameter.key).chain(parameter.aliases.iter().copied());
                for name in names() {
                    let called = lab.parameters.iter().filter(|other| other.has_name(name)).count();
                    assert_eq!(called, 1, "{} {name}", lab.id);
                }
                assert!(!parameter.about.is_empty(), "{} {}", lab.id, parameter.key);
            }
        }
    }

    /// Checks that every number of an outcome is finite.
    fn assert_sound(lab: &Lab, parameters: &Parameters, outcome: &LabOutcome) {
        let mut keys = HashSet::new();
        for named in &outcome.values {
            assert!(keys.insert(named.key), "{} {} stands twice", lab.id, named.key);
            let finite = match &named.datum {
                LabValue::Number(v) => v.is_finite(),
                LabValue::Numbers(values) => values.iter().all(|v| v.is_finite()),
                LabValue::Matrix(rows) => rows.iter().flatten().all(|v| v.is_finite()),
                LabValue::Text(_) | LabValue::Texts(_) => true,
            };
            assert!(finite, "{} {}: {:?} with {parameters:?}", lab.id, named.key, named.datum);
        }
        for key in outcome.unlisted {
            assert!(keys.contains(key), "{} has no value {key} to leave out", lab.id);
        }
        assert!(!outcome.explanation.is_empty() && !outcome.values.is_empty(), "{}", lab.id);
        for figure in &outcome.figures {
            assert_eq!(figure.faults(), [""; 0], "{} {} with {parameters:?}", lab.id, figure.title);
        }
    }

    #[test]
    fn every_lab_opens_with_something_to_see() {
        for lab in LABS {
            let outcome = (lab.compute)(&lab.default_parameters()).unwrap();
            assert_sound(lab, &lab.default_parameters(), &outcome);
            assert!(!outcome.figures.is_empty(), "{} shows nothing", lab.id);
        }
    }

    #[test]
    fn sliders_anywhere_give_numbers_or_a_clear_fault() {
        let mut rng = Rng::new(7);
        for lab in LABS {
            for _ in 0..40 {
                let mut parameters = lab.default_parameters();
                for at in 0..lab.parameters.len() {
                    parameters.slide(at, rng.below(4001) as i32 - 2000);
                }
                match (lab.compute)(&parameters) {
                    Ok(outcome) => assert_sound(lab, &parameters, &outcome),
                    Err(fault) => assert!(
                        !fault.what.is_empty() && !fault.remedy.is_empty(),
                        "{} {fault}",
                        lab.id
                    ),
                }
            }
        }
    }

    #[test]
    fn every_list_and_matrix_may_have_its_extremes() {
        for lab in LABS {
            for (at, parameter) in lab.parameters.iter().enumerate() {
                let (from, to, rows, columns) = match parameter.kind {
                    ParameterKind::List { from, to, longest } => (from, to, 1, longest),
                    ParameterKind::Matrix { from, to, largest: (rows, columns) } => {
                        (from, to, rows, columns)
                    }
                    _ => continue,
                };
                for (value, rows, columns) in
                    [(from, rows, columns), (to, rows, columns), (to, 1, 1), (from, 1, 1)]
                {
                    let mut parameters = lab.default_parameters();
                    let row = vec![parameter::plain(value); columns].join(",");
                    parameters.set_at(at, &vec![row; rows].join(";")).unwrap();
                    if let Ok(outcome) = (lab.compute)(&parameters) {
                        assert_sound(lab, &parameters, &outcome);
                    }
                }
            }
        }
    }
}

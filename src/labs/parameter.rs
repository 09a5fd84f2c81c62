//! The names, kinds and bounds of a lab's parameters, as constant tables.
//!
//! Their values, and what is computed from them, are elsewhere.

/// What kind of value a parameter takes, and what bounds it so that every lab ends in bounded time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterKind {
    /// A number between two others; a slider moves it by the step.
    Number {
        /// The least.
        from: f64,
        /// The greatest.
        to: f64,
        /// What a slider moves it by.
        step: f64,
    },
    /// A whole number between two others; a slider moves it by the step.
    Whole {
        /// The least.
        from: i64,
        /// The greatest.
        to: i64,
        /// What a slider moves it by.
        step: i64,
    },
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// Any text up to so many characters.
    Text(usize),
    /// Numbers, separated by commas.
    List {
        /// The least that each may be.
        from: f64,
        /// The greatest that each may be.
        to: f64,
        /// How many there may be.
        longest: usize,
    },
    /// Rows of numbers, all of one length, separated by semicolons.
    Matrix {
        /// The least that each may be.
        from: f64,
        /// The greatest that each may be.
        to: f64,
        /// How many rows there may be, and how many columns.
        largest: (usize, usize),
    },
}

/// A parameter of a lab.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The name that scripts use.
    pub key: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// The name that people read.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParameterKind,
    /// Its value as long as nobody sets it, as text.
    pub default: &'static str,
    /// A word that may stand for a value and leaves it to the lab.
    pub auto: Option<&'static str>,
    /// What it means.
    pub about: &'static str,
}

impl Parameter {
    const fn new(
        key: &'static str,
        name: &'static str,
        kind: ParameterKind,
        default: &'static str,
    ) -> Parameter {
        Parameter { key, aliases: &[], name, kind, default, auto: None, about: "" }
    }

    /// Adds other names.
    #[must_use]
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Parameter {
        Parameter { aliases, ..self }
    }

    /// Adds a word that leaves the value to the lab.
    #[must_use]
    pub const fn auto(self, auto: &'static str) -> Parameter {
        Parameter { auto: Some(auto), ..self }
    }

    /// Adds what it means.
    #[must_use]
    pub const fn about(self, about: &'static str) -> Parameter {
        Parameter { about, ..self }
    }

    /// Whether `key` names it: case, hyphens, underscores and blanks do not matter.
    pub fn has_name(&self, key: &str) -> bool {
        let plain = |text: &str| {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let wanted: String = plain(key);
        !wanted.is_empty()
            && std::iter::once(&self.key).chain(self.aliases).any(|name| plain(name) == wanted)
    }

    /// The values that it takes, in words.
    pub fn allowed(&self) -> String {
        let words = match self.kind {
            ParameterKind::Number { from, to, .. } => {
                format!("a number from {} to {}", plain(from), plain(to))
            }
            ParameterKind::Whole { from, to, .. } => format!("a whole number from {from} to {to}"),
            ParameterKind::Choice(words) => words.join(" or "),
            ParameterKind::Text(longest) => format!("text of at most {longest} characters"),
            ParameterKind::List { from, to, longest } => {
                format!(
                    "up to {longest} numbers from {} to {}, as in 1,2,3",
                    plain(from),
                    plain(to)
                )
            }
            ParameterKind::Matrix { from, to, largest: (rows, columns) } => {
                let (from, to) = (plain(from), plain(to));
                format!(
                    "up to {rows} rows of up to {columns} numbers from {from} to {to}, as in \
                     1,2;3,4"
                )
            }
        };
        match self.auto {
            Some(auto) => format!("{words}, or `{auto}`"),
            None => words,
        }
    }
}

/// A number as it is written in a bound.
pub(super) fn plain(value: f64) -> String {
    if value != 0.0 && (value.abs() < 1e-4 || value.abs() >= 1e9) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// A parameter that takes a number.
pub(super) const fn number(
    key: &'static str,
    name: &'static str,
    (from, to, step): (f64, f64, f64),
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::Number { from, to, step }, default)
}

/// A parameter that takes a whole number.
pub(super) const fn whole(
    key: &'static str,
    name: &'static str,
    (from, to, step): (i64, i64, i64),
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::Whole { from, to, step }, default)
}

/// A parameter that takes one of a few words.
pub(super) const fn choice(
    key: &'static str,
    name: &'static str,
    words: &'static [&'static str],
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::Choice(words), default)
}

/// A parameter that takes text.
pub(super) const fn text(
    key: &'static str,
    name: &'static str,
    longest: usize,
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::Text(longest), default)
}

/// A parameter that takes a list of numbers.
pub(super) const fn list(
    key: &'static str,
    name: &'static str,
    (from, to, longest): (f64, f64, usize),
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::List { from, to, longest }, default)
}

/// A parameter that takes a matrix.
pub(super) const fn matrix(
    key: &'static str,
    name: &'static str,
    (from, to, largest): (f64, f64, (usize, usize)),
    default: &'static str,
) -> Parameter {
    Parameter::new(key, name, ParameterKind::Matrix { from, to, largest }, default)
}

/// The parameter that seeds chance.
pub(super) const fn seed() -> Parameter {
    whole("seed", "Seed", (0, 999_999_999, 1), "1")
        .about("where chance comes from: the same seed draws the same")
}

//! What is wrong, where, and what to do next: the one error type of the program.
//!
//! A fault knows no terminal and no file format; whoever shows it decides how.

use std::fmt;

/// How much a fault matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is left out until it is corrected.
    Error,
    /// Everything works, but not as its author meant.
    Warning,
}

impl Severity {
    /// The word that people and scripts see.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A spot in a file; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as the user would name it.
    pub file: String,
    /// Line and column, where there is one.
    pub spot: Option<(usize, usize)>,
}

impl Place {
    /// The place that means a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), spot: None }
    }

    /// The place of the byte `offset` in `text`, the content of `file`.
    pub fn from_offset(file: impl AsRef<str>, text: &str, offset: usize) -> Self {
        PlaceFinder::new(file.as_ref(), text).place(offset)
    }
}

/// Finds places in one text. In ascending order each is counted from the one before: a large file
/// with a fault in every note is still read once.
#[derive(Debug)]
pub struct PlaceFinder<'a> {
    file: &'a str,
    text: &'a str,
    offset: usize,
    spot: (usize, usize),
}

impl<'a> PlaceFinder<'a> {
    /// For `text`, the content of `file`.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        PlaceFinder { file, text, offset: 0, spot: (1, 1) }
    }

    /// The place of the byte `offset`.
    pub fn place(&mut self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        if offset < self.offset {
            (self.offset, self.spot) = (0, (1, 1));
        }
        let between = &self.text[self.offset..offset];
        let lines = memchr::memchr_iter(b'\n', between.as_bytes()).count();
        let columns = between.rsplit('\n').next().unwrap_or("").chars().count();
        self.offset = offset;
        self.spot = match (lines, self.spot) {
            (0, (line, column)) => (line, column + columns),
            (_, (line, _)) => (line + lines, columns + 1),
        };
        Place { file: self.file.to_string(), spot: Some(self.spot) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spot {
            Some((line, column)) => write!(f, "{}:{line}:{column}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, as a clause without a full stop.
    pub what: String,
    /// Where.
    pub place: Option<Place>,
    /// What to do next, as a clause without a full stop; empty where nothing can be said.
    pub remedy: String,
}

impl Fault {
    /// An error without a place.
    pub fn error(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Fault { severity: Severity::Error, what: what.into(), place: None, remedy: remedy.into() }
    }

    /// A warning without a place.
    pub fn warning(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Fault { severity: Severity::Warning, ..Fault::error(what, remedy) }
    }

    /// The same fault at `place`.
    #[must_use]
    pub fn with_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.what)?;
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "eins\nzwölf drei";
        assert_eq!(Place::from_offset("a.ron", text, 0).to_string(), "a.ron:1:1");
        assert_eq!(
            Place::from_offset("a.ron", text, text.find("drei").unwrap()).to_string(),
            "a.ron:2:7"
        );
        assert_eq!(Place::from_offset("a.ron", text, 999).to_string(), "a.ron:2:11");
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "eins\nzwölf drei\n\nvier";
        let mut places = PlaceFinder::new("a.ron", text);
        for offset in [0, 3, 4, 5, 8, 7, 12, 17, 18, 2, 99] {
            assert_eq!(places.place(offset), Place::from_offset("a.ron", text, offset), "{offset}");
        }
    }

    #[test]
    fn a_fault_reads_as_place_problem_and_remedy() {
        let fault = Fault::error("unknown field `trem`", "did you mean `term`?")
            .with_place(Place::from_offset("a.ron", "", 0));
        assert_eq!(fault.to_string(), "a.ron:1:1: unknown field `trem`; did you mean `term`?");
    }
}

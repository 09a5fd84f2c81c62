//! What an import could not take over: counted by kind and named, so that nothing goes missing
//! without a word.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use super::cleanup;
use crate::fault::{Fault, Place};

/// How many of the things of one kind are named.
const NAMED: usize = 5;

/// A kind of thing that could not be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A picture or a sound.
    Medium,
    /// A note of which a side is only a picture or a sound.
    PictureSide,
    /// A key of JSON that means nothing here.
    Key,
    /// Two sides with gaps of which neither answers the other's.
    Gap,
    /// Text that belongs to no card.
    Prose,
    /// A table that belongs to no card.
    Table,
    /// A footnote.
    Footnote,
    /// A heading with nothing below it.
    EmptyHeading,
    /// Where a link leads that is only its words here.
    LinkTarget,
    /// When another program would ask a card.
    Schedule,
    /// What the head of a file says beyond title and tags.
    Property,
}

impl Loss {
    /// What one and what several are called, and what can be done about it.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Loss::Medium => (
                "picture or sound is left out",
                "pictures and sounds are left out",
                "their names are in the text",
            ),
            Loss::PictureSide => (
                "note is left out: one of its sides is only a picture or a sound",
                "notes are left out: one of their sides is only a picture or a sound",
                "write what it shows, to have it asked",
            ),
            Loss::Key => (
                "key that a note can't have is left out",
                "keys that a note can't have are left out",
                "name it `remark`, `points` or another field to keep it",
            ),
            Loss::Gap => (
                "note has gaps on both sides that the other side does not fill; it stays a pair",
                "notes have gaps on both sides that the other side does not fill; they stay pairs",
                "write the answer on one side, to have it filled in",
            ),
            Loss::Prose => (
                "piece of text belongs to no card",
                "pieces of text belong to no card",
                "mark what is to be asked, as the manual says",
            ),
            Loss::Table => (
                "table belongs to no card",
                "tables belong to no card",
                "export it as CSV to make a note of each row",
            ),
            Loss::Footnote => (
                "footnote is left out",
                "footnotes are left out",
                "write into the answer what matters",
            ),
            Loss::EmptyHeading => (
                "heading has nothing below it",
                "headings have nothing below them",
                "write a paragraph below to make a note",
            ),
            Loss::LinkTarget => (
                "link to another page is only its words",
                "links to other pages are only their words",
                "the pages themselves were not read",
            ),
            Loss::Schedule => (
                "due date of another program is left out",
                "due dates of another program are left out",
                "the cards are new here",
            ),
            Loss::Property => (
                "property of the file is left out",
                "properties of the file are left out",
                "title and tags are taken over",
            ),
        }
    }
}

/// What was left out of a file, by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Losses(BTreeMap<Loss, LossCount>);

#[derive(Clone, Debug, Default, PartialEq)]
struct LossCount {
    count: usize,
    first: Vec<String>,
    seen: HashSet<String>,
}

impl Losses {
    /// Counts a thing with a name, each name once.
    pub(super) fn add(&mut self, loss: Loss, name: &str) {
        let own = self.0.entry(loss).or_default();
        if !own.seen.contains(name) {
            own.seen.insert(name.to_string());
            own.count += 1;
            if own.first.len() < NAMED {
                own.first.push(format!("`{}`", cleanup::line(name)));
            }
        }
    }

    /// A warning for each kind.
    pub(super) fn faults(&self, place: &Place) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (loss, LossCount { count, first, seen }) in &self.0 {
            let (one, many, remedy) = loss.words();
            let mut what = if *count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
            if !first.is_empty() {
                _ = write!(what, ": {}", first.join(", "));
            }
            if seen.len() > first.len() {
                _ = write!(what, " and {} more", seen.len() - first.len());
            }
            faults.push(Fault::warning(what, remedy).with_place(place.clone()));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_and_the_first_are_named() {
        let mut losses = Losses::default();
        for name in ["a", "b", "a", "c", "d", "e", "f", "g"] {
            losses.add(Loss::Medium, name);
        }
        let whats: Vec<String> =
            losses.faults(&Place::file("x.apkg")).into_iter().map(|fault| fault.what).collect();
        assert_eq!(
            whats,
            ["7 pictures and sounds are left out: `a`, `b`, `c`, `d`, `e` and 2 more"]
        );
    }
}

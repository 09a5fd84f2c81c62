//! What an import leaves out before anything is compared: notes with errors, and rows that are the
//! same as another. Also what is said about that, in bounded room.

use std::collections::{HashMap, HashSet};

use super::names::content_hash;
use crate::deck::{Note, lint};
use crate::exchange::changes::MergeOutcome;
use crate::exchange::imported_deck::{ImportedNote, LISTED};
use crate::fault::{Fault, Place};
use crate::watch::Watch;

/// What becomes of an imported note, and which note of the deck it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub(super) outcome: MergeOutcome,
    pub(super) at: Option<usize>,
}

impl Decision {
    pub(super) fn new(outcome: MergeOutcome) -> Decision {
        Decision { outcome, at: None }
    }
}

/// The warnings of a merge: the first ones in full, and how many more there are.
pub(super) struct MergeWarnings<'a> {
    file: &'a str,
    listed: Vec<Fault>,
    more: usize,
}

impl<'a> MergeWarnings<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        MergeWarnings { file, listed: vec![], more: 0 }
    }

    pub(super) fn add(&mut self, row: usize, what: String, remedy: impl Into<String>) {
        if self.listed.len() == LISTED {
            self.more += 1;
            return;
        }
        let place = Place { file: self.file.to_string(), spot: Some((row, 1)) };
        self.listed.push(Fault::warning(what, remedy).with_place(place));
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.listed;
        if self.more > 0 {
            let what = format!("{} more rows have something to be said about", count(self.more));
            let place = Place::file(self.file);
            faults.push(Fault::warning(what, "mend those above first").with_place(place));
        }
        faults
    }
}

/// Skips notes with errors, rows that are the same as another, and ids that come twice.
pub(super) fn reject(
    items: &mut [ImportedNote],
    decisions: &mut [Option<Decision>],
    warnings: &mut MergeWarnings<'_>,
    watch: &Watch,
) {
    let (mut ids, mut contents) = (HashSet::new(), HashMap::new());
    let (mut same, mut first_same) = (0, None);
    for i in watch.over(0..items.len(), items.len()) {
        let item = &mut items[i];
        if let Some(fault) = error_of(&mut item.note) {
            decisions[i] = Some(Decision::new(MergeOutcome::Skipped));
            warnings.add(item.row, fault.what, fault.remedy);
        } else if item.note.id.is_empty() {
            let first = *contents.entry(content_hash(&item.note)).or_insert(i);
            // What differs in a figure alone has the same hash.
            if first != i && items[first].note == items[i].note {
                decisions[i] = Some(Decision::new(MergeOutcome::Skipped));
                (same, first_same) = (same + 1, first_same.or(Some(i)));
            }
        } else if !ids.insert(item.note.id.clone()) {
            decisions[i] = Some(Decision::new(MergeOutcome::Conflict));
            let what = format!("the id `{}` comes twice", item.note.id);
            warnings.add(item.row, what, "give one of them an id of its own");
        }
    }
    if let Some(i) = first_same {
        let what = match same {
            1 => format!("“{}” comes twice", items[i].note.title()),
            _ => format!("{} rows are the same as another", count(same)),
        };
        warnings.add(items[i].row, what, "the first one is taken");
    }
}

/// What keeps a note from being a good one.
fn error_of(note: &mut Note) -> Option<Fault> {
    if !note.id.is_empty() {
        return lint::errors(note).into_iter().next();
    }
    // A note without an id gets a good one, and is known by its name until then.
    note.id = "new".to_string();
    let fault = lint::errors(note).into_iter().next();
    note.id.clear();
    fault.map(|fault| {
        let name = format!("“{}”", note.title());
        Fault { what: fault.what.replacen("`new`", &name, 1), ..fault }
    })
}

/// A number with its thousands apart: `109,999`.
pub(super) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

//! What can be set about an import, row by row.

use super::{Intake, Stage};
use crate::exchange::{FORMATS, Options, separator};
use crate::ui::input::text_field::Field;
use crate::ui::screens::screen::{Shared, Wish};

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    File,
    Deck,
    Format,
    Term,
    Card,
    Header,
    Lists,
    Past,
}

/// What often stands between a term and its definition, by name; nothing lets it be found out.
const BETWEEN_SIDES: [&str; 7] = ["", "tab", "comma", "semicolon", " - ", " = ", ": "];
/// What often stands between two notes.
const BETWEEN_NOTES: [&str; 4] = ["", "newline", "blank-line", "semicolon"];

impl Row {
    /// Whether it is typed.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Row::File | Row::Deck | Row::Term | Row::Card)
    }
}

impl Intake {
    /// Returns the rows that make sense for the format.
    pub(super) fn rows(&self) -> Vec<Row> {
        let file = self.file.iter().map(|_| Row::File);
        if let Stage::Naming = self.stage {
            return file.collect();
        }
        let mut rows: Vec<Row> = file.chain([Row::Deck, Row::Format]).collect();
        let format = self.format_in_force();
        if matches!(format, "quizlet" | "csv" | "tsv") {
            rows.push(Row::Term);
        }
        rows.extend(match format {
            "quizlet" => Some(Row::Card),
            "csv" | "tsv" => Some(Row::Header),
            _ => None,
        });
        if !matches!(format, "ron" | "json") {
            rows.push(Row::Lists);
        }
        if self.past
            || self
                .plan()
                .is_some_and(|plan| plan.files.iter().any(|file| !file.changes.past.is_empty()))
        {
            rows.push(Row::Past);
        }
        rows
    }

    /// Returns the row that is being set.
    pub(super) fn row(&self) -> Row {
        let rows = self.rows();
        rows.get(self.at).or(rows.last()).copied().unwrap_or(Row::Deck)
    }

    pub(super) fn format_in_force(&self) -> &'static str {
        self.format.unwrap_or(self.found)
    }

    pub(super) fn text_of(&mut self, row: Row) -> Option<&mut Field> {
        match row {
            Row::File => self.file.as_mut(),
            Row::Deck => Some(&mut self.deck),
            Row::Term => Some(&mut self.term),
            Row::Card => Some(&mut self.card),
            _ => None,
        }
    }

    /// Returns how the file is to be read.
    pub(super) fn options(&self) -> Options {
        let between = |field: &Field| Some(separator(field.text())).filter(|text| !text.is_empty());
        Options {
            term_separator: between(&self.term),
            card_separator: between(&self.card),
            header: self.header,
            lists: self.lists,
            progress: true,
            encoding: None,
        }
    }

    /// Sets the row to the next of what it may hold, and looks again.
    pub(super) fn choose(&mut self, shared: &Shared, by: isize) -> Option<Wish> {
        let turn = |at: usize, count: usize| (at as isize + by).rem_euclid(count as isize) as usize;
        let row = self.row();
        match row {
            Row::File => return None,
            Row::Format => {
                let names = || FORMATS.iter().map(|format| format.name());
                let at = self
                    .format
                    .and_then(|format| names().position(|name| name == format))
                    .map_or(0, |at| at + 1);
                self.format =
                    turn(at, FORMATS.len() + 1).checked_sub(1).and_then(|at| names().nth(at));
            }
            Row::Header => {
                let known = [None, Some(true), Some(false)];
                let at = known.iter().position(|header| *header == self.header).unwrap_or(0);
                self.header = known[turn(at, known.len())];
            }
            Row::Lists => self.lists = !self.lists,
            Row::Past => {
                // What happened to the cards is read in any case, so that the row can tell of it.
                self.past = !self.past;
                return None;
            }
            Row::Deck | Row::Term | Row::Card => {
                let known: Vec<String> = match row {
                    Row::Term => BETWEEN_SIDES.map(str::to_string).to_vec(),
                    Row::Card => BETWEEN_NOTES.map(str::to_string).to_vec(),
                    _ => shared
                        .collection
                        .decks()
                        .iter()
                        .map(|deck| deck.head.title.clone())
                        .collect(),
                };
                let field = self.text_of(row)?;
                let at = known.iter().position(|text| text == field.text());
                let next = at
                    .map_or(if by > 0 { 0 } else { known.len().saturating_sub(1) }, |at| {
                        turn(at, known.len())
                    });
                *field = Field::with(known.get(next)?);
            }
        }
        Some(self.read(shared))
    }
}

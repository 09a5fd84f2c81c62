//! The rows of settings of an import: which there are, and how their values change.

use super::import_setting::ImportSetting;
use super::{ImportScreen, ImportStage};
use crate::exchange::{FORMATS, ImportOptions, parse_separator};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, ScreenContext};

/// Common separators between a term and its definition, by name; empty to detect it.
const BETWEEN_SIDES: [&str; 7] = ["", "tab", "comma", "semicolon", " - ", " = ", ": "];
/// Common separators between two notes.
const BETWEEN_NOTES: [&str; 4] = ["", "newline", "blank-line", "semicolon"];

impl ImportScreen {
    /// The rows that make sense for the format.
    pub(super) fn rows(&self) -> Vec<ImportSetting> {
        let file = self.file.iter().map(|_| ImportSetting::File);
        if let ImportStage::Naming = self.stage {
            return file.collect();
        }
        let mut rows: Vec<ImportSetting> =
            file.chain([ImportSetting::Deck, ImportSetting::Format]).collect();
        let format = self.current_format();
        match format {
            "quizlet" => rows.extend([ImportSetting::Term, ImportSetting::Card]),
            "csv" | "tsv" => {
                rows.extend([ImportSetting::Term, ImportSetting::Header, ImportSetting::Columns]);
            }
            _ => {}
        }
        if !matches!(format, "ron" | "json") {
            rows.push(ImportSetting::Lists);
        }
        if matches!(format, "quizlet" | "csv" | "tsv") {
            rows.push(ImportSetting::Ways);
        }
        if self.past
            || self
                .plan()
                .is_some_and(|plan| plan.files.iter().any(|file| !file.changes.history.is_empty()))
        {
            rows.push(ImportSetting::Past);
        }
        rows
    }

    /// The selected row.
    pub(super) fn row(&self) -> ImportSetting {
        let rows = self.rows();
        rows.get(self.index).or(rows.last()).copied().unwrap_or(ImportSetting::Deck)
    }

    pub(super) fn current_format(&self) -> &'static str {
        self.format.unwrap_or(self.found)
    }

    pub(super) fn field_mut(&mut self, row: ImportSetting) -> Option<&mut TextField> {
        match row {
            ImportSetting::File => self.file.as_mut(),
            ImportSetting::Deck => Some(&mut self.deck),
            ImportSetting::Term => Some(&mut self.term),
            ImportSetting::Card => Some(&mut self.card),
            ImportSetting::Columns => Some(&mut self.columns),
            _ => None,
        }
    }

    /// How to read the file.
    pub(super) fn options(&self) -> ImportOptions {
        let between =
            |field: &TextField| Some(parse_separator(field.text())).filter(|text| !text.is_empty());
        ImportOptions {
            term_separator: between(&self.term),
            card_separator: between(&self.card),
            header: self.header,
            columns: Some(self.columns.text().trim().to_string()).filter(|text| !text.is_empty()),
            one_way: self.one_way,
            alternating: self.format == Some("quizlet"),
            lists: self.lists,
            progress: true,
            encoding: None,
        }
    }

    /// Sets the row to its next value, and reads again.
    pub(super) fn choose(&mut self, shared: &ScreenContext, by: isize) -> Option<Command> {
        let turn =
            |index: usize, count: usize| (index as isize + by).rem_euclid(count as isize) as usize;
        let row = self.row();
        match row {
            ImportSetting::File | ImportSetting::Columns => return None,
            ImportSetting::Format => {
                let names = || FORMATS.iter().map(|format| format.name());
                let index = self
                    .format
                    .and_then(|format| names().position(|name| name == format))
                    .map_or(0, |index| index + 1);
                self.format = turn(index, FORMATS.len() + 1)
                    .checked_sub(1)
                    .and_then(|index| names().nth(index));
            }
            ImportSetting::Header => {
                let known = [None, Some(true), Some(false)];
                let index = known.iter().position(|header| *header == self.header).unwrap_or(0);
                self.header = known[turn(index, known.len())];
            }
            ImportSetting::Ways => self.one_way = !self.one_way,
            ImportSetting::Lists => self.lists = !self.lists,
            ImportSetting::Past => {
                // Reviews are read in any case, so that the row can count them.
                self.past = !self.past;
                return None;
            }
            ImportSetting::Deck | ImportSetting::Term | ImportSetting::Card => {
                let known: Vec<String> = match row {
                    ImportSetting::Term => BETWEEN_SIDES.map(str::to_string).to_vec(),
                    ImportSetting::Card => BETWEEN_NOTES.map(str::to_string).to_vec(),
                    _ => shared
                        .learner
                        .library
                        .decks()
                        .iter()
                        .map(|deck| deck.head.title.clone())
                        .collect(),
                };
                let field = self.field_mut(row)?;
                let index = known.iter().position(|text| text == field.text());
                let next = index
                    .map_or(if by > 0 { 0 } else { known.len().saturating_sub(1) }, |index| {
                        turn(index, known.len())
                    });
                *field = TextField::with_text(known.get(next)?);
            }
        }
        Some(self.read(shared))
    }
}

//! What can be set about an import, row by row.

use super::import_setting::ImportSetting;
use super::{ImportScreen, ImportStage};
use crate::exchange::{FORMATS, ImportOptions, parse_separator};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, ScreenContext};

/// What often stands between a term and its definition, by name; nothing lets it be found out.
const BETWEEN_SIDES: [&str; 7] = ["", "tab", "comma", "semicolon", " - ", " = ", ": "];
/// What often stands between two notes.
const BETWEEN_NOTES: [&str; 4] = ["", "newline", "blank-line", "semicolon"];

impl ImportScreen {
    /// Returns the rows that make sense for the format.
    pub(super) fn rows(&self) -> Vec<ImportSetting> {
        let file = self.file.iter().map(|_| ImportSetting::File);
        if let ImportStage::Naming = self.stage {
            return file.collect();
        }
        let mut rows: Vec<ImportSetting> =
            file.chain([ImportSetting::Deck, ImportSetting::Format]).collect();
        let format = self.format_in_force();
        if matches!(format, "quizlet" | "csv" | "tsv") {
            rows.push(ImportSetting::Term);
        }
        rows.extend(match format {
            "quizlet" => Some(ImportSetting::Card),
            "csv" | "tsv" => Some(ImportSetting::Header),
            _ => None,
        });
        if !matches!(format, "ron" | "json") {
            rows.push(ImportSetting::Lists);
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

    /// Returns the row that is being set.
    pub(super) fn row(&self) -> ImportSetting {
        let rows = self.rows();
        rows.get(self.at).or(rows.last()).copied().unwrap_or(ImportSetting::Deck)
    }

    pub(super) fn format_in_force(&self) -> &'static str {
        self.format.unwrap_or(self.found)
    }

    pub(super) fn text_of(&mut self, row: ImportSetting) -> Option<&mut TextField> {
        match row {
            ImportSetting::File => self.file.as_mut(),
            ImportSetting::Deck => Some(&mut self.deck),
            ImportSetting::Term => Some(&mut self.term),
            ImportSetting::Card => Some(&mut self.card),
            _ => None,
        }
    }

    /// Returns how the file is to be read.
    pub(super) fn options(&self) -> ImportOptions {
        let between =
            |field: &TextField| Some(parse_separator(field.text())).filter(|text| !text.is_empty());
        ImportOptions {
            term_separator: between(&self.term),
            card_separator: between(&self.card),
            header: self.header,
            lists: self.lists,
            progress: true,
            encoding: None,
        }
    }

    /// Sets the row to the next of what it may hold, and looks again.
    pub(super) fn choose(&mut self, shared: &ScreenContext, by: isize) -> Option<Command> {
        let turn = |at: usize, count: usize| (at as isize + by).rem_euclid(count as isize) as usize;
        let row = self.row();
        match row {
            ImportSetting::File => return None,
            ImportSetting::Format => {
                let names = || FORMATS.iter().map(|format| format.name());
                let at = self
                    .format
                    .and_then(|format| names().position(|name| name == format))
                    .map_or(0, |at| at + 1);
                self.format =
                    turn(at, FORMATS.len() + 1).checked_sub(1).and_then(|at| names().nth(at));
            }
            ImportSetting::Header => {
                let known = [None, Some(true), Some(false)];
                let at = known.iter().position(|header| *header == self.header).unwrap_or(0);
                self.header = known[turn(at, known.len())];
            }
            ImportSetting::Lists => self.lists = !self.lists,
            ImportSetting::Past => {
                // What happened to the cards is read in any case, so that the row can tell of it.
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
                let field = self.text_of(row)?;
                let at = known.iter().position(|text| text == field.text());
                let next = at
                    .map_or(if by > 0 { 0 } else { known.len().saturating_sub(1) }, |at| {
                        turn(at, known.len())
                    });
                *field = TextField::with_text(known.get(next)?);
            }
        }
        Some(self.read(shared))
    }
}

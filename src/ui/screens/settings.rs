//! The settings, or the options of a deck: each with its value, which is written to `settings.ron`
//! as soon as it changes.
//!
//! The values are those in force; this screen keeps the selected row, the text being typed, and the
//! changes to undo. The app has the file written.

pub mod choices;
mod target;
mod view;

use crate::settings::{SettingValue, Settings};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::view::list::{ListMove, ListState};
use choices::{CHOICES, SettingKind, SettingsRow, deck_rows};
use target::SettingsTarget;

/// A change of a setting; no value is a deck's that falls back to the general one.
#[derive(Clone, Debug)]
struct SettingChange {
    key: &'static str,
    before: Option<SettingValue>,
    after: Option<SettingValue>,
}

/// The screen of the settings, or of a deck's options.
#[derive(Debug)]
pub struct SettingsScreen {
    target: SettingsTarget,
    rows: Vec<&'static SettingsRow>,
    list: ListState,
    /// The selected row's value while it is typed.
    field: Option<TextField>,
    /// Why the value can't be set.
    refused: Option<String>,
    done: Vec<SettingChange>,
    undone: Vec<SettingChange>,
}

impl Default for SettingsScreen {
    /// The settings of everything.
    fn default() -> SettingsScreen {
        SettingsScreen::with_target(SettingsTarget::Everything, CHOICES.iter().collect())
    }
}

impl SettingsScreen {
    /// The options of a deck.
    pub fn for_deck(deck: String) -> SettingsScreen {
        SettingsScreen::with_target(SettingsTarget::Deck(deck), deck_rows())
    }

    fn with_target(target: SettingsTarget, rows: Vec<&'static SettingsRow>) -> SettingsScreen {
        SettingsScreen {
            target,
            rows,
            list: ListState::default(),
            field: None,
            refused: None,
            done: Vec::new(),
            undone: Vec::new(),
        }
    }

    fn choice(&self) -> &'static SettingsRow {
        self.rows[self.list.selected(self.rows.len())]
    }

    /// Sets the selected row's value, or lets it fall back, unless it is out of range.
    fn set(&mut self, settings: &Settings, value: Option<SettingValue>) -> Option<Command> {
        let key = self.choice().key;
        settings.value(key)?;
        let before = self.target.own_value(settings, key);
        let Some(after) = self.target.with_value(settings, key, value.as_ref()) else {
            self.refused = Some("that is too much".to_string());
            return None;
        };
        if let Err(fault) = after.check() {
            self.refused = Some(fault.to_string());
            return None;
        }
        self.field = None;
        if before == value {
            return None;
        }
        self.undone.clear();
        self.done.push(SettingChange { key, before, after: value.clone() });
        Some(Command::Effect(self.target.effect(key, value)?))
    }

    fn step(&mut self, settings: &Settings, by: i32) -> Option<Command> {
        let choice = self.choice();
        let value = choice.kind.step(&self.target.value(settings, choice.key)?, by);
        self.set(settings, Some(value))
    }

    /// Goes to the next choice, opens the field for a typed value, or sets the one in it.
    fn enter(&mut self, settings: &Settings) -> Option<Command> {
        let choice = self.choice();
        let value = self.target.value(settings, choice.key);
        match (&self.field, choice.kind) {
            (Some(field), kind) => match kind.read(&value?, field.text()) {
                Ok(value) => return self.set(settings, Some(value)),
                Err(wanted) => self.refused = Some(wanted.to_string()),
            },
            (None, SettingKind::Exam) => {
                return Some(Command::close_and(Command::Act(Action::SetExam)));
            }
            (None, SettingKind::Switch(_) | SettingKind::Names(_)) => {
                return self.step(settings, 1);
            }
            (None, kind) => {
                self.field = Some(TextField::with_text(&kind.input_text(&value?)));
            }
        }
        None
    }

    /// Undoes or redoes the last change that was written.
    fn undo_or_redo(&mut self, settings: &Settings, back: bool) -> Option<Command> {
        let (from, to) = if back {
            (&mut self.done, &mut self.undone)
        } else {
            (&mut self.undone, &mut self.done)
        };
        // A change that could not be written is skipped.
        let took_place = |change: &SettingChange| {
            let holds = if back { &change.after } else { &change.before };
            self.target.own_value(settings, change.key) == *holds
        };
        while let Some(change) = from.pop() {
            if took_place(&change) {
                let value = if back { change.before.clone() } else { change.after.clone() };
                let row = self.rows.iter().position(|row| row.key == change.key).unwrap_or(0);
                self.list.go(ListMove::To(row), self.rows.len(), self.rows.len());
                let key = change.key;
                to.push(change);
                return Some(Command::Effect(self.target.effect(key, value)?));
            }
        }
        let nothing = if back { "There is nothing to undo" } else { "There is nothing to redo" };
        Some(Command::Notify(nothing.to_string()))
    }
}

impl Screen for SettingsScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.field {
            Some(_) => &[Context::Value, Context::Field, Context::Always],
            None if matches!(self.target, SettingsTarget::Deck(_)) => {
                &[Context::DeckOptions, Context::Settings, Context::List, Context::Always]
            }
            None => &[Context::Settings, Context::List, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.field.as_mut()
    }

    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        self.refused = None;
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (settings, len) = (shared.learner.scheduler.settings(), self.rows.len());
        self.refused = None;
        match action {
            Action::Back if self.field.is_some() => self.field = None,
            Action::Back | Action::Leave => return Some(self.target.close()),
            Action::SetValue => return self.enter(settings),
            Action::More | Action::Toggle => return self.step(settings, 1),
            Action::Less => return self.step(settings, -1),
            Action::Restore | Action::UseGeneral => {
                let default = self.target.default_value(self.choice().key);
                return self.set(settings, default);
            }
            Action::Undo => return self.undo_or_redo(settings, true),
            Action::Redo => return self.undo_or_redo(settings, false),
            Action::Pick(ListArea::Overlay, row) => {
                let chosen = self.list.selected(len) == row;
                self.field = None;
                self.list.go(ListMove::To(row), len, view::rows(shared));
                // A second click opens what the first one selected.
                return if chosen { self.enter(settings) } else { None };
            }
            Action::Scroll(_, by) => {
                self.field = None;
                self.list.scroll(by.into(), len, view::rows(shared));
            }
            other => {
                let rows = view::rows(shared);
                self.list.go(ListMove::from_action(other, rows)?, len, rows);
            }
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}

//! The settings: each with its value, which is written to `settings.ron` as soon as it changes.
//!
//! The values are those in force; this screen keeps the selected row, the text being typed, and the
//! changes to undo. The app has the file written.

pub mod choices;
mod view;

use crate::settings::{SettingValue, Settings};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::tab::Tab;
use crate::ui::view::list::{ListMove, ListState};
use choices::{CHOICES, SettingKind, SettingsRow};

/// A change of a setting.
#[derive(Clone, Debug)]
struct SettingChange {
    key: &'static str,
    before: SettingValue,
    after: SettingValue,
}

/// The settings screen.
#[derive(Debug, Default)]
pub struct SettingsScreen {
    list: ListState,
    /// The selected row's value while it is typed.
    field: Option<TextField>,
    /// Why the value can't be set.
    refused: Option<String>,
    done: Vec<SettingChange>,
    undone: Vec<SettingChange>,
}

impl SettingsScreen {
    fn choice(&self) -> &'static SettingsRow {
        &CHOICES[self.list.selected(CHOICES.len())]
    }

    /// Sets the selected row's value, unless it is out of range.
    fn set(&mut self, settings: &Settings, value: SettingValue) -> Option<Command> {
        let key = self.choice().key;
        let before = settings.value(key)?;
        let Some(after) = settings.with_value(key, &value) else {
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
        Some(Command::Effect(Effect::Set(key, value)))
    }

    fn step(&mut self, settings: &Settings, by: i32) -> Option<Command> {
        let choice = self.choice();
        let value = choice.kind.step(&settings.value(choice.key)?, by);
        self.set(settings, value)
    }

    /// Goes to the next choice, opens the field for a typed value, or sets the one in it.
    fn enter(&mut self, settings: &Settings) -> Option<Command> {
        let choice = self.choice();
        match (&self.field, choice.kind) {
            (Some(field), kind) => match kind.read(field.text()) {
                Ok(value) => return self.set(settings, value),
                Err(wanted) => self.refused = Some(wanted.to_string()),
            },
            (None, SettingKind::Exam) => {
                let commands = vec![
                    Command::Close,
                    Command::Goto(Tab::Progress),
                    Command::Act(Action::SetExam),
                ];
                return Some(Command::All(commands));
            }
            (None, SettingKind::Switch(_) | SettingKind::Names(_)) => {
                return self.step(settings, 1);
            }
            (None, kind) => {
                self.field =
                    Some(TextField::with_text(&kind.input_text(&settings.value(choice.key)?)));
            }
        }
        None
    }

    /// Undoes or redoes the last change that was written.
    fn undo_or_redo(&mut self, settings: &Settings, back: bool) -> Command {
        let (from, to) = if back {
            (&mut self.done, &mut self.undone)
        } else {
            (&mut self.undone, &mut self.done)
        };
        // A change that could not be written is skipped.
        let took_place = |change: &SettingChange| {
            let holds = if back { &change.after } else { &change.before };
            settings.value(change.key).as_ref() == Some(holds)
        };
        while let Some(change) = from.pop() {
            if took_place(&change) {
                let value = if back { change.before.clone() } else { change.after.clone() };
                let row = CHOICES.iter().position(|choice| choice.key == change.key).unwrap_or(0);
                self.list.go(ListMove::To(row), CHOICES.len(), CHOICES.len());
                let key = change.key;
                to.push(change);
                return Command::Effect(Effect::Set(key, value));
            }
        }
        Command::Notify(
            if back { "There is nothing to undo" } else { "There is nothing to redo" }.to_string(),
        )
    }
}

impl Screen for SettingsScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.field {
            Some(_) => &[Context::Value, Context::Field, Context::Always],
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
        let settings = shared.learner.scheduler.settings();
        self.refused = None;
        match action {
            Action::Back if self.field.is_some() => self.field = None,
            Action::Back | Action::Leave => return Some(Command::Close),
            Action::SetValue => return self.enter(settings),
            Action::More | Action::Toggle => return self.step(settings, 1),
            Action::Less => return self.step(settings, -1),
            Action::Restore => {
                let default = Settings::default().value(self.choice().key)?;
                return self.set(settings, default);
            }
            Action::Undo => return Some(self.undo_or_redo(settings, true)),
            Action::Redo => return Some(self.undo_or_redo(settings, false)),
            Action::Pick(ListArea::Overlay, row) => {
                let chosen = self.list.selected(CHOICES.len()) == row;
                self.field = None;
                self.list.go(ListMove::To(row), CHOICES.len(), view::rows(shared));
                // A second click opens what the first one selected.
                return if chosen { self.enter(settings) } else { None };
            }
            Action::Scroll(_, by) => {
                self.field = None;
                self.list.scroll(by.into(), CHOICES.len(), view::rows(shared));
            }
            other => {
                let rows = view::rows(shared);
                self.list.go(ListMove::from_action(other, rows)?, CHOICES.len(), rows);
            }
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}

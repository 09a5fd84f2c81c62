//! What follows from other settings.

use super::App;
use crate::fault::Fault;
use crate::memory::Scheduler;
use crate::settings::SettingValue;
use crate::settings::Settings;
use crate::text::math::GlyphSet;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Keymap;
use crate::ui::screens::exam_form::ExamForm;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::shell::message::Effect;
use crate::ui::tab::Tab;
use crate::ui::view::learner_text::change_text;

impl App {
    /// The settings on disk have changed.
    pub(super) fn settings_set(&mut self, settings: Settings) {
        self.apply_settings(settings);
        self.dialog_saved();
        let undo = self.key_for(Action::Undo).filter(|_| self.stack.tab() != Tab::Drill);
        if let Some(change) = self.undo_stack.switched() {
            self.notice = Some(change_text(change, undo));
        }
    }

    /// Applies settings that are on disk.
    pub(super) fn apply_settings(&mut self, settings: Settings) {
        let before = self.shared.learner.scheduler.settings().clone();
        let hidden_before = self.shared.learner.hidden_decks();
        let is_other_theme = before.theme != settings.theme;
        let is_theme_only =
            settings == Settings { theme: settings.theme.clone(), ..before.clone() };
        let are_other_keys = (&before.preset, &before.keys) != (&settings.preset, &settings.keys);

        let theme_fault =
            if is_other_theme { self.themes.select(&settings.theme).err() } else { None };
        let (keymap, key_faults) = Keymap::from_settings(&settings, |_, _| None);
        self.shared.keymap = keymap;
        // The user's own keys may clash with those of another preset.
        let key_fault = key_faults.into_iter().next().filter(|_| are_other_keys);
        if before.glyphs != settings.glyphs {
            self.shared.glyphs =
                if settings.is_ascii() { GlyphSet::Ascii } else { GlyphSet::Unicode };
        }
        self.shared.pictures.set_choice(&settings.pictures, self.shared.glyphs);
        if before.mouse != settings.mouse {
            self.effects.push(Effect::Mouse(settings.mouse));
        }

        self.needs_refold |= before.fold_settings() != settings.fold_settings();
        let mut calendar = self.shared.learner.scheduler.calendar().clone();
        if before.day_starts != settings.day_starts {
            calendar = calendar.starting(settings.day_starts);
        }
        self.shared.learner.scheduler = Scheduler::new(settings, calendar);
        if hidden_before != self.shared.learner.hidden_decks() {
            self.stack.tabs.browse.listed_decks_changed();
            self.stack.tabs.search.searched_decks_changed();
        }
        if !is_theme_only {
            self.restart_with_settings();
        }
        if let Some(fault) = theme_fault.or(key_fault) {
            self.notify(fault.to_string());
        }
    }

    /// Opens the form of the next exam, in Progress of the one that is shown, or of a new one.
    pub(super) fn open_exam_form(&mut self) {
        let exam = match self.stack.tab() {
            Tab::Progress => self.stack.tabs.progress.exam(&self.shared),
            _ => self.shared.learner.plan.exams.first().map(|forecast| forecast.exam.clone()),
        };
        let name = exam.as_ref().map(|exam| exam.name.clone());
        let (form, command) = self
            .take_exam_form(name.as_deref())
            .unwrap_or_else(|| ExamForm::new(&self.shared, exam));
        self.stack.open(Layer::Dialog, form);
        self.run_optional(Layer::Dialog, command);
    }

    /// Somebody has changed the settings on disk. Ones that can't be read change nothing here.
    pub(super) fn settings_changed(&mut self, settings: Settings, faults: Vec<Fault>) {
        let file = self.shared.home.settings().display().to_string();
        let is_of_file =
            |fault: &Fault| fault.place.as_ref().is_some_and(|place| place.file == file);
        self.shared.faults.retain(|fault| !is_of_file(fault));
        let first = faults.first().map(ToString::to_string);
        self.shared.faults.extend(faults);
        if let Some(fault) = first {
            self.notify(fault);
        } else if settings != *self.shared.learner.scheduler.settings() {
            self.apply_settings(settings);
            self.late_notice = Some("The settings changed on disk and are in force".to_string());
        }
    }

    fn restart_with_settings(&mut self) {
        self.shared.learner.invalidate_plan();
        // As long as they are being changed, a long log is not folded at every step.
        if !self.stack.is_open(Layer::Dialog) {
            self.refold_if_needed();
        }
        self.stack.tabs.drill.adapt(&self.shared);
        self.goto(self.stack.tab());
        if self.stack.is_open(Layer::Dialog) {
            // The decks show the plan even under a drill, which has one of its own.
            self.shared.learner.replan();
        }
    }

    /// Has the log folded with the settings as they are now, if it was not yet.
    pub(super) fn refold_if_needed(&mut self) {
        if std::mem::take(&mut self.needs_refold) {
            self.effects.push(Effect::Refold);
        }
    }

    /// Selects a theme, and has it saved if it is to be kept; without that it stays until the end.
    pub(super) fn select_theme(&mut self, name: String, is_kept: bool) {
        if let Err(fault) = self.themes.select(&name) {
            self.notify(fault.to_string());
        } else if is_kept {
            let note = if self.themes.has_colours() {
                ""
            } else {
                "; without colors all themes look the same"
            };
            self.notice = Some(format!("Theme: {name}{note}"));
            self.effects.push(Effect::Set("theme", SettingValue::Name(name)));
        }
    }
}

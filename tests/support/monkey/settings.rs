//! What becomes of the settings in the monkey test: they are always written.

use lacuna::settings::Exam;
use lacuna::ui::shell::message::{Effect, Msg};

use super::Monkey;

impl Monkey {
    /// Changes the settings as an effect asks for, and leaves them alone for any other.
    pub(super) fn settings_set(&mut self, effect: Effect) -> Msg {
        match effect {
            Effect::SetStudied(deck, on) => {
                self.settings.studied.insert(deck, on);
            }
            Effect::SetTopic(deck, topic, on) => {
                self.settings = self.settings.with_topic(&deck, &topic, on);
            }
            Effect::SetDeckOption(deck, key, value) => {
                let settings = self
                    .settings
                    .with_deck_option(&deck, key, value)
                    .expect("the screen knows what a key takes");
                self.adrift |= settings.fold_settings() != self.settings.fold_settings();
                self.settings = settings;
            }
            Effect::SetExam(exam, before) => {
                let exams = std::mem::take(&mut self.settings.exams);
                self.settings.exams = exam.insert_into(exams, &before);
                // An exam far away is planned for long; this is about other things.
                self.settings.exams.retain(|exam: &Exam| exam.date.0 < 20_900);
            }
            Effect::SetParameters(parameters) => self.settings.parameters = parameters,
            Effect::Set(key, value) => {
                let settings = self
                    .settings
                    .with_value(key, &value)
                    .expect("the screen knows what a key takes");
                // As long as the settings are open, the log is not folded by them.
                self.adrift |= settings.fold_settings() != self.settings.fold_settings();
                self.settings = settings;
            }
            _ => {}
        }
        Msg::SettingsSet(Box::new(self.settings.clone()))
    }
}

//! The form's texts as they are kept on disk while the exam is not saved, and back.

use super::{ExamForm, coming_exams};
use crate::store::unsaved::ExamTexts;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, ScreenContext};

impl ExamForm {
    /// The form with texts that were put aside, with the job that computes its score.
    pub fn from_texts(shared: &ScreenContext, texts: &ExamTexts) -> (ExamForm, Option<Command>) {
        let origin = texts.origin.as_ref();
        let exam = origin.and_then(|name| coming_exams(shared).find(|exam| exam.name == *name));
        let mut form = ExamForm {
            name: TextField::with_text(&texts.name),
            date: TextField::with_text(&texts.date),
            minutes: TextField::with_text(&texts.minutes),
            decks: texts.decks.clone(),
            topics: texts.topics.clone(),
            ..ExamForm::from_exam(exam.cloned())
        };
        let command = form.ask_for_score(shared);
        (form, command)
    }

    /// The texts in the form.
    pub(super) fn texts(&self) -> ExamTexts {
        ExamTexts {
            origin: self.origin.as_ref().map(|exam| exam.name.clone()),
            name: self.name.text().to_string(),
            date: self.date.text().to_string(),
            minutes: self.minutes.text().to_string(),
            decks: self.decks.clone(),
            topics: self.topics.clone(),
        }
    }
}

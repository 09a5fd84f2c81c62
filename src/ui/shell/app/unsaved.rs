//! What is typed and not saved yet: kept on disk while it is typed, and offered again.

use std::time::Duration;

use super::App;
use crate::library::NoteIx;
use crate::store::NoteDraft;
use crate::store::unsaved::Unsaved;
use crate::text::count::pluralize;
use crate::ui::screens::decks::DecksScreen;
use crate::ui::screens::exam_form::ExamForm;
use crate::ui::screens::note_form::NoteForm;
use crate::ui::screens::screen::{Command, Screen};
use crate::ui::screens::screen_stack::Layer;
use crate::ui::shell::message::Effect;
use crate::ui::tab::Tab;

/// What is being typed is written at most so often.
const PAUSE: Duration = Duration::from_secs(1);

/// What was last written of what is typed.
#[derive(Debug, Default)]
pub(super) struct KeptTexts {
    texts: Vec<Unsaved>,
    at: Duration,
    /// Whether there is something newer.
    is_stale: bool,
}

impl App {
    /// Offers again what earlier sessions left, forms and drafts of the editor.
    pub(super) fn offer_unsaved(&mut self, texts: Vec<Unsaved>, drafts: Vec<NoteDraft>) {
        self.kept.texts.clone_from(&texts);
        self.shared.unsaved = texts;
        self.shared.edited = drafts;
        let count = self.shared.unsaved_count();
        // Home lists them.
        if count > 0 && self.notice.is_none() && self.stack.tab() != Tab::Home {
            let drafts = pluralize(count, "draft is", "drafts are");
            self.notice = Some(format!("▲ {drafts} not saved yet (g h shows them)"));
        }
    }

    /// Has what is typed written: after a pause, or at once.
    pub(super) fn keep_unsaved(&mut self, at_once: bool) {
        let mut texts = self.shared.unsaved.clone();
        texts.extend(self.stack.tabs.drill.unsaved());
        texts.extend(self.stack.tabs.quiz.unsaved());
        texts.extend(self.stack.get(Layer::Dialog).and_then(Screen::unsaved));
        self.kept.is_stale = texts != self.kept.texts;
        let is_time = self.shared.run >= self.kept.at + PAUSE;
        if self.kept.is_stale && (at_once || is_time || texts.len() < self.kept.texts.len()) {
            self.kept = KeptTexts { texts: texts.clone(), at: self.shared.run, is_stale: false };
            // Before leaving, above all.
            self.effects.insert(0, Effect::KeepUnsaved(texts));
        }
    }

    /// Whether something that is typed waits to be written, and for how long at most.
    pub(super) fn unsaved_wait(&self) -> Option<Duration> {
        self.kept.is_stale.then_some(PAUSE)
    }

    /// Puts the texts in the screen of a layer aside, and closes it.
    pub(super) fn stash(&mut self, layer: Layer) {
        let text = self.stack.get(layer).and_then(Screen::unsaved);
        self.shared.unsaved.extend(text);
        self.stack.close(layer);
    }

    /// Takes the form of this note, or of a new one, from what was put aside.
    pub(super) fn take_form(&mut self, note: Option<NoteIx>) -> Option<NoteForm> {
        let library = &self.shared.learner.library;
        let note = note.map(|note| {
            let deck = &library.deck_info(library.deck(note)).head.id;
            (deck.clone(), library.id(note).into_owned())
        });
        self.take_form_of(note.as_ref())
    }

    /// The same for a note by the ids of its deck and its own.
    pub(super) fn take_form_of(&mut self, note: Option<&(String, String)>) -> Option<NoteForm> {
        let is_of_note = |text: &Unsaved| match text {
            Unsaved::Note(texts) => {
                let origin = texts.origin.as_ref();
                let origin = origin.map(|origin| (&origin.deck, &origin.note));
                origin == note.map(|(deck, note)| (deck, note))
            }
            _ => false,
        };
        let at = self.shared.unsaved.iter().position(is_of_note)?;
        match self.shared.unsaved.remove(at) {
            Unsaved::Note(texts) => Some(NoteForm::from_texts(*texts)),
            _ => None,
        }
    }

    /// Takes the form of the exam of that name, or of a new one, from what was put aside.
    pub(super) fn take_exam_form(
        &mut self,
        name: Option<&str>,
    ) -> Option<(ExamForm, Option<Command>)> {
        let is_of_exam = |text: &Unsaved| matches!(text, Unsaved::Exam(texts) if texts.origin.as_deref() == name);
        let at = self.shared.unsaved.iter().position(is_of_exam)?;
        match self.shared.unsaved.remove(at) {
            Unsaved::Exam(texts) => Some(ExamForm::from_texts(&self.shared, &texts)),
            _ => None,
        }
    }

    /// Goes on with a text that is not saved, by its number on Home.
    pub(super) fn resume_unsaved(&mut self, number: usize) {
        if number >= self.shared.unsaved.len() {
            let draft = number - self.shared.unsaved.len();
            if draft < self.shared.edited.len() {
                let draft = self.shared.edited.remove(draft);
                self.effects.push(Effect::ReadDraft(draft));
            }
            return;
        }
        if let Unsaved::Deck(deck, _) = &self.shared.unsaved[number]
            && self.shared.learner.library.find_deck(deck).is_none()
        {
            self.notice = Some(format!("There is no deck `{deck}` any more"));
            return;
        }
        match self.shared.unsaved.remove(number) {
            Unsaved::Note(texts) => self.stack.open(Layer::Dialog, NoteForm::from_texts(*texts)),
            Unsaved::Exam(texts) => {
                let (form, command) = ExamForm::from_texts(&self.shared, &texts);
                self.stack.open(Layer::Dialog, form);
                self.run_optional(Layer::Dialog, command);
            }
            Unsaved::Pasted(text) => {
                self.run_command(Layer::Tab(Tab::Home), Command::Import(text));
            }
            // It goes into its field when its card is in front.
            Unsaved::Answer(..) => self.goto(Tab::Drill),
            Unsaved::QuizAnswer(..) => self.goto(Tab::Quiz),
            Unsaved::Deck(deck, typed) => {
                self.shared.learner.replan();
                let notes = self.stack.tabs.browse.marked();
                let decks = DecksScreen::on_deck(&self.shared, notes, &deck);
                let library = &self.shared.learner.library;
                self.stack.open(Layer::Dialog, decks.resume_typing(library, &deck, typed));
            }
        }
    }

    /// Drops a text that is not saved, by its number on Home.
    pub(super) fn discard_unsaved(&mut self, number: usize) {
        if number < self.shared.unsaved.len() {
            self.shared.unsaved.remove(number);
        } else if number - self.shared.unsaved.len() < self.shared.edited.len() {
            let draft = self.shared.edited.remove(number - self.shared.unsaved.len());
            self.effects.push(Effect::Discard(draft));
        }
        self.notice = Some("The draft is deleted".to_string());
    }

    /// Puts an answer back that was being typed for the question in front when lacuna ended.
    pub(super) fn restore_answer(&mut self) {
        let (tab, tabs) = (self.stack.tab(), &mut self.stack.tabs);
        let is_in_front = |text: &Unsaved| match text {
            Unsaved::Answer(card, _) => tab == Tab::Drill && tabs.drill.wants_answer(card),
            Unsaved::QuizAnswer(card, _) => tab == Tab::Quiz && tabs.quiz.wants_answer(card),
            _ => false,
        };
        let Some(at) = self.shared.unsaved.iter().position(is_in_front) else { return };
        match self.shared.unsaved.remove(at) {
            Unsaved::Answer(_, text) => tabs.drill.restore_answer(&text),
            Unsaved::QuizAnswer(_, text) => {
                let command = tabs.quiz.restore_answer(&self.shared, &text);
                self.run_optional(Layer::Tab(Tab::Quiz), command);
            }
            _ => {}
        }
    }
}

//! The world around a screen, in memory: a log that never fails, jobs that are done at once,
//! somebody at an editor.

use std::sync::Arc;

use lacuna::deck::{DeckText, Note, Revision, SourceFile, draft, revision, write};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::memory::QuizRecord;
use lacuna::memory::optimise::{FitQuality, FitResult};
use lacuna::search::Searcher;
use lacuna::settings::Settings;
use lacuna::store::{NoteDraft, bundled};
use lacuna::ui::shell::message::{Effect, Job, JobOutcome, Msg, ReloadedDecks};
use lacuna::ui::shell::worker;

use super::Screen;

/// Somebody at an editor, and the one deck file that is edited.
pub(super) struct Editor {
    pub(super) file: SourceFile,
    pub(super) draft: String,
    pub(super) hand: Box<dyn FnMut(&str) -> String>,
    /// Whether the bundled deck lies beside the file.
    pub(super) beside_bundled: bool,
}

impl Screen {
    /// Has somebody edit the notes of the only deck, which stands in this file.
    pub(crate) fn with_editor(
        mut self,
        file: SourceFile,
        hand: impl FnMut(&str) -> String + 'static,
    ) -> Screen {
        self.editor = Some(Editor {
            file,
            draft: String::new(),
            hand: Box::new(hand),
            beside_bundled: false,
        });
        self
    }

    /// Leaves the bundled deck beside the file of the editor.
    pub(crate) fn beside_bundled(mut self) -> Screen {
        if let Some(editor) = &mut self.editor {
            editor.beside_bundled = true;
        }
        self
    }

    /// Returns the settings in force.
    pub(crate) fn settings(&self) -> &Settings {
        self.app.progress().1.settings()
    }

    /// Returns the text of the deck that is edited.
    pub(crate) fn deck(&self) -> &str {
        self.editor.as_ref().map_or("", |editor| &editor.file.text)
    }

    /// Carries out what the app asks for, as far as that is done here; the rest is kept for the
    /// tests to see.
    pub(super) fn carry_out(&mut self, mut effects: Vec<Effect>) {
        while let Some(at) = effects.iter().position(|effect| self.is_at_hand(effect)) {
            let effect = effects.remove(at);
            if let Some(msg) = self.perform(effect) {
                effects.extend(self.app.update(self.times(), msg));
            }
        }
        effects.retain(|effect| !matches!(effect, Effect::Save));
        self.effects.extend(effects);
    }

    /// Whether the effect is carried out here, in memory.
    fn is_at_hand(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Record(_)
            | Effect::KeepUnsaved(_)
            | Effect::Set(..)
            | Effect::SetStudied(..)
            | Effect::SetTopic(..)
            | Effect::SetDeckOption(..)
            | Effect::Run(
                _,
                Job::Quizzes(_)
                | Job::Forecast(_)
                | Job::PreviewImport(_)
                | Job::Export(_)
                | Job::CompleteName(_),
            ) => true,
            Effect::Run(_, Job::Fit(..)) => !self.holds_fits,
            Effect::EditNote(..)
            | Effect::EditAgain(_)
            | Effect::ReadDraft(_)
            | Effect::SaveNote(_)
            | Effect::AddNote(_)
            | Effect::RemoveNote(..)
            | Effect::Discard(_) => self.editor.is_some(),
            _ => false,
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match (effect, &mut self.editor) {
            (Effect::Record(own), _) => {
                self.log.extend(own.clone());
                Some(Msg::Recorded { own, others: Vec::new() })
            }
            (Effect::Set(key, value), _) => {
                let settings = self
                    .app
                    .progress()
                    .1
                    .settings()
                    .with_value(key, &value)
                    .expect("the key takes it");
                Some(Msg::SettingsSet(Box::new(settings)))
            }
            (Effect::SetTopic(deck, topic, on), _) => {
                let settings = self.app.progress().1.settings().with_topic(&deck, &topic, on);
                Some(Msg::SettingsSet(Box::new(settings)))
            }
            (Effect::SetDeckOption(deck, key, value), _) => {
                let settings = self.app.progress().1.settings();
                let settings = settings.with_deck_option(&deck, key, value);
                Some(Msg::SettingsSet(Box::new(settings.expect("the deck takes it"))))
            }
            (Effect::SetStudied(deck, on), _) => {
                let mut settings = self.app.progress().1.settings().clone();
                settings.studied.insert(deck, on);
                Some(Msg::SettingsSet(Box::new(settings)))
            }
            (Effect::Run(job, Job::Quizzes(_)), _) => Some(Msg::Finished(
                job,
                JobOutcome::Quizzes(QuizRecord::from_entries(self.log.clone())),
            )),
            // There is no log to fit; this one had much to tell.
            (Effect::Run(id, Job::Fit(..)), _) => {
                Some(Msg::Finished(id, JobOutcome::Fit(Ok(fit()))))
            }
            (Effect::Run(id, job), _) => {
                Some(Msg::Finished(id, worker::run(&Searcher::default(), job)))
            }
            (Effect::EditNote(deck, note), Some(editor)) => {
                let before = editor.file.text[revision::find(&editor.file, &note)?].to_string();
                editor.draft = draft::draft(&deck, &note, &before);
                let path = format!("/home/you/.config/lacuna/drafts/{deck}-{note}.ron").into();
                Some(editor.edit(NoteDraft { path, deck, note, before }))
            }
            (Effect::KeepUnsaved(texts), _) => {
                self.kept = texts;
                None
            }
            (Effect::EditAgain(draft) | Effect::ReadDraft(draft), Some(editor)) => {
                Some(editor.edit(draft))
            }
            (Effect::SaveNote(saving), Some(editor)) => {
                Some(editor.save(saving.revision, saving.done, false))
            }
            (Effect::AddNote(adding), Some(editor)) => {
                let note = Note { id: "added".into(), ..adding.note };
                let (id, after) = (note.id.clone(), Some(write::note(&note)));
                let revision =
                    Revision { deck: adding.deck, note: id, before: None, after, spot: None };
                Some(editor.save(revision, "The note is saved", true))
            }
            (Effect::RemoveNote(deck, note), Some(editor)) => {
                let revision = Revision::removal(&deck, &note, &editor.file)?;
                Some(editor.save(revision, "The note is deleted", true))
            }
            _ => None,
        }
    }
}

impl Editor {
    fn edit(&mut self, draft: NoteDraft) -> Msg {
        self.draft = (self.hand)(&self.draft);
        Msg::Edited(draft, Ok(self.draft.clone()))
    }

    fn save(&mut self, revision: Revision, done: &'static str, is_news: bool) -> Msg {
        match revision.apply(&self.file) {
            Some(Ok(text)) => {
                self.file.text = text.into();
                let own =
                    DeckText { stem: "d".into(), bundled: false, files: vec![self.file.clone()] };
                let bundled = self.beside_bundled.then(bundled::deck);
                let (library, faults) = Library::open(bundled.into_iter().chain([own]).collect());
                Msg::NoteSaved(Box::new(ReloadedDecks {
                    revision,
                    done,
                    is_news,
                    copy: None,
                    library: Arc::new(library),
                    faults,
                }))
            }
            Some(Err(fault)) => Msg::NoteNotSaved(fault),
            None => Msg::NoteNotSaved(Fault::error("the note is gone", "look for it")),
        }
    }
}

/// A fit that is better than the default parameters.
fn fit() -> FitResult {
    let judged = |log_loss: f32, off: f32| {
        let groups = [0.62_f32, 0.74, 0.83, 0.91, 0.96]
            .map(|recalled| ((recalled + off).min(0.99), recalled));
        FitQuality { log_loss, groups: groups.to_vec() }
    };
    let parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
    FitResult {
        parameters,
        trained: 412,
        judged: 103,
        before: judged(0.4471, 0.13),
        after: judged(0.4123, 0.02),
    }
}

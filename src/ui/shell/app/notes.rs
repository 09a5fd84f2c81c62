//! Writing, changing and deleting notes: from the key to a form or a draft, from there to the deck,
//! and the decks read again.

use std::sync::Arc;

use super::App;
use crate::deck::{Revision, SourceFile, draft};
use crate::fault::Fault;
use crate::library::{Library, NoteIx, Remap};
use crate::session::{Learner, first_deck};
use crate::store::NoteDraft;
use crate::text::count::pluralize;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::confirm::DeleteDialog;
use crate::ui::screens::first_deck::FirstDeckDialog;
use crate::ui::screens::note_form::NoteForm;
use crate::ui::screens::rejected_draft::RejectedDraft;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::shell::message::{Effect, NoteChange, ReloadedDecks};
use crate::ui::tab::Tab;

impl App {
    /// The note on the screen with its deck's id and its own; says so if there is none.
    fn note_on_screen(&mut self) -> Option<(NoteIx, String, String)> {
        let Some(note) = self.stack.tab_screen().note() else {
            self.notice = Some("There is no note here".to_string());
            return None;
        };
        let library = &self.shared.learner.library;
        let deck = library.deck_info(library.deck(note)).head.id.clone();
        Some((note, deck, library.id(note).into_owned()))
    }

    pub(super) fn edit_note(&mut self) {
        if let Some((note, ..)) = self.note_on_screen() {
            self.open_form(Some(note));
        }
    }

    /// Opens the form of a note, or of a new one; as it was left, if it was left half written.
    pub(super) fn open_form(&mut self, note: Option<NoteIx>) {
        let form = self.take_form(note).or_else(|| match note {
            None => Some(NoteForm::add(&self.shared)),
            Some(note) => NoteForm::edit(&self.shared, note),
        });
        if let Some(form) = form {
            self.stack.open(Layer::Dialog, form);
            return;
        }
        let way = self.shared.key_hint("; ", self.contexts(), Action::EditText, "opens its text");
        self.notice = Some(format!("This note can't be read{way}"));
    }

    /// Opens the note on the screen in the user's editor.
    pub(super) fn edit_text(&mut self) {
        if let Some((_, deck, note)) = self.note_on_screen() {
            self.effects.push(Effect::EditNote(deck, note));
        }
    }

    /// Asks whether to delete the note on the screen.
    pub(super) fn confirm_deletion(&mut self) {
        let Some((ix, deck, note)) = self.note_on_screen() else { return };
        let cards =
            pluralize(self.shared.learner.library.card_ids(ix).len(), "card is", "cards are");
        let title = self.shared.learner.library.title(ix);
        let back = self.shared.key_hint(" ", self.contexts(), Action::Undo, "brings it all back.");
        let message = format!("“{title}” is removed from its deck with its {cards}.{back}");
        self.stack.open(Layer::Dialog, DeleteDialog { deck, note, message });
    }

    /// Reads what the editor left: a changed note goes into its deck, and for one that can't be
    /// read a dialog asks what to do.
    pub(super) fn read_draft(&mut self, draft: NoteDraft, text: Result<String, Fault>) {
        let name = draft.path.display().to_string();
        let note = text.and_then(|text| {
            draft::read(&SourceFile { name, text: text.into() }, &draft.note, &draft.before)
        });
        match note {
            Err(fault) => self.stack.open(Layer::Dialog, RejectedDraft { draft, fault }),
            Ok(after) if after == draft.before => {
                self.notice = Some("Nothing changed".to_string());
                self.effects.push(Effect::Discard(draft));
            }
            Ok(after) => {
                let revision = draft.revision(after);
                self.revise(revision, Some(draft));
            }
        }
    }

    /// Has a note changed, as something that can be undone where it was done.
    pub(super) fn revise(&mut self, revision: Revision, draft: Option<NoteDraft>) {
        if self.stack.tab() == Tab::Drill {
            self.stack.tabs.drill.edit(revision.clone());
        } else {
            self.undo_stack.edit(revision.clone());
        }
        let change = NoteChange { revision, draft, done: "The note is saved" };
        self.effects.push(Effect::SaveNote(change));
    }

    /// A note was changed on disk, and the decks were read again.
    pub(super) fn note_saved(&mut self, reloaded: ReloadedDecks) {
        let ReloadedDecks { revision, done, is_news, copy, library, faults } = reloaded;
        let is_deletion = is_news && revision.after.is_none();
        let came =
            revision.before.is_none().then(|| (revision.deck.clone(), revision.note.clone()));
        if is_news {
            self.undo_stack.edit(revision);
        }
        self.reload(library, faults);
        if let Some((deck, note)) = came {
            self.stack.tabs.browse.select_note(&self.shared, &deck, &note);
        }
        self.dialog_saved();
        if let Some(note) = self.resolving.take() {
            self.take_form_of(Some(&note));
        }
        let way_back = if is_deletion { self.way_to_undo("brings it back") } else { String::new() };
        match copy {
            None => self.notice = Some(format!("{done}{way_back}")),
            Some(folder) => self.notify(format!(
                "{done} in a copy of the deck, which is yours and takes the bundled one's place \
                 from now on: {}",
                folder.display()
            )),
        }
    }

    /// The key that undoes what was done to the decks, and what that does. In a drill it would take
    /// a grade back.
    pub(super) fn way_to_undo(&self, does: &str) -> String {
        let key = self.key_for(Action::Undo).filter(|_| self.stack.tab() != Tab::Drill);
        if let Some(key) = key {
            return format!("; {key} {does}");
        }
        let key = self.shared.keymap.key_for(&[Context::Browse], Action::Undo);
        key.map_or_else(String::new, |key| format!("; {key} in Browse {does}"))
    }

    /// Goes over to the decks as they were read again, with everything that points into them.
    pub(super) fn reload(&mut self, library: Arc<Library>, mut faults: Vec<Fault>) {
        let old = std::mem::replace(&mut self.shared.learner.library, library);
        self.shared.pictures.clear();
        // A plan made before would lead to other notes.
        self.shared.learner.invalidate_plan();
        self.shared.learner.replan();
        let new = Arc::clone(&self.shared.learner.library);
        let remap = Remap { old: &old, new: &new };
        // The decks' faults were found again; those of other files stay.
        let folder = &self.shared.decks_folder;
        self.shared.faults.retain(|fault| {
            fault.place.as_ref().is_none_or(|place| !place.file.starts_with(folder))
        });
        self.shared.faults.append(&mut faults);
        let mut commands = Vec::new();
        for layer in self.stack.layers() {
            let screen = self.stack.get_mut(layer);
            let command = screen.and_then(|screen| screen.reload(&self.shared, remap));
            commands.extend(command.map(|command| (layer, command)));
        }
        self.entries_recorded(&[]);
        for (layer, command) in commands {
            self.run_command(layer, command);
        }
        self.has_first_deck |= !first_deck::has_own(&old);
    }

    /// An editor came back at once, as one with a window of its own does.
    pub(super) fn editor_returned(&mut self) {
        self.notice =
            Some("Nothing changed yet; what a window editor saves later is taken".to_string());
    }

    /// An editor failed after it had changed the draft.
    pub(super) fn editor_failed(&mut self, draft: NoteDraft, fault: &Fault) {
        self.shared.edited.push(draft);
        self.notify(fault.to_string());
    }

    /// Others have changed decks on disk.
    pub(super) fn decks_changed(&mut self, library: Arc<Library>, faults: Vec<Fault>) {
        self.reload(library, faults);
        self.late_notice = Some("The decks changed on disk and were read again".to_string());
    }

    /// Asks whether the bundled deck is studied beside the user's first, unless that was said: as
    /// soon as no form is open, in which more notes may be written.
    pub(super) fn ask_about_bundled(&mut self) {
        if !self.has_first_deck || self.stack.is_open(Layer::Dialog) {
            return;
        }
        self.has_first_deck = false;
        let Learner { library, ledger, scheduler, .. } = &self.shared.learner;
        if let Some(deck) = first_deck::undecided(library, ledger, scheduler.settings()) {
            self.stack.open(Layer::Dialog, FirstDeckDialog(deck));
        }
    }
}

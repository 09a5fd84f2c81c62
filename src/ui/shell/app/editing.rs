//! Writing, changing and deleting notes: from the key to a form or a draft, from there to the deck,
//! and the decks read anew.

use std::sync::Arc;

use super::App;
use crate::deck::{Revision, SourceFile, draft};
use crate::fault::Fault;
use crate::library::{Library, NoteIx, Remap};
use crate::store::NoteDraft;
use crate::text::width::width;
use crate::ui::Tab;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::confirm::DeleteDialog;
use crate::ui::screens::note_form::NoteForm;
use crate::ui::screens::overlay::Overlay;
use crate::ui::screens::rejected_draft::RejectedDraft;
use crate::ui::screens::screen::counted;
use crate::ui::shell::message::{Effect, NoteChange, ReloadedDecks};

impl App {
    /// Returns the note that the pane shows with its deck's id and its own, or says that there is
    /// none.
    fn note_in_front(&mut self) -> Option<(NoteIx, String, String)> {
        let Some(note) = self.pane().note() else {
            self.says = Some("There is no note here".to_string());
            return None;
        };
        let library = &self.shared.library;
        let deck = library.deck_info(library.deck(note)).head.id.clone();
        Some((note, deck, library.id(note).into_owned()))
    }

    /// Opens the form on the note that the pane shows.
    pub(super) fn edit_note(&mut self) {
        if let Some((note, ..)) = self.note_in_front() {
            self.open_form(Some(note));
        }
    }

    /// Opens the form of a note, or of a new one; what was written and put aside is there again.
    pub(super) fn open_form(&mut self, note: Option<NoteIx>) {
        if let Some(form) = self.aside.take_if(|form| form.is_for(&self.shared, note)) {
            self.front = Some(form);
            return;
        }
        if let Some(form) = note.map_or_else(
            || Some(NoteForm::add(&self.shared)),
            |note| NoteForm::edit(&self.shared, note),
        ) {
            self.front = Some(Box::new(form));
            return;
        }
        let way = self.shared.way("; ", self.contexts(), Action::EditText, "opens its text");
        self.says = Some(format!("This note can't be read{way}"));
    }

    /// Asks for the editor on the note that the pane shows.
    pub(super) fn edit_text(&mut self, effects: &mut Vec<Effect>) {
        if let Some((_, deck, note)) = self.note_in_front() {
            effects.push(Effect::EditNote(deck, note));
        }
    }

    /// Asks whether the note that the pane shows is to go.
    pub(super) fn ask_to_delete(&mut self) {
        let Some((ix, deck, note)) = self.note_in_front() else { return };
        let cards = counted(self.shared.library.card_ids(ix).len(), "card is", "cards are");
        let title = self.shared.library.title(ix);
        let back = self.shared.way(" ", self.contexts(), Action::Undo, "brings it all back.");
        let says =
            format!("“{title}” goes from its deck, and its {cards} not asked any more.{back}");
        self.front = Some(Box::new(DeleteDialog { deck, note, says }));
    }

    /// Looks at what the editor left: a changed note goes into its deck, and one that can't be read
    /// is asked about.
    pub(super) fn edited(
        &mut self,
        draft: NoteDraft,
        text: Result<String, Fault>,
        effects: &mut Vec<Effect>,
    ) {
        let name = draft.path.display().to_string();
        let read = text.and_then(|text| {
            draft::read(&SourceFile { name, text: text.into() }, &draft.note, &draft.before)
        });
        match read {
            Err(fault) => self.front = Some(Box::new(RejectedDraft { draft, fault })),
            Ok(after) if after == draft.before => {
                self.says = Some("Nothing changed".to_string());
                effects.push(Effect::Discard(draft));
            }
            Ok(after) => {
                let revision = draft.revision(after);
                self.revise(revision, Some(draft), effects);
            }
        }
    }

    /// Has a note changed, as something that can be taken back where it was done.
    pub(super) fn revise(
        &mut self,
        revision: Revision,
        draft: Option<NoteDraft>,
        effects: &mut Vec<Effect>,
    ) {
        if self.tab == Tab::Drill {
            self.panes.drill.edit(revision.clone());
        } else {
            self.deeds.edit(revision.clone());
        }
        effects.push(Effect::SaveNote(NoteChange { revision, draft, done: "The note is saved" }));
    }

    /// Goes over to the decks as they were read anew after a note was changed.
    pub(super) fn reread(&mut self, reread: ReloadedDecks, effects: &mut Vec<Effect>) {
        let ReloadedDecks { revision, done, is_news, copy, library, faults } = reread;
        let is_deletion = is_news && revision.after.is_none();
        if is_news {
            self.deeds.edit(revision);
        }
        self.go_over(library, faults, effects);
        let way_back = match self.key_for(Action::Undo) {
            _ if !is_deletion => String::new(),
            Some(key) => format!("; {key} brings it back"),
            None => {
                let key = self.shared.keymap.key_for(&[Context::Browse], Action::Undo);
                key.map_or_else(String::new, |key| format!("; {key} in Browse brings it back"))
            }
        };
        match copy {
            None => self.says = Some(format!("{done}{way_back}")),
            Some(folder) => self.tell(format!(
                "{done} in a copy of the deck, which is yours and takes the bundled one's place from now on: {}",
                folder.display()
            )),
        }
    }

    /// Goes over to other notes, with everything that points into them.
    pub(super) fn go_over(
        &mut self,
        library: Arc<Library>,
        mut faults: Vec<Fault>,
        effects: &mut Vec<Effect>,
    ) {
        let old = std::mem::replace(&mut self.shared.library, library);
        // A plan of the notes as they were would lead to other ones.
        self.shared.desk.changed();
        self.shared.desk.replan(&self.shared.library);
        let new = Arc::clone(&self.shared.library);
        let moved = Remap { old: &old, new: &new };
        // Faults of the decks were told anew; those of other files stand as they were.
        let folder = &self.shared.decks_folder;
        self.shared.faults.retain(|fault| {
            fault.place.as_ref().is_none_or(|place| !place.file.starts_with(folder))
        });
        self.shared.faults.append(&mut faults);
        let mut wishes = self.panes.moved(&self.shared, moved);
        wishes.extend(self.front.as_mut().and_then(|front| front.moved(&self.shared, moved)));
        self.recorded(&[]);
        for wish in wishes {
            self.grant(Some(wish), effects);
        }
    }

    /// Says something in the footer, or over the pane if it is too long for that.
    pub(super) fn tell(&mut self, text: String) {
        if width(&text) + 2 <= usize::from(self.screen.width) {
            self.says = Some(text);
        } else {
            self.overlay = Some(Overlay::Told(text));
        }
    }
}

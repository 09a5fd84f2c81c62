//! Editing a note: from the key to the draft, from the draft to the deck, and the decks read anew.

use super::App;
use crate::collection::Moved;
use crate::deck::{SourceFile, draft};
use crate::fault::Fault;
use crate::store::Draft;
use crate::text::width::width;
use crate::ui::Tab;
use crate::ui::action::Action;
use crate::ui::draft::Refused;
use crate::ui::msg::{Effect, Reread, Saving};
use crate::ui::overlay::Overlay;

impl App {
    /// Asks for the editor on the note that the pane shows.
    pub(super) fn edit_note(&mut self, effects: &mut Vec<Effect>) {
        let Some(note) = self.pane().note() else {
            self.says = Some("There is no note here to edit".to_string());
            return;
        };
        let collection = &self.shared.collection;
        let deck = collection.decks()[collection.deck(note)].head.id.clone();
        effects.push(Effect::EditNote(deck, collection.id(note).into_owned()));
    }

    /// Looks at what the editor left: a changed note goes into its deck, and one that can't be read is asked about.
    pub(super) fn edited(&mut self, draft: Draft, text: Result<String, Fault>, effects: &mut Vec<Effect>) {
        let name = draft.path.display().to_string();
        let read =
            text.and_then(|text| draft::read(&SourceFile { name, text: text.into() }, &draft.note, &draft.before));
        match read {
            Err(fault) => self.refused = Some(Refused { draft, fault }),
            Ok(after) if after == draft.before => {
                self.says = Some("Nothing changed".to_string());
                effects.push(Effect::Discard(draft));
            }
            Ok(after) => {
                let revision = draft.revision(after);
                if self.tab == Tab::Drill {
                    self.panes.drill.edit(revision.clone());
                } else {
                    self.deeds.edit(revision.clone());
                }
                effects.push(Effect::SaveNote(Saving { revision, draft: Some(draft), done: "The note is saved" }));
            }
        }
    }

    /// Carries out an action while a draft waits for an answer.
    pub(super) fn act_on_refused(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(refused) = self.refused.take() else { return };
        match action {
            Action::EditNote => effects.push(Effect::EditAgain(refused.draft)),
            Action::Back => {
                self.says = Some("The note is as it was".to_string());
                effects.push(Effect::Discard(refused.draft));
            }
            _ => self.refused = Some(refused),
        }
    }

    /// Goes over to the decks as they were read anew after a note was changed.
    pub(super) fn reread(&mut self, reread: Reread, effects: &mut Vec<Effect>) {
        let Reread { done, copy, collection, mut faults, .. } = reread;
        let old = std::mem::replace(&mut self.shared.collection, collection);
        self.shared.desk.changed();
        let new = std::sync::Arc::clone(&self.shared.collection);
        let moved = Moved { old: &old, new: &new };
        // Faults of the decks were told anew; those of other files stand as they were.
        let folder = &self.shared.decks_folder;
        self.shared.faults.retain(|fault| fault.place.as_ref().is_none_or(|place| !place.file.starts_with(folder)));
        self.shared.faults.append(&mut faults);
        let wishes = self.panes.moved(&self.shared, moved);
        self.recorded(&[]);
        for wish in wishes {
            self.grant(Some(wish), effects);
        }
        match copy {
            None => self.says = Some(done.to_string()),
            Some(folder) => self.tell(format!(
                "{done} in a copy of the deck, which is yours and takes the bundled one's place from now on: {}",
                folder.display()
            )),
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

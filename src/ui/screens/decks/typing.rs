//! What is typed for a deck, from the first key until it is on disk: nothing of it is lost when a
//! write fails, when others change the decks, or when lacuna ends.

use super::export_form::ExportForm;
use super::form::DeckForm;
use super::{DecksMode, DecksScreen};
use crate::library::Library;
use crate::store::unsaved::{DeckTyping, Unsaved};
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::shell::message::Effect;

/// The deck that something is typed for.
#[derive(Debug)]
pub(super) struct TypedDeck {
    id: String,
    /// What was in the fields when they were opened.
    before: DeckTyping,
    /// Whether it is being written.
    is_saving: bool,
}

impl DecksScreen {
    /// Opens the fields for something of the selected deck, as they were left or with what is
    /// there.
    pub(super) fn begin_typing(
        &mut self,
        shared: &ScreenContext,
        there: DeckTyping,
    ) -> Option<Command> {
        let (_, deck) = self.selected(shared)?;
        let id = &deck.head.id;
        let is_left = |text: &Unsaved| match text {
            Unsaved::Deck(other, typed) => other == id && is_same_kind(typed, &there),
            _ => false,
        };
        if let Some(number) = shared.unsaved.iter().position(is_left) {
            return Some(Command::ResumeUnsaved(number));
        }
        self.type_for(id.clone(), there.clone(), there);
        None
    }

    /// Goes on with something typed for a deck, which is selected.
    #[must_use]
    pub fn resume_typing(mut self, library: &Library, id: &str, typed: DeckTyping) -> DecksScreen {
        let Some(deck) = library.find_deck(id) else { return self };
        let head = &library.deck_info(deck).head;
        let there = match &typed {
            DeckTyping::Title(_) => DeckTyping::Title(head.title.clone()),
            DeckTyping::Texts(_) => DeckTyping::Texts(DeckForm::current_texts(head)),
            DeckTyping::File(_) => DeckTyping::File(ExportForm::usual_name(id)),
        };
        self.type_for(id.to_string(), there, typed);
        self
    }

    fn type_for(&mut self, id: String, before: DeckTyping, typed: DeckTyping) {
        self.mode = match typed {
            DeckTyping::Title(title) => DecksMode::Rename(TextField::with_text(&title)),
            DeckTyping::Texts(texts) => DecksMode::Describe(DeckForm::new(&texts)),
            DeckTyping::File(name) => DecksMode::Export(ExportForm::new(&name)),
        };
        self.typed_deck = Some(TypedDeck { id, before, is_saving: false });
    }

    /// Has what was typed written, if it is something else than before; the fields stay until that
    /// is done.
    pub(super) fn end_typing(&mut self, write: Option<Effect>) -> Option<Command> {
        match (&write, &mut self.typed_deck) {
            (Some(_), Some(deck)) => deck.is_saving = true,
            _ => self.mode = DecksMode::List,
        }
        write.map(Command::Effect)
    }

    /// What is typed and is not what was there.
    pub(super) fn typed_text(&self) -> Option<Unsaved> {
        let deck = self.typed_deck.as_ref()?;
        let typed = match &self.mode {
            DecksMode::Rename(field) => DeckTyping::Title(field.text().to_string()),
            DecksMode::Describe(form) => DeckTyping::Texts(form.texts()),
            DecksMode::Export(form) | DecksMode::Replace(form) => {
                DeckTyping::File(form.name().to_string())
            }
            _ => return None,
        };
        (typed != deck.before).then(|| Unsaved::Deck(deck.id.clone(), typed))
    }

    /// Leaves the fields; what a deck says of itself is kept as a draft.
    pub(super) fn leave_typing(&mut self, shared: &ScreenContext) -> Option<Command> {
        let text = self.typed_text().filter(|_| matches!(self.mode, DecksMode::Describe(_)));
        let key = shared.key_hint("; ", &[Context::Decks], Action::DescribeDeck, "brings it back");
        text.map(|text| Command::KeepText(text, format!("Draft saved{key}")))
    }

    /// Whether the decks that were read again leave alone what is typed.
    pub(super) fn keeps_typing(&self, library: &Library) -> bool {
        let deck = self.typed_deck.as_ref().filter(|deck| !deck.is_saving);
        let is_there = deck.is_some_and(|deck| library.find_deck(&deck.id).is_some());
        is_there && self.typed_text().is_some()
    }

    /// The deck that something is typed for.
    pub(super) fn typed_deck_id(&self) -> Option<&str> {
        self.typed_deck.as_ref().map(|deck| deck.id.as_str())
    }

    /// What was typed could not be written.
    pub(super) fn typing_not_saved(&mut self) {
        if let Some(deck) = &mut self.typed_deck {
            deck.is_saving = false;
        }
    }
}

fn is_same_kind(one: &DeckTyping, other: &DeckTyping) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

//! From notes to their cards, and from a card's name back to its note.

use std::borrow::Cow;

use super::{DeckIx, Library, LibraryCard, NoteIx, id_key};
use crate::deck::{CardKind, NoteKind, cards_of_cloze};
use crate::memory::CardId;
use crate::text::fold::fold;

impl Library {
    /// The note's cards. A note is read in full only where neither its kind nor its outline
    /// tells.
    pub fn cards(&self, note: NoteIx) -> Cow<'static, [CardKind]> {
        let kind = self.kind(note);
        match kind.cards() {
            Some(cards) => Cow::Borrowed(cards),
            None if kind == NoteKind::Cloze => Cow::Owned(
                self.outline(note).text.map(|text| cards_of_cloze(&text)).unwrap_or_default(),
            ),
            None => Cow::Owned(self.note(note).map(|note| note.cards()).unwrap_or_default()),
        }
    }

    /// The note's cards, each with its name.
    pub fn named_cards(&self, note: NoteIx) -> impl Iterator<Item = (CardKind, CardId)> {
        let (deck, id, cards) =
            (&self.deck_info(self.deck(note)).head.id, self.id(note), self.cards(note));
        (0..cards.len()).map(move |i| (cards[i], CardId::new(deck, &id, &cards[i].name())))
    }

    /// The names of the note's cards.
    pub fn card_ids(&self, note: NoteIx) -> Vec<CardId> {
        self.named_cards(note).map(|(_, id)| id).collect()
    }

    /// The card's name.
    pub fn card_id(&self, item: LibraryCard) -> CardId {
        CardId::new(
            &self.deck_info(self.deck(item.note)).head.id,
            &self.id(item.note),
            &item.card.name(),
        )
    }

    /// The note and card of that name; a note may have lost the card since, which only its
    /// text tells.
    pub fn item(&self, id: &CardId) -> Option<LibraryCard> {
        let (deck, note) = id.note().split_once('/')?;
        let deck = self.find_deck(deck)?;
        Some(LibraryCard {
            note: self.find_by_folded_id(deck, note)?,
            card: CardKind::from_name(id.card())?,
        })
    }

    /// Finds a note by its id without a look at its text: for many in a row.
    fn find_by_folded_id(&self, deck: DeckIx, id: &str) -> Option<NoteIx> {
        let folded = fold(id);
        self.notes_by_key(deck, id_key(deck, id)).find(|&note| self.names.id(note) == folded)
    }
}

//! The user's first own deck: whether the bundled one goes on being studied beside it.

use crate::library::{DeckIx, Library};
use crate::memory::Ledger;
use crate::settings::Settings;

/// The bundled deck, as the question about it has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundledDeck {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many notes it has that stand for themselves.
    pub terms: usize,
    /// Whether one of its cards was ever asked: then it stays on unless the user says otherwise.
    pub is_known: bool,
}

/// The bundled deck, if it lies beside decks of the user's own and nobody has said yet whether it
/// is studied.
pub fn undecided(library: &Library, ledger: &Ledger, settings: &Settings) -> Option<BundledDeck> {
    let decks = library.decks();
    let at = decks.iter().position(|deck| deck.bundled).filter(|_| has_own(library))?;
    let deck = library.deck_info(DeckIx(at as u32));
    let id = deck.head.id.clone();
    if settings.studied.contains_key(&id) {
        return None;
    }
    let is_known = ledger.iter().any(|(card, progress)| {
        progress.reviewed.is_some()
            && card.note().split_once('/').is_some_and(|(deck, _)| deck == id)
    });
    Some(BundledDeck { id, title: deck.head.title.clone(), terms: deck.terms as usize, is_known })
}

/// The id of the bundled deck if it is the only one, and off: without it there is nothing to study,
/// and what was said of it was said beside another deck.
pub fn left_alone(library: &Library, settings: &Settings) -> Option<String> {
    let [deck] = library.decks() else { return None };
    let is_off = deck.bundled && !settings.is_studied(&deck.head.id);
    is_off.then(|| deck.head.id.clone())
}

/// Whether one of the decks is the user's own.
pub fn has_own(library: &Library) -> bool {
    library.decks().iter().any(|deck| !deck.bundled)
}

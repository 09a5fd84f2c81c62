//! The cards that were never asked, in the order in which they are met.

use crate::clock::StudyDay;
use crate::library::{DeckIx, Library, LibraryCard, NoteIx};
use crate::memory::{CardStage, Progress};
use crate::plan::{KnownCards, NoteScope, new_notes};
use crate::rng::text_seed;
use crate::settings::Settings;

/// The new cards of a deck.
pub(super) struct NewCards<'a> {
    /// The deck.
    pub deck: DeckIx,
    /// Its cards, a note's one after the other.
    pub cards: Box<dyn Iterator<Item = LibraryCard> + 'a>,
}

/// The new cards in scope of each deck that has some, in the order that `settings` say for it.
pub(super) fn new_cards<'a>(
    known_cards: &KnownCards<'a>,
    settings: &[&Settings],
    scope: &NoteScope,
    today: StudyDay,
) -> Vec<NewCards<'a>> {
    let (library, ledger) = (known_cards.library, known_cards.ledger);
    let mut decks: Vec<Vec<NoteIx>> = vec![Vec::new(); library.decks().len()];
    for note in waiting_notes(known_cards, scope, today) {
        decks[library.deck(note).index()].push(note);
    }
    let new_cards = move |note: NoteIx| {
        library.named_cards(note).filter_map(move |(card, id)| {
            is_new(ledger.get(&id), today).then_some(LibraryCard { note, card })
        })
    };
    let decks = (0..).zip(decks).filter(|(_, notes)| !notes.is_empty());
    let ordered = decks.map(|(at, notes)| {
        let deck = DeckIx(at);
        let seed = text_seed(&library.deck_info(deck).head.id, i64::from(today.0).cast_unsigned());
        let notes = new_notes(library, notes, settings[deck.index()].new_order, seed);
        NewCards { deck, cards: Box::new(notes.flat_map(new_cards)) }
    });
    ordered.collect()
}

/// The notes in scope that have a new card.
fn waiting_notes(
    known_cards: &KnownCards<'_>,
    scope: &NoteScope,
    today: StudyDay,
) -> impl Iterator<Item = NoteIx> {
    let (library, ledger) = (known_cards.library, known_cards.ledger);
    // What is known of none of its cards needs no look at its text, nor does one whose cards were
    // all asked.
    let mut known = vec![(0_u16, 0_u16); library.len()];
    for (item, _, progress) in known_cards.cards() {
        let (cards, asked) = &mut known[item.note.index()];
        *cards = cards.saturating_add(1);
        *asked = asked.saturating_add(u16::from(progress.stage != CardStage::New));
    }
    library.all().filter(move |note| {
        let (cards, asked) = known[note.index()];
        scope.has(*note)
            && (cards == 0
                || !is_all_asked(library, *note, asked)
                    && library.named_cards(*note).any(|(_, id)| is_new(ledger.get(&id), today)))
    })
}

fn is_all_asked(library: &Library, note: NoteIx, asked: u16) -> bool {
    library.kind(note).cards().is_some_and(|cards| usize::from(asked) >= cards.len())
}

fn is_new(progress: Option<&Progress>, today: StudyDay) -> bool {
    progress.is_none_or(|progress| progress.stage == CardStage::New && progress.is_open(today))
}

//! Which decks are listed, and in which order.

use crate::library::{DeckIx, Library};
use crate::plan::DeckFigures;
use crate::text::fold::{fold, words};
use crate::ui::screens::screen::ScreenContext;

/// The order of the decks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DeckOrder {
    /// The bundled one first, then by the names of their files.
    #[default]
    Listed,
    Name,
    Due,
    Weakest,
    Size,
}

impl DeckOrder {
    /// What stands after the heading.
    pub(super) fn words(self) -> &'static str {
        match self {
            DeckOrder::Listed => "",
            DeckOrder::Name => " · A–Z",
            DeckOrder::Due => " · most due first",
            DeckOrder::Weakest => " · weakest first",
            DeckOrder::Size => " · largest first",
        }
    }

    pub(super) fn next(self) -> DeckOrder {
        match self {
            DeckOrder::Listed => DeckOrder::Name,
            DeckOrder::Name => DeckOrder::Due,
            DeckOrder::Due => DeckOrder::Weakest,
            DeckOrder::Weakest => DeckOrder::Size,
            DeckOrder::Size => DeckOrder::Listed,
        }
    }

    fn sort(self, decks: &mut [DeckIx], library: &Library, figures: &[DeckFigures]) {
        use std::cmp::Reverse;
        let of = |deck: &DeckIx| &figures[deck.index()];
        match self {
            DeckOrder::Listed => {}
            DeckOrder::Name => {
                decks.sort_by_cached_key(|deck| fold(&library.deck_info(*deck).head.title));
            }
            DeckOrder::Due => decks.sort_by_key(|deck| {
                let today = of(deck).today;
                Reverse((today.due + today.learning, today.new))
            }),
            DeckOrder::Weakest => decks.sort_by(|a, b| {
                let score = |deck| of(deck).expected.unwrap_or(1.0);
                score(a).total_cmp(&score(b)).then(of(b).weak.cmp(&of(a).weak))
            }),
            DeckOrder::Size => decks.sort_by_key(|deck| Reverse(of(deck).cards)),
        }
    }
}

/// The decks whose title or id has every word of the filter, in that order.
pub(super) fn list(shared: &ScreenContext, order: DeckOrder, filter: &str) -> Vec<DeckIx> {
    let library = &shared.learner.library;
    let filter = fold(filter);
    let is_meant = |deck: &DeckIx| {
        let head = &library.deck_info(*deck).head;
        let (title, id) = (fold(&head.title), fold(&head.id));
        words(&filter).all(|word| title.contains(word) || id.contains(word))
    };
    let mut decks: Vec<DeckIx> =
        (0..library.decks().len() as u32).map(DeckIx).filter(is_meant).collect();
    order.sort(&mut decks, library, &shared.learner.deck_figures());
    decks
}

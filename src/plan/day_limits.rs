//! How many more cards a day may bring: the general limits hold over all decks, and within them
//! those of each deck.

use std::collections::{HashMap, HashSet};

use crate::clock::{Moment, StudyDay};
use crate::library::{DeckIx, Library, NoteIx};
use crate::memory::Scheduler;
use crate::plan::KnownCards;
use crate::settings::Settings;

/// What is left of a day's limits, and what was asked that day.
pub(super) struct DayLimits<'a> {
    /// The study day.
    pub today: StudyDay,
    /// The settings that hold for each deck, by its number.
    pub settings: Vec<&'a Settings>,
    /// The notes with a card that was asked today: their other cards wait, where siblings do.
    asked: HashSet<NoteIx>,
    new: CardLimit,
    reviews: CardLimit,
}

/// How many more cards there may be, in all and of each deck.
struct CardLimit {
    all: usize,
    decks: Vec<usize>,
}

impl<'a> DayLimits<'a> {
    pub(super) fn new(
        known_cards: &KnownCards<'_>,
        scheduler: &'a Scheduler,
        now: Moment,
    ) -> DayLimits<'a> {
        let (library, calendar) = (known_cards.library, scheduler.calendar());
        let today = calendar.day(now);
        let span = calendar.start(today)..calendar.start(StudyDay(today.0 + 1));
        // Cards whose deck is gone count too: they were part of the day.
        let (mut introduced, mut reviewed) = (HashMap::new(), HashMap::new());
        for (card, progress) in known_cards.ledger.iter() {
            if progress.reviewed.is_some_and(|at| span.contains(&at)) {
                let is_new = progress.introduced.is_some_and(|at| span.contains(&at));
                let count = if is_new { &mut introduced } else { &mut reviewed };
                *count.entry(card.deck()).or_insert(0) += 1;
            }
        }
        let asked = known_cards
            .cards()
            .filter(|(.., progress)| progress.reviewed.is_some_and(|at| span.contains(&at)))
            .map(|(item, ..)| item.note)
            .collect();
        let settings = deck_settings(library, scheduler);
        let limit = |most: fn(&Settings) -> usize, done: &HashMap<&str, usize>| CardLimit {
            all: most(scheduler.settings()).saturating_sub(done.values().sum()),
            decks: library
                .decks()
                .iter()
                .zip(&settings)
                .map(|(deck, settings)| {
                    let done = done.get(deck.head.id.as_str()).copied().unwrap_or(0);
                    most(settings).saturating_sub(done)
                })
                .collect(),
        };
        let new = limit(|settings| settings.new_per_day, &introduced);
        let reviews = limit(|settings| settings.reviews_per_day, &reviewed);
        DayLimits { today, settings, asked, new, reviews }
    }

    /// Whether a note waits for tomorrow because one of its cards was asked today.
    pub(super) fn is_buried(&self, library: &Library, note: NoteIx) -> bool {
        self.settings[library.deck(note).index()].bury_siblings && self.asked.contains(&note)
    }

    /// Whether there may be no more reviews of any deck.
    pub(super) fn has_reviews(&self) -> bool {
        self.reviews.all > 0
    }

    /// Whether there may be another review of a deck; it is counted then.
    pub(super) fn take_review(&mut self, deck: DeckIx) -> bool {
        self.reviews.take(deck)
    }

    /// Whether there may be another new card of any deck.
    pub(super) fn has_new(&self) -> bool {
        self.new.all > 0
    }

    /// Whether there may be another new card of a deck; it is counted then.
    pub(super) fn take_new(&mut self, deck: DeckIx) -> bool {
        self.new.take(deck)
    }
}

/// The settings that hold for each deck, by its number.
pub(super) fn deck_settings<'a>(library: &Library, scheduler: &'a Scheduler) -> Vec<&'a Settings> {
    library.decks().iter().map(|deck| scheduler.deck_settings(&deck.head.id)).collect()
}

impl CardLimit {
    fn take(&mut self, deck: DeckIx) -> bool {
        let own = &mut self.decks[deck.index()];
        let has = self.all > 0 && *own > 0;
        if has {
            self.all -= 1;
            *own -= 1;
        }
        has
    }
}

//! A review history for the pictures: weeks of evenings with the deck, by somebody who forgets as
//! the model expects.

use lacuna::clock::Moment;
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::{
    AnswerMethod, CardId, Entry, EntryFactory, EntryKind, Ledger, Progress, Rating, Scheduler,
};
use lacuna::plan::queue;
use lacuna::plan::{KnownCards, NoteScope};
use lacuna::rng::Rng;

/// The number of evenings.
const EVENINGS: i64 = 45;
/// Cards in an evening at most.
const MOST: usize = 38;
const DAY: i64 = 86_400;
/// How many of a hundred new cards are recalled at the first try.
const AT_FIRST: usize = 62;

/// Every answer until the evening before `now`.
pub(crate) fn simulate(library: &Library, scheduler: &Scheduler, now: Moment) -> Vec<Entry> {
    let (mut rng, mut factory, mut ledger) = (Rng::new(3), EntryFactory::new(3), Ledger::default());
    let mut entries = Vec::new();
    for evening in (1..=EVENINGS).rev() {
        // Somebody who does not study every day.
        if evening > 9 && rng.below(6) == 0 {
            continue;
        }
        let mut at = now.plus_seconds(-evening * DAY - rng.below(7_200) as i64);
        let plan =
            queue::plan(&KnownCards::new(library, &ledger), scheduler, at, &NoteScope::default());
        let cards: Vec<CardId> =
            plan.mixed(library).iter().map(|item: &LibraryCard| library.card_id(*item)).collect();
        for card in cards.iter().take(MOST - rng.below(8)) {
            loop {
                let seconds = 5 + rng.below(14);
                at = at.plus_seconds(seconds as i64 + 1);
                let rating = rating(&mut rng, card, ledger.get(card), scheduler, at);
                let what = EntryKind::Review(rating, AnswerMethod::Shown, seconds as u32 * 1_000);
                let entry = factory.entry(&ledger, at, card, what);
                ledger.add(scheduler, &entry);
                entries.push(entry);
                if !ledger.get(card).is_some_and(Progress::is_learning) {
                    break;
                }
            }
        }
    }
    entries
}

/// How well a card is recalled: by chance, as likely as the model says.
fn rating(
    rng: &mut Rng,
    card: &CardId,
    progress: Option<&Progress>,
    scheduler: &Scheduler,
    at: Moment,
) -> Rating {
    let share = progress.and_then(|progress| scheduler.retrievability(card, progress, at));
    let of_hundred = share.map_or(AT_FIRST, |share| (share * 100.0) as usize);
    match (rng.below(100) < of_hundred, rng.below(10)) {
        (false, _) => Rating::Again,
        (true, 0 | 1) => Rating::Hard,
        (true, 2) => Rating::Easy,
        (true, _) => Rating::Good,
    }
}

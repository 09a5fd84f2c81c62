//! Today's cards: due ones with new ones mixed in between, in the orders and within the limits of
//! the settings and of each deck's options.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::day_limits::{DayLimits, deck_settings};
use super::exams::ExamForecast;
use super::new_cards::{NewCards, new_cards};
use super::review_order::{DueCard, order_due_cards};
use crate::clock::{Moment, StudyDay};
use crate::library::{DeckIx, Library, LibraryCard, NoteIx};
use crate::memory::{CardStage, Scheduler};
use crate::plan::forecast::Prices;
use crate::plan::{KnownCards, NoteScope, StudiedDecks};
use crate::rng::text_seed;

/// The cards to study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyPlan {
    /// Cards on their learning steps, whose times are to the second, the next one first.
    pub learning: Vec<(Moment, LibraryCard)>,
    /// Due cards, in the order of their decks' options.
    pub due: Vec<LibraryCard>,
    /// Cards never asked, in the order of their decks' options.
    pub new: Vec<LibraryCard>,
    /// Whether one deck comes after the other.
    pub decks_in_turn: bool,
    /// When the next of the cards that are not in this plan is due.
    pub next_due: Option<Moment>,
    /// The exams ahead that the plan follows, the nearest first; without any it follows the
    /// schedule.
    pub exams: Vec<ExamForecast>,
    /// What a second is worth on each of the days until the last of these exams.
    pub prices: Prices,
    /// How many seconds its cards are expected to take.
    pub seconds: f32,
    /// How many of these are for cards that no exam covers.
    pub seconds_beside: f32,
}

/// How many of a plan's cards are of one deck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeckCounts {
    /// Cards on their learning steps.
    pub learning: usize,
    /// Due cards.
    pub due: usize,
    /// Cards never asked.
    pub new: usize,
}

impl StudyPlan {
    /// How many of its cards are of each deck, by the deck's number.
    pub fn count_by_deck(&self, library: &Library) -> Vec<DeckCounts> {
        let mut counts = vec![DeckCounts::default(); library.decks().len()];
        for (_, item) in &self.learning {
            counts[library.deck(item.note).index()].learning += 1;
        }
        for item in &self.due {
            counts[library.deck(item.note).index()].due += 1;
        }
        for item in &self.new {
            counts[library.deck(item.note).index()].new += 1;
        }
        counts
    }

    /// The due cards with the new ones spread evenly among them; of one deck after the other, where
    /// the decks are not mixed.
    pub fn mixed(&self, library: &Library) -> Vec<LibraryCard> {
        if !self.decks_in_turn {
            return mixed(&self.due, &self.new);
        }
        let mut decks: BTreeMap<DeckIx, [Vec<LibraryCard>; 2]> = BTreeMap::new();
        for (kind, items) in [&self.due, &self.new].into_iter().enumerate() {
            for item in items {
                decks.entry(library.deck(item.note)).or_default()[kind].push(*item);
            }
        }
        decks.values().flat_map(|[due, new]| mixed(due, new)).collect()
    }

    /// Whether the plan follows an exam and not the schedule alone.
    pub fn is_by_exam(&self) -> bool {
        !self.exams.is_empty()
    }

    /// All its cards.
    pub fn cards(&self) -> impl Iterator<Item = LibraryCard> {
        let learning = self.learning.iter().map(|(_, item)| item);
        learning.chain(&self.due).chain(&self.new).copied()
    }

    /// About how many minutes its cards take; at least one if there are any.
    pub fn minutes(&self) -> usize {
        if self.is_empty() { 0 } else { ((self.seconds / 60.0).round() as usize).max(1) }
    }

    /// How many cards it has.
    pub fn len(&self) -> usize {
        self.learning.len() + self.due.len() + self.new.len()
    }

    /// Whether it has no cards.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The due cards with the new ones spread evenly among them.
fn mixed(due: &[LibraryCard], new: &[LibraryCard]) -> Vec<LibraryCard> {
    let mut mixed = Vec::with_capacity(due.len() + new.len());
    let (mut due_taken, mut new_taken) = (0, 0);
    while due_taken + new_taken < due.len() + new.len() {
        // A new card follows when the same share of both kinds is done; due cards begin.
        if new_taken < new.len()
            && (due_taken == due.len()
                || (new_taken + 1) * (due.len() + 1) <= (due_taken + 1) * (new.len() + 1)
                    && due_taken > 0)
        {
            mixed.push(new[new_taken]);
            new_taken += 1;
        } else {
            mixed.push(due[due_taken]);
            due_taken += 1;
        }
    }
    mixed
}

/// The plan for `now`, within the day's limits. A scope that names no notes is what is studied.
pub fn plan(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    now: Moment,
    scope: &NoteScope,
) -> StudyPlan {
    let mut limits = DayLimits::new(known_cards, scheduler, now);
    let (library, today) = (known_cards.library, limits.today);
    let studied = StudiedDecks::new(library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    let mixes_decks = scheduler.settings().mix_decks;
    let mut plan = StudyPlan { decks_in_turn: !mixes_decks, ..StudyPlan::default() };
    // A learning card of tomorrow, as after a step of ten hours in the evening, is not today's.
    let tomorrow = scheduler.calendar().start(StudyDay(today.0 + 1));
    let mut waiting = Vec::new();
    for (item, card, progress) in known_cards.cards().filter(|(item, ..)| scope.has(item.note)) {
        if progress.stage == CardStage::New || !progress.is_open(today) {
            continue;
        }
        if progress.is_learning() && progress.due < tomorrow {
            plan.learning.push((progress.due, item));
        } else if !progress.is_due(now) {
            plan.next_due = Some(plan.next_due.map_or(progress.due, |next| next.min(progress.due)));
        } else if !limits.is_buried(library, item.note) {
            let recall = scheduler.retrievability(card, progress, now).unwrap_or(0.0);
            waiting.push(DueCard { item, recall, due: progress.due });
        }
    }
    plan.learning.sort_unstable();
    plan.due = take_due(library, waiting, &mut limits);
    plan.new = take_new(known_cards, scope, &plan, &mut limits);
    if !mixes_decks {
        plan.due.sort_by_key(|item| library.deck(item.note));
    }
    plan
}

/// The first due cards that the limits leave room for, one of a note where its siblings wait.
fn take_due(library: &Library, due: Vec<DueCard>, limits: &mut DayLimits<'_>) -> Vec<LibraryCard> {
    let seed = text_seed("due", i64::from(limits.today.0).cast_unsigned());
    let order = |deck: DeckIx| limits.settings[deck.index()].review_order;
    let (mut taken, mut notes) = (Vec::new(), HashSet::new());
    for item in order_due_cards(library, due, order, seed) {
        if !limits.has_reviews() {
            break;
        }
        let deck = library.deck(item.note);
        let is_sibling = limits.settings[deck.index()].bury_siblings && notes.contains(&item.note);
        if !is_sibling && limits.take_review(deck) {
            notes.insert(item.note);
            taken.push(item);
        }
    }
    taken
}

/// The first new cards that the limits leave room for: the decks take turns, a card each, unless
/// one comes after the other.
fn take_new(
    known_cards: &KnownCards<'_>,
    scope: &NoteScope,
    plan: &StudyPlan,
    limits: &mut DayLimits<'_>,
) -> Vec<LibraryCard> {
    let library = known_cards.library;
    if !limits.has_new() {
        return Vec::new();
    }
    let on_plan = plan.due.iter().chain(plan.learning.iter().map(|(_, item)| item));
    let mut notes: HashSet<NoteIx> = on_plan.map(|item| item.note).collect();
    let mut decks: VecDeque<NewCards<'_>> =
        new_cards(known_cards, &limits.settings, scope, limits.today).into();
    let mut taken = Vec::new();
    while limits.has_new()
        && let Some(mut deck) = decks.pop_front()
    {
        let buries = limits.settings[deck.deck.index()].bury_siblings;
        let may_come =
            |note: NoteIx| !buries || !notes.contains(&note) && !limits.is_buried(library, note);
        let Some(item) = deck.cards.find(|item| may_come(item.note)) else { continue };
        if limits.take_new(deck.deck) {
            notes.insert(item.note);
            taken.push(item);
            if plan.decks_in_turn { decks.push_front(deck) } else { decks.push_back(deck) }
        }
    }
    taken
}

/// Every card that may be asked at all, the least likely to be recalled first: for extra practice.
/// A scope that names no notes is what is studied.
pub fn all_cards(
    known_cards: &KnownCards<'_>,
    scheduler: &Scheduler,
    now: Moment,
    scope: &NoteScope,
) -> Vec<LibraryCard> {
    let library = known_cards.library;
    let today = scheduler.calendar().day(now);
    let studied = StudiedDecks::new(library, scheduler, now);
    let scope = &*studied.unless_named(scope);
    let open = known_cards.cards().filter(|(item, _, progress)| {
        progress.stage != CardStage::New && !progress.suspended && scope.has(item.note)
    });
    let mut seen: Vec<(f32, LibraryCard)> = open
        .map(|(item, id, progress)| {
            (scheduler.retrievability(id, progress, now).unwrap_or(0.0), item)
        })
        .collect();
    seen.sort_unstable_by(|(a, left), (b, right)| a.total_cmp(b).then_with(|| left.cmp(right)));
    let settings = deck_settings(library, scheduler);
    let new = new_cards(known_cards, &settings, scope, today).into_iter();
    seen.into_iter().map(|(_, item)| item).chain(new.flat_map(|deck| deck.cards)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::deck::{DeckText, SourceFile};
    use crate::memory::{AnswerMethod, Entry, EntryId, EntryKind, Ledger, Rating};
    use crate::settings::{SettingValue, Settings};

    const DAY: i64 = 86_400;
    /// Three decks with so many notes.
    const DECKS: [(&str, usize); 3] = [("a", 4), ("b", 6), ("c", 12)];

    fn library() -> Library {
        let deck = |(id, notes): (&str, usize)| {
            let note = |n| format!("Pair(id: \"n{n}\", term: \"{id} {n}\", definition: \"x\"),");
            let notes: String = (0..notes).map(note).collect();
            let text = format!("(format: 1, id: {id:?}, title: {id:?}, notes: [{notes}])");
            let file = SourceFile { name: format!("{id}.ron"), text: text.into() };
            DeckText { stem: id.into(), bundled: false, files: vec![file] }
        };
        Library::open(DECKS.map(deck).into()).0
    }

    /// The plan of a day on which the first three notes of every deck are due, and one of `c` was
    /// first asked before.
    fn planned(settings: Settings) -> (Library, StudyPlan) {
        let (library, scheduler) = (library(), Scheduler::new(settings, Calendar::utc()));
        let review = |n: u64, card: String, at: i64| Entry {
            id: EntryId(n),
            at: Moment(0).plus_seconds(at),
            card: card.as_str().into(),
            what: EntryKind::Review(Rating::Easy, AnswerMethod::Shown, 5_000),
        };
        let mut log = vec![review(1, "c/n11/term".into(), 60 * DAY - 60)];
        for (deck, _) in DECKS {
            for n in 0..3 {
                let at = log.len() as i64;
                log.push(review(10 + at as u64, format!("{deck}/n{n}/term"), at));
            }
        }
        let ledger = Ledger::fold(&scheduler, log);
        let known = KnownCards::new(&library, &ledger);
        let now = Moment(0).plus_seconds(60 * DAY);
        let plan = plan(&known, &scheduler, now, &NoteScope::default());
        (library, plan)
    }

    fn settings(own: &[(&str, &str, SettingValue)]) -> Settings {
        let plain = Settings { fuzz: false, day_starts: 0, ..Settings::default() };
        own.iter().fold(plain, |settings, (deck, key, value)| match *deck {
            "" => settings.with_value(key, value).unwrap(),
            deck => settings.with_deck_option(deck, key, Some(value.clone())).unwrap(),
        })
    }

    fn decks(library: &Library, items: &[LibraryCard]) -> String {
        let id = |item: &LibraryCard| library.deck_info(library.deck(item.note)).head.id.clone();
        items.iter().map(id).collect()
    }

    #[test]
    fn the_days_limits_hold_over_all_decks_and_a_decks_own_within_them() {
        let count = SettingValue::Count;
        for (own, due, new) in [
            (vec![], "aaabbbccc", "abcbcbccccccc"),
            (vec![("", "new_per_day", count(5))], "aaabbbccc", "abcbc"),
            (vec![("b", "new_per_day", count(1))], "aaabbbccc", "abccccccccc"),
            (vec![("c", "new_per_day", count(0))], "aaabbbccc", "abbb"),
            (
                vec![("", "new_per_day", count(4)), ("b", "new_per_day", count(9))],
                "aaabbbccc",
                "abcb",
            ),
            // A note whose card is not among the first due ones has another card, which is new.
            (vec![("", "reviews_per_day", count(4))], "aaab", "abcbcbcbcbcccccccc"),
            (vec![("a", "reviews_per_day", count(1))], "abbbccc", "abcabcabccccccc"),
            (
                vec![("", "reviews_per_day", count(4)), ("a", "reviews_per_day", count(2))],
                "aabb",
                "abcabcbcbccccccccc",
            ),
        ] {
            let (library, plan) = planned(settings(&own));
            let planned = (decks(&library, &plan.due), decks(&library, &plan.new));
            assert_eq!(planned, (due.to_string(), new.to_string()), "{own:?}");
        }
    }

    #[test]
    fn one_deck_comes_after_the_other_where_they_are_not_mixed() {
        let (library, plan) = planned(settings(&[("", "mix_decks", SettingValue::Switch(false))]));
        assert_eq!(decks(&library, &plan.new), "abbbccccccccc");
        assert_eq!(decks(&library, &plan.mixed(&library)), "aaaabbbbbbcccccccccccc");
        let (library, mixed) = planned(settings(&[]));
        let order = decks(&library, &mixed.mixed(&library));
        assert!(order.starts_with("aaba") || order.starts_with("aaab"), "{order}");
        assert_ne!(order, decks(&library, &plan.mixed(&library)));
    }

    #[test]
    fn a_shuffle_is_the_same_all_day() {
        let shuffled = SettingValue::Name("shuffled".into());
        let own = [("c", "new_order", shuffled.clone()), ("", "review_order", shuffled)];
        let plan = planned(settings(&own)).1;
        assert_eq!(planned(settings(&own)).1, plan);
        let plain = planned(settings(&[])).1;
        assert_ne!(plan.new, plain.new);
        assert_ne!(plan.due, plain.due);
    }

    #[test]
    fn siblings_of_a_deck_come_the_same_day_where_its_option_says_so() {
        let (_, plain) = planned(settings(&[]));
        let own = [("a", "bury_siblings", SettingValue::Switch(false))];
        let (library, plan) = planned(settings(&own));
        let of_a = |plan: &StudyPlan| {
            plan.new.iter().filter(|item| library.deck(item.note).index() == 0).count()
        };
        assert_eq!((of_a(&plain), of_a(&plan)), (1, 5), "two cards a note, three of them due");
    }
}

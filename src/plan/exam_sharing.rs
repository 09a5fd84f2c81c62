//! Which cards the exams ahead ask today. The minutes of all of them are one sum. Each gets of it
//! what its cards need at the prices of the days, which are the same for all: a second then adds as
//! much to one score as to the other. A card that several exams cover adds to each.

use std::collections::HashSet;

use super::exams::ExamOutlook;
use super::forecast::{CardOffer, PricedPlanner, most_gain};
use crate::library::LibraryCard;

/// The cards of a day for all exams.
#[derive(Clone, Debug, Default)]
pub(super) struct ExamsChoice {
    /// Cards that were asked before, the most gain for a second first.
    pub(super) due: Vec<LibraryCard>,
    /// Cards never asked, in the order in which they are met.
    pub(super) new: Vec<LibraryCard>,
}

/// A card that an exam could ask.
#[derive(Clone, Copy, Debug)]
struct ExamCard {
    item: LibraryCard,
    /// The number of the first exam that covers it.
    exam: usize,
    is_new: bool,
}

/// Chooses within so many seconds.
pub(super) fn choose(
    exams: &[ExamOutlook<'_>],
    planners: &[PricedPlanner<'_>],
    seconds: f32,
) -> ExamsChoice {
    let mut choice = ExamsChoice::default();
    let (mut cards, mut offers) = (Vec::new(), Vec::new());
    for (number, (exam, planner)) in exams.iter().zip(planners).enumerate() {
        // An exam's score is the mean over its cards.
        let all = exam.cards().items().len().max(1) as f32;
        for offer in exam.offers(planner) {
            let item = exam.cards().items()[offer.at];
            let is_new = exam.cards().candidates()[offer.at].snapshot.is_none();
            offers.push(CardOffer { at: cards.len(), gain: offer.gain / all, ..offer });
            cards.push(ExamCard { item, exam: number, is_new });
        }
    }
    if exams.len() > 1 {
        add_gains(&cards, &mut offers);
    }
    let shares = planners.iter().map(|planner| planner.seconds()[0]).collect();
    let mut seconds_for_new = vec![0.0; exams.len()];
    for offer in affordable(&cards, offers, shares, seconds) {
        let card = cards[offer.at];
        if card.is_new {
            seconds_for_new[card.exam] += offer.seconds;
        } else {
            choice.due.push(card.item);
        }
    }
    let mut taken = HashSet::new();
    for (exam, seconds) in exams.iter().zip(seconds_for_new) {
        let new = exam.new_cards(seconds, &taken);
        taken.extend(new.iter().copied());
        choice.new.extend(new);
    }
    choice
}

/// The offers with the most gain for a second within the exams' shares, and then within what these
/// left of all seconds.
fn affordable(
    cards: &[ExamCard],
    offers: Vec<CardOffer>,
    shares: Vec<f32>,
    seconds: f32,
) -> Vec<CardOffer> {
    let mut own: Vec<Vec<CardOffer>> = vec![Vec::new(); shares.len()];
    for offer in &offers {
        own[cards[offer.at].exam].push(*offer);
    }
    let own = own.into_iter().zip(shares);
    let mut chosen: Vec<CardOffer> =
        own.flat_map(|(offers, share)| most_gain(offers, share)).collect();
    let left = seconds - chosen.iter().map(|offer| offer.seconds).sum::<f32>();
    let taken: HashSet<usize> = chosen.iter().map(|offer| offer.at).collect();
    let others = offers.into_iter().filter(|offer| !taken.contains(&offer.at)).collect();
    chosen.extend(most_gain(others, left));
    most_gain(chosen, f32::INFINITY)
}

/// Makes one offer of those of the same card, with the gains of all its exams.
fn add_gains(cards: &[ExamCard], offers: &mut Vec<CardOffer>) {
    offers.sort_by_key(|offer| cards[offer.at].item);
    offers.dedup_by(|later, first| {
        let is_same = cards[later.at].item == cards[first.at].item;
        if is_same {
            first.gain += later.gain;
        }
        is_same
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Calendar, Moment, StudyDay};
    use crate::deck::{DeckText, SourceFile};
    use crate::library::Library;
    use crate::memory::{AnswerMethod, Entry, EntryId, EntryKind, Ledger, Rating, Scheduler};
    use crate::plan::today::{self, SessionTime};
    use crate::plan::{AnswerStats, KnownCards, NoteScope, StudyPlan};
    use crate::settings::{Exam, Settings};

    const TODAY: i64 = 60;

    /// Decks `a` and `b` with so many notes of one card each.
    fn library(notes: [usize; 2]) -> Library {
        let deck = |(id, notes): (&str, usize)| {
            let note = |n| format!("Cloze(id: \"n{n}\", text: \"{id} is {{{{{n}}}}}.\"),");
            let notes: String = (0..notes).map(note).collect();
            let text = format!("(format: 1, id: {id:?}, title: {id:?}, notes: [{notes}])");
            let file = SourceFile { name: format!("{id}.ron"), text: text.into() };
            DeckText { stem: id.into(), bundled: false, files: vec![file] }
        };
        let (library, faults) = Library::open(vec![deck(("a", notes[0])), deck(("b", notes[1]))]);
        assert_eq!(faults, []);
        library
    }

    /// An exam on these decks in so many days, with so many minutes a day.
    fn exam(decks: &str, days: i32, minutes: u32) -> Exam {
        Exam {
            name: decks.into(),
            date: StudyDay(TODAY as i32 + days),
            minutes,
            decks: decks.chars().map(String::from).collect(),
            ..Exam::default()
        }
    }

    /// Today's plan, where cards of these decks were answered so some days ago.
    fn plan(library: &Library, exams: Vec<Exam>, known: &[(&str, Rating)]) -> StudyPlan {
        let settings = Settings { exams, day_starts: 0, ..Settings::default() };
        let scheduler = Scheduler::new(settings, Calendar::utc());
        let mut log = Vec::new();
        for note in library.all() {
            let id = library.card_ids(note)[0].clone();
            let rating =
                known.iter().find(|(deck, _)| *deck == id.deck()).map(|(_, rating)| *rating);
            let days = TODAY - 3 - i64::from(note.0 * 7 % 11);
            let at = Moment(0).plus_seconds(days * 86_400 + i64::from(note.0));
            let what = rating.map(|rating| EntryKind::Review(rating, AnswerMethod::Shown, 10_000));
            log.extend(what.map(|what| Entry { id: EntryId(note.0.into()), at, card: id, what }));
        }
        let ledger = Ledger::fold(&scheduler, log);
        let now = Moment(0).plus_seconds(TODAY * 86_400 + 36_000);
        let (known, stats) = (KnownCards::new(library, &ledger), AnswerStats::default());
        let scope = NoteScope::default();
        today::plan(&known, &scheduler, &stats, now, &scope, &SessionTime::default())
    }

    /// How many of the plan's cards are of each of the two decks.
    fn by_deck(library: &Library, plan: &StudyPlan) -> [usize; 2] {
        let counts = plan.count_by_deck(library);
        [0, 1].map(|deck| counts[deck].due + counts[deck].new + counts[deck].learning)
    }

    #[test]
    fn exams_that_gain_the_same_get_the_same() {
        let library = library([200, 200]);
        let plan = plan(&library, vec![exam("a", 10, 15), exam("b", 10, 5)], &[]);
        let [a, b] = by_deck(&library, &plan);
        assert!(a > 30 && a.abs_diff(b) <= 1, "{a} {b}");
        assert!((plan.seconds / 1200.0 - 1.0).abs() < 0.02, "{} s", plan.seconds);
    }

    #[test]
    fn the_nearer_exam_gets_more_than_its_own_minutes_where_it_gains_more() {
        let library = library([200, 200]);
        let known = [("a", Rating::Hard), ("b", Rating::Good)];
        let exams = vec![exam("b", 20, 10), exam("a", 1, 10)];
        let plan = plan(&library, exams, &known);
        let names: Vec<&str> = plan.exams.iter().map(|own| own.exam.name.as_str()).collect();
        assert_eq!(names, ["a", "b"], "the nearest first");
        let [soon, later] = [0, 1].map(|at| plan.exams[at].seconds);
        assert!(soon > 720.0 && (soon + later - 1200.0).abs() < 20.0, "{soon} {later}");
    }

    #[test]
    fn an_exam_that_has_nothing_to_gain_leaves_its_minutes_to_the_other() {
        let library = library([3, 300]);
        let exams = vec![exam("a", 1, 20), exam("b", 20, 10)];
        let plan = plan(&library, exams, &[]);
        let [a, b] = by_deck(&library, &plan);
        assert!(a == 3 && plan.exams[1].seconds > 1500.0, "{a} {b} {}", plan.exams[1].seconds);
    }

    #[test]
    fn a_card_of_two_exams_is_asked_once_and_goes_before_one_of_a_single_exam() {
        let library = library([100, 100]);
        let known = [("a", Rating::Good), ("b", Rating::Good)];
        let alone = plan(&library, vec![exam("ab", 12, 10)], &known);
        let [a, b] = by_deck(&library, &alone);
        assert!(a > 0 && b > 0, "{a} {b}");
        let both = plan(&library, vec![exam("ab", 12, 5), exam("a", 12, 5)], &known);
        let [more, fewer] = by_deck(&library, &both);
        assert!(more > a && fewer < b, "{more} of {a}, {fewer} of {b}");
        let cards: HashSet<LibraryCard> = both.cards().collect();
        assert_eq!(cards.len(), both.len());
        assert_eq!(both.exams.iter().map(|own| own.reviews).sum::<usize>(), 2 * more + fewer);
    }

    #[test]
    fn new_cards_of_two_exams_are_met_once() {
        let library = library([60, 60]);
        let plan = plan(&library, vec![exam("a", 5, 10), exam("ab", 5, 10)], &[]);
        let cards: HashSet<LibraryCard> = plan.cards().collect();
        assert!(cards.len() == plan.len() && plan.len() > 60, "{}", plan.len());
        assert!((plan.seconds / 1200.0 - 1.0).abs() < 0.03, "{} s", plan.seconds);
    }
}

//! A learner: their decks, what is known of the cards, and the plan for today.

use std::sync::Arc;

use crate::clock::{Moment, StudyDay};
use crate::library::{DeckIx, Library, LibraryCard, NoteIx};
use crate::memory::{AddOutcome, CardId, Entry, EntryKind, Ledger, Rating, Scheduler};
use crate::plan::today::SessionTime;
use crate::plan::{
    AnswerStats, DeckFigures, KnownCards, NoteScope, NoteStatuses, StudiedDecks, StudyPlan,
    StudyTime, study_time, today,
};
use crate::study::StudyContext;

/// A plan holds for so many milliseconds as long as nothing happens: chances of recall hardly move
/// in that time, and no screen has to wait for the same plan twice.
const PLAN_HOLDS: i64 = 60_000;

/// A learner's decks and progress in memory.
#[derive(Debug)]
pub struct Learner {
    /// The notes.
    pub library: Arc<Library>,
    /// What is known of their cards.
    pub ledger: Ledger,
    /// When to ask them again.
    pub scheduler: Scheduler,
    /// How the learner answers.
    pub answer_stats: AnswerStats,
    /// The plan for today, as of the last [`Learner::replan`].
    pub plan: StudyPlan,
    /// The status of every note, as of the last [`Learner::replan`].
    pub statuses: Arc<NoteStatuses>,
    /// The time of what is being handled.
    pub now: Moment,
    /// When the day was last planned, if nothing has happened since that the plan depends on.
    planned: Option<Moment>,
}

impl Learner {
    /// A learner for whom nothing is planned yet.
    pub fn new(
        library: Arc<Library>,
        ledger: Ledger,
        scheduler: Scheduler,
        answer_stats: AnswerStats,
        now: Moment,
    ) -> Learner {
        Learner {
            library,
            ledger,
            scheduler,
            answer_stats,
            plan: StudyPlan::default(),
            statuses: Arc::default(),
            now,
            planned: None,
        }
    }

    /// Plans the day and looks up the status of every note, unless that was just done and nothing
    /// has happened since.
    pub fn replan(&mut self) {
        if self.planned.is_some_and(|planned| self.plan_holds(planned)) {
            return;
        }
        self.planned = Some(self.now);
        let (known, everything) = (self.known_cards(), NoteScope::default());
        let plan = self.plan_at(&everything, self.now, &SessionTime::default());
        let statuses = NoteStatuses::new(&known, &self.scheduler, self.now, &plan);
        (self.plan, self.statuses) = (plan, Arc::new(statuses));
    }

    fn plan_holds(&self, planned: Moment) -> bool {
        let calendar = self.scheduler.calendar();
        (0..PLAN_HOLDS).contains(&self.now.0.saturating_sub(planned.0))
            && calendar.day(planned) == calendar.day(self.now)
            && self.now < self.plan_changes()
    }

    /// When the plan changes by itself: the next card comes, or the next day begins. It is in the
    /// future, of the plan if there is one.
    pub fn plan_changes(&self) -> Moment {
        let planned = self.planned.unwrap_or(self.now);
        let next_day = self.day_end(planned);
        next_due(&self.plan, planned)
            .filter(|due| *due > planned)
            .map_or(next_day, |due| due.min(next_day))
    }

    /// When the present day ends.
    pub fn day_ends(&self) -> Moment {
        self.day_end(self.now)
    }

    fn day_end(&self, at: Moment) -> Moment {
        let calendar = self.scheduler.calendar();
        calendar.start(StudyDay(calendar.day(at).0 + 1))
    }

    /// Has the next [`Learner::replan`] plan: cards, notes or settings have changed.
    pub fn invalidate_plan(&mut self) {
        self.planned = None;
    }

    /// Looks up the status of the notes that some entries are about.
    pub fn refresh_statuses(&mut self, entries: &[Entry]) {
        let mut notes: Vec<NoteIx> =
            entries.iter().filter_map(|entry| Some(self.library.item(&entry.card)?.note)).collect();
        notes.dedup();
        let statuses = Arc::make_mut(&mut self.statuses);
        for note in notes {
            statuses.refresh(&self.library, &self.ledger, &self.scheduler, self.now, note);
        }
    }

    /// The status of every note now.
    pub fn current_statuses(&self) -> NoteStatuses {
        let plan = self.plan_for(&NoteScope::default());
        NoteStatuses::new(&self.known_cards(), &self.scheduler, self.now, &plan)
    }

    /// What is to be asked of some notes now: by the plan for an exam, or on the schedule.
    pub fn plan_for(&self, scope: &NoteScope) -> StudyPlan {
        self.plan_at(scope, self.now, &SessionTime::default())
    }

    /// What is still to be asked of some notes in a session under way.
    pub fn plan_for_session(&self, scope: &NoteScope, session: &SessionTime) -> StudyPlan {
        self.plan_at(scope, self.now, session)
    }

    /// What the next day brings of some notes, as it looks now.
    pub fn plan_for_tomorrow(&self, scope: &NoteScope) -> StudyPlan {
        let calendar = self.scheduler.calendar();
        let tomorrow = calendar.start(StudyDay(calendar.day(self.now).0 + 1));
        self.plan_at(scope, tomorrow, &SessionTime::default())
    }

    fn plan_at(&self, scope: &NoteScope, now: Moment, session: &SessionTime) -> StudyPlan {
        let known = self.known_cards();
        today::plan(&known, &self.scheduler, &self.answer_stats, now, scope, session)
    }

    /// About how many seconds some cards take.
    pub fn seconds(&self, cards: impl IntoIterator<Item = LibraryCard>) -> f32 {
        let time = StudyTime {
            library: &self.library,
            ledger: &self.ledger,
            scheduler: &self.scheduler,
            answer_stats: &self.answer_stats,
            now: self.now,
        };
        time.seconds(cards)
    }

    /// What is studied where nothing is named.
    pub fn studied_decks(&self) -> StudiedDecks<'_> {
        StudiedDecks::new(&self.library, &self.scheduler, self.now)
    }

    /// The decks that are in neither Browse nor Search, in their order.
    pub fn hidden_decks(&self) -> Vec<DeckIx> {
        if self.scheduler.settings().browse_off {
            // As a rule; this is asked for at every frame.
            return Vec::new();
        }
        self.studied_decks().hidden()
    }

    /// What a list of decks says of each, as of the last [`Learner::replan`].
    pub fn deck_figures(&self) -> Vec<DeckFigures> {
        DeckFigures::count(&self.library, &self.studied_decks(), &self.plan, &self.statuses)
    }

    /// The cards with what is known of them.
    pub fn known_cards(&self) -> KnownCards<'_> {
        KnownCards::new(&self.library, &self.ledger)
    }

    /// What a drill or a quiz asks about.
    pub fn context(&self) -> StudyContext<'_> {
        StudyContext { library: &self.library, ledger: &self.ledger, scheduler: &self.scheduler }
    }

    /// Adds entries that are on disk, other instances' before our own; in doubt the whole log is to
    /// be folded.
    pub fn add_entries(&mut self, others: Vec<Entry>, own: &[Entry]) -> AddOutcome {
        self.invalidate_plan();
        let all = [others, own.to_vec()].concat();
        let outcome = self.ledger.add_all(&self.scheduler, all.clone());
        for entry in &all {
            let words = study_time::words_of(&self.library, &entry.card);
            self.answer_stats.add(entry, words, &self.ledger, &self.scheduler);
        }
        outcome
    }

    /// The card that has become a leech by one of these entries, if one has.
    pub fn new_leech<'e>(&self, own: &'e [Entry]) -> Option<&'e CardId> {
        let lapses = self.scheduler.settings().leech_lapses;
        let cards = own
            .iter()
            .filter(|entry| matches!(entry.what, EntryKind::Review(Rating::Again, ..)))
            .map(|entry| &entry.card);
        cards.into_iter().find(|card| {
            self.ledger.get(card).is_some_and(|progress| {
                lapses > 0 && progress.lapses == lapses && progress.is_learning()
            })
        })
    }
}

/// When the next card after `now` is due: one that is not in the plan, or one on its steps.
pub fn next_due(plan: &StudyPlan, now: Moment) -> Option<Moment> {
    let learning = plan.learning.iter().map(|(due, _)| *due).filter(|due| *due > now);
    learning.chain(plan.next_due).min()
}

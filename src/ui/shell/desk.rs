//! What studying needs besides the notes: what is known of every card, and the plan for today.

use std::sync::Arc;

use crate::clock::Moment;
use crate::library::{Library, NoteIx};
use crate::memory::{AddOutcome, CardId, Entry, EntryKind, Ledger, Rating, Scheduler};
use crate::plan::AnswerStats;
use crate::plan::today;
use crate::plan::{KnownCards, NoteScope, NoteStatuses, StudyPlan};
use crate::study::StudyContext;
use crate::text::count::percent;
use crate::text::count::pluralize;
use crate::text::duration::human;

/// The learner's side of the app.
#[derive(Debug)]
pub struct Desk {
    /// What is known of every card.
    pub ledger: Ledger,
    /// When to ask them again.
    pub scheduler: Scheduler,
    /// How the learner answers.
    pub habits: AnswerStats,
    /// What today brings, as of the last look.
    pub plan: StudyPlan,
    /// How every note stands, as of the last look.
    pub standings: Arc<NoteStatuses>,
    /// The time of the event that is being handled.
    pub now: Moment,
    /// When the day was last planned, if nothing has happened since that the plan depends on.
    planned: Option<Moment>,
}

/// So many milliseconds a plan holds as long as nothing happens: chances of recall hardly move
/// meanwhile, and no pane has to wait for the same plan again.
const HOLDS: i64 = 60_000;

impl Desk {
    /// Returns the desk with nothing planned yet.
    pub fn new(ledger: Ledger, scheduler: Scheduler, habits: AnswerStats, now: Moment) -> Desk {
        Desk {
            ledger,
            scheduler,
            habits,
            plan: StudyPlan::default(),
            standings: Arc::default(),
            now,
            planned: None,
        }
    }

    /// Plans the day anew, and looks at how every note stands, unless that was just done and
    /// nothing has happened since.
    pub fn replan(&mut self, library: &Library) {
        let calendar = self.scheduler.calendar();
        let holds = |at: Moment| {
            (0..HOLDS).contains(&(self.now.0.saturating_sub(at.0)))
                && calendar.day(at) == calendar.day(self.now)
        };
        if self.planned.is_some_and(holds) {
            return;
        }
        self.planned = Some(self.now);
        let studied = KnownCards::of(library, &self.ledger);
        self.plan =
            today::plan(&studied, &self.scheduler, &self.habits, self.now, &NoteScope::default());
        self.standings = Arc::new(NoteStatuses::of(&studied, &self.scheduler, self.now));
    }

    /// Says that cards, notes or settings are no longer what the plan was made of.
    pub fn changed(&mut self) {
        self.planned = None;
    }

    /// Looks again at the notes of some cards.
    pub fn refresh(&mut self, library: &Library, entries: &[Entry]) {
        let mut notes: Vec<NoteIx> =
            entries.iter().filter_map(|entry| Some(library.item(&entry.card)?.note)).collect();
        notes.dedup();
        let standings = Arc::make_mut(&mut self.standings);
        for note in notes {
            standings.refresh(library, &self.ledger, &self.scheduler, self.now, note);
        }
    }

    /// Returns what today brings of some notes.
    pub fn plan_of(&self, library: &Library, scope: &NoteScope) -> StudyPlan {
        let studied = KnownCards::of(library, &self.ledger);
        today::plan(&studied, &self.scheduler, &self.habits, self.now, scope)
    }

    /// Returns the cards and what is known of them, as the drill wants it.
    pub fn world<'a>(&'a self, library: &'a Library) -> StudyContext<'a> {
        StudyContext { library, ledger: &self.ledger, scheduler: &self.scheduler }
    }

    /// Returns when a note's cards come next, in a few words; none if it was never asked.
    pub fn standing_of(&self, library: &Library, note: NoteIx) -> Option<String> {
        let cards = library.card_ids(note);
        let known = || cards.iter().filter_map(|card| self.ledger.get(card));
        if known().any(|progress| progress.suspended) {
            return Some("suspended".to_string());
        }
        let due = known()
            .filter(|progress| progress.reviewed.is_some())
            .map(|progress| progress.due)
            .min()?;
        let seconds = due.seconds_since(self.now);
        Some(if seconds <= 0.0 {
            "due now".to_string()
        } else {
            format!("due in {}", human(seconds as u32))
        })
    }

    /// Returns what is known of a card in words, each with its label.
    pub fn told(&self, card: &CardId) -> Vec<(&'static str, String)> {
        let calendar = self.scheduler.calendar();
        let Some(progress) = self.ledger.get(card).filter(|progress| progress.reviewed.is_some())
        else {
            return vec![("State", "new: never asked".to_string())];
        };
        let day = |at: Moment| calendar.date(calendar.day(at));
        let wait = human(progress.due.seconds_since(self.now).max(0.0) as u32);
        let due = if progress.is_due(self.now) {
            "now".to_string()
        } else {
            format!("in {wait}, {}", day(progress.due))
        };
        let mut rows = vec![
            ("State", progress.state(self.now).name().to_string()),
            ("Due", due),
            ("Interval", human(progress.interval)),
            (
                "Recall now",
                self.scheduler.retrievability(progress, self.now).map_or_else(String::new, percent),
            ),
            (
                "Stability",
                format!(
                    "{} until recall falls to 90 %",
                    human((progress.stability * 86_400.0) as u32)
                ),
            ),
            ("Difficulty", format!("{:.1} of 10", progress.difficulty)),
            ("Asked", pluralize(progress.reps as usize, "time", "times")),
            ("Forgotten", pluralize(progress.lapses as usize, "time", "times")),
        ];
        rows.extend(progress.introduced.map(|at| ("First asked", day(at))));
        rows.extend(progress.reviewed.map(|at| ("Last asked", day(at))));
        if progress.is_leech(self.scheduler.settings().leech_lapses) {
            rows.push(("Leech", "forgotten so often that the note wants mending".to_string()));
        }
        if progress.flagged {
            rows.push(("Flag", "flagged".to_string()));
        }
        rows
    }

    /// Says that a card has just become a leech, if one has.
    pub fn new_leech(&self, own: &[Entry]) -> Option<String> {
        let lapses = self.scheduler.settings().leech_lapses;
        let failed =
            own.iter().filter(|entry| matches!(entry.what, EntryKind::Review(Rating::Again, ..)));
        let known = failed.filter_map(|entry| Some((entry, self.ledger.get(&entry.card)?)));
        let mut leech = known.filter(|(_, progress)| {
            lapses > 0 && progress.lapses == lapses && progress.is_learning()
        });
        let (entry, _) = leech.next()?;
        let times = pluralize(lapses as usize, "time", "times");
        Some(format!("▲ Forgotten {times}, a leech: mend or suspend it ({})", entry.card))
    }

    /// Folds in entries that are on disk, other windows' first; in doubt the whole log is to be
    /// folded.
    pub fn take(&mut self, others: Vec<Entry>, own: &[Entry]) -> AddOutcome {
        self.changed();
        let all = [others, own.to_vec()].concat();
        let taken = self.ledger.take_all(&self.scheduler, all.clone());
        for entry in &all {
            self.habits.take(entry, &self.ledger, &self.scheduler);
        }
        taken
    }
}

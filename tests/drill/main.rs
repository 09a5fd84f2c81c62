//! The drill machine, driven by a clock that stands or jumps, with a log that is a list.

use std::sync::Arc;

use lacuna::clock::{Calendar, Moment};
use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::{
    AddOutcome, CardId, CardStage, Entry, EntryFactory, EntryKind, Ledger, Rating, Scheduler,
};
use lacuna::plan::today::SessionTime;
use lacuna::plan::{AnswerStats, KnownCards, NoteScope, queue, today};
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use lacuna::study::{
    CardAction, Drill, DrillPhase, Feedback, QuestionStage, StudyContext, WriteRequest,
};

mod card_actions;
mod lessons;
mod random;

const DAY: i64 = 86_400_000;

/// A drill with everything that it hangs on.
struct Desk {
    library: Arc<Library>,
    scheduler: Scheduler,
    ledger: Ledger,
    log: Vec<Entry>,
    scribe: EntryFactory,
    now: Moment,
    drill: Option<Drill>,
}

impl Desk {
    fn new(notes: &str, settings: Settings) -> Desk {
        let text = format!(r#"(format: 1, id: "d", title: "D", notes: [{notes}])"#);
        Desk::with_deck(text, settings)
    }

    fn with_deck(text: String, settings: Settings) -> Desk {
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file] };
        let (library, faults) = Library::open(vec![deck]);
        assert_eq!(faults, []);
        let scheduler = Scheduler::new(settings, Calendar::utc());
        let (ledger, log) = (Ledger::default(), Vec::new());
        Desk {
            library: Arc::new(library),
            scheduler,
            ledger,
            log,
            scribe: EntryFactory::new(1),
            now: Moment(1000 * DAY),
            drill: None,
        }
    }

    fn world(&self) -> StudyContext<'_> {
        StudyContext { library: &self.library, ledger: &self.ledger, scheduler: &self.scheduler }
    }

    fn start(&mut self) {
        let plan = queue::plan(
            &KnownCards::new(&self.library, &self.ledger),
            &self.scheduler,
            self.now,
            &NoteScope::default(),
        );
        self.drill = Some(Drill::due(self.world(), &plan, usize::MAX, 7, self.now));
    }

    fn drill(&self) -> &Drill {
        self.drill.as_ref().expect("it was started")
    }

    fn front(&self) -> Option<String> {
        self.drill().open_card().map(|asked| asked.question.id.to_string())
    }

    /// Lets the drill do something, writes what it asks for and moves on.
    fn act(
        &mut self,
        act: impl FnOnce(&mut Drill, StudyContext<'_>, &mut EntryFactory, Moment) -> Vec<Entry>,
    ) {
        let mut drill = self.drill.take().expect("it was started");
        let mut scribe = self.scribe.clone();
        let entries = act(&mut drill, self.world(), &mut scribe, self.now);
        self.scribe = scribe;
        for entry in &entries {
            assert_eq!(self.ledger.add(&self.scheduler, entry), AddOutcome::Folded, "{entry:?}");
        }
        self.log.extend(entries);
        drill.recorded(self.world(), self.now);
        self.drill = Some(drill);
    }

    /// Starts on the plan for an exam in ten days, with more minutes than it needs.
    fn start_for_exam(&mut self) {
        let known = KnownCards::new(&self.library, &self.ledger);
        let everything = NoteScope::default();
        let stats = AnswerStats::default();
        let plan = today::plan(
            &known,
            &self.scheduler,
            &stats,
            self.now,
            &everything,
            &SessionTime::default(),
        );
        self.drill = Some(Drill::due(self.world(), &plan, usize::MAX, 7, self.now));
    }

    fn stage(&self) -> QuestionStage {
        self.drill().open_card().expect("a card is in front").stage
    }

    /// Does what the card in front asks for: reads a note, or grades.
    fn answer(&mut self, rating: Rating) {
        match self.drill().phase() {
            DrillPhase::Teaching(_) => self.read(),
            _ => self.grade(rating),
        }
    }

    fn read(&mut self) {
        self.act(|drill, _, _, now| {
            assert!(drill.seen(now, Some(20.0)));
            Vec::new()
        });
    }

    fn grade(&mut self, rating: Rating) {
        self.act(|drill, world, scribe, now| drill.grade(world, scribe, now, rating, None));
    }

    fn deed(&mut self, deed: CardAction) {
        self.act(|drill, world, scribe, now| drill.act(world, scribe, now, deed));
    }

    fn undo(&mut self) {
        self.act(|drill, world, scribe, now| turned(drill.undo(world, scribe, now)));
    }

    fn redo(&mut self) {
        self.act(|drill, world, scribe, now| turned(drill.redo(world, scribe, now)));
    }

    fn later(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
        let mut drill = self.drill.take().expect("it was started");
        drill.tick(self.world(), self.now);
        self.drill = Some(drill);
    }

    /// The ledger is what a fold of the whole log gives.
    fn check(&self) {
        assert_eq!(self.ledger, Ledger::fold(&self.scheduler, self.log.clone()));
    }
}

fn turned(turn: Option<WriteRequest>) -> Vec<Entry> {
    match turn {
        Some(WriteRequest::Record(entries)) => entries,
        Some(WriteRequest::Edit(_)) => panic!("no note was edited"),
        None => Vec::new(),
    }
}

fn pairs(n: usize) -> String {
    (0..n)
        .map(|i| format!(r#"Pair(id: "p{i}", term: "term {i}", definition: "definition {i}"),"#))
        .collect::<Vec<_>>()
        .concat()
}

/// Settings under which new cards are asked at once.
fn cold() -> Settings {
    Settings { learn_step: false, ..Settings::default() }
}

#[test]
fn a_card_in_front_goes_by_changed_settings_at_once() {
    let mut desk = Desk::new(&pairs(1), cold());
    desk.start();
    let has_two = |desk: &Desk| desk.drill().open_card().unwrap().two_buttons;
    assert!(!has_two(&desk));
    let settings = Settings { two_buttons: true, ..cold() };
    desk.scheduler = Scheduler::new(settings, Calendar::utc());
    let mut drill = desk.drill.take().unwrap();
    drill.adapt(desk.world(), desk.now);
    desk.drill = Some(drill);
    assert!(has_two(&desk));
}

#[test]
fn a_first_session_teaches_every_note_once_and_ends() {
    let mut desk = Desk::new(&pairs(3), cold());
    desk.start();
    let mut asked = Vec::new();
    while let Some(front) = desk.front() {
        asked.push(front);
        desk.grade(Rating::Good);
        desk.later(30);
    }
    assert_eq!(
        asked,
        ["d/p0/definition", "d/p1/definition", "d/p2/definition"].repeat(2),
        "two steps each, siblings wait"
    );
    assert!(matches!(desk.drill().phase(), DrillPhase::Done));
    assert!(desk.ledger.iter().all(|(_, progress)| progress.stage == CardStage::Review));
    desk.now = Moment(desk.now.0 + DAY);
    desk.start();
    assert_eq!(desk.front().as_deref(), Some("d/p0/term"), "the sibling is new on the next day");
    desk.check();
}

#[test]
fn a_failed_card_comes_back_in_the_same_session_but_not_at_once() {
    let mut desk = Desk::new(&pairs(3), cold());
    desk.start();
    desk.grade(Rating::Again);
    assert_eq!(desk.front().as_deref(), Some("d/p1/definition"));
    desk.later(61);
    desk.grade(Rating::Easy);
    assert_eq!(desk.front().as_deref(), Some("d/p0/definition"), "its minute is over");
    desk.grade(Rating::Easy);
    desk.grade(Rating::Again);
    assert!(
        matches!(desk.drill().phase(), DrillPhase::Waiting(_)),
        "the only card left was just asked"
    );
    desk.later(61);
    assert_eq!(desk.front().as_deref(), Some("d/p2/definition"));
}

#[test]
fn limits_hold_across_sessions_of_a_day() {
    let mut desk = Desk::new(&pairs(10), Settings { new_per_day: 4, ..cold() });
    for expected in [4, 0] {
        desk.start();
        assert_eq!(desk.drill().left(), expected);
        while desk.front().is_some() {
            desk.grade(Rating::Easy);
        }
    }
    desk.now = Moment(desk.now.0 + DAY);
    desk.start();
    assert_eq!(desk.drill().left(), 4);
}

#[test]
fn due_cards_come_by_the_risk_that_they_are_forgotten() {
    let mut desk = Desk::new(&pairs(3), Settings { fuzz: false, new_per_day: 3, ..cold() });
    desk.start();
    for rating in [Rating::Easy, Rating::Good, Rating::Easy] {
        desk.grade(rating);
    }
    desk.later(601);
    desk.grade(Rating::Good);
    desk.now = Moment(desk.now.0 + 20 * DAY);
    let plan = queue::plan(
        &KnownCards::new(&desk.library, &desk.ledger),
        &desk.scheduler,
        desk.now,
        &NoteScope::default(),
    );
    let due: Vec<u32> = plan.due.iter().map(|LibraryCard { note, .. }| note.0).collect();
    assert_eq!(due, [1, 0, 2], "the one graded Good has faded most");
    assert_eq!(plan.new.len(), 0, "the siblings of due cards wait");
}

#[test]
fn what_is_typed_is_judged_and_may_be_overruled() {
    let mut desk =
        Desk::new(r#"Cloze(id: "c", text: "{{gradient descent|GD}} goes downhill")"#, cold());
    desk.start();
    let mut drill = desk.drill.take().unwrap();
    assert!(
        matches!(drill.submit("gradeint descent"), Feedback::Judged(verdict) if verdict.is_accepted())
    );
    assert!(matches!(drill.phase(), DrillPhase::Revealed(_)), "nothing is left to type");
    assert_eq!(drill.open_card().unwrap().suggested(), Rating::Good);
    assert!(!drill.overrule(), "nothing to overrule");
    desk.drill = Some(drill);
    desk.start();
    let mut drill = desk.drill.take().unwrap();
    drill.submit("something else");
    assert_eq!(drill.open_card().unwrap().suggested(), Rating::Again);
    assert!(drill.overrule());
    assert_eq!(drill.open_card().unwrap().suggested(), Rating::Good);
    desk.drill = Some(drill);
    desk.grade(Rating::Good);
    assert!(matches!(
        desk.log[0].what,
        EntryKind::Review(Rating::Good, lacuna::memory::AnswerMethod::Overruled, _)
    ));
}

#[test]
fn whatever_is_pressed_nothing_comes_twice_in_a_row_and_the_log_tells_all() {
    for seed in 0..60 {
        let notes = pairs(4)
            + r#"Cloze(id: "c", text: "{{a}} {{b}}"), List(id: "l", term: "t", items: ["x", "y"])"#;
        let mut desk = Desk::new(&notes, Settings { bury_siblings: seed % 2 == 0, ..cold() });
        let mut rng = Rng::new(seed);
        desk.start();
        let mut before: Option<(String, Moment)> = None;
        for _ in 0..80 {
            let undoing = matches!(rng.below(12), 0 | 1);
            match rng.below(10) {
                _ if undoing => desk.undo(),
                0 => desk.redo(),
                1 => desk.deed(
                    [
                        CardAction::BuryCard,
                        CardAction::BuryNote,
                        CardAction::SuspendCard,
                        CardAction::Flag,
                    ][rng.below(4)],
                ),
                2 => desk.later(rng.below(1_000) as i64),
                n => {
                    let front = desk.front();
                    desk.grade(Rating::ALL[n % 4]);
                    if let (Some(graded), Some(next)) = (front, desk.front()) {
                        assert_ne!(graded, next, "seed {seed}");
                    }
                }
            }
            before = desk.front().map(|front| (front, desk.now)).or(before);
            desk.check();
        }
        assert!(before.is_some());
    }
}

#[test]
fn cramming_leaves_the_schedule_alone() {
    let mut desk = Desk::new(&pairs(3), cold());
    let cards = queue::all_cards(
        &KnownCards::new(&desk.library, &desk.ledger),
        &desk.scheduler,
        desk.now,
        &NoteScope::default(),
    );
    assert_eq!(cards.len(), 6);
    desk.drill = Some(Drill::cram(desk.world(), cards, 4, 7, desk.now));
    desk.grade(Rating::Again);
    for _ in 0..3 {
        desk.grade(Rating::Good);
    }
    assert_eq!(desk.front().as_deref(), Some("d/p0/definition"), "what failed comes once more");
    desk.undo();
    assert_eq!(desk.drill().answered(), (3, 1));
    desk.redo();
    desk.grade(Rating::Good);
    assert!(matches!(desk.drill().phase(), DrillPhase::Done));
    assert!(desk.log.is_empty() && desk.ledger.is_empty());
}

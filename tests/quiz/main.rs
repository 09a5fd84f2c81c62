//! The quiz machine, driven by a clock that jumps, with a log that is a list.

mod forms;
mod practice;
mod questions;
mod time;

use std::time::Duration;

use lacuna::clock::{Calendar, Moment, Timestamps};
use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::memory::{
    AnswerMark, Entry, EntryFactory, Ledger, QuestionForm, QuizMode, QuizRecord, QuizRules,
    Scheduler,
};
use lacuna::plan::NoteScope;
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use lacuna::store;
use lacuna::study::quiz::{AnswerSpace, Quiz, QuizInput, QuizItem, QuizPhase, QuizResponse};
use lacuna::study::{AnswerDraft, AnswerKind, StudyContext};

/// A quiz with everything that it hangs on.
struct Rig {
    library: Library,
    scheduler: Scheduler,
    ledger: Ledger,
    log: Vec<Entry>,
    scribe: EntryFactory,
    /// Milliseconds since the rig was set up.
    now: u64,
    quiz: Quiz,
}

/// A deck with notes of every kind.
const NOTES: &str = r#"
    Pair(id: "a", term: "Alpha", definition: "the first letter", contrast: [(with: "b", text: "Beta comes second.")]),
    Pair(id: "b", term: "Beta", definition: "the second letter"),
    Pair(id: "c", term: "Gamma", definition: "the third letter"),
    Pair(id: "d", term: "Delta", definition: "the fourth letter"),
    Cloze(id: "e", text: "Epsilon is the {{fifth|5th}} letter, zeta the {{c1::sixth}}"),
    List(id: "f", term: "Vowels", items: ["{{eta}}: long e", "{{iota}}: i", "{{omega}}: long o"]),
    Steps(id: "g", term: "Writing", steps: ["Take {{paper}}", "Take a {{pen}}", "{{Write}}", "{{Read}} it again"]),
"#;

fn library(notes: &str) -> Library {
    let text = format!(r#"(format: 1, id: "d", title: "D", notes: [{notes}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    let (library, faults) =
        Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
    assert_eq!(faults, []);
    library
}

/// The bundled deck.
fn bundled() -> Library {
    let home = tempfile::tempdir().expect("a folder can be made");
    let (library, faults) = store::load(&store::ConfigHome::new(home.path()));
    assert_eq!(faults, []);
    library
}

fn rules(mode: QuizMode, forms: &[QuestionForm]) -> QuizRules {
    QuizRules {
        mode,
        questions: 10,
        total: None,
        each: None,
        forms: forms.to_vec(),
        counts: false,
        seed: 7,
        scripted: false,
    }
}

impl Rig {
    fn new(library: Library, rules: QuizRules) -> Rig {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let (ledger, mut scribe) = (Ledger::default(), EntryFactory::new(1));
        let world = StudyContext { library: &library, ledger: &ledger, scheduler: &scheduler };
        let begun = Quiz::begin(world, &mut scribe, &NoteScope::default(), rules, times(0));
        let (mut quiz, log) = begun.expect("there is something to ask");
        quiz.recorded();
        Rig { library, scheduler, ledger, log, scribe, now: 0, quiz }
    }

    /// The rig of the small deck, each question as long as its rules say.
    fn small(rules: QuizRules) -> Rig {
        Rig::new(library(NOTES), rules)
    }

    fn world(&self) -> StudyContext<'_> {
        StudyContext { library: &self.library, ledger: &self.ledger, scheduler: &self.scheduler }
    }

    /// Does something now, and lets it be written.
    fn act(&mut self, input: QuizInput<'_>) -> Vec<Entry> {
        let mut quiz = self.quiz.clone();
        let mut scribe = self.scribe.clone();
        let entries = quiz.step(self.world(), &mut scribe, input, times(self.now));
        self.scribe = scribe;
        self.log.extend(entries.clone());
        quiz.recorded();
        self.quiz = quiz;
        entries
    }

    /// Does something after so many milliseconds.
    fn after(&mut self, milliseconds: u64, input: QuizInput<'_>) -> Vec<Entry> {
        self.now += milliseconds;
        self.act(input)
    }

    /// The time by the clock that durations are measured by.
    fn at(&self) -> Duration {
        times(self.now).run
    }

    fn phase(&self) -> QuizPhase {
        self.quiz.phase()
    }

    fn current(&self) -> &QuizItem {
        self.quiz.state().current()
    }

    fn sittings(&self) -> Vec<QuizRecord> {
        QuizRecord::from_entries(self.log.clone())
    }

    fn marks(&self) -> Vec<Option<AnswerMark>> {
        self.quiz.state().items.iter().map(|quiz_item| quiz_item.mark).collect()
    }

    /// Answers the question in front, rightly or wrongly.
    fn answer(&mut self, rightly: bool) {
        let quiz_item = self.current().clone();
        match (&quiz_item.question.answers, &quiz_item.response) {
            (AnswerSpace::Choice { choices, right }, _) => {
                let wrong = (right + 1) % choices.len();
                self.act(QuizInput::Pick(if rightly { *right } else { wrong }));
                self.act(QuizInput::Answer);
            }
            (AnswerSpace::Pairs { fits, .. }, _) => {
                for (left, &right) in fits.iter().enumerate() {
                    let other = (right + 1) % fits.len();
                    self.act(QuizInput::Pair(left, if rightly { right } else { other }));
                }
                self.act(QuizInput::Answer);
            }
            (AnswerSpace::Typed(question), QuizResponse::Typed(attempt)) => {
                match (&question.kind, attempt) {
                    (AnswerKind::Typed { blanks, .. }, _) => {
                        for blank in blanks {
                            self.act(QuizInput::Type(if rightly {
                                &blank.answer
                            } else {
                                "nonsense"
                            }));
                        }
                    }
                    (AnswerKind::Items(items), _) => {
                        for item in items {
                            self.act(QuizInput::Type(if rightly {
                                &item.expected.answer
                            } else {
                                "nonsense"
                            }));
                        }
                        if !rightly {
                            self.act(QuizInput::Answer);
                        }
                    }
                    (AnswerKind::Order { .. }, AnswerDraft::Order(order)) => {
                        let mut order = order.clone();
                        for place in 0..order.len() {
                            let from = order
                                .iter()
                                .position(|&step| step == place)
                                .expect("every step is there");
                            if rightly {
                                self.act(QuizInput::MoveStep(from, place));
                                let step = order.remove(from);
                                order.insert(place, step);
                            }
                        }
                        self.act(QuizInput::Answer);
                    }
                    other => panic!("{other:?}"),
                }
            }
            other => panic!("{other:?}"),
        }
    }

    /// Answers as chance has it until the quiz is over, so many milliseconds each.
    fn finish(&mut self, rng: &mut Rng, milliseconds: u64) {
        for _ in 0..500 {
            match self.phase() {
                QuizPhase::Asking => {
                    self.now += milliseconds;
                    self.answer(rng.below(3) > 0);
                }
                QuizPhase::Marked => drop(self.act(QuizInput::Next)),
                QuizPhase::Review => drop(self.act(QuizInput::HandIn)),
                QuizPhase::Paused(_) => drop(self.act(QuizInput::Resume)),
                QuizPhase::Over(_) => return,
            }
        }
        panic!("the quiz never ends");
    }
}

fn times(milliseconds: u64) -> Timestamps {
    let wall = Moment(1_700_000_000_000 + i64::try_from(milliseconds).expect("it is small"));
    Timestamps { wall, run: Duration::from_millis(milliseconds) }
}

//! What people type, and what it is worth: tables over the bundled deck and over small decks of
//! other subjects.
//!
//! Each row has a card and answers to it. A right answer has to count. A close one must not, and is
//! told as such; a wrong one must not count.

mod at_random;
mod blanks;
mod languages;
mod lists;
mod meaning;
mod numbers;
mod subjects;
mod terms;

use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::memory::CardId;
use lacuna::rng::Rng;
use lacuna::store;
use lacuna::study::answer::AnswerVerdict;
use lacuna::study::{AnswerDraft, Feedback, Question};

/// A card, and answers to it.
struct Row {
    card: &'static str,
    right: &'static [&'static str],
    close: &'static [&'static str],
    wrong: &'static [&'static str],
}

const fn row(
    card: &'static str,
    right: &'static [&'static str],
    close: &'static [&'static str],
    wrong: &'static [&'static str],
) -> Row {
    Row { card, right, close, wrong }
}

/// What disagrees with the tables may be so many of a hundred answers.
const TOLERATED: usize = 2;

/// How the answers of a table came out.
#[derive(Default)]
struct Tally {
    answers: usize,
    disagreements: Vec<String>,
    accepted_wrongly: Vec<String>,
}

impl Tally {
    fn add(&mut self, library: &Library, deck: &str, rows: &[Row]) {
        for row in rows {
            let question = question(library, deck, row.card);
            for (answers, expected) in
                [(row.right, "right"), (row.close, "close"), (row.wrong, "wrong")]
            {
                for typed in answers {
                    self.judge(&question, typed, expected);
                }
            }
        }
    }

    /// Likewise of a table in which a line has a card, and behind a colon its answers.
    fn add_lines(&mut self, library: &Library, deck: &str, lines: &str) {
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let (card, answers) = line.split_once(':').expect("a card and a colon");
            let question = question(library, deck, card);
            for (answers, expected) in answers.split('|').zip(["right", "close", "wrong"]) {
                for typed in answers.split(';').map(str::trim).filter(|typed| !typed.is_empty()) {
                    self.judge(&question, typed, expected);
                }
            }
        }
    }

    fn judge(&mut self, question: &Question, typed: &str, expected: &str) {
        let verdict = judged(question, typed);
        let found = match &verdict {
            AnswerVerdict::Right | AnswerVerdict::Slip(_) => "right",
            AnswerVerdict::Close { .. } => "close",
            AnswerVerdict::Wrong(_) => "wrong",
        };
        self.answers += 1;
        if found != expected {
            let says = format!("{}: “{typed}” is {expected}: {verdict:?}", question.id);
            if found == "right" {
                self.accepted_wrongly.push(says.clone());
            }
            self.disagreements.push(says);
        }
    }
}

/// The verdict on one answer; for a list, on an item typed first.
fn judged(question: &Question, typed: &str) -> AnswerVerdict {
    let mut draft = AnswerDraft::new(question, &mut Rng::new(0));
    match draft.submit(question, typed) {
        Feedback::Judged(verdict) => verdict,
        other => panic!("{:?} can't be typed: {other:?}", question.id),
    }
}

fn question(library: &Library, deck: &str, card: &str) -> Question {
    let id = CardId::from(format!("{deck}/{card}").as_str());
    let item = library.item(&id).unwrap_or_else(|| panic!("there is no card {id}"));
    let question = Question::from_card(library, item).expect("the card can be asked");
    question.with_typed_answer().expect("its answer is short")
}

fn bundled() -> Library {
    let home = tempfile::tempdir().expect("a folder can be made");
    let (library, faults) = store::load(&store::ConfigHome::new(home.path()));
    assert_eq!(faults, []);
    library
}

/// A deck named `d` of these notes.
fn small(language: &str, notes: &str) -> Library {
    let text =
        format!(r#"(format: 1, id: "d", title: "D", language: "{language}", notes: [{notes}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    let (library, faults) =
        Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
    assert_eq!(faults, []);
    library
}

#[test]
fn answers_are_worth_what_an_examiner_gives() {
    let mut tally = Tally::default();
    let deck = bundled();
    for rows in [terms::ROWS, blanks::ROWS, lists::ROWS, meaning::BUNDLED, numbers::BUNDLED] {
        tally.add(&deck, "csc277-exam-1", rows);
    }
    tally.add_lines(&deck, "csc277-exam-1", at_random::TABLE);
    let of_others = [&subjects::DECKS[..], &languages::DECKS, &meaning::DECKS, &numbers::DECKS];
    for (language, notes, rows) in of_others.concat() {
        tally.add(&small(language, notes), "d", rows);
    }
    let Tally { answers, disagreements, accepted_wrongly } = tally;
    println!("{answers} answers, {} disagree:\n{}", disagreements.len(), disagreements.join("\n"));
    assert!(answers >= 400, "{answers} answers are too few");
    assert_eq!(accepted_wrongly, [""; 0], "accepted, though not right");
    assert!(
        disagreements.len() * 100 <= answers * TOLERATED,
        "{} of {answers}: {disagreements:#?}",
        disagreements.len()
    );
}

#[test]
fn what_changes_the_meaning_is_never_accepted() {
    let mut tally = Tally::default();
    tally.add(&bundled(), "csc277-exam-1", meaning::BUNDLED);
    for (language, notes, rows) in meaning::DECKS {
        tally.add(&small(language, notes), "d", rows);
    }
    assert_eq!(tally.disagreements, [""; 0]);
}

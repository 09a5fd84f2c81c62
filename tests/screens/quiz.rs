//! The quiz on the screen.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::memory::quiz_event::QuizEvent;
use lacuna::memory::{AnswerMark, EntryKind, QuestionForm, QuizMode, QuizRules};
use lacuna::store::unsaved::Unsaved;
use lacuna::text::math::GlyphSet;
use lacuna::ui::input::keymap::Context;
use lacuna::ui::shell::message::Msg;

use crate::harness::{Screen, sit, with};

const NOTES: &str = r#"
    Pair(id: "mha", topic: "attn", term: "Multi-head attention", definition: "Every query head has a key head and a value head of its own."),
    Pair(id: "mqa", topic: "attn", term: "Multi-query attention", definition: "All query heads share one key head and one value head.",
         contrast: [(with: "gqa", text: "Here *all* heads share, not the heads of a group.")]),
    Pair(id: "gqa", topic: "attn", term: "Grouped-query attention", definition: "The query heads of a group share a key head and a value head."),
    Pair(id: "flash", topic: "attn", term: "Flash attention", definition: "Exact attention, computed block by block without ever storing the score matrix."),
    Cloze(id: "scale", topic: "norms", text: "Scores are divided by the {{square root|root}} of the key's {{c1::size|dimension}}."),
    List(id: "layers", topic: "norms", term: "Normalization layers", items: ["{{Batch}}: over the batch", "{{Layer}}: over the features", "{{RMS}}: without a mean"]),
    Steps(id: "lora", topic: "tuning", term: "Fine-tuning with LoRA", steps: ["Freeze the weights", "Add two small matrices", "Train those", "Fold them in"]),
"#;

fn notes() -> (Library, Vec<Fault>) {
    let topics = r#"topics: [(id: "attn", title: "Attention"), (id: "norms", title: "Normalization"), (id: "tuning", title: "Tuning")]"#;
    let text =
        format!(r#"(format: 1, id: "d", title: "Deep learning", {topics}, notes: [{NOTES}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }])
}

fn rules(mode: QuizMode, forms: &[QuestionForm]) -> QuizRules {
    QuizRules {
        mode,
        questions: 7,
        total: Some(120),
        each: None,
        forms: forms.to_vec(),
        counts: false,
        seed: 3,
        scripted: false,
    }
}

/// A quiz of a small deck, with two minutes for all.
pub(crate) fn quiz(width: u16, height: u16, mode: QuizMode, forms: &[QuestionForm]) -> Screen {
    sit(width, height, notes(), rules(mode, forms), GlyphSet::Unicode)
}

/// The marks in the log, in the order in which they were given.
fn marks(screen: &Screen) -> Vec<AnswerMark> {
    let mark = |what: &EntryKind| match what {
        EntryKind::Quiz(event) => {
            if let QuizEvent::Answered(answered) = &**event {
                Some(answered.mark)
            } else {
                None
            }
        }
        _ => None,
    };
    screen.log.iter().filter_map(|entry| mark(&entry.what)).collect()
}

#[test]
fn a_quiz_is_set_on_one_screen() {
    for (width, height) in [(100, 30), (80, 24), (60, 18), (40, 10)] {
        let screen = with(width, height, notes(), GlyphSet::Unicode).keys("t").snapshot("quiz-set");
        let screen = screen.keys("l j h j j l j j space").snapshot("quiz-set-changed");
        screen.keys("G space enter").snapshot("quiz-begun");
    }
}

#[test]
fn every_kind_is_asked_and_explained() {
    for (width, height) in [(100, 30), (80, 24), (60, 18)] {
        let ask = |form, keys: &str, name: &str| {
            let screen =
                quiz(width, height, QuizMode::Practice, &[form]).snapshot(&format!("quiz-{name}"));
            screen.keys(keys).snapshot(&format!("quiz-{name}-marked"));
        };
        ask(QuestionForm::Choice, "a enter", "choice");
        ask(QuestionForm::TrueFalse, "t enter", "truth");
        ask(QuestionForm::Match, "a b c d enter", "match");
        ask(QuestionForm::Term, "type:falsh enter", "term");
        ask(QuestionForm::FillIn, "type:sise enter", "blank");
        ask(QuestionForm::List, "type:layer enter type:group enter enter", "list");
        ask(QuestionForm::Order, "J j K enter", "order");
    }
}

/// Does the same in the ways of a typed question and of any other.
fn either(screen: Screen, typed: &str, chosen: &str) -> Screen {
    let keys = if screen.contexts().contains(&Context::Blank) { typed } else { chosen };
    screen.keys(keys)
}

#[test]
fn an_exam_keeps_quiet_and_can_be_gone_back_in() {
    let mut screen = quiz(
        100,
        30,
        QuizMode::Exam,
        &[QuestionForm::Choice, QuestionForm::List, QuestionForm::FillIn],
    );
    screen = either(screen, "alt-!", "!");
    screen = either(screen, "alt-s", "s");
    screen = either(screen, "alt-,", "backspace").snapshot("exam-back");
    assert!(
        screen.text().contains("question 1 of 7") && screen.text().contains("flagged"),
        "{}",
        screen.text()
    );
    while !screen.text().contains("Hand in") {
        let text = screen.text();
        screen = either(screen, "type:layer enter", "b enter");
        // A list takes what is named in silence, until an empty line gives it.
        if screen.text().contains("• layer") {
            screen = screen.keys("enter");
        }
        assert_ne!(screen.text(), text);
        assert!(
            !screen.text().contains('✗') && !screen.text().contains("Right"),
            "{}",
            screen.text()
        );
    }
    for size in [(100, 30), (60, 18)] {
        screen = screen.resize(size.0, size.1).snapshot("exam-review");
    }
    screen = either(screen.keys("j j enter").snapshot("exam-gone-back"), "enter", "d enter");
    let screen = screen.keys("enter").snapshot("exam-report");
    screen
        .resize(100, 30)
        .snapshot("exam-report")
        .resize(80, 24)
        .keys("G")
        .snapshot("exam-report-end");
}

#[test]
fn the_last_seconds_are_loud_and_what_runs_out_is_unanswered() {
    let screen = quiz(100, 30, QuizMode::Exam, &[QuestionForm::Choice])
        .keys("wait:60")
        .snapshot("quiz-half-time");
    let screen = screen.keys("a wait:51").snapshot("quiz-last-seconds");
    assert!(screen.text().contains("▲▲ 9.0 s LEFT"), "{}", screen.text());
    let screen = screen.keys("wait:9").snapshot("quiz-time-over");
    assert_eq!(marks(&screen), [AnswerMark::Unanswered]);
}

#[test]
fn a_pause_hides_the_question_and_stops_the_clock() {
    let screen = quiz(100, 30, QuizMode::Exam, &[QuestionForm::Choice]).keys("wait:60");
    let before = screen.text();
    let screen = screen.keys("p").snapshot("quiz-paused");
    assert!(
        !screen.text().contains("query heads") && screen.text().contains("1:00 left"),
        "{}",
        screen.text()
    );
    let screen = screen.keys("wait:3600 p");
    assert_eq!(screen.text(), before);
    // Going elsewhere is a pause as well.
    let screen = screen.keys("g b wait:3600 g q");
    assert!(screen.text().contains("Paused"), "{}", screen.text());
    assert_eq!(screen.keys("enter").text(), before);
}

#[test]
fn a_quiz_that_was_left_is_offered_again() {
    let screen = quiz(100, 30, QuizMode::Exam, &[QuestionForm::Choice]).keys("a enter b enter");
    let log = screen.log.clone();
    let mut screen = with(100, 30, notes(), GlyphSet::Unicode);
    screen.log = log;
    let screen = screen.keys("t").snapshot("quiz-left");
    let screen = screen.keys("enter").snapshot("quiz-resumed");
    assert!(screen.text().contains("question 3 of 5"), "{}", screen.text());
}

#[test]
fn a_report_leads_on() {
    let mut screen = quiz(100, 30, QuizMode::Practice, &[QuestionForm::Choice]);
    while !screen.text().contains("By topic") {
        screen = screen.keys("a enter");
    }
    let screen = screen.snapshot("quiz-report");
    assert!(screen.text().contains("Missed"), "{}", screen.text());
    let drilled = screen.keys("d");
    assert!(drilled.text().contains("Extra practice"), "{}", drilled.text());
    let retaken = drilled.keys("g q r");
    assert!(retaken.text().contains("question 1 of"), "{}", retaken.text());
}

#[test]
fn two_quizzes_make_a_plot() {
    let mut screen = quiz(100, 30, QuizMode::Exam, &[QuestionForm::Choice]);
    for keys in ["a enter", "b enter"] {
        for _ in 0..5 {
            screen = screen.keys(keys);
        }
        screen = screen.keys("enter");
        assert!(screen.text().contains("By topic"), "{}", screen.text());
        screen = screen.keys("enter enter");
    }
    let screen = screen.keys("p e");
    assert!(screen.text().contains("Scores  "), "{}", screen.text());
}

#[test]
fn in_ascii_every_sign_is_ascii() {
    for form in QuestionForm::ALL {
        let screen = sit(80, 24, notes(), rules(QuizMode::Practice, &[form]), GlyphSet::Ascii);
        assert!(screen.text().is_ascii(), "{}", screen.text());
        let screen = screen.keys("a enter alt-s");
        assert!(screen.text().is_ascii(), "{}", screen.text());
        let screen = screen.keys("esc e");
        assert!(screen.text().is_ascii(), "{}", screen.text());
    }
}

#[test]
fn marked_notes_are_quizzed() {
    let screen = with(100, 30, notes(), GlyphSet::Unicode).keys("b j space j space t");
    assert!(screen.text().contains("2 notes chosen"), "{}", screen.text());
    let screen = with(100, 30, notes(), GlyphSet::Unicode).keys("/ type:attention alt-t");
    assert!(screen.text().contains("notes chosen"), "{}", screen.text());
}

#[test]
fn y_counts_a_wrong_answer_as_right_where_it_is_explained() {
    let forms = [QuestionForm::Term];
    let wrong = quiz(100, 30, QuizMode::Practice, &forms).keys("type:something enter");
    for text in ["Wrong", "asked again", "y I was right"] {
        assert!(wrong.text().contains(text), "{text}: {}", wrong.text());
    }
    let right = wrong.keys("y");
    for (text, is_there) in [("Counted as right", true), ("asked again", false), ("✓ 1", true)] {
        assert_eq!(right.text().contains(text), is_there, "{text}: {}", right.text());
    }
    assert!(!right.text().contains("I was right"), "{}", right.text());
    assert_eq!(marks(&right), [AnswerMark::Wrong, AnswerMark::Right]);
    let exam = quiz(100, 30, QuizMode::Exam, &forms).keys("type:something enter");
    assert!(!exam.text().contains("I was right"), "{}", exam.text());
}

#[test]
fn what_is_typed_in_a_quiz_outlives_a_pause_and_the_program() {
    let forms = [QuestionForm::List];
    let typed = quiz(100, 30, QuizMode::Practice, &forms).keys("type:layer enter type:bat");
    let before = typed.text();
    let paused = typed.keys("esc");
    assert!(paused.text().contains("Paused"), "{}", paused.text());
    let there = paused.keys("enter");
    assert_eq!(there.text(), before);
    let (log, kept) = (there.log.clone(), there.keys("wait:1").kept);
    assert!(
        matches!(&kept[..], [Unsaved::QuizAnswer(_, text)] if text == "layer\nbat"),
        "{kept:?}"
    );
    let mut screen = with(100, 30, notes(), GlyphSet::Unicode);
    screen.log = log;
    screen.tell(Msg::UnsavedFound(kept, Vec::new()));
    assert!(screen.text().contains("An answer in a quiz: layer"), "{}", screen.text());
    let again = screen.keys("t enter");
    for text in ["Batch", "> bat"] {
        assert_eq!(again.text().contains(text), before.contains(text), "{}", again.text());
    }
    assert!(again.text().contains("bat") && again.text().contains("over the features"));
}

#[test]
fn a_quiz_ended_before_its_first_answer_has_no_score_and_offers_no_misses() {
    let ended = quiz(80, 24, QuizMode::Practice, &[QuestionForm::Choice]).keys("p e");
    let text = ended.text();
    assert!(text.contains("before the first answer"), "{text}");
    assert!(!text.contains(" %") && !text.contains("misses"), "{text}");
}

//! Small windows: every question can be read whole, whatever has to scroll for it, and the clock is
//! always there.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::memory::{QuestionForm, QuizMode, QuizRules};
use lacuna::text::math::GlyphSet;
use lacuna::ui::shell::message::Msg;
use ratatui::layout::Size;

use crate::harness::{Screen, screen, sit, with};

const SIZES: [(u16, u16); 4] = [(40, 10), (60, 12), (80, 14), (100, 12)];

const PAIR: &str = r#"Pair(id: "pair", term: "alpha one beta two gamma three delta four epsilon five zeta six eta seven theta eight iota nine kappa ten lambda eleven mu twelve nu thirteen xi fourteen omicron fifteen pi sixteen rho seventeen sigma eighteen tau nineteen upsilon twenty", definition: "A short one.")"#;
const OTHERS: &str = r#"
    Pair(id: "p1", term: "Term one", definition: "first001 word002 word003 word004 word005 word006 word007 word008 word009 word010 word011 word012 word013 word014 last015."),
    Pair(id: "p2", term: "Term two", definition: "first101 word102 word103 word104 word105 word106 word107 word108 word109 word110 word111 word112 word113 word114 last115."),
    Pair(id: "p3", term: "Term three", definition: "first201 word202 word203 word204 word205 word206 word207 word208 word209 word210 word211 word212 word213 word214 last215."),
    Pair(id: "p4", term: "Term four", definition: "first301 word302 word303 word304 word305 word306 word307 word308 word309 word310 word311 word312 word313 word314 last315.")"#;
const CLOZE: &str = r#"Cloze(id: "cloze", text: "first401 word402 word403 word404 word405 word406 word407 word408 word409 word410 word411 word412 word413 word414 {{blank}} word416 word417 word418 word419 word420 word421 word422 word423 word424 word425 word426 word427 last428.")"#;
const LIST: &str = r#"List(id: "list", term: "Term of the list", intro: "first501 word502 word503 word504 word505 word506 word507 word508 last509:", items: ["{{one}}", "{{two}}", "{{three}}", "{{four}}", "{{five}}", "{{six}}", "{{seven}}"])"#;
const STEPS: &str = r#"Steps(id: "steps", term: "Steps of the work", steps: ["first601 word602 word603 word604 word605 word606 word607 word608 word609 word610 word611 word612 last613", "first621 word622 word623 word624 word625 word626 word627 word628 word629 word630 word631 word632 last633", "first641 word642 word643 word644 word645 word646 last647", "first651 word652 word653 last654", "first661 word662 last663"])"#;

fn deck(notes: &str) -> (Library, Vec<Fault>) {
    let text = format!(r#"(format: 1, id: "d", title: "Long", notes: [{notes}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }])
}

/// A drill of one note that does not fit on the smallest screen, by the kind of its question.
pub(crate) fn long_drill(kind: &str) -> Screen {
    let notes = match kind {
        "card" => PAIR,
        "answer" => CLOZE,
        _ => STEPS,
    };
    with(40, 10, deck(notes), GlyphSet::Unicode).keys("g d")
}

/// A quiz in one form, every question of which is long.
pub(crate) fn long_quiz(size: (u16, u16), mode: QuizMode, form: QuestionForm) -> Screen {
    let rules = QuizRules {
        mode,
        questions: 4,
        total: Some(600),
        forms: vec![form],
        seed: 3,
        ..QuizRules::default()
    };
    let notes = [OTHERS, CLOZE, LIST, STEPS].join(",\n");
    sit(size.0, size.1, deck(&notes), rules, GlyphSet::Unicode)
}

/// Everything that can be seen of a question: on the screen as it opens, and by these keys.
fn seen_by(mut screen: Screen, keys: &str, times: usize) -> (String, Screen) {
    let mut seen = screen.text();
    for _ in 0..times {
        screen = screen.keys(keys);
        seen.push_str(&screen.text());
    }
    (seen, screen)
}

#[test]
fn every_question_can_be_read_whole_in_a_small_window() {
    for size in SIZES {
        for (form, words) in [
            (QuestionForm::FillIn, &["401", "414", "416", "428"][..]),
            (QuestionForm::List, &["first501", "last509", "Term of the list"]),
            (
                QuestionForm::Order,
                &["Steps of the work", "Put", "first601", "last613", "last633", "last663"],
            ),
            (QuestionForm::Match, &["Term one", "Term four", "first001", "last015", "last315"]),
            (QuestionForm::Term, &["first", "word", "last"]),
            (QuestionForm::Choice, &["first", "last"]),
            (QuestionForm::TrueFalse, &["True", "False"]),
        ] {
            let quiz = long_quiz(size, QuizMode::Exam, form);
            let first = quiz.text();
            assert!(first.contains(" left"), "{form:?} at {size:?} has no clock:\n{first}");
            let task = first
                .lines()
                .find(|line| line.trim_end_matches(['┃', ' ']).ends_with(['.', '?', ':']));
            assert!(task.is_some(), "{form:?} at {size:?} does not begin with its task:\n{first}");
            let (down, quiz) = seen_by(quiz, "pgdn", 12);
            let (up, _) = seen_by(quiz, "pgup", 12);
            for word in words {
                assert!(
                    down.contains(word) || up.contains(word),
                    "{form:?} at {size:?} never shows {word}:\n{first}"
                );
            }
        }
    }
}

#[test]
fn no_step_is_cut_and_the_selected_one_is_in_sight() {
    for size in SIZES {
        let quiz = long_quiz(size, QuizMode::Exam, QuestionForm::Order);
        let (seen, last) = seen_by(quiz, "j", 4);
        for word in ["last613", "last633", "last647", "last654", "last663"] {
            assert!(seen.contains(word), "{word} is cut at {size:?}:\n{seen}");
        }
        assert!(last.text().contains("▸"), "{}", last.text());
        assert!(!seen.contains('…'), "{seen}");
    }
}

#[test]
fn a_typed_answer_is_in_sight_below_a_long_question() {
    for size in SIZES {
        let quiz = long_quiz(size, QuizMode::Practice, QuestionForm::List).keys("type:zebra");
        assert!(quiz.text().contains("> zebra"), "at {size:?}:\n{}", quiz.text());
        let quiz = long_quiz(size, QuizMode::Practice, QuestionForm::FillIn).keys("type:zebra");
        assert!(quiz.text().contains("zebra_"), "at {size:?}:\n{}", quiz.text());
    }
}

#[test]
fn settings_show_their_row_in_a_small_window() {
    for size in SIZES {
        let settings = screen(size.0, size.1).keys("g , j j");
        let row = settings.text().lines().find(|line| line.contains('▸')).map(str::to_string);
        assert!(row.is_some(), "at {size:?}:\n{}", settings.text());
    }
}

#[test]
fn nothing_draws_over_the_footer() {
    for size in SIZES {
        for keys in ["g p", "g p l", "g p l l", "g p l l l", "g ,", "b", "g q", "g l enter", "g k"]
        {
            let screen = screen(size.0, size.1).keys(keys);
            let text = screen.text();
            let lines: Vec<&str> = text.lines().collect();
            let rule = lines[lines.len() - 2];
            assert!(
                rule.trim().chars().all(|c| c == '─'),
                "{keys:?} at {size:?} draws over the rule above the footer:\n{text}"
            );
        }
    }
}

#[test]
fn every_key_that_can_follow_is_in_sight() {
    for (width, height) in SIZES {
        let text = screen(width, height).keys("g").text();
        for place in ["home", "browse", "quiz", "labs", "decks", "options", "settings"] {
            assert!(text.contains(place), "{place} at {width} × {height}:\n{text}");
        }
    }
}

#[test]
fn below_the_smallest_size_no_key_acts_but_leaving() {
    let mut small = screen(40, 10).keys("b");
    let before = small.text();
    small.tell(Msg::Resize(Size { width: 30, height: 8 }));
    let effects = small.effects.len();
    let mut small = small.keys("d space 3 ! a type:x enter");
    assert_eq!(small.effects.len(), effects, "nothing was done unseen");
    small.tell(Msg::Resize(Size { width: 40, height: 10 }));
    assert_eq!(small.text(), before);
    small.tell(Msg::Resize(Size { width: 39, height: 10 }));
    let small = small.keys("q");
    assert_eq!(small.effects.len(), effects + 1, "q leaves");
}

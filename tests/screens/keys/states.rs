//! The states of the screen that keys are pressed in, each with the keys that lead there.

use lacuna::deck::Revision;
use lacuna::memory::{QuestionForm, QuizMode};
use lacuna::ui::shell::message::Msg;

use crate::decks::{first, three_decks};
use crate::drill::{drill, drill_in_two};
use crate::edit::edited;
use crate::harness::{Screen, screen};
use crate::import::pasted;
use crate::lessons::{breath, exam_end, lesson};
use crate::links::linked;
use crate::progress::soon;
use crate::quiz::quiz;
use crate::small::{long_drill, long_quiz};

/// Every state that keys are looked up in, with the keys that lead there.
pub(super) const STATES: [&str; 88] = [
    "",
    "b j",
    "b h",
    "b ' l enter",
    "b f type:no",
    "/ type:no down",
    "/ type:batch space type:norm enter n",
    "b ?",
    ": type:go down",
    "drill",
    "drill space",
    "drill space 3",
    "drill space 3 type:x enter enter",
    "drill space 3 enter 3 enter 3",
    "drill space 4 enter 4 enter 4 enter 1",
    "drill space 4 enter 4 enter 4 enter 4",
    "drill space 4 enter 4 enter 4 enter 4 u",
    "teach",
    "teach enter enter enter enter",
    "breath",
    "exam-end",
    "exam-end o",
    "exam-end o n enter",
    "two space",
    "bad E",
    "conflict",
    "b a type:two space type:words",
    "b a up up",
    "b e type:word",
    "b D",
    "first",
    "decks",
    "decks f type:a",
    "decks r type:x",
    "decks D",
    "decks e type:x",
    "decks x",
    "replace",
    "decks M",
    "decks M j enter",
    "decks esc g b space g k j m",
    "links j o",
    "b i type:/t",
    "b i type:/t enter",
    "paste",
    "paste tab tab",
    "paste tab",
    "paste-form",
    "t j",
    "sit choice b enter",
    "sit true-false",
    "sit match",
    "sit fill-in type:x enter",
    "sit term",
    "sit order j",
    "sit choice s s s s s",
    "sit choice b enter s s s s j",
    "sit choice p",
    "sit choice b enter p e",
    "practise choice a",
    "practise fill-in",
    "practise term type:something enter",
    "long card",
    "long answer",
    "long order",
    "long-sit fill-in",
    "f2 j",
    "progress",
    "progress 2",
    "progress 3",
    "progress 4",
    "progress o",
    "e type:x",
    "progress e",
    "progress e up",
    "progress e tab",
    "progress e tab tab",
    "g l j",
    "g l j enter l l",
    "g l j enter j enter",
    "g l j enter j j j l enter type:9",
    "b ' l enter",
    "g , j",
    "g , l",
    "g , l u",
    "g , j enter type:9",
    "decks o l",
    "decks o l u",
];

pub(super) fn at(keys: &str) -> Screen {
    match keys.split_once(' ').unwrap_or((keys, "")) {
        ("drill", keys) => drill(80, 24).keys(keys),
        ("teach", keys) => lesson(60, 18).keys(keys),
        ("breath", keys) => breath(80, 24).keys(keys),
        ("exam-end", keys) => exam_end(60, 18).keys(keys),
        ("bad", keys) => {
            edited(80, 24, |draft| if draft == "Pair(" { "Cloze(" } else { "Pair(" }.to_string())
                .keys(keys)
        }
        ("conflict", keys) => conflict().keys(keys),
        ("sit", rest) => sat(QuizMode::Exam, rest),
        ("long", kind) => long_drill(kind),
        ("long-sit", form) => {
            let form = QuestionForm::from_name(form).expect("it is a form");
            long_quiz((40, 10), QuizMode::Exam, form)
        }
        ("practise", rest) => sat(QuizMode::Practice, rest),
        ("progress", keys) => soon().keys("g p").keys(keys),
        ("decks", keys) => three_decks(80, 24).keys("g k j").keys(keys),
        ("replace", keys) => {
            let there = concat!(env!("CARGO_TARGET_TMPDIR"), "/replace.csv");
            std::fs::write(there, "mine").expect("it can be written");
            three_decks(80, 24).keys(&format!("g k j x ctrl-u type:{there} enter")).keys(keys)
        }
        ("first", keys) => first(80, 24).keys(keys),
        ("links", keys) => linked().keys("b").keys(keys),
        ("paste", keys) => pasted(80, 24).keys(keys),
        ("paste-form", keys) => screen(80, 24).keys("a").paste("a\tb\nc\td\n").keys(keys),
        ("two", keys) => drill_in_two(80, 24).keys(keys),
        _ => screen(80, 24).keys("/ type:an esc esc").keys(keys),
    }
}

/// A note that others have changed while it was edited here.
pub(crate) fn conflict() -> Screen {
    let mut screen = edited(80, 24, str::to_string);
    let mine = Revision {
        deck: "d".into(),
        note: "a".into(),
        before: Some(String::new()),
        after: Some("mine".into()),
        spot: None,
    };
    screen.tell(Msg::NoteConflict(mine, None, "a line of theirs\n".repeat(40)));
    screen
}

/// Returns a quiz in one form, named before the keys.
fn sat(mode: QuizMode, rest: &str) -> Screen {
    let (form, keys) = rest.split_once(' ').unwrap_or((rest, ""));
    let form = QuestionForm::from_name(form).expect("it is a form");
    quiz(80, 24, mode, &[form]).keys(keys)
}

//! How cards become questions: what is asked, and what counts as the answer.

use super::*;
use crate::deck::{DeckText, SourceFile};
use crate::library::NoteIx;

const NOTES: &str = r#"
    Pair(id: "ln", term: "Layer norm", aliases: ["LN"], definition: "over *features*"),
    Pair(id: "wn", term: "Lawer norm", definition: "another thing"),
    Cloze(id: "c", text: "{{one|1::number}} and {{c1::two}}, then {{c3::three}}"),
    Steps(id: "s", term: "Do it", steps: ["{{Sit}} down", "stand up"]),
    List(id: "l", term: "Norms", intro: "All:", items: ["{{Batch|BN}}: over rows", "group"]),
    Question(id: "q", question: "What runs?\n`a b`", answer: "a *b*"),
    Pair(id: "f", term: "[image: flag.png]", definition: "![map](map.png)"),
    Question(id: "m", question: "Where?", answer: "![map](map.png)"),
"#;

pub(super) fn question(note: u32, card: CardKind) -> Option<Question> {
    let text = format!(r#"(format: 1, id: "d", title: "D", notes: [{NOTES}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    let (library, faults) =
        Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
    assert_eq!(faults, []);
    Question::from_card(&library, LibraryCard { note: NoteIx(note), card })
}

#[test]
fn a_pair_asks_both_ways() {
    let shown = question(0, CardKind::Definition).unwrap();
    assert_eq!((shown.prompt.as_str(), shown.answer().as_str()), ("Layer norm", "over features"));
    assert!(!shown.is_typed());
    let typed = question(0, CardKind::Term).unwrap();
    let AnswerKind::Typed { blanks, .. } = &typed.kind else { panic!("a term is typed") };
    assert_eq!(typed.judge("LN", &blanks[0]), AnswerVerdict::Right);
    assert_eq!(typed.judge("layer nrom", &blanks[0]), AnswerVerdict::Slip("Layer norm".into()));
    let other = AnswerVerdict::Wrong(Some("lawer norm".to_string()));
    assert_eq!(typed.judge("lawer norm", &blanks[0]), other, "another note's term");
}

#[test]
fn a_question_is_asked_one_way_and_a_short_answer_can_be_typed() {
    let shown = question(5, CardKind::Answer).unwrap();
    assert_eq!((shown.prompt.as_str(), shown.is_typed()), ("What runs?\n`a b`", false));
    let typed = shown.with_typed_answer().unwrap();
    let AnswerKind::Typed { blanks, .. } = &typed.kind else { panic!("it is typed") };
    assert_eq!(typed.judge("a b", &blanks[0]), AnswerVerdict::Right);
    assert!(question(5, CardKind::Definition).is_none());
}

#[test]
fn nobody_has_to_type_a_picture() {
    let flag = question(6, CardKind::Term).unwrap();
    assert_eq!(flag.kind, AnswerKind::Shown { answer: "[image: flag.png]".into() });
    assert!(question(7, CardKind::Answer).unwrap().with_typed_answer().is_none());
}

#[test]
fn blanks_of_one_number_are_asked_together() {
    let AnswerKind::Typed { blanks, .. } = question(2, CardKind::Blank(1)).unwrap().kind else {
        panic!("a blank is typed")
    };
    assert_eq!(blanks.iter().map(|blank| blank.answer.as_str()).collect::<Vec<_>>(), ["two"]);
    let AnswerKind::Typed { blanks, .. } = question(2, CardKind::Blank(2)).unwrap().kind else {
        panic!("a blank is typed")
    };
    assert_eq!((blanks[0].answer.as_str(), blanks[0].hint.as_deref()), ("one", Some("number")));
    assert!(question(2, CardKind::Blank(4)).is_none(), "a card that the note no longer has");
    assert!(question(0, CardKind::Items).is_none());
}

#[test]
fn steps_and_items_are_typed_where_they_have_a_blank() {
    assert!(question(3, CardKind::Step(1)).unwrap().is_typed());
    let second = question(3, CardKind::Step(2)).unwrap();
    assert_eq!(second.prompt, "Do it\n1. Sit down");
    assert_eq!(second.kind, AnswerKind::Shown { answer: "stand up".into() });
    assert_eq!(question(3, CardKind::Order).unwrap().answer(), "1. Sit down 2. stand up");
    let AnswerKind::Items(items) = question(4, CardKind::Items).unwrap().kind else {
        panic!("a list is recalled")
    };
    assert_eq!(
        (items[0].text.as_str(), items[0].expected.answer.as_str()),
        ("Batch: over rows", "Batch")
    );
    assert_eq!(items[1].expected.answer, "group");
}

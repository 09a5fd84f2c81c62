//! Decks that are on and off: what the screens count, and the question after the first own deck.

use std::fmt::Write;

use lacuna::clock::StudyDay;
use lacuna::deck::{DeckText, SourceFile};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::settings::{Exam, Settings};
use lacuna::store::bundled;

use crate::harness::{Screen, screen, set};

/// The text of a deck of so many pairs.
pub(crate) fn pairs(id: &str, title: &str, notes: usize) -> SourceFile {
    let mut text = format!(
        "(format: 1, id: {id:?}, title: {title:?}, topics: [(id: \"t\", title: \"{title} topic\")], notes: ["
    );
    for n in 0..notes {
        let note = format!(
            "Pair(id: \"n{n}\", topic: \"t\", term: \"{title} {n}\", definition: \"What {id} is at {n}.\"),"
        );
        text.push_str(&note);
    }
    write!(text, "])").expect("a text takes more");
    SourceFile { name: format!("/home/you/.config/lacuna/decks/{id}.ron"), text: text.into() }
}

/// A deck of so many pairs.
pub(crate) fn pair_deck(id: &str, title: &str, notes: usize) -> DeckText {
    DeckText { stem: id.into(), bundled: false, files: vec![pairs(id, title, notes)] }
}

/// Three decks of unlike size.
fn three() -> (Library, Vec<Fault>) {
    let decks = [("alpha", "Alpha", 3), ("beta", "Beta", 5), ("gamma", "Gamma", 11)];
    Library::open(decks.map(|(id, title, notes)| pair_deck(id, title, notes)).into())
}

/// The three decks with the middle one off.
fn with_one_off(exams: Vec<Exam>) -> Screen {
    let studied = [("beta".to_string(), false)].into();
    set(100, 30, three(), Settings { studied, exams, ..Settings::default() })
}

#[test]
fn every_screen_counts_what_is_on() {
    let home = with_one_off(Vec::new());
    let text = home.text();
    assert!(text.contains("14 new") && text.contains("14 terms · 1 deck is off"), "{text}");
    assert!(text.contains("Alpha topic") && !text.contains("Beta topic"), "{text}");
    let drill = home.keys("d");
    assert!(drill.text().contains("14 left"), "{}", drill.text());
    let quiz = drill.keys("g q");
    assert!(
        quiz.text().contains("Gamma topic") && !quiz.text().contains("Beta topic"),
        "{}",
        quiz.text()
    );
    let browse = quiz.keys("g b");
    let text = browse.text();
    assert!(
        text.contains("  · Beta  ")
            && text.lines().any(|line| line.contains("Beta 4") && line.contains("· │")),
        "{text}"
    );
    let all = browse.keys("d");
    assert!(all.text().contains("14 left"), "{}", all.text());
    let named = all.keys("g b h type:jjj d");
    assert!(named.text().contains("5 left"), "a deck that is chosen is asked: {}", named.text());
    let found = named.keys("g s type:beta alt-d");
    assert!(found.text().contains("5 left"), "nothing else is found: {}", found.text());
    let mixed = found.keys("g s ctrl-u type:is:pair alt-d");
    assert!(mixed.text().contains("14 left"), "{}", mixed.text());
}

#[test]
fn an_exam_asks_a_deck_that_is_off_if_it_names_it() {
    let exam = Exam { name: "Mid".into(), date: StudyDay(20_801), minutes: 60, ..Exam::default() };
    let covered = with_one_off(vec![Exam { decks: vec!["beta".into()], ..exam.clone() }]);
    let text = covered.text();
    assert!(text.contains("Beta topic") && text.contains("19 terms"), "{text}");
    let everything = with_one_off(vec![exam]);
    let text = everything.text();
    assert!(!text.contains("Beta topic") && text.contains("14 terms · 1 deck is off"), "{text}");
}

/// The bundled deck alone, where a note was just written into a deck of the user's own.
pub(crate) fn first(width: u16, height: u16) -> Screen {
    screen(width, height)
        .with_editor(pairs("rivers", "Rivers", 2), str::to_string)
        .beside_bundled()
        .keys("a")
        .keys("type:Rhine tab type:To tab ctrl-s esc")
}

#[test]
fn the_first_own_deck_asks_once_whether_the_bundled_one_stays_on() {
    for (width, height) in [(160, 45), (100, 30), (80, 24), (60, 18), (40, 10)] {
        first(width, height).snapshot("first-deck");
    }
    let id = bundled::deck_id();
    let asked = first(80, 24).keys("enter");
    assert_eq!(asked.settings().studied.get(id), Some(&false), "{}", asked.text());
    assert!(asked.text().contains("3 new"), "{}", asked.text());
    let again = asked.keys("a type:Elbe tab type:To tab ctrl-s esc");
    assert!(!again.text().contains("bundled deck too"), "{}", again.text());
    for (key, on) in [("y", true), ("n", false), ("esc", false)] {
        assert_eq!(first(80, 24).keys(key).settings().studied.get(id), Some(&on), "{key}");
    }
}

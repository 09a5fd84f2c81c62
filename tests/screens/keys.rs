//! The screen and the keymap can't disagree: what is offered works, and nothing else does.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lacuna::memory::{Form, QuizMode};
use lacuna::ui::key::Key;
use lacuna::ui::keymap::{Context, KEYMAP, Meaning, meaning, working};

use crate::drill::{drill, drill_in_two};
use crate::edit::edited;
use crate::harness::{Screen, screen};
use crate::intake::pasted;
use crate::progress::soon;
use crate::quiz::quiz;

/// Every state that keys are looked up in, with the keys that lead there.
const STATES: [&str; 52] = [
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
    "two space",
    "bad E",
    "b a type:two space type:words",
    "b a up up",
    "b e type:word",
    "b D",
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
    "practise choice a enter",
    "progress",
    "progress 2",
    "progress 3",
    "progress 4",
    "progress o",
    "progress e",
    "g l j",
    "g l j enter l l",
    "g l j enter j enter",
    "g l j enter j j j l enter type:9",
    "b ' l enter",
];

fn at(keys: &str) -> Screen {
    match keys.split_once(' ').unwrap_or((keys, "")) {
        ("drill", keys) => drill(80, 24).keys(keys),
        ("bad", keys) => {
            edited(80, 24, |draft| if draft == "Pair(" { "Cloze(" } else { "Pair(" }.to_string()).keys(keys)
        }
        ("sit", rest) => sat(QuizMode::Exam, rest),
        ("practise", rest) => sat(QuizMode::Practice, rest),
        ("progress", keys) => soon().keys("g p").keys(keys),
        ("paste", keys) => pasted(80, 24).keys(keys),
        ("paste-form", keys) => screen(80, 24).keys("a").paste("a\tb\nc\td\n").keys(keys),
        ("two", keys) => drill_in_two(80, 24).keys(keys),
        _ => screen(80, 24).keys("/ type:an esc esc").keys(keys),
    }
}

/// Returns a quiz in one form, named before the keys.
fn sat(mode: QuizMode, rest: &str) -> Screen {
    let (form, keys) = rest.split_once(' ').unwrap_or((rest, ""));
    let form = Form::named(form).expect("it is a form");
    quiz(80, 24, mode, &[form]).keys(keys)
}

/// Presses keys, and tells whether the screen or the world outside felt them.
fn does_something(pressed: &mut Screen, keys: &[Key]) -> bool {
    let (before, effects) = (pressed.cells(), pressed.effects.len());
    for key in keys {
        pressed.press(*key);
    }
    pressed.cells() != before || pressed.effects.len() > effects
}

/// What is pressed first, since a second press, or one elsewhere, tells a key that has nothing to do from one that
/// does nothing.
const FIRST: [&str; 13] = [
    "",
    "G",
    "end",
    "down down",
    "pgdn",
    "ctrl-d",
    "type:x",
    "left left",
    "enter",
    "alt-up",
    "alt-up alt-up",
    "n",
    "alt-b",
];

#[test]
fn every_key_that_help_lists_does_something_somewhere() {
    let states = STATES.map(|state| (state, at(state).contexts()));
    for binding in KEYMAP {
        let listing = |(_, contexts): &&(&str, &[Context])| {
            contexts.contains(&binding.context)
                && working(contexts).iter().any(|(row, labels)| {
                    (row.context, row.keys) == (binding.context, binding.keys) && !labels.is_empty()
                })
        };
        let listing: Vec<&str> = states.iter().filter(listing).map(|(state, _)| *state).collect();
        assert!(!listing.is_empty(), "no state lists {binding:?}");
        for keys in binding.sequences() {
            // `any` stands for a letter; one that terms begin with.
            let keys: Vec<Key> = keys
                .iter()
                .map(|key| if *key == Key::ANY { Key::parse("m").expect("m is a key") } else { *key })
                .collect();
            let felt = |state: &str| {
                FIRST.iter().any(|first| {
                    let mut screen = at(state).keys(first);
                    screen.contexts().contains(&binding.context) && does_something(&mut screen, &keys)
                })
            };
            assert!(listing.iter().any(|state| felt(state)), "{binding:?} does nothing in {listing:?}");
        }
    }
}

#[test]
fn no_key_does_anything_that_help_does_not_list() {
    let chars = (' '..='~').map(|c| (KeyCode::Char(c), KeyModifiers::NONE));
    let held =
        ('a'..='z').flat_map(|c| [(KeyCode::Char(c), KeyModifiers::CONTROL), (KeyCode::Char(c), KeyModifiers::ALT)]);
    let special = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::F(2),
        KeyCode::F(12),
    ];
    let all: Vec<Key> = chars
        .chain(held)
        .chain(special.map(|code| (code, KeyModifiers::NONE)))
        .map(|(code, modifiers)| Key::of(KeyEvent::new(code, modifiers)))
        .collect();
    for state in STATES {
        // One screen takes them all: what does nothing leaves it as it was.
        let mut screen = at(state);
        let contexts = screen.contexts();
        let typing = contexts.contains(&Context::Field);
        for key in &all {
            let unlisted = meaning(contexts, &[*key]) == Meaning::Nothing;
            if unlisted && !(typing && key.typed().is_some()) {
                assert!(!does_something(&mut screen, &[*key]), "{} does something after {state:?}", key.label());
            }
        }
    }
}

#[test]
fn the_footer_offers_only_keys_that_work() {
    for state in STATES {
        let there = at(state);
        let footer = there.text().lines().last().unwrap_or_default().to_string();
        let contexts = there.contexts();
        for hint in footer.split("   ").map(str::trim).filter(|hint| !hint.is_empty()) {
            let offered = working(contexts).iter().any(|(binding, labels)| {
                labels.iter().any(|label| format!("{label} {}", binding.action.words().0) == hint)
            });
            assert!(offered, "{hint:?} in the footer {footer:?}");
        }
    }
}

#[test]
fn every_command_of_the_palette_runs() {
    let palette = screen(100, 30).keys(":").text();
    assert!(palette.contains("Browse the glossary"), "{palette}");
    let run = screen(100, 30).keys(": type:order enter");
    assert!(run.text().contains("by topic"), "run from Home, it goes to Browse and sorts: {}", run.text());
    assert!(screen(100, 30).keys(": type:browse enter").text().contains("100 terms, A–Z"));
}

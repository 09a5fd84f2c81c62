//! Whatever is pressed, pasted, clicked or resized, in whatever order: no panic, and every frame
//! can be drawn.

use proptest::prelude::*;

use crate::harness::{Screen, screen};

/// What a person or a cat may do.
#[derive(Clone, Debug)]
enum Deed {
    Keys(&'static str),
    Type(char),
    Paste(String),
    Resize(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16, i16),
}

const KEYS: [&str; 50] = [
    "enter",
    "g l",
    "L",
    "H",
    "r",
    "x",
    "alt-l",
    "esc",
    "tab",
    "shift-tab",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
    "backspace",
    "delete",
    "space",
    "/",
    ":",
    "?",
    "q",
    "g",
    "g h",
    "g b",
    "g s",
    "g g",
    "G",
    "'",
    "n",
    "N",
    "s",
    "f",
    "j",
    "k",
    "h",
    "l",
    "ctrl-d",
    "ctrl-u",
    "ctrl-w",
    "ctrl-k",
    "ctrl-j",
    "alt-up",
    "alt-down",
    "alt-b",
    "f1",
    "alt-x",
];

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => proptest::sample::select(&KEYS[..]).prop_map(Deed::Keys),
        4 => any::<char>().prop_map(Deed::Type),
        4 => proptest::sample::select(vec!['a', 'n', 'o', 'r', 'm', '!', '^', '$', '\'', '|', ':', '"']).prop_map(Deed::Type),
        1 => "\\PC{0,20}|topic:[a-z]{0,3}|[a-z]{300}|\u{1b}\\[31m|👩‍👩‍👧e\u{301}{6}".prop_map(Deed::Paste),
        2 => (0u16..130, 0u16..45).prop_map(|(width, height)| Deed::Resize(width, height)),
        3 => (0u16..130, 0u16..45).prop_map(|(x, y)| Deed::Click(x, y)),
        2 => (0u16..130, 0u16..45, -5i16..5).prop_map(|(x, y, rows)| Deed::Wheel(x, y, rows)),
    ]
}

fn carry_out(mut app: Screen, deed: Deed) -> Screen {
    match deed {
        Deed::Keys(keys) => app.keys(keys),
        Deed::Type(c) => {
            app.press_char(c);
            app
        }
        Deed::Paste(text) => app.paste(&text),
        Deed::Resize(width, height) => app.resize(width, height),
        Deed::Click(x, y) => app.click_at(x, y),
        Deed::Wheel(x, y, rows) => app.wheel_at(x, y, rows),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_done_to_it_makes_it_panic(deeds in proptest::collection::vec(deed(), 1..60)) {
        let mut app = screen(100, 30);
        for deed in deeds {
            app = carry_out(app, deed);
            let text = app.text();
            prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        }
    }
}

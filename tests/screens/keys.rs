//! The screen and the keymap can't disagree: what is offered works, and nothing else does.

mod states;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lacuna::ui::input::action::{ACTIONS, Action};
use lacuna::ui::input::key::Key;
use lacuna::ui::input::keymap::{Context, KeyMeaning, Keymap, context_stacks};

use crate::harness::{Screen, choosing, screen};
use states::{STATES, at};

/// Presses keys, and tells whether the screen or the world outside felt them.
fn does_something(pressed: &mut Screen, keys: &[Key]) -> bool {
    let seen = |screen: &Screen| (screen.cells(), screen.cursor());
    let (before, effects) = (seen(pressed), pressed.effects.len());
    for key in keys {
        pressed.press(*key);
    }
    seen(pressed) != before || pressed.effects.len() > effects
}

/// What is pressed first, since a second press, or one elsewhere, tells a key that has nothing to
/// do from one that does nothing.
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
    let keymap = Keymap::default();
    for binding in keymap.rows() {
        let listing = |(_, contexts): &&(&str, &[Context])| {
            contexts.contains(&binding.context)
                && keymap
                    .active_rows(contexts)
                    .iter()
                    .any(|(row, labels)| *row == binding && !labels.is_empty())
        };
        let listing: Vec<&str> = states.iter().filter(listing).map(|(state, _)| *state).collect();
        assert!(!listing.is_empty(), "no state lists {binding:?}");
        for keys in &binding.keys {
            // `any` stands for a letter; one that terms begin with.
            let keys: Vec<Key> = keys
                .iter()
                .map(
                    |key| {
                        if *key == Key::ANY { Key::parse("m").expect("m is a key") } else { *key }
                    },
                )
                .collect();
            let felt = |state: &str| {
                FIRST.iter().any(|first| {
                    let mut screen = at(state).keys(first);
                    screen.contexts().contains(&binding.context)
                        && does_something(&mut screen, &keys)
                })
            };
            assert!(
                listing.iter().any(|state| felt(state)),
                "{binding:?} does nothing in {listing:?}"
            );
        }
    }
}

#[test]
fn no_key_does_anything_that_help_does_not_list() {
    let chars = (' '..='~').map(|c| (KeyCode::Char(c), KeyModifiers::NONE));
    let held = ('a'..='z').flat_map(|c| {
        [(KeyCode::Char(c), KeyModifiers::CONTROL), (KeyCode::Char(c), KeyModifiers::ALT)]
    });
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
        .map(|(code, modifiers)| Key::from_event(KeyEvent::new(code, modifiers)))
        .collect();
    let keymap = Keymap::default();
    for state in STATES {
        // One screen takes them all: what does nothing leaves it as it was.
        let mut screen = at(state);
        let contexts = screen.contexts();
        let typing = contexts.contains(&Context::Field);
        screen.press(Key::parse("f11").expect("it is a key"));
        for key in &all {
            let is_bound = |key: Key| keymap.meaning(contexts, &[key]) != KeyMeaning::Unbound;
            // A capital whose small letter is a key says so.
            let unlisted = !is_bound(*key) && !key.small().is_some_and(is_bound);
            if unlisted && !(typing && key.typed().is_some()) {
                assert!(
                    !does_something(&mut screen, &[*key]),
                    "{} does something after {state:?}",
                    key.label()
                );
            }
        }
    }
}

#[test]
fn contexts_hold_at_once_as_the_table_says() {
    for state in STATES {
        assert!(
            context_stacks().any(|stack| stack == at(state).contexts()),
            "{:?} after {state:?} is in no row",
            at(state).contexts()
        );
    }
}

#[test]
fn the_cursor_stands_on_what_has_the_focus() {
    for state in STATES {
        let there = at(state);
        let (position, types) =
            there.cursor().unwrap_or_else(|| panic!("no cursor after {state:?}"));
        assert_eq!(
            types,
            there.contexts().contains(&Context::Field),
            "after {state:?} at {position}"
        );
        let text = there.text();
        let line = text.lines().nth(position.y.into()).unwrap_or_default();
        assert!(
            !line.trim().is_empty() || types,
            "after {state:?} it stands at {position}, where nothing is"
        );
    }
}

#[test]
fn the_footer_offers_only_keys_that_work() {
    let keymap = Keymap::default();
    for state in STATES {
        let there = at(state);
        let footer = there.text().lines().last().unwrap_or_default().to_string();
        let contexts = there.contexts();
        for hint in footer.split("   ").map(str::trim).filter(|hint| !hint.is_empty()) {
            if hint == "Undone" {
                continue;
            }
            let offered = keymap.active_rows(contexts).iter().any(|(binding, labels)| {
                labels.iter().any(|label| format!("{label} {}", binding.action.words().0) == hint)
            });
            assert!(offered, "{hint:?} in the footer {footer:?}");
        }
    }
}

#[test]
fn every_command_of_the_palette_runs() {
    let palette = screen(100, 30).keys(":").text();
    assert!(palette.contains("Browse"), "{palette}");
    for (typed, unseen) in
        [("grade", "Grade it"), ("tomorrow", "until tomorrow"), ("delete", "Delete the note")]
    {
        let there = screen(100, 30).keys(&format!(": type:{typed}")).text();
        assert!(!there.contains(unseen), "Home has nothing to do that to: {there}");
    }
    assert!(screen(100, 30).keys(": type:browse enter").text().contains("100 terms, A–Z"));
}

/// What a list of commands has no use for: moving, and what is about the place where a cursor
/// stands.
const NO_COMMANDS: [&str; 8] = ["up", "down", "left", "right", "jump", "palette", "enter", "back"];

#[test]
fn the_palette_runs_every_action_as_its_key_does() {
    let keymap = Keymap::default();
    let states = STATES.map(|state| (state, at(state).contexts()));
    for words in ACTIONS {
        let cursor = matches!(words.action, Action::Edit(_) | Action::Complete);
        if cursor || NO_COMMANDS.contains(&words.name) {
            continue;
        }
        let key = |contexts: &[Context]| {
            let row = keymap
                .active_rows(contexts)
                .into_iter()
                .find(|(row, _)| row.action == words.action)?
                .0;
            row.keys
                .iter()
                .find(|keys| keymap.meaning(contexts, keys) == KeyMeaning::Action(words.action))
                .cloned()
        };
        let (state, keys) = states
            .iter()
            .find_map(|(state, contexts)| Some((*state, key(contexts)?)))
            .unwrap_or_else(|| panic!("no state has a key for {words:?}"));
        let mut pressed = at(state);
        for key in keys {
            pressed.press(key);
        }
        let mut run = at(state).keys("alt-x");
        for c in words.long.chars() {
            run.press_char(c);
        }
        let shown = run.text();
        let listed = shown.lines().any(|line| {
            line.contains("▸") || line.contains(words.long.get(..20).unwrap_or(words.long))
        });
        assert!(listed, "{words:?} is not listed after {state:?}: {shown}");
        run = run.keys("enter");
        assert_eq!(run.text(), pressed.text(), "{words:?} after {state:?}");
        assert_eq!(run.effects.len(), pressed.effects.len(), "{words:?} after {state:?}");
    }
}

#[test]
fn ones_own_keys_work_and_show_wherever_keys_show() {
    let own = |text: &str| {
        let parsed = lacuna::store::settings::parse(text, "settings.ron");
        assert!(parsed.1.is_empty(), "{:?}", parsed.1);
        choosing(100, 30, parsed.0)
    };
    let text = "(keys: {\"anywhere\": {\"ctrl-t\": \"browse\"}, \"home\": {\"b\": \"none\"}, \"browse\": {\"z\": \"sort\", \"D\": \"none\"}})";
    let home = own(text);
    assert!(home.text().contains("Ctrl-T"), "{}", home.text());
    assert!(
        home.keys("b").text().contains("Take a quiz"),
        "the key that was taken away does nothing"
    );
    let browse = own(text).keys("ctrl-t");
    assert!(browse.text().contains("z sort"), "in the footer: {}", browse.text());
    assert!(browse.keys("z").text().contains("by topic"));
    let help = own(text).keys("ctrl-t ?");
    assert!(help.text().contains("z, s"), "{}", help.text());
    assert!(
        help.keys("G pgup").text().contains("Ctrl-T, g b"),
        "{}",
        own(text).keys("ctrl-t ? G pgup").text()
    );
    let palette = own(text).keys("ctrl-t : type:delete-note").text();
    let row = palette
        .lines()
        .find(|line| line.contains("Delete the note"))
        .expect("it is listed without a key");
    assert!(!row.contains(" D "), "{row}");
    assert!(own(text).keys("ctrl-t : type:delete-note enter").text().contains("Delete this note?"));
    let which = own("(keys: {\"anywhere\": {\"g z\": \"settings\"}}, preset: \"vim\")").keys("g");
    assert!(which.text().contains("│ z ") && which.text().contains("│ T "), "{}", which.text());
    assert!(which.keys("T").text().contains("labs: small exact"), "the tab before Home");
}

//! The keymaps are consistent: the built-in one, with each preset, and with what users add.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::ui::input::action::FieldEdit;

fn preset(name: &str) -> Keymap {
    let (keymap, faults) =
        Keymap::from_settings(&Settings { preset: name.into(), ..Settings::default() }, |_, _| {
            None
        });
    assert!(faults.is_empty(), "{faults:?}");
    keymap
}

/// The built-in keys, and each preset's.
fn keymaps() -> Vec<(&'static str, Keymap)> {
    let presets = PRESETS.iter().map(|(name, _)| (*name, preset(name)));
    std::iter::once(("", Keymap::default())).chain(presets).collect()
}

#[test]
fn every_key_of_the_tables_parses() {
    for binding in PRESETS.iter().flat_map(|(_, rows)| *rows).chain(key_bindings()) {
        for keys in binding.keys.split('|') {
            assert!(Key::parse_all(keys).is_some(), "{keys:?} of {binding:?} is no key");
        }
    }
}

#[test]
fn what_alt_does_another_key_does_too() {
    for binding in key_bindings() {
        let keys: Vec<&str> = binding.keys.split('|').collect();
        let is_alt_only = keys.iter().all(|key| key.starts_with("alt-"));
        assert!(!is_alt_only, "a terminal without Alt has no key for {binding:?}");
    }
}

#[test]
fn backspace_works_where_a_terminal_sends_ctrl_h() {
    for binding in key_bindings() {
        let has = |wanted: &str| binding.keys.split('|').any(|key| key == wanted);
        assert_eq!(has("backspace"), has("ctrl-h"), "{binding:?}");
    }
}

#[test]
fn none_repeats_in_its_context_and_none_hides_another() {
    for (name, keymap) in keymaps() {
        for stack in context_stacks() {
            let mut seen = HashSet::new();
            for row in stack.iter().flat_map(|context| keymap.rows_of(*context)) {
                for keys in &row.keys {
                    assert!(
                        seen.insert((row.context, keys.clone())),
                        "{name}: {keys:?} stands twice in {row:?}"
                    );
                    for end in 1..keys.len() {
                        assert_eq!(
                            keymap.meaning(stack, &keys[..end]),
                            KeyMeaning::Prefix,
                            "{name}: {row:?} in {stack:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_action_has_words_and_keeps_a_key() {
    for (name, keymap) in keymaps() {
        for binding in key_bindings() {
            let (short, long) = binding.action.words();
            assert!(
                !short.is_empty() && short.len() <= 16 && long.len() > short.len(),
                "{binding:?}"
            );
            let kept = keymap
                .rows()
                .iter()
                .any(|row| row.action == binding.action && !row.keys.is_empty());
            assert!(kept, "{name}: {binding:?} has no key left");
        }
    }
}

#[test]
fn typing_contexts_take_no_printable_key() {
    for (name, keymap) in keymaps() {
        for row in keymap.rows().iter().filter(|row| row.context.takes_text()) {
            assert!(
                row.keys.iter().all(|keys| keys[0].typed().is_none()),
                "{name}: {row:?} would steal a letter"
            );
        }
    }
}

#[test]
fn the_rows_of_presets_are_ones_that_users_could_write() {
    for (name, rows) in PRESETS {
        let mut own: Vec<(String, crate::settings::key_overrides::KeyActionPairs)> = Vec::new();
        for row in *rows {
            let action = row.action.name().expect("it has a name").to_string();
            let pairs =
                row.keys.split('|').map(|keys| (keys.to_string(), action.clone())).collect();
            own.push((
                row.context.name().to_string(),
                crate::settings::key_overrides::KeyActionPairs(pairs),
            ));
        }
        let bad_rows =
            super::user_keymap::apply(&mut Keymap::default(), &crate::settings::KeyOverrides(own));
        assert!(bad_rows.is_empty(), "{name}: {bad_rows:?}");
    }
}

#[test]
fn the_innermost_context_wins() {
    let (keymap, search) = (Keymap::default(), [Context::Search, Context::Field, Context::Always]);
    let ctrl_k = Key::parse_all("ctrl-k").unwrap();
    assert_eq!(keymap.meaning(&search, &ctrl_k), KeyMeaning::Action(Action::Up));
    assert!(
        !keymap
            .active_rows(&search)
            .iter()
            .any(|(row, _)| row.action == Action::Edit(FieldEdit::DeleteToEnd))
    );
}

#[test]
fn what_follows_a_prefix_is_listed_once() {
    let home = [Context::Home, Context::List, Context::Anywhere, Context::Always];
    let next = Keymap::default().continuations(&home, &Key::parse_all("g").unwrap());
    let labels: Vec<&str> = next.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["g", "s", "h", "b", "d", "q", "p", "l", "k", "o", ","]);
}

/// The keymap by a `settings.ron` with this in `keys`, and its faults.
fn with(keys: &str) -> (Keymap, Vec<String>) {
    let text = format!("(keys: {{{keys}}})");
    let settings: Settings = ron::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let (keymap, faults) = Keymap::from_settings(&settings, |key, text| {
        Some(Place { file: key.into(), spot: Some((1, text)) })
    });
    (keymap, faults.iter().map(ToString::to_string).collect())
}

fn means(keymap: &Keymap, context: Context, keys: &str) -> KeyMeaning {
    let stack = context.stacks().next().unwrap();
    keymap.meaning(stack, &Key::parse_all(keys).unwrap())
}

#[test]
fn the_users_own_keys_come_first_and_replace_others() {
    let (keymap, faults) = with(
        r#""browse": {"ctrl-t": "filter", "d": "sort", "F": "none"}, "anywhere": {"g z": "help"}"#,
    );
    assert_eq!(faults, [""; 0]);
    assert_eq!(means(&keymap, Context::Browse, "ctrl-t"), KeyMeaning::Action(Action::Filter));
    assert_eq!(
        means(&keymap, Context::Browse, "f"),
        KeyMeaning::Action(Action::Filter),
        "the built-in key stays"
    );
    assert_eq!(means(&keymap, Context::Browse, "d"), KeyMeaning::Action(Action::Sort));
    assert_eq!(means(&keymap, Context::Browse, "F"), KeyMeaning::Unbound);
    assert_eq!(
        means(&keymap, Context::Report, "d"),
        KeyMeaning::Action(Action::DrillMisses),
        "elsewhere nothing changes"
    );
    assert_eq!(means(&keymap, Context::Browse, "g z"), KeyMeaning::Action(Action::Help));
    let browse = Context::Browse.stacks().next().unwrap();
    assert_eq!(
        keymap.key_for(browse, Action::Filter).as_deref(),
        Some("Ctrl-T"),
        "one's own is shown"
    );
    assert!(
        keymap.has_action(browse, Action::Figure),
        "an action without a key is still one that can be run"
    );
    assert_eq!(keymap.key_for(browse, Action::Figure), None);
    let (keymap, faults) =
        with(r#""anywhere": {"g b": "none", "g": "help"}, "list": {"g g": "none"}"#);
    assert!(faults[0].contains("would hide `g s` for `search`"), "{faults:?}");
    assert_eq!(means(&keymap, Context::Home, "g b"), KeyMeaning::Unbound);
    assert_eq!(
        means(&keymap, Context::Home, "g"),
        KeyMeaning::Prefix,
        "the others still begin with it"
    );
}

#[test]
fn a_fault_names_both_rows_and_a_remedy() {
    for (keys, wanted) in [
        (
            r#""brwose": {"x": "sort"}"#,
            "keys:1:0: keys have no place `brwose`; did you mean `browse`?",
        ),
        (r#""browse": {"x": "srot"}"#, "keys:1:2: there is no action `srot`; did you mean `sort`?"),
        (
            r#""browse": {"ctrl-entre": "sort"}"#,
            "keys:1:1: `ctrl-entre` is no key; did you mean `ctrl-enter`?",
        ),
        (r#""browse": {"shift-x": "sort"}"#, "keys:1:1: `shift-x` is no key; write `X`"),
        (
            r#""browse": {"ctrl-c": "sort"}"#,
            "keys:1:1: `ctrl-c` always leaves lacuna; take another key",
        ),
        (
            r#""browse": {"x": "sort", "x": "filter"}"#,
            "keys:1:3: `x` for `filter` in `browse` stands beside `x` for `sort` in `browse`; the \
             other one holds; keep one of them",
        ),
        (
            r#""home": {"g": "add-note"}"#,
            "keys:1:1: `g` for `add-note` in `home` would hide `g g` for `first` in `list`; \
             take other keys, or take those away with \"list\": {\"g g\": \"none\"}",
        ),
        (
            r#""anywhere": {"s x": "help"}"#,
            "keys:1:1: `s x` for `help` in `anywhere` would be hidden by `s` for `sort` in \
             `browse`; take other keys, or take those away with \"browse\": {\"s\": \"none\"}",
        ),
        (
            r#""search": {"x": "drill-these"}"#,
            "keys:1:1: `x` in `search` would take a letter away from what is typed there; take it \
             with ctrl or alt: `alt-x`",
        ),
        (
            r#""home": {"x": "grade-good"}"#,
            "keys:1:1: `grade-good` has nothing to do in `home`; it works in: four, two",
        ),
        (
            r#""home": {"f": "none"}"#,
            "keys:1:1: `f` means nothing in `home` that could be taken away; it has a meaning in: \
             browse, truths, decks",
        ),
        (r#""browse": {"x": "jump"}"#, "keys:1:2: `jump` goes by a letter; write `x any`"),
    ] {
        let (keymap, faults) = with(keys);
        assert_eq!(faults, [wanted], "{keys}");
        let first = if keys.contains("filter") {
            KeyMeaning::Action(Action::Sort)
        } else {
            KeyMeaning::Unbound
        };
        assert_eq!(means(&keymap, Context::Browse, "x"), first, "{keys}");
    }
}

#[test]
fn a_fault_takes_only_its_own_row_away() {
    let (keymap, faults) = with(
        r#""browse": {"x": "sort", "y": "nonsense", "z": "filter"},
           "no": {"q": "quit"}, "list": {"v": "down"}"#,
    );
    assert_eq!(faults.len(), 2, "{faults:?}");
    for (keys, action) in [("x", Action::Sort), ("z", Action::Filter), ("v", Action::Down)] {
        assert_eq!(means(&keymap, Context::Browse, keys), KeyMeaning::Action(action));
    }
    let (_, faults) =
        Keymap::from_settings(&Settings { preset: "vmi".into(), ..Settings::default() }, |_, _| {
            None
        });
    assert_eq!(faults[0].to_string(), "there is no preset `vmi` of keys; did you mean `vim`?");
}

proptest! {
    /// Whatever is in the file, no key hides another or takes a letter from a text field, and
    /// Ctrl-C always quits.
    #[test]
    fn no_settings_break_the_keymap(
        rows in proptest::collection::vec(
            (
                "browse|anywhere|always|list|search|answer|four|settings|\\PC{0,6}",
                "([a-zGT,?]|ctrl-[a-z]|alt-[a-z]|esc|space|f5|any|\\PC{0,4})( [a-z]| any)?",
                "none|sort|quit|help|palette|down|jump|first|browse|grade-good|undo|\\PC{0,6}",
            ),
            0..12,
        ),
        preset in "|vim|anki|\\PC{0,5}",
    ) {
        let keys = crate::settings::KeyOverrides(rows.into_iter().map(|(place, key, does)| {
            (place, crate::settings::key_overrides::KeyActionPairs(vec![(key, does)]))
        }).collect());
        let settings = Settings { preset, keys, ..Settings::default() };
        let (keymap, faults) = Keymap::from_settings(&settings, |_, _| None);
        prop_assert!(faults.iter().all(|fault| !fault.remedy.is_empty()), "{faults:?}");
        for stack in context_stacks() {
            let ctrl_c = keymap.meaning(stack, &[Key::CTRL_C]);
            prop_assert_eq!(ctrl_c, KeyMeaning::Action(Action::Quit));
            for row in stack.iter().flat_map(|context| keymap.rows_of(*context)) {
                for keys in &row.keys {
                    let is_letter = keys[0].typed().is_some();
                    prop_assert!(!row.context.takes_text() || !is_letter, "{row:?}");
                    for end in 1..keys.len() {
                        let meaning = keymap.meaning(stack, &keys[..end]);
                        prop_assert_eq!(meaning, KeyMeaning::Prefix, "{:?} in {:?}", row, stack);
                    }
                }
            }
        }
    }
}

//! The settings on the screen: what they look like, what keys do to them, and what becomes of the
//! file.

use std::fs;

use lacuna::settings::SettingValue;
use lacuna::settings::Settings;
use lacuna::store::{self, ConfigHome};
use lacuna::ui::screens::settings::choices::{CHOICES, SettingKind};
use lacuna::ui::shell::message::{Effect, Msg};

use crate::SIZES;
use crate::harness::{choosing, cold, screen};

#[test]
fn the_settings_at_every_size() {
    for (width, height) in SIZES {
        screen(width, height).keys("g , j l").snapshot("settings");
        screen(width, height).keys("g , enter ctrl-u type:120 enter").snapshot("settings-refused");
    }
    screen(80, 24).keys("g , j j j enter type:!").snapshot("settings-typed");
    screen(80, 24).keys("g , G").snapshot("settings-exam");
}

#[test]
fn values_change_by_keys_and_by_the_mouse() {
    let set = screen(100, 30).keys("g , l l h j l");
    assert_eq!((set.settings().desired_retention, set.settings().new_per_day), (0.91, 25));
    let set = set.keys("j enter ctrl-u type:7 enter");
    assert_eq!(set.settings().reviews_per_day, 7);
    let set = set.keys("j enter ctrl-u type:5 space type:20 enter");
    assert_eq!(set.settings().learning_steps, [5.0, 20.0]);
    let set = set.keys("r k backspace");
    assert_eq!((set.settings().learning_steps.len(), set.settings().reviews_per_day), (2, 200));
    let set = set.keys("u u u");
    assert_eq!(
        (set.settings().learning_steps.len(), set.settings().reviews_per_day),
        (2, 7),
        "one change at a time"
    );
    assert_eq!(set.settings().new_per_day, 25);
    let set = set.keys("u u u ctrl-r");
    assert_eq!((set.settings().desired_retention, set.settings().new_per_day), (0.91, 20));
    let set = set.click("Grades").click("Grades");
    assert!(set.settings().two_buttons);
    assert!(set.keys("q").text().contains("Study now"), "q leaves the settings, not lacuna");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_changes() {
    let refused = screen(80, 24).keys("g , enter ctrl-u type:30 enter");
    assert!(
        refused.text().contains("desired_retention is 0.3; give a share from 0.7 to 0.99"),
        "{}",
        refused.text()
    );
    assert_eq!(*refused.settings(), cold());
    let again = refused.keys("ctrl-u type:much enter");
    assert!(again.text().contains("give a percentage"), "{}", again.text());
    assert_eq!(again.keys("esc u").effects.len(), 0, "nothing to undo");
}

#[test]
fn changes_hold_at_once() {
    let plan = screen(100, 30).keys("g , j enter ctrl-u type:3 enter esc").text();
    assert!(plan.contains("(3 new)"), "{plan}");
    let mouse = screen(80, 24).keys(": type:settings enter G k k enter");
    assert!(matches!(mouse.effects[..], [Effect::Mouse(false)]), "{:?}", mouse.effects);
    let vim = screen(80, 24).keys("g , G k l esc g t");
    assert!(vim.text().contains("100 terms, A–Z"), "the keys of vim: {}", vim.text());
    let plain = screen(100, 30).keys("b g , G k k k l");
    assert!(plain.settings().is_ascii() && plain.text().is_ascii(), "{}", plain.text());
    let plain = plain.keys("esc");
    assert!(plain.text().is_ascii(), "{}", plain.text());
    let rich = plain.keys("g , G k k k h esc");
    assert!(!rich.settings().is_ascii() && !rich.text().is_ascii(), "{}", rich.text());
    let exam = screen(100, 30).keys("g , G enter");
    assert!(exam.text().contains("Set your exam"), "{}", exam.text());
    assert_eq!(exam.contexts()[0], lacuna::ui::input::keymap::Context::ExamForm);
}

#[test]
fn keys_that_clash_with_another_preset_are_told_when_it_is_chosen() {
    let text = "(keys: {\"anywhere\": {\"Z\": \"help\"}})";
    let (settings, faults) = store::settings::parse(text, "settings.ron");
    assert!(faults.is_empty());
    let vim = choosing(100, 30, settings).keys("g , G k l");
    assert!(vim.text().contains("would hide `Z Z` for `quit`"), "{}", vim.text());
    assert_eq!(vim.settings().preset, "vim");
}

#[test]
fn a_drill_goes_by_them_too() {
    let fresh = screen(100, 30).keys("g d g , j enter ctrl-u type:3 enter esc");
    assert!(
        fresh.text().contains("3 left"),
        "what has not begun is planned anew: {}",
        fresh.text()
    );
    let begun = screen(100, 30)
        .keys("g d space 3 space alt-x type:settings enter j enter ctrl-u type:3 enter esc");
    assert!(!begun.text().contains("3 left"), "what has begun goes on: {}", begun.text());
    let two = begun.keys("alt-x type:settings enter").click("Grades").click("Grades").keys("esc");
    assert!(!two.text().contains("Hard"), "{}", two.text());
}

#[test]
fn the_log_is_folded_anew_once_when_all_is_changed() {
    let refolds = |effects: &[Effect]| {
        effects.iter().filter(|effect| matches!(effect, Effect::Refold)).count()
    };
    let open = screen(80, 24).keys("g , l l l");
    assert_eq!(refolds(&open.effects), 0);
    assert_eq!(refolds(&open.keys("esc").effects), 1);
    let left = screen(80, 24).keys("g , l ctrl-c");
    assert!(matches!(left.effects[..], [Effect::Refold, Effect::Quit]), "{:?}", left.effects);
}

#[test]
fn a_file_that_can_not_be_changed_is_told_and_nothing_is_taken_back() {
    let mut failed = choosing(80, 24, Settings::default()).keys("g ,");
    failed.tell(Msg::SettingsNotSet(lacuna::fault::Fault::error(
        "settings.ron was not changed",
        "mend it first",
    )));
    assert!(
        failed.text().contains("settings.ron was not changed; mend it first"),
        "{}",
        failed.text()
    );
}

#[test]
fn every_other_byte_of_the_file_stays() {
    let text = "// what I like\n(\n    zebra: \"?\", // who knows\n    new_per_day: 7, /* few */\n    keys: {\"browse\": {\"z\": \"sort\"}},\n)\n// end\n";
    for choice in CHOICES.iter().filter(|choice| !choice.key.is_empty()) {
        let folder = tempfile::tempdir().expect("a folder");
        let home = ConfigHome::new(folder.path());
        let there = || fs::read_to_string(home.settings()).expect("it is there");
        let set =
            |value: &SettingValue| store::settings::set(&home, choice.key, |_| Ok(value.clone()));
        fs::write(home.settings(), text).expect("it can be written");
        let usual = store::settings(&home).0;
        let value = match (usual.value(choice.key).expect("a key"), choice.kind) {
            (SettingValue::Share(_), _) => SettingValue::Share(0.87),
            (SettingValue::Count(_), _) => SettingValue::Count(12),
            (SettingValue::Switch(on), _) => SettingValue::Switch(!on),
            (SettingValue::Minutes(_), _) => SettingValue::Minutes(vec![2.0, 20.5]),
            (SettingValue::Name(_), SettingKind::Names(names)) => {
                SettingValue::Name(names[1].0.into())
            }
            (SettingValue::Name(name), kind) => panic!("{name} is none of {kind:?}"),
        };
        let after = set(&value).unwrap_or_else(|fault| panic!("{}: {fault}", choice.key));
        assert_eq!(Some(&after), usual.with_value(choice.key, &value).as_ref());
        let line = format!("    {}: ", choice.key);
        let others = |text: &str| -> Vec<String> {
            text.lines().filter(|other| !other.starts_with(&line)).map(str::to_string).collect()
        };
        assert_eq!(others(&there()), others(text), "{}", there());
        fs::write(home.settings(), "(new_per_day: 7").expect("it can be written");
        assert!(set(&value).is_err());
        assert_eq!(there(), "(new_per_day: 7", "a broken file is not overwritten");
    }
}

#[test]
fn the_manual_lists_every_key_of_the_file_with_its_default() {
    let ron::Value::Map(keys) =
        ron::from_str(&ron::to_string(&Settings::default()).expect("it is RON"))
            .expect("it is a map")
    else {
        panic!("the settings are no map");
    };
    let manual = include_str!("../../MANUAL.md");
    let rows: Vec<Vec<&str>> = manual.lines().map(|line| line.split(" | ").collect()).collect();
    for (key, value) in keys.iter() {
        let ron::Value::String(key) = key else { panic!("{key:?} is no name") };
        let said = format!("`{key}`");
        let row = rows.iter().find(|row| row[0].starts_with("| `") && row[0].contains(&said));
        let row = row.unwrap_or_else(|| panic!("MANUAL.md does not list {key}"));
        let names: Vec<&str> = row[0].trim_start_matches("| ").split(", ").collect();
        let at = names.iter().position(|name| *name == said).expect("it is there");
        let defaults: Vec<&str> = row[1].split("`, `").collect();
        let default = defaults.get(at).copied().unwrap_or(row[1]).trim_matches('`');
        let default: ron::Value =
            ron::from_str(default).unwrap_or_else(|error| panic!("{default}: {error}"));
        let same =
            |default: &ron::Value| ron::to_string(default).ok().map(|text| text.replace(".0", ""));
        assert_eq!(same(&default), same(value), "the default of {key}");
    }
}

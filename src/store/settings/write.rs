//! Changing one key of `settings.ron`: every other byte stays as it was, comments too.
//!
//! The changed text is read again before anything is written: a file that can't be read, or that
//! would say something else than was meant, is left alone.

use std::ops::Range;
use std::path::Path;

use ron::ser::PrettyConfig;
use serde::Serialize;

use super::disk::UpdateFaults;
use super::fields::{SettingsFields, begin, value_end};
use super::{ConfigHome, disk, os, parse, settings, utf8};
use crate::fault::{Fault, Place};
use crate::settings::{SettingValue, Settings};

/// Begins the fault of a change that was not made.
const UNCHANGED: &str = "settings.ron was not changed";
/// The keys that have a part for each deck.
const PER_DECK: [&str; 4] = ["studied", "topics_off", "deck_options", "deck_parameters"];

/// Sets one key to the `value` computed from the settings on disk, and returns the new settings.
/// The file is replaced atomically.
pub fn set<T: Serialize>(
    home: &ConfigHome,
    key: &str,
    value: impl Fn(&Settings) -> Result<T, Fault>,
) -> Result<Settings, Fault> {
    // A link leads to the file that is to be changed, and stays a link.
    let path = os::canonicalize(home.settings()).unwrap_or_else(|_| home.settings());
    disk::make_folder(home.path()).map_err(|error| disk::write_fault(UNCHANGED, &path, &error))?;
    let name = path.display().to_string();
    let read_only = format!("{UNCHANGED}: it is read-only");
    let faults = UpdateFaults { not_written: UNCHANGED, read_only: &read_only };
    let mut settings = Settings::default();
    disk::update(&path, &faults, |bytes| {
        let old = bytes.map(|bytes| utf8(bytes.to_vec())).transpose();
        let old = old.map_err(|error| disk::read_fault(&path, &error))?;
        let before = old
            .as_deref()
            .map_or_else(|| (Settings::default(), Vec::new()), |text| parse(text, &name));
        // What is wrong in one deck's options would take those of all others with it.
        if old.as_deref().is_some_and(|text| PER_DECK.contains(&key) && !is_right(text, key)) {
            let remedy = format!("mend `{key}` in the file first");
            return Err(Fault { remedy, ..refused(&path) });
        }
        let value = value(&before.0)?;
        let written = ron(&value).ok_or_else(|| refused(&path))?;
        let new = changed(old.as_deref().unwrap_or("(\n)\n"), key, &written)
            .ok_or_else(|| refused(&path))?;
        let after = parse(&new, &name);
        if after.1.len() > before.1.len() || !differ_by(&before.0, &after.0, key, &value) {
            return Err(refused(&path));
        }
        settings = after.0;
        Ok((old.as_ref() != Some(&new)).then(|| new.into_bytes()))
    })?;
    Ok(settings)
}

/// Turns a deck on or off, by its id.
pub fn set_studied(home: &ConfigHome, deck: &str, on: bool) -> Result<Settings, Fault> {
    set(home, "studied", |settings| {
        let mut studied = settings.studied.clone();
        studied.insert(deck.to_string(), on);
        Ok(studied)
    })
}

/// Turns a topic of a deck on or off, by their ids.
pub fn set_topic(home: &ConfigHome, deck: &str, topic: &str, on: bool) -> Result<Settings, Fault> {
    set(home, "topics_off", |settings| Ok(settings.with_topic(deck, topic, on).topics_off))
}

/// Changes options of a deck, by its id; no value lets one fall back to the general setting.
pub fn set_deck_options(
    home: &ConfigHome,
    deck: &str,
    changes: &[(&str, Option<SettingValue>)],
) -> Result<Settings, Fault> {
    set(home, "deck_options", |settings| {
        let mut changed = settings.clone();
        for (key, value) in changes {
            changed = changed.with_deck_option(deck, key, value.clone()).ok_or_else(|| {
                let value = value.as_ref().map_or_else(String::new, ToString::to_string);
                Fault::error(format!("`{key}` can't be {value}"), "give another value")
            })?;
        }
        changed.check()?;
        Ok(changed.deck_options)
    })
}

/// Forgets whether a deck was turned on or off, by its id.
pub fn forget_studied(home: &ConfigHome, deck: &str) -> Result<Settings, Fault> {
    set(home, "studied", |settings| {
        let mut studied = settings.studied.clone();
        studied.remove(deck);
        Ok(studied)
    })
}

/// Puts fitted parameters into force; those in force before are kept beside them.
pub fn keep_parameters(home: &ConfigHome, parameters: &[f32]) -> Result<Settings, Fault> {
    let (now, _) = settings(home);
    if now.parameters != now.earlier_parameters && now.parameters != parameters {
        set(home, "earlier_parameters", |now| Ok(now.parameters.clone()))?;
    }
    set(home, "parameters", |_| Ok(parameters.to_vec()))
}

/// Puts parameters fitted to a deck's own reviews into force for it; without them, it goes by the
/// general ones.
pub fn set_deck_parameters(
    home: &ConfigHome,
    deck: &str,
    parameters: Option<&[f32]>,
) -> Result<Settings, Fault> {
    set(home, "deck_parameters", |settings| {
        let mut all = settings.deck_parameters.clone();
        match parameters {
            Some(parameters) => _ = all.insert(deck.to_string(), parameters.to_vec()),
            None => _ = all.remove(deck),
        }
        Ok(all)
    })
}

/// Puts the parameters back into force that the last fit replaced. Those before are no longer
/// known: a second call leads to the defaults.
pub fn take_parameters_back(home: &ConfigHome) -> Result<Settings, Fault> {
    let after = set(home, "parameters", |now| Ok(now.earlier_parameters.clone()))?;
    if after.earlier_parameters.is_empty() {
        return Ok(after);
    }
    set(home, "earlier_parameters", |_| Ok(Vec::<f32>::new()))
}

fn refused(path: &Path) -> Fault {
    let what = format!("{UNCHANGED}: it can't be read as `(key: value, …)`");
    Fault::error(what, "mend it first, or move it away")
        .with_place(Place::file(path.display().to_string()))
}

/// Whether what the text says of a key can be used.
fn is_right(text: &str, key: &str) -> bool {
    let Some(SettingsFields { spans, .. }) = SettingsFields::parse(text) else { return false };
    let fields = spans.into_iter().map(|span| &text[span]).filter(|field| name(field) == key);
    fields.map(|field| parse(&format!("({field}\n)"), key)).all(|(_, faults)| faults.is_empty())
}

/// The key of a field.
fn name(field: &str) -> &str {
    field.split(':').next().unwrap_or_default().trim()
}

/// A value as it is to stand behind its key: a list or map of structures has a line for
/// each.
fn ron(value: &impl Serialize) -> Option<String> {
    let pretty = PrettyConfig::new().depth_limit(1).indentor("    ").new_line("\n");
    let text = ron::ser::to_string_pretty(value, pretty).ok()?;
    let plain = ron::to_string(value).ok()?;
    let rows = plain.starts_with("[(") || plain.starts_with('{') && plain.ends_with(")}");
    Some(match rows {
        true => text.replace('\n', "\n    "),
        // A comma within a text is not one between numbers.
        false if plain.contains('"') => plain,
        false => plain.replace(',', ", "),
    })
}

/// The text with the key set; none if it can't be split into fields.
fn changed(text: &str, key: &str, value: &str) -> Option<String> {
    let (bytes, SettingsFields { spans, close }) = (text.as_bytes(), SettingsFields::parse(text)?);
    let with =
        |range: Range<usize>, new: &str| [&text[..range.start], new, &text[range.end..]].concat();
    let named = |span: &&Range<usize>| name(&text[span.start..span.end]) == key;
    if let Some(span) = spans.iter().find(named) {
        let colon = span.start + text[span.clone()].find(':')?;
        let from = begin(bytes, colon + 1, span.end);
        return Some(with(from..value_end(bytes, span.clone()), value));
    }
    // On a line of its own where the bracket has one.
    let line = text[..close].rfind('\n').map_or(0, |end| end + 1);
    let own = line > 0 && text[line..close].trim().is_empty();
    let comma = spans.last().map(|span| value_end(bytes, span.clone())).filter(|&end| {
        let rest = begin(bytes, end, close);
        rest == close || bytes[rest] != b','
    });
    let (at, new) = match (own, spans.is_empty()) {
        (true, _) => (line, format!("    {key}: {value},\n")),
        (false, true) => (close, format!("{key}: {value}")),
        (false, false) if comma.is_none() => (close, format!(" {key}: {value}")),
        (false, false) => (close, format!(", {key}: {value}")),
    };
    let whole = with(at..at, &new);
    Some(match comma.filter(|_| own) {
        Some(end) => [&whole[..end], ",", &whole[end..]].concat(),
        None => whole,
    })
}

/// Whether the key has the wanted value, and all others are unchanged.
fn differ_by(before: &Settings, after: &Settings, key: &str, value: &impl Serialize) -> bool {
    let keys = |settings: &Settings| match ron::to_string(settings)
        .ok()
        .and_then(|text| ron::from_str(&text).ok())
    {
        Some(ron::Value::Map(map)) => map,
        _ => ron::Map::new(),
    };
    let wanted =
        ron::to_string(value).ok().and_then(|text| ron::from_str::<ron::Value>(&text).ok());
    let (before, after) = (keys(before), keys(after));
    let is_key = |name: &ron::Value| *name == ron::Value::String(key.to_string());
    !after.is_empty()
        && after.iter().all(|(name, now)| {
            if is_key(name) {
                Some(now) == wanted.as_ref()
            } else {
                before.iter().any(|(other, then)| other == name && then == now)
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    use crate::clock::StudyDay;
    use crate::settings::Exam;

    fn home(text: Option<&str>) -> (tempfile::TempDir, ConfigHome) {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path().join("config"));
        if let Some(text) = text {
            fs::create_dir_all(home.path()).unwrap();
            fs::write(home.settings(), text).unwrap();
        }
        (folder, home)
    }

    fn there(home: &ConfigHome) -> String {
        fs::read_to_string(home.settings()).unwrap()
    }

    fn hour(home: &ConfigHome, hour: u8) -> Result<Settings, Fault> {
        set(home, "day_starts", |_| Ok(hour))
    }

    #[test]
    fn a_key_is_changed_and_every_other_byte_stays() {
        let text = "\u{feff}#![enable(implicit_some)]\n// mine\n(\n  new_per_day: 7, // few\n  day_starts : /* early */ 5 // (hm\n  ,\n  \
                    fuzz: false\n)\n// end";
        let (_folder, home) = home(Some(text));
        assert_eq!(hour(&home, 3).unwrap().day_starts, 3);
        assert_eq!(there(&home), text.replace("/* early */ 5", "/* early */ 3"));
        assert_eq!(hour(&home, 5).unwrap().new_per_day, 7);
        assert_eq!(there(&home), text, "and back");
    }

    #[test]
    fn a_key_that_is_not_there_is_added_in_the_files_own_manner() {
        for (old, new) in [
            (None, "(\n    day_starts: 3,\n)\n"),
            (Some("()"), "(day_starts: 3)"),
            (Some("(fuzz: false)"), "(fuzz: false, day_starts: 3)"),
            (Some("(fuzz: false,)"), "(fuzz: false, day_starts: 3)"),
            (Some("(\n  fuzz: false // no\n)"), "(\n  fuzz: false, // no\n    day_starts: 3,\n)"),
            (
                Some("(\n  fuzz: false, // no\n  // end\n)"),
                "(\n  fuzz: false, // no\n  // end\n    day_starts: 3,\n)",
            ),
        ] {
            let (_folder, home) = home(old);
            assert_eq!(hour(&home, 3).unwrap().day_starts, 3, "{old:?}");
            assert_eq!(there(&home), new, "{old:?}");
        }
    }

    #[test]
    fn exams_and_parameters_come_back_as_they_were() {
        let (_folder, home) = home(Some("(\n    fuzz: false,\n)\n"));
        let name = "A \"hard\" one, (really) // no [comment]".to_string();
        let exam = Exam {
            name,
            date: StudyDay(20_796),
            minutes: 20,
            topics: vec!["lm".into(), "attn".into()],
            ..Exam::default()
        };
        let exams = vec![exam.clone(), Exam { name: "B".into(), ..exam }];
        assert_eq!(set(&home, "exams", |_| Ok(exams.clone())).unwrap().exams, exams);
        assert_eq!(there(&home).lines().count(), 3 + 4, "{}", there(&home));
        let parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
        let settings = set(&home, "parameters", |_| Ok(parameters.clone())).unwrap();
        assert_eq!((settings.exams, settings.parameters), (exams, parameters));
        set::<Vec<Exam>>(&home, "exams", |_| Ok(vec![])).unwrap();
        set::<Vec<f32>>(&home, "parameters", |_| Ok(vec![])).unwrap();
        assert_eq!(there(&home), "(\n    fuzz: false,\n    exams: [],\n    parameters: [],\n)\n");
    }

    #[test]
    fn options_of_a_deck_are_set_and_those_of_others_stay() {
        let text = "(\n    deck_options: {\"gone\": (new_per_day: 3)},\n)\n";
        let (_folder, home) = home(Some(text));
        let set = |key, value| set_deck_options(&home, "d", &[(key, value)]);
        let count = Some(SettingValue::Count(7));
        let settings = set("new_per_day", count.clone()).unwrap();
        assert_eq!(settings.for_deck("d").new_per_day, 7);
        assert_eq!(settings.for_deck("gone").new_per_day, 3);
        set("new_order", Some(SettingValue::Name("shuffled".into()))).unwrap();
        let wanted = "(\n    deck_options: {\n        \"d\": (new_order: \"shuffled\", new_per_day: 7),\n        \
                      \"gone\": (new_per_day: 3),\n    },\n)\n";
        assert_eq!(there(&home), wanted);
        assert!(set("desired_retention", Some(SettingValue::Share(0.2))).is_err());
        assert!(set("theme", Some(SettingValue::Name("dark".into()))).is_err());
        assert_eq!(there(&home), wanted);
        set("new_order", None).unwrap();
        let settings = set("new_per_day", None).unwrap();
        assert_eq!(settings.deck_options.keys().collect::<Vec<_>>(), ["gone"]);
    }

    #[test]
    fn a_mistake_in_one_decks_options_keeps_all_of_them_from_being_changed() {
        let text = "(deck_options: {\"a\": (new_per_dy: 3), \"b\": (new_per_day: 4)})";
        let (_folder, home) = home(Some(text));
        let fault = set_deck_options(&home, "b", &[("new_per_day", None)]).unwrap_err();
        assert!(fault.to_string().contains("mend `deck_options`"), "{fault}");
        assert_eq!(there(&home), text);
    }

    #[test]
    fn a_topic_is_turned_off_and_on() {
        let (_folder, home) = home(Some("(fuzz: false)"));
        assert!(!set_topic(&home, "d", "t", false).unwrap().is_topic_on("d", "t"));
        let settings = set_topic(&home, "d", "u", false).unwrap();
        assert!(settings.is_topic_on("d", "v") && settings.is_topic_on("e", "t"));
        assert!(set_topic(&home, "d", "t", true).unwrap().is_topic_on("d", "t"));
        assert!(set_topic(&home, "d", "u", true).unwrap().topics_off.is_empty());
    }

    #[test]
    fn what_can_not_be_read_is_left_alone() {
        for text in ["", "nonsense", "(new_per_day: 7", "[1, 2]", "(fuzz: \"", "{}"] {
            let (_folder, home) = home(Some(text));
            let fault = hour(&home, 3).unwrap_err();
            assert!(fault.what.contains("not changed") && fault.place.is_some(), "{text}: {fault}");
            assert_eq!(there(&home), text);
        }
        let (_folder, home) = home(Some("(fuzz: maybe, new_per_day: 7)"));
        assert_eq!(
            hour(&home, 3).unwrap().new_per_day,
            7,
            "one wrong key keeps no other from being changed"
        );
        assert_eq!(there(&home), "(fuzz: maybe, new_per_day: 7, day_starts: 3)");
        fs::write(home.settings(), b"(/* \xff */)").unwrap();
        assert!(hour(&home, 3).is_err());
        assert_eq!(fs::read(home.settings()).unwrap(), b"(/* \xff */)");
    }

    #[test]
    fn a_value_that_makes_no_sense_is_not_written() {
        let (_folder, home) = home(Some("(fuzz: false)"));
        assert!(hour(&home, 77).is_err());
        assert!(set(&home, "no_such_key", |_| Ok(1)).is_err());
        assert!(set::<u8>(&home, "day_starts", |_| Err(Fault::error("no", ""))).is_err());
        assert_eq!(there(&home), "(fuzz: false)");
    }

    #[test]
    fn what_was_in_force_before_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        let own =
            |factor: f32| fsrs::DEFAULT_PARAMETERS.map(|parameter| parameter * factor).to_vec();
        let (first, second) = (own(1.01), own(1.02));
        keep_parameters(&home, &first).unwrap();
        let kept = keep_parameters(&home, &second).unwrap();
        assert_eq!((kept.parameters, kept.earlier_parameters), (second.clone(), first.clone()));
        assert_eq!(
            keep_parameters(&home, &second).unwrap().earlier_parameters,
            first,
            "the same once more is no change"
        );
        assert_eq!(take_parameters_back(&home).unwrap().parameters, first);
        let before = take_parameters_back(&home).unwrap();
        assert!(before.parameters.is_empty() && before.earlier_parameters.is_empty());
        assert!(
            take_parameters_back(&home).unwrap().parameters.is_empty(),
            "there is nothing more to take back"
        );
    }
}

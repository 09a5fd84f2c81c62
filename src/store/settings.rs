//! `settings.ron`: the user's settings. Every key is optional, and a wrong one does not affect the
//! others.

pub mod fields;
mod write;

use std::io;
use std::path::Path;

pub use write::{
    forget_studied, keep_parameters, set, set_deck_options, set_deck_parameters, set_studied,
    set_topic, take_parameters_back,
};

use ron::extensions::Extensions;

use super::{ConfigHome, disk, os};
use crate::deck::parse_errors::explain;
use crate::fault::{Fault, Place};
use crate::settings::Settings;
use fields::{SettingsFields, texts};

/// Reads the user's settings; a wrong key becomes a fault and keeps its default.
pub fn settings(home: &ConfigHome) -> (Settings, Vec<Fault>) {
    match text(&home.settings()) {
        Ok(None) => (Settings::default(), Vec::new()),
        Ok(Some(text)) => parse(&text, &home.settings().display().to_string()),
        Err(error) => (Settings::default(), vec![disk::read_fault(&home.settings(), &error)]),
    }
}

/// Where a key of `settings.ron` stands, if that can be found.
pub fn key_place(home: &ConfigHome, key: &str) -> Place {
    let file = home.settings().display().to_string();
    let text = text(&home.settings()).ok().flatten().unwrap_or_default();
    let named = |field: &str| field.split(':').next().unwrap_or_default().trim() == key;
    let spans = SettingsFields::parse(&text).map(|fields| fields.spans).unwrap_or_default();
    match spans.iter().find(|span| named(&text[(*span).clone()])) {
        Some(span) => Place::from_offset(&file, &text, span.start),
        None => Place::file(file),
    }
}

/// Where the texts stand that a key of `settings.ron` says, for telling what is wrong with one of
/// them: the file as it was when it was read.
#[derive(Debug, Default)]
pub struct SettingsPositions {
    file: String,
    text: String,
}

impl SettingsPositions {
    /// Reads the file; one that can't be read has no places.
    pub fn read(home: &ConfigHome) -> SettingsPositions {
        let text = text(&home.settings()).ok().flatten().unwrap_or_default();
        SettingsPositions { file: home.settings().display().to_string(), text }
    }

    /// The place of the text of that number, counted from 0, in what a key says.
    pub fn text_place(&self, key: &str, number: usize) -> Option<Place> {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        let named = |field: &str| field.split(':').next().unwrap_or_default().trim() == key;
        let span = SettingsFields::parse(text)?
            .spans
            .into_iter()
            .find(|span| named(&text[span.clone()]))?;
        let offset = *texts(text.as_bytes(), span).get(number)?;
        Some(Place::from_offset(&self.file, text, offset))
    }
}

fn text(path: &Path) -> io::Result<Option<String>> {
    disk::read(path)?.map(utf8).transpose()
}

fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))
}

/// Reads the text of `settings.ron`, with `file` for its faults; a wrong key keeps its default.
pub fn parse(text: &str, file: &str) -> (Settings, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (what, line, column) = match read(text) {
        Err(error) => {
            let start = error.span.start;
            (explain(&error.code).what, start.line.max(1), start.col.max(1))
        }
        Ok(settings) => match settings.check() {
            Ok(()) => return (settings, Vec::new()),
            Err(fault) => (fault.what, 1, 1),
        },
    };
    match salvage(text, file) {
        Some((settings, faults)) if !faults.is_empty() => (settings, faults),
        kept => {
            let remedy = "write `(key: value, …)`; what can't be read has its default";
            let place = Place { file: file.to_string(), spot: Some((line, column)) };
            (kept.unwrap_or_default().0, vec![Fault::error(what, remedy).with_place(place)])
        }
    }
}

fn read(text: &str) -> Result<Settings, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// Reads the fields one by one, and keeps those that are right; none if the text can't be split
/// into fields.
fn salvage(text: &str, file: &str) -> Option<(Settings, Vec<Fault>)> {
    let (mut good, mut keys, mut faults) = (String::new(), Vec::new(), Vec::new());
    for span in SettingsFields::parse(text)?.spans {
        let field = &text[span.clone()];
        let at = |offset: usize| Place::from_offset(file, text, span.start + offset);
        let key = field.split(':').next().unwrap_or_default().trim();
        match read(&format!("({field}\n)")) {
            Err(error) => {
                let Fault { what, remedy, .. } = explain(&error.code);
                let what =
                    what.replace("`Settings`", "settings.ron").replace("the deck", "settings.ron");
                let shape = matches!(error.code, ron::Error::NoSuchStructField { .. });
                let remedy =
                    if shape { remedy } else { format!("the default holds; mend `{key}`") };
                faults.push(Fault::error(what, remedy).with_place(at(0)));
            }
            Ok(_) if keys.contains(&key) => {
                let what = format!("the key `{key}` stands twice");
                faults.push(
                    Fault::error(what, "the first one holds; keep one of them").with_place(at(0)),
                );
            }
            Ok(settings) => {
                if let Err(fault) = settings.check() {
                    let remedy = format!("{}; the default holds", fault.remedy);
                    faults.push(Fault { remedy, ..fault }.with_place(at(0)));
                    continue;
                }
                keys.push(key);
                good.push_str(field);
                // A comment behind the field would swallow what follows.
                good.push_str("\n,");
            }
        }
    }
    let settings = read(&format!("({good})")).ok()?;
    Some((settings, faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> (Settings, Vec<String>) {
        let (settings, faults) = parse(text, "s.ron");
        (settings, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_key_is_optional() {
        for text in ["()", "\u{feff}#![enable(implicit_some)]\n// mine\n( )"] {
            assert_eq!(parse_text(text), (Settings::default(), vec![]), "{text}");
        }
        let (settings, faults) =
            parse_text("(new_per_day: 7, learning_steps: [2, 15.5], /* no */ fuzz: false,)");
        assert_eq!((settings.new_per_day, settings.fuzz, faults.len()), (7, false, 0));
        assert_eq!(settings.learning_steps, [2.0, 15.5]);
    }

    #[test]
    fn a_wrong_key_takes_no_other_with_it() {
        let text = "(\n  new_per_day: 7,\n  // the hour, (maybe\n  day_strats: 5,\n  desired_retention: 1.5, fuzz: maybe,\n  \
                    new_per_day: 9,\n  day_starts: 3 // early\n)";
        let (settings, faults) = parse_text(text);
        assert_eq!((settings.new_per_day, settings.day_starts), (7, 3));
        assert_eq!((settings.desired_retention, settings.fuzz), (0.9, true));
        assert_eq!(faults.len(), 4, "{faults:#?}");
        assert_eq!(
            faults[0],
            "s.ron:4:3: settings.ron has no field `day_strats`; did you mean `day_starts`?"
        );
        assert!(
            faults[1].starts_with("s.ron:5:3: desired_retention is 1.5; give a share"),
            "{}",
            faults[1]
        );
        assert!(faults[2].starts_with("s.ron:5:27: "), "{}", faults[2]);
        assert!(
            faults[3].starts_with("s.ron:6:3: the key `new_per_day` stands twice"),
            "{}",
            faults[3]
        );
    }

    #[test]
    fn the_look_is_text_and_a_key_has_a_place() {
        let (settings, faults) = parse_text("(glyphs: \"asci\", theme: \"mine\")");
        assert_eq!((settings.theme.as_str(), settings.is_ascii()), ("mine", false));
        assert_eq!(
            faults,
            ["s.ron:1:2: glyphs is \"asci\"; write \"unicode\" or \"ascii\"; the default holds"]
        );
        assert!(parse_text("(glyphs: \"ascii\")").0.is_ascii());
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        assert_eq!(key_place(&home, "theme").spot, None, "no file, no place in it");
        std::fs::write(home.settings(), "(\n  fuzz: true,\n  theme: \"x\")").unwrap();
        assert_eq!(key_place(&home, "theme").spot, Some((3, 3)));
    }

    #[test]
    fn keys_of_ones_own_are_texts_in_their_order() {
        let (settings, faults) = parse_text(
            "(keys: {\"browse\": {\"x\": \"sort\", \"x\": \"none\"}, \"list\": {}}, preset: \"vim\")",
        );
        assert!(faults.is_empty(), "{faults:?}");
        let pair = |key: &str, does: &str| (key.to_string(), does.to_string());
        assert_eq!(settings.keys.0[0].1.0, [pair("x", "sort"), pair("x", "none")]);
        assert_eq!((settings.keys.0.len(), settings.preset.as_str()), (2, "vim"));
        let (settings, faults) = parse_text("(keys: {\"browse\": 3}, mouse: false)");
        assert!(!settings.mouse && faults.len() == 1, "{faults:?}");
    }

    #[test]
    fn what_is_no_list_of_keys_has_one_fault_with_its_place() {
        for text in
            ["", "nonsense", "(new_per_day: 7", "(((", "(a: \"", "(new_per_day: 7) x", "[1, 2"]
        {
            let (_, faults) = parse_text(text);
            assert!(!faults.is_empty(), "{text}");
            assert!(faults.iter().all(|fault| fault.starts_with("s.ron:")), "{faults:?}");
        }
    }

    #[test]
    fn every_text_has_its_place_whatever_stands_between() {
        let text = "(\n  fuzz: true, // \"no\"\n  keys: {\n    \"browse\": { /* \"x\" */ \"a\\\"b\": r\"sort\" },\n    \"list\": {},\n  },\n)";
        let spots = SettingsPositions { file: "s.ron".into(), text: text.into() };
        let parse_text: Vec<String> = (0..5)
            .map_while(|n| spots.text_place("keys", n))
            .map(|place| place.to_string())
            .collect();
        assert_eq!(parse_text, ["s.ron:4:5", "s.ron:4:27", "s.ron:4:35", "s.ron:5:5"]);
        assert_eq!(
            (spots.text_place("preset", 0), SettingsPositions::default().text_place("keys", 0)),
            (None, None)
        );
    }
}

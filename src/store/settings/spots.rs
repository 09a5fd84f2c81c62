//! Where in `settings.ron` the texts stand that a key of it says: for telling what is wrong with
//! one of them.

use super::ConfigHome;
use super::fields::{SettingsFields, texts};
use crate::fault::Place;

/// The file as it was when it was asked for.
#[derive(Debug, Default)]
pub struct SettingsPositions {
    file: String,
    text: String,
}

impl SettingsPositions {
    /// Reads the file; one that can't be read has no places.
    pub fn of(home: &ConfigHome) -> SettingsPositions {
        let text = super::text(&home.settings()).ok().flatten().unwrap_or_default();
        SettingsPositions { file: home.settings().display().to_string(), text }
    }

    /// Returns the place of the text of that number, counted from 0, in what a key says.
    pub fn at(&self, key: &str, number: usize) -> Option<Place> {
        let text = self.text.strip_prefix('\u{feff}').unwrap_or(&self.text);
        let named = |field: &str| field.split(':').next().unwrap_or_default().trim() == key;
        let span =
            SettingsFields::of(text)?.spans.into_iter().find(|span| named(&text[span.clone()]))?;
        let offset = *texts(text.as_bytes(), span).get(number)?;
        Some(Place::at(&self.file, text, offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_its_place_whatever_stands_between() {
        let text = "(\n  fuzz: true, // \"no\"\n  keys: {\n    \"browse\": { /* \"x\" */ \"a\\\"b\": r\"sort\" },\n    \"list\": {},\n  },\n)";
        let spots = SettingsPositions { file: "s.ron".into(), text: text.into() };
        let told: Vec<String> =
            (0..5).map_while(|n| spots.at("keys", n)).map(|place| place.to_string()).collect();
        assert_eq!(told, ["s.ron:4:5", "s.ron:4:27", "s.ron:4:35", "s.ron:5:5"]);
        assert_eq!(
            (spots.at("preset", 0), SettingsPositions::default().at("keys", 0)),
            (None, None)
        );
    }
}

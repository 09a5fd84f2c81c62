//! The texts of the user's themes: `themes/*.ron`. What they say is read elsewhere.

use super::{ConfigHome, decks};
use crate::fault::Fault;

/// A theme's text.
pub struct ThemeText {
    /// The file's name, without its ending.
    pub stem: String,
    /// The file as the user would name it.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// Reads every theme there is, by name; a folder that does not exist has none.
pub fn themes(home: &ConfigHome) -> (Vec<ThemeText>, Vec<Fault>) {
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    for path in decks::list_decks(&home.themes(), &mut faults) {
        let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        match decks::read_file(&path) {
            Ok((file, fault)) => {
                faults.extend(fault);
                texts.push(ThemeText { stem, file: file.name, text: file.text.into_owned() });
            }
            Err(fault) => faults.push(fault),
        }
    }
    (texts, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn themes_are_found_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        assert!(themes(&home).0.is_empty(), "no folder, no theme");
        fs::create_dir(home.themes()).unwrap();
        fs::write(home.themes().join("night.ron"), "(base: \"dark\")").unwrap();
        fs::write(home.themes().join("bytes.ron"), b"(accent: \"\xff\")").unwrap();
        fs::write(home.themes().join("notes.txt"), "mine").unwrap();
        let (texts, faults) = themes(&home);
        let stems: Vec<_> = texts.iter().map(|text| text.stem.as_str()).collect();
        assert_eq!((stems, faults.len()), (vec!["bytes", "night"], 1));
        assert!(texts[1].file.ends_with("night.ron") && texts[1].text == "(base: \"dark\")");
    }
}

//! The deck that comes with the program, compiled in from `content/`.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::deck::{DeckText, SourceFile, outline};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The bundled deck's files, the head first.
        const FILES: &[(&str, &str)] = &[$((
            concat!("content/deep-learning/", $name),
            include_str!(concat!("../../content/deep-learning/", $name)),
        )),*];
    };
}

files![
    "deck.ron",
    "attn.ron",
    "lm.ron",
    "prompt.ron",
    "learn.ron",
    "layers.ron",
    "arch.ron",
    "xfer.ron",
    "data.ron",
    "tests.ron",
    "ops.ron",
];

/// The id of the bundled deck, as its head has it.
pub fn deck_id() -> &'static str {
    static ID: OnceLock<String> = OnceLock::new();
    ID.get_or_init(|| {
        let (name, text) = FILES[0];
        let head = SourceFile { name: name.to_string(), text: Cow::Borrowed(text) };
        outline::deck_id(&head).expect("the head of the bundled deck has an id")
    })
}

/// The bundled deck.
pub fn deck() -> DeckText {
    let file = |&(name, text): &(&str, &'static str)| SourceFile {
        name: name.to_string(),
        text: Cow::Borrowed(text),
    };
    DeckText {
        stem: "deep-learning".to_string(),
        bundled: true,
        files: FILES.iter().map(file).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/deep-learning");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                format!("content/deep-learning/{}", entry.unwrap().file_name().to_string_lossy())
            })
            .collect();
        let mut listed: Vec<String> = FILES.iter().map(|(name, _)| (*name).to_string()).collect();
        there.sort();
        listed.sort();
        assert_eq!(there, listed);
    }
}

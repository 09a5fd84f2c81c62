//! The documents name files and types that exist.

use std::fs;
use std::path::Path;

/// The words between backticks of a text.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("it is text")
}

/// A source file that a document names; `NAME`, `yours` and `…` stand for any.
fn is_file(word: &str) -> bool {
    word.starts_with("src/")
        && Path::new(word).extension().is_some_and(|ending| ending == "rs")
        && !["NAME", "yours", "…"].iter().any(|any| word.contains(any))
}

#[test]
fn every_file_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let text = document(name);
        let named: Vec<&str> = quoted(&text).into_iter().filter(|word| is_file(word)).collect();
        assert!(name == "README.md" || !named.is_empty(), "{name} names files");
        for file in named {
            assert!(root.join(file).is_file(), "{name} names {file}, which does not exist");
        }
    }
}

#[test]
fn every_noun_of_the_glossary_is_defined_in_its_file() {
    let text = document("ARCHITECTURE.md");
    let glossary = text.split("## Glossary").nth(1).expect("it has a glossary");
    let mut nouns = 0;
    for row in glossary.lines().take_while(|line| !line.starts_with("## ")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [names, _, files] = cells[..] else { continue };
        let sources: String = quoted(files).into_iter().map(document).collect();
        for noun in quoted(names) {
            nouns += 1;
            let defined = ["struct", "enum", "trait"].iter().any(|kind| {
                sources.contains(&format!("{kind} {noun} "))
                    || sources.contains(&format!("{kind} {noun}<"))
                    || sources.contains(&format!("{kind} {noun}("))
                    || sources.contains(&format!("{kind} {noun}:"))
            });
            assert!(defined, "{noun} is not defined in {files}");
        }
    }
    assert!(nouns > 50, "{nouns} nouns");
}

//! The manual tells the truth where a program can say what that is: its keys are those of the
//! table.
//!
//! `LACUNA_UPDATE=1 cargo test --test manual` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use lacuna::ui::input::keymap;

/// What stands before and after the part that is made from the table.
const BEGINS: &str = "<!-- keys: made from the table by tests/manual.rs -->\n";
const ENDS: &str = "<!-- end of keys -->\n";

fn keys() -> String {
    let mut text = String::new();
    for (title, rows) in keymap::manual() {
        _ = write!(text, "\n**{title}**: ");
        let shown = |(keys, does): &(String, String)| {
            let keys: Vec<String> = keys.split(", ").map(|key| format!("`{key}`")).collect();
            let mut letters = does.chars();
            let first =
                letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
            format!("{} {first}{}", keys.join(" "), letters.as_str())
        };
        _ = writeln!(text, "{}.", rows.iter().map(shown).collect::<Vec<_>>().join("; "));
    }
    text + "\n"
}

#[test]
fn the_keys_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("MANUAL.md");
    let text = fs::read_to_string(&path).expect("there is a manual");
    let (before, rest) = text.split_once(BEGINS).expect("the keys begin somewhere");
    let (there, after) = rest.split_once(ENDS).expect("the keys end somewhere");
    let keys = keys();
    if std::env::var_os("LACUNA_UPDATE").is_some() {
        fs::write(path, [before, BEGINS, &keys, ENDS, after].concat())
            .expect("the manual can be written");
    } else {
        assert_eq!(there, keys, "`LACUNA_UPDATE=1 cargo test --test manual` writes them anew");
    }
}

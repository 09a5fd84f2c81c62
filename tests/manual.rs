//! KEYS.md tells the truth: its keys are those of the table.
//!
//! `LACUNA_UPDATE=1 cargo test --test manual` writes it anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use lacuna::ui::input::keymap;

const HEAD: &str = "# Keys

Every key, by the place where it works. This file is made from the table of keys by a test. `?` shows the keys
of the screen you are on, `:` finds a command by its name, and `g ,` and `settings.ron` change keys.
";

fn keys() -> String {
    let mut text = HEAD.to_string();
    for (title, rows) in keymap::manual() {
        _ = write!(text, "\n## {title}\n\n| keys | what they do |\n| --- | --- |\n");
        for (keys, does) in rows {
            let keys: Vec<String> = keys.split(", ").map(code).collect();
            _ = writeln!(text, "| {} | {} |", keys.join(" "), does.replace('|', "\\|"));
        }
    }
    text
}

/// A key as code in a cell of a table.
fn code(key: &str) -> String {
    match key {
        "`" => "`` ` ``".to_string(),
        key => format!("`{}`", key.replace('|', "\\|")),
    }
}

#[test]
fn the_keys_are_those_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("KEYS.md");
    if std::env::var_os("LACUNA_UPDATE").is_some() {
        fs::write(path, keys()).expect("the file can be written");
    } else {
        let there = fs::read_to_string(path).expect("there is a list of keys");
        assert_eq!(there, keys(), "`LACUNA_UPDATE=1 cargo test --test manual` writes it anew");
    }
}

//! Themes on a real terminal: chosen in the settings, by the environment or by a key, and told
//! apart by what arrives.

use std::fs;

use vt100::Color;

use crate::home;
use crate::pty::{Pty, command, looks};

/// Opens lacuna with these variables; returns it and the colour of the tab that is in front.
fn open(home: &std::path::Path, arguments: &[&str], environment: &[(&str, &str)]) -> (Pty, Color) {
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), arguments, home);
    for (name, value) in environment {
        lacuna.env(name, value);
    }
    let pty = Pty::start(lacuna, 80, 24);
    pty.shows("? keys");
    let colour = tab(&pty);
    (pty, colour)
}

fn tab(pty: &Pty) -> Color {
    let at = pty.shows("Home");
    pty.look(|seen| looks(seen.screen()).0[usize::from(at.row) * 80 + usize::from(at.column)].1)
}

#[test]
fn what_is_drawn_follows_the_terminal_and_the_settings() {
    const DARK: Color = Color::Rgb(0x63, 0xbd, 0xb7);
    let home = home();
    let seen = |arguments: &[&str], environment: &[(&str, &str)]| {
        open(home.path(), arguments, environment).1
    };
    let (rich, dark) = (("COLORTERM", "truecolor"), ("COLORFGBG", "15;0"));
    assert_eq!(seen(&[], &[rich, dark]), DARK);
    assert_eq!(seen(&[], &[dark]), Color::Idx(73), "the nearest of 256");
    assert_eq!(seen(&[], &[dark, ("TERM", "xterm")]), Color::Idx(6), "one of sixteen");
    assert_eq!(seen(&[], &[rich, dark, ("NO_COLOR", "1")]), Color::Default);
    assert_ne!(seen(&[], &[rich, ("COLORFGBG", "0;15")]), DARK);
    fs::create_dir(home.path().join("themes")).expect("a folder can be made");
    fs::write(home.path().join("themes/mine.ron"), "(accent: \"#123456\")")
        .expect("a file can be written");
    fs::write(home.path().join("settings.ron"), "(theme: \"mine\")")
        .expect("a file can be written");
    assert_eq!(seen(&[], &[rich, dark]), Color::Rgb(0x12, 0x34, 0x56));
    assert_eq!(seen(&["--theme", "dark"], &[rich]), DARK);
}

#[test]
fn the_terminal_is_asked_for_its_background_and_its_answer_is_no_key() {
    let home = home();
    let (mut pty, dark) = open(home.path(), &[], &[("COLORTERM", "truecolor")]);
    assert_eq!(dark, Color::Rgb(0x63, 0xbd, 0xb7), "until there is an answer");
    pty.wait("the question", |seen| seen.text().contains("\x1b]11;?").then_some(()));
    pty.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c");
    let light = Color::Rgb(0x0b, 0x6b, 0x73);
    pty.until("the light theme", |screen| {
        looks(screen).0.iter().any(|(_, colour, ..)| *colour == light)
    });
    // Nothing of it was a key: `:` would open the commands, `1` and `f` something else elsewhere.
    pty.press("b");
    pty.shows("A–Z");
    pty.hides("Commands");
    let (pty, _) = open(home.path(), &[], &[("COLORFGBG", "15;0")]);
    pty.look(|seen| assert!(!seen.text().contains("]11;?"), "what is known is not asked"));
}

#[test]
fn a_key_changes_the_theme_and_the_settings_have_it() {
    let home = home();
    let settings = home.path().join("settings.ron");
    fs::write(&settings, "(\n    theme: \"auto\", // mine\n    new_per_day: 7,\n)\n")
        .expect("a file can be written");
    let (mut pty, _) = open(home.path(), &[], &[("COLORTERM", "truecolor")]);
    pty.press("\x1bOQ");
    pty.shows("Themes");
    pty.press("jjj\r");
    pty.shows("Theme: catppuccin-latte");
    assert_eq!(tab(&pty), Color::Rgb(0x88, 0x39, 0xef));
    let kept = fs::read_to_string(&settings).expect("it is there");
    assert_eq!(kept, "(\n    theme: \"catppuccin-latte\", // mine\n    new_per_day: 7,\n)\n");
}

#[test]
fn a_theme_that_is_not_there_is_told_on_home_or_refused() {
    let home = home();
    fs::write(home.path().join("settings.ron"), "(\n  theme: \"drak\",\n)")
        .expect("a file can be written");
    let (pty, _) = open(home.path(), &[], &[]);
    pty.shows("settings.ron:2:3:");
    pty.shows("`dark`?");
    let mut refused = command(env!("CARGO_BIN_EXE_lacuna"), &["--theme", "lihgt"], home.path());
    refused.env("NO_COLOR", "1");
    let pty = Pty::start(refused, 100, 24);
    assert_eq!(pty.ended().exit_code(), 2);
    pty.shows("there is no theme `lihgt`; did you mean `light`?");
}

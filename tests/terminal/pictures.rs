//! Pictures on a real terminal: the bytes of a protocol where it is announced and nowhere else,
//! half blocks in the picture's colours, and nothing left behind.

use std::fs;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use vt100::Color;

use crate::pty::{Pty, command, find, looks};
use crate::{CTRL_C, CTRL_L, home, write_deck};

const RED: [u8; 3] = [200, 30, 40];
const BLUE: [u8; 3] = [20, 60, 180];
/// What the graphics of kitty, of iTerm2, and sixel begin with.
const GRAPHICS: [&str; 3] = ["\x1b_G", "\x1b]1337;File=", "\x1bP"];

/// A deck with one note, whose text has a picture: red above, blue below.
fn write_flag(home: &Path, height: u32) {
    let lines = "\\na line".repeat(12);
    let text = format!("Before it. ![a flag](flag.png) After it.{lines}");
    let note = format!(r#"Pair(id: "f", term: "Zz flag", definition: "{text}")"#);
    let deck = format!(r#"(format: 1, id: "flags", title: "Flags", notes: [{note}])"#);
    write_deck(home, "flags.ron", &deck);
    let half = height / 2;
    let pixels = RgbImage::from_fn(12, height, |_, y| Rgb(if y < half { RED } else { BLUE }));
    pixels.save_with_format(home.join("decks/flag.png"), ImageFormat::Png).expect("it is written");
}

/// Opens the note.
fn open(home: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Pty {
    open_sized(home, arguments, environment, (100, 30))
}

/// Likewise, in a window of so many columns and rows.
fn open_sized(
    home: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
    (columns, rows): (u16, u16),
) -> Pty {
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), arguments, home);
    lacuna.env("COLORTERM", "truecolor");
    for (name, value) in environment {
        lacuna.env(name, value);
    }
    let mut pty = Pty::start(lacuna, columns, rows);
    pty.shows("? keys");
    pty.press("/zz flag\r");
    pty.shows("After it.");
    pty
}

fn rgb([r, g, b]: [u8; 3]) -> Color {
    Color::Rgb(r, g, b)
}

/// How many cells have these colours, above and below.
fn cells(screen: &vt100::Screen, above: [u8; 3], below: [u8; 3]) -> usize {
    let looks = looks(screen).0;
    let colours = [rgb(above), rgb(below)];
    looks.iter().filter(|(_, fg, bg, _)| [*fg, *bg] == colours).count()
}

fn has_flag(screen: &vt100::Screen) -> bool {
    cells(screen, RED, RED) == 24 && cells(screen, BLUE, BLUE) == 24
}

#[test]
fn the_bytes_of_a_protocol_are_written_where_it_is_announced_and_only_there() {
    let home = home();
    write_flag(home.path(), 8);
    for (environment, protocol) in [
        (&[("TERM", "xterm-kitty")][..], Some(0)),
        (&[("TERM_PROGRAM", "iTerm.app")], Some(1)),
        (&[("TERM", "foot")], Some(2)),
        (&[], None),
        (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux-0")], None),
    ] {
        let mut pty = open(home.path(), &[], environment);
        match protocol {
            Some(at) => {
                pty.wait(GRAPHICS[at], |seen| seen.text().contains(GRAPHICS[at]).then_some(()));
            }
            None => pty.until("the picture in half blocks", has_flag),
        }
        pty.press(CTRL_C);
        assert!(pty.ended().success());
        pty.is_given_back();
        let written: Vec<bool> =
            pty.look(|seen| GRAPHICS.iter().map(|begin| seen.text().contains(begin)).collect());
        let expected: Vec<bool> = (0..3).map(|at| Some(at) == protocol).collect();
        assert_eq!(written, expected, "{environment:?}");
    }
}

#[test]
fn the_name_stands_for_a_picture_without_colours_in_ascii_and_where_they_are_off() {
    let home = home();
    write_flag(home.path(), 8);
    for (arguments, environment) in [
        (&["--ascii"][..], &[("TERM", "xterm-kitty")][..]),
        (&[], &[("TERM", "xterm-kitty"), ("NO_COLOR", "1")]),
    ] {
        let mut pty = open(home.path(), arguments, environment);
        pty.shows("Before it. [a flag] After it.");
        pty.press(CTRL_C);
        assert!(pty.ended().success());
        let raw = pty.look(crate::pty::Seen::text);
        assert!(GRAPHICS.iter().all(|begin| !raw.contains(begin)), "{arguments:?}");
    }
    fs::write(home.path().join("settings.ron"), "(pictures: \"off\")").expect("it is written");
    open(home.path(), &[], &[("TERM", "xterm-kitty")]).shows("Before it. [a flag] After it.");
}

#[test]
fn a_picture_gives_way_and_leaves_nothing_behind() {
    let home = home();
    write_flag(home.path(), 8);
    let mut pty = open(home.path(), &[], &[]);
    pty.until("the picture", has_flag);
    pty.repaints_the_same(|pty| pty.press(CTRL_L));
    // A popup lies above it.
    pty.press("?");
    pty.until("the help alone", |screen| cells(screen, RED, RED) + cells(screen, BLUE, BLUE) == 0);
    pty.press("q");
    pty.until("the picture again", has_flag);
    // As large as the screen: it is no larger than it is.
    pty.press("F");
    pty.until("the picture alone", |screen| {
        has_flag(screen) && find(screen, "After it.").is_none()
    });
    pty.press("q");
    pty.shows("After it.");
    pty.resize(60, 18);
    pty.until("the picture in a smaller window", has_flag);
    pty.press("gh");
    pty.until("no picture", |screen| {
        find(screen, "After it.").is_none()
            && cells(screen, RED, RED) + cells(screen, BLUE, BLUE) == 0
    });
}

#[test]
fn a_picture_scrolls_with_its_text() {
    let home = home();
    write_flag(home.path(), 40);
    let mut pty = open_sized(home.path(), &[], &[], (60, 18));
    pty.until("the picture", |screen| cells(screen, RED, RED) > 0);
    let red = pty.look(|seen| cells(seen.screen(), RED, RED));
    pty.press("\x1b[6~");
    pty.until("less of its upper half", |screen| cells(screen, RED, RED) < red);
    pty.press("\x1b[5~");
    pty.until("all of it again", |screen| cells(screen, RED, RED) == red);
}

#[test]
fn a_picture_that_cannot_be_shown_says_why() {
    let home = home();
    write_flag(home.path(), 8);
    let flag = home.path().join("decks/flag.png");
    let whole = fs::read(&flag).expect("it is there");
    for (bytes, why) in [
        (&whole[..whole.len() / 2], "its file is damaged"),
        (b"no picture", "it is no PNG, JPEG, GIF, WebP or BMP"),
    ] {
        fs::write(&flag, bytes).expect("it is written");
        open(home.path(), &[], &[]).shows(&format!("[a flag: {why}]"));
    }
    fs::remove_file(&flag).expect("it is there");
    open(home.path(), &[], &[]).shows("[a flag: its file is not there]");
}

//! Importing on the screen: the look before anything is written.

use crate::harness::{Screen, screen};

const LIST: &str = "Rhine - to Rotterdam\nElbe - to Hamburg\nRhine - to Rotterdam\nDanube - 1) to Vienna 2) to the sea\n";

/// A pasted list before it is imported.
pub(crate) fn pasted(width: u16, height: u16) -> Screen {
    screen(width, height).keys("i").paste(LIST)
}

#[test]
fn an_import_begins_with_a_name() {
    for (width, height) in [(80, 24), (60, 18)] {
        screen(width, height).keys("i").snapshot("intake-naming");
    }
    let nothing = screen(80, 24).keys("i enter");
    assert!(nothing.text().contains("Type the name of a file"), "{}", nothing.text());
    let missing = screen(80, 24).keys("i type:/no/such/file.csv enter").snapshot("intake-missing");
    assert!(missing.text().contains("/no/such/file.csv: it can't be read"), "{}", missing.text());
}

#[test]
fn what_would_become_of_every_note_is_shown() {
    for (width, height) in [(100, 30), (80, 24), (60, 18), (40, 10)] {
        pasted(width, height).snapshot("intake-read");
    }
}

#[test]
fn what_is_set_is_read_anew_at_once() {
    let dashes = pasted(80, 24);
    let is_count =
        |line: &&str| line.trim_matches(['│', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let counts = |screen: &Screen| screen.text().lines().find(is_count).unwrap_or("").to_string();
    let before = counts(&dashes);
    let commas = dashes.keys("tab tab type:,");
    assert_ne!(counts(&commas), before, "{}", commas.text());
    let again = commas.keys("ctrl-u type:space").keys("ctrl-u");
    assert_eq!(counts(&again), before);
    let lists = again.keys("tab tab right");
    assert!(lists.text().contains("become steps and lists"), "{}", lists.text());
    let csv = lists.keys("up up up right right");
    assert!(!csv.text().contains("detected ›"), "{}", csv.text());
}

#[test]
fn columns_are_mapped_and_asked_one_way() {
    let table =
        screen(100, 30).keys("i").paste("Unit,German,Word\n\"3\",Hund,dog\n\"4\",Haus,house\n");
    let csv = table.keys("tab right right right right right");
    assert!(csv.text().contains("Read as       ‹ csv ›"), "{}", csv.text());
    let mapped = csv.keys("tab tab tab type:term=German,definition=Word");
    let text = mapped.text();
    assert!(text.contains("2 new") && text.contains("+ Hund") && text.contains("dog"), "{text}");
    let wrong = mapped.keys("type:x");
    assert!(
        wrong.text().contains("names `Wordx`, and the table has no such column"),
        "{}",
        wrong.text()
    );
    let one_way = wrong.keys("backspace tab tab right");
    assert!(one_way.text().contains("‹ one way: the second side ›"), "{}", one_way.text());
}

#[test]
fn a_known_deck_is_compared_with() {
    let known = screen(80, 24)
        .keys("i")
        .paste("Inductive bias\tWhat a model takes for granted\nNew thing\tNew words\n")
        .keys("ctrl-n");
    let text = known.text();
    assert!(
        text.contains("Deep learning & MLOps")
            && text.contains("1 new")
            && text.contains("1 changed"),
        "{text}"
    );
}

#[test]
fn leaving_changes_nothing() {
    let left = pasted(80, 24).keys("esc");
    assert!(left.text().contains("Study now"), "{}", left.text());
    assert!(
        left.effects.iter().all(|effect| !format!("{effect:?}").contains("TakeIn")),
        "{:?}",
        left.effects
    );
}

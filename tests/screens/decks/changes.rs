//! Decks that are hidden, turned off and on again, exported, described, merged, and given notes.

use super::{three_decks, with_one_off};
use crate::SIZES;
use crate::harness::{Screen, screen};

#[test]
fn a_deck_that_is_off_can_be_hidden_from_browse_and_search() {
    let found = with_one_off(Vec::new()).keys("g s type:beta");
    assert!(found.text().contains("5 of 19"), "{}", found.text());
    let hidden = found.keys("esc esc g b g , G k k k k k k k k h");
    assert!(hidden.text().contains("‹ hidden in Browse and Search ›"), "{}", hidden.text());
    assert!(!hidden.settings().browse_off);
    let browse = hidden.keys("esc");
    let text = browse.text();
    assert!(!text.contains("Beta") && text.contains("All                 14"), "{text}");
    let found = browse.keys("g s type:beta");
    assert!(found.text().contains("0 of 14"), "{}", found.text());
    let named = found.keys("ctrl-u type:deck:beta");
    assert!(named.text().contains("5 of 19"), "who names the deck means it: {}", named.text());
    let decks = named.keys("ctrl-u esc g k j enter");
    let text = decks.text();
    assert!(text.contains("“Beta” is off, and hidden in Browse (Space turns it on)"), "{text}");
    let on = decks.keys("space enter");
    assert!(on.text().contains("5 terms"), "{}", on.text());
    assert!(on.keys("g s type:beta").text().contains("5 of 19"));
}

#[test]
fn a_deck_or_topic_that_was_turned_off_is_turned_on_again_by_undo() {
    let off = three_decks(100, 30).keys("g k j space");
    assert_eq!(off.settings().studied.get("alpha"), Some(&false));
    assert!(off.text().contains("Turned off: “Alpha”; u undoes"), "{}", off.text());
    let on = off.keys("u");
    assert_eq!(on.settings().studied.get("alpha"), Some(&true));
    assert!(on.text().contains("Undone: Turned off: “Alpha”"), "{}", on.text());
    let again = on.keys("ctrl-r u esc");
    assert_eq!(again.settings().studied.get("alpha"), Some(&true));
    let topic = again.keys("g b h G k space");
    assert_eq!(topic.settings().topics_off.len(), 1, "{}", topic.text());
    assert!(topic.text().contains("; u undoes"), "{}", topic.text());
    let both = topic.keys("u");
    assert!(both.settings().topics_off.is_empty(), "{}", both.text());
    let nothing = both.keys("u");
    assert!(nothing.settings().topics_off.is_empty(), "{}", nothing.text());
}

#[test]
fn a_deck_is_exported_to_the_file_that_is_named() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("deck.csv");
    let name = path.display();
    let typed = format!("g k x ctrl-u type:{name} enter");
    let written = screen(100, 30).keys(&typed);
    assert!(written.text().contains("notes to ") && path.exists(), "{}", written.text());
    let first = std::fs::read(&path).expect("it is there");
    std::fs::write(&path, "mine").expect("it can be written");
    let asked = written.keys(&format!("x ctrl-u type:{name} enter"));
    assert!(asked.text().contains("Replace this file?"), "{}", asked.text());
    let kept = asked.keys("n");
    assert!(kept.text().contains("Export this deck"), "the name is still there: {}", kept.text());
    assert_eq!(std::fs::read(&path).expect("it is there"), b"mine");
    let replaced = kept.keys("enter y");
    assert!(!replaced.text().contains("Export this deck"), "{}", replaced.text());
    assert_eq!(std::fs::read(&path).expect("it is there"), first);
    let wrong = replaced.keys("x type:y enter");
    assert!(wrong.text().contains("no format has files that end in"), "{}", wrong.text());
    for (width, height) in SIZES {
        screen(width, height).keys("g k x").snapshot("deck-export");
    }
}

#[test]
fn decks_are_described_and_merged_and_take_marked_notes() {
    let decks = || three_decks(100, 30).keys("g k j");
    let asked = |screen: &Screen, effect: &str| {
        screen.effects.iter().any(|other| format!("{other:?}").contains(effect))
    };
    let form = decks().keys("e").snapshot("decks-describe");
    let described = form.keys("tab type:Letters tab type:en enter");
    let texts = "DescribeDeck(\"alpha\", DeckTexts { title: \"Alpha\", \
                 description: Some(\"Letters\"), language: Some(\"en\") })";
    assert!(asked(&described, texts), "{:?}", described.effects);
    assert!(!asked(&decks().keys("e enter"), "DescribeDeck"), "nothing changed");

    let target = decks().keys("M");
    assert!(target.text().contains("Merge “Alpha” into which deck?"), "{}", target.text());
    let itself = target.keys("enter");
    assert!(itself.text().contains("Choose another deck"), "{}", itself.text());
    let question = itself.keys("j j enter").snapshot("decks-merge");
    let merged = question.keys("y");
    let both = "Merge([(\"alpha\", \"Alpha\"), (\"gamma\", \"Gamma\")])";
    assert!(asked(&merged, both), "{:?}", merged.effects);
    assert!(!asked(&decks().keys("M j enter n"), "Merge(["));
    let bundled = three_decks(100, 30).keys("g k M");
    assert!(bundled.text().contains("can't be merged"), "{}", bundled.text());

    let none = decks().keys("m");
    assert!(none.text().contains("Mark notes in Browse with Space first"), "{}", none.text());
    let marked = three_decks(100, 30).keys("g b f type:alpha enter space space m");
    assert!(marked.text().contains("2 marked notes"), "{}", marked.text());
    let own = marked.keys("j m");
    assert!(own.text().contains("in this deck already"), "{}", own.text());
    let question = own.keys("j j m").snapshot("decks-move");
    let moved = question.keys("m");
    let notes =
        "Notes(NoteMove { notes: [(\"alpha\", \"n0\"), (\"alpha\", \"n1\")], into: \"gamma\"";
    assert!(asked(&moved, notes), "{:?}", moved.effects);
}

//! What the screens look like, and what keys do to them.

mod decks;
mod drill;
mod edit;
mod exam_form;
mod figures;
mod form;
mod harness;
mod hostile;
mod import;
mod keys;
mod labs;
mod lessons;
mod links;
mod mouse;
mod opening;
mod progress;
mod quiz;
mod random;
mod search;
mod settings;
mod small;
mod themes;
mod truth;

use harness::{screen, with};
use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::store::bundled;
use lacuna::text::math::GlyphSet;
use lacuna::ui::shell::message::Effect;

/// The sizes that every pane is looked at in.
const SIZES: [(u16, u16); 4] = [(100, 30), (80, 24), (60, 18), (39, 9)];

#[test]
fn every_pane_at_every_size() {
    let panes = [
        ("home", ""),
        ("browse", "b j j"),
        ("browse-topics", "b h j j"),
        ("browse-note", "b ' l enter n"),
        ("browse-filter", "b f type:norm"),
        ("search", "/"),
        ("search-hits", "/ type:attention"),
        ("search-note", "/ type:perplexity enter"),
        ("keys", "b ?"),
        ("commands", ": type:pane"),
        ("which-key", "b g"),
    ];
    for (name, keys) in panes {
        for (width, height) in SIZES {
            screen(width, height).keys(keys).snapshot(name);
        }
    }
}

#[test]
fn what_is_special_about_a_search_shows() {
    screen(100, 30).keys("/ type:layre space type:nrom").snapshot("search-misspelled");
    screen(80, 24).keys("/ type:topic:a").snapshot("search-completion");
    screen(80, 24).keys("/ type:is:zebra").snapshot("search-complaint");
    screen(80, 24).keys("/ type:zzzzqqq").snapshot("search-nothing");
    screen(80, 24).keys("/ type:self- space type:| space type:gqa").snapshot("search-either");
}

#[test]
fn ascii_replaces_every_sign_of_the_frame() {
    for (name, keys) in [
        ("home", ""),
        ("browse", "b ' l enter n"),
        ("search", "/ type:layre"),
        ("keys", "b ?"),
        ("which-key", "g"),
    ] {
        let ascii = with(80, 24, Library::open(vec![bundled::deck()]), GlyphSet::Ascii).keys(keys);
        let frame: String =
            ascii.text().lines().take(2).chain(ascii.text().lines().skip(22)).collect();
        assert!(frame.is_ascii(), "{frame}");
        ascii.snapshot(&format!("ascii-{name}"));
    }
}

fn user_deck(text: &str) -> DeckText {
    let file = SourceFile { name: "decks/mine.ron".to_string(), text: text.to_string().into() };
    DeckText { stem: "mine".to_string(), bundled: false, files: vec![file] }
}

#[test]
fn a_second_deck_and_its_faults_show() {
    let deck = user_deck(
        "(format: 1, id: \"mine\", title: \"Cities & rivers\", topics: [(id: \"eu\", title: \"Europe\")], notes: [\n\
         Pair(id: \"köln\", topic: \"eu\", term: \"Köln 👩‍👩‍👧 東京\", definition: \"Stadt am *Rhein*. 東京は日本の首都である。\"),\n\
         Pair(id: \"bad\", trem: \"x\", definition: \"y\"),\n\
         Pair(id: \"esc\", term: \"Esc \\u{1b}[31mred\", definition: \"bidi \\u{202e}evil\"),\n])",
    );
    let opened = || Library::open(vec![bundled::deck(), user_deck(&deck.files[0].text)]);
    with(100, 30, opened(), GlyphSet::Unicode).snapshot("home-fault");
    with(80, 24, opened(), GlyphSet::Unicode).keys("b h").snapshot("browse-decks");
    with(80, 24, opened(), GlyphSet::Unicode).keys("/ type:koln").snapshot("search-wide");
    let raw = with(80, 24, opened(), GlyphSet::Unicode).keys("/ type:esc").text();
    assert!(raw.contains("␛[31mred") && !raw.contains(['\u{1b}', '\u{202e}']), "{raw}");
}

#[test]
fn resizing_keeps_the_place() {
    let down = screen(100, 30).keys("b j j j j j j j j j j");
    let before = down.text();
    assert_eq!(down.resize(39, 9).resize(100, 30).text(), before);
}

#[test]
fn links_are_followed_and_led_back_from() {
    let note = screen(100, 30).keys("/ type:batch space type:norm enter");
    let first = note.text();
    assert!(first.contains("Batch normalization"), "{first}");
    let followed = note.keys("n enter");
    assert!(followed.text().contains("Layer normalization"), "{}", followed.text());
    let back = followed.keys("backspace");
    let top = back.keys("g g");
    assert_eq!(top.text(), first);
    assert!(top.keys("esc").text().contains("> batch norm"));
}

#[test]
fn the_mouse_does_what_keys_do() {
    let tab = screen(100, 30).click("Browse");
    assert_eq!(tab.text(), screen(100, 30).keys("b").text());
    let row = screen(100, 30).keys("b").click("Artifact");
    assert_eq!(row.text(), screen(100, 30).keys("b j j").text());
    assert_eq!(row.click("▸ Artifact").text(), screen(100, 30).keys("b j j enter").text());
    let topic = screen(100, 30).click("Layers, outputs and losses");
    assert!(topic.text().contains("9 terms, A–Z"), "{}", topic.text());
    let footer = screen(100, 30).keys("b").click("keys");
    assert_eq!(footer.text(), screen(100, 30).keys("b ?").text());
    let wheel = screen(100, 30).keys("b").wheel("Artifact", 3);
    assert!(!wheel.text().contains("Absolute positional enc…"), "{}", wheel.text());
    let link = screen(100, 30).keys("/ type:batch space type:norm").click("Layer normalization");
    assert!(link.text().contains("Layer normalization"), "{}", link.text());
}

#[test]
fn a_filter_is_not_typed_on_behind() {
    let again = screen(80, 24).keys("b f type:lay enter f type:rag").text();
    assert!(again.contains("f rag") && !again.contains("lay"), "{again}");
}

#[test]
fn typing_reaches_only_the_field() {
    let typed = screen(80, 24).keys("/ type:q:?g/jk");
    assert!(typed.text().contains("> q:?g/jk"), "{}", typed.text());
    assert!(typed.effects.is_empty());
    let pasted = screen(80, 24).keys("/").paste("two\nlines\u{1b}[2J");
    assert!(pasted.text().contains("> two lines␛[2J"), "{}", pasted.text());
    let nowhere = screen(80, 24).paste("q");
    assert!(nowhere.effects.is_empty(), "a paste presses no keys");
}

#[test]
fn a_field_edits_like_a_shell_line() {
    let edited = screen(80, 24)
        .keys("/ type:layer space type:norm ctrl-w type:x alt-b ctrl-a type:a- ctrl-e type:!");
    assert!(edited.text().contains("> a-layer x!"), "{}", edited.text());
    assert!(edited.keys("ctrl-u").text().contains("100 of 280"), "an empty query lists every term");
}

#[test]
fn leaving_goes_one_step_at_a_time() {
    let steps = screen(80, 24).keys("/ type:lora enter");
    let steps = steps.keys("esc");
    assert!(steps.text().contains("> lora"), "from the note to the hits");
    let steps = steps.keys("esc");
    assert!(steps.text().contains("100 of 280"), "the query is cleared");
    let steps = steps.keys("alt-up");
    assert!(steps.text().contains("> lora"), "and can be recalled");
    let steps = steps.keys("esc esc");
    assert!(steps.text().contains("Browse"), "then Home");
    let steps = steps.keys("esc");
    assert!(steps.effects.is_empty(), "Esc never leaves the app");
    assert!(matches!(steps.keys("q").effects[..], [Effect::Quit]));
    assert!(matches!(screen(80, 24).keys("/ type:lora ctrl-c").effects[..], [Effect::Quit]));
}

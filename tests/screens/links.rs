//! The links of a note that lead out of the program.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::text::math::GlyphSet;
use lacuna::ui::shell::message::{Effect, Msg};

use crate::harness::{Screen, with};

const NOTES: &str = r#"(format: 1, id: "links", title: "Links", notes: [
    Pair(id: "one", term: "One link", definition: "From [the *docs*](https://one.org/docs), here."),
    Pair(id: "some", term: "Some links", definition: "[A](https://a.org/x) and <https://b.org>",
        remark: "see https://c.org/z.", sources: ["mailto:me@d.org"]),
    Pair(id: "zero", term: "Zero links", definition: "[this](file:///etc/passwd) and `https://a.org`"),
])"#;

/// Returns the app on notes with links.
pub(crate) fn linked() -> Screen {
    open(GlyphSet::Unicode)
}

fn open(glyphs: GlyphSet) -> Screen {
    let files = vec![SourceFile { name: "decks/links.ron".into(), text: NOTES.to_string().into() }];
    let deck = DeckText { stem: "links".to_string(), bundled: false, files };
    with(80, 24, Library::open(vec![deck]), glyphs)
}

fn opened(screen: &Screen) -> Vec<&str> {
    let mut opened = Vec::new();
    for effect in &screen.effects {
        if let Effect::OpenAddress(address) = effect {
            opened.push(address.as_str());
        }
    }
    opened
}

#[test]
fn one_link_is_opened_wherever_its_note_is_read() {
    for keys in ["b o", "b enter o", "/ type:one alt-o", "/ type:one enter o"] {
        assert_eq!(opened(&linked().keys(keys)), ["https://one.org/docs"], "{keys}");
    }
}

#[test]
fn a_drill_opens_a_link_once_the_answer_is_shown() {
    let asked = linked().keys("g d");
    assert!(asked.text().contains("One link"), "{}", asked.text());
    assert!(opened(&asked.keys("o")).is_empty());
    let shown = linked().keys("g d space o");
    assert_eq!(opened(&shown), ["https://one.org/docs"]);
}

#[test]
fn of_several_links_one_is_chosen() {
    let asked = || linked().keys("b j o");
    assert!(opened(&asked()).is_empty());
    asked().snapshot("links");
    assert_eq!(opened(&asked().keys("enter")), ["https://a.org/x"]);
    assert_eq!(opened(&asked().keys("j j enter")), ["https://c.org/z"]);
    assert_eq!(opened(&asked().click("https://b.org")), ["https://b.org"]);
    let left = asked().keys("esc");
    assert_eq!(left.text(), linked().keys("b j").text());
}

#[test]
fn what_is_no_page_and_no_letter_is_not_opened() {
    let none = linked().keys("b j j o");
    assert!(opened(&none).is_empty());
    assert!(none.text().contains("no link"), "{}", none.text());
}

#[test]
fn an_address_that_nothing_opens_can_be_copied_from_the_screen() {
    let mut screen = linked().keys("b");
    screen.tell(Msg::AddressCopied("https://one.org/docs".into()));
    assert!(screen.text().contains("https://one.org/docs"), "{}", screen.text());
    assert_eq!(screen.keys("esc").text(), linked().keys("b").text());
}

#[test]
fn a_terminal_with_links_gets_the_address_of_each_word() {
    let links = |screen: Screen| {
        let links = screen.links().into_iter();
        links.map(|(area, to)| (area.width, to)).collect::<Vec<_>>()
    };
    let docs = || "https://one.org/docs".to_string();
    for keys in ["b", "/ type:one", "g d space"] {
        let drawn = links(linked().resize(100, 30).keys(keys));
        assert_eq!(drawn, [(4, docs()), (4, docs())], "{keys}");
    }
    assert!(links(linked().keys("b ?")).is_empty(), "under a popup");
    assert!(links(open(GlyphSet::Ascii).keys("b")).is_empty(), "in plain ASCII");
    assert!(links(linked().keys("b j j")).is_empty(), "a file");
}

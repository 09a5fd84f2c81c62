//! Decks that are on and off: what the screens count, and the question after the first own deck.

mod changes;

use std::fmt::Write;

use lacuna::clock::{Moment, StudyDay};
use lacuna::deck::{DeckText, SourceFile};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::memory::{AnswerMethod, Entry, EntryId, EntryKind, Rating};
use lacuna::settings::{Exam, Settings};
use lacuna::store::bundled;
use lacuna::store::unsaved::{DeckTyping, Unsaved};
use lacuna::ui::shell::message::Msg;

use crate::harness::{Screen, cold, screen, set};

/// The text of a deck of so many pairs.
pub(crate) fn pairs(id: &str, title: &str, notes: usize) -> SourceFile {
    let mut text = format!(
        "(format: 1, id: {id:?}, title: {title:?}, topics: [(id: \"t\", title: \"{title} topic\")], notes: ["
    );
    for n in 0..notes {
        let note = format!(
            "Pair(id: \"n{n}\", topic: \"t\", term: \"{title} {n}\", definition: \"What {id} is at {n}.\"),"
        );
        text.push_str(&note);
    }
    write!(text, "])").expect("a text takes more");
    SourceFile { name: format!("/home/you/.config/lacuna/decks/{id}.ron"), text: text.into() }
}

/// A deck of so many pairs.
pub(crate) fn pair_deck(id: &str, title: &str, notes: usize) -> DeckText {
    DeckText { stem: id.into(), bundled: false, files: vec![pairs(id, title, notes)] }
}

/// Three decks of unlike size.
fn three() -> (Library, Vec<Fault>) {
    let decks = [("alpha", "Alpha", 3), ("beta", "Beta", 5), ("gamma", "Gamma", 11)];
    Library::open(decks.map(|(id, title, notes)| pair_deck(id, title, notes)).into())
}

/// The three decks with the middle one off.
fn with_one_off(exams: Vec<Exam>) -> Screen {
    let studied = [("beta".to_string(), false)].into();
    set(100, 30, three(), Settings { studied, exams, ..cold() })
}

#[test]
fn every_screen_counts_what_is_on() {
    let home = with_one_off(Vec::new());
    let text = home.text();
    assert!(text.contains("14 new") && text.contains("14 terms · 1 deck is off"), "{text}");
    let rows = |title: &str| text.lines().filter(|line| line.contains(title)).count();
    assert_eq!((rows("Alpha  "), rows("Beta  "), rows("Gamma  ")), (1, 0, 1), "{text}");
    let drill = home.keys("d");
    assert!(drill.text().contains("14 left"), "{}", drill.text());
    let quiz = drill.keys("g q");
    assert!(
        quiz.text().contains("Gamma topic") && !quiz.text().contains("Beta topic"),
        "{}",
        quiz.text()
    );
    let browse = quiz.keys("g b");
    let text = browse.text();
    assert!(
        text.contains("  · Beta  ")
            && text.lines().any(|line| line.contains("Beta 4") && line.contains("· │")),
        "{text}"
    );
    let all = browse.keys("d");
    assert!(all.text().contains("14 left"), "{}", all.text());
    let named = all.keys("g b h type:jjj d");
    assert!(named.text().contains("5 left"), "a deck that is chosen is asked: {}", named.text());
    let found = named.keys("g s type:beta alt-d");
    assert!(found.text().contains("5 left"), "nothing else is found: {}", found.text());
    let mixed = found.keys("g s ctrl-u type:is:pair alt-d");
    assert!(mixed.text().contains("14 left"), "{}", mixed.text());
}

/// A review long ago of the first note of a deck.
fn review(number: u64, deck: &str) -> Entry {
    let what = EntryKind::Review(Rating::Easy, AnswerMethod::Shown, 6_000);
    let at =
        Moment::parse("2026-08-22T10:00:00Z").expect("it is a time").plus_seconds(number as i64);
    Entry { id: EntryId(number), at, card: format!("{deck}/n0/term").as_str().into(), what }
}

#[test]
fn what_is_known_of_a_deck_that_is_off_counts_nowhere() {
    let mut screen = with_one_off(Vec::new());
    let others = vec![review(1, "alpha"), review(2, "beta"), review(3, "gamma")];
    screen.tell(Msg::Recorded { own: Vec::new(), others });
    let home = screen.keys("g h");
    assert!(home.text().contains("2 due, 12 new"), "{}", home.text());
    let browse = home.keys("g b");
    assert!(browse.text().contains("● Due                2"), "{}", browse.text());
    let memory = browse.keys("g p 3");
    assert!(
        memory.text().contains("Alpha 0") && !memory.text().contains("Beta 0"),
        "{}",
        memory.text()
    );
    let decks = memory.keys("g k");
    let row = |title: &str| {
        decks.text().lines().find(|line| line.contains(title)).unwrap_or_default().to_string()
    };
    assert!(row("✓ Alpha").ends_with(" 2      1      1  │"), "{}", decks.text());
    assert!(
        row("✓ Gamma").ends_with("10      1      1  │") && row("· Beta").contains("off"),
        "{}",
        decks.text()
    );
}

#[test]
fn an_exam_asks_a_deck_that_is_off_if_it_names_it() {
    let exam = Exam { name: "Mid".into(), date: StudyDay(20_801), minutes: 60, ..Exam::default() };
    let covered = with_one_off(vec![Exam { decks: vec!["beta".into()], ..exam.clone() }]);
    let text = covered.text();
    assert!(text.contains("Beta  ") && text.contains("19 terms"), "{text}");
    let everything = with_one_off(vec![exam]);
    let text = everything.text();
    assert!(!text.contains("Beta  ") && text.contains("14 terms · 1 deck is off"), "{text}");
}

/// The bundled deck and three of the user's own, one of them off.
pub(crate) fn three_decks(width: u16, height: u16) -> Screen {
    many(width, height, &[("alpha", "Alpha", 3), ("beta", "Beta", 5), ("gamma", "Gamma", 11)])
}

fn many(width: u16, height: u16, decks: &[(&str, &str, usize)]) -> Screen {
    let own = decks.iter().map(|(id, title, notes)| pair_deck(id, title, *notes));
    let opened = Library::open(std::iter::once(bundled::deck()).chain(own).collect());
    let off = [bundled::deck_id(), "beta"].map(|id| (id.to_string(), false));
    set(width, height, opened, Settings { studied: off.into(), ..cold() })
}

const SIZES: [(u16, u16); 5] = [(160, 45), (100, 30), (80, 24), (60, 18), (40, 10)];

#[test]
fn the_decks_are_listed_at_every_size() {
    let long = "Grundlagen der theoretischen Informatik und der Berechenbarkeit, Wintersemester";
    let scripts = [
        ("long", long, 2),
        ("kanji", "漢字と語彙の練習帳", 4),
        ("arabic", "مفردات", 1),
        ("beta", "Beta", 5),
    ];
    let forty: Vec<String> = (0..40).map(|n| format!("deck-{n}")).collect();
    let forty: Vec<(&str, &str, usize)> =
        forty.iter().enumerate().map(|(n, id)| (id.as_str(), id.as_str(), n + 1)).collect();
    for (width, height) in SIZES {
        screen(width, height).keys("g k").snapshot("decks-one");
        many(width, height, &scripts).keys("g k j").snapshot("decks");
        many(width, height, &forty).keys("g k").snapshot("decks-forty");
        three_decks(width, height).keys("g k j r").snapshot("decks-rename");
        three_decks(width, height).keys("g k j D").snapshot("decks-delete");
    }
}

#[test]
fn the_keys_of_the_decks_do_what_they_say() {
    let decks = || three_decks(100, 30).keys("g k j j");
    let row = |screen: &Screen, title: &str| {
        let text = screen.text();
        text.lines().find(|line| line.contains(title)).unwrap_or_default().to_string()
    };
    let off = decks();
    assert!(row(&off, "Beta").contains("off"), "{}", off.text());
    let on = off.keys("space");
    assert_eq!(on.settings().studied.get("beta"), Some(&true));
    assert!(row(&on, "Beta").contains(" 5      0      0"), "{}", on.text());
    assert!(decks().keys("d").text().contains("5 left"));
    assert!(decks().keys("t").text().contains("5 notes"), "{}", decks().keys("t").text());
    let browse = decks().keys("enter");
    assert!(browse.text().contains("5 terms"), "{}", browse.text());
    let renamed = decks().keys("r ctrl-u type:Rivers enter");
    let asked = |screen: &Screen, effect: &str| {
        screen.effects.iter().any(|other| format!("{other:?}").starts_with(effect))
    };
    assert!(asked(&renamed, "RenameDeck(\"beta\", \"Rivers\")"), "{:?}", renamed.effects);
    let kept = decks().keys("r ctrl-u enter");
    assert!(!asked(&kept, "RenameDeck") && kept.text().contains("Type a name"), "{}", kept.text());
    assert!(!asked(&decks().keys("D n"), "DeleteDeck"));
    assert!(asked(&decks().keys("D y"), "DeleteDeck(\"beta\", \"Beta\")"));
    let bundled = three_decks(100, 30).keys("g k D");
    assert!(bundled.text().contains("can't be deleted"), "{}", bundled.text());
}

#[test]
fn what_is_typed_for_a_deck_is_kept() {
    let typed = || three_decks(80, 24).keys("g k j e tab type:x");
    let kept = typed().keys("wait:1").kept;
    assert!(
        matches!(&kept[..], [Unsaved::Deck(deck, DeckTyping::Texts(_))] if !deck.is_empty()),
        "{kept:?}"
    );
    let mut next = three_decks(80, 40);
    next.tell(Msg::UnsavedFound(kept, Vec::new()));
    assert!(next.text().contains("About a deck: "), "{}", next.text());
    // The form of the deck takes it, as Home's row does.
    let back = next.keys("g k j e");
    assert_eq!(back.text().matches("Describe this deck").count(), 1, "{}", back.text());
    let both = back.keys("tab type:y wait:1").kept;
    assert!(
        matches!(&both[..], [Unsaved::Deck(_, DeckTyping::Texts(texts))]
        if texts.description.as_deref().is_some_and(|text| text.ends_with("xy"))),
        "{both:?}"
    );
    let left = typed().keys("esc");
    assert!(left.text().contains("e brings it back"), "{}", left.text());
    assert!(left.keys("e").text().contains("Describe this deck"));
    let mut refused = typed().keys("enter");
    refused.tell(Msg::NoteNotSaved(Fault::error("the disk is full", "make room")));
    assert!(refused.text().contains("Describe this deck"), "{}", refused.text());
    for keys in ["r type:x", "x type:x"] {
        let kept = three_decks(80, 24).keys("g k j").keys(keys).keys("wait:1").kept;
        assert!(matches!(&kept[..], [Unsaved::Deck(..)]), "{keys}: {kept:?}");
        assert_eq!(three_decks(80, 24).keys("g k j").keys(keys).keys("esc wait:1").kept, []);
    }
}

#[test]
fn the_options_of_a_deck_fall_back_to_the_general_settings() {
    for (width, height) in SIZES {
        three_decks(width, height).keys("g k j j o l").snapshot("deck-options");
    }
    let row = |screen: &Screen, title: &str| {
        let text = screen.text();
        text.lines().find(|line| line.contains(title)).unwrap_or_default().to_string()
    };
    let own = |screen: &Screen| screen.settings().deck_options.get("beta").cloned();
    let options = three_decks(100, 30).keys("g k j j o");
    assert!(options.text().contains("Options of Beta"), "{}", options.text());
    assert!(row(&options, "New cards a day").contains("(general: 20)"), "{}", options.text());
    let set = options.keys("enter ctrl-u type:7 enter");
    assert_eq!(set.settings().for_deck("beta").new_per_day, 7);
    assert_eq!(set.settings().new_per_day, 20);
    assert!(row(&set, "New cards a day").contains("general: 20"), "{}", set.text());
    let set = set.keys("u");
    assert_eq!(own(&set), None, "{}", set.text());
    let set = set.keys("ctrl-r r");
    assert_eq!(own(&set), None, "a reset row goes by the general setting");
    let back = set.keys("u esc");
    assert_eq!(back.settings().for_deck("beta").new_per_day, 7);
    assert!(row(&back, "Beta").contains("▸"), "the decks are there again: {}", back.text());
    let chosen = three_decks(100, 30).keys("g o");
    assert!(chosen.text().contains("Choose a deck"), "{}", chosen.text());
}

#[test]
fn a_topic_is_off_by_space_in_browse() {
    let browse = set(100, 30, three(), Settings::default()).keys("g b h j j");
    assert!(browse.text().contains("Alpha topic"), "{}", browse.text());
    let off = browse.keys("space");
    assert!(!off.settings().is_topic_on("alpha", "t"), "{}", off.text());
    let drill = off.keys("g d");
    assert!(drill.text().contains("16 left"), "{}", drill.text());
    let on = drill.keys("g b space");
    assert!(on.settings().topics_off.is_empty(), "{}", on.text());
}

/// The bundled deck alone, where a note was just written into a deck of the user's own.
pub(crate) fn first(width: u16, height: u16) -> Screen {
    screen(width, height)
        .with_editor(pairs("rivers", "Rivers", 2), str::to_string)
        .beside_bundled()
        .keys("a")
        .keys("type:Rhine tab type:To tab ctrl-s esc")
}

#[test]
fn the_first_own_deck_asks_once_whether_the_bundled_one_stays_on() {
    for (width, height) in SIZES {
        first(width, height).snapshot("first-deck");
    }
    let id = bundled::deck_id();
    let asked = first(80, 24).keys("enter");
    assert_eq!(asked.settings().studied.get(id), Some(&false), "{}", asked.text());
    assert!(asked.text().contains("3 new"), "{}", asked.text());
    let again = asked.keys("a type:Elbe tab type:To tab ctrl-s esc");
    assert!(!again.text().contains("bundled deck too"), "{}", again.text());
    for (key, on) in [("y", true), ("n", false), ("esc", false)] {
        assert_eq!(first(80, 24).keys(key).settings().studied.get(id), Some(&on), "{key}");
    }
}

#[test]
fn the_decks_are_sorted_and_narrowed() {
    let order = |screen: &Screen| {
        let text = screen.text();
        let titles = ["Alpha", "Beta", "Gamma", "Deep"];
        let rows = text.lines().filter_map(|line| {
            let rest = line.trim_start_matches(['│', '▸', ' ', '✓', '·']);
            let is_row = matches!(line.chars().nth(2), Some('▸' | ' '));
            titles.into_iter().find(|title| is_row && rest.starts_with(title))
        });
        let mut rows: Vec<&str> = rows.collect();
        rows.dedup();
        rows.join(" ")
    };
    let listed = three_decks(100, 30).keys("g k");
    assert_eq!(order(&listed), "Deep Alpha Beta Gamma");
    let by_name = listed.keys("s");
    assert_eq!(order(&by_name), "Alpha Beta Deep Gamma", "{}", by_name.text());
    assert!(by_name.text().contains("Decks · A–Z"), "{}", by_name.text());
    let by_size = by_name.keys("s s s");
    assert_eq!(order(&by_size), "Deep Gamma Beta Alpha");
    let narrowed = by_size.keys("f type:gam");
    assert_eq!(order(&narrowed), "Gamma", "{}", narrowed.text());
    let gone = narrowed.keys("type:x");
    assert!(gone.text().contains("No deck matches"), "{}", gone.text());
    let kept = gone.keys("backspace enter space");
    assert_eq!(kept.settings().studied.get("gamma"), Some(&false));
    let all = kept.keys("esc");
    assert_eq!(order(&all), "Deep Gamma Beta Alpha");
    assert!(all.keys("esc").text().contains("Home"));
}

#[test]
fn home_lists_the_decks_where_there_are_several() {
    let decks = |count: usize| {
        let own = (0..count).map(|n| {
            let title = if n == 1 {
                "漢字と語彙の練習帳".to_string()
            } else {
                format!("Deck {n}")
            };
            pair_deck(&format!("deck-{n}"), &title, n + 1)
        });
        Library::open(own.collect())
    };
    for (width, height) in SIZES {
        for count in [0, 1, 3, 40] {
            let home = set(width, height, decks(count), Settings::default());
            home.snapshot(&format!("home-decks-{count}"));
        }
    }
    let opened = set(100, 30, decks(3), Settings::default()).keys("G enter");
    assert!(opened.text().contains("3 terms"), "the last deck in Browse: {}", opened.text());
}

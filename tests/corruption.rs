//! Damaged decks: whatever is cut, changed or thrown in, nothing panics, the good notes stay, and
//! what the fast outline vouches for is what `ron` reads.

use lacuna::deck::outline::{NoteOutline, outline};
use lacuna::deck::{DeckText, SourceFile, full_deck, lint, parse};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::library::page::{PageLayout, page};
use lacuna::text::math::GlyphSet;
use proptest::prelude::*;

const DECK: &str = r##"#![enable(implicit_some)]
// A deck with a bit of everything.
(
    format: 1, id: "d", title: "Dämaged \"deck\"",
    topics: [(id: "t", title: "Topic")],
    sets: [(id: "s", title: "Set", foils: [(term: "Foil", definition: "Wrong")])],
    notes: [
        Pair(id: "a", topic: "t", term: "Alpha", aliases: ["first", "α"], definition: "The *first* letter, $x_1$.", see: ["b"],
             formula: r"\frac{a}{b}", tags: ["greek"], contrast: [(with: "b", text: "Another")]),
        /* between */
        Cloze(id: "b", of: "a", text: "The {{second|2nd::ordinal}} letter\n"),
        Steps(id: "c", term: "Counting", steps: ["{{one}}", r#"two "quoted" words"#, "three"], any_order: [[1, 2]]),
        List(id: "d", term: "Letters (東京)", items: ["{{x}}", "y",], points: [],),
        Pair(id: "e", term: "Last", definition: "End", figure: (title: "B", shape: Bars(bars: [("x", 1.5)], digits: 1))),
    ],
)
"##;

fn file(text: String) -> SourceFile {
    SourceFile { name: "d.ron".to_string(), text: text.into() }
}

fn deck(text: &str) -> DeckText {
    DeckText { stem: "d".to_string(), bundled: false, files: vec![file(text.to_string())] }
}

fn faults(text: &str) -> Vec<Fault> {
    outline(&file(text.to_string()), false, &mut |_: &NoteOutline<'_>| {}).faults
}

/// Checks all that must hold of any text; returns how many notes were good.
fn survives(text: &str) -> usize {
    let source = file(text.to_string());
    outline(&source, false, &mut |note: &NoteOutline<'_>| {
        let full =
            parse::note(&source, note.span.clone()).expect("what is vouched for can be read");
        assert_eq!(
            (note.id.as_ref(), note.kind, note.title()),
            (full.id.as_str(), full.kind(), full.title())
        );
        assert_eq!(note.aliases, full.details.aliases);
        assert_eq!(
            (&note.see, &note.tags),
            (
                &full.details.see.iter().map(Into::into).collect(),
                &full.details.tags.iter().map(Into::into).collect()
            )
        );
        assert_eq!(
            (note.topic.as_deref(), note.of.as_deref()),
            (full.details.topic.as_deref(), full.details.of.as_deref())
        );
    });
    let (library, _) = Library::open(vec![deck(text)]);
    for note in library.all() {
        let lines = page(&library, note, PageLayout::plain(30, GlyphSet::Unicode));
        assert!(!lines.is_empty());
    }
    let (read, _) = full_deck::read(&deck(text));
    lint::lint(&read);
    library.len()
}

#[test]
fn undamaged_it_is_whole() {
    assert_eq!(survives(DECK), 5);
    assert_eq!(faults(DECK), []);
}

#[test]
fn cut_anywhere_it_keeps_the_notes_before_the_cut() {
    for (at, _) in DECK.char_indices() {
        let kept = survives(&DECK[..at]);
        let whole = DECK[..at].matches("),\n        ").count();
        assert!(kept >= whole.min(4), "cut at {at}: {kept} of {whole}");
        let faults = crate::faults(&DECK[..at]);
        assert!(!faults.is_empty() || DECK[at..].trim().is_empty(), "a cut at {at} is told");
    }
}

#[test]
fn one_bad_note_hides_no_other() {
    for (good, bad) in [
        ("term: \"Alpha\"", "term: 5"),
        ("term: \"Alpha\"", "trem: \"Alpha\""),
        ("term: \"Alpha\", ", ""),
        ("term: \"Alpha\"", "term: \"Alpha"),
        ("term: \"Alpha\"", "term \"Alpha\""),
        ("term: \"Alpha\"", "term: \"\\frac\""),
        ("Pair(id: \"a\"", "Pear(id: \"a\""),
        ("Pair(id: \"a\"", "Pair(id: \"a\", id: \"a\""),
        ("[\"first\", \"α\"]", "[\"first\" \"α\"]"),
        ("[\"first\", \"α\"]", "[\"first\", \"α\""),
    ] {
        let text = DECK.replacen(good, bad, 1);
        assert_eq!(survives(&text), 4, "{bad}");
        let faults = crate::faults(&text);
        assert_eq!(faults.len(), 1, "{bad}: {faults:#?}");
        assert!(faults[0].place.is_some() && !faults[0].remedy.is_empty(), "{bad}: {}", faults[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_of_any_kind_is_survived(
        hits in proptest::collection::vec((0usize..DECK.len(), 0usize..12, "\\PC{0,4}|[\"()\\[\\]{}\\\\,:#r/*']{1,3}|\u{1b}|\\}\\}|\\{\\{"), 1..6),
    ) {
        let mut text = DECK.to_string();
        for (at, len, new) in hits {
            let from = text.floor_char_boundary(at.min(text.len()));
            let to = text.floor_char_boundary((from + len).min(text.len())).max(from);
            text.replace_range(from..to, &new);
        }
        survives(&text);
    }

    #[test]
    fn noise_is_survived(text in "\\PC{0,400}|[\\x00-\\x7f]{0,400}") {
        survives(&text);
    }
}

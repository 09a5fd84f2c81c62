//! Every figure of the bundled deck as it stands on the screen: on its note's page, and opened over
//! everything.

use lacuna::deck::{DeckText, Note, SourceFile, full_deck};
use lacuna::library::Library;
use lacuna::store::bundled;
use lacuna::text::math::GlyphSet;

use super::harness::{Screen, choosing, screen, with};

/// The notes that have a figure, each with its title.
fn illustrated() -> Vec<(Note, String)> {
    let notes = full_deck::read(&bundled::deck()).0.notes.into_iter().map(|placed| placed.note);
    notes
        .filter(|note| note.details.figure.is_some())
        .map(|note| (note.clone(), note.title()))
        .collect()
}

/// Finds a note by its title and reads it.
fn reading(screen: Screen, title: &str) -> Screen {
    let typed =
        title.split(' ').map(|word| format!("type:{word}")).collect::<Vec<_>>().join(" space ");
    screen.keys(&format!("/ {typed} enter"))
}

#[test]
fn every_figure_opens_over_its_note() {
    for (note, title) in illustrated() {
        let shown = reading(screen(100, 30), &title).keys("F");
        let figure = *note.details.figure.expect("it has one");
        assert!(
            shown.text().contains(&figure.title),
            "{} is not shown:\n{}",
            note.id,
            shown.text()
        );
        shown.snapshot(&format!("figure-{}", note.id));
    }
}

#[test]
fn some_figures_on_smaller_screens_and_in_ascii() {
    let chosen = [
        "absolute-pe",
        "capacity",
        "gelu",
        "gqa",
        "hockey-stick",
        "instructgpt-steps",
        "mlops",
        "rope",
    ];
    for (note, title) in
        illustrated().into_iter().filter(|(note, _)| chosen.contains(&note.id.as_str()))
    {
        let name = format!("figure-{}", note.id);
        reading(screen(80, 24), &title).keys("F").snapshot(&name);
        reading(screen(60, 18), &title).keys("F").snapshot(&name);
        let ascii = with(80, 24, Library::open(vec![bundled::deck()]), GlyphSet::Ascii);
        reading(ascii, &title).keys("F").snapshot(&format!("ascii-{name}"));
    }
}

#[test]
fn a_page_shows_its_figure_where_it_fits_and_names_it_where_not() {
    for (width, height) in [(100, 30), (80, 24), (60, 18)] {
        for (name, title) in [("figure-page-gelu", "GELU"), ("figure-page-rope", "Rotary encoding")]
        {
            reading(screen(width, height), title).snapshot(name);
        }
    }
    let below = reading(screen(60, 18), "GELU").keys("pgdn");
    assert!(below.text().contains("Figure: GELU over ReLU — F opens it"), "{}", below.text());
}

#[test]
fn a_folded_figure_names_the_key_that_opens_it_now() {
    let beside = screen(100, 30).keys("/ type:Position space type:interpolation").text();
    assert!(beside.contains("▸ Figure: Interpolation turns the dial less"), "{beside}");
    assert!(!beside.contains("opens it"), "F is a letter of the query there:\n{beside}");
    let own = r#"(keys: {"note": {"F": "none", "ctrl-g": "figure"}})"#;
    let settings = ron::from_str(own).expect("these are settings");
    let read = reading(choosing(60, 18, settings), "GELU").keys("pgdn");
    assert!(read.text().contains("Figure: GELU over ReLU — Ctrl-G opens it"), "{}", read.text());
    assert_ne!(read.text(), read.keys("ctrl-g").text());
}

#[test]
fn an_open_figure_scrolls_and_closes() {
    let open = reading(screen(60, 18), "Reducing hockey-stick loss curves").keys("F");
    let first = open.text();
    assert!(first.contains('┃'), "it is longer than the screen:\n{first}");
    let last = open.keys("G");
    assert!(last.text().contains("mean.") && !first.contains("mean."), "{}", last.text());
    assert!(!last.keys("esc").text().contains("Two starting values of the bias b"));
}

#[test]
fn a_note_without_a_figure_says_so() {
    assert!(
        reading(screen(100, 30), "Monorepo")
            .keys("F")
            .text()
            .contains("There is no figure or picture here")
    );
}

#[test]
fn a_further_question_shows_the_figure_of_its_note() {
    let child = screen(100, 30).keys("/ type:ReLU space type:gives space type:zero enter");
    assert!(child.text().contains("Figure: GELU over ReLU"), "{}", child.text());
    assert!(child.keys("F").text().contains("── ─ ReLU"));
}

/// A deck of one note with a formula and a figure.
const ONE: &str = r#"(format: 1, id: "one", title: "One", notes: [
    Pair(id: "losses", term: "Squared error", definition: "The square of the difference.",
        formula: r"L = \frac{1}{n} \sum_{i=1}^{n} (y_i - \hat y_i)^2",
        figure: (title: "The cost of an error", shape: Plot(x: (label: "error", from: -2, to: 2), y: (label: "cost"),
            curves: [(label: "e²", path: Formula("x^2"))]))),
])"#;

#[test]
fn the_drill_shows_formula_and_figure_with_the_answer_and_not_before() {
    for (width, height) in [(100, 30), (80, 24), (60, 18)] {
        let file = SourceFile { name: "one.ron".into(), text: ONE.into() };
        let deck = DeckText { stem: "one".into(), bundled: false, files: vec![file] };
        let asked = with(width, height, Library::open(vec![deck]), GlyphSet::Unicode).keys("d");
        assert!(!asked.text().contains("The cost of an error"), "{}", asked.text());
        let mut shown = asked.keys("enter").snapshot("figure-drill");
        if height < 20 {
            shown = shown.keys("pgdn");
        }
        assert!(shown.text().contains("The cost of an error"), "{}", shown.text());
        let large = shown.keys("F");
        assert!(large.text().contains("The cost of an error"), "{}", large.text());
        assert!(!large.text().contains("Squared error"), "the figure has the screen for itself");
    }
}

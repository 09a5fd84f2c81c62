//! The drill on the screen.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::settings::Settings;
use lacuna::text::math::GlyphSet;

use crate::harness::{Screen, cold, set, with};

const NOTES: &str = r#"
    Pair(id: "layer-norm", topic: "layers", term: "Layer normalization", aliases: ["LayerNorm"],
         definition: "Normalizes each example over its own *features*, whatever the batch.",
         formula: r"y = \gamma \frac{x-\mu}{\sqrt{\sigma^2+\epsilon}} + \beta",
         points: ["It does not depend on the batch.", "Transformers use it."]),
    Cloze(id: "softmax", topic: "layers", text: "A {{c1::softmax|soft-max}} of four equal logits gives {{c1::0.25|1/4::number}} each."),
    List(id: "norms", topic: "layers", term: "Normalization layers", intro: "Three layers that normalize:",
         items: ["{{Batch normalization|BN}}: over the batch", "{{Layer normalization|LN}}: over the features", "{{RMSNorm}}"]),
    Steps(id: "lora", topic: "layers", term: "Fine-tuning with LoRA", steps: ["Freeze the weights", "Add two small matrices", "Train those"]),
"#;

/// The file that the notes stand in.
pub(crate) fn file() -> SourceFile {
    let head =
        r#"format: 1, id: "d", title: "Deep learning", topics: [(id: "layers", title: "Layers")]"#;
    SourceFile { name: "d.ron".into(), text: format!("({head}, notes: [{NOTES}])").into() }
}

fn notes() -> (Library, Vec<lacuna::fault::Fault>) {
    let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file()] };
    Library::open(vec![deck])
}

/// A drill of four notes.
pub(crate) fn drill(width: u16, height: u16) -> Screen {
    with(width, height, notes(), GlyphSet::Unicode).keys("g d")
}

/// The same with two grades.
pub(crate) fn drill_in_two(width: u16, height: u16) -> Screen {
    set(width, height, notes(), Settings { two_buttons: true, ..cold() }).keys("g d")
}

#[test]
fn a_card_is_asked_shown_and_graded() {
    for (width, height) in [(100, 30), (80, 24), (60, 18), (40, 10)] {
        let screen =
            drill(width, height).snapshot("drill-question").keys("space").snapshot("drill-answer");
        screen.keys("3").snapshot("drill-blank");
    }
}

#[test]
fn a_wide_screen_has_the_note_beside_the_answer() {
    let shown = drill(160, 45).keys("space").snapshot("drill-answer").text();
    let row = |text: &str| shown.lines().position(|line| line.contains(text)).expect("it is there");
    assert!(row("It does not depend on the batch") < row("Normalizes each example") + 8, "{shown}");
    let question = shown.lines().nth(row("Layer normalization")).unwrap();
    let details = shown.lines().find(|line| line.contains("√")).expect("the formula");
    let indent = |line: &str| line.chars().take_while(|c| *c == ' ').count();
    assert!(indent(details) > indent(question) + 40, "{shown}");
}

#[test]
fn blanks_are_typed_in_place() {
    for (width, height) in [(100, 30), (60, 18)] {
        let screen = drill(width, height).keys("space 3 type:sofmtax enter type:0.");
        let screen = screen.snapshot("drill-typing").keys("type:3 enter");
        screen.snapshot("drill-typed").keys("y").snapshot("drill-overruled");
    }
}

#[test]
fn lists_are_named_item_by_item() {
    let screen = drill(100, 30).keys("space 3 enter 3 type:LN enter type:dropout enter");
    screen.snapshot("drill-list").keys("type:BN enter enter").snapshot("drill-list-shown");
}

#[test]
fn steps_are_put_in_order() {
    let screen = drill(100, 30).keys("space 3 enter 3 enter 3 j J").snapshot("drill-order");
    screen.keys("enter").snapshot("drill-ordered");
}

#[test]
fn it_waits_for_a_step_and_ends_with_what_was_learned() {
    let screen = drill(100, 30).keys("space 4 enter 4 enter 4 enter 1").snapshot("drill-waiting");
    let screen = screen.keys("wait:61 enter 4").snapshot("drill-done");
    screen.keys("c").snapshot("drill-early");
}

#[test]
fn what_was_done_is_taken_back() {
    // The last line says what was done.
    let above = |keys: &str| {
        let text = drill(100, 30).keys(keys).text();
        text.rsplit_once('\n').map(|(above, said)| (above.to_string(), said.trim().to_string()))
    };
    let asked = above("").map(|(above, _)| above);
    for keys in ["space 3 alt-u", "! alt-u", "- alt-- alt-u alt-u"] {
        let (back, said) = above(keys).expect("there are lines");
        assert_eq!((Some(back), said.as_str()), (asked.clone(), "Undone"), "{keys}");
    }
    let flagged = above("*").expect("there are lines");
    assert_eq!(flagged.1, "The card is flagged; u undoes it");
    assert_eq!(above("* u ctrl-r").map(|(above, _)| above), Some(flagged.0));
    assert!(above("-").is_some_and(|(_, said)| said.starts_with("The card waits")));
    drill(100, 30).keys("* i").snapshot("drill-info");
    assert!(drill(100, 30).keys("u").text().contains("There is nothing to undo"));
    let again = above("space 3 alt-u ctrl-r").map(|(above, _)| above);
    assert_eq!(again, above("space 3").map(|(above, _)| above));
}

#[test]
fn what_was_drilled_shows_everywhere() {
    let studied = || drill(100, 30).keys("space 3 enter 1 enter 1 enter 4");
    studied().keys("alt-x type:home enter").snapshot("studied-home");
    let browse = studied().keys("esc g b").snapshot("studied-browse");
    browse.keys("G !").snapshot("studied-suspended").keys("u").snapshot("studied-undone");
    let marked = drill(100, 30).keys("esc g b j space j space").snapshot("browse-marked");
    assert!(marked.keys("d").text().contains("2 left"));
    studied().keys("esc / type:is:learn").snapshot("studied-search");
    let again = studied().keys("esc / type:is:new alt-d");
    assert!(again.text().contains("None of these notes is due"), "{}", again.text());
}

#[test]
fn a_card_that_becomes_a_leech_is_told() {
    let forgotten = |leech_lapses| {
        let settings = Settings { leech_lapses, ..cold() };
        let known = set(100, 30, notes(), settings)
            .keys("g d space 4 enter 4 enter 4 enter 4 wait:1500000 esc d");
        assert!(known.text().contains("4 left"), "{}", known.text());
        known.keys("enter 1")
    };
    let leech = forgotten(1);
    assert!(leech.text().contains("was forgotten 1 time, a leech"), "{}", leech.text());
    assert!(!forgotten(2).text().contains("leech"));
    assert!(leech.keys("x backspace esc / type:is:leech").text().contains("1 of 4"));
}

#[test]
fn undo_is_offered_once_there_is_something_to_undo() {
    let footer = |screen: &Screen| screen.text().lines().last().unwrap_or_default().to_string();
    let first = drill(160, 45).keys("space");
    assert!(first.text().contains("Good"), "{}", first.text());
    assert!(!footer(&first).contains("undo"), "{}", footer(&first));
    let second = first.keys("3");
    assert!(footer(&second).contains("undo"), "{}", footer(&second));
}

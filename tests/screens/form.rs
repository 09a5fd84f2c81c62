//! Writing, changing and deleting notes on the screen.

use lacuna::store::unsaved::Unsaved;
use lacuna::ui::input::action::{Action, ListArea};
use lacuna::ui::shell::message::{Effect, Msg};

use crate::drill::file;
use crate::edit::edited;
use crate::harness::{Screen, choosing, screen};

/// Notes that can be written to, and nobody at an editor.
fn notes(width: u16, height: u16) -> Screen {
    edited(width, height, |_| panic!("no editor is asked for")).keys("g b")
}

#[test]
fn a_note_is_written_with_its_cards_in_sight() {
    for (width, height) in [(100, 30), (80, 24), (60, 18), (39, 9)] {
        let pair = notes(width, height).keys("a type:Dropout tab type:Zeroes enter type:layers");
        pair.snapshot("form-pair");
        let question = notes(width, height)
            .keys("a up up right tab tab type:What? space tab type:Zeroes enter");
        question.snapshot("form-question");
        let cloze = notes(width, height)
            .keys("a shift-tab shift-tab right right tab tab type:Dropout space type:zeroes");
        cloze.keys("left left ctrl-g").snapshot("form-cloze");
        let steps = notes(width, height).keys(
            "a up up right right right tab tab type:Train tab tab type:Forward enter type:Back",
        );
        steps.snapshot("form-steps");
    }
}

#[test]
fn a_saved_note_makes_room_for_the_next() {
    let written = notes(100, 30)
        .keys("a type:Dropout tab type:Zeroes space type:some enter enter type:x, enter");
    assert!(written.text().contains("Added to “Deep learning”: 1 note"), "{}", written.text());
    assert!(
        written.deck().contains(
            r#"Pair(id: "added", tags: ["x"], term: "Dropout", definition: "Zeroes some")"#
        )
    );
    assert!(!written.text().contains("Dropout"), "the form is empty again: {}", written.text());
    let left = written.keys("esc");
    assert!(left.text().contains("Dropout"), "{}", left.text());
    let undone = left.keys("u");
    assert!(
        undone.text().contains("Undone") || undone.text().contains("undone"),
        "{}",
        undone.text()
    );
    assert_eq!(undone.deck().matches("Pair(").count(), file().text.matches("Pair(").count());
    assert!(undone.keys("ctrl-r").deck().contains("Dropout"));
}

/// Home's own count of what is new.
fn new_on_home(screen: &Screen) -> Option<String> {
    let text = screen.text();
    let (_, rest) = text.lines().find(|line| line.contains(" new)"))?.split_once('(')?;
    Some(rest.split_once(')')?.0.to_string())
}

#[test]
fn home_knows_at_once_what_was_written() {
    let home = notes(100, 30).keys("g h");
    let before = new_on_home(&home).expect("something is new");
    let written = home.keys("a type:Dropout tab type:Zeroes enter enter enter esc");
    let after = new_on_home(&written).expect("something is new");
    assert_eq!(before, "4 new");
    assert_eq!(after, "5 new");
}

#[test]
fn hints_name_the_keys_in_force() {
    let text = "(keys: {\"form\": {\"ctrl-t\": \"next-choice\", \"ctrl-n\": \"none\", \"ctrl-g\": \"none\"}})";
    let (settings, faults) = lacuna::store::settings::parse(text, "settings.ron");
    assert_eq!(faults, []);
    let form = choosing(100, 30, settings).keys("g b a shift-tab type:x");
    assert!(form.text().contains("Ctrl-T next"), "{}", form.text());
    let blank = form.keys("shift-tab right right tab tab");
    assert!(blank.text().contains("{{answer|other::hint}}"), "{}", blank.text());
    assert!(!blank.text().contains("Ctrl-G"), "{}", blank.text());
}

#[test]
fn what_is_missing_is_told_before_anything_is_written() {
    let screen = notes(80, 24).keys("a type:Dropout ctrl-s").snapshot("form-missing");
    assert!(screen.text().contains("`definition` is empty"), "{}", screen.text());
    assert_eq!(screen.deck(), file().text);
    let cloze = screen.keys("up up right right ctrl-s");
    assert!(cloze.text().contains("`text` is empty"), "{}", cloze.text());
}

#[test]
fn what_was_written_comes_back_after_leaving() {
    let left = notes(80, 24).keys("a type:Dropout esc");
    assert!(left.text().contains("a brings it back"), "{}", left.text());
    let back = left.keys("a");
    assert!(back.text().contains("Dropout"), "{}", back.text());
    let fresh = back.keys("ctrl-u esc a");
    assert!(!fresh.text().contains("Dropout"), "nothing was written any more: {}", fresh.text());
}

/// What was last kept on disk of the form of a note.
fn kept(screen: &Screen) -> String {
    match screen.kept.as_slice() {
        [Unsaved::Note(texts)] => texts.term.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn what_is_typed_is_kept_after_a_pause_and_before_leaving() {
    let typed = notes(80, 24).keys("a type:Drop wait:1");
    assert_eq!(kept(&typed), "Drop");
    let leaving = typed.keys("type:out ctrl-c");
    assert_eq!(kept(&leaving), "Dropout");
    assert!(matches!(leaving.effects[..], [Effect::Quit]), "{:?}", leaving.effects);
    let saved = notes(80, 24).keys("a type:Dropout tab type:Zeroes wait:1 ctrl-s");
    assert_eq!(saved.kept, [], "what is saved is no draft");
}

#[test]
fn what_earlier_sessions_left_is_offered_on_home_and_can_be_deleted() {
    let left = || {
        let mut screen = notes(80, 30);
        let texts = notes(80, 24).keys("a type:Dropout wait:1").kept;
        screen.tell(Msg::UnsavedFound(texts, Vec::new()));
        screen.keys("g h j j j j j j j j j j")
    };
    assert!(left().text().contains("New note: Dropout"), "{}", left().text());
    let opened = left().keys("enter");
    assert!(opened.text().contains("Dropout") && opened.text().contains("New note"));
    let deleted = left().keys("x");
    assert!(!deleted.text().contains("Dropout"), "{}", deleted.text());
    assert_eq!(deleted.kept, []);
}

#[test]
fn a_note_is_changed_and_keeps_what_the_form_has_no_field_for() {
    let changed =
        notes(100, 30).keys("j j enter e tab").snapshot("form-edit").keys("type:! ctrl-s");
    assert!(changed.text().contains("The note is saved"), "{}", changed.text());
    let deck = changed.deck();
    assert!(
        deck.contains("whatever the batch.!") && deck.contains(r#"points: ["It does not depend"#),
        "{deck}"
    );
    assert_eq!(deck.replace("batch.!", "batch."), file().text, "nothing else is touched");
    assert_eq!(changed.keys("u").deck(), file().text);
    let same = notes(80, 24).keys("j j e ctrl-s");
    assert!(same.text().contains("Nothing changed"), "{}", same.text());
    let topic = notes(80, 24).keys("j j e up up type:x ctrl-s");
    assert!(topic.text().contains("the deck has no topic “layersx”"), "{}", topic.text());
    let moved = topic.keys("ctrl-n");
    assert!(moved.text().contains("Layers"), "{}", moved.text());
}

#[test]
fn steps_and_items_grow_and_take_pasted_lines() {
    let list = notes(80, 24)
        .keys("a up up left tab tab type:Layers tab tab")
        .paste("conv\npool\n\ndense\n");
    let text = list.text();
    assert!(text.contains("Item 3") && text.contains("dense") && text.contains("Item 4"), "{text}");
    let saved = list.keys("ctrl-s");
    assert!(saved.deck().contains(r#"items: ["conv", "pool", "dense"]"#), "{}", saved.deck());
}

#[test]
fn a_note_goes_only_after_asking_and_comes_back() {
    let asked = notes(80, 24).keys("j j D").snapshot("form-delete");
    assert_eq!(asked.deck(), file().text);
    let kept = asked.keys("enter esc");
    assert_eq!(kept.deck(), file().text);
    let gone = kept.keys("D y");
    assert!(
        gone.text().contains("The note is deleted") && !gone.deck().contains("\"layer-norm\""),
        "{}",
        gone.text()
    );
    let back = gone.keys("g g u");
    assert_eq!(back.deck(), file().text);
    for text in ["the note is back", "▸ Layer normalization"] {
        assert!(back.text().contains(text), "{text}: {}", back.text());
    }
    assert!(!back.keys("ctrl-r").deck().contains("\"layer-norm\""));
}

#[test]
fn a_click_beside_everything_is_no_row() {
    let mut screen = notes(80, 24).keys("a");
    screen.tell(Msg::Act(Action::Pick(ListArea::Overlay, usize::MAX)));
    assert!(screen.keys("tab tab enter").text().contains("New note"));
}

#[test]
fn the_editor_opens_all_of_a_note_from_its_form() {
    let screen = screen(80, 24).keys("b e ctrl-o");
    let opens =
        |effect: &Effect| matches!(effect, Effect::EditNote(deck, _) if deck == "csc277-exam-1");
    assert!(screen.effects.iter().any(opens), "{:?}", screen.effects);
}

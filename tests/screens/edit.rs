//! Editing a note, as it shows on the screen.

use lacuna::fault::Fault;
use lacuna::ui::shell::message::{Effect, Msg};

use crate::drill::{drill, file};
use crate::harness::{Screen, screen};

/// A drill of four notes with somebody at the editor.
pub(crate) fn edited(
    width: u16,
    height: u16,
    hand: impl FnMut(&str) -> String + 'static,
) -> Screen {
    drill(width, height).with_editor(file(), hand)
}

fn replacing(old: &'static str, new: &'static str) -> impl FnMut(&str) -> String {
    move |draft| {
        assert!(draft.contains(old), "{draft}");
        draft.replace(old, new)
    }
}

#[test]
fn an_edited_note_is_asked_anew_and_keeps_what_is_known_of_it() {
    let graded = edited(100, 30, replacing("Normalizes each", "Scales each")).keys("space 3 alt-u");
    let screen = graded.keys("space E");
    assert!(screen.text().contains("The note is saved"), "{}", screen.text());
    assert!(
        screen.deck().contains("Scales each example") && !screen.deck().contains("Normalizes each")
    );
    let shown = screen.keys("space").text();
    assert!(shown.contains("Scales each example"), "{shown}");
    let info = edited(100, 30, replacing("four equal", "4 equal")).keys("space 1 alt-E");
    assert!(info.text().contains("of 4 equal logits"), "{}", info.text());
    let asked = info.keys("enter 3 enter 3 enter 3 wait:61 i").text();
    assert!(asked.contains("d/layer-norm/definition") && asked.contains("1 time"), "{asked}");
}

#[test]
fn an_edit_is_taken_back_and_done_again() {
    let screen = edited(100, 30, replacing("Layer normalization", "Layer norm")).keys("E");
    let (changed, deck) = (screen.text(), screen.deck().to_string());
    assert!(screen.text().contains("Layer norm") && !screen.text().contains("Layer normalization"));
    let screen = screen.keys("u");
    assert!(screen.text().contains("Edit undone") && screen.text().contains("Layer normalization"));
    assert_eq!(screen.deck(), file().text);
    let screen = screen.keys("ctrl-r");
    assert_eq!(screen.deck(), deck);
    assert_eq!(screen.text().replace("Edit redone", "The note is saved"), changed);
    // In one row with the grades: the last thing done is the first taken back.
    let screen = screen.keys("space 3 alt-u");
    assert_eq!(screen.deck(), deck);
    assert_eq!(screen.keys("u u").deck(), file().text);
}

#[test]
fn a_draft_that_does_not_parse_is_edited_again_or_given_up() {
    let mut visits = 0;
    let hand = move |draft: &str| {
        visits += 1;
        match visits {
            1 => draft.replace("definition:", "defintion:"),
            _ => draft.replace("defintion:", "definition:").replace("own", "very own"),
        }
    };
    let refused = edited(80, 24, hand).keys("E").snapshot("edit-refused");
    assert_eq!(refused.deck(), file().text);
    let mended = refused.keys("f1 esc q e");
    assert!(
        mended.deck().contains("very own"),
        "the second visit begins where the first ended: {}",
        mended.text()
    );
    let kept = edited(80, 24, replacing("definition:", "defintion:")).keys("E esc");
    assert!(kept.text().contains("Home offers it again"), "{}", kept.text());
    let home = kept.keys("g h");
    assert!(home.text().contains("From your editor: "), "{}", home.text());
    let given_up = edited(80, 24, replacing("definition:", "defintion:")).keys("E D");
    assert_eq!(given_up.deck(), file().text);
    assert!(given_up.text().contains("The note has not changed"), "{}", given_up.text());
    assert!(given_up.keys("space").text().contains("Normalizes each example"));
    edited(40, 10, replacing("definition:", "defintion:")).keys("E").snapshot("edit-refused");
}

#[test]
fn the_id_stays() {
    let refused = edited(80, 24, replacing("\"layer-norm\"", "\"layernorm\"")).keys("E");
    assert!(
        refused.text().contains("changed from `layer-norm` to `layernorm`"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.deck(), file().text);
}

#[test]
fn an_unchanged_draft_changes_nothing() {
    let same = edited(80, 24, ToString::to_string).keys("E");
    assert!(same.text().contains("Nothing changed"), "{}", same.text());
    assert!(same.keys("u").text().contains("There is nothing to undo"));
}

#[test]
fn a_card_that_its_note_loses_goes_and_comes_back_with_undo() {
    let hand = |draft: &str| {
        draft.replace("{{c1::softmax|soft-max}}", "softmax").replace("{{c1::0.25", "{{c2::0.25")
    };
    let screen = edited(100, 30, hand).keys("space 3");
    let blank = screen.text();
    let screen = screen.keys("alt-E");
    assert!(!screen.text().contains("A ____"), "{}", screen.text());
    assert!(screen.text().contains("Three layers"), "the next card: {}", screen.text());
    assert_eq!(without_footer(&screen.keys("alt-u").text()), without_footer(&blank));
}

fn without_footer(text: &str) -> &str {
    text.rsplit_once('\n').map_or("", |(above, _)| above)
}

#[test]
fn an_edit_in_browse_is_one_of_the_deeds_that_are_taken_back() {
    let screen = edited(100, 30, replacing("Normalization layers", "A list of layers"))
        .keys("g b j j j ! E");
    let deck = screen.deck().to_string();
    assert!(deck.contains("A list of layers"));
    let screen = screen.keys("u");
    assert!(screen.text().contains("Edit undone"), "{}", screen.text());
    assert_eq!(screen.deck(), file().text);
    let screen = screen.keys("ctrl-r");
    assert_eq!(screen.deck(), deck);
    let screen = screen.keys("u u");
    assert!(screen.text().contains("Undone: Suspended"), "{}", screen.text());
    assert_eq!(screen.deck(), file().text);
}

#[test]
fn a_note_is_edited_from_browse_and_stays_selected() {
    let list =
        edited(100, 30, replacing("Normalization layers", "A list of layers")).keys("g b j j j E");
    assert!(list.text().contains("▸ A list of layers"), "{}", list.text());
    let note =
        edited(100, 30, replacing("over the batch", "over a batch")).keys("g b j j j enter E");
    assert!(note.text().contains("over a batch"), "{}", note.text());
    let drill = note.keys("g d space");
    assert!(
        drill.text().contains("Normalizes each example"),
        "the drill goes on: {}",
        drill.text()
    );
}

#[test]
fn the_palette_edits_what_is_in_front() {
    let screen =
        edited(100, 30, replacing("Layer normalization", "Layer norm")).keys(": type:editor enter");
    assert!(
        screen.text().contains("The note is saved") && screen.text().contains("Drill"),
        "{}",
        screen.text()
    );
}

#[test]
fn what_goes_wrong_outside_is_told() {
    let mut screen = screen(80, 24).keys("b E");
    assert!(
        matches!(&screen.effects[..], [Effect::EditNote(deck, _)] if !deck.is_empty()),
        "{:?}",
        screen.effects
    );
    let fault =
        || Fault::error("the editor `nano` can't be started, so nothing has changed", "set EDITOR");
    screen.tell(Msg::NotEdited(fault()));
    assert!(screen.text().contains("can't be started"), "{}", screen.text());
    let long = Fault {
        remedy: "make room on the disk, then try again; your text stays in /here".into(),
        ..fault()
    };
    screen.tell(Msg::NoteNotSaved(long));
    assert!(screen.text().contains("/here"), "{}", screen.text());
    assert!(!screen.keys("esc").text().contains("/here"));
}

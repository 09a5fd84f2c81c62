//! Nothing that was typed is lost, however lacuna ends, and what others change on disk is seen.

use std::fs;
use std::path::Path;

use super::pty::{Pty, command, signal};
use super::{CTRL_C, ESC, home, open, write_deck};

const CTRL_S: &str = "\x13";

/// A deck in the place of the bundled one.
const DECK: &str = r#"(format: 1, id: "csc277-exam-1", title: "Two", notes: [
    Pair(id: "a", term: "Alpha", definition: "One"),
    Cloze(id: "b", text: "The first is {{alpha}}."),
])"#;

/// Everything that lies in the folder of drafts and is whole.
fn drafts(home: &Path) -> String {
    let Ok(folder) = fs::read_dir(home.join("drafts")) else { return String::new() };
    let paths = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let whole = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ron"));
    whole.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// Waits until something has been kept on disk, or is not there any more.
fn kept(pty: &Pty, home: &Path, text: &str, is_there: bool) {
    let what = format!("{text:?} among the drafts: {is_there}");
    pty.wait(&what, |_| (drafts(home).contains(text) == is_there).then_some(()));
}

fn end(pty: &mut Pty, way: &str) {
    match way {
        "Ctrl-C" => pty.press(CTRL_C),
        name => signal(name, pty.pid()),
    }
    pty.ended();
}

#[test]
fn a_form_half_filled_in_is_offered_again_after_any_ending() {
    for way in ["Ctrl-C", "HUP", "TERM", "KILL"] {
        let home = home();
        let mut pty = open(home.path(), 80, 30);
        pty.press("aWaveform\tits shape");
        pty.shows("its shape");
        if way != "Ctrl-C" {
            kept(&pty, home.path(), "its shape", true);
        }
        end(&mut pty, way);
        let mut pty = open(home.path(), 80, 30);
        pty.shows("New note: Waveform");
        pty.press("a");
        pty.shows("its shape");
        pty.press(CTRL_S);
        pty.shows("Added to “My notes”: 1 note");
        kept(&pty, home.path(), "Waveform", false);
        pty.press(CTRL_C);
        pty.ended();
        assert!(!drafts(home.path()).contains("Waveform"), "after {way}");
    }
}

#[test]
fn a_second_form_put_aside_does_not_drop_the_first() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let mut pty = open(home.path(), 80, 30);
    pty.press("aWaveform");
    pty.shows("Waveform");
    pty.press(ESC);
    pty.shows("Draft saved");
    pty.press("eFinal");
    pty.shows("Final");
    pty.press(ESC);
    pty.shows("Exam: Final");
    pty.shows("New note: Waveform");
    pty.press("be");
    pty.shows("Change a note");
    pty.press("xyz");
    pty.shows("xyz");
    pty.press(ESC);
    pty.shows("Draft saved");
    end(&mut pty, "Ctrl-C");
    let mut pty = open(home.path(), 80, 30);
    for text in ["New note: Waveform", "Exam: Final", "Changed note: "] {
        pty.shows(text);
    }
    pty.press("e");
    pty.shows("Set your exam");
    pty.shows("Final");
    end(&mut pty, "KILL");
}

#[test]
fn a_draft_is_deleted_where_one_says_so() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let mut pty = open(home.path(), 80, 30);
    pty.press("aWaveform");
    pty.shows("Waveform");
    pty.press(ESC);
    pty.shows("New note: Waveform");
    pty.press("G");
    pty.press("x");
    pty.shows("The draft is deleted");
    pty.hides("Waveform");
    kept(&pty, home.path(), "Waveform", false);
    pty.press(CTRL_C);
    pty.ended();
}

#[test]
fn a_typed_answer_and_a_paste_are_there_again() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    fs::write(home.path().join("settings.ron"), "(learn_step: false)").expect("it can be written");
    let mut pty = open(home.path(), 80, 30);
    pty.press("/the first");
    pty.shows("The first is");
    pty.press("\x1bd");
    pty.shows("The first is ___");
    pty.press_having_seen("half of alp");
    pty.shows("half of alp");
    kept(&pty, home.path(), "half of alp", true);
    end(&mut pty, "KILL");
    let mut pty = open(home.path(), 80, 30);
    pty.press("/the first");
    pty.shows("The first is");
    pty.press("\x1bd");
    pty.shows("half of alp");
    pty.press_having_seen(ESC);
    pty.hides("half of alp");
    pty.press_having_seen(ESC);
    pty.press_having_seen(ESC);
    pty.shows("Study now");
    pty.press("i\x1b[200~one\tfirst\ntwo\tsecond\x1b[201~");
    pty.shows("second");
    kept(&pty, home.path(), "second", true);
    end(&mut pty, "KILL");
    let mut pty = open(home.path(), 80, 30);
    pty.shows("Pasted notes: one");
    end(&mut pty, "Ctrl-C");
}

#[test]
fn what_an_editor_saves_after_it_came_back_is_taken() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let mut lacuna = command(env!("CARGO_BIN_EXE_lacuna"), &[], home.path());
    lacuna.env("EDITOR", "true");
    let mut pty = Pty::start(lacuna, 80, 30);
    pty.shows("? keys");
    pty.press("b");
    pty.shows("Alpha");
    pty.press("jE");
    pty.shows("Nothing changed yet");
    let draft = fs::read_dir(home.path().join("drafts")).expect("it is there").next();
    let draft = draft.expect("it is there").expect("it can be listed").path();
    let text = fs::read_to_string(&draft).expect("it can be read");
    assert!(text.contains("alpha"), "{text}");
    fs::write(&draft, text.replace("The first is", "Number one is")).expect("it can be written");
    let deck = home.path().join("decks/two.ron");
    pty.press_having_seen("\r");
    pty.wait("the note in its deck", |_| {
        fs::read_to_string(&deck).ok().filter(|text| text.contains("Number one is"))
    });
    pty.press(CTRL_C);
    pty.ended();
    assert!(!draft.exists(), "its text is in the deck");
}

#[test]
fn a_deck_changed_on_disk_is_shown_and_a_refused_save_offers_both_texts() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let mut pty = open(home.path(), 80, 30);
    pty.press("b");
    pty.shows("Alpha");
    let other = DECK.replace("\"One\"", "\"The very first\"");
    write_deck(home.path(), "two.ron", &other);
    pty.press_having_seen("G");
    pty.press_having_seen("g");
    pty.press("g");
    pty.shows("The very first");
    pty.press("e");
    pty.shows("Change a note");
    pty.press("\t mine");
    pty.shows("The very first mine");
    write_deck(home.path(), "two.ron", &other.replace("very first", "one by others"));
    pty.press_having_seen(CTRL_S);
    pty.shows("Two versions of a note");
    pty.shows("one by others");
    pty.press("m");
    pty.hides("Two versions of a note");
    pty.shows("The very first mine");
    let deck = fs::read_to_string(home.path().join("decks/two.ron")).expect("it is there");
    assert!(deck.contains("The very first mine"), "{deck}");
    pty.press(CTRL_C);
    pty.ended();
}

#[test]
fn settings_changed_on_disk_are_in_force_at_the_next_key() {
    let home = home();
    write_deck(home.path(), "two.ron", DECK);
    let mut pty = open(home.path(), 80, 30);
    pty.shows("Study now");
    let exam = "(exams: [(name: \"Finals\", date: \"2099-12-09\", minutes: 20)])";
    fs::write(home.path().join("settings.ron"), exam).expect("it can be written");
    pty.press_having_seen("j");
    pty.shows("Finals");
    fs::write(home.path().join("settings.ron"), "(exams: [(").expect("it can be written");
    pty.press_having_seen("j");
    pty.shows("settings.ron");
    pty.press(CTRL_C);
    pty.ended();
}

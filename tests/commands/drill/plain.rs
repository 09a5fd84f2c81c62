//! The drill line by line, for screen readers, pipes and terminals that can place nothing.

use super::*;

#[test]
fn line_by_line_it_reads_like_a_conversation() {
    let user = learner();
    let args = ["drill", "--plain", "--seed", "1"];
    let typed =
        ["", "", "0.25", "equivarient", "", "1 2 3", "", "batch", "Batch", "conv", "", "1", "q"];
    let ran = sent(&mut at(&user, NOW, &args), &typed.map(|line| format!("{line}\n")).concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for text in [
        "Card 1 of 4 · Layers and losses\nWhat does it mean?\n  Layer norm\nEnter shows the answer.\n",
        "The answer:\n  Standardizes each example by its mean μ.\n",
        "1 Again <1 min  2 Hard (recalled with effort) <6 min  3 Good <10 min  4 Easy ",
        "Four equal logits give ____, not ____.\nBlank 1 of 2:\nRight.\nBlank 2 of 2:\n",
        "Right, with a slip: you typed equivarient; it is equivariant.\n",
        "Put the steps in order.\n  LoRA\n  1. ",
        "0 of 2 named; the next, or Enter to give up:\nRight.\n1 of 2 named",
        "You already named that one.\n",
        "Not this time. The answer (y if you were right):\n  Batch\n  Layer\n",
        "4 answers, ",
        "Slipped: ",
        "Kinds",
        "Learned: Layer norm",
        "Tomorrow: ",
    ] {
        assert!(ran.out.contains(text), "{text:?} in {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
    assert_eq!(reviews(&user).len(), 4);
}

#[test]
fn letters_do_what_the_keys_do() {
    let user = learner();
    let said = |typed: &[&str]| {
        let input = text(typed);
        sent(&mut at(&user, NOW, &["drill", "--plain", "--color", "always"]), &input).out
    };
    let first = said(&["?", "i", "*", "", "x", "2", ":u", "", "y", "u", "r", "-"]);
    for text in [
        "recalled with effort; never for a miss",
        "csc277-exam-1/norm/definition\n  state: new",
        "Flagged.",
        "x is not a command here",
        "Taken back: hard.",
        "There is nothing to overrule.",
        "Taken back: flag.",
        "Done again: flag.",
        "Buried until tomorrow.",
    ] {
        assert!(first.contains(text), "{text:?} in {first}");
    }
    assert!(!first.contains('\u{1b}'), "plain is plain");
    let overruled = said(&["wrong", "wrong", "y", ""]);
    assert!(
        overruled.contains("Taken as right.") && overruled.contains("1 answer, 1 recalled."),
        "{overruled}"
    );
    assert!(reviews(&user).iter().any(|review| review["how"] == "overruled"));
    assert!(said(&[":!"]).contains("Note suspended."));
    let done = said(&["", "@", "", "", ""]);
    assert!(done.contains("Card suspended."), "{done}");
}

#[test]
fn two_buttons_are_two() {
    let user = learner();
    std::fs::write(user.home.path().join("settings.ron"), "(two_buttons: true, learn_step: false)")
        .unwrap();
    let out = sent(&mut at(&user, NOW, &["drill", "--plain"]), "\n2\n3\n").out;
    assert!(out.contains("1 Again <1 min  3 Good <10 min [3]"), "{out}");
    assert!(out.contains("Only Again and Good are offered"), "{out}");
}

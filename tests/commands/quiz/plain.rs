//! The quiz line by line, for those who read with a screen reader or on paper.

use super::{learner, typed};

#[test]
fn practice_line_by_line_marks_at_once() {
    let practice = ["--practice", "--seed", "1", "--questions", "1", "--minutes", "10", "--kind"];
    let said = |form: &str, lines: &[&str]| {
        let ran = typed(&learner(), &[&practice[..], &[form]].concat(), lines);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(!ran.out.contains('\u{1b}'), "plain is plain");
        ran.out
    };
    let list = said("list", &["eta", "Eta", "xx", "iota", "", ""]);
    for text in [
        "Practice: you see each answer at once, and misses come back. 1 question, 10:00 in all.\n",
        "\nQuestion 1 of 1 · 10:00 left\nName all 3, in any order.\n  Vowels\n0 of 3 named; the next, or Enter to give the answer:\nRight.\n",
        "You already named that one.\n1 of 3 named",
        "No.\n1 of 3 named",
        "Wrong. The answer:\n  eta\n  iota\n  omega\nEnter goes on, y counts your answer as right.\n\n\
         0 of 1 right: 0 %.\n",
        "By topic:\n  Greek: 0 of 1\nBy form:\n  List recall: 0 of 1\n",
        "Missed:\n  Vowels (list recall)\n  Your answer: eta; iota; xx\n  Right: eta; iota; omega\n",
    ] {
        assert!(list.contains(text), "{text:?} in {list}");
    }
    let blank = said("fill-in", &["5th", "sixht", ""]);
    assert!(
        blank.contains("Blank 2 of 2:\nRight, with a slip. The answer:\n  fifth; sixth\n"),
        "{blank}"
    );
    let overruled = said("fill-in", &["nothing", "sixth", "y", "y", ""]);
    for text in ["Wrong. The answer:", "Counted as right.", "nothing to overrule", "1 of 1 right"] {
        assert!(overruled.contains(text), "{text:?} in {overruled}");
    }
    let order = said("order", &["1 1 2", "", "3 2 1", ""]);
    for text in [
        "type each number from 1 to 3 once",
        "No answer yet. s skips",
        "Right. The answer:\n  1. Take a pen\n",
    ] {
        assert!(order.contains(text), "{text:?} in {order}");
    }
    let choice = said("choice", &["?", "p", "", "x", "b", "b", "", ""]);
    for text in [
        "s or skip: skip the question",
        "The clock is stopped. Enter goes on with question 1.",
        "x is not a command here",
        "Wrong. The answer:\n  a  the third letter\n  That is what Delta means.\n",
    ] {
        assert!(choice.contains(text), "{text:?} in {choice}");
    }
}

#[test]
fn an_exam_line_by_line_can_be_gone_back_in_and_is_handed_in() {
    let args = [
        "--exam",
        "--seed",
        "1",
        "--questions",
        "3",
        "--kind",
        "true-false",
        "--kind",
        "choice",
        "--minutes",
        "0",
    ];
    let lines = ["c", "!", ":b", "", "b", "b", "9", "2", "a", ":p", "", "h"];
    let ran = typed(&learner(), &args, &lines);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for text in [
        "Exam: you see the answers at the end. 3 questions, no limit of time.\n",
        "The letter of your answer:\nNoted.\n\nQuestion 2 of 3\n",
        "Flagged.\n",
        "Your answer so far: the first letter. Enter keeps it.\n",
        "That was the last question.\nFlagged: 2.\nh hands it in, a number goes back to that question:\n",
        "There is no such question",
        "Question 2 of 3 · flagged\n",
        "The clock is stopped. Enter goes on.\n",
        "2 of 3 right: 67 %.\nCorrected for guessing: 56 %.\n",
        "By topic:\n  Greek: 1 of 2\n  Doing: 1 of 1\n",
        "  Gamma (multiple choice)\n  Your answer: the first letter\n  Right: the third letter\n  That is what Alpha means.\n",
    ] {
        assert!(ran.out.contains(text), "{text:?} in {}", ran.out);
    }
    for (verdict, times) in [("Right", 1), ("Wrong", 0)] {
        assert_eq!(
            ran.out.matches(verdict).count(),
            times,
            "nothing is said before the end: {}",
            ran.out
        );
    }
}

#[test]
fn who_leaves_goes_on_later_and_who_ends_gets_the_report() {
    let user = learner();
    let args = ["--exam", "--seed", "1", "--questions", "3", "--kind", "term"];
    let left = typed(&user, &args, &["alpha", ":q"]);
    assert_eq!(left.code, 0);
    let said =
        "Left after 1 question, 2 to go.\nContinue it with `lacuna quiz --plain --resume`.\n";
    assert!(left.out.ends_with(said), "{}", left.out);
    let more = typed(&user, &["--resume"], &["", "beta"]);
    assert!(
        more.out
            .contains("The clock is stopped. Enter goes on with question 2.\n\nQuestion 2 of 3"),
        "{}",
        more.out
    );
    assert!(
        more.out.contains("Left after 2 questions, 1 to go.\n"),
        "the end of the input ends nothing"
    );
    let ended = typed(&user, &["--resume"], &["", ":e"]);
    assert!(
        ended.out.contains(" of 3 right: ") && ended.out.contains("Without an answer: 1.\n"),
        "{}",
        ended.out
    );
    assert_eq!(typed(&user, &["--resume"], &[]).code, 1);
}

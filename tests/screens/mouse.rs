//! The mouse does what keys do, wherever something stands that can be chosen, pressed or moved.

use lacuna::memory::{QuestionForm, QuizMode};

use crate::drill::drill;
use crate::harness::screen;
use crate::quiz::quiz;

#[test]
fn footers_can_be_clicked_whatever_lies_over_the_pane() {
    for over in ["b ?", "b F", "a", "g ,", "i"] {
        let open = screen(100, 30).keys(over);
        assert_eq!(
            open.click("Esc").text(),
            screen(100, 30).keys(over).keys("esc").text(),
            "{over}"
        );
    }
    let palette = screen(100, 30).keys("b :").click("Esc");
    assert_eq!(palette.text(), screen(100, 30).keys("b").text());
}

#[test]
fn cards_are_answered_by_clicks() {
    let shown = drill(80, 24).click("Space reveal");
    assert_eq!(shown.text(), drill(80, 24).keys("space").text());
    let graded = shown.click("Hard");
    assert_eq!(graded.log.len(), 1);
    assert_eq!(graded.text(), drill(80, 24).keys("space 2").text());
    let asked = |mode| quiz(80, 24, mode, &[QuestionForm::Choice]);
    let in_exam = || asked(QuizMode::Exam);
    assert_eq!(
        in_exam().click("b  ").click("Enter answer").text(),
        in_exam().keys("b enter").text()
    );
    let in_practice = || asked(QuizMode::Practice);
    assert_eq!(in_practice().click("b  ").text(), in_practice().keys("b").text());
    assert!(in_practice().keys("b").text().contains("Enter next"), "a letter is the answer");
}

#[test]
fn rows_of_lists_forms_and_the_palette_are_chosen_by_clicks() {
    let run = screen(100, 30).keys(": type:labs").click("Open the labs");
    assert_eq!(run.text(), screen(100, 30).keys("g l").text());
    let which = screen(100, 30).keys("g").click("labs");
    assert_eq!(which.text(), screen(100, 30).keys("g l").text());
    let field = screen(100, 30).keys("a").click("Definition").keys("type:x");
    assert_eq!(field.text(), screen(100, 30).keys("a tab type:x").text());
    let asked = screen(100, 30).keys("b D").click("Keep it");
    assert_eq!(asked.text(), screen(100, 30).keys("b").text());
    let view = screen(100, 30).keys("g p").click("Overview");
    assert_eq!(view.text(), screen(100, 30).keys("g p 2").text());
}

#[test]
fn a_click_in_a_field_puts_the_cursor_there() {
    let query = || screen(80, 24).keys("/ type:naïve space type:漢字");
    let before = query().click("漢").keys("type:x");
    assert!(before.text().contains("naïve x漢字"), "{}", before.text());
    let behind = before.click_at(30, 2).keys("type:y");
    assert!(behind.text().contains("naïve x漢字y"), "{}", behind.text());
    let command = screen(80, 24).keys(": type:labs").click("labs").keys("type:my space");
    assert!(command.text().contains("my labs"), "{}", command.text());
    let count = screen(80, 24).keys("g , j j enter").click("00").keys("type:9 enter");
    assert_eq!(count.settings().reviews_per_day, 2900);
}

#[test]
fn values_are_moved_by_clicks() {
    let set = screen(100, 30).keys("g , j").click("›").click("›").click("‹");
    assert_eq!(set.settings().new_per_day, 25);
    let lab = || screen(100, 30).keys("g l j enter j");
    let knob = lab()
        .text()
        .lines()
        .find(|line| line.starts_with('▸'))
        .map(str::to_string)
        .expect("a chosen row");
    assert!(knob.contains("━●") || knob.contains("●─"), "{knob}");
    let (clicked, moved) = if knob.contains("●─") { ("●─", "l") } else { ("━●", "h") };
    let (x, y) = spot(&lab().text(), clicked);
    let x = if clicked == "●─" { x + 1 } else { x };
    assert_eq!(lab().click_at(x, y).text(), lab().keys(moved).text());
}

/// Returns the cell where a text begins in the chosen row.
fn spot(text: &str, wanted: &str) -> (u16, u16) {
    let found = text.lines().enumerate().find_map(|(y, line)| {
        let at = line.starts_with('▸').then(|| line.find(wanted)).flatten()?;
        Some((line[..at].chars().count() as u16, y as u16))
    });
    found.expect("it stands there")
}

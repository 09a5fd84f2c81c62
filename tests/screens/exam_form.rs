//! The form of an exam.

use lacuna::library::Library;
use lacuna::settings::{Exam, Settings};
use lacuna::store::bundled;
use lacuna::text::math::GlyphSet;
use lacuna::ui::shell::message::{Effect, Msg};

use crate::decks::three_decks;
use crate::harness::{Screen, cold, screen, with};
use crate::progress::{settings, studied};

/// What was last asked to be written: the exam, and the name of the one that it replaces.
fn written(screen: &Screen) -> (Exam, String) {
    let set = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::SetExam(exam, before) => Some((exam.clone(), before.clone())),
        _ => None,
    });
    set.unwrap_or_else(|| panic!("no exam was set:\n{}", screen.text()))
}

/// The screen once the exam is on disk.
fn saved(mut screen: Screen) -> Screen {
    let (exam, before) = written(&screen);
    let exams = exam.insert_into(screen.settings().exams.clone(), &before);
    screen.tell(Msg::SettingsSet(Box::new(Settings { exams, ..cold() })));
    screen
}

#[test]
fn an_exam_is_set_from_home_in_under_fifteen_keys() {
    let keys = "e F i n a l enter 9 space d e c ctrl-s";
    assert!(keys.split(' ').count() < 15);
    let home = saved(screen(80, 24).keys(keys));
    let (exam, _) = written(&home);
    let said = (exam.name.as_str(), exam.date.iso(), exam.minutes);
    assert_eq!(said, ("Final", "2026-12-09".to_string(), 20));
    let text = home.text();
    assert!(text.contains("Final is set: Wed 9 Dec, in 17 days"), "{text}");
    assert!(text.contains("on exam day"), "Home shows it: {text}");
}

#[test]
fn a_field_says_what_is_wrong_with_it() {
    let form = screen(80, 24).keys("e enter type:soon enter");
    let text = form.text();
    assert!(
        text.contains("▲ That is no date? As in: 6 dec, sun, in 14 days, 2026-12-06"),
        "{text}"
    );
    assert!(form.keys("ctrl-u type:2020-01-01 ctrl-s").text().contains("2020-01-01 is over"));
    let minutes = screen(80, 24).keys("e enter type:+9 enter backspace backspace ctrl-s");
    assert!(minutes.text().contains("Type a number from 1 to 1440"), "{}", minutes.text());
    assert!(minutes.effects.is_empty(), "nothing was written");
}

#[test]
fn an_exam_is_changed_renamed_and_ended_in_its_form() {
    let form = studied(80, 24, settings()).keys("e");
    assert!(form.text().contains("2026-12-09"), "{}", form.text());
    let renamed = form.keys("shift-tab type:2 ctrl-s");
    let (exam, before) = written(&renamed);
    assert_eq!((exam.name.as_str(), before.as_str(), exam.minutes), ("Midterm2", "Midterm", 15));
    let clash = studied(80, 24, settings()).keys("e shift-tab ctrl-u type:final ctrl-s");
    assert!(clash.text().contains("There is an exam “Final” already"), "{}", clash.text());
    let ended = studied(80, 24, settings()).keys("e up up up enter");
    let (exam, before) = written(&ended);
    assert!(exam.ended && before == "Midterm", "{exam:?}");
    let text = saved(ended).text();
    assert!(text.contains("Midterm is ended") && text.contains("Final"), "{text}");
}

#[test]
fn the_first_row_leads_to_the_other_exams_and_a_new_one() {
    let other = studied(80, 24, settings()).keys("e up up right");
    assert!(other.text().contains("Final ›  of 3"), "{}", other.text());
    let new = other.keys("right tab type:Third tab type:tue ctrl-s");
    let (exam, before) = written(&new);
    assert_eq!((exam.name.as_str(), before.as_str()), ("Third", "Third"));
    assert_eq!(exam.date.iso(), "2026-11-24");
}

#[test]
fn what_an_exam_covers_is_chosen_by_deck_and_topic() {
    let all = three_decks(80, 24).keys("e enter type:+9 ctrl-s");
    let (exam, _) = written(&all);
    assert!(!exam.is_limited(), "{exam:?}");
    let one = three_decks(80, 24).keys("e enter type:+9 tab tab tab space ctrl-s");
    let (exam, _) = written(&one);
    assert_eq!((exam.decks.len(), exam.topics.len()), (1, 0), "{}", one.text());
    let topic = screen(80, 24).keys("e enter type:+9 tab tab tab space j space ctrl-s");
    assert_eq!(written(&topic).0.topics.len(), 2, "{}", topic.text());
    let none = topic.keys("k k space ctrl-s");
    assert!(!written(&none).0.is_limited(), "{}", none.text());
}

#[test]
fn the_score_to_expect_follows_what_is_typed() {
    let score = |screen: &Screen| {
        let text = screen.text();
        let at = text.find("a day: about").unwrap_or_else(|| panic!("{text}"));
        text[at..].lines().next().unwrap_or_default().to_string()
    };
    let form = studied(80, 24, settings()).keys("e");
    let before = score(&form);
    let more = form.keys("tab ctrl-n ctrl-n ctrl-n ctrl-n");
    assert_ne!(score(&more), before, "more minutes, another score");
}

#[test]
fn a_form_that_could_not_be_saved_stays() {
    let mut form = screen(80, 24).keys("e type:Midterm enter type:+9 ctrl-s");
    let fault = lacuna::fault::Fault::error("the disk is full", "make room");
    form.tell(Msg::SettingsNotSet(fault));
    assert!(form.text().contains("Midterm") && form.text().contains("Set your exam"));
}

#[test]
fn on_a_narrow_screen_what_is_typed_is_seen_before_what_it_means() {
    let form = screen(40, 10).keys("e enter type:2026-12-09");
    assert!(form.text().contains("2026-12-09"), "{}", form.text());
    let wide = screen(80, 24).keys("e enter type:2026-12-09");
    assert!(wide.text().contains("Wed 9 Dec, in 17 days"), "{}", wide.text());
}

#[test]
fn the_date_is_moved_in_the_calendar_by_keys_and_clicks() {
    let form = screen(100, 30).keys("e enter");
    let text = form.text();
    assert!(text.contains("November 2026") && text.contains("December 2026"), "{text}");
    assert!(text.contains("·22"), "today is marked: {text}");
    let moved = form.keys("right ctrl-n");
    assert!(moved.text().contains("▸30") && moved.text().contains("Mon 30 Nov"));
    let back = moved.keys("left ctrl-p ctrl-p ctrl-p");
    assert!(back.text().contains("▸22"), "never into the past: {}", back.text());
    let half = back.keys("ctrl-u type:15 right d e c");
    assert!(half.text().contains("15dec") || half.text().contains("15 dec"), "{}", half.text());
    let clicked = half.keys("ctrl-u").click("18 19 20").keys("ctrl-s");
    assert_eq!(written(&clicked).0.date.iso(), "2026-12-18");
}

#[test]
fn the_minutes_are_a_slider() {
    let form = screen(100, 30).keys("e enter type:+9 enter");
    let knob = |screen: &Screen| {
        let text = screen.text();
        let line = text.lines().find(|line| line.contains("Minutes")).unwrap_or_default();
        line.chars().position(|c| c == '●').unwrap_or_else(|| panic!("no slider: {text}"))
    };
    let before = knob(&form);
    let more = form.keys("right right right right");
    assert!(more.text().contains("Minutes  40"), "{}", more.text());
    assert!(knob(&more) > before);
    assert!(knob(&more.keys("left left left left left left")) < before);
    let clicked = screen(100, 30).keys("e enter type:+9 enter").click("●──");
    assert!(clicked.text().contains("Minutes  20"), "{}", clicked.text());
    let row = clicked.text().lines().position(|line| line.contains("Minutes")).expect("a row");
    let end = knob(&clicked) + 16;
    let most = clicked.click_at(end as u16, row as u16);
    assert!(most.text().contains("Minutes  120"), "{}", most.text());
}

#[test]
fn the_score_is_a_plain_number_where_there_are_only_plain_characters() {
    let library = Library::open(vec![bundled::deck()]);
    let form = with(100, 30, library, GlyphSet::Ascii).keys("e enter type:+9 enter enter");
    let home = saved(form);
    let text = home.text();
    let above = |line: &&str| !line.contains("score today");
    let head: Vec<&str> = text.lines().skip(2).take_while(above).collect();
    assert!(head.iter().any(|line| line.trim_start().starts_with("0 %")), "{text}");
    assert!(!head.iter().any(|line| line.trim_end().trim_end_matches('#').contains('#')), "{text}");
}

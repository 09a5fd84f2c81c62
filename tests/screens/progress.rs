//! What was done and what to expect, on Progress and on Home.

use std::sync::LazyLock;

use lacuna::clock::{Calendar, Moment, StudyDay};
use lacuna::library::{Library, NoteIx};
use lacuna::memory::quiz_event::{QuizAnswer, QuizEnding, QuizStart};
use lacuna::memory::{
    AnswerMark, AnswerMethod, CardId, Entry, EntryId, EntryKind, Ledger, QuestionForm, QuizEvent,
    QuizMode, QuizRules, Rating, ReviewStats, Scheduler,
};
use lacuna::settings::{Exam, Settings};
use lacuna::ui::shell::message::{Effect, Job, JobId, JobOutcome, Msg};

use crate::harness::{BUNDLED, Screen, choosing, cold, screen};

const SIZES: [(u16, u16); 3] = [(100, 30), (80, 24), (60, 18)];

pub(crate) fn settings() -> Settings {
    let date = StudyDay::parse("2026-12-09").expect("it is a day");
    let midterm = Exam { name: "Midterm".into(), date, minutes: 15, ..Exam::default() };
    let second =
        Exam { name: "Final".into(), date: StudyDay(date.0 + 40), minutes: 30, ..Exam::default() };
    let over =
        Exam { name: "Quiz".into(), date: StudyDay(date.0 - 60), minutes: 30, ..Exam::default() };
    Settings { exams: vec![second, over, midterm], ..cold() }
}

/// Eight weeks of reviews of the first cards, always the same ones.
fn entries(library: &Library) -> Vec<Entry> {
    let cards: Vec<CardId> = (0..60).flat_map(|note| library.card_ids(NoteIx(note))).collect();
    let start = Moment::parse("2026-09-28T09:00:00Z").expect("it is a time");
    let review = |n: u64| {
        let rating = Rating::ALL[[2, 2, 0, 2, 3, 2, 1][(n % 7) as usize]];
        let at = start.plus_seconds(n as i64 * 7_000 + (n % 3) as i64 * 40_000);
        let card = cards[(n * n / 5 % cards.len() as u64) as usize].clone();
        Entry {
            id: EntryId(n + 1),
            at,
            card,
            what: EntryKind::Review(rating, AnswerMethod::Shown, 4_000 + (n % 9) as u32 * 1_000),
        }
    };
    let now = Moment::parse("2026-11-22T10:00:00Z").expect("it is a time");
    (0..670).map(review).filter(|entry| entry.at < now).collect()
}

/// The app on the bundled deck, with a past and exams ahead.
pub(crate) fn studied(width: u16, height: u16, settings: Settings) -> Screen {
    static PAST: LazyLock<(Ledger, ReviewStats)> = LazyLock::new(|| {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let entries = entries(&BUNDLED);
        (
            Ledger::fold(&scheduler, entries.clone()),
            ReviewStats::from_entries(entries, &Calendar::utc()),
        )
    });
    let (ledger, record) = PAST.clone();
    let mut screen = choosing(width, height, settings);
    screen.tell(Msg::Refolded(ledger));
    screen = screen.keys("g b g h");
    screen.tell(Msg::Finished(JobId(0), JobOutcome::ReviewStats(record)));
    screen
}

/// The same past, with two exams so near and small that looking ahead takes no time.
pub(crate) fn soon() -> Screen {
    let exam = |name: &str, date: &str| Exam {
        name: name.into(),
        date: StudyDay::parse(date).expect("it is a day"),
        minutes: 15,
        topics: vec!["lm".into()],
        ..Exam::default()
    };
    let exams = vec![exam("Midterm", "2026-11-24"), exam("Final", "2026-11-25")];
    studied(80, 24, Settings { exams, ..cold() })
}

#[test]
fn progress_at_every_size() {
    for (width, height) in SIZES {
        studied(width, height, settings())
            .snapshot("home-exam")
            .keys("g p")
            .snapshot("progress-forecast")
            .keys("l")
            .snapshot("progress-overview")
            .keys("l j")
            .snapshot("progress-memory")
            .keys("5 o")
            .snapshot("progress-scheduler");
    }
}

#[test]
fn a_wide_screen_shows_plan_overview_and_memory_at_once() {
    let wide = studied(160, 45, settings()).keys("g p").snapshot("progress-dashboard");
    for text in ["score today", "best day", "The weakest cards"] {
        assert!(wide.text().contains(text), "{text}: {}", wide.text());
    }
    let memory = wide.keys("3 j");
    for text in ["score today", "best day", "The weakest cards"] {
        assert!(memory.text().contains(text), "{text}: {}", memory.text());
    }
    let top = memory.text();
    let end = memory.keys("G");
    assert_ne!(end.text(), top, "the list of the active view scrolls");
    assert!(!end.keys("4").text().contains("The weakest cards"), "quizzes have their own view");
    let low = studied(140, 24, settings()).keys("g p");
    assert!(low.text().contains("best day") && !low.text().contains("The weakest cards"));
    assert!(low.keys("3").text().contains("The weakest cards"));
}

/// Fourteen quizzes of ten questions, better and better; the last one was left.
fn quizzes(library: &Library) -> Vec<Entry> {
    let cards: Vec<CardId> =
        (0..100).step_by(3).flat_map(|note| library.card_ids(NoteIx(note))).collect();
    let start = Moment::parse("2026-10-20T17:00:00Z").expect("it is a time");
    let mut entries = Vec::new();
    for n in 0..14_u64 {
        let (quiz, at) = (EntryId(5000 + n * 100), start.plus_seconds(n as i64 * 200_000));
        let mode = if n % 3 == 0 { QuizMode::Exam } else { QuizMode::Practice };
        let mut add = |id: u64, card: CardId, event| {
            let what = EntryKind::Quiz(Box::new(event));
            entries.push(Entry { id: EntryId(id), at: at.plus_seconds(id as i64), card, what });
        };
        let begun =
            QuizStart { rules: QuizRules { mode, ..QuizRules::default() }, questions: Vec::new() };
        add(quiz.0, "quiz".into(), QuizEvent::Begun(begun));
        let mut right = 0;
        for question in 0..10_u16 {
            let mark = if (u64::from(question) * 5 + n * 3) % 14 < n + 2 {
                AnswerMark::Right
            } else {
                AnswerMark::Wrong
            };
            right += u16::from(mark == AnswerMark::Right);
            let card = cards[(n as usize * 5 + usize::from(question) * 3) % cards.len()].clone();
            let (form, given) = (QuestionForm::Term, String::new());
            let answered =
                QuizAnswer { quiz, question, form, again: false, mark, took: 8_000, given };
            add(quiz.0 + 1 + u64::from(question), card, QuizEvent::Answered(answered));
        }
        if n < 13 {
            let corrected = (f32::from(right) / 10.0 - 0.1).max(0.0);
            let ended =
                QuizEnding { quiz, asked: 10, right, corrected, took: 80_000 + n as u32 * 7_000 };
            add(quiz.0 + 20, "quiz".into(), QuizEvent::Ended(ended));
        }
    }
    entries
}

#[test]
fn the_quizzes_at_every_size() {
    for (width, height) in SIZES {
        let mut screen = studied(width, height, settings());
        screen.log.extend(quizzes(&BUNDLED));
        let screen = screen.keys("g p 4").snapshot("progress-quizzes");
        let text = screen.text();
        assert!(text.contains("14 quizzes"), "{text}");
        let last = screen.keys("G").text();
        assert!(last.contains("20 Oct") || height < 20, "the list moves to its end: {last}");
    }
}

#[test]
fn with_nothing_done_each_view_says_what_fills_it() {
    for (view, says) in [
        ("1", "No exam set"),
        ("2", "Nothing here yet"),
        ("3", "No cards studied yet"),
        ("4", "No quiz yet"),
    ] {
        let text = screen(80, 24).keys("g p").keys(view).text();
        assert!(text.contains(says), "{text}");
    }
}

#[test]
fn the_slider_changes_what_is_foreseen() {
    let foreseen = |keys: &str| {
        let text = studied(100, 30, settings()).keys("g p").keys(keys).text();
        let line =
            text.lines().find(|line| line.contains("on exam day")).expect("it is told").to_string();
        let minutes = text
            .lines()
            .find(|line| line.contains("minutes a day"))
            .expect("it is told")
            .to_string();
        let percent: String = line
            .split('%')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        (
            percent.parse::<u32>().expect("it is a number"),
            minutes.trim_end().rsplit("  ").next().expect("it is told").to_string(),
        )
    };
    let (own, minutes) = foreseen("");
    assert_eq!(minutes, "15 minutes");
    let (less, minutes) = foreseen("- -");
    assert_eq!(minutes, "5 minutes");
    assert_eq!(foreseen("- - - - -").1, "0 minutes");
    assert_eq!(foreseen("+").1, "20 minutes");
    assert!(less < own, "{less} {own}");
    assert!(
        studied(100, 30, settings()).keys("g p n").text().contains("Final, "),
        "n goes to the next exam"
    );
}

#[test]
fn a_better_fit_is_kept_when_one_says_so() {
    let mut fitted = studied(80, 24, settings()).keys("g p o");
    assert!(fitted.text().contains("Enter keeps the new parameters"), "{}", fitted.text());
    fitted = fitted.keys("enter");
    let Some(Effect::SetParameters(parameters)) = fitted.effects.last() else {
        panic!("{:?}", fitted.effects)
    };
    let set = Settings { parameters: parameters.clone(), ..settings() };
    fitted.tell(Msg::SettingsSet(Box::new(set)));
    assert!(
        fitted.effects.iter().any(|effect| matches!(effect, Effect::Refold)),
        "progress is worked out anew"
    );
    assert!(fitted.text().contains("parameters fitted to you"), "{}", fitted.text());
}

#[test]
fn a_fit_that_fails_or_does_not_end_is_left_and_can_be_tried_again() {
    let mut screen = studied(80, 24, settings()).keys("g p 5");
    screen.holds_fits = true;
    for (outcome, says, then) in [
        (JobOutcome::Failed("It broke".into()), "It broke", "fits them to your reviews"),
        (JobOutcome::Abandoned, "What you stopped does not end", "Stopped. Nothing has changed."),
    ] {
        screen = screen.keys("o esc");
        assert!(screen.text().contains("Fitting"), "{}", screen.text());
        let Some(Effect::Run(job, Job::Fit(..))) = screen.effects.pop() else {
            panic!("no fit was asked for: {:?}", screen.effects);
        };
        screen.tell(Msg::Finished(job, outcome));
        assert!(screen.text().contains(says), "{}", screen.text());
        screen = if says.starts_with("What") { screen.keys("esc") } else { screen };
        assert!(screen.text().contains(then), "{}", screen.text());
    }
    assert!(screen.keys("o").text().contains("Fitting"), "it can be tried again");
}

#[test]
fn a_drill_for_the_exam_brings_only_the_failed_back() {
    let text = studied(80, 24, settings()).keys("d").text();
    assert!(text.contains("For the exam"), "{text}");
}

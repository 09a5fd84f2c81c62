//! Between two cards, and the end of a drill: what the day came to, what to look at again, and what
//! comes next.

use std::collections::HashMap;
use std::fmt::Write as _;

use ratatui::layout::{Position, Rect};

use super::day_end::DayEnd;
use crate::clock::Moment;
use crate::library::NoteIx;
use crate::library::page::{PageLine, PageRole};
use crate::memory::Rating;
use crate::session::DrillRequest;
use crate::study::{Drill, DrillMode, Operation};
use crate::text::count::pluralize;
use crate::text::duration::human;
use crate::text::width::{cut, width};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::question_lines::QuestionLines;
use crate::ui::view::question_view::{QuestionViewLine, column, draw};

/// Notes to look at again that are listed in any case, and the rows of what is around them.
const LISTED: usize = 5;
const BELOW: usize = 12;
/// The columns of a grade's bar, and of the bar of the score.
const GRADE_BAR: usize = 18;
const SCORE_BAR: usize = 58;

/// What somebody wrote last where a note was asked, and it was wrong.
pub(super) type WrongAnswers = HashMap<NoteIx, String>;

/// Draws the wait for a card's step to end.
pub(super) fn waiting(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, until: Moment) {
    let seconds = until.seconds_since(shared.learner.now).round().max(0.0) as u32;
    let lines: Vec<QuestionViewLine> = vec![
        vec![(Role::Title, "Only cards you just saw are left.".into())],
        vec![],
        vec![(Role::Text, format!("The next one comes in {}.", countdown(seconds)))],
    ];
    finish(canvas, area, &lines);
}

fn countdown(seconds: u32) -> String {
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{}:{:02} min", seconds / 60, seconds % 60)
    }
}

/// Draws a breath between two cards: how the last ones went.
pub(super) fn breath(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, drill: &Drill) {
    let (answered, failed) = drill.answered();
    let key = shared.keymap.key_for(&[Context::Breath], Action::Seen).unwrap_or_default();
    let mut lines: Vec<QuestionViewLine> = vec![
        vec![
            (Role::Title, format!("{} done.", pluralize(answered, "answer", "answers"))),
            (Role::Text, format!("  {} recalled{}", answered - failed, spent(drill))),
        ],
        vec![],
        vec![(Role::Text, format!("{} to go.", pluralize(drill.left(), "card", "cards")))],
    ];
    if failed > 0 {
        lines.push(vec![(Role::Dim, "What you missed comes back until you know it.".into())]);
    }
    lines.extend([vec![], vec![(Role::Key, key), (Role::Dim, " go on".into())]]);
    finish(canvas, area, &lines);
}

/// Draws the end of a drill, or why there is none.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (drill, row): (&Drill, usize),
    (request, end, wrong): (&DrillRequest, &DayEnd, &WrongAnswers),
) {
    let place = column(area);
    let columns = place.width as usize;
    let mut head: Vec<QuestionViewLine> = Vec::new();
    if drill.answered().0 == 0 {
        head.push(vec![(Role::Title, nothing_to_do(shared, drill, request))]);
    } else {
        head.push(headline(shared, drill));
        head.extend(score_lines(end, columns));
        head.extend(grade_lines(drill, columns));
    }
    let room = usize::from(area.height).saturating_sub(head.len() + BELOW);
    let mut lines = QuestionLines::new(head);
    let missed = drill.slipped();
    if !missed.is_empty() {
        lines.extend([vec![], vec![(Role::Label, "To review again".to_string())]]);
    }
    let most = room.max(LISTED);
    let from = (row + 1).saturating_sub(most);
    for (at, note) in missed.iter().enumerate().skip(from).take(most) {
        let text = missed_line(shared, drill, wrong, (*note, columns));
        lines.option(("✗ ", Role::Wrong), vec![text], at == row, Action::Pick(ListArea::List, at));
    }
    let below = missed.len().saturating_sub(from + most);
    lines.extend((below > 0).then(|| vec![(Role::Dim, format!("  and {below} more"))]));
    lines.extend([vec![], tomorrow(shared, drill, end), vec![]]);
    lines.extend(next_steps(shared, drill));
    // It begins at its top and ends at its bottom; between them what is selected is in sight.
    let scrolled = match row {
        0 => Some(0),
        row if row + 1 == missed.len() => Some(usize::MAX),
        _ => None,
    };
    lines.draw(canvas, place, scrolled);
}

fn finish(canvas: &mut Canvas<'_>, area: Rect, lines: &[QuestionViewLine]) {
    let place = column(area);
    draw(canvas, place, lines);
    canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
}

/// How long the cards took, if that can be said.
fn spent(drill: &Drill) -> String {
    match drill.seconds_used().round() as u32 {
        0 => String::new(),
        seconds => format!(" · {}", human(seconds)),
    }
}

/// That it is done, with how much and how long it was.
fn headline(shared: &ScreenContext, drill: &Drill) -> QuestionViewLine {
    let done = match drill.mode {
        DrillMode::Exam => "Today's plan is done",
        DrillMode::Due => "All done for now",
        DrillMode::Cram => "Extra practice done",
    };
    let (answered, _) = drill.answered();
    let mut facts = format!("   {}{}", pluralize(answered, "answer", "answers"), spent(drill));
    if let Some(streak) = streak(shared).filter(|streak| *streak > 1) {
        _ = write!(facts, " · {streak}-day streak");
    }
    vec![(Role::Right, format!("✓ {done}")), (Role::Dim, facts)]
}

/// How many days in a row there were answers, today included.
fn streak(shared: &ScreenContext) -> Option<u32> {
    let today = shared.learner.scheduler.calendar().day(shared.learner.now);
    let stats = shared.review_stats.as_ref()?;
    Some(stats.streak(today) + u32::from(stats.day(today).answers == 0))
}

/// The score that an exam's cards would bring today, before the drill and after it.
fn score_lines(end: &DayEnd, columns: usize) -> Vec<QuestionViewLine> {
    let (Some(before), Some(after)) = (end.score_before, end.score_after) else {
        return Vec::new();
    };
    let percent = |share: f32| (share * 100.0).round() as i32;
    let mut line = vec![
        (Role::Dim, "Score today   ".to_string()),
        (Role::Text, format!("{} %  →  ", percent(before))),
        (Role::Right, format!("{} %", percent(after))),
    ];
    let more = percent(after) - percent(before);
    if more > 0 {
        line.push((Role::Right, format!("  ▲ {more}")));
    }
    let columns = columns.min(SCORE_BAR);
    let mut lines = vec![vec![], line, bar(after, columns, Role::Right)];
    if let Some(planned) = end.on_exam_day {
        let says = format!("on exam day, with the plan {} %", percent(planned));
        lines.push(vec![(Role::Dim, format!("{says:>columns$}"))]);
    }
    lines
}

fn bar(share: f32, columns: usize, role: Role) -> QuestionViewLine {
    let full = (share.clamp(0.0, 1.0) * columns as f32).round() as usize;
    vec![(role, "━".repeat(full)), (Role::Rule, "─".repeat(columns - full))]
}

/// How often each grade was given, two a line where they fit.
fn grade_lines(drill: &Drill, columns: usize) -> Vec<QuestionViewLine> {
    let count = |rating| drill.history().filter(|did| did.rating == Some(rating)).count();
    let all = drill.answered().0.max(1);
    let cell = |rating: Rating, role: Role| {
        let count = count(rating);
        let name = format!("{} {:<6}", rating as usize + 1, rating.label());
        let share = count as f32 / all as f32;
        let line = [vec![(Role::Text, name)], bar(share, GRADE_BAR, role)].concat();
        [line, vec![(Role::Text, format!(" {count:>3}"))]].concat()
    };
    let again = cell(Rating::Again, Role::Wrong);
    let hard = cell(Rating::Hard, Role::Warning);
    let good = cell(Rating::Good, Role::Right);
    let easy = cell(Rating::Easy, Role::Accent);
    if columns < 2 * (GRADE_BAR + 12) + 4 {
        return vec![vec![], again, hard, good, easy];
    }
    let gap = vec![(Role::Text, "    ".to_string())];
    vec![vec![], [again, gap.clone(), good].concat(), [hard, gap, easy].concat()]
}

/// A note that was missed, and why.
fn missed_line(
    shared: &ScreenContext,
    drill: &Drill,
    wrong: &WrongAnswers,
    (note, columns): (NoteIx, usize),
) -> PageLine {
    let is_miss = |did: &&Operation| did.item.note == note && did.rating == Some(Rating::Again);
    let why = match (wrong.get(&note), drill.history().filter(is_miss).count()) {
        (Some(wrote), _) => format!("  you wrote “{wrote}”"),
        (None, 0 | 1) => String::new(),
        (None, times) => format!("  missed {times} times"),
    };
    let room = columns.saturating_sub(width(&why) + 2);
    let title = cut(&shared.learner.library.title(note), room).into_owned();
    vec![(PageRole::Plain, title), (PageRole::Dim, why)]
}

fn nothing_to_do(shared: &ScreenContext, drill: &Drill, request: &DrillRequest) -> String {
    let some = *request != DrillRequest { cram: request.cram, ..DrillRequest::default() };
    match drill.mode {
        _ if shared.learner.library.is_empty() => "There are no notes yet.".into(),
        DrillMode::Cram => "All of these cards are suspended.".into(),
        DrillMode::Exam => "Today's part of the plan for the exam is done.".into(),
        DrillMode::Due if some => "None of these notes is due.".into(),
        DrillMode::Due => "Nothing is due now.".into(),
    }
}

/// What the next day brings, and how far the exam is.
fn tomorrow(shared: &ScreenContext, drill: &Drill, end: &DayEnd) -> QuestionViewLine {
    let cards = match end.cards_tomorrow {
        0 => "no cards".to_string(),
        cards => pluralize(cards, "card", "cards"),
    };
    let mut facts = cards;
    if let Some(minutes) = end.minutes_tomorrow.filter(|_| end.cards_tomorrow > 0) {
        _ = write!(facts, ", about {minutes} min");
    }
    if let Some(days) = end.days_to_go.filter(|_| drill.mode == DrillMode::Exam) {
        _ = write!(facts, "  ·  {} to the exam", pluralize(days, "day", "days"));
    } else if let Some(next) = shared.learner.plan.next_due.filter(|_| end.cards_tomorrow == 0) {
        let calendar = shared.learner.scheduler.calendar();
        let wait = human(next.seconds_since(shared.learner.now).max(0.0) as u32);
        _ = write!(facts, ". Next card {} (in {wait}).", calendar.date(calendar.day(next)));
    }
    vec![(Role::Dim, "Tomorrow  ".into()), (Role::Text, facts)]
}

/// What can be done now, each with its key.
fn next_steps(shared: &ScreenContext, drill: &Drill) -> Vec<QuestionViewLine> {
    if shared.learner.library.is_empty() {
        return Vec::new();
    }
    let missed = drill.slipped().len();
    let misses = format!("review the {} now", pluralize(missed, "miss", "misses"));
    let mut steps = Vec::new();
    if missed > 0 {
        steps.push((Action::DrillMisses, misses.as_str()));
        steps.push((Action::ReadNote, "read the selected note"));
    }
    if drill.mode == DrillMode::Exam {
        steps.push((Action::TenMinutes, "ten minutes more for the exam"));
    }
    if drill.mode != DrillMode::Cram {
        steps.push((Action::Cram, "extra practice with the weakest cards; the schedule stays"));
    }
    steps.push((Action::Back, "done"));
    let line = |(action, does): (Action, &str)| {
        let key = shared
            .keymap
            .key_for(&[Context::Missed, Context::DayOver, Context::Finished], action)?;
        Some(vec![(Role::Key, format!("{key:<6}")), (Role::Dim, does.to_string())])
    };
    steps.into_iter().filter_map(line).collect()
}

//! Between two cards, and the end: what was learned, what slipped, what tomorrow brings.

use ratatui::layout::{Position, Rect};

use crate::clock::Moment;
use crate::library::NoteIx;
use crate::session::DrillRequest;
use crate::study::{Drill, DrillMode};
use crate::text::count::pluralize;
use crate::text::duration::human;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::question_view::{QuestionViewLine, column, draw};

/// Titles listed of a kind at most.
const LISTED: usize = 6;

/// Draws the wait for a card's step to end.
pub(super) fn waiting(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, until: Moment) {
    let seconds = until.seconds_since(shared.learner.now).round().max(0.0) as u32;
    let lines: Vec<QuestionViewLine> = vec![
        vec![(Role::Title, "Only cards that you have just seen are left.".into())],
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

/// Draws the end of a drill, or why there is none.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    drill: &Drill,
    request: &DrillRequest,
) {
    let (answered, failed) = drill.answered();
    let mut lines: Vec<QuestionViewLine> = Vec::new();
    if answered == 0 {
        lines.push(vec![(Role::Title, nothing_to_do(shared, drill, request))]);
    } else {
        let cards = pluralize(answered, "answer", "answers");
        let share = (answered - failed) * 100 / answered;
        lines.push(vec![
            (Role::Title, "Done.".into()),
            (Role::Text, format!("  {cards}, {share} % recalled")),
        ]);
        lines.extend(listed(shared, "Learned", Role::Right, "✓", &drill.learned()));
        lines.extend(listed(shared, "Slipped", Role::Wrong, "✗", &drill.slipped()));
    }
    lines.push(vec![]);
    lines.push(vec![(
        Role::Text,
        match drill.mode {
            DrillMode::Exam => exam_tomorrow(shared),
            DrillMode::Due | DrillMode::Cram => tomorrow(shared),
        },
    )]);
    let more = !shared.learner.library.is_empty() && drill.mode != DrillMode::Cram;
    if more {
        lines.push(vec![]);
        let what = match drill.mode {
            DrillMode::Exam => " ten minutes more for the exam",
            DrillMode::Due | DrillMode::Cram => {
                " goes on early with the weakest cards; the schedule stays as it is"
            }
        };
        let keys = [(Role::Key, "c"), (Role::Dim, what)];
        lines.push(keys.map(|(role, text)| (role, text.to_string())).to_vec());
    }
    finish(canvas, area, &lines);
}

fn finish(canvas: &mut Canvas<'_>, area: Rect, lines: &[QuestionViewLine]) {
    let place = column(area);
    draw(canvas, place, lines);
    canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
}

fn nothing_to_do(shared: &ScreenContext, drill: &Drill, request: &DrillRequest) -> String {
    let some = *request != DrillRequest { cram: request.cram, ..DrillRequest::default() };
    match drill.mode {
        _ if shared.learner.library.is_empty() => "There are no notes yet.".into(),
        DrillMode::Cram => "None of these cards can be asked: all are suspended.".into(),
        DrillMode::Exam => "Today's part of the plan for the exam is done.".into(),
        DrillMode::Due if some => "Nothing is due among these notes.".into(),
        DrillMode::Due => "Nothing is due now.".into(),
    }
}

/// What the exams after today ask of the next day.
fn exam_tomorrow(shared: &ScreenContext) -> String {
    let learner = &shared.learner;
    let today = learner.scheduler.calendar().day(learner.now);
    let ahead = learner.plan.exams.iter().filter(|forecast| forecast.exam.date > today);
    match ahead.map(|forecast| forecast.exam.minutes).sum::<u32>() {
        0 => "Good luck.".into(),
        minutes => format!("Tomorrow: about {minutes} min, by what today's answers were."),
    }
}

/// What the next day brings, and when the next card comes.
fn tomorrow(shared: &ScreenContext) -> String {
    let (learner, calendar) = (&shared.learner, shared.learner.scheduler.calendar());
    let due = learner.count_reviews_until_tomorrow();
    let next = learner.plan.next_due.filter(|_| due == 0).map(|next| {
        format!(
            " The next card comes {} ({}).",
            calendar.date(calendar.day(next)),
            in_time(next.seconds_since(learner.now))
        )
    });
    format!(
        "Tomorrow brings {}{}.{}",
        if due == 0 { "no reviews".to_string() } else { pluralize(due, "review", "reviews") },
        if learner.scheduler.settings().new_per_day > 0 {
            " and new cards, if there are any"
        } else {
            ""
        },
        next.unwrap_or_default()
    )
}

fn in_time(seconds: f64) -> String {
    format!("in {}", human(seconds.max(0.0) as u32))
}

fn listed(
    shared: &ScreenContext,
    label: &str,
    role: Role,
    mark: &str,
    notes: &[NoteIx],
) -> Vec<QuestionViewLine> {
    if notes.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<QuestionViewLine> =
        vec![vec![], vec![(Role::Label, format!("{label}  {}", notes.len()))]];
    lines.extend(notes.iter().take(LISTED).map(|note| {
        vec![(role, format!("{mark} ")), (Role::Text, shared.learner.library.title(*note))]
    }));
    if notes.len() > LISTED {
        lines.push(vec![(Role::Dim, format!("  and {} more", notes.len() - LISTED))]);
    }
    lines
}

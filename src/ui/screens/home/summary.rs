//! Home's words on today, on what there is to study, and beside the menu.

use super::line::HomeLine;
use super::{CONTEXTS, HomeRow, exam_panel};
use crate::labs::LABS;
use crate::library::DeckIx;
use crate::text::count::pluralize;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::tab::Tab;

/// The rows from which on there is room for more than what is needed.
const TALL: u16 = 32;
/// The rows that the lines for a beginner need.
const BEGINNER: u16 = 14;

/// The exam, or without one today's cards; for a beginner, how to begin.
pub(super) fn lines(shared: &ScreenContext, columns: usize) -> Vec<HomeLine> {
    if let Some(forecast) = shared.learner.plan.exams.first() {
        return exam_panel::lines(shared, forecast, columns, shared.area.height >= TALL);
    }
    let mut lines = vec![
        HomeLine::text(Role::Title, today_text(shared)),
        HomeLine::text(Role::Dim, library_text(shared)),
    ];
    let days = exam_panel::days_spans(shared);
    if !days.is_empty() {
        lines.push(HomeLine::Text(days));
    }
    let is_new = shared.learner.ledger.is_empty() && shared.learner.library.terms() > 0;
    if is_new && shared.area.height >= BEGINNER {
        lines.push(HomeLine::blank());
        lines.extend(first_steps(shared));
    }
    lines
}

/// Three lines for somebody who has not answered any card yet.
fn first_steps(shared: &ScreenContext) -> impl Iterator<Item = HomeLine> {
    let steps = [
        (Action::SetExam, "set your exam date: you get a plan for each day"),
        (Action::Goto(Tab::Drill), "learn your first ten cards"),
        (Action::Help, "see the keys, on any screen"),
    ];
    steps.into_iter().zip(1..).map(|((action, does), number)| {
        let key = shared.keymap.key_for(CONTEXTS, action).unwrap_or_default();
        HomeLine::Text(vec![
            (Role::Dim, format!("{number}  ")),
            (Role::Key, key),
            (Role::Text, format!("  {does}")),
        ])
    })
}

/// What is above the topics or the decks.
pub(super) fn list_heading(shared: &ScreenContext, first: HomeRow) -> HomeLine {
    let library = &shared.learner.library;
    let title = match first {
        HomeRow::Topic(topic) => library.deck_info(library.topics()[topic].deck).head.title.clone(),
        _ => "Decks".to_string(),
    };
    let order = match shared.learner.plan.exams.first() {
        Some(_) if matches!(first, HomeRow::Topic(_)) => "  expected score, weakest first",
        _ => "",
    };
    HomeLine::Text(vec![(Role::Label, title), (Role::Dim, order.to_string())])
}

/// Today's cards and minutes, in a line.
fn today_text(shared: &ScreenContext) -> String {
    let (plan, calendar) = (&shared.learner.plan, shared.learner.scheduler.calendar());
    let parts = today_counts(shared);
    if parts.is_empty() {
        let next = plan
            .next_due
            .map(|index| format!("; the next card comes {}", calendar.date(calendar.day(index))));
        return format!("Nothing due{}", next.unwrap_or_default());
    }
    let cards = pluralize(plan.due.len() + plan.learning.len() + plan.new.len(), "card", "cards");
    format!("Today: {cards}, about {} min  ({})", plan.minutes(), parts.join(", "))
}

/// What a row of the menu leads to, in numbers; where there is little room, only the last is shown.
pub(super) fn menu_hints(shared: &ScreenContext, action: Action) -> Vec<String> {
    let learner = &shared.learner;
    let plan = &learner.plan;
    match action {
        Action::Goto(Tab::Drill) if plan.is_by_exam() && !plan.is_empty() => {
            let counts = today_counts(shared).join(" · ");
            vec![format!("{counts} · "), format!("about {} min", plan.minutes())]
        }
        Action::Goto(Tab::Browse) if plan.is_by_exam() => vec![library_text(shared)],
        Action::Goto(Tab::Labs) => vec![LABS.len().to_string()],
        _ => Vec::new(),
    }
}

/// How many cards are due and how many are new today; what there is none of is left out.
fn today_counts(shared: &ScreenContext) -> Vec<String> {
    let plan = &shared.learner.plan;
    let (due, new) = (plan.due.len() + plan.learning.len(), plan.new.len());
    let parts = [(due, "due"), (new, "new")].into_iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, word)| format!("{count} {word}")).collect()
}

/// How many of each topic's cards are due.
pub(super) fn due_by_topic(shared: &ScreenContext) -> Vec<usize> {
    let plan = &shared.learner.plan;
    let mut due = vec![0; shared.learner.library.topics().len()];
    for item in plan.due.iter().chain(plan.learning.iter().map(|(_, item)| item)) {
        if let Some(topic) = shared.learner.library.topic(item.note) {
            due[topic.0 as usize] += 1;
        }
    }
    due
}

fn library_text(shared: &ScreenContext) -> String {
    let studied = shared.learner.studied_decks();
    let decks = (0..).map(DeckIx).zip(shared.learner.library.decks());
    let (on, off): (Vec<_>, Vec<_>) =
        decks.partition(|(at, _)| studied.is_on(*at) || studied.exams_of(*at).next().is_some());
    let terms = on.iter().map(|(_, deck)| deck.terms as usize).sum::<usize>();
    let questions = on.iter().map(|(_, deck)| deck.notes.len()).sum::<usize>() - terms;
    let further = match questions {
        0 => String::new(),
        _ => format!(", {} on them", pluralize(questions, "further question", "further questions")),
    };
    match terms {
        0 if off.is_empty() => "There are no notes yet".to_string(),
        0 => {
            let key = shared.key_hint(": ", CONTEXTS, Action::Decks, "turns one on");
            format!("Every deck is off{key}")
        }
        _ if off.is_empty() => format!("{}{further}", pluralize(terms, "term", "terms")),
        _ => {
            let off = pluralize(off.len(), "deck is off", "decks are off");
            format!("{}{further} · {off}", pluralize(terms, "term", "terms"))
        }
    }
}

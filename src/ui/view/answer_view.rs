//! What an answer looks like once it is known what is right: the one beside the other, with marks.

use crate::library::page;
use crate::library::page::PageLayout;
use crate::study::answer::AnswerVerdict;
use crate::study::answer_draft::is_ordered;
use crate::study::{AnswerDraft, AnswerKind, Question, TypedAnswer};
use crate::text::difference::differences;
use crate::text::width::width;
use crate::ui::draw::theme::Role;
use crate::ui::view::question_view::QuestionViewLine;

/// Returns the right answer to a question, with what was typed beside it.
pub fn answered(
    question: &Question,
    attempt: &AnswerDraft,
    overruled: bool,
    setting: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let mut lines: Vec<QuestionViewLine> = Vec::new();
    match (&question.kind, attempt) {
        (AnswerKind::Shown { answer }, _) => lines.extend(set(page::text(answer, setting))),
        (AnswerKind::Typed { blanks, .. }, AnswerDraft::Typed(given)) => {
            for (i, blank) in blanks.iter().enumerate() {
                lines.extend(compared(given.get(i), &blank.answer, overruled));
            }
        }
        (AnswerKind::Items(items), AnswerDraft::Items { found, misses }) => {
            for (item, given) in items.iter().zip(found) {
                let mark =
                    if given.is_some() { (Role::Right, "✓ ") } else { (Role::Wrong, "✗ ") };
                lines.extend(hanging(mark, &item.text, setting));
            }
            if !misses.is_empty() {
                lines.push(vec![(Role::Dim, format!("Not among them: {}", misses.join(", ")))]);
            }
        }
        (AnswerKind::Order { steps, any_order }, AnswerDraft::Order(order)) => {
            for (i, step) in steps.iter().enumerate() {
                let right =
                    order[i] == i || is_ordered(&swapped(order.len(), i, order[i]), any_order);
                let mark = if right { (Role::Right, "✓ ") } else { (Role::Wrong, "✗ ") };
                lines.extend(hanging(mark, &format!("{}. {step}", i + 1), setting));
            }
        }
        _ => {}
    }
    lines
}

/// Returns the right order with two steps exchanged: right too if both stand in one free group.
fn swapped(steps: usize, a: usize, b: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..steps).collect();
    order.swap(a, b);
    order
}

/// Returns lines of a page in the screen's roles.
pub fn set(lines: Vec<page::PageLine>) -> impl Iterator<Item = QuestionViewLine> {
    lines
        .into_iter()
        .map(|line| line.into_iter().map(|(role, text)| (Role::from(role), text)).collect())
}

/// Returns a text behind a mark, its further lines set in as far.
pub fn hanging(mark: (Role, &str), text: &str, setting: PageLayout<'_>) -> Vec<QuestionViewLine> {
    let margin = width(mark.1);
    let narrow = PageLayout { columns: setting.columns.saturating_sub(margin).max(1), ..setting };
    let lines = set(page::text(text, narrow)).enumerate();
    let lead =
        |i| if i == 0 { (mark.0, mark.1.to_string()) } else { (Role::Text, " ".repeat(margin)) };
    lines.map(|(i, line)| std::iter::once(lead(i)).chain(line).collect()).collect()
}

/// Returns what was typed beside what was meant, the letters that differ marked.
fn compared(given: Option<&TypedAnswer>, answer: &str, overruled: bool) -> Vec<QuestionViewLine> {
    let Some(given) = given else {
        return vec![vec![(Role::Dim, "  ".into()), (Role::Answer, answer.into())]];
    };
    let (meant, mark) = match &given.verdict {
        AnswerVerdict::Right => {
            return vec![vec![(Role::Right, "✓ ".into()), (Role::Text, given.typed.clone())]];
        }
        AnswerVerdict::Slip(meant) => (meant.as_str(), (Role::Right, "✓ ".to_string())),
        AnswerVerdict::Wrong if overruled => (answer, (Role::Right, "✓ ".to_string())),
        AnswerVerdict::Wrong => (answer, (Role::Wrong, "✗ ".to_string())),
    };
    let (in_typed, in_meant) = differences(&given.typed, meant);
    let typed =
        std::iter::once(mark).chain(pieces(&given.typed, &in_typed, (Role::Text, Role::Match)));
    let right = std::iter::once((Role::Dim, "→ ".to_string())).chain(pieces(
        meant,
        &in_meant,
        (Role::Text, Role::Match),
    ));
    vec![typed.collect(), right.collect()]
}

fn pieces(text: &str, marks: &[std::ops::Range<usize>], roles: (Role, Role)) -> QuestionViewLine {
    let (mut line, mut at) = (Vec::new(), 0);
    for mark in marks {
        line.push((roles.0, text[at..mark.start].to_string()));
        line.push((roles.1, text[mark.clone()].to_string()));
        at = mark.end;
    }
    line.push((roles.0, text[at..].to_string()));
    line.retain(|(_, piece)| !piece.is_empty());
    line
}

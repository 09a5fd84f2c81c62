//! How a graded answer is drawn: beside the right one, with marks.

use crate::library::page;
use crate::library::page::PageLayout;
use crate::study::answer::AnswerVerdict;
use crate::study::answer_draft::{is_named, is_ordered};
use crate::study::quiz::{AnswerChoice, letter};
use crate::study::{AnswerDraft, AnswerKind, Question, TypedAnswer};
use crate::text::difference::differences;
use crate::text::width::width;
use crate::ui::draw::theme::Role;
use crate::ui::view::question_view::QuestionViewLine;

/// The right answer to a question, with what was typed beside it.
pub fn answer_lines(
    question: &Question,
    draft: &AnswerDraft,
    overruled: bool,
    layout: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let mut lines: Vec<QuestionViewLine> = Vec::new();
    match (&question.kind, draft) {
        (AnswerKind::Shown { answer }, _) => lines.extend(role_lines(page::text(answer, layout))),
        (AnswerKind::Choice { choices, right }, AnswerDraft::Chosen(chosen)) => {
            lines.extend(choice_lines(choices, *right, *chosen, layout));
        }
        (AnswerKind::Typed { blanks, .. }, AnswerDraft::Typed(typed_answer)) => {
            for (i, blank) in blanks.iter().enumerate() {
                lines.extend(compare_lines(typed_answer.get(i), &blank.answer, overruled));
            }
        }
        (AnswerKind::Items(items), AnswerDraft::Items { found, misses }) => {
            for (item, typed_answer) in items.iter().zip(found) {
                let mark = match typed_answer {
                    Some(_) if overruled || is_named(typed_answer) => (Role::Right, "✓ "),
                    Some(_) => (Role::Warning, "≈ "),
                    None => (Role::Wrong, "✗ "),
                };
                lines.extend(hanging_lines(mark, &item.text, layout));
            }
            if !misses.is_empty() {
                lines.push(vec![(Role::Dim, format!("Not among them: {}", misses.join(", ")))]);
            }
        }
        (AnswerKind::Order { steps, any_order }, AnswerDraft::Order(order)) => {
            for (i, step) in steps.iter().enumerate() {
                let right =
                    order[i] == i || is_ordered(&swap_steps(order.len(), i, order[i]), any_order);
                let mark = if right { (Role::Right, "✓ ") } else { (Role::Wrong, "✗ ") };
                lines.extend(hanging_lines(mark, &format!("{}. {step}", i + 1), layout));
            }
        }
        _ => {}
    }
    lines
}

/// The answers that could be chosen, the right one and the chosen one marked, and what sets the
/// chosen one apart.
fn choice_lines(
    choices: &[AnswerChoice],
    right: usize,
    chosen: Option<usize>,
    layout: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let mut lines = Vec::new();
    for (at, choice) in choices.iter().enumerate() {
        let (role, mark) = match (at == right, chosen == Some(at)) {
            (true, _) => (Role::Right, "✓"),
            (false, true) => (Role::Wrong, "✗"),
            (false, false) => (Role::Dim, " "),
        };
        lines.extend(hanging_lines(
            (role, &format!("{mark} {}  ", letter(at))),
            &choice.text,
            layout,
        ));
    }
    let differs = chosen.filter(|chosen| *chosen != right).and_then(|at| choices.get(at));
    if let Some(differs) = differs.and_then(|choice| choice.differs.as_ref()) {
        lines.push(vec![]);
        lines.extend(role_lines(page::text(differs, layout)));
    }
    lines
}

/// The right order with two steps exchanged: right too if both stand in one free group.
fn swap_steps(steps: usize, a: usize, b: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..steps).collect();
    order.swap(a, b);
    order
}

/// Lines of a page in the screen's roles.
pub fn role_lines(lines: Vec<page::PageLine>) -> impl Iterator<Item = QuestionViewLine> {
    lines
        .into_iter()
        .map(|line| line.into_iter().map(|(role, text)| (Role::from(role), text)).collect())
}

/// A text behind a mark, its further lines indented as far.
pub fn hanging_lines(
    mark: (Role, &str),
    text: &str,
    layout: PageLayout<'_>,
) -> Vec<QuestionViewLine> {
    let margin = width(mark.1);
    let narrow = PageLayout { columns: layout.columns.saturating_sub(margin).max(1), ..layout };
    let lines = role_lines(page::text(text, narrow)).enumerate();
    let lead =
        |i| if i == 0 { (mark.0, mark.1.to_string()) } else { (Role::Text, " ".repeat(margin)) };
    lines.map(|(i, line)| std::iter::once(lead(i)).chain(line).collect()).collect()
}

/// The typed answer beside the right one, the letters that differ marked.
fn compare_lines(
    typed_answer: Option<&TypedAnswer>,
    answer: &str,
    overruled: bool,
) -> Vec<QuestionViewLine> {
    let Some(typed_answer) = typed_answer else {
        return vec![vec![(Role::Dim, "  ".into()), (Role::Answer, answer.into())]];
    };
    let (meant, mark) = match &typed_answer.verdict {
        AnswerVerdict::Right => {
            return vec![vec![
                (Role::Right, "✓ ".into()),
                (Role::Text, typed_answer.typed.clone()),
            ]];
        }
        AnswerVerdict::Slip(meant) => (meant.as_str(), (Role::Right, "✓ ".to_string())),
        AnswerVerdict::Close { meant, .. } if overruled => {
            (meant.as_str(), (Role::Right, "✓ ".to_string()))
        }
        AnswerVerdict::Close { meant, .. } => (meant.as_str(), (Role::Warning, "≈ ".to_string())),
        AnswerVerdict::Wrong(_) if overruled => (answer, (Role::Right, "✓ ".to_string())),
        AnswerVerdict::Wrong(_) => (answer, (Role::Wrong, "✗ ".to_string())),
    };
    let (in_typed, in_meant) = differences(&typed_answer.typed, meant);
    let typed = std::iter::once(mark).chain(mark_pieces(
        &typed_answer.typed,
        &in_typed,
        (Role::Text, Role::Match),
    ));
    let right = std::iter::once((Role::Dim, "→ ".to_string())).chain(mark_pieces(
        meant,
        &in_meant,
        (Role::Text, Role::Match),
    ));
    let remark = typed_answer.verdict.remark().filter(|_| !overruled);
    let remark = remark.map(|remark| vec![(Role::Dim, format!("  {remark}"))]);
    [typed.collect(), right.collect()].into_iter().chain(remark).collect()
}

fn mark_pieces(
    text: &str,
    marks: &[std::ops::Range<usize>],
    roles: (Role, Role),
) -> QuestionViewLine {
    let (mut line, mut index) = (Vec::new(), 0);
    for mark in marks {
        line.push((roles.0, text[index..mark.start].to_string()));
        line.push((roles.1, text[mark.clone()].to_string()));
        index = mark.end;
    }
    line.push((roles.0, text[index..].to_string()));
    line.retain(|(_, piece)| !piece.is_empty());
    line
}

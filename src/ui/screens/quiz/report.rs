//! The end of a quiz: the score, where it was lost, and every miss beside what is right.

use ratatui::layout::Rect;

use crate::library::page::PageLayout;
use crate::memory::{EntryId, QuestionForm, QuizRecord};
use crate::study::quiz::{CorrectCount, Quiz, QuizItem, QuizOver, QuizPhase, QuizReport};
use crate::text::count::{percent, pluralize};
use crate::text::duration::clock;
use crate::text::markup::plain;
use crate::text::math::GlyphSet;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;
use crate::ui::view::answer_view::hanging_lines;
use crate::ui::view::chart::{big_digits, score_role, share_columns, thin_bar};
use crate::ui::view::question_view::{QuestionViewLine, column, scrolled};

/// The most scores that are plotted.
const PLOTTED: usize = 24;
/// Cells of a bar.
const BAR: usize = 20;
/// Columns of the name beside a bar.
const NAME: usize = 30;

/// Draws the report.
pub(super) fn view(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    quiz: &Quiz,
    past: &[QuizRecord],
    scroll: usize,
) {
    scrolled(canvas, area, &lines(shared, quiz, past, column(area).width), scroll);
}

/// How many lines do not fit.
pub(super) fn overflow(
    shared: &ScreenContext,
    area: Rect,
    quiz: &Quiz,
    past: &[QuizRecord],
) -> usize {
    let column = column(area);
    lines(shared, quiz, past, column.width).len().saturating_sub(column.height.into())
}

fn lines(
    shared: &ScreenContext,
    quiz: &Quiz,
    past: &[QuizRecord],
    columns: u16,
) -> Vec<QuestionViewLine> {
    let report = quiz.report(shared.run);
    if report.asked == 0 {
        let says = "You ended the quiz before the first answer.";
        return vec![vec![(Role::Title, says.to_string())]];
    }
    let mut lines = score(shared, quiz, &report);
    let scores = past_scores(past, Some((quiz.id, report.corrected)));
    if !scores.is_empty() {
        lines.push(vec![(Role::Dim, scores)]);
    }
    let topic = |topic: Option<_>| {
        topic.map_or_else(
            || "No topic".to_string(),
            |topic| shared.learner.library.topic_info(topic).title.clone(),
        )
    };
    lines.extend(bars(
        "By topic",
        report.topics.iter().map(|(of, tally)| (topic(*of), *tally)),
        columns,
    ));
    lines.extend(bars(
        "By kind",
        report.forms.iter().map(|(form, tally)| (form.title().into(), *tally)),
        columns,
    ));
    let items = &quiz.state().items;
    if !report.slowest.is_empty() {
        lines.extend([vec![], vec![(Role::Label, "Slowest".to_string())]]);
        lines.extend(report.slowest.iter().map(|place| {
            let quiz_item = &items[*place];
            vec![
                (Role::Dim, format!("{:>6}  ", clock(quiz_item.took))),
                (Role::Text, quiz_item.question.title.clone()),
            ]
        }));
    }
    if !report.misses.is_empty() {
        lines.extend([vec![], vec![(Role::Label, format!("Missed  {}", report.misses.len()))]]);
        for place in &report.misses {
            lines.extend(miss(shared, &items[*place], columns));
        }
    }
    lines
}

/// The scores so far as a line of bars, the one of a quiz that has just ended last; nothing
/// of fewer than two.
pub(super) fn past_scores(past: &[QuizRecord], last: Option<(EntryId, f64)>) -> String {
    let others = past.iter().filter(|record| last.is_none_or(|(id, _)| record.id != id));
    let ended =
        others.filter_map(|record| record.ended.as_ref()).map(|ended| f64::from(ended.corrected));
    let scores: Vec<f64> = ended.chain(last.map(|(_, score)| score)).collect();
    let shown = &scores[scores.len().saturating_sub(PLOTTED)..];
    let (Some(first), Some(newest)) = (shown.first(), shown.last()) else { return String::new() };
    if shown.len() < 2 {
        return String::new();
    }
    let line = share_columns(shown.iter().map(|share| *share as f32));
    format!("Scores  {line}  {} → {}", percent(*first), percent(*newest))
}

fn score(shared: &ScreenContext, quiz: &Quiz, report: &QuizReport) -> Vec<QuestionViewLine> {
    let why = match quiz.phase() {
        QuizPhase::Over(QuizOver::TimeUp) => "Time is up.  ",
        QuizPhase::Over(QuizOver::Stopped) => "Ended early.  ",
        _ => "Done.  ",
    };
    let mut parts = vec![format!("{} of {} right", report.right, report.asked)];
    if report.unanswered > 0 {
        parts.push(format!("{} not answered", report.unanswered));
    }
    if report.mended > 0 {
        parts.push(format!(
            "{} right when it came back",
            pluralize(report.mended, "miss", "misses")
        ));
    }
    parts.push(clock(report.took));
    let share = report.score() as f32;
    let mut lines = big_number(shared, &percent(report.score()), score_role(share));
    let beside = [(Role::Title, why.trim().to_string()), (Role::Text, parts.join(" · "))];
    for (line, span) in lines.iter_mut().zip(beside) {
        line.push((Role::Text, "   ".to_string()));
        line.push(span);
    }
    // Without digits of three rows there is a line to add.
    if lines.len() == 1 {
        lines.push(vec![(Role::Text, parts.join(" · "))]);
    }
    if (report.corrected - report.score()).abs() >= 0.005 {
        let says = format!("{} after removing lucky guesses", percent(report.corrected));
        lines.push(vec![(Role::Dim, says)]);
    }
    lines
}

/// A number in digits of three rows, or on one where there are only plain characters.
fn big_number(shared: &ScreenContext, text: &str, role: Role) -> Vec<QuestionViewLine> {
    match shared.glyphs {
        GlyphSet::Unicode => big_digits(text).into_iter().map(|row| vec![(role, row)]).collect(),
        GlyphSet::Ascii => vec![vec![(role, text.to_string())]],
    }
}

fn bars(
    label: &str,
    rows: impl Iterator<Item = (String, CorrectCount)>,
    columns: u16,
) -> Vec<QuestionViewLine> {
    let mut lines: Vec<QuestionViewLine> = vec![vec![], vec![(Role::Label, label.to_string())]];
    let name_columns = NAME.min((columns as usize).saturating_sub(BAR + 8));
    for (name, tally) in rows {
        let name = cut(&name, name_columns);
        let share = tally.share() as f32;
        let [full, left] = thin_bar(share, BAR, score_role(share));
        lines.push(vec![
            (Role::Text, format!("{name}{}", " ".repeat(name_columns - width(&name)))),
            (Role::Text, " ".to_string()),
            full,
            left,
            (Role::Text, format!(" {}/{}", tally.right, tally.asked)),
        ]);
    }
    lines
}

/// A miss: what was asked, what was answered, what is right, and what sets the two apart.
fn miss(shared: &ScreenContext, quiz_item: &QuizItem, columns: u16) -> Vec<QuestionViewLine> {
    let setting = PageLayout::plain(columns.into(), shared.glyphs);
    let asked = match (quiz_item.question.form, quiz_item.question.prompt.as_str()) {
        (QuestionForm::Match, _) => quiz_item.question.task.clone(),
        (_, "") => quiz_item.question.title.clone(),
        (_, prompt) => plain(prompt).replace('\n', ": "),
    };
    let mut lines: Vec<QuestionViewLine> = vec![vec![]];
    lines.extend(literal((Role::Dim, "  "), &asked, columns));
    let given =
        if quiz_item.given.is_empty() { "nothing".to_string() } else { quiz_item.given.clone() };
    lines.extend(literal((Role::Wrong, "✗ "), &given, columns));
    lines.extend(literal((Role::Right, "✓ "), &quiz_item.question.answer(), columns));
    if let Some(text) = quiz_item.because() {
        lines.extend(hanging_lines((Role::Dim, "  "), text, setting));
    }
    lines
}

/// Text without markup behind a mark, its further lines set in as far.
fn literal((role, mark): (Role, &str), text: &str, columns: u16) -> Vec<QuestionViewLine> {
    let lines = wrap(
        &[(Role::Text, clean_line(text).into_owned())],
        (columns as usize).saturating_sub(2).max(1),
    );
    let lead = |i| if i == 0 { (role, mark.to_string()) } else { (role, "  ".to_string()) };
    lines
        .into_iter()
        .enumerate()
        .map(|(i, line)| std::iter::once(lead(i)).chain(line).collect())
        .collect()
}

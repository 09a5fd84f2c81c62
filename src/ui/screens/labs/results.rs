//! A lab's results as lines: its tasks, the current step, the figures, the values.

use super::layout::{LabLayout, TaskPlace};
use super::running_lab::RunningLab;
use super::tasks::ResultLine;
use crate::deck::Figure;
use crate::labs::show::{rows, scalar};
use crate::labs::{LabOutcome, NamedValue};
use crate::text::sanitize::clean_line;
use crate::text::width::width;
use crate::text::wrap::wrap;
use crate::ui::draw::figure;
use crate::ui::draw::theme::Role;
use crate::ui::screens::screen::ScreenContext;

/// From so many rows on all tasks are before the results.
const ALL_TASKS: u16 = 20;

/// The results as wide as their area, or why there are none.
pub(super) fn lines(
    shared: &ScreenContext,
    running: &RunningLab,
    layout: &LabLayout,
) -> Vec<ResultLine> {
    let columns = layout.results.width as usize;
    let outcome = match &running.outcome {
        Ok(outcome) => outcome,
        Err(fault) => return prose(Role::Warning, &fault.to_string(), columns),
    };
    let mut lines = Vec::new();
    if matches!(layout.tasks, TaskPlace::AboveResults) {
        let (lab, progress) = (running.lab, &running.progress);
        lines.extend(if layout.results.height >= ALL_TASKS {
            progress.all_lines(lab, columns)
        } else {
            progress.current_lines(lab, columns)
        });
        lines.push(Vec::new());
    }
    if running.explains {
        lines.push(vec![(Role::Label, "This step".to_string())]);
        lines.extend(prose(Role::Dim, running.lab.about, columns));
        lines.extend(prose(Role::Text, &outcome.explanation, columns));
        lines.push(Vec::new());
    }
    for figure in &outcome.figures {
        lines.extend(figure_lines(shared, figure, columns));
        lines.push(Vec::new());
    }
    lines.extend(values(outcome, columns));
    if matches!(layout.tasks, TaskPlace::BelowResults) {
        lines.push(Vec::new());
        lines.extend(running.progress.all_lines(running.lab, columns));
    }
    lines
}

fn prose(role: Role, text: &str, columns: usize) -> Vec<ResultLine> {
    wrap(&[(role, clean_line(text).into_owned())], columns)
}

/// The lines of a figure.
fn figure_lines(shared: &ScreenContext, figure: &Figure, columns: usize) -> Vec<ResultLine> {
    let lines = figure::draw(figure, columns, shared.curve_glyphs()).into_iter();
    lines.map(|line| line.into_iter().map(|(role, text)| (role.into(), text)).collect()).collect()
}

fn values(outcome: &LabOutcome, columns: usize) -> Vec<ResultLine> {
    let texts =
        outcome.listed().filter_map(|named_value| scalar(&named_value.datum, outcome.places));
    let number = texts.map(|text| width(&text)).max().unwrap_or(0).min(columns / 2);
    let names = outcome.listed().map(|value| value.key.len() + 2 + width(value.about));
    let name = names.max().unwrap_or(0).min(columns.saturating_sub(number + 2)).max(1);
    outcome
        .listed()
        .flat_map(|named_value| value(named_value, outcome.places, columns, (name, number)))
        .collect()
}

/// The lines of one value: what it is, in words, and itself; a list or a matrix below that.
fn value(
    named_value: &NamedValue,
    places: usize,
    columns: usize,
    (name, number): (usize, usize),
) -> Vec<ResultLine> {
    // A list has no value in this line: its rows follow below.
    let text = scalar(&named_value.datum, places).unwrap_or_default();
    let says = [
        (Role::Text, in_words(named_value.key)),
        (Role::Dim, format!(": {}", clean_line(named_value.about))),
    ];
    let mut words = wrap(&says, name);
    if let Some(line) = words.first_mut() {
        let used: usize = line.iter().map(|(_, text)| width(text)).sum();
        let gap = (name + 2 + number).saturating_sub(used + width(&text));
        line.push((Role::Accent, format!("{}{}", " ".repeat(gap), clean_line(&text))));
    }
    let cells = rows(&named_value.datum, places, Some(columns.saturating_sub(2)));
    let below =
        cells.into_iter().map(|row| vec![(Role::Accent, format!("  {}", clean_line(&row)))]);
    words.into_iter().chain(below).collect()
}

/// A key of scripts as words: `nucleus_size` is `Nucleus size`, and `u` stays.
fn in_words(key: &str) -> String {
    let mut letters = key.chars().map(|c| if c == '_' { ' ' } else { c });
    match letters.next() {
        Some(first) if key.len() > 1 => first.to_uppercase().chain(letters).collect(),
        _ => key.to_string(),
    }
}

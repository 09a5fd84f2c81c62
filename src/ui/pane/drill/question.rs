//! The question: what is asked, and the place for the answer.

use ratatui::layout::{Position, Rect};

use super::Drilling;
use crate::clock::Moment;
use crate::collection::page::{self, Setting, filled, rich};
use crate::deck::Card;
use crate::study::answer::Verdict;
use crate::study::{Ask, Asked, Attempt, Drill, Heard, Mode};
use crate::text::cloze::{Cloze, Piece};
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use crate::ui::action::{Action, Area};
use crate::ui::canvas::Canvas;
use crate::ui::pane::{Shared, reading_column};
use crate::ui::theme::Role;

/// A line of the reading column.
pub(super) type Line = Vec<(Role, String)>;

/// The widest line that reads well.
pub(super) const READING: u16 = 72;
/// What a card is taken to need before there is a median, in seconds.
const USUAL: u64 = 8;

/// Returns the column that question and answer stand in.
pub(super) fn column(area: Rect) -> Rect {
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let column = reading_column(inside, READING);
    // On a tall screen the question does not stick to the top.
    let down = if area.height < 16 { 0 } else { (area.height / 8).min(3) };
    Rect { y: column.y + down, height: column.height.saturating_sub(down), ..column }
}

/// Draws the line above: how far the drill has come, what about, and how long it may still take.
pub(super) fn status(shared: &Shared, canvas: &mut Canvas<'_>, area: Rect, drill: &Drill, began: Moment) {
    let (answered, failed) = drill.answered();
    let mode = match drill.mode {
        Mode::Due => "Due",
        Mode::Cram => "Early, off the schedule",
    };
    let mut x = area.x + 1;
    x += canvas.text(x, area.y, area.width, mode, Role::Label) + 3;
    let place = drill.asked().map(|_| format!("{} left", drill.left()));
    if let Some(place) = place {
        x += canvas.text(x, area.y, area.right().saturating_sub(x), &place, Role::Text) + 3;
    }
    let counts = [(Role::Right, format!("✓ {}", answered - failed)), (Role::Wrong, format!("✗ {failed}"))];
    for (role, count) in counts.iter().filter(|_| answered > 0) {
        x += canvas.text(x, area.y, area.right().saturating_sub(x), count, *role) + 2;
    }
    let topic = drill.asked().and_then(|asked| shared.collection.topic(asked.question.item.note));
    let topic = topic.map(|topic| shared.collection.topic_info(topic).title.clone());
    let time = drill.asked().map(|_| time_left(drill, began, shared.desk.now));
    let says = topic.into_iter().chain(time).collect::<Vec<_>>().join(" · ");
    let room = area.right().saturating_sub(x + 2);
    canvas.text_right(area.right().saturating_sub(1), area.y, room, &says, Role::Dim);
}

/// Returns how long the rest may take, by the median of the answers so far.
fn time_left(drill: &Drill, _: Moment, _: Moment) -> String {
    let mut took: Vec<u32> = drill.history().filter(|did| did.rating.is_some()).map(|did| did.took).collect();
    took.sort_unstable();
    let usual = took.get(took.len() / 2).map_or(USUAL * 1000, |median| u64::from(*median).max(1000));
    let seconds = drill.left() as u64 * usual / 1000;
    format!("about {} min left", seconds.div_ceil(60).max(1))
}

/// Draws an open question.
pub(super) fn view(shared: &Shared, canvas: &mut Canvas<'_>, area: Rect, asked: &Asked, pane: &Drilling) {
    let column = column(area);
    let mut lines = head(shared, asked, column.width, Some(pane));
    let given = lines.len();
    lines.extend(so_far(shared, asked, column.width));
    let height = column.height as usize;
    // With little room the end is what matters: the place to type.
    let top = lines.len().saturating_sub(height.saturating_sub(2));
    let cursor = draw(canvas, column, &lines[top..]);
    let mut y = column.y + (lines.len() - top) as u16 + 1;
    match (&asked.question.ask, &asked.attempt) {
        (Ask::Typed { text: Some(_), .. }, _) => canvas.cursor = cursor.map(|at| (at, true)).or(canvas.cursor),
        (Ask::Typed { .. } | Ask::Items(_), _) => {
            let place = Rect { y: y.min(column.bottom().saturating_sub(1)), height: 1, ..column };
            canvas.text(place.x, place.y, 2, "> ", Role::Accent);
            pane.field.view(canvas, Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place });
            y += 1;
        }
        (Ask::Order { steps, .. }, Attempt::Order(order)) => {
            steps_to_order(
                shared,
                canvas,
                Rect { y, height: column.bottom().saturating_sub(y), ..column },
                (steps, order),
                pane.step,
            );
        }
        _ => canvas.cursor = Some((Position { x: column.x, y: column.y + given.min(height) as u16 }, false)),
    }
    if let Some((typed, heard)) = &pane.heard {
        heard_line(canvas, Rect { y: y.min(column.bottom().saturating_sub(1)), height: 1, ..column }, typed, heard);
    }
}

/// Returns the task and the prompt; with a pane, the blanks hold what is being typed.
pub(super) fn head(shared: &Shared, asked: &Asked, columns: u16, typing: Option<&Drilling>) -> Vec<Line> {
    let setting = Setting::plain(columns as usize, shared.glyphs);
    let question = &asked.question;
    let flag = if asked.progress.flagged { "  ▲ flagged" } else { "" };
    let mut lines = vec![vec![(Role::Dim, question.task.clone()), (Role::Warning, flag.to_string())], vec![]];
    for (i, paragraph) in question.prompt.split('\n').enumerate().filter(|(_, text)| !text.is_empty()) {
        let title = i == 0 && !matches!(question.item.card, Card::Term);
        let set = page::text(paragraph, setting).into_iter().map(|line| {
            let role = |role| if title && role == page::Role::Plain { Role::Title } else { Role::from(role) };
            line.into_iter().map(|(piece, text)| (role(piece), text)).collect()
        });
        lines.extend(set);
    }
    if let Ask::Typed { text: Some(cloze), group, .. } = &question.ask {
        if !question.prompt.is_empty() {
            lines.push(vec![]);
        }
        lines.extend(with_blanks(cloze, *group, asked, typing, setting));
    }
    lines
}

/// Returns a text with its blanks: those filled already, the one being typed in, and those still to come.
fn with_blanks(cloze: &Cloze, group: u32, asked: &Asked, typing: Option<&Drilling>, setting: Setting) -> Vec<Line> {
    let Attempt::Typed(given) = &asked.attempt else { return Vec::new() };
    let mut spans: Vec<(Role, String)> = Vec::new();
    let mut number = 0;
    for piece in &cloze.pieces {
        let plain = |text: &str| rich(text, setting.glyphs).into_iter().map(|(role, text)| (Role::from(role), text));
        match piece {
            Piece::Text(text) => spans.extend(plain(text)),
            Piece::Blank(blank) if blank.group != group => spans.extend(plain(&blank.answer)),
            Piece::Blank(blank) => {
                let gap = blank.hint.as_ref().map_or_else(|| "______".to_string(), |hint| format!("[{hint}]"));
                match (typing, given.get(number)) {
                    (None, _) => {
                        let answer = filled(&blank.answer, setting.glyphs).into_iter().map(|(_, text)| text);
                        spans.push((Role::Answer, answer.collect()));
                    }
                    (Some(_), Some(given)) => {
                        let role = if given.verdict.is_accepted() { Role::Right } else { Role::Wrong };
                        spans.push((role, clean_line(&given.typed).into_owned()));
                    }
                    (Some(pane), None) if number == given.len() => {
                        let (before, after) = pane.field.around_cursor();
                        // Never empty, so that the cursor has its place.
                        let after = if before.is_empty() && after.is_empty() { gap } else { after.to_string() + "_" };
                        spans.extend([(Role::Answer, before.to_string()), (Role::Selected, after)]);
                    }
                    (Some(_), None) => spans.push((Role::Dim, gap)),
                }
                number += 1;
            }
        }
    }
    wrap(&spans, setting.columns)
}

/// Returns the items of a list that were named so far.
fn so_far(shared: &Shared, asked: &Asked, columns: u16) -> Vec<Line> {
    let (Ask::Items(items), Attempt::Items { found, .. }) = (&asked.question.ask, &asked.attempt) else {
        return Vec::new();
    };
    let setting = Setting::plain((columns as usize).saturating_sub(2), shared.glyphs);
    let mut lines: Vec<Line> = vec![vec![]];
    for (item, given) in items.iter().zip(found) {
        match given {
            Some(_) => {
                for (i, line) in page::text(&item.text, setting).into_iter().enumerate() {
                    let mark = if i == 0 { "✓ " } else { "  " };
                    let pieces = line.into_iter().map(|(role, text)| (Role::from(role), text));
                    lines.push(std::iter::once((Role::Right, mark.to_string())).chain(pieces).collect());
                }
            }
            None => lines.push(vec![(Role::Dim, "○ …".to_string())]),
        }
    }
    lines
}

fn heard_line(canvas: &mut Canvas<'_>, area: Rect, typed: &str, heard: &Heard) {
    let (role, says) = match heard {
        Heard::Taken(Verdict::Right) => (Role::Right, format!("✓ {typed}")),
        Heard::Taken(Verdict::Slip(meant)) => (Role::Right, format!("✓ {typed} – {meant}")),
        Heard::Taken(Verdict::Wrong) => (Role::Wrong, format!("✗ {typed}")),
        Heard::Already(_) => (Role::Dim, format!("· {typed}: named already")),
        Heard::Nothing => return,
    };
    canvas.text(area.x, area.y, area.width, &says, role);
}

fn steps_to_order(
    shared: &Shared,
    canvas: &mut Canvas<'_>,
    area: Rect,
    (steps, order): (&[String], &[usize]),
    selected: usize,
) {
    canvas.wheel(area, Area::List);
    for (row, &step) in order.iter().enumerate().take(area.height as usize) {
        let place = Rect { y: area.y + row as u16, height: 1, ..area };
        let on = row == selected;
        if on {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        let text: String = rich(&steps[step], shared.glyphs).into_iter().map(|(_, text)| text).collect();
        let role = if on { Role::Selected } else { Role::Text };
        canvas.text(place.x, place.y, place.width, &format!("{} {text}", if on { "▸" } else { " " }), role);
        canvas.click(place, Action::Pick(Area::List, row));
    }
}

/// Draws lines; returns the place of the cursor, where one of them has a blank that is being typed in.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, lines: &[Line]) -> Option<Position> {
    let mut cursor = None;
    for (i, line) in lines.iter().take(area.height as usize).enumerate() {
        let (mut x, y) = (area.x, area.y + i as u16);
        for (role, text) in line {
            // The band of the selection is a whole row's: here it only marks where the cursor is.
            let shown = if *role == Role::Selected { Role::Dim } else { *role };
            if *role == Role::Selected && cursor.is_none() {
                cursor = Some(Position { x, y });
            }
            x += canvas.text(x, y, area.right().saturating_sub(x), text, shown);
        }
    }
    cursor
}

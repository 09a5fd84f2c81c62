//! What an import looks like: what can be set, what it would come to, and every note with what
//! becomes of it.

use ratatui::layout::{Position, Rect};

use super::rows::Row;
use super::{Intake, Stage};
use crate::exchange::{Fate, preview};
use crate::fault::Fault;
use crate::store::import_plan::Planned;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, Area};
use crate::ui::screens::overlay::lines as wrapped;
use crate::ui::screens::screen::{Pane, Shared, counted};
use crate::ui::view::chart;
use crate::ui::view::frame;

/// Rows that a screen of notes is scrolled by.
pub(super) const PAGE: isize = 8;
/// Columns of the names of what can be set.
const NAMES: u16 = 16;
/// The most columns of a note's title.
const TITLE: usize = 32;

/// Draws the import over the whole pane.
pub(super) fn view(intake: &Intake, shared: &Shared, canvas: &mut Canvas<'_>) {
    let screen = canvas.buffer.area;
    let area = canvas.overlay(frame::pane_area(screen), "Import");
    canvas.wheel(screen, Area::Overlay);
    let mut y = area.y;
    if intake.file.is_none() {
        canvas.text(area.x + 2, y, NAMES - 2, "From", Role::Label);
        canvas.text(
            area.x + NAMES,
            y,
            area.width.saturating_sub(NAMES),
            "what was pasted",
            Role::Dim,
        );
        y += 1;
    }
    // With little room the row that is being set stays, and the others make room for the notes.
    let rows = intake.rows();
    let shown = rows.len().min((area.height as usize).saturating_sub(5).max(1));
    let top = (intake.at + 1).saturating_sub(shown).min(rows.len() - shown);
    for (i, row) in rows.iter().enumerate().skip(top).take(shown) {
        if y < area.bottom() {
            set(intake, shared, canvas, Rect { y, height: 1, ..area }, (i, *row));
        }
        y += 1;
    }
    let rest = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
    outcome(intake, canvas, rest);
}

/// Draws a row that can be set.
fn set(
    intake: &Intake,
    shared: &Shared,
    canvas: &mut Canvas<'_>,
    place: Rect,
    (at, row): (usize, Row),
) {
    let on = row == intake.row();
    canvas.text(place.x, place.y, 2, if on { "▸ " } else { "" }, Role::Accent);
    let role = if on { Role::Accent } else { Role::Label };
    canvas.text(place.x + 2, place.y, NAMES.saturating_sub(2), name(row), role);
    let value = Rect { x: place.x + NAMES, width: place.width.saturating_sub(NAMES), ..place };
    canvas.click(place, Action::Pick(Area::Overlay, at));
    let field = match row {
        Row::File => intake.file.as_ref(),
        Row::Deck => Some(&intake.deck),
        Row::Term => Some(&intake.term),
        Row::Card => Some(&intake.card),
        _ => None,
    };
    if let Some(field) = field {
        if on {
            field.view(canvas, value);
        }
        if field.text().is_empty() {
            canvas.text(
                value.x + u16::from(on),
                value.y,
                value.width.saturating_sub(1),
                &unset(intake, shared, row),
                Role::Dim,
            );
        } else if !on {
            canvas.text(value.x, value.y, value.width, field.text(), Role::Text);
        }
        return;
    }
    let says = chosen(intake, row);
    if on {
        canvas.spans(
            value.x,
            value.y,
            value.width,
            [(Role::Accent, "‹ "), (Role::Text, says.as_str()), (Role::Accent, " ›")],
        );
        canvas.cursor = Some((Position { x: value.x + 2, y: value.y }, false));
    } else {
        canvas.text(value.x, value.y, value.width, &says, Role::Text);
    }
}

fn name(row: Row) -> &'static str {
    match row {
        Row::File => "File",
        Row::Deck => "Into deck",
        Row::Format => "Read as",
        Row::Term => "Term ends at",
        Row::Card => "Note ends at",
        Row::Header => "First row",
        Row::Lists => "Lists",
        Row::Past => "History",
    }
}

/// Returns what holds as long as nothing is typed.
fn unset(intake: &Intake, shared: &Shared, row: Row) -> String {
    match row {
        Row::File => "its name, or paste the notes; Tab completes".to_string(),
        Row::Deck => {
            let deck =
                intake.plan().and_then(|plan| plan.files.first()).map(|file| file.deck.as_str());
            let title = deck.map(|id| {
                let found = shared.collection.decks().iter().find(|deck| deck.head.id == id);
                found.map_or_else(|| format!("{id}, a new deck"), |deck| deck.head.title.clone())
            });
            title.unwrap_or_else(|| "the one that it comes from".to_string())
        }
        _ => {
            let way = shared.way(
                "; ",
                intake.contexts(),
                Action::NextChoice,
                "goes through what is usual",
            );
            format!("found out{way}")
        }
    }
}

fn chosen(intake: &Intake, row: Row) -> String {
    match row {
        Row::Format => match intake.format {
            Some(format) => format.to_string(),
            None if intake.found.is_empty() => "found out".to_string(),
            None => format!("{}, found out", intake.found),
        },
        Row::Header => match intake.header {
            None => "found out".to_string(),
            Some(true) => "names the columns".to_string(),
            Some(false) => "is a note".to_string(),
        },
        Row::Lists if intake.lists => "numbered and dashed runs become steps and lists".to_string(),
        Row::Lists => "definitions stay as they are".to_string(),
        Row::Past if intake.past => "their reviews come along".to_string(),
        _ => "their reviews are left out".to_string(),
    }
}

/// Draws what it comes to, or how far it is.
fn outcome(intake: &Intake, canvas: &mut Canvas<'_>, area: Rect) {
    if area.height == 0 {
        return;
    }
    match &intake.stage {
        Stage::Naming => {
            let says = "Quizlet lists, CSV and TSV, Anki packages and text, Markdown, JSON, and decks of lacuna.";
            for (line, y) in wrapped(says, area.width).iter().zip(area.y..area.bottom()) {
                canvas.text(area.x, y, area.width, line, Role::Dim);
            }
        }
        Stage::Reading(_, watch) => {
            let share = watch.share();
            let says =
                format!("Reading  {} {:.0} %   Esc stops", chart::bar(share, 24), share * 100.0);
            canvas.text(area.x, area.y, area.width, &says, Role::Text);
        }
        Stage::Writing => _ = canvas.text(area.x, area.y, area.width, "Writing…", Role::Text),
        Stage::Failed(says) => {
            for (line, y) in wrapped(says, area.width).iter().zip(area.y..area.bottom()) {
                canvas.text(area.x, y, area.width, line, Role::Warning);
            }
        }
        Stage::Read(plan) => {
            canvas.spans(
                area.x,
                area.y,
                area.width,
                counts(&plan.files).iter().map(|(role, text)| (*role, text.as_str())),
            );
            let notes = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            told(intake, canvas, notes);
        }
    }
}

/// Returns how many notes are new, changed and so on; what is none is left out.
fn counts(files: &[Planned]) -> Vec<(Role, String)> {
    let count = |fate: Fate| files.iter().map(|file| file.changes.count(fate)).sum::<usize>();
    let past: usize =
        files.iter().flat_map(|file| &file.changes.past).map(|(_, past)| past.len()).sum();
    let mut parts = vec![(Role::Right, format!("{} new", count(Fate::Added)))];
    let more = [
        (Role::Accent, count(Fate::Updated), "changed"),
        (Role::Dim, count(Fate::Unchanged), "there already"),
        (Role::Warning, count(Fate::Conflict), "undecided"),
        (Role::Warning, count(Fate::Skipped), "left out"),
    ];
    parts.extend(
        more.into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(role, count, says)| (role, format!("{count} {says}"))),
    );
    if past > 0 {
        parts.push((Role::Dim, counted(past, "review", "reviews")));
    }
    let last = parts.len() - 1;
    let spaced = parts
        .into_iter()
        .enumerate()
        .flat_map(|(i, part)| [Some(part), (i < last).then(|| (Role::Dim, " · ".to_string()))]);
    spaced.flatten().collect()
}

impl Intake {
    /// Returns how many lines there are to scroll through: notes, and what is to be said.
    pub(super) fn told(&self) -> usize {
        let files = self.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
        files.iter().map(|file| file.changes.warnings.len() + file.changes.notes.len()).sum()
    }
}

/// Draws what is to be said, and then the notes, as many as there is room for.
fn told(intake: &Intake, canvas: &mut Canvas<'_>, area: Rect) {
    let files = intake.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
    let warnings = files.iter().flat_map(|file| &file.changes.warnings).map(Told::Warning);
    let notes = files
        .iter()
        .flat_map(|file| &file.changes.notes)
        .map(|(fate, note)| Told::Note(*fate, note));
    let mut y = area.y;
    let mut shown = intake.top;
    for one in warnings.chain(notes).skip(intake.top) {
        if y >= area.bottom() {
            break;
        }
        y += one.draw(canvas, Rect { y, height: area.bottom() - y, ..area });
        shown += 1;
    }
    canvas.more_below((area.right(), area.bottom()), intake.told(), shown);
}

/// Something to be told.
enum Told<'a> {
    Warning(&'a Fault),
    Note(Fate, &'a crate::deck::Note),
}

impl Told<'_> {
    /// Draws it; returns how many rows it took.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        match self {
            Told::Warning(fault) => {
                let says = [(Role::Warning, format!("▲ {}", clean_line(&fault.to_string())))];
                let lines = wrap(&says, area.width.max(1) as usize);
                for (line, y) in lines.iter().zip(area.y..area.bottom()) {
                    canvas.spans(
                        area.x,
                        y,
                        area.width,
                        line.iter().map(|(role, text)| (*role, text.as_str())),
                    );
                }
                lines.len() as u16
            }
            Told::Note(fate, note) => {
                let (sign, role) = match fate {
                    Fate::Added => ("+", Role::Right),
                    Fate::Updated => ("~", Role::Accent),
                    Fate::Unchanged => ("=", Role::Dim),
                    Fate::Conflict => ("?", Role::Warning),
                    Fate::Skipped => ("–", Role::Warning),
                };
                let (title, gist) = preview(note);
                let title = cut(&title, TITLE.min(area.width as usize / 2)).into_owned();
                canvas.text(area.x, area.y, 2, sign, role);
                canvas.text(
                    area.x + 2,
                    area.y,
                    area.width.saturating_sub(2),
                    &title,
                    if *fate == Fate::Unchanged { Role::Dim } else { Role::Text },
                );
                let x = area.x + 2 + (width(&title) as u16 + 2).max(area.width.min(40) / 2);
                canvas.text(
                    x,
                    area.y,
                    area.right().saturating_sub(x),
                    &cut(&gist, area.right().saturating_sub(x) as usize),
                    Role::Dim,
                );
                1
            }
        }
    }
}

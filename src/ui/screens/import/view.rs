//! What an import looks like: what can be set, what it would come to, and every note with what
//! becomes of it.

use ratatui::layout::{Position, Rect};

use super::import_setting::ImportSetting;
use super::{ImportScreen, ImportStage};
use crate::exchange::{MergeOutcome, preview};
use crate::fault::Fault;
use crate::store::import_plan::FilePlan;
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, width};
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::chart;
use crate::ui::view::frame;
use crate::ui::view::popup::wrap_plain;

/// Rows that a screen of notes is scrolled by.
pub(super) const PAGE: isize = 8;
/// Columns of the names of what can be set.
const NAMES: u16 = 16;
/// The most columns of a note's title.
const TITLE: usize = 32;

/// Draws the import over the whole pane.
pub(super) fn view(intake: &ImportScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let screen = canvas.buffer.area;
    let area = canvas.overlay(frame::pane_area(screen), "Import");
    canvas.wheel(screen, ListArea::Overlay);
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
    intake: &ImportScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    place: Rect,
    (at, row): (usize, ImportSetting),
) {
    let on = row == intake.row();
    canvas.text(place.x, place.y, 2, if on { "▸ " } else { "" }, Role::Accent);
    let role = if on { Role::Accent } else { Role::Label };
    canvas.text(place.x + 2, place.y, NAMES.saturating_sub(2), name(row), role);
    let value = Rect { x: place.x + NAMES, width: place.width.saturating_sub(NAMES), ..place };
    canvas.click(place, Action::Pick(ListArea::Overlay, at));
    let field = match row {
        ImportSetting::File => intake.file.as_ref(),
        ImportSetting::Deck => Some(&intake.deck),
        ImportSetting::Term => Some(&intake.term),
        ImportSetting::Card => Some(&intake.card),
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

fn name(row: ImportSetting) -> &'static str {
    match row {
        ImportSetting::File => "File",
        ImportSetting::Deck => "Into deck",
        ImportSetting::Format => "Read as",
        ImportSetting::Term => "Term ends at",
        ImportSetting::Card => "Note ends at",
        ImportSetting::Header => "First row",
        ImportSetting::Lists => "Lists",
        ImportSetting::Past => "History",
    }
}

/// Returns what holds as long as nothing is typed.
fn unset(intake: &ImportScreen, shared: &ScreenContext, row: ImportSetting) -> String {
    match row {
        ImportSetting::File => "its name, or paste the notes; Tab completes".to_string(),
        ImportSetting::Deck => {
            let deck =
                intake.plan().and_then(|plan| plan.files.first()).map(|file| file.deck.as_str());
            let title = deck.map(|id| {
                let found = shared.learner.library.decks().iter().find(|deck| deck.head.id == id);
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

fn chosen(intake: &ImportScreen, row: ImportSetting) -> String {
    match row {
        ImportSetting::Format => match intake.format {
            Some(format) => format.to_string(),
            None if intake.found.is_empty() => "found out".to_string(),
            None => format!("{}, found out", intake.found),
        },
        ImportSetting::Header => match intake.header {
            None => "found out".to_string(),
            Some(true) => "names the columns".to_string(),
            Some(false) => "is a note".to_string(),
        },
        ImportSetting::Lists if intake.lists => {
            "numbered and dashed runs become steps and lists".to_string()
        }
        ImportSetting::Lists => "definitions stay as they are".to_string(),
        ImportSetting::Past if intake.past => "their reviews come along".to_string(),
        _ => "their reviews are left out".to_string(),
    }
}

/// Draws what it comes to, or how far it is.
fn outcome(intake: &ImportScreen, canvas: &mut Canvas<'_>, area: Rect) {
    if area.height == 0 {
        return;
    }
    match &intake.stage {
        ImportStage::Naming => {
            let says = "Quizlet lists, CSV and TSV, Anki packages and text, Markdown, JSON, and decks of lacuna.";
            for (line, y) in wrap_plain(says, area.width).iter().zip(area.y..area.bottom()) {
                canvas.text(area.x, y, area.width, line, Role::Dim);
            }
        }
        ImportStage::Reading(_, watch) => {
            let share = watch.share();
            let says =
                format!("Reading  {} {:.0} %   Esc stops", chart::bar(share, 24), share * 100.0);
            canvas.text(area.x, area.y, area.width, &says, Role::Text);
        }
        ImportStage::Writing => _ = canvas.text(area.x, area.y, area.width, "Writing…", Role::Text),
        ImportStage::Failed(says) => {
            for (line, y) in wrap_plain(says, area.width).iter().zip(area.y..area.bottom()) {
                canvas.text(area.x, y, area.width, line, Role::Warning);
            }
        }
        ImportStage::Read(plan) => {
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
fn counts(files: &[FilePlan]) -> Vec<(Role, String)> {
    let count =
        |fate: MergeOutcome| files.iter().map(|file| file.changes.count(fate)).sum::<usize>();
    let past: usize =
        files.iter().flat_map(|file| &file.changes.history).map(|(_, past)| past.len()).sum();
    let mut parts = vec![(Role::Right, format!("{} new", count(MergeOutcome::Added)))];
    let more = [
        (Role::Accent, count(MergeOutcome::Updated), "changed"),
        (Role::Dim, count(MergeOutcome::Unchanged), "there already"),
        (Role::Warning, count(MergeOutcome::Conflict), "undecided"),
        (Role::Warning, count(MergeOutcome::Skipped), "left out"),
    ];
    parts.extend(
        more.into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(role, count, says)| (role, format!("{count} {says}"))),
    );
    if past > 0 {
        parts.push((Role::Dim, pluralize(past, "review", "reviews")));
    }
    let last = parts.len() - 1;
    let spaced = parts
        .into_iter()
        .enumerate()
        .flat_map(|(i, part)| [Some(part), (i < last).then(|| (Role::Dim, " · ".to_string()))]);
    spaced.flatten().collect()
}

impl ImportScreen {
    /// Returns how many lines there are to scroll through: notes, and what is to be said.
    pub(super) fn told(&self) -> usize {
        let files = self.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
        files.iter().map(|file| file.changes.warnings.len() + file.changes.notes.len()).sum()
    }
}

/// Draws what is to be said, and then the notes, as many as there is room for.
fn told(intake: &ImportScreen, canvas: &mut Canvas<'_>, area: Rect) {
    let files = intake.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
    let warnings = files.iter().flat_map(|file| &file.changes.warnings).map(ImportNotice::Warning);
    let notes = files
        .iter()
        .flat_map(|file| &file.changes.notes)
        .map(|(fate, note)| ImportNotice::Note(*fate, note));
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
enum ImportNotice<'a> {
    Warning(&'a Fault),
    Note(MergeOutcome, &'a crate::deck::Note),
}

impl ImportNotice<'_> {
    /// Draws it; returns how many rows it took.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        match self {
            ImportNotice::Warning(fault) => {
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
            ImportNotice::Note(fate, note) => {
                let (sign, role) = match fate {
                    MergeOutcome::Added => ("+", Role::Right),
                    MergeOutcome::Updated => ("~", Role::Accent),
                    MergeOutcome::Unchanged => ("=", Role::Dim),
                    MergeOutcome::Conflict => ("?", Role::Warning),
                    MergeOutcome::Skipped => ("–", Role::Warning),
                };
                let (title, gist) = preview(note);
                let title = cut(&title, TITLE.min(area.width as usize / 2)).into_owned();
                canvas.text(area.x, area.y, 2, sign, role);
                canvas.text(
                    area.x + 2,
                    area.y,
                    area.width.saturating_sub(2),
                    &title,
                    if *fate == MergeOutcome::Unchanged { Role::Dim } else { Role::Text },
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

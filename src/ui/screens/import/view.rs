//! How the import screen is drawn: its settings, the counts, and each note with its outcome.

use ratatui::layout::{Position, Rect};

use super::import_setting::ImportSetting;
use super::{ImportScreen, ImportStage};
use crate::deck::Note;
use crate::exchange::{MergeOutcome, preview};
use crate::fault::Fault;
use crate::library::page::{self, PageLayout};
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

/// Rows of a page of notes.
pub(super) const PAGE: isize = 8;
/// Columns of the settings' names.
const NAMES: u16 = 16;
/// The most columns of a note's title.
const TITLE: usize = 32;
/// The most columns of a note's page.
const READING: u16 = 72;
/// The most rows of a note's page.
const PREVIEW: usize = 8;

/// Draws the import screen over the tab.
pub(super) fn view(import: &ImportScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let screen = canvas.buffer.area;
    let area = canvas.overlay(frame::pane_area(screen), "Import");
    canvas.wheel(screen, ListArea::Overlay);
    let mut y = area.y;
    if import.file.is_none() {
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
    // With little room the selected row stays, and the others make room for the notes.
    let rows = import.rows();
    let shown = rows.len().min((area.height as usize).saturating_sub(5).max(1));
    let top = (import.index + 1).saturating_sub(shown).min(rows.len() - shown);
    for (i, row) in rows.iter().enumerate().skip(top).take(shown) {
        if y < area.bottom() {
            draw_row(import, shared, canvas, Rect { y, height: 1, ..area }, (i, *row));
        }
        y += 1;
    }
    let rest = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
    draw_outcome(import, shared, canvas, rest);
}

/// Draws a setting.
fn draw_row(
    import: &ImportScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    place: Rect,
    (index, row): (usize, ImportSetting),
) {
    let on = row == import.row();
    canvas.text(place.x, place.y, 2, if on { "▸ " } else { "" }, Role::Accent);
    let role = if on { Role::Accent } else { Role::Label };
    canvas.text(place.x + 2, place.y, NAMES.saturating_sub(2), row_name(row), role);
    let value = Rect { x: place.x + NAMES, width: place.width.saturating_sub(NAMES), ..place };
    canvas.click(place, Action::Pick(ListArea::Overlay, index));
    let field = match row {
        ImportSetting::File => import.file.as_ref(),
        ImportSetting::Deck => Some(&import.deck),
        ImportSetting::Term => Some(&import.term),
        ImportSetting::Card => Some(&import.card),
        ImportSetting::Columns => Some(&import.columns),
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
                &placeholder(import, shared, row),
                Role::Dim,
            );
        } else if !on {
            canvas.text(value.x, value.y, value.width, field.text(), Role::Text);
        }
        return;
    }
    let message = choice_text(import, row);
    if on {
        canvas.spans(
            value.x,
            value.y,
            value.width,
            [(Role::Accent, "‹ "), (Role::Text, message.as_str()), (Role::Accent, " ›")],
        );
        canvas.cursor = Some((Position { x: value.x + 2, y: value.y }, false));
    } else {
        canvas.text(value.x, value.y, value.width, &message, Role::Text);
    }
}

fn row_name(row: ImportSetting) -> &'static str {
    match row {
        ImportSetting::File => "File",
        ImportSetting::Deck => "Into deck",
        ImportSetting::Format => "Read as",
        ImportSetting::Term => "Term ends at",
        ImportSetting::Card => "Note ends at",
        ImportSetting::Header => "First row",
        ImportSetting::Columns => "Columns",
        ImportSetting::Ways => "Asked",
        ImportSetting::Lists => "Lists",
        ImportSetting::Past => "History",
    }
}

/// What an empty text field stands for.
fn placeholder(import: &ImportScreen, shared: &ScreenContext, row: ImportSetting) -> String {
    match row {
        ImportSetting::File => "name it, or paste notes".to_string(),
        ImportSetting::Deck => {
            let deck =
                import.plan().and_then(|plan| plan.files.first()).map(|file| file.deck.as_str());
            let title = deck.map(|id| {
                let found = shared.learner.library.decks().iter().find(|deck| deck.head.id == id);
                found.map_or_else(|| format!("{id}, a new deck"), |deck| deck.head.title.clone())
            });
            title.unwrap_or_else(|| "the one that it comes from".to_string())
        }
        ImportSetting::Columns => {
            "by their names; or term=German,definition=English,tags=3".to_string()
        }
        _ => {
            let way = shared.key_hint(
                "; ",
                import.contexts(),
                Action::NextChoice,
                "goes through what is usual",
            );
            format!("detected{way}")
        }
    }
}

fn choice_text(import: &ImportScreen, row: ImportSetting) -> String {
    match row {
        ImportSetting::Format => match import.format {
            Some(format) => format.to_string(),
            None if import.found.is_empty() => "detected".to_string(),
            None => format!("{}, detected", import.found),
        },
        ImportSetting::Header => match import.header {
            None => "detected".to_string(),
            Some(true) => "names the columns".to_string(),
            Some(false) => "is a note".to_string(),
        },
        ImportSetting::Ways if import.one_way => "one way: the second side".to_string(),
        ImportSetting::Ways => "both ways".to_string(),
        ImportSetting::Lists if import.lists => {
            "numbered and dashed runs become steps and lists".to_string()
        }
        ImportSetting::Lists => "definitions stay as they are".to_string(),
        ImportSetting::Past if import.past => "their reviews come along".to_string(),
        _ => "their reviews are left out".to_string(),
    }
}

/// Draws the preview, or how far the reading is.
fn draw_outcome(
    import: &ImportScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    if area.height == 0 {
        return;
    }
    match &import.stage {
        ImportStage::Naming => {
            let message = "Quizlet lists, CSV and TSV, Anki packages and text, Markdown, JSON, \
                and decks of lacuna.";
            for (line, y) in wrap_plain(message, area.width).iter().zip(area.y..area.bottom()) {
                canvas.text(area.x, y, area.width, line, Role::Dim);
            }
        }
        ImportStage::Reading(_, watch) => {
            let share = watch.share();
            let message =
                format!("Reading  {} {:.0} %   Esc stops", chart::bar(share, 24), share * 100.0);
            canvas.text(area.x, area.y, area.width, &message, Role::Text);
        }
        ImportStage::Writing => _ = canvas.text(area.x, area.y, area.width, "Writing…", Role::Text),
        ImportStage::Failed(message) => {
            for (line, y) in wrap_plain(message, area.width).iter().zip(area.y..area.bottom()) {
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
            draw_notes(import, shared, canvas, notes);
        }
    }
}

/// How many notes are new, changed and so on; zero counts are left out.
fn counts(files: &[FilePlan]) -> Vec<(Role, String)> {
    let count = |merge_outcome: MergeOutcome| {
        files.iter().map(|file| file.changes.count(merge_outcome)).sum::<usize>()
    };
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
            .map(|(role, count, message)| (role, format!("{count} {message}"))),
    );
    if past > 0 {
        parts.push((Role::Dim, pluralize(past, "review", "reviews")));
    }
    let media = files.iter().filter_map(|file| file.media.summary());
    parts.extend(media.map(|media| (Role::Dim, media)));
    let last = parts.len() - 1;
    let spaced = parts
        .into_iter()
        .enumerate()
        .flat_map(|(i, part)| [Some(part), (i < last).then(|| (Role::Dim, " · ".to_string()))]);
    spaced.flatten().collect()
}

impl ImportScreen {
    /// How many lines there are to scroll through: warnings and notes.
    pub(super) fn line_count(&self) -> usize {
        let files = self.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
        files.iter().map(|file| file.changes.warnings.len() + file.changes.notes.len()).sum()
    }
}

/// Draws the warnings and then the notes, as many as there is room for.
fn draw_notes(import: &ImportScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) {
    let files = import.plan().map(|plan| plan.files.as_slice()).unwrap_or_default();
    let warnings = files.iter().flat_map(|file| &file.changes.warnings).map(ImportNotice::Warning);
    let notes = files
        .iter()
        .flat_map(|file| &file.changes.notes)
        .map(|(merge_outcome, note)| ImportNotice::Note(*merge_outcome, note));
    let mut y = area.y;
    for one in warnings.chain(notes).skip(import.top) {
        if y >= area.bottom() {
            break;
        }
        y += one.draw(shared, canvas, Rect { y, height: area.bottom() - y, ..area });
    }
    canvas.gutter(area, (import.top, import.line_count()));
}

/// A line of the preview.
enum ImportNotice<'a> {
    Warning(&'a Fault),
    Note(MergeOutcome, &'a Note),
}

impl ImportNotice<'_> {
    /// Draws it; returns how many rows it took.
    fn draw(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        match self {
            ImportNotice::Warning(fault) => {
                let message = [(Role::Warning, format!("▲ {}", clean_line(&fault.to_string())))];
                let lines = wrap(&message, area.width.max(1) as usize);
                draw_lines(canvas, area, &lines)
            }
            ImportNotice::Note(merge_outcome, note) => {
                let (sign, role) = match merge_outcome {
                    MergeOutcome::Added => ("+", Role::Right),
                    MergeOutcome::Updated => ("~", Role::Accent),
                    MergeOutcome::Unchanged => ("=", Role::Dim),
                    MergeOutcome::Conflict => ("?", Role::Warning),
                    MergeOutcome::Skipped => ("–", Role::Warning),
                };
                canvas.text(area.x, area.y, 2, sign, role);
                let is_news = *merge_outcome != MergeOutcome::Unchanged;
                let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
                if is_news && page::has_marks(note) {
                    return draw_page(shared, canvas, area, note);
                }
                draw_summary(canvas, area, note, if is_news { Role::Text } else { Role::Dim });
                1
            }
        }
    }
}

/// Draws a note on one line: its title, and as much of its text as there is room for.
fn draw_summary(canvas: &mut Canvas<'_>, area: Rect, note: &Note, role: Role) {
    let (title, summary) = preview(note);
    let title = cut(&title, TITLE.min(area.width as usize / 2)).into_owned();
    canvas.text(area.x, area.y, area.width, &title, role);
    let x = area.x + (width(&title) as u16 + 2).max((area.width + 2).min(40) / 2);
    let room = area.right().saturating_sub(x);
    canvas.text(x, area.y, room, &cut(&summary, room as usize), Role::Dim);
}

/// Draws the beginning of a note as its page will have it; returns how many rows it took.
fn draw_page(shared: &ScreenContext, canvas: &mut Canvas<'_>, area: Rect, note: &Note) -> u16 {
    let layout = PageLayout::plain(usize::from(area.width.clamp(1, READING)), shared.glyphs);
    let page = page::preview(&shared.learner.library, note, layout);
    let is_cut = page.len() > PREVIEW;
    let mut lines = Vec::new();
    for line in page.into_iter().take(if is_cut { PREVIEW - 1 } else { PREVIEW }) {
        lines.push(line.into_iter().map(|(role, text)| (Role::from(role), text)).collect());
    }
    if is_cut {
        lines.push(vec![(Role::Dim, "…".to_string())]);
    }
    draw_lines(canvas, area, &lines)
}

fn draw_lines(canvas: &mut Canvas<'_>, area: Rect, lines: &[Vec<(Role, String)>]) -> u16 {
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let spans = line.iter().map(|(role, text)| (*role, text.as_str()));
        canvas.spans(area.x, y, area.width, spans);
    }
    lines.len() as u16
}

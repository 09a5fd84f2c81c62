//! What lies over a pane: the list of keys, and the command palette.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::layout::{Position, Rect};

use crate::deck::Figure;
use crate::library::{Library, NoteIx, page};
use crate::memory::CardId;
use crate::text::sanitize::clean_line;
use crate::text::wrap::wrap;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::figure;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::{Context, Keymap, KeymapRow};
use crate::ui::input::text_field::TextField;
use crate::ui::shell::desk::Desk;
use crate::ui::view::list::{ListMove, ListState};

/// An overlay, with its own state.
#[derive(Debug)]
pub enum Overlay {
    /// The keys that work in the pane under it.
    Help {
        /// Where keys are looked up in the pane.
        contexts: &'static [Context],
        /// The first line shown.
        top: usize,
    },
    /// Every action, to search and run.
    Palette {
        /// Where keys are looked up under it.
        contexts: &'static [Context],
        /// What is searched for.
        field: TextField,
        /// The selected row.
        list: ListState,
    },
    /// Something that is too long for the footer.
    Told(String),
    /// A figure, as large as the screen.
    Figure {
        /// The figure.
        figure: Box<Figure>,
        /// What its curves are drawn with.
        ink: CurveGlyphs,
        /// The first line shown.
        top: usize,
    },
    /// What is known of a card.
    Card {
        /// Its name.
        card: CardId,
        /// What is known, each with its label.
        rows: Vec<(&'static str, String)>,
    },
}

/// What an overlay asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayExit {
    /// It stays.
    Stay,
    /// It goes.
    Close,
    /// It goes, and this row's action is carried out in its context.
    Run(Context, Action),
}

impl Overlay {
    /// Returns an empty palette over what has these contexts.
    pub fn palette(contexts: &'static [Context]) -> Overlay {
        Overlay::Palette { contexts, field: TextField::default(), list: ListState::default() }
    }

    /// Returns the figure that goes with a note, if there is one.
    pub fn figure(library: &Library, note: NoteIx, ink: CurveGlyphs) -> Option<Overlay> {
        let figure = page::figure(library, note).map(Box::new)?;
        Some(Overlay::Figure { figure, ink, top: 0 })
    }

    /// Returns what is known of a card.
    pub fn card(desk: &Desk, card: CardId) -> Overlay {
        let rows = desk.told(&card);
        Overlay::Card { card, rows }
    }

    /// Returns where keys are looked up.
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Overlay::Help { .. }
            | Overlay::Card { .. }
            | Overlay::Told(_)
            | Overlay::Figure { .. } => &[Context::Help, Context::List, Context::Always],
            Overlay::Palette { .. } => &[Context::Palette, Context::Field, Context::Always],
        }
    }

    /// Returns the field that takes what is typed.
    pub fn field(&mut self) -> Option<&mut TextField> {
        match self {
            Overlay::Help { .. }
            | Overlay::Card { .. }
            | Overlay::Told(_)
            | Overlay::Figure { .. } => None,
            Overlay::Palette { field, .. } => Some(field),
        }
    }

    /// Tells that the field's text changed.
    pub fn typed(&mut self) {
        if let Overlay::Palette { list, .. } = self {
            *list = ListState::default();
        }
    }

    /// Carries out an action.
    pub fn update(&mut self, keymap: &Keymap, screen: Rect, action: Action) -> OverlayExit {
        let height = inside(screen).height as usize;
        match self {
            Overlay::Help { contexts, top } => {
                scrolled(top, help_lines(keymap, contexts).len(), height, action)
            }
            Overlay::Figure { figure, ink, top } => {
                let area = figure_area(screen);
                let lines = figure::draw(figure, area.width as usize, *ink).len();
                scrolled(top, lines, area.height as usize, action)
            }
            Overlay::Card { .. } | Overlay::Told(_) => OverlayExit::Close,
            Overlay::Palette { contexts, field, list } => {
                let rows = commands(keymap, contexts, field.text());
                let shown = height.saturating_sub(2);
                let how = match action {
                    Action::Enter | Action::Pick(ListArea::Overlay, _) => {
                        let row = if let Action::Pick(_, row) = action {
                            row
                        } else {
                            list.selected(rows.len())
                        };
                        let run = |row: &&KeymapRow| OverlayExit::Run(row.context, row.action);
                        return rows.get(row).map_or(OverlayExit::Stay, run);
                    }
                    Action::Down => ListMove::By(1),
                    Action::Up => ListMove::By(-1),
                    Action::PageDown => ListMove::By(shown as isize),
                    Action::PageUp => ListMove::By(-(shown as isize)),
                    Action::Scroll(_, by) => ListMove::By(by.into()),
                    _ => return OverlayExit::Close,
                };
                list.go(how, rows.len(), shown);
                OverlayExit::Stay
            }
        }
    }

    /// Draws the overlay.
    pub fn view(&self, canvas: &mut Canvas<'_>, keymap: &Keymap, screen: Rect) {
        match self {
            Overlay::Help { contexts, top } => {
                view_help(canvas, screen, &help_lines(keymap, contexts), *top);
            }
            Overlay::Palette { contexts, field, list } => {
                view_palette(
                    canvas,
                    screen,
                    field,
                    &commands(keymap, contexts, field.text()),
                    *list,
                );
            }
            Overlay::Card { card, rows } => view_card(canvas, screen, card, rows),
            Overlay::Told(text) => view_told(canvas, screen, text),
            Overlay::Figure { figure, ink, top } => view_figure(canvas, screen, figure, *ink, *top),
        }
    }
}

/// Returns the overlay's place on the screen.
pub(super) fn place(screen: Rect) -> Rect {
    let (width, height) =
        (screen.width.saturating_sub(4).min(72), screen.height.saturating_sub(2).min(26));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

fn inside(screen: Rect) -> Rect {
    let place = place(screen);
    Rect { height: place.height.saturating_sub(2), ..place }
}

/// Scrolls what has so many lines, of which so many are shown; anything else closes it.
fn scrolled(top: &mut usize, lines: usize, height: usize, action: Action) -> OverlayExit {
    let most = lines.saturating_sub(height);
    let page = height.saturating_sub(1) as isize;
    *top = match action {
        Action::Down => *top + 1,
        Action::Up => top.saturating_sub(1),
        Action::PageDown | Action::HalfDown => top.saturating_add_signed(page),
        Action::PageUp | Action::HalfUp => top.saturating_add_signed(-page),
        Action::Scroll(_, rows) => top.saturating_add_signed(rows.into()),
        Action::First => 0,
        Action::Last => most,
        _ => return OverlayExit::Close,
    }
    .min(most);
    OverlayExit::Stay
}

/// Returns the inside of the overlay that shows a figure.
fn figure_area(screen: Rect) -> Rect {
    let whole = screen.width.saturating_sub(4);
    // Slivers of what lies under it would only disturb.
    let width = if whole > 104 { 92 } else { whole };
    let x = screen.x + (screen.width - width) / 2;
    Rect { x, y: screen.y + 1, width, height: screen.height.saturating_sub(3) }
}

fn view_figure(
    canvas: &mut Canvas<'_>,
    screen: Rect,
    shown: &Figure,
    ink: CurveGlyphs,
    top: usize,
) {
    let area = figure_area(screen);
    let lines = figure::draw(shown, area.width as usize, ink).len();
    let height = area.height.min(lines as u16);
    let outside = Rect { x: area.x - 2, y: area.y - 1, width: area.width + 4, height: height + 2 };
    canvas.overlay(outside, "Figure");
    canvas.wheel(screen, ListArea::Overlay);
    canvas.click(screen, Action::Back);
    canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
    figure::view(canvas, Rect { height, ..area }, shown, ink, top);
    canvas.more_below((area.right(), area.y + height), lines, top + height as usize);
}

/// A line of the help: a heading, or keys and what they do.
enum HelpLine {
    Heading(&'static str),
    Keys(String, &'static str),
}

fn help_lines(keymap: &Keymap, contexts: &[Context]) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let mut heading = None;
    for (binding, labels) in keymap.active_rows(contexts) {
        if heading != Some(binding.context) {
            heading = Some(binding.context);
            lines.push(HelpLine::Heading(binding.context.title()));
        }
        lines.push(HelpLine::Keys(labels.join(", "), binding.action.words().1));
    }
    lines
}

fn view_help(canvas: &mut Canvas<'_>, screen: Rect, lines: &[HelpLine], top: usize) {
    let area = canvas.overlay(place(screen), "Keys");
    canvas.wheel(screen, ListArea::Overlay);
    canvas.click(screen, Action::Back);
    canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
    let keys = area.width.min(22);
    for (i, line) in lines.iter().skip(top).take(area.height as usize).enumerate() {
        let y = area.y + i as u16;
        match line {
            HelpLine::Heading(title) => _ = canvas.text(area.x, y, area.width, title, Role::Label),
            HelpLine::Keys(labels, words) => {
                canvas.text(area.x + 2, y, keys.saturating_sub(3), labels, Role::Key);
                canvas.text(area.x + keys, y, area.width.saturating_sub(keys), words, Role::Text);
            }
        }
    }
    canvas.more_below((area.right(), area.bottom()), lines.len(), top + area.height as usize);
}

fn view_card(
    canvas: &mut Canvas<'_>,
    screen: Rect,
    card: &CardId,
    rows: &[(&'static str, String)],
) {
    let place = place(screen);
    let area = canvas
        .overlay(Rect { height: (rows.len() as u16 + 4).min(place.height), ..place }, "This card");
    canvas.click(screen, Action::Back);
    canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
    canvas.text(area.x, area.y, area.width, card.as_str(), Role::Dim);
    for (i, (label, says)) in rows.iter().enumerate().take((area.height as usize).saturating_sub(2))
    {
        let y = area.y + 2 + i as u16;
        canvas.text(area.x, y, 20, label, Role::Label);
        canvas.text(area.x + 20, y, area.width.saturating_sub(20), says, Role::Text);
    }
}

/// Returns a text as lines of so many columns.
pub(super) fn lines(text: &str, columns: u16) -> Vec<String> {
    let wrapped = wrap(&[((), clean_line(text).into_owned())], usize::from(columns.max(1)));
    wrapped.into_iter().map(|spans| spans.into_iter().map(|((), text)| text).collect()).collect()
}

fn view_told(canvas: &mut Canvas<'_>, screen: Rect, text: &str) {
    let place = place(screen);
    let told = lines(text, place.width.saturating_sub(4));
    let area = canvas.overlay(
        Rect { height: (told.len() as u16 + 2).min(place.height), ..place },
        "Please note",
    );
    canvas.click(screen, Action::Back);
    canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
    for (line, y) in told.iter().zip(area.y..area.bottom()) {
        canvas.text(area.x, y, area.width, line, Role::Text);
    }
}

/// Returns the rows whose words or name fit what was typed, the best first: each action once, with
/// its key where one is at hand, and no row for what makes no sense from a list of commands.
fn commands<'a>(keymap: &'a Keymap, contexts: &[Context], typed: &str) -> Vec<&'a KeymapRow> {
    let mut rows: Vec<&KeymapRow> = Vec::new();
    let here = |row: &&KeymapRow| contexts.contains(&row.context);
    let all = || keymap.rows().iter().filter(|row| is_command(row.action));
    let keyed = |row: &&KeymapRow| !row.keys.is_empty();
    // A row of this place comes before the same action's of another one, and one with a key before
    // one without.
    let (with, without) = (all().filter(here).filter(keyed), all().filter(here));
    let elsewhere = || all().filter(|row| !row.context.is_of_dialogs());
    for row in with.chain(without).chain(elsewhere().filter(keyed)).chain(elsewhere()) {
        if rows.iter().all(|known| known.action != row.action) {
            rows.push(row);
        }
    }
    if typed.trim().is_empty() {
        return rows;
    }
    let matcher = SkimMatcherV2::default().ignore_case();
    let literal = typed.trim().to_lowercase();
    // What stands there letter by letter comes before what has the same letters somewhere.
    let fit = |text: &str| {
        let (score, _) = matcher.fuzzy_indices(text, typed.trim())?;
        Some((text.to_lowercase().contains(&literal), score))
    };
    let score = |row: &&KeymapRow| fit(row.action.words().1).max(row.action.name().and_then(fit));
    let mut scored: Vec<((bool, i64), &KeymapRow)> =
        rows.iter().filter_map(|row| Some((score(row)?, *row))).collect();
    scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    scored.into_iter().map(|(_, row)| row).collect()
}

/// Whether an action is something to run by name: not a cursor key, not what depends on the letter
/// or the place.
fn is_command(action: Action) -> bool {
    let moves = matches!(action, Action::Up | Action::Down | Action::Left | Action::Right);
    let asks = matches!(
        action,
        Action::Jump | Action::Palette | Action::Enter | Action::Back | Action::Complete
    );
    !moves && !asks && !matches!(action, Action::Edit(_))
}

fn view_palette(
    canvas: &mut Canvas<'_>,
    screen: Rect,
    field: &TextField,
    rows: &[&KeymapRow],
    list: ListState,
) {
    let area = canvas.overlay(place(screen), "Commands");
    canvas.wheel(screen, ListArea::Overlay);
    canvas.click(screen, Action::Back);
    canvas.click(place(screen), Action::Pick(ListArea::Overlay, usize::MAX));
    canvas.text(area.x, area.y, 2, "> ", Role::Accent);
    field.view(
        canvas,
        Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area },
    );
    let shown = area.height.saturating_sub(2) as usize;
    if rows.is_empty() {
        canvas.text(
            area.x + 2,
            area.y + 2,
            area.width.saturating_sub(2),
            "No command fits.",
            Role::Dim,
        );
    }
    let (selected, top) = (list.selected(rows.len()), list.top(rows.len(), shown));
    for (i, row) in rows.iter().enumerate().skip(top).take(shown) {
        let line = Rect { y: area.y + 2 + (i - top) as u16, height: 1, ..area };
        let pick = |on, off| if i == selected { on } else { off };
        if i == selected {
            canvas.fill(line, Role::Selected);
        }
        let keys = row.labels().join(", ");
        let edge =
            canvas.text_right(line.right(), line.y, 18, &keys, pick(Role::Selected, Role::Key));
        let room = edge.saturating_sub(line.x + 2);
        canvas.text(
            line.x + 1,
            line.y,
            room,
            row.action.words().1,
            pick(Role::Selected, Role::Text),
        );
        canvas.click(line, Action::Pick(ListArea::Overlay, i));
    }
}

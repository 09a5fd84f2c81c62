//! The command palette: every action, to search by its words and run.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::layout::Rect;

use super::screen::{Command, Screen, ScreenContext};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::{Context, Keymap, KeymapRow};
use crate::ui::input::text_field::TextField;
use crate::ui::view::list::{ListMove, ListState};
use crate::ui::view::popup::{inner_height, popup_area};

/// The command palette.
#[derive(Debug)]
pub struct PaletteScreen {
    /// Where keys are looked up in the screen below.
    contexts: &'static [Context],
    field: TextField,
    list: ListState,
}

impl PaletteScreen {
    /// An empty search over a screen with these contexts.
    pub fn new(contexts: &'static [Context]) -> PaletteScreen {
        PaletteScreen { contexts, field: TextField::default(), list: ListState::default() }
    }

    fn commands<'a>(&self, keymap: &'a Keymap) -> Vec<&'a KeymapRow> {
        commands(keymap, self.contexts, self.field.text())
    }
}

impl Screen for PaletteScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Palette, Context::Field, Context::Always]
    }

    fn field(&mut self) -> Option<&mut TextField> {
        Some(&mut self.field)
    }

    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        self.list = ListState::default();
        None
    }

    /// The key that opened it closes it.
    fn captures(&self, action: Action) -> bool {
        action == Action::Palette
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let rows = self.commands(&shared.keymap);
        let shown = inner_height(shared.screen).saturating_sub(2);
        let list_move = match action {
            Action::Enter | Action::Pick(ListArea::Overlay, _) => {
                let index = match action {
                    Action::Pick(_, index) => index,
                    _ => self.list.selected(rows.len()),
                };
                let row = rows.get(index)?;
                return Some(Command::close_and(Command::ActIn(row.context, row.action)));
            }
            Action::Down => ListMove::By(1),
            Action::Up => ListMove::By(-1),
            Action::PageDown => ListMove::By(shown as isize),
            Action::PageUp => ListMove::By(-(shown as isize)),
            Action::Scroll(_, rows) => ListMove::By(rows.into()),
            _ => return Some(Command::Close),
        };
        self.list.go(list_move, rows.len(), shown);
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let frame = popup_area(shared.screen);
        let area = canvas.overlay(frame, "Commands");
        canvas.wheel(shared.screen, ListArea::Overlay);
        canvas.click(shared.screen, Action::Back);
        // A click between the rows does nothing.
        canvas.click(frame, Action::Pick(ListArea::Overlay, usize::MAX));
        canvas.text(area.x, area.y, 2, "> ", Role::Accent);
        let (x, width) = (area.x + 2, area.width.saturating_sub(2));
        self.field.view(canvas, Rect { x, width, height: 1, ..area });
        let rows = self.commands(&shared.keymap);
        if rows.is_empty() {
            canvas.text(x, area.y + 2, width, "No command matches.", Role::Dim);
        }
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        draw_rows(canvas, list, &rows, self.list);
    }
}

fn draw_rows(canvas: &mut Canvas<'_>, area: Rect, rows: &[&KeymapRow], list: ListState) {
    let shown = area.height as usize;
    let (selected, top) = (list.selected(rows.len()), list.top(rows.len(), shown));
    for (i, row) in rows.iter().enumerate().skip(top).take(shown) {
        let line = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
        let (mut key_role, mut text_role) = (Role::Key, Role::Text);
        if i == selected {
            canvas.fill(line, Role::Selected);
            (key_role, text_role) = (Role::Selected, Role::Selected);
        }
        let keys = row.labels().join(", ");
        let edge = canvas.text_right(line.right(), line.y, 18, &keys, key_role);
        let room = edge.saturating_sub(line.x + 2);
        canvas.text(line.x + 1, line.y, room, row.action.words().1, text_role);
        canvas.click(line, Action::Pick(ListArea::Overlay, i));
    }
}

/// The rows whose words or name fit what was typed, the best first: each action once, with its key
/// where one is at hand, and no row for what makes no sense from a list of commands.
fn commands<'a>(keymap: &'a Keymap, contexts: &[Context], typed: &str) -> Vec<&'a KeymapRow> {
    let mut rows: Vec<&KeymapRow> =
        keymap.rows().iter().filter(|row| is_command(row.action)).collect();
    // Of other places only what needs nothing selected there: nobody acts on what is not in view.
    rows.retain(|row| contexts.contains(&row.context) || goes_anywhere(row.action));
    // A row of this place comes before the same action's of another one, and one with a key before
    // one without.
    rows.sort_by_key(|row| {
        (is_scrolling(row.action), !contexts.contains(&row.context), row.keys.is_empty())
    });
    let mut actions = Vec::new();
    rows.retain(|row| {
        let is_first = !actions.contains(&row.action);
        actions.push(row.action);
        is_first
    });
    let typed = typed.trim();
    if typed.is_empty() {
        return rows;
    }
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut scored = Vec::new();
    for row in rows {
        let by_words = fit(&matcher, row.action.words().1, typed);
        let by_name = row.action.name().and_then(|name| fit(&matcher, name, typed));
        scored.extend(by_words.max(by_name).map(|score| (score, row)));
    }
    scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    scored.into_iter().map(|(_, row)| row).collect()
}

/// How well a text fits what was typed. One that has it letter by letter comes before one that has
/// the same letters somewhere.
fn fit(matcher: &SkimMatcherV2, text: &str, typed: &str) -> Option<(bool, i64)> {
    let (score, _) = matcher.fuzzy_indices(text, typed)?;
    Some((text.to_lowercase().contains(&typed.to_lowercase()), score))
}

/// Whether an action only moves what is seen: nobody looks for that among commands first.
fn is_scrolling(action: Action) -> bool {
    matches!(
        action,
        Action::PageDown
            | Action::PageUp
            | Action::HalfDown
            | Action::HalfUp
            | Action::First
            | Action::Last
    )
}

/// Whether an action means the same wherever it is asked for.
fn goes_anywhere(action: Action) -> bool {
    matches!(
        action,
        Action::Goto(_)
            | Action::View(_)
            | Action::AddNote
            | Action::Import
            | Action::Settings
            | Action::Decks
            | Action::SetExam
            | Action::Themes
            | Action::Help
            | Action::Quit
            | Action::Suspend
            | Action::Redraw
    )
}

/// Whether an action is something to run by name: not a cursor key, not what depends on the letter
/// or the place.
fn is_command(action: Action) -> bool {
    !matches!(
        action,
        Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::Jump
            | Action::Palette
            | Action::Enter
            | Action::Back
            | Action::Complete
            | Action::Edit(_)
    )
}

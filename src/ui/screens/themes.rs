//! The list of themes: each is drawn as soon as it is selected, and kept by Enter.

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::{Role, THEME_NAMES, Themes};
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::view::list::{ListMove, ListState};
use crate::ui::view::popup;

/// The columns of the list with its frame.
const COLUMNS: u16 = 44;

/// The list of themes.
#[derive(Debug)]
pub struct ThemesScreen {
    names: Vec<String>,
    /// The theme to go back to.
    before: String,
    list: ListState,
}

impl ThemesScreen {
    /// The list with the theme in force selected.
    pub fn new(themes: &Themes) -> ThemesScreen {
        let names: Vec<String> = themes.names().into_iter().map(ToString::to_string).collect();
        let mut list = ListState::default();
        let at = names.iter().position(|name| name == themes.selected()).unwrap_or(0);
        list.go(ListMove::To(at), names.len(), 1);
        ThemesScreen { names, before: themes.selected().to_string(), list }
    }

    fn selected(&self) -> String {
        self.names[self.list.selected(self.names.len())].clone()
    }
}

impl Screen for ThemesScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Themes, Context::List, Context::Always]
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (len, height) = (self.names.len(), area(shared.screen).height.saturating_sub(2).into());
        let list_move = match action {
            Action::Enter => {
                return Some(Command::close_and(Command::Theme(self.selected(), true)));
            }
            Action::Pick(ListArea::Overlay, row) if row == self.list.selected(len) => {
                return self.update(shared, Action::Enter, None);
            }
            Action::Pick(ListArea::Overlay, row) if row < len => ListMove::To(row),
            Action::Pick(..) => return None,
            Action::Scroll(_, by) => ListMove::By(by.into()),
            // Its own key goes round.
            Action::Down if self.list.selected(len) + 1 == len => ListMove::First,
            other => match ListMove::from_action(other, height) {
                Some(list_move) => list_move,
                None => {
                    return Some(Command::close_and(Command::Theme(self.before.clone(), false)));
                }
            },
        };
        self.list.go(list_move, len, height);
        Some(Command::Theme(self.selected(), false))
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let frame = area(shared.screen);
        let inside = canvas.overlay(frame, "Themes");
        canvas.wheel(shared.screen, ListArea::Overlay);
        canvas.click(shared.screen, Action::Back);
        canvas.click(frame, Action::Pick(ListArea::Overlay, usize::MAX));
        let (len, height) = (self.names.len(), usize::from(inside.height));
        let (selected, top) = (self.list.selected(len), self.list.top(len, height));
        for (i, name) in self.names.iter().enumerate().skip(top).take(height) {
            let row = Rect { y: inside.y + (i - top) as u16, height: 1, ..inside };
            let is_on = i == selected;
            let role = if is_on { Role::Selected } else { Role::Text };
            if is_on {
                canvas.fill(Rect { x: frame.x + 1, width: frame.width - 2, ..row }, role);
                canvas.cursor = Some((Position { x: row.x, y: row.y }, false));
                canvas.text(row.x, row.y, 1, "▸", role);
            }
            let title =
                THEME_NAMES.iter().find(|(known, _)| known == name).map(|(_, title)| *title);
            canvas.text(row.x + 2, row.y, row.width - 2, title.unwrap_or(name), role);
            canvas.click(row, Action::Pick(ListArea::Overlay, i));
        }
        canvas.gutter(inside, (top, len));
    }
}

/// At the right, so that what the theme does to the screen shows.
fn area(screen: Rect) -> Rect {
    let most = popup::popup_area(screen);
    let width = most.width.min(COLUMNS);
    Rect { x: screen.right().saturating_sub(width + 2), width, ..most }
}

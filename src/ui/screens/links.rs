//! The links of a note that lead out of the program, where there are several: asks which to open.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::shell::message::Effect;
use crate::ui::view::list::{ListMove, ListState};
use crate::ui::view::popup::{inner_height, popup_area};

/// Where these addresses lead, in a few words.
pub(super) fn summary(addresses: &[String]) -> Option<String> {
    match addresses {
        [] => None,
        [one] => Some(format!("open {one}")),
        many => Some(format!("open one of {} links", many.len())),
    }
}

/// The addresses to choose from.
#[derive(Debug)]
pub struct LinksPopup {
    addresses: Arc<[String]>,
    list: ListState,
}

impl LinksPopup {
    /// A list of these addresses.
    pub fn new(addresses: Arc<[String]>) -> LinksPopup {
        LinksPopup { addresses, list: ListState::default() }
    }

    fn open(&self, row: usize) -> Option<Command> {
        let address = self.addresses.get(row)?.clone();
        Some(Command::close_and(Command::Effect(Effect::OpenAddress(address))))
    }
}

impl Screen for LinksPopup {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Links, Context::List, Context::Always]
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (len, height) = (self.addresses.len(), inner_height(shared.screen));
        match action {
            Action::Enter => return self.open(self.list.selected(len)),
            Action::Pick(ListArea::Overlay, row) => return self.open(row),
            Action::Scroll(_, rows) => self.list.scroll(rows.into(), len, height),
            Action::Back => return Some(Command::Close),
            other => self.list.go(ListMove::from_action(other, height)?, len, height),
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let most = popup_area(shared.screen);
        let len = self.addresses.len();
        let rows = u16::try_from(len).unwrap_or(u16::MAX);
        let frame = Rect { height: rows.saturating_add(2).min(most.height), ..most };
        let area = canvas.overlay(frame, "Open which link?");
        canvas.wheel(shared.screen, ListArea::Overlay);
        canvas.click(shared.screen, Action::Back);
        let height = area.height as usize;
        let (selected, top) = (self.list.selected(len), self.list.top(len, height));
        for (i, address) in self.addresses.iter().enumerate().skip(top).take(height) {
            let row = Rect { y: area.y + (i - top) as u16, height: 1, ..area };
            let mut role = Role::Text;
            if i == selected {
                role = Role::Selected;
                canvas.fill(row, role);
                canvas.cursor = Some((Position { x: row.x, y: row.y }, false));
            }
            canvas.text(row.x + 1, row.y, row.width.saturating_sub(1), address, role);
            canvas.click(row, Action::Pick(ListArea::Overlay, i));
        }
        canvas.gutter(area, (top, len));
    }
}

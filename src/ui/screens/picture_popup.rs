//! A picture, as large as the screen.

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::library::page::{PictureRow, PictureSpace};
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::view::frame;
use crate::ui::view::picture_cache::PictureRequest;

/// The pictures of the screen below, one at a time.
#[derive(Debug)]
pub struct PicturePopup {
    pictures: Vec<PictureRequest>,
    /// The one that is shown.
    at: usize,
}

impl PicturePopup {
    /// Shows pictures, if there are any.
    pub fn new(pictures: Vec<PictureRequest>) -> Option<PicturePopup> {
        (!pictures.is_empty()).then_some(PicturePopup { pictures, at: 0 })
    }

    /// What the picture shows, and which of several it is.
    fn caption(&self) -> String {
        let name = &self.pictures[self.at].name;
        match self.pictures.len() {
            1 => name.clone(),
            count => format!("{name}  ({} of {count})", self.at + 1),
        }
    }
}

impl Screen for PicturePopup {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Help, Context::List, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, action: Action, _: Option<char>) -> Option<Command> {
        let last = self.pictures.len() - 1;
        self.at = match action {
            Action::Scroll(_, rows) if rows < 0 => self.at.saturating_sub(1),
            Action::Up | Action::PageUp | Action::HalfUp => self.at.saturating_sub(1),
            Action::Down | Action::PageDown | Action::HalfDown | Action::Scroll(..) => {
                (self.at + 1).min(last)
            }
            Action::First => 0,
            Action::Last => last,
            _ => return Some(Command::Close),
        };
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let screen = shared.screen;
        canvas.hits.clear();
        canvas.erase(Rect { height: screen.height - 1, ..screen });
        canvas.wheel(screen, ListArea::Overlay);
        canvas.click(screen, Action::Back);
        frame::footer_rule(canvas, screen);
        // All but the footer, its rule and the caption.
        let area = Rect { height: screen.height.saturating_sub(3), ..screen };
        let room = PictureRequest {
            columns: area.width.saturating_sub(2),
            rows: area.height,
            ..self.pictures[self.at].clone()
        };
        let caption = match shared.pictures.space(&room) {
            PictureSpace::Cells { picture, columns, rows } => {
                let blanks = " ".repeat(columns.into());
                let x = area.x + area.width.saturating_sub(columns) / 2;
                let y = area.y + area.height.saturating_sub(rows) / 2;
                for row in 0..rows {
                    let role = Role::Picture(PictureRow { picture, row });
                    canvas.text(x, y + row, columns, &blanks, role);
                }
                self.caption()
            }
            PictureSpace::Words(why) => {
                format!("{}: {}", self.caption(), why.as_deref().unwrap_or("a moment"))
            }
        };
        let x = area.x + area.width.saturating_sub(width(&caption) as u16) / 2;
        canvas.text(x, area.bottom(), area.width, &caption, Role::Dim);
        canvas.cursor = Some((Position { x, y: area.bottom() }, false));
    }
}

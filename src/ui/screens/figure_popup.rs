//! A note's figure, as large as the screen.

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::deck::Figure;
use crate::library::{NoteIx, page};
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::figure;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::view::popup;

/// A figure over the tab.
#[derive(Debug)]
pub struct FigurePopup {
    figure: Figure,
    /// What its curves were drawn with when it was opened.
    glyphs: CurveGlyphs,
    /// The first line shown.
    top: usize,
}

impl FigurePopup {
    /// The figure of a note, if it has one.
    pub fn from_note(shared: &ScreenContext, note: NoteIx) -> Option<FigurePopup> {
        let figure = page::figure(&shared.learner.library, note)?;
        Some(FigurePopup { figure, glyphs: shared.curve_glyphs(), top: 0 })
    }

    fn count_lines(&self, area: Rect) -> usize {
        figure::draw(&self.figure, area.width as usize, self.glyphs).len()
    }
}

impl Screen for FigurePopup {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Help, Context::List, Context::Always]
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let area = inner_area(shared.screen);
        let lines = self.count_lines(area);
        let Some(top) = popup::scroll(self.top, lines, area.height as usize, action) else {
            return Some(Command::Close);
        };
        self.top = top;
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let area = inner_area(shared.screen);
        let lines = self.count_lines(area);
        let height = area.height.min(lines as u16);
        let frame =
            Rect { x: area.x - 2, y: area.y - 1, width: area.width + 4, height: height + 2 };
        canvas.overlay(frame, "Figure");
        canvas.wheel(shared.screen, ListArea::Overlay);
        canvas.click(shared.screen, Action::Back);
        canvas.cursor = Some((Position { x: area.x, y: area.y }, false));
        figure::view(canvas, Rect { height, ..area }, &self.figure, self.glyphs, self.top);
        canvas.gutter(Rect { height, ..area }, (self.top, lines));
    }
}

fn inner_area(screen: Rect) -> Rect {
    let whole = screen.width.saturating_sub(4);
    // Slivers of the tab beside it would only disturb.
    let width = if whole > 104 { 92 } else { whole };
    let x = screen.x + (screen.width - width) / 2;
    Rect { x, y: screen.y + 1, width, height: screen.height.saturating_sub(3) }
}

//! The figures of a note or of a lab, as large as the screen.

use ratatui::layout::{Position, Rect};

use super::screen::{Command, Screen, ScreenContext};
use crate::deck::Figure;
use crate::library::page::PageLine;
use crate::text::width::width;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::figure;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::view::{frame, popup};

/// Figures over the tab.
#[derive(Debug)]
pub struct FigurePopup {
    figures: Vec<Figure>,
    /// What their curves were drawn with when they were opened.
    glyphs: CurveGlyphs,
    /// The first line shown.
    top: usize,
}

impl FigurePopup {
    /// Shows figures, if there are any.
    pub fn new(shared: &ScreenContext, figures: Vec<Figure>) -> Option<FigurePopup> {
        let glyphs = shared.curve_glyphs();
        (!figures.is_empty()).then_some(FigurePopup { figures, glyphs, top: 0 })
    }

    /// All figures, which share the rows of the area.
    fn lines(&self, area: Rect) -> Vec<PageLine> {
        let count = self.figures.len();
        let rows = usize::from(area.height).saturating_sub(count - 1) / count;
        let mut lines = Vec::new();
        for figure in &self.figures {
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            lines.extend(figure::draw_large(figure, area.width.into(), rows, self.glyphs));
        }
        lines
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
        let lines = self.lines(area).len();
        let Some(top) = popup::scroll(self.top, lines, area.height as usize, action) else {
            return Some(Command::Close);
        };
        self.top = top;
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let area = inner_area(shared.screen);
        canvas.hits.clear();
        canvas.erase(Rect { height: shared.screen.height - 1, ..shared.screen });
        canvas.wheel(shared.screen, ListArea::Overlay);
        canvas.click(shared.screen, Action::Back);
        frame::footer_rule(canvas, shared.screen);
        let lines = self.lines(area);
        // What does not fill the screen is in its middle.
        let columns = lines.iter().map(line_width).max().unwrap_or(0) as u16;
        let x = area.x + area.width.saturating_sub(columns) / 2;
        let y = area.y + area.height.saturating_sub(lines.len() as u16) / 2;
        canvas.cursor = Some((Position { x, y }, false));
        for (line, y) in lines.iter().skip(self.top).zip(y..area.bottom()) {
            let spans = line.iter().map(|(role, text)| (Role::from(*role), text.as_str()));
            canvas.spans(x, y, area.right() - x, spans);
        }
        canvas.gutter(area, (self.top, lines.len()));
    }
}

fn line_width(line: &PageLine) -> usize {
    line.iter().map(|(_, text)| width(text)).sum()
}

/// All of the screen but the footer, with a margin.
fn inner_area(screen: Rect) -> Rect {
    Rect {
        x: screen.x + 2,
        y: screen.y,
        width: screen.width.saturating_sub(4),
        height: screen.height.saturating_sub(2),
    }
}

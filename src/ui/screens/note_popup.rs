//! A note to read over the tab, which stays as it is.

use ratatui::layout::Rect;

use super::screen::{Command, Screen, ScreenContext};
use crate::library::{NoteIx, Remap};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::view::frame;
use crate::ui::view::note_view::NoteView;

/// The page of a note, as large as the screen.
pub struct NotePopup {
    page: NoteView,
}

impl NotePopup {
    /// The page of a note, from its top.
    pub fn new(note: NoteIx) -> NotePopup {
        NotePopup { page: NoteView::new(note) }
    }
}

impl Screen for NotePopup {
    fn contexts(&self) -> &'static [Context] {
        &[Context::NotePopup, Context::List, Context::Always]
    }

    fn note(&self) -> Option<NoteIx> {
        self.page.note()
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let is_done = self.page.update(shared, page_area(shared.screen), action);
        (!is_done && action == Action::Back).then_some(Command::Close)
    }

    fn reload(&mut self, _: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        (!self.page.reload(remap)).then_some(Command::Close)
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        canvas.hits.clear();
        canvas.erase(Rect { height: shared.screen.height - 1, ..shared.screen });
        frame::footer_rule(canvas, shared.screen);
        canvas.cursor = None;
        self.page.view(shared, canvas, page_area(shared.screen), true, self.contexts());
    }
}

/// All of the screen but the footer and the line above it.
fn page_area(screen: Rect) -> Rect {
    Rect { height: screen.height.saturating_sub(2), ..screen }
}

//! A note's page as it was laid out last: each key and each frame needs its lines again.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use ratatui::layout::Rect;

use crate::library::page::{PageLine, page};
use crate::library::{Library, NoteIx};
use crate::text::math::GlyphSet;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::ScreenContext;

/// Keeps the page that was laid out last, with what it was laid out for.
#[derive(Debug, Default)]
pub struct PageCache(RefCell<Option<(PageSetting, Arc<[PageLine]>)>>);

/// What the lines of a page depend on.
#[derive(Debug)]
struct PageSetting {
    /// It changes with every reload; as long as it is held no other takes its address.
    library: Weak<Library>,
    note: NoteIx,
    columns: u16,
    rows: u16,
    glyphs: GlyphSet,
    curves: CurveGlyphs,
    figure_key: Option<String>,
}

impl PartialEq for PageSetting {
    fn eq(&self, other: &PageSetting) -> bool {
        self.library.ptr_eq(&other.library)
            && (self.note, self.columns, self.rows) == (other.note, other.columns, other.rows)
            && (self.glyphs, self.curves) == (other.glyphs, other.curves)
            && self.figure_key == other.figure_key
    }
}

impl PageCache {
    /// The page of a note in a text area, with the key of `contexts` that opens its figure.
    pub fn page(
        &self,
        shared: &ScreenContext,
        note: NoteIx,
        text: Rect,
        contexts: &[Context],
    ) -> Arc<[PageLine]> {
        let library = &shared.learner.library;
        let setting = PageSetting {
            library: Arc::downgrade(library),
            note,
            columns: text.width,
            rows: text.height,
            glyphs: shared.glyphs,
            curves: shared.curve_glyphs(),
            figure_key: shared.figure_key(contexts),
        };
        let mut last = self.0.borrow_mut();
        if let Some((_, lines)) = last.as_ref().filter(|(known, _)| *known == setting) {
            return Arc::clone(lines);
        }
        let layout = shared.page_layout(text.width, text.height, setting.figure_key.as_deref());
        let lines: Arc<[PageLine]> = page(library, note, layout).into();
        *last = Some((setting, Arc::clone(&lines)));
        lines
    }
}

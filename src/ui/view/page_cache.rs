//! A note's page as it was laid out last: each key and each frame needs its lines again.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use crate::library::page::{FigureDisplay, PageLayout, PageLine, page};
use crate::library::{Library, NoteIx};
use crate::text::math::GlyphSet;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// Keeps the page that was laid out last, with what it was laid out for.
#[derive(Debug, Default)]
pub struct PageCache(RefCell<Option<(PageSetting, Arc<[PageLine]>)>>);

/// What the lines of a page depend on.
#[derive(Debug)]
struct PageSetting {
    /// It changes with every reload; as long as it is held no other takes its address.
    library: Weak<Library>,
    note: NoteIx,
    columns: usize,
    rows: usize,
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
    /// The page of a note, whose figures are drawn with `curves`.
    pub fn page(
        &self,
        library: &Arc<Library>,
        note: NoteIx,
        layout: PageLayout<'_>,
        curves: CurveGlyphs,
    ) -> Arc<[PageLine]> {
        let (rows, figure_key) = match layout.figures {
            FigureDisplay::Words => (0, None),
            FigureDisplay::Drawn { rows, key, .. } => (rows, key.map(str::to_string)),
        };
        let setting = PageSetting {
            library: Arc::downgrade(library),
            note,
            columns: layout.columns,
            rows,
            glyphs: layout.glyphs,
            curves,
            figure_key,
        };
        let mut last = self.0.borrow_mut();
        if let Some((_, lines)) = last.as_ref().filter(|(known, _)| *known == setting) {
            return Arc::clone(lines);
        }
        let lines: Arc<[PageLine]> = page(library, note, layout).into();
        *last = Some((setting, Arc::clone(&lines)));
        lines
    }
}

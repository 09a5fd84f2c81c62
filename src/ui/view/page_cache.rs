//! What was read last of a note's text: each key and each frame needs it again.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use crate::library::page::{FigureDisplay, PageLayout, PageLine, addresses, details, page};
use crate::library::{Library, NoteIx};
use crate::text::math::GlyphSet;
use crate::ui::draw::curve_glyphs::CurveGlyphs;

/// Keeps what was made last of a note, with what it was made for.
#[derive(Debug, Default)]
pub struct PageCache {
    page: LastValue<PageSetting, PageLine>,
    details: LastValue<PageSetting, PageLine>,
    addresses: LastValue<NoteKey, String>,
}

/// The last of the values that were asked for.
#[derive(Debug)]
struct LastValue<K, V>(RefCell<Option<(K, Arc<[V]>)>>);

impl<K, V> Default for LastValue<K, V> {
    fn default() -> Self {
        LastValue(RefCell::new(None))
    }
}

impl<K: PartialEq, V> LastValue<K, V> {
    fn get(&self, key: K, make: impl FnOnce() -> Vec<V>) -> Arc<[V]> {
        let mut last = self.0.borrow_mut();
        if let Some((_, value)) = last.as_ref().filter(|(known, _)| *known == key) {
            return Arc::clone(value);
        }
        let value: Arc<[V]> = make().into();
        *last = Some((key, Arc::clone(&value)));
        value
    }
}

/// A note as it is now.
#[derive(Debug)]
struct NoteKey {
    /// It changes with every reload; as long as it is held no other takes its address.
    library: Weak<Library>,
    note: NoteIx,
}

impl PartialEq for NoteKey {
    fn eq(&self, other: &NoteKey) -> bool {
        self.library.ptr_eq(&other.library) && self.note == other.note
    }
}

impl NoteKey {
    fn new(library: &Arc<Library>, note: NoteIx) -> NoteKey {
        NoteKey { library: Arc::downgrade(library), note }
    }
}

/// What figures are drawn with, and how often what is known of pictures has changed.
type DrawVersion = (CurveGlyphs, u64);

/// What the lines of a page depend on.
#[derive(Debug, PartialEq)]
struct PageSetting {
    note: NoteKey,
    columns: usize,
    rows: usize,
    glyphs: GlyphSet,
    version: DrawVersion,
    figure_key: Option<String>,
    /// Whether its fold is open, and the fold's key.
    fold: Option<(bool, Option<String>)>,
}

impl PageSetting {
    fn new(note: NoteKey, layout: PageLayout<'_>, version: DrawVersion) -> PageSetting {
        let (rows, figure_key) = match layout.figures {
            FigureDisplay::Words => (0, None),
            FigureDisplay::Drawn { rows, key, .. } => (rows, key.map(str::to_string)),
        };
        let PageLayout { columns, glyphs, .. } = layout;
        let fold = layout.fold.map(|fold| (fold.is_open, fold.key.map(str::to_string)));
        PageSetting { note, columns, rows, glyphs, version, figure_key, fold }
    }
}

impl PageCache {
    /// The page of a note.
    pub fn page(
        &self,
        library: &Arc<Library>,
        note: NoteIx,
        layout: PageLayout<'_>,
        version: DrawVersion,
    ) -> Arc<[PageLine]> {
        let setting = PageSetting::new(NoteKey::new(library, note), layout, version);
        self.page.get(setting, || page(library, note, layout))
    }

    /// A note without its question and answer.
    pub fn details(
        &self,
        library: &Arc<Library>,
        note: NoteIx,
        layout: PageLayout<'_>,
        version: DrawVersion,
    ) -> Arc<[PageLine]> {
        let setting = PageSetting::new(NoteKey::new(library, note), layout, version);
        self.details.get(setting, || details(library, note, layout))
    }

    /// The addresses that a note leads to, and that may be opened.
    pub fn addresses(&self, library: &Arc<Library>, note: NoteIx) -> Arc<[String]> {
        self.addresses.get(NoteKey::new(library, note), || {
            library.note(note).map(|note| addresses(&note)).unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_each_key_that_follows_another() {
        let (last, made) = (LastValue::default(), RefCell::new(Vec::new()));
        let get = |key: u8| {
            last.get(key, || {
                made.borrow_mut().push(key);
                vec![key]
            })
        };
        for key in [1, 1, 2, 2, 1] {
            assert_eq!(*get(key), [key]);
        }
        assert_eq!(*made.borrow(), [1, 2, 1]);
    }
}

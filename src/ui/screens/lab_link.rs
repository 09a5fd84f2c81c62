//! The link from a note to its lab, and the line that says where a note leads besides other notes.

use ratatui::layout::Rect;

use super::links;
use super::screen::ScreenContext;
use crate::labs::{self, Lab};
use crate::library::{Library, NoteIx, NoteLink};
use crate::store::bundled;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;

/// The lab of a note of the bundled deck; for a further question, that of its parent note.
pub fn find_lab(library: &Library, note: NoteIx) -> Option<&'static Lab> {
    if library.deck_info(library.deck(note)).head.id != bundled::deck_id() {
        return None;
    }
    let parent = library.linked(note, NoteLink::Parent).next();
    [Some(note), parent].into_iter().flatten().find_map(|note| labs::for_note(&library.id(note)))
}

/// Draws the name of the note's lab, or else where its links lead, and the key that opens it, in
/// the last line of a page's column, which its text leaves free.
pub(super) fn draw_hint(
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    area: Rect,
    note: Option<NoteIx>,
    contexts: &[Context],
) {
    let library = &shared.learner.library;
    let lab = note.and_then(|note| find_lab(library, note));
    let lab = lab.map(|lab| (Action::OpenLab, format!("lab: {}", lab.title)));
    let links = || Some((Action::OpenLink, links::summary(&shared.addresses(note?))?));
    let Some((action, says)) = lab.or_else(links) else { return };
    let Some(key) = shared.keymap.key_for(contexts, action) else { return };
    // The other end of the line is for the mark of more lines below.
    let place = Rect {
        x: area.x,
        y: area.bottom().saturating_sub(1),
        width: area.width.saturating_sub(14).max(10).min(area.width),
        height: 1,
    };
    let x = place.x + canvas.text(place.x, place.y, place.width, &key, Role::Key) + 1;
    canvas.text(x, place.y, place.right().saturating_sub(x), &says, Role::Dim);
    canvas.click(place, action);
}

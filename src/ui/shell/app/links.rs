//! The links and sounds of the note on the screen, which lead out of the program.

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::App;
use crate::library::NoteIx;
use crate::text::address::AddressId;
use crate::text::math::GlyphSet;
use crate::ui::screens::links::LinksPopup;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::shell::message::Effect;
use crate::ui::shell::player::SoundRequest;

impl App {
    /// Opens the link of the note on the screen; where there are several, asks which.
    pub(super) fn open_link(&mut self) {
        let addresses = self.addresses();
        match &*addresses {
            [] => self.notice = Some("This note has no link that can be opened".to_string()),
            [one] => self.effects.push(Effect::OpenAddress(one.clone())),
            _ => self.stack.open(Layer::Popup, LinksPopup::new(addresses)),
        }
    }

    /// Plays the sounds of the note on the screen.
    pub(super) fn play_sound(&mut self) {
        let screen = self.stack.tab_screen();
        let files = screen.sounds(&self.shared);
        match screen.note() {
            Some(note) if !files.is_empty() => {
                let library = &self.shared.learner.library;
                let deck = library.deck_info(library.deck(note)).head.id.clone();
                self.effects.push(Effect::Play(SoundRequest { note, deck, files }));
            }
            _ => self.notice = Some("There is no sound here".to_string()),
        }
    }

    /// The note whose sound may be heard.
    pub fn note(&self) -> Option<NoteIx> {
        self.stack.tab_screen().note()
    }

    /// The addresses of the words on the screen that lead to one.
    pub(super) fn placed_links(&self, words: &[(Rect, AddressId)]) -> Vec<(Rect, String)> {
        // Where only ASCII may be written, nothing hidden is.
        if words.is_empty() || self.shared.glyphs == GlyphSet::Ascii {
            return Vec::new();
        }
        let addresses = self.addresses();
        let named: HashMap<_, _> = addresses.iter().map(|all| (AddressId::new(all), all)).collect();
        words.iter().filter_map(|(area, id)| Some((*area, (*named.get(id)?).clone()))).collect()
    }

    /// The addresses that the note on the screen leads to.
    fn addresses(&self) -> Arc<[String]> {
        let note = self.stack.tab_screen().note();
        note.map_or_else(Arc::default, |note| self.shared.addresses(note))
    }
}

/// What is said of an address that nothing here can open.
pub(super) fn copied_text(address: &str) -> String {
    format!(
        "Nothing on this computer can open the link for you. Its address is copied, if your \
         terminal lets programs copy: {address}"
    )
}

//! The form of what a deck says of itself.

use ratatui::layout::Rect;

use crate::deck::DeckHead;
use crate::store::whole_decks::DeckTexts;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::text_field::TextField;

/// The columns of a label.
const LABEL: u16 = 13;
/// What stands before the fields.
const LABELS: [&str; 3] = ["Title", "Description", "Language"];

/// The texts of a deck while they are typed.
#[derive(Debug)]
pub(super) struct DeckForm {
    fields: [TextField; 3],
    focus: usize,
}

impl DeckForm {
    /// A form with these texts.
    pub(super) fn new(texts: &DeckTexts) -> DeckForm {
        let text = |text: &Option<String>| TextField::with_text(text.as_deref().unwrap_or(""));
        let title = TextField::with_text(&texts.title);
        DeckForm { fields: [title, text(&texts.description), text(&texts.language)], focus: 0 }
    }

    /// The texts of a deck as they are.
    pub(super) fn current_texts(head: &DeckHead) -> DeckTexts {
        let DeckHead { title, description, language, .. } = head.clone();
        DeckTexts { title, description, language }
    }

    /// The field that takes what is typed.
    pub(super) fn field(&mut self) -> &mut TextField {
        &mut self.fields[self.focus]
    }

    /// Goes to the next field, or to the one before.
    pub(super) fn go(&mut self, is_next: bool) {
        let count = self.fields.len();
        self.focus = (self.focus + if is_next { 1 } else { count - 1 }) % count;
    }

    /// What is in the fields.
    pub(super) fn texts(&self) -> DeckTexts {
        let [title, description, language] =
            [0, 1, 2].map(|at| self.fields[at].text().trim().to_string());
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        DeckTexts { title, description: some(description), language: some(language) }
    }

    /// Draws it over the lower part of the screen.
    pub(super) fn view(&self, canvas: &mut Canvas<'_>, screen: Rect) {
        let height = 2 + self.fields.len() as u16;
        let area = Rect { y: screen.bottom().saturating_sub(height), height, ..screen };
        let inside = canvas.overlay(area, "Describe this deck");
        for (i, (field, label)) in (0..).zip(self.fields.iter().zip(LABELS)) {
            let row = Rect { y: inside.y + i, height: 1, ..inside };
            let is_focused = usize::from(i) == self.focus;
            let role = if is_focused { Role::Label } else { Role::Dim };
            canvas.text(row.x, row.y, LABEL, label, role);
            let place = Rect { x: row.x + LABEL, width: row.width.saturating_sub(LABEL), ..row };
            if is_focused {
                field.view(canvas, place);
            } else {
                canvas.text(place.x, place.y, place.width, field.text(), Role::Text);
            }
        }
    }
}

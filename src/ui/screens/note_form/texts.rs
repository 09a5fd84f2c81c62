//! The form's texts as they are kept on disk while they are not saved, and back.

use super::{EditedNote, NoteForm, note};
use crate::deck::{Note, NoteBody, NoteKind, SourceFile, parse};
use crate::store::unsaved::{NoteOrigin, NoteTexts, Unsaved};
use crate::ui::input::text_field::TextField;

impl NoteForm {
    /// The texts in the form, if they are not saved.
    pub(super) fn texts(&self) -> Option<Unsaved> {
        let pasted = self.pasted.as_ref().map_or("", |(text, _)| text);
        if !self.is_changed() && pasted.is_empty() {
            return None;
        }
        let text = |field: &TextField| field.text().to_string();
        let origin = self.origin.as_ref().map(|origin| NoteOrigin {
            deck: origin.deck.clone(),
            note: origin.note.id.clone(),
            text: origin.text.clone(),
        });
        Some(Unsaved::Note(Box::new(NoteTexts {
            origin,
            kind: self.kind.name().to_string(),
            deck: text(&self.deck),
            term: text(&self.term),
            body: text(&self.body) + &note::to_one_line(pasted),
            rows: self.rows.iter().map(text).filter(|row| !row.is_empty()).collect(),
            topic: text(&self.topic),
            tags: text(&self.tags),
        })))
    }

    /// The form with those texts in it.
    pub fn from_texts(texts: NoteTexts) -> NoteForm {
        let empty =
            Note::new("", NoteBody::Pair { term: String::new(), definition: String::new() });
        let mut form = NoteForm::from_note(&empty);
        let origin = texts.origin.and_then(|NoteOrigin { deck, note: id, text }| {
            let file = SourceFile::new("", text.clone());
            let note = parse::note(&file, 0..text.len()).ok().filter(|note| note.id == id)?;
            Some(EditedNote { deck, note, text })
        });
        let field = |text: &str| TextField::with_text(text).with_room(super::ROOM);
        form.origin = origin;
        form.kind = NoteKind::from_name(&texts.kind).unwrap_or(NoteKind::Pair);
        form.deck = TextField::with_text(&texts.deck);
        form.term = field(&texts.term);
        form.body = field(&texts.body);
        form.rows = texts.rows.iter().map(|row| field(row)).collect();
        form.topic = TextField::with_text(&texts.topic);
        form.tags = TextField::with_text(&texts.tags);
        form.index = if form.origin.is_some() { 0 } else { 2 };
        form.grow();
        form
    }
}

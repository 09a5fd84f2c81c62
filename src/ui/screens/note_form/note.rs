//! From the form's texts to a note, and back.

use super::{NoteForm, ROOM};
use crate::deck::{Note, NoteBody, NoteKind, lint};
use crate::fault::Severity;
use crate::text::fold::fold;
use crate::ui::input::action::Action;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Screen, ScreenContext};

/// What a line break shows as in a field, which has one line.
const BREAK: char = '↵';
/// The id of a note that is in no deck yet.
const UNNAMED: &str = "new";

/// A text as a field holds it.
pub(super) fn to_one_line(text: &str) -> String {
    text.replace('\n', &BREAK.to_string())
}

fn from_one_line(field: &TextField) -> String {
    field.text().replace(BREAK, "\n").trim().to_string()
}

impl NoteForm {
    /// The form with a note's texts in it.
    pub(super) fn from_note(note: &Note) -> NoteForm {
        let field = |text: &str| TextField::with_text(&to_one_line(text)).with_room(ROOM);
        let (term, body, rows) = match &note.body {
            NoteBody::Pair { term, definition: body }
            | NoteBody::Question { question: term, answer: body } => {
                (Some(term), Some(body), &[][..])
            }
            NoteBody::Cloze { term, text } => (term.as_ref(), Some(text), &[][..]),
            NoteBody::Steps { term, intro, steps, .. } => (Some(term), intro.as_ref(), &steps[..]),
            NoteBody::List { term, intro, items } => (Some(term), intro.as_ref(), &items[..]),
        };
        let text = |text: Option<&String>| field(text.map_or("", String::as_str));
        let mut form = NoteForm {
            origin: None,
            kind: note.kind(),
            deck: TextField::default(),
            term: text(term),
            body: text(body),
            rows: rows.iter().map(|row| field(row)).collect(),
            topic: TextField::with_text(note.details.topic.as_deref().unwrap_or_default()),
            tags: TextField::with_text(&note.details.tags.join(", ")),
            index: 0,
            message: None,
            pasted: None,
            added: 0,
        };
        form.grow();
        form
    }

    /// The note with the form's texts; what the form has no fields for stays.
    pub(super) fn apply_to(&self, mut note: Note) -> Note {
        let optional =
            |field: &TextField| Some(from_one_line(field)).filter(|text| !text.is_empty());
        let rows: Vec<String> =
            self.rows.iter().map(from_one_line).filter(|row| !row.is_empty()).collect();
        let term = from_one_line(&self.term);
        note.body = match self.kind {
            NoteKind::Pair => NoteBody::Pair { term, definition: from_one_line(&self.body) },
            NoteKind::Question => {
                NoteBody::Question { question: term, answer: from_one_line(&self.body) }
            }
            NoteKind::Cloze => {
                NoteBody::Cloze { term: optional(&self.term), text: from_one_line(&self.body) }
            }
            NoteKind::List => NoteBody::List { term, intro: optional(&self.body), items: rows },
            NoteKind::Steps => {
                let mut any_order = if let NoteBody::Steps { any_order, .. } = &note.body {
                    any_order.clone()
                } else {
                    vec![]
                };
                any_order.retain(|group| group.iter().all(|step| *step <= rows.len()));
                NoteBody::Steps { term, intro: optional(&self.body), steps: rows, any_order }
            }
        };
        note.details.topic = optional(&self.topic);
        let tags = self.tags.text().split(',').map(str::trim).filter(|tag| !tag.is_empty());
        note.details.tags = tags.map(str::to_string).collect();
        note
    }

    /// The note to save, or why it can't be saved.
    pub(super) fn note(&self, shared: &ScreenContext) -> Result<Note, String> {
        let base = self.origin.as_ref().map_or_else(
            || {
                Note::new(
                    UNNAMED,
                    NoteBody::List { term: String::new(), intro: None, items: vec![] },
                )
            },
            |origin| origin.note.clone(),
        );
        let mut note = self.apply_to(base);
        let known = self.origin.as_ref().map(|origin| lint::note(&origin.note)).unwrap_or_default();
        let new = |fault: &crate::fault::Fault| {
            fault.severity == Severity::Error && known.iter().all(|old| old.what != fault.what)
        };
        if let Some(fault) = lint::note(&note).into_iter().find(new) {
            let what = fault
                .what
                .replace(&format!(" of `{UNNAMED}`"), "")
                .replace(&format!("`{UNNAMED}`"), "it");
            return Err(format!("{what}: {}", fault.remedy));
        }
        if self.origin.is_none() {
            if self.deck.text().trim().is_empty() {
                return Err("the deck has no name".to_string());
            }
            note.id.clear();
        } else if let Some(topic) = note.details.topic.take() {
            note.details.topic = Some(self.topic_id(shared, &topic)?);
        }
        Ok(note)
    }

    /// The id of a topic of the note's deck, by its id or its title.
    fn topic_id(&self, shared: &ScreenContext, named: &str) -> Result<String, String> {
        let decks = shared.learner.library.decks();
        let deck = decks.iter().find(|deck| self.is_deck(&deck.head));
        let topics = deck.map(|deck| deck.head.topics.as_slice()).unwrap_or_default();
        let found =
            topics.iter().find(|topic| topic.id == named || fold(&topic.title) == fold(named));
        if let Some(topic) = found {
            return Ok(topic.id.clone());
        }
        if self
            .origin
            .as_ref()
            .is_some_and(|origin| origin.note.details.topic.as_deref() == Some(named))
        {
            return Ok(named.to_string());
        }
        let way = shared.key_hint(
            ": ",
            self.contexts(),
            Action::NextChoice,
            "goes through those that it has",
        );
        Err(format!("the deck has no topic “{named}”{way}"))
    }
}

//! The form for a note, new or existing, with a preview of its cards.
//!
//! It holds text and gives out a note. Where notes lie, and what becomes of one that is saved, is
//! not known here.

mod blank;
mod note;
mod paste;
mod texts;
mod view;

use crate::deck::{Note, NoteBody, NoteKind, Revision, revised};
use crate::library::{NoteIx, Remap};
use crate::store::unsaved::Unsaved;
use crate::text::count::pluralize;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::{Effect, NoteAddition};

/// The deck of the user's first note.
const OWN: &str = "My notes";
/// The most characters of a field for more than a line.
const ROOM: usize = 20_000;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FormField {
    Kind,
    Deck,
    Term,
    Body,
    Row(usize),
    Topic,
    Tags,
}

/// The note that is edited.
#[derive(Debug)]
struct EditedNote {
    deck: String,
    note: Note,
    text: String,
}

/// The form of a note.
#[derive(Debug)]
pub struct NoteForm {
    origin: Option<EditedNote>,
    kind: NoteKind,
    deck: TextField,
    term: TextField,
    /// The definition, the text with blanks, or the introduction of steps and items.
    body: TextField,
    /// Steps or items; the last one is empty, for one more.
    rows: Vec<TextField>,
    topic: TextField,
    tags: TextField,
    index: usize,
    /// Why the note can't be saved, or a message that it is saved.
    message: Option<Result<String, String>>,
    /// A pasted text of several notes, and their count.
    pasted: Option<(String, usize)>,
    added: usize,
}

impl NoteForm {
    /// The form for a new note in the first of the user's own decks.
    pub fn add(shared: &ScreenContext) -> NoteForm {
        let own = shared.learner.library.decks().iter().find(|deck| !deck.bundled);
        let deck = own.map_or(OWN, |deck| deck.head.title.as_str());
        let mut form = NoteForm::from_note(&Note::new(
            "",
            NoteBody::Pair { term: String::new(), definition: String::new() },
        ));
        form.deck = TextField::with_text(deck);
        form.index = 2;
        form
    }

    /// The form for an existing note; none if it can't be read.
    pub fn edit(shared: &ScreenContext, note: NoteIx) -> Option<NoteForm> {
        let library = &shared.learner.library;
        let read = library.note(note).ok()?;
        let deck = library.deck_info(library.deck(note)).head.id.clone();
        let form = NoteForm::from_note(&read);
        Some(NoteForm {
            origin: Some(EditedNote {
                deck,
                note: read,
                text: library.source_text(note).to_string(),
            }),
            ..form
        })
    }

    fn form_fields(&self) -> Vec<FormField> {
        let mut form_fields =
            if self.origin.is_none() { vec![FormField::Kind, FormField::Deck] } else { vec![] };
        match self.kind {
            NoteKind::Cloze => form_fields.extend([FormField::Body, FormField::Term]),
            _ => form_fields.extend([FormField::Term, FormField::Body]),
        }
        if matches!(self.kind, NoteKind::Steps | NoteKind::List) {
            form_fields.extend((0..self.rows.len()).map(FormField::Row));
        }
        form_fields.extend([FormField::Topic, FormField::Tags]);
        form_fields
    }

    fn current_field(&self) -> FormField {
        let form_fields = self.form_fields();
        form_fields[self.index.min(form_fields.len() - 1)]
    }

    fn field_mut(&mut self, form_field: FormField) -> Option<&mut TextField> {
        Some(match form_field {
            FormField::Kind => return None,
            FormField::Deck => &mut self.deck,
            FormField::Term => &mut self.term,
            FormField::Body => &mut self.body,
            FormField::Row(row) => &mut self.rows[row],
            FormField::Topic => &mut self.topic,
            FormField::Tags => &mut self.tags,
        })
    }

    fn go(&mut self, by: isize) {
        let last = self.form_fields().len() as isize - 1;
        self.index = (self.index as isize + by).rem_euclid(last + 1) as usize;
    }

    /// Goes to the next field, or saves after the last one; an empty step or item ends the list.
    fn next(&mut self, shared: &ScreenContext) -> Option<Command> {
        let form_fields = self.form_fields();
        if self.index + 1 >= form_fields.len() {
            return self.save(shared);
        }
        self.index += 1;
        if let FormField::Row(row) = form_fields[self.index - 1]
            && self.rows[row].text().trim().is_empty()
        {
            self.index = form_fields
                .iter()
                .position(|form_field| *form_field == FormField::Topic)
                .unwrap_or(self.index);
        }
        None
    }

    /// Sets the field to its next suggestion.
    fn choose(&mut self, shared: &ScreenContext, by: isize) {
        let form_field = self.current_field();
        if form_field == FormField::Kind {
            let index =
                NoteKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0) as isize;
            self.kind =
                NoteKind::ALL[(index + by).rem_euclid(NoteKind::ALL.len() as isize) as usize];
            return;
        }
        let known = self.suggestions(shared, form_field);
        let Some(field) = self.field_mut(form_field).filter(|_| !known.is_empty()) else { return };
        let last = known.len() as isize;
        let index = known
            .iter()
            .position(|name| name == field.text())
            .map_or(if by > 0 { -1 } else { 0 }, |index| index as isize);
        *field = TextField::with_text(&known[(index + by).rem_euclid(last) as usize]);
    }

    /// The decks or topics that the field may name.
    fn suggestions(&self, shared: &ScreenContext, form_field: FormField) -> Vec<String> {
        let decks = shared.learner.library.decks();
        match form_field {
            FormField::Deck => {
                let own = std::iter::once(OWN.to_string());
                let mut titles: Vec<String> =
                    decks.iter().map(|deck| deck.head.title.clone()).chain(own).collect();
                titles.dedup();
                titles
            }
            FormField::Topic => {
                let topics = shared.learner.library.topics().iter();
                topics
                    .filter(|topic| self.is_deck(&decks[topic.deck.index()].head))
                    .map(|topic| topic.title.clone())
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn is_deck(&self, head: &crate::deck::DeckHead) -> bool {
        match &self.origin {
            Some(origin) => origin.deck == head.id,
            None => head.title == self.deck.text() || head.id == self.deck.text(),
        }
    }

    /// The command that saves the note; or shows what is missing.
    fn save(&mut self, shared: &ScreenContext) -> Option<Command> {
        let note = match self.note(shared) {
            Ok(note) => note,
            Err(message) => {
                self.message = Some(Err(message));
                return None;
            }
        };
        let Some(EditedNote { deck, note: before, text }) = &self.origin else {
            let deck = self.deck.text().trim().to_string();
            return Some(Command::Effect(Effect::AddNote(Box::new(NoteAddition { deck, note }))));
        };
        let after = revised(text, before, &note);
        if after == *text {
            return Some(Command::close_and(Command::Notify("Nothing changed".to_string())));
        }
        let (note, before, after) = (before.id.clone(), Some(text.clone()), Some(after));
        let deck = deck.clone();
        Some(Command::Revise(Revision { deck, note, before, after, spot: None }, None))
    }

    /// Puts a pasted text into the field after all, or leaves the form; what was written is kept
    /// for the next time.
    fn back(&mut self, shared: &ScreenContext) -> Command {
        if let Some((text, _)) = self.pasted.take() {
            self.insert(text.trim_end());
            return Command::All(vec![]);
        }
        if !self.is_changed() {
            return Command::Close;
        }
        let action = if self.origin.is_some() { Action::EditNote } else { Action::AddNote };
        let key = shared.keymap.key_for(&[Context::Browse, Context::Anywhere], action);
        let way = key.map_or_else(String::new, |key| format!("; {key} brings it back"));
        let message = Command::Notify(format!("Draft saved{way}"));
        Command::All(vec![Command::Stash, message])
    }

    /// Whether there are unsaved changes.
    fn is_changed(&self) -> bool {
        match &self.origin {
            Some(origin) => self.apply_to(origin.note.clone()) != origin.note,
            None => [&self.term, &self.body]
                .into_iter()
                .chain(&self.rows)
                .any(|field| !field.text().trim().is_empty()),
        }
    }
}

impl Screen for NoteForm {
    fn contexts(&self) -> &'static [Context] {
        match self.current_field() {
            _ if self.pasted.is_some() => &[Context::Pasted, Context::Always],
            FormField::Kind => &[Context::Choice, Context::Form, Context::Always],
            _ if self.origin.is_some() => {
                &[Context::EditForm, Context::Form, Context::Field, Context::Always]
            }
            _ => &[Context::Form, Context::Field, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        let form_field = self.current_field();
        if self.pasted.is_some() { None } else { self.field_mut(form_field) }
    }

    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        self.message = None;
        self.grow();
        None
    }

    fn paste(&mut self, _: &ScreenContext, text: &str) -> Option<Command> {
        self.accept_paste(text);
        Some(Command::All(vec![]))
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Back => return Some(self.back(shared)),
            Action::Import => {
                let (text, _) = self.pasted.take()?;
                let close = if self.is_changed() { Command::Stash } else { Command::Close };
                return Some(Command::All(vec![close, Command::Import(text)]));
            }
            Action::Save => return self.save(shared),
            Action::Enter => return self.next(shared),
            Action::EditText => {
                let origin = self.origin.as_ref()?;
                let edit = Effect::EditNote(origin.deck.clone(), origin.note.id.clone());
                return Some(Command::close_and(Command::Effect(edit)));
            }
            Action::NextField | Action::Scroll(_, 1..) => self.go(1),
            Action::PreviousField | Action::Scroll(_, _) => self.go(-1),
            Action::NextChoice | Action::More => self.choose(shared, 1),
            Action::PreviousChoice | Action::Less => self.choose(shared, -1),
            Action::Pick(ListArea::Overlay, row) => {
                self.index = row.min(self.form_fields().len() - 1);
            }
            Action::LineBreak => self.insert("\n"),
            Action::MakeBlank => {
                if let Some(field) =
                    matches!(self.current_field(), FormField::Body | FormField::Row(_))
                        .then(|| self.field())
                        .flatten()
                {
                    let (before, after) = field.around_cursor();
                    let (text, cursor) = blank::toggle(before, after);
                    field.set(&text, cursor);
                    self.message = None;
                }
            }
            _ => {}
        }
        None
    }

    /// The decks were read again: a form in which nothing was changed shows the note as it is now.
    fn reload(&mut self, shared: &ScreenContext, _: Remap<'_>) -> Option<Command> {
        let origin = self.origin.as_ref().filter(|_| !self.is_changed())?;
        let library = &shared.learner.library;
        let deck = library.decks().iter().find(|deck| deck.head.id == origin.deck)?;
        let mut notes = deck.notes.clone().map(|note| NoteIx(note as _));
        let note = notes.find(|note| *library.id(*note) == origin.note.id)?;
        let index = self.index;
        *self = NoteForm { index, ..NoteForm::edit(shared, note)? };
        None
    }

    /// The note is saved: the form is emptied for the next new one, or closed.
    fn saved(&mut self, _: &ScreenContext) -> Option<Command> {
        if self.origin.is_some() {
            return Some(Command::Close);
        }
        self.added += 1;
        let message =
            format!("Added to “{}”: {}", self.deck.text(), pluralize(self.added, "note", "notes"));
        let empty = NoteForm::from_note(&Note::new(
            "",
            NoteBody::Pair { term: String::new(), definition: String::new() },
        ));
        let (deck, topic, tags) = (self.deck.clone(), self.topic.clone(), self.tags.clone());
        *self = NoteForm {
            kind: self.kind,
            deck,
            topic,
            tags,
            added: self.added,
            index: 2,
            message: Some(Ok(message)),
            ..empty
        };
        None
    }

    fn unsaved(&self) -> Option<Unsaved> {
        self.texts()
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        view::view(self, shared, canvas);
    }
}

//! The outline of one note, and its scan.

use std::borrow::Cow;
use std::ops::Range;

use crate::deck::fields::{self, FieldKind, NoteField};
use crate::deck::note;
use crate::deck::note::{Note, NoteBody, NoteKind};
use crate::deck::scan::{ScanError, ScannedValue, Scanner, StringLiteral};

/// A note's place in its file and what finds it.
#[derive(Debug, PartialEq)]
pub struct NoteOutline<'a> {
    /// Its kind.
    pub kind: NoteKind,
    /// Its bytes in the file, the kind's name first.
    pub span: Range<usize>,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its term or its question, if it has one.
    pub term: Option<Cow<'a, str>>,
    /// A fill-in's text.
    pub text: Option<Cow<'a, str>>,
    /// Its topic's id.
    pub topic: Option<Cow<'a, str>>,
    /// The note that it belongs to.
    pub of: Option<Cow<'a, str>>,
    /// Other names.
    pub aliases: Vec<Cow<'a, str>>,
    /// Labels.
    pub tags: Vec<Cow<'a, str>>,
    /// Related notes' ids.
    pub see: Vec<Cow<'a, str>>,
    /// Ids of the notes to know first.
    pub needs: Vec<Cow<'a, str>>,
    /// Where the fields that a text search looks into stand: byte ranges of their values in the
    /// file. Known only from [`outline_note`](super::outline_note).
    pub prose: Vec<Range<usize>>,
}

impl NoteOutline<'_> {
    /// The heading, as [`Note::title`] does.
    pub fn title(&self) -> String {
        let text = self.text.as_deref().unwrap_or_default();
        note::title(self.term.as_deref(), text)
    }
}

/// Scans a note, with the places of its prose if asked for; the flag says whether its shape is
/// vouched for.
pub(super) fn scan_note<'a>(
    scan: &mut Scanner<'a>,
    prose: bool,
) -> Result<(NoteOutline<'a>, bool), ScanError> {
    let start = scan.at;
    let kind = NoteKind::from_name(scan.name()?);
    if !scan.take(b'(')? {
        return scan.fail("expected `(` after the kind of note");
    }
    let mut note = NoteOutline::empty(kind.unwrap_or(NoteKind::Pair));
    let (mut plain, mut seen) = (kind.is_some(), 0u64);
    while !scan.take(b')')? {
        let name = scan.name()?;
        if !scan.take(b':')? {
            return scan.fail("expected a colon after the field's name");
        }
        scan.blank()?;
        let value_at = scan.at;
        let value = scan.value()?;
        match fields::find(note.kind, name) {
            Some((i, field)) => {
                scan.doubtful |=
                    field.kind != FieldKind::Structure && matches!(value, ScannedValue::Other);
                plain &= field.fits(&value) && seen & (1 << i) == 0;
                seen |= 1 << i;
                if prose && field.searched {
                    note.prose.push(value_at..scan.at);
                }
                note.keep(field, value);
            }
            None => plain = false,
        }
        if !scan.take(b',')? && scan.peek() != Some(b')') {
            return scan.fail("expected a comma between two fields");
        }
    }
    note.span = start..scan.at;
    let complete = fields::required(note.kind) & !seen == 0;
    Ok((note, plain && complete))
}

impl NoteField {
    fn fits(&self, value: &ScannedValue<'_>) -> bool {
        matches!(
            (self.kind, value),
            (FieldKind::Text, ScannedValue::Text(_)) | (FieldKind::Texts, ScannedValue::Texts(_))
        )
    }
}

impl<'a> NoteOutline<'a> {
    fn empty(kind: NoteKind) -> Self {
        NoteOutline {
            kind,
            span: 0..0,
            id: Cow::Borrowed(""),
            term: None,
            text: None,
            topic: None,
            of: None,
            aliases: vec![],
            tags: vec![],
            see: vec![],
            needs: vec![],
            prose: vec![],
        }
    }

    fn keep(&mut self, field: &NoteField, value: ScannedValue<'a>) {
        let texts =
            |list: Vec<StringLiteral<'a>>| list.into_iter().map(StringLiteral::text).collect();
        match (field.name, value) {
            ("id", ScannedValue::Text(literal)) => self.id = literal.text(),
            ("term" | "question", ScannedValue::Text(literal)) => self.term = Some(literal.text()),
            ("text", ScannedValue::Text(literal)) => self.text = Some(literal.text()),
            ("topic", ScannedValue::Text(literal)) => self.topic = Some(literal.text()),
            ("of", ScannedValue::Text(literal)) => self.of = Some(literal.text()),
            ("aliases", ScannedValue::Texts(list)) => self.aliases = texts(list),
            ("tags", ScannedValue::Texts(list)) => self.tags = texts(list),
            ("see", ScannedValue::Texts(list)) => self.see = texts(list),
            ("needs", ScannedValue::Texts(list)) => self.needs = texts(list),
            _ => {}
        }
    }
}

/// The outline with the texts of the note as `ron` read it, for spellings that the scanner
/// does not know.
pub(super) fn with_texts_of(outline: NoteOutline<'_>, note: Note) -> NoteOutline<'_> {
    let owned = |list: Vec<String>| list.into_iter().map(Cow::Owned).collect();
    let term = note.body.term().map(str::to_string);
    let text = if let NoteBody::Cloze { text, .. } = note.body { Some(text) } else { None };
    let details = note.details;
    NoteOutline {
        id: Cow::Owned(note.id),
        term: term.map(Cow::Owned),
        text: text.map(Cow::Owned),
        topic: details.topic.map(Cow::Owned),
        of: details.of.map(Cow::Owned),
        aliases: owned(details.aliases),
        tags: owned(details.tags),
        see: owned(details.see),
        needs: owned(details.needs),
        ..outline
    }
}

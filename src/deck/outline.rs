//! The outline of a deck file: every note's place and names, found in one fast pass.
//!
//! A note whose fields are known, of the right shape and complete is vouched for and read in full
//! only when somebody looks at it; any other is read by `ron` at once, so that its faults are told
//! when the deck opens. A bad note hides no good one: after it, reading goes on at the next line
//! that begins a note.

use std::borrow::Cow;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle};

use super::fields::{self, FieldKind, NoteField};
use super::note::{NoteBody, NoteKind};
use super::scan::{FieldValue, ScanError, Scanner, StringLiteral};
use super::{Note, SourceFile, parse};
use crate::fault::Fault;

/// How many faults of one file are told; a file of noise has no use for more.
const MOST_FAULTS: usize = 50;

/// A note's place in its file and what finds it.
#[derive(Debug, PartialEq)]
pub struct NoteOutline<'a> {
    /// Its kind.
    pub kind: NoteKind,
    /// Its bytes in the file, the kind's name first.
    pub span: Range<usize>,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its term, if it has one.
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
    /// file. Known only from [`again`].
    pub prose: Vec<Range<usize>>,
}

impl NoteOutline<'_> {
    /// Returns the heading, as [`Note::title`] does.
    pub fn title(&self) -> String {
        let text = self.text.as_deref().unwrap_or_default();
        super::note::title_of_cloze(self.term.as_deref(), text)
    }
}

/// What a file holds besides its good notes.
#[derive(Debug, Default)]
pub struct FileOutline {
    /// The inside of the list of notes, for reading the head without it.
    pub inside: Range<usize>,
    /// How many good notes there are.
    pub good: usize,
    /// What is wrong with the others.
    pub faults: Vec<Fault>,
}

/// Takes a file's notes, in order.
pub trait OutlineSink {
    /// Takes the next note.
    fn take(&mut self, note: &NoteOutline<'_>);

    /// Learns that this was the last one, while another thread may still be reading its part of the
    /// file.
    fn end(&mut self) {}
}

impl<F: FnMut(&NoteOutline<'_>)> OutlineSink for F {
    fn take(&mut self, note: &NoteOutline<'_>) {
        self(note);
    }
}

/// Outlines a whole file and hands over its good notes in order, one by one: the outlines of a
/// large file together would take more room than the file. A `trusted` file (the bundled deck,
/// which the tests read in full) is not read twice.
pub fn outline(file: &SourceFile, trusted: bool, taker: &mut dyn OutlineSink) -> FileOutline {
    OutlineReader { file, trusted, taker, found: FileOutline::default(), other: None }.run().0
}

/// Outlines a file as [`outline`] does, on two threads: for large files. The notes of the first
/// part go to `first` and the others to `second`, unless the flag says that the file could not be
/// split: then `first` has taken all.
pub fn outline_by_two(
    file: &SourceFile,
    trusted: bool,
    first: &mut dyn OutlineSink,
    second: &mut (dyn OutlineSink + Send),
) -> (FileOutline, bool) {
    // Only a guess: the line may stand inside a text. It is right if the first thread comes to
    // begin a note there.
    let middle = next_note(&file.text, file.text.len() / 2);
    std::thread::scope(|scope| {
        let rest = move || {
            OutlineReader {
                file,
                trusted,
                taker: second,
                found: FileOutline::default(),
                other: None,
            }
            .rest(middle)
        };
        let other =
            Builder::new().name("lacuna-outline".to_string()).spawn_scoped(scope, rest).ok();
        let other = other.map(|thread| (middle, thread));
        OutlineReader { file, trusted, taker: first, found: FileOutline::default(), other }.run()
    })
}

/// Outlines the note at `span`, which an earlier outline of the same text found good.
pub fn again(file: &SourceFile, span: Range<usize>) -> Option<NoteOutline<'_>> {
    let mut at = Scanner::new(&file.text, span.start);
    let (note, _) = scan_note(&mut at, true).ok()?;
    if !at.doubtful {
        return Some(note);
    }
    parse::note(file, span).ok().map(|full| with_texts_of(note, full))
}

/// Returns the deck's id as it stands in the head, if it can be found there.
pub fn deck_id(file: &SourceFile) -> Option<String> {
    let mut scan = Scanner::new(&file.text, 0);
    while scan.take(b'#').ok()? {
        scan.at += memchr::memchr(b'\n', scan.rest().as_bytes())?;
    }
    if !scan.take(b'(').ok()? {
        return None;
    }
    loop {
        let name = scan.name().ok()?;
        scan.take(b':').ok()?;
        match scan.value().ok()? {
            FieldValue::Text(literal) if name == "id" => return Some(literal.text().into_owned()),
            _ => _ = scan.take(b',').ok()?,
        }
    }
}

struct OutlineReader<'a, 't> {
    file: &'a SourceFile,
    trusted: bool,
    taker: &'t mut dyn OutlineSink,
    found: FileOutline,
    /// The thread that reads the notes from some place on; when they are its notes that come next,
    /// they are read.
    other: Option<(usize, ScopedJoinHandle<'t, (FileOutline, usize)>)>,
}

impl<'a> OutlineReader<'a, '_> {
    /// Reads the file; the flag says whether another thread has read a part of it.
    fn run(mut self) -> (FileOutline, bool) {
        let split = self.other.is_some();
        if let Err(slip) = self.file() {
            let what = slip.what.to_string();
            self.fault(
                Fault::error(what, "a deck is `(format: 1, id: …, title: …, notes: […])`"),
                slip.at,
            );
        }
        let split = split && self.other.is_none();
        if !split {
            self.taker.end();
        }
        (self.found, split)
    }

    /// Reads the notes from `start` on to the end of their list; returns also where that is.
    fn rest(mut self, start: usize) -> (FileOutline, usize) {
        let mut scan = Scanner::new(&self.file.text, start);
        while scan.blank().is_ok() && !matches!(scan.peek(), Some(b']') | None) {
            self.note(&mut scan);
        }
        self.taker.end();
        (self.found, scan.at)
    }

    fn fault(&mut self, fault: Fault, at: usize) {
        if self.found.faults.len() < MOST_FAULTS {
            self.found.faults.push(fault.at(self.file.place(at)));
        }
    }

    fn file(&mut self) -> Result<(), ScanError> {
        let mut scan = Scanner::new(&self.file.text, 0);
        self.found.inside = self.file.text.len()..self.file.text.len();
        while scan.take(b'#')? {
            scan.at += memchr::memchr(b'\n', scan.rest().as_bytes()).unwrap_or(scan.rest().len());
        }
        if !scan.take(b'(')? {
            return scan.slip("this is not a lacuna deck: it does not begin with `(`");
        }
        loop {
            if scan.take(b')')? {
                break;
            }
            let name = scan.name()?;
            if !scan.take(b':')? {
                return scan.slip("expected a colon after the field's name");
            }
            if name == "notes" && scan.take(b'[')? {
                self.notes(&mut scan)?;
            } else {
                scan.skip_value()?;
            }
            if !scan.take(b',')? && scan.peek() != Some(b')') {
                return scan.slip("expected a comma or the closing `)` of the deck");
            }
        }
        scan.blank()?;
        if scan.rest().is_empty() {
            Ok(())
        } else {
            scan.slip("something stands after the end of the deck")
        }
    }

    /// Reads the notes up to and with the list's closing bracket.
    fn notes(&mut self, scan: &mut Scanner<'a>) -> Result<(), ScanError> {
        let start = scan.at;
        loop {
            scan.blank()?;
            if let Some((_, thread)) = self.other.take_if(|(at, _)| *at == scan.at) {
                self.taker.end();
                let (rest, end) = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                self.found.good += rest.good;
                rest.faults.into_iter().for_each(|fault| self.push(fault));
                scan.at = end;
                continue;
            }
            match scan.peek() {
                Some(b']') => break,
                None => {
                    self.found.inside = start..scan.at;
                    return scan.slip("the file ends inside the list of notes");
                }
                _ => self.note(scan),
            }
        }
        self.found.inside = start..scan.at;
        scan.at += 1;
        Ok(())
    }

    /// Reads one note with the comma behind it, or finds the place to go on after a bad one.
    fn note(&mut self, scan: &mut Scanner<'a>) {
        let start = scan.at;
        scan.doubtful = false;
        let result = scan_note(scan, false).and_then(|(note, plain)| {
            if !scan.take(b',')? && !matches!(scan.peek(), Some(b']') | None) {
                return scan.slip("expected a comma between two notes");
            }
            let vouched = plain && !scan.doubtful;
            Ok((note, vouched))
        });
        match result {
            Ok((note, vouched)) if vouched || self.trusted => self.good(&note),
            Ok((note, _)) => match parse::note(self.file, note.span.clone()) {
                Ok(full) => self.good(&with_texts_of(note, full)),
                Err(fault) => self.push(fault),
            },
            Err(slip) => {
                let end = next_note(&self.file.text, start);
                self.push(self.explain(start..end, &slip));
                scan.at = end;
            }
        }
    }

    fn good(&mut self, note: &NoteOutline<'a>) {
        self.found.good += 1;
        self.taker.take(note);
    }

    fn push(&mut self, fault: Fault) {
        if self.found.faults.len() < MOST_FAULTS {
            self.found.faults.push(fault);
        }
    }

    /// Returns what `ron` says of a note that the scanner could not read, or else what the scanner
    /// said.
    fn explain(&self, region: Range<usize>, slip: &ScanError) -> Fault {
        let text = self.file.text[region.clone()].trim_end().trim_end_matches(',');
        parse::note(self.file, region.start..region.start + text.len()).err().unwrap_or_else(|| {
            Fault::error(slip.what, "mend it; the notes around it are kept")
                .at(self.file.place(slip.at))
        })
    }
}

/// Returns the offset of the next line that begins a note, after the line that `from` is in, or of
/// the end.
fn next_note(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(n) = memchr::memchr(b'\n', &text.as_bytes()[at..]) {
        at += n + 1;
        let line = text[at..].trim_start_matches([' ', '\t']);
        let begins = |kind: &NoteKind| {
            line.strip_prefix(kind.name()).is_some_and(|l| l.trim_start().starts_with('('))
        };
        if NoteKind::ALL.iter().any(begins) {
            return text.len() - line.len();
        }
    }
    text.len()
}

/// Scans a note, with the places of its prose if asked for; the flag says whether its shape is
/// vouched for.
fn scan_note<'a>(
    scan: &mut Scanner<'a>,
    prose: bool,
) -> Result<(NoteOutline<'a>, bool), ScanError> {
    let start = scan.at;
    let kind = NoteKind::named(scan.name()?);
    if !scan.take(b'(')? {
        return scan.slip("expected `(` after the kind of note");
    }
    let mut note = NoteOutline::empty(kind.unwrap_or(NoteKind::Pair));
    let (mut plain, mut seen) = (kind.is_some(), 0u64);
    while !scan.take(b')')? {
        let name = scan.name()?;
        if !scan.take(b':')? {
            return scan.slip("expected a colon after the field's name");
        }
        scan.blank()?;
        let value_at = scan.at;
        let value = scan.value()?;
        match fields::find(note.kind, name) {
            Some((i, field)) => {
                scan.doubtful |=
                    field.holds != FieldKind::Structure && matches!(value, FieldValue::Other);
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
            return scan.slip("expected a comma between two fields");
        }
    }
    note.span = start..scan.at;
    let complete = fields::required(note.kind) & !seen == 0;
    Ok((note, plain && complete))
}

impl NoteField {
    fn fits(&self, value: &FieldValue<'_>) -> bool {
        matches!(
            (self.holds, value),
            (FieldKind::Text, FieldValue::Text(_)) | (FieldKind::Texts, FieldValue::Texts(_))
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

    fn keep(&mut self, field: &NoteField, value: FieldValue<'a>) {
        let texts =
            |list: Vec<StringLiteral<'a>>| list.into_iter().map(StringLiteral::text).collect();
        match (field.name, value) {
            ("id", FieldValue::Text(literal)) => self.id = literal.text(),
            ("term", FieldValue::Text(literal)) => self.term = Some(literal.text()),
            ("text", FieldValue::Text(literal)) => self.text = Some(literal.text()),
            ("topic", FieldValue::Text(literal)) => self.topic = Some(literal.text()),
            ("of", FieldValue::Text(literal)) => self.of = Some(literal.text()),
            ("aliases", FieldValue::Texts(list)) => self.aliases = texts(list),
            ("tags", FieldValue::Texts(list)) => self.tags = texts(list),
            ("see", FieldValue::Texts(list)) => self.see = texts(list),
            ("needs", FieldValue::Texts(list)) => self.needs = texts(list),
            _ => {}
        }
    }
}

/// Returns the outline with the texts of the note as `ron` read it, for spellings that the scanner
/// does not know.
fn with_texts_of(outline: NoteOutline<'_>, note: Note) -> NoteOutline<'_> {
    let owned = |list: Vec<String>| list.into_iter().map(Cow::Owned).collect();
    let (term, text) = match note.body {
        NoteBody::Pair { term, .. }
        | NoteBody::Steps { term, .. }
        | NoteBody::List { term, .. } => (Some(term), None),
        NoteBody::Cloze { term, text } => (term, Some(text)),
    };
    NoteOutline {
        id: Cow::Owned(note.id),
        term: term.map(Cow::Owned),
        text: text.map(Cow::Owned),
        topic: note.topic.map(Cow::Owned),
        of: note.of.map(Cow::Owned),
        aliases: owned(note.aliases),
        tags: owned(note.tags),
        see: owned(note.see),
        needs: owned(note.needs),
        ..outline
    }
}

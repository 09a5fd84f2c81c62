//! The outline of a deck file: every note's place and names, found in one fast pass.
//!
//! A note whose fields are known, of the right shape and complete is vouched for and read in full
//! only when somebody looks at it; any other is read by `ron` at once, so that its faults are known
//! when the deck opens. A bad note hides no good one: after it, reading continues at the next line
//! that begins a note.

mod note_outline;

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{Builder, ScopedJoinHandle};

use super::note::NoteKind;
use super::scan::{ScanError, ScannedValue, Scanner};
use super::{SourceFile, parse};
use crate::fault::Fault;
pub use note_outline::NoteOutline;
use note_outline::{scan_note, with_texts_of};

/// The most faults that are reported of one file.
const MOST_FAULTS: usize = 50;

/// What a file holds besides its good notes.
#[derive(Debug, Default)]
pub struct FileOutline {
    /// The inside of the list of notes, for reading the head without it.
    pub inside: Range<usize>,
    /// How many good notes there are.
    pub good: usize,
    /// What is wrong with the others.
    pub faults: Vec<Fault>,
    /// Whether its brackets can't be made out, so that nothing else of it can be read.
    pub is_broken: bool,
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
/// large file together would take more memory than the file. A `trusted` file (the bundled deck,
/// which the tests read in full) is not read twice.
pub fn outline(file: &SourceFile, trusted: bool, sink: &mut dyn OutlineSink) -> FileOutline {
    OutlineReader { file, trusted, sink, found: FileOutline::default(), other: None }.run().0
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
        let other = Builder::new()
            .name("lacuna-outline".to_string())
            .spawn_scoped(scope, move || {
                OutlineReader {
                    file,
                    trusted,
                    sink: second,
                    found: FileOutline::default(),
                    other: None,
                }
                .rest(middle)
            })
            .ok();
        let other = other.map(|thread| (middle, thread));
        OutlineReader { file, trusted, sink: first, found: FileOutline::default(), other }.run()
    })
}

/// Outlines the note at `span`, which an earlier outline of the same text found good.
pub fn outline_note(file: &SourceFile, span: Range<usize>) -> Option<NoteOutline<'_>> {
    let mut at = Scanner::new(&file.text, span.start);
    let (note, _) = scan_note(&mut at, true).ok()?;
    if !at.doubtful {
        return Some(note);
    }
    parse::note(file, span).ok().map(|full| with_texts_of(note, full))
}

/// The deck's id in the head, if it can be found there.
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
            ScannedValue::Text(literal) if name == "id" => {
                return Some(literal.text().into_owned());
            }
            _ => _ = scan.take(b',').ok()?,
        }
    }
}

struct OutlineReader<'a, 't> {
    file: &'a SourceFile,
    trusted: bool,
    sink: &'t mut dyn OutlineSink,
    found: FileOutline,
    /// The thread that reads the notes from some place on; when they are its notes that come next,
    /// they are read.
    other: Option<(usize, ScopedJoinHandle<'t, (FileOutline, usize)>)>,
}

impl<'a> OutlineReader<'a, '_> {
    /// Reads the file; the flag says whether another thread has read a part of it.
    fn run(mut self) -> (FileOutline, bool) {
        let split = self.other.is_some();
        if let Err(error) = self.file() {
            self.found.is_broken = true;
            let what = error.what.to_string();
            self.fault(
                Fault::error(what, "a deck is `(format: 1, id: …, title: …, notes: […])`"),
                error.at,
            );
        }
        let split = split && self.other.is_none();
        if !split {
            self.sink.end();
        }
        (self.found, split)
    }

    /// Reads the notes from `start` on to the end of their list; returns also where that is.
    fn rest(mut self, start: usize) -> (FileOutline, usize) {
        let mut scan = Scanner::new(&self.file.text, start);
        while scan.blank().is_ok() && !matches!(scan.peek(), Some(b']') | None) {
            self.note(&mut scan);
        }
        self.sink.end();
        (self.found, scan.at)
    }

    fn fault(&mut self, fault: Fault, at: usize) {
        if self.found.faults.len() < MOST_FAULTS {
            self.found.faults.push(fault.with_place(self.file.place(at)));
        }
    }

    fn file(&mut self) -> Result<(), ScanError> {
        let mut scan = Scanner::new(&self.file.text, 0);
        self.found.inside = self.file.text.len()..self.file.text.len();
        while scan.take(b'#')? {
            scan.at += memchr::memchr(b'\n', scan.rest().as_bytes()).unwrap_or(scan.rest().len());
        }
        if !scan.take(b'(')? {
            return scan.fail("this is not a lacuna deck: it does not begin with `(`");
        }
        loop {
            if scan.take(b')')? {
                break;
            }
            let name = scan.name()?;
            if !scan.take(b':')? {
                return scan.fail("expected a colon after the field's name");
            }
            if name == "notes" && scan.take(b'[')? {
                self.notes(&mut scan)?;
            } else {
                scan.skip_value()?;
            }
            if !scan.take(b',')? && scan.peek() != Some(b')') {
                return scan.fail("expected a comma or the closing `)` of the deck");
            }
        }
        scan.blank()?;
        if scan.rest().is_empty() {
            Ok(())
        } else {
            scan.fail("something stands after the end of the deck")
        }
    }

    /// Reads the notes up to and with the list's closing bracket.
    fn notes(&mut self, scan: &mut Scanner<'a>) -> Result<(), ScanError> {
        let start = scan.at;
        loop {
            scan.blank()?;
            if let Some((_, thread)) = self.other.take_if(|(at, _)| *at == scan.at) {
                self.sink.end();
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
                    return scan.fail("the file ends inside the list of notes");
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
                return scan.fail("expected a comma between two notes");
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
            Err(error) => {
                let end = next_note(&self.file.text, start);
                self.push(self.explain(start..end, &error));
                scan.at = end;
            }
        }
    }

    fn good(&mut self, note: &NoteOutline<'a>) {
        self.found.good += 1;
        self.sink.take(note);
    }

    fn push(&mut self, fault: Fault) {
        if self.found.faults.len() < MOST_FAULTS {
            self.found.faults.push(fault);
        }
    }

    /// The fault that `ron` finds in a note that the scanner could not read, or else the scanner's.
    fn explain(&self, region: Range<usize>, error: &ScanError) -> Fault {
        let text = self.file.text[region.clone()].trim_end().trim_end_matches(',');
        parse::note(self.file, region.start..region.start + text.len()).err().unwrap_or_else(|| {
            Fault::error(error.what, "mend it; the notes around it are kept")
                .with_place(self.file.place(error.at))
        })
    }
}

/// The offset of the next line that begins a note, after the line that `from` is in, or of
/// the end.
fn next_note(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(n) = memchr::memchr(b'\n', &text.as_bytes()[at..]) {
        at += n + 1;
        let line = text[at..].trim_start_matches([' ', '\t']);
        let mut rests = NoteKind::ALL.iter().filter_map(|kind| line.strip_prefix(kind.name()));
        if rests.any(|rest| rest.trim_start().starts_with('(')) {
            return text.len() - line.len();
        }
    }
    text.len()
}

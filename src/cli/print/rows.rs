//! Notes one a line: the term, and its topic beside it.

use std::io;
use std::ops::Range;

use super::printer::{OutputStyle, Printer};
use super::style;
use crate::library::{Library, NoteIx};
use crate::text::math::GlyphSet;
use crate::text::width::{cut, width};

/// The widest that the terms' column gets in a pipe; longer terms reach over it.
const TERM: usize = 48;
/// Blanks between the term and the topic.
const GAP: usize = 2;

/// One line.
pub(crate) struct NoteRow<'a> {
    /// The note's heading.
    pub(crate) term: String,
    /// The letters to mark, as byte ranges in order.
    pub(crate) marks: Vec<Range<usize>>,
    /// Whether the note was found by a misspelled name.
    pub(crate) misspelled: bool,
    /// The topic's title.
    pub(crate) topic: &'a str,
}

impl<'a> NoteRow<'a> {
    /// The line of a note.
    pub(crate) fn new(library: &'a Library, note: NoteIx) -> Self {
        let title = library.title(note);
        let term = if title.trim().is_empty() { library.id(note).into_owned() } else { title };
        let topic = topic(library, note);
        // Marks are found in the text that is drawn.
        NoteRow {
            term: crate::text::sanitize::clean_line(&term).into_owned(),
            marks: vec![],
            misspelled: false,
            topic,
        }
    }
}

/// The title of a note's topic, empty without one.
pub(crate) fn topic(library: &Library, note: NoteIx) -> &str {
    library.topic(note).map_or("", |topic| &library.topic_info(topic).title)
}

/// Where the columns of many rows lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowColumns {
    gutter: usize,
    term: usize,
    topic: Option<usize>,
}

impl RowColumns {
    /// The columns for rows whose widest term and topic are so wide. On a terminal a row is
    /// one line; the topic gives way first.
    pub(crate) fn new(look: OutputStyle, gutter: bool, term: usize, topic: usize) -> Self {
        let gutter = if gutter { 2 } else { 0 };
        let Some(columns) = look.columns else {
            return RowColumns { gutter, term: term.min(TERM), topic: None };
        };
        let room = columns.saturating_sub(gutter + GAP);
        let term = term.min((room * 2 / 3).max(room.saturating_sub(topic))).max(1);
        RowColumns { gutter, term, topic: Some(room.saturating_sub(term)) }
    }

    /// Writes one row.
    pub(crate) fn print(self, row: &NoteRow<'_>, printer: &mut Printer<'_>) -> io::Result<()> {
        let look = printer.look();
        if row.misspelled {
            printer.text(style::DIM, look.sign("≈ ", "~ "))?;
        } else {
            printer.blanks(self.gutter)?;
        }
        let term = if self.topic.is_some() {
            fitted(&row.term, self.term, look)
        } else {
            row.term.clone()
        };
        marked(&row.term, &term, &row.marks, printer)?;
        let topic =
            self.topic.map_or_else(|| row.topic.to_string(), |room| fitted(row.topic, room, look));
        if !topic.is_empty() {
            printer.blanks((self.term + GAP).saturating_sub(width(&term)).max(GAP))?;
            printer.text(style::DIM, &topic)?;
        }
        printer.end_line()
    }
}

/// The text cut to so many columns.
fn fitted(text: &str, columns: usize, look: OutputStyle) -> String {
    let short = cut(text, columns);
    if look.glyphs == GlyphSet::Unicode || short == text {
        return short.into_owned();
    }
    let shorter = cut(text, columns.saturating_sub(2));
    format!("{}{}", shorter.trim_end_matches('…'), &"..."[..columns.min(3)])
}

/// Writes `shown`, which is `whole` or begins like it, with the marks of `whole`.
fn marked(
    whole: &str,
    shown: &str,
    marks: &[Range<usize>],
    printer: &mut Printer<'_>,
) -> io::Result<()> {
    let common = whole.bytes().zip(shown.bytes()).take_while(|(a, b)| a == b).count();
    let mut at = 0;
    for mark in marks.iter().filter(|mark| mark.end <= common) {
        printer.text(style::PLAIN, &shown[at..mark.start])?;
        printer.text(style::MATCH, &shown[mark.clone()])?;
        at = mark.end;
    }
    printer.text(style::PLAIN, &shown[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(look: OutputStyle, term: &str, topic: &str, misspelled: bool) -> String {
        let mut out = Vec::new();
        let mut printer = Printer::new(Box::new(&mut out), Box::new(io::sink()), look);
        let first = 0..1;
        let row = NoteRow { term: term.into(), marks: vec![first], misspelled, topic };
        RowColumns::new(look, misspelled, width(term), width(topic))
            .print(&row, &mut printer)
            .unwrap();
        printer.finish().unwrap();
        drop(printer);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_pipe_gets_everything_and_a_terminal_what_fits() {
        let terminal = |columns| OutputStyle { columns: Some(columns), ..OutputStyle::PLAIN };
        let ascii = OutputStyle { glyphs: GlyphSet::Ascii, ..terminal(24) };
        assert_eq!(
            shown(OutputStyle::PLAIN, &"x".repeat(60), "Topic", false),
            format!("{}  Topic\n", "x".repeat(60))
        );
        assert_eq!(shown(OutputStyle::PLAIN, "term", "", false), "term\n");
        assert_eq!(shown(OutputStyle::PLAIN, "term", "Topic", true), "≈ term  Topic\n");
        assert_eq!(
            shown(terminal(24), "Layer normalization", "Topic", false),
            "Layer normalizat…  Topic\n"
        );
        assert_eq!(
            shown(ascii, "Layer normalization", "A long topic", true),
            "~ Layer norm...  A lo...\n"
        );
        for columns in 1..40 {
            let row = shown(terminal(columns), "Layer normalization", "A long topic", true);
            assert!(width(row.trim_end()) <= columns.max(5), "{columns}: {row}");
        }
    }

    #[test]
    fn matched_letters_are_coloured() {
        let look = OutputStyle { colour: true, ..OutputStyle::PLAIN };
        assert_eq!(shown(look, "term", "", false), "\u{1b}[1m\u{1b}[32mt\u{1b}[0merm\n");
    }
}

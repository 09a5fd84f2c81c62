//! Tables: CSV (RFC 4180) and TSV, with or without a row that names the columns.
//!
//! What we write names every field that a note of the deck has, so that it reads back whole. Which
//! fields there are is known to `deck`, and how a cell holds a list to [`cells`].

mod cells;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::format::{DeckWriter, Format};
use super::imported_deck::{
    ExportInput, ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST,
};
use super::{cleanup, encoding, slug, two_sided};
use crate::deck::{Note, NoteBody};
use crate::fault::Fault;
use crate::watch::Watch;
use cells::{ColumnRole, column};

/// CSV.
pub(super) const CSV: TableFormat =
    TableFormat { name: "csv", extensions: &["csv"], separator: b',' };
/// TSV.
pub(super) const TSV: TableFormat =
    TableFormat { name: "tsv", extensions: &["tsv", "tab"], separator: b'\t' };

/// A table with that separator.
pub(super) struct TableFormat {
    name: &'static str,
    extensions: &'static [&'static str],
    separator: u8,
}

impl Format for TableFormat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let first = text.lines().next().unwrap_or_default();
        let cells: Vec<&str> = first.split(char::from(self.separator)).collect();
        let names =
            cells.len() > 1 && is_header(cells.iter().map(|cell| cell.trim().trim_matches('"')));
        let quoted = text.contains(&format!("{}\"", char::from(self.separator)))
            || text.contains(&format!("\"{}", char::from(self.separator)));
        match (names, quoted) {
            (true, _) => 70,
            (false, true) => 48,
            _ => 0,
        }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let separator =
            self.separator_of(&text, options).map_err(|fault| fault.with_place(source.place()))?;
        let records = records(source, &text, separator, &watch.part(0.0, 0.4))?;
        let count = records.len();
        let mut records = records.into_iter().peekable();
        let header = match (records.peek(), options.header) {
            (Some((_, first)), given) if given.unwrap_or_else(|| is_header(first.iter())) => {
                let columns: Vec<ColumnRole> = first.iter().map(column).collect();
                records.next();
                Some(columns)
            }
            _ => None,
        };
        let mut imported = ImportedDeck::default();
        let width = header
            .as_ref()
            .map_or_else(|| records.peek().map_or(2, |(_, first)| first.len()), Vec::len);
        if header.is_none() && width > 2 {
            let what = format!(
                "only the first two of {width} columns are read, \
                 since the first row does not name them"
            );
            let remedy =
                "name the columns in the first row: term, definition, tags, topic and so on";
            imported.warnings.push(Fault::warning(what, remedy).with_place(source.place()));
        }
        for (row, record) in watch.part(0.4, 1.0).over(records, count) {
            match note(&record, header.as_deref(), width, options) {
                Ok((note, whole)) => {
                    imported.items.push(ImportedNote { whole, ..ImportedNote::new(note, row) });
                }
                Err(fault) => imported.skip(source.row(row), fault.what, &fault.remedy),
            }
        }
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        let write = if self.separator == b',' {
            |input: &ExportInput<'_>| write(input, b',')
        } else {
            |input: &ExportInput<'_>| write(input, b'\t')
        };
        Some(DeckWriter { carries_progress: false, is_binary: false, write })
    }
}

impl TableFormat {
    /// The separator that is named, or that the first row has most of where the usual one
    /// is not in it.
    fn separator_of(&self, text: &str, options: &ImportOptions) -> Result<u8, Fault> {
        match options.term_separator.as_deref().map(str::as_bytes) {
            Some([byte]) if byte.is_ascii() && *byte != b'"' && *byte != b'\n' => return Ok(*byte),
            Some(_) => {
                let what =
                    format!("a {} has one character between its cells", self.name.to_uppercase());
                return Err(Fault::error(
                    what,
                    "give --term-separator one character, or say --format quizlet",
                ));
            }
            None => {}
        }
        // The usual one, unless another is in each of the first rows and it is not.
        let rows = || text.lines().filter(|line| !line.trim().is_empty()).take(20);
        let everywhere = |byte: &u8| rows().all(|row| row.as_bytes().contains(byte));
        let others = [b';', b'\t', b',', b'|'];
        let other = others.into_iter().find(everywhere).filter(|_| !everywhere(&self.separator));
        Ok(other.unwrap_or(self.separator))
    }
}

/// Whether these are names of columns, as for a term and its definition.
fn is_header<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let columns: Vec<ColumnRole> = cells.map(column).collect();
    let has = |names: &[&str]| {
        columns.iter().any(|column| column.name().is_some_and(|name| names.contains(&name)))
    };
    (has(&["term"]) && has(&["definition", "text", "steps", "items"]))
        || (has(&["text"]) && columns.len() > 1 && has(&["id", "kind", "topic", "tags"]))
}

/// Reads the rows, each with the line that it begins on; empty ones are left out.
fn records(
    source: &ImportSource<'_>,
    text: &str,
    separator: u8,
    watch: &Watch,
) -> Result<Vec<(usize, StringRecord)>, Fault> {
    if let Some(row) = unclosed(text.as_bytes(), separator) {
        let what = "a quotation mark opens here and is never closed";
        let remedy =
            "close it, or double it (\"\") where it is part of the text; nothing was imported";
        return Err(Fault::error(what, remedy).with_place(source.row(row)));
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let row = error.position().map_or(1, |place| place.line() as usize);
            Fault::error(format!("the table can't be read: {error}"), "mend that row")
                .with_place(source.row(row))
        })?;
        let row = row_of(text, &record, false);
        let at = record.position().map_or(0, |place| place.byte() as usize);
        if !watch.report(at, text.len()) {
            break;
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((row, record));
        }
    }
    Ok(rows)
}

/// The line that a record begins on: empty lines, and comments where there are any, come
/// before it.
pub(super) fn row_of(text: &str, record: &StringRecord, comments: bool) -> usize {
    let Some(place) = record.position() else { return 1 };
    let rest = text.get(place.byte() as usize..).unwrap_or_default();
    let passed =
        rest.split('\n').take_while(|line| line.is_empty() || (comments && line.starts_with('#')));
    place.line() as usize + passed.count()
}

/// The row in which a quoted cell begins that never ends.
pub(super) fn unclosed(bytes: &[u8], separator: u8) -> Option<usize> {
    let (mut row, mut opened, mut at, mut start) = (1, None, 0, true);
    while at < bytes.len() {
        let byte = bytes[at];
        match opened {
            Some(_) if byte == b'"' && bytes.get(at + 1) == Some(&b'"') => at += 1,
            Some(_) if byte == b'"' => opened = None,
            None if byte == b'"' && start => opened = Some(row),
            _ => {}
        }
        row += usize::from(byte == b'\n');
        start = opened.is_none() && (byte == separator || byte == b'\n');
        at += 1;
    }
    opened
}

/// Makes a note of a row; the flag says whether the row has all that a note may have.
fn note(
    record: &StringRecord,
    header: Option<&[ColumnRole]>,
    width: usize,
    options: &ImportOptions,
) -> Result<(Note, bool), Fault> {
    if let Some(length) = record.iter().map(str::len).find(|&length| length > LONGEST) {
        let what =
            format!("a cell of {length} bytes is too long for a note, which takes {LONGEST}");
        return Err(Fault::warning(what, "it was left out"));
    }
    if record.len() > width {
        let what = format!("this row has {} cells, and the table {width}", record.len());
        let remedy = "put quotation marks around a cell that has the separator in it";
        return Err(Fault::warning(what, remedy));
    }
    let Some(header) = header else {
        let cell = |i: usize| record.get(i).map(str::trim).filter(|cell| !cell.is_empty());
        return match (cell(0), cell(1)) {
            (Some(term), Some(definition)) => {
                Ok((Note::new("", two_sides(term, definition, options)), false))
            }
            (Some(_), None) => {
                Err(Fault::warning("this row has no definition", "give it a second cell"))
            }
            _ => Err(Fault::warning("this row has no term", "fill its first cell")),
        };
    };
    let object =
        cells::object(record, header).map_err(|what| Fault::warning(what, "mend the cell"))?;
    let names_kind = !object.kind.is_empty();
    let mut note = object
        .into_note()
        .map_err(|what| Fault::warning(format!("this row is no note: {what}"), "fill the cell"))?;
    let is_complete = names_kind && !note.id.is_empty();
    if let (NoteBody::Pair { term, definition }, false) = (&note.body, is_complete) {
        note.body = two_sides(term, definition, options);
    }
    Ok((note, is_complete))
}

fn two_sides(term: &str, definition: &str, options: &ImportOptions) -> NoteBody {
    two_sided::body(&cleanup::line(term), &cleanup::text(definition), options.lists)
}

fn write(input: &ExportInput<'_>, separator: u8) -> Result<Vec<u8>, Fault> {
    let rows: Vec<_> =
        input.notes.iter().map(|note| cells::row(note, |topic| topic_cell(input, topic))).collect();
    let columns: Vec<&str> = cells::column_names()
        .filter(|name| rows.iter().any(|row| row.contains_key(name)))
        .collect();
    let mut writer = WriterBuilder::new()
        .delimiter(separator)
        .terminator(Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| {
        Fault::error(format!("the table can't be written: {error}"), "")
    };
    writer.write_record(&columns).map_err(|error| failed(&error))?;
    for row in &rows {
        let cells = columns.iter().map(|name| row.get(*name).map_or("", String::as_str));
        writer.write_record(cells).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The cell of a topic: its title, if its id can be made from that, or else its id.
fn topic_cell(input: &ExportInput<'_>, id: &str) -> String {
    let title = input.topic_title(id).filter(|title| slug::slug(title) == id);
    title.unwrap_or(id).to_string()
}

#[cfg(test)]
mod tests;

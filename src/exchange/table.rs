//! Tables: CSV (RFC 4180) and TSV, with or without a row that names the columns.
//!
//! What we write names every field that a note of the deck has, so that it reads back whole. Which
//! fields there are is known to `deck`, which column holds which to [`columns`], and how a cell
//! holds a list to [`cells`].

pub(super) mod cells;
pub(super) mod columns;
mod quotes;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::format::{DeckWriter, Format};
use super::imported_deck::{ExportInput, ImportOptions, ImportSource, ImportedDeck, LONGEST};
use super::media::MediaPlace;
use super::{encoding, slug};
use crate::fault::Fault;
use crate::watch::Watch;
use columns::Columns;
pub(super) use quotes::{is_quoted, is_quoted_table, unclosed};

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
        let is_ours = match announced(text) {
            Some((separator, _)) => separator == self.separator,
            None => header_separator(text) == Some(self.separator),
        };
        if is_ours { 70 } else { 0 }
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
        read_table(source, &text, separator, options, watch)
    }

    fn writer(&self) -> Option<DeckWriter> {
        let write = if self.separator == b',' {
            |input: &ExportInput<'_>| write(input, b',')
        } else {
            |input: &ExportInput<'_>| write(input, b'\t')
        };
        Some(DeckWriter {
            carries_progress: false,
            media: MediaPlace::Beside,
            is_binary: false,
            write,
        })
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
        if let Some(separator) = announced(text).map(|(separator, _)| separator) {
            return Ok(separator);
        }
        if let Some(separator) = header_separator(text) {
            return Ok(separator);
        }
        // The usual one, unless another is in each of the first rows and it is not.
        let rows = || text.lines().filter(|line| !line.trim().is_empty()).take(20);
        let everywhere = |byte: &u8| rows().all(|row| row.as_bytes().contains(byte));
        let other = OTHERS.into_iter().find(everywhere).filter(|_| !everywhere(&self.separator));
        Ok(other.unwrap_or(self.separator))
    }
}

/// The most cells of a row.
pub(super) const MOST_CELLS: usize = 1000;

/// The most cells of a line that is read at all.
const MOST_SEPARATORS: usize = 100 * MOST_CELLS;

/// The separators of tables, in the order in which they are looked for.
const OTHERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// The separator that a first line `sep=;` announces, as Excel does, and where the next line
/// begins.
fn announced(text: &str) -> Option<(u8, usize)> {
    let line = text.split('\n').next()?;
    let bare = line.trim_matches(['"', ' ']);
    let rest = bare.get(..4).filter(|key| key.eq_ignore_ascii_case("sep="))?;
    // Another program may have padded the line with more of the same.
    let separator = bare[rest.len()..].bytes().next().unwrap_or(b'\t');
    separator
        .is_ascii_punctuation()
        .then_some((separator, line.len() + 1))
        .or_else(|| (separator == b'\t').then_some((separator, line.len() + 1)))
}

/// The separator with which the first line names columns.
pub(super) fn header_separator(text: &str) -> Option<u8> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    OTHERS.into_iter().find(|separator| {
        let cells = first.split(char::from(*separator)).take(MOST_CELLS);
        let cells = cells.map(|cell| cell.trim().trim_matches('"'));
        first.as_bytes().contains(separator) && columns::is_header(cells)
    })
}

/// Reads a table with that separator.
pub(super) fn read_table(
    source: &ImportSource<'_>,
    text: &str,
    separator: u8,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportedDeck, Fault> {
    check_lines(source, text, separator)?;
    let skipped = announced(text).map_or(0, |(_, start)| start.min(text.len()));
    let above = usize::from(skipped > 0);
    let text = quotes::unpadded(&text[skipped..], separator);
    if let Some(row) = unclosed(text.as_bytes(), separator) {
        let what = "a quotation mark opens here and is never closed";
        let remedy =
            "close it, or double it (\"\") where it is part of the text; nothing was imported";
        return Err(Fault::error(what, remedy).with_place(source.row(row + above)));
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut imported = ImportedDeck::default();
    let (mut columns, mut record) = (None, StringRecord::new());
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let row = error.position().map_or(1, |place| place.line() as usize);
            Fault::error(format!("the table can't be read: {error}"), "mend that row")
                .with_place(source.row(row + above))
        })?;
        let at = record.position().map_or(0, |place| place.byte() as usize);
        if !more || !watch.report(at, text.len()) {
            break;
        }
        record.truncate(columns::filled(&record));
        if record.is_empty() {
            continue;
        }
        let row = row_of(&text, &record, false) + above;
        if let Some(columns) = &columns {
            add_row(source, &record, columns, row, options, &mut imported);
            imported.check_room(source)?;
            continue;
        }
        let first = Columns::of_first_row(&record, separator, options)
            .map_err(|fault| fault.with_place(source.row(row)))?;
        imported.warnings.extend(first.assumption().map(|f| f.with_place(source.row(row))));
        if !first.named {
            add_row(source, &record, &first, row, options, &mut imported);
        }
        columns = Some(first);
    }
    Ok(imported)
}

/// Says so if a line has so many cells that reading them could need more memory than there is.
pub(super) fn check_lines(
    source: &ImportSource<'_>,
    text: &str,
    separator: u8,
) -> Result<(), Fault> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for (i, end) in ends.enumerate() {
        let line = &text.as_bytes()[start..end];
        if line.len() > MOST_SEPARATORS
            && memchr::memchr_iter(separator, line).count() > MOST_SEPARATORS
        {
            let what = format!("this line has over {MOST_SEPARATORS} cells, and a note has few");
            let remedy = "look whether it is a table, or name another format with --format";
            return Err(Fault::error(what, remedy).with_place(source.row(i + 1)));
        }
        start = end + 1;
    }
    Ok(())
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

/// Adds the notes of a row, or says why there are none.
fn add_row(
    source: &ImportSource<'_>,
    record: &StringRecord,
    columns: &Columns,
    row: usize,
    options: &ImportOptions,
    imported: &mut ImportedDeck,
) {
    if let Some(length) = record.iter().map(str::len).find(|&length| length > LONGEST) {
        let what =
            format!("a cell of {length} bytes is too long for a note, which takes {LONGEST}");
        return imported.skip(source.row(row), what, "it was left out");
    }
    if record.len() > MOST_CELLS {
        let what = format!("this row has {} cells, more than a note can hold", record.len());
        return imported.skip(source.row(row), what, "it was left out");
    }
    if columns.is_too_long(record.len()) {
        let what =
            format!("this row has {} cells, and the table {}", record.len(), columns.all.len());
        let remedy = "put quotation marks around a cell that has the separator in it";
        return imported.skip(source.row(row), what, remedy);
    }
    if let Err(what) = cells::fields(record, columns).into_notes(imported, row, options) {
        let what = format!("this row is no note: {what}");
        imported.skip(source.row(row), what, "fill the cell, or leave the row out");
    }
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

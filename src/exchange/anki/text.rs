//! Anki's text files: notes in rows, with lines at the top that say how they are to be read.
//!
//! The keys are those of Anki's manual (`importing/text-files`). A file without any of them is read
//! too, if it is named so.

mod header;
mod row;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::note;
use crate::deck::{Note, NoteKind, Topic};
use crate::exchange::format::{DeckWriter, Format};
use crate::exchange::imported_deck::{ExportInput, ImportOptions, ImportSource, ImportedDeck};
use crate::exchange::media::MediaPlace;
use crate::exchange::{encoding, html};
use crate::fault::Fault;
use crate::watch::Watch;
use header::TextHeader;
use row::RowReader;

/// The order in which a separator is looked for, where none is named.
const LOOKED_FOR: [u8; 6] = [b'\t', b'|', b';', b':', b',', b' '];

/// See the module.
pub(crate) struct AnkiText;

impl Format for AnkiText {
    fn name(&self) -> &'static str {
        "anki-text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        if header::is_one(text) { 95 } else { 0 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let mut imported = ImportedDeck::default();
        let (mut head, start) = TextHeader::read(source, &text, &mut imported);
        let named =
            options.term_separator.as_deref().and_then(|name| name.as_bytes().first().copied());
        let separator = named.or(head.separator).unwrap_or_else(|| separator_of(&text[start..]));
        imported.on_match = head.on_match;
        imported.title = head.deck.as_deref().map(|deck| root(deck).to_string());
        let rows = rows(source, &text, start, separator, &watch.part(0.0, 0.2))?;
        if imported.title.is_none() {
            imported.title = common_root(&rows, head.deck_column);
        }
        if head.tags_column.is_none() {
            head.tags_column = row::find_tags_column(&rows, &head);
        }
        let is_html =
            head.html.unwrap_or_else(|| html::looks_like(encoding::glimpse(source.bytes).as_str()));
        let mut reader = RowReader::new(source, &head, is_html, options.lists, &mut imported);
        for (row, record) in watch.part(0.2, 1.0).over(&rows, rows.len()) {
            reader.read(*row, record);
        }
        topics(&mut imported, &rows, &head);
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter {
            carries_progress: false,
            media: MediaPlace::Nowhere,
            is_binary: false,
            write,
        })
    }
}

fn separator_of(text: &str) -> u8 {
    let end = text.floor_char_boundary(8192);
    LOOKED_FOR.into_iter().find(|byte| text.as_bytes()[..end].contains(byte)).unwrap_or(b'\t')
}

fn rows(
    source: &ImportSource<'_>,
    text: &str,
    start: usize,
    separator: u8,
    watch: &Watch,
) -> Result<Vec<(usize, StringRecord)>, Fault> {
    crate::exchange::table::check_lines(source, text, separator)?;
    let before = text[..start].matches('\n').count();
    if let Some(row) = crate::exchange::table::unclosed(&text.as_bytes()[start..], separator) {
        let fault = Fault::error(
            "a quotation mark opens here and is never closed",
            "close it, or double it (\"\"); nothing was imported",
        );
        return Err(fault.with_place(source.row(before + row)));
    }
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator).comment(Some(b'#'));
    let mut rows = Vec::new();
    for record in reader.from_reader(&text.as_bytes()[start..]).records() {
        let record = record.map_err(|error| {
            Fault::error(format!("it can't be read: {error}"), "mend it").with_place(source.place())
        })?;
        let row = before + crate::exchange::table::row_of(&text[start..], &record, true);
        let at = record.position().map_or(0, |place| place.byte() as usize);
        if !watch.report(at, text.len() - start) {
            break;
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((row, record));
            source.check_room(rows.len())?;
        }
    }
    Ok(rows)
}

fn root(deck: &str) -> &str {
    deck.split("::").next().unwrap_or(deck).trim()
}

/// The deck that every row's deck lies in.
fn common_root(rows: &[(usize, StringRecord)], column: Option<usize>) -> Option<String> {
    let column = column?;
    let mut roots = rows.iter().map(|(_, record)| record.get(column).map_or("", root));
    let first = roots.next().filter(|root| !root.is_empty())?;
    roots.all(|root| root == first).then(|| first.to_string())
}

/// Gives the topics that our own notes name their titles, which stand in the column of the decks.
fn topics(imported: &mut ImportedDeck, rows: &[(usize, StringRecord)], head: &TextHeader) {
    let Some(column) = head.deck_column else { return };
    for item in imported.items.iter().filter(|item| item.whole) {
        let Some(id) = item
            .note
            .details
            .topic
            .clone()
            .filter(|id| imported.topics.iter().all(|topic| topic.id != *id))
        else {
            continue;
        };
        let row = rows.binary_search_by_key(&item.row, |(row, _)| *row);
        let deck =
            row.ok().and_then(|i| rows[i].1.get(column)).and_then(|deck| deck.split_once("::"));
        let title = deck.map_or_else(|| id.clone(), |(_, title)| title.to_string());
        imported.topics.push(Topic { id, title });
    }
}

fn write(input: &ExportInput<'_>) -> Result<Vec<u8>, Fault> {
    let head = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n\
                #tags column:6\n";
    let mut out = head.as_bytes().to_vec();
    let mut writer = WriterBuilder::new();
    let mut writer = writer
        .delimiter(b'\t')
        .terminator(Terminator::Any(b'\n'))
        .flexible(true)
        .from_writer(&mut out);
    for note in input.notes {
        let [front, back] = note::shown(note);
        let tags = note.details.tags.iter().map(|tag| note::tag(tag)).collect::<Vec<_>>().join(" ");
        let guid = format!("lacuna:{}/{}", input.head.id, note.id);
        let back = back + &note::comment(note);
        let row = [guid.as_str(), notetype(note), &deck(input, note), &front, &back, &tags];
        writer
            .write_record(row)
            .map_err(|error| Fault::error(format!("the notes can't be written: {error}"), ""))?;
    }
    writer
        .flush()
        .map_err(|error| Fault::error(format!("the notes can't be written: {error}"), ""))?;
    drop(writer);
    Ok(out)
}

/// The notetype that every collection of Anki's has.
fn notetype(note: &Note) -> &'static str {
    match note.kind() {
        NoteKind::Pair => "Basic (and reversed card)",
        NoteKind::Cloze => "Cloze",
        NoteKind::Question | NoteKind::Steps | NoteKind::List => "Basic",
    }
}

/// The name of a note's deck in Anki: a topic is a deck inside the deck.
pub(super) fn deck(input: &ExportInput<'_>, note: &Note) -> String {
    // Names of decks have no quotation marks there, two colons go down a level, and blanks around
    // them are taken off.
    let plain = |title: &str| {
        let mut words = title.replace('"', " ");
        while words.contains("::") {
            words = words.replace("::", ":");
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(words.trim_matches([':', ' ']).to_string())
            .filter(|words| !words.is_empty())
            .unwrap_or("–".to_string())
    };
    let topic = note.details.topic.as_deref().map(|id| input.topic_title(id).unwrap_or(id));
    let topic = topic.map_or_else(String::new, |title| format!("::{}", plain(title)));
    format!("{}{topic}", plain(&input.head.title))
}

#[cfg(test)]
mod tests;

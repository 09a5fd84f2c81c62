//! Anki's text files: notes in rows, with lines at the top that say how they are to be read.
//!
//! The keys are those of Anki's manual (`importing/text-files`). A file without any of them is read
//! too, if it is named so.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::note;
use super::note::AnkiFields;
use crate::deck::{Note, NoteKind, Topic};
use crate::exchange::format::{DeckWriter, Format};
use crate::exchange::imported_deck::{
    ExportInput, ImportOptions, ImportSource, ImportedDeck, LONGEST, MatchPolicy,
};
use crate::exchange::losses::Loss;
use crate::exchange::{encoding, html};
use crate::fault::Fault;
use crate::watch::Watch;

/// The separators by name.
const SEPARATORS: [(&str, u8); 7] = [
    ("comma", b','),
    ("semicolon", b';'),
    ("tab", b'\t'),
    ("space", b' '),
    ("pipe", b'|'),
    ("colon", b':'),
    ("\\t", b'\t'),
];
/// The order in which a separator is looked for, where none is named.
const LOOKED_FOR: [u8; 6] = [b'\t', b'|', b';', b':', b',', b' '];

/// See the module.
pub(crate) struct AnkiText;

/// What the lines at the top say.
#[derive(Debug, Default)]
struct TextHeader {
    separator: Option<u8>,
    html: Option<bool>,
    tags: Vec<String>,
    columns: Option<usize>,
    notetype: Option<String>,
    deck: Option<String>,
    /// The columns, from 0, that hold no field.
    guid_column: Option<usize>,
    notetype_column: Option<usize>,
    deck_column: Option<usize>,
    tags_column: Option<usize>,
    on_match: MatchPolicy,
}

impl Format for AnkiText {
    fn name(&self) -> &'static str {
        "anki-text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        // Comments may come before the keys.
        let known = text.lines().map_while(|line| line.strip_prefix('#')).any(|line| {
            let key = line.split_once(':').map(|(key, _)| key.trim().to_lowercase());
            key.is_some_and(|key| KEYS.contains(&key.as_str()))
        });
        if known || text.starts_with("tags:") { 95 } else { 0 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let mut imported = ImportedDeck::default();
        let (head, start) = head(source, &text, &mut imported);
        let named =
            options.term_separator.as_deref().and_then(|name| name.as_bytes().first().copied());
        let separator = named.or(head.separator).unwrap_or_else(|| separator_of(&text[start..]));
        imported.on_match = head.on_match;
        imported.title = head.deck.as_deref().map(|deck| root(deck).to_string());
        let rows = rows(source, &text, start, separator, &watch.part(0.0, 0.2))?;
        if imported.title.is_none() {
            imported.title = common_root(&rows, head.deck_column);
        }
        let is_html =
            head.html.unwrap_or_else(|| html::looks_like(encoding::glimpse(source.bytes).as_str()));
        let mut media = Vec::new();
        for (row, record) in watch.part(0.2, 1.0).over(&rows, rows.len()) {
            let length = record.iter().map(str::len).max().unwrap_or(0);
            if length > 2 * LONGEST {
                imported.skip(
                    source.row(*row),
                    format!(
                        "a field of {length} bytes is too long for a note, which takes {LONGEST}"
                    ),
                    "it was left out",
                );
                continue;
            }
            let (fields, hidden) = fields(record, &head, is_html);
            match note::items(fields, hidden.as_deref(), *row, options.lists, &mut media) {
                Ok(items) => imported.items.extend(items),
                Err(what) => {
                    imported.skip(
                        source.row(*row),
                        format!("this row is no note: {what}"),
                        "fill its first two fields",
                    );
                }
            }
        }
        topics(&mut imported, &rows, &head);
        for name in &media {
            imported.losses.add(Loss::Medium, name);
        }
        Ok(imported)
    }

    fn writer(&self) -> Option<DeckWriter> {
        Some(DeckWriter { carries_progress: false, is_binary: false, write })
    }
}

const KEYS: [&str; 12] = [
    "separator",
    "html",
    "tags",
    "columns",
    "notetype",
    "deck",
    "guid column",
    "notetype column",
    "deck column",
    "tags column",
    "if matches",
    "match scope",
];

/// Reads the lines at the top, and returns where the rows begin.
fn head(source: &ImportSource<'_>, text: &str, imported: &mut ImportedDeck) -> (TextHeader, usize) {
    let (mut head, mut at) = (TextHeader::default(), 0);
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let body = line.trim_end_matches('\n');
        if let Some(tags) = body.strip_prefix("tags:").filter(|_| i == 0) {
            head.tags = tags.split_whitespace().map(str::to_string).collect();
        } else if let Some(pair) = body.strip_prefix('#') {
            if let Some((key, value)) = pair.split_once(':')
                && !head.take(&key.trim().to_lowercase(), value)
            {
                let warning = Fault::warning(
                    format!("the value of `#{}` is not understood", key.trim()),
                    "it was passed over",
                );
                imported.warnings.push(warning.with_place(source.row(i + 1)));
            }
        } else {
            break;
        }
        at += line.len();
    }
    (head, at)
}

impl TextHeader {
    /// Takes a key with its value; says whether the value makes sense. Other keys are comments.
    fn take(&mut self, key: &str, value: &str) -> bool {
        let trimmed = value.trim();
        let number = || trimmed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let text = || Some(trimmed.to_string()).filter(|text| !text.is_empty());
        match key {
            "separator" => {
                let named = SEPARATORS
                    .iter()
                    .find(|(name, _)| trimmed.eq_ignore_ascii_case(name))
                    .map(|(_, byte)| *byte);
                let single = value.bytes().next().filter(|_| value.len() == 1);
                self.separator = named.or(single);
                return self.separator.is_some();
            }
            "html" => {
                self.html = trimmed.to_lowercase().parse().ok();
                return self.html.is_some();
            }
            "tags" => self.tags = trimmed.split_whitespace().map(str::to_string).collect(),
            "columns" => {
                self.columns = Some(
                    value
                        .split(|c| {
                            self.separator.map_or(c == '\t' || c == ',', |s| c == char::from(s))
                        })
                        .count(),
                );
            }
            "notetype" => self.notetype = text(),
            "deck" => self.deck = text(),
            "guid column" => self.guid_column = number(),
            "notetype column" => self.notetype_column = number(),
            "deck column" => self.deck_column = number(),
            "tags column" => self.tags_column = number(),
            "if matches" => match trimmed.to_lowercase().as_str() {
                "update current" => self.on_match = MatchPolicy::Update,
                "keep current" => self.on_match = MatchPolicy::Keep,
                "keep both" => self.on_match = MatchPolicy::Both,
                _ => return false,
            },
            _ => {}
        }
        true
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
        }
    }
    Ok(rows)
}

/// A note's fields from a row, and the comment hidden in them.
fn fields(record: &StringRecord, head: &TextHeader, is_html: bool) -> (AnkiFields, Option<String>) {
    let meta = [head.guid_column, head.notetype_column, head.deck_column, head.tags_column];
    let cell = |at: Option<usize>| {
        at.and_then(|at| record.get(at)).map(str::trim).filter(|cell| !cell.is_empty())
    };
    let mut hidden = None;
    let mut all: Vec<String> = Vec::new();
    for (i, field) in record.iter().enumerate() {
        if meta.contains(&Some(i)) || head.columns.is_some_and(|columns| i >= columns) {
            continue;
        }
        let (rest, json) = note::split_hidden(field);
        hidden = json.or(hidden);
        all.push(if is_html {
            rest
        } else {
            html_escape::encode_text(&rest).replace('\n', "<br>")
        });
    }
    let notetype = cell(head.notetype_column).or(head.notetype.as_deref()).unwrap_or_default();
    let own = cell(head.tags_column).unwrap_or_default().split_whitespace().map(str::to_string);
    let mut tags: Vec<String> = own.collect();
    tags.extend(head.tags.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>());
    let deck = cell(head.deck_column).or(head.deck.as_deref());
    let topic =
        deck.and_then(|deck| deck.split_once("::")).map(|(_, rest)| rest.replace("::", " › "));
    (
        AnkiFields {
            texts: all,
            order: (0, 1),
            cloze: notetype.to_lowercase().contains("cloze"),
            tags,
            topic,
        },
        hidden,
    )
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

//! A row of a text file as notes: what its notetype's name and its blanks say that it asks.

use csv::StringRecord;

use super::super::cloze;
use super::super::note::{self, VisibleFields, labelled, question_body, reading_aliases};
use super::header::TextHeader;
use crate::deck::{Details, Note, NoteBody};
use crate::exchange::imported_deck::{ImportSource, ImportedDeck, ImportedNote, LONGEST};
use crate::exchange::losses::Loss;
use crate::exchange::{cleanup, html, two_sided};
use crate::text::media;

/// How many fields Anki's own notetypes have.
const USUAL_FIELDS: usize = 2;

/// Reads rows into notes.
pub(super) struct RowReader<'r> {
    source: &'r ImportSource<'r>,
    head: &'r TextHeader,
    is_html: bool,
    lists: bool,
    imported: &'r mut ImportedDeck,
    media: Vec<String>,
}

/// A row's fields in HTML, and what its other columns say.
#[derive(Debug, Default)]
struct NoteRow<'c> {
    /// Each field with its column.
    fields: Vec<(usize, String)>,
    /// The comment that lacuna hid in them.
    hidden: Option<String>,
    notetype: String,
    tags: Vec<String>,
    topic: Option<String>,
    guid: Option<&'c str>,
}

impl<'r> RowReader<'r> {
    pub(super) fn new(
        source: &'r ImportSource<'r>,
        head: &'r TextHeader,
        is_html: bool,
        lists: bool,
        imported: &'r mut ImportedDeck,
    ) -> RowReader<'r> {
        RowReader { source, head, is_html, lists, imported, media: Vec::new() }
    }

    /// Adds the notes of a row.
    pub(super) fn read(&mut self, number: usize, record: &StringRecord) {
        let place = self.source.row(number);
        let length = record.iter().map(str::len).max().unwrap_or(0);
        if length > 2 * LONGEST {
            let what =
                format!("a field of {length} bytes is too long for a note, which takes {LONGEST}");
            return self.imported.skip(place, what, "it was left out");
        }
        let row = self.row(record);
        let made = match self.own(&row) {
            Some(note) => Ok(vec![ImportedNote { whole: true, ..ImportedNote::new(note, number) }]),
            None => self.notes(&row, number),
        };
        for name in self.media.drain(..) {
            self.imported.losses.add_medium(&name);
        }
        match made {
            Ok(items) if items.is_empty() => self.imported.skipped += 1,
            Ok(items) => self.imported.items.extend(items),
            Err(what) => {
                let what = format!("this row is no note: {what}");
                self.imported.skip(place, what, "fill its first two fields");
            }
        }
    }

    fn row<'c>(&self, record: &'c StringRecord) -> NoteRow<'c> {
        let head = self.head;
        let cell = |at: Option<usize>| {
            at.and_then(|at| record.get(at)).map(str::trim).filter(|cell| !cell.is_empty())
        };
        let mut row = NoteRow::default();
        for (i, field) in record.iter().enumerate().filter(|(i, _)| !head.is_meta(*i)) {
            let (rest, json) = note::split_hidden(field);
            row.hidden = json.or(row.hidden);
            let html = if self.is_html {
                rest
            } else {
                let html = html_escape::encode_text(&rest);
                html.replace("  ", " &nbsp;").replace('\n', "<br>")
            };
            row.fields.push((i, html));
        }
        row.notetype = cell(head.notetype_column)
            .or(head.notetype.as_deref())
            .unwrap_or_default()
            .to_lowercase();
        let tags = cell(head.tags_column).unwrap_or_default().split_whitespace();
        row.tags = tags.map(str::to_string).collect();
        for tag in &head.tags {
            if !row.tags.contains(tag) {
                row.tags.push(tag.clone());
            }
        }
        let deck = cell(head.deck_column).or(head.deck.as_deref());
        row.topic =
            deck.and_then(|deck| deck.split_once("::")).map(|(_, rest)| rest.replace("::", " › "));
        row.guid = cell(head.guid_column);
        row
    }

    /// One of our own notes, as it was but for what was changed in Anki.
    fn own(&mut self, row: &NoteRow<'_>) -> Option<Note> {
        let field = |at: usize| row.fields.get(at).map_or(String::new(), |(_, html)| html.clone());
        let seen = VisibleFields { texts: [field(0), field(1)], tags: row.tags.clone() };
        note::restored(row.hidden.as_deref()?, &seen, self.lists, &mut self.media)
    }

    /// The notes that a row makes: most often one. The error says what keeps it from being a note.
    fn notes(&mut self, row: &NoteRow<'_>, number: usize) -> Result<Vec<ImportedNote>, String> {
        let field = |at: usize| row.fields.get(at).map_or("", |(_, html)| html.as_str());
        let (first, second) = (field(0), field(1));
        if first.contains("image-occlusion:") {
            self.imported.losses.add_many(Loss::Occlusion, 1);
            return Ok(vec![]);
        }
        let marked = cloze::mark(first);
        self.imported.losses.add_many(Loss::UnclosedBlank, marked.unclosed);
        if row.notetype.contains("cloze") || marked.html.contains(cloze::is_sign) {
            return self.fill_ins(row, &marked.html, number);
        }
        let (question, answer) = (self.text(first), self.text(second));
        if media::is_only_media(&question) || media::is_only_media(&answer) {
            self.imported.losses.add_many(Loss::MediaCard, 1);
            return Ok(vec![]);
        }
        if question.is_empty() || answer.is_empty() {
            let which = if question.is_empty() { "first" } else { "second" };
            return Err(format!("its {which} field is empty"));
        }
        let is_reversed = row.notetype.contains("reversed");
        // The third field of that notetype says whether a note is asked both ways.
        let is_optional = is_reversed && row.notetype.contains("optional");
        let body = if is_reversed && (!is_optional || !field(2).trim().is_empty()) {
            two_sided::body(&cleanup::line(&question), &answer, self.lists)
        } else {
            question_body(&question, &answer, self.lists)
        };
        let points = self.points(row, if is_optional { 3 } else { 2 });
        let mut item = item(row, body, "", points, number);
        if matches!(item.note.body, NoteBody::Pair { .. }) {
            item.note.details.aliases = reading_aliases(first, &question);
        }
        Ok(vec![item])
    }

    fn fill_ins(
        &mut self,
        row: &NoteRow<'_>,
        marked: &str,
        number: usize,
    ) -> Result<Vec<ImportedNote>, String> {
        let read = cloze::read(marked, |_| true, &mut self.media);
        self.imported.losses.add_many(Loss::MediaCard, read.media_cards);
        if read.texts.is_empty() && read.media_cards == 0 {
            return Err("it has no blank to fill in".to_string());
        }
        let points = self.points(row, 1);
        let mut items = Vec::new();
        for text in read.texts {
            let further = text.card.filter(|_| !items.is_empty());
            let suffix = further.map_or_else(String::new, |card| format!("#c{card}"));
            let body = NoteBody::Cloze { term: None, text: cleanup::text(&text.text) };
            items.push(item(row, body, &suffix, points.clone(), number));
        }
        Ok(items)
    }

    /// What the fields from that one on say, under the names of their columns.
    fn points(&mut self, row: &NoteRow<'_>, from: usize) -> Vec<String> {
        let mut points = Vec::new();
        for (column, html) in row.fields.iter().skip(from) {
            let text = self.text(html);
            let name = self.head.columns.get(*column).map_or("", String::as_str);
            points.extend(labelled(name, text));
        }
        points
    }

    fn text(&mut self, html: &str) -> String {
        cleanup::text(&html::text(html, false, &mut self.media))
    }
}

/// A note of ours. Its id there is that of the row, with `suffix` for the row's further notes.
fn item(
    row: &NoteRow<'_>,
    body: NoteBody,
    suffix: &str,
    points: Vec<String>,
    number: usize,
) -> ImportedNote {
    let details = Details {
        topic: row.topic.clone(),
        tags: row.tags.clone(),
        points,
        guid: row.guid.map(|guid| guid.to_string() + suffix),
        ..Details::default()
    };
    ImportedNote::new(Note { id: String::new(), body, details }, number)
}

/// The column behind the fields, which Anki takes for tags, if nothing names the columns and every
/// cell in it looks like tags.
pub(super) fn find_tags_column(rows: &[(usize, StringRecord)], head: &TextHeader) -> Option<usize> {
    if !head.columns.is_empty() {
        return head.columns.iter().position(|name| name.eq_ignore_ascii_case("tags"));
    }
    let notetype = head.notetype.as_deref().unwrap_or("basic").to_lowercase();
    let is_usual = ["basic", "cloze"].iter().any(|name| notetype.starts_with(name));
    if !is_usual || notetype.contains("optional") || head.notetype_column.is_some() {
        return None;
    }
    let width = rows.iter().map(|(_, record)| record.len()).max()?;
    let fields: Vec<usize> = (0..width).filter(|&at| !head.is_meta(at)).collect();
    let last = fields.get(USUAL_FIELDS).copied().filter(|_| fields.len() == USUAL_FIELDS + 1)?;
    let looks_like_tags = |cell: &str| {
        !cell.contains([',', '.', ';', '?', '!', '(', '<', '"'])
            && cell.split_whitespace().count() <= 5
    };
    let mut cells = rows.iter().map(|(_, record)| record.get(last).unwrap_or_default());
    cells.all(looks_like_tags).then_some(last)
}

//! A deck as a package of the second generation: a collection of schema 11 (anki
//! `rslib/src/storage/schema11.sql`), which every Anki since 2.1 opens.

mod card;
mod head;

use std::io::{Cursor, Write};

use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::note;
use super::super::template::without_tags;
use super::super::text::deck;
use super::archive::{COLLECTION, limit};
use crate::deck::{Note, NoteBody};
use crate::exchange::imported_deck::ExportInput;
use crate::exchange::media::MediaSource;
use crate::exchange::{html, note_json};
use crate::fault::Fault;
use card::ScheduledCards;
use head::{WrittenNotetype, deck_id, model_id};

/// The tables.
const SCHEMA: &str = "
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, \
    scm integer not null, ver integer not null,
  dty integer not null, usn integer not null, ls integer not null, conf text not null, \
    models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, \
    mod integer not null, usn integer not null,
  tags text not null, flds text not null, sfld integer not null, csum integer not null, \
    flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, \
    ord integer not null, mod integer not null,
  usn integer not null, type integer not null, queue integer not null, due integer not null, \
    ivl integer not null,
  factor integer not null, reps integer not null, lapses integer not null, \
    left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, \
    ease integer not null, ivl integer not null,
  lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
";

/// Writes the package.
pub(super) fn write(input: &ExportInput<'_>) -> Result<Vec<u8>, Fault> {
    package(&collection(input).map_err(|error| failed(&error))?, input.media)
}

fn package(collection: &[u8], media: Option<&dyn MediaSource>) -> Result<Vec<u8>, Fault> {
    if collection.len() as u64 > COLLECTION.2 {
        return Err(Fault::error(
            "the deck is too large for one package",
            "move some of its notes to another deck, and export both",
        ));
    }
    let package = pack(collection, media, CompressionMethod::Deflated)?;
    // Text that repeats itself packs so well that the import would refuse it as meant to do harm.
    if collection.len() as u64 > limit(package.len(), COLLECTION) {
        return pack(collection, media, CompressionMethod::Stored);
    }
    Ok(package)
}

fn pack(
    collection: &[u8],
    media: Option<&dyn MediaSource>,
    method: CompressionMethod,
) -> Result<Vec<u8>, Fault> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8], method| {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))
    };
    let names = media.map_or_else(Vec::new, MediaSource::names);
    let list: Map<String, Value> =
        names.iter().enumerate().map(|(i, name)| (i.to_string(), Value::from(*name))).collect();
    let list = Value::Object(list).to_string();
    for (name, bytes) in
        [("meta", &[8, 2][..]), ("collection.anki21", collection), ("media", list.as_bytes())]
    {
        add(name, bytes, method)?;
    }
    if let Some(media) = media {
        for (i, name) in names.iter().enumerate() {
            // Pictures and sounds are packed already.
            add(&i.to_string(), &media.read(name)?, CompressionMethod::Stored)?;
        }
    }
    zip.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> Fault {
    Fault::error(format!("the package can't be made: {error}"), "")
}

fn collection(input: &ExportInput<'_>) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    let scheduled = ScheduledCards::new(input);
    let transaction = connection.transaction()?;
    head::write(&transaction, input, scheduled.created())?;
    let mut note_sql = transaction
        .prepare("INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')")?;
    let mut cards = card::CardWriter::new(&transaction, &scheduled)?;
    // Ids are times in milliseconds; these end now.
    let first = input.now.0 - input.notes.len() as i64;
    for (i, note) in input.notes.iter().enumerate() {
        let (id, kind) = (first + i as i64, WrittenNotetype::from_note(note));
        let fields = fields(note, input);
        let tags: Vec<String> = note.details.tags.iter().map(|tag| note::tag(tag)).collect();
        let tags = if tags.is_empty() { String::new() } else { format!(" {} ", tags.join(" ")) };
        // Not the id that another program gave it: Anki would take the note for the one it has,
        // and leave it out because its notetype differs.
        let guid = format!("lacuna:{}/{}", input.head.id, note.id);
        let sort = stripped(&fields[0]);
        let sum = checksum(&sort);
        let seconds = input.now.0 / 1000;
        note_sql.execute(params![
            id,
            guid,
            model_id(kind),
            seconds,
            tags,
            fields.join("\u{1f}"),
            sort,
            sum
        ])?;
        cards.write(input, note, id, deck_id(&deck(input, note)))?;
    }
    drop((note_sql, cards));
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

/// A note's fields, in the order of its notetype.
fn fields(note: &Note, input: &ExportInput<'_>) -> Vec<String> {
    let [front, back] = note::shown(note);
    // Anki takes a sound's name in any field for a file's.
    let hidden = note_json::hidden(note).replace("[sound:", "\\u005bsound:");
    let mut fields = vec![front, back, hidden];
    if let NoteBody::Steps { steps, .. } = &note.body {
        fields.extend(steps.iter().map(|step| html::html(&note::filled(step))));
        fields.resize(3 + head::most_steps(input), String::new());
    }
    // The sign between fields can stand in none of them.
    fields.into_iter().map(|field| field.replace('\u{1f}', " ")).collect()
}

/// A field without its tags, as Anki sorts it and finds duplicates by: of a picture, the name
/// stays.
fn stripped(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, tag)) = rest.split_once(html::PICTURE.0) {
        let (name, after) = tag.split_once(html::PICTURE.1).unwrap_or((tag, ""));
        for part in [before, " ", name, " "] {
            text.push_str(part);
        }
        rest = after;
    }
    html_escape::decode_html_entities(&without_tags(&(text + rest))).into_owned()
}

/// The first four bytes of a text's SHA-1, as a number.
fn checksum(text: &str) -> u32 {
    let digest = Sha1::digest(text.as_bytes());
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

#[cfg(test)]
mod tests {
    use super::super::archive::Package;
    use super::*;
    use crate::exchange::imported_deck::ImportSource;
    use crate::watch::Watch;

    #[test]
    fn what_packs_too_well_is_written_unpacked() {
        let same = vec![b'&'; 97 << 20];
        assert!(pack(&same, None, CompressionMethod::Deflated).unwrap().len() < same.len() / 100);
        let source = ImportSource { name: "a.apkg", bytes: &package(&same, None).unwrap() };
        let read = Package::open(&source).unwrap().collection(&Watch::default()).unwrap();
        assert_eq!(read.length, same.len());
    }

    #[test]
    fn the_checksum_is_ankis() {
        assert_eq!(checksum("test"), 2_840_236_005);
        assert_eq!(stripped("a <b>b</b> &amp; c"), "a b & c");
        assert_eq!(stripped("<img src=\"a &amp; b.png\"><br>c"), " a & b.png c");
    }
}

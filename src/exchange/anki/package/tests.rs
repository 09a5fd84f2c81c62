//! Packages, by examples: those that other programs have made lie in `tests/oracle`.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::clock::Moment;
use crate::deck::{DeckHead, Details, Note, NoteBody};
use crate::exchange::imported_deck::{ExportInput, ImportOptions, ImportSource, ImportedNote};

#[test]
fn what_we_write_we_read() {
    let notes = vec![
        Note {
            details: Details {
                tags: vec!["x y".into()],
                topic: Some("t".into()),
                ..Details::default()
            },
            ..Note::new(
                "a",
                NoteBody::Pair { term: "A & b".into(), definition: "*c* $x^2$".into() },
            )
        },
        Note::new(
            "b",
            NoteBody::Cloze { term: None, text: "{{c2::one|two::hint}} and {{three}}".into() },
        ),
        Note::new(
            "c",
            NoteBody::Steps {
                term: "S".into(),
                intro: None,
                steps: vec!["one".into(), "two".into()],
                any_order: vec![],
            },
        ),
        Note::new(
            "d",
            NoteBody::List {
                term: "L".into(),
                intro: Some("i".into()),
                items: vec!["{{one}} x".into()],
            },
        ),
    ];
    let head = DeckHead::fallback("d");
    let bytes = (AnkiPackage.writer().unwrap().write)(&ExportInput {
        head: &head,
        notes: &notes,
        media: None,
        memory: None,
        now: Moment(1_700_000_000_000),
    })
    .unwrap();
    let imported = AnkiPackage
        .read(
            &ImportSource { name: "a.apkg", bytes: &bytes },
            &ImportOptions::default(),
            &Watch::default(),
        )
        .unwrap();
    assert_eq!(imported.warnings, []);
    let read: Vec<Note> = imported.items.into_iter().map(|item: ImportedNote| item.note).collect();
    assert_eq!(read, notes);
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn database(sql: &str) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(sql).unwrap();
    connection.serialize("main").unwrap().to_vec()
}

fn refused(bytes: &[u8]) -> String {
    AnkiPackage
        .read(&ImportSource { name: "a.apkg", bytes }, &ImportOptions::default(), &Watch::default())
        .unwrap_err()
        .to_string()
}

/// A stream of zstd that unpacks to so many zeros, four bytes for each 128 KiB.
fn zstd_zeros(length: usize) -> Vec<u8> {
    const BLOCK: usize = 128 << 10;
    let mut stream = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50];
    for i in 0..length.div_ceil(BLOCK) {
        let is_last = usize::from(i + 1 == length.div_ceil(BLOCK));
        let head = (BLOCK << 3) | (1 << 1) | is_last;
        stream.extend(&head.to_le_bytes()[..3]);
        stream.push(0);
    }
    stream
}

#[test]
fn a_package_that_is_none_or_does_harm_is_refused_with_a_reason() {
    let zeros = vec![0; 5 << 20];
    let tables = "CREATE TABLE notes (id); CREATE TABLE cards (id);";
    let views = "CREATE TABLE col (ver, crt); CREATE TABLE cards (id); CREATE VIEW notes AS SELECT 1 AS id;";
    let cards = format!(
        "{tables} CREATE TABLE col (ver, crt, models, decks); INSERT INTO col VALUES (11, 0, '', '');
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {MOST_ROWS})
         INSERT INTO cards SELECT i FROM n;"
    );
    let columns = "CREATE TABLE col (ver, crt); CREATE TABLE notes (id); CREATE TABLE cards (id); INSERT INTO col VALUES (11, 0);";
    for (bytes, message) in [
        (
            zipped(&[("collection.anki21", b"x"), ("../../evil", b"x")]),
            "a path in the package leads out of it: `../../evil`",
        ),
        (zipped(&[("/etc/x", b"x")]), "leads out of it"),
        (zipped(&[("readme.txt", b"x")]), "there is no collection of notes in it"),
        (
            zipped(&[("meta", &[8, 3]), ("collection.anki2", &database(tables))]),
            "there is no collection of notes in it",
        ),
        (zipped(&[("meta", &[8, 9]), ("collection.anki2", b"x")]), "of generation 9"),
        (zipped(&[("collection.anki21", b"no database")]), "no SQLite database"),
        (zipped(&[("collection.anki21b", b"no zstd")]), "can't be unpacked"),
        (zipped(&[("collection.anki2", &database(tables))]), "has no table `col`"),
        (
            zipped(&[("collection.anki2", &database(views))]),
            "`notes` in its collection is not a real",
        ),
        (zipped(&[("collection.anki2", &database(columns))]), "can't be read"),
        (zipped(&[("collection.anki2", &database(&cards))]), "its 300001 cards are more than"),
        (
            zipped(&[("collection.anki2", &database(tables)), ("media", &zeros)]),
            "`media` in the package unpacks to over 4 MiB",
        ),
        (
            zipped(&[("collection.anki21b", &zstd_zeros(97 << 20))]),
            "`collection.anki21b` in the package unpacks to over 96 MiB",
        ),
        (
            zipped(&[("meta", &[0; 5000]), ("collection.anki2", b"x")]),
            "`meta` in the package unpacks to over",
        ),
    ] {
        let fault = refused(&bytes);
        assert!(fault.starts_with("a.apkg: ") && fault.contains(message), "{message}: {fault}");
    }
}

/// The tables of schema 18, as SQL.
const SCHEMA: [(&str, &str); 9] = [
    ("col", "CREATE TABLE col (ver, crt); INSERT INTO col VALUES (18, 0);"),
    ("notes", "CREATE TABLE notes (id, guid, mid, tags, flds);"),
    (
        "cards",
        "CREATE TABLE cards (id, nid, did, odid, ord, mod, type, queue, due, odue, ivl, factor, \
         reps, lapses, flags, data);",
    ),
    ("revlog", "CREATE TABLE revlog (id, cid, ease, ivl, factor, time, type);"),
    ("notetypes", "CREATE TABLE notetypes (id, name, config);"),
    ("fields", "CREATE TABLE fields (ntid, ord, name);"),
    ("templates", "CREATE TABLE templates (ntid, ord, name, config);"),
    ("decks", "CREATE TABLE decks (id, name, kind);"),
    ("deck_config", "CREATE TABLE deck_config (id, name, config);"),
];

/// A package in which other SQL makes the table of that name.
fn package_with(table: &str, sql: &str) -> Vec<u8> {
    let schema: String =
        SCHEMA.iter().map(|(name, own)| if *name == table { sql } else { own }).collect();
    zipped(&[("collection.anki21", &database(&schema))])
}

#[test]
fn only_real_tables_are_read() {
    let options = ImportOptions::default();
    let source = ImportSource { name: "a.apkg", bytes: &package_with("", "") };
    assert!(AnkiPackage.read(&source, &options, &Watch::default()).is_ok(), "the schema is right");
    for (table, _) in SCHEMA {
        // Each would go on for ever, or make much of nothing.
        let endless = format!(
            "CREATE VIEW {table} AS WITH RECURSIVE n (id) AS \
             (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n;"
        );
        let found = format!("CREATE VIRTUAL TABLE {table} USING fts5(id);");
        let blown =
            format!("CREATE TABLE {table} (id, ver AS (18), flds AS (hex(zeroblob(1 << 28))));");
        for (sql, says) in [
            (endless, "is not a real table"),
            (found, "is not a real table"),
            (blown, "has computed columns"),
        ] {
            let fault = refused(&package_with(table, &sql));
            assert!(fault.contains(&format!("`{table}` in its collection {says}")), "{fault}");
        }
    }
}

#[test]
fn views_that_name_each_other_twice_do_not_matter() {
    let view = |i: usize| match i.checked_sub(1) {
        None => "CREATE VIEW v0 AS SELECT 1 AS x;".to_string(),
        Some(one) => format!("CREATE VIEW v{i} AS SELECT a.x FROM v{one} a, v{one} b;"),
    };
    let views = (0..60).map(view).collect::<Vec<_>>().concat();
    let (options, watch) = (ImportOptions::default(), Watch::default());
    let (_, own) = SCHEMA[8];
    let bytes = package_with("deck_config", &format!("{own}{views}"));
    let read = AnkiPackage.read(&ImportSource { name: "a.apkg", bytes: &bytes }, &options, &watch);
    assert!(read.is_ok(), "nothing asks how many columns they have");
    let bytes = package_with("decks", &format!("{views}CREATE VIEW decks AS SELECT x FROM v59;"));
    assert!(refused(&bytes).contains("`decks` in its collection is not a real table"));
}

#[test]
fn a_query_that_goes_on_for_ever_is_stopped() {
    let bytes = package_with("", "");
    let source = ImportSource { name: "a.apkg", bytes: &bytes };
    let watch = Watch::default();
    let mut package = archive::Package::open(&source).unwrap();
    let connection = database::open(&source, &mut package, &watch).unwrap();
    watch.stop();
    let endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT count(*) FROM n";
    let error = connection.query_row(endless, [], |_| Ok(())).unwrap_err();
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::OperationInterrupted));
}

#[test]
fn what_a_note_says_of_itself_is_bounded_as_its_text_is() {
    let tags =
        "INSERT INTO notes VALUES (1, 'x', 1, hex(zeroblob(1 << 18)), 'a' || char(31) || 'b');";
    let sql = format!("CREATE TABLE notes (id, guid, mid, tags, flds); {tags}");
    let bytes = package_with("notes", &sql);
    let source = ImportSource { name: "a.apkg", bytes: &bytes };
    let read = AnkiPackage.read(&source, &ImportOptions::default(), &Watch::default()).unwrap();
    let warning = read.warnings[0].to_string();
    assert!(warning.contains("its 524292 bytes are too many for a note"), "{warning}");
}

/// A package with a notetype whose only template has that front, and a note with many cards.
fn package_of_front(front: &str, ords: std::ops::Range<usize>) -> Vec<u8> {
    let template = |ord| serde_json::json!({"name": ord, "qfmt": front, "afmt": "{{F}} b"});
    let templates: Vec<_> = ords.clone().map(|ord| template(ord.to_string())).collect();
    let models =
        serde_json::json!({"1": {"name": "N", "flds": [{"name": "F"}], "tmpls": templates}});
    let col = format!(
        "CREATE TABLE col (ver, crt, models, decks, dconf); \
         INSERT INTO col VALUES (11, 0, '{models}', '', '');"
    );
    let notes = "CREATE TABLE notes (id, guid, mid, tags, flds); \
                 INSERT INTO notes VALUES (1, 'x', 1, '', hex(zeroblob(50000)));";
    let zeros = "0, ".repeat(10);
    let card = |ord| format!("INSERT INTO cards VALUES ({ord}, 1, 1, 0, {ord}, {zeros}'');");
    let cards = ords.map(card).collect::<Vec<_>>().concat();
    let schema: String = SCHEMA[2..].iter().map(|(_, own)| *own).collect();
    zipped(&[("collection.anki21", &database(&format!("{col}{notes}{schema}{cards}")))])
}

#[test]
fn what_a_note_shows_is_bounded() {
    let read = |front: &str, ords: std::ops::Range<usize>| {
        let bytes = package_of_front(front, ords);
        let source = ImportSource { name: "a.apkg", bytes: &bytes };
        AnkiPackage.read(&source, &ImportOptions::default(), &Watch::default()).unwrap()
    };
    let many = read("{{F}}{{Card}}", 0..100);
    assert!((10..60).contains(&many.items.len()), "{}", many.items.len());
    // As much again is read for each filter, and what is shown on demand is shown once.
    for front in ["{{text:text:text:F}}".repeat(5000), "a{{hint:F}}".repeat(5000)] {
        let one = read(&front, 0..1);
        let points: usize = one.items.iter().map(|item| item.note.details.points.len()).sum();
        assert!(points <= 1, "{points}");
    }
}

#[test]
fn a_package_cut_off_anywhere_is_refused() {
    let note = Note::new("a", NoteBody::Pair { term: "A".into(), definition: "b".into() });
    let input = ExportInput {
        head: &DeckHead::fallback("d"),
        notes: &[note],
        media: None,
        memory: None,
        now: Moment(1_700_000_000_000),
    };
    let bytes = (AnkiPackage.writer().unwrap().write)(&input).unwrap();
    for end in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
        assert!(refused(&bytes[..end]).starts_with("a.apkg: "), "{end}");
    }
    // Whatever a flipped byte does, it does no harm.
    for at in (0..bytes.len()).step_by(bytes.len() / 200 + 1) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        _ = AnkiPackage.read(
            &ImportSource { name: "a.apkg", bytes: &bytes },
            &ImportOptions::default(),
            &Watch::default(),
        );
    }
}

//! The database of a package: Anki's tables, or something in their place.

use lacuna::rng::Rng;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::messages;
use super::values::{bytes, odd, once_in, pick, template, text};

/// A table: its name, its columns, and how many rows it has for each note.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
}

const TABLES: [Table; 9] = [
    Table {
        name: "col",
        columns: &["id", "crt", "mod", "ver", "conf", "models", "decks", "dconf", "tags"],
    },
    Table { name: "notes", columns: &["id", "guid", "mid", "mod", "tags", "flds", "sfld", "data"] },
    Table {
        name: "cards",
        columns: &[
            "id", "nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps",
            "lapses", "odue", "odid", "flags", "data",
        ],
    },
    Table { name: "revlog", columns: &["id", "cid", "ease", "ivl", "factor", "time", "type"] },
    Table { name: "notetypes", columns: &["id", "name", "config"] },
    Table { name: "fields", columns: &["ntid", "ord", "name", "config"] },
    Table { name: "templates", columns: &["ntid", "ord", "name", "config"] },
    Table { name: "decks", columns: &["id", "name", "common", "kind"] },
    Table { name: "deck_config", columns: &["id", "name", "config"] },
];

/// Views of which each names the one before twice.
const DEEP_VIEWS: usize = 30;

/// How many notes, cards and reviews there are.
struct Size {
    notes: usize,
    cards: usize,
    reviews: usize,
    /// Whether all cards are of one note, or of one card of it.
    is_one_note: bool,
    is_one_card: bool,
}

/// The bytes of a database.
pub(super) fn build(rng: &mut Rng) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().unwrap();
    for name in ["unicase", "strange"] {
        connection.create_collation(name, str::cmp).unwrap();
    }
    let page = pick(rng, &[512, 1024, 4096, 4096, 65536]);
    let encoding = pick(rng, &["UTF-8", "UTF-8", "UTF-8", "UTF-16le", "UTF-16be"]);
    let pragmas = format!("PRAGMA page_size = {page}; PRAGMA encoding = '{encoding}';");
    connection.execute_batch(&pragmas).unwrap();
    let is_new = once_in(rng, 2);
    let size = size(rng);
    let transaction = connection.transaction().unwrap();
    for table in TABLES.iter().filter(|table| is_new || !is_new_table(table.name)) {
        // SQLite itself refuses some of what is made here; the rest goes on without it.
        let sql = creation(rng, table);
        _ = transaction.execute_batch(&sql);
        // To insert into a view, SQLite would work out its columns.
        if !sql.starts_with("CREATE VIEW") {
            fill(rng, &transaction, table, &size, is_new);
            _ = transaction.execute_batch(&additions(rng, table));
        }
    }
    transaction.commit().unwrap();
    if once_in(rng, 12) {
        _ = connection.execute_batch(&format!(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET {} WHERE rowid = {};",
            pick(
                rng,
                &[
                    "rootpage = 1",
                    "rootpage = 0",
                    "rootpage = 2",
                    "type = 'table'",
                    "sql = 'CREATE TABLE notes (flds, tags, mid, guid, id)'",
                    "sql = 'CREATE VIEW cards AS SELECT 1'",
                    "tbl_name = 'x'",
                    "name = 'notes'",
                ]
            ),
            1 + rng.below(12)
        ));
    }
    let mut database = connection.serialize("main").unwrap().to_vec();
    damage(rng, &mut database);
    database
}

fn is_new_table(name: &str) -> bool {
    ["notetypes", "fields", "templates", "decks", "deck_config"].contains(&name)
}

fn size(rng: &mut Rng) -> Size {
    let notes = pick(rng, &[0, 1, 3, 3, 20, 20, 300]);
    let (is_one_note, is_one_card) = (once_in(rng, 10), once_in(rng, 10));
    let cards = if is_one_note || is_one_card { 3000 } else { 2 * notes };
    Size { notes, cards, reviews: pick(rng, &[0, 3, 100, 2000]), is_one_note, is_one_card }
}

/// SQL that makes a table, or something else of its name.
fn creation(rng: &mut Rng, table: &Table) -> String {
    let Table { name, columns } = table;
    let all = columns.join(", ");
    match rng.below(120) {
        0 => format!(
            "CREATE VIEW {name} ({all}) AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT \
             i + 1 FROM n) SELECT {} FROM n;",
            vec!["i"; columns.len()].join(", ")
        ),
        1 => {
            format!("CREATE VIEW {name} ({all}) AS SELECT {};", vec!["1"; columns.len()].join(", "))
        }
        2 => format!("CREATE VIRTUAL TABLE {name} USING fts5({all});"),
        3 => format!("CREATE VIRTUAL TABLE {name} USING rtree(id, a, b);"),
        4 => format!("CREATE TABLE {name} ({all}, big AS (hex(zeroblob(1 << 12))));"),
        5 => format!("CREATE TABLE {name} ({all}, big AS (hex(zeroblob(1 << 8))) STORED);"),
        6 => String::new(),
        7 => format!("CREATE TABLE {name} ({});", columns[1..].join(", ")),
        8 => deep_views(name),
        9 => format!("CREATE TABLE [{}] ({all});", name.to_uppercase()),
        10 => format!("CREATE TABLE {name} ({all}, CHECK (id IN (SELECT 1)));"),
        _ => real_table(rng, table),
    }
}

fn real_table(rng: &mut Rng, table: &Table) -> String {
    let mut columns: Vec<String> = Vec::new();
    let is_usual = !once_in(rng, 6);
    for (i, column) in table.columns.iter().enumerate() {
        columns.push(match i {
            _ if is_usual && i == 0 && *column != "ntid" => format!("{column} integer primary key"),
            _ if is_usual => (*column).to_string(),
            _ => {
                let kind = pick(rng, &["", "integer", "text", "real", "blob", "numeric", "any"]);
                let order = pick(rng, &["", "", "collate unicase", "collate strange", "unique"]);
                let other = pick(rng, &["", "", "", "default 7", "not null"]);
                format!("{column} {kind} {order} {other}")
            }
        });
    }
    let extra = if once_in(rng, 30) { 500 } else { 0 };
    columns.extend((0..extra).map(|i| format!("more{i}")));
    let (key, end) = match rng.below(12) {
        0 => (format!(", primary key ({})", table.columns[..2].join(", ")), "WITHOUT ROWID"),
        1 => (format!(", primary key ({} desc)", table.columns[1]), "WITHOUT ROWID"),
        2 => (String::new(), "STRICT"),
        _ => (String::new(), ""),
    };
    format!("CREATE TABLE {} ({}{key}) {end};", table.name, columns.join(", "))
}

/// A view over views over views, each of which names two: it has more parts than can be counted.
fn deep_views(name: &str) -> String {
    let first = format!("CREATE VIEW {name}_0 AS SELECT 1 AS x;");
    let others = (1..DEEP_VIEWS).map(|i| {
        let before = i - 1;
        format!("CREATE VIEW {name}_{i} AS SELECT a.x FROM {name}_{before} a, {name}_{before} b;")
    });
    let last = format!("CREATE VIEW {name} AS SELECT x AS id FROM {name}_{};", DEEP_VIEWS - 1);
    [first].into_iter().chain(others).chain([last]).collect()
}

/// SQL for what hangs on a table.
fn additions(rng: &mut Rng, table: &Table) -> String {
    let Table { name, columns } = table;
    let column = pick(rng, columns);
    match rng.below(30) {
        0 => format!("CREATE INDEX {name}_i ON {name} ({column} COLLATE strange DESC);"),
        1 => format!("CREATE INDEX {name}_i ON {name} (hex({column}));"),
        2 => {
            format!("CREATE INDEX {name}_i ON {name} ({}) WHERE {column} > 1;", columns.join(", "))
        }
        3 => format!(
            "CREATE TRIGGER {name}_t AFTER INSERT ON {name} BEGIN SELECT randomblob(1 << 30); END;"
        ),
        4 => deep_views(&format!("{name}_v")),
        5 => format!("CREATE VIEW {name}_v AS SELECT * FROM {name}_v;"),
        6 => format!("DELETE FROM {name} WHERE rowid % 2 = 0;"),
        _ => String::new(),
    }
}

/// Adds the rows of a table.
fn fill(rng: &mut Rng, connection: &Connection, table: &Table, size: &Size, is_new: bool) {
    let count = match table.name {
        "col" => pick(rng, &[1, 1, 1, 1, 1, 1, 2, 0]),
        "notes" => size.notes,
        "cards" => size.cards,
        "revlog" => size.reviews,
        "fields" => 2 + messages::field_names(rng).len(),
        "templates" => 6,
        _ => messages::IDS.len(),
    };
    let signs = vec!["?"; table.columns.len()].join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({signs})", table.name, table.columns.join(", "));
    let Ok(mut statement) = connection.prepare(&sql) else { return };
    // Most packages are odd in few places, or nothing of them would ever be read.
    let is_odd = once_in(rng, 4);
    for row in 0..count {
        let values: Vec<Value> = table
            .columns
            .iter()
            .map(|column| {
                if is_odd && once_in(rng, 200) {
                    return odd(rng);
                }
                value(rng, (table.name, column), row, size, is_new)
            })
            .collect();
        _ = statement.execute(params_from_iter(values));
    }
}

/// The value that Anki might have written.
fn value(
    rng: &mut Rng,
    (table, column): (&str, &str),
    row: usize,
    size: &Size,
    is_new: bool,
) -> Value {
    let row_number = row as i64 + 1;
    let number = match (table, column) {
        (_, "id") => row_number,
        ("col", "crt") => 1_700_000_000,
        ("col", "ver") => {
            if is_new {
                18
            } else {
                11
            }
        }
        ("notes", "mid") | ("cards", "did") => pick(rng, &messages::IDS),
        ("cards", "nid") if size.is_one_note || size.is_one_card => 1,
        ("cards", "nid") => 1 + row_number / 2,
        ("cards", "ord") if size.is_one_card => 0,
        ("cards", "ord") if size.is_one_note => row as i64,
        ("cards", "ord") => row as i64 % 2,
        ("revlog", "cid") => 1 + rng.below(size.cards.max(1)) as i64,
        ("fields" | "templates", "ntid") => messages::IDS[row % messages::IDS.len()],
        ("fields" | "templates", "ord") => (row / messages::IDS.len()) as i64,
        (_, "ease" | "type") => rng.below(5) as i64,
        (_, "queue") => rng.below(4) as i64 - 1,
        (_, "mod" | "due" | "ivl" | "factor" | "reps" | "lapses" | "time" | "flags") => {
            rng.below(3000) as i64
        }
        (_, "odue" | "odid") => 0,
        _ => return cell(rng, (table, column), row),
    };
    Value::Integer(number)
}

/// The text or the message of a cell.
fn cell(rng: &mut Rng, (table, column): (&str, &str), row: usize) -> Value {
    let fields = |rng: &mut Rng, count: usize| (0..count).map(|_| text(rng)).collect::<Vec<_>>();
    Value::Text(match (table, column) {
        ("col", "models") => messages::notetypes_json(rng),
        ("col", "decks") => messages::decks_json(rng),
        ("col", "dconf") => messages::presets_json(rng),
        ("notes", "flds") => {
            let count = pick(rng, &[2, 2, 2, 3, 1, 40]);
            fields(rng, count).join("\u{1f}")
        }
        ("notes", "tags") => fields(rng, 3).join(" "),
        ("notetypes", "name") => pick(rng, &["Basic", "Cloze", "Image Occlusion"]).to_string(),
        ("decks", "name") => messages::deck_name(rng),
        ("fields", "name") => {
            pick(rng, &["Front", "Back"]).repeat(usize::from(row < 6)) + &"F".repeat(row / 6)
        }
        (_, "config" | "kind" | "common") => return Value::Blob(message(rng, table)),
        ("cards", "data") => "{}".to_string(),
        _ => format!("{column}{row}"),
    })
}

/// The message of a table's cell.
fn message(rng: &mut Rng, table: &str) -> Vec<u8> {
    match table {
        "notetypes" => {
            let kind = u64::from(once_in(rng, 3));
            messages::message(rng, &[], &[(1, kind)])
        }
        "templates" => {
            let sides = [(1, template(rng).into_bytes()), (2, template(rng).into_bytes())];
            messages::message(rng, &sides, &[])
        }
        "decks" => {
            let normal = messages::message(rng, &[], &[(1, 1)]);
            messages::message(rng, &[(1, normal)], &[])
        }
        _ => {
            let weights = bytes(rng);
            messages::message(rng, &[(3, weights)], &[])
        }
    }
}

/// Sometimes changes bytes of a database, or cuts it off.
fn damage(rng: &mut Rng, database: &mut Vec<u8>) {
    match rng.below(12) {
        0 => {
            for _ in 0..=rng.below(8) {
                let at = rng.below(database.len());
                database[at] ^= 1 << rng.below(8);
            }
        }
        1 => database.truncate(rng.below(database.len())),
        // A write-ahead log that is not there.
        2 => database[18..20].fill(2),
        3 => database.extend(bytes(rng)),
        _ => {}
    }
}

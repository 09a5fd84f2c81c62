//! Opening a package's collection: a database that a stranger may have made.
//!
//! Only real tables are read, since a view can compute for ever out of nothing, and a query can be
//! stopped while it runs.

use std::io::Read;

use rusqlite::Connection;
use rusqlite::limits::Limit;

use super::{archive, damaged};
use crate::exchange::imported_deck::ImportSource;
use crate::fault::Fault;
use crate::text::fold::fold;
use crate::watch::Watch;

/// How many bytes say what kind of file a database is; none is shorter.
const HEAD: usize = 512;
/// How many steps of a query run before it is checked whether to stop: some milliseconds.
const STEPS: i32 = 100_000;
/// The most bytes of a value or a row.
const LONGEST_ROW: i32 = 64 << 20;

/// The tables that are read, and whether every collection has them.
const TABLES: [(&str, bool); 9] = [
    ("col", true),
    ("notes", true),
    ("cards", true),
    ("revlog", false),
    ("notetypes", false),
    ("fields", false),
    ("templates", false),
    ("decks", false),
    ("deck_config", false),
];

/// Opens a collection in memory and refuses one whose tables are not real ones. Queries on it end
/// with an error once the watch is stopped.
pub(super) fn open(
    source: &ImportSource<'_>,
    package: &mut archive::Package<'_>,
    watch: &Watch,
) -> Result<Connection, Fault> {
    let to_fault = |error: rusqlite::Error| damaged(source, &error);
    let mut pieces = package.collection(watch)?;
    let length = pieces.length;
    let mut head = [0; HEAD];
    let is_read = pieces.read_exact(&mut head).is_ok();
    if !is_read || !head.starts_with(b"SQLite format 3\0") {
        let fault = Fault::error(
            "the collection in it is no SQLite database",
            "export it from Anki once more",
        );
        return Err(fault.with_place(source.place()));
    }
    // A write-ahead log would be a file beside it, which is not there.
    head[18..20].fill(1);
    let mut connection = Connection::open_in_memory().map_err(to_fault)?;
    connection
        .deserialize_read_exact("main", head.chain(pieces), length, true)
        .map_err(to_fault)?;
    restrict(&mut connection, watch).map_err(to_fault)?;
    for (table, is_needed) in TABLES {
        check_table(source, &connection, table, is_needed)?;
    }
    Ok(connection)
}

/// Takes from the database what could harm (sqlite.org, “Defense Against The Dark Arts”).
fn restrict(connection: &mut Connection, watch: &Watch) -> rusqlite::Result<()> {
    connection.create_collation("unicase", |one: &str, two: &str| fold(one).cmp(&fold(two)))?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_ROW)?;
    let watch = watch.clone();
    connection.progress_handler(STEPS, Some(move || watch.is_stopped()))?;
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON; \
         PRAGMA temp_store = MEMORY;",
    )
}

/// Refuses a table that is none: a view, a virtual table, or one with computed columns.
fn check_table(
    source: &ImportSource<'_>,
    connection: &Connection,
    table: &str,
    is_needed: bool,
) -> Result<(), Fault> {
    let refuse = |what: String| {
        let fault = Fault::error(what, "export it from Anki once more; nothing was imported");
        Err(fault.with_place(source.place()))
    };
    match real_tables(connection, table).map_err(|error| damaged(source, &error))?.as_slice() {
        [] if is_needed => return refuse(format!("the collection in it has no table `{table}`")),
        [] => return Ok(()),
        all if all.iter().all(|is_real| *is_real) => {}
        _ => return refuse(format!("`{table}` in its collection is not a real table")),
    }
    let sql = "SELECT count(*) FROM pragma_table_xinfo(?1) WHERE hidden != 0";
    let computed = connection.query_row(sql, [table], |row| row.get::<_, i64>(0));
    if computed.map_err(|error| damaged(source, &error))? > 0 {
        return refuse(format!("`{table}` in its collection has computed columns"));
    }
    Ok(())
}

/// Whether each table or view of that name is a real table. `pragma_table_list` would work out the
/// columns of every view, which takes for ever where views name each other twice.
fn real_tables(connection: &Connection, table: &str) -> rusqlite::Result<Vec<bool>> {
    let sql = "SELECT type = 'table' AND rootpage > 0 AND sql LIKE 'CREATE TABLE%' \
               FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([table], |row| row.get::<_, Option<bool>>(0))?;
    rows.map(|is_real| Ok(is_real?.unwrap_or_default())).collect()
}

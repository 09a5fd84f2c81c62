//! `find`: ranked matches, one a line.

use super::args::Find;
use super::print::json::{Entry, Found};
use super::print::printer::{Printer, Stop};
use super::print::rows::{Columns, Row};
use super::{Exit, Informed, lookup, suggest};
use crate::library::Collection;
use crate::search::{Hit, Matched, Query, Searcher, marks};
use crate::text::width::width;

/// How many matches a person wants to see at once.
const ON_A_TERMINAL: usize = 20;

/// Prints the matches, the best first.
pub(super) fn run(args: &Find, notes: &Informed, printer: &mut Printer<'_>) -> Result<Exit, Stop> {
    let (typed, collection) = (args.query.join(" "), &notes.collection);
    let query = lookup::query(&typed)?.knowing(&notes.standings);
    let results = Searcher::default().search(collection, &query);
    let usual = if printer.look().columns.is_some() { ON_A_TERMINAL } else { usize::MAX };
    let limit = args.limit.map_or(usual, |limit| limit as usize);
    let hits = &results.hits[..results.hits.len().min(limit)];
    if args.json {
        printer.json_rows(hits.iter().map(|hit| Found {
            entry: Entry::new(collection, hit.note),
            score: hit.score,
            matched: hit.how.name(),
        }))?;
    } else {
        rows(collection, &query, hits, printer)?;
    }
    if hits.is_empty() {
        printer.finish()?;
        printer.note(&suggest::nothing(collection, &query, &typed));
        return Ok(Exit::No);
    }
    if hits.len() < results.total && args.limit.is_none() {
        let at_least = if results.more { "at least " } else { "" };
        let total = results.total;
        printer
            .remark(&format!("{} of {at_least}{total}; --limit {total} shows more", hits.len()))?;
    }
    Ok(Exit::Yes)
}

fn rows(
    collection: &Collection,
    query: &Query,
    hits: &[Hit],
    printer: &mut Printer<'_>,
) -> Result<(), Stop> {
    let row = |hit: &Hit| {
        let row = Row::new(collection, hit.note);
        Row { marks: marks(query, &row.term), misspelled: hit.how == Matched::Typo, ..row }
    };
    let rows: Vec<Row<'_>> = hits.iter().map(row).collect();
    let widest = |of: fn(&Row<'_>) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let gutter = rows.iter().any(|row| row.misspelled);
    let columns = Columns::new(
        printer.look(),
        gutter,
        widest(|row| width(&row.term)),
        widest(|row| width(row.topic)),
    );
    rows.iter().try_for_each(|row| columns.print(row, printer))?;
    Ok(())
}

//! `find`: ranked matches, one a line.

use super::args::FindArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::{FoundNoteJson, NoteListJson};
use super::print::printer::Printer;
use super::print::rows::{NoteRow, RowColumns};
use super::profile::{QueryContext, no_match};
use crate::library::Library;
use crate::search::{Query, SearchHit, Searcher, marks};
use crate::session::lookup::parse_query;
use crate::session::suggestion::suggest;
use crate::text::width::width;

/// How many matches a person wants to see at once.
const ON_A_TERMINAL: usize = 20;

/// Prints the matches, the best first.
pub(super) fn run(
    args: &FindArgs,
    notes: &QueryContext,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let (typed, library) = (args.query.join(" "), &*notes.library);
    let query = parse_query(&typed)?.with_statuses(&notes.statuses);
    let results = Searcher::default().search(library, &query);
    let usual = if printer.look().columns.is_some() { ON_A_TERMINAL } else { usize::MAX };
    let limit = args.limit.map_or(usual, |limit| limit as usize);
    let hits = &results.hits[..results.hits.len().min(limit)];
    if args.json {
        printer.json_rows(hits.iter().map(|hit| FoundNoteJson {
            entry: NoteListJson::new(library, hit.note),
            score: hit.score,
            matched: hit.how.name(),
        }))?;
    } else {
        rows(library, &query, hits, printer)?;
    }
    if hits.is_empty() {
        printer.finish()?;
        printer.note(&no_match(&typed, &suggest(library, &query)));
        return Ok(ExitStatus::No);
    }
    if hits.len() < results.total && args.limit.is_none() {
        let at_least = if results.more { "at least " } else { "" };
        let total = results.total;
        printer
            .remark(&format!("{} of {at_least}{total}; --limit {total} shows more", hits.len()))?;
    }
    Ok(ExitStatus::Yes)
}

fn rows(
    library: &Library,
    query: &Query,
    hits: &[SearchHit],
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    let row = |hit: &SearchHit| {
        let row = NoteRow::new(library, hit.note);
        NoteRow { marks: marks(query, &row.term), misspelled: hit.how.is_guess(), ..row }
    };
    let rows: Vec<NoteRow<'_>> = hits.iter().map(row).collect();
    let widest = |of: fn(&NoteRow<'_>) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let gutter = rows.iter().any(|row| row.misspelled);
    let columns = RowColumns::new(
        printer.look(),
        gutter,
        widest(|row| width(&row.term)),
        widest(|row| width(row.topic)),
    );
    rows.iter().try_for_each(|row| columns.print(row, printer))?;
    Ok(())
}

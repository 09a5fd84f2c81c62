//! `list`: the notes from A to Z.

use super::args::ListArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::NoteListJson;
use super::print::printer::Printer;
use super::print::rows::{NoteRow, RowColumns, topic};
use super::profile::{QueryContext, no_match};
use crate::library::{Library, NoteIx};
use crate::search::{Query, Searcher};
use crate::session::lookup::parse_query;
use crate::session::suggestion::suggest;
use crate::text::width::width;

/// Prints the notes, or those that match.
pub(super) fn run(
    args: &ListArgs,
    notes: &QueryContext,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let (typed, library) = (args.query.join(" "), &*notes.library);
    let query = if typed.trim().is_empty() { Query::default() } else { parse_query(&typed)? };
    let query = query.with_statuses(&notes.statuses);
    let (found, left_out) = matching(library, &query);
    let total = found.len();
    let mut notes = found;
    notes.retain(|&note| args.all || !library.is_child(note));
    notes.sort_by(|a, b| library.names().term(*a).cmp(library.names().term(*b)).then(a.cmp(b)));
    if args.json {
        printer.json_rows(notes.iter().map(|&note| NoteListJson::new(library, note)))?;
    } else {
        rows(library, &notes, printer)?;
    }
    printer.finish()?;
    if notes.is_empty() {
        printer.note(&match total {
            0 => no_match(&typed, &suggest(library, &query)),
            _ => format!("only further questions match `{typed}`; --all lists them"),
        });
        return Ok(ExitStatus::No);
    }
    if left_out > 0 {
        printer.note(&format!(
            "the best {total} matches are listed; {left_out} more match, and a longer query \
             finds them"
        ));
    }
    Ok(ExitStatus::Yes)
}

/// The notes that match, and how many more do: a search orders only so many.
fn matching(library: &Library, query: &Query) -> (Vec<NoteIx>, usize) {
    if query.is_empty() {
        return (library.all().collect(), 0);
    }
    let results = Searcher::default().search(library, query);
    let left_out = results.total.saturating_sub(results.hits.len());
    (results.hits.into_iter().map(|hit| hit.note).collect(), left_out)
}

fn rows(library: &Library, notes: &[NoteIx], printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    // The folded terms are at hand, and as wide as what is drawn but for a rare letter.
    let term = notes.iter().map(|&note| width(library.names().term(note))).max().unwrap_or(0);
    let topics = notes.iter().map(|&note| width(topic(library, note))).max().unwrap_or(0);
    let columns = RowColumns::new(printer.look(), false, term, topics);
    notes.iter().try_for_each(|&note| columns.print(&NoteRow::new(library, note), printer))?;
    Ok(())
}

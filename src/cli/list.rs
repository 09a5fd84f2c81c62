//! `list`: the notes from A to Z.

use super::args::List;
use super::print::json::Entry;
use super::print::printer::{Printer, Stop};
use super::print::rows::{Columns, Row, topic};
use super::{Exit, Informed, lookup, suggest};
use crate::library::{Collection, NoteIx};
use crate::search::{Query, Searcher};
use crate::text::width::width;

/// Prints the notes, or those that match.
pub(super) fn run(args: &List, notes: &Informed, printer: &mut Printer<'_>) -> Result<Exit, Stop> {
    let (typed, collection) = (args.query.join(" "), &notes.collection);
    let query = if typed.trim().is_empty() { Query::default() } else { lookup::query(&typed)? };
    let query = query.knowing(&notes.standings);
    let (found, left_out) = matching(collection, &query);
    let total = found.len();
    let mut notes = found;
    notes.retain(|&note| args.all || !collection.is_child(note));
    notes.sort_by(|a, b| {
        collection.names().term(*a).cmp(collection.names().term(*b)).then(a.cmp(b))
    });
    if args.json {
        printer.json_rows(notes.iter().map(|&note| Entry::new(collection, note)))?;
    } else {
        rows(collection, &notes, printer)?;
    }
    printer.finish()?;
    if notes.is_empty() {
        printer.note(&match total {
            0 => suggest::nothing(collection, &query, &typed),
            _ => format!("only further questions match `{typed}`; --all lists them"),
        });
        return Ok(Exit::No);
    }
    if left_out > 0 {
        printer.note(&format!(
            "the best {total} matches are listed; {left_out} more match, and a longer query finds them"
        ));
    }
    Ok(Exit::Yes)
}

/// Returns the notes that match, and how many more do: a search orders only so many.
fn matching(collection: &Collection, query: &Query) -> (Vec<NoteIx>, usize) {
    if query.is_empty() {
        return (collection.all().collect(), 0);
    }
    let results = Searcher::default().search(collection, query);
    let left_out = results.total.saturating_sub(results.hits.len());
    (results.hits.into_iter().map(|hit| hit.note).collect(), left_out)
}

fn rows(collection: &Collection, notes: &[NoteIx], printer: &mut Printer<'_>) -> Result<(), Stop> {
    // The folded terms are at hand, and as wide as what is drawn but for a rare letter.
    let term = notes.iter().map(|&note| width(collection.names().term(note))).max().unwrap_or(0);
    let topics = notes.iter().map(|&note| width(topic(collection, note))).max().unwrap_or(0);
    let columns = Columns::new(printer.look(), false, term, topics);
    notes.iter().try_for_each(|&note| columns.print(&Row::new(collection, note), printer))?;
    Ok(())
}

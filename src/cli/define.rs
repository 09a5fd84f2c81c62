//! `define`: one note as a page, for people who only want to look something up.

use std::io;

use super::args::Define;
use super::lookup::{self, Meant};
use super::print::json::Full;
use super::print::printer::{Printer, Stop};
use super::print::style;
use super::{Exit, suggest};
use crate::library::page::{Line, Setting, page};
use crate::library::{Collection, NoteIx};
use crate::search::Query;

/// The widest that a page is set: longer lines are hard to read.
const PAGE: usize = 72;
/// The blanks left of a page on a terminal.
const MARGIN: usize = 2;

/// Prints the best match.
pub(super) fn run(
    args: &Define,
    collection: &Collection,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let typed = args.term.join(" ");
    let Some(meant) = lookup::meant(collection, &typed)? else {
        printer.note(&suggest::nothing(collection, &Query::parse(&typed), &typed));
        return Ok(Exit::No);
    };
    if args.json {
        let note = collection.note(meant.note)?;
        printer.json(&Full::new(collection, meant.note, &note))?;
    } else {
        show(collection, meant.note, printer)?;
    }
    if let Some(doubt) = doubt(collection, &typed, &meant) {
        printer.remark(&doubt)?;
    }
    Ok(Exit::Yes)
}

fn show(collection: &Collection, note: NoteIx, printer: &mut Printer<'_>) -> io::Result<()> {
    let look = printer.look();
    let margin = if look.columns.is_some() { MARGIN } else { 0 };
    let columns =
        look.columns.map_or(PAGE, |columns| columns.saturating_sub(margin).clamp(1, PAGE));
    let lines = page(collection, note, Setting::plain(columns, look.glyphs));
    lines.iter().try_for_each(|line| show_line(line, margin, printer))
}

fn show_line(line: &Line, margin: usize, printer: &mut Printer<'_>) -> io::Result<()> {
    if line.iter().any(|(_, text)| !text.trim().is_empty()) {
        printer.blanks(margin)?;
        line.iter().try_for_each(|(role, text)| printer.text(style::of(*role), text))?;
    }
    printer.end_line()
}

/// Returns what is to be said when something else may have been meant.
fn doubt(collection: &Collection, typed: &str, meant: &Meant) -> Option<String> {
    let also: Vec<String> = meant.also.iter().map(|&note| collection.title(note)).collect();
    let read =
        meant.misspelled.then(|| format!("nothing is called `{typed}`; this is the nearest"));
    let also = (!also.is_empty()).then(|| format!("also: {}", also.join(", ")));
    let parts: Vec<String> = read.into_iter().chain(also).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

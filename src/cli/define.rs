//! `define`: one note as a page, for people who only want to look something up.

use std::io;

use super::args::DefineArgs;
use super::lookup::{self, MatchedNote};
use super::print::json::NoteJson;
use super::print::printer::{CommandEnd, Printer};
use super::print::style;
use super::{ExitStatus, suggest};
use crate::library::page::{PageLayout, PageLine, page};
use crate::library::{Library, NoteIx};
use crate::search::Query;

/// The widest that a page is set: longer lines are hard to read.
const PAGE: usize = 72;
/// The blanks left of a page on a terminal.
const MARGIN: usize = 2;

/// Prints the best match.
pub(super) fn run(
    args: &DefineArgs,
    library: &Library,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let typed = args.term.join(" ");
    let Some(meant) = lookup::meant(library, &typed)? else {
        printer.note(&suggest::nothing(library, &Query::parse(&typed), &typed));
        return Ok(ExitStatus::No);
    };
    if args.json {
        let note = library.note(meant.note)?;
        printer.json(&NoteJson::new(library, meant.note, &note))?;
    } else {
        show(library, meant.note, printer)?;
    }
    if let Some(doubt) = doubt(library, &typed, &meant) {
        printer.remark(&doubt)?;
    }
    Ok(ExitStatus::Yes)
}

fn show(library: &Library, note: NoteIx, printer: &mut Printer<'_>) -> io::Result<()> {
    let look = printer.look();
    let margin = if look.columns.is_some() { MARGIN } else { 0 };
    let columns =
        look.columns.map_or(PAGE, |columns| columns.saturating_sub(margin).clamp(1, PAGE));
    let lines = page(library, note, PageLayout::plain(columns, look.glyphs));
    lines.iter().try_for_each(|line| show_line(line, margin, printer))
}

fn show_line(line: &PageLine, margin: usize, printer: &mut Printer<'_>) -> io::Result<()> {
    if line.iter().any(|(_, text)| !text.trim().is_empty()) {
        printer.blanks(margin)?;
        line.iter().try_for_each(|(role, text)| printer.text(style::of(*role), text))?;
    }
    printer.end_line()
}

/// Returns what is to be said when something else may have been meant.
fn doubt(library: &Library, typed: &str, meant: &MatchedNote) -> Option<String> {
    let also: Vec<String> = meant.also.iter().map(|&note| library.title(note)).collect();
    let read =
        meant.misspelled.then(|| format!("nothing is called `{typed}`; this is the nearest"));
    let also = (!also.is_empty()).then(|| format!("also: {}", also.join(", ")));
    let parts: Vec<String> = read.into_iter().chain(also).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

//! `define`: one note as a page, for people who only want to look something up.

use std::collections::HashMap;
use std::io;

use super::args::DefineArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::NoteJson;
use super::print::printer::Printer;
use super::print::style;
use super::profile::no_match;
use crate::library::page::{PageLayout, PageLine, PageRole, addresses, page};
use crate::library::{Library, NoteIx};
use crate::search::Query;
use crate::session::lookup::{MatchedNote, find_note};
use crate::session::suggestion::suggest;
use crate::text::address::AddressId;

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
    let Some(matched) = find_note(library, &typed)? else {
        printer.note(&no_match(&typed, &suggest(library, &Query::parse(&typed))));
        return Ok(ExitStatus::No);
    };
    if args.json {
        let note = library.note(matched.note)?;
        printer.json(&NoteJson::new(library, matched.note, &note))?;
    } else {
        show(library, matched.note, printer)?;
    }
    if let Some(doubt) = doubt(library, &typed, &matched) {
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
    let addresses = library.note(note).map(|note| addresses(&note)).unwrap_or_default();
    let addresses = addresses.into_iter().map(|all| (AddressId::new(&all), all)).collect();
    lines.iter().try_for_each(|line| show_line(line, margin, &addresses, printer))
}

fn show_line(
    line: &PageLine,
    margin: usize,
    addresses: &HashMap<AddressId, String>,
    printer: &mut Printer<'_>,
) -> io::Result<()> {
    if line.iter().any(|(_, text)| !text.trim().is_empty()) {
        printer.blanks(margin)?;
        for (role, text) in line {
            let style = style::for_role(*role);
            let address = if let PageRole::Address(id) = role { addresses.get(id) } else { None };
            match address {
                Some(address) => printer.link(style, text, address)?,
                None => printer.text(style, text)?,
            }
        }
    }
    printer.end_line()
}

/// A remark where something else may have been meant.
fn doubt(library: &Library, typed: &str, matched: &MatchedNote) -> Option<String> {
    let also: Vec<String> = matched.others.iter().map(|&note| library.title(note)).collect();
    let read =
        matched.misspelled.then(|| format!("no note is called `{typed}`; this is the nearest"));
    let also = (!also.is_empty()).then(|| format!("also: {}", also.join(", ")));
    let parts: Vec<String> = read.into_iter().chain(also).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

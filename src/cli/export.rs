//! `export`: a deck in another program's format.

use super::args::Export;
use super::print::printer::{Printer, Stop};
use super::{Exit, Keeping, Stream};
use crate::clock::Moment;
use crate::exchange::{self, FORMATS, Format, Memory, Parcel, Writer};
use crate::fault::Fault;
use crate::store::{Target, decks, import_writer, progress};
use crate::text::distance::nearest;

/// Writes the deck.
pub(super) fn run(
    args: &Export,
    keeping: &Keeping,
    now: Moment,
    output: Stream,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let (format, writer) = format(args)?;
    let target = Target::find(&keeping.home, &args.deck, &args.deck)?;
    if target.is_new() {
        return Err(missing(args, keeping).into());
    }
    if args.output.is_none() && writer.is_binary && output == Stream::Terminal {
        let what = format!("{} is no text for a terminal", format.name());
        return Err(Fault::error(what, "name a file with -o, or send it elsewhere").into());
    }
    if args.with_progress && !writer.carries_progress {
        let what = format!("{} can't carry progress, so the notes go alone", format.name());
        let carry = FORMATS
            .iter()
            .filter(|format| format.writer().is_some_and(|writer| writer.carries_progress));
        let names: Vec<&str> = carry.map(|format| format.name()).collect();
        printer.fault(&Fault::warning(what, format!("{} can", names.join(" and "))));
    }
    let memory = if args.with_progress && writer.carries_progress {
        Some(memory(keeping, &target.head.id, printer)?)
    } else {
        None
    };
    let parcel = Parcel { head: &target.head, notes: &target.notes, memory, now };
    let bytes = (writer.write)(&parcel)?;
    match &args.output {
        Some(path) => {
            import_writer::export(path, &bytes)?;
            printer.remark(&format!(
                "{}: {} notes as {}",
                path.display(),
                target.notes.len(),
                format.name()
            ))?;
        }
        None => printer.raw(&bytes)?,
    }
    Ok(Exit::Yes)
}

/// Returns the format that is named, or that the file's ending names.
fn format(args: &Export) -> Result<(&'static dyn Format, Writer), Fault> {
    let ending = args
        .output
        .as_ref()
        .and_then(|path| path.extension())
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let format = match (&args.format, &ending) {
        (Some(name), _) => exchange::named(name)?,
        (None, None) => exchange::named("ron")?,
        (None, Some(ending)) => {
            let fits = |format: &&&dyn Format| {
                format.writer().is_some() && format.extensions().contains(&ending.as_str())
            };
            *FORMATS.iter().find(fits).ok_or_else(|| {
                Fault::error(
                    format!("no format has files that end in `.{ending}`"),
                    "name the format with --format",
                )
            })?
        }
    };
    let writer = format.writer().ok_or_else(|| {
        Fault::error(format!("{} can't be written", format.name()), "name another format")
    })?;
    Ok((format, writer))
}

fn missing(args: &Export, keeping: &Keeping) -> Fault {
    let (texts, _) = decks::texts(&keeping.home);
    let ids: Vec<String> = texts
        .iter()
        .filter_map(|text| crate::deck::outline::deck_id(text.files.first()?))
        .collect();
    let remedy = match nearest(&args.deck, ids.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", ids.join(", ")),
    };
    Fault::error(format!("there is no deck `{}`", args.deck), remedy)
}

/// Returns what is known of the cards of a deck.
fn memory<'k>(
    keeping: &'k Keeping,
    deck: &str,
    printer: &mut Printer<'_>,
) -> Result<Memory<'k>, Fault> {
    let mut opened = progress::open(&keeping.home, &keeping.scheduler);
    printer.faults(&opened.faults);
    let prefix = format!("{deck}/");
    let (mut entries, _) = opened.log.entries()?;
    entries.retain(|entry| entry.card.as_str().starts_with(&prefix));
    let own = opened.ledger.iter().filter(|(card, _)| card.as_str().starts_with(&prefix));
    let cards = own.map(|(card, progress)| (card.clone(), progress.clone())).collect();
    Ok(Memory { entries, cards, calendar: keeping.scheduler.calendar() })
}

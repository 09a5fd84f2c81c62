//! `export`: a deck in another program's format.

use super::args::ExportArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::profile::Profile;
use super::terminal_env::StreamKind;
use crate::clock::Moment;
use crate::exchange::{ExportInput, ExportedProgress, FORMATS};
use crate::fault::Fault;
use crate::session::export::find_writer;
use crate::store::media_export::MediaExport;
use crate::store::{ImportTarget, decks, exported_file, progress};
use crate::text::count::pluralize;
use crate::text::distance::nearest;

/// Writes the deck.
pub(super) fn run(
    args: &ExportArgs,
    profile: &Profile,
    now: Moment,
    output: StreamKind,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let (format, writer) = find_writer(args.format.as_deref(), args.output.as_deref())?;
    let target =
        ImportTarget::open(&profile.home, &args.deck)?.ok_or_else(|| missing(args, profile))?;
    if args.output.is_none() && writer.is_binary && output == StreamKind::Terminal {
        let what = format!("{} is not text, so it can't go to a terminal", format.name());
        return Err(Fault::error(what, "name a file with -o, or pipe it").into());
    }
    if args.with_progress && !writer.carries_progress {
        let what = format!("{} can't carry progress; exported the notes only", format.name());
        let carry = FORMATS
            .iter()
            .filter(|format| format.writer().is_some_and(|writer| writer.carries_progress));
        let names: Vec<&str> = carry.map(|format| format.name()).collect();
        printer.fault(&Fault::warning(what, format!("{} can", names.join(" and "))));
    }
    let memory = if args.with_progress && writer.carries_progress {
        Some(memory(profile, &target.head.id, printer)?)
    } else {
        None
    };
    let media = MediaExport::new(&profile.home, &target, writer.media, args.output.as_deref())?;
    let input =
        ExportInput { head: &target.head, notes: &media.notes, media: media.inside(), memory, now };
    let bytes = (writer.write)(&input)?;
    printer.faults(media.left_out().as_slice());
    match &args.output {
        Some(path) => {
            media.write_beside(&profile.home)?;
            exported_file::write(&profile.home, path, &bytes)?;
            let notes = pluralize(target.notes.len(), "note", "notes");
            let with = media.summary().map_or_else(String::new, |media| format!("; {media}"));
            printer.remark(&format!("{}: {notes} as {}{with}", path.display(), format.name()))?;
        }
        None if output == StreamKind::Terminal => {
            printer.harmless(&String::from_utf8_lossy(&bytes))?;
        }
        None => printer.raw(&bytes)?,
    }
    Ok(ExitStatus::Yes)
}

fn missing(args: &ExportArgs, profile: &Profile) -> Fault {
    let (texts, _) = decks::texts(&profile.home);
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

/// What is known of the cards of a deck.
fn memory<'k>(
    profile: &'k Profile,
    deck: &str,
    printer: &mut Printer<'_>,
) -> Result<ExportedProgress<'k>, Fault> {
    let mut opened = progress::open(&profile.home, &profile.scheduler);
    printer.faults(&opened.faults);
    let prefix = format!("{deck}/");
    let (mut entries, _) = opened.log.entries()?;
    entries.retain(|entry| entry.card.as_str().starts_with(&prefix));
    let own = opened.ledger.iter().filter(|(card, _)| card.as_str().starts_with(&prefix));
    let cards = own.map(|(card, progress)| (card.clone(), progress.clone())).collect();
    Ok(ExportedProgress { entries, cards, calendar: profile.scheduler.calendar() })
}

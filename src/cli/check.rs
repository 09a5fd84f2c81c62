//! `check`: what is wrong with decks and settings, a fault a line.

use std::collections::HashSet;
use std::path::PathBuf;

use super::args::{CheckArgs, GlobalArgs};
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::CheckJson;
use super::print::printer::Printer;
use super::print::style;
use crate::deck::{DeckText, full_deck, lint};
use crate::fault::{Fault, Severity};
use crate::settings::Settings;
use crate::store::{self, ConfigHome, decks};

/// Checks the decks that are named, or every deck there is and the settings.
pub(super) fn run(
    args: &CheckArgs,
    common: &GlobalArgs,
    judge: fn(&ConfigHome, &Settings) -> Vec<Fault>,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let (texts, mut faults) = if args.files.is_empty() {
        let home = ConfigHome::find(common.config_dir.clone())?;
        let (settings, wrong) = store::settings(&home);
        let (texts, mut faults) = decks::texts(&home);
        faults.extend(wrong.into_iter().chain(judge(&home, &settings)));
        (texts, faults)
    } else {
        read(&args.files)
    };
    let notes = check(&texts, &mut faults);
    if args.json {
        printer.json(&CheckJson::new(&faults))?;
    } else {
        faults.iter().try_for_each(|fault| line(fault, printer))?;
    }
    printer.remark(&summary(&faults, notes))?;
    let bad = faults.iter().any(|fault| fault.severity == Severity::Error);
    Ok(if bad { ExitStatus::No } else { ExitStatus::Yes })
}

fn read(files: &[PathBuf]) -> (Vec<DeckText>, Vec<Fault>) {
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    for path in files {
        match decks::read(path) {
            Ok((text, mut found)) => {
                texts.push(text);
                faults.append(&mut found);
            }
            Err(fault) => faults.push(fault),
        }
    }
    (texts, faults)
}

/// Adds what is wrong with the decks, puts the faults in the order of their places, and returns how
/// many notes were read.
fn check(texts: &[DeckText], faults: &mut Vec<Fault>) -> usize {
    let (mut notes, mut ids) = (0, HashSet::new());
    for text in texts {
        let (deck, mut found) = full_deck::read(text);
        faults.append(&mut found);
        faults.extend(lint::lint(&deck));
        notes += deck.notes.len();
        // The user's own deck may take the bundled one's place.
        if !text.bundled && !ids.insert(deck.head.id.clone()) {
            let what = format!("the deck id `{}` is already used by another deck", deck.head.id);
            faults
                .push(Fault::error(what, "give this deck an id of its own").with_place(deck.place));
        }
    }
    faults.sort_by_cached_key(|fault| {
        fault.place.as_ref().map(|place| (place.file.clone(), place.spot))
    });
    notes
}

/// Writes a fault as compilers do, so that editors find the place.
pub(super) fn line(fault: &Fault, printer: &mut Printer<'_>) -> std::io::Result<()> {
    if let Some(place) = &fault.place {
        printer.text(style::BOLD, &place.to_string())?;
        printer.text(style::PLAIN, ": ")?;
    }
    printer.text(style::of_severity(fault.severity), fault.severity.word())?;
    let end = if fault.remedy.is_empty() { String::new() } else { format!("; {}", fault.remedy) };
    printer.text(style::PLAIN, &format!(": {}{end}", fault.what))?;
    printer.end_line()
}

fn summary(faults: &[Fault], notes: usize) -> String {
    let of = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let counted = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let parts: Vec<String> = counted
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, what)| counted_as(count, what))
        .collect();
    let notes = counted_as(notes, "note");
    if parts.is_empty() {
        format!("{notes}, no faults")
    } else {
        format!("{}; {notes}", parts.join(", "))
    }
}

/// A number of things: `1 note`, `2 notes`.
pub(super) fn counted_as(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(&[], 1), "1 note, no faults");
        let faults = [Fault::warning("", ""), Fault::error("", ""), Fault::warning("", "")];
        assert_eq!(summary(&faults, 2), "1 error, 2 warnings; 2 notes");
        assert_eq!(summary(&faults[..1], 0), "1 warning; 0 notes");
    }
}

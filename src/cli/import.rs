//! `import`: notes of other programs, taken into a deck.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::args::Import;
use super::check::counted_as;
use super::json::Full;
use super::printer::{Printer, Stop};
use super::{Exit, Keeping, style};
use crate::clock::Moment;
use crate::exchange::merge::merge;
use crate::exchange::{self, Changes, Fate, Foreign, Options, Past, Source};
use crate::fault::{Fault, Place};
use crate::memory::{CardId, Entry, EntryId, What};
use crate::rng::seed_of;
use crate::store::adopt::Written;
use crate::store::{Target, backups, merge as log};

/// The most bytes that a file may have.
const LARGEST: u64 = 1 << 30;
/// How many warnings are told.
const TOLD: usize = 20;
/// Two reviews of a card with one rating are the same if so many milliseconds lie between them: other programs keep
/// whole seconds, or move one that would stand in another's place.
const SAME: i64 = 1000;

/// What came of one file.
struct Report {
    deck: String,
    changes: Changes,
    /// How many entries of the log were new.
    entries: usize,
    path: Option<String>,
}

/// Takes the files in, one after the other; if one can't be, none is.
pub(super) fn run(
    args: &Import,
    keeping: &Keeping,
    now: Moment,
    input: &mut dyn Read,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let options = options(args)?;
    let format = if args.format == "auto" { None } else { Some(exchange::named(&args.format)?) };
    // Everything is read before anything is written.
    let mut read = Vec::new();
    for path in &args.files {
        let bytes = bytes(path, input)?;
        let name = if path.as_os_str() == "-" { "standard input".to_string() } else { path.display().to_string() };
        let source = Source { name: &name, bytes: &bytes };
        let foreign = exchange::read(&source, format, &options)?;
        let stem = if name == "standard input" { "imported" } else { source.stem() };
        let title = foreign.title.clone().unwrap_or_else(|| stem.to_string());
        read.push((name, title, foreign));
    }
    let (mut reports, mut written) = (Vec::new(), Vec::new());
    for (name, title, foreign) in read {
        match take_in(args, keeping, now, (&name, &title, foreign), &mut written) {
            Ok(report) => reports.push(report),
            Err(fault) => {
                written.iter_mut().rev().for_each(Written::take_back);
                return Err(fault.into());
            }
        }
    }
    tell(args, &reports, printer)
}

/// Returns how the files are to be read.
fn options(args: &Import) -> Result<Options, Fault> {
    let named = |text: &Option<String>, flag: &str| match text.as_deref() {
        Some("") => Err(Fault::error(format!("{flag} is empty"), "name what stands there, as in `tab` or \";\"")),
        Some(text) => Ok(Some(match text.to_lowercase().as_str() {
            "tab" => "\t".to_string(),
            "comma" => ",".to_string(),
            "semicolon" => ";".to_string(),
            "newline" => "\n".to_string(),
            "blank-line" => "\n\n".to_string(),
            _ => text.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", ""),
        })),
        None => Ok(None),
    };
    Ok(Options {
        term_separator: named(&args.term_separator, "--term-separator")?,
        card_separator: named(&args.card_separator, "--card-separator")?,
        header: None,
        lists: args.lists,
        progress: args.with_progress,
        encoding: args.encoding.map(Into::into),
    })
}

fn bytes(path: &Path, input: &mut dyn Read) -> Result<Vec<u8>, Fault> {
    let place = || Place::file(path.display().to_string());
    let unreadable = |error: io::Error| {
        Fault::error(format!("it can't be read: {error}"), "check the name and that it is a readable file").at(place())
    };
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let file = File::open(path).map_err(unreadable)?;
        if file.metadata().is_ok_and(|meta| meta.is_dir()) {
            return Err(Fault::error("this is a folder", "name the files in it").at(place()));
        }
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if bytes.len() as u64 > LARGEST {
        let fault = Fault::error("the file is over 1 GiB", "export it without media, or in parts");
        return Err(fault.at(place()));
    }
    Ok(bytes)
}

fn take_in(
    args: &Import,
    keeping: &Keeping,
    now: Moment,
    (name, title, foreign): (&str, &str, Foreign),
    written: &mut Vec<Written>,
) -> Result<Report, Fault> {
    let home = &keeping.home;
    let target = match (&args.deck, &foreign.id) {
        (Some(named), _) => {
            // What is there may be called by its id or its title; what is not gets an id of its title.
            let found = Target::find(home, named, named)?;
            if found.is_new() { Target::find(home, &exchange::deck_id(named), named)? } else { found }
        }
        (None, Some(id)) => Target::find(home, id, title)?,
        (None, None) => Target::find(home, &exchange::deck_id(title), title)?,
    };
    let mut target = target;
    if target.is_new() {
        target.head.description.clone_from(&foreign.description);
        target.head.language.clone_from(&foreign.language);
    }
    let deck = target.head.id.clone();
    let same_deck = foreign.id.as_deref() == Some(deck.as_str());
    let changes = merge(foreign, target.there(), name);
    let mut report = Report { deck, changes, entries: 0, path: None };
    if args.dry_run {
        return Ok(report);
    }
    let entries = entries(&report, args.with_progress, same_deck);
    if report.changes.is_nothing() && entries.is_empty() {
        return Ok(report);
    }
    backups::daily(home, keeping.scheduler.calendar(), now)?;
    if !report.changes.is_nothing() {
        let done = target.write(home, &report.changes)?;
        report.path = done.paths().last().map(|path| path.display().to_string());
        written.push(done);
    }
    if !entries.is_empty() {
        let (merged, _) = log::add(home, &keeping.scheduler, entries, now, is_wanted)?;
        report.entries = merged.new;
    }
    Ok(report)
}

/// Returns what happened to the cards as entries of the log.
fn entries(report: &Report, progress: bool, same_deck: bool) -> Vec<Entry> {
    let past = report.changes.past.iter().filter(|_| progress);
    let mut entries = Vec::new();
    for (i, list) in past.chain(&report.changes.marks) {
        let note = &report.changes.notes[*i].1;
        for Past { card, at, what, id } in list {
            let card = CardId::new(&report.deck, &note.id, &card.name());
            // In another deck it is another entry: one of the same name would take the first one's place.
            let own = |id: EntryId| if same_deck { id } else { EntryId(seed_of(card.as_str(), id.0)) };
            let what = match what {
                What::Retract(other) => What::Retract(own(*other)),
                what => what.clone(),
            };
            entries.push(Entry { id: own(*id), at: *at, card: card.clone(), what });
        }
    }
    entries
}

/// Whether the log has no such entry yet.
fn is_wanted(entry: &Entry, known: &[Entry]) -> bool {
    let same = |other: &&Entry| match (&entry.what, &other.what) {
        (What::Review(one, ..), What::Review(two, ..)) => one == two && (entry.at.0 - other.at.0).abs() <= SAME,
        (one, two) => one == two && entry.id == other.id,
    };
    !known.iter().any(|other| same(&other))
}

/// What `--json` prints of a file.
#[derive(Serialize)]
struct Told<'a> {
    deck: &'a str,
    added: usize,
    updated: usize,
    unchanged: usize,
    conflicts: usize,
    skipped: usize,
    reviews: usize,
    warnings: Vec<Warning<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<Row<'a>>>,
}

#[derive(Serialize)]
struct Warning<'a> {
    place: Option<String>,
    what: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    fate: &'static str,
    #[serde(flatten)]
    note: Full<'a>,
}

impl<'a> Told<'a> {
    fn of(report: &'a Report, notes: bool) -> Self {
        let changes = &report.changes;
        let warning = |fault: &'a Fault| Warning {
            place: fault.place.as_ref().map(ToString::to_string),
            what: &fault.what,
            remedy: &fault.remedy,
        };
        let row =
            |(fate, note): &'a (Fate, crate::deck::Note)| Row { fate: word(*fate), note: Full::of(&report.deck, note) };
        Told {
            deck: &report.deck,
            added: changes.count(Fate::Added),
            updated: changes.count(Fate::Updated),
            unchanged: changes.count(Fate::Unchanged),
            conflicts: changes.count(Fate::Conflict),
            skipped: changes.count(Fate::Skipped),
            reviews: report.entries,
            warnings: changes.warnings.iter().map(warning).collect(),
            notes: notes.then(|| changes.notes.iter().map(row).collect()),
        }
    }
}

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Added => "added",
        Fate::Updated => "updated",
        Fate::Unchanged => "unchanged",
        Fate::Conflict => "conflict",
        Fate::Skipped => "skipped",
    }
}

fn tell(args: &Import, reports: &[Report], printer: &mut Printer<'_>) -> Result<Exit, Stop> {
    let warnings: Vec<&Fault> = reports.iter().flat_map(|report| &report.changes.warnings).collect();
    warnings.iter().take(TOLD).for_each(|fault| printer.fault(fault));
    if let Some(more) = warnings.len().checked_sub(TOLD).filter(|&more| more > 0) {
        printer.note(&format!("and {more} more; --json tells them all"));
    }
    match reports {
        [report] if args.json => printer.json(&Told::of(report, args.dry_run))?,
        reports if args.json => {
            printer.json(&reports.iter().map(|report| Told::of(report, args.dry_run)).collect::<Vec<_>>())?;
        }
        reports => reports.iter().try_for_each(|report| summary(args, report, printer))?,
    }
    let came = |report: &Report| {
        [Fate::Added, Fate::Updated, Fate::Unchanged].iter().any(|fate| report.changes.count(*fate) > 0)
    };
    Ok(if reports.iter().any(came) { Exit::Yes } else { Exit::No })
}

fn summary(args: &Import, report: &Report, printer: &mut Printer<'_>) -> Result<(), Stop> {
    if args.dry_run {
        for (fate, note) in &report.changes.notes {
            let (title, gist) = exchange::preview(note);
            printer.text(style::DIM, &format!("{:9}  ", word(*fate)))?;
            printer.text(style::BOLD, &title)?;
            printer.text(style::PLAIN, &format!("  {gist}"))?;
            printer.end_line()?;
        }
    }
    let counts = [Fate::Added, Fate::Updated, Fate::Unchanged, Fate::Conflict, Fate::Skipped];
    let told: Vec<String> = counts
        .into_iter()
        .map(|fate| (fate, report.changes.count(fate)))
        .filter(|&(fate, count)| count > 0 || fate == Fate::Added)
        .map(
            |(fate, count)| {
                if fate == Fate::Conflict { counted_as(count, "conflict") } else { format!("{count} {}", word(fate)) }
            },
        )
        .collect();
    let reviews = if report.entries > 0 {
        format!(
            ", {}",
            counted_as(report.entries, "entry of the log").replace("entry of the logs", "entries of the log")
        )
    } else {
        String::new()
    };
    let would = if args.dry_run { " (nothing was written)" } else { "" };
    printer.text(style::PLAIN, &format!("{}: {}{reviews}{would}", report.deck, told.join(", ")))?;
    printer.end_line()?;
    if let Some(path) = &report.path {
        printer.remark(path)?;
    }
    Ok(())
}

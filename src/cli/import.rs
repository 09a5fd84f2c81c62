//! `import`: notes of other programs, taken into a deck.

use std::io::Read;
use std::path::PathBuf;

use serde::Serialize;

use super::args::{ImportArgs, YesNo};
use super::check::counted_as;
use super::exit_status::{CommandEnd, ExitStatus};
use super::long_work;
use super::long_work::InterruptGuard;
use super::print::json::NoteJson;
use super::print::printer::Printer;
use super::print::style;
use super::profile::Profile;
use super::terminal_env::{StreamKind, TerminalEnv};
use crate::exchange::{self, ImportOptions, MergeOutcome};
use crate::fault::Fault;
use crate::session::first_deck::{BundledDeck, undecided};
use crate::session::import::{self, FileContent, ImportFile};
use crate::store::import_plan::FilePlan;
use crate::store::{self, decks, import_source};

/// How many warnings are printed.
const PRINTED: usize = 20;

/// Imports the files, all of them or none.
pub(super) fn run(
    args: &ImportArgs,
    profile: &Profile,
    env: &TerminalEnv,
    input: &mut dyn Read,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let options = options(args)?;
    let format =
        if args.format == "auto" { None } else { Some(exchange::find_format(&args.format)?) };
    let short = (env.errors == StreamKind::Terminal && !env.dumb).then_some(long_work::SHORT);
    let Profile { home, scheduler } = profile;
    let plan = files(&args.files, input).and_then(|files| {
        let guard = InterruptGuard::new();
        let deck = args.deck.as_deref();
        let mut plan = long_work::watched(&guard, ("reading", short), printer, |watch| {
            import::plan(home, &files, format, &options, deck, watch)
        })?;
        if !args.dry_run {
            let had_own = decks::has_own(home);
            plan.carry_out(home, scheduler, args.with_progress, env.clock.now())?;
            if !had_own && decks::has_own(home) {
                // The notes are there, whatever becomes of the setting.
                if let Err(fault) = turn_bundled_off(profile, printer) {
                    printer.fault(&fault);
                }
            }
        }
        Ok(plan)
    });
    match plan {
        Ok(plan) => {
            printer.faults(&plan.log_faults);
            print(args, &plan.files, printer)
        }
        Err(fault) if args.files.len() > 1 => {
            printer.fault(&fault);
            printer.note("none of the files was imported");
            Ok(ExitStatus::Trouble)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Turns the bundled deck off beside the first deck of the user's own, if it was never studied.
fn turn_bundled_off(profile: &Profile, printer: &mut Printer<'_>) -> Result<(), Fault> {
    let Profile { home, scheduler } = profile;
    let (library, _, progress) = store::open(home, scheduler);
    let undecided = undecided(&library, &progress.ledger, scheduler.settings());
    let Some(BundledDeck { id, title, .. }) = undecided.filter(|deck| !deck.is_known) else {
        return Ok(());
    };
    store::settings::set_studied(home, &id, false)?;
    printer.note(&format!(
        "the bundled deck “{title}” is off now, so that only your own deck is studied; \
         `lacuna deck on {id}` turns it on"
    ));
    Ok(())
}

/// The files that are named. Standard input is read at once, since nothing else can be done before.
fn files(paths: &[PathBuf], input: &mut dyn Read) -> Result<Vec<ImportFile>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        files.push(if path.as_os_str() == "-" {
            ImportFile {
                name: "standard input".to_string(),
                title: Some("Imported"),
                content: FileContent::Read(import_source::all_of(input, path)?.into()),
            }
        } else {
            let content = FileContent::OnDisk(path.clone());
            ImportFile { name: path.display().to_string(), title: None, content }
        });
    }
    Ok(files)
}

/// How the files are to be read.
fn options(args: &ImportArgs) -> Result<ImportOptions, Fault> {
    let named = |text: &Option<String>, flag: &str| match text.as_deref() {
        Some("") => Err(Fault::error(
            format!("{flag} is empty"),
            "name what stands there, as in `tab` or \";\"",
        )),
        Some(text) => Ok(Some(exchange::parse_separator(text))),
        None => Ok(None),
    };
    Ok(ImportOptions {
        term_separator: named(&args.term_separator, "--term-separator")?,
        card_separator: named(&args.card_separator, "--card-separator")?,
        header: args.header.map(|answer| answer == YesNo::Yes),
        columns: args.columns.clone(),
        one_way: args.one_way,
        alternating: args.format == "quizlet",
        lists: args.lists,
        progress: args.with_progress,
        encoding: args.encoding.map(Into::into),
    })
}

/// What `--json` prints of a file.
#[derive(Serialize)]
struct ImportJson<'a> {
    file: &'a str,
    deck: &'a str,
    added: usize,
    updated: usize,
    unchanged: usize,
    conflicts: usize,
    skipped: usize,
    reviews: usize,
    media: usize,
    warnings: Vec<WarningJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<ImportRow<'a>>>,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    place: Option<String>,
    what: &'a str,
    remedy: &'a str,
}

#[derive(Serialize)]
struct ImportRow<'a> {
    fate: &'static str,
    #[serde(flatten)]
    note: NoteJson<'a>,
}

impl<'a> ImportJson<'a> {
    fn new(report: &'a FilePlan, notes: bool) -> Self {
        let changes = &report.changes;
        ImportJson {
            file: &report.name,
            deck: &report.deck,
            added: changes.count(MergeOutcome::Added),
            updated: changes.count(MergeOutcome::Updated),
            unchanged: changes.count(MergeOutcome::Unchanged),
            conflicts: changes.count(MergeOutcome::Conflict),
            skipped: changes.count(MergeOutcome::Skipped),
            reviews: report.entries,
            media: report.media.count(),
            warnings: changes
                .warnings
                .iter()
                .map(|fault| WarningJson {
                    place: fault.place.as_ref().map(ToString::to_string),
                    what: &fault.what,
                    remedy: &fault.remedy,
                })
                .collect(),
            notes: notes.then(|| {
                changes
                    .notes
                    .iter()
                    .map(|(fate, note)| ImportRow {
                        fate: word(*fate),
                        note: NoteJson::from_note(&report.deck, note),
                    })
                    .collect()
            }),
        }
    }
}

fn word(fate: MergeOutcome) -> &'static str {
    match fate {
        MergeOutcome::Added => "added",
        MergeOutcome::Updated => "updated",
        MergeOutcome::Unchanged => "unchanged",
        MergeOutcome::Conflict => "conflict",
        MergeOutcome::Skipped => "skipped",
    }
}

/// Prints what became of each file.
fn print(
    args: &ImportArgs,
    reports: &[FilePlan],
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let warnings: Vec<&Fault> =
        reports.iter().flat_map(|report| &report.changes.warnings).collect();
    warnings.iter().take(PRINTED).for_each(|fault| printer.fault(fault));
    if let Some(more) = warnings.len().checked_sub(PRINTED).filter(|&more| more > 0) {
        printer.note(&format!("and {more} more; --json lists them all"));
    }
    match reports {
        [report] if args.json => printer.json(&ImportJson::new(report, args.dry_run))?,
        reports if args.json => {
            printer.json(
                &reports
                    .iter()
                    .map(|report| ImportJson::new(report, args.dry_run))
                    .collect::<Vec<_>>(),
            )?;
        }
        reports => reports
            .iter()
            .try_for_each(|report| summary(args, report, reports.len() > 1, printer))?,
    }
    Ok(
        if reports.iter().any(|report| {
            [MergeOutcome::Added, MergeOutcome::Updated, MergeOutcome::Unchanged]
                .iter()
                .any(|fate| report.changes.count(*fate) > 0)
        }) {
            ExitStatus::Yes
        } else {
            ExitStatus::No
        },
    )
}

fn summary(
    args: &ImportArgs,
    report: &FilePlan,
    one_of_many: bool,
    printer: &mut Printer<'_>,
) -> Result<(), CommandEnd> {
    if args.dry_run {
        for (fate, note) in &report.changes.notes {
            let (title, gist) = exchange::preview(note);
            printer.text(style::DIM, &format!("{:9}  ", word(*fate)))?;
            printer.text(style::BOLD, &title)?;
            printer.text(style::PLAIN, &format!("  {gist}"))?;
            printer.end_line()?;
        }
    }
    let counts = [
        MergeOutcome::Added,
        MergeOutcome::Updated,
        MergeOutcome::Unchanged,
        MergeOutcome::Conflict,
        MergeOutcome::Skipped,
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .map(|fate| (fate, report.changes.count(fate)))
        .filter(|&(fate, count)| count > 0 || fate == MergeOutcome::Added)
        .map(|(fate, count)| {
            if fate == MergeOutcome::Conflict {
                counted_as(count, "conflict")
            } else {
                format!("{count} {}", word(fate))
            }
        })
        .collect();
    let reviews = match report.entries {
        0 => String::new(),
        1 => ", 1 entry of the log".to_string(),
        count => format!(", {count} entries of the log"),
    };
    let media = report.media.summary().map_or_else(String::new, |media| format!("; {media}"));
    if one_of_many {
        printer
            .text(style::DIM, &format!("{} {} ", report.name, printer.look().sign("→", "->")))?;
    }
    let would = if args.dry_run { " (nothing was written)" } else { "" };
    printer.text(
        style::PLAIN,
        &format!("{}: {}{reviews}{media}{would}", report.deck, parts.join(", ")),
    )?;
    printer.end_line()?;
    if let Some(path) = &report.path {
        printer.remark(&path.display().to_string())?;
    }
    Ok(())
}

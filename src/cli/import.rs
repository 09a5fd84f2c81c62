//! `import`: notes of other programs, taken into a deck.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::ImportArgs;
use super::check::counted_as;
use super::long_work;
use super::long_work::InterruptGuard;
use super::print::json::NoteJson;
use super::print::printer::{CommandEnd, Printer};
use super::print::style;
use super::{ExitStatus, Profile, StreamKind, TerminalEnv};
use crate::exchange::{self, Format, ImportOptions, ImportSource, MergeOutcome};
use crate::fault::Fault;
use crate::store::import_plan;
use crate::store::import_plan::{FilePlan, ParsedFile};
use crate::watch::Watch;

/// How many warnings are told.
const TOLD: usize = 20;
/// The share of the work that reading is; the rest is comparing with what is there.
const READING: f32 = 0.8;

/// Takes the files in, all of them or none.
pub(super) fn run(
    args: &ImportArgs,
    keeping: &Profile,
    around: &TerminalEnv,
    input: &mut dyn Read,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let options = options(args)?;
    let format = if args.format == "auto" { None } else { Some(exchange::named(&args.format)?) };
    let short = (around.errors == StreamKind::Terminal && !around.dumb).then_some(long_work::SHORT);
    let done = all_bytes(&args.files, input).and_then(|files| {
        let held = InterruptGuard::new();
        let mut plan = long_work::watched(&held, ("reading", short), printer, |watch| {
            let arrivals = read(&files, format, &options, &watch.part(0.0, READING))?;
            import_plan::plan(
                &keeping.home,
                arrivals,
                args.deck.as_deref(),
                &watch.part(READING, 1.0),
            )
        })?;
        if !args.dry_run {
            plan.carry_out(
                &keeping.home,
                &keeping.scheduler,
                args.with_progress,
                around.clock.now(),
            )?;
        }
        Ok(plan)
    });
    match done {
        Ok(plan) => tell(args, &plan.files, printer),
        Err(fault) if args.files.len() > 1 => {
            printer.fault(&fault);
            printer.note("so none of the files was imported");
            Ok(ExitStatus::Trouble)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Reads every file.
fn read(
    files: &[(&Path, Vec<u8>)],
    format: Option<&dyn Format>,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<Vec<ParsedFile>, Fault> {
    let total: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let (mut arrivals, mut before) = (Vec::new(), 0);
    for (path, bytes) in files {
        let name = if path.as_os_str() == "-" {
            "standard input".to_string()
        } else {
            path.display().to_string()
        };
        let source = ImportSource { name: &name, bytes };
        let share = |bytes: usize| bytes as f32 / total.max(1) as f32;
        let watch = watch.part(share(before), share(before + bytes.len()));
        let foreign = exchange::read(&source, format, options, &watch)?;
        let stem = if path.as_os_str() == "-" { "imported" } else { source.stem() }.to_string();
        arrivals.push(ParsedFile { name, stem, foreign });
        before += bytes.len();
    }
    Ok(arrivals)
}

/// Returns how the files are to be read.
fn options(args: &ImportArgs) -> Result<ImportOptions, Fault> {
    let named = |text: &Option<String>, flag: &str| match text.as_deref() {
        Some("") => Err(Fault::error(
            format!("{flag} is empty"),
            "name what stands there, as in `tab` or \";\"",
        )),
        Some(text) => Ok(Some(exchange::separator(text))),
        None => Ok(None),
    };
    Ok(ImportOptions {
        term_separator: named(&args.term_separator, "--term-separator")?,
        card_separator: named(&args.card_separator, "--card-separator")?,
        header: None,
        lists: args.lists,
        progress: args.with_progress,
        encoding: args.encoding.map(Into::into),
    })
}

fn all_bytes<'p>(
    paths: &'p [PathBuf],
    input: &mut dyn Read,
) -> Result<Vec<(&'p Path, Vec<u8>)>, Fault> {
    paths.iter().map(|path| Ok((path.as_path(), bytes(path, input)?))).collect()
}

fn bytes(path: &Path, input: &mut dyn Read) -> Result<Vec<u8>, Fault> {
    if path.as_os_str() == "-" {
        import_plan::all_of(input, path)
    } else {
        import_plan::bytes(path)
    }
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
    fn of(report: &'a FilePlan, notes: bool) -> Self {
        let changes = &report.changes;
        let warning = |fault: &'a Fault| WarningJson {
            place: fault.place.as_ref().map(ToString::to_string),
            what: &fault.what,
            remedy: &fault.remedy,
        };
        let row = |(fate, note): &'a (MergeOutcome, crate::deck::Note)| ImportRow {
            fate: word(*fate),
            note: NoteJson::of(&report.deck, note),
        };
        ImportJson {
            file: &report.name,
            deck: &report.deck,
            added: changes.count(MergeOutcome::Added),
            updated: changes.count(MergeOutcome::Updated),
            unchanged: changes.count(MergeOutcome::Unchanged),
            conflicts: changes.count(MergeOutcome::Conflict),
            skipped: changes.count(MergeOutcome::Skipped),
            reviews: report.entries,
            warnings: changes.warnings.iter().map(warning).collect(),
            notes: notes.then(|| changes.notes.iter().map(row).collect()),
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

fn tell(
    args: &ImportArgs,
    reports: &[FilePlan],
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let warnings: Vec<&Fault> =
        reports.iter().flat_map(|report| &report.changes.warnings).collect();
    warnings.iter().take(TOLD).for_each(|fault| printer.fault(fault));
    if let Some(more) = warnings.len().checked_sub(TOLD).filter(|&more| more > 0) {
        printer.note(&format!("and {more} more; --json tells them all"));
    }
    match reports {
        [report] if args.json => printer.json(&ImportJson::of(report, args.dry_run))?,
        reports if args.json => {
            printer.json(
                &reports
                    .iter()
                    .map(|report| ImportJson::of(report, args.dry_run))
                    .collect::<Vec<_>>(),
            )?;
        }
        reports => reports
            .iter()
            .try_for_each(|report| summary(args, report, reports.len() > 1, printer))?,
    }
    let came = |report: &FilePlan| {
        [MergeOutcome::Added, MergeOutcome::Updated, MergeOutcome::Unchanged]
            .iter()
            .any(|fate| report.changes.count(*fate) > 0)
    };
    Ok(if reports.iter().any(came) { ExitStatus::Yes } else { ExitStatus::No })
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
    let told: Vec<String> = counts
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
    if one_of_many {
        printer
            .text(style::DIM, &format!("{} {} ", report.name, printer.look().sign("→", "->")))?;
    }
    let would = if args.dry_run { " (nothing was written)" } else { "" };
    printer.text(style::PLAIN, &format!("{}: {}{reviews}{would}", report.deck, told.join(", ")))?;
    printer.end_line()?;
    if let Some(path) = &report.path {
        printer.remark(&path.display().to_string())?;
    }
    Ok(())
}

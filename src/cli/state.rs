//! `state`: looks after the files that progress is kept in.

use std::io::BufRead;

use serde::Serialize;

use super::args::{StateAction, StateArgs};
use super::check;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::CheckJson;
use super::print::printer::Printer;
use super::print::style;
use super::profile::Profile;
use crate::clock::Moment;
use crate::fault::Fault;
use crate::store::{ConfigHome, NoteDraft, backups, doctor, media_check, restore, unsaved};
use crate::text::count::pluralize;

/// What was made or found.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum StateJson {
    Backup(Option<String>),
    SetAside(String),
    Days(Vec<String>),
    TakenBack(usize),
    Deleted { files: usize, bytes: u64 },
}

/// Does what is asked of the files.
pub(super) fn run(
    args: &StateArgs,
    profile: &Profile,
    now: Moment,
    input: &mut dyn BufRead,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let Profile { home, scheduler } = profile;
    if args.day.is_some() && args.action != StateAction::Restore {
        let fault = Fault::error(
            "only `restore` takes a day",
            "leave the day out, or see `lacuna state --help`",
        );
        return Err(fault.into());
    }
    if args.deep && args.action != StateAction::Check {
        let fault = Fault::error("only `check` looks deep", "leave --deep out");
        return Err(fault.into());
    }
    if args.yes && args.action != StateAction::Sweep {
        return Err(Fault::error("only `sweep` asks", "leave --yes out").into());
    }
    match (args.action, &args.day) {
        (StateAction::Check, _) => check_files(args, profile, now, printer),
        (StateAction::Repair, _) => {
            let faults = doctor::repair(home, scheduler, now)?;
            list(&faults, args.json, printer)?;
            printer.remark(if faults.is_empty() {
                "your reviews and progress are in order"
            } else {
                "your reviews and progress are in order again"
            })?;
            Ok(ExitStatus::Yes)
        }
        (StateAction::ForgetFuture, _) => {
            let count = doctor::forget_future(home, scheduler, now)?;
            let text = format!("{} taken back", pluralize(count, "answer was", "answers were"));
            print_result(&StateJson::TakenBack(count), &[text], args.json, printer)
        }
        (StateAction::Sweep, _) => sweep(args, home, now, input, printer),
        (StateAction::Backup, _) => {
            let made = backups::replace_today(home, scheduler.calendar(), now)?;
            printer.faults(made.as_ref().map_or(&[], |backup| &backup.left_out));
            let made = made.map(|backup| backup.folder.display().to_string());
            let text = made.clone().unwrap_or_else(|| "there is nothing to copy yet".to_string());
            print_result(&StateJson::Backup(made), &[text], args.json, printer)
        }
        (StateAction::Restore, None) => list_backups(home, args.json, printer),
        (StateAction::Restore, Some(day)) => {
            let aside = restore::restore(home, day, now)?.display().to_string();
            let lines = [
                format!("the files are those of {day} again; what was there is in {aside}"),
                format!("`lacuna merge {aside}` brings the reviews since then back"),
            ];
            print_result(&StateJson::SetAside(aside), &lines, args.json, printer)
        }
    }
}

fn check_files(
    args: &StateArgs,
    Profile { home, scheduler }: &Profile,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let mut faults = doctor::check(home, scheduler, now);
    if args.deep {
        let (found, proofs) = doctor::check_deep(home, scheduler, now);
        faults.extend(found);
        proofs.iter().try_for_each(|proof| printer.remark(proof))?;
    }
    list(&faults, args.json, printer)?;
    printer.remark(if faults.is_empty() {
        "your reviews and progress are in order"
    } else {
        "`lacuna state repair` mends this"
    })?;
    let left = unsaved::count_left(home) + NoteDraft::leftovers(home, now).len();
    if left > 0 {
        let texts = pluralize(left, "draft is", "drafts are");
        printer.remark(&format!("{texts} not saved yet: open lacuna to go on"))?;
    }
    Ok(if faults.is_empty() { ExitStatus::Yes } else { ExitStatus::No })
}

/// Shows the pictures and sounds that no note names, and deletes them if that is wanted.
fn sweep(
    args: &StateArgs,
    home: &ConfigHome,
    now: Moment,
    input: &mut dyn BufRead,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let unused = media_check::unused(home, now)?;
    let (files, bytes) = (unused.files.len(), unused.size);
    if files == 0 {
        let text = "every picture and sound is named by a note".to_string();
        return print_result(&StateJson::Deleted { files, bytes }, &[text], args.json, printer);
    }
    if !args.json {
        for path in &unused.files {
            printer.text(style::PLAIN, &path.display().to_string())?;
            printer.end_line()?;
        }
    }
    let count = pluralize(files, "file that no note names", "files that no note names");
    let size = bytes as f64 / 1e6;
    if !args.yes {
        printer.remark(&format!("delete {count} ({size:.1} MB)? y or n"))?;
        let mut answer = String::new();
        _ = input.read_line(&mut answer);
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            printer.remark("nothing was deleted")?;
            return Ok(ExitStatus::No);
        }
    }
    media_check::delete(home, unused)?;
    let text = format!("{count}: deleted ({size:.1} MB)");
    print_result(&StateJson::Deleted { files, bytes }, &[text], args.json, printer)
}

fn list_backups(
    home: &ConfigHome,
    json: bool,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let days = backups::days(home);
    print_result(&StateJson::Days(days.clone()), &days, json, printer)?;
    if days.is_empty() {
        printer.remark("there are no backups yet; `lacuna state backup` makes one")?;
        return Ok(ExitStatus::No);
    }
    printer.remark("name a day to restore it")?;
    Ok(ExitStatus::Yes)
}

fn list(faults: &[Fault], json: bool, printer: &mut Printer<'_>) -> std::io::Result<()> {
    if json {
        return printer.json(&CheckJson::new(faults));
    }
    faults.iter().try_for_each(|fault| check::line(fault, printer))
}

fn print_result(
    result: &StateJson,
    lines: &[String],
    json: bool,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    if json {
        printer.json(result)?;
        return Ok(ExitStatus::Yes);
    }
    for line in lines {
        printer.text(style::PLAIN, line)?;
        printer.end_line()?;
    }
    Ok(ExitStatus::Yes)
}

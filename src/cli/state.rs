//! `state`: looks after the files that progress is kept in.

use serde::Serialize;

use super::args::{Action, State};
use super::check;
use super::print::json::Checked;
use super::print::printer::{Printer, Stop};
use super::print::style;
use super::{Exit, Keeping};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::store::{backups, doctor};

/// What was made or found.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    Backup(Option<String>),
    SetAside(String),
    Days(Vec<String>),
}

/// Does what is asked of the files.
pub(super) fn run(
    args: &State,
    keeping: &Keeping,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    let Keeping { home, scheduler } = keeping;
    if args.day.is_some() && args.action != Action::Restore {
        let fault = Fault::error(
            "only `restore` takes a day",
            "leave the day out, or see `lacuna state --help`",
        );
        return Err(fault.into());
    }
    match (args.action, &args.day) {
        (Action::Check, _) => {
            let faults = doctor::check(home, scheduler);
            list(&faults, args.json, printer)?;
            printer.remark(if faults.is_empty() {
                "the files are in order"
            } else {
                "`lacuna state repair` mends this"
            })?;
            Ok(if faults.is_empty() { Exit::Yes } else { Exit::No })
        }
        (Action::Repair, _) => {
            let faults = doctor::repair(home, scheduler, now)?;
            list(&faults, args.json, printer)?;
            printer.remark(if faults.is_empty() {
                "the files are in order"
            } else {
                "the files are in order again"
            })?;
            Ok(Exit::Yes)
        }
        (Action::Backup, _) => {
            let made = backups::anew(home, scheduler.calendar(), now)?
                .map(|folder| folder.display().to_string());
            let text = made.clone().unwrap_or_else(|| "there is nothing to copy yet".to_string());
            tell(&Told::Backup(made), &[text], args.json, printer)
        }
        (Action::Restore, None) => {
            let days = backups::days(home);
            let none = days.is_empty();
            tell(&Told::Days(days.clone()), &days, args.json, printer)?;
            let more = if none {
                "there are no backups yet; `lacuna state backup` makes one"
            } else {
                "name a day to restore it"
            };
            printer.remark(more)?;
            Ok(if none { Exit::No } else { Exit::Yes })
        }
        (Action::Restore, Some(day)) => {
            let aside = backups::restore(home, day, now)?.display().to_string();
            let lines = [
                format!("the files are those of {day} again; what was there is in {aside}"),
                format!("`lacuna merge {aside}` brings the reviews since then back"),
            ];
            tell(&Told::SetAside(aside), &lines, args.json, printer)
        }
    }
}

fn list(faults: &[Fault], json: bool, printer: &mut Printer<'_>) -> std::io::Result<()> {
    if json {
        return printer.json(&Checked::new(faults));
    }
    faults.iter().try_for_each(|fault| check::line(fault, printer))
}

fn tell(
    told: &Told,
    lines: &[String],
    json: bool,
    printer: &mut Printer<'_>,
) -> Result<Exit, Stop> {
    if json {
        printer.json(told)?;
        return Ok(Exit::Yes);
    }
    for line in lines {
        printer.text(style::PLAIN, line)?;
        printer.end_line()?;
    }
    Ok(Exit::Yes)
}

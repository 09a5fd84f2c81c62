//! `deck`: one deck, turned on or off, renamed, deleted or merged into another.

mod moves;

use std::path::Path;
use std::sync::Arc;

use super::args::{DeckAction, DeckArgs, GlobalArgs};
use super::deck_options::{self, OptionsCommand};
use super::decks::deck_json;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::DeckJson;
use super::print::printer::Printer;
use super::print::style;
use super::profile;
use crate::clock::Moment;
use crate::library::DeckIx;
use crate::memory::Scheduler;
use crate::session::Learner;
use crate::session::scope::find_deck;
use crate::store::{self, ConfigHome};
use crate::text::count::{percent, pluralize};
use crate::text::sanitize::clean_line;
use moves::NoteMove;

/// Does what is asked of a deck, and prints it.
pub(super) fn run(
    args: &DeckArgs,
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    match &args.action {
        DeckAction::Merge { from, into } => {
            return moves::run(&NoteMove::Merge(from, into), args.json, common, now, printer);
        }
        DeckAction::Move { notes, to, copy } => {
            return moves::run(&NoteMove::Move(notes, to, *copy), args.json, common, now, printer);
        }
        _ => {}
    }
    let mut learner = profile::open_learner(common, now, printer)?;
    let deck = find_deck(&learner.library, &args.action.name())?;
    let home = ConfigHome::find(common.config_dir.clone())?;
    let id = learner.library.deck_info(deck).head.id.clone();
    let info = learner.library.deck_info(deck);
    let command = OptionsCommand { home: &home, learner: &learner, deck: info, json: args.json };
    if let Some(status) = deck_options::run(&command, &args.action, printer)? {
        return Ok(status);
    }
    let switch = match &args.action {
        DeckAction::On { .. } => Some(true),
        DeckAction::Off { .. } => Some(false),
        DeckAction::Show { .. }
        | DeckAction::Options { .. }
        | DeckAction::Merge { .. }
        | DeckAction::Move { .. } => None,
        DeckAction::Rename { title, .. } => {
            store::whole_decks::rename(&home, &id, &title.join(" "))?;
            learner.library = Arc::new(profile::open_library(common, printer)?);
            None
        }
        DeckAction::Delete { .. } => {
            let copy = store::whole_decks::delete(&home, &id)?.copy;
            return deleted(args.json, &today(&learner, deck), &copy, printer);
        }
    };
    if let Some(on) = switch {
        let settings = store::settings::set_studied(&home, &id, on)?;
        let calendar = learner.scheduler.calendar().clone();
        learner.scheduler = Scheduler::new(settings, calendar);
    }
    learner.replan();
    let deck = find_deck(&learner.library, &id)?;
    let today = today(&learner, deck);
    if args.json {
        printer.json(&today)?;
    } else if switch.is_some() {
        printer.text(style::PLAIN, &switch_text(&today))?;
        printer.end_line()?;
    } else {
        print(&today, printer)?;
    }
    Ok(ExitStatus::Yes)
}

fn today(learner: &Learner, deck: DeckIx) -> DeckJson<'_> {
    deck_json(learner, deck, &learner.deck_figures()[deck.index()])
}

/// Says what was deleted, and where the copy is.
fn deleted(
    json: bool,
    deck: &DeckJson<'_>,
    copy: &Path,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    if json {
        printer.json(deck)?;
    } else {
        let title = clean_line(deck.title);
        printer
            .text(style::PLAIN, &format!("“{title}” is deleted; its reviews stay in the log"))?;
        printer.end_line()?;
    }
    printer.note(&format!("a copy is in {}; moved into decks/, it is back", copy.display()));
    Ok(ExitStatus::Yes)
}

fn switch_text(today: &DeckJson<'_>) -> String {
    let title = clean_line(today.title);
    let exams = today.exams.join(", ");
    match (today.studied, exams.is_empty()) {
        (true, _) => format!("“{title}” is on: today {}", counts(today)),
        (false, true) => {
            format!("“{title}” is off: nothing of it is new or due until it is on again")
        }
        (false, false) => format!("“{title}” is off, but its exam still asks it: {exams}"),
    }
}

fn counts(today: &DeckJson<'_>) -> String {
    let DeckJson { due, learning, new, .. } = today;
    format!("{due} due, {learning} learning, {new} new")
}

fn print(deck: &DeckJson<'_>, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    printer.text(style::BOLD, &clean_line(deck.title))?;
    printer.end_line()?;
    let on = deck.imported.map_or_else(String::new, |date| format!(" on {}", clean_line(date)));
    let from = match deck.origin {
        _ if deck.bundled => "bundled".to_string(),
        Some(origin) => format!("imported{on} from {}", clean_line(origin)),
        None if deck.imported.is_some() => format!("imported{on}"),
        None => "your own".to_string(),
    };
    let (notes, cards) =
        (pluralize(deck.notes, "note", "notes"), pluralize(deck.cards, "card", "cards"));
    let studied = if deck.studied { "on" } else { "off" };
    let exams = match deck.exams.as_slice() {
        [] => String::new(),
        exams => format!(", in the exam {}", exams.join(", ")),
    };
    let rows = [
        ("id", clean_line(deck.id).into_owned()),
        ("from", from),
        ("has", format!("{notes}, {cards}")),
        ("studied", format!("{studied}{exams}")),
        ("today", counts(deck)),
        ("weak", pluralize(deck.weak, "note", "notes")),
    ];
    let expected = deck.expected.map(|share| ("score", format!("{} expected", percent(share))));
    for (label, says) in rows.into_iter().chain(expected) {
        printer.text(style::DIM, &format!("{label:<9}"))?;
        printer.text(style::PLAIN, &says)?;
        printer.end_line()?;
    }
    Ok(())
}

//! `card`: what is known of a card, or of each card of a note.

use serde::Serialize;

use super::args::CardArgs;
use super::desk::{Desk, when};
use super::print::printer::{CommandEnd, Printer};
use super::print::style;
use super::{ExitStatus, lookup, suggest};
use crate::clock::Moment;
use crate::library::NoteIx;
use crate::memory::{CardId, CardState, Progress};
use crate::search::Query;
use crate::text::distance::nearest;
use crate::text::duration;

/// What `--json` prints of a card. Keys may be added, never changed.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key that scripts read")]
struct CardJson<'a> {
    card: &'a str,
    state: &'static str,
    due: Option<String>,
    interval_days: Option<f64>,
    stability: Option<f32>,
    difficulty: Option<f32>,
    retrievability: Option<f32>,
    reps: u32,
    lapses: u32,
    leech: bool,
    suspended: bool,
    buried: bool,
    flagged: bool,
    introduced: Option<String>,
    reviewed: Option<String>,
}

/// What was named.
enum CardTarget {
    Card(CardId),
    Note(Vec<CardId>),
    Nothing(String),
}

/// Prints what is known.
pub(super) fn run(
    args: &CardArgs,
    desk: &Desk,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let cards = match named(desk, &args.id.join(" "))? {
        CardTarget::Card(card) if args.json => {
            let progress = progress(desk, &card);
            printer.json(&told(desk, &card, &progress, now))?;
            return Ok(ExitStatus::Yes);
        }
        CardTarget::Card(card) => vec![card],
        CardTarget::Note(cards) => cards,
        CardTarget::Nothing(said) => {
            printer.note(&said);
            return Ok(ExitStatus::No);
        }
    };
    let known: Vec<(&CardId, Progress)> =
        cards.iter().map(|card| (card, progress(desk, card))).collect();
    if args.json {
        printer.json_rows(known.iter().map(|(card, progress)| told(desk, card, progress, now)))?;
        return Ok(ExitStatus::Yes);
    }
    for (card, progress) in &known {
        printer.text(style::BOLD, card.as_str())?;
        printer.end_line()?;
        for (name, value) in lines(desk, progress, now) {
            printer.text(style::DIM, &format!("  {name:<11}"))?;
            printer.text(style::PLAIN, &value)?;
            printer.end_line()?;
        }
    }
    Ok(ExitStatus::Yes)
}

fn progress(desk: &Desk, card: &CardId) -> Progress {
    desk.ledger.get(card).cloned().unwrap_or_default()
}

/// Finds what is meant: a card or a note by its full name, or else a note as `define` finds it.
fn named(desk: &Desk, typed: &str) -> Result<CardTarget, CommandEnd> {
    let (library, typed) = (&desk.library, typed.trim());
    let card = CardId::from(typed);
    // A card whose note is gone is still known.
    let exists = |card: &CardId| {
        library.item(card).is_some_and(|item| library.cards(item.note).contains(&item.card))
    };
    if exists(&card) || desk.ledger.get(&card).is_some() {
        return Ok(CardTarget::Card(card));
    }
    if let Some(note) = note(desk, card.note()) {
        let cards = library.card_ids(note);
        let names: Vec<&str> = cards.iter().map(CardId::card).collect();
        let remedy = match nearest(card.card(), names.iter().copied()) {
            Some(near) => format!("did you mean `{}/{near}`?", card.note()),
            None => format!("it has {}", names.join(", ")),
        };
        return Ok(CardTarget::Nothing(format!(
            "`{}` has no card `{}`; {remedy}",
            card.note(),
            card.card()
        )));
    }
    let Some(meant) = lookup::meant(library, typed)? else {
        return Ok(CardTarget::Nothing(suggest::nothing(library, &Query::parse(typed), typed)));
    };
    if meant.misspelled {
        let near = library.title(meant.note);
        return Ok(CardTarget::Nothing(format!(
            "nothing is called `{typed}`; did you mean `{near}`?"
        )));
    }
    Ok(CardTarget::Note(library.card_ids(meant.note)))
}

fn note(desk: &Desk, name: &str) -> Option<NoteIx> {
    let (deck, id) = name.split_once('/')?;
    desk.library.find(desk.library.find_deck(deck)?, id)
}

fn told<'a>(desk: &Desk, card: &'a CardId, progress: &Progress, now: Moment) -> CardJson<'a> {
    let asked = progress.reps > 0;
    let scheduler = &desk.scheduler;
    CardJson {
        card: card.as_str(),
        state: progress.state(now).name(),
        due: asked.then(|| progress.due.to_string()),
        interval_days: asked.then(|| f64::from(progress.interval) / 86_400.0),
        stability: asked.then_some(progress.stability),
        difficulty: asked.then_some(progress.difficulty),
        retrievability: scheduler.retrievability(progress, now),
        reps: progress.reps,
        lapses: progress.lapses,
        leech: progress.is_leech(scheduler.settings().leech_lapses),
        suspended: progress.suspended,
        buried: progress.buried == Some(scheduler.calendar().day(now)),
        flagged: progress.flagged,
        introduced: progress.introduced.map(|at| at.to_string()),
        reviewed: progress.reviewed.map(|at| at.to_string()),
    }
}

/// Returns what is known as rows of a name and a value, for people.
pub(super) fn lines(desk: &Desk, progress: &Progress, now: Moment) -> Vec<(&'static str, String)> {
    let scheduler = &desk.scheduler;
    let mut lines = vec![("state", marks(desk, progress, now))];
    if progress.reps == 0 {
        return lines;
    }
    lines.push((
        "due",
        format!(
            "{}, after {}",
            when(scheduler, now, progress.due),
            duration::human(progress.interval)
        ),
    ));
    if let Some(recall) = scheduler.retrievability(progress, now) {
        lines.push(("recall", format!("{:.0} % now", f64::from(recall) * 100.0)));
    }
    let stability = duration::human((f64::from(progress.stability) * 86_400.0) as u32);
    lines.push((
        "memory",
        format!("90 % after {stability}; difficulty {:.1} of 10", progress.difficulty),
    ));
    let times = |count: u32| if count == 1 { "once".to_string() } else { format!("{count} times") };
    let lapses = if progress.lapses == 0 {
        String::new()
    } else {
        format!(", forgotten {}", times(progress.lapses))
    };
    lines.push(("asked", format!("{}{lapses}", times(progress.reps))));
    let dates = [("first", progress.introduced), ("last", progress.reviewed)];
    lines
        .extend(dates.into_iter().filter_map(|(name, at)| Some((name, when(scheduler, now, at?)))));
    lines
}

fn marks(desk: &Desk, progress: &Progress, now: Moment) -> String {
    let state = progress.state(now);
    let (today, leech) =
        (desk.scheduler.calendar().day(now), desk.scheduler.settings().leech_lapses);
    let marks = [
        (progress.suspended && state != CardState::Suspended, "suspended"),
        (progress.buried == Some(today), "buried for today"),
        (progress.flagged, "flagged"),
        (progress.is_leech(leech), "leech"),
    ];
    let more = marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark);
    std::iter::once(state.name()).chain(more).collect::<Vec<_>>().join(", ")
}

//! `card`: what is known of a card, or of each card of a note.

use serde::Serialize;

use super::args::CardArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::plain_text::local_time;
use super::print::printer::Printer;
use super::print::style;
use super::profile::no_match;
use crate::memory::{CardId, CardState, Progress};
use crate::search::Query;
use crate::session::Learner;
use crate::session::lookup::{find_full_name, find_note};
use crate::session::suggestion::suggest;
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
    learner: &Learner,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let cards = match named(learner, &args.id.join(" "))? {
        CardTarget::Card(card) if args.json => {
            let progress = progress(learner, &card);
            printer.json(&CardJson::new(learner, &card, &progress))?;
            return Ok(ExitStatus::Yes);
        }
        CardTarget::Card(card) => vec![card],
        CardTarget::Note(cards) => cards,
        CardTarget::Nothing(message) => {
            printer.note(&message);
            return Ok(ExitStatus::No);
        }
    };
    let known: Vec<(&CardId, Progress)> =
        cards.iter().map(|card| (card, progress(learner, card))).collect();
    if args.json {
        printer.json_rows(
            known.iter().map(|(card, progress)| CardJson::new(learner, card, progress)),
        )?;
        return Ok(ExitStatus::Yes);
    }
    for (card, progress) in &known {
        printer.text(style::BOLD, card.as_str())?;
        printer.end_line()?;
        for (name, value) in rows(learner, card, progress) {
            printer.text(style::DIM, &format!("  {name:<11}"))?;
            printer.text(style::PLAIN, &value)?;
            printer.end_line()?;
        }
    }
    Ok(ExitStatus::Yes)
}

fn progress(learner: &Learner, card: &CardId) -> Progress {
    learner.ledger.get(card).cloned().unwrap_or_default()
}

/// Finds what is meant: a card or a note by its full name, or else a note as `define` finds it.
fn named(learner: &Learner, typed: &str) -> Result<CardTarget, CommandEnd> {
    let (library, typed) = (&learner.library, typed.trim());
    let card = CardId::from(typed);
    // A card whose note is gone is still known.
    let exists = |card: &CardId| {
        library.item(card).is_some_and(|item| library.cards(item.note).contains(&item.card))
    };
    if exists(&card) || learner.ledger.get(&card).is_some() {
        return Ok(CardTarget::Card(card));
    }
    if let Some(note) = find_full_name(library, card.note()) {
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
    let Some(meant) = find_note(library, typed)? else {
        return Ok(CardTarget::Nothing(no_match(typed, &suggest(library, &Query::parse(typed)))));
    };
    if meant.misspelled {
        let near = library.title(meant.note);
        return Ok(CardTarget::Nothing(format!(
            "nothing is called `{typed}`; did you mean `{near}`?"
        )));
    }
    Ok(CardTarget::Note(library.card_ids(meant.note)))
}

impl<'a> CardJson<'a> {
    fn new(learner: &Learner, card: &'a CardId, progress: &Progress) -> CardJson<'a> {
        let asked = progress.reps > 0;
        let (scheduler, now) = (&learner.scheduler, learner.now);
        CardJson {
            card: card.as_str(),
            state: progress.state(now).name(),
            due: asked.then(|| progress.due.to_string()),
            interval_days: asked.then(|| f64::from(progress.interval) / 86_400.0),
            stability: asked.then_some(progress.stability),
            difficulty: asked.then_some(progress.difficulty),
            retrievability: scheduler.retrievability(card, progress, now),
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
}

/// What is known of a card, as rows of a name and a value.
pub(super) fn rows(
    learner: &Learner,
    card: &CardId,
    progress: &Progress,
) -> Vec<(&'static str, String)> {
    let (scheduler, now) = (&learner.scheduler, learner.now);
    let mut lines = vec![("state", marks(learner, progress))];
    if progress.reps == 0 {
        return lines;
    }
    lines.push((
        "due",
        format!(
            "{}, after {}",
            local_time(scheduler, now, progress.due),
            duration::human(progress.interval)
        ),
    ));
    if let Some(recall) = scheduler.retrievability(card, progress, now) {
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
    lines.extend(
        dates.into_iter().filter_map(|(name, at)| Some((name, local_time(scheduler, now, at?)))),
    );
    lines
}

fn marks(learner: &Learner, progress: &Progress) -> String {
    let now = learner.now;
    let state = progress.state(now);
    let (today, leech) =
        (learner.scheduler.calendar().day(now), learner.scheduler.settings().leech_lapses);
    let marks = [
        (progress.suspended && state != CardState::Suspended, "suspended"),
        (progress.buried == Some(today), "buried for today"),
        (progress.flagged, "flagged"),
        (progress.is_leech(leech), "leech"),
    ];
    let more = marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark);
    std::iter::once(state.name()).chain(more).collect::<Vec<_>>().join(", ")
}

//! What a sitting came to, in a few lines.

use super::session::Session;
use crate::cli::desk::when;
use crate::cli::due::{counted, next_due, tomorrow};
use crate::cli::words;
use crate::collection::{Item, Studied, queue};
use crate::memory::{Rating, Stage};
use crate::text::math::Glyphs;

/// How many titles are named; the rest is counted.
const NAMED: usize = 12;

/// Returns the lines: how many, what slipped, what was learned, what comes.
pub(super) fn lines(session: &Session, glyphs: Glyphs) -> Vec<String> {
    let (asked, failed) = session.drill().answered();
    let mut lines = Vec::new();
    if asked > 0 {
        let answers = if asked == 1 { "1 answer".to_string() } else { format!("{asked} answers") };
        lines.push(format!("{answers}, {} recalled.", asked - failed));
    }
    let graded = || session.drill().history().filter(|operation| operation.rating.is_some());
    let slipped = graded().filter(|operation| operation.rating == Some(Rating::Again)).map(|operation| operation.item);
    lines.extend(named("Slipped", session, slipped, glyphs));
    let new = graded().filter(|operation| operation.before == Stage::New).map(|operation| operation.item);
    let learned = new.filter(|item| is_learned(session, *item));
    if !session.is_cram() {
        lines.extend(named("Learned", session, learned, glyphs));
    }
    lines.extend(ahead(session));
    lines
}

/// Whether a new card of this sitting was recalled when it was last asked.
fn is_learned(session: &Session, item: Item) -> bool {
    let last = session.drill().history().rev().find(|operation| operation.item == item && operation.rating.is_some());
    last.and_then(|operation| operation.rating).is_some_and(Rating::is_recalled)
}

/// Returns the titles of the cards' notes, each once.
fn named(heading: &str, session: &Session, items: impl Iterator<Item = Item>, glyphs: Glyphs) -> Option<String> {
    let mut titles: Vec<String> = Vec::new();
    for item in items {
        let title = words::plain(&session.desk.collection.title(item.note), glyphs);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let more = titles.len().saturating_sub(NAMED);
    titles.truncate(NAMED);
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!titles.is_empty()).then(|| format!("{heading}: {}{rest}.", titles.join("; ").trim_end_matches('.')))
}

/// Returns what is still to do today, or else when the next card comes and what tomorrow brings.
fn ahead(session: &Session) -> Vec<String> {
    let (desk, now) = (&session.desk, session.now());
    let plan = queue::plan(&Studied::of(&desk.collection, &desk.ledger), &desk.scheduler, now, &session.scope);
    let mut lines = Vec::new();
    match counted(&plan) {
        Some(left) => lines.push(format!("Left today: {left}.")),
        None => lines.push("Nothing is left for today.".into()),
    }
    lines.extend(next_due(&plan, now).map(|next| format!("Next due at {}.", when(&desk.scheduler, now, next))));
    lines.extend(counted(&tomorrow(desk, &session.scope, now)).map(|counts| format!("Tomorrow: {counts}.")));
    if plan.is_empty() && !session.is_cram() {
        lines.push("`lacuna drill --cram` goes on early, and leaves the schedule as it is.".into());
    }
    lines
}

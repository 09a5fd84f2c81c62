//! What a sitting came to, in a few lines.

use super::session::DrillSession;
use crate::cli::desk::when;
use crate::cli::due::{counted, next_due, tomorrow};
use crate::cli::print::plain_text;
use crate::library::NoteIx;
use crate::plan::KnownCards;
use crate::plan::queue;
use crate::text::math::GlyphSet;

/// How many titles are named; the rest is counted.
const NAMED: usize = 12;

/// Returns the lines: how many, what slipped, what was learned, what comes.
pub(super) fn lines(session: &DrillSession, glyphs: GlyphSet) -> Vec<String> {
    let (asked, failed) = session.drill().answered();
    let mut lines = Vec::new();
    if asked > 0 {
        let answers = if asked == 1 { "1 answer".to_string() } else { format!("{asked} answers") };
        lines.push(format!("{answers}, {} recalled.", asked - failed));
    }
    lines.extend(named("Slipped", session, &session.drill().slipped(), glyphs));
    if !session.is_cram() {
        lines.extend(named("Learned", session, &session.drill().learned(), glyphs));
    }
    lines.extend(ahead(session));
    lines
}

/// Returns the notes' titles.
fn named(
    heading: &str,
    session: &DrillSession,
    notes: &[NoteIx],
    glyphs: GlyphSet,
) -> Option<String> {
    let title = |note: &NoteIx| plain_text::plain(&session.desk.library.title(*note), glyphs);
    let titles: Vec<String> = notes.iter().take(NAMED).map(title).collect();
    let more = notes.len() - titles.len();
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!titles.is_empty())
        .then(|| format!("{heading}: {}{rest}.", titles.join("; ").trim_end_matches('.')))
}

/// Returns what is still to do today, or else when the next card comes and what tomorrow brings.
fn ahead(session: &DrillSession) -> Vec<String> {
    let (desk, now) = (&session.desk, session.now());
    let plan = queue::plan(
        &KnownCards::of(&desk.library, &desk.ledger),
        &desk.scheduler,
        now,
        &session.scope,
    );
    let mut lines = Vec::new();
    match counted(&plan) {
        Some(left) => lines.push(format!("Left today: {left}.")),
        None => lines.push("Nothing is left for today.".into()),
    }
    lines.extend(
        next_due(&plan, now)
            .map(|next| format!("Next due at {}.", when(&desk.scheduler, now, next))),
    );
    lines.extend(
        counted(&tomorrow(desk, &session.scope, now)).map(|counts| format!("Tomorrow: {counts}.")),
    );
    if plan.is_empty() && !session.is_cram() {
        lines.push("`lacuna drill --cram` goes on early, and leaves the schedule as it is.".into());
    }
    lines
}

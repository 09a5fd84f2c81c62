//! The summary at the end of a drill, in a few lines.

use crate::cli::due::counted;
use crate::cli::print::plain_text;
use crate::library::NoteIx;
use crate::session::RecordedDrill;
use crate::session::learner::next_due;
use crate::study::DrillMode;
use crate::text::math::GlyphSet;

/// How many titles are named; the rest is counted.
const NAMED: usize = 12;

/// The lines: how many, what slipped, what was learned, what comes.
pub(super) fn lines(session: &RecordedDrill, glyphs: GlyphSet) -> Vec<String> {
    let (asked, failed) = session.drill().answered();
    let mut lines = Vec::new();
    if asked > 0 {
        let answers = if asked == 1 { "1 answer".to_string() } else { format!("{asked} answers") };
        lines.push(format!("{answers}, {} recalled.", asked - failed));
    }
    lines.extend(named("Slipped", session, &session.drill().slipped(), glyphs));
    if !session.state.is_cram() {
        lines.extend(named("Learned", session, &session.drill().learned(), glyphs));
    }
    lines.extend(ahead(session));
    lines
}

/// The notes' titles.
fn named(
    heading: &str,
    session: &RecordedDrill,
    notes: &[NoteIx],
    glyphs: GlyphSet,
) -> Option<String> {
    let titles: Vec<String> = notes
        .iter()
        .take(NAMED)
        .map(|note| plain_text::plain(&session.learner().library.title(*note), glyphs))
        .collect();
    let more = notes.len() - titles.len();
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!titles.is_empty())
        .then(|| format!("{heading}: {}{rest}.", titles.join("; ").trim_end_matches('.')))
}

/// What is still to do today, or else when the next card comes and what tomorrow brings.
fn ahead(session: &RecordedDrill) -> Vec<String> {
    let (learner, now) = (session.learner(), session.now());
    let plan = session.state.rest(learner);
    let mut lines = Vec::new();
    match counted(&plan) {
        Some(left) => lines.push(format!("Left today: {left}.")),
        None => lines.push("Done for today.".into()),
    }
    lines.extend(next_due(&plan, now).map(|next| {
        format!("Next due at {}.", plain_text::local_time(&learner.scheduler, now, next))
    }));
    lines.extend(
        counted(&learner.plan_for_tomorrow(&session.state.request().scope))
            .map(|counts| format!("Tomorrow: {counts}.")),
    );
    if plan.is_empty() && session.drill().mode == DrillMode::Exam {
        lines.push("`lacuna drill --plain --more 10` is ten minutes more for the exam.".into());
    }
    if plan.is_empty() && !session.state.is_cram() {
        lines.push(
            "`lacuna drill --cram` is extra practice; it doesn't change the schedule.".into(),
        );
    }
    lines
}

//! What a drill line by line asks somebody to type: an answer, or a grade.

use crate::memory::Rating;
use crate::study::{AnswerKind, OpenCard};
use crate::text::duration;

/// The prompt for the next thing to type.
pub(super) fn typing(card: &OpenCard) -> String {
    match (&card.question.kind, card.draft.typed().len()) {
        (AnswerKind::Typed { blanks, .. }, given) if blanks.len() > 1 => {
            format!("Blank {} of {}:", given + 1, blanks.len())
        }
        (AnswerKind::Items(items), given) => {
            format!("{given} of {} named; the next, or Enter to give up:", items.len())
        }
        _ => "Your answer, or Enter to give up:".into(),
    }
}

/// The prompt for the grade: each with when the card comes back where that is known, and
/// the one that Enter means.
pub(super) fn grades(card: &OpenCard, two: bool, timed: bool, explain: bool) -> String {
    let offered = Rating::ALL.into_iter().zip(card.intervals).enumerate();
    let offered =
        offered.filter(|(_, (rating, _))| !two || matches!(rating, Rating::Again | Rating::Good));
    let all: Vec<String> = offered
        .map(|(i, (rating, seconds))| {
            let effort =
                if rating == Rating::Hard && explain { " (recalled with effort)" } else { "" };
            let soon = if seconds < 86_400 { "<" } else { "" };
            let comes =
                if timed { format!(" {soon}{}", duration::human(seconds)) } else { String::new() };
            format!("{} {}{effort}{comes}", i + 1, rating.label())
        })
        .collect();
    let suggested =
        Rating::ALL.iter().position(|rating| *rating == card.suggested()).map_or(3, |at| at + 1);
    format!("{} [{suggested}]", all.join("  "))
}

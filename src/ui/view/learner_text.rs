//! What is known of cards and notes, and what was done to them, in the words of the full screen.

use crate::clock::Moment;
use crate::library::NoteIx;
use crate::memory::{CardId, Entry};
use crate::plan::NoteStatus;
use crate::session::Learner;
use crate::session::undo::{ChangedNotes, DeckChange, DeckSwitch, ImportedNotes, UndoableChange};
use crate::study::{CardAction, OpenCard, WriteOutcome};
use crate::text::count::{percent, pluralize};
use crate::text::duration::human;
use crate::text::sanitize::clean_line;

/// When a note's cards come next; none if it was never asked.
pub fn due_text(learner: &Learner, note: NoteIx) -> Option<String> {
    let cards = learner.library.card_ids(note);
    let known = || cards.iter().filter_map(|card| learner.ledger.get(card));
    if known().any(|progress| progress.suspended) {
        return Some("suspended".to_string());
    }
    let due = known()
        .filter(|progress| progress.reviewed.is_some())
        .map(|progress| progress.due)
        .min()?;
    if learner.plan.is_by_exam() {
        // The plan says from day to day what comes.
        let is_due = learner.statuses.has(note, NoteStatus::Due);
        return Some(if is_due { "due today" } else { "not due today" }.to_string());
    }
    let seconds = due.seconds_since(learner.now);
    Some(if seconds <= 0.0 {
        "due now".to_string()
    } else {
        format!("due in {}", human(seconds as u32))
    })
}

/// What is known of a card, each fact with its label.
pub fn card_rows(learner: &Learner, card: &CardId) -> Vec<(&'static str, String)> {
    let (scheduler, now) = (&learner.scheduler, learner.now);
    let Some(progress) = learner.ledger.get(card).filter(|progress| progress.reviewed.is_some())
    else {
        return vec![("State", "new: never asked".to_string())];
    };
    let calendar = scheduler.calendar();
    let date = |time: Moment| calendar.date(calendar.day(time));
    let due = if progress.is_due(now) {
        "now".to_string()
    } else {
        let wait = human(progress.due.seconds_since(now).max(0.0) as u32);
        format!("in {wait}, {}", date(progress.due))
    };
    let recall = scheduler.retrievability(card, progress, now);
    let stability = human((progress.stability * 86_400.0) as u32);
    let mut rows = vec![
        ("State", progress.state(now).name().to_string()),
        ("Due", due),
        ("Interval", human(progress.interval)),
        ("Recall now", recall.map_or_else(String::new, percent)),
        ("Stability", format!("{stability} until recall falls to 90 %")),
        ("Difficulty", format!("{:.1} of 10", progress.difficulty)),
        ("Asked", pluralize(progress.reps as usize, "time", "times")),
        ("Forgotten", pluralize(progress.lapses as usize, "time", "times")),
    ];
    rows.extend(progress.introduced.map(|time| ("First asked", date(time))));
    rows.extend(progress.reviewed.map(|time| ("Last asked", date(time))));
    if progress.is_leech(scheduler.settings().leech_lapses) {
        rows.push(("Leech", "forgotten often: rewrite the note".to_string()));
    }
    if progress.flagged {
        rows.push(("Flag", "flagged".to_string()));
    }
    rows
}

/// A warning if one of these entries has made its card a leech.
pub fn leech_warning(learner: &Learner, own: &[Entry]) -> Option<String> {
    let card = learner.new_leech(own)?;
    let lapses = learner.scheduler.settings().leech_lapses;
    let times = pluralize(lapses as usize, "time", "times");
    let note = learner.library.item(card).map(|item| learner.library.title(item.note));
    let name = note.unwrap_or_else(|| card.to_string());
    Some(format!("▲ The last card was forgotten {times}, a leech: mend or suspend “{name}”"))
}

/// What was done to notes, or taken back; `undo_key` is the key that takes it back, if there is
/// one.
pub fn change_text(
    (outcome, change): (WriteOutcome, &UndoableChange),
    undo_key: Option<String>,
) -> String {
    let text = match change {
        UndoableChange::Marked { action, lifted, notes, cards } => {
            let verb = match (action, lifted) {
                (CardAction::Flag, false) => "Flagged",
                (CardAction::Flag, true) => "Removed the flag from",
                (CardAction::Forget, _) => "Forgot",
                (_, false) => "Suspended",
                (_, true) => "Resumed",
            };
            let notes = match notes {
                ChangedNotes::One(title) => format!("“{title}”"),
                ChangedNotes::Many(count) => pluralize(*count, "note", "notes"),
            };
            format!("{verb} {notes}: {}", pluralize(*cards, "card", "cards"))
        }
        UndoableChange::Added(note) => format!("Added `{note}`"),
        UndoableChange::Edited(note) => format!("Edited `{note}`"),
        UndoableChange::Deleted(note) => format!("Deleted `{note}`"),
        UndoableChange::Imported(ImportedNotes { decks, added, updated, .. }) => {
            let new = pluralize(*added, "new note", "new notes");
            let changed = if *updated > 0 { format!(", {updated} changed") } else { String::new() };
            format!("Import into {}: {new}{changed}", decks.join(", "))
        }
        UndoableChange::Deck(change, _) => deck_change_text(change),
        UndoableChange::Switched(DeckSwitch { title, on, .. }) => {
            let state = if *on { "on" } else { "off" };
            format!("Turned {state}: “{}”", clean_line(title))
        }
    };
    match (outcome, undo_key) {
        (WriteOutcome::Undone, _) => format!("Undone: {text}"),
        (WriteOutcome::Done | WriteOutcome::Redone, Some(key)) => format!("{text}; {key} undoes"),
        (WriteOutcome::Done | WriteOutcome::Redone, None) => text,
    }
}

fn deck_change_text(change: &DeckChange) -> String {
    let ids = |renamed: usize| match renamed {
        0 => String::new(),
        1 => ", one with a new id".to_string(),
        count => format!(", {count} with new ids"),
    };
    match change {
        DeckChange::Renamed(title) => format!("Renamed to “{}”", clean_line(title)),
        DeckChange::Deleted(title) => format!("Deleted “{}”", clean_line(title)),
        DeckChange::Described(title) => format!("Changed “{}”", clean_line(title)),
        DeckChange::Merged { from, into, notes, renamed } => {
            let notes = pluralize(*notes, "note", "notes");
            let (from, into) = (clean_line(from), clean_line(into));
            format!("Merged “{from}” into “{into}”: {notes}{}", ids(*renamed))
        }
        DeckChange::Moved { notes, into, is_copy, renamed } => {
            let verb = if *is_copy { "Copied" } else { "Moved" };
            let notes = pluralize(*notes, "note", "notes");
            format!("{verb} {notes} to “{}”{}", clean_line(into), ids(*renamed))
        }
    }
}

/// The remark on a flagged card, or one that a hint was given for.
pub fn card_remark(card: &OpenCard) -> &'static str {
    match (card.progress.flagged, card.hints.is_empty()) {
        (true, true) => "  ▲ flagged",
        (true, false) => "  ▲ flagged, with a hint",
        (false, false) => "  with a hint",
        (false, true) => "",
    }
}

/// What was done to a card, in a few words.
pub fn card_action_text(action: CardAction, was_flagged: bool) -> &'static str {
    match action {
        CardAction::BuryCard => "The card waits until tomorrow",
        CardAction::BuryNote => "All cards of the note wait until tomorrow",
        CardAction::SuspendCard => "The card is suspended",
        CardAction::SuspendNote => "The note is suspended",
        CardAction::Flag if was_flagged => "The flag is taken away",
        CardAction::Flag => "The card is flagged",
        CardAction::Forget => "The cards of the note are new again",
    }
}

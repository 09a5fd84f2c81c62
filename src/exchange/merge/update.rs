//! A note of the deck with what an imported one changes of it.

use crate::deck::{CardKind, Note, NoteBody, NoteKind};
use crate::exchange::imported_deck::PastEvent;

/// Whether a note of one kind can take the texts of one of the other and keep its cards.
pub(super) fn is_compatible(one: NoteKind, other: NoteKind) -> bool {
    let is_two_sided = |kind| matches!(kind, NoteKind::Pair | NoteKind::Question);
    one == other || is_two_sided(one) && is_two_sided(other)
}

/// The note updated with the imported one. The kind stays: progress hangs on the kind's cards.
pub(super) fn merged(old: &Note, new: Note, whole: bool) -> Note {
    // What names no id is no copy of the note, and what it lacks is not meant to be lacking.
    let whole = whole && !new.id.is_empty();
    let Note { body, mut details, .. } = new;
    if !whole {
        details.complete_from(&old.details);
    }
    let body = match (body, &old.body) {
        (NoteBody::Question { question, answer }, NoteBody::Pair { .. }) => {
            NoteBody::Pair { term: question, definition: answer }
        }
        (NoteBody::Pair { term, definition }, NoteBody::Question { .. }) => {
            NoteBody::Question { question: term, answer: definition }
        }
        (body, _) if whole => body,
        (body, old) => merged_body(old, body),
    };
    Note { id: old.id.clone(), body, details }
}

fn merged_body(old: &NoteBody, new: NoteBody) -> NoteBody {
    match (new, old) {
        (NoteBody::Cloze { term: None, text }, NoteBody::Cloze { term, .. }) => {
            NoteBody::Cloze { term: term.clone(), text }
        }
        (
            NoteBody::Steps { term, intro, steps, any_order },
            NoteBody::Steps { intro: before, steps: known, any_order: free, .. },
        ) => {
            let any_order = if any_order.is_empty() && steps.len() == known.len() {
                free.clone()
            } else {
                any_order
            };
            NoteBody::Steps { term, intro: intro.or_else(|| before.clone()), steps, any_order }
        }
        (NoteBody::List { term, intro, items }, NoteBody::List { intro: before, .. }) => {
            NoteBody::List { term, intro: intro.or_else(|| before.clone()), items }
        }
        (new, _) => new,
    }
}

/// Moves what happened to a note's cards to the cards of the kind that the deck's note has: those
/// that ask for the back. A pair's other card has no place in a question.
pub(super) fn move_history(history: &mut Vec<PastEvent>, from: NoteKind, to: NoteKind) {
    let (before, now) = match (from, to) {
        (NoteKind::Question, NoteKind::Pair) => (CardKind::Answer, CardKind::Definition),
        (NoteKind::Pair, NoteKind::Question) => (CardKind::Definition, CardKind::Answer),
        _ => return,
    };
    history.retain_mut(|event| {
        let is_kept = event.card == before;
        if is_kept {
            event.card = now;
        }
        is_kept
    });
}

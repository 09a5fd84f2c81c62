//! Questions that put terms and their definitions together.

use std::rc::Rc;

use super::answer_space::{AnswerSpace, QuestionParts, gives_away};
use super::note_bank::NoteBank;
use crate::deck::{Note, NoteBody};
use crate::library::LibraryCard;
use crate::rng::Rng;
use crate::study::canonical::CanonicalAnswer;
use crate::study::distractors::{distractors, may_stand_beside};

/// How many pairs there are, where there are so many.
const PAIRS: usize = 4;
/// Fewer make no question.
const FEWEST: usize = 3;

/// Makes a question of a pair and other pairs that can't be confused with it.
pub(super) fn pairs(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let mut others = bank.others(item.note, note, rng);
    rng.shuffle(&mut others);
    let head = bank.head(item.note);
    let near = distractors(head, note, others.iter().map(|(_, other)| Rc::as_ref(other)));
    let rank = |other: &Note| near.iter().position(|one| one.id.as_deref() == Some(&other.id));
    let mut ranked: Vec<(usize, &Note)> = others
        .iter()
        .filter_map(|(_, other)| Some((near[rank(other)?].from as usize, Rc::as_ref(other))))
        .collect();
    ranked.sort_by_key(|(from, _)| *from);
    let mut chosen: Vec<&Note> = vec![note];
    for (_, other) in ranked {
        if chosen.len() < PAIRS && chosen.iter().all(|one| are_apart(one, other)) {
            chosen.push(other);
        }
    }
    let sides: Vec<(String, String)> = chosen.iter().filter_map(|one| sides(one)).collect();
    if sides.len() < FEWEST || sides.len() < chosen.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..sides.len()).collect();
    rng.shuffle(&mut order);
    let mut terms = order.clone();
    rng.shuffle(&mut terms);
    let left = terms.iter().map(|&one| sides[one].0.clone()).collect();
    let right = order.iter().map(|&one| sides[one].1.clone()).collect();
    let fits =
        terms.iter().map(|one| order.iter().position(|other| other == one).unwrap_or(0)).collect();
    Some(QuestionParts {
        task: "Which definition goes with which term?".to_string(),
        prompt: String::new(),
        answers: AnswerSpace::Pairs { left, right, fits },
        because: None,
    })
}

/// Whether two notes may stand in one question: neither's definition could be the other's, or names
/// a term.
fn are_apart(one: &Note, other: &Note) -> bool {
    let (Some((term, definition)), Some((other_term, other_definition))) =
        (sides(one), sides(other))
    else {
        return false;
    };
    let same =
        |a: &str, b: &str| CanonicalAnswer::new(a).joined() == CanonicalAnswer::new(b).joined();
    may_stand_beside(one, other)
        && !same(&term, &other_term)
        && !same(&definition, &other_definition)
        && ![(&definition, one), (&other_definition, other)]
            .iter()
            .any(|(text, note)| gives_away(text, note))
}

fn sides(note: &Note) -> Option<(String, String)> {
    match &note.body {
        NoteBody::Pair { term, definition } => Some((term.clone(), definition.clone())),
        _ => None,
    }
}

//! Questions that put terms and their definitions together.

use std::rc::Rc;

use super::answer_space::{AnswerSpace, QuestionParts, gives_away};
use super::note_bank::NoteBank;
use crate::deck::{Contrast, Note, NoteBody};
use crate::library::LibraryCard;
use crate::rng::Rng;
use crate::study::canonical::CanonicalAnswer;
use crate::study::distractors::{distractors, may_stand_beside};
use crate::text::fold::{fold, words};
use crate::text::media::is_only_media;

/// How many pairs there are, where there are so many.
const PAIRS: usize = 4;
/// Fewer make no question.
const FEWEST: usize = 3;

/// Makes a question of a pair and others: either of one that it is easily confused with, or of
/// several that it can't be confused with.
pub(super) fn pairs(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    if rng.below(2) == 0 {
        return contrast(bank, item, note, rng).or_else(|| several(bank, item, note, rng));
    }
    several(bank, item, note, rng).or_else(|| contrast(bank, item, note, rng))
}

/// Makes a question of two notes of which the deck says what sets them apart: which statement is
/// about which?
fn contrast(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let own = sides(note).filter(|(_, definition)| !gives_away(definition, note))?;
    let mut contrasts: Vec<&Contrast> = note.details.contrast.iter().collect();
    rng.shuffle(&mut contrasts);
    for contrast in contrasts {
        let Some(other) = partner(bank, item, &contrast.with) else { continue };
        let tells = gives_away(&other.1, note)
            || mentions(&own.1, &other.0)
            || mentions(&other.1, &other.0);
        if tells {
            continue;
        }
        let (swaps_terms, swaps_texts) = (rng.below(2) == 1, rng.below(2) == 1);
        let order = |one: &String, other: &String, swaps: bool| {
            if swaps { vec![other.clone(), one.clone()] } else { vec![one.clone(), other.clone()] }
        };
        let fits = if swaps_terms == swaps_texts { vec![0, 1] } else { vec![1, 0] };
        return Some(QuestionParts {
            task: "Which statement is about which?".to_string(),
            prompt: String::new(),
            answers: AnswerSpace::Pairs {
                left: order(&own.0, &other.0, swaps_terms),
                right: order(&own.1, &other.1, swaps_texts),
                fits,
            },
            because: Some(contrast.text.clone()),
        });
    }
    None
}

/// The term and definition of the note or foil of that name.
fn partner(bank: &mut NoteBank<'_>, item: LibraryCard, with: &str) -> Option<(String, String)> {
    let deck = bank.library.deck(item.note);
    if let Some(note) = bank.library.find(deck, with) {
        return sides(bank.note(note)?.as_ref());
    }
    let foils = bank.head(item.note).sets.iter().flat_map(|set| &set.foils);
    let foil = foils.filter(|foil| foil.term == with).find(|foil| foil.definition.is_some())?;
    Some((foil.term.clone(), foil.definition.clone()?))
}

/// Whether a text has a name in it.
fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
    let (text, name): (Vec<&str>, Vec<&str>) = (words(&text).collect(), words(&name).collect());
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
}

/// Makes a question of a pair and other pairs that can't be confused with it.
fn several(
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

/// Term and definition of a pair; none where a picture or a sound is all that there is to a side:
/// in a list it is a name, which tells.
fn sides(note: &Note) -> Option<(String, String)> {
    match &note.body {
        NoteBody::Pair { term, definition }
            if !is_only_media(term) && !is_only_media(definition) =>
        {
            Some((term.clone(), definition.clone()))
        }
        _ => None,
    }
}

//! Questions whose right answer is on the screen: one of several, or true or false.

use std::rc::Rc;

use super::answer_space::{AnswerSpace, QuestionParts, gives_away};
use super::group_choice;
use super::note_bank::NoteBank;
use crate::deck::{CardKind, Note, NoteBody, NoteKind};
use crate::library::{Library, LibraryCard, NoteIx};
use crate::rng::Rng;
use crate::study::canonical::CanonicalAnswer;
use crate::study::distractors::{Distractor, Nearness, distractors};
use crate::study::question::AnswerChoice;
use crate::text::cloze::ClozeText;
use crate::text::media::is_only_media;

/// How many answers there are to choose from, where there are so many.
const CHOICES: usize = 4;
/// How many there are at least where all must be easily confused.
const CONFUSABLE: usize = 3;

/// Makes a question with several answers: the term of a definition, the definition of a term, what
/// is not on a list, the procedure that steps are of, or the step that follows.
pub(super) fn choice(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    choice_from(bank, item, note, rng, Nearness::Deck)
}

/// Makes a question with several answers that are easily confused by what the note's sets say.
pub(in crate::study) fn confusable_choice(
    library: &Library,
    item: LibraryCard,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let mut bank = NoteBank::new(library);
    let note = bank.note(item.note)?;
    let parts = choice_from(&mut bank, item, &note, rng, Nearness::Set)?;
    let enough = matches!(
        &parts.answers,
        AnswerSpace::Choice { choices, .. } if choices.len() >= CONFUSABLE
    );
    enough.then_some(parts)
}

/// Likewise, with wrong answers from as far as that.
fn choice_from(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
    farthest: Nearness,
) -> Option<QuestionParts> {
    match (&note.body, item.card) {
        (NoteBody::Pair { term, definition }, CardKind::Term) if !gives_away(definition, note) => {
            let wrong = wrong_answers(bank, item.note, note, rng, term, |other| {
                // A fill-in without a name has nothing to offer.
                let fits = other.from <= farthest && !other.term.contains("____");
                fits.then(|| other.term.clone())
            });
            let answers = placed(term, wrong, note, rng)?;
            Some(parts("Which term is it?", definition.clone(), answers))
        }
        (NoteBody::Pair { term, definition }, CardKind::Definition)
            if !gives_away(definition, note) =>
        {
            let wrong = wrong_answers(bank, item.note, note, rng, definition, |other| {
                other.definition.clone().filter(|_| other.from <= farthest)
            });
            let answers = placed(definition, wrong, note, rng)?;
            Some(parts("What does it mean?", term.clone(), answers))
        }
        (NoteBody::Question { question, answer }, CardKind::Answer) => {
            let wrong = wrong_answers(bank, item.note, note, rng, answer, |other| {
                other.definition.clone().filter(|_| other.from <= farthest)
            });
            let answers = placed(answer, wrong, note, rng)?;
            Some(parts("What is the answer?", question.clone(), answers))
        }
        (NoteBody::List { .. }, CardKind::Items) => {
            group_choice::odd_one_out(bank, item, note, rng)
        }
        (NoteBody::Steps { .. }, CardKind::Order) => group_choice::procedure(bank, item, note, rng),
        (NoteBody::Steps { term, steps, any_order, .. }, CardKind::Step(number)) => {
            following(term, steps, any_order, number, rng)
        }
        _ => None,
    }
}

fn parts(task: &str, prompt: String, answers: AnswerSpace) -> QuestionParts {
    QuestionParts { task: task.to_string(), prompt, answers, because: None }
}

/// Makes a statement that is true or false with equal chance.
pub(super) fn statement(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let NoteBody::Pair { term, definition } = &note.body else { return None };
    let others = wrong_answers(bank, item.note, note, rng, definition, |other| {
        other
            .definition
            .as_ref()
            .filter(|text| !gives_away(text, note) && !names(other, text))
            .cloned()
    });
    // Without a false statement the answer would be known beforehand.
    let (other, text) = others.into_iter().next()?;
    let holds = rng.below(2) == 0;
    let (text, because) = if holds {
        (definition.clone(), None)
    } else {
        let contrast = contrast(note, &other).map_or_else(String::new, |text| format!(" {text}"));
        (text, Some(format!("That is what *{}* means.{contrast}", other.term)))
    };
    let truth = |text: &str| AnswerChoice { text: text.into(), note: None, differs: None };
    let answers = AnswerSpace::Choice {
        choices: vec![truth("True"), truth("False")],
        right: usize::from(!holds),
    };
    let prompt = format!("{term}\n{text}");
    Some(QuestionParts { because, ..parts("True or false?", prompt, answers) })
}

/// Makes a question for the step that comes after another.
fn following(
    term: &str,
    steps: &[String],
    any_order: &[Vec<usize>],
    number: u32,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let at = (number as usize).checked_sub(1)?;
    let before = at.checked_sub(1)?;
    let free = |step: usize| any_order.iter().any(|group| group.contains(&(step + 1)));
    // Where the order is free, more than one step may follow.
    if steps.len() < 3 || at >= steps.len() || free(at) || free(before) {
        return None;
    }
    let text = |step: usize| {
        ClozeText::parse(&steps[step]).map_or_else(|_| steps[step].clone(), |cloze| cloze.filled())
    };
    let mut others: Vec<usize> =
        (0..steps.len()).filter(|step| *step != at && *step != before).collect();
    rng.shuffle(&mut others);
    others.truncate(CHOICES - 1);
    let differs = |step: usize| Some(format!("That is step {} of {}.", step + 1, steps.len()));
    let mut choices: Vec<AnswerChoice> = others
        .into_iter()
        .map(|step| AnswerChoice { text: text(step), note: None, differs: differs(step) })
        .collect();
    let right = rng.below(choices.len() + 1);
    choices.insert(right, AnswerChoice { text: text(at), note: None, differs: None });
    let prompt = format!("{term}\n{}", text(before));
    Some(parts("Which step comes next?", prompt, AnswerSpace::Choice { choices, right }))
}

/// Wrong answers with their texts, those that teach most first: the confusable ones, those
/// of the topic, and then whatever is most like the right text in length.
fn wrong_answers(
    bank: &mut NoteBank<'_>,
    ix: NoteIx,
    note: &Note,
    rng: &mut Rng,
    right: &str,
    text: impl Fn(&Distractor) -> Option<String>,
) -> Vec<(Distractor, String)> {
    // Among answers a picture or a sound is a name, which tells.
    if is_only_media(right) {
        return Vec::new();
    }
    let others = bank.others(ix, note, rng);
    let found = distractors(bank.head(ix), note, others.iter().map(|(_, other)| Rc::as_ref(other)));
    let worded = |other: &Distractor| text(other).filter(|text| !is_only_media(text));
    let mut found: Vec<(Distractor, String)> =
        found.into_iter().filter_map(|other| worded(&other).map(|text| (other, text))).collect();
    rng.shuffle(&mut found);
    let length = |text: &str| text.chars().count();
    let unlike = |(other, text): &(Distractor, String)| match other.from {
        Nearness::Deck => length(text).abs_diff(length(right)),
        Nearness::Set | Nearness::Topic => 0,
    };
    found.sort_by_key(|one| (one.0.from, unlike(one)));
    let mut seen = vec![CanonicalAnswer::new(right).into_joined()];
    found.retain(|(_, text)| {
        let form = CanonicalAnswer::new(text).into_joined();
        let new = !seen.contains(&form);
        seen.push(form);
        new
    });
    found
}

/// Keeps so many wrong answers as are shown, the nearest first, but so that the right one is the
/// longest no more often than any other: whoever only looks at lengths shall learn nothing.
fn balance(right: &str, wrong: &mut Vec<(Distractor, String)>, rng: &mut Rng) {
    let length = right.chars().count();
    let mut longer = rng.below(CHOICES);
    let mut shorter = CHOICES - 1 - longer;
    let (mut kept, mut rest) = (Vec::new(), Vec::new());
    for one in wrong.drain(..) {
        let is_longer = one.1.chars().count() > length;
        let wanted = if is_longer { &mut longer } else { &mut shorter };
        if *wanted > 0 {
            *wanted -= 1;
            kept.push(one);
        } else {
            rest.push(one);
        }
    }
    let missing = CHOICES - 1 - kept.len();
    kept.extend(rest.into_iter().take(missing));
    *wrong = kept;
}

/// Puts the right answer among wrong ones, at any place as likely as at any other.
fn placed(
    right: &str,
    mut wrong: Vec<(Distractor, String)>,
    note: &Note,
    rng: &mut Rng,
) -> Option<AnswerSpace> {
    if wrong.is_empty() {
        return None;
    }
    balance(right, &mut wrong, rng);
    rng.shuffle(&mut wrong);
    let mut choices: Vec<AnswerChoice> = wrong
        .into_iter()
        .map(|(other, text)| {
            let differs = contrast(note, &other).or_else(|| explanation(note, &other, &text));
            AnswerChoice { text, note: other.id, differs }
        })
        .collect();
    let at = rng.below(choices.len() + 1);
    choices.insert(
        at,
        AnswerChoice { text: right.to_string(), note: Some(note.id.clone()), differs: None },
    );
    Some(AnswerSpace::Choice { choices, right: at })
}

/// What sets a wrong answer apart from the note, if the note says so.
fn contrast(note: &Note, other: &Distractor) -> Option<String> {
    let with = |name: &str| Some(name) == other.id.as_deref() || name == other.term;
    note.details
        .contrast
        .iter()
        .find(|contrast| with(&contrast.with))
        .map(|contrast| contrast.text.clone())
}

/// What a wrong answer is: the definition of a term, the term of a definition, or the answer to
/// another question.
fn explanation(note: &Note, other: &Distractor, text: &str) -> Option<String> {
    match &other.definition {
        Some(_) if note.kind() == NoteKind::Question => {
            Some(format!("That is the answer to “{}”.", other.term))
        }
        Some(definition) if definition == text => {
            Some(format!("That is what *{}* means.", other.term))
        }
        Some(definition) => Some(format!("*{}*: {definition}", other.term)),
        None => None,
    }
}

/// Whether a text names the wrong answer that it comes from.
fn names(other: &Distractor, text: &str) -> bool {
    use crate::text::fold::{fold, words};
    let (text, term) = (fold(text), fold(&other.term));
    let (text, term): (Vec<&str>, Vec<&str>) = (words(&text).collect(), words(&term).collect());
    !term.is_empty() && text.windows(term.len()).any(|part| part == term)
}

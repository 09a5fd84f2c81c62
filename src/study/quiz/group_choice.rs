//! Questions on a whole list or procedure: which of these does not belong, and whose steps are
//! these.

use std::rc::Rc;

use super::answer_space::{AnswerSpace, QuestionParts};
use super::note_bank::NoteBank;
use crate::deck::{ConfusableSet, Note, NoteBody};
use crate::library::LibraryCard;
use crate::rng::Rng;
use crate::study::canonical::CanonicalAnswer;
use crate::study::distractors::may_stand_beside;
use crate::study::question::AnswerChoice;
use crate::text::cloze::{ClozePiece, ClozeText};
use crate::text::fold::{fold, words};

/// How many answers there are to choose from, where there are so many.
const CHOICES: usize = 4;
/// So many items of a list say what it is about.
const FEWEST_ITEMS: usize = 2;
/// So many steps are shown of a procedure.
const STEPS: usize = 3;

/// Something that is not on a list, and what it is instead.
struct Stranger {
    text: String,
    differs: Option<String>,
}

/// Makes a question for the one of several that is not on a list.
pub(super) fn odd_one_out(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let NoteBody::List { term, intro, items } = &note.body else { return None };
    let are_named = items.iter().all(|item| name(item).is_some());
    let mut strangers = foils(bank, item, note, are_named);
    for (_, other) in bank.others(item.note, note, rng) {
        let shares = other.details.sets.iter().any(|set| note.details.sets.contains(set));
        if shares && may_stand_beside(note, &other) {
            strangers.extend(items_of(&other, are_named));
        }
    }
    strangers.retain(|stranger| !is_on(items, &stranger.text));
    balance(items, are_named, &mut strangers, rng);
    let at = rng.below(strangers.len());
    let stranger = (at < strangers.len()).then(|| strangers.swap_remove(at))?;
    let mut own: Vec<String> =
        items.iter().map(|item| shown(item, are_named, &stranger.text)).collect();
    rng.shuffle(&mut own);
    own.truncate(CHOICES - 1);
    if own.len() < FEWEST_ITEMS {
        return None;
    }
    let differs = Some(format!("It is one of *{term}*."));
    let mut choices: Vec<AnswerChoice> = own
        .into_iter()
        .map(|text| AnswerChoice { text, note: None, differs: differs.clone() })
        .collect();
    let right = rng.below(choices.len() + 1);
    choices.insert(right, AnswerChoice { text: stranger.text, note: None, differs: None });
    let intro = intro.as_ref().map_or_else(String::new, |intro| format!("\n{intro}"));
    Some(QuestionParts {
        task: "Which does not belong?".to_string(),
        prompt: format!("{term}{intro}"),
        answers: AnswerSpace::Choice { choices, right },
        because: stranger.differs,
    })
}

/// Keeps the strangers that are longer than all of a list's items, or those that are not, so that
/// the odd one is the longest no more often than any other.
fn balance(items: &[String], are_named: bool, strangers: &mut Vec<Stranger>, rng: &mut Rng) {
    let length = |text: &str| text.chars().count();
    let is_longest = |stranger: &Stranger| {
        let own = |item: &String| length(&shown(item, are_named, &stranger.text));
        items.iter().map(own).all(|own| own < length(&stranger.text))
    };
    let wants_longest = rng.below(CHOICES) == 0;
    if strangers.iter().any(|stranger| is_longest(stranger) == wants_longest) {
        strangers.retain(|stranger| is_longest(stranger) == wants_longest);
    }
}

/// The foils of a list's sets, as a name or as a sentence, as its items are.
fn foils(bank: &NoteBank<'_>, item: LibraryCard, note: &Note, are_named: bool) -> Vec<Stranger> {
    let is_own = |set: &&ConfusableSet| note.details.sets.contains(&set.id);
    let foils = bank.head(item.note).sets.iter().filter(is_own).flat_map(|set| &set.foils);
    foils
        .filter(|foil| !note.details.never.contains(&foil.term))
        .filter_map(|foil| {
            let meaning = foil.definition.as_ref();
            let text = if are_named { Some(&foil.term) } else { meaning }?.clone();
            let differs = meaning.map(|meaning| format!("*{}*: {meaning}", foil.term));
            Some(Stranger { text, differs })
        })
        .collect()
}

/// The items of another list: their names if it has names, or all that they say.
fn items_of(other: &Note, are_named: bool) -> Vec<Stranger> {
    let NoteBody::List { term, items, .. } = &other.body else { return Vec::new() };
    if are_named && items.iter().any(|item| name(item).is_none()) {
        return Vec::new();
    }
    let differs = Some(format!("It is one of *{term}*."));
    let text = |item: &String| shown(item, are_named, "");
    items.iter().map(|item| Stranger { text: text(item), differs: differs.clone() }).collect()
}

/// The name that an item begins with and explains: its first blank, or what stands before a colon.
fn name(item: &str) -> Option<Vec<String>> {
    let cloze = ClozeText::parse(item).ok()?;
    match cloze.pieces.as_slice() {
        [ClozePiece::Blank(blank), rest @ ..] => {
            let explains = match rest {
                [] => true,
                [ClozePiece::Text(text), ..] => text.starts_with([':', ',', '.']),
                _ => false,
            };
            let names = std::iter::once(&blank.answer).chain(&blank.alternates).cloned();
            explains.then(|| names.collect())
        }
        [ClozePiece::Text(text)] if text.split_whitespace().count() <= CHOICES => {
            Some(vec![text.clone()])
        }
        _ => None,
    }
}

/// An item as it stands among the answers: of its names the first that has as many words as the
/// stranger, so that no answer stands out.
fn shown(item: &str, are_named: bool, stranger: &str) -> String {
    let count = |text: &str| text.split_whitespace().count();
    if let Some(names) = name(item).filter(|_| are_named) {
        let alike = names.iter().find(|name| count(name) == count(stranger));
        return capitalized(alike.unwrap_or(&names[0]));
    }
    let text = ClozeText::parse(item).map(|cloze| cloze.filled());
    capitalized(without_label(text.as_deref().unwrap_or(item)))
}

/// An item without the word that sorts it, as `Pro:` does: nothing from elsewhere begins with one.
fn without_label(item: &str) -> &str {
    match item.split_once(": ") {
        Some((label, text)) if !label.contains(' ') => text,
        _ => item,
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether something is on a list after all, by any of the names that its items go by or in what
/// they say.
fn is_on(items: &[String], text: &str) -> bool {
    let form = CanonicalAnswer::new(text);
    items.iter().any(|item| {
        let names = name(item).unwrap_or_else(|| vec![item.clone()]);
        let says = ClozeText::parse(item).map_or_else(|_| item.clone(), |cloze| cloze.filled());
        if tells(&says, text) {
            return true;
        }
        names.iter().any(|name| {
            let name = CanonicalAnswer::new(name);
            name.is_same(&form) || form.joined().contains(name.joined())
        })
    })
}

/// Makes a question for the procedure that some steps are of.
pub(super) fn procedure(
    bank: &mut NoteBank<'_>,
    item: LibraryCard,
    note: &Note,
    rng: &mut Rng,
) -> Option<QuestionParts> {
    let NoteBody::Steps { term, steps, .. } = &note.body else { return None };
    let filled = |step: &String| {
        ClozeText::parse(step).map_or_else(|_| step.clone(), |cloze| cloze.filled())
    };
    let steps: Vec<String> = steps.iter().map(filled).filter(|step| !tells(step, term)).collect();
    if steps.len() < 2 {
        return None;
    }
    let first = rng.below(steps.len().saturating_sub(STEPS) + 1);
    let shown: Vec<String> =
        steps.iter().skip(first).take(STEPS).map(|step| format!("- {step}")).collect();
    let others = bank.others(item.note, note, rng);
    let mut wrong: Vec<&Rc<Note>> = others
        .iter()
        .map(|(_, other)| other)
        .filter(|other| matches!(other.body, NoteBody::Steps { .. }))
        .filter(|other| may_stand_beside(note, other))
        .collect();
    rng.shuffle(&mut wrong);
    // Those of its sets are the easiest to confuse with it.
    wrong
        .sort_by_key(|other| !other.details.sets.iter().any(|set| note.details.sets.contains(set)));
    wrong.truncate(CHOICES - 1);
    if wrong.is_empty() {
        return None;
    }
    rng.shuffle(&mut wrong);
    let mut choices: Vec<AnswerChoice> = wrong
        .into_iter()
        .map(|other| AnswerChoice {
            text: other.title(),
            note: Some(other.id.clone()),
            differs: Some("Its steps are others.".to_string()),
        })
        .collect();
    let right = rng.below(choices.len() + 1);
    let own = AnswerChoice { text: term.clone(), note: Some(note.id.clone()), differs: None };
    choices.insert(right, own);
    Some(QuestionParts {
        task: "Which procedure is this?".to_string(),
        prompt: shown.join("\n"),
        answers: AnswerSpace::Choice { choices, right },
        because: None,
    })
}

/// Whether a text has a name in it.
fn tells(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
    let (text, name): (Vec<&str>, Vec<&str>) = (words(&text).collect(), words(&name).collect());
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
}

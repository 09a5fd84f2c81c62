//! A card as a question: what is shown, what is to be done, and what counts as the answer.
//!
//! It knows only notes; who asks, when, and what an answer is worth is decided elsewhere.

use crate::deck::{CardKind, Note, NoteBody};
use crate::library::{Library, LibraryCard, letters};
use crate::memory::CardId;
use crate::text::cloze::{Blank, ClozePiece, ClozeText};
use crate::text::fold::fold;
use crate::text::markup;
use crate::text::media::without_media;

use super::answer::{self, AnswerVerdict};

/// The most words of an answer that somebody is asked to type as it is.
const TYPED_WORDS: usize = 5;

/// What one blank, item or term is to be answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedAnswer {
    /// The answer, without markup.
    pub answer: String,
    /// What else counts.
    pub alternates: Vec<String>,
    /// What is shown in its place.
    pub hint: Option<String>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The whole item as it is shown, with markup.
    pub text: String,
    /// What is to be typed for it.
    pub expected: ExpectedAnswer,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerChoice {
    /// What it says, with markup.
    pub text: String,
    /// The note that it comes from; none for a foil, a step or a truth value.
    pub note: Option<String>,
    /// What sets it apart from the right one, with markup.
    pub differs: Option<String>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerKind {
    /// Think of the answer, then look.
    Shown {
        /// The answer, with markup.
        answer: String,
    },
    /// Type what is missing, one blank after the other.
    Typed {
        /// The text around the blanks; none where a single answer stands alone.
        text: Option<ClozeText>,
        /// The number of the blanks that are asked.
        group: u32,
        /// What is expected in each blank.
        blanks: Vec<ExpectedAnswer>,
    },
    /// Type every item, in any order.
    Items(Vec<ListItem>),
    /// Choose the right one of several answers.
    Choice {
        /// The answers, in the order shown.
        choices: Vec<AnswerChoice>,
        /// The right one.
        right: usize,
    },
    /// Put the steps in order.
    Order {
        /// The steps in the right order, with markup.
        steps: Vec<String>,
        /// Groups of 1-based step numbers whose order is free.
        any_order: Vec<Vec<usize>>,
    },
}

/// A card made into a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The card's name.
    pub id: CardId,
    /// The card.
    pub item: LibraryCard,
    /// What is to be done, in a few words.
    pub task: String,
    /// What is asked about, with markup.
    pub prompt: String,
    /// How it is answered.
    pub kind: AnswerKind,
    /// Terms of other notes that share the letters of an answer: whoever types one of them has not
    /// slipped.
    others: Vec<String>,
}

impl Question {
    /// The question of a card; none if its note no longer has such a card.
    pub fn from_card(library: &Library, item: LibraryCard) -> Option<Question> {
        let note = library.note(item.note).ok()?;
        let (task, prompt, kind) = asked(&note, item.card)?;
        let id = library.card_id(item);
        Some(Question { id, item, task, prompt, kind, others: others(library, item, &note) })
    }

    /// The question with its answer to be typed; none if that is too long to be typed exactly.
    pub fn with_typed_answer(mut self) -> Option<Question> {
        if let AnswerKind::Shown { answer } = &self.kind {
            let answer = markup::plain(answer);
            let words = without_media(&answer);
            if words.contains('\n') || words.split_whitespace().count() > TYPED_WORDS {
                return None;
            }
            let expected = ExpectedAnswer { answer, alternates: vec![], hint: None };
            self.kind = AnswerKind::Typed { text: None, group: 1, blanks: vec![expected] };
        }
        Some(self)
    }

    /// The same card asked in another form.
    pub(super) fn in_form(self, task: String, prompt: String, kind: AnswerKind) -> Question {
        Question { task, prompt, kind, ..self }
    }

    /// Whether something is typed, not only revealed.
    pub fn is_typed(&self) -> bool {
        matches!(self.kind, AnswerKind::Typed { .. } | AnswerKind::Items(_))
    }

    /// The right answer in one line, without markup.
    pub fn answer(&self) -> String {
        self.kind.answer()
    }

    /// Judges what was typed against what is expected.
    pub fn judge(&self, typed: &str, expected: &ExpectedAnswer) -> AnswerVerdict {
        let accepted: Vec<&str> = std::iter::once(&expected.answer)
            .chain(&expected.alternates)
            .map(String::as_str)
            .collect();
        answer::judge(typed, &accepted, self.others.iter().map(String::as_str))
    }
}

/// What a card asks about and its right answer, a line each and without markup, for a note
/// that is in no deck yet; none if the note has no such card.
pub fn question_and_answer(note: &Note, card: CardKind) -> Option<(String, String)> {
    let (task, prompt, kind) = asked(note, card)?;
    let asked = match &kind {
        AnswerKind::Typed { text: Some(cloze), group, .. } => cloze.masked(Some(*group)),
        _ if prompt.is_empty() => task,
        _ => prompt,
    };
    Some((markup::plain(&asked).replace('\n', " – "), kind.answer()))
}

impl AnswerKind {
    /// How many answers are to be typed.
    pub fn wanted(&self) -> usize {
        match self {
            AnswerKind::Typed { blanks, .. } => blanks.len(),
            AnswerKind::Items(items) => items.len(),
            AnswerKind::Shown { .. } | AnswerKind::Choice { .. } | AnswerKind::Order { .. } => 0,
        }
    }

    fn answer(&self) -> String {
        match self {
            AnswerKind::Shown { answer } => markup::plain(answer),
            AnswerKind::Choice { choices, right } => markup::plain(&choices[*right].text),
            AnswerKind::Typed { blanks, .. } => {
                blanks.iter().map(|blank| blank.answer.as_str()).collect::<Vec<_>>().join("; ")
            }
            AnswerKind::Items(items) => {
                items.iter().map(|item| markup::plain(&item.text)).collect::<Vec<_>>().join("; ")
            }
            AnswerKind::Order { steps, .. } => steps
                .iter()
                .enumerate()
                .map(|(i, step)| format!("{}. {}", i + 1, markup::plain(step)))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

impl ExpectedAnswer {
    fn from_blank(blank: &Blank) -> ExpectedAnswer {
        ExpectedAnswer {
            answer: markup::plain(&blank.answer),
            alternates: blank.alternates.iter().map(|other| markup::plain(other)).collect(),
            hint: blank.hint.clone(),
        }
    }
}

fn asked(note: &Note, card: CardKind) -> Option<(String, String, AnswerKind)> {
    let words = |text: &str| text.to_string();
    Some(match (&note.body, card) {
        (NoteBody::Pair { term, definition }, CardKind::Definition) => (
            words("What does it mean?"),
            term.clone(),
            AnswerKind::Shown { answer: definition.clone() },
        ),
        (NoteBody::Pair { term, definition }, CardKind::Term) => {
            let expected = ExpectedAnswer {
                answer: markup::plain(term),
                alternates: note.details.aliases.clone(),
                hint: None,
            };
            (
                words("Which term is it?"),
                definition.clone(),
                AnswerKind::Typed { text: None, group: 1, blanks: vec![expected] },
            )
        }
        (NoteBody::Question { question, answer }, CardKind::Answer) => (
            words("What is the answer?"),
            question.clone(),
            AnswerKind::Shown { answer: answer.clone() },
        ),
        (NoteBody::Cloze { term, text }, CardKind::Blank(group)) => {
            let cloze = ClozeText::parse(text).ok()?;
            (words("Fill in the blank."), term.clone().unwrap_or_default(), typed(cloze, group)?)
        }
        (NoteBody::List { term, intro, items }, CardKind::Items) => {
            let task = format!("Name all {}, in any order.", items.len());
            (
                task,
                headed(term, intro.as_ref()),
                AnswerKind::Items(items.iter().map(|item| list_item(item)).collect()),
            )
        }
        (NoteBody::Steps { term, intro, steps, any_order }, CardKind::Order) => {
            let steps = steps.iter().map(|step| filled(step)).collect();
            let ask = AnswerKind::Order { steps, any_order: any_order.clone() };
            (words("Put the steps in order."), headed(term, intro.as_ref()), ask)
        }
        (NoteBody::Steps { term, steps, .. }, CardKind::Step(number)) => {
            let at = (number as usize).checked_sub(1)?;
            let step = steps.get(at)?;
            let before: Vec<String> = steps[..at]
                .iter()
                .enumerate()
                .map(|(i, step)| format!("{}. {}", i + 1, filled(step)))
                .collect();
            let prompt = std::iter::once(term.clone()).chain(before).collect::<Vec<_>>().join("\n");
            let task = format!("What is step {number} of {}?", steps.len());
            let blanks =
                ClozeText::parse(step).ok().filter(|cloze| cloze.blanks().next().is_some());
            let ask = blanks.and_then(|cloze| typed(one_group(cloze), 1));
            (task, prompt, ask.unwrap_or_else(|| AnswerKind::Shown { answer: filled(step) }))
        }
        _ => return None,
    })
}

/// The blanks of a group as something to type; none if the group has none.
fn typed(cloze: ClozeText, group: u32) -> Option<AnswerKind> {
    let blanks: Vec<ExpectedAnswer> = cloze
        .blanks()
        .filter(|blank| blank.group == group)
        .map(ExpectedAnswer::from_blank)
        .collect();
    (!blanks.is_empty()).then_some(AnswerKind::Typed { text: Some(cloze), group, blanks })
}

/// The text with all its blanks in one group: a step is one question.
fn one_group(mut cloze: ClozeText) -> ClozeText {
    for piece in &mut cloze.pieces {
        if let ClozePiece::Blank(blank) = piece {
            blank.group = 1;
        }
    }
    cloze
}

fn filled(text: &str) -> String {
    ClozeText::parse(text).map_or_else(|_| text.to_string(), |cloze| cloze.filled())
}

fn headed(term: &str, intro: Option<&String>) -> String {
    intro.map_or_else(|| term.to_string(), |intro| format!("{term}\n{intro}"))
}

/// An item with what is to be typed for it: its blank if it has one, and else all of it.
fn list_item(item: &str) -> ListItem {
    let blank = ClozeText::parse(item)
        .ok()
        .and_then(|cloze| cloze.blanks().next().map(ExpectedAnswer::from_blank));
    let text = filled(item);
    ListItem {
        expected: blank.unwrap_or_else(|| ExpectedAnswer {
            answer: markup::plain(&text),
            alternates: vec![],
            hint: None,
        }),
        text,
    }
}

/// The names of other notes of the deck that have the very letters of one of this card's
/// answers or of a slip in them: only those could be taken for a slip.
fn others(library: &Library, item: LibraryCard, note: &Note) -> Vec<String> {
    if !matches!(
        item.card,
        CardKind::Term
            | CardKind::Answer
            | CardKind::Blank(_)
            | CardKind::Step(_)
            | CardKind::Items
    ) {
        return Vec::new();
    }
    let answers: Vec<u64> = match &note.body {
        NoteBody::Pair { term: answer, .. } | NoteBody::Question { answer, .. } => {
            vec![letters(&fold(answer))]
        }
        NoteBody::Cloze { text, .. } => blank_letters(text),
        NoteBody::Steps { steps: texts, .. } | NoteBody::List { items: texts, .. } => {
            texts.iter().flat_map(|text| blank_letters(text)).collect()
        }
    };
    // A slip of three letters changes at most six bits.
    let near = |names: u64| answers.iter().any(|answer| (answer & !names).count_ones() <= 3);
    let deck = library.deck(item.note);
    let names = library.names();
    let notes = library.deck_info(deck).notes.clone().map(crate::library::NoteIx);
    let candidates =
        notes.filter(|&other| other != item.note && near(names.masks()[other.index()]));
    let terms = candidates.flat_map(|other| {
        names
            .note_names(other)
            .filter(|(what, _)| *what != crate::library::NameKind::Id)
            .map(|(_, name)| name)
            .filter(|name| {
                let bag = letters(name);
                answers.iter().any(|answer| (answer ^ bag).count_ones() <= 6)
            })
    });
    terms.map(str::to_string).collect()
}

fn blank_letters(text: &str) -> Vec<u64> {
    let cloze = ClozeText::parse(text);
    cloze.iter().flat_map(ClozeText::blanks).map(|blank| letters(&fold(&blank.answer))).collect()
}

#[cfg(test)]
mod tests;

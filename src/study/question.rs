//! A card as a question: what is shown, what is to be done, and what counts as the answer.
//!
//! It knows only notes; who asks, when, and what an answer is worth is decided elsewhere.

use std::sync::Arc;

use crate::deck::{CardKind, Note, NoteBody};
use crate::library::{Library, LibraryCard, WordFrequency};
use crate::memory::CardId;
use crate::text::cloze::{ClozePiece, ClozeText};
use crate::text::markup;
use crate::text::media::{is_only_media, without_media};

use super::answer::{self, AnswerKey, AnswerRole, AnswerSetting, AnswerVerdict, OtherTerms};

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
    /// The place that it goes to.
    pub setting: AnswerSetting,
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
    /// What means something else: whoever types it has not slipped.
    others: OtherTerms,
    /// How much each word of the deck tells.
    frequency: Arc<WordFrequency>,
}

impl Question {
    /// The question of a card; none if its note no longer has such a card.
    pub fn from_card(library: &Library, item: LibraryCard) -> Option<Question> {
        let note = library.note(item.note).ok()?;
        let (task, prompt, mut kind) = asked(&note, item.card)?;
        let id = library.card_id(item);
        let deck = library.deck(item.note);
        let language = library.deck_info(deck).head.language.as_deref();
        let is_english = language.is_some_and(|language| language.starts_with("en"));
        for expected in kind.expected_mut() {
            expected.setting.is_english = is_english;
        }
        let answers: Vec<String> = match &kind {
            AnswerKind::Shown { answer } if item.card == CardKind::Answer => vec![answer.clone()],
            _ => kind.expected_mut().map(|expected| expected.answer.clone()).collect(),
        };
        let parent = note.details.of.as_deref();
        let others = if answers.is_empty() {
            OtherTerms::default()
        } else {
            OtherTerms::of_deck(library, item.note, parent, &answers)
        };
        let frequency = library.word_frequency(deck);
        Some(Question { id, item, task, prompt, kind, others, frequency })
    }

    /// The question with its answer to be typed; none if that is too long to be typed exactly.
    pub fn with_typed_answer(mut self) -> Option<Question> {
        if let AnswerKind::Shown { answer } = &self.kind {
            if is_only_media(answer) {
                return None;
            }
            let answer = markup::plain(answer);
            let words = without_media(&answer);
            if words.contains('\n') || words.split_whitespace().count() > TYPED_WORDS {
                return None;
            }
            let setting =
                AnswerSetting { around: markup::plain(&self.prompt), ..AnswerSetting::default() };
            let expected = ExpectedAnswer { answer, alternates: vec![], hint: None, setting };
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
        let key = AnswerKey {
            accepted: &accepted,
            setting: &expected.setting,
            others: &self.others,
            frequency: &self.frequency,
        };
        answer::judge(typed, &key)
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

    /// Everything that is to be typed.
    fn expected_mut(&mut self) -> impl Iterator<Item = &mut ExpectedAnswer> {
        let (blanks, items): (&mut [ExpectedAnswer], &mut [ListItem]) = match self {
            AnswerKind::Typed { blanks, .. } => (blanks, &mut []),
            AnswerKind::Items(items) => (&mut [], items),
            AnswerKind::Shown { .. } | AnswerKind::Order { .. } | AnswerKind::Choice { .. } => {
                (&mut [], &mut [])
            }
        };
        blanks.iter_mut().chain(items.iter_mut().map(|item| &mut item.expected))
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
    /// What a blank of a text is to be answered with: the `at`th of its pieces. `heading` stands
    /// above the text.
    fn from_blank(cloze: &ClozeText, at: usize, heading: &str) -> Option<ExpectedAnswer> {
        let ClozePiece::Blank(blank) = &cloze.pieces[at] else { return None };
        // What is asked itself is no text around.
        let shown = |piece: &ClozePiece| match piece {
            ClozePiece::Text(text) => text.clone(),
            ClozePiece::Blank(other) if other.group == blank.group => " … ".to_string(),
            ClozePiece::Blank(other) => other.answer.clone(),
        };
        let text = |pieces: &[ClozePiece]| -> String {
            markup::plain(&pieces.iter().map(shown).collect::<String>())
        };
        let (before, after) = (text(&cloze.pieces[..at]), text(&cloze.pieces[at + 1..]));
        let last = |text: &str| text.rsplit('…').next().unwrap_or_default().to_string();
        let first = |text: &str| text.split('…').next().unwrap_or_default().to_string();
        Some(ExpectedAnswer {
            answer: markup::plain(&blank.answer),
            alternates: blank.alternates.iter().map(|other| markup::plain(other)).collect(),
            hint: blank.hint.clone(),
            setting: AnswerSetting {
                around: format!("{} {before} {after}", markup::plain(heading)),
                before: last(&before),
                after: first(&after),
                ..AnswerSetting::default()
            },
        })
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
        (NoteBody::Pair { term, definition }, CardKind::Term) if is_only_media(term) => (
            words("What belongs to it?"),
            definition.clone(),
            AnswerKind::Shown { answer: term.clone() },
        ),
        (NoteBody::Pair { term, definition }, CardKind::Term) => {
            let around = markup::plain(definition);
            let expected = ExpectedAnswer {
                answer: markup::plain(term),
                alternates: note.details.aliases.clone(),
                hint: None,
                setting: AnswerSetting { around, ..AnswerSetting::default() },
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
            let term = term.clone().unwrap_or_default();
            let ask = typed(cloze, group, &term)?;
            (words("Fill in the blank."), term, ask)
        }
        (NoteBody::List { term, intro, items }, CardKind::Items) => {
            let task = format!("Name all {}, in any order.", items.len());
            let prompt = headed(term, intro.as_ref());
            (task, prompt.clone(), AnswerKind::Items(list_items(items, &prompt)))
        }
        (NoteBody::Steps { term, intro, steps, any_order }, CardKind::Order) => {
            let steps = steps.iter().map(|step| filled(step)).collect();
            let ask = AnswerKind::Order { steps, any_order: any_order.clone() };
            (words("Put the steps in order."), headed(term, intro.as_ref()), ask)
        }
        (NoteBody::Steps { term, steps, .. }, CardKind::Step(number)) => {
            step_after(term, steps, (number as usize).checked_sub(1)?)?
        }
        _ => return None,
    })
}

/// What the step at a place is, below those before it; none if there is no such step.
fn step_after(term: &str, steps: &[String], at: usize) -> Option<(String, String, AnswerKind)> {
    let step = steps.get(at)?;
    let before =
        (1..).zip(&steps[..at]).map(|(number, step)| format!("{number}. {}", filled(step)));
    let prompt = std::iter::once(term.to_string()).chain(before).collect::<Vec<_>>().join("\n");
    let task = format!("What is step {} of {}?", at + 1, steps.len());
    let blanks = ClozeText::parse(step).ok().filter(|cloze| cloze.blanks().next().is_some());
    let ask = blanks.and_then(|cloze| typed(one_group(cloze), 1, term));
    Some((task, prompt, ask.unwrap_or_else(|| AnswerKind::Shown { answer: filled(step) })))
}

/// The blanks of a group as something to type; none if the group has none.
fn typed(cloze: ClozeText, group: u32, heading: &str) -> Option<AnswerKind> {
    let is_asked =
        |at: &usize| matches!(&cloze.pieces[*at], ClozePiece::Blank(blank) if blank.group == group);
    let blanks: Vec<ExpectedAnswer> = (0..cloze.pieces.len())
        .filter(is_asked)
        .filter_map(|at| ExpectedAnswer::from_blank(&cloze, at, heading))
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

/// The items of a list, each knowing what stands beside it.
fn list_items(items: &[String], heading: &str) -> Vec<ListItem> {
    let mut list: Vec<ListItem> = items.iter().map(|item| list_item(item, heading)).collect();
    let texts: Vec<String> = list.iter().map(|item| markup::plain(&item.text)).collect();
    for (at, item) in list.iter_mut().enumerate() {
        let setting = &mut item.expected.setting;
        setting.beside = markup::plain(heading);
        for (_, other) in texts.iter().enumerate().filter(|(other, _)| *other != at) {
            setting.beside.push('\n');
            setting.beside.push_str(other);
        }
        setting.item.clone_from(&texts[at]);
    }
    list
}

/// An item with what is to be typed for it: its blank if it has one, and else all of it.
fn list_item(item: &str, heading: &str) -> ListItem {
    let text = filled(item);
    let blank = ClozeText::parse(item).ok().and_then(|cloze| {
        let first = cloze.pieces.iter().position(|piece| matches!(piece, ClozePiece::Blank(_)))?;
        ExpectedAnswer::from_blank(&cloze, first, heading)
    });
    let mut expected = blank.unwrap_or_else(|| ExpectedAnswer {
        answer: markup::plain(&text),
        alternates: vec![],
        hint: None,
        setting: AnswerSetting { around: markup::plain(heading), ..AnswerSetting::default() },
    });
    expected.setting.role = AnswerRole::Item;
    ListItem { text, expected }
}

mod shown_answer;
#[cfg(test)]
mod tests;

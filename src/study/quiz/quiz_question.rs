//! A question of a quiz: what is asked, what can be answered, and what is right.
//!
//! It is made of a card, a form and a seed, and of nothing else: the same three give the same
//! question, so that a quiz that was left can be resumed.

use super::answer_space::{AnswerSpace, QuestionParts, gives_away};
use super::note_bank::NoteBank;
use super::{choice, pairs};
use crate::deck::{CardKind, Note, NoteBody, NoteKind};
use crate::library::{LibraryCard, TopicIx};
use crate::memory::{CardId, QuestionForm};
use crate::rng::{Rng, text_seed};
use crate::study::{AnswerKind, Question};

/// A question of a quiz.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizQuestion {
    /// The form.
    pub form: QuestionForm,
    /// The card's name.
    pub id: CardId,
    /// The card; none once its note is gone.
    pub item: Option<LibraryCard>,
    /// Its note's title when it was asked.
    pub title: String,
    /// Its note's topic.
    pub topic: Option<TopicIx>,
    /// What is to be done, in a few words.
    pub task: String,
    /// What is asked about, with markup.
    pub prompt: String,
    /// What can be answered.
    pub answers: AnswerSpace,
    /// Why a statement holds or not, for feedback, with markup.
    pub because: Option<String>,
}

impl QuizQuestion {
    /// Makes a question; none if the note has no such card, or not enough wrong answers for the
    /// form.
    pub fn make(
        bank: &mut NoteBank<'_>,
        item: LibraryCard,
        form: QuestionForm,
        seed: u64,
    ) -> Option<QuizQuestion> {
        let id = bank.library.card_id(item);
        let mut rng = Rng::new(text_seed(id.as_str(), seed ^ (form as u64 + 1)));
        let note = bank.note(item.note)?;
        let QuestionParts { task, prompt, answers, because } = match form {
            QuestionForm::Choice => choice::choice(bank, item, &note, &mut rng)?,
            QuestionForm::TrueFalse => choice::statement(bank, item, &note, &mut rng)?,
            QuestionForm::Match => pairs::pairs(bank, item, &note, &mut rng)?,
            QuestionForm::Term
            | QuestionForm::FillIn
            | QuestionForm::List
            | QuestionForm::Order => {
                let question = Question::from_card(bank.library, item)?;
                let question = match item.card {
                    CardKind::Answer => question.with_typed_answer()?,
                    _ => question,
                };
                typed(question, &note, form)?
            }
        };
        let topic = bank.library.topic(item.note);
        let title = bank.library.title(item.note);
        Some(QuizQuestion {
            form,
            id,
            item: Some(item),
            title,
            topic,
            task,
            prompt,
            answers,
            because,
        })
    }

    /// The right answer in one line, without markup.
    pub fn answer(&self) -> String {
        use crate::text::markup::plain;
        match &self.answers {
            AnswerSpace::Choice { choices, right } => plain(&choices[*right].text),
            AnswerSpace::Typed(question) => question.answer(),
            AnswerSpace::Pairs { left, right, fits } => left
                .iter()
                .zip(fits)
                .map(|(term, &at)| format!("{}: {}", plain(term), plain(&right[at])))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// How many answers could be guessed from; none where guessing gives nothing.
    pub fn guesses(&self) -> Option<usize> {
        match &self.answers {
            AnswerSpace::Choice { choices, .. } => Some(choices.len()),
            _ => None,
        }
    }
}

/// The parts of a question that is answered as in a drill; none if it does not suit the form.
fn typed(question: Question, note: &Note, form: QuestionForm) -> Option<QuestionParts> {
    let suits = match (&question.kind, form) {
        (AnswerKind::Typed { text: None, .. }, QuestionForm::Term) => {
            !gives_away(&question.prompt, note)
        }
        (AnswerKind::Typed { text: Some(_), .. }, QuestionForm::FillIn)
        | (AnswerKind::Items(_), QuestionForm::List)
        | (AnswerKind::Order { .. }, QuestionForm::Order) => true,
        _ => false,
    };
    suits.then(|| QuestionParts {
        task: question.task.clone(),
        prompt: question.prompt.clone(),
        answers: AnswerSpace::Typed(Box::new(question)),
        because: None,
    })
}

/// The forms in which notes of a kind can be asked, if they are long enough.
pub(super) fn forms_of(kind: NoteKind) -> &'static [QuestionForm] {
    match kind {
        NoteKind::Pair => &[
            QuestionForm::Choice,
            QuestionForm::TrueFalse,
            QuestionForm::Match,
            QuestionForm::Term,
        ],
        NoteKind::Question => &[QuestionForm::Choice, QuestionForm::Term],
        NoteKind::Cloze => &[QuestionForm::FillIn],
        NoteKind::List => &[QuestionForm::List, QuestionForm::Choice],
        NoteKind::Steps => &[QuestionForm::Order, QuestionForm::Choice, QuestionForm::FillIn],
    }
}

/// The forms in which a note can be asked, each with a card.
pub fn forms(note: &Note, rng: &mut Rng) -> Vec<(QuestionForm, CardKind)> {
    let mut any = |cards: Vec<CardKind>| {
        let at = rng.below(cards.len());
        cards.get(at).copied()
    };
    match &note.body {
        NoteBody::Pair { .. } => {
            let choice = any(vec![CardKind::Term, CardKind::Definition]).unwrap_or(CardKind::Term);
            vec![
                (QuestionForm::Choice, choice),
                (QuestionForm::TrueFalse, CardKind::Definition),
                (QuestionForm::Match, CardKind::Term),
                (QuestionForm::Term, CardKind::Term),
            ]
        }
        NoteBody::Question { .. } => {
            vec![(QuestionForm::Choice, CardKind::Answer), (QuestionForm::Term, CardKind::Answer)]
        }
        NoteBody::Cloze { .. } => {
            any(note.cards()).into_iter().map(|card| (QuestionForm::FillIn, card)).collect()
        }
        NoteBody::List { .. } => {
            vec![(QuestionForm::List, CardKind::Items), (QuestionForm::Choice, CardKind::Items)]
        }
        NoteBody::Steps { steps, .. } => {
            let step = |first: u32| (first..=steps.len() as u32).map(CardKind::Step);
            let next = any(step(2).collect()).map(|card| (QuestionForm::Choice, card));
            let blank = any(step(1).collect()).map(|card| (QuestionForm::FillIn, card));
            [(QuestionForm::Order, CardKind::Order), (QuestionForm::Choice, CardKind::Order)]
                .into_iter()
                .chain(next)
                .chain(blank)
                .collect()
        }
    }
}

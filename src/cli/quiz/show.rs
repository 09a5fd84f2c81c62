//! A question of a quiz and its answer in plain words.

use crate::cli::print::plain_text::{self, PlainLayout};
use crate::study::quiz::{AnswerSpace, QuizItem, QuizQuestion, QuizResponse, letter};
use crate::text::math::GlyphSet;

/// What is asked about.
pub(super) fn prompt(question: &QuizQuestion, layout: PlainLayout) -> String {
    match &question.answers {
        AnswerSpace::Typed(question) => plain_text::prompt(question, layout),
        AnswerSpace::Choice { .. } | AnswerSpace::Pairs { .. } => layout.text(&question.prompt),
    }
}

/// What there is to choose from, to put in order, or to pair with the terms.
pub(super) fn choices(quiz_item: &QuizItem, glyphs: GlyphSet) -> Option<Vec<String>> {
    let plain = |text: &String| plain_text::plain(text, glyphs);
    match (&quiz_item.question.answers, &quiz_item.response) {
        (AnswerSpace::Choice { choices, .. }, _) => {
            Some(choices.iter().map(|choice| plain(&choice.text)).collect())
        }
        (AnswerSpace::Typed(question), QuizResponse::Typed(draft)) => {
            plain_text::steps(question, draft, glyphs)
        }
        (AnswerSpace::Pairs { right, .. }, _) => Some(right.iter().map(plain).collect()),
        _ => None,
    }
}

/// The terms to pair; none where nothing is.
pub(super) fn pairs(question: &QuizQuestion, glyphs: GlyphSet) -> Option<Vec<String>> {
    match &question.answers {
        AnswerSpace::Pairs { left, .. } => {
            Some(left.iter().map(|term| plain_text::plain(term, glyphs)).collect())
        }
        _ => None,
    }
}

/// The right answer as people read it, a thing a line.
pub(super) fn answer(question: &QuizQuestion, layout: PlainLayout) -> Vec<String> {
    let glyphs = layout.glyphs;
    match &question.answers {
        AnswerSpace::Choice { choices, right } => {
            vec![format!(
                "{}  {}",
                letter(*right),
                plain_text::plain(&choices[*right].text, glyphs)
            )]
        }
        AnswerSpace::Typed(question) => plain_text::answer(question, layout),
        AnswerSpace::Pairs { left, right, fits } => left
            .iter()
            .zip(fits)
            .map(|(term, &at)| {
                format!(
                    "{}: {}. {}",
                    plain_text::plain(term, glyphs),
                    at + 1,
                    plain_text::plain(&right[at], glyphs)
                )
            })
            .collect(),
    }
}

/// What sets the wrong pick apart from the right answer, or why a statement does not hold.
pub(super) fn because(quiz_item: &QuizItem, glyphs: GlyphSet) -> Option<String> {
    quiz_item.because().map(|text| plain_text::plain(text, glyphs))
}

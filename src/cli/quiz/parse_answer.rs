//! From what somebody typed or sent to what the quiz understands.

use crate::cli::print::plain_text;
use crate::fault::Fault;
use crate::study::AnswerDraft;
use crate::study::answer_draft::names_each_place;
use crate::study::quiz::{AnswerSpace, QuizInput, QuizItem, QuizResponse, letter};
use crate::text::fold::fold;
use crate::text::math::GlyphSet;

/// The inputs that choose an answer, counted from 0, and give it.
pub(super) fn choose(
    quiz_item: &QuizItem,
    choice: usize,
) -> Result<Vec<QuizInput<'static>>, Fault> {
    let AnswerSpace::Choice { choices, .. } = &quiz_item.question.answers else {
        return Err(Fault::error(
            "this question has nothing to choose from",
            r#"send {"answer":"…"}, or {"skip":true}"#,
        ));
    };
    if choice >= choices.len() {
        let what = format!("there is no choice {choice}");
        return Err(Fault::error(
            what,
            format!("choices are counted from 0 to {}", choices.len() - 1),
        ));
    }
    Ok(vec![QuizInput::Pick(choice), QuizInput::Answer])
}

/// The inputs that give what was typed as the whole answer.
pub(super) fn answer<'t>(
    quiz_item: &QuizItem,
    typed: &'t str,
) -> Result<Vec<QuizInput<'t>>, Fault> {
    match (&quiz_item.question.answers, &quiz_item.response) {
        (AnswerSpace::Choice { choices, .. }, _) => {
            let texts: Vec<String> = choices
                .iter()
                .map(|choice| plain_text::plain(&choice.text, GlyphSet::Unicode))
                .collect();
            match named(typed, &texts) {
                Some(choice) => choose(quiz_item, choice),
                None => Err(Fault::error(
                    "the answer is none of the choices",
                    "send a choice's letter or its text",
                )),
            }
        }
        (AnswerSpace::Typed(_), QuizResponse::Typed(draft @ AnswerDraft::Order(shown))) => {
            let moves = plain_text::places(typed, shown.len())
                .and_then(|places| draft.moves_to(&places))
                .ok_or_else(|| no_places("the answer is no order of the choices", shown.len()))?;
            Ok(moves
                .into_iter()
                .map(|(from, to)| QuizInput::MoveStep(from, to))
                .chain([QuizInput::Answer])
                .collect())
        }
        (AnswerSpace::Pairs { left, .. }, QuizResponse::Pairs(given)) => {
            let places = plain_text::places(typed, left.len())
                .filter(|places| names_each_place(places, left.len()))
                .ok_or_else(|| {
                    no_places("the answer does not give each term a choice", left.len())
                })?;
            Ok(pairing(given, &places))
        }
        (AnswerSpace::Typed(question), _) if !typed.trim().is_empty() => {
            let pieces = plain_text::pieces(typed, question.kind.wanted());
            Ok(pieces.into_iter().map(QuizInput::Type).chain([QuizInput::Answer]).collect())
        }
        // What is left open is given as it is.
        _ => Ok(vec![QuizInput::Answer]),
    }
}

/// The inputs that pair each term with the definition at a place, and give that. What is
/// paired so already stays.
fn pairing(given: &[Option<usize>], places: &[usize]) -> Vec<QuizInput<'static>> {
    let (mut given, mut inputs) = (given.to_vec(), Vec::new());
    for (left, &right) in places.iter().enumerate() {
        if given[left] != Some(right) {
            // The quiz takes a definition from the term that had it.
            given.iter_mut().filter(|pair| **pair == Some(right)).for_each(|pair| *pair = None);
            given[left] = Some(right);
            inputs.push(QuizInput::Pair(left, right));
        }
    }
    inputs.push(QuizInput::Answer);
    inputs
}

/// The choice that is named by its text, its letter, or its number counted from 1.
fn named(typed: &str, choices: &[String]) -> Option<usize> {
    let typed = fold(typed.trim());
    let text = choices.iter().position(|choice| fold(choice.trim()) == typed);
    text.or_else(|| (0..choices.len()).find(|&at| letter(at).to_string() == typed))
        .or_else(|| typed.parse::<usize>().ok()?.checked_sub(1).filter(|&at| at < choices.len()))
        .or_else(|| {
            choices.iter().position(|choice| {
                typed.len() == 1
                    && matches!(choice.as_str(), "True" | "False")
                    && fold(choice).starts_with(&typed)
            })
        })
}

fn no_places(what: &str, count: usize) -> Fault {
    let example = (0..count).map(|at| [2, 1].get(at).map_or(at + 1, |&place| place).to_string());
    let example = example.collect::<Vec<_>>().join(" ");
    Fault::error(what, format!("send each number from 1 to {count} once, as in {example}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_has_three_names() {
        let choices = ["Layer norm", "Batch norm", "B"].map(String::from);
        for (typed, place) in [
            ("a", Some(0)),
            (" BATCH NORM", Some(1)),
            ("2", Some(1)),
            ("b", Some(2)),
            ("c", Some(2)),
            ("d", None),
            ("0", None),
            ("", None),
        ] {
            assert_eq!(named(typed, &choices), place, "{typed}");
        }
        let truth = ["True", "False"].map(String::from);
        for (typed, place) in [
            ("true", Some(0)),
            ("F", Some(1)),
            ("b", Some(1)),
            ("t", Some(0)),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(named(typed, &truth), place, "{typed}");
        }
    }

    #[test]
    fn pairs_that_stand_are_not_taken_away() {
        let inputs = pairing(&[Some(0), Some(1), Some(2)], &[0, 2, 1]);
        assert_eq!(inputs, [QuizInput::Pair(1, 2), QuizInput::Pair(2, 1), QuizInput::Answer]);
    }
}

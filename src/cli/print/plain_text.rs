//! A question and its answer in plain words: no marks, formulas on a line.

use crate::clock::Moment;
use crate::memory::Scheduler;
use crate::study::answer::AnswerVerdict;
use crate::study::{AnswerDraft, AnswerKind, Feedback, Question};
use crate::text::markup::{TextTone, runs};
use crate::text::math::{self, GlyphSet};

/// Text without its marks.
pub(crate) fn plain(text: &str, glyphs: GlyphSet) -> String {
    runs(text)
        .into_iter()
        .map(|run| match run.tone {
            TextTone::Math => math::line(&run.text, glyphs),
            TextTone::Plain | TextTone::Emphasis | TextTone::Code => run.text,
        })
        .collect()
}

/// The local time of a moment, without the day if that is today.
pub(crate) fn local_time(scheduler: &Scheduler, now: Moment, time: Moment) -> String {
    let calendar = scheduler.calendar();
    let local = calendar.date_and_time(time);
    let (date, clock) = local.split_once(' ').unwrap_or(("", &local));
    if calendar.date_and_time(now).starts_with(date) { clock.to_string() } else { local }
}

/// What is asked about: the heading, and the text with its blanks open.
pub(crate) fn prompt(question: &Question, glyphs: GlyphSet) -> String {
    let open = match &question.kind {
        AnswerKind::Typed { text: Some(cloze), group, .. } => cloze.masked(Some(*group)),
        _ => String::new(),
    };
    let parts = [question.prompt.as_str(), open.as_str()];
    let parts =
        parts.into_iter().filter(|part| !part.trim().is_empty()).map(|part| plain(part, glyphs));
    parts.collect::<Vec<_>>().join("\n")
}

/// The steps as they lie now; none where nothing is put in order.
pub(crate) fn steps(
    question: &Question,
    draft: &AnswerDraft,
    glyphs: GlyphSet,
) -> Option<Vec<String>> {
    match (draft, &question.kind) {
        (AnswerDraft::Order(order), AnswerKind::Order { steps, .. }) => {
            Some(order.iter().filter_map(|&step| Some(plain(steps.get(step)?, glyphs))).collect())
        }
        _ => None,
    }
}

/// What is to be chosen from or put in order; none where there is nothing of the kind.
pub(crate) fn choices(
    question: &Question,
    draft: &AnswerDraft,
    glyphs: GlyphSet,
) -> Option<Vec<String>> {
    match &question.kind {
        AnswerKind::Choice { choices, .. } => {
            Some(choices.iter().map(|choice| plain(&choice.text, glyphs)).collect())
        }
        _ => steps(question, draft, glyphs),
    }
}

/// The right answer as people read it: the filled text, the items or the steps, one a line.
pub(crate) fn answer(question: &Question, glyphs: GlyphSet) -> Vec<String> {
    match &question.kind {
        AnswerKind::Shown { answer } => vec![plain(answer, glyphs)],
        AnswerKind::Choice { choices, right } => vec![plain(&choices[*right].text, glyphs)],
        AnswerKind::Typed { text: Some(cloze), blanks, .. } => {
            let answers: Vec<&str> = blanks.iter().map(|blank| blank.answer.as_str()).collect();
            vec![answers.join("; "), plain(&cloze.filled(), glyphs)]
        }
        AnswerKind::Typed { text: None, blanks, .. } => {
            blanks.iter().map(|blank| blank.answer.clone()).collect()
        }
        AnswerKind::Items(items) => items.iter().map(|item| plain(&item.text, glyphs)).collect(),
        AnswerKind::Order { steps, .. } => steps
            .iter()
            .enumerate()
            .map(|(i, step)| format!("{}. {}", i + 1, plain(step, glyphs)))
            .collect(),
    }
}

/// The reply to something typed.
pub(crate) fn feedback(typed: &str, feedback: &Feedback) -> String {
    match feedback {
        Feedback::Judged(AnswerVerdict::Right) => "Right.".to_string(),
        Feedback::Judged(AnswerVerdict::Slip(meant)) => {
            format!("Right but for a slip: you typed {typed}, it is {meant}.")
        }
        Feedback::Judged(AnswerVerdict::Wrong) => "No.".to_string(),
        Feedback::Already(_) => "That one is named already.".to_string(),
        Feedback::Nothing => String::new(),
    }
}

/// Cuts a line into the answers that it holds: several are set apart by line breaks or semicolons,
/// and one that is wanted alone is taken whole.
pub(crate) fn pieces(typed: &str, wanted: usize) -> Vec<&str> {
    let pieces: Vec<&str> =
        if wanted == 1 { vec![typed] } else { typed.split(['\n', ';']).map(str::trim).collect() };
    let named: Vec<&str> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    // An empty answer is one too: a blank left open is wrong.
    if named.is_empty() { vec![""] } else { named }
}

/// Reads the places of steps as `2 1 3`, `2,1,3`, `213`, `b a c` or `bac`, counted from 0.
pub(crate) fn places(typed: &str, count: usize) -> Option<Vec<usize>> {
    let tokens: Vec<&str> =
        typed.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let one = |token: &str| -> Option<usize> {
        let mut letters = token.chars();
        match (letters.next()?, letters.next()) {
            (letter, None) if letter.is_ascii_alphabetic() => {
                Some((letter.to_ascii_lowercase() as usize) - ('a' as usize))
            }
            _ => token.parse::<usize>().ok()?.checked_sub(1),
        }
    };
    let pieces: Vec<String> = match tokens.as_slice() {
        [token] if token.chars().count() == count => token.chars().map(String::from).collect(),
        _ => tokens.iter().map(ToString::to_string).collect(),
    };
    pieces.iter().map(|piece| one(piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_however_it_is_written() {
        for typed in ["2 1 3", "2,1,3", "213", "b a c", "BAC", " 2; 1; 3. "] {
            assert_eq!(places(typed, 3), Some(vec![1, 0, 2]), "{typed}");
        }
        assert_eq!(places("0 1 2", 3), None);
        assert_eq!(places("one two", 2), None);
        assert_eq!(places("10 1", 10), Some(vec![9, 0]));
    }
}

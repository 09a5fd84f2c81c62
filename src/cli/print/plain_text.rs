//! A question and its answer in plain words: no marks, formulas on a line.

use crate::study::answer::AnswerVerdict;
use crate::study::{AnswerDraft, AnswerKind, Feedback, Question, TypedAnswer};
use crate::text::markup::{TextTone, runs};
use crate::text::math::{self, GlyphSet};

/// Returns text without its marks.
pub(crate) fn plain(text: &str, glyphs: GlyphSet) -> String {
    let words = |run: crate::text::markup::TextRun| match run.tone {
        TextTone::Math => math::line(&run.text, glyphs),
        TextTone::Plain | TextTone::Emphasis | TextTone::Code => run.text,
    };
    runs(text).into_iter().map(words).collect()
}

/// Returns what is asked about: the heading, and the text with its blanks open.
pub(crate) fn prompt(question: &Question, glyphs: GlyphSet) -> String {
    let open = match &question.ask {
        AnswerKind::Typed { text: Some(cloze), group, .. } => cloze.masked(Some(*group)),
        _ => String::new(),
    };
    let parts = [question.prompt.as_str(), open.as_str()];
    let parts =
        parts.into_iter().filter(|part| !part.trim().is_empty()).map(|part| plain(part, glyphs));
    parts.collect::<Vec<_>>().join("\n")
}

/// Returns the steps as they lie now; none where nothing is put in order.
pub(crate) fn steps(
    question: &Question,
    attempt: &AnswerDraft,
    glyphs: GlyphSet,
) -> Option<Vec<String>> {
    match (attempt, &question.ask) {
        (AnswerDraft::Order(order), AnswerKind::Order { steps, .. }) => {
            Some(order.iter().filter_map(|&step| Some(plain(steps.get(step)?, glyphs))).collect())
        }
        _ => None,
    }
}

/// Returns the right answer as people read it: the filled text, the items or the steps, one a line.
pub(crate) fn answer(question: &Question, glyphs: GlyphSet) -> Vec<String> {
    match &question.ask {
        AnswerKind::Shown { answer } => vec![plain(answer, glyphs)],
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

/// Returns how many answers are to be typed.
pub(crate) fn wanted(ask: &AnswerKind) -> usize {
    match ask {
        AnswerKind::Typed { blanks, .. } => blanks.len(),
        AnswerKind::Items(items) => items.len(),
        AnswerKind::Shown { .. } | AnswerKind::Order { .. } => 0,
    }
}

/// Returns what was typed so far.
pub(crate) fn given(attempt: &AnswerDraft) -> Vec<&TypedAnswer> {
    match attempt {
        AnswerDraft::Typed(given) => given.iter().collect(),
        AnswerDraft::Items { found, .. } => found.iter().flatten().collect(),
        AnswerDraft::Thought | AnswerDraft::Order(_) => Vec::new(),
    }
}

/// Whether the answer counts only because a slip was forgiven.
pub(crate) fn has_slip(attempt: &AnswerDraft) -> bool {
    given(attempt).iter().any(|given| matches!(given.verdict, AnswerVerdict::Slip(_)))
}

/// Returns what is said to something typed.
pub(crate) fn heard(typed: &str, heard: &Feedback) -> String {
    match heard {
        Feedback::Taken(AnswerVerdict::Right) => "Right.".to_string(),
        Feedback::Taken(AnswerVerdict::Slip(meant)) => {
            format!("Right but for a slip: you typed {typed}, it is {meant}.")
        }
        Feedback::Taken(AnswerVerdict::Wrong) => "No.".to_string(),
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

/// Returns the moves, each from one place to another, that put what is shown in an order: `places`
/// are places in the order shown, counted from 0. None if they do not name each place once.
pub(crate) fn moves(shown: &[usize], places: &[usize]) -> Option<Vec<(usize, usize)>> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..shown.len()) {
        return None;
    }
    let (mut order, mut moves) = (shown.to_vec(), Vec::new());
    for (to, &place) in places.iter().enumerate() {
        let from = order.iter().position(|&step| step == shown[place])?;
        let step = order.remove(from);
        order.insert(to, step);
        moves.push((from, to));
    }
    Some(moves)
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
    fn moves_put_the_steps_where_they_are_wanted() {
        let mut order = vec![2, 0, 1];
        for (from, to) in moves(&order.clone(), &[1, 2, 0]).unwrap() {
            let step = order.remove(from);
            order.insert(to, step);
        }
        assert_eq!(order, [0, 1, 2]);
        assert_eq!(moves(&[0, 1], &[0, 0]), None);
        assert_eq!(moves(&[0, 1], &[0]), None);
    }

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

//! A question and its answer in plain words: no marks, formulas on a line.

use crate::clock::Moment;
use crate::library::page::BlockStyle;
use crate::memory::Scheduler;
use crate::study::answer::AnswerVerdict;
use crate::study::{AnswerDraft, AnswerKind, Feedback, Question};
use crate::text::cloze::{Blank, ClozeText};
use crate::text::markdown::{self, Block};
use crate::text::markup::{TextTone, runs};
use crate::text::math::{self, GlyphSet};
use crate::text::wrap::StyledSpan;

/// A blank without a hint.
const GAP: &str = "____";
/// More columns than a line has.
const UNWRAPPED: usize = 1 << 20;

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

/// How text is set for people who read line by line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainLayout {
    /// The most columns of a line; none where lines are as long as they are.
    pub(crate) columns: Option<usize>,
    /// What may be drawn with.
    pub(crate) glyphs: GlyphSet,
}

impl PlainLayout {
    /// Lines as long as they are, with every sign.
    pub(crate) const FREE: PlainLayout = PlainLayout { columns: None, glyphs: GlyphSet::Unicode };

    /// A text in lines: code as it is, lists indented, tables with even columns.
    pub(crate) fn text(self, text: &str) -> String {
        self.lines(&markdown::read(text), &|_| Vec::new())
    }

    /// A text with its blanks as `show` has them.
    fn cloze(self, cloze: &ClozeText, show: impl Fn(&Blank) -> String) -> String {
        let blanks: Vec<&Blank> = cloze.blanks().collect();
        let blank = |number: usize| {
            let shown = blanks.get(number).map(|blank| ((), show(blank)));
            shown.into_iter().collect()
        };
        self.lines(&markdown::read_blanks(cloze), &blank)
    }

    fn lines(self, blocks: &[Block], blank: &dyn Fn(usize) -> Vec<StyledSpan<()>>) -> String {
        let style = BlockStyle {
            glyphs: self.glyphs,
            role: &|_| (),
            blank,
            line_by_line: true,
            pictures: None,
        };
        let lines = style.lines(blocks, self.columns.unwrap_or(UNWRAPPED)).into_iter();
        let line = |spans: Vec<StyledSpan<()>>| spans.into_iter().map(|((), text)| text).collect();
        lines.map(line).collect::<Vec<String>>().join("\n")
    }
}

/// What is asked about: the heading, and the text with its blanks open.
pub(crate) fn prompt(question: &Question, layout: PlainLayout) -> String {
    let open = match &question.kind {
        AnswerKind::Typed { text: Some(cloze), group, .. } => {
            layout.cloze(cloze, |blank| match &blank.hint {
                _ if blank.group != *group => plain(&blank.answer, layout.glyphs),
                Some(hint) => format!("[{hint}]"),
                None => GAP.to_string(),
            })
        }
        _ => String::new(),
    };
    let parts = [layout.text(&question.prompt), open];
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
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
pub(crate) fn answer(question: &Question, layout: PlainLayout) -> Vec<String> {
    let glyphs = layout.glyphs;
    match &question.kind {
        AnswerKind::Shown { answer } => vec![layout.text(answer)],
        AnswerKind::Choice { choices, right } => vec![plain(&choices[*right].text, glyphs)],
        AnswerKind::Typed { text: Some(cloze), blanks, .. } => {
            let answers: Vec<&str> = blanks.iter().map(|blank| blank.answer.as_str()).collect();
            let filled = layout.cloze(cloze, |blank| plain(&blank.answer, glyphs));
            vec![answers.join("; "), filled]
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
            format!("Right, with a slip: you typed {typed}; it is {meant}.")
        }
        Feedback::Judged(AnswerVerdict::Close { why, .. }) => format!("Close, but {why}."),
        Feedback::Judged(verdict) => {
            verdict.remark().map_or_else(|| "No.".to_string(), |remark| format!("No: {remark}."))
        }
        Feedback::Already(_) => "You already named that one.".to_string(),
        Feedback::Hint(..) | Feedback::Nothing => String::new(),
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
    fn a_table_has_even_columns_and_folds_where_it_must() {
        let table = "| Name | What it does |\n| --- | --: |\n| `a` | adds |\n\
                     | longer name | takes two of them away |";
        let set = |columns| PlainLayout { columns, glyphs: GlyphSet::Ascii }.text(table);
        let wide = "Name        |           What it does\n\
                    ------------+-----------------------\n\
                    a           |                   adds\n\
                    longer name | takes two of them away";
        assert_eq!(set(None), wide);
        assert_eq!(set(Some(72)), wide);
        let narrow = set(Some(24));
        assert!(narrow.lines().all(|line| line.len() <= 24), "{narrow}");
        assert!(narrow.lines().nth(3).is_some_and(|line| line.contains(" | ")), "{narrow}");
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

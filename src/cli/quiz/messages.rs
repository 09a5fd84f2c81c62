//! What a quiz says to a program, an object a line.
//!
//! What is right goes out with the answer in practice, and after the last one in an exam.

use std::time::Duration;

use serde::Serialize;

use super::show;
use crate::cli::print::plain_text::PlainLayout;
use crate::library::TopicIx;
use crate::memory::AnswerMark;
use crate::session::{RecordedAnswer, RecordedQuiz};
use crate::study::quiz::{CorrectCount, QuizItem, QuizOver, QuizPhase};
use crate::text::math::GlyphSet;

/// What goes out, an object a line. Keys may be added, never changed.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum QuizMessage<'a> {
    Question(QuizQuestionJson<'a>),
    Recorded(QuizRecordedJson<'a>),
    Error { what: &'a str, remedy: &'a str },
    Done(QuizDoneJson<'a>),
}

#[derive(Serialize)]
pub(super) struct QuizQuestionJson<'a> {
    card: &'a str,
    kind: &'static str,
    task: &'a str,
    prompt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Vec<String>>,
    /// Its number in the order in which the questions are put.
    number: u16,
    /// How many there are, as far as is known: in practice what was missed comes back.
    of: usize,
    again: bool,
    typed: bool,
    /// How many answers are to be typed.
    wanted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds_left: Option<f64>,
    deck: &'a str,
    topic: Option<&'a str>,
    at: String,
}

#[derive(Serialize)]
pub(super) struct QuizRecordedJson<'a> {
    entry: String,
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    /// Whether it came after its time.
    late: bool,
    at: String,
}

#[derive(Serialize)]
pub(super) struct QuizDoneJson<'a> {
    quiz: String,
    /// The questions that were put, and those of them answered rightly or not at all.
    asked: usize,
    correct: usize,
    unanswered: usize,
    /// The questions that the score is over: each once, and in an exam also those that were not
    /// reached.
    scored: usize,
    score: f64,
    corrected: f64,
    seconds: f64,
    mode: &'static str,
    seed: u64,
    ended: &'static str,
    expired: bool,
    topics: Vec<TopicResultJson<'a>>,
    kinds: Vec<KindResultJson>,
    answers: Vec<QuizAnswerJson<'a>>,
}

#[derive(Serialize)]
struct QuizAnswerJson<'a> {
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    again: bool,
}

#[derive(Serialize)]
struct TopicResultJson<'a> {
    topic: Option<&'a str>,
    asked: usize,
    correct: usize,
}

#[derive(Serialize)]
struct KindResultJson {
    kind: &'static str,
    asked: usize,
    correct: usize,
}

/// An answer; where it is still secret, what is right is left out.
#[derive(Serialize)]
struct AnswerJson<'a> {
    card: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<&'static str>,
    given: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    seconds: f64,
}

/// The line that acknowledges an answer.
pub(super) fn recorded(session: &RecordedQuiz, kept: RecordedAnswer) -> QuizRecordedJson<'_> {
    let quiz_item = session.answered_question(kept);
    QuizRecordedJson {
        entry: kept.entry.to_string(),
        answer: answer_json(quiz_item, session.quiz().is_exam()),
        late: quiz_item.closed || session.quiz().phase() == QuizPhase::Over(QuizOver::TimeUp),
        at: kept.at.to_string(),
    }
}

/// An answer; where it is still secret, only whether there is one.
fn answer_json(quiz_item: &QuizItem, secret: bool) -> AnswerJson<'_> {
    let mark = quiz_item.mark.unwrap_or(AnswerMark::Unanswered);
    let open = !secret;
    AnswerJson {
        card: quiz_item.question.id.as_str(),
        kind: quiz_item.question.form.name(),
        correct: open.then_some(mark == AnswerMark::Right),
        mark: (open || mark == AnswerMark::Unanswered).then(|| mark.name()),
        given: &quiz_item.given,
        answer: open.then(|| quiz_item.question.answer()),
        because: if open { show::because(quiz_item, GlyphSet::Unicode) } else { None },
        seconds: seconds(quiz_item.took),
    }
}

/// The line that asks a question.
pub(super) fn question<'a>(
    session: &'a RecordedQuiz,
    quiz_item: &'a QuizItem,
) -> QuizQuestionJson<'a> {
    let question = &quiz_item.question;
    let typed = question.answers.typed_question();
    QuizQuestionJson {
        card: question.id.as_str(),
        kind: question.form.name(),
        task: &question.task,
        prompt: show::prompt(question, PlainLayout::FREE),
        choices: show::choices(quiz_item, GlyphSet::Unicode),
        pairs: show::pairs(question, GlyphSet::Unicode),
        number: quiz_item.number.unwrap_or_default() + 1,
        of: session.quiz().state().items.len(),
        again: quiz_item.again,
        typed: typed.is_some(),
        wanted: typed.map_or(0, |question| question.kind.wanted()),
        seconds_left: session.time_left().map(seconds),
        deck: question.id.deck(),
        topic: topic(session, question.topic),
        at: session.now().wall.to_string(),
    }
}

fn topic(session: &RecordedQuiz, topic: Option<TopicIx>) -> Option<&str> {
    topic.map(|topic| session.recorder.learner.library.topic_info(topic).id.as_str())
}

/// The last line. Of an exam that is only left, nothing is given away.
pub(super) fn done(session: &RecordedQuiz) -> QuizDoneJson<'_> {
    let quiz = session.quiz();
    let report = quiz.report(session.now().run);
    let question: Vec<&QuizItem> =
        quiz.state().items.iter().filter(|quiz_item| quiz_item.number.is_some()).collect();
    let secret = quiz.is_exam() && !session.is_over();
    let counts = |CorrectCount { right, asked }: CorrectCount| (asked, right);
    let topics = report.topics.iter().map(|(of, tally)| {
        let (asked, correct) = counts(*tally);
        TopicResultJson { topic: topic(session, *of), asked, correct }
    });
    let kinds = report.forms.iter().map(|(form, tally)| {
        let (asked, correct) = counts(*tally);
        KindResultJson { kind: form.name(), asked, correct }
    });
    QuizDoneJson {
        quiz: quiz.id.to_string(),
        asked: question.len(),
        correct: question
            .iter()
            .filter(|quiz_item| quiz_item.mark == Some(AnswerMark::Right))
            .count(),
        unanswered: question.iter().filter(|quiz_item| !quiz_item.is_answered()).count(),
        scored: report.asked,
        score: report.score(),
        corrected: report.corrected,
        seconds: seconds(report.took),
        mode: quiz.rules.mode.name(),
        seed: quiz.rules.seed,
        ended: match quiz.phase() {
            QuizPhase::Over(QuizOver::Finished) => "finished",
            QuizPhase::Over(QuizOver::TimeUp) => "expired",
            QuizPhase::Over(QuizOver::Stopped) => "stopped",
            _ => "left",
        },
        expired: quiz.phase() == QuizPhase::Over(QuizOver::TimeUp),
        topics: topics.collect(),
        kinds: kinds.collect(),
        answers: question
            .iter()
            .map(|quiz_item| QuizAnswerJson {
                answer: answer_json(quiz_item, secret),
                again: quiz_item.again,
            })
            .collect(),
    }
}

/// Seconds with as many digits as the log has.
fn seconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}

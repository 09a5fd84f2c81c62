//! What a quiz says to a program, an object a line.
//!
//! What is right goes out with the answer in practice, and after the last one in an exam.

use std::time::Duration;

use serde::Serialize;

use super::session::{Kept, Session};
use super::show;
use crate::cli::print::plain_text;
use crate::library::TopicIx;
use crate::memory::Mark;
use crate::study::quiz::{Answers, Phase, Slot, Tally, Why};
use crate::text::math::Glyphs;

/// What goes out, an object a line. Keys may be added, never changed.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Say<'a> {
    Question(Question<'a>),
    Recorded(Recorded<'a>),
    Error { what: &'a str, remedy: &'a str },
    Done(Done<'a>),
}

#[derive(Serialize)]
pub(super) struct Question<'a> {
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
pub(super) struct Recorded<'a> {
    entry: String,
    #[serde(flatten)]
    told: Told<'a>,
    /// Whether it came after its time.
    late: bool,
    at: String,
}

#[derive(Serialize)]
pub(super) struct Done<'a> {
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
    topics: Vec<ByTopic<'a>>,
    kinds: Vec<ByKind>,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    told: Told<'a>,
    again: bool,
}

#[derive(Serialize)]
struct ByTopic<'a> {
    topic: Option<&'a str>,
    asked: usize,
    correct: usize,
}

#[derive(Serialize)]
struct ByKind {
    kind: &'static str,
    asked: usize,
    correct: usize,
}

/// An answer; where it is still secret, what is right is left out.
#[derive(Serialize)]
struct Told<'a> {
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

/// Returns the line that acknowledges an answer.
pub(super) fn recorded(session: &Session, kept: Kept) -> Recorded<'_> {
    let slot = session.slot(kept);
    Recorded {
        entry: kept.entry.to_string(),
        told: told(slot, session.quiz().is_exam()),
        late: slot.closed || session.quiz().phase() == Phase::Over(Why::TimeUp),
        at: kept.at.to_string(),
    }
}

/// Returns what is told of an answer; where it is still secret, only whether there is one.
fn told(slot: &Slot, secret: bool) -> Told<'_> {
    let mark = slot.mark.unwrap_or(Mark::Unanswered);
    let open = !secret;
    Told {
        card: slot.put.id.as_str(),
        kind: slot.put.form.name(),
        correct: open.then_some(mark == Mark::Right),
        mark: (open || mark == Mark::Unanswered).then(|| mark.name()),
        given: &slot.given,
        answer: open.then(|| slot.put.answer()),
        because: if open { show::because(slot, Glyphs::Unicode) } else { None },
        seconds: seconds(slot.took),
    }
}

/// Returns the line that puts a question.
pub(super) fn question<'a>(session: &'a Session, slot: &'a Slot) -> Question<'a> {
    let put = &slot.put;
    let typed = match &put.answers {
        Answers::Typed(question) => Some(question).filter(|question| question.is_typed()),
        Answers::Choice { .. } | Answers::Pairs { .. } => None,
    };
    Question {
        card: put.id.as_str(),
        kind: put.form.name(),
        task: &put.task,
        prompt: show::prompt(put, Glyphs::Unicode),
        choices: show::choices(slot, Glyphs::Unicode),
        pairs: show::pairs(put, Glyphs::Unicode),
        number: slot.number.unwrap_or_default() + 1,
        of: session.quiz().sheet().slots.len(),
        again: slot.again,
        typed: typed.is_some(),
        wanted: typed.map_or(0, |question| plain_text::wanted(&question.ask)),
        seconds_left: session.left().map(seconds),
        deck: put.id.deck(),
        topic: topic(session, put.topic),
        at: session.now().wall.to_string(),
    }
}

fn topic(session: &Session, topic: Option<TopicIx>) -> Option<&str> {
    topic.map(|topic| session.desk.collection.topic_info(topic).id.as_str())
}

/// Returns the last line. Of an exam that is only left, nothing is given away.
pub(super) fn done(session: &Session) -> Done<'_> {
    let quiz = session.quiz();
    let report = quiz.report(session.now().run);
    let put: Vec<&Slot> = quiz.sheet().slots.iter().filter(|slot| slot.number.is_some()).collect();
    let secret = quiz.is_exam() && !session.is_over();
    let counts = |Tally { right, asked }: Tally| (asked, right);
    let topics = report.topics.iter().map(|(of, tally)| {
        let (asked, correct) = counts(*tally);
        ByTopic { topic: topic(session, *of), asked, correct }
    });
    let kinds = report.forms.iter().map(|(form, tally)| {
        let (asked, correct) = counts(*tally);
        ByKind { kind: form.name(), asked, correct }
    });
    Done {
        quiz: quiz.id.to_string(),
        asked: put.len(),
        correct: put.iter().filter(|slot| slot.mark == Some(Mark::Right)).count(),
        unanswered: put.iter().filter(|slot| !slot.is_answered()).count(),
        scored: report.asked,
        score: report.score(),
        corrected: report.corrected,
        seconds: seconds(report.took),
        mode: quiz.rules.mode.name(),
        seed: quiz.rules.seed,
        ended: match quiz.phase() {
            Phase::Over(Why::Finished) => "finished",
            Phase::Over(Why::TimeUp) => "expired",
            Phase::Over(Why::Stopped) => "stopped",
            _ => "left",
        },
        expired: quiz.phase() == Phase::Over(Why::TimeUp),
        topics: topics.collect(),
        kinds: kinds.collect(),
        answers: put
            .iter()
            .map(|slot| Answer { told: told(slot, secret), again: slot.again })
            .collect(),
    }
}

/// Returns seconds with as many digits as the log has.
fn seconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}

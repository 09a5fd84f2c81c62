//! The lines that a program may send to a quiz, and the errors for others.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::cli::request::{flag, line, one, timing};
use crate::fault::Fault;

/// The keys that a line may have.
const KEYS: [&str; 7] = ["choice", "answer", "skip", "stop", "seconds", "at", "rating"];
/// A line that is understood.
const EXAMPLE: &str = r#"{"choice":0} or {"answer":"softmax"}"#;
/// The longest that an answer can have taken, in seconds: a year.
const LONGEST: f64 = 366.0 * 86_400.0;

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum QuizLine {
    /// This choice, counted from 0.
    Choose(usize),
    /// This was typed.
    Answer(String),
    /// The next question.
    Skip,
    /// The end.
    Stop,
}

/// A line that was understood.
pub(super) type QuizInputLine = crate::cli::request::TimedRequest<QuizLine>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuizLineFields {
    choice: Option<usize>,
    answer: Option<String>,
    skip: Option<bool>,
    stop: Option<bool>,
    seconds: Option<f64>,
    at: Option<String>,
    rating: Option<IgnoredAny>,
}

/// Reads a line.
pub(super) fn read(text: &str) -> Result<QuizInputLine, Fault> {
    let sent: QuizLineFields = line(text, &KEYS, EXAMPLE)?;
    if sent.rating.is_some() {
        return Err(Fault::error(
            "a quiz takes no ratings: it marks answers itself",
            format!("send {EXAMPLE}"),
        ));
    }
    let timing = timing(sent.seconds, sent.at.as_deref())?;
    if timing.seconds.is_some_and(|seconds| seconds > LONGEST) {
        return Err(Fault::error(
            "`seconds` is more than a year",
            "send how long the answer took, or leave it out",
        ));
    }
    let commands = [
        sent.choice.map(QuizLine::Choose),
        sent.answer.map(QuizLine::Answer),
        flag(sent.skip, QuizLine::Skip),
        flag(sent.stop, QuizLine::Stop),
    ];
    let command = one(commands, "a choice, an answer, skip or stop")?;
    Ok(QuizInputLine { command, timing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_asks_for_one_thing() {
        let command = |text: &str| read(text).unwrap().command;
        assert_eq!(command(r#"{"choice":2,"seconds":1.5}"#), QuizLine::Choose(2));
        assert_eq!(command(r#"{"answer":"a; b","skip":false}"#), QuizLine::Answer("a; b".into()));
        assert_eq!(command(r#"{"stop":true,"at":"2026-12-09T14:05:00Z"}"#), QuizLine::Stop);
        for (text, what, remedy) in [
            (r#"{"rating":"good"}"#, "takes no ratings", "choice"),
            (r#"{"chioce":0}"#, "no key `chioce`", "`choice`"),
            (r#"{"choice":-1}"#, "not understood", "choice"),
            (r#"{"choice":0,"skip":true}"#, "two things", "one a line"),
            (r#"{"skip":false}"#, "nothing", "skip"),
            (r#"{"skip":true,"seconds":1e300}"#, "more than a year", "leave it out"),
        ] {
            let fault = read(text).unwrap_err();
            assert!(fault.what.contains(what) && fault.remedy.contains(remedy), "{text}: {fault}");
        }
    }
}

//! The lines that a program may send to a drill, and the errors for others.

use serde::Deserialize;

use crate::cli::request::{flag, line, meant, one, timing};
use crate::fault::Fault;
use crate::memory::Rating;

/// The keys that a line may have.
const KEYS: [&str; 9] =
    ["rating", "answer", "choice", "seen", "undo", "redo", "stop", "seconds", "at"];

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DrillLine {
    /// The card was thought about, and came so well.
    Rate(Rating),
    /// This was typed.
    Answer(String),
    /// This answer was chosen, counted from 0.
    Choose(usize),
    /// The note that was shown is read.
    Seen,
    /// The last answer does not count.
    Undo,
    /// It does.
    Redo,
    /// That is all.
    Stop,
}

/// A line that was understood.
pub(super) type DrillInput = crate::cli::request::TimedRequest<DrillLine>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DrillLineFields {
    rating: Option<String>,
    answer: Option<String>,
    choice: Option<usize>,
    seen: Option<bool>,
    undo: Option<bool>,
    redo: Option<bool>,
    stop: Option<bool>,
    seconds: Option<f64>,
    at: Option<String>,
}

/// Reads a line.
pub(super) fn read(text: &str) -> Result<DrillInput, Fault> {
    let sent: DrillLineFields = line(text, &KEYS, r#"{"rating":"good"}"#)?;
    let timing = timing(sent.seconds, sent.at.as_deref())?;
    let commands = [
        sent.rating.as_deref().map(rating).transpose()?.map(DrillLine::Rate),
        sent.answer.map(DrillLine::Answer),
        sent.choice.map(DrillLine::Choose),
        flag(sent.seen, DrillLine::Seen),
        flag(sent.undo, DrillLine::Undo),
        flag(sent.redo, DrillLine::Redo),
        flag(sent.stop, DrillLine::Stop),
    ];
    let command = one(commands, "a rating, an answer, a choice, seen, undo, redo or stop")?;
    Ok(DrillInput { command, timing })
}

fn rating(name: &str) -> Result<Rating, Fault> {
    let names = Rating::ALL.map(Rating::name);
    Rating::from_name(name)
        .ok_or_else(|| Fault::error(format!("there is no rating `{name}`"), meant(name, &names)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_asks_for_one_thing() {
        let command = |text: &str| read(text).unwrap().command;
        assert_eq!(command(r#"{"rating":"hard"}"#), DrillLine::Rate(Rating::Hard));
        assert_eq!(
            command(r#" {"answer":"a\nb","seconds":2.5} "#),
            DrillLine::Answer("a\nb".into())
        );
        assert_eq!(command(r#"{"stop":true,"undo":false,"at":null}"#), DrillLine::Stop);
        let request = read(r#"{"undo":true,"at":"2026-12-09T14:05:00Z"}"#).unwrap();
        assert_eq!(request.timing.at.unwrap().to_string(), "2026-12-09T14:05:00Z");
    }

    #[test]
    fn anything_else_is_told_with_a_way_on() {
        for (text, what, remedy) in [
            ("", "no JSON object", "rating"),
            (r#"["good"]"#, "no JSON object", "rating"),
            (r#"{"rating":"good""#, "not understood", "rating"),
            (r#"{"rating":"god"}"#, "no rating `god`", "`good`"),
            (r#"{"rating":3}"#, "not understood", "rating"),
            (r#"{"ratng":"good"}"#, "no key `ratng`", "`rating`"),
            (r#"{"rating":"good","undo":true}"#, "two things", "one a line"),
            (r#"{"undo":false}"#, "nothing", "undo"),
            (r#"{"rating":"good","seconds":-1}"#, "negative", "leave it out"),
            (r#"{"rating":"good","seconds":1e999}"#, "not understood", "rating"),
            (r#"{"rating":"good","at":"noon"}"#, "no time", "2026-12-09T14:05:00Z"),
        ] {
            let fault = read(text).unwrap_err();
            assert!(fault.what.contains(what) && fault.remedy.contains(remedy), "{text}: {fault}");
        }
    }
}

//! What a program may send to a drill, a JSON object a line, and what is said to a line that is no such thing.

use serde::Deserialize;

use crate::clock::Moment;
use crate::fault::Fault;
use crate::memory::Rating;
use crate::text::distance::nearest;

/// The keys that a line may have.
const KEYS: [&str; 7] = ["rating", "answer", "undo", "redo", "stop", "seconds", "at"];

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// The card was thought about, and came so well.
    Rate(Rating),
    /// This was typed.
    Answer(String),
    /// The last answer does not count.
    Undo,
    /// It does.
    Redo,
    /// That is all.
    Stop,
}

/// A line that was understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Request {
    /// What is wanted.
    pub(super) wish: Wish,
    /// How long the answer took, where somebody measured it.
    pub(super) seconds: Option<f64>,
    /// When it was given.
    pub(super) at: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rating: Option<String>,
    answer: Option<String>,
    undo: Option<bool>,
    redo: Option<bool>,
    stop: Option<bool>,
    seconds: Option<f64>,
    at: Option<String>,
}

impl Request {
    /// Reads a line.
    pub(super) fn read(text: &str) -> Result<Request, Fault> {
        let text = text.trim();
        if !text.starts_with('{') {
            return Err(Fault::error("the line is no JSON object", r#"send one such as {"rating":"good"}"#));
        }
        let line: Line = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
        let at = line.at.as_deref().map(moment).transpose()?;
        if line.seconds.is_some_and(|seconds| seconds < 0.0) {
            return Err(Fault::error("`seconds` is negative", "send how long the answer took, or leave it out"));
        }
        let rating = line.rating.as_deref().map(rating).transpose()?.map(Wish::Rate);
        let flag = |on: Option<bool>, wish: Wish| on.filter(|on| *on).map(|_| wish);
        let wishes = [
            rating,
            line.answer.map(Wish::Answer),
            flag(line.undo, Wish::Undo),
            flag(line.redo, Wish::Redo),
            flag(line.stop, Wish::Stop),
        ];
        let mut wishes = wishes.into_iter().flatten();
        match (wishes.next(), wishes.next()) {
            (Some(wish), None) => Ok(Request { wish, seconds: line.seconds, at }),
            (None, _) => Err(Fault::error("the line asks for nothing", "send a rating, an answer, undo, redo or stop")),
            (Some(_), Some(_)) => Err(Fault::error("the line asks for two things at once", "send one a line")),
        }
    }
}

fn rating(name: &str) -> Result<Rating, Fault> {
    Rating::named(name).ok_or_else(|| {
        let names = Rating::ALL.map(Rating::name);
        let remedy = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", names.join(", ")),
        };
        Fault::error(format!("there is no rating `{name}`"), remedy)
    })
}

fn moment(text: &str) -> Result<Moment, Fault> {
    let remedy = "write date, time and zone as in 2026-12-09T14:05:00Z";
    Moment::parse(text).map_err(|why| Fault::error(format!("`at` names no time: {why}"), remedy))
}

/// Says what is wrong with a line; a key that is not known is set beside the nearest that is.
fn not_json(text: &str, error: &serde_json::Error) -> Fault {
    if let Ok(serde_json::Value::Object(object)) = serde_json::from_str(text)
        && let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str()))
    {
        let remedy = match nearest(key, KEYS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", KEYS.join(", ")),
        };
        return Fault::error(format!("there is no key `{key}`"), remedy);
    }
    Fault::error(format!("the line is not understood: {error}"), r#"send an object such as {"rating":"good"}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_asks_for_one_thing() {
        let wish = |text: &str| Request::read(text).unwrap().wish;
        assert_eq!(wish(r#"{"rating":"hard"}"#), Wish::Rate(Rating::Hard));
        assert_eq!(wish(r#" {"answer":"a\nb","seconds":2.5} "#), Wish::Answer("a\nb".into()));
        assert_eq!(wish(r#"{"stop":true,"undo":false,"at":null}"#), Wish::Stop);
        let request = Request::read(r#"{"undo":true,"at":"2026-12-09T14:05:00Z"}"#).unwrap();
        assert_eq!(request.at.unwrap().to_string(), "2026-12-09T14:05:00Z");
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
            let fault = Request::read(text).unwrap_err();
            assert!(fault.what.contains(what) && fault.remedy.contains(remedy), "{text}: {fault}");
        }
    }
}

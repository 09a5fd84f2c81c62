//! What a program sends, a JSON object a line: read the same way whatever it asks for, and refused
//! with a way on.

use serde::de::DeserializeOwned;

use crate::clock::Moment;
use crate::fault::Fault;
use crate::session::AnswerTiming;
use crate::text::distance::nearest;

/// A line that was understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TimedRequest<C> {
    /// What is wanted.
    pub(super) command: C,
    /// How long it took, and when.
    pub(super) timing: AnswerTiming,
}

/// Reads how long an answer took, and when it was given.
pub(super) fn timing(seconds: Option<f64>, at: Option<&str>) -> Result<AnswerTiming, Fault> {
    let at = at.map(moment).transpose()?;
    if seconds.is_some_and(|seconds| seconds < 0.0) {
        return Err(Fault::error(
            "`seconds` is negative",
            "send how long the answer took, or leave it out",
        ));
    }
    Ok(AnswerTiming { seconds, at })
}

/// Reads a line that may have these keys; `example` is one that is understood.
pub(super) fn line<L: DeserializeOwned>(
    text: &str,
    keys: &[&str],
    example: &str,
) -> Result<L, Fault> {
    let text = text.trim();
    if !text.starts_with('{') {
        return Err(Fault::error(
            "the line is no JSON object",
            format!("send one such as {example}"),
        ));
    }
    serde_json::from_str(text).map_err(|error| not_json(text, keys, example, &error))
}

/// The one thing that a line asks for; `known` names what can be.
pub(super) fn one<C>(
    commands: impl IntoIterator<Item = Option<C>>,
    known: &str,
) -> Result<C, Fault> {
    let mut commands = commands.into_iter().flatten();
    match (commands.next(), commands.next()) {
        (Some(command), None) => Ok(command),
        (None, _) => Err(Fault::error("the line asks for nothing", format!("send {known}"))),
        (Some(_), Some(_)) => {
            Err(Fault::error("the line asks for two things at once", "send one a line"))
        }
    }
}

/// The command that a key stands for, if it is true.
pub(super) fn flag<C>(on: Option<bool>, command: C) -> Option<C> {
    on.filter(|on| *on).map(|_| command)
}

/// A hint for a name that is none of those known: the nearest, or all of them.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    }
}

/// What is wrong, and where, as the reply to a line has it.
pub(super) fn fault_text(fault: &Fault) -> String {
    fault
        .place
        .as_ref()
        .map_or_else(|| fault.what.clone(), |place| format!("{place}: {}", fault.what))
}

fn moment(text: &str) -> Result<Moment, Fault> {
    let remedy = "write date, time and zone as in 2026-12-09T14:05:00Z";
    Moment::parse(text).map_err(|why| Fault::error(format!("`at` names no time: {why}"), remedy))
}

/// Says what is wrong with a line; a key that is not known is set beside the nearest that is.
fn not_json(text: &str, keys: &[&str], example: &str, error: &serde_json::Error) -> Fault {
    if let Ok(serde_json::Value::Object(object)) = serde_json::from_str(text)
        && let Some(key) = object.keys().find(|key| !keys.contains(&key.as_str()))
    {
        return Fault::error(format!("there is no key `{key}`"), meant(key, keys));
    }
    Fault::error(
        format!("the line is not understood: {error}"),
        format!("send an object such as {example}"),
    )
}

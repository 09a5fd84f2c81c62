//! What the errors of the RON reader mean for a person who writes a deck.

use ron::Error;

use crate::fault::Fault;
use crate::text::distance::nearest;

/// What is wrong and what to do about it, without a place.
pub fn explain(error: &Error) -> Fault {
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            let owner = outer.as_ref().map_or("the deck".to_string(), |kind| format!("`{kind}`"));
            Fault::error(format!("{owner} has no field `{found}`"), suggest(found, expected))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => Fault::error(
            format!("`{found}` is not one of the kinds known here"),
            suggest(found, expected),
        ),
        Error::MissingStructField { field, outer } => {
            let owner =
                outer.as_ref().map_or("the deck".to_string(), |kind| format!("this `{kind}`"));
            Fault::error(format!("{owner} lacks the field `{field}`"), format!("add `{field}: …`"))
        }
        Error::DuplicateStructField { field, .. } => {
            Fault::error(format!("the field `{field}` stands twice"), "keep one of them")
        }
        Error::InvalidValueForType { expected, found } => Fault::error(
            format!("expected {expected}, found {found}"),
            "write a text in double quotes, a list in square brackets",
        ),
        Error::InvalidEscape(_) => Fault::error(
            "the backslash begins an escape that RON does not know",
            r#"write LaTeX as a raw string, r"\frac{a}{b}""#,
        ),
        Error::ExpectedString | Error::ExpectedStringEnd => Fault::error(
            "expected a text in double quotes",
            "close the text with a quote; a quote inside it is written \\\"",
        ),
        Error::ExpectedComma => {
            Fault::error("expected a comma", "put a comma between fields and between list entries")
        }
        Error::ExpectedMapColon => {
            Fault::error("expected a colon after the field's name", "write `name: value`")
        }
        Error::ExpectedArray | Error::ExpectedArrayEnd => {
            Fault::error("expected a list in square brackets", "write [\"…\", \"…\"] and close it")
        }
        Error::Eof => Fault::error(
            "the file ends in the middle of a note",
            "close what is open: a quote, `]` or `)`",
        ),
        other => Fault::error(other.to_string(), "compare the line with an example in MANUAL.md"),
    }
}

fn suggest(found: &str, expected: &'static [&'static str]) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", expected.join(", ")),
    }
}

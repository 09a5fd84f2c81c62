//! What the RON reader's complaints mean for a person who writes a deck.

use ron::Error;

use crate::text::distance::nearest;

/// Returns what is wrong and what to do about it.
pub fn explain(error: &Error) -> (String, String) {
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            let owner =
                outer.as_deref().map_or_else(|| "the deck".to_string(), |kind| format!("`{kind}`"));
            (format!("{owner} has no field `{found}`"), suggest(found, expected))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            (format!("`{found}` is not one of the kinds known here"), suggest(found, expected))
        }
        Error::MissingStructField { field, outer } => {
            let owner = outer
                .as_deref()
                .map_or_else(|| "the deck".to_string(), |kind| format!("this `{kind}`"));
            (format!("{owner} lacks the field `{field}`"), format!("add `{field}: …`"))
        }
        Error::DuplicateStructField { field, .. } => {
            (format!("the field `{field}` stands twice"), "keep one of them".into())
        }
        Error::InvalidValueForType { expected, found } => (
            format!("expected {expected}, found {found}"),
            "write a text in double quotes, a list in square brackets".into(),
        ),
        Error::InvalidEscape(_) => (
            "the backslash begins an escape that RON does not know".into(),
            r#"write LaTeX as a raw string, r"\frac{a}{b}""#.into(),
        ),
        Error::ExpectedString | Error::ExpectedStringEnd => (
            "expected a text in double quotes".into(),
            "close the text with a quote; a quote inside it is written \\\"".into(),
        ),
        Error::ExpectedComma => (
            "expected a comma".into(),
            "put a comma between fields and between list entries".into(),
        ),
        Error::ExpectedMapColon => {
            ("expected a colon after the field's name".into(), "write `name: value`".into())
        }
        Error::ExpectedArray | Error::ExpectedArrayEnd => (
            "expected a list in square brackets".into(),
            "write [\"…\", \"…\"] and close it".into(),
        ),
        Error::Eof => (
            "the file ends in the middle of a note".into(),
            "close what is open: a quote, `]` or `)`".into(),
        ),
        other => (other.to_string(), "compare the line with an example in MANUAL.md".into()),
    }
}

fn suggest(found: &str, expected: &'static [&'static str]) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", expected.join(", ")),
    }
}

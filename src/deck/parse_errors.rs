//! What the errors of the RON reader mean for a person who writes a deck, settings or a theme.

use ron::Error;

use crate::fault::Fault;
use crate::text::distance::nearest;

const EXAMPLE: &str = "compare the line with an example in MANUAL.md";

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
        Error::Eof => {
            Fault::error("the file ends too soon", "close what is open: a quote, `]` or `)`")
        }
        other => wrong_value(other),
    }
}

/// The fault of a value that is not of the kind that is wanted there.
fn wrong_value(error: &Error) -> Fault {
    let brackets = "write the fields in round brackets: `(name: value, …)`";
    match error {
        Error::ExpectedInteger => Fault::error("expected a whole number", "write it in digits"),
        Error::ExpectedFloat => Fault::error("expected a number", "write it in digits"),
        Error::IntegerOutOfBounds => {
            Fault::error("the number is too large, or below zero", "write a smaller one")
        }
        Error::ExpectedBoolean => {
            Fault::error("expected `true` or `false`", "write one of them, without quotes")
        }
        Error::ExpectedDifferentStructName { found, .. } => {
            Fault::error(format!("expected `(`, found `{found}`"), brackets)
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            Fault::error("expected `(`", brackets)
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            Fault::error("expected the closing `)`", "put a comma between fields, and close them")
        }
        Error::ExpectedMap | Error::ExpectedMapEnd => {
            Fault::error("expected a list in braces", "write {name: value, …} and close it")
        }
        Error::ExpectedIdentifier
        | Error::UnexpectedChar(_)
        | Error::InvalidIdentifier(_)
        | Error::SuggestRawIdentifier(_) => {
            Fault::error("expected a name here", "write `name: value`, with text in quotes")
        }
        Error::TrailingCharacters => {
            Fault::error("there is more text after the end", "put it inside the brackets")
        }
        Error::UnclosedBlockComment => Fault::error("a comment is not closed", "end it with `*/`"),
        // What our own checks say of a value.
        Error::Message(says) => Fault::error(says.clone(), EXAMPLE),
        _ => Fault::error("this can't be read", EXAMPLE),
    }
}

fn suggest(found: &str, expected: &'static [&'static str]) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", expected.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fault_speaks_the_language_of_the_reader() {
        let read = |text: &str| crate::deck::parse::raw_note(text).err();
        for text in [
            "format: 1",
            "3",
            "Pair",
            "Pair(",
            "Pair(id: 3, term: \"t\", definition: \"d\")",
            "Pair(id: \"a\", term: \"t\" definition: \"d\")",
            "Pair(id: \"a\", tags: 3)",
            "Pair(id: \"a\", tags: {)",
            "Pair(id: \"a\", 7: 8)",
            "Pair(id: \"a\", term: \"t\", definition: \"d\") x",
            "Steps(id: \"a\", term: \"t\", steps: [\"x\"], any_order: [[\"1\"]])",
            "/* Pair(",
        ] {
            let error = read(text).unwrap_or_else(|| panic!("{text} is no note"));
            let fault = explain(&error.code).to_string();
            for word in ["Expected", "struct", "integer", "identifier", "enum", "RON"] {
                assert!(!fault.contains(word), "{text}: {fault}");
            }
        }
    }
}

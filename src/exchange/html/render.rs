//! Our text as HTML, for Anki's fields.

use crate::text::markup::{self, TextTone};

/// Returns a text with our marks as HTML; formulas as `MathJax` has them.
pub(in crate::exchange) fn html(text: &str) -> String {
    markup::runs(text)
        .into_iter()
        .map(|run| match run.tone {
            TextTone::Plain => words(&run.text),
            TextTone::Emphasis => format!("<i>{}</i>", words(&run.text)),
            TextTone::Code => format!("<code>{}</code>", words(&run.text)),
            TextTone::Math => format!("\\({}\\)", html_escape::encode_text(&run.text)),
        })
        .collect()
}

fn words(text: &str) -> String {
    // A pair of braces would be a field or a blank there, and these signs a formula or a sound.
    html_escape::encode_text(text)
        .replace('\n', "<br>")
        .replace("{{", "{&#123;")
        .replace("}}", "}&#125;")
        .replace("\\(", "&#92;(")
        .replace("\\[", "&#92;[")
        .replace('[', "&#91;")
}

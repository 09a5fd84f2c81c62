//! What a template does to a field before it shows it: `{{furigana:Reading}}`.

/// A filter that changes what is seen. Others, which add-ons bring, pass a field through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldFilter {
    /// Without tags.
    Text,
    /// Shown when somebody asks for it.
    Hint,
    /// Typed in front, and compared at the back.
    Typed,
    /// A text with blanks.
    Cloze,
    /// The answers of the blanks alone.
    ClozeOnly,
    /// `漢字[かんじ]` with the reading above the word.
    Furigana,
    /// The word without its reading.
    Kanji,
    /// The reading without its word.
    Kana,
    /// Spoken, and not seen.
    Speech,
}

impl FieldFilter {
    pub(super) fn from_name(name: &str) -> Option<FieldFilter> {
        Some(match name.trim() {
            "text" => FieldFilter::Text,
            "hint" => FieldFilter::Hint,
            "type" => FieldFilter::Typed,
            "cloze" => FieldFilter::Cloze,
            "cloze-only" => FieldFilter::ClozeOnly,
            "furigana" => FieldFilter::Furigana,
            "kanji" => FieldFilter::Kanji,
            "kana" => FieldFilter::Kana,
            // Its language and voices come after its name.
            speech if speech == "tts" || speech.starts_with("tts ") => FieldFilter::Speech,
            _ => return None,
        })
    }
}

pub(super) fn furigana(html: &str) -> String {
    with_readings(html, |word, reading| format!("<ruby>{word}<rt>{reading}</rt></ruby>"))
}

pub(super) fn kanji(html: &str) -> String {
    with_readings(html, |word, _| word.to_string())
}

pub(super) fn kana(html: &str) -> String {
    with_readings(html, |_, reading| reading.to_string())
}

/// Writes each `word[reading]` anew. A word begins after a blank, which belongs to it, or a tag.
fn with_readings(html: &str, write: impl Fn(&str, &str) -> String) -> String {
    let html = html.replace("&nbsp;", " ");
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((before, inner)) = rest.split_once('[') {
        let Some((reading, after)) = inner.split_once(']') else { break };
        let start = before.rfind([' ', '>']).map_or(0, |at| at + 1);
        let word = &before[start..];
        if word.is_empty() || reading.is_empty() || reading.starts_with("sound:") {
            out.push_str(&rest[..rest.len() - after.len()]);
        } else {
            out.push_str(before[..start].strip_suffix(' ').unwrap_or(&before[..start]));
            out.push_str(&write(word, reading));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// HTML without its tags.
pub(in crate::exchange::anki) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

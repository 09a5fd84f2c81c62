//! Replacing some fields of a note in its text: the others stay as they were written, with their
//! comments.

use std::ops::Range;

use super::scan::{ScanError, Scanner};
use super::{Note, SourceFile, parse, write};

/// A note's text changed so that it reads as `after`; only the fields in which the two
/// differ are replaced. Where that can't be done, as when the kind differs, the whole note is.
pub fn revised(text: &str, before: &Note, after: &Note) -> String {
    let whole = || write::note(after);
    if before.kind() != after.kind() {
        return whole();
    }
    let Ok(changed) = with_fields(text, before, after) else { return whole() };
    let read = SourceFile::new("", changed.clone());
    match parse::note(&read, 0..changed.len()) {
        Ok(note) if note == *after => changed,
        _ => whole(),
    }
}

/// The places of a field and of its value.
struct FieldSpan<'a> {
    name: &'a str,
    all: Range<usize>,
    value: Range<usize>,
}

fn with_fields(text: &str, before: &Note, after: &Note) -> Result<String, ScanError> {
    let (old, new) = (write::fields(before), write::fields(after));
    let value = |fields: &[(&str, String)], name: &str| {
        fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone())
    };
    let places = places(text)?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for place in &places {
        match value(&new, place.name) {
            Some(now) if value(&old, place.name).as_ref() != Some(&now) => {
                edits.push((place.value.clone(), now));
            }
            Some(_) => {}
            None => edits.push((place.all.clone(), String::new())),
        }
    }
    // What is new comes after the field that it follows when a whole note is written.
    let mut at = places.first().map_or(text.len(), |place| place.value.end);
    for (name, now) in &new {
        match places.iter().find(|place| place.name == *name) {
            Some(place) => at = place.value.end,
            None => edits.push((at..at, format!(", {name}: {now}"))),
        }
    }
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut out = String::new();
    let mut at = 0;
    for (span, now) in edits {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&now);
        at = span.end.max(at);
    }
    Ok(out + &text[at..])
}

/// The places of the fields of a note. A field includes the comma after it, which is removed
/// with it.
fn places(text: &str) -> Result<Vec<FieldSpan<'_>>, ScanError> {
    let mut scan = Scanner::new(text, 0);
    scan.name()?;
    scan.take(b'(')?;
    let mut places = Vec::new();
    while !scan.take(b')')? {
        scan.blank()?;
        let first = scan.at;
        let name = scan.name()?;
        scan.take(b':')?;
        scan.blank()?;
        let start = scan.at;
        scan.skip_value()?;
        let value = start..scan.at;
        let end = if scan.take(b',')? { skip_blanks(text, scan.at) } else { value.end };
        places.push(FieldSpan { name, all: first..end, value });
    }
    Ok(places)
}

/// Where a note ends with the comma after it, and the blanks after that.
pub(super) fn end_with_comma(file: &SourceFile, place: &Range<usize>) -> usize {
    let rest = file.text[place.end..].trim_start();
    match rest.strip_prefix(',') {
        Some(rest) => skip_blanks(&file.text, file.text.len() - rest.len()),
        None => place.end,
    }
}

/// The end of the blanks at a place; a comment is none.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::NoteBody;

    fn note(text: &str) -> Note {
        parse::note(&SourceFile::new("", text.to_string()), 0..text.len()).unwrap()
    }

    const TEXT: &str = "Pair(\n    id: \"a\", // as ever\n    tags: [\"x\"],\n    term: \"Ah\",\n    definition: \"One\", /* 1 */\n)";

    #[test]
    fn only_what_differs_is_set_anew() {
        let before = note(TEXT);
        let mut after = before.clone();
        after.body = NoteBody::Pair { term: "Ah".into(), definition: "Two \\(x\\)".into() };
        assert_eq!(revised(TEXT, &before, &after), TEXT.replace("\"One\"", "r\"Two \\(x\\)\""));
        after.details.tags = vec![];
        after.details.topic = Some("t".into());
        let new = revised(TEXT, &before, &after);
        assert!(
            new.contains("// as ever") && new.contains("/* 1 */") && !new.contains("tags"),
            "{new}"
        );
        assert_eq!(note(&new), after);
        assert_eq!(revised(TEXT, &before, &before), TEXT);
    }

    #[test]
    fn another_kind_is_another_note() {
        let before = note(TEXT);
        let after =
            Note { body: NoteBody::Cloze { term: None, text: "{{Ah}}".into() }, ..before.clone() };
        assert_eq!(note(&revised(TEXT, &before, &after)), after);
    }
}

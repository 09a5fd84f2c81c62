//! A note as Anki's fields, and back: what Anki's text files and its packages have in
//! common.
//!
//! What a field can't hold is hidden in a comment, and is read back as long as the visible text
//! was not changed there.

use super::cloze;
use crate::deck::{Details, Note, NoteBody};
use crate::exchange::imported_deck::ImportedNote;
use crate::exchange::{cleanup, html, note_json, two_sided};

/// What begins and ends the hidden fields.
const HIDDEN: (&str, &str) = ("<!--lacuna ", "-->");

/// A note of Anki's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AnkiFields {
    /// The fields, in HTML.
    pub(super) texts: Vec<String>,
    /// Which field is the one that is asked for, and which one asks.
    pub(super) order: (usize, usize),
    /// Whether its notetype makes blanks.
    pub(super) cloze: bool,
    /// The tags.
    pub(super) tags: Vec<String>,
    /// Its topic's name.
    pub(super) topic: Option<String>,
}

/// The two fields of a note, as Anki shows them; the first of a fill-in is its text.
pub(super) fn shown(note: &Note) -> [String; 2] {
    let list = |tag: &str, items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| html::html(&filled(item))).collect();
        format!("<{tag}><li>{}</li></{tag}>", items.join("</li><li>"))
    };
    let intro =
        |intro: &Option<String>| intro.as_ref().map_or_else(String::new, |intro| html::html(intro));
    let [front, back] = match &note.body {
        NoteBody::Pair { term, definition } => [html::html(term), html::html(definition)],
        NoteBody::Question { question, answer } => [html::html(question), html::html(answer)],
        NoteBody::Cloze { text, .. } => {
            [cloze::html(text).unwrap_or_else(|| html::html(text)), String::new()]
        }
        NoteBody::Steps { term, intro: before, steps, .. } => {
            [html::html(term), intro(before) + &list("ol", steps)]
        }
        NoteBody::List { term, intro: before, items } => {
            [html::html(term), intro(before) + &list("ul", items)]
        }
    };
    let formula = note
        .details
        .formula
        .as_ref()
        .map(|latex| format!("<br>\\[{}\\]", html_escape::encode_text(latex)));
    let points = (!note.details.points.is_empty()).then(|| list("ul", &note.details.points));
    let remark = note.details.remark.as_ref().map(|remark| format!("<br>{}", html::html(remark)));
    let more: String = [formula, points, remark].into_iter().flatten().collect();
    [front, back + &more]
}

/// A step or an item with its blanks filled.
pub(super) fn filled(text: &str) -> String {
    crate::text::cloze::ClozeText::parse(text)
        .map_or_else(|_| text.to_string(), |cloze| cloze.filled())
}

/// The whole note in a comment.
pub(super) fn comment(note: &Note) -> String {
    format!("{}{}{}", HIDDEN.0, note_json::hidden(note), HIDDEN.1)
}

/// A tag as Anki has it: without blanks.
pub(super) fn tag(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Splits off the comment that lacuna hides in a field.
pub(super) fn split_hidden(field: &str) -> (String, Option<String>) {
    let found = field.find(HIDDEN.0).and_then(|at| {
        let inner = &field[at + HIDDEN.0.len()..];
        let end = inner.find(HIDDEN.1)?;
        Some((
            format!("{}{}", &field[..at], &inner[end + HIDDEN.1.len()..]),
            inner[..end].to_string(),
        ))
    });
    found.map_or_else(|| (field.to_string(), None), |(rest, json)| (rest, Some(json)))
}

/// The notes that Anki's note makes: most often one. `hidden` is the comment that lacuna hid in its
/// fields. The error says what keeps it from being a note.
pub(super) fn items(
    note: AnkiFields,
    hidden: Option<&str>,
    row: usize,
    lists: bool,
    media: &mut Vec<String>,
) -> Result<Vec<ImportedNote>, String> {
    let original = hidden.and_then(note_json::read_hidden);
    if let Some(original) = original {
        return Ok(vec![ImportedNote {
            whole: true,
            ..ImportedNote::new(with_changes_from_anki(original, &note, lists, media), row)
        }]);
    }
    let AnkiFields { texts: fields, order, cloze, tags, topic } = note;
    let field = |at: usize| fields.get(at).map_or("", String::as_str);
    let (first, second) = (field(order.0), field(order.1));
    let mut items = Vec::new();
    let mut add = |body: NoteBody, extra: &[String]| {
        let details = Details {
            tags: tags.clone(),
            topic: topic.clone(),
            points: extra.to_vec(),
            ..Details::default()
        };
        items.push(ImportedNote::new(Note { id: String::new(), body, details }, row));
    };
    if cloze || (cloze::has_blanks(first) && !first.contains("image-occlusion:")) {
        if first.contains("image-occlusion:") {
            return Err("it asks for parts of a picture".to_string());
        }
        let extra = extra(&fields, &[0], media);
        let texts = cloze::texts(first, media);
        if texts.is_empty() {
            return Err("it has no blank to fill in".to_string());
        }
        for text in &texts {
            add(NoteBody::Cloze { term: None, text: cleanup::text(text) }, &extra);
        }
        return Ok(items);
    }
    let (term, definition) = (
        cleanup::line(&html::text(first, false, media)),
        cleanup::text(&html::text(second, false, media)),
    );
    if term.is_empty() || definition.is_empty() {
        return Err(format!(
            "its {} field is empty",
            if term.is_empty() { "first" } else { "second" }
        ));
    }
    let extra = extra(&fields, &[order.0, order.1], media);
    add(two_sided::body(&term, &definition, lists), &extra);
    Ok(items)
}

/// The texts of the other fields.
fn extra(fields: &[String], taken: &[usize], media: &mut Vec<String>) -> Vec<String> {
    let others = fields.iter().enumerate().filter(|(i, _)| !taken.contains(i));
    let texts: Vec<String> =
        others.map(|(_, field)| cleanup::text(&html::text(field, false, media))).collect();
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// Our note that has been there: as it was, but for what was changed there.
fn with_changes_from_anki(
    original: Note,
    note: &AnkiFields,
    lists: bool,
    media: &mut Vec<String>,
) -> Note {
    let seen = shown(&original);
    let same =
        (0..2).all(|i| note.texts.get(i).map_or("", String::as_str).trim() == seen[i].trim());
    let tags = if original.details.tags.iter().map(|one| tag(one)).eq(note.tags.iter().cloned()) {
        original.details.tags.clone()
    } else {
        note.tags.clone()
    };
    let mut new = original;
    new.details.tags = tags;
    if same {
        return new;
    }
    let visible =
        AnkiFields { texts: note.texts.iter().take(2).cloned().collect(), ..note.clone() };
    if let Ok(items) = items(visible, None, 0, lists, media)
        && let [item] = &items[..]
        && item.note.kind() == new.kind()
    {
        new.body = item.note.body.clone();
    }
    new
}

//! A note as Anki's fields, and back: what Anki's text files and its packages have in
//! common.
//!
//! What a field can't hold is hidden in a comment, and is read back as long as the visible text
//! was not changed there.

use super::cloze;
use crate::deck::{Note, NoteBody};
use crate::exchange::cloze_conversion::gaps;
use crate::exchange::{cleanup, html, note_json, two_sided};

/// What begins and ends the hidden fields.
const HIDDEN: (&str, &str) = ("<!--lacuna ", "-->");

/// What is seen in Anki of one of our notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct VisibleFields {
    /// Its two fields, in HTML.
    pub(super) texts: [String; 2],
    pub(super) tags: Vec<String>,
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

/// One of our notes that has been there: as it was, but for what was changed there. None if
/// `hidden` is not the comment that lacuna hid in it.
pub(super) fn restored(
    hidden: &str,
    seen: &VisibleFields,
    lists: bool,
    media: &mut Vec<String>,
) -> Option<Note> {
    let mut note = note_json::read_hidden(hidden)?;
    if !note.details.tags.iter().map(|one| tag(one)).eq(seen.tags.iter().cloned()) {
        note.details.tags.clone_from(&seen.tags);
    }
    let before = shown(&note);
    if (0..2).any(|i| seen.texts[i].trim() != before[i].trim()) {
        note.body = changed_body(note.body, &seen.texts, lists, media);
    }
    Some(note)
}

/// The body that changed fields make, if they make one of the same kind.
fn changed_body(
    old: NoteBody,
    fields: &[String; 2],
    lists: bool,
    media: &mut Vec<String>,
) -> NoteBody {
    if matches!(old, NoteBody::Cloze { .. }) {
        return match &cloze::texts(&fields[0], media)[..] {
            [text] => NoteBody::Cloze { term: None, text: cleanup::text(text) },
            _ => old,
        };
    }
    let [front, back] =
        fields.each_ref().map(|field| cleanup::text(&html::text(field, false, media)));
    if front.is_empty() || back.is_empty() {
        return old;
    }
    if matches!(old, NoteBody::Question { .. }) {
        return NoteBody::Question { question: front, answer: back };
    }
    let new = two_sided::body(&cleanup::line(&front), &back, lists);
    if std::mem::discriminant(&new) == std::mem::discriminant(&old) { new } else { old }
}

/// What a question and its answer make: a fill-in with one card if the question has a gap, and with
/// `lists` steps or a list.
pub(super) fn question_body(question: &str, answer: &str, lists: bool) -> NoteBody {
    let gaps = [question, answer].map(|text| gaps(text).len());
    let is_line = !question.contains('\n') && !answer.contains('\n');
    if (gaps == [1, 0] && is_line) || (gaps == [0, 0] && lists) {
        let body = two_sided::body(question, answer, lists);
        if !matches!(body, NoteBody::Pair { .. }) {
            return body;
        }
    }
    NoteBody::Question { question: question.to_string(), answer: answer.to_string() }
}

/// The word alone and its reading alone, where a term shows both: either is right.
pub(super) fn reading_aliases(html: &str, term: &str) -> Vec<String> {
    let both = term.strip_suffix(')').and_then(|term| term.rsplit_once(" ("));
    match both.filter(|_| html.contains("<ruby") && !term.contains('\n')) {
        Some((word, reading)) => vec![word.to_string(), reading.to_string()],
        None => vec![],
    }
}

/// A text under a name; what only adds something needs none.
pub(super) fn labelled(name: &str, text: String) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let is_named = !matches!(name.trim(), "" | "Extra" | "Back Extra");
    Some(if is_named { format!("{}: {text}", name.trim()) } else { text })
}

//! Home's rows for what was typed and is not saved yet.

use crate::store::unsaved::{DeckTyping, ExamTexts, NoteTexts, Unsaved};
use crate::text::sanitize::clean_line;
use crate::ui::screens::screen::ScreenContext;

/// The most characters of a text that are shown.
const LONGEST: usize = 40;

/// What a text is, and how it begins.
pub(super) fn text(shared: &ScreenContext, number: usize) -> String {
    let (kind, text) = match shared.unsaved.get(number) {
        Some(Unsaved::Note(texts)) => note(texts),
        Some(Unsaved::Exam(ExamTexts { name, date, .. })) => {
            ("Exam", if name.is_empty() { date.as_str() } else { name })
        }
        Some(Unsaved::Answer(_, text)) => ("An answer", text.as_str()),
        Some(Unsaved::QuizAnswer(_, text)) => ("An answer in a quiz", text.as_str()),
        Some(Unsaved::Deck(_, DeckTyping::Title(title))) => ("Title of a deck", title.as_str()),
        Some(Unsaved::Deck(_, DeckTyping::Texts(texts))) => {
            ("About a deck", texts.description.as_deref().unwrap_or(&texts.title))
        }
        Some(Unsaved::Deck(_, DeckTyping::File(name))) => ("Export to a file", name.as_str()),
        Some(Unsaved::Pasted(text)) => ("Pasted notes", text.trim()),
        None => {
            let draft = shared.edited.get(number - shared.unsaved.len());
            ("From your editor", draft.map_or("", |draft| draft.note.as_str()))
        }
    };
    let line = text.lines().next().unwrap_or_default();
    let mut shown: String = clean_line(line).chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{kind}: {shown}")
}

fn note(texts: &NoteTexts) -> (&'static str, &str) {
    let kind = if texts.origin.is_some() { "Changed note" } else { "New note" };
    (kind, if texts.term.is_empty() { &texts.body } else { &texts.term })
}

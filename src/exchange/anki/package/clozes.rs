//! Notes with blanks: the text is what the front shows, and what else the back shows are points.

use std::collections::HashSet;

use super::super::cloze;
use super::super::template::CardSide;
use super::history::CardRow;
use super::note_cards::{AnkiNote, NoteCards, blank};
use crate::deck::NoteBody;
use crate::exchange::cleanup;
use crate::exchange::losses::Loss;

/// The notes that a note with blanks makes: one, or where blanks nest one a card.
pub(super) fn read(note: &mut AnkiNote<'_>, rows: &[CardRow]) -> NoteCards {
    let mut made = NoteCards::default();
    let Some(row) = rows.first() else { return made };
    let Some(front) = note.render(row, CardSide::Front) else { return made };
    let mut numbers: Vec<i64> = rows.iter().map(|row| row.ord).collect();
    numbers.sort_unstable();
    let wanted = |card: u32| numbers.binary_search(&(i64::from(card) - 1)).is_ok();
    let read = cloze::read(&front.html, wanted, note.media);
    note.losses.add_many(Loss::MediaCard, read.media_cards);
    note.losses.add_many(Loss::UnclosedBlank, front.unclosed);
    let mut points = note.hints(&front);
    if let Some(back) = note.render(row, CardSide::Back) {
        points.extend(note.hints(&back));
        let known: HashSet<usize> = front.fields.iter().map(|shown| shown.field).collect();
        for shown in &back.fields {
            if !known.contains(&shown.field)
                && let Some(point) = note.point(shown.field, &back.html[shown.range.clone()])
            {
                points.push(point);
            }
        }
    }
    let mut seen = HashSet::new();
    points.retain(|point| seen.insert(point.clone()));
    if read.texts.is_empty() && read.media_cards == 0 {
        note.losses.add_many(Loss::EmptyCard, 1);
    }
    let first = read.texts.first().and_then(|text| text.card);
    let topic = note.collection.topic(row, note.root);
    for text in read.texts {
        // The first keeps the note's own id.
        let further = text.card.filter(|_| text.card != first);
        let suffix = further.map_or_else(String::new, |card| format!("#c{card}"));
        let body = NoteBody::Cloze { term: None, text: cleanup::text(&text.text) };
        let item = note.item(body, &suffix, topic.clone(), points.clone());
        let cards = item.note.cards();
        for ord in numbers.iter().copied() {
            let card = blank(ord).filter(|card| cards.binary_search(card).is_ok());
            made.add_target(ord, made.items.len(), card);
        }
        made.items.push(item);
    }
    made
}

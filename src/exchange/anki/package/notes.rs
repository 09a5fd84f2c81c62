//! A collection's notes with their cards, made into what every format is read into.

use std::collections::HashMap;

use rusqlite::{Connection, Result};

use super::super::note;
use super::super::note::AnkiFields;
use super::columns::FieldRoles;
use super::history;
use super::history::CardRow;
use super::models::{AnkiCollection, Notetype};
use crate::deck::{CardKind, Topic};
use crate::exchange::imported_deck::{
    ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST,
};
use crate::watch::Watch;

/// The cards of the notes, by the notes' ids.
type CardsByNote = HashMap<i64, Vec<CardRow>>;

/// Reads every note.
pub(super) fn read(
    source: &ImportSource<'_>,
    connection: &Connection,
    collection: &AnkiCollection,
    options: &ImportOptions,
    media: &mut Vec<String>,
    watch: &Watch,
) -> Result<ImportedDeck> {
    let cards = history::cards(connection, &watch.part(0.0, 0.15))?;
    let reviews = if options.progress {
        history::reviews(connection, &watch.part(0.15, 0.3))?
    } else {
        HashMap::new()
    };
    let columns: HashMap<i64, FieldRoles> = collection
        .notetypes
        .iter()
        .map(|(id, notetype)| (*id, FieldRoles::from_notetype(notetype)))
        .collect();
    let root = root(collection, &cards);
    let mut imported = ImportedDeck { title: root.clone(), ..ImportedDeck::default() };
    let mut statement = connection.prepare("SELECT id, mid, tags, flds FROM notes ORDER BY id")?;
    let mut rows = statement.query([])?;
    let (mut number, watch) = (0, watch.part(0.3, 1.0));
    let count = history::count(connection, "notes")?;
    while let Some(row) = rows.next()? {
        number += 1;
        if !watch.report(number, count) {
            break;
        }
        let (id, notetype): (i64, i64) = (row.get(0)?, row.get(1)?);
        let text = |at: usize| -> Result<String> {
            Ok(String::from_utf8_lossy(row.get_ref(at)?.as_bytes().unwrap_or_default())
                .into_owned())
        };
        let (tags, fields) = (text(2)?, text(3)?);
        let own = cards.get(&id).map_or(&[][..], Vec::as_slice);
        let topic = own.first().and_then(|card| topic(collection, card, root.as_deref()));
        let known = collection.notetypes.get(&notetype).zip(columns.get(&notetype));
        let Some((kind, columns)) = known else {
            imported.skip(
                source.place(),
                format!("note {number} is of a notetype that is not in the package"),
                "export it once more",
            );
            continue;
        };
        match note(kind, columns, &fields, &tags, (number, topic), options, media) {
            Ok(mut items) => {
                if let Some(item) = items.first().filter(|item| item.whole) {
                    declare(&mut imported.topics, item, collection, own);
                }
                attach(&mut items, kind, columns, own, &reviews, collection, options);
                imported.items.append(&mut items);
            }
            Err(what) => {
                let first: String =
                    fields.chars().take_while(|c| *c != '\u{1f}').take(40).collect();
                let what = format!(
                    "note {number} (“{}”) is left out: {what}",
                    crate::text::sanitize::clean_line(&first)
                );
                imported.skip(source.place(), what, "change it in Anki if it is needed here");
            }
        }
    }
    Ok(imported)
}

fn note(
    kind: &Notetype,
    columns: &FieldRoles,
    fields: &str,
    tags: &str,
    (number, topic): (usize, Option<String>),
    options: &ImportOptions,
    media: &mut Vec<String>,
) -> std::result::Result<Vec<ImportedNote>, String> {
    if fields.len() > 4 * LONGEST {
        return Err(format!("its {} bytes are too many for a note", fields.len()));
    }
    let mut texts: Vec<String> = fields.split('\u{1f}').map(str::to_string).collect();
    let hidden = columns.hidden.and_then(|at| texts.get(at).cloned());
    for (i, text) in texts.iter_mut().enumerate() {
        // A field that no card shows is not learned.
        if !kind.cloze && columns.shown.get(i) == Some(&false) {
            text.clear();
        }
    }
    if kind.cloze
        && let Some(at) = columns.hidden
    {
        texts[at.min(fields.split('\u{1f}').count() - 1)].clear();
    }
    let order = if kind.cloze { (0, 1) } else { columns.order };
    let tags = tags.split_whitespace().map(str::to_string).collect();
    let fields = AnkiFields { texts, order, cloze: kind.cloze, tags, topic };
    note::items(fields, hidden.as_deref(), number, options.lists, media)
}

/// Gives each item what happened to its cards.
fn attach(
    items: &mut [ImportedNote],
    kind: &Notetype,
    columns: &FieldRoles,
    rows: &[CardRow],
    reviews: &HashMap<i64, Vec<history::ReviewRow>>,
    collection: &AnkiCollection,
    options: &ImportOptions,
) {
    for row in rows.iter().filter(|row| options.progress || row.is_marked()) {
        for item in items.iter_mut() {
            let cards = item.note.cards();
            let at = row.ord as usize;
            let card = match (kind.cloze, item.whole) {
                (true, _) => u32::try_from(row.ord + 1).ok().map(CardKind::Blank),
                (false, true) => cards.get(at).copied(),
                (false, false) => columns
                    .cards
                    .get(at)
                    .copied()
                    .flatten()
                    .map(|card| if cards.contains(&card) { card } else { cards[0] }),
            };
            let Some(card) = card.filter(|card| cards.contains(card)) else { continue };
            item.marks.extend(history::marks(row, card));
            if options.progress {
                item.history.extend(history::events(
                    row,
                    card,
                    reviews.get(&row.id).map_or(&[], Vec::as_slice),
                    collection.created,
                ));
            }
        }
    }
}

fn deck<'c>(collection: &'c AnkiCollection, card: &CardRow) -> Option<&'c str> {
    collection.decks.get(&card.deck).map(String::as_str)
}

/// The deck that all cards lie in.
fn root(collection: &AnkiCollection, cards: &CardsByNote) -> Option<String> {
    let mut roots =
        cards.values().flatten().filter_map(|card| deck(collection, card)?.split("::").next());
    let first = roots.next()?;
    (roots.all(|root| root == first) && !first.is_empty()).then(|| first.to_string())
}

fn topic(collection: &AnkiCollection, card: &CardRow, root: Option<&str>) -> Option<String> {
    let name = deck(collection, card)?;
    let name = match root {
        Some(root) => name.strip_prefix(root)?.strip_prefix("::")?,
        None => name,
    };
    Some(name.replace("::", " › ")).filter(|name| !name.is_empty())
}

/// Notes the title of a topic that one of our own notes names by its id.
fn declare(
    topics: &mut Vec<Topic>,
    item: &ImportedNote,
    collection: &AnkiCollection,
    cards: &[CardRow],
) {
    let Some(id) =
        item.note.details.topic.as_ref().filter(|id| topics.iter().all(|topic| topic.id != **id))
    else {
        return;
    };
    let name = cards
        .first()
        .and_then(|card| deck(collection, card))
        .and_then(|name| name.split_once("::"));
    topics.push(Topic {
        id: id.clone(),
        title: name.map_or_else(|| id.clone(), |(_, title)| title.to_string()),
    });
}

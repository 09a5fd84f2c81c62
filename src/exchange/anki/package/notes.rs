//! A collection's notes with their cards, made into what every format is read into.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Result};

use super::super::cloze;
use super::super::note::{self, VisibleFields};
use super::super::template::is_filled;
use super::archive::MediaList;
use super::history::{self, CardRow, Reviews};
use super::models::AnkiCollection;
use super::note_cards::{self, AnkiNote, NoteCards};
use super::notetype::ParsedNotetype;
use super::{clozes, deck_settings};
use crate::deck::{CardKind, Topic};
use crate::exchange::imported_deck::{
    ImportOptions, ImportSource, ImportedDeck, ImportedNote, LONGEST,
};
use crate::exchange::losses::Loss;
use crate::watch::Watch;

/// How many bytes of notes are held at least, how many for each byte of the package, and at most.
const HELD: (usize, usize, usize) = (128 << 20, 12, 2 << 30);
/// How often a note's texts are in memory until they are in a file.
const COPIES: usize = 3;

/// Reads every note.
pub(super) fn read(
    source: &ImportSource<'_>,
    connection: &Connection,
    collection: &AnkiCollection,
    media: &MediaList,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<ImportedDeck> {
    let cards = history::cards(connection, &watch.part(0.0, 0.15))?;
    let reviews = if options.progress {
        history::reviews(connection, &watch.part(0.15, 0.3))?
    } else {
        Reviews::default()
    };
    let mut reader = NoteReader::new(source, collection, &cards, &reviews, options);
    reader.known_media = media.media.iter().map(|medium| medium.name.as_str()).collect();
    deck_settings::report(connection, collection, &cards, &mut reader.imported.losses)?;
    // Without an index the rows come in the order of their ids, with nothing to sort.
    let mut statement =
        connection.prepare("SELECT id, guid, mid, tags, flds FROM notes NOT INDEXED")?;
    let mut rows = statement.query([])?;
    let watch = watch.part(0.3, 1.0);
    let count = history::count(connection, "notes")?;
    while let Some(row) = rows.next()? {
        if !watch.report(reader.number, count) || reader.is_full() {
            break;
        }
        let bytes = |at: usize| row.get_ref(at).map(|value| value.as_bytes().unwrap_or_default());
        let text = |at: usize| bytes(at).map(String::from_utf8_lossy);
        reader.number += 1;
        let length = bytes(1)?.len() + bytes(3)?.len() + bytes(4)?.len();
        if length > 4 * LONGEST {
            reader.skip("", &format!("its {length} bytes are too many for a note"));
            continue;
        }
        let (id, notetype) = (row.get(0)?, row.get(2)?);
        reader.note((id, notetype), &text(1)?, &text(3)?, &text(4)?);
    }
    Ok(reader.imported)
}

struct NoteReader<'r> {
    source: &'r ImportSource<'r>,
    collection: &'r AnkiCollection,
    notetypes: HashMap<i64, ParsedNotetype<'r>>,
    cards: &'r [CardRow],
    reviews: &'r Reviews,
    options: &'r ImportOptions,
    /// The deck that all cards lie in.
    root: Option<String>,
    imported: ImportedDeck,
    /// The ids of the topics that have their title.
    topics: HashSet<String>,
    media: Vec<String>,
    /// The names of those that the package holds.
    known_media: HashSet<&'r str>,
    /// How many notes were read.
    number: usize,
    /// How many bytes the notes take.
    held: usize,
}

impl<'r> NoteReader<'r> {
    fn new(
        source: &'r ImportSource<'r>,
        collection: &'r AnkiCollection,
        cards: &'r [CardRow],
        reviews: &'r Reviews,
        options: &'r ImportOptions,
    ) -> NoteReader<'r> {
        let notetypes = &collection.notetypes;
        let parsed = notetypes.iter().map(|(id, own)| (*id, ParsedNotetype::new(own))).collect();
        let root = collection.root(cards);
        NoteReader {
            source,
            collection,
            notetypes: parsed,
            cards,
            reviews,
            options,
            imported: ImportedDeck { title: root.clone(), ..ImportedDeck::default() },
            root,
            topics: HashSet::new(),
            media: Vec::new(),
            known_media: HashSet::new(),
            number: 0,
            held: 0,
        }
    }

    /// Whether as many notes are held as a package may bring; says so if it is full.
    fn is_full(&mut self) -> bool {
        if self.held <= HELD.0.max(HELD.1 * self.source.bytes.len()).min(HELD.2) {
            return false;
        }
        let what =
            format!("only the first {} notes are read: they take too much memory", self.number);
        self.imported.skip(self.source.place(), what, "export fewer notes at once");
        true
    }

    fn skip(&mut self, fields: &str, what: &str) {
        let first: String = fields.chars().take_while(|c| *c != '\u{1f}').take(40).collect();
        let first = crate::text::sanitize::clean_line(&first);
        let what = format!("note {} (“{first}”) is left out: {what}", self.number);
        self.imported.skip(self.source.place(), what, "change it in Anki if it is needed here");
    }

    fn note(&mut self, (id, notetype): (i64, i64), guid: &str, tags: &str, fields: &str) {
        let rows = history::of_note(self.cards, id);
        if !self.notetypes.contains_key(&notetype) {
            self.imported.skip(
                self.source.place(),
                format!("note {} is of a notetype that is not in the package", self.number),
                "export it once more",
            );
            return;
        }
        if let Some(item) = self.own(notetype, tags, fields) {
            self.declare_topic(&item, rows);
            let cards = item.note.cards();
            let known: HashSet<CardKind> = cards.iter().copied().collect();
            let mut made = NoteCards::default();
            for row in rows {
                let card = match usize::try_from(row.ord) {
                    Ok(_) if self.notetypes[&notetype].cloze => {
                        note_cards::blank(row.ord).filter(|card| known.contains(card))
                    }
                    Ok(at) => cards.get(at).copied(),
                    Err(_) => None,
                };
                made.add_target(row.ord, 0, card);
            }
            made.items.push(item);
            self.attach(made, rows, true);
            return;
        }
        if rows.is_empty() {
            self.imported.skipped += 1;
            self.imported.losses.add_many(Loss::CardlessNote, 1);
            return;
        }
        let made = self.other(notetype, guid, (tags, fields), rows);
        if made.items.is_empty() {
            self.imported.skipped += 1;
        }
        self.attach(made, rows, false);
    }

    /// One of our own notes, as it was but for what was changed in Anki.
    fn own(&mut self, notetype: i64, tags: &str, fields: &str) -> Option<ImportedNote> {
        let hidden = self.notetypes[&notetype].hidden?;
        let mut texts = fields.split('\u{1f}');
        let json = texts.clone().nth(hidden)?;
        let seen = VisibleFields {
            texts: [texts.next(), texts.next()].map(|text| text.unwrap_or_default().to_string()),
            tags: tags.split_whitespace().map(str::to_string).collect(),
        };
        let note = note::restored(json, &seen, self.options.lists, &mut self.media)?;
        Some(ImportedNote { whole: true, ..ImportedNote::new(note, self.number) })
    }

    fn other(
        &mut self,
        notetype: i64,
        guid: &str,
        (tags, fields): (&str, &str),
        rows: &[CardRow],
    ) -> NoteCards {
        let notetype = &self.notetypes[&notetype];
        // No text has the signs that blanks are marked with.
        let fields = if fields.contains(cloze::is_sign) {
            std::borrow::Cow::Owned(fields.replace(cloze::is_sign, ""))
        } else {
            std::borrow::Cow::Borrowed(fields)
        };
        let texts: Vec<&str> = fields.split('\u{1f}').take(notetype.fields.len()).collect();
        let filled: Vec<bool> = texts.iter().map(|text| is_filled(text)).collect();
        let mut note = AnkiNote {
            notetype,
            collection: self.collection,
            root: self.root.as_deref(),
            guid,
            tags,
            row: self.number,
            lists: self.options.lists,
            shown: vec![false; texts.len()],
            fields: texts,
            filled,
            losses: &mut self.imported.losses,
            media: &mut self.media,
            known_media: &self.known_media,
        };
        let made = if note.is_occlusion() {
            note.losses.add_many(Loss::Occlusion, 1);
            NoteCards::default()
        } else if notetype.cloze {
            clozes::read(&mut note, rows)
        } else {
            note_cards::read(&mut note, rows)
        };
        if !made.items.is_empty() {
            note.report_unseen();
        }
        made
    }

    /// Gives each note what happened to its cards, and takes the notes.
    fn attach(&mut self, mut made: NoteCards, rows: &[CardRow], is_own: bool) {
        made.targets.sort_by_key(|target| target.ord);
        for row in rows {
            let reviews = self.reviews.of(row.id);
            let Some(target) = made.target(row.ord) else {
                let lost = reviews.iter().filter(|review| review.is_answer()).count();
                self.imported.losses.add_many(Loss::Review, lost);
                continue;
            };
            let item = &mut made.items[target.item];
            item.marks.extend(history::marks(row, target.card));
            self.imported.losses.add_many(Loss::FlagColor, usize::from(row.has_other_flag()));
            if self.options.progress {
                let past = history::past(row, target.card, reviews, self.collection.created);
                if past.is_due_recomputed && !is_own {
                    self.imported.losses.add_many(Loss::DueDate, 1);
                }
                item.history.extend(past.events);
            }
        }
        for name in self.media.drain(..).filter(|name| !self.known_media.contains(name.as_str())) {
            self.imported.losses.add_medium(&name);
        }
        for item in made.items {
            self.held += size_of::<ImportedNote>() + COPIES * note_cards::length(&item);
            self.imported.items.push(item);
        }
    }

    /// Notes the title of a topic that one of our own notes names by its id.
    fn declare_topic(&mut self, item: &ImportedNote, rows: &[CardRow]) {
        let Some(id) = &item.note.details.topic else { return };
        if !self.topics.insert(id.clone()) {
            return;
        }
        let deck = rows.first().and_then(|row| self.collection.deck(row));
        let title =
            deck.and_then(|name| name.split_once("::")).map_or(id.as_str(), |(_, title)| title);
        self.imported.topics.push(Topic { id: id.clone(), title: title.to_string() });
    }
}

impl AnkiCollection {
    /// The name of a card's deck.
    pub(super) fn deck(&self, card: &CardRow) -> Option<&str> {
        self.decks.get(&card.deck).map(String::as_str)
    }

    /// The deck that all cards lie in.
    fn root(&self, cards: &[CardRow]) -> Option<String> {
        let mut roots = cards.iter().filter_map(|card| self.deck(card)?.split("::").next());
        let first = roots.next()?;
        (roots.all(|root| root == first) && !first.is_empty()).then(|| first.to_string())
    }

    /// The topic that a card's deck is.
    pub(super) fn topic(&self, card: &CardRow, root: Option<&str>) -> Option<String> {
        let name = self.deck(card)?;
        let name = match root {
            Some(root) => name.strip_prefix(root)?.strip_prefix("::")?,
            None => name,
        };
        Some(name.replace("::", " › ")).filter(|name| !name.is_empty())
    }
}

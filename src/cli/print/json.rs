//! The shapes that `--json` prints. Other people's scripts read them: keys may be added, never
//! changed.

use std::borrow::Cow;

use serde::Serialize;

use crate::deck::{Body, Figure, Note};
use crate::fault::Fault;
use crate::library::{Collection, NoteIx};

/// A note in a list.
#[derive(Serialize)]
pub(crate) struct Entry<'a> {
    deck: &'a str,
    id: Cow<'a, str>,
    kind: &'static str,
    topic: Option<&'a str>,
    term: String,
    aliases: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Cow<'a, str>>,
}

impl<'a> Entry<'a> {
    /// Returns the entry of a note. Its term is its heading, so that a fill-in has one too.
    pub(crate) fn new(collection: &'a Collection, note: NoteIx) -> Self {
        let outline = collection.outline(note);
        Entry {
            deck: &collection.decks()[collection.deck(note)].head.id,
            kind: collection.kind(note).name(),
            topic: collection.topic(note).map(|topic| collection.topic_info(topic).id.as_str()),
            term: outline.title(),
            id: outline.id,
            aliases: outline.aliases,
            of: outline.of,
        }
    }
}

/// A note that was found.
#[derive(Serialize)]
pub(crate) struct Found<'a> {
    /// The note.
    #[serde(flatten)]
    pub(crate) entry: Entry<'a>,
    /// How well it fits; comparable within one search only.
    pub(crate) score: i32,
    /// How it was found.
    pub(crate) matched: &'static str,
}

/// A note with all that it has; texts as they are written in the deck.
#[derive(Serialize)]
pub(crate) struct Full<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    #[serde(flatten)]
    body: Own<'a>,
    points: &'a [String],
    formula: Option<&'a str>,
    figure: Option<&'a Figure>,
    remark: Option<&'a str>,
    sources: &'a [String],
    see: &'a [String],
    why: Option<&'a str>,
    contrast: Vec<Contrast<'a>>,
    exam: Option<&'a str>,
    needs: &'a [String],
    tags: &'a [String],
}

impl<'a> Full<'a> {
    /// Returns the note `full` that stands at `note`.
    pub(crate) fn new(collection: &'a Collection, note: NoteIx, full: &'a Note) -> Self {
        Full { entry: Entry::new(collection, note), ..Full::of("", full) }
    }
}

impl<'a> Full<'a> {
    /// Returns a note that is in no collection.
    pub(crate) fn of(deck: &'a str, full: &'a Note) -> Self {
        let contrast = |contrast: &'a crate::deck::Contrast| Contrast {
            with: &contrast.with,
            text: &contrast.text,
        };
        let entry = Entry {
            deck,
            kind: full.kind().name(),
            topic: full.topic.as_deref(),
            term: full.title(),
            id: Cow::Borrowed(&full.id),
            aliases: full.aliases.iter().map(|alias| Cow::Borrowed(alias.as_str())).collect(),
            of: full.of.as_deref().map(Cow::Borrowed),
        };
        Full {
            entry,
            body: Own::new(&full.body),
            points: &full.points,
            formula: full.formula.as_deref(),
            figure: full.figure.as_ref(),
            remark: full.remark.as_deref(),
            sources: &full.sources,
            see: &full.see,
            why: full.why.as_deref(),
            contrast: full.contrast.iter().map(contrast).collect(),
            exam: full.exam.as_deref(),
            needs: &full.needs,
            tags: &full.tags,
        }
    }
}

/// The fields of one kind.
#[derive(Serialize)]
#[serde(untagged)]
enum Own<'a> {
    Pair { definition: &'a str },
    Cloze { text: &'a str },
    Steps { intro: Option<&'a str>, steps: &'a [String] },
    List { intro: Option<&'a str>, items: &'a [String] },
}

impl<'a> Own<'a> {
    fn new(body: &'a Body) -> Self {
        match body {
            Body::Pair { definition, .. } => Own::Pair { definition },
            Body::Cloze { text, .. } => Own::Cloze { text },
            Body::Steps { intro, steps, .. } => Own::Steps { intro: intro.as_deref(), steps },
            Body::List { intro, items, .. } => Own::List { intro: intro.as_deref(), items },
        }
    }
}

#[derive(Serialize)]
struct Contrast<'a> {
    with: &'a str,
    text: &'a str,
}

/// A deck.
#[derive(Serialize)]
pub(crate) struct Deck<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// How many notes it has.
    pub(crate) notes: usize,
    /// How many cards these make.
    pub(crate) cards: usize,
    /// Whether it comes with the program.
    pub(crate) bundled: bool,
}

/// What `check` found.
#[derive(Serialize)]
pub(crate) struct Checked<'a> {
    faults: Vec<Told<'a>>,
}

impl<'a> Checked<'a> {
    /// Returns the faults.
    pub(crate) fn new(faults: &'a [Fault]) -> Self {
        Checked { faults: faults.iter().map(Told::new).collect() }
    }
}

#[derive(Serialize)]
struct Told<'a> {
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    what: &'a str,
    remedy: &'a str,
}

impl<'a> Told<'a> {
    fn new(fault: &'a Fault) -> Self {
        let spot = fault.place.as_ref().and_then(|place| place.spot);
        Told {
            severity: fault.severity.word(),
            file: fault.place.as_ref().map(|place| place.file.as_str()),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            what: &fault.what,
            remedy: &fault.remedy,
        }
    }
}

//! The shapes that `--json` prints. Other people's scripts read them: keys may be added, never
//! changed.

use std::borrow::Cow;

use serde::Serialize;

use crate::deck::{Figure, Note, NoteBody};
use crate::fault::Fault;
use crate::library::{Library, NoteIx};

/// A note in a list.
#[derive(Serialize)]
pub(crate) struct NoteListJson<'a> {
    deck: &'a str,
    id: Cow<'a, str>,
    kind: &'static str,
    topic: Option<&'a str>,
    term: String,
    aliases: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Cow<'a, str>>,
}

impl<'a> NoteListJson<'a> {
    /// The entry of a note. Its term is its heading, so that a fill-in has one too.
    pub(crate) fn new(library: &'a Library, note: NoteIx) -> Self {
        let outline = library.outline(note);
        NoteListJson {
            deck: &library.deck_info(library.deck(note)).head.id,
            kind: library.kind(note).name(),
            topic: library.topic(note).map(|topic| library.topic_info(topic).id.as_str()),
            term: outline.title(),
            id: outline.id,
            aliases: outline.aliases,
            of: outline.of,
        }
    }
}

/// A note that was found.
#[derive(Serialize)]
pub(crate) struct FoundNoteJson<'a> {
    /// The note.
    #[serde(flatten)]
    pub(crate) entry: NoteListJson<'a>,
    /// How well it fits; comparable within one search only.
    pub(crate) score: i32,
    /// How it was found.
    pub(crate) matched: &'static str,
}

/// A note with all that it has; texts as they are written in the deck.
#[derive(Serialize)]
pub(crate) struct NoteJson<'a> {
    #[serde(flatten)]
    entry: NoteListJson<'a>,
    #[serde(flatten)]
    body: KindFieldsJson<'a>,
    points: &'a [String],
    formula: Option<&'a str>,
    figure: Option<&'a Figure>,
    remark: Option<&'a str>,
    sources: &'a [String],
    see: &'a [String],
    why: Option<&'a str>,
    contrast: Vec<ContrastJson<'a>>,
    exam: Option<&'a str>,
    needs: &'a [String],
    tags: &'a [String],
}

impl<'a> NoteJson<'a> {
    /// The note `full` with the index `note`.
    pub(crate) fn new(library: &'a Library, note: NoteIx, full: &'a Note) -> Self {
        NoteJson { entry: NoteListJson::new(library, note), ..NoteJson::from_note("", full) }
    }
}

impl<'a> NoteJson<'a> {
    /// A note that is in no library.
    pub(crate) fn from_note(deck: &'a str, full: &'a Note) -> Self {
        let contrast = |contrast: &'a crate::deck::Contrast| ContrastJson {
            with: &contrast.with,
            text: &contrast.text,
        };
        let entry = NoteListJson {
            deck,
            kind: full.kind().name(),
            topic: full.details.topic.as_deref(),
            term: full.title(),
            id: Cow::Borrowed(&full.id),
            aliases: full
                .details
                .aliases
                .iter()
                .map(|alias| Cow::Borrowed(alias.as_str()))
                .collect(),
            of: full.details.of.as_deref().map(Cow::Borrowed),
        };
        NoteJson {
            entry,
            body: KindFieldsJson::new(&full.body),
            points: &full.details.points,
            formula: full.details.formula.as_deref(),
            figure: full.details.figure.as_deref(),
            remark: full.details.remark.as_deref(),
            sources: &full.details.sources,
            see: &full.details.see,
            why: full.details.why.as_deref(),
            contrast: full.details.contrast.iter().map(contrast).collect(),
            exam: full.details.exam.as_deref(),
            needs: &full.details.needs,
            tags: &full.details.tags,
        }
    }
}

/// The fields of one kind.
#[derive(Serialize)]
#[serde(untagged)]
enum KindFieldsJson<'a> {
    Pair { definition: &'a str },
    Question { question: &'a str, answer: &'a str },
    Cloze { text: &'a str },
    Steps { intro: Option<&'a str>, steps: &'a [String] },
    List { intro: Option<&'a str>, items: &'a [String] },
}

impl<'a> KindFieldsJson<'a> {
    fn new(body: &'a NoteBody) -> Self {
        match body {
            NoteBody::Pair { definition, .. } => KindFieldsJson::Pair { definition },
            NoteBody::Question { question, answer } => {
                KindFieldsJson::Question { question, answer }
            }
            NoteBody::Cloze { text, .. } => KindFieldsJson::Cloze { text },
            NoteBody::Steps { intro, steps, .. } => {
                KindFieldsJson::Steps { intro: intro.as_deref(), steps }
            }
            NoteBody::List { intro, items, .. } => {
                KindFieldsJson::List { intro: intro.as_deref(), items }
            }
        }
    }
}

#[derive(Serialize)]
struct ContrastJson<'a> {
    with: &'a str,
    text: &'a str,
}

/// A deck.
#[derive(Serialize)]
pub(crate) struct DeckJson<'a> {
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
    /// Whether it is on.
    pub(crate) studied: bool,
    /// The name of the file or set that an import made it from.
    pub(crate) origin: Option<&'a str>,
    /// The day of that import.
    pub(crate) imported: Option<&'a str>,
    /// What it is about.
    pub(crate) description: Option<&'a str>,
    /// Its language.
    pub(crate) language: Option<&'a str>,
    /// How many of its cards are due today.
    pub(crate) due: usize,
    /// How many are on their learning steps.
    pub(crate) learning: usize,
    /// How many new ones today has.
    pub(crate) new: usize,
    /// How many of its notes have a weak card.
    pub(crate) weak: usize,
    /// The share of right answers to expect in the next exam that covers it.
    pub(crate) expected: Option<f32>,
    /// The exams that name it.
    pub(crate) exams: Vec<&'a str>,
}

/// What `check` found.
#[derive(Serialize)]
pub(crate) struct CheckJson<'a> {
    faults: Vec<FaultJson<'a>>,
}

impl<'a> CheckJson<'a> {
    /// The faults.
    pub(crate) fn new(faults: &'a [Fault]) -> Self {
        CheckJson { faults: faults.iter().map(FaultJson::new).collect() }
    }
}

#[derive(Serialize)]
struct FaultJson<'a> {
    severity: &'static str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    what: &'a str,
    remedy: &'a str,
}

impl<'a> FaultJson<'a> {
    fn new(fault: &'a Fault) -> Self {
        let spot = fault.place.as_ref().and_then(|place| place.spot);
        FaultJson {
            severity: fault.severity.word(),
            file: fault.place.as_ref().map(|place| place.file.as_str()),
            line: spot.map(|(line, _)| line),
            column: spot.map(|(_, column)| column),
            what: &fault.what,
            remedy: &fault.remedy,
        }
    }
}

//! The vocabulary of a deck: a note, its kind, and what it may have.

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::text::cloze;
use crate::text::markup;

/// What a note asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(variant_identifier)]
pub enum NoteKind {
    /// A term and its definition.
    Pair,
    /// A question and its answer, asked one way.
    Question,
    /// A text with blanks to fill in.
    Cloze,
    /// A procedure whose order matters.
    Steps,
    /// An enumeration whose order does not.
    List,
}

impl NoteKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [NoteKind; 5] =
        [NoteKind::Pair, NoteKind::Question, NoteKind::Cloze, NoteKind::Steps, NoteKind::List];

    /// The name that deck files and `--json` use.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Pair => "Pair",
            NoteKind::Question => "Question",
            NoteKind::Cloze => "Cloze",
            NoteKind::Steps => "Steps",
            NoteKind::List => "List",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<NoteKind> {
        NoteKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The words that people see: "definition", "question", "fill-in", "steps", "list".
    pub fn words(self) -> &'static str {
        match self {
            NoteKind::Pair => "definition",
            NoteKind::Question => "question",
            NoteKind::Cloze => "fill-in",
            NoteKind::Steps => "steps",
            NoteKind::List => "list",
        }
    }
}

/// What sets a note apart from one that it is easily confused with.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The other note's id, or a foil's term.
    pub with: String,
    /// The difference, in a sentence.
    pub text: String,
}

/// A note's own fields, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteBody {
    /// See [`NoteKind::Pair`].
    Pair {
        /// The term.
        term: String,
        /// What the term means.
        definition: String,
    },
    /// See [`NoteKind::Question`].
    Question {
        /// What is asked; it may have several lines.
        question: String,
        /// The answer; it may have several lines.
        answer: String,
    },
    /// See [`NoteKind::Cloze`].
    Cloze {
        /// A title, where the text has one.
        term: Option<String>,
        /// The text with its blanks, `{{answer|other::hint}}`.
        text: String,
    },
    /// See [`NoteKind::Steps`].
    Steps {
        /// What the steps lead to.
        term: String,
        /// A sentence before the steps.
        intro: Option<String>,
        /// The steps in order; a blank marks the word to type.
        steps: Vec<String>,
        /// Groups of 1-based step numbers whose order is free.
        any_order: Vec<Vec<usize>>,
    },
    /// See [`NoteKind::List`].
    List {
        /// What is enumerated.
        term: String,
        /// A sentence before the items.
        intro: Option<String>,
        /// The items; a blank marks the word to type.
        items: Vec<String>,
    },
}

impl NoteBody {
    fn each_text_mut(&mut self, mut change: impl FnMut(&mut String)) {
        match self {
            NoteBody::Pair { term: one, definition: other }
            | NoteBody::Question { question: one, answer: other } => {
                [one, other].into_iter().for_each(change);
            }
            NoteBody::Cloze { term, text } => term.iter_mut().chain([text]).for_each(change),
            NoteBody::Steps { term, intro, steps: list, .. }
            | NoteBody::List { term, intro, items: list } => {
                change(term);
                intro.iter_mut().chain(list).for_each(change);
            }
        }
    }

    /// What names the note: its term or its question, which only a fill-in may lack.
    pub fn term(&self) -> Option<&str> {
        match self {
            NoteBody::Question { question: term, .. }
            | NoteBody::Pair { term, .. }
            | NoteBody::Steps { term, .. }
            | NoteBody::List { term, .. } => Some(term),
            NoteBody::Cloze { term, .. } => term.as_deref(),
        }
    }
}

/// What a note of any kind may have besides its body. Each field has a row in
/// [`FIELDS`](super::fields::FIELDS).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// The note that this one belongs to: a further question on the same idea.
    pub of: Option<String>,
    /// A topic's id.
    pub topic: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Other names of the term.
    pub aliases: Vec<String>,
    /// Key points, a sentence each.
    pub points: Vec<String>,
    /// A formula, in LaTeX.
    pub formula: Option<String>,
    /// A figure. It is large, and few notes have one.
    pub figure: Option<Box<Figure>>,
    /// Why it matters.
    pub why: Option<String>,
    /// What sets it apart from its neighbours.
    pub contrast: Vec<Contrast>,
    /// A correction or an aside.
    pub remark: Option<String>,
    /// What a particular exam expects, where that differs.
    pub exam: Option<String>,
    /// The id that another program gave the note: whatever it is there.
    pub guid: Option<String>,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// Related notes' ids; holds in both directions, written once.
    pub see: Vec<String>,
    /// Ids of the notes to know first.
    pub needs: Vec<String>,
    /// Ids of the confusable sets that wrong answers come from.
    pub sets: Vec<String>,
    /// Note ids and foils' terms that must never be offered as wrong beside this note.
    pub never: Vec<String>,
}

/// One note: an idea, from which cards are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Unique in its deck, never reused: progress hangs on it.
    pub id: String,
    /// The kind's own fields.
    pub body: NoteBody,
    /// Everything else.
    pub details: Details,
}

impl Note {
    /// A note without details.
    pub fn new(id: impl Into<String>, body: NoteBody) -> Note {
        Note { id: id.into(), body, details: Details::default() }
    }

    /// Hands over every text but the id, to be changed in place. A figure's are left alone.
    pub fn each_text_mut(&mut self, mut change: impl FnMut(&mut String)) {
        self.body.each_text_mut(&mut change);
        self.details.each_text_mut(change);
    }

    /// The kind of the body.
    pub fn kind(&self) -> NoteKind {
        match self.body {
            NoteBody::Pair { .. } => NoteKind::Pair,
            NoteBody::Question { .. } => NoteKind::Question,
            NoteBody::Cloze { .. } => NoteKind::Cloze,
            NoteBody::Steps { .. } => NoteKind::Steps,
            NoteBody::List { .. } => NoteKind::List,
        }
    }

    /// The heading: the term, the question on one line, or a fill-in's text with its blanks as
    /// gaps.
    pub fn title(&self) -> String {
        let text = if let NoteBody::Cloze { text, .. } = &self.body { text } else { "" };
        title(self.body.term(), text)
    }
}

/// A note that is being read: the fields of every kind side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteParts {
    pub(super) id: Option<String>,
    pub(super) term: Option<String>,
    pub(super) definition: Option<String>,
    pub(super) question: Option<String>,
    pub(super) answer: Option<String>,
    pub(super) text: Option<String>,
    pub(super) intro: Option<String>,
    pub(super) steps: Option<Vec<String>>,
    pub(super) items: Option<Vec<String>>,
    pub(super) any_order: Vec<Vec<usize>>,
    pub(super) details: Details,
}

impl NoteParts {
    /// The kind that these fields make.
    pub fn kind(&self) -> NoteKind {
        match self {
            NoteParts { steps: Some(_), .. } => NoteKind::Steps,
            NoteParts { items: Some(_), .. } => NoteKind::List,
            NoteParts { text: Some(_), .. } => NoteKind::Cloze,
            NoteParts { question: Some(_), .. } => NoteKind::Question,
            _ => NoteKind::Pair,
        }
    }

    /// The note of that kind. A field that it lacks is empty, and one of another kind is dropped.
    pub fn into_note(self, kind: NoteKind) -> Note {
        let term = self.term;
        let intro = self.intro;
        let body = match kind {
            NoteKind::Cloze => NoteBody::Cloze { term, text: self.text.unwrap_or_default() },
            NoteKind::Pair => NoteBody::Pair {
                term: term.unwrap_or_default(),
                definition: self.definition.unwrap_or_default(),
            },
            NoteKind::Question => NoteBody::Question {
                question: self.question.unwrap_or_default(),
                answer: self.answer.unwrap_or_default(),
            },
            NoteKind::Steps => NoteBody::Steps {
                term: term.unwrap_or_default(),
                intro,
                steps: self.steps.unwrap_or_default(),
                any_order: self.any_order,
            },
            NoteKind::List => NoteBody::List {
                term: term.unwrap_or_default(),
                intro,
                items: self.items.unwrap_or_default(),
            },
        };
        Note { id: self.id.unwrap_or_default(), body, details: self.details }
    }
}

/// The heading of a note with that term, or of a fill-in with that text.
pub(super) fn title(term: Option<&str>, text: &str) -> String {
    match term {
        Some(term) if term.contains('\n') => {
            markup::plain(term).split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Some(term) => markup::plain(term),
        None => markup::plain(&cloze::gaps(text).unwrap_or_else(|_| text.to_string())),
    }
}

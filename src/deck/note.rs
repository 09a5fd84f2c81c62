//! The vocabulary of a deck: a note, its kind, and what it may carry.

use serde::{Deserialize, Serialize};

use super::figure::Figure;
use crate::text::cloze;
use crate::text::markup;

/// What a note asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// A term and its definition.
    Pair,
    /// A text with blanks to fill in.
    Cloze,
    /// A procedure whose order matters.
    Steps,
    /// An enumeration whose order does not.
    List,
}

impl NoteKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [NoteKind; 4] =
        [NoteKind::Pair, NoteKind::Cloze, NoteKind::Steps, NoteKind::List];

    /// Returns the name that deck files and `--json` use.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Pair => "Pair",
            NoteKind::Cloze => "Cloze",
            NoteKind::Steps => "Steps",
            NoteKind::List => "List",
        }
    }

    /// Returns the kind of that name.
    pub fn named(name: &str) -> Option<NoteKind> {
        NoteKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the words that a reader sees: "definition", "fill-in", "steps", "list".
    pub fn words(self) -> &'static str {
        match self {
            NoteKind::Pair => "definition",
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

/// One note: an idea, from which cards are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Unique in its deck, never reused: progress hangs on it.
    pub id: String,
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
    /// A figure.
    pub figure: Option<Figure>,
    /// Why it matters.
    pub why: Option<String>,
    /// What sets it apart from its neighbours.
    pub contrast: Vec<Contrast>,
    /// A correction or an aside.
    pub remark: Option<String>,
    /// What a particular exam expects, where that differs.
    pub exam: Option<String>,
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
    /// The kind's own fields.
    pub body: NoteBody,
}

impl Note {
    /// Returns a note that has nothing but its kind's own fields.
    pub fn bare(id: impl Into<String>, body: NoteBody) -> Note {
        Note {
            id: id.into(),
            of: None,
            topic: None,
            tags: vec![],
            aliases: vec![],
            points: vec![],
            formula: None,
            figure: None,
            why: None,
            contrast: vec![],
            remark: None,
            exam: None,
            sources: vec![],
            see: vec![],
            needs: vec![],
            sets: vec![],
            never: vec![],
            body,
        }
    }

    /// Returns the note's kind.
    pub fn kind(&self) -> NoteKind {
        match self.body {
            NoteBody::Pair { .. } => NoteKind::Pair,
            NoteBody::Cloze { .. } => NoteKind::Cloze,
            NoteBody::Steps { .. } => NoteKind::Steps,
            NoteBody::List { .. } => NoteKind::List,
        }
    }

    /// Returns the note's heading: its term, or a fill-in's text with blanks as gaps.
    pub fn title(&self) -> String {
        match &self.body {
            NoteBody::Pair { term, .. }
            | NoteBody::Steps { term, .. }
            | NoteBody::List { term, .. } => markup::plain(term),
            NoteBody::Cloze { term, text } => title_of_cloze(term.as_deref(), text),
        }
    }
}

/// Returns the heading of a fill-in: its term, or its text with the blanks as gaps.
pub fn title_of_cloze(term: Option<&str>, text: &str) -> String {
    match term {
        Some(term) => markup::plain(term),
        None => markup::plain(&cloze::gaps(text).unwrap_or_else(|_| text.to_string())),
    }
}

/// Declares the shape in which `ron` reads a note: one struct variant a kind, its own fields and
/// the common ones.
macro_rules! raw_notes {
    ($($kind:ident { $($(#[$attr:meta])? $field:ident: $type:ty),* })*) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) enum RawNote {
            $($kind {
                id: String,
                $($(#[$attr])? $field: $type,)*
                #[serde(default)] of: Option<String>,
                #[serde(default)] topic: Option<String>,
                #[serde(default)] tags: Vec<String>,
                #[serde(default)] aliases: Vec<String>,
                #[serde(default)] points: Vec<String>,
                #[serde(default)] formula: Option<String>,
                #[serde(default)] figure: Option<Figure>,
                #[serde(default)] why: Option<String>,
                #[serde(default)] contrast: Vec<Contrast>,
                #[serde(default)] remark: Option<String>,
                #[serde(default)] exam: Option<String>,
                #[serde(default)] sources: Vec<String>,
                #[serde(default)] see: Vec<String>,
                #[serde(default)] needs: Vec<String>,
                #[serde(default)] sets: Vec<String>,
                #[serde(default)] never: Vec<String>,
            },)*
        }

        impl From<RawNote> for Note {
            fn from(raw: RawNote) -> Note {
                match raw {
                    $(RawNote::$kind {
                        id, $($field,)* of, topic, tags, aliases, points, formula, figure, why, contrast, remark, exam,
                        sources, see, needs, sets, never,
                    } => Note {
                        id, of, topic, tags, aliases, points, formula, figure, why, contrast, remark, exam,
                        sources, see, needs, sets, never,
                        body: NoteBody::$kind { $($field),* },
                    },)*
                }
            }
        }
    };
}

raw_notes! {
    Pair { term: String, definition: String }
    Cloze { #[serde(default)] term: Option<String>, text: String }
    Steps { term: String, #[serde(default)] intro: Option<String>, steps: Vec<String>, #[serde(default)] any_order: Vec<Vec<usize>> }
    List { term: String, #[serde(default)] intro: Option<String>, items: Vec<String> }
}

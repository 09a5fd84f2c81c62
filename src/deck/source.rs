//! The texts that a deck is read from: nothing in `deck` opens a file.

use std::borrow::Cow;

use crate::fault::Place;

/// One file of a deck: its name as the user would say it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown in messages.
    pub name: String,
    /// The whole text.
    pub text: Cow<'static, str>,
}

impl SourceFile {
    /// A file of that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> SourceFile {
        SourceFile { name: name.into(), text: text.into() }
    }

    /// The place of a byte of the text.
    pub fn place(&self, offset: usize) -> Place {
        Place::from_offset(&self.name, &self.text, offset)
    }
}

/// The files of one deck as they were found: the head first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckText {
    /// The name to fall back on when the head has no usable id: the file's or folder's stem.
    pub stem: String,
    /// Whether the deck is the one compiled in.
    pub bundled: bool,
    /// The files; the first holds the head.
    pub files: Vec<SourceFile>,
}

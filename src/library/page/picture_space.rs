//! The spaces that pictures have among the lines of a text.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::text::markdown::Inline;
use crate::text::media::{Medium, media};

/// Names a picture of a certain size where its whole description can't be carried along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureId(u64);

impl PictureId {
    /// The name of what is described so.
    pub fn new(description: &impl Hash) -> PictureId {
        let mut hasher = DefaultHasher::new();
        description.hash(&mut hasher);
        PictureId(hasher.finish())
    }
}

/// A row of cells of a picture, from 0 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureRow {
    /// The picture.
    pub picture: PictureId,
    /// The row.
    pub row: u16,
}

/// What is shown of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureSpace {
    /// Its words, and why it is not there itself, where that is known.
    Words(Option<String>),
    /// The picture, in so many columns and rows.
    Cells {
        /// Its name.
        picture: PictureId,
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
}

/// Where the pictures of a text are looked up.
pub trait PictureSpaces: fmt::Debug {
    /// What is shown of a picture by its file, which is called so, where there are so many
    /// columns.
    fn space(&self, file: &str, name: &str, columns: usize) -> PictureSpace;
}

/// What an import writes for a picture begins so, and has its file's name.
const NAMED: &str = "[image:";

/// The pieces of a line, in which a picture's name among the words, `[image: a.png]`, is a picture.
pub(super) fn with_named_pictures(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let Inline::Text { text, style } = inline else {
            out.push(inline.clone());
            continue;
        };
        let words = |words: &str, out: &mut Vec<Inline>| {
            if !words.trim().is_empty() {
                out.push(Inline::Text { text: words.to_string(), style: style.clone() });
            }
        };
        let mut at = 0;
        for Medium { range, file } in media(text) {
            let medium = Inline::Medium { alt: String::new(), file: file.to_string() };
            if !style.code && text[range.clone()].starts_with(NAMED) && medium.is_picture() {
                words(&text[at..range.start], &mut out);
                out.push(medium);
                at = range.end;
            }
        }
        if at == 0 { out.push(inline.clone()) } else { words(&text[at..], &mut out) }
    }
    out
}

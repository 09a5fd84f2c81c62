//! The roles that the text of a page may have, and a note's text with its markup turned into them.

use crate::library::NoteIx;
use crate::text::address::AddressId;
use crate::text::markup::{self, TextTone};
use crate::text::math::{self, GlyphSet};
use crate::text::sanitize;
use crate::text::wrap::StyledSpan;

use super::picture_space::PictureRow;

/// One line of a page.
pub type PageLine = Vec<StyledSpan<PageRole>>;

/// The role of a piece of text, which decides its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRole {
    /// The note's heading.
    Title,
    /// Other names, places, sources.
    Dim,
    /// The name of a section.
    Label,
    /// Running text.
    Plain,
    /// Stressed text.
    Emphasis,
    /// Code.
    Code,
    /// A formula.
    Math,
    /// Text that is struck out.
    Struck,
    /// Words that lead to an address outside.
    Address(AddressId),
    /// A fill-in's answer.
    Answer,
    /// The name of another note, which leads there.
    Link(NoteIx),
    /// The row that opens and folds the sections below it.
    Fold,
    /// Part of a figure.
    Figure(FigurePart),
    /// A row of the space that a picture has.
    Picture(PictureRow),
}

/// The part of a figure that a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigurePart {
    /// A title, a header, the text of a box.
    Title,
    /// The name of an axis, a row, a curve.
    Name,
    /// A value.
    Value,
    /// A remark.
    Note,
    /// An axis with its ticks, a frame.
    Axis,
    /// A point to look at, with its label.
    Mark,
    /// A line across, with its label.
    Cut,
    /// A curve, by its number.
    Curve(u8),
    /// A shaded cell.
    Shaded,
}

/// Deck text with its markup turned into roles, for one paragraph.
pub fn rich(text: &str, glyphs: GlyphSet) -> Vec<StyledSpan<PageRole>> {
    marked(text, PageRole::Plain, glyphs)
}

pub(super) fn marked(text: &str, plain: PageRole, glyphs: GlyphSet) -> Vec<StyledSpan<PageRole>> {
    let span = |run: markup::TextRun| match run.tone {
        TextTone::Plain => (plain, run.text),
        TextTone::Emphasis => (PageRole::Emphasis, run.text),
        TextTone::Code => (PageRole::Code, run.text),
        TextTone::Math => (PageRole::Math, math::line(&run.text, glyphs)),
    };
    markup::runs(text).into_iter().map(span).collect()
}

/// The spans with nothing in them that acts on a terminal.
pub(super) fn clean(spans: Vec<StyledSpan<PageRole>>) -> Vec<StyledSpan<PageRole>> {
    spans.into_iter().map(|(role, text)| (role, sanitize::clean(&text).into_owned())).collect()
}

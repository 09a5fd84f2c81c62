//! A note as a page of styled lines of a given width. Both faces show the same page; how a role
//! looks is left to them.

mod block_lines;
mod details;
mod note_text;
mod picture_space;
mod role;
mod table_lines;
#[cfg(test)]
mod tests;

pub use block_lines::BlockStyle;
pub use note_text::{addresses, has_marks, sounds, text, with_first_line};
pub use picture_space::{PictureId, PictureRow, PictureSpace, PictureSpaces};
pub use role::{FigurePart, PageLine, PageRole, rich};

use super::{Library, NoteIx, NoteLink};
use crate::deck::{Figure, Note, NoteBody};
use crate::text::math::{self, GlyphSet};
use crate::text::width::width;
use crate::text::wrap::{StyledSpan, wrap};

/// How a page is laid out.
#[derive(Clone, Copy, Debug)]
pub struct PageLayout<'k> {
    /// The width of the page in columns.
    pub columns: usize,
    /// What formulas and bullets may be drawn with.
    pub glyphs: GlyphSet,
    /// How figures are shown.
    pub figures: FigureDisplay<'k>,
    /// The pictures that can be shown; none where their words stand for them.
    pub pictures: Option<&'k dyn PictureSpaces>,
    /// How a page too long for its rows is folded, if it may be.
    pub fold: Option<Fold<'k>>,
}

/// The less urgent sections of a long note under one row.
#[derive(Clone, Copy, Debug)]
pub struct Fold<'k> {
    /// Whether they are shown all the same.
    pub is_open: bool,
    /// The key that opens and folds them, if there is one now.
    pub key: Option<&'k str>,
}

/// How figures are shown on a page.
#[derive(Clone, Copy, Debug)]
pub enum FigureDisplay<'k> {
    /// In words, and formulas as large as they are.
    Words,
    /// Drawn, as long as they fit whole.
    Drawn {
        /// Draws a figure in so many columns.
        draw: fn(&Figure, usize) -> Vec<PageLine>,
        /// The rows of the screen that the page is seen through.
        rows: usize,
        /// The key that opens a figure which does not fit, if there is one now.
        key: Option<&'k str>,
    },
}

impl PageLayout<'_> {
    /// The layout where nothing can be drawn.
    pub fn plain(columns: usize, glyphs: GlyphSet) -> Self {
        PageLayout { columns, glyphs, figures: FigureDisplay::Words, pictures: None, fold: None }
    }
}

impl<'k> PageLayout<'k> {
    /// The layout with pictures where they are shown.
    #[must_use]
    pub fn with_pictures<P: PictureSpaces>(self, pictures: Option<&'k P>) -> Self {
        PageLayout { pictures: pictures.map(|pictures| pictures as &dyn PictureSpaces), ..self }
    }
}

/// The page of a note. A note that can't be read in full says so on its page.
pub fn page(library: &Library, note: NoteIx, layout: PageLayout<'_>) -> Vec<PageLine> {
    let mut page = Page { library, layout, lines: Vec::new() };
    match library.note(note) {
        Ok(full) => {
            // What fits is not folded.
            page.layout.fold = None;
            page.note(note, &full);
            if let FigureDisplay::Drawn { rows, .. } = layout.figures
                && layout.fold.is_some()
                && page.lines.len() > rows
            {
                page = Page { library, layout, lines: Vec::new() };
                page.note(note, &full);
            }
        }
        Err(fault) => {
            page.paragraph(vec![(PageRole::Title, library.title(note))]);
            page.paragraph(vec![(PageRole::Plain, fault.to_string())]);
        }
    }
    page.lines
}

/// The title and the text of a note that need not be in any deck, as its page has them.
pub fn preview(library: &Library, note: &Note, layout: PageLayout<'_>) -> Vec<PageLine> {
    let mut page = Page { library, layout, lines: Vec::new() };
    page.title(note);
    page.body(note);
    page.lines
}

/// A note without its question and answer: formula, points, remarks, links, sources.
pub fn details(library: &Library, note: NoteIx, layout: PageLayout<'_>) -> Vec<PageLine> {
    let mut page = Page { library, layout, lines: Vec::new() };
    if let Ok(full) = library.note(note) {
        page.details(note, &full);
    }
    page.lines
}

/// The figure that goes with a note: its own, or else that of the note which it belongs to.
pub fn figure(library: &Library, note: NoteIx) -> Option<Figure> {
    let own =
        |note| library.note(note).ok().and_then(|full| full.details.figure).map(|figure| *figure);
    own(note).or_else(|| library.linked(note, NoteLink::Parent).find_map(own))
}

struct Page<'a> {
    library: &'a Library,
    layout: PageLayout<'a>,
    lines: Vec<PageLine>,
}

impl Page<'_> {
    fn note(&mut self, ix: NoteIx, note: &Note) {
        self.title(note);
        self.heading(ix, note);
        self.body(note);
        self.details(ix, note);
    }

    fn title(&mut self, note: &Note) {
        match &note.body {
            // A question has as many lines as it needs; a list has one for it.
            NoteBody::Question { question, .. } => {
                let (first, rest) = note_text::with_first_line(question, self.layout);
                for line in first {
                    let title = |(role, text)| match role {
                        PageRole::Plain => (PageRole::Title, text),
                        role => (role, text),
                    };
                    self.lines.push(line.into_iter().map(title).collect());
                }
                if !rest.is_empty() {
                    self.lines.extend(rest);
                    self.blank();
                }
            }
            _ => self.paragraph(vec![(PageRole::Title, note.title())]),
        }
    }

    fn heading(&mut self, ix: NoteIx, note: &Note) {
        if !note.details.aliases.is_empty() {
            self.paragraph(vec![(
                PageRole::Dim,
                format!("also: {}", note.details.aliases.join(", ")),
            )]);
        }
        let topic =
            self.library.topic(ix).map(|topic| self.library.topic_info(topic).title.clone());
        let place = topic
            .into_iter()
            .chain([note.kind().words().to_string()])
            .chain(note.details.tags.iter().cloned());
        self.paragraph(vec![(PageRole::Dim, place.collect::<Vec<_>>().join(" · "))]);
        self.blank();
    }

    fn body(&mut self, note: &Note) {
        match &note.body {
            NoteBody::Pair { definition: text, .. } | NoteBody::Question { answer: text, .. } => {
                self.text(text);
            }
            NoteBody::Cloze { text, .. } => self.filled_after("", text),
            NoteBody::Steps { intro, steps, .. } => {
                self.intro(intro.as_deref());
                for (i, step) in steps.iter().enumerate() {
                    self.filled_after(&format!("{}. ", i + 1), step);
                }
            }
            NoteBody::List { intro, items, .. } => {
                self.intro(intro.as_deref());
                let bullet = self.bullet();
                for item in items {
                    self.filled_after(bullet, item);
                }
            }
        }
    }

    fn intro(&mut self, intro: Option<&str>) {
        if let Some(intro) = intro {
            self.text(intro);
        }
    }

    fn contrast(&self, ix: NoteIx, with: &str, text: &str) -> Vec<StyledSpan<PageRole>> {
        let name = match self.library.find(self.library.deck(ix), with) {
            Some(other) => (PageRole::Link(other), self.library.title(other)),
            None => (PageRole::Emphasis, with.to_string()),
        };
        [name, (PageRole::Plain, ": ".to_string())]
            .into_iter()
            .chain(rich(text, self.layout.glyphs))
            .collect()
    }

    fn question(&self, child: NoteIx) -> Vec<StyledSpan<PageRole>> {
        match self.library.note(child).map(|note| note.body) {
            Ok(NoteBody::Cloze { text, .. }) => note_text::filled_spans(&text, self.layout.glyphs),
            Ok(
                NoteBody::Pair { term, definition }
                | NoteBody::Question { question: term, answer: definition },
            ) => rich(&term, self.layout.glyphs)
                .into_iter()
                .chain([(PageRole::Plain, ": ".into())])
                .chain(rich(&definition, self.layout.glyphs))
                .collect(),
            Ok(NoteBody::Steps { term, steps: items, .. } | NoteBody::List { term, items, .. }) => {
                let mut spans = rich(&term, self.layout.glyphs);
                for (i, item) in items.iter().enumerate() {
                    spans.push((PageRole::Plain, if i == 0 { ": " } else { ", " }.to_string()));
                    spans.extend(note_text::filled_spans(item, self.layout.glyphs));
                }
                spans
            }
            Err(_) => vec![(PageRole::Plain, self.library.title(child))],
        }
    }

    fn links(&mut self, ix: NoteIx) {
        let named = [
            ("Part of", NoteLink::Parent),
            ("Know first", NoteLink::Needs),
            ("See also", NoteLink::See),
        ];
        for (label, link) in named {
            let mut spans: Vec<StyledSpan<PageRole>> = Vec::new();
            for other in self.library.linked(ix, link) {
                let gap = if spans.is_empty() { format!("{label}  ") } else { " · ".to_string() };
                spans.push((if spans.is_empty() { PageRole::Label } else { PageRole::Dim }, gap));
                spans.push((PageRole::Link(other), self.library.title(other)));
            }
            if !spans.is_empty() {
                self.blank();
                self.paragraph(spans);
            }
        }
    }

    fn figure(&mut self, ix: NoteIx, note: &Note) {
        match (note.details.figure.as_deref(), self.layout.figures) {
            (Some(figure), FigureDisplay::Words) => {
                self.blank();
                figure
                    .lines()
                    .into_iter()
                    .for_each(|line| self.paragraph(vec![(PageRole::Code, line)]));
            }
            (Some(figure), FigureDisplay::Drawn { draw, rows, key }) => {
                let lines = draw(figure, self.layout.columns);
                self.blank();
                if lines.len() <= rows {
                    self.lines.extend(lines);
                    self.blank();
                } else {
                    self.folded(figure, key);
                }
            }
            (None, FigureDisplay::Drawn { key, .. }) => {
                if let Some(figure) = figure(self.library, ix) {
                    self.blank();
                    self.folded(&figure, key);
                }
            }
            (None, FigureDisplay::Words) => {}
        }
    }

    /// One line for a figure that does not fit.
    fn folded(&mut self, figure: &Figure, key: Option<&str>) {
        let way = key.map_or_else(String::new, |key| format!(" — {key} opens it"));
        let says = format!("{}{way}", figure.title);
        self.paragraph(vec![(PageRole::Label, "▸ Figure: ".into()), (PageRole::Plain, says)]);
    }

    fn formula(&mut self, latex: &str) {
        let block = math::block(latex, self.layout.glyphs);
        self.blank();
        // On a low screen a formula that would take much of it is written on one line.
        let low = match self.layout.figures {
            FigureDisplay::Drawn { rows, .. } => block.lines.len() * 2 > rows,
            FigureDisplay::Words => false,
        };
        if block.width <= self.layout.columns && !low {
            let indent = ((self.layout.columns - block.width) / 2).min(8);
            let line =
                |line: String| vec![(PageRole::Math, format!("{}{line}", " ".repeat(indent)))];
            self.lines.extend(block.lines.into_iter().map(line));
        } else {
            self.paragraph(vec![(PageRole::Math, math::line(latex, self.layout.glyphs))]);
        }
    }

    fn label(&mut self, label: &str) {
        self.blank();
        self.paragraph(vec![(PageRole::Label, label.to_string())]);
    }

    fn bullets(&mut self, label: &str, items: impl Iterator<Item = Vec<StyledSpan<PageRole>>>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.label(label);
            let bullet = self.bullet();
            items.for_each(|item| self.hanging(bullet, item));
        }
    }

    fn bullet(&self) -> &'static str {
        match self.layout.glyphs {
            GlyphSet::Unicode => "• ",
            GlyphSet::Ascii => "- ",
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.iter().any(|(_, text)| !text.is_empty())) {
            self.lines.push(Vec::new());
        }
    }

    fn text(&mut self, text: &str) {
        self.lines.extend(note_text::text(text, self.layout));
    }

    fn filled_after(&mut self, mark: &str, text: &str) {
        self.lines.extend(note_text::filled_after(mark, text, self.layout));
    }

    fn paragraph(&mut self, spans: Vec<StyledSpan<PageRole>>) {
        self.lines.extend(wrap(&role::clean(spans), self.layout.columns));
    }

    /// A paragraph whose first line begins with `mark`, and whose other lines are indented as far.
    fn hanging(&mut self, mark: &str, spans: Vec<StyledSpan<PageRole>>) {
        let indent = width(mark);
        let columns = self.layout.columns.saturating_sub(indent).max(1);
        for (i, mut line) in wrap(&role::clean(spans), columns).into_iter().enumerate() {
            let lead = if i == 0 { mark.to_string() } else { " ".repeat(indent) };
            line.insert(0, (PageRole::Dim, lead));
            self.lines.push(line);
        }
    }
}

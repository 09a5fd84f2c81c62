//! A note as a page to read: everything that it says, set in lines of a given width.
//!
//! Both faces show the same page; what a role looks like is their business.

use super::{Collection, Link, NoteIx};
use crate::deck::{Body, Figure, Note};
use crate::text::cloze::{Cloze, Piece};
use crate::text::markup::{self, Tone};
use crate::text::math::{self, Glyphs};
use crate::text::sanitize;
use crate::text::width::width;
use crate::text::wrap::{Span, wrap};

/// What a piece of text is, so that it can be shown as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
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
    /// A fill-in's answer.
    Answer,
    /// The name of another note, which leads there.
    Link(NoteIx),
    /// Part of a figure.
    Figure(Part),
}

/// What a sign of a figure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
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

/// One line of a page.
pub type Line = Vec<Span<Role>>;

/// How a page is to be set.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'k> {
    /// The width of the page in columns.
    pub columns: usize,
    /// What formulas and bullets may be drawn with.
    pub glyphs: Glyphs,
    /// How figures are shown.
    pub figures: Figures<'k>,
}

/// How figures are shown on a page.
#[derive(Clone, Copy, Debug)]
pub enum Figures<'k> {
    /// In words, and formulas as large as they are.
    Words,
    /// Drawn, as long as they fit whole.
    Drawn {
        /// Draws a figure in so many columns.
        draw: fn(&Figure, usize) -> Vec<Line>,
        /// The rows of the screen that the page is seen through.
        rows: usize,
        /// The key that opens a figure which does not fit, if there is one now.
        key: Option<&'k str>,
    },
}

impl Setting<'_> {
    /// Returns a setting for where nothing can be drawn.
    pub fn plain(columns: usize, glyphs: Glyphs) -> Self {
        Setting { columns, glyphs, figures: Figures::Words }
    }
}

/// Returns the page of a note. A note that can't be read in full says so on its page.
pub fn page(collection: &Collection, note: NoteIx, setting: Setting<'_>) -> Vec<Line> {
    let mut page = Page { collection, setting, lines: Vec::new() };
    match collection.note(note) {
        Ok(full) => page.note(note, &full),
        Err(fault) => {
            page.paragraph(vec![(Role::Title, collection.title(note))]);
            page.paragraph(vec![(Role::Plain, fault.to_string())]);
        }
    }
    page.lines
}

/// Returns what a note says besides its question and answer: formula, points, remarks, links,
/// sources.
pub fn besides(collection: &Collection, note: NoteIx, setting: Setting<'_>) -> Vec<Line> {
    let mut page = Page { collection, setting, lines: Vec::new() };
    if let Ok(full) = collection.note(note) {
        page.besides(note, &full);
    }
    page.lines
}

/// Returns the figure that goes with a note: its own, or else that of the note which it belongs to.
pub fn figure(collection: &Collection, note: NoteIx) -> Option<Figure> {
    let own = |note| collection.note(note).ok().and_then(|full| full.figure);
    own(note).or_else(|| collection.linked(note, Link::Parent).find_map(own))
}

/// Returns a text with markup, set in lines.
pub fn text(text: &str, setting: Setting<'_>) -> Vec<Line> {
    wrap(&clean(rich(text, setting.glyphs)), setting.columns)
}

struct Page<'a> {
    collection: &'a Collection,
    setting: Setting<'a>,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn note(&mut self, ix: NoteIx, note: &Note) {
        self.paragraph(vec![(Role::Title, note.title())]);
        self.heading(ix, note);
        self.body(note);
        self.besides(ix, note);
    }

    fn besides(&mut self, ix: NoteIx, note: &Note) {
        if let Some(latex) = &note.formula {
            self.formula(latex);
        }
        self.figure(ix, note);
        let glyphs = self.setting.glyphs;
        self.bullets("Key points", note.points.iter().map(|point| rich(point, glyphs)));
        let sections =
            [("Why it matters", &note.why), ("Remark", &note.remark), ("In the exam", &note.exam)];
        for (label, text) in sections {
            if let Some(text) = text {
                self.label(label);
                self.paragraph(rich(text, self.setting.glyphs));
            }
        }
        let contrasts =
            note.contrast.iter().map(|contrast| self.contrast(ix, &contrast.with, &contrast.text));
        let contrasts: Vec<_> = contrasts.collect();
        self.bullets("Not to be confused with", contrasts.into_iter());
        let children: Vec<_> =
            self.collection.linked(ix, Link::Child).map(|child| self.question(child)).collect();
        self.bullets("Further questions", children.into_iter());
        self.links(ix);
        if !note.sources.is_empty() {
            self.blank();
            self.paragraph(vec![(Role::Dim, note.sources.join(" · "))]);
        }
    }

    fn heading(&mut self, ix: NoteIx, note: &Note) {
        if !note.aliases.is_empty() {
            self.paragraph(vec![(Role::Dim, format!("also: {}", note.aliases.join(", ")))]);
        }
        let topic =
            self.collection.topic(ix).map(|topic| self.collection.topic_info(topic).title.clone());
        let place = topic
            .into_iter()
            .chain([note.kind().words().to_string()])
            .chain(note.tags.iter().cloned());
        self.paragraph(vec![(Role::Dim, place.collect::<Vec<_>>().join(" · "))]);
        self.blank();
    }

    fn body(&mut self, note: &Note) {
        match &note.body {
            Body::Pair { definition, .. } => self.paragraph(rich(definition, self.setting.glyphs)),
            Body::Cloze { text, .. } => self.paragraph(filled(text, self.setting.glyphs)),
            Body::Steps { intro, steps, .. } => {
                self.intro(intro.as_deref());
                for (i, step) in steps.iter().enumerate() {
                    self.hanging(&format!("{}. ", i + 1), filled(step, self.setting.glyphs));
                }
            }
            Body::List { intro, items, .. } => {
                self.intro(intro.as_deref());
                let bullet = self.bullet();
                for item in items {
                    self.hanging(bullet, filled(item, self.setting.glyphs));
                }
            }
        }
    }

    fn intro(&mut self, intro: Option<&str>) {
        if let Some(intro) = intro {
            self.paragraph(rich(intro, self.setting.glyphs));
        }
    }

    fn contrast(&self, ix: NoteIx, with: &str, text: &str) -> Vec<Span<Role>> {
        let name = match self.collection.find(self.collection.deck(ix), with) {
            Some(other) => (Role::Link(other), self.collection.title(other)),
            None => (Role::Emphasis, with.to_string()),
        };
        [name, (Role::Plain, ": ".to_string())]
            .into_iter()
            .chain(rich(text, self.setting.glyphs))
            .collect()
    }

    fn question(&self, child: NoteIx) -> Vec<Span<Role>> {
        match self.collection.note(child).map(|note| note.body) {
            Ok(Body::Cloze { text, .. }) => filled(&text, self.setting.glyphs),
            Ok(Body::Pair { term, definition }) => rich(&term, self.setting.glyphs)
                .into_iter()
                .chain([(Role::Plain, ": ".into())])
                .chain(rich(&definition, self.setting.glyphs))
                .collect(),
            Ok(Body::Steps { term, steps: items, .. } | Body::List { term, items, .. }) => {
                let mut spans = rich(&term, self.setting.glyphs);
                for (i, item) in items.iter().enumerate() {
                    spans.push((Role::Plain, if i == 0 { ": " } else { ", " }.to_string()));
                    spans.extend(filled(item, self.setting.glyphs));
                }
                spans
            }
            Err(_) => vec![(Role::Plain, self.collection.title(child))],
        }
    }

    fn links(&mut self, ix: NoteIx) {
        let named =
            [("Part of", Link::Parent), ("Know first", Link::Needs), ("See also", Link::See)];
        for (label, link) in named {
            let mut spans: Vec<Span<Role>> = Vec::new();
            for other in self.collection.linked(ix, link) {
                let gap = if spans.is_empty() { format!("{label}  ") } else { " · ".to_string() };
                spans.push((if spans.is_empty() { Role::Label } else { Role::Dim }, gap));
                spans.push((Role::Link(other), self.collection.title(other)));
            }
            if !spans.is_empty() {
                self.blank();
                self.paragraph(spans);
            }
        }
    }

    fn figure(&mut self, ix: NoteIx, note: &Note) {
        match (&note.figure, self.setting.figures) {
            (Some(figure), Figures::Words) => {
                self.blank();
                figure
                    .lines()
                    .into_iter()
                    .for_each(|line| self.paragraph(vec![(Role::Code, line)]));
            }
            (Some(figure), Figures::Drawn { draw, rows, key }) => {
                let lines = draw(figure, self.setting.columns);
                self.blank();
                if lines.len() <= rows {
                    self.lines.extend(lines);
                    self.blank();
                } else {
                    self.folded(figure, key);
                }
            }
            (None, Figures::Drawn { key, .. }) => {
                if let Some(figure) = figure(self.collection, ix) {
                    self.blank();
                    self.folded(&figure, key);
                }
            }
            (None, Figures::Words) => {}
        }
    }

    /// One line for a figure that there is no room for.
    fn folded(&mut self, figure: &Figure, key: Option<&str>) {
        let way = key.map_or_else(String::new, |key| format!(" — {key} opens it"));
        let says = format!("{}{way}", figure.title);
        self.paragraph(vec![(Role::Label, "▸ Figure: ".into()), (Role::Plain, says)]);
    }

    fn formula(&mut self, latex: &str) {
        let block = math::block(latex, self.setting.glyphs);
        self.blank();
        // On a low screen a formula that would take much of it is written on one line.
        let low = matches!(self.setting.figures, Figures::Drawn { rows, .. } if block.lines.len() * 2 > rows);
        if block.width <= self.setting.columns && !low {
            let indent = ((self.setting.columns - block.width) / 2).min(8);
            let line = |line: String| vec![(Role::Math, format!("{}{line}", " ".repeat(indent)))];
            self.lines.extend(block.lines.into_iter().map(line));
        } else {
            self.paragraph(vec![(Role::Math, math::line(latex, self.setting.glyphs))]);
        }
    }

    fn label(&mut self, label: &str) {
        self.blank();
        self.paragraph(vec![(Role::Label, label.to_string())]);
    }

    fn bullets(&mut self, label: &str, items: impl Iterator<Item = Vec<Span<Role>>>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.label(label);
            let bullet = self.bullet();
            items.for_each(|item| self.hanging(bullet, item));
        }
    }

    fn bullet(&self) -> &'static str {
        match self.setting.glyphs {
            Glyphs::Unicode => "• ",
            Glyphs::Ascii => "- ",
        }
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| line.iter().any(|(_, text)| !text.is_empty())) {
            self.lines.push(Vec::new());
        }
    }

    fn paragraph(&mut self, spans: Vec<Span<Role>>) {
        self.lines.extend(wrap(&clean(spans), self.setting.columns));
    }

    /// A paragraph whose first line begins with `mark`, and whose other lines are indented as far.
    fn hanging(&mut self, mark: &str, spans: Vec<Span<Role>>) {
        let indent = width(mark);
        for (i, mut line) in wrap(&clean(spans), self.setting.columns.saturating_sub(indent).max(1))
            .into_iter()
            .enumerate()
        {
            let lead = if i == 0 { mark.to_string() } else { " ".repeat(indent) };
            line.insert(0, (Role::Dim, lead));
            self.lines.push(line);
        }
    }
}

/// Returns deck text with its marks turned into roles.
pub fn rich(text: &str, glyphs: Glyphs) -> Vec<Span<Role>> {
    marked(text, Role::Plain, glyphs)
}

/// Returns a text with its blanks filled and their answers marked.
pub fn filled(text: &str, glyphs: Glyphs) -> Vec<Span<Role>> {
    let Ok(cloze) = Cloze::parse(text) else { return rich(text, glyphs) };
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => rich(text, glyphs),
        Piece::Blank(blank) => marked(&blank.answer, Role::Answer, glyphs),
    };
    cloze.pieces.iter().flat_map(piece).collect()
}

fn marked(text: &str, plain: Role, glyphs: Glyphs) -> Vec<Span<Role>> {
    let span = |run: markup::Run| match run.tone {
        Tone::Plain => (plain, run.text),
        Tone::Emphasis => (Role::Emphasis, run.text),
        Tone::Code => (Role::Code, run.text),
        Tone::Math => (Role::Math, math::line(&run.text, glyphs)),
    };
    markup::runs(text).into_iter().map(span).collect()
}

fn clean(spans: Vec<Span<Role>>) -> Vec<Span<Role>> {
    spans.into_iter().map(|(role, text)| (role, sanitize::clean(&text).into_owned())).collect()
}

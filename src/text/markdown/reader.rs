//! From the parser's events to the tree.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag};

use super::source::{KeptKind, MarkdownSource};
use super::{BlockKind, ColumnAlignment, InlinePiece, MarkdownBlock, MarkdownItem, MarkdownTree};

/// How deep blocks and pieces may nest.
const DEPTH: usize = 24;

/// Reads a text.
pub(super) fn read(source: &MarkdownSource) -> MarkdownTree {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder =
        TreeBuilder { source, levels: vec![TreeLevel::new(LevelKind::Root)], deep: 0 };
    for (event, range) in Parser::new_ext(&source.text, options).into_offset_iter() {
        builder.event(event, range.start);
    }
    while builder.levels.len() > 1 {
        builder.end();
    }
    let mut root = builder.levels.pop().unwrap_or_else(|| TreeLevel::new(LevelKind::Root));
    root.flush();
    root.blocks
}

/// What is being read: a block or a piece that is not yet at its end.
struct TreeLevel {
    kind: LevelKind,
    after_blank: bool,
    blocks: MarkdownTree,
    pieces: Vec<InlinePiece>,
}

enum LevelKind {
    Root,
    /// Too deep to be anything: its content belongs to the level above.
    Deep,
    Quote,
    /// A list with its items, and the number of the next if it has numbers.
    List {
        items: Vec<MarkdownItem>,
        next: Option<u64>,
    },
    Item {
        mark: String,
        is_checked: Option<bool>,
    },
    Paragraph,
    Heading,
    Code {
        language: Option<String>,
        text: String,
    },
    Table {
        columns: Vec<ColumnAlignment>,
        rows: Vec<Vec<Vec<InlinePiece>>>,
    },
    Row(Vec<Vec<InlinePiece>>),
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link(String),
    Medium(String),
    /// A tag of HTML, by its name, and as it is written.
    Tag(&'static str, String),
}

impl TreeLevel {
    fn new(kind: LevelKind) -> TreeLevel {
        TreeLevel { kind, after_blank: false, blocks: vec![], pieces: vec![] }
    }

    /// Makes a paragraph of the pieces that have none.
    fn flush(&mut self) {
        if !self.pieces.is_empty() {
            let kind = paragraph(std::mem::take(&mut self.pieces));
            self.blocks.push(MarkdownBlock { kind, after_blank: false });
        }
    }
}

struct TreeBuilder<'s> {
    source: &'s MarkdownSource,
    levels: Vec<TreeLevel>,
    /// How many of the levels are too deep.
    deep: usize,
}

impl TreeBuilder<'_> {
    fn top(&mut self) -> &mut TreeLevel {
        self.levels.last_mut().expect("the root is never taken")
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(_) => {
                self.close_tags();
                self.end();
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text, at),
            Event::Code(text) => {
                let text = self.restored(&text, at);
                self.piece(InlinePiece::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => self.piece(InlinePiece::LineBreak),
            Event::Rule => self.block(BlockKind::Rule, at),
            Event::TaskListMarker(is_ticked) => {
                if let LevelKind::Item { is_checked, .. } = &mut self.top().kind {
                    *is_checked = Some(is_ticked);
                }
            }
            // Their extensions are off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        let is_deep = self.levels.len() - self.deep > DEPTH;
        let kind = if is_deep { LevelKind::Deep } else { self.kind(tag, at) };
        self.deep += usize::from(is_deep);
        let mut level = TreeLevel::new(kind);
        level.after_blank = !is_deep && self.is_after_blank(at);
        self.levels.push(level);
    }

    fn kind(&mut self, tag: Tag<'_>, at: usize) -> LevelKind {
        match tag {
            Tag::Heading { .. } => LevelKind::Heading,
            Tag::BlockQuote(_) => LevelKind::Quote,
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().map(str::to_string)
                    }
                    CodeBlockKind::Indented => None,
                };
                LevelKind::Code { language, text: String::new() }
            }
            Tag::List(next) => LevelKind::List { items: vec![], next },
            Tag::Item => LevelKind::Item { mark: self.mark(at), is_checked: None },
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(alignment).collect();
                LevelKind::Table { columns, rows: vec![] }
            }
            Tag::TableHead | Tag::TableRow => LevelKind::Row(vec![]),
            Tag::TableCell => LevelKind::Cell,
            Tag::Emphasis => LevelKind::Emphasis,
            Tag::Strong => LevelKind::Strong,
            Tag::Strikethrough => LevelKind::Strike,
            Tag::Link { dest_url, .. } => LevelKind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => LevelKind::Medium(dest_url.into_string()),
            // What is left belongs to extensions that are off, or is HTML, which is text.
            _ => LevelKind::Paragraph,
        }
    }

    /// Whether an empty line is above a place.
    fn is_after_blank(&self, at: usize) -> bool {
        let above = &self.source.text[..at];
        let signs = |c: char| c.is_whitespace() || c == '>';
        above[above.trim_end_matches(signs).len()..].matches('\n').count() > 1
    }

    /// The mark of an item; the numbers of a list go up by one whatever is written.
    fn mark(&mut self, at: usize) -> String {
        let item = self.source.text[at..].trim_start();
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        let sign = item[digits..].chars().next().unwrap_or('-');
        match &mut self.top().kind {
            LevelKind::List { next: Some(next), .. } => {
                *next += 1;
                format!("{}{sign}", *next - 1)
            }
            _ => sign.to_string(),
        }
    }

    fn block(&mut self, kind: BlockKind, at: usize) {
        let after_blank = self.is_after_blank(at);
        self.push_block(MarkdownBlock { kind, after_blank });
    }

    fn push_block(&mut self, block: MarkdownBlock) {
        let top = self.top();
        top.flush();
        top.blocks.push(block);
    }

    fn piece(&mut self, piece: InlinePiece) {
        let pieces = &mut self.top().pieces;
        match (pieces.last_mut(), piece) {
            (Some(InlinePiece::Text(last)), InlinePiece::Text(text)) => last.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }

    /// Adds words, with what was kept from the parser.
    fn text(&mut self, text: &str, at: usize) {
        if let LevelKind::Code { .. } = self.top().kind {
            let restored = self.restored(text, at);
            if let LevelKind::Code { text, .. } = &mut self.top().kind {
                text.push_str(&restored);
            }
            return;
        }
        let mut number = self.source.kept_from(at);
        for (i, words) in text.split(super::source::KEPT).enumerate() {
            if i > 0 {
                self.kept(number);
                number += 1;
            }
            if !words.is_empty() {
                self.piece(InlinePiece::Text(words.to_string()));
            }
        }
    }

    /// A text with what was kept from the parser as it was written.
    fn restored(&self, text: &str, at: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut number = self.source.kept_from(at);
        for (i, words) in text.split(super::source::KEPT).enumerate() {
            if i > 0 {
                out.push_str(self.source.kept.get(number).map_or("", |piece| &piece.source));
                number += 1;
            }
            out.push_str(words);
        }
        if self.source.is_cloze { out.replace("\\{", "{").replace("\\}", "}") } else { out }
    }

    fn kept(&mut self, number: usize) {
        let Some(piece) = self.source.kept.get(number) else { return };
        match &piece.kind {
            KeptKind::Math(latex) => self.piece(InlinePiece::Math(latex.clone())),
            KeptKind::Code(code) => self.piece(InlinePiece::Code(code.clone())),
            KeptKind::Tag(name) => self.tag(name, &piece.source),
        }
    }

    fn tag(&mut self, name: &'static str, source: &str) {
        match (name, name.strip_prefix('/')) {
            ("br" | "br/" | "br /", _) => self.piece(InlinePiece::LineBreak),
            ("ruby" | "/ruby", _) => {}
            (_, None) if self.levels.len() - self.deep <= DEPTH => {
                self.levels.push(TreeLevel::new(LevelKind::Tag(name, source.to_string())));
            }
            (_, Some(closed)) => match self.top().kind {
                LevelKind::Tag(open, _) if open == closed => self.end(),
                _ => self.piece(InlinePiece::Text(source.to_string())),
            },
            _ => self.piece(InlinePiece::Text(source.to_string())),
        }
    }

    /// Ends the tags that were never closed: they stand for themselves.
    fn close_tags(&mut self) {
        while let LevelKind::Tag(_, source) = &self.top().kind {
            let source = source.clone();
            let Some(level) = self.levels.pop() else { return };
            self.piece(InlinePiece::Text(source));
            level.pieces.into_iter().for_each(|piece| self.piece(piece));
        }
    }

    /// Ends the top level: what it has come to belongs to the one above.
    fn end(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        let after_blank = level.after_blank;
        let pieces = std::mem::take(&mut level.pieces);
        let inline =
            |piece: fn(Vec<InlinePiece>) -> InlinePiece, pieces| Ended::Piece(piece(pieces));
        let ended = match level.kind {
            LevelKind::Root | LevelKind::Deep => {
                self.deep = self.deep.saturating_sub(1);
                level.blocks.into_iter().for_each(|block| self.push_block(block));
                for piece in pieces {
                    self.piece(piece);
                }
                return;
            }
            LevelKind::Emphasis => inline(InlinePiece::Emphasis, pieces),
            LevelKind::Strong => inline(InlinePiece::Strong, pieces),
            LevelKind::Strike => inline(InlinePiece::Strike, pieces),
            LevelKind::Tag("sub", _) => inline(InlinePiece::Subscript, pieces),
            LevelKind::Tag("sup", _) => inline(InlinePiece::Superscript, pieces),
            LevelKind::Tag("rt", _) => inline(InlinePiece::Reading, pieces),
            LevelKind::Tag(..) => return,
            LevelKind::Link(target) => Ended::Piece(InlinePiece::Link { words: pieces, target }),
            LevelKind::Medium(target) => Ended::Piece(InlinePiece::Medium { alt: pieces, target }),
            LevelKind::Heading => Ended::Block(BlockKind::Heading(pieces)),
            LevelKind::Paragraph if pieces.is_empty() => return,
            LevelKind::Paragraph => Ended::Block(paragraph(pieces)),
            LevelKind::Code { language, text } => {
                let text = text.strip_suffix('\n').map(str::to_string).unwrap_or(text);
                Ended::Block(BlockKind::Code { language, text })
            }
            LevelKind::List { items, .. } => Ended::Block(BlockKind::List(items)),
            LevelKind::Table { columns, rows } => Ended::Block(BlockKind::Table { columns, rows }),
            LevelKind::Quote => Ended::Block(BlockKind::Quote(flushed(level.blocks, pieces))),
            LevelKind::Item { mark, is_checked } => {
                let blocks = flushed(level.blocks, pieces);
                Ended::Item(MarkdownItem { mark, is_checked, blocks })
            }
            LevelKind::Row(cells) => Ended::Row(cells),
            LevelKind::Cell => Ended::Cell(pieces),
        };
        self.attach(ended, after_blank);
    }

    fn attach(&mut self, ended: Ended, after_blank: bool) {
        match (ended, &mut self.top().kind) {
            (Ended::Piece(piece), _) => self.piece(piece),
            (Ended::Block(kind), _) => self.push_block(MarkdownBlock { kind, after_blank }),
            (Ended::Item(item), LevelKind::List { items, .. }) => items.push(item),
            (Ended::Row(row), LevelKind::Table { rows, .. }) => rows.push(row),
            (Ended::Cell(cell), LevelKind::Row(cells)) => cells.push(cell),
            // Of what is too deep the text stays.
            (Ended::Item(item), _) => {
                item.blocks.into_iter().for_each(|block| self.push_block(block));
            }
            (Ended::Cell(pieces), _) => pieces.into_iter().for_each(|piece| self.piece(piece)),
            (Ended::Row(cells), _) => {
                cells.into_iter().flatten().for_each(|piece| self.piece(piece));
            }
        }
    }
}

/// What a level has come to.
enum Ended {
    Piece(InlinePiece),
    Block(BlockKind),
    Item(MarkdownItem),
    Row(Vec<Vec<InlinePiece>>),
    Cell(Vec<InlinePiece>),
}

/// Blocks, with a last paragraph of the pieces that have none.
fn flushed(blocks: MarkdownTree, pieces: Vec<InlinePiece>) -> MarkdownTree {
    let mut level = TreeLevel { kind: LevelKind::Root, after_blank: false, blocks, pieces };
    level.flush();
    level.blocks
}

/// A paragraph, or the formula that is alone in it.
fn paragraph(mut pieces: Vec<InlinePiece>) -> BlockKind {
    match pieces.pop() {
        Some(InlinePiece::Math(latex)) if pieces.is_empty() => BlockKind::Math(latex),
        last => {
            pieces.extend(last);
            BlockKind::Paragraph(pieces)
        }
    }
}

fn alignment(alignment: Alignment) -> ColumnAlignment {
    match alignment {
        Alignment::None | Alignment::Left => ColumnAlignment::Left,
        Alignment::Center => ColumnAlignment::Center,
        Alignment::Right => ColumnAlignment::Right,
    }
}

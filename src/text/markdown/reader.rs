//! From Markdown to blocks, in one pass over what `pulldown-cmark` finds.

mod html;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blank_signs::{self, split_blanks};
use super::html_tags::TagEnds;
use super::tree::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};
use crate::text::cloze::ClozeText;

/// How deep blocks may nest; what is deeper is read as if it were not nested.
pub(super) const DEEPEST: usize = 12;
/// The most bytes of an address that is kept: each word of a link has a copy.
const LONGEST_LINK: usize = 2000;

/// The blocks of a text without blanks.
pub fn read(text: &str) -> Vec<Block> {
    let text = blank_signs::without_signs(text);
    blocks(BlockReader { source: &text, ..BlockReader::default() })
}

/// The blocks of a text with blanks. A blank is one wherever it is written: in code and formulas
/// too.
pub fn read_blanks(cloze: &ClozeText) -> Vec<Block> {
    let text = blank_signs::with_signs(cloze);
    blocks(BlockReader { source: &text, has_blanks: true, ..BlockReader::default() })
}

fn blocks(mut reader: BlockReader<'_>) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS;
    for (event, span) in Parser::new_ext(reader.source, options).into_offset_iter() {
        reader.take(event, span);
    }
    reader.end_paragraph();
    while !reader.open.is_empty() {
        reader.close();
    }
    if reader.done.iter().any(Block::says_something) {
        return reader.done;
    }
    // Signs alone, such as `#` or `<br>`, are what the text is about.
    let mut line = Vec::new();
    for words in reader.source.trim().lines() {
        line.extend(Some(Inline::Break).filter(|_| !line.is_empty()));
        line.push(Inline::Text { text: words.to_string(), style: InlineStyle::default() });
    }
    let words = Block { kind: BlockKind::Paragraph(line), apart: false };
    Some(words).filter(Block::says_something).into_iter().collect()
}

/// A block that is open.
#[derive(Debug)]
enum OpenBlock {
    Quote,
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
    /// One that is nested too deep to be a block of its own.
    Flat,
}

#[derive(Debug)]
struct OpenTable {
    columns: Vec<Alignment>,
    rows: Vec<TableRow>,
}

#[derive(Debug, Default)]
struct BlockReader<'t> {
    source: &'t str,
    /// Whether two braces in code are escaped, since they would make a blank.
    has_blanks: bool,
    /// The blocks that are open with those in them, from the outside in.
    open: Vec<(OpenBlock, Vec<Block>, bool)>,
    /// The blocks outside all others.
    done: Vec<Block>,
    /// The lines of the block that is being read, and whether it is set apart.
    line: Vec<Inline>,
    begins: Option<bool>,
    /// Where the last block ended.
    end: usize,
    styles: Vec<InlineStyle>,
    /// How many of these a tag began.
    open_tags: usize,
    /// How many tags are open that change nothing.
    plain_tags: usize,
    ends: TagEnds,
    code: Option<String>,
    table: Option<OpenTable>,
    medium: Option<(String, String)>,
    /// Raised and lowered text: where it begins in the line.
    scripts: Vec<(bool, usize)>,
}

impl BlockReader<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &span),
            Event::End(tag) => self.end(tag, &span),
            Event::Text(text) => self.text(&text, &span),
            Event::Code(code) => {
                let style = InlineStyle { code: true, ..self.style() };
                self.words(&self.unescaped(&code), &style, &span);
            }
            // Two dollars of which a digit follows the second are prices.
            Event::InlineMath(_) if self.digit_follows(&span) => {
                self.words(&self.source[span.clone()], &self.style(), &span);
            }
            Event::InlineMath(latex) => self.math(&latex, false, &span),
            Event::DisplayMath(latex) => self.math(&latex, true, &span),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, &span),
            Event::SoftBreak | Event::HardBreak => self.push(Inline::Break, &span),
            Event::Rule => {
                self.end_paragraph();
                let apart = self.is_apart(span.start);
                self.add(BlockKind::Rule, apart);
                self.end = span.end;
            }
            Event::TaskListMarker(done) => {
                let mark = if done { "[x] " } else { "[ ] " };
                self.words(mark, &InlineStyle::default(), &span);
            }
            Event::FootnoteReference(name) => {
                self.words(&format!("[^{name}]"), &InlineStyle::default(), &span);
            }
        }
    }

    fn digit_follows(&self, span: &Range<usize>) -> bool {
        self.source[span.end..].starts_with(|c: char| c.is_ascii_digit())
    }

    fn style(&self) -> InlineStyle {
        self.styles.last().cloned().unwrap_or_default()
    }

    /// Whether the source of a block begins with that sign.
    fn is_marked(&self, span: &Range<usize>, sign: char) -> bool {
        self.source[span.start..].trim_start().starts_with(sign)
    }

    fn push_style(&mut self, change: impl FnOnce(&mut InlineStyle)) {
        let mut style = self.style();
        change(&mut style);
        self.styles.push(style);
    }

    fn start(&mut self, tag: Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.end_paragraph(),
            Tag::Heading { .. } => {
                self.end_paragraph();
                let is_heading = self.is_marked(span, '#');
                self.push_style(|style| style.strong |= is_heading);
            }
            Tag::BlockQuote(_) => self.open(OpenBlock::Quote, span),
            Tag::List(start) => self.open(OpenBlock::List { start, items: vec![] }, span),
            Tag::Item => self.open(OpenBlock::Item, span),
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                self.begins = Some(self.is_apart(span.start));
                self.code = Some(match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_string()
                    }
                    CodeBlockKind::Indented => String::new(),
                });
            }
            Tag::Table(columns) => {
                self.end_paragraph();
                self.begins = Some(self.is_apart(span.start));
                let columns = columns.into_iter().map(alignment).collect();
                self.table = Some(OpenTable { columns, rows: vec![] });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(vec![]);
                }
            }
            Tag::Emphasis => self.push_style(|style| style.emphasis = true),
            Tag::Strong => self.push_style(|style| style.strong = true),
            // One tilde is a sign, as in `H~2~O` and `~5`.
            Tag::Strikethrough if !self.source[span.start..].starts_with("~~") => {
                self.push_style(|_| {});
                self.words("~", &self.style(), span);
            }
            Tag::Strikethrough => self.push_style(|style| style.struck = true),
            Tag::Link { dest_url, .. } => {
                let link = Some(dest_url.to_string()).filter(|link| link.len() <= LONGEST_LINK);
                self.push_style(|style| style.link = link);
            }
            Tag::Image { dest_url, .. } => {
                self.medium = Some((dest_url.to_string(), String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.styles.pop();
                self.end_paragraph();
                // A line of dashes below another makes no heading of it.
                if !self.is_marked(span, '#') {
                    self.add(BlockKind::Rule, false);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_paragraph();
                self.close();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Table => {
                if let Some(OpenTable { columns, rows }) = self.table.take() {
                    let apart = self.begins.take().unwrap_or_default();
                    self.add(BlockKind::Table { columns, rows }, apart);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.line);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                if tag == TagEnd::Strikethrough && !self.source[span.start..].starts_with("~~") {
                    self.words("~", &self.style(), span);
                }
                self.styles.pop();
            }
            TagEnd::Image => {
                if let Some((file, alt)) = self.medium.take() {
                    self.push(Inline::Medium { alt, file }, span);
                }
            }
            _ => {}
        }
        self.end = self.end.max(span.end);
    }

    fn open(&mut self, block: OpenBlock, span: &Range<usize>) {
        self.end_paragraph();
        let apart = self.is_apart(span.start);
        let is_item = matches!(block, OpenBlock::Item)
            && matches!(self.open.last(), Some((OpenBlock::List { .. }, ..)));
        let block = if self.open.len() < DEEPEST || is_item { block } else { OpenBlock::Flat };
        self.open.push((block, vec![], apart));
    }

    /// Closes the innermost block that is open.
    fn close(&mut self) {
        let Some((block, blocks, apart)) = self.open.pop() else { return };
        let kind = match block {
            OpenBlock::Quote => BlockKind::Quote(blocks),
            OpenBlock::List { start, items } => BlockKind::List { start, items },
            OpenBlock::Item => {
                if let Some((OpenBlock::List { items, .. }, ..)) = self.open.last_mut() {
                    items.push(blocks);
                }
                return;
            }
            OpenBlock::Flat => {
                self.inside().extend(blocks);
                return;
            }
        };
        self.inside().push(Block { kind, apart });
    }

    /// Where the next block goes.
    fn inside(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some((_, blocks, _)) => blocks,
            None => &mut self.done,
        }
    }

    /// Whether there is an empty line between the last block and this place.
    fn is_apart(&self, start: usize) -> bool {
        let last = self.source[..self.end].trim_end().len();
        let between = self.source.get(last..start).unwrap_or_default();
        last > 0 && between.bytes().filter(|&byte| byte == b'\n').count() > 1
    }

    fn add(&mut self, kind: BlockKind, apart: bool) {
        self.inside().push(Block { kind, apart });
    }

    fn end_paragraph(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        self.scripts.clear();
        while line.last() == Some(&Inline::Break) {
            line.pop();
        }
        let apart = self.begins.take().unwrap_or_default();
        if !line.is_empty() {
            self.add(BlockKind::Paragraph(line), apart);
        }
    }

    fn end_code(&mut self) {
        let Some(language) = self.code.take() else { return };
        let mut lines = std::mem::take(&mut self.line);
        if lines.last() == Some(&Inline::Break) {
            lines.pop();
        }
        let apart = self.begins.take().unwrap_or_default();
        self.add(BlockKind::Code { language, lines }, apart);
    }

    fn push(&mut self, inline: Inline, span: &Range<usize>) {
        if self.begins.is_none() {
            self.begins = Some(self.is_apart(span.start));
        }
        self.end = self.end.max(span.end);
        self.line.push(inline);
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        if let Some((_, alt)) = &mut self.medium {
            alt.push_str(text);
            return;
        }
        let is_code = self.code.is_some();
        let style = if is_code { InlineStyle::default() } else { self.style() };
        let text = if is_code { self.unescaped(text) } else { Cow::Borrowed(text) };
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.push(Inline::Break, span);
            }
            self.words(line, &style, span);
        }
    }

    /// Code as it is meant.
    fn unescaped<'c>(&self, code: &'c str) -> Cow<'c, str> {
        if !self.has_blanks || !code.contains('\\') {
            return Cow::Borrowed(code);
        }
        Cow::Owned(code.replace("\\{\\{", "{{").replace("\\}\\}", "}}"))
    }

    /// Adds words of one style, with the blanks in them.
    fn words(&mut self, text: &str, style: &InlineStyle, span: &Range<usize>) {
        for piece in split_blanks(text) {
            match (piece, self.line.last_mut()) {
                (Ok(text), Some(Inline::Text { text: last, style: own })) if own == style => {
                    last.push_str(text);
                    self.end = self.end.max(span.end);
                }
                (Ok(text), _) => {
                    self.push(Inline::Text { text: text.to_string(), style: style.clone() }, span);
                }
                (Err(number), _) => self.push(Inline::Blank(number), span),
            }
        }
    }

    fn math(&mut self, latex: &str, display: bool, span: &Range<usize>) {
        let latex = latex.split_whitespace().collect::<Vec<_>>().join(" ");
        self.push(Inline::Math { latex, display }, span);
    }
}

fn alignment(column: pulldown_cmark::Alignment) -> Alignment {
    match column {
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
        pulldown_cmark::Alignment::Left | pulldown_cmark::Alignment::None => Alignment::Left,
    }
}

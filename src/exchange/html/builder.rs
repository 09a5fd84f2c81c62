//! Builds blocks from what a page of HTML has, piece by piece: lines, lists, tables, code.
//!
//! It knows no tags. What is opened and never closed ends with the block around it.

use super::flat;
use crate::text::markdown::{Alignment, Block, BlockKind, Inline, InlineStyle, TableRow};

/// How many blocks may be open; what is deeper is part of the innermost.
const MOST_OPEN: usize = 32;

/// What comes before the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LineGap {
    /// Nothing.
    #[default]
    None,
    /// The end of a line.
    Line,
    /// An empty line.
    Paragraph,
}

/// A kind of block that holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    List,
    Item,
    Table,
    Row,
    Cell,
}

#[derive(Debug)]
struct OpenBlock {
    kind: Container,
    /// What is in it: blocks, and the parts of a list, a table or a row.
    blocks: Vec<Block>,
    start: Option<u64>,
    items: Vec<Vec<Block>>,
    rows: Vec<TableRow>,
    cells: TableRow,
    columns: Vec<Alignment>,
    /// Whether the first row of a table has cells that are no names of columns.
    is_nameless: bool,
    apart: bool,
}

#[derive(Debug, Default)]
pub(super) struct BlockBuilder {
    open: Vec<OpenBlock>,
    done: Vec<Block>,
    line: Vec<Inline>,
    gap: LineGap,
    /// Whether the next block is set apart.
    apart: bool,
    /// The code that is open, whose lines and blanks are kept.
    code: Option<(String, Vec<Inline>)>,
    /// How many of each kind are open too deep.
    ignored: [usize; 6],
}

impl BlockBuilder {
    /// The blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_code();
        self.end_paragraph();
        while !self.open.is_empty() {
            self.pop();
        }
        self.done
    }

    /// Adds a piece of a line.
    pub(super) fn push(&mut self, inline: Inline) {
        if let Some((_, code)) = &mut self.code {
            return code.push(inline);
        }
        match std::mem::take(&mut self.gap) {
            LineGap::Paragraph => {
                self.end_paragraph();
                self.apart = true;
            }
            LineGap::Line if !matches!(self.line.last(), None | Some(Inline::Break)) => {
                self.line.push(Inline::Break);
            }
            LineGap::None | LineGap::Line => {}
        }
        self.line.push(inline);
    }

    /// Adds words.
    pub(super) fn words(&mut self, text: &str, style: &InlineStyle) {
        let line = self.code.as_mut().map_or(&mut self.line, |(_, code)| code);
        match line.last_mut() {
            Some(Inline::Text { text: last, style: own })
                if self.gap == LineGap::None && own == style =>
            {
                last.push_str(text);
            }
            _ => self.push(Inline::Text { text: text.to_string(), style: style.clone() }),
        }
    }

    /// The words of the line so far, after which more may follow; none at its start.
    pub(super) fn last_words(&self) -> Option<&str> {
        match self.line.last() {
            Some(Inline::Text { text, .. }) if self.gap == LineGap::None => Some(text),
            _ => None,
        }
    }

    /// Whether a blank would begin a line.
    pub(super) fn is_line_start(&self) -> bool {
        self.gap != LineGap::None || matches!(self.line.last(), None | Some(Inline::Break))
    }

    /// Ends a line, though it be empty.
    pub(super) fn end_line(&mut self) {
        if self.code.is_some() {
            return self.push(Inline::Break);
        }
        if self.line.is_empty() {
            self.apart = true;
        } else {
            self.push(Inline::Break);
        }
    }

    /// Sees to it that what follows begins a line.
    pub(super) fn line_gap(&mut self, gap: LineGap) {
        if let Some((_, code)) = &mut self.code {
            if !matches!(code.last(), None | Some(Inline::Break)) {
                code.push(Inline::Break);
            }
            return;
        }
        self.gap = self.gap.max(gap);
    }

    pub(super) fn rule(&mut self) {
        self.end_paragraph();
        self.add(BlockKind::Rule);
    }

    /// Begins code whose lines are kept.
    pub(super) fn open_code(&mut self) {
        if self.code.is_none() {
            self.end_paragraph();
            self.code = Some((String::new(), Vec::new()));
        }
    }

    /// Says what the code that is open is written in.
    pub(super) fn name_language(&mut self, name: &str) {
        if let Some((language, _)) = &mut self.code {
            *language = name.to_string();
        }
    }

    pub(super) fn is_code_open(&self) -> bool {
        self.code.is_some()
    }

    pub(super) fn close_code(&mut self) {
        let Some((language, lines)) = self.code.take() else { return };
        let lines = flat::without_empty_ends(&lines);
        if !lines.is_empty() {
            self.add(BlockKind::Code { language, lines });
        }
    }

    /// Opens a block. A list may begin with a number.
    pub(super) fn open(&mut self, kind: Container, start: Option<u64>) {
        self.end_paragraph();
        if self.open.len() >= MOST_OPEN {
            self.ignored[kind as usize] += 1;
            return;
        }
        let apart = std::mem::take(&mut self.apart);
        self.open.push(OpenBlock {
            kind,
            blocks: vec![],
            start,
            items: vec![],
            rows: vec![],
            cells: vec![],
            columns: vec![],
            is_nameless: false,
            apart,
        });
    }

    /// Opens an item, a row or a cell in the innermost block that has such.
    pub(super) fn open_part(&mut self, part: Container, align: Alignment) {
        let parents: &[Container] = match part {
            Container::Item => &[Container::List],
            Container::Row => &[Container::Table],
            _ => &[Container::Table, Container::Row],
        };
        for (i, &parent) in parents.iter().enumerate() {
            match self.find(parent) {
                // A part ends the one before it.
                Some(at) if i + 1 == parents.len() => self.close_from(at + 1),
                Some(_) => {}
                None if part == Container::Item => self.open(parent, None),
                None if parent == Container::Row => self.open(parent, None),
                None => return self.line_gap(LineGap::Line),
            }
        }
        if let (Container::Cell, [.., table, _]) = (part, &mut self.open[..])
            && table.rows.is_empty()
        {
            table.columns.push(align);
        }
        self.open(part, None);
    }

    /// The cell that was opened is no name of a column.
    pub(super) fn plain_cell(&mut self) {
        if let [.., table, _, _] = &mut self.open[..] {
            table.is_nameless |= table.rows.is_empty();
        }
    }

    /// Closes the innermost block of that kind, with those in it.
    pub(super) fn close(&mut self, kind: Container) {
        if self.ignored[kind as usize] > 0 {
            self.ignored[kind as usize] -= 1;
            return self.line_gap(LineGap::Line);
        }
        if let Some(at) = self.find(kind) {
            self.close_from(at);
        }
    }

    /// The innermost open block of that kind; a cell hides what is around its table, and an item
    /// what is around its list.
    fn find(&self, kind: Container) -> Option<usize> {
        for (at, block) in self.open.iter().enumerate().rev() {
            if block.kind == kind {
                return Some(at);
            }
            let is_wall = match kind {
                Container::Table | Container::Row | Container::Cell => {
                    block.kind == Container::Table
                }
                Container::List | Container::Item => {
                    matches!(block.kind, Container::Cell | Container::List)
                }
                Container::Quote => block.kind == Container::Cell,
            };
            if is_wall {
                return None;
            }
        }
        None
    }

    fn close_from(&mut self, at: usize) {
        self.end_paragraph();
        while self.open.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(block) = self.open.pop() else { return };
        self.apart = false;
        let kind = match (block.kind, self.open.last_mut()) {
            (Container::Item, Some(list)) => return list.items.push(block.blocks),
            (Container::Row, Some(table)) => {
                table.rows.push(block.cells);
                return table.blocks.extend(block.blocks);
            }
            (Container::Cell, Some(row)) => return row.cells.push(flat::line(block.blocks)),
            (Container::List, _) => BlockKind::List { start: block.start, items: block.items },
            (Container::Table, _) => {
                // What is in a table and in no cell comes before it.
                for inner in block.blocks {
                    self.add_block(inner);
                }
                let names = Some(TableRow::new()).filter(|_| block.is_nameless);
                let rows = names.into_iter().chain(block.rows).collect();
                BlockKind::Table { columns: block.columns, rows }
            }
            _ => BlockKind::Quote(block.blocks),
        };
        self.add_block(Block { kind, apart: block.apart });
    }

    fn end_paragraph(&mut self) {
        let is_apart = std::mem::take(&mut self.gap) == LineGap::Paragraph;
        let mut line = std::mem::take(&mut self.line);
        let mut breaks = 0;
        while line.last() == Some(&Inline::Break) {
            line.pop();
            breaks += 1;
        }
        if !line.is_empty() {
            self.add(BlockKind::Paragraph(line));
        }
        self.apart |= is_apart || breaks > 1;
    }

    fn add(&mut self, kind: BlockKind) {
        let apart = std::mem::take(&mut self.apart);
        self.add_block(Block { kind, apart });
    }

    fn add_block(&mut self, block: Block) {
        match self.open.last_mut() {
            // A list in a list without an item is part of the one before it.
            Some(list) if list.kind == Container::List => match list.items.last_mut() {
                Some(item) => item.push(block),
                None => list.items.push(vec![block]),
            },
            Some(open) => open.blocks.push(block),
            None => self.done.push(block),
        }
    }
}

//! Reads LaTeX into a tree.
//!
//! It doesn't know how a formula looks. What is malformed or too deep is no tree: whoever asks
//! shows the source then.
use super::command::{self, MathCommand};
use super::cursor::TokenCursor;
use super::delimiter;
use super::delimiter::Delimiter;
use super::delimiter_pairs::DelimiterPairs;
use super::inline;
use super::spacing::MathStyle;
use super::symbol::GlyphSet;
use super::token::{MathToken, TokenKind};
use super::tree::{FractionBar, MathNode, ScriptNode};
use super::{accent, atom, class::AtomClass, table};

/// How deep a formula may nest, how long its source may be in bytes, and how many rows or columns a
/// table may have.
const DEPTH: usize = 24;
const LENGTH: usize = 4_000;
const CELLS: usize = 64;

/// The tree of a formula; `None` if it is malformed, too deep or too long.
pub(super) fn parse(source: &str) -> Option<MathNode> {
    if source.len() > LENGTH {
        return None;
    }
    FormulaParser::new(source, 0).formula()
}

/// A reader of one formula, and how deep it is.
struct FormulaParser<'a> {
    cursor: TokenCursor<'a>,
    depth: usize,
}

impl<'a> FormulaParser<'a> {
    fn new(source: &'a str, depth: usize) -> Self {
        Self { cursor: TokenCursor::new(source), depth }
    }

    /// Reads everything.
    fn formula(mut self) -> Option<MathNode> {
        let mut rows = self.cells()?;
        if self.cursor.peek().is_some() {
            return None;
        }
        if rows.len() == 1 && rows[0].len() == 1 {
            return rows.pop()?.pop();
        }
        let name = if rows.iter().any(|row| row.len() > 1) { table::ALIGNED } else { table::LINES };
        Some(MathNode::Table(table::named(name)?, String::new(), rows))
    }

    /// Reads rows of cells, up to whatever can't be part of one.
    fn cells(&mut self) -> Option<Vec<Vec<MathNode>>> {
        let mut rows = vec![Vec::new()];
        loop {
            let cell = MathNode::Row(self.row()?);
            rows.last_mut()?.push(cell);
            if self.cursor.pass(TokenKind::Align).is_some() {
                if rows.last()?.len() == CELLS {
                    return None;
                }
            } else if self.cursor.pass(TokenKind::Break).is_some() {
                if rows.len() == CELLS {
                    return None;
                }
                self.cursor.skip_distance();
                rows.push(Vec::new());
            } else {
                break;
            }
        }
        // A line break at the end breaks nothing.
        if rows.len() > 1
            && matches!(rows.last()?.as_slice(), [MathNode::Row(cell)] if cell.is_empty())
        {
            rows.pop();
        }
        Some(rows)
    }

    /// Reads parts side by side, up to whatever can't be one of them.
    fn row(&mut self) -> Option<Vec<MathNode>> {
        let (mut nodes, mut pairs) = (Vec::new(), DelimiterPairs::default());
        while let Some(kind) = self.cursor.peek() {
            match kind {
                TokenKind::Close | TokenKind::Align | TokenKind::Break => break,
                TokenKind::Sup | TokenKind::Sub | TokenKind::Prime => {
                    let base = nodes.pop_if(|node| !matches!(node, MathNode::Space(_)));
                    nodes.push(self.scripts(base.unwrap_or(MathNode::Row(Vec::new())))?);
                }
                TokenKind::Command(name) => match command::named(name) {
                    Some(MathCommand::Right | MathCommand::End) => break,
                    Some(MathCommand::Limits(_)) => {
                        let base = nodes.pop()?;
                        nodes.push(self.scripts(base)?);
                    }
                    Some(MathCommand::Sized(side)) => {
                        self.cursor.take();
                        pairs.add(&mut nodes, side, self.fence()?);
                    }
                    _ => nodes.push(self.part()?),
                },
                TokenKind::Open | TokenKind::Char(_) => nodes.push(self.part()?),
            }
        }
        Some(nodes)
    }

    /// Reads the scripts of a part.
    fn scripts(&mut self, base: MathNode) -> Option<MathNode> {
        let mut limits = match &base {
            MathNode::Accent(accent, _) => accent.is_brace(),
            node => matches!(node.class(), Some(AtomClass::Big | AtomClass::Limits)),
        };
        let (mut sub, mut sup, mut primes) = (None, None, Vec::new());
        while let Some(kind) = self.cursor.peek() {
            match kind {
                TokenKind::Prime => primes.push(atom::command("prime")?),
                TokenKind::Sub if sub.is_none() => {
                    self.cursor.take();
                    sub = Some(Box::new(self.argument()?));
                    continue;
                }
                TokenKind::Sup if sup.is_none() => {
                    self.cursor.take();
                    sup = Some(self.argument()?);
                    continue;
                }
                TokenKind::Sub | TokenKind::Sup => return None,
                TokenKind::Command(name) => match command::named(name) {
                    Some(MathCommand::Limits(set)) => limits = set,
                    _ => break,
                },
                _ => break,
            }
            self.cursor.take();
        }
        if !primes.is_empty() {
            primes.extend(sup);
            sup = Some(MathNode::Row(primes));
        }
        if sub.is_none() && sup.is_none() {
            return Some(base);
        }
        Some(MathNode::Script(ScriptNode {
            base: Box::new(base),
            sub,
            sup: sup.map(Box::new),
            limits,
        }))
    }

    /// Reads what a command or a script applies to: a group, or a single part.
    fn argument(&mut self) -> Option<MathNode> {
        match self.cursor.peek()? {
            TokenKind::Open | TokenKind::Char(_) | TokenKind::Command(_) => self.part(),
            _ => None,
        }
    }

    fn boxed(&mut self) -> Option<Box<MathNode>> {
        self.argument().map(Box::new)
    }

    /// Reads a part, one level deeper.
    fn part(&mut self) -> Option<MathNode> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let token = self.cursor.take()?;
        let node = match token.kind {
            TokenKind::Open => {
                let nodes = self.row()?;
                self.cursor.pass(TokenKind::Close)?;
                MathNode::Row(nodes)
            }
            TokenKind::Char(text) if self.groups_thousands(token) => atom::ordinary(text),
            TokenKind::Char(text) => atom::character(text),
            TokenKind::Command(name) => self.command(name, token.start)?,
            _ => return None,
        };
        self.depth -= 1;
        Some(node)
    }

    /// Whether a comma stands between a digit and three digits, as in 4,000.
    fn groups_thousands(&self, comma: MathToken<'_>) -> bool {
        let (before, after) = self.cursor.around(comma);
        self.cursor.source(comma) == ","
            && before.ends_with(|c: char| c.is_ascii_digit())
            && after.bytes().take_while(u8::is_ascii_digit).count() == 3
    }

    fn command(&mut self, name: &str, start: usize) -> Option<MathNode> {
        if let Some(command) = command::named(name) {
            return self.build(command, start);
        }
        if let Some(accent) = accent::named(name) {
            return Some(MathNode::Accent(accent, self.boxed()?));
        }
        if let Some(fence) = delimiter::named(&format!("\\{name}")) {
            return Some(atom::delimiter(fence));
        }
        if let Some(node) = atom::command(name) {
            return Some(node);
        }
        // Unknown: shown as it is written, with the groups that are right behind it.
        while self.cursor.peek() == Some(TokenKind::Open) {
            self.cursor.group()?;
        }
        Some(MathNode::Source(self.cursor.source_from(start).to_owned()))
    }

    /// Reads what a command builds; `start` is where it stands in the source.
    fn build(&mut self, command: MathCommand, start: usize) -> Option<MathNode> {
        Some(match command {
            MathCommand::Fraction(bar) => MathNode::Fraction(bar, self.boxed()?, self.boxed()?),
            MathCommand::Binomial => {
                parenthesised(MathNode::Fraction(FractionBar::Gap, self.boxed()?, self.boxed()?))?
            }
            MathCommand::Root => match self.cursor.enter() {
                Some(outer) => MathNode::Root(Some(self.bracketed(outer)?), self.boxed()?),
                None => MathNode::Root(None, self.boxed()?),
            },
            MathCommand::Over => above_below(Some(self.boxed()?), None, self.boxed()?),
            MathCommand::Under => above_below(None, Some(self.boxed()?), self.boxed()?),
            MathCommand::Arrow(arrow) => {
                let below = match self.cursor.enter() {
                    Some(outer) => Some(self.bracketed(outer)?),
                    None => None,
                };
                above_below(Some(self.boxed()?), below, Box::new(atom::command(arrow)?))
            }
            MathCommand::Left => self.fenced()?,
            MathCommand::Middle => MathNode::Fence(self.fence()?),
            MathCommand::Begin => self.environment(start)?,
            MathCommand::Lines => self.lines()?,
            _ => return self.set(command),
        })
    }

    /// Reads what a command sets on the line.
    fn set(&mut self, command: MathCommand) -> Option<MathNode> {
        Some(match command {
            MathCommand::Text => self.words()?,
            MathCommand::Font(font) => atom::restyled(self.argument()?, font),
            MathCommand::Word => atom::word(self.argument()?),
            MathCommand::Operator => self.operator()?,
            MathCommand::Not => atom::negated(&self.argument()?)?,
            MathCommand::Space(columns) => MathNode::Space(columns),
            MathCommand::Modulus => {
                parenthesised(MathNode::Row(vec![atom::command("mod")?, self.argument()?]))?
            }
            MathCommand::Tag => {
                MathNode::Row(vec![MathNode::Space(4), parenthesised(self.words()?)?])
            }
            MathCommand::Drop => {
                self.cursor.group()?;
                MathNode::Space(0)
            }
            MathCommand::Keep(arguments) => {
                for _ in 1..arguments {
                    self.cursor.group()?;
                }
                self.argument()?
            }
            MathCommand::Nothing => MathNode::Space(0),
            // These only stand where something else reads them.
            _ => return None,
        })
    }

    fn lines(&mut self) -> Option<MathNode> {
        self.cursor.pass(TokenKind::Open)?;
        let rows = self.cells()?;
        self.cursor.pass(TokenKind::Close)?;
        Some(MathNode::Table(table::named(table::STACK)?, String::new(), rows))
    }

    /// Reads the name of a function; a star says that its scripts stand above and below.
    fn operator(&mut self) -> Option<MathNode> {
        let limits = self.cursor.pass(TokenKind::Char("*")).is_some();
        let style = MathStyle { glyphs: GlyphSet::Unicode, tight: false, stacked: false };
        Some(atom::function(inline::text(&self.argument()?, style), limits))
    }

    /// Reads words, and formulas between dollars among them.
    fn words(&mut self) -> Option<MathNode> {
        let source = match self.cursor.peek()? {
            TokenKind::Open => self.cursor.group()?,
            _ => self.cursor.take().map(|token| self.cursor.source(token))?,
        };
        let parts: Vec<&str> = source.split('$').collect();
        if parts.len() == 1 || parts.len().is_multiple_of(2) || source.contains("\\$") {
            return Some(atom::words(source));
        }
        let depth = self.depth;
        parts
            .iter()
            .enumerate()
            .map(|(i, part)| {
                if i.is_multiple_of(2) {
                    Some(atom::words(part))
                } else {
                    FormulaParser::new(part, depth).formula()
                }
            })
            .collect::<Option<Vec<_>>>()
            .map(MathNode::Row)
    }

    /// Reads what is in the brackets that the cursor has entered, and leaves them.
    fn bracketed(&mut self, outer: usize) -> Option<Box<MathNode>> {
        let nodes = self.row()?;
        self.cursor.leave(outer);
        Some(Box::new(MathNode::Row(nodes)))
    }

    /// Reads delimiters that grow, and what is between them.
    fn fenced(&mut self) -> Option<MathNode> {
        let open = self.fence()?;
        let nodes = self.row()?;
        self.cursor.pass(TokenKind::Command("right"))?;
        Some(MathNode::Fenced(open, nodes, self.fence()?))
    }

    fn fence(&mut self) -> Option<&'static Delimiter> {
        let token = self.cursor.take()?;
        delimiter::named(self.cursor.source(token))
    }

    fn environment(&mut self, start: usize) -> Option<MathNode> {
        let name = self.cursor.group()?;
        let end = format!("\\end{{{name}}}");
        let Some(environment) = table::named(name) else {
            self.cursor.seek(&end)?;
            return Some(MathNode::Source(self.cursor.source_from(start).to_owned()));
        };
        let spec = if environment.takes_columns() {
            self.cursor.group()?.to_owned()
        } else {
            String::new()
        };
        let rows = self.cells()?;
        self.cursor.pass(TokenKind::Command("end"))?;
        if self.cursor.group()? != name {
            return None;
        }
        let table = MathNode::Table(environment, spec, rows);
        let [open, close] = environment.fences;
        if open == "." {
            return Some(table);
        }
        Some(MathNode::Fenced(delimiter::named(open)?, vec![table], delimiter::named(close)?))
    }
}

fn parenthesised(node: MathNode) -> Option<MathNode> {
    Some(MathNode::Fenced(delimiter::named("(")?, vec![node], delimiter::named(")")?))
}

fn above_below(
    sup: Option<Box<MathNode>>,
    sub: Option<Box<MathNode>>,
    base: Box<MathNode>,
) -> MathNode {
    MathNode::Script(ScriptNode { base, sub, sup, limits: true })
}

#[cfg(test)]
mod tests;

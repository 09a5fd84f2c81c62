//! Reads LaTeX into a tree.
//!
//! It doesn't know how a formula looks. What is malformed or too deep is no tree: whoever asks
//! shows the source then.
use super::command::{self, Command};
use super::cursor::Cursor;
use super::delimiter;
use super::delimiter::Fence;
use super::delimiter_pairs::Pairs;
use super::inline;
use super::spacing::Style;
use super::symbol::Glyphs;
use super::token::{Kind, Token};
use super::tree::{Bar, Node, Script};
use super::{accent, atom, class::Class, table};

/// How deep a formula may nest, how long its source may be in bytes, and how many rows or columns a
/// table may have.
const DEPTH: usize = 24;
const LENGTH: usize = 4_000;
const CELLS: usize = 64;

/// Returns the tree of a formula; `None` if it is malformed, too deep or too long.
pub(super) fn parse(source: &str) -> Option<Node> {
    if source.len() > LENGTH {
        return None;
    }
    Parser::new(source, 0).formula()
}

/// A reader of one formula, and how deep it is.
struct Parser<'a> {
    cursor: Cursor<'a>,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str, depth: usize) -> Self {
        Self { cursor: Cursor::new(source), depth }
    }

    /// Reads everything.
    fn formula(mut self) -> Option<Node> {
        let mut rows = self.cells()?;
        if self.cursor.peek().is_some() {
            return None;
        }
        if rows.len() == 1 && rows[0].len() == 1 {
            return rows.pop()?.pop();
        }
        let name = if rows.iter().any(|row| row.len() > 1) { table::ALIGNED } else { table::LINES };
        Some(Node::Table(table::named(name)?, String::new(), rows))
    }

    /// Reads rows of cells, up to whatever can't be part of one.
    fn cells(&mut self) -> Option<Vec<Vec<Node>>> {
        let mut rows = vec![Vec::new()];
        loop {
            let cell = Node::Row(self.row()?);
            rows.last_mut()?.push(cell);
            if self.cursor.pass(Kind::Align).is_some() {
                if rows.last()?.len() == CELLS {
                    return None;
                }
            } else if self.cursor.pass(Kind::Break).is_some() {
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
        if rows.len() > 1 && matches!(rows.last()?.as_slice(), [Node::Row(cell)] if cell.is_empty())
        {
            rows.pop();
        }
        Some(rows)
    }

    /// Reads parts side by side, up to whatever can't be one of them.
    fn row(&mut self) -> Option<Vec<Node>> {
        let (mut nodes, mut pairs) = (Vec::new(), Pairs::default());
        while let Some(kind) = self.cursor.peek() {
            match kind {
                Kind::Close | Kind::Align | Kind::Break => break,
                Kind::Sup | Kind::Sub | Kind::Prime => {
                    let base = nodes.pop_if(|node| !matches!(node, Node::Space(_)));
                    nodes.push(self.scripts(base.unwrap_or(Node::Row(Vec::new())))?);
                }
                Kind::Command(name) => match command::named(name) {
                    Some(Command::Right | Command::End) => break,
                    Some(Command::Limits(_)) => {
                        let base = nodes.pop()?;
                        nodes.push(self.scripts(base)?);
                    }
                    Some(Command::Sized(side)) => {
                        self.cursor.take();
                        pairs.add(&mut nodes, side, self.fence()?);
                    }
                    _ => nodes.push(self.part()?),
                },
                Kind::Open | Kind::Char(_) => nodes.push(self.part()?),
            }
        }
        Some(nodes)
    }

    /// Reads the scripts of a part.
    fn scripts(&mut self, base: Node) -> Option<Node> {
        let mut limits = match &base {
            Node::Accent(accent, _) => accent.is_brace(),
            node => matches!(node.class(), Some(Class::Big | Class::Limits)),
        };
        let (mut sub, mut sup, mut primes) = (None, None, Vec::new());
        while let Some(kind) = self.cursor.peek() {
            match kind {
                Kind::Prime => primes.push(atom::command("prime")?),
                Kind::Sub if sub.is_none() => {
                    self.cursor.take();
                    sub = Some(Box::new(self.argument()?));
                    continue;
                }
                Kind::Sup if sup.is_none() => {
                    self.cursor.take();
                    sup = Some(self.argument()?);
                    continue;
                }
                Kind::Sub | Kind::Sup => return None,
                Kind::Command(name) => match command::named(name) {
                    Some(Command::Limits(set)) => limits = set,
                    _ => break,
                },
                _ => break,
            }
            self.cursor.take();
        }
        if !primes.is_empty() {
            primes.extend(sup);
            sup = Some(Node::Row(primes));
        }
        if sub.is_none() && sup.is_none() {
            return Some(base);
        }
        Some(Node::Script(Script { base: Box::new(base), sub, sup: sup.map(Box::new), limits }))
    }

    /// Reads what a command or a script applies to: a group, or a single part.
    fn argument(&mut self) -> Option<Node> {
        match self.cursor.peek()? {
            Kind::Open | Kind::Char(_) | Kind::Command(_) => self.part(),
            _ => None,
        }
    }

    fn boxed(&mut self) -> Option<Box<Node>> {
        self.argument().map(Box::new)
    }

    /// Reads a part, one level deeper.
    fn part(&mut self) -> Option<Node> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let token = self.cursor.take()?;
        let node = match token.kind {
            Kind::Open => {
                let nodes = self.row()?;
                self.cursor.pass(Kind::Close)?;
                Node::Row(nodes)
            }
            Kind::Char(text) if self.groups_thousands(token) => atom::ordinary(text),
            Kind::Char(text) => atom::character(text),
            Kind::Command(name) => self.command(name, token.start)?,
            _ => return None,
        };
        self.depth -= 1;
        Some(node)
    }

    /// Says whether a comma stands between a digit and three digits, as in 4,000.
    fn groups_thousands(&self, comma: Token<'_>) -> bool {
        let (before, after) = self.cursor.around(comma);
        self.cursor.source(comma) == ","
            && before.ends_with(|c: char| c.is_ascii_digit())
            && after.bytes().take_while(u8::is_ascii_digit).count() == 3
    }

    fn command(&mut self, name: &str, start: usize) -> Option<Node> {
        if let Some(command) = command::named(name) {
            return self.build(command, start);
        }
        if let Some(accent) = accent::named(name) {
            return Some(Node::Accent(accent, self.boxed()?));
        }
        if let Some(fence) = delimiter::named(&format!("\\{name}")) {
            return Some(atom::delimiter(fence));
        }
        if let Some(node) = atom::command(name) {
            return Some(node);
        }
        // Unknown: shown as it is written, with the groups that are right behind it.
        while self.cursor.peek() == Some(Kind::Open) {
            self.cursor.group()?;
        }
        Some(Node::Source(self.cursor.source_from(start).to_owned()))
    }

    /// Reads what a command builds; `start` is where it stands in the source.
    fn build(&mut self, command: Command, start: usize) -> Option<Node> {
        Some(match command {
            Command::Fraction(bar) => Node::Fraction(bar, self.boxed()?, self.boxed()?),
            Command::Binomial => {
                parenthesised(Node::Fraction(Bar::Gap, self.boxed()?, self.boxed()?))?
            }
            Command::Root => match self.cursor.enter() {
                Some(outer) => Node::Root(Some(self.bracketed(outer)?), self.boxed()?),
                None => Node::Root(None, self.boxed()?),
            },
            Command::Over => above_below(Some(self.boxed()?), None, self.boxed()?),
            Command::Under => above_below(None, Some(self.boxed()?), self.boxed()?),
            Command::Left => self.fenced()?,
            Command::Middle => Node::Fence(self.fence()?),
            Command::Begin => self.environment(start)?,
            Command::Lines => self.lines()?,
            _ => return self.set(command),
        })
    }

    /// Reads what a command sets on the line.
    fn set(&mut self, command: Command) -> Option<Node> {
        Some(match command {
            Command::Text => self.words()?,
            Command::Font(font) => atom::restyled(self.argument()?, font),
            Command::Word => atom::word(self.argument()?),
            Command::Operator => self.operator()?,
            Command::Not => atom::negated(&self.argument()?)?,
            Command::Space(columns) => Node::Space(columns),
            Command::Modulus => {
                parenthesised(Node::Row(vec![atom::command("mod")?, self.argument()?]))?
            }
            Command::Tag => Node::Row(vec![Node::Space(4), parenthesised(self.words()?)?]),
            Command::Drop => {
                self.cursor.group()?;
                Node::Space(0)
            }
            Command::Keep(arguments) => {
                for _ in 1..arguments {
                    self.cursor.group()?;
                }
                self.argument()?
            }
            Command::Nothing => Node::Space(0),
            // These only stand where something else reads them.
            _ => return None,
        })
    }

    fn lines(&mut self) -> Option<Node> {
        self.cursor.pass(Kind::Open)?;
        let rows = self.cells()?;
        self.cursor.pass(Kind::Close)?;
        Some(Node::Table(table::named(table::STACK)?, String::new(), rows))
    }

    /// Reads the name of a function; a star says that its scripts stand above and below.
    fn operator(&mut self) -> Option<Node> {
        let limits = self.cursor.pass(Kind::Char("*")).is_some();
        let style = Style { glyphs: Glyphs::Unicode, tight: false, stacked: false };
        Some(atom::function(inline::text(&self.argument()?, style), limits))
    }

    /// Reads words, and formulas between dollars among them.
    fn words(&mut self) -> Option<Node> {
        let source = match self.cursor.peek()? {
            Kind::Open => self.cursor.group()?,
            _ => self.cursor.take().map(|token| self.cursor.source(token))?,
        };
        let parts: Vec<&str> = source.split('$').collect();
        if parts.len() == 1 || parts.len().is_multiple_of(2) || source.contains("\\$") {
            return Some(atom::words(source));
        }
        let depth = self.depth;
        let read = |(i, part): (usize, &&str)| {
            if i.is_multiple_of(2) {
                Some(atom::words(part))
            } else {
                Parser::new(part, depth).formula()
            }
        };
        parts.iter().enumerate().map(read).collect::<Option<Vec<_>>>().map(Node::Row)
    }

    /// Reads what is in the brackets that the cursor has entered, and leaves them.
    fn bracketed(&mut self, outer: usize) -> Option<Box<Node>> {
        let nodes = self.row()?;
        self.cursor.leave(outer);
        Some(Box::new(Node::Row(nodes)))
    }

    /// Reads delimiters that grow, and what is between them.
    fn fenced(&mut self) -> Option<Node> {
        let open = self.fence()?;
        let nodes = self.row()?;
        self.cursor.pass(Kind::Command("right"))?;
        Some(Node::Fenced(open, nodes, self.fence()?))
    }

    fn fence(&mut self) -> Option<&'static Fence> {
        let token = self.cursor.take()?;
        delimiter::named(self.cursor.source(token))
    }

    fn environment(&mut self, start: usize) -> Option<Node> {
        let name = self.cursor.group()?;
        let end = format!("\\end{{{name}}}");
        let Some(environment) = table::named(name) else {
            self.cursor.seek(&end)?;
            return Some(Node::Source(self.cursor.source_from(start).to_owned()));
        };
        let spec = if environment.takes_columns() {
            self.cursor.group()?.to_owned()
        } else {
            String::new()
        };
        let rows = self.cells()?;
        self.cursor.pass(Kind::Command("end"))?;
        if self.cursor.group()? != name {
            return None;
        }
        let table = Node::Table(environment, spec, rows);
        let [open, close] = environment.fences;
        if open == "." {
            return Some(table);
        }
        Some(Node::Fenced(delimiter::named(open)?, vec![table], delimiter::named(close)?))
    }
}

fn parenthesised(node: Node) -> Option<Node> {
    Some(Node::Fenced(delimiter::named("(")?, vec![node], delimiter::named(")")?))
}

fn above_below(sup: Option<Box<Node>>, sub: Option<Box<Node>>, base: Box<Node>) -> Node {
    Node::Script(Script { base, sub, sup, limits: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_source_is_no_tree() {
        for source in [
            r"\frac{a}",
            "{a",
            "a}",
            r"\left(a",
            r"\left(a\right",
            r"a\right)",
            "x^",
            "x_^2",
            "x^a^b",
            r"\begin{cases}a",
            r"\begin{cases}a\end{matrix}",
            r"\end{cases}",
            r"\begin{nope}a",
            r"\left?a\right?",
            "{a&b}",
        ] {
            assert!(parse(source).is_none(), "{source}");
        }
    }

    #[test]
    fn depth_and_length_are_capped() {
        let nested = |depth| format!("{}x{}", "{".repeat(depth), "}".repeat(depth));
        assert!(parse(&nested(DEPTH - 1)).is_some());
        assert!(parse(&nested(DEPTH)).is_none());
        assert!(parse(&"x".repeat(LENGTH + 1)).is_none());
        assert!(parse(&"&".repeat(CELLS)).is_none());
        assert!(parse(&r"a\\".repeat(CELLS + 1)).is_none());
    }
}

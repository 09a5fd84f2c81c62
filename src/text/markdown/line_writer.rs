//! From the pieces of one line to Markdown.

use std::fmt::Write;

use super::escape::{Escapes, WordPlace, escaped};
use super::tree::{Inline, InlineStyle};

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePlace {
    Paragraph,
    /// A cell of a table, in which a bar must be escaped.
    Cell,
}

/// The Markdown of a line.
pub(super) fn line(line: &[Inline], escapes: Escapes, place: LinePlace) -> String {
    let mut words = String::new();
    for inline in line {
        match inline {
            Inline::Text { text, style } if !style.code => words.push_str(text),
            _ => words.push('('),
        }
    }
    let links = ["](", "][", "]:", "[^", "[ ]", "[x]"];
    let brackets = links.iter().any(|sign| words.contains(sign));
    let mut writer = LineWriter { out: String::new(), escapes, place, brackets };
    writer.pieces(line, &InlineStyle::default(), None);
    writer.out
}

struct LineWriter {
    out: String,
    escapes: Escapes,
    place: LinePlace,
    /// Whether brackets may be those of a link.
    brackets: bool,
}

/// A mark around words, and the tags that say the same.
struct StyleMark {
    mark: &'static str,
    tags: [&'static str; 2],
    style: InlineStyle,
}

impl LineWriter {
    /// Writes pieces of which `applied` is written around them already; `after` follows them.
    fn pieces(&mut self, line: &[Inline], applied: &InlineStyle, after: Option<char>) {
        let mut i = 0;
        while let Some(inline) = line.get(i) {
            let Inline::Text { text, style } = inline else {
                self.object(inline);
                i += 1;
                continue;
            };
            let (mark, length) = next_mark(&line[i..], style, applied);
            let follows = next_sign(line.get(i + length), applied, after);
            match mark {
                Some(mark) if style.link == applied.link => {
                    self.marked(&line[i..i + length], &mark, follows);
                }
                Some(_) => self.link(&line[i..i + length], applied, style.link.as_deref()),
                None if style.code => self.code(text),
                None => self.words(text, applied.link.is_some(), follows),
            }
            i += length;
        }
    }

    /// Writes words between marks, or between tags where the marks would not be read as such.
    fn marked(&mut self, line: &[Inline], mark: &StyleMark, after: Option<char>) {
        let before = self.out.chars().next_back();
        let start = self.out.len();
        self.out.push_str(mark.mark);
        self.pieces(line, &mark.style, Some('*'));
        let inner = &self.out[start + mark.mark.len()..];
        let sign = mark.mark.chars().next();
        let (first, last) = (inner.chars().next(), inner.chars().next_back());
        let is_apart = [before, after, first, last].iter().all(|c| *c != sign);
        let is_free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
        let opens = !first.is_some_and(is_punctuation) || is_free(before);
        let closes = !last.is_some_and(is_punctuation) || is_free(after);
        if self.escapes != Escapes::All && is_apart && opens && closes {
            self.out.push_str(mark.mark);
            return;
        }
        self.out.truncate(start);
        self.out.push_str(mark.tags[0]);
        self.pieces(line, &mark.style, Some('<'));
        self.out.push_str(mark.tags[1]);
    }

    fn link(&mut self, line: &[Inline], applied: &InlineStyle, address: Option<&str>) {
        let address = address.unwrap_or_default();
        let style = InlineStyle { link: Some(address.to_string()), ..applied.clone() };
        if let [Inline::Text { text, style: own }] = line
            && text == address
            && *own == style
            && is_address(text)
        {
            _ = write!(self.out, "<{text}>");
            return;
        }
        self.out.push('[');
        self.pieces(line, &style, Some(']'));
        let target = self.target(address);
        _ = write!(self.out, "]({target})");
    }

    /// A file or an address between the brackets of a link.
    fn target(&self, address: &str) -> String {
        let mut out = String::with_capacity(address.len() + 2);
        for c in address.chars().filter(|c| !c.is_control()) {
            let is_bar = c == '|' && self.place == LinePlace::Cell;
            if "\\<>&()$`".contains(c) || is_bar {
                out.push('\\');
            }
            out.push(c);
        }
        let is_bare = !out.is_empty() && !out.contains(char::is_whitespace);
        if is_bare { out } else { format!("<{out}>") }
    }

    fn words(&mut self, text: &str, in_link: bool, after: Option<char>) {
        let place = WordPlace {
            before: self.out.chars().next_back(),
            after,
            brackets: in_link || self.brackets,
            in_table: self.place == LinePlace::Cell,
        };
        let text = escaped(text, self.escapes, place);
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            self.part_from_formula();
        }
        self.out.push_str(&text);
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_run(text) + 1);
        let blanks = text.starts_with(' ') && text.ends_with(' ') && text.trim() != "";
        let room = if blanks || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        let text = match self.place {
            LinePlace::Cell => text.replace('|', "\\|"),
            LinePlace::Paragraph => text.to_string(),
        };
        self.out.extend([fence.as_str(), room, &text, room, &fence]);
    }

    fn object(&mut self, inline: &Inline) {
        match inline {
            Inline::Math { latex, display } => {
                self.part_from_formula();
                let mark = if *display { "$$" } else { "$" };
                let latex = match self.place {
                    LinePlace::Cell => latex.replace('|', "\\|"),
                    LinePlace::Paragraph => latex.clone(),
                };
                self.out.extend([mark, &latex, mark]);
            }
            Inline::Medium { alt, file } => {
                let place = WordPlace {
                    before: Some('['),
                    after: Some(']'),
                    brackets: true,
                    in_table: true,
                };
                let alt = escaped(alt, Escapes::All, place);
                let target = self.target(file);
                _ = write!(self.out, "![{alt}]({target})");
            }
            Inline::Break => self.out.push_str("<br>"),
            Inline::Blank(_) => self.out.push_str("____"),
            Inline::Text { .. } => {}
        }
    }

    /// Keeps what follows a formula from being a part of it.
    fn part_from_formula(&mut self) {
        if self.out.ends_with('$') {
            self.out.push_str("<wbr>");
        }
    }
}

/// The mark that begins here and covers most, and how many pieces it covers.
fn next_mark(
    line: &[Inline],
    style: &InlineStyle,
    applied: &InlineStyle,
) -> (Option<StyleMark>, usize) {
    let count = |has: &dyn Fn(&InlineStyle) -> bool| {
        let has = |inline: &&Inline| match inline {
            Inline::Text { style, .. } => has(style),
            _ => false,
        };
        line.iter().take_while(has).count()
    };
    if style.link != applied.link {
        let style = InlineStyle { link: style.link.clone(), ..applied.clone() };
        let length = count(&|other| other.link == style.link);
        return (Some(StyleMark { mark: "", tags: ["", ""], style }), length);
    }
    let strong = if applied.strong { 0 } else { count(&|style| style.strong) };
    let emphasis = if applied.emphasis { 0 } else { count(&|style| style.emphasis) };
    let struck = if applied.struck { 0 } else { count(&|style| style.struck) };
    let most = strong.max(emphasis).max(struck);
    let mut style = applied.clone();
    let (mark, tags) = if most == 0 {
        return (None, 1);
    } else if strong == most && emphasis == most {
        (style.strong, style.emphasis) = (true, true);
        ("***", ["<b><i>", "</i></b>"])
    } else if strong == most {
        style.strong = true;
        ("**", ["<b>", "</b>"])
    } else if emphasis == most {
        style.emphasis = true;
        ("*", ["<i>", "</i>"])
    } else {
        style.struck = true;
        ("~~", ["<s>", "</s>"])
    };
    (Some(StyleMark { mark, tags, style }), most)
}

/// What the next piece begins with; a mark is a star.
fn next_sign(next: Option<&Inline>, applied: &InlineStyle, after: Option<char>) -> Option<char> {
    match next {
        None => after,
        Some(Inline::Text { text, style }) if style == applied => text.chars().next(),
        Some(Inline::Text { style, .. }) if style.code => Some('`'),
        Some(Inline::Math { .. }) => Some('$'),
        Some(Inline::Medium { .. }) => Some('!'),
        Some(_) => Some('*'),
    }
}

fn is_punctuation(c: char) -> bool {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}');
    !c.is_alphanumeric() && !c.is_whitespace() && !is_private
}

/// Whether an address is one without words around it.
fn is_address(text: &str) -> bool {
    let scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme));
    scheme && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\|".contains(c))
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

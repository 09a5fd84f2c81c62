//! Goes through a text once and notes the stretches.

use std::ops::Range;

use memchr::memmem;

use super::blocks::{Fence, is_heading, is_indented, takes_indented};
use super::{OpaqueKind, OpaqueSpan};

/// The longest run of backticks that means code.
const BACKTICKS: usize = 32;

pub(super) struct Scanner<'t> {
    text: &'t str,
    spans: Vec<OpaqueSpan>,
    /// The line that is being read.
    line: Range<usize>,
    /// Where its paragraph ends.
    paragraph_end: usize,
    /// Up to where it is known that no run of that many backticks comes.
    no_backticks: [usize; BACKTICKS + 1],
    /// Up to where it is known that no dollar comes, and no two.
    no_dollars: [usize; 2],
    /// Up to where it is known that no `\)` comes.
    no_bracket: usize,
    /// Whether no `-->` comes any more.
    no_comment_end: bool,
    /// The open brackets of the paragraph.
    brackets: Vec<usize>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Scanner<'t> {
        Scanner {
            text,
            spans: vec![],
            line: 0..0,
            paragraph_end: 0,
            no_backticks: [0; BACKTICKS + 1],
            no_dollars: [0; 2],
            no_bracket: 0,
            no_comment_end: false,
            brackets: vec![],
        }
    }

    pub(super) fn scan(mut self) -> Vec<OpaqueSpan> {
        let (mut at, mut after_blank, mut in_list) = (0, true, false);
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let blank = line.trim().is_empty();
            if blank {
                at = end + 1;
            } else if after_blank && !in_list && is_indented(line) {
                at = self.indented(at);
            } else if let Some(fence) = Fence::open(line) {
                at = self.fenced(at, fence);
            } else {
                if !is_indented(line) {
                    in_list = takes_indented(line) || (in_list && line.starts_with(' '));
                }
                at = self.inline(at) + 1;
            }
            after_blank = blank;
        }
        self.spans
    }

    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |n| at + n)
    }

    fn push(&mut self, kind: OpaqueKind, start: usize, end: usize) -> usize {
        self.spans.push(OpaqueSpan { kind, start, end });
        end
    }

    /// Takes the lines of code that begin there; goes on at the line after them.
    fn indented(&mut self, start: usize) -> usize {
        let (mut at, mut last) = (start, start);
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            match line.trim().is_empty() {
                true => {}
                false if is_indented(line) => last = end,
                false => break,
            }
            at = end + 1;
        }
        self.push(OpaqueKind::Indented, start, last);
        at
    }

    /// Takes a block of code up to its closing fence; goes on at the line after it.
    fn fenced(&mut self, start: usize, fence: Fence) -> usize {
        let mut end = self.line_end(start);
        while end < self.text.len() {
            let next = self.line_end(end + 1);
            let line = &self.text[end + 1..next];
            if fence.is_ended_by(line) {
                break;
            }
            end = next;
            if fence.is_closed_by(line) {
                break;
            }
        }
        self.push(OpaqueKind::Fence, start, end);
        end + 1
    }

    /// The end of the paragraph that has this line: the line before an empty one or another block.
    fn end_of_paragraph(&self, at: usize) -> usize {
        let mut end = self.line_end(at);
        if is_heading(&self.text[at..end]) {
            return end;
        }
        while end < self.text.len() {
            let next = self.line_end(end + 1);
            let line = &self.text[end + 1..next];
            if line.trim().is_empty() || is_heading(line) || Fence::open(line).is_some() {
                break;
            }
            end = next;
        }
        end
    }

    /// Reads what is in the lines from there, up to the end of a line that no stretch crosses.
    fn inline(&mut self, start: usize) -> usize {
        if start >= self.paragraph_end {
            self.paragraph_end = self.end_of_paragraph(start);
            self.brackets.clear();
        }
        self.line = start..self.line_end(start);
        let mut at = start;
        while at < self.text.len() {
            let next = match self.text.as_bytes()[at] {
                b'\n' => return at,
                b'\\' => self.backslash(at),
                b'`' => self.code(at),
                b'$' => self.dollar(at),
                b'<' => self.angle(at),
                b'%' => self.percent(at),
                b'[' => self.open_bracket(at),
                b']' => self.close_bracket(at),
                b':' => self.address(at),
                _ => at + 1,
            };
            if next > at + 1
                && let Some(n) = memchr::memrchr(b'\n', &self.text.as_bytes()[at..next])
            {
                let line = at + n + 1;
                self.line = line..self.line_end(line);
                if next > self.paragraph_end {
                    self.paragraph_end = self.end_of_paragraph(line);
                    self.brackets.clear();
                }
            }
            at = next;
        }
        at
    }

    /// The place of a sign before `limit`.
    fn find(&self, from: usize, limit: usize, sign: &str) -> Option<usize> {
        let within = self.text.as_bytes().get(from..limit)?;
        memmem::find(within, sign.as_bytes()).map(|n| from + n)
    }

    fn backslash(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = match bytes.get(at + 1) {
            Some(b'(') if self.no_bracket < self.line.end => {
                let end = self.find(at + 2, self.line.end, "\\)");
                if end.is_none() {
                    self.no_bracket = self.line.end;
                }
                end
            }
            // Brackets may be escaped as well: a formula has its lines for itself.
            Some(b'[') if self.text[self.line.start..at].trim().is_empty() => {
                let end = self.find(at + 2, self.paragraph_end, "\\]");
                end.filter(|&end| self.text[end + 2..self.line_end(end)].trim().is_empty()).filter(
                    |&end| {
                        self.text[at..end].contains('\n') || looks_like_tex(&self.text[at + 2..end])
                    },
                )
            }
            _ => None,
        };
        match (end, bytes.get(at + 1)) {
            (Some(end), _) => self.push(OpaqueKind::Math, at, end + 2),
            (None, Some(byte)) if byte.is_ascii_punctuation() => {
                self.push(OpaqueKind::Escape, at, at + 2)
            }
            _ => at + 1,
        }
    }

    fn code(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let run = |at: usize| bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
        let length = run(at);
        let mut from = at + length;
        if length > BACKTICKS || self.no_backticks[length] >= self.paragraph_end {
            return from;
        }
        while let Some(close) = self.find(from, self.paragraph_end, "`") {
            let other = run(close);
            from = close + other;
            if other == length {
                return self.push(OpaqueKind::Code, at, from);
            }
        }
        self.no_backticks[length] = self.paragraph_end;
        at + length
    }

    fn dollar(&mut self, at: usize) -> usize {
        let double = self.text[at..].starts_with("$$");
        let body = at + 1 + usize::from(double);
        if self.no_dollars[usize::from(double)] >= self.paragraph_end.max(body) {
            return body;
        }
        if double {
            // Dollars on a line of their own hold everything up to the next such line.
            let alone = self.text[self.line.clone()].trim() == "$$";
            let limit = if alone { self.text.len() } else { self.paragraph_end };
            match self.find(body, limit, "$$") {
                Some(end) if !self.text[body..end].trim().is_empty() => {
                    return self.push(OpaqueKind::Math, at, end + 2);
                }
                Some(_) => {}
                None => self.no_dollars[1] = limit,
            }
            return body;
        }
        let mut from = body;
        while let Some(end) = self.find(from, self.paragraph_end, "$") {
            let backslashes = self.text.as_bytes()[body..end].iter().rev();
            if backslashes.take_while(|&&byte| byte == b'\\').count() % 2 == 1 {
                from = end + 1;
                continue;
            }
            let fits = is_formula(&self.text[body..end], &self.text[end + 1..]);
            return if fits { self.push(OpaqueKind::Math, at, end + 1) } else { body };
        }
        self.no_dollars[0] = self.paragraph_end;
        body
    }

    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") && !self.no_comment_end {
            if let Some(end) = self.find(at + 4, self.text.len(), "-->") {
                return self.push(OpaqueKind::Comment, at, end + 3);
            }
            self.no_comment_end = true;
        }
        let inner = &rest[1..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            return at + 1;
        }
        match inner.find(['<', '>', '\n']).filter(|&end| inner[end..].starts_with('>')) {
            Some(end) if inner[..end].contains("://") && !inner[..end].contains(' ') => {
                self.push(OpaqueKind::Link, at, at + end + 2)
            }
            Some(end) => self.push(OpaqueKind::Tag, at, at + end + 2),
            None => at + 1,
        }
    }

    fn percent(&mut self, at: usize) -> usize {
        if !self.text[at..].starts_with("%%") {
            return at + 1;
        }
        let alone = self.text[self.line.clone()].trim() == "%%";
        let limit = if alone { self.text.len() } else { self.line.end };
        match self.find(at + 2, limit, "%%") {
            Some(end) => self.push(OpaqueKind::Comment, at, end + 2),
            None => at + 2,
        }
    }

    fn open_bracket(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("[[")
            && let Some(end) = rest[2..].find(['[', ']', '\n']).filter(|&end| end > 0)
            && rest[2 + end..].starts_with("]]")
        {
            let start = self.with_exclamation(at);
            let kind = if start < at { OpaqueKind::Embed } else { OpaqueKind::WikiLink };
            return self.push(kind, start, at + 2 + end + 2);
        }
        self.brackets.push(at);
        at + 1
    }

    /// The place of the exclamation mark right before a bracket, or of the bracket.
    fn with_exclamation(&self, at: usize) -> usize {
        let begins =
            self.text[..at].ends_with('!') && self.spans.last().is_none_or(|span| span.end < at);
        at - usize::from(begins)
    }

    fn close_bracket(&mut self, at: usize) -> usize {
        let Some(open) = self.brackets.pop() else { return at + 1 };
        let Some(end) = self.target_end(at + 1) else { return at + 1 };
        // What was found in the link's text belongs to the link.
        while self.spans.last().is_some_and(|span| span.start >= open) {
            self.spans.pop();
        }
        let start = self.with_exclamation(open);
        let kind = if start < open { OpaqueKind::Picture } else { OpaqueKind::Link };
        self.push(kind, start, end)
    }

    /// The end of `(target)`.
    fn target_end(&self, at: usize) -> Option<usize> {
        let inner = self.text[at..].strip_prefix('(')?;
        let mut depth = 0_usize;
        for (n, byte) in inner.bytes().enumerate() {
            match byte {
                b')' if depth == 0 => return Some(at + 1 + n + 1),
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\n' | b'[' | b']' => return None,
                _ => {}
            }
        }
        None
    }

    fn address(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let scheme = self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        if !scheme || !rest.starts_with("://") {
            return at + 1;
        }
        let stops = |c: char| c.is_whitespace() || "<>\"{}|\\^`[]".contains(c);
        let end = rest[3..].find(stops).map_or(rest.len(), |n| n + 3);
        let end = rest[..end].find("==").unwrap_or(end);
        let end = rest[..end].trim_end_matches([')', '.', ',', ';']).len();
        self.push(OpaqueKind::Address, at, at + end)
    }
}

/// Whether dollars hold a formula: it touches them, and no digit follows, for `$5 and $6` are
/// prices; or blanks are on both sides of what is surely TeX.
fn is_formula(body: &str, after: &str) -> bool {
    if body.trim().is_empty() || after.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    match (body.starts_with(char::is_whitespace), body.ends_with(char::is_whitespace)) {
        (false, false) => true,
        (true, true) => looks_like_tex(body) && !body.contains('\n'),
        _ => false,
    }
}

fn looks_like_tex(body: &str) -> bool {
    body.contains(['\\', '^', '_', '=', '{'])
}

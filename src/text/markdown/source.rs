//! A text as `pulldown-cmark` is given it: what it must not read is replaced or escaped.

use std::borrow::Cow;

use crate::text::opaque::{self, OpaqueKind, OpaqueSpan};

/// Stand for the blanks of a text, by number: a plane for private use, which no text needs.
const GAPS: std::ops::RangeInclusive<u32> = 0xF_0000..=0xF_FFFD;
/// Stands for a stretch that is kept from the parser.
pub(super) const KEPT: char = '\u{10_0000}';
/// How deep links may nest.
const DEPTH: usize = 4;
/// In their stead, where a text has them.
const REPLACEMENT: char = '\u{FFFD}';

/// The character of a blank; those beyond the last share its character.
pub(super) fn gap(number: usize) -> char {
    let number = u32::try_from(number).unwrap_or(u32::MAX).min(GAPS.end() - GAPS.start());
    char::from_u32(GAPS.start() + number).unwrap_or(REPLACEMENT)
}

pub(super) fn gap_number(c: char) -> Option<usize> {
    let code = u32::from(c);
    GAPS.contains(&code).then(|| (code - GAPS.start()) as usize)
}

/// A stretch that is kept from the parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptPiece {
    /// Where it stands in the text.
    pub(super) at: usize,
    pub(super) kind: KeptKind,
    /// As it was written.
    pub(super) source: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KeptKind {
    /// LaTeX.
    Math(String),
    Code(String),
    /// A tag of HTML that we know, without its brackets.
    Tag(&'static str),
}

/// The text, and what was taken out of it.
pub(super) struct MarkdownSource {
    pub(super) text: String,
    /// The pieces, in order.
    pub(super) kept: Vec<KeptPiece>,
    /// Whether braces are escaped in code too.
    pub(super) is_cloze: bool,
}

/// The tags that mean something.
const TAGS: [&str; 13] =
    ["br", "br/", "br /", "sub", "/sub", "sup", "/sup", "ruby", "/ruby", "rt", "/rt", "rp", "/rp"];

/// A text without the characters that stand for something here.
pub(super) fn unreserved(text: &str) -> Cow<'_, str> {
    let reserved = |c: char| c == KEPT || gap_number(c).is_some();
    if text.contains(reserved) {
        text.replace(reserved, &REPLACEMENT.to_string()).into()
    } else {
        text.into()
    }
}

impl MarkdownSource {
    /// Prepares a text in which the characters of gaps stand for blanks.
    pub(super) fn with_gaps(text: &str, is_cloze: bool) -> MarkdownSource {
        let out = String::with_capacity(text.len());
        let mut source = MarkdownSource { text: out, kept: vec![], is_cloze };
        source.stretches(text, 0);
        source
    }

    fn stretches(&mut self, text: &str, depth: usize) {
        let mut at = 0;
        for span in opaque::spans(text) {
            self.words(text, at..span.start);
            self.span(text, span, depth);
            at = span.end;
        }
        self.words(text, at..text.len());
    }

    /// The first kept piece at or after a place.
    pub(super) fn kept_from(&self, at: usize) -> usize {
        self.kept.partition_point(|piece| piece.at < at)
    }

    fn keep(&mut self, kind: KeptKind, source: &str) {
        self.kept.push(KeptPiece { at: self.text.len(), kind, source: source.to_string() });
        self.text.push(KEPT);
    }

    fn span(&mut self, text: &str, span: OpaqueSpan, depth: usize) {
        let inner = &text[span.start..span.end];
        match span.kind {
            OpaqueKind::Math => {
                let latex = latex(inner);
                self.keep(KeptKind::Math(latex), inner);
            }
            OpaqueKind::Code if has_escape(inner) => {
                let code = inner[1..inner.len() - 1].replace("\\`", "`");
                self.keep(KeptKind::Code(code), inner);
            }
            OpaqueKind::Tag => {
                let name = inner[1..inner.len() - 1].to_ascii_lowercase();
                match TAGS.iter().find(|tag| **tag == name) {
                    Some(tag) => self.keep(KeptKind::Tag(tag), inner),
                    None => self.words(text, span.start..span.end),
                }
            }
            OpaqueKind::Comment | OpaqueKind::WikiLink | OpaqueKind::Embed => {
                self.words(text, span.start..span.end);
            }
            OpaqueKind::Link | OpaqueKind::Picture if depth < DEPTH && inner.contains("](") => {
                let (words, target) = inner.rsplit_once("](").unwrap_or((inner, ""));
                let open = words.find('[').map_or(0, |at| at + 1);
                self.text.push_str(&words[..open]);
                self.stretches(&words[open..], depth + 1);
                self.text.extend(["](", target]);
            }
            OpaqueKind::Fence
            | OpaqueKind::Indented
            | OpaqueKind::Code
            | OpaqueKind::Link
            | OpaqueKind::Picture
            | OpaqueKind::Address
            | OpaqueKind::Escape => self.text.push_str(inner),
        }
    }

    /// Adds words, with a backslash before what would mean something in `CommonMark` only.
    fn words(&mut self, text: &str, range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let begins_line = at == 0 || text.as_bytes()[at - 1] == b'\n';
            if begins_line && self.line(text, at) {
                self.text.push('\\');
            }
            let rest = &text[at..range.end];
            let length = rest.find(['<', '&', '~', '\n']).unwrap_or(rest.len());
            self.text.push_str(&rest[..length]);
            at += length;
            let Some(sign) = text[at..range.end].chars().next() else { break };
            if sign == '<' || sign == '&' || (sign == '~' && is_single(text, at)) {
                self.text.push('\\');
            }
            self.text.push(sign);
            at += 1;
        }
    }

    /// Whether the line that begins there would be a definition of a link, or would make a
    /// heading of the line above; for a rule an empty line is put in between.
    fn line(&mut self, text: &str, at: usize) -> bool {
        let line = text[at..].split('\n').next().unwrap_or_default().trim();
        let is_all = |sign: char| !line.is_empty() && line.chars().all(|c| c == sign);
        if is_all('-') && line.len() > 2 && self.text.ends_with('\n') {
            self.text.push('\n');
        }
        is_all('=')
            || (is_all('-') && line.len() < 3)
            || (line.starts_with('[') && line.contains("]:"))
    }
}

/// Whether a tilde has none beside it.
fn is_single(text: &str, at: usize) -> bool {
    !text[..at].ends_with('~') && !text[at + 1..].starts_with('~')
}

/// Whether code between single backticks has one itself, after a backslash.
fn has_escape(code: &str) -> bool {
    !code.starts_with("``") && code.len() > 2 && code[1..code.len() - 1].contains("\\`")
}

/// A formula without its delimiters.
fn latex(text: &str) -> String {
    let inner = ["$$", "$", "\\(", "\\["].iter().find_map(|open| {
        let inner = text.strip_prefix(open)?;
        inner.get(..inner.len().checked_sub(open.len())?)
    });
    inner.unwrap_or(text).trim().to_string()
}

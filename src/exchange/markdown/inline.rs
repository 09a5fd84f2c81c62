//! The text of a card, from the Markdown of other programs to ours.
//!
//! Code stays as it is. Formulas are on one line between dollars, two where they have their own
//! lines. What our language has no mark for is written out: escapes, entities, wiki links, tags of
//! HTML. Pictures and sounds are named.

mod tags;

use super::super::cleanup;
use super::super::losses::{Loss, Losses};
use super::emphasis;
use super::emphasis::InlineToken;
use crate::text::media::{MediumKind, name_of};
use crate::text::opaque::{self, OpaqueKind, OpaqueSpan};

/// How deep tags and links may nest; what is deeper stays as it is written.
const DEPTH: usize = 8;

/// A text in our Markdown.
pub(super) fn plain(text: &str, losses: &mut Losses) -> String {
    cleanup::text(&at_depth(text, losses, 0))
}

/// A text in our Markdown that is within others.
pub(super) fn at_depth(text: &str, losses: &mut Losses, depth: usize) -> String {
    if depth > DEPTH {
        return text.to_string();
    }
    let spans = opaque::spans(text);
    let mut reader = InlineReader { text, spans: &spans, tokens: vec![], losses, depth };
    reader.read();
    emphasis::joined(reader.tokens)
}

pub(super) struct InlineReader<'t, 'l> {
    pub(super) text: &'t str,
    pub(super) spans: &'t [OpaqueSpan],
    pub(super) tokens: Vec<InlineToken>,
    pub(super) losses: &'l mut Losses,
    pub(super) depth: usize,
}

impl InlineReader<'_, '_> {
    fn read(&mut self) {
        let (mut at, mut next) = (0, 0);
        while let Some(span) = self.spans.get(next) {
            self.words(at, span.start);
            let last = self.span(next);
            at = self.spans[last].end;
            next = last + 1;
        }
        self.words(at, self.text.len());
    }

    pub(super) fn push(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(InlineToken::Text(last)) => last.push_str(text),
            _ => self.tokens.push(InlineToken::Text(text.to_string())),
        }
    }

    /// The text of another text that stands in this one.
    pub(super) fn inner(&mut self, text: &str) -> String {
        at_depth(text, self.losses, self.depth + 1)
    }

    /// Whether there is nothing else on the lines of a stretch.
    fn is_alone(&self, span: &OpaqueSpan) -> bool {
        let before = self.text[..span.start].chars().rev().find(|c| !matches!(c, ' ' | '\t'));
        let after = self.text[span.end..].chars().find(|c| !matches!(c, ' ' | '\t'));
        [before, after].iter().flatten().all(|c| *c == '\n')
    }

    /// Takes a stretch; says which was the last that belongs to it.
    fn span(&mut self, i: usize) -> usize {
        let span = self.spans[i];
        let text = &self.text[span.start..span.end];
        match span.kind {
            OpaqueKind::Fence | OpaqueKind::Indented | OpaqueKind::Address => self.push(text),
            OpaqueKind::Code => self.push(&code(text)),
            OpaqueKind::Math => {
                let has_lines = text.starts_with("$$") || text.starts_with("\\[");
                let mark = if has_lines && self.is_alone(&span) { "$$" } else { "$" };
                self.push(&math(text, mark));
            }
            OpaqueKind::Comment => {}
            OpaqueKind::Link => self.link(text),
            OpaqueKind::Picture => {
                let target = text.rsplit_once("](").map_or("", |(_, target)| target);
                self.medium(target.trim_end_matches(')'));
            }
            OpaqueKind::WikiLink => self.wiki_link(&text[2..text.len() - 2]),
            OpaqueKind::Embed => {
                let target = &text[3..text.len() - 2];
                let file = target.split(['|', '#']).next().unwrap_or(target);
                if MediumKind::of_file(file).is_some() {
                    self.medium(file);
                } else {
                    self.losses.add(Loss::LinkTarget, file);
                    self.wiki_link(target);
                }
            }
            OpaqueKind::Tag => return tags::read(self, i),
            OpaqueKind::Escape => self.escape(span.start),
        }
        i
    }

    pub(super) fn medium(&mut self, target: &str) {
        let target = target.trim().trim_matches(['<', '>']);
        // A title may follow the address.
        let address = target.split_once(" \"").map_or(target, |(address, _)| address).trim();
        let name = name_of(address.split(['?', '#']).next().unwrap_or(address));
        let kind = if address.starts_with("data:audio") {
            Some(MediumKind::Sound)
        } else {
            name.as_deref().and_then(MediumKind::of_file)
        };
        let label = kind.unwrap_or(MediumKind::Picture).label(name.as_deref());
        self.losses.add(Loss::Medium, name.as_deref().unwrap_or("picture"));
        self.push(&label);
    }

    fn link(&mut self, text: &str) {
        let Some((words, target)) = text.strip_prefix('[').and_then(|rest| rest.rsplit_once("]("))
        else {
            return self.push(text.trim_matches(['<', '>']));
        };
        let words = self.inner(words);
        self.push(&format!("[{words}]({target}"));
    }

    /// Takes `page#heading|words`: as Obsidian shows it.
    fn wiki_link(&mut self, inner: &str) {
        match inner.split_once('|') {
            Some((target, words)) => {
                self.losses.add(Loss::LinkTarget, target);
                self.push(words.trim());
            }
            None => self.push(&inner.trim_start_matches('#').replace('#', " > ")),
        }
    }

    /// Takes an escaped sign. It stays escaped where it would be a mark of ours.
    fn escape(&mut self, at: usize) {
        let sign = &self.text[at + 1..at + 2];
        let (before, after) = (&self.text[..at], &self.text[at + 2..]);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let begins_line = before.is_empty() || before.ends_with('\n');
        let stays = match sign {
            "*" | "`" | "$" | "{" | "}" => true,
            "_" => !(word(before.chars().next_back()) && word(after.chars().next())),
            "#" | "-" | "+" | ">" | "|" | "=" => begins_line,
            "." | ")" => before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(' '),
            "\\" => after.starts_with(|c: char| c.is_ascii_punctuation()),
            "~" => after.starts_with(['~', '\\']),
            "]" => after.starts_with('('),
            "!" => after.starts_with('['),
            _ => false,
        };
        self.push(if stays { &self.text[at..at + 2] } else { sign });
    }

    /// Takes the words between two stretches.
    fn words(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(n) = self.text[at..end].find(['_', '=', '&', '\n', '[']) {
            let sign = at + n;
            self.push(&self.text[at..sign]);
            at = match self.text.as_bytes()[sign] {
                b'&' => self.entity(sign, end),
                b'\n' => self.line_break(sign),
                b'[' => self.footnote(sign, end),
                _ => self.mark(sign, end),
            };
        }
        self.push(&self.text[at..end]);
    }

    /// Takes underscores or equals signs, which may be emphasis.
    fn mark(&mut self, at: usize, end: usize) -> usize {
        let sign = self.text.as_bytes()[at];
        let run = self.text[at..end].bytes().take_while(|&byte| byte == sign).count();
        let mark = match (sign, run) {
            (b'_', 1) => "*",
            (b'_' | b'=', 2) => "**",
            _ => {
                self.push(&self.text[at..at + run]);
                return at + run;
            }
        };
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + run..].chars().next();
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        // Underscores within a word are part of it.
        let word = |c: Option<char>| sign == b'_' && c.is_some_and(char::is_alphanumeric);
        self.tokens.push(InlineToken::Mark {
            source: self.text[at..at + run].to_string(),
            mark,
            opens: !blank(after) && !word(before),
            closes: !blank(before) && !word(after),
        });
        at + run
    }

    fn entity(&mut self, at: usize, end: usize) -> usize {
        let limit = self.text.floor_char_boundary(end.min(at + 32));
        let entity = self.text[at..limit].find(';').map(|n| &self.text[at..=at + n]);
        let decoded = entity.map(html_escape::decode_html_entities);
        match (entity, decoded) {
            (Some(entity), Some(decoded)) if decoded != entity => {
                if decoded.contains(['*', '`', '$', '_', '{', '}', '\\']) {
                    self.push("\\");
                }
                self.push(&decoded.replace('\u{a0}', " "));
                at + entity.len()
            }
            _ => {
                self.push("&");
                at + 1
            }
        }
    }

    /// Takes the end of a line, without the blanks or the backslash that make it a hard one.
    fn line_break(&mut self, at: usize) -> usize {
        if let Some(InlineToken::Text(text)) = self.tokens.last_mut() {
            let hard = text.strip_suffix('\\').map_or(text.len(), str::len);
            text.truncate(text[..hard].trim_end_matches([' ', '\t']).len());
        }
        self.push("\n");
        at + 1
    }

    /// Leaves the number of a footnote out.
    fn footnote(&mut self, at: usize, end: usize) -> usize {
        let limit = self.text.floor_char_boundary(end.min(at + 64));
        let name = self.text[at..limit].strip_prefix("[^").and_then(|rest| rest.split_once(']'));
        let is_mark =
            |(name, rest): &(&str, &str)| !name.contains([' ', '\n']) && !rest.starts_with(':');
        if let Some((name, _)) = name.filter(is_mark) {
            self.losses.add(Loss::Footnote, &format!("[^{name}]"));
            return at + name.len() + 3;
        }
        self.push("[");
        at + 1
    }
}

/// Code between single backticks, where it has none itself.
fn code(text: &str) -> String {
    let body = text.trim_matches('`');
    let length = (text.len() - body.len()) / 2;
    if length < 2 || body.contains('`') || body.trim().is_empty() {
        return text.to_string();
    }
    let bare = body.strip_prefix(' ').and_then(|body| body.strip_suffix(' '));
    format!("`{}`", bare.unwrap_or(body))
}

/// A formula as we write it: trimmed, on one line, between these marks.
fn math(text: &str, mark: &str) -> String {
    let body = ["$$", "$", "\\(", "\\["].iter().find_map(|open| {
        let body = text.strip_prefix(open)?;
        Some(&body[..body.len() - open.len()])
    });
    let body: Vec<&str> = body.unwrap_or(text).split_whitespace().collect();
    format!("{mark}{}{mark}", body.join(" "))
}

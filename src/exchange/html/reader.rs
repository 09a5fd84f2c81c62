//! Reading HTML into runs of text: white space, blocks, lists and code as a browser shows them.

use super::media::{MediumKind, name_of};
use super::ruby::RubyWord;
use super::syntax::{attribute, collapsed, end_of_tag, latex};
use crate::text::markup::{TextRun, TextTone};

/// What begins and ends a formula.
const MATH: [(&str, &str); 6] = [
    ("\\(", "\\)"),
    ("\\[", "\\]"),
    ("[$$]", "[/$$]"),
    ("[$]", "[/$]"),
    ("[latex]", "[/latex]"),
    ("<anki-mathjax", "</anki-mathjax>"),
];

/// What only Anki's own program plays or speaks.
const SPOKEN: (&str, &str) = ("[anki:tts", "[/anki:tts]");

/// How many blanks an inner list is indented by.
const INDENT: usize = 2;

pub(super) struct HtmlReader<'m> {
    pub(super) runs: Vec<TextRun>,
    media: &'m mut Vec<String>,
    /// How many tags of emphasis are open.
    depth: usize,
    code: usize,
    /// How many tags are open in which blanks and lines are kept.
    preformatted: usize,
    /// The open lists, with the next number of those that are numbered.
    lists: Vec<Option<usize>>,
    /// Whether a list's mark was written and nothing after it.
    is_item_empty: bool,
    /// The tag whose content nobody sees.
    hidden: Option<String>,
    /// The film or sound that is open and not yet named.
    player: Option<MediumKind>,
    /// The word that has a reading.
    ruby: Option<RubyWord>,
    /// The closing signs that are known not to follow any more.
    missing: Vec<&'static str>,
}

impl<'m> HtmlReader<'m> {
    pub(super) fn new(media: &'m mut Vec<String>) -> HtmlReader<'m> {
        HtmlReader {
            runs: vec![],
            media,
            depth: 0,
            code: 0,
            preformatted: 0,
            lists: vec![],
            is_item_empty: false,
            hidden: None,
            player: None,
            ruby: None,
            missing: vec![],
        }
    }

    pub(super) fn read(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            let at = rest.find(['<', '\\', '[']).unwrap_or(rest.len());
            let (before, from) = rest.split_at(at);
            self.words(before);
            rest = self.special(from);
        }
        self.end_ruby();
    }

    /// Splits a text at a closing sign. Once one is missing it is not looked for again, so that
    /// a text of opening signs is read in linear time.
    fn split_at<'h>(&mut self, text: &'h str, close: &'static str) -> Option<(&'h str, &'h str)> {
        if self.missing.contains(&close) {
            return None;
        }
        let split = text.split_once(close);
        if split.is_none() {
            self.missing.push(close);
        }
        split
    }

    /// Takes whatever begins with a sign that may mean something, and returns what comes after it.
    fn special<'h>(&mut self, from: &'h str) -> &'h str {
        let Some(first) = from.chars().next() else { return from };
        for (open, close) in MATH {
            if let Some(inner) = from.strip_prefix(open)
                && let Some((body, after)) = self.split_at(inner, close)
            {
                let is_tag = first == '<';
                self.math(if is_tag {
                    body.split_once('>').map_or("", |(_, body)| body)
                } else {
                    body
                });
                return after;
            }
        }
        if let Some(inner) = from.strip_prefix("[sound:")
            && let Some((source, after)) = self.split_at(inner, "]")
        {
            self.medium(MediumKind::Sound, source);
            return after;
        }
        if let Some(inner) = from.strip_prefix(SPOKEN.0)
            && let Some((_, after)) = self.split_at(inner, SPOKEN.1)
        {
            return after;
        }
        if let Some(inner) = from.strip_prefix("<!--") {
            return inner.split_once("-->").map_or("", |(_, after)| after);
        }
        let tag = from
            .strip_prefix('<')
            .filter(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        if let Some(inner) = tag
            && self.split_at(inner, ">").is_some()
            && let Some(end) = end_of_tag(inner)
        {
            self.tag(&inner[..end]);
            return &inner[end + 1..];
        }
        self.words(&from[..first.len_utf8()]);
        &from[first.len_utf8()..]
    }

    fn words(&mut self, html: &str) {
        if html.is_empty() || self.hidden.is_some() {
            return;
        }
        if self.preformatted > 0 {
            let text = html_escape::decode_html_entities(html);
            return self.preformatted(&text.replace("\r\n", "\n").replace('\t', "    "));
        }
        let text = collapsed(html);
        let text = html_escape::decode_html_entities(&text);
        let text = if self.is_after_blank() { text.trim_start_matches(' ') } else { &text };
        if text.is_empty() {
            return;
        }
        self.is_item_empty = false;
        let text = match &mut self.ruby {
            Some(word) => match word.take(text) {
                None => return,
                Some(shown) => shown,
            },
            None => text.to_string(),
        };
        let is_over = self.ruby.as_ref().is_some_and(RubyWord::is_over);
        self.push(self.tone(), &text);
        if is_over {
            self.ruby = None;
        }
    }

    /// Lines of code: each is a run of its own, so that an empty line ends none.
    fn preformatted(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.newline();
            }
            if !line.is_empty() {
                self.push(self.tone(), line);
            }
        }
    }

    fn tone(&self) -> TextTone {
        match (self.code, self.depth) {
            (1.., _) => TextTone::Code,
            (0, 1..) => TextTone::Emphasis,
            (0, 0) => TextTone::Plain,
        }
    }

    fn push(&mut self, tone: TextTone, text: &str) {
        match self.runs.last_mut() {
            Some(last) if last.tone == tone && tone != TextTone::Math => last.text.push_str(text),
            _ => self.runs.push(TextRun { tone, text: text.to_string() }),
        }
    }

    fn math(&mut self, html: &str) {
        if self.hidden.is_some() {
            return;
        }
        let latex = latex(html);
        if !latex.is_empty() {
            self.end_ruby();
            self.is_item_empty = false;
            self.push(TextTone::Math, &latex);
        }
    }

    fn medium(&mut self, kind: MediumKind, source: &str) {
        self.end_ruby();
        self.is_item_empty = false;
        let name = name_of(source);
        self.push(TextTone::Plain, &kind.label(name.as_deref()));
        self.media.push(name.unwrap_or_default());
    }

    fn tag(&mut self, inner: &str) {
        let closes = inner.starts_with('/');
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let name = name.to_ascii_lowercase();
        if let Some(hidden) = &self.hidden {
            if closes && *hidden == name {
                self.hidden = None;
            }
            return;
        }
        if matches!(name.as_str(), "ruby" | "rb" | "rt" | "rp") {
            return self.ruby_tag(&name, closes);
        }
        self.end_ruby();
        let step = |count: usize| if closes { count.saturating_sub(1) } else { count + 1 };
        match name.as_str() {
            "b" | "strong" | "i" | "em" | "u" | "mark" => self.depth = step(self.depth),
            "code" | "kbd" | "tt" => self.code = step(self.code),
            "pre" => {
                self.line();
                self.code = step(self.code);
                self.preformatted = step(self.preformatted);
            }
            "br" => self.newline(),
            "script" | "style" if !closes => self.hidden = Some(name),
            "ul" | "ol" => {
                self.line();
                if closes {
                    _ = self.lists.pop();
                } else {
                    let start = attribute(inner, "start").and_then(|start| start.parse().ok());
                    self.lists.push((name == "ol").then(|| start.unwrap_or(1)));
                }
            }
            "li" if !closes => self.item(),
            "td" | "th" if closes => self.push(TextTone::Plain, "  "),
            "sup" if !closes => self.push(TextTone::Plain, "^"),
            "sub" if !closes => self.push(TextTone::Plain, "_"),
            "div" | "p" | "li" | "tr" | "table" | "blockquote" | "hr" | "h1" | "h2" | "h3"
            | "h4" | "h5" | "h6" | "dl" | "dt" | "dd" | "section" | "article" | "header"
            | "footer" | "center" | "details" | "summary" | "figure" | "figcaption" => self.line(),
            _ => self.medium_tag(&name, inner, closes),
        }
    }

    /// A picture, or what plays something: by its own address or by that of its first source.
    fn medium_tag(&mut self, name: &str, inner: &str, closes: bool) {
        let source = attribute(inner, if name == "object" { "data" } else { "src" });
        match (name, closes) {
            ("img", false) => self.medium(MediumKind::Picture, source.unwrap_or_default()),
            ("audio" | "video", false) => {
                let kind = if name == "audio" { MediumKind::Sound } else { MediumKind::Film };
                self.player = Some(kind);
                self.play(source);
            }
            ("source", false) => self.play(source),
            ("audio" | "video", true) => self.play(Some("")),
            ("object" | "embed", false) => {
                let source = source.unwrap_or_default();
                self.medium(MediumKind::from_name(&name_of(source).unwrap_or_default()), source);
            }
            ("iframe", false) => self.medium(MediumKind::Film, source.unwrap_or_default()),
            ("svg", false) => {
                self.medium(MediumKind::Picture, "");
                self.hidden = Some(name.to_string()).filter(|_| !inner.ends_with('/'));
            }
            _ => {}
        }
    }

    fn play(&mut self, source: Option<&str>) {
        if let Some(source) = source
            && let Some(kind) = self.player.take()
        {
            self.medium(kind, source);
        }
    }

    fn ruby_tag(&mut self, name: &str, closes: bool) {
        match (name, closes) {
            ("ruby", false) if self.ruby.is_none() => {
                let before = self.runs.last().map_or("", |run| run.text.as_str());
                self.ruby = Some(RubyWord::after(before));
            }
            ("rp", false) => self.hidden = Some("rp".to_string()),
            _ => {
                if let Some(word) = &mut self.ruby {
                    word.tag(name, closes);
                }
            }
        }
    }

    /// Writes the reading of the word that has one.
    fn end_ruby(&mut self) {
        if let Some(reading) = self.ruby.take().and_then(RubyWord::into_reading) {
            self.push(TextTone::Plain, &reading);
        }
    }

    fn item(&mut self) {
        self.is_item_empty = false;
        self.line();
        let indent = " ".repeat(self.lists.len().saturating_sub(1).min(8) * INDENT);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{indent}{}. ", *number - 1)
            }
            _ => format!("{indent}- "),
        };
        self.push(TextTone::Plain, &mark);
        self.is_item_empty = true;
    }

    /// Sees to it that what comes next begins a line.
    fn line(&mut self) {
        if self.is_item_empty {
            return;
        }
        self.trim_line();
        if self.runs.last().is_some_and(|run| !run.text.ends_with('\n')) {
            self.push(TextTone::Plain, "\n");
        }
    }

    fn newline(&mut self) {
        self.trim_line();
        // Emphasis may go over lines, and code has a run for each.
        let tone = if self.code > 0 { TextTone::Plain } else { self.tone() };
        self.push(tone, "\n");
    }

    /// Takes off the blanks at the end of a line.
    fn trim_line(&mut self) {
        while let Some(last) = self.runs.last_mut().filter(|run| run.tone != TextTone::Math) {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
    }

    fn is_after_blank(&self) -> bool {
        self.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']))
    }
}

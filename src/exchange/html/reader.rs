//! Reading HTML into blocks: white space, lines, lists, tables and code as a browser shows them.

mod tags;

use super::blank_signs;
use super::builder::{BlockBuilder, LineGap};
use super::ruby::RubyWord;
use super::syntax::{collapsed, end_of_tag, latex};
use crate::text::markdown::{Block, Inline, InlineStyle};
use crate::text::media::{MediumKind, name_of};
use tags::step;

/// What begins and ends a formula, and whether that has lines of its own.
const MATH: [(&str, &str, bool); 6] = [
    ("\\(", "\\)", false),
    ("\\[", "\\]", true),
    ("[$$]", "[/$$]", true),
    ("[$]", "[/$]", false),
    ("[latex]", "[/latex]", false),
    ("<anki-mathjax", "</anki-mathjax>", false),
];

/// What only Anki's own program plays or speaks.
const SPOKEN: (&str, &str) = ("[anki:tts", "[/anki:tts]");

/// How deep raised and lowered text may nest.
const MOST_SCRIPTS: usize = 4;

/// How many tags of each mark are open.
#[derive(Debug, Default)]
struct OpenMarks {
    strong: usize,
    emphasis: usize,
    struck: usize,
    code: usize,
    /// Where the link that is open leads.
    link: Option<String>,
}

pub(super) struct HtmlReader<'m> {
    blocks: BlockBuilder,
    media: &'m mut Vec<String>,
    marks: OpenMarks,
    /// What is being raised or lowered, and whether it is lowered.
    scripts: Vec<(bool, String)>,
    /// What begins a paragraph of its own: in a text of one, that is a line.
    paragraph: LineGap,
    /// The tag whose content nobody sees.
    hidden: Option<String>,
    /// The film or sound that is open and not yet named.
    player: Option<MediumKind>,
    /// The word that has a reading.
    ruby: Option<RubyWord>,
    /// Whether the last words end with a blank, so that another would be no more.
    is_after_blank: bool,
    /// The closing signs that are known not to follow any more.
    missing: Vec<&'static str>,
}

impl<'m> HtmlReader<'m> {
    pub(super) fn new(media: &'m mut Vec<String>) -> HtmlReader<'m> {
        HtmlReader {
            blocks: BlockBuilder::default(),
            media,
            marks: OpenMarks::default(),
            scripts: vec![],
            paragraph: LineGap::Line,
            hidden: None,
            player: None,
            ruby: None,
            is_after_blank: false,
            missing: vec![],
        }
    }

    pub(super) fn read(mut self, html: &str) -> Vec<Block> {
        let paragraphs = ["<p>", "<p ", "<P>", "<P "];
        if paragraphs.iter().map(|tag| html.matches(tag).count()).sum::<usize>() > 1 {
            self.paragraph = LineGap::Paragraph;
        }
        let mut rest = html;
        while !rest.is_empty() {
            let at = rest.find(['<', '\\', '[']).unwrap_or(rest.len());
            let (before, from) = rest.split_at(at);
            self.words(before);
            rest = self.special(from);
        }
        self.end_word();
        self.blocks.finish()
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
        for (open, close, display) in MATH {
            // Code is about these signs.
            if let Some(inner) = from.strip_prefix(open).filter(|_| !self.is_in_code())
                && let Some((body, after)) = self.split_at(inner, close)
            {
                let (tag, body) = match first {
                    '<' => body.split_once('>').unwrap_or_default(),
                    _ => ("", body),
                };
                self.math(body, display || tag.contains("block=\"true\""));
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

    fn is_in_code(&self) -> bool {
        self.marks.code > 0 || self.blocks.is_code_open()
    }

    fn words(&mut self, html: &str) {
        if html.is_empty() || self.hidden.is_some() {
            return;
        }
        if self.blocks.is_code_open() {
            let text = html_escape::decode_html_entities(html);
            return self.code(&text.replace("\r\n", "\n").replace('\t', "    "));
        }
        let text = collapsed(&html_escape::decode_html_entities(html));
        if let Some((_, words)) = self.scripts.last_mut() {
            return words.push_str(&text.replace('\u{a0}', " "));
        }
        let is_after_blank = self.is_after_blank || self.blocks.is_line_start();
        let text = text.strip_prefix(' ').filter(|_| is_after_blank).unwrap_or(&text);
        if text.is_empty() {
            return;
        }
        self.is_after_blank = text.ends_with(' ');
        let text = &text.replace('\u{a0}', " ");
        let text = match &mut self.ruby {
            Some(word) => match word.take(text) {
                None => return,
                Some(shown) => shown,
            },
            None => text.clone(),
        };
        let is_over = self.ruby.as_ref().is_some_and(RubyWord::is_over);
        self.blocks.words(&text, &self.style());
        if is_over {
            self.ruby = None;
        }
    }

    /// Adds lines of code.
    fn code(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.blocks.end_line();
            }
            if !line.is_empty() {
                self.blocks.words(line, &InlineStyle::default());
            }
        }
    }

    fn style(&self) -> InlineStyle {
        InlineStyle {
            emphasis: self.marks.emphasis > 0,
            strong: self.marks.strong > 0,
            struck: self.marks.struck > 0,
            code: self.marks.code > 0 && !self.blocks.is_code_open(),
            link: self.marks.link.clone().filter(|_| !self.blocks.is_code_open()),
        }
    }

    fn math(&mut self, html: &str, display: bool) {
        if self.hidden.is_some() {
            return;
        }
        let latex = latex(html);
        if !latex.is_empty() {
            self.end_word();
            self.blocks.push(Inline::Math { latex, display });
            self.is_after_blank = false;
        }
    }

    fn medium(&mut self, kind: MediumKind, source: &str) {
        self.end_word();
        let name = name_of(&html_escape::decode_html_entities(source));
        self.blocks.words(&kind.label(name.as_deref()), &InlineStyle::default());
        self.media.push(name.unwrap_or_default());
        self.is_after_blank = false;
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
        if let "sub" | "sup" = name.as_str() {
            return self.script(name == "sub", closes);
        }
        self.end_word();
        if self.mark_tag(&name, inner, closes) || self.block_tag(&name, inner, closes) {
            return;
        }
        match name.as_str() {
            "br" => self.blocks.end_line(),
            "script" | "style" if !closes => self.hidden = Some(name),
            "p" => self.blocks.line_gap(self.paragraph),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.blocks.line_gap(LineGap::Line);
                step(&mut self.marks.strong, closes);
            }
            "div" | "caption" | "dl" | "dt" | "dd" | "section" | "article" | "header"
            | "footer" | "center" | "details" | "summary" | "figure" | "figcaption" => {
                self.blocks.line_gap(LineGap::Line);
            }
            _ => self.medium_tag(&name, inner, closes),
        }
    }

    fn script(&mut self, low: bool, closes: bool) {
        if self.blocks.is_code_open() {
            return;
        }
        if !closes {
            if self.scripts.is_empty() {
                self.end_word();
            }
            if self.scripts.len() < MOST_SCRIPTS {
                self.scripts.push((low, String::new()));
            }
            return;
        }
        let Some((low, words)) = self.scripts.pop() else { return };
        if words.trim().is_empty() {
            return;
        }
        let small = blank_signs::script(words.trim(), low);
        if let Some((_, outer)) = self.scripts.last_mut() {
            return outer.push_str(&small);
        }
        self.blocks.words(&small, &self.style());
        self.is_after_blank = false;
    }

    fn ruby_tag(&mut self, name: &str, closes: bool) {
        match (name, closes) {
            ("ruby", false) if self.ruby.is_none() => {
                let before = self.blocks.last_words().unwrap_or_default();
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

    /// Ends what belongs to one word: its reading, and what is raised or lowered in it.
    fn end_word(&mut self) {
        let is_open = !self.scripts.is_empty() || self.ruby.is_some();
        self.is_after_blank &= !is_open;
        while !self.scripts.is_empty() {
            self.script(false, true);
        }
        if let Some(reading) = self.ruby.take().and_then(RubyWord::into_reading) {
            self.blocks.words(&reading, &self.style());
        }
    }
}

//! The tags of HTML in a Markdown text, as far as they mean something.

use std::ops::Range;

use super::BlockReader;
use crate::text::markdown::html_tags::{HtmlTag, html_tag};
use crate::text::markdown::tree::Inline;
use crate::text::math;

/// How deep scripts may nest in scripts.
const MOST_SCRIPTS: usize = 4;

impl BlockReader<'_> {
    pub(super) fn html(&mut self, html: &str, span: &Range<usize>) {
        let tag = html.trim_end();
        // A tag without a partner is what the text is about.
        let is_alone = || !self.ends.follow(self.source, tag, span.end);
        match html_tag(tag) {
            HtmlTag::Break => self.push(Inline::Break, span),
            HtmlTag::Nothing => {}
            HtmlTag::Open(_) | HtmlTag::Script { .. } | HtmlTag::Plain { closes: false }
                if is_alone() =>
            {
                self.unknown_tag(html, span);
            }
            HtmlTag::Close if self.open_tags == 0 => self.unknown_tag(html, span),
            HtmlTag::Plain { closes: true } if self.plain_tags == 0 => self.unknown_tag(html, span),
            HtmlTag::Plain { closes: true } => self.plain_tags -= 1,
            HtmlTag::Plain { closes: false } => self.plain_tags += 1,
            HtmlTag::Open(change) => {
                self.push_style(change);
                self.open_tags += 1;
            }
            HtmlTag::Close => {
                self.styles.pop();
                self.open_tags -= 1;
            }
            HtmlTag::Text(text) => self.words(text, &self.style(), span),
            HtmlTag::Medium(file) => {
                self.push(Inline::Medium { alt: String::new(), file }, span);
            }
            HtmlTag::Script { .. } if self.scripts.len() >= MOST_SCRIPTS => {}
            HtmlTag::Script { low } => {
                self.scripts.push((low, self.line.len()));
                // What is raised is no part of the words before it.
                self.push(Inline::Text { text: String::new(), style: self.style() }, span);
            }
            HtmlTag::ScriptEnd => self.end_script(),
            HtmlTag::Unknown => self.unknown_tag(html, span),
        }
    }

    fn unknown_tag(&mut self, html: &str, span: &Range<usize>) {
        for (i, line) in html.trim_end_matches('\n').split('\n').enumerate() {
            if i > 0 {
                self.push(Inline::Break, span);
            }
            self.words(line, &self.style(), span);
        }
        if html.ends_with('\n') {
            self.push(Inline::Break, span);
        }
    }

    /// Makes what was read since a script began small, or marks what it covers.
    fn end_script(&mut self) {
        let Some((low, at)) = self.scripts.pop() else { return };
        let mut words = String::new();
        for inline in self.line.get(at..).unwrap_or_default() {
            match inline {
                Inline::Text { text, .. } => words.push_str(text),
                // A formula or a blank can't be made small.
                _ => return,
            }
        }
        self.line.truncate(at);
        let text = math::script(&words, low);
        self.line.push(Inline::Text { text, style: self.style() });
    }
}

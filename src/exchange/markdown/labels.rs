//! What is written around a card's text and is no part of it: comments, tags, the ids of blocks,
//! the marks of lists and callouts.

use std::borrow::Cow;

use super::super::losses::{Loss, Losses};
use crate::text::opaque::{self, OpaqueKind};

/// What a text's marks say of its note.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Labels {
    pub(super) tags: Vec<String>,
    pub(super) topic: Option<String>,
    pub(super) guid: Option<String>,
}

impl Labels {
    /// Adds another text's labels.
    pub(super) fn extend(&mut self, other: Labels) {
        for tag in other.tags {
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
        self.topic = other.topic.or(self.topic.take());
        self.guid = other.guid.or(self.guid.take());
    }

    /// Takes a word if it is a tag or the id of a block.
    fn take(&mut self, word: &str) -> bool {
        if let Some(tag) = word.strip_prefix('#').filter(|tag| is_tag(tag)) {
            match tag.strip_prefix("flashcards/").filter(|topic| !topic.is_empty()) {
                Some(topic) => self.topic = Some(topic.replace('/', " / ")),
                None => self.tags.push(tag.to_string()),
            }
            return true;
        }
        let id = word.strip_prefix('^').filter(|id| is_block_id(id));
        self.guid = id.map(str::to_string).or(self.guid.take());
        id.is_some()
    }
}

fn is_tag(tag: &str) -> bool {
    let sign = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    tag.chars().all(sign) && tag.chars().any(char::is_alphabetic)
}

/// Whether it is the id of a block and no exponent: `^2` and `^n` are none.
fn is_block_id(id: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || c == '-';
    id.chars().all(sign) && id.len() >= if id.starts_with(char::is_alphabetic) { 2 } else { 5 }
}

/// A text without its comments; the line of a comment goes with it.
pub(super) fn without_comments<'t>(text: &'t str, losses: &mut Losses) -> Cow<'t, str> {
    if !text.contains("<!--") && !text.contains("%%") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let spans = opaque::spans(text);
    for span in spans.iter().filter(|span| span.kind == OpaqueKind::Comment) {
        out.push_str(&text[at..span.start]);
        let inner = &text[span.start..span.end];
        if inner.contains("SR:") {
            losses.add(Loss::Schedule, inner);
        }
        at = span.end;
        let rest = text[at..].trim_start_matches([' ', '\t']);
        if rest.starts_with('\n') && (out.is_empty() || out.ends_with('\n')) {
            at = text.len() - rest.len() + 1;
        }
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// A text without the tags and the id at its ends, and what they say. What is nothing but
/// tags stays a text.
pub(super) fn split(text: &str) -> (&str, Labels) {
    let mut labels = Labels::default();
    let mut rest = text.trim_end();
    while let Some(word) = rest.rsplit(char::is_whitespace).next().filter(|word| !word.is_empty()) {
        if !labels.take(word) {
            break;
        }
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    labels.tags.reverse();
    // A leading blank may be the indentation of code.
    let mut start = rest.trim_start();
    let mut leading = Labels::default();
    while let Some((word, after)) = start.split_once(char::is_whitespace) {
        if !word.starts_with('#') || !leading.take(word) {
            break;
        }
        (start, rest) = (after.trim_start(), after);
    }
    if rest.trim().is_empty() {
        return (text, Labels::default());
    }
    leading.extend(labels);
    (rest, leading)
}

/// The labels of a text that has nothing else.
pub(super) fn alone(text: &str) -> Option<Labels> {
    let mut labels = Labels::default();
    let is_alone = text.split_whitespace().all(|word| labels.take(word));
    (is_alone && !text.trim().is_empty()).then_some(labels)
}

/// A question without the mark of the list or callout that it stands in.
pub(super) fn unmarked(text: &str) -> &str {
    let text = text.trim_start();
    if let Some((kind, title)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
        && kind.chars().all(|c| c.is_alphanumeric() || c == '-')
    {
        return title.trim_start_matches(['+', '-']).trim_start();
    }
    let item = after_mark(text);
    match item {
        Some(item) if text.lines().skip(1).all(|line| after_mark(line.trim_start()).is_none()) => {
            let boxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| item.strip_prefix(mark));
            boxed.unwrap_or(item)
        }
        // A list of several items is what the question is about.
        _ => text,
    }
}

/// What comes after `- ` or `1. `.
pub(super) fn after_mark(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match line.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..10).contains(&digits) => digits + 1,
        _ => return None,
    };
    line[mark..].strip_prefix([' ', '\t']).map(str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_ids_stand_at_the_ends() {
        for (text, rest, tags, guid) in [
            ("Westphalia #year", "Westphalia", "year", None),
            ("#a/b #c Rome ^1668121398402", "Rome", "a/b c", Some("1668121398402")),
            ("What does #include do", "What does #include do", "", None),
            ("C#", "C#", "", None),
            ("x ^2", "x ^2", "", None),
            ("#id", "#id", "", None),
            ("issue #12", "issue #12", "", None),
        ] {
            let (found, labels) = split(text);
            assert_eq!((found, labels.tags.join(" ").as_str()), (rest, tags), "{text}");
            assert_eq!(labels.guid.as_deref(), guid, "{text}");
        }
        assert_eq!(split("a #flashcards/x/y").1.topic.as_deref(), Some("x / y"));
        assert!(alone("#a #b").is_some() && alone("#a b").is_none() && alone(" ").is_none());
    }

    #[test]
    fn marks_of_lists_are_no_text() {
        for (text, bare) in [
            ("1. First emperor", "First emperor"),
            ("- [ ] Rome", "Rome"),
            ("* a\nb", "a\nb"),
            ("- a\n- b", "- a\n- b"),
            ("[!question]- What?", "What?"),
            ("-5", "-5"),
            ("1.5", "1.5"),
        ] {
            assert_eq!(unmarked(text), bare);
        }
    }

    #[test]
    fn comments_go_with_their_lines() {
        let mut losses = Losses::default();
        assert_eq!(without_comments("a\n<!-- b\nc -->\nd %%e%% `%%`", &mut losses), "a\nd  `%%`");
        assert_eq!(losses, Losses::default());
        without_comments("a <!--SR:!2024-08-16,51,230-->", &mut losses);
        assert_ne!(losses, Losses::default());
    }
}

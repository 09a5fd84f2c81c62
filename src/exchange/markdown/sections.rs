//! A text as headings with the lines below them.
//!
//! What is within code, formulas and comments is no heading. In a deck that we have written each
//! note is read by itself, so that nothing in one note can swallow the next.

use crate::text::opaque;

/// What begins and ends the hidden fields of a note that we have written.
pub(super) const HIDDEN: (&str, &str) = ("<!--lacuna ", "-->");

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkdownLine<'t> {
    /// Counted from 1.
    pub(super) row: usize,
    pub(super) text: &'t str,
    /// Whether it is within a block where its first signs mean nothing.
    pub(super) hidden: bool,
}

impl MarkdownLine<'_> {
    pub(super) fn is_blank(&self) -> bool {
        !self.hidden && self.text.trim().is_empty()
    }
}

/// A heading with the lines below it.
#[derive(Debug, Default)]
pub(super) struct HeadingSection<'t> {
    /// How many `#` its heading has; 0 before the first heading.
    pub(super) level: usize,
    /// Its words, with their marks.
    pub(super) heading: &'t str,
    pub(super) row: usize,
    pub(super) lines: Vec<MarkdownLine<'t>>,
    /// Whether we have written its heading, so that it has no marks.
    pub(super) verbatim: bool,
}

impl HeadingSection<'_> {
    /// All lines as one text.
    pub(super) fn text(&self) -> String {
        join(&self.lines)
    }
}

/// Lines as one text.
pub(super) fn join(lines: &[MarkdownLine<'_>]) -> String {
    lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

/// Lines as one text without the indentation of the first: below an item of a list it is no code.
pub(super) fn dedent(lines: &[MarkdownLine<'_>]) -> String {
    let first = lines.first().filter(|line| !line.hidden).map_or("", |line| line.text);
    let indent = &first[..first.len() - first.trim_start().len()];
    let bare =
        |line: &MarkdownLine<'_>| line.text.strip_prefix(indent).unwrap_or(line.text).to_string();
    lines.iter().map(bare).collect::<Vec<_>>().join("\n")
}

/// A heading's level and words; it may have none.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let rest = &line[level..];
    let begins = rest.is_empty() || rest.starts_with([' ', '\t']);
    let words = rest.trim();
    let words = unclosed(words).unwrap_or(words);
    ((1..=6).contains(&level) && begins).then_some((level, words))
}

/// A heading's words before the signs that close it, if any do: `C#` ends in none, `C #`
/// does.
pub(super) fn unclosed(words: &str) -> Option<&str> {
    let bare = words.trim_end_matches('#');
    (bare.len() < words.len() && (bare.is_empty() || bare.ends_with([' ', '\t'])))
        .then(|| bare.trim_end())
}

/// The sections of a text, of which the first lines are passed over.
pub(super) fn sections(text: &str, skip: usize) -> Vec<HeadingSection<'_>> {
    let mut offset = 0;
    let mut lines = Vec::new();
    for (i, line) in text.split_inclusive('\n').enumerate() {
        if i >= skip {
            let text = line.strip_suffix('\n').unwrap_or(line);
            lines.push(TextLine { offset, row: i + 1, text });
        }
        offset += line.len();
    }
    let mut sections = vec![HeadingSection::default()];
    let starts = note_starts(&lines);
    let mut start = 0;
    for end in starts.iter().copied().chain([lines.len()]) {
        let before = sections.len();
        add(text, &lines[start..end], &mut sections);
        if start > 0 {
            sections.iter_mut().skip(before).take(1).for_each(|section| section.verbatim = true);
        }
        start = end;
    }
    // What is above the first note that we have written is the deck's title.
    let first = sections.iter().position(|section| section.verbatim).unwrap_or(0);
    sections[..first].iter_mut().for_each(|section| section.verbatim = true);
    sections
}

struct TextLine<'t> {
    offset: usize,
    row: usize,
    text: &'t str,
}

/// Whether a note that we have written begins with these lines.
fn is_note(lines: &[TextLine<'_>]) -> bool {
    let [first, second, ..] = lines else { return false };
    heading(first.text).is_some() && second.text.starts_with(HIDDEN.0)
}

/// Where the notes begin that we have written, and the headings of their topics.
fn note_starts(lines: &[TextLine<'_>]) -> Vec<usize> {
    let mut starts = Vec::new();
    for i in (0..lines.len()).filter(|&i| is_note(&lines[i..])) {
        let above = lines[..i].iter().rposition(|line| !line.text.trim().is_empty());
        let above = above.filter(|&above| heading(lines[above].text).is_some());
        starts.extend(above.filter(|above| starts.last().is_none_or(|last| last < above)));
        starts.push(i);
    }
    starts
}

/// Adds lines that are read by themselves.
fn add<'t>(text: &'t str, lines: &[TextLine<'t>], sections: &mut Vec<HeadingSection<'t>>) {
    let begin = |line: &TextLine<'t>| {
        let (level, heading) = heading(line.text)?;
        Some(HeadingSection { level, heading, row: line.row, ..HeadingSection::default() })
    };
    let head = if is_note(lines) { 2 } else { 0 };
    let own = |line: &TextLine<'t>, hidden| MarkdownLine { row: line.row, text: line.text, hidden };
    if let [first, second] = &lines[..head] {
        sections.extend(
            begin(first)
                .map(|section| HeadingSection { lines: vec![own(second, true)], ..section }),
        );
    }
    let (Some(first), Some(last)) = (lines.get(head), lines.last()) else { return };
    let spans = opaque::spans(&text[first.offset..last.offset + last.text.len()]);
    for line in &lines[head..] {
        let hidden = opaque::hides_line(&spans, line.offset - first.offset);
        match begin(line).filter(|_| !hidden) {
            Some(section) => sections.push(section),
            None => {
                sections.last_mut().expect("there is one").lines.push(own(line, hidden));
            }
        }
    }
}

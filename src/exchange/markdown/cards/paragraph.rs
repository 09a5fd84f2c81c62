//! The cards of a paragraph: `?` between its lines, `::` in them, definitions, blanks.

use super::super::labels;
use super::super::sections::{MarkdownLine, dedent};
use super::super::{blanks, inline};
use super::{CardForm, CardReader, cloze, is_marked};
use crate::exchange::losses::{Loss, Losses};
use crate::text::opaque::{self, Fence, find_outside};

/// The longest line that is a second name for what is defined below it.
const LONGEST_NAME: usize = 60;

/// How many names a definition may have.
const NAMES: usize = 4;

/// How many characters of a text name it.
const NAME: usize = 40;

impl<'t> CardReader<'_, 't, '_, '_> {
    /// Reads the lines up to an empty one. Definitions may come after it.
    pub(super) fn paragraph(&mut self) {
        let below_heading = self.at == 0 && self.depth == 0;
        let mut lines = self.take(|line| line.is_blank() || is_marked(line)).to_vec();
        while let Some(more) = self.definition_after(&lines) {
            self.at = more;
            lines.extend_from_slice(self.take(|line| line.is_blank() || is_marked(line)));
        }
        let text = dedent(&lines);
        if let Some(labels) = labels::alone(&text) {
            return self.labels(labels);
        }
        let between =
            lines.iter().position(|line| !line.hidden && matches!(line.text.trim(), "?" | "??"));
        if let Some(between) = between {
            return self.between(&lines, between, below_heading);
        }
        if lines.iter().any(is_table_rule) {
            return self.leave(Loss::Table, &text);
        }
        if !lines[0].hidden && lines[0].text.starts_with("[^") {
            return self.leave(Loss::Footnote, &text);
        }
        self.lines_of(&lines);
    }

    /// Takes what a line of nothing but labels says: an id belongs to the card above, tags
    /// to all below.
    fn labels(&mut self, mut labels: labels::Labels) {
        let guid = labels.guid.take();
        if let Some(card) = self.found.cards.last_mut() {
            card.labels.guid = guid.or(card.labels.guid.take());
        }
        self.found.labels.extend(labels);
    }

    /// The place of the next line if it defines the last one, or goes on with its definition.
    fn definition_after(&self, lines: &[MarkdownLine<'_>]) -> Option<usize> {
        let next = self.at + self.lines[self.at..].iter().position(|line| !line.is_blank())?;
        let line = &self.lines[next];
        let defines = lines.iter().any(is_definition);
        let goes_on = defines && !line.hidden && line.text.starts_with([' ', '\t']);
        (next > self.at && !is_marked(line) && (is_definition(line) || goes_on)).then_some(next)
    }

    /// Reads lines with a `?` or `??` between them.
    fn between(&mut self, lines: &[MarkdownLine<'t>], between: usize, below_heading: bool) {
        let form =
            if lines[between].text.trim() == "?" { CardForm::Question } else { CardForm::Pair };
        let (mut row, mut front) = (lines[0].row, dedent(&lines[..between]));
        if between == 0 && below_heading && !self.heading.is_empty() {
            (row, front) = (row - 1, self.heading.to_string());
            self.found.uses_heading = true;
        }
        self.card(row, form, &front, &dedent(&lines[between + 1..]));
    }

    /// Reads lines that are cards each, or definitions.
    fn lines_of(&mut self, lines: &[MarkdownLine<'t>]) {
        let (mut i, mut rest) = (0, 0);
        while i < lines.len() && self.goes_on(&lines[i]) {
            let names = if i == rest { NAMES } else { 1 };
            if let Some(names) = terms(&lines[i..], names) {
                self.unmarked(&lines[rest..i]);
                i = self.definition(lines, i, i + names);
                rest = i;
                continue;
            }
            let split = if lines[i].hidden { None } else { split(lines[i].text) };
            if let Some((front, form, back)) = split {
                self.unmarked(&lines[rest..i]);
                self.card(lines[i].row, form, front, back);
                rest = i + 1;
            }
            i += 1;
        }
        self.unmarked(&lines[rest..]);
    }

    /// Reads a definition, with the lines above that name what it defines; returns the line
    /// after it.
    fn definition(&mut self, lines: &[MarkdownLine<'t>], start: usize, at: usize) -> usize {
        let more = lines[at + 1..].iter();
        let more = more.take_while(|line| {
            line.hidden || is_definition(line) || line.text.starts_with([' ', '\t'])
        });
        let end = at + 1 + more.count();
        let text = |line: &MarkdownLine<'_>| {
            let text = line.text;
            let bare = text.strip_prefix(':').unwrap_or(text).trim();
            if line.hidden { text.to_string() } else { bare.to_string() }
        };
        let back = lines[at..end].iter().map(text).collect::<Vec<_>>().join("\n");
        let before = self.found.cards.len();
        self.card(lines[start].row, CardForm::Pair, lines[start].text, &back);
        let mut aliases = Vec::new();
        for line in &lines[start + 1..at] {
            aliases.push(self.builder.side(line.text).0);
        }
        if let Some(card) = self.found.cards.get_mut(before) {
            card.aliases = aliases;
        }
        end
    }

    /// Reads lines that have no mark of a card: a text with blanks, or nothing.
    fn unmarked(&mut self, lines: &[MarkdownLine<'_>]) {
        if lines.is_empty() {
            return;
        }
        let text = dedent(lines);
        if let Some(labels) = labels::alone(&text) {
            return self.labels(labels);
        }
        let bare = labels::without_comments(&text, self.builder.losses).into_owned();
        let (bare, labels) = labels::split(&bare);
        match blanks::highlighted(labels::unmarked(bare), self.builder.losses) {
            Some(text) => self.add(cloze(lines[0].row, text, labels)),
            None => self.leave(Loss::Prose, &text),
        }
    }

    /// Notes a text that belongs to no card.
    fn leave(&mut self, loss: Loss, text: &str) {
        let bare = labels::without_comments(text, &mut Losses::default()).into_owned();
        let bare = inline::plain(&bare, &mut Losses::default());
        let names =
            |line: &&str| line.contains(char::is_alphanumeric) && Fence::open(line).is_none();
        if let Some(line) = bare.lines().find(names) {
            let name: String = line.trim().chars().take(NAME).collect();
            self.found.prose.push((loss, name));
        }
    }
}

/// How many of the first lines, at most `most`, are the names of what the line below them defines.
fn terms(lines: &[MarkdownLine<'_>], most: usize) -> Option<usize> {
    let count = lines.iter().take(most + 1).position(is_definition).filter(|&count| count > 0)?;
    let is_name = |line: &MarkdownLine<'_>| {
        let is_short = line.text.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME;
        is_short && !line.text.trim_end().ends_with(['.', ':']) && split(line.text).is_none()
    };
    let names = &lines[..count];
    let are_names = names.iter().all(|line| !line.hidden && (count == 1 || is_name(line)));
    are_names.then_some(count)
}

fn is_definition(line: &MarkdownLine<'_>) -> bool {
    !line.hidden && (line.text.starts_with(": ") || line.text.starts_with(":\t"))
}

/// Whether a line is the one below the head of a table.
pub(in crate::exchange::markdown) fn is_table_rule(line: &MarkdownLine<'_>) -> bool {
    let text = line.text.trim();
    !line.hidden
        && text.contains('|')
        && text.contains('-')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Splits `front::back` and `one:::two`.
pub(in crate::exchange::markdown) fn split(line: &str) -> Option<(&str, CardForm, &str)> {
    if !line.contains("::") {
        return None;
    }
    // Below an item of a list an indented line is no code.
    let line = line.trim_start();
    let spans = opaque::spans(line);
    // Colons between braces belong to a blank.
    let (mut from, mut depth) = (0, 0_isize);
    let at = find_outside(line, &spans, "::").find(|&at| {
        let passed = &line[from..at];
        let count = |braces| isize::try_from(passed.matches(braces).count()).unwrap_or(0);
        depth = (depth + count("{{") - count("}}")).max(0);
        from = at;
        depth == 0
    })?;
    let rest = line[at..].trim_start_matches(':');
    let form = if line.len() - at - rest.len() > 2 { CardForm::Pair } else { CardForm::Question };
    let (front, back) = (line[..at].trim(), rest.trim());
    (!front.is_empty() && !back.is_empty()).then_some((front, form, back))
}

//! The cards that lines of Markdown mark as such, in whatever family they are written.

use super::super::cleanup;
use super::super::two_sided;
use super::inline::{bracketed, highlighted, plain};
use crate::deck::NoteBody;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct FoundCards {
    /// What each card asks, with its line.
    pub(super) bodies: Vec<(usize, NoteBody)>,
    /// What is wrong with others.
    pub(super) faults: Vec<(usize, String)>,
}

type NumberedLines<'t> = [(usize, &'t str)];

/// Finds the cards.
pub(super) fn cards(lines: &NumberedLines<'_>, lists: bool) -> FoundCards {
    let mut reader = CardReader { lines, at: 0, lists, found: FoundCards::default() };
    while reader.at < lines.len() {
        reader.block();
    }
    reader.found
}

struct CardReader<'l, 't> {
    lines: &'l NumberedLines<'t>,
    at: usize,
    lists: bool,
    found: FoundCards,
}

/// Whether a line begins a block of its own, or ends the one before.
fn marks(line: &str) -> bool {
    line.starts_with("Q:") || line.starts_with("C:") || line.trim_end() == "---"
}

impl CardReader<'_, '_> {
    fn line(&self) -> &str {
        self.lines[self.at].1
    }

    /// Joins the lines up to the first for which `ends` holds.
    fn take(&mut self, ends: impl Fn(&str) -> bool) -> String {
        let start = self.at;
        while self.at < self.lines.len() && !ends(self.line()) {
            self.at += 1;
        }
        self.lines[start..self.at].iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
    }

    fn pair(&mut self, row: usize, front: &str, back: &str) {
        let (front, back) = (cleanup::line(&plain(front)), plain(back));
        match (front.is_empty(), back.is_empty()) {
            (false, false) => {
                self.found.bodies.push((row, two_sided::body(&front, &back, self.lists)));
            }
            (true, _) => self.found.faults.push((row, "a card has no question".to_string())),
            (_, true) => self.found.faults.push((row, "a card has no answer".to_string())),
        }
    }

    fn block(&mut self) {
        let row = self.lines[self.at].0;
        if let Some(first) = self.line().strip_prefix("Q:").map(str::to_string) {
            self.at += 1;
            let front = first + "\n" + &self.take(|line| line.starts_with("A:") || marks(line));
            let answer = self
                .lines
                .get(self.at)
                .and_then(|(_, line)| line.strip_prefix("A:"))
                .map(str::to_string);
            let back = answer.map_or_else(String::new, |first| {
                self.at += 1;
                first + "\n" + &self.take(marks)
            });
            return self.pair(row, &front, &back);
        }
        if let Some(first) = self.line().strip_prefix("C:").map(str::to_string) {
            self.at += 1;
            let text = first + "\n" + &self.take(marks);
            return match bracketed(&text) {
                Some(text) => self.found.bodies.push((row, NoteBody::Cloze { term: None, text })),
                None => self.found.faults.push((row, "a card has no [blank]".to_string())),
            };
        }
        if self.line().trim().is_empty() || marks(self.line()) {
            self.at += 1;
            return;
        }
        if self.line().trim_start().starts_with("```") {
            self.at += 1;
            self.take(|line| line.trim_start().starts_with("```"));
            self.at += 1;
            return;
        }
        self.paragraph();
    }

    /// Reads lines up to an empty one.
    fn paragraph(&mut self) {
        let start = self.at;
        self.take(|line| line.trim().is_empty() || marks(line));
        let lines = &self.lines[start..self.at];
        let joined = |lines: &NumberedLines<'_>| {
            lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
        };
        if let Some(between) = lines.iter().position(|(_, line)| matches!(line.trim(), "?" | "??"))
        {
            let (front, back) = (joined(&lines[..between]), joined(&lines[between + 1..]));
            return self.pair(lines[0].0, &front, &back);
        }
        let before = self.found.bodies.len();
        let mut i = 0;
        while i < lines.len() {
            let (row, line) = lines[i];
            let defined = lines.get(i + 1).and_then(|(_, next)| next.strip_prefix(": "));
            if let Some(definition) = defined.filter(|_| !line.starts_with(": ")) {
                let rest = lines[i + 2..]
                    .iter()
                    .take_while(|(_, line)| line.starts_with(": ") || line.starts_with("  "));
                let more: Vec<&str> =
                    rest.map(|(_, line)| line.trim_start_matches(": ").trim()).collect();
                i += 2 + more.len();
                let definition =
                    std::iter::once(definition).chain(more).collect::<Vec<_>>().join("\n");
                self.pair(row, line, &definition);
                continue;
            }
            if let Some((front, back)) = split(line) {
                self.pair(row, front, back);
            }
            i += 1;
        }
        if self.found.bodies.len() == before
            && let Some(text) = highlighted(&joined(lines))
        {
            self.found.bodies.push((lines[0].0, NoteBody::Cloze { term: None, text }));
        }
    }
}

/// Splits `front::back` and `one:::two`, unless the colons are in code.
fn split(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start().trim_start_matches("- ").trim_start_matches("* ");
    let (at, _) = line
        .match_indices("::")
        .find(|&(at, _)| line[..at].matches('`').count().is_multiple_of(2))?;
    let back = line[at..].trim_start_matches(':');
    let (front, back) = (line[..at].trim(), back.trim());
    (!front.is_empty() && !back.is_empty()).then_some((front, back))
}

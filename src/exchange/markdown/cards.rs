//! The cards that lines of Markdown mark as such, in whatever family they are written.

mod paragraph;

pub(super) use paragraph::{is_table_rule, split};

use super::super::cleanup;
use super::super::losses::{Loss, Losses};
use super::super::two_sided;
use super::labels::{self, Labels};
use super::sections::{MarkdownLine, join};
use super::{blanks, inline};
use crate::deck::NoteBody;
use crate::text::opaque::{self, OpaqueKind};
use crate::watch::Watch;

/// How deep quotes may nest; what is deeper is text.
const DEPTH: usize = 8;

/// A card.
#[derive(Debug)]
pub(super) struct FoundCard {
    pub(super) row: usize,
    pub(super) body: NoteBody,
    pub(super) labels: Labels,
    pub(super) aliases: Vec<String>,
    pub(super) remark: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct FoundCards {
    pub(super) cards: Vec<FoundCard>,
    /// What is wrong with others.
    pub(super) faults: Vec<(usize, &'static str)>,
    /// What belongs to no card, and its name.
    pub(super) prose: Vec<(Loss, String)>,
    /// Whether there was a card, be it a good one or not.
    pub(super) is_marked: bool,
    /// Whether the heading above is the question of a card.
    pub(super) uses_heading: bool,
    /// What a line of nothing but tags says of all cards below it.
    pub(super) labels: Labels,
}

/// Whether a card asks in one direction or in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardForm {
    Question,
    Pair,
}

/// Reads the lines below a heading, whose words are the question of a `?` right below it.
pub(super) fn cards(
    heading: &str,
    lines: &[MarkdownLine<'_>],
    builder: &mut CardBuilder<'_>,
    labels: Labels,
) -> FoundCards {
    let found = FoundCards { labels, ..FoundCards::default() };
    let between = between(lines);
    let mut reader = CardReader { heading, lines, between, at: 0, depth: 0, builder, found };
    reader.read();
    reader.found
}

/// Makes notes of the texts of cards.
#[derive(Debug)]
pub(super) struct CardBuilder<'i> {
    pub(super) losses: &'i mut Losses,
    /// Whether numbered and dashed runs become steps and lists.
    pub(super) lists: bool,
    /// Where it is reported how far the reading is.
    pub(super) watch: &'i Watch,
    /// The lines of the file.
    pub(super) rows: usize,
    /// How many cards are enough: with more the file is refused.
    pub(super) most: usize,
}

impl CardBuilder<'_> {
    /// A text in our Markdown, and its labels.
    pub(super) fn side(&mut self, text: &str) -> (String, Labels) {
        let text = labels::without_comments(text, self.losses);
        let (text, labels) = labels::split(&text);
        (inline::plain(text, self.losses), labels)
    }

    /// The card of a question and an answer; what it lacks is the error.
    pub(super) fn card(
        &mut self,
        row: usize,
        form: CardForm,
        front: &str,
        back: &str,
    ) -> Result<FoundCard, &'static str> {
        let bare = labels::without_comments(front, self.losses).into_owned();
        let (bare, mut labels) = labels::split(labels::unmarked(&bare));
        if let Some(text) = blanks::numbered(bare, self.losses) {
            let (remark, more) = self.side(back);
            labels.extend(more);
            let remark = Some(remark).filter(|remark| !remark.is_empty());
            let body = NoteBody::Cloze { term: None, text };
            return Ok(FoundCard { row, body, labels, aliases: vec![], remark });
        }
        let front = inline::plain(bare, self.losses);
        let (back, more) = self.side(back);
        labels.extend(more);
        if front.is_empty() {
            return Err("a card has no question");
        }
        if back.is_empty() {
            return Err("a card has no answer");
        }
        let body = self.body(form, &front, &back);
        Ok(FoundCard { row, body, labels, aliases: vec![], remark: None })
    }

    fn body(&self, form: CardForm, front: &str, back: &str) -> NoteBody {
        let term = match form {
            CardForm::Question => front.to_string(),
            CardForm::Pair => cleanup::line(front),
        };
        // Underscores in code are no gaps.
        let body = if has_code_gaps(front) || has_code_gaps(back) {
            NoteBody::Pair { term, definition: back.to_string() }
        } else {
            two_sided::body(&term, back, self.lists)
        };
        match (form, body) {
            (CardForm::Question, NoteBody::Pair { term: question, definition: answer }) => {
                NoteBody::Question { question, answer }
            }
            (_, body) => body,
        }
    }
}

/// Whether code or a formula has underscores that look like a gap.
fn has_code_gaps(text: &str) -> bool {
    text.contains("__")
        && opaque::spans(text).iter().any(|span| {
            span.kind != OpaqueKind::Escape && text[span.start..span.end].contains("__")
        })
}

struct CardReader<'l, 't, 'b, 'i> {
    heading: &'l str,
    lines: &'l [MarkdownLine<'t>],
    /// The rows where paragraphs begin that have a `?` between their lines.
    between: Vec<usize>,
    at: usize,
    /// How many quotes the lines are in.
    depth: usize,
    builder: &'b mut CardBuilder<'i>,
    found: FoundCards,
}

/// The rows where paragraphs begin that have a `?` between their lines.
fn between(lines: &[MarkdownLine<'_>]) -> Vec<usize> {
    let mut rows = Vec::new();
    let mut start = None;
    for line in lines {
        if line.is_blank() {
            start = None;
            continue;
        }
        let row = *start.get_or_insert(line.row);
        if row < line.row && !line.hidden && matches!(line.text.trim(), "?" | "??") {
            rows.push(row);
        }
    }
    rows
}

/// Whether a line begins a card of hashcards, or ends the one before.
fn is_marked(line: &MarkdownLine<'_>) -> bool {
    let text = line.text;
    !line.hidden && (text.starts_with("Q:") || text.starts_with("C:") || text.trim_end() == "---")
}

fn is_answer(line: &MarkdownLine<'_>) -> bool {
    !line.hidden && line.text.starts_with("A:")
}

fn is_quote(line: &MarkdownLine<'_>) -> bool {
    line.text.trim_start().starts_with('>')
}

impl<'t> CardReader<'_, 't, '_, '_> {
    fn read(&mut self) {
        while let Some(line) = self.lines.get(self.at).copied().filter(|line| self.goes_on(line)) {
            if line.is_blank() || is_rule(&line) {
                self.at += 1;
            } else if line.hidden {
                self.paragraph();
            } else if line.text.starts_with("Q:") {
                self.question(line.row);
            } else if line.text.starts_with("C:") {
                self.fill_in(line.row);
            } else if is_answer(&line) {
                self.at += 1;
                self.take(is_marked);
                self.fault(line.row, "an answer has no question");
            } else if is_quote(&line) && self.depth < DEPTH {
                self.quote();
            } else {
                self.paragraph();
            }
        }
    }

    /// Whether the reading goes on at a line: nobody stopped it, and there is room for more.
    fn goes_on(&self, line: &MarkdownLine<'_>) -> bool {
        let has_room = self.found.cards.len() <= self.builder.most;
        has_room && self.builder.watch.report(line.row, self.builder.rows)
    }

    /// Takes the lines up to the first for which `ends` holds.
    fn take(&mut self, ends: impl Fn(&MarkdownLine<'t>) -> bool) -> &[MarkdownLine<'t>] {
        let start = self.at;
        while self.lines.get(self.at).is_some_and(|line| !ends(line)) {
            self.at += 1;
        }
        &self.lines[start..self.at]
    }

    /// Takes the text after a mark of two signs, up to the first line for which `ends` holds or
    /// another card.
    fn marked_text(&mut self, ends: impl Fn(&MarkdownLine<'t>) -> bool) -> String {
        let first = self.lines[self.at].text[2..].to_string();
        let from = self.between.partition_point(|&row| row <= self.lines[self.at].row);
        let next = self.between.get(from).copied();
        self.at += 1;
        let ends =
            |line: &MarkdownLine<'t>| is_marked(line) || ends(line) || Some(line.row) == next;
        first + "\n" + &join(self.take(ends))
    }

    fn fault(&mut self, row: usize, what: &'static str) {
        self.found.is_marked = true;
        self.found.faults.push((row, what));
    }

    fn card(&mut self, row: usize, form: CardForm, front: &str, back: &str) {
        self.found.is_marked = true;
        match self.builder.card(row, form, front, back) {
            Ok(card) => self.add(card),
            Err(what) => self.found.faults.push((row, what)),
        }
    }

    /// Adds a card, with what holds for all of them.
    fn add(&mut self, mut card: FoundCard) {
        self.found.is_marked = true;
        let mut labels = self.found.labels.clone();
        labels.extend(card.labels);
        card.labels = labels;
        self.found.cards.push(card);
    }

    fn question(&mut self, row: usize) {
        let front = self.marked_text(is_answer);
        let back = match self.lines.get(self.at).filter(|line| is_answer(line)) {
            Some(_) => self.marked_text(|_| false),
            None => String::new(),
        };
        self.card(row, CardForm::Question, &front, &back);
    }

    fn fill_in(&mut self, row: usize) {
        let text = self.marked_text(|_| false);
        let text = labels::without_comments(&text, self.builder.losses).into_owned();
        let (text, labels) = labels::split(&text);
        match blanks::bracketed(text, self.builder.losses) {
            Some(text) => self.add(cloze(row, text, labels)),
            None => self.fault(row, "a card has no [blank]"),
        }
    }

    /// Reads the lines of a quote or callout without their signs.
    fn quote(&mut self) {
        let lines = self.take(|line| !is_quote(line)).to_vec();
        let bare = |line: &MarkdownLine<'t>| {
            let inner = line.text.trim_start().trim_start_matches('>');
            let depth = line.text.trim_start().len() - inner.len();
            let inner = inner.strip_prefix(' ').unwrap_or(inner);
            format!("{}{inner}", ">".repeat(depth.saturating_sub(1)))
        };
        let text = lines.iter().map(bare).collect::<Vec<_>>().join("\n");
        let spans = opaque::spans(&text);
        let mut offset = 0;
        let mut inner = Vec::new();
        for (line, text) in lines.iter().zip(text.split('\n')) {
            let hidden = opaque::hides_line(&spans, offset);
            inner.push(MarkdownLine { row: line.row, text, hidden });
            offset += text.len() + 1;
        }
        let mut reader = CardReader {
            heading: "",
            lines: &inner,
            between: between(&inner),
            at: 0,
            depth: self.depth + 1,
            builder: self.builder,
            found: std::mem::take(&mut self.found),
        };
        reader.read();
        self.found = reader.found;
    }
}

fn cloze(row: usize, text: String, labels: Labels) -> FoundCard {
    let body = NoteBody::Cloze { term: None, text };
    FoundCard { row, body, labels, aliases: vec![], remark: None }
}

/// Whether a line is a rule between parts of a text.
fn is_rule(line: &MarkdownLine<'_>) -> bool {
    let signs = line.text.bytes().filter(|byte| *byte != b' ' && *byte != b'\t');
    let first = line.text.trim_start().bytes().next();
    !line.hidden
        && matches!(first, Some(b'-' | b'*' | b'_'))
        && signs.clone().count() >= 3
        && signs.clone().all(|byte| Some(byte) == first)
}

//! The cards of a note as its templates show them: each is a question, and two that ask each
//! other's answers are a pair.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::note::{labelled, question_body, reading_aliases};
use super::super::template::{CardSide, CardValues, RenderedSide, ShownField};
use super::history::CardRow;
use super::models::AnkiCollection;
use super::notetype::ParsedNotetype;
use crate::deck::{CardKind, Details, Note, NoteBody};
use crate::exchange::imported_deck::{ImportedNote, LONGEST};
use crate::exchange::losses::{Loss, Losses};
use crate::exchange::{cleanup, html, two_sided};
use crate::text::markdown::{self, Block, BlockKind, Inline};
use crate::text::media;

/// The rule above the answer, as templates write it.
const RULES: [&str; 3] = ["<hr id=answer>", "<hr id=\"answer\">", "<hr id='answer'>"];

/// The most cards of a note among which pairs are looked for.
const MOST_PAIRED: usize = 32;

/// How many bytes of text the cards of a note may show together; the cards after that are left out.
const MOST_SHOWN: usize = 40 * LONGEST;

/// A note of a collection, with what it is read by.
pub(super) struct AnkiNote<'n> {
    pub(super) notetype: &'n ParsedNotetype<'n>,
    pub(super) collection: &'n AnkiCollection,
    /// The deck that all cards of the collection lie in.
    pub(super) root: Option<&'n str>,
    pub(super) guid: &'n str,
    pub(super) tags: &'n str,
    /// Its number among the notes.
    pub(super) row: usize,
    /// Whether runs in an answer become steps and lists.
    pub(super) lists: bool,
    /// Whether each field was shown by a card.
    pub(super) shown: Vec<bool>,
    pub(super) fields: Vec<&'n str>,
    pub(super) filled: Vec<bool>,
    pub(super) losses: &'n mut Losses,
    pub(super) media: &'n mut Vec<String>,
    /// The names of the pictures and sounds that the package holds.
    pub(super) known_media: &'n HashSet<&'n str>,
}

/// The notes that one of Anki's makes, and which card each of its cards became.
#[derive(Debug, Default)]
pub(super) struct NoteCards {
    pub(super) items: Vec<ImportedNote>,
    pub(super) targets: Vec<CardTarget>,
}

/// What a card of Anki's became.
#[derive(Clone, Copy, Debug)]
pub(super) struct CardTarget {
    /// The number of its template or blank, from 0.
    pub(super) ord: i64,
    pub(super) item: usize,
    pub(super) card: CardKind,
}

/// A card as it is shown.
struct ShownCard {
    ord: i64,
    topic: Option<String>,
    question: String,
    answer: String,
    aliases: Vec<String>,
    points: Vec<String>,
}

impl NoteCards {
    pub(super) fn add_target(&mut self, ord: i64, item: usize, card: Option<CardKind>) {
        self.targets.extend(card.map(|card| CardTarget { ord, item, card }));
    }

    /// What the card of that number became; the targets are sorted by it.
    pub(super) fn target(&self, ord: i64) -> Option<CardTarget> {
        let at = self.targets.binary_search_by_key(&ord, |target| target.ord).ok()?;
        Some(self.targets[at])
    }
}

/// The card of the blanks with that number, counted from 0.
pub(super) fn blank(ord: i64) -> Option<CardKind> {
    u32::try_from(ord).ok()?.checked_add(1).map(CardKind::Blank)
}

/// How many bytes a note's texts take.
pub(super) fn length(item: &ImportedNote) -> usize {
    let body = match &item.note.body {
        NoteBody::Pair { term: one, definition: two }
        | NoteBody::Question { question: one, answer: two } => one.len() + two.len(),
        NoteBody::Cloze { text, .. } => text.len(),
        NoteBody::Steps { steps: list, .. } | NoteBody::List { items: list, .. } => {
            list.iter().map(String::len).sum()
        }
    };
    let details = &item.note.details;
    let lists = details.points.iter().chain(&details.tags);
    let guid = details.guid.as_ref().map_or(0, String::len);
    let topic = details.topic.as_ref().map_or(0, String::len);
    // Many short tags take more room than their letters.
    body + guid + topic + lists.map(|text| text.len() + size_of::<String>()).sum::<usize>()
}

impl AnkiNote<'_> {
    pub(super) fn is_occlusion(&self) -> bool {
        self.notetype.is_occlusion
            || (self.notetype.cloze
                && self.fields.iter().any(|field| field.contains("image-occlusion:")))
    }

    /// Renders a side of one of its cards.
    pub(super) fn render(&mut self, row: &CardRow, side: CardSide) -> Option<RenderedSide> {
        // All blanks of a text are asked by one template.
        let at = if self.notetype.cloze { 0 } else { usize::try_from(row.ord).ok()? };
        let card = self.notetype.cards.get(at)?;
        let flag = if row.flag() > 0 { format!("flag{}", row.flag()) } else { String::new() };
        let values = CardValues {
            fields: &self.fields,
            filled: &self.filled,
            marks_blanks: self.notetype.cloze && side == CardSide::Front,
            tags: self.tags.trim(),
            notetype: self.notetype.name,
            deck: self.collection.deck(row).unwrap_or_default(),
            card: card.name,
            flag: &flag,
        };
        let template = if side == CardSide::Front { &card.front } else { &card.back };
        let rendered = template.render(&values, side, 4 * LONGEST);
        let fields = rendered.fields.iter().map(|shown| shown.field);
        for at in fields.chain(rendered.hints.iter().copied()) {
            if let Some(shown) = self.shown.get_mut(at) {
                *shown = true;
            }
        }
        Some(rendered)
    }

    /// A field under its name, if it has a text.
    pub(super) fn point(&mut self, field: usize, html: &str) -> Option<String> {
        let text = self.text(html);
        let name = self.notetype.fields.get(field).map_or("", String::as_str);
        labelled(name, text)
    }

    /// The points of the fields that are shown on demand.
    pub(super) fn hints(&mut self, side: &RenderedSide) -> Vec<String> {
        let mut points = Vec::new();
        for &at in &side.hints {
            let html = self.fields.get(at).copied().unwrap_or_default();
            points.extend(self.point(at, html));
        }
        points
    }

    pub(super) fn text(&mut self, html: &str) -> String {
        cleanup::text(&html::text(html, false, self.media))
    }

    /// Whether a text has nothing but media, and none that can be seen.
    fn is_never_seen(&self, text: &str) -> bool {
        media::is_never_seen(text, |file| self.known_media.contains(file))
    }

    /// Counts the fields that no card shows and that say what no other field says.
    pub(super) fn report_unseen(&mut self) {
        let shown = self.fields.iter().zip(&self.shown).filter(|(_, is_shown)| **is_shown);
        let said: HashSet<&str> = shown.map(|(field, _)| *field).collect();
        for (at, name) in self.notetype.fields.iter().enumerate().take(self.fields.len()) {
            let is_unseen = self.filled.get(at) == Some(&true)
                && self.shown.get(at) == Some(&false)
                && self.notetype.deciding.get(at) == Some(&false);
            if is_unseen && !said.contains(self.fields[at]) {
                self.losses.add(Loss::Field, name);
            }
        }
    }

    /// A note of ours. Its id there is that of Anki's note, with `suffix` for its further notes.
    pub(super) fn item(
        &self,
        body: NoteBody,
        suffix: &str,
        topic: Option<String>,
        points: Vec<String>,
    ) -> ImportedNote {
        let guid = Some(format!("{}{suffix}", self.guid)).filter(|_| !self.guid.is_empty());
        let tags = self.tags.split_whitespace().map(str::to_string).collect();
        let details = Details { topic, tags, points, guid, ..Details::default() };
        ImportedNote::new(Note { id: String::new(), body, details }, self.row)
    }
}

/// The notes that a note's cards make, in the order of its templates.
pub(super) fn read(note: &mut AnkiNote<'_>, rows: &[CardRow]) -> NoteCards {
    let mut cards: Vec<ShownCard> = Vec::new();
    let mut asked = HashSet::new();
    let mut shown = 0;
    for (i, row) in rows.iter().enumerate() {
        if i > 0 && rows[i - 1].ord == row.ord {
            continue;
        }
        if shown > MOST_SHOWN {
            note.losses.add_many(Loss::LateCard, rows.len() - i);
            break;
        }
        let Some(card) = shown_card(note, row, &mut shown) else { continue };
        if rows.len() == 1 || asked.insert((card.question.clone(), card.answer.clone())) {
            cards.push(card);
        } else {
            note.losses.add_many(Loss::SameCard, 1);
        }
    }
    let mut made = NoteCards::default();
    let mut paired = vec![false; cards.len()];
    for i in 0..cards.len() {
        if paired[i] {
            continue;
        }
        let candidates = i + 1..cards.len().min(MOST_PAIRED);
        let pair = candidates
            .clone()
            .filter(|&j| !paired[j])
            .find_map(|j| Some((j, common_answer(&cards[i], &cards[j])?)));
        let Some((j, rest)) = pair else {
            add_question(note, &cards[i], &mut made);
            continue;
        };
        paired[j] = true;
        add_pair(note, [&cards[i], &cards[j]], &rest, &mut made);
    }
    made
}

/// A card; the bytes read and written for it are added to `work`.
fn shown_card(note: &mut AnkiNote<'_>, row: &CardRow, work: &mut usize) -> Option<ShownCard> {
    let front = note.render(row, CardSide::Front)?;
    let back = note.render(row, CardSide::Back)?;
    *work += front.work + back.work;
    let question = note.text(&front.html);
    let answer = note.text(&without_rule(&back.html));
    let answer = beyond(&question, &answer);
    let has_unseen_side = note.is_never_seen(&question)
        || note.is_never_seen(&answer)
        || shows_nothing(note, &front, &[])
        || shows_nothing(note, &back, &front.fields);
    if has_unseen_side {
        note.losses.add_many(Loss::MediaCard, 1);
        return None;
    }
    if question.is_empty() || answer.is_empty() {
        note.losses.add_many(Loss::EmptyCard, 1);
        return None;
    }
    let mut points = note.hints(&front);
    points.extend(note.hints(&back));
    let mut seen = HashSet::new();
    points.retain(|point| seen.insert(point.clone()));
    let topic = note.collection.topic(row, note.root);
    let aliases = reading_aliases(&front.html, &question);
    Some(ShownCard { ord: row.ord, topic, question, answer, aliases, points })
}

/// Whether the fields of a side, but for those that were shown before, are nothing but media that
/// can't be seen: the words around them are the same on every card.
fn shows_nothing(note: &AnkiNote<'_>, side: &RenderedSide, before: &[ShownField]) -> bool {
    if !["<img", "[sound:", "<audio", "<video"].iter().any(|tag| side.html.contains(tag)) {
        return false;
    }
    let mut has_media = false;
    let before: HashSet<usize> = before.iter().map(|shown| shown.field).collect();
    for shown in &side.fields {
        let is_known = before.contains(&shown.field);
        let html = side.html.get(shown.range.clone()).unwrap_or_default();
        let text = html::text(html, false, &mut Vec::new());
        if !is_known && !text.is_empty() {
            if !note.is_never_seen(&text) {
                return false;
            }
            has_media = true;
        }
    }
    has_media
}

/// The back without the rule between a question and its answer: most begin with one, and what is
/// called the answer's is one wherever it is.
fn without_rule(html: &str) -> Cow<'_, str> {
    let html = html.trim_start();
    let rule = html.strip_prefix("<hr").and_then(|rest| rest.split_once('>'));
    let html = rule.map_or(html, |(_, rest)| rest);
    let named = RULES.iter().find(|rule| html.contains(**rule));
    named.map_or(Cow::Borrowed(html), |rule| Cow::Owned(html.replacen(rule, "<div></div>", 1)))
}

/// What an answer says beyond its question: without the lines and blocks at its beginning that the
/// question has.
fn beyond(question: &str, answer: &str) -> String {
    let plain = |block: &Block| {
        let runs = markdown::runs(std::slice::from_ref(block), &|_| String::new());
        let text: String = runs.into_iter().map(|run| run.text).collect();
        text.trim().to_string()
    };
    let question = lines(question);
    let mut seen = question.iter().map(plain);
    let answer_lines = lines(answer);
    let same = answer_lines
        .iter()
        .take_while(|line| line.kind == BlockKind::Rule || seen.any(|one| one == plain(line)))
        .count();
    // Where nothing else is there, the answer is what the question says.
    if same == 0 || same == answer_lines.len() {
        return answer.to_string();
    }
    markdown::write(&answer_lines[same..])
}

/// The blocks of a text, each line of a paragraph as one.
fn lines(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    for block in markdown::read(text) {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            out.push(block);
            continue;
        };
        for (i, line) in inlines.split(|inline| *inline == Inline::Break).enumerate() {
            let kind = BlockKind::Paragraph(line.to_vec());
            out.push(Block { kind, apart: block.apart && i == 0 });
        }
    }
    out
}

/// What two cards say behind each other's question, if they ask each other's answers.
fn common_answer(one: &ShownCard, other: &ShownCard) -> Option<String> {
    let rest = one.answer.strip_prefix(other.question.as_str())?;
    let same = other.answer.strip_prefix(one.question.as_str())? == rest;
    // A term has one line.
    let good = same && !one.question.contains('\n') && (rest.is_empty() || rest.starts_with('\n'));
    good.then(|| markdown::write(&markdown::read(rest)))
}

fn suffix(ord: i64) -> String {
    if ord == 0 { String::new() } else { format!("#{ord}") }
}

fn add_question(note: &AnkiNote<'_>, card: &ShownCard, made: &mut NoteCards) {
    let body = question_body(&card.question, &card.answer, note.lists);
    let item = note.item(body, &suffix(card.ord), card.topic.clone(), card.points.clone());
    made.add_target(card.ord, made.items.len(), item.note.cards().first().copied());
    made.items.push(item);
}

fn add_pair(note: &AnkiNote<'_>, cards: [&ShownCard; 2], rest: &str, made: &mut NoteCards) {
    // A note is called by its words, and a picture is what they mean.
    let [one, other] = match cards {
        [one, other]
            if media::is_only_media(&one.question)
                && !media::is_only_media(&other.question)
                && !other.question.contains('\n') =>
        {
            [other, one]
        }
        cards => cards,
    };
    let ord = one.ord.min(other.ord);
    let body = two_sided::body(&one.question, &other.question, note.lists);
    let mut points = one.points.clone();
    let further = other.points.iter().cloned().chain([rest.to_string()]);
    points.extend(further.filter(|point| !point.is_empty() && !one.points.contains(point)));
    let mut item = note.item(body, &suffix(ord), one.topic.clone(), points);
    item.note.details.aliases.clone_from(&one.aliases);
    for (card, kind) in [one, other].into_iter().zip(item.note.cards()) {
        made.add_target(card.ord, made.items.len(), Some(kind));
    }
    made.items.push(item);
}

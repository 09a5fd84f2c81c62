//! Anki's card templates: what a card shows of a note.
//!
//! A template is parsed once a notetype and rendered for each of its notes: HTML in, HTML out
//! (Anki's manual, `templates/`). It is a list and no tree, so that no nesting is too deep, and
//! rendering takes one walk over it.

mod filters;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(super) use filters::without_tags;

use super::cloze;
use filters::FieldFilter;

/// How many filters of a field are applied; none needs more than two.
const MOST_FILTERS: usize = 8;

/// The first line of a template whose tags are `<% … %>`, as old ones have them.
const OLD_DELIMITERS: &str = "{{=<% %>=}}";

/// A parsed template.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Template {
    parts: Vec<TemplatePart>,
}

#[derive(Clone, Debug, PartialEq)]
enum TemplatePart {
    Text(String),
    Field {
        source: FieldSource,
        filters: Vec<FieldFilter>,
    },
    /// Skips to the part `end` unless the field holds something or, not `filled`, nothing.
    Condition {
        source: FieldSource,
        filled: bool,
        end: usize,
    },
}

/// Where the text of a tag comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum FieldSource {
    /// The note's field with that index.
    Field(usize),
    Special(SpecialField),
    /// What always holds something: the front, or the number of the card's blanks.
    Filled,
    /// A name that the notetype doesn't have.
    Unknown,
}

/// The fields that Anki adds to those of the notetype.
#[derive(Clone, Copy, Debug, PartialEq)]
enum SpecialField {
    Tags,
    Notetype,
    Deck,
    Subdeck,
    Card,
    Flag,
}

/// Which side of a card is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardSide {
    Front,
    Back,
}

/// What a template is filled with.
#[derive(Clone, Copy, Debug)]
pub(super) struct CardValues<'v> {
    /// The note's fields.
    pub(super) fields: &'v [&'v str],
    /// Whether each of them holds something; see [`is_filled`].
    pub(super) filled: &'v [bool],
    /// Whether blanks are marked for [`cloze::read`] instead of filled.
    pub(super) marks_blanks: bool,
    pub(super) tags: &'v str,
    pub(super) notetype: &'v str,
    pub(super) deck: &'v str,
    pub(super) card: &'v str,
    pub(super) flag: &'v str,
}

/// A side of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RenderedSide {
    pub(super) html: String,
    /// The fields that it shows, and where.
    pub(super) fields: Vec<ShownField>,
    /// The fields that are shown on demand.
    pub(super) hints: Vec<usize>,
    /// How many blanks open and never close.
    pub(super) unclosed: usize,
    /// How many bytes were read and written for it.
    pub(super) work: usize,
}

/// A field where a side shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShownField {
    pub(super) field: usize,
    /// Where in the side's HTML its text is.
    pub(super) range: std::ops::Range<usize>,
}

/// The fields of a notetype by their names.
pub(super) type FieldIndex<'n> = HashMap<&'n str, usize>;

impl Template {
    /// Parses a template. A condition that is never closed ends with the template.
    pub(super) fn parse(source: &str, fields: &FieldIndex<'_>) -> Template {
        let source = without_scripts(source);
        let (source, open, close) = match source.trim_start().strip_prefix(OLD_DELIMITERS) {
            Some(rest) => (rest, "<%", "%>"),
            None => (source.as_str(), "{{", "}}"),
        };
        let mut parts = Vec::new();
        let mut conditions: Vec<(usize, &str)> = Vec::new();
        let mut rest = source;
        while let Some((before, inner)) = rest.split_once(open) {
            let Some((tag, after)) = inner.split_once(close) else { break };
            push_text(&mut parts, before);
            rest = after;
            let tag = tag.trim_start_matches('{').trim();
            let (sign, name) = match tag.split_at_checked(1) {
                Some((sign, name)) if "#^/!=".contains(sign) => (sign, name.trim()),
                _ => ("", tag),
            };
            match sign {
                "#" | "^" => {
                    conditions.push((parts.len(), name));
                    let (source, filled) = (FieldSource::find(name, fields), sign == "#");
                    parts.push(TemplatePart::Condition { source, filled, end: usize::MAX });
                }
                "/" => {
                    if let Some((at, _)) = conditions.pop_if(|(_, open)| *open == name) {
                        close_condition(&mut parts, at);
                    }
                }
                "" => push_field(&mut parts, name, fields),
                _ => {}
            }
        }
        push_text(&mut parts, rest);
        for (at, _) in conditions {
            close_condition(&mut parts, at);
        }
        Template { parts }
    }

    /// How long its words are, and how many tags it has.
    pub(super) fn size(&self) -> usize {
        let size =
            |part: &TemplatePart| if let TemplatePart::Text(text) = part { text.len() } else { 1 };
        self.parts.iter().map(size).sum()
    }

    /// The fields whose text some note may show by this template.
    pub(super) fn fields(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| match part {
            TemplatePart::Field { source: FieldSource::Field(at), .. } => Some(*at),
            _ => None,
        })
    }

    /// The fields that decide what is shown.
    pub(super) fn conditions(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| match part {
            TemplatePart::Condition { source: FieldSource::Field(at), .. } => Some(*at),
            _ => None,
        })
    }

    /// Renders a side for a note, for which up to about `most` bytes are read and written.
    pub(super) fn render(
        &self,
        values: &CardValues<'_>,
        side: CardSide,
        most: usize,
    ) -> RenderedSide {
        let mut out = RenderedSide::default();
        let mut at = 0;
        while let Some(part) = self.parts.get(at).filter(|_| out.work <= most) {
            at += 1;
            out.work += 1;
            match part {
                TemplatePart::Text(text) => {
                    out.work += text.len();
                    out.html.push_str(text);
                }
                TemplatePart::Field { source, filters } => {
                    out.add_field(*source, filters, values, side);
                }
                TemplatePart::Condition { source, filled, end } => {
                    if source.is_filled(values) != *filled {
                        at = *end;
                    }
                }
            }
        }
        let mut seen = HashSet::new();
        out.hints.retain(|at| seen.insert(*at));
        out
    }
}

fn push_text(parts: &mut Vec<TemplatePart>, text: &str) {
    if !text.is_empty() {
        parts.push(TemplatePart::Text(text.to_string()));
    }
}

fn push_field(parts: &mut Vec<TemplatePart>, tag: &str, fields: &FieldIndex<'_>) {
    let (filters, name) = tag.rsplit_once(':').unwrap_or(("", tag));
    // Anki applies the filter beside the name first.
    let named = filters.rsplit(':').filter_map(FieldFilter::from_name);
    let filters = named.take(MOST_FILTERS).collect();
    let source = FieldSource::find(name.trim(), fields);
    // The front is known already where the back is read.
    if !matches!(source, FieldSource::Filled | FieldSource::Unknown) {
        parts.push(TemplatePart::Field { source, filters });
    }
}

fn close_condition(parts: &mut [TemplatePart], at: usize) {
    let after = parts.len();
    if let Some(TemplatePart::Condition { end, .. }) = parts.get_mut(at) {
        *end = after;
    }
}

impl FieldSource {
    fn find(name: &str, fields: &FieldIndex<'_>) -> FieldSource {
        if let Some(&at) = fields.get(name) {
            return FieldSource::Field(at);
        }
        match name {
            "Tags" => FieldSource::Special(SpecialField::Tags),
            "Type" => FieldSource::Special(SpecialField::Notetype),
            "Deck" => FieldSource::Special(SpecialField::Deck),
            "Subdeck" => FieldSource::Special(SpecialField::Subdeck),
            "Card" => FieldSource::Special(SpecialField::Card),
            "CardFlag" => FieldSource::Special(SpecialField::Flag),
            "FrontSide" => FieldSource::Filled,
            _ if name.strip_prefix('c').is_some_and(|rest| rest.parse::<u32>().is_ok()) => {
                FieldSource::Filled
            }
            _ => FieldSource::Unknown,
        }
    }

    fn text<'v>(self, values: &CardValues<'v>) -> &'v str {
        match self {
            FieldSource::Field(at) => values.fields.get(at).copied().unwrap_or_default(),
            FieldSource::Special(special) => match special {
                SpecialField::Tags => values.tags,
                SpecialField::Notetype => values.notetype,
                SpecialField::Deck => values.deck,
                SpecialField::Subdeck => values.deck.rsplit("::").next().unwrap_or_default(),
                SpecialField::Card => values.card,
                SpecialField::Flag => values.flag,
            },
            FieldSource::Filled | FieldSource::Unknown => "",
        }
    }

    fn is_filled(self, values: &CardValues<'_>) -> bool {
        match self {
            FieldSource::Field(at) => values.filled.get(at).copied().unwrap_or_default(),
            FieldSource::Filled => true,
            _ => !self.text(values).trim().is_empty(),
        }
    }
}

impl RenderedSide {
    fn add_field(
        &mut self,
        source: FieldSource,
        filters: &[FieldFilter],
        values: &CardValues<'_>,
        side: CardSide,
    ) {
        let index = if let FieldSource::Field(at) = source { Some(at) } else { None };
        let mut text = Cow::Borrowed(source.text(values));
        for filter in filters {
            self.work += text.len();
            text = match filter {
                FieldFilter::Hint => {
                    self.hints.extend(index);
                    return;
                }
                FieldFilter::Speech => return,
                FieldFilter::Typed if side == CardSide::Front => return,
                FieldFilter::Typed => text,
                FieldFilter::Cloze if values.marks_blanks => {
                    let marked = cloze::mark(&text);
                    self.unclosed += marked.unclosed;
                    Cow::Owned(marked.html)
                }
                FieldFilter::Cloze => Cow::Owned(cloze::filled_html(&text)),
                FieldFilter::ClozeOnly => Cow::Owned(cloze::answers_html(&text)),
                FieldFilter::Text => Cow::Owned(without_tags(&text)),
                FieldFilter::Furigana => Cow::Owned(filters::furigana(&text)),
                FieldFilter::Kanji => Cow::Owned(filters::kanji(&text)),
                FieldFilter::Kana => Cow::Owned(filters::kana(&text)),
            };
        }
        self.work += text.len();
        let start = self.html.len();
        self.html.push_str(&text);
        self.fields.extend(index.map(|field| ShownField { field, range: start..self.html.len() }));
    }
}

/// Whether a field holds something, as Anki sees it: blanks, lines and empty blocks are nothing.
pub(super) fn is_filled(field: &str) -> bool {
    let mut rest = field.trim_ascii_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let Some(end) = tag.strip_prefix("br").or(tag.strip_prefix("div")) else { return true };
        let end = end.strip_prefix(' ').unwrap_or(end);
        let end = end.strip_prefix('/').unwrap_or(end);
        let Some(after) = end.strip_prefix('>') else { return true };
        rest = after.trim_ascii_start();
    }
    !rest.is_empty()
}

/// A template without what nobody sees: scripts, styles and comments. They are often most of it.
fn without_scripts(template: &str) -> String {
    const UNSEEN: [(&str, &str); 3] =
        [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];
    let lower = template.to_ascii_lowercase();
    let (mut out, mut from, mut at) = (String::with_capacity(template.len()), 0, 0);
    while let Some(offset) = lower[at..].find('<') {
        at += offset;
        let Some((open, close)) = UNSEEN.iter().find(|(open, _)| lower[at..].starts_with(open))
        else {
            at += 1;
            continue;
        };
        out.push_str(&template[from..at]);
        let inside = at + open.len();
        at = lower[inside..].find(close).map_or(lower.len(), |end| inside + end + close.len());
        from = at;
    }
    out.push_str(&template[from..]);
    out
}

#[cfg(test)]
mod tests;

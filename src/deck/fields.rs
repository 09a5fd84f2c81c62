//! The fields of a note: one table for whatever reads, writes, checks or merges notes.
//!
//! A new field is a field of [`Details`] and a row here.

use serde::Serialize;

use super::figure::Figure;
use super::note::{Contrast, Details, Note, NoteBody, NoteKind, NoteParts};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One text.
    Text,
    /// A list of texts.
    Texts,
    /// Something with a structure of its own, which only `ron` reads.
    Structure,
}

/// What a field of a note holds, to look at.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub enum FieldValue<'a> {
    /// One text.
    Text(&'a str),
    /// A list of texts.
    Texts(&'a [String]),
    /// Groups of steps whose order is free.
    AnyOrder(&'a [Vec<usize>]),
    /// What sets the note apart from others.
    Contrasts(&'a [Contrast]),
    /// A figure.
    Figure(&'a Figure),
}

/// The place of a field's value, to write to.
#[derive(Debug)]
pub enum FieldSlot<'a> {
    /// One text.
    Text(&'a mut Option<String>),
    /// A list of texts; an empty one is none.
    Texts(&'a mut Vec<String>),
    /// A list of texts of which an empty one is not the same as none.
    OptionalTexts(&'a mut Option<Vec<String>>),
    /// Groups of steps whose order is free.
    AnyOrder(&'a mut Vec<Vec<usize>>),
    /// What sets the note apart from others.
    Contrasts(&'a mut Vec<Contrast>),
    /// A figure.
    Figure(&'a mut Option<Box<Figure>>),
}

type DetailGetter = for<'a> fn(&'a Details) -> Option<FieldValue<'a>>;
type DetailSlot = fn(&mut Details) -> FieldSlot<'_>;

/// How a field's value is reached.
#[derive(Clone, Copy, Debug)]
enum FieldAccess {
    /// Among the fields of some kinds of notes.
    Body(fn(&mut NoteParts) -> FieldSlot<'_>),
    /// Among the details.
    Details(DetailGetter, DetailSlot),
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct NoteField {
    /// Its name in a deck file.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether people read it as text, with marks, blanks and formulas.
    pub prose: bool,
    /// Whether a full-text search looks into it.
    pub searched: bool,
    /// The kinds of notes that must have it.
    pub required: &'static [NoteKind],
    /// The kinds of notes that may have it.
    pub allowed: &'static [NoteKind],
    access: FieldAccess,
}

const EVERY: &[NoteKind] = &NoteKind::ALL;
const NONE: &[NoteKind] = &[];

/// A row for a field of the kinds that are named, those first that must have it.
macro_rules! body {
    ($name:ident: $kind:ident as $slot:ident, $required:expr, $allowed:expr) => {
        NoteField {
            name: stringify!($name),
            kind: FieldKind::$kind,
            prose: true,
            searched: true,
            required: $required,
            allowed: $allowed,
            access: FieldAccess::Body(|parts| FieldSlot::$slot(&mut parts.$name)),
        }
    };
}

/// A row for a field that every kind may have.
macro_rules! detail {
    ($name:ident: Text) => {
        detail!($name: Text as Text, |details| details.$name.as_deref().map(FieldValue::Text))
    };
    ($name:ident: Texts) => {
        detail!($name: Texts as Texts, |details| {
            if details.$name.is_empty() { None } else { Some(FieldValue::Texts(&details.$name)) }
        })
    };
    ($name:ident: $kind:ident as $slot:ident, $get:expr) => {
        NoteField {
            name: stringify!($name),
            kind: FieldKind::$kind,
            prose: false,
            searched: false,
            required: NONE,
            allowed: EVERY,
            access: FieldAccess::Details($get, |details| FieldSlot::$slot(&mut details.$name)),
        }
    };
}

const fn prose(row: NoteField) -> NoteField {
    NoteField { prose: true, searched: true, ..row }
}

const fn unsearched(row: NoteField) -> NoteField {
    NoteField { searched: false, ..row }
}

/// Every field of every kind, in the order in which people write them.
pub const FIELDS: &[NoteField] = {
    use NoteKind::{Cloze, List, Pair, Question, Steps};
    &[
        NoteField { prose: false, ..unsearched(body!(id: Text as Text, EVERY, EVERY)) },
        detail!(of: Text),
        detail!(topic: Text),
        detail!(tags: Texts),
        unsearched(body!(term: Text as Text, &[Pair, Steps, List], &[Pair, Cloze, Steps, List])),
        unsearched(body!(question: Text as Text, &[Question], &[Question])),
        detail!(aliases: Texts),
        body!(definition: Text as Text, &[Pair], &[Pair]),
        body!(answer: Text as Text, &[Question], &[Question]),
        body!(text: Text as Text, &[Cloze], &[Cloze]),
        body!(intro: Text as Text, NONE, &[Steps, List]),
        body!(steps: Texts as OptionalTexts, &[Steps], &[Steps]),
        body!(items: Texts as OptionalTexts, &[List], &[List]),
        NoteField {
            prose: false,
            ..unsearched(body!(any_order: Structure as AnyOrder, NONE, &[Steps]))
        },
        prose(detail!(points: Texts)),
        detail!(formula: Text),
        detail!(figure: Structure as Figure, |details| {
            details.figure.as_deref().map(FieldValue::Figure)
        }),
        prose(detail!(why: Text)),
        unsearched(prose(detail!(contrast: Structure as Contrasts, |details| {
            let contrasts = &details.contrast;
            if contrasts.is_empty() { None } else { Some(FieldValue::Contrasts(contrasts)) }
        }))),
        prose(detail!(remark: Text)),
        prose(detail!(exam: Text)),
        detail!(guid: Text),
        detail!(sources: Texts),
        detail!(see: Texts),
        detail!(needs: Texts),
        detail!(sets: Texts),
        detail!(never: Texts),
    ]
};

/// The fields in an order of its own: of each pair, the first comes right after the second.
pub fn reordered(moves: &[(&str, &str)]) -> Vec<&'static NoteField> {
    let mut fields: Vec<&NoteField> = FIELDS.iter().collect();
    let place = |fields: &[&NoteField], name: &str| {
        fields.iter().position(|field| field.name == name).expect("a field has that name")
    };
    for (name, before) in moves {
        let field = fields.remove(place(&fields, name));
        fields.insert(place(&fields, before) + 1, field);
    }
    fields
}

/// The field of that name.
pub fn find_by_name(name: &str) -> Option<&'static NoteField> {
    FIELDS.iter().find(|field| field.name == name)
}

impl NoteField {
    /// What the field holds in this note; none if it is empty and may be.
    pub fn value<'a>(&self, note: &'a Note) -> Option<FieldValue<'a>> {
        match self.access {
            FieldAccess::Body(_) => body_value(self.name, note),
            FieldAccess::Details(get, _) => get(&note.details),
        }
    }

    /// Whether it is one of the [`Details`].
    pub fn is_detail(&self) -> bool {
        matches!(self.access, FieldAccess::Details(..))
    }

    /// The place of the field's value in a note that is being put together.
    pub fn slot<'a>(&self, parts: &'a mut NoteParts) -> FieldSlot<'a> {
        match self.access {
            FieldAccess::Body(slot) => slot(parts),
            FieldAccess::Details(_, slot) => slot(&mut parts.details),
        }
    }
}

fn body_value<'a>(name: &str, note: &'a Note) -> Option<FieldValue<'a>> {
    let body = &note.body;
    match (name, body) {
        ("id", _) => Some(FieldValue::Text(&note.id)),
        ("question", NoteBody::Question { question, .. }) => Some(FieldValue::Text(question)),
        ("answer", NoteBody::Question { answer, .. }) => Some(FieldValue::Text(answer)),
        ("term", NoteBody::Question { .. }) => None,
        ("term", _) => body.term().map(FieldValue::Text),
        ("definition", NoteBody::Pair { definition, .. }) => Some(FieldValue::Text(definition)),
        ("text", NoteBody::Cloze { text, .. }) => Some(FieldValue::Text(text)),
        ("intro", NoteBody::Steps { intro, .. } | NoteBody::List { intro, .. }) => {
            intro.as_deref().map(FieldValue::Text)
        }
        ("steps", NoteBody::Steps { steps, .. }) => Some(FieldValue::Texts(steps)),
        ("items", NoteBody::List { items, .. }) => Some(FieldValue::Texts(items)),
        ("any_order", NoteBody::Steps { any_order, .. }) if !any_order.is_empty() => {
            Some(FieldValue::AnyOrder(any_order))
        }
        _ => None,
    }
}

impl<'a> FieldValue<'a> {
    /// Hands over every text to read in it.
    pub fn each_text(self, mut take: impl FnMut(&'a str)) {
        match self {
            FieldValue::Text(text) => take(text),
            FieldValue::Texts(texts) => texts.iter().for_each(|text| take(text)),
            FieldValue::Contrasts(contrasts) => {
                for contrast in contrasts {
                    take(&contrast.text);
                }
            }
            FieldValue::AnyOrder(_) | FieldValue::Figure(_) => {}
        }
    }
}

/// How each of the details is reached.
fn details() -> impl Iterator<Item = (DetailGetter, DetailSlot)> {
    FIELDS.iter().filter_map(|field| match field.access {
        FieldAccess::Details(get, slot) => Some((get, slot)),
        FieldAccess::Body(_) => None,
    })
}

impl Details {
    /// Fills in from another note's details what these lack.
    pub fn complete_from(&mut self, other: &Details) {
        for (get, slot) in details() {
            let Some(value) = get(other) else { continue };
            match (slot(self), value) {
                (FieldSlot::Text(own), FieldValue::Text(text)) if own.is_none() => {
                    *own = Some(text.to_string());
                }
                (FieldSlot::Texts(own), FieldValue::Texts(texts)) if own.is_empty() => {
                    *own = texts.to_vec();
                }
                (FieldSlot::Contrasts(own), FieldValue::Contrasts(all)) if own.is_empty() => {
                    *own = all.to_vec();
                }
                (FieldSlot::Figure(own), FieldValue::Figure(figure)) if own.is_none() => {
                    *own = Some(Box::new(figure.clone()));
                }
                _ => {}
            }
        }
    }

    /// Hands over every text, to be changed in place. A figure's are left alone.
    pub fn each_text_mut(&mut self, mut change: impl FnMut(&mut String)) {
        for (_, slot) in details() {
            match slot(self) {
                FieldSlot::Text(text) => text.iter_mut().for_each(&mut change),
                FieldSlot::Texts(texts) => texts.iter_mut().for_each(&mut change),
                FieldSlot::Contrasts(contrasts) => {
                    for contrast in contrasts {
                        change(&mut contrast.text);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The field of that name with its number, if `kind` may have it. The name is not empty.
pub fn find(kind: NoteKind, name: &str) -> Option<(usize, &'static NoteField)> {
    let i = BY_HASH[hash(name.as_bytes())];
    let field = FIELDS.get(i)?;
    (field.name == name && field.allowed.contains(&kind)).then_some((i, field))
}

/// The fields that `kind` must have, a bit each.
pub fn required(kind: NoteKind) -> u64 {
    REQUIRED[kind as usize]
}

/// The index of a name in [`BY_HASH`]: no two names share one.
const fn hash(name: &[u8]) -> usize {
    (name[0] as usize + 2 * name[name.len() - 1] as usize + 24 * name.len()) % 64
}

/// The numbers of the fields by the places of their names: opening a large deck finds half a
/// million fields.
const BY_HASH: [usize; 64] = {
    let (mut places, mut i) = ([usize::MAX; 64], 0);
    while i < FIELDS.len() {
        let at = hash(FIELDS[i].name.as_bytes());
        assert!(places[at] == usize::MAX, "two names share a place: choose other factors");
        places[at] = i;
        i += 1;
    }
    places
};

const REQUIRED: [u64; NoteKind::ALL.len()] = {
    let (mut masks, mut i) = ([0; NoteKind::ALL.len()], 0);
    while i < FIELDS.len() {
        let mut k = 0;
        while k < FIELDS[i].required.len() {
            masks[FIELDS[i].required[k] as usize] |= 1 << i;
            k += 1;
        }
        i += 1;
    }
    masks
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_name() {
        for (i, field) in FIELDS.iter().enumerate() {
            for &kind in EVERY {
                let found = find(kind, field.name).map(|(at, _)| at);
                assert_eq!(
                    found,
                    field.allowed.contains(&kind).then_some(i),
                    "{} {kind:?}",
                    field.name
                );
                assert_eq!(
                    required(kind) >> i & 1 == 1,
                    field.required.contains(&kind),
                    "{} {kind:?}",
                    field.name
                );
            }
        }
        assert!(find(NoteKind::Pair, "trem").is_none() && find(NoteKind::Pair, "x").is_none());
    }
}

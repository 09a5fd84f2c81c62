//! The fields that a note may have: one table for the outline, for messages and for the lint.

use super::note::NoteKind;

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

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct NoteField {
    /// Its name in a deck file.
    pub name: &'static str,
    /// What it holds.
    pub holds: FieldKind,
    /// Whether a full-text search looks into it.
    pub searched: bool,
    /// The kinds that must have it.
    pub required: &'static [NoteKind],
    /// The kinds that may have it.
    pub allowed: &'static [NoteKind],
}

const EVERY: &[NoteKind] = &[NoteKind::Pair, NoteKind::Cloze, NoteKind::Steps, NoteKind::List];
const NONE: &[NoteKind] = &[];

const fn field(name: &'static str, holds: FieldKind, searched: bool) -> NoteField {
    NoteField { name, holds, searched, required: NONE, allowed: EVERY }
}

const fn own(
    name: &'static str,
    holds: FieldKind,
    required: &'static [NoteKind],
    allowed: &'static [NoteKind],
) -> NoteField {
    NoteField { name, holds, searched: true, required, allowed }
}

/// Every field of every kind.
pub const FIELDS: &[NoteField] = {
    use FieldKind::{Structure, Text, Texts};
    use NoteKind::{Cloze, List, Pair, Steps};
    &[
        NoteField { searched: false, ..own("id", Text, EVERY, EVERY) },
        NoteField { searched: false, ..own("term", Text, &[Pair, Steps, List], EVERY) },
        own("definition", Text, &[Pair], &[Pair]),
        own("text", Text, &[Cloze], &[Cloze]),
        own("intro", Text, NONE, &[Steps, List]),
        own("steps", Texts, &[Steps], &[Steps]),
        own("items", Texts, &[List], &[List]),
        NoteField { searched: false, ..own("any_order", Structure, NONE, &[Steps]) },
        field("of", Text, false),
        field("topic", Text, false),
        field("tags", Texts, false),
        field("aliases", Texts, false),
        field("points", Texts, true),
        field("formula", Text, false),
        field("figure", Structure, false),
        field("why", Text, true),
        field("contrast", Structure, false),
        field("remark", Text, true),
        field("exam", Text, true),
        field("sources", Texts, false),
        field("see", Texts, false),
        field("needs", Texts, false),
        field("sets", Texts, false),
        field("never", Texts, false),
    ]
};

/// Returns the field of that name, if `kind` may have it. The name is not empty.
pub fn find(kind: NoteKind, name: &str) -> Option<(usize, &'static NoteField)> {
    let i = SLOTS[slot(name.as_bytes())];
    let field = FIELDS.get(i)?;
    (field.name == name && field.allowed.contains(&kind)).then_some((i, field))
}

/// Returns the fields that `kind` must have, a bit each.
pub fn required(kind: NoteKind) -> u64 {
    REQUIRED[kind as usize]
}

/// Where a field of that name stands in [`SLOTS`]: no two stand in the same place.
const fn slot(name: &[u8]) -> usize {
    (name[0] as usize + 10 * name[name.len() - 1] as usize + 8 * name.len()) % 64
}

/// The numbers of the fields by the slots of their names: opening a large deck finds half a million
/// fields.
const SLOTS: [usize; 64] = {
    let (mut slots, mut i) = ([usize::MAX; 64], 0);
    while i < FIELDS.len() {
        let at = slot(FIELDS[i].name.as_bytes());
        assert!(slots[at] == usize::MAX, "two names share a slot: choose other factors");
        slots[at] = i;
        i += 1;
    }
    slots
};

const REQUIRED: [u64; 4] = {
    let (mut masks, mut i) = ([0; 4], 0);
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

    /// The reader's own list of field names, taken from its complaint about an unknown one.
    fn names_that_ron_expects(kind: NoteKind) -> Vec<String> {
        let error =
            super::super::parse::raw_note(&format!("{}(zebra: 1)", kind.name())).unwrap_err();
        match error.code {
            ron::Error::NoSuchStructField { expected, .. } => {
                expected.iter().map(ToString::to_string).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_table_names_exactly_the_fields_that_the_reader_takes() {
        for &kind in EVERY {
            let mut expected = names_that_ron_expects(kind);
            let mut ours: Vec<String> = FIELDS
                .iter()
                .filter(|f| f.allowed.contains(&kind))
                .map(|f| f.name.to_string())
                .collect();
            expected.sort();
            ours.sort();
            assert_eq!(ours, expected, "{kind:?}");
        }
    }
}

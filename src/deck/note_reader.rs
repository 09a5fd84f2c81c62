//! Reads a note with `serde`, by the table of [fields](super::fields). A derived reader would list
//! every field once more for every kind.

use std::fmt;
use std::sync::LazyLock;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::fields::{self, FIELDS, FieldSlot, NoteField};
use super::note::{Note, NoteKind, NoteParts};

/// The names of the fields that each kind may have: those of its body first.
static NAMES: LazyLock<[Vec<&'static str>; NoteKind::ALL.len()]> = LazyLock::new(|| {
    NoteKind::ALL.map(|kind| {
        let allowed = || FIELDS.iter().filter(move |field| field.allowed.contains(&kind));
        let body = allowed().filter(|field| !field.is_detail());
        body.chain(allowed().filter(|field| field.is_detail())).map(|field| field.name).collect()
    })
});

impl NoteField {
    /// Reads the field's value. Only one that is not `required` may be none.
    pub fn read<'de, D: Deserializer<'de>>(
        &self,
        parts: &mut NoteParts,
        required: bool,
        value: D,
    ) -> Result<(), D::Error> {
        match self.slot(parts) {
            FieldSlot::Text(text) if required => *text = Some(Deserialize::deserialize(value)?),
            FieldSlot::Text(text) => *text = Deserialize::deserialize(value)?,
            FieldSlot::Texts(texts) => *texts = Deserialize::deserialize(value)?,
            FieldSlot::OptionalTexts(texts) if required => {
                *texts = Some(Deserialize::deserialize(value)?);
            }
            FieldSlot::OptionalTexts(texts) => *texts = Deserialize::deserialize(value)?,
            FieldSlot::AnyOrder(groups) => *groups = Deserialize::deserialize(value)?,
            FieldSlot::Contrasts(contrasts) => *contrasts = Deserialize::deserialize(value)?,
            FieldSlot::Figure(figure) => *figure = Deserialize::deserialize(value)?,
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Note, D::Error> {
        deserializer.deserialize_enum("Note", &[], NoteVisitor)
    }
}

/// Reads `Pair(…)`.
struct NoteVisitor;

impl<'de> Visitor<'de> for NoteVisitor {
    type Value = Note;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a note")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Note, A::Error> {
        let (kind, fields) = data.variant::<NoteKind>()?;
        fields.struct_variant(&[], FieldsVisitor(kind))
    }
}

/// Reads the fields of a note of that kind.
struct FieldsVisitor(NoteKind);

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Note;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the fields of a note")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Note, A::Error> {
        let (mut parts, mut seen) = (NoteParts::default(), 0);
        while let Some(i) = map.next_key_seed(NameVisitor(self.0))? {
            let (field, bit) = (&FIELDS[i], 1 << i);
            if seen & bit != 0 {
                return Err(A::Error::duplicate_field(field.name));
            }
            seen |= bit;
            let required = fields::required(self.0) & bit != 0;
            map.next_value_seed(ValueSeed { field, parts: &mut parts, required })?;
        }
        match fields::required(self.0) & !seen {
            0 => Ok(parts.into_note(self.0)),
            missing => Err(A::Error::missing_field(FIELDS[missing.trailing_zeros() as usize].name)),
        }
    }
}

/// Reads the name of a field that the kind may have, as its number.
#[derive(Clone, Copy)]
struct NameVisitor(NoteKind);

impl<'de> DeserializeSeed<'de> for NameVisitor {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<usize, D::Error> {
        name.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameVisitor {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        match fields::find(self.0, name) {
            Some((i, _)) => Ok(i),
            None => Err(E::unknown_field(name, &NAMES[self.0 as usize])),
        }
    }
}

/// Reads a field's value into its place.
struct ValueSeed<'p> {
    field: &'static NoteField,
    parts: &'p mut NoteParts,
    required: bool,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        self.field.read(self.parts, self.required, value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::raw_note;
    use super::*;

    #[test]
    fn a_message_lists_the_fields_of_the_body_first() {
        for (kind, names) in [
            (NoteKind::Pair, "id term definition"),
            (NoteKind::Question, "id question answer"),
            (NoteKind::Cloze, "id term text"),
            (NoteKind::Steps, "id term intro steps any_order"),
            (NoteKind::List, "id term intro items"),
        ] {
            let error = raw_note(&format!("{}(zebra: 1)", kind.name())).unwrap_err();
            let ron::Error::NoSuchStructField { expected, .. } = error.code else {
                panic!("{error:?}")
            };
            let others = "of topic tags aliases points formula figure why contrast remark exam \
                          guid sources see needs sets never";
            assert_eq!(expected.join(" "), format!("{names} {others}"));
        }
    }

    #[test]
    fn a_field_that_must_be_there_is_no_option() {
        for text in [
            r#"Pair(id: None, term: "t", definition: "d")"#,
            r#"List(id: "a", term: "t", items: None)"#,
            r#"Pair(id: "a", term: "t")"#,
            r#"Pair(id: "a", term: "t", term: "t", definition: "d")"#,
        ] {
            assert!(raw_note(text).is_err(), "{text}");
        }
        assert!(raw_note(r#"Cloze(id: "a", term: None, text: "{{t}}")"#).is_ok());
    }
}

//! A notetype made ready for its notes: its templates parsed, and which of its fields matter.

use super::super::template::{FieldIndex, Template};
use super::models::{Notetype, TemplateSource};
use crate::exchange::imported_deck::LONGEST;

/// The name of the field that our own notes keep out of sight.
pub(super) const HIDDEN: &str = "Lacuna";

/// A notetype whose templates are parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParsedNotetype<'n> {
    pub(super) name: &'n str,
    /// Whether its cards are blanks of a text.
    pub(super) cloze: bool,
    pub(super) fields: &'n [String],
    pub(super) cards: Vec<CardTemplate<'n>>,
    /// The field that our own notes keep out of sight.
    pub(super) hidden: Option<usize>,
    /// Whether its notes ask for parts of a picture.
    pub(super) is_occlusion: bool,
    /// Which fields only decide what is shown.
    pub(super) deciding: Vec<bool>,
}

/// A card's two sides.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CardTemplate<'n> {
    pub(super) name: &'n str,
    pub(super) front: Template,
    pub(super) back: Template,
}

impl<'n> ParsedNotetype<'n> {
    /// Parses the templates. What is longer than a note may be shows nothing.
    pub(super) fn new(notetype: &'n Notetype) -> ParsedNotetype<'n> {
        let fields: FieldIndex<'n> =
            notetype.fields.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let parse = |source: &str| {
            let template = Template::parse(source, &fields);
            if template.size() > LONGEST { Template::default() } else { template }
        };
        let card = |source: &'n TemplateSource| CardTemplate {
            name: &source.name,
            front: parse(&source.front),
            back: parse(&source.back),
        };
        let cards: Vec<CardTemplate<'n>> = notetype.templates.iter().map(card).collect();
        let (mut shown, mut deciding) =
            (vec![false; notetype.fields.len()], vec![false; notetype.fields.len()]);
        for template in cards.iter().flat_map(|card| [&card.front, &card.back]) {
            template.fields().for_each(|at| shown[at] = true);
            template.conditions().for_each(|at| deciding[at] = true);
        }
        for (deciding, shown) in deciding.iter_mut().zip(&shown) {
            *deciding &= !shown;
        }
        let has = |name: &str| fields.contains_key(name);
        ParsedNotetype {
            name: &notetype.name,
            cloze: notetype.cloze,
            fields: &notetype.fields,
            hidden: fields.get(HIDDEN).copied().filter(|&at| !shown[at]),
            is_occlusion: notetype.name.to_lowercase().contains("image occlusion")
                || (has("Question Mask") && has("Answer Mask")),
            deciding,
            cards,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notetype(name: &str, fields: &[&str], front: &str) -> Notetype {
        Notetype {
            name: name.to_string(),
            cloze: false,
            fields: fields.iter().map(ToString::to_string).collect(),
            templates: vec![TemplateSource {
                front: front.to_string(),
                ..TemplateSource::default()
            }],
        }
    }

    #[test]
    fn fields_that_only_decide_are_known() {
        let own = notetype("A", &["A", "B", "Lacuna"], "{{#A}}{{#B}}{{A}}{{/B}}{{/A}}");
        let parsed = ParsedNotetype::new(&own);
        assert_eq!(parsed.deciding, [false, true, false]);
        assert_eq!(parsed.hidden, Some(2));
        let shown = notetype("A", &["Lacuna"], "{{Lacuna}}");
        assert_eq!(ParsedNotetype::new(&shown).hidden, None, "a field of that name of somebody's");
    }

    #[test]
    fn both_kinds_of_picture_notes_are_known() {
        for (name, fields) in [
            ("Image Occlusion", &["Occlusion"][..]),
            ("Image Occlusion Enhanced+", &["ID"]),
            ("IO", &["Header", "Question Mask", "Answer Mask"]),
        ] {
            assert!(ParsedNotetype::new(&notetype(name, fields, "")).is_occlusion, "{name}");
        }
        assert!(!ParsedNotetype::new(&notetype("Basic", &["Front"], "")).is_occlusion);
    }
}

//! Which field of a notetype is the term and which the definition, and which of our cards each of
//! its templates is.

use super::models::Notetype;
use crate::deck::CardKind;

/// What a notetype's fields mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FieldRoles {
    /// The fields of the term and of the definition.
    pub(super) order: (usize, usize),
    /// The card that each template is.
    pub(super) cards: Vec<Option<CardKind>>,
    /// The fields that some card shows.
    pub(super) shown: Vec<bool>,
    /// The field that our own notes keep out of sight.
    pub(super) hidden: Option<usize>,
}

/// The name of the field that our own notes keep out of sight.
pub(super) const HIDDEN: &str = "Lacuna";

impl FieldRoles {
    /// Works out what the fields mean from how the templates use them. Where an answer is typed, it
    /// is the term: of a pair, that is the side that is typed here.
    pub(super) fn from_notetype(notetype: &Notetype) -> FieldRoles {
        let find = |name: &str| notetype.fields.iter().position(|field| field == name);
        let used: Vec<(Vec<TemplateField<'_>>, Vec<TemplateField<'_>>)> =
            notetype.templates.iter().map(|(q, a)| (uses(q), uses(a))).collect();
        let mut shown = vec![false; notetype.fields.len()];
        for (question, answer) in &used {
            for at in question.iter().chain(answer).filter_map(|one| find(one.field)) {
                shown[at] = true;
            }
        }
        let hidden = find(HIDDEN).filter(|&at| !shown[at]);
        let asked = |question: &[TemplateField<'_>]| {
            question.iter().filter(|one| !one.typed).find_map(|one| find(one.field))
        };
        let (question, answer) =
            used.first().map_or((&[][..], &[][..]), |(q, a)| (q.as_slice(), a.as_slice()));
        let front = asked(question).unwrap_or(0);
        let typed = question.iter().filter(|one| one.typed).find_map(|one| find(one.field));
        let back = answer.iter().filter_map(|one| find(one.field)).find(|&at| at != front);
        let back = typed.or(back).unwrap_or(usize::from(front == 0));
        let order = if typed.is_some() { (back, front) } else { (front, back) };
        let mut cards = Vec::new();
        for (question, _) in &used {
            cards.push(match asked(question) {
                Some(at) if at == order.0 => Some(CardKind::Definition),
                Some(at) if at == order.1 => Some(CardKind::Term),
                _ => None,
            });
        }
        FieldRoles { order, cards, shown, hidden }
    }
}

/// A field where a template shows it.
struct TemplateField<'t> {
    field: &'t str,
    typed: bool,
}

/// The fields that a template shows; those that only decide whether something is shown are
/// none.
fn uses(template: &str) -> Vec<TemplateField<'_>> {
    let tags =
        template.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim()));
    let shown = tags.filter(|tag| !tag.starts_with(['#', '/', '^', '!']));
    let mut fields = Vec::new();
    for tag in shown {
        let (filters, field) = tag.rsplit_once(':').unwrap_or(("", tag));
        let typed = filters.split(':').any(|filter| filter == "type");
        fields.push(TemplateField { field: field.trim(), typed });
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(fields: &[&str], templates: &[(&str, &str)]) -> FieldRoles {
        let templates =
            templates.iter().map(|(q, a)| ((*q).to_string(), (*a).to_string())).collect();
        FieldRoles::from_notetype(&Notetype {
            cloze: false,
            fields: fields.iter().map(ToString::to_string).collect(),
            templates,
        })
    }

    #[test]
    fn the_templates_tell_what_the_fields_mean() {
        let answer = "{{FrontSide}}<hr>{{Back}}";
        let basic = columns(&["Front", "Back"], &[("{{Front}}", answer)]);
        assert_eq!((basic.order, &basic.cards[..]), ((0, 1), &[Some(CardKind::Definition)][..]));
        let reversed = columns(
            &["Front", "Back"],
            &[("{{Front}}", answer), ("{{Back}}", "{{FrontSide}}{{Front}}")],
        );
        assert_eq!(reversed.cards, [Some(CardKind::Definition), Some(CardKind::Term)]);
        let typed =
            columns(&["Front", "Back"], &[("{{Front}}\n{{type:Back}}", "{{Front}}{{type:Back}}")]);
        assert_eq!(
            (typed.order, &typed.cards[..]),
            ((1, 0), &[Some(CardKind::Term)][..]),
            "what is typed is the term"
        );
        let other = columns(
            &["Id", "Word", "Picture", "Meaning", "Add"],
            &[("{{Word}}", "{{Meaning}}"), ("{{#Add}}{{Meaning}}{{/Add}}", "{{Word}}")],
        );
        assert_eq!((other.order, other.shown), ((1, 3), vec![false, true, false, true, false]));
        assert_eq!(columns(&["One", "Two"], &[]).order, (0, 1));
        assert_eq!(columns(&["One"], &[("{{One}}", "")]).order, (0, 1));
    }
}

//! The cards of a note: what may be asked about it, each under a name that progress hangs on.

use super::note::{Note, NoteBody, NoteKind};
use crate::text::cloze::ClozeText;

/// One of the questions that a note holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardKind {
    /// A pair's definition, from its term.
    Definition,
    /// A pair's term, from its definition.
    Term,
    /// A question's answer.
    Answer,
    /// The blanks of a fill-in that have this number.
    Blank(u32),
    /// The order of a procedure's steps.
    Order,
    /// A step of a procedure, counted from 1.
    Step(u32),
    /// The items of a list.
    Items,
}

impl CardKind {
    /// The name that ends a card's id: `definition`, `term`, `answer`, `c1`, `order`, `s1`,
    /// `items`.
    pub fn name(self) -> String {
        match self {
            CardKind::Definition => "definition".into(),
            CardKind::Term => "term".into(),
            CardKind::Answer => "answer".into(),
            CardKind::Blank(group) => format!("c{group}"),
            CardKind::Order => "order".into(),
            CardKind::Step(number) => format!("s{number}"),
            CardKind::Items => "items".into(),
        }
    }

    /// The card of that name.
    pub fn from_name(name: &str) -> Option<CardKind> {
        Some(match name {
            "definition" => CardKind::Definition,
            "term" => CardKind::Term,
            "answer" => CardKind::Answer,
            "order" => CardKind::Order,
            "items" => CardKind::Items,
            _ => {
                let digits = name.get(1..)?;
                let number =
                    digits.parse().ok().filter(|&n: &u32| n > 0 && digits == n.to_string())?;
                match &name[..1] {
                    "c" => CardKind::Blank(number),
                    "s" => CardKind::Step(number),
                    _ => return None,
                }
            }
        })
    }

    /// What the card asks, for people.
    pub fn words(self) -> &'static str {
        match self {
            CardKind::Definition => "definition",
            CardKind::Term => "term",
            CardKind::Answer => "answer",
            CardKind::Blank(_) => "fill-in",
            CardKind::Order => "order",
            CardKind::Step(_) => "step",
            CardKind::Items => "list",
        }
    }
}

impl NoteKind {
    /// The cards of every note of this kind, where all have the same.
    pub fn cards(self) -> Option<&'static [CardKind]> {
        match self {
            NoteKind::Pair => Some(&[CardKind::Definition, CardKind::Term]),
            NoteKind::Question => Some(&[CardKind::Answer]),
            NoteKind::List => Some(&[CardKind::Items]),
            NoteKind::Cloze | NoteKind::Steps => None,
        }
    }
}

impl Note {
    /// The note's cards: both directions of a pair, a question's answer, a fill-in's groups of
    /// blanks, the order and each step of a procedure, the one recall of a list.
    pub fn cards(&self) -> Vec<CardKind> {
        match &self.body {
            NoteBody::Cloze { text, .. } => cards_of_cloze(text),
            NoteBody::Steps { steps, .. } => std::iter::once(CardKind::Order)
                .chain((1..=steps.len() as u32).map(CardKind::Step))
                .collect(),
            NoteBody::Pair { .. } | NoteBody::Question { .. } | NoteBody::List { .. } => {
                self.kind().cards().unwrap_or_default().to_vec()
            }
        }
    }
}

/// The cards of a fill-in with that text: one a group of blanks.
pub fn cards_of_cloze(text: &str) -> Vec<CardKind> {
    let groups = ClozeText::parse(text).map(|cloze| cloze.groups()).unwrap_or_default();
    groups.into_iter().map(CardKind::Blank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::parse::raw_note;

    #[test]
    fn cards_follow_the_kind() {
        for (text, cards) in [
            (r#"Pair(id: "a", term: "t", definition: "d")"#, "definition term"),
            (r#"Question(id: "a", question: "q", answer: "a")"#, "answer"),
            (r#"Cloze(id: "a", text: "{{c1::one}} and {{two}}, {{c1::again}}")"#, "c1 c2"),
            (r#"Cloze(id: "a", text: "{{never closed")"#, ""),
            (r#"Steps(id: "a", term: "t", steps: ["x", "y", "z"])"#, "order s1 s2 s3"),
            (r#"List(id: "a", term: "t", items: ["x", "y"])"#, "items"),
        ] {
            let names: Vec<String> =
                raw_note(text).unwrap().cards().into_iter().map(CardKind::name).collect();
            assert_eq!(names.join(" "), cards, "{text}");
        }
    }

    #[test]
    fn names_are_read_back() {
        for card in [
            CardKind::Definition,
            CardKind::Term,
            CardKind::Answer,
            CardKind::Blank(12),
            CardKind::Order,
            CardKind::Step(3),
            CardKind::Items,
        ] {
            assert_eq!(CardKind::from_name(&card.name()), Some(card));
        }
        for name in ["", "c", "c0", "c01", "s-1", "x1", "σ1", "Term"] {
            assert_eq!(CardKind::from_name(name), None, "{name}");
        }
    }
}

//! A card as a question: what is shown, what is to be done, and what counts as the answer.
//!
//! It knows notes only; who asks, when, and what a right answer is worth is decided elsewhere.

use crate::deck::{Body, Card, Note};
use crate::library::{Collection, Item, letters};
use crate::memory::CardId;
use crate::text::cloze::{Blank, Cloze, Piece};
use crate::text::fold::fold;
use crate::text::markup;

use super::answer::{self, Verdict};

/// What one blank, item or term is to be answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The answer, without markup.
    pub answer: String,
    /// What else counts.
    pub alternates: Vec<String>,
    /// What is shown in its place.
    pub hint: Option<String>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The whole item as it is shown, with markup.
    pub text: String,
    /// What is to be typed for it.
    pub expected: Expected,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Think of the answer, then look.
    Shown {
        /// The answer, with markup.
        answer: String,
    },
    /// Type what is missing, one blank after the other.
    Typed {
        /// The text around the blanks; none where a single answer stands alone.
        text: Option<Cloze>,
        /// The number of the blanks that are asked.
        group: u32,
        /// What is expected in each blank.
        blanks: Vec<Expected>,
    },
    /// Type every item, in any order.
    Items(Vec<ListItem>),
    /// Put the steps in order.
    Order {
        /// The steps in the right order, with markup.
        steps: Vec<String>,
        /// Groups of 1-based step numbers whose order is free.
        any_order: Vec<Vec<usize>>,
    },
}

/// A card made into a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The card's name.
    pub id: CardId,
    /// The card.
    pub item: Item,
    /// What is to be done, in a few words.
    pub task: String,
    /// What is asked about, with markup.
    pub prompt: String,
    /// How it is answered.
    pub ask: Ask,
    /// Terms of other notes that share the letters of an answer: whoever types one of them has not
    /// slipped.
    others: Vec<String>,
}

impl Question {
    /// Returns the question of a card; none if its note no longer has such a card.
    pub fn of(collection: &Collection, item: Item) -> Option<Question> {
        let note = collection.note(item.note).ok()?;
        let (task, prompt, ask) = asked(&note, item.card)?;
        let id = collection.card_id(item);
        Some(Question { id, item, task, prompt, ask, others: others(collection, item, &note) })
    }

    /// Whether something is typed, not only revealed.
    pub fn is_typed(&self) -> bool {
        matches!(self.ask, Ask::Typed { .. } | Ask::Items(_))
    }

    /// Returns the right answer in one line, without markup.
    pub fn answer(&self) -> String {
        self.ask.answer()
    }

    /// Judges what was typed against what is expected.
    pub fn judge(&self, typed: &str, expected: &Expected) -> Verdict {
        let accepted: Vec<&str> = std::iter::once(&expected.answer)
            .chain(&expected.alternates)
            .map(String::as_str)
            .collect();
        answer::judge(typed, &accepted, self.others.iter().map(String::as_str))
    }
}

/// Returns what a card asks about and its right answer, a line each and without markup, for a note
/// that is in no deck yet; none if the note has no such card.
pub fn faces(note: &Note, card: Card) -> Option<(String, String)> {
    let (task, prompt, ask) = asked(note, card)?;
    let asked = match &ask {
        Ask::Typed { text: Some(cloze), group, .. } => cloze.masked(Some(*group)),
        _ if prompt.is_empty() => task,
        _ => prompt,
    };
    Some((markup::plain(&asked).replace('\n', " – "), ask.answer()))
}

impl Ask {
    fn answer(&self) -> String {
        match self {
            Ask::Shown { answer } => markup::plain(answer),
            Ask::Typed { blanks, .. } => {
                blanks.iter().map(|blank| blank.answer.as_str()).collect::<Vec<_>>().join("; ")
            }
            Ask::Items(items) => {
                items.iter().map(|item| markup::plain(&item.text)).collect::<Vec<_>>().join("; ")
            }
            Ask::Order { steps, .. } => {
                let step =
                    |(i, step): (usize, &String)| format!("{}. {}", i + 1, markup::plain(step));
                steps.iter().enumerate().map(step).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl Expected {
    fn of(blank: &Blank) -> Expected {
        Expected {
            answer: markup::plain(&blank.answer),
            alternates: blank.alternates.iter().map(|other| markup::plain(other)).collect(),
            hint: blank.hint.clone(),
        }
    }
}

fn asked(note: &Note, card: Card) -> Option<(String, String, Ask)> {
    let words = |text: &str| text.to_string();
    Some(match (&note.body, card) {
        (Body::Pair { term, definition }, Card::Definition) => {
            (words("What does it mean?"), term.clone(), Ask::Shown { answer: definition.clone() })
        }
        (Body::Pair { term, definition }, Card::Term) => {
            let expected = Expected {
                answer: markup::plain(term),
                alternates: note.aliases.clone(),
                hint: None,
            };
            (
                words("Which term is it?"),
                definition.clone(),
                Ask::Typed { text: None, group: 1, blanks: vec![expected] },
            )
        }
        (Body::Cloze { term, text }, Card::Blank(group)) => {
            let cloze = Cloze::parse(text).ok()?;
            (words("Fill in the blank."), term.clone().unwrap_or_default(), typed(cloze, group)?)
        }
        (Body::List { term, intro, items }, Card::Items) => {
            let task = format!("Name all {}, in any order.", items.len());
            (
                task,
                headed(term, intro.as_ref()),
                Ask::Items(items.iter().map(|item| list_item(item)).collect()),
            )
        }
        (Body::Steps { term, intro, steps, any_order }, Card::Order) => {
            let steps = steps.iter().map(|step| filled(step)).collect();
            let ask = Ask::Order { steps, any_order: any_order.clone() };
            (words("Put the steps in order."), headed(term, intro.as_ref()), ask)
        }
        (Body::Steps { term, steps, .. }, Card::Step(number)) => {
            let at = (number as usize).checked_sub(1)?;
            let step = steps.get(at)?;
            let before: Vec<String> = steps[..at]
                .iter()
                .enumerate()
                .map(|(i, step)| format!("{}. {}", i + 1, filled(step)))
                .collect();
            let prompt = std::iter::once(term.clone()).chain(before).collect::<Vec<_>>().join("\n");
            let task = format!("What is step {number} of {}?", steps.len());
            let blanks = Cloze::parse(step).ok().filter(|cloze| cloze.blanks().next().is_some());
            let ask = blanks.and_then(|cloze| typed(one_group(cloze), 1));
            (task, prompt, ask.unwrap_or_else(|| Ask::Shown { answer: filled(step) }))
        }
        _ => return None,
    })
}

/// Returns the blanks of a group as something to type; none if there are none.
fn typed(cloze: Cloze, group: u32) -> Option<Ask> {
    let blanks: Vec<Expected> =
        cloze.blanks().filter(|blank| blank.group == group).map(Expected::of).collect();
    (!blanks.is_empty()).then_some(Ask::Typed { text: Some(cloze), group, blanks })
}

/// Returns the text with all its blanks in one group: a step is one question.
fn one_group(mut cloze: Cloze) -> Cloze {
    for piece in &mut cloze.pieces {
        if let Piece::Blank(blank) = piece {
            blank.group = 1;
        }
    }
    cloze
}

fn filled(text: &str) -> String {
    Cloze::parse(text).map_or_else(|_| text.to_string(), |cloze| cloze.filled())
}

fn headed(term: &str, intro: Option<&String>) -> String {
    intro.map_or_else(|| term.to_string(), |intro| format!("{term}\n{intro}"))
}

/// Returns an item with what is to be typed for it: its blank if it has one, and else all of it.
fn list_item(item: &str) -> ListItem {
    let blank = Cloze::parse(item).ok().and_then(|cloze| cloze.blanks().next().map(Expected::of));
    let text = filled(item);
    let whole = || Expected { answer: markup::plain(&text), alternates: vec![], hint: None };
    ListItem { expected: blank.unwrap_or_else(whole), text }
}

/// Returns the names of other notes of the deck that have the very letters of one of this card's
/// answers or of a slip in them: only those could be taken for a slip.
fn others(collection: &Collection, item: Item, note: &Note) -> Vec<String> {
    if !matches!(item.card, Card::Term | Card::Blank(_) | Card::Step(_) | Card::Items) {
        return Vec::new();
    }
    let answers: Vec<u64> = match &note.body {
        Body::Pair { term, .. } => vec![letters(&fold(term))],
        Body::Cloze { text, .. } => blank_letters(text),
        Body::Steps { steps: texts, .. } | Body::List { items: texts, .. } => {
            texts.iter().flat_map(|text| blank_letters(text)).collect()
        }
    };
    // A slip of three letters changes at most six bits.
    let near = |names: u64| answers.iter().any(|answer| (answer & !names).count_ones() <= 3);
    let deck = collection.deck(item.note);
    let names = collection.names();
    let notes = collection.decks()[deck].notes.clone().map(crate::library::NoteIx);
    let candidates = notes.filter(|&other| other != item.note && near(names.bags()[other.at()]));
    let close = |name: &&str| {
        let bag = letters(name);
        answers.iter().any(|answer| (answer ^ bag).count_ones() <= 6)
    };
    let terms = candidates.flat_map(|other| {
        names
            .of(other)
            .filter(|(what, _)| *what != crate::library::Name::Id)
            .map(|(_, name)| name)
            .filter(close)
    });
    terms.map(str::to_string).collect()
}

fn blank_letters(text: &str) -> Vec<u64> {
    let cloze = Cloze::parse(text);
    cloze.iter().flat_map(Cloze::blanks).map(|blank| letters(&fold(&blank.answer))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};
    use crate::library::NoteIx;

    const NOTES: &str = r#"
        Pair(id: "ln", term: "Layer norm", aliases: ["LN"], definition: "over *features*"),
        Pair(id: "wn", term: "Lawer norm", definition: "another thing"),
        Cloze(id: "c", text: "{{one|1::number}} and {{c1::two}}, then {{c3::three}}"),
        Steps(id: "s", term: "Do it", steps: ["{{Sit}} down", "stand up"]),
        List(id: "l", term: "Norms", intro: "All:", items: ["{{Batch|BN}}: over rows", "group"]),
    "#;

    fn question(note: u32, card: Card) -> Option<Question> {
        let text = format!(r#"(format: 1, id: "d", title: "D", notes: [{NOTES}])"#);
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let (collection, faults) = Collection::open(vec![DeckText {
            stem: "d".into(),
            bundled: false,
            files: vec![file],
        }]);
        assert_eq!(faults, []);
        Question::of(&collection, Item { note: NoteIx(note), card })
    }

    #[test]
    fn a_pair_asks_both_ways() {
        let shown = question(0, Card::Definition).unwrap();
        assert_eq!(
            (shown.prompt.as_str(), shown.answer().as_str()),
            ("Layer norm", "over features")
        );
        assert!(!shown.is_typed());
        let typed = question(0, Card::Term).unwrap();
        let Ask::Typed { blanks, .. } = &typed.ask else { panic!("a term is typed") };
        assert_eq!(typed.judge("LN", &blanks[0]), Verdict::Right);
        assert_eq!(typed.judge("layer nrom", &blanks[0]), Verdict::Slip("Layer norm".into()));
        assert_eq!(typed.judge("lawer norm", &blanks[0]), Verdict::Wrong, "another note's term");
    }

    #[test]
    fn blanks_of_one_number_are_asked_together() {
        let Ask::Typed { blanks, .. } = question(2, Card::Blank(1)).unwrap().ask else {
            panic!("a blank is typed")
        };
        assert_eq!(blanks.iter().map(|blank| blank.answer.as_str()).collect::<Vec<_>>(), ["two"]);
        let Ask::Typed { blanks, .. } = question(2, Card::Blank(2)).unwrap().ask else {
            panic!("a blank is typed")
        };
        assert_eq!((blanks[0].answer.as_str(), blanks[0].hint.as_deref()), ("one", Some("number")));
        assert!(question(2, Card::Blank(4)).is_none(), "a card that the note no longer has");
        assert!(question(0, Card::Items).is_none());
    }

    #[test]
    fn steps_and_items_are_typed_where_they_have_a_blank() {
        assert!(question(3, Card::Step(1)).unwrap().is_typed());
        let second = question(3, Card::Step(2)).unwrap();
        assert_eq!(second.prompt, "Do it\n1. Sit down");
        assert_eq!(second.ask, Ask::Shown { answer: "stand up".into() });
        assert_eq!(question(3, Card::Order).unwrap().answer(), "1. Sit down 2. stand up");
        let Ask::Items(items) = question(4, Card::Items).unwrap().ask else {
            panic!("a list is recalled")
        };
        assert_eq!(
            (items[0].text.as_str(), items[0].expected.answer.as_str()),
            ("Batch: over rows", "Batch")
        );
        assert_eq!(items[1].expected.answer, "group");
    }
}

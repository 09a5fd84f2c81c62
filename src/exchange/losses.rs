//! What an import could not take over: counted by kind and named, so that nothing goes missing
//! without a word.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use super::cleanup;
use crate::fault::{Fault, Place};

/// How many of the things of one kind are named.
const NAMED: usize = 5;

/// A kind of thing that could not be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A picture or a sound.
    Medium,
    /// A picture or a sound of a package whose name is unsafe, or there twice.
    MediumName,
    /// A note's field that none of its cards shows.
    Field,
    /// A card with a side that is nothing but a picture or a sound.
    MediaCard,
    /// A card with a side that is empty.
    EmptyCard,
    /// A card that asks what another one of its note asks.
    SameCard,
    /// A card of a note whose other cards show as much as a note may.
    LateCard,
    /// A note that asks for parts of a picture.
    Occlusion,
    /// A note that asks nothing.
    CardlessNote,
    /// A blank without an end.
    UnclosedBlank,
    /// A review of a card that is left out.
    Review,
    /// A due date that follows from the reviews, and not from the other program.
    DueDate,
    /// A setting of a deck.
    DeckSetting,
    /// The color of a flag.
    FlagColor,
    /// A note of which a side is only a picture or a sound.
    PictureSide,
    /// A key of JSON that means nothing here.
    Key,
    /// Two sides with gaps of which neither answers the other's.
    Gap,
    /// Text that belongs to no card.
    Prose,
    /// A table that belongs to no card.
    Table,
    /// A footnote.
    Footnote,
    /// A heading with nothing below it.
    EmptyHeading,
    /// Where a link leads that is only its words here.
    LinkTarget,
    /// When another program would ask a card.
    Schedule,
    /// What the head of a file says beyond title and tags.
    Property,
}

/// What one and what several things of a kind are called.
const WORDS: &[(Loss, &str, &str)] = &[
    (Loss::Medium, "picture or sound is left out", "pictures and sounds are left out"),
    (
        Loss::MediumName,
        "file in the package has an unsafe name or that of another, and is left out",
        "files in the package have unsafe names or those of others, and are left out",
    ),
    (Loss::Field, "field that no card shows is left out", "fields that no card shows are left out"),
    (
        Loss::MediaCard,
        "card only shows pictures or plays sounds, and is left out",
        "cards only show pictures or play sounds, and are left out",
    ),
    (
        Loss::EmptyCard,
        "card has an empty side, and is left out",
        "cards have an empty side, and are left out",
    ),
    (
        Loss::SameCard,
        "card asks the same as another of its note, and is left out",
        "cards ask the same as another of their note, and are left out",
    ),
    (
        Loss::LateCard,
        "card is left out: the other cards of its note show too much text",
        "cards are left out: the other cards of their notes show too much text",
    ),
    (
        Loss::Occlusion,
        "note asks for parts of a picture, and is left out",
        "notes ask for parts of a picture, and are left out",
    ),
    (
        Loss::CardlessNote,
        "note has no card, and is left out",
        "notes have no card, and are left out",
    ),
    (
        Loss::UnclosedBlank,
        "blank is never closed, and is no blank",
        "blanks are never closed, and are no blanks",
    ),
    (
        Loss::Review,
        "review is of a card that is left out",
        "reviews are of cards that are left out",
    ),
    (
        Loss::DueDate,
        "card's due date is worked out anew from its reviews",
        "cards' due dates are worked out anew from their reviews",
    ),
    (Loss::DeckSetting, "setting of a deck is left out", "settings of decks are left out"),
    (Loss::FlagColor, "flag has lost its color", "flags have lost their colors"),
    (
        Loss::PictureSide,
        "note is left out: one of its sides is only a picture or a sound",
        "notes are left out: one of their sides is only a picture or a sound",
    ),
    (
        Loss::Key,
        "key that a note can't have is left out",
        "keys that a note can't have are left out",
    ),
    (
        Loss::Gap,
        "note has gaps on both sides that the other side does not fill; it stays a pair",
        "notes have gaps on both sides that the other side does not fill; they stay pairs",
    ),
    (Loss::Prose, "piece of text belongs to no card", "pieces of text belong to no card"),
    (Loss::Table, "table belongs to no card", "tables belong to no card"),
    (Loss::Footnote, "footnote is left out", "footnotes are left out"),
    (Loss::EmptyHeading, "heading has nothing below it", "headings have nothing below them"),
    (
        Loss::LinkTarget,
        "link to another page is only its words",
        "links to other pages are only their words",
    ),
    (
        Loss::Schedule,
        "due date of another program is left out",
        "due dates of another program are left out",
    ),
    (Loss::Property, "property of the file is left out", "properties of the file are left out"),
];

impl Loss {
    /// What one and what several are called.
    fn words(self) -> (&'static str, &'static str) {
        let row = WORDS.iter().find(|(loss, ..)| *loss == self);
        row.map_or(("thing is left out", "things are left out"), |&(_, one, many)| (one, many))
    }

    /// What can be done about it.
    fn remedy(self) -> &'static str {
        match self {
            Loss::Medium => "their names are in the text",
            Loss::MediumName => {
                "look at the media in Anki (Tools › Check Media), and export once more"
            }
            Loss::Field => "show such a field on a card in Anki if it is needed here",
            Loss::MediaCard => "write beside a picture what it shows, to have it asked",
            Loss::EmptyCard => "fill it if the card is needed here",
            Loss::SameCard => "one of them is there",
            Loss::LateCard => "split the note in Anki if they are needed here",
            Loss::Occlusion => "they can be studied in Anki only",
            Loss::CardlessNote => "Anki doesn't ask them either: see “Empty Cards” there",
            Loss::UnclosedBlank => "end a blank with two closing braces, and import once more",
            Loss::Review => "they stay in Anki",
            Loss::DueDate => "they may differ from the dates in Anki by some days",
            Loss::DeckSetting => {
                "choose a target recall in Settings; `lacuna optimize` fits the parameters to you"
            }
            Loss::FlagColor => "the cards are flagged",
            Loss::PictureSide => "write what it shows, to have it asked",
            Loss::Key => "name it `remark`, `points` or another field to keep it",
            Loss::Gap => "write the answer on one side, to have it filled in",
            Loss::Prose => "mark what is to be asked, as the manual says",
            Loss::Table => "export it as CSV to make a note of each row",
            Loss::Footnote => "write into the answer what matters",
            Loss::EmptyHeading => "write a paragraph below to make a note",
            Loss::LinkTarget => "the pages themselves were not read",
            Loss::Schedule => "the cards are new here",
            Loss::Property => "title and tags are taken over",
        }
    }
}

/// What was left out of a file, by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Losses(BTreeMap<Loss, LossCount>);

#[derive(Clone, Debug, Default, PartialEq)]
struct LossCount {
    count: usize,
    first: Vec<String>,
    seen: HashSet<String>,
}

impl Losses {
    /// Counts a thing with a name, each name once.
    pub(super) fn add(&mut self, loss: Loss, name: &str) {
        let own = self.0.entry(loss).or_default();
        if !own.seen.contains(name) {
            own.seen.insert(name.to_string());
            own.count += 1;
            if own.first.len() < NAMED || loss == Loss::Medium {
                own.first.push(format!("`{}`", cleanup::line(name)));
            }
        }
    }

    /// Counts a picture or a sound, each name once; what has no name has an empty one.
    pub(super) fn add_medium(&mut self, name: &str) {
        if name.is_empty() {
            self.add_many(Loss::Medium, 1);
        } else {
            self.add(Loss::Medium, name);
        }
    }

    /// Takes back that a picture or a sound is missing.
    pub(super) fn remove_medium(&mut self, name: &str) {
        let Some(own) = self.0.get_mut(&Loss::Medium) else { return };
        if own.seen.remove(name) {
            own.count -= 1;
            let name = format!("`{}`", cleanup::line(name));
            own.first.retain(|first| *first != name);
        }
        if own.count == 0 {
            self.0.remove(&Loss::Medium);
        }
    }

    /// Counts so many things that have no names.
    pub(super) fn add_many(&mut self, loss: Loss, count: usize) {
        if count > 0 {
            self.0.entry(loss).or_default().count += count;
        }
    }

    /// A warning for each kind.
    pub(super) fn faults(&self, place: &Place) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (loss, LossCount { count, first, seen }) in &self.0 {
            let (one, many) = loss.words();
            let mut what = if *count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
            if !first.is_empty() {
                _ = write!(what, ": {}", first[..first.len().min(NAMED)].join(", "));
            }
            if seen.len() > NAMED {
                _ = write!(what, " and {} more", seen.len() - NAMED);
            }
            faults.push(Fault::warning(what, loss.remedy()).with_place(place.clone()));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_and_the_first_are_named() {
        let mut losses = Losses::default();
        for name in ["a", "b", "a", "c", "d", "e", "f", "g"] {
            losses.add(Loss::Medium, name);
        }
        let whats: Vec<String> =
            losses.faults(&Place::file("x.apkg")).into_iter().map(|fault| fault.what).collect();
        assert_eq!(
            whats,
            ["7 pictures and sounds are left out: `a`, `b`, `c`, `d`, `e` and 2 more"]
        );
        for found in ["a", "b", "a", "x"] {
            losses.remove_medium(found);
        }
        let what = losses.faults(&Place::file("x.apkg")).remove(0).what;
        assert_eq!(what, "5 pictures and sounds are left out: `c`, `d`, `e`, `f`, `g`");
        for found in ["c", "d", "e", "f", "g"] {
            losses.remove_medium(found);
        }
        assert_eq!(losses.faults(&Place::file("x.apkg")), []);
    }
}

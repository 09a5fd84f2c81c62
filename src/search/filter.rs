//! Filters: which notes a query leaves, whatever its other words find.

use super::prefilter::Ready;
use super::query::{Filter, Query};
use crate::library::{Collection, NoteIx};
use crate::plan::Standings;
use crate::text::fold::{fold, words};

/// Which notes a query's filters and its words with `!` leave.
pub(super) struct Filters<'a> {
    topics: Vec<bool>,
    decks: Vec<bool>,
    by_topic: bool,
    rest: Vec<(&'a Filter, bool)>,
    not: Vec<Ready<'a>>,
    standings: &'a Standings,
}

impl<'a> Filters<'a> {
    pub(super) fn of(collection: &Collection, query: &'a Query) -> Self {
        let begins = |text: &str, value: &str| {
            let text = fold(text);
            text.starts_with(value) || words(&text).any(|word| word.starts_with(value))
        };
        let mut topics = vec![true; collection.topics().len()];
        let mut decks = vec![true; collection.decks().len()];
        let (mut by_topic, mut rest) = (false, Vec::new());
        for (filter, not) in &query.filters {
            match filter {
                Filter::Topic(value) => {
                    by_topic |= !not;
                    for (on, topic) in topics.iter_mut().zip(collection.topics()) {
                        *on &= (begins(&topic.id, value) || begins(&topic.title, value)) != *not;
                    }
                }
                Filter::Deck(value) => {
                    for (on, deck) in decks.iter_mut().zip(collection.decks()) {
                        *on &= (begins(&deck.head.id, value) || begins(&deck.head.title, value))
                            != *not;
                    }
                }
                Filter::Tag(_) | Filter::Is(_) | Filter::Stands(_) => rest.push((filter, *not)),
            }
        }
        let not = query.groups.iter().flatten().filter(|word| word.not).map(Ready::of).collect();
        Filters { topics, decks, by_topic, rest, not, standings: &query.standings }
    }

    pub(super) fn passes(&self, collection: &Collection, note: NoteIx) -> bool {
        self.decks[collection.deck(note)]
            && collection.topic(note).map_or(!self.by_topic, |topic| self.topics[topic.0 as usize])
            && self.rest.iter().all(|(filter, not)| self.holds(collection, note, filter) != *not)
            && !self
                .not
                .iter()
                .any(|word| collection.names().of(note).any(|(_, name)| word.fit(name).is_some()))
    }

    fn holds(&self, collection: &Collection, note: NoteIx, filter: &Filter) -> bool {
        match filter {
            Filter::Is(kind) => collection.kind(note) == *kind,
            Filter::Stands(standing) => self.standings.is(note, *standing),
            Filter::Tag(value) => {
                collection.outline(note).tags.iter().any(|tag| fold(tag).starts_with(value))
            }
            Filter::Topic(_) | Filter::Deck(_) => true,
        }
    }
}

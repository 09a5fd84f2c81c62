//! Filters: which notes a query leaves, whatever its other words find.

use super::prefilter::CompiledWord;
use super::query::{Query, QueryFilter};
use crate::library::{Library, NoteIx};
use crate::plan::NoteStatuses;
use crate::text::fold::{fold, words};

/// Which notes a query's filters and its words with `!` leave.
pub(super) struct QueryFilters<'a> {
    topics: Vec<bool>,
    decks: Vec<bool>,
    by_topic: bool,
    rest: Vec<(&'a QueryFilter, bool)>,
    not: Vec<CompiledWord<'a>>,
    statuses: &'a NoteStatuses,
}

impl<'a> QueryFilters<'a> {
    pub(super) fn of(library: &Library, query: &'a Query) -> Self {
        let begins = |text: &str, value: &str| {
            let text = fold(text);
            text.starts_with(value) || words(&text).any(|word| word.starts_with(value))
        };
        let mut topics = vec![true; library.topics().len()];
        let mut decks = vec![true; library.decks().len()];
        for deck in &query.hidden {
            decks[deck.index()] = false;
        }
        let (mut by_topic, mut rest) = (false, Vec::new());
        for (filter, not) in &query.filters {
            match filter {
                QueryFilter::Topic(value) => {
                    by_topic |= !not;
                    for (on, topic) in topics.iter_mut().zip(library.topics()) {
                        *on &= (begins(&topic.id, value) || begins(&topic.title, value)) != *not;
                    }
                }
                QueryFilter::Deck(value) => {
                    for (on, deck) in decks.iter_mut().zip(library.decks()) {
                        *on &= (begins(&deck.head.id, value) || begins(&deck.head.title, value))
                            != *not;
                    }
                }
                QueryFilter::Tag(_) | QueryFilter::Is(_) | QueryFilter::Stands(_) => {
                    rest.push((filter, *not));
                }
            }
        }
        let not =
            query.groups.iter().flatten().filter(|word| word.not).map(CompiledWord::new).collect();
        QueryFilters { topics, decks, by_topic, rest, not, statuses: &query.statuses }
    }

    pub(super) fn passes(&self, library: &Library, note: NoteIx) -> bool {
        self.decks[library.deck(note).index()]
            && library.topic(note).map_or(!self.by_topic, |topic| self.topics[topic.0 as usize])
            && self.rest.iter().all(|(filter, not)| self.holds(library, note, filter) != *not)
            && !self.not.iter().any(|word| {
                library.names().note_names(note).any(|(_, name)| word.fit(name).is_some())
            })
    }

    fn holds(&self, library: &Library, note: NoteIx, filter: &QueryFilter) -> bool {
        match filter {
            QueryFilter::Is(kind) => library.kind(note) == *kind,
            QueryFilter::Stands(status) => self.statuses.has(note, *status),
            QueryFilter::Tag(value) => {
                library.outline(note).tags.iter().any(|tag| fold(tag).starts_with(value))
            }
            QueryFilter::Topic(_) | QueryFilter::Deck(_) => true,
        }
    }
}

//! What may have been meant where a query finds nothing: the names that come nearest, or the filter
//! that rules everything out.

use crate::library::{Library, NameKind, NoteIx};
use crate::search::{Query, QueryFilter};
use crate::text::distance::{nearest, within};
use crate::text::fold::{fold, words};

/// How many names are suggested at most.
const SUGGESTED: usize = 3;

/// Why a query finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// No topic or deck has a name that begins with a filter's value.
    Filter {
        /// `topic` or `deck`.
        what: &'static str,
        /// The filter's value.
        value: String,
        /// The id nearest to it.
        near: Option<String>,
        /// Every id.
        known: Vec<String>,
    },
    /// No note matches; the names nearest to what was typed, if any are near.
    Names(Vec<String>),
}

/// What to suggest to somebody whose query finds nothing.
pub fn suggest(library: &Library, query: &Query) -> Suggestion {
    ruled_out(library, query).unwrap_or_else(|| Suggestion::Names(nearest_terms(library, query)))
}

/// The filter that no topic or deck passes.
fn ruled_out(library: &Library, query: &Query) -> Option<Suggestion> {
    let topics = || library.topics().iter().map(|topic| (topic.id.as_str(), topic.title.as_str()));
    let decks =
        || library.decks().iter().map(|deck| (deck.head.id.as_str(), deck.head.title.as_str()));
    query.filters.iter().filter(|(_, not)| !not).find_map(|(filter, _)| match filter {
        QueryFilter::Topic(value) => unknown("topic", value, topics()),
        QueryFilter::Deck(value) => unknown("deck", value, decks()),
        QueryFilter::Tag(_) | QueryFilter::Is(_) | QueryFilter::Stands(_) => None,
    })
}

fn unknown<'a>(
    what: &'static str,
    value: &str,
    known: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<Suggestion> {
    let (ids, titles): (Vec<&str>, Vec<&str>) = known.unzip();
    let is_known =
        ids.iter().chain(&titles).map(|name| fold(name)).any(|name| {
            name.starts_with(value) || words(&name).any(|word| word.starts_with(value))
        });
    (!is_known).then(|| Suggestion::Filter {
        what,
        value: value.to_string(),
        near: nearest(value, ids.iter().copied()).map(str::to_string),
        known: ids.iter().map(ToString::to_string).collect(),
    })
}

/// The terms of the notes whose names are nearest to what was typed, the nearest first.
fn nearest_terms(library: &Library, query: &Query) -> Vec<String> {
    let typed: Vec<&str> = query.wanted().map(|word| word.text.as_str()).collect();
    let typed = typed.join(" ");
    let letters = typed.chars().count();
    let most = (letters / 2).clamp(1, 8);
    let close = |name: &str| {
        let apart = name.chars().count().abs_diff(letters);
        (apart <= most).then(|| within(&typed, name, most)).flatten()
    };
    let distance = |note: NoteIx| {
        let names = library.names().note_names(note).filter(|&(what, _)| what != NameKind::Id);
        names.filter_map(|(_, name)| words(name).filter_map(close).chain(close(name)).min()).min()
    };
    let terms = library.all().filter(|&note| letters > 1 && !library.is_child(note));
    let mut found: Vec<(usize, NoteIx)> =
        terms.filter_map(|note| Some((distance(note)?, note))).collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTED).map(|(_, note)| library.title(note)).collect()
}

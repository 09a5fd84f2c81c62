//! From names and a query to the notes that match them.

use std::sync::Arc;

use crate::fault::Fault;
use crate::library::{DeckIx, Library, NoteIx, TopicInfo};
use crate::plan::{NoteScope, NoteStatuses, StudiedDecks};
use crate::search::{Query, Searcher};
use crate::text::distance::nearest;
use crate::text::fold::fold;

use super::lookup;
use super::suggestion::{Suggestion, suggest};

/// What somebody named: notes have to be in all of it, and what is empty leaves all of them.
#[derive(Clone, Copy, Debug)]
pub struct ScopeNames<'a> {
    /// A query.
    pub query: &'a str,
    /// Decks, by id or title.
    pub decks: &'a [String],
    /// Topics, by id or title.
    pub topics: &'a [String],
    /// Tags.
    pub tags: &'a [String],
}

/// Why no notes are left.
#[derive(Debug)]
pub enum EmptyScope {
    /// The query finds nothing.
    NoMatch(Suggestion),
    /// No note is in all that was named.
    NothingShared,
    /// Something that was named is unknown, or the query can't be read.
    Fault(Fault),
}

impl From<Fault> for EmptyScope {
    fn from(fault: Fault) -> EmptyScope {
        EmptyScope::Fault(fault)
    }
}

/// Finds the notes that are named. Their status is looked up only if the query asks for it. Where
/// no deck is named, notes that are not studied are left out unless there are no others.
pub fn find_notes(
    library: &Library,
    studied: &StudiedDecks<'_>,
    names: ScopeNames<'_>,
    statuses: impl FnOnce() -> NoteStatuses,
) -> Result<NoteScope, EmptyScope> {
    let decks = find_decks(library, names.decks)?;
    let topics = find_topics(library, names.topics)?;
    let tags = find_tags(library, names.tags)?;
    let hits = if names.query.trim().is_empty() {
        None
    } else {
        Some(search(library, names.query, statuses)?)
    };
    if hits.as_ref().is_some_and(Vec::is_empty) {
        return Err(EmptyScope::NoMatch(suggest(library, &Query::parse(names.query))));
    }
    if decks.is_none() && topics.is_none() && tags.is_empty() && hits.is_none() {
        return Ok(NoteScope::default());
    }
    let is_named = |note: &NoteIx| {
        decks.as_ref().is_none_or(|decks| decks.contains(&library.deck(*note)))
            && topics.as_ref().is_none_or(|topics| {
                library.topic(*note).is_some_and(|topic| topics.contains(&usize::from(topic.0)))
            })
            && (tags.is_empty()
                || library.outline(*note).tags.iter().any(|tag| tags.contains(&fold(tag))))
    };
    let notes: Vec<NoteIx> = match hits {
        Some(hits) => hits.into_iter().filter(is_named).collect(),
        None => library.all().filter(is_named).collect(),
    };
    if notes.is_empty() {
        return Err(EmptyScope::NothingShared);
    }
    let scope = NoteScope::from_notes(library, notes);
    let names_decks = decks.is_some() || Query::parse(names.query).names_decks();
    Ok(if names_decks { scope } else { studied.among(scope) })
}

/// The ids of the decks and topics that are named.
pub fn find_ids(
    library: &Library,
    decks: &[String],
    topics: &[String],
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let decks = find_decks(library, decks)?.unwrap_or_default().into_iter();
    let topics = find_topics(library, topics)?.unwrap_or_default().into_iter();
    let decks = decks.map(|deck| library.deck_info(deck).head.id.clone()).collect();
    let mut topics: Vec<String> = topics.map(|topic| library.topics()[topic].id.clone()).collect();
    topics.dedup();
    Ok((decks, topics))
}

/// The deck with that id or title.
pub fn find_deck(library: &Library, name: &str) -> Result<DeckIx, Fault> {
    if let Some(deck) = library.find_deck(name) {
        return Ok(deck);
    }
    let found = find_decks(library, &[name.to_string()])?.unwrap_or_default();
    match found.as_slice() {
        [deck] => Ok(*deck),
        several => {
            let ids = several.iter().map(|deck| format!("`{}`", library.deck_info(*deck).head.id));
            let ids = ids.collect::<Vec<_>>().join(", ");
            Err(Fault::error(
                format!("several decks are called `{name}`"),
                format!("name one by its id: {ids}"),
            ))
        }
    }
}

/// The topic of a deck that was named, by its id or title.
pub fn find_topic<'a>(
    library: &'a Library,
    deck: DeckIx,
    name: &str,
) -> Result<&'a TopicInfo, Fault> {
    let own = || library.topics().iter().filter(|topic| topic.deck == deck);
    let known = || own().map(|topic| (topic.id.as_str(), topic.title.as_str()));
    let found = find_named("topic", &[name.to_string()], known, "lacuna list")?;
    let place = found.unwrap_or_default().first().copied().unwrap_or(0);
    Ok(own().nth(place).expect("a place that was found among them"))
}

fn search(
    library: &Library,
    typed: &str,
    statuses: impl FnOnce() -> NoteStatuses,
) -> Result<Vec<NoteIx>, Fault> {
    let mut query = lookup::parse_query(typed)?;
    if query.asks_progress() {
        query = query.with_statuses(&Arc::new(statuses()));
    }
    let hits = Searcher::default().search(library, &query).hits;
    Ok(hits.into_iter().map(|hit| hit.note).collect())
}

fn find_decks(library: &Library, names: &[String]) -> Result<Option<Vec<DeckIx>>, Fault> {
    let places = find_named(
        "deck",
        names,
        || library.decks().iter().map(|deck| (deck.head.id.as_str(), deck.head.title.as_str())),
        "lacuna decks",
    )?;
    Ok(places.map(|places| places.into_iter().map(|place| DeckIx(place as u32)).collect()))
}

fn find_topics(library: &Library, names: &[String]) -> Result<Option<Vec<usize>>, Fault> {
    find_named(
        "topic",
        names,
        || library.topics().iter().map(|topic| (topic.id.as_str(), topic.title.as_str())),
        "lacuna list",
    )
}

/// The places of everything with one of the names; none if nothing is named.
fn find_named<'a, I: Iterator<Item = (&'a str, &'a str)>>(
    what: &str,
    names: &[String],
    known: impl Fn() -> I,
    shows: &str,
) -> Result<Option<Vec<usize>>, Fault> {
    let mut all = Vec::new();
    for name in names {
        let folded = fold(name);
        let before = all.len();
        for (place, (id, title)) in known().enumerate() {
            if id == name || fold(id) == folded || fold(title) == folded {
                all.push(place);
            }
        }
        if all.len() == before {
            let near = nearest(name, known().flat_map(|(id, title)| [id, title]));
            return Err(unknown(what, name, near, shows));
        }
    }
    Ok((!names.is_empty()).then_some(all))
}

fn find_tags(library: &Library, names: &[String]) -> Result<Vec<String>, Fault> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: Vec<String> = library
        .all()
        .flat_map(|note| {
            library.outline(note).tags.iter().map(ToString::to_string).collect::<Vec<_>>()
        })
        .collect();
    known.sort_unstable();
    known.dedup();
    for name in names {
        if !known.iter().any(|tag| fold(tag) == fold(name)) {
            return Err(unknown(
                "tag",
                name,
                nearest(name, known.iter().map(String::as_str)),
                "lacuna list",
            ));
        }
    }
    Ok(names.iter().map(|name| fold(name)).collect())
}

fn unknown(what: &str, name: &str, near: Option<&str>, shows: &str) -> Fault {
    let remedy = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`{shows}` shows what there is"),
    };
    Fault::error(format!("there is no {what} `{name}`"), remedy)
}

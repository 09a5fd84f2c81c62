//! From the names on a command line to the notes that they leave.

use std::sync::Arc;

use super::args::ScopeArgs;
use super::{lookup, suggest};
use crate::fault::Fault;
use crate::library::{DeckIx, Library, NoteIx};
use crate::plan::{NoteScope, NoteStatuses};
use crate::search::Searcher;
use crate::text::distance::nearest;
use crate::text::fold::fold;

/// Returns the notes that are meant; none if the query finds nothing, with what is to be said. How
/// the notes stand is asked only if the query does.
pub(super) fn scope(
    library: &Library,
    scoped: &ScopeArgs,
    standings: impl FnOnce() -> NoteStatuses,
) -> Result<Result<NoteScope, String>, Fault> {
    let (deck, topic) = (decks(library, &scoped.deck)?, topics(library, &scoped.topic)?);
    let tags = tags(library, &scoped.tag)?;
    let typed = scoped.query.join(" ");
    let found =
        if typed.trim().is_empty() { None } else { Some(found(library, &typed, standings)?) };
    if found.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Err(suggest::nothing(library, &crate::search::Query::parse(&typed), &typed)));
    }
    if deck.is_none() && topic.is_none() && tags.is_empty() && found.is_none() {
        return Ok(Ok(NoteScope::default()));
    }
    let has_tag =
        |note: NoteIx| library.outline(note).tags.iter().any(|tag| tags.contains(&fold(tag)));
    let fits = |note: &NoteIx| {
        deck.as_ref().is_none_or(|decks| decks.contains(&library.deck(*note)))
            && topic.as_ref().is_none_or(|topics| {
                library.topic(*note).is_some_and(|topic| topics.contains(&usize::from(topic.0)))
            })
            && (tags.is_empty() || has_tag(*note))
    };
    let notes: Vec<NoteIx> = match found {
        Some(found) => found.into_iter().filter(fits).collect(),
        None => library.all().filter(fits).collect(),
    };
    if notes.is_empty() {
        return Ok(Err("no note is in all that was named; name less".into()));
    }
    Ok(Ok(NoteScope::of(library, notes)))
}

/// Returns the ids of the decks and topics that are meant.
pub(super) fn names(
    library: &Library,
    decks: &[String],
    topics: &[String],
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let decks = self::decks(library, decks)?.unwrap_or_default().into_iter();
    let topics = self::topics(library, topics)?.unwrap_or_default().into_iter();
    let decks = decks.map(|deck| library.deck_info(deck).head.id.clone()).collect();
    let mut topics: Vec<String> = topics.map(|topic| library.topics()[topic].id.clone()).collect();
    topics.dedup();
    Ok((decks, topics))
}

fn found(
    library: &Library,
    typed: &str,
    standings: impl FnOnce() -> NoteStatuses,
) -> Result<Vec<NoteIx>, Fault> {
    let mut query = lookup::query(typed)?;
    if query.asks_progress() {
        query = query.knowing(&Arc::new(standings()));
    }
    let hits = Searcher::default().search(library, &query).hits;
    Ok(hits.into_iter().map(|hit| hit.note).collect())
}

fn decks(library: &Library, names: &[String]) -> Result<Option<Vec<DeckIx>>, Fault> {
    let known =
        || library.decks().iter().map(|deck| (deck.head.id.as_str(), deck.head.title.as_str()));
    let places = chosen("deck", names, known, "lacuna decks")?;
    Ok(places.map(|places| places.into_iter().map(|place| DeckIx(place as u32)).collect()))
}

fn topics(library: &Library, names: &[String]) -> Result<Option<Vec<usize>>, Fault> {
    let known = || library.topics().iter().map(|topic| (topic.id.as_str(), topic.title.as_str()));
    chosen("topic", names, known, "lacuna list")
}

/// Returns the places of everything called by one of the names; none if nothing is named.
fn chosen<'a, I: Iterator<Item = (&'a str, &'a str)>>(
    what: &str,
    names: &[String],
    known: impl Fn() -> I,
    shows: &str,
) -> Result<Option<Vec<usize>>, Fault> {
    let mut all = Vec::new();
    for name in names {
        let folded = fold(name);
        let called = |(_, (id, title)): &(usize, (&str, &str))| {
            *id == name || fold(id) == folded || fold(title) == folded
        };
        let before = all.len();
        all.extend(known().enumerate().filter(called).map(|(at, _)| at));
        if all.len() == before {
            let near = nearest(name, known().flat_map(|(id, title)| [id, title]));
            return Err(unknown(what, name, near, shows));
        }
    }
    Ok((!names.is_empty()).then_some(all))
}

fn tags(library: &Library, names: &[String]) -> Result<Vec<String>, Fault> {
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

//! From the names on a command line to the notes that they leave.

use std::sync::Arc;

use super::args::Scoped;
use super::{lookup, suggest};
use crate::fault::Fault;
use crate::library::{Collection, NoteIx};
use crate::plan::{Scope, Standings};
use crate::search::Searcher;
use crate::text::distance::nearest;
use crate::text::fold::fold;

/// Returns the notes that are meant; none if the query finds nothing, with what is to be said. How
/// the notes stand is asked only if the query does.
pub(super) fn scope(
    collection: &Collection,
    scoped: &Scoped,
    standings: impl FnOnce() -> Standings,
) -> Result<Result<Scope, String>, Fault> {
    let (deck, topic) = (decks(collection, &scoped.deck)?, topics(collection, &scoped.topic)?);
    let tags = tags(collection, &scoped.tag)?;
    let typed = scoped.query.join(" ");
    let found =
        if typed.trim().is_empty() { None } else { Some(found(collection, &typed, standings)?) };
    if found.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Err(suggest::nothing(collection, &crate::search::Query::parse(&typed), &typed)));
    }
    if deck.is_none() && topic.is_none() && tags.is_empty() && found.is_none() {
        return Ok(Ok(Scope::default()));
    }
    let has_tag =
        |note: NoteIx| collection.outline(note).tags.iter().any(|tag| tags.contains(&fold(tag)));
    let fits = |note: &NoteIx| {
        deck.as_ref().is_none_or(|decks| decks.contains(&collection.deck(*note)))
            && topic.as_ref().is_none_or(|topics| {
                collection.topic(*note).is_some_and(|topic| topics.contains(&usize::from(topic.0)))
            })
            && (tags.is_empty() || has_tag(*note))
    };
    let notes: Vec<NoteIx> = match found {
        Some(found) => found.into_iter().filter(fits).collect(),
        None => collection.all().filter(fits).collect(),
    };
    if notes.is_empty() {
        return Ok(Err("no note is in all that was named; name less".into()));
    }
    Ok(Ok(Scope::of(collection, notes)))
}

/// Returns the ids of the decks and topics that are meant.
pub(super) fn names(
    collection: &Collection,
    decks: &[String],
    topics: &[String],
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let decks = self::decks(collection, decks)?.unwrap_or_default().into_iter();
    let topics = self::topics(collection, topics)?.unwrap_or_default().into_iter();
    let decks = decks.map(|deck| collection.decks()[deck].head.id.clone()).collect();
    let mut topics: Vec<String> =
        topics.map(|topic| collection.topics()[topic].id.clone()).collect();
    topics.dedup();
    Ok((decks, topics))
}

fn found(
    collection: &Collection,
    typed: &str,
    standings: impl FnOnce() -> Standings,
) -> Result<Vec<NoteIx>, Fault> {
    let mut query = lookup::query(typed)?;
    if query.asks_progress() {
        query = query.knowing(&Arc::new(standings()));
    }
    let hits = Searcher::default().search(collection, &query).hits;
    Ok(hits.into_iter().map(|hit| hit.note).collect())
}

fn decks(collection: &Collection, names: &[String]) -> Result<Option<Vec<usize>>, Fault> {
    let known =
        || collection.decks().iter().map(|deck| (deck.head.id.as_str(), deck.head.title.as_str()));
    chosen("deck", names, known, "lacuna decks")
}

fn topics(collection: &Collection, names: &[String]) -> Result<Option<Vec<usize>>, Fault> {
    let known =
        || collection.topics().iter().map(|topic| (topic.id.as_str(), topic.title.as_str()));
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

fn tags(collection: &Collection, names: &[String]) -> Result<Vec<String>, Fault> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: Vec<String> = collection
        .all()
        .flat_map(|note| {
            collection.outline(note).tags.iter().map(ToString::to_string).collect::<Vec<_>>()
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

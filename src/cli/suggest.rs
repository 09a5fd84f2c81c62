//! What to say when nothing matches: the names that come nearest, or the filter that rules
//! everything out.

use crate::library::{Collection, Name, NoteIx};
use crate::search::{Filter, Query};
use crate::text::distance::{nearest, within};
use crate::text::fold::words;

/// How many names are suggested at most.
const SUGGESTED: usize = 3;

/// Returns what is to be said when nothing matches `typed`.
pub(super) fn nothing(collection: &Collection, query: &Query, typed: &str) -> String {
    if let Some(filter) = ruled_out(collection, query) {
        return filter;
    }
    let names = names(collection, query);
    match names.as_slice() {
        [] => format!("nothing matches `{typed}`; `lacuna list` shows what there is"),
        [name] => format!("nothing matches `{typed}`; did you mean `{name}`?"),
        names => format!("nothing matches `{typed}`; nearest: `{}`", names.join("`, `")),
    }
}

/// Says which filter no topic or deck passes.
fn ruled_out(collection: &Collection, query: &Query) -> Option<String> {
    let topics =
        || collection.topics().iter().map(|topic| (topic.id.as_str(), topic.title.as_str()));
    let decks =
        || collection.decks().iter().map(|deck| (deck.head.id.as_str(), deck.head.title.as_str()));
    query.filters.iter().filter(|(_, not)| !not).find_map(|(filter, _)| match filter {
        Filter::Topic(value) => unknown("topic", value, topics()),
        Filter::Deck(value) => unknown("deck", value, decks()),
        Filter::Tag(_) | Filter::Is(_) | Filter::Stands(_) => None,
    })
}

fn unknown<'a>(
    what: &str,
    value: &str,
    known: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<String> {
    let (mut ids, mut titles) = (Vec::new(), Vec::new());
    for (id, title) in known {
        ids.push(id);
        titles.push(title);
    }
    let folded: Vec<String> =
        ids.iter().chain(&titles).map(|name| crate::text::fold::fold(name)).collect();
    let begins =
        |name: &String| name.starts_with(value) || words(name).any(|word| word.starts_with(value));
    if folded.iter().any(begins) {
        return None;
    }
    let remedy = match nearest(value, ids.iter().copied()) {
        Some(near) => format!("did you mean `{what}:{near}`?"),
        None => format!("there are {}", ids.join(", ")),
    };
    Some(format!("no {what} begins with `{value}`; {remedy}"))
}

/// Returns the terms of the notes whose names are nearest to what was typed, the nearest first.
fn names(collection: &Collection, query: &Query) -> Vec<String> {
    let typed: Vec<&str> = query.wanted().map(|word| word.text.as_str()).collect();
    let typed = typed.join(" ");
    let letters = typed.chars().count();
    let most = (letters / 2).clamp(1, 8);
    let close = |name: &str| {
        let apart = name.chars().count().abs_diff(letters);
        (apart <= most).then(|| within(&typed, name, most)).flatten()
    };
    let distance = |note: NoteIx| {
        let names = collection.names().of(note).filter(|&(what, _)| what != Name::Id);
        names.filter_map(|(_, name)| words(name).filter_map(close).chain(close(name)).min()).min()
    };
    let standing = collection.all().filter(|&note| letters > 1 && !collection.is_child(note));
    let mut found: Vec<(usize, NoteIx)> =
        standing.filter_map(|note| Some((distance(note)?, note))).collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTED).map(|(_, note)| collection.title(note)).collect()
}

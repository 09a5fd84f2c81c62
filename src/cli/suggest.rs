//! What to say when nothing matches: the names that come nearest, or the filter that rules
//! everything out.

use crate::library::{Library, NameKind, NoteIx};
use crate::search::{Query, QueryFilter};
use crate::text::distance::{nearest, within};
use crate::text::fold::words;

/// How many names are suggested at most.
const SUGGESTED: usize = 3;

/// Returns what is to be said when nothing matches `typed`.
pub(super) fn nothing(library: &Library, query: &Query, typed: &str) -> String {
    if let Some(filter) = ruled_out(library, query) {
        return filter;
    }
    let names = names(library, query);
    match names.as_slice() {
        [] => format!("nothing matches `{typed}`; `lacuna list` shows what there is"),
        [name] => format!("nothing matches `{typed}`; did you mean `{name}`?"),
        names => format!("nothing matches `{typed}`; nearest: `{}`", names.join("`, `")),
    }
}

/// Says which filter no topic or deck passes.
fn ruled_out(library: &Library, query: &Query) -> Option<String> {
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
fn names(library: &Library, query: &Query) -> Vec<String> {
    let typed: Vec<&str> = query.wanted().map(|word| word.text.as_str()).collect();
    let typed = typed.join(" ");
    let letters = typed.chars().count();
    let most = (letters / 2).clamp(1, 8);
    let close = |name: &str| {
        let apart = name.chars().count().abs_diff(letters);
        (apart <= most).then(|| within(&typed, name, most)).flatten()
    };
    let distance = |note: NoteIx| {
        let names = library.names().of(note).filter(|&(what, _)| what != NameKind::Id);
        names.filter_map(|(_, name)| words(name).filter_map(close).chain(close(name)).min()).min()
    };
    let standing = library.all().filter(|&note| letters > 1 && !library.is_child(note));
    let mut found: Vec<(usize, NoteIx)> =
        standing.filter_map(|note| Some((distance(note)?, note))).collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTED).map(|(_, note)| library.title(note)).collect()
}

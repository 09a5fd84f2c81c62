//! What people look for in the bundled deck, in their own words, and what they should find.

mod at_random;
mod queries;

use lacuna::library::{Library, NoteIx, NoteLink};
use lacuna::search::{MatchKind, Query, Searcher};
use lacuna::session::lookup::find_note;
use lacuna::store;

use at_random::ABSENT;

fn queries() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    queries::QUERIES.iter().chain(at_random::QUERIES)
}

fn deck() -> Library {
    let home = tempfile::tempdir().expect("a folder can be made");
    let (library, faults) = store::load(&store::ConfigHome::new(home.path()));
    assert_eq!(faults, []);
    library
}

/// The ids of the first three notes found, each with that of the note it belongs to.
fn first_three(library: &Library, typed: &str) -> Vec<String> {
    let hits = Searcher::default().search(library, &Query::parse(typed)).hits;
    let ids = |note: NoteIx| {
        let parent = library.linked(note, NoteLink::Parent).next();
        [Some(note), parent].into_iter().flatten().map(|note| library.id(note).into_owned())
    };
    hits.into_iter().take(3).flat_map(|hit| ids(hit.note)).collect()
}

#[test]
fn the_right_note_is_among_the_first_three() {
    let library = deck();
    let mut missed = Vec::new();
    for (typed, wanted) in queries() {
        let found = first_three(&library, typed);
        if !wanted.split(' ').any(|id| found.iter().any(|found| found == id)) {
            missed.push(format!("{typed}: {found:?} instead of {wanted}"));
        }
    }
    let all = queries().count();
    let most = all * 3 / 100;
    assert!(missed.len() <= most, "{} of {all}\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_note_that_is_named_exists() {
    let library = deck();
    for id in queries().flat_map(|(_, wanted)| wanted.split(' ')) {
        assert!(library.all().any(|note| library.id(note) == id), "{id}");
    }
}

#[test]
fn what_is_not_in_the_deck_is_not_found() {
    let library = deck();
    for typed in ABSENT {
        let hits = Searcher::default().search(&library, &Query::parse(typed)).hits;
        let sure = hits.iter().find(|hit| !hit.how.is_guess());
        assert_eq!(sure.map(|hit| library.title(hit.note)), None, "{typed}");
    }
}

/// What `find` lists first and Search opens is what `define` prints: all three go by one search,
/// and a note that is called so goes before the others in each.
#[test]
fn define_takes_what_search_finds_first() {
    let library = deck();
    for (typed, _) in queries() {
        let hits = Searcher::default().search(&library, &Query::parse(typed)).hits;
        let first = hits.first().map(|hit| hit.note);
        let first = first.map(|note| library.linked(note, NoteLink::Parent).next().unwrap_or(note));
        let found = find_note(&library, typed).expect("the query asks for something");
        assert_eq!(found.map(|found| found.note), first, "{typed}");
    }
    for typed in ABSENT {
        let found = find_note(&library, typed).expect("the query asks for something");
        assert!(found.is_none_or(|found| found.misspelled), "{typed}");
    }
}

#[test]
fn some_of_the_words_are_a_guess_and_marked_as_such() {
    let library = deck();
    let hits = Searcher::default().search(&library, &Query::parse("softmax of a zebra")).hits;
    assert!(!hits.iter().any(|hit| hit.how != MatchKind::Partial), "zebras are nowhere");
    let hits = Searcher::default().search(&library, &Query::parse("predict next zebra word")).hits;
    assert!(hits.first().is_some_and(|hit| hit.how == MatchKind::Partial));
}

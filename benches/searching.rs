//! How long a search takes among 100,000 notes, against `SkimMatcherV2` over every name; then every
//! letter of every query as it is typed, and how far the first ten agree.

mod support;

use std::collections::HashSet;
use std::sync::OnceLock;
use std::time::Duration;

use divan::Bencher;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use lacuna::clock::monotonic;
use lacuna::library::{Library, NameKind, NoteIx};
use lacuna::search::{Query, Searcher};

fn main() {
    divan::main();
    if std::env::args().any(|argument| argument == "--bench") {
        every_letter();
        agreement();
    }
}

/// The queries that stand for the others in the comparison.
const SOME: &[&str] =
    &["g", "gr", "gradient", "sftmx", "mgk", "tensor matrix", "softmxa", "whose", "zzzz"];

fn library() -> &'static Library {
    static COLLECTION: OnceLock<Library> = OnceLock::new();
    COLLECTION.get_or_init(|| support::library(100_000))
}

#[divan::bench(args = SOME)]
fn lacuna(bencher: Bencher, typed: &str) {
    let (library, query) = (library(), Query::parse(typed));
    let searcher = Searcher::default();
    bencher.bench_local(|| searcher.search(library, &query));
}

#[divan::bench(args = SOME, sample_count = 10)]
fn skim_over_everything(bencher: Bencher, typed: &str) {
    let library = library();
    let matcher = SkimMatcherV2::default().ignore_case();
    bencher.bench_local(|| skim(library, &matcher, typed));
}

/// The naive way: every name of every note, then all hits in order.
fn skim(library: &Library, matcher: &SkimMatcherV2, typed: &str) -> Vec<(i64, NoteIx)> {
    let best = |note| {
        library
            .names()
            .note_names(note)
            .filter_map(|(_, name)| matcher.fuzzy_match(name, typed))
            .max()
    };
    let mut hits: Vec<_> = library.all().filter_map(|note| Some((best(note)?, note))).collect();
    hits.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    hits
}

/// Types every query letter by letter, a new searcher for each, and prints the times of all letters
/// together.
fn every_letter() {
    let library = library();
    let mut times: Vec<(Duration, String)> = Vec::new();
    for _ in 0..5 {
        for typed in support::TYPED {
            let searcher = Searcher::default();
            for (at, c) in typed.char_indices() {
                let beginning = &typed[..at + c.len_utf8()];
                let start = monotonic();
                let results = searcher.search(library, &Query::parse(beginning));
                times.push((start.elapsed(), format!("{beginning:?}, {} found", results.total)));
            }
        }
    }
    times.sort();
    println!("\nevery letter of {} queries as they are typed, 100,000 notes", support::TYPED.len());
    println!(
        "  median {:.2?}, 90 in 100 within {:.2?}, the worst:",
        times[times.len() / 2].0,
        times[times.len() * 9 / 10].0
    );
    let mut printed = HashSet::new();
    let worst = times.iter().rev().filter(|(_, what)| printed.insert(what.as_str()));
    worst.take(12).for_each(|(time, what)| println!("  {time:.2?} for {what}"));
}

/// Prints how many of the naive way's first ten the shortlist keeps. The ranking differs on purpose
/// (a term before an alias, no strewn letters), so these are the ones that a filter in front of it
/// must not lose.
fn agreement() {
    let library = library();
    let matcher = SkimMatcherV2::default().ignore_case();
    let (mut kept, mut all) = (0, 0);
    for typed in
        ["gradient", "hyperkernel", "sftmx", "grdnt", "lattice", "topolgy", "quantum", "encoder"]
    {
        let query = Query::parse(typed);
        let ours: HashSet<NoteIx> =
            Searcher::default().search(library, &query).hits.iter().map(|h| h.note).collect();
        let best = |note| {
            library
                .names()
                .note_names(note)
                .filter_map(|(_, name)| Some(matcher.fuzzy_indices(name, typed)?.0))
                .max()
        };
        let mut naive: Vec<_> =
            library.all().filter_map(|note| Some((best(note)?, note))).collect();
        naive.sort_by_key(|&(score, note)| {
            (
                std::cmp::Reverse(score),
                library.names().note_names(note).find(|n| n.0 == NameKind::Term).map(|n| n.1.len()),
            )
        });
        let first = naive.iter().take(10);
        all += first.len();
        kept += first.filter(|(_, note)| ours.contains(note)).count();
    }
    println!("\n{kept} of {all} of the naive way's first ten are on the shortlist");
}

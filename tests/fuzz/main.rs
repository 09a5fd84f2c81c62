//! A short fuzz run: every target over its corpus, and over inputs that a seeded mutator makes from
//! that.
//!
//! The same targets run for hours, guided by coverage, with `fuzz/`; what that finds is kept in the
//! corpus. Anki packages are also built piece by piece (`packages.rs`): a mutated file is seldom a
//! database any more.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![cfg(feature = "anki")]

mod packages;
#[path = "../support/targets.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use lacuna::rng::{Rng, text_seed};
use targets::TARGETS;

/// The number of inputs made for each target.
const ROUNDS: usize = 200;
/// The longest input that is made.
const LONGEST: usize = 1 << 14;

/// Texts that mean something to one parser or another.
const PIECES: &[&str] = &[
    "{{",
    "}}",
    "::",
    "|",
    "c1::",
    "\\frac{",
    "\\left(",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "$",
    "$$",
    "`",
    "*",
    "_",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&amp;",
    "&#x10ffff;",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\\",
    "\\u{0}",
    "#",
    "# ",
    "Q:",
    "A:",
    "?",
    "notes: [",
    "Pair(",
    "id:",
    "0",
    "-1",
    "99999999999999999999",
    "1e999",
    "NaN",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "é",
    "日",
    "\u{0}",
    "#separator:",
    "#html:true",
    "term,definition\n",
    "Review(Good,Shown,1)",
    "kind:",
    "tag:",
    "-",
    "\"a",
    "^",
    "\\begin{matrix}",
    "&",
    "\\\\",
];

/// An input made of others.
fn mutate(corpus: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = corpus[rng.below(corpus.len())].clone();
    for _ in 0..=rng.below(6) {
        let at = rng.below(bytes.len() + 1);
        let end = at + rng.below((bytes.len() - at).min(40) + 1);
        match rng.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.below(8),
            1 => bytes.insert(at, rng.bits().to_le_bytes()[0]),
            2 | 3 => drop(bytes.splice(at..at, PIECES[rng.below(PIECES.len())].bytes())),
            4 => drop(bytes.drain(at..end)),
            // A nest of the same piece.
            5 => {
                let piece = bytes[at..end].repeat(rng.below(40));
                bytes.splice(at..at, piece);
            }
            6 => bytes.truncate(at),
            _ => {
                let other = &corpus[rng.below(corpus.len())];
                let from = rng.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
        }
        bytes.truncate(LONGEST.max(corpus[0].len()));
    }
    bytes
}

/// How many inputs to make: `LACUNA_FUZZ_ROUNDS` sets another number for long runs.
#[expect(clippy::disallowed_methods, reason = "the environment sets the length of a long run")]
fn rounds(usual: usize) -> usize {
    let named = std::env::var("LACUNA_FUZZ_ROUNDS").ok();
    named.and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

/// Runs a target over its corpus and the inputs made from it; returns the first that it fails on.
fn first_failure(name: &str, target: fn(&[u8])) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let mut rng = Rng::new(text_seed(name, 1));
    let fails = |bytes: &Vec<u8>| catch_unwind(|| target(bytes)).is_err();
    let known = corpus.iter().find(|bytes| fails(bytes)).cloned();
    known.or_else(|| (0..rounds(ROUNDS)).map(|_| mutate(&corpus, &mut rng)).find(fails))
}

#[test]
fn no_input_makes_a_parser_panic() {
    let mut found = Vec::new();
    for (name, target) in TARGETS {
        if let Some(bytes) = first_failure(name, *target) {
            found.push(format!("the target {name} fails on b\"{}\"", bytes.escape_ascii()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

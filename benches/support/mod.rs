//! What the benchmarks share: made-up decks as large as wanted, always the same ones.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use std::borrow::Cow;
use std::fmt::Write;

use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;

/// Stems of the words that notes are made of.
const STEMS: &[&str] = &[
    "gradient", "kernel", "layer", "token", "tensor", "vector", "matrix", "query", "policy",
    "reward", "sample", "batch", "cluster", "branch", "merge", "commit", "cache", "buffer",
    "thread", "signal", "packet", "router", "socket", "stream", "filter", "window", "margin",
    "weight", "factor", "metric", "model", "prior", "sparse", "latent", "hidden", "random",
    "linear", "convex", "smooth", "robust", "causal", "global", "atomic", "binary", "static",
    "lexical", "spectral", "neural", "modular", "dynamic", "entropy", "softmax", "encoder",
    "decoder", "pooling", "dropout", "scaling", "hashing", "parsing", "routing", "caching",
    "pruning", "tuning", "search", "graph", "forest", "lattice", "quantum", "protein", "enzyme",
    "cortex", "neuron", "plasma", "photon", "lepton", "crystal", "mantle", "glacier", "monsoon",
    "treaty", "ballad", "sonnet", "fresco", "cadence", "theorem", "lemma", "axiom", "integral",
    "manifold", "topology",
];
const BEFORE: &[&str] = &[
    "", "", "", "", "co", "de", "hyper", "inter", "meta", "micro", "multi", "non", "pre", "re",
    "sub", "super",
];
const AFTER: &[&str] = &[
    "", "", "", "", "s", "al", "ed", "ic", "ing", "ism", "ist", "ity", "ization", "less", "ness",
    "or",
];
const SMALL: &[&str] = &[
    "the", "of", "a", "and", "to", "is", "in", "that", "by", "for", "with", "as", "from", "which",
    "whose", "when",
];
const FOREIGN: &[&str] = &[
    "Größe",
    "naïve",
    "Ångström",
    "crêpe",
    "señal",
    "θεωρία",
    "Łukasiewicz",
    "данные",
    "façade",
    "Übung",
];

/// A stream of numbers that looks random and never changes (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn word(&mut self) -> String {
        // The smaller of two draws: as in any language, some words are far more frequent than
        // others.
        let stem = self.below(STEMS.len()).min(self.below(STEMS.len()));
        format!("{}{}{}", self.one(BEFORE), STEMS[stem], self.one(AFTER))
    }

    fn term(&mut self) -> String {
        let mut words: Vec<String> = (0..=self.below(4)).map(|_| self.word()).collect();
        if self.below(50) == 0 {
            words[0] = self.one(FOREIGN).to_string();
        }
        let term = words.join(if self.below(12) == 0 { "-" } else { " " });
        let mut chars = term.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    }

    /// A sentence of about 150 letters, one in twelve with a foreign word.
    fn sentence(&mut self) -> String {
        let mut text = String::from(if self.below(12) == 0 { self.one(FOREIGN) } else { "The" });
        while text.len() < 145 {
            let word = if self.below(100) < 45 { self.one(SMALL).to_string() } else { self.word() };
            _ = write!(text, " {word}");
        }
        text + "."
    }
}

/// The text of a deck with that many notes.
pub(crate) fn deck_text(notes: usize) -> String {
    let mut numbers = Numbers(7);
    let mut text = String::with_capacity(notes * 300);
    text.push_str("(format: 1, id: \"big\", title: \"A big deck\", topics: [\n");
    (0..40)
        .for_each(|topic| _ = writeln!(text, "    (id: \"t{topic}\", title: \"Topic {topic}\"),"));
    text.push_str("], notes: [\n");
    for i in 0..notes {
        let term = numbers.term();
        _ = write!(
            text,
            "    Pair(id: \"{}-{i}\", topic: \"t{}\", term: \"{term}\"",
            slug(&term),
            numbers.below(40)
        );
        if numbers.below(8) == 0 {
            _ = write!(text, ", aliases: [\"{}\", \"{}\"]", numbers.term(), numbers.word());
        }
        let sentence = match numbers.below(25) {
            0 => numbers.sentence().replace(" is ", " \\\"is\\\" "),
            _ => numbers.sentence(),
        };
        _ = writeln!(text, ",\n        definition: \"{sentence}\"),");
    }
    text + "])\n"
}

fn slug(term: &str) -> String {
    term.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// The deck's text as a deck of one file.
pub(crate) fn deck(text: String) -> DeckText {
    let file = SourceFile { name: "big.ron".to_string(), text: Cow::Owned(text) };
    DeckText { stem: "big".to_string(), bundled: false, files: vec![file] }
}

/// An opened library of that many notes beside the bundled deck.
pub(crate) fn library(notes: usize) -> Library {
    let (library, faults) =
        Library::open(vec![lacuna::store::bundled::deck(), deck(deck_text(notes))]);
    assert!(faults.is_empty(), "{faults:?}");
    library
}

/// What people type: names and parts of them, initials, several words, slips, words of definitions,
/// nothing that is there. Every beginning of a query is a query too.
pub(crate) const TYPED: &[&str] = &[
    "a",
    "s",
    "la",
    "gr",
    "gradient",
    "hyperkernel",
    "tensor matrix",
    "sparse layer tuning",
    "mgk",
    "sftmx",
    "grdnt",
    "softmxa",
    "gradeint",
    "entorpy kernel",
    "whose",
    "whose gradient",
    "zzzz",
    "qxzv",
    "'kernel",
    "^co",
    "ing$",
    "gradient !kernel",
    "cache | buffer",
    "topic:t7 lattice",
    "größe",
    "ångström unit",
    "theorem which",
];

//! How long opening takes: indexing every note, against reading every note in full with `ron`.

mod support;

use divan::Bencher;
use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::store::bundled;
use ron::extensions::Extensions;
use serde::Deserialize;

fn main() {
    divan::main();
}

const SIZES: &[usize] = &[10_000, 100_000];

#[divan::bench]
fn bundled_indexed(bencher: Bencher) {
    bencher.with_inputs(|| vec![bundled::deck()]).bench_values(Library::open);
}

#[divan::bench]
fn bundled_read_by_ron(bencher: Bencher) {
    let deck = bundled::deck();
    bencher.bench(|| read(&deck));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn big_indexed(bencher: Bencher, notes: usize) {
    let deck = support::deck(support::deck_text(notes));
    bencher.with_inputs(|| vec![deck.clone()]).bench_values(Library::open);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn big_read_by_ron(bencher: Bencher, notes: usize) {
    let deck = support::deck(support::deck_text(notes));
    bencher.bench(|| read(&deck));
}

/// What the baseline makes of a file; fields that it does not name are skipped, which favours it.
#[derive(Deserialize)]
struct Naive {
    notes: Vec<Note>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "the baseline only has to build them")]
enum Note {
    Pair(Fields),
    Cloze(Fields),
    Steps(Fields),
    List(Fields),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Fields {
    id: String,
    topic: Option<String>,
    term: Option<String>,
    definition: Option<String>,
    text: Option<String>,
    aliases: Vec<String>,
    points: Vec<String>,
    steps: Vec<String>,
    items: Vec<String>,
}

fn read(deck: &DeckText) -> usize {
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES);
    let file = |file: &SourceFile| {
        let naive: Naive = options.from_str(&file.text).expect("the decks are in order");
        divan::black_box(naive).notes.len()
    };
    deck.files.iter().map(file).sum()
}

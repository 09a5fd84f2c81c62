//! What it costs to judge a typed answer, in the bundled deck and in one of 100,000 notes; the
//! baseline in the same run is folding the answer, which every comparison begins with.

mod support;

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use lacuna::deck::CardKind;
use lacuna::library::{Library, LibraryCard, NoteIx};
use lacuna::rng::Rng;
use lacuna::study::{AnswerDraft, Question};
use lacuna::text::fold::fold;

fn main() {
    divan::main();
}

/// A card of the bundled deck, and what is typed: right at once, with a slip, another note's term,
/// an item in one's own words, a value, and what is nothing of all that.
const TYPED: &[&str] = &[
    "layer-norm/term: layer normalization",
    "layer-norm/term: layer nromalization",
    "layer-norm/term: batch norm",
    "rnn-problems/items: hard to compute in parallel",
    "softmax-ce-start/c1: -ln(1/10)",
    "layer-norm/term: some long answer of many words that is none at all",
];

fn bundled_and_large() -> &'static Library {
    static COLLECTION: OnceLock<Library> = OnceLock::new();
    COLLECTION.get_or_init(|| support::library(100_000))
}

fn judged(question: &Question, typed: &str) {
    black_box(AnswerDraft::new(question, &mut Rng::new(0)).submit(question, typed));
}

#[divan::bench(args = TYPED)]
fn bundled(bencher: Bencher, row: &str) {
    let (card, typed) = row.split_once(": ").expect("a card and an answer");
    let library = bundled_and_large();
    let id = format!("csc277-exam-1/{card}").as_str().into();
    let item = library.item(&id).expect("the card is there");
    let question = Question::from_card(library, item).expect("it can be asked");
    bencher.bench_local(|| judged(&question, typed));
}

#[divan::bench(args = ["sparse kernel", "some long answer of many words that is none at all"])]
fn among_100_000_notes(bencher: Bencher, typed: &str) {
    let library = bundled_and_large();
    let item = LibraryCard { note: NoteIx(library.len() as u32 - 1), card: CardKind::Term };
    let question = Question::from_card(library, item).expect("it can be asked");
    bencher.bench_local(|| judged(&question, typed));
}

#[divan::bench(args = TYPED)]
fn folding_alone(row: &str) {
    black_box(fold(row));
}

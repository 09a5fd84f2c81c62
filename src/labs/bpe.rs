//! Byte pair encoding: learning merges from a text, and replaying them on new words.
//!
//! Sennrich, Haddow and Birch 2016, "Neural machine translation of rare words with subword units",
//! section 3.2. Ties go to the pair that comes first in code-point order; other orders are as
//! valid.

use std::collections::{BTreeMap, BTreeSet};

use super::parameter::{choice, text, whole};
use super::{Lab, LabOutcome, LabTask, Parameter, Parameters};
use crate::deck::Figure;
use crate::fault::Fault;

/// The lab.
pub(super) const LAB: Lab = Lab {
    id: "bpe",
    title: "BPE trainer",
    about: "Learns a subword vocabulary by merging the most frequent pair of symbols, round after \
            round.",
    notes: &["bpe", "bpe-steps"],
    parameters: PARAMETERS,
    tasks: TASKS,
    compute,
};

const PARAMETERS: &[Parameter] = &[
    whole("merges", "Merges", (0, 200, 1), "10")
        .aliases(&["rounds"])
        .about("how many pairs are merged at most"),
    text("text", "Training text", 1000, CORPUS)
        .aliases(&["corpus"])
        .about("the corpus, split at blanks into words"),
    text("encode", "Encode", 200, "lowest slower")
        .aliases(&["word", "words"])
        .about("words to encode with the merges"),
    choice("mode", "Symbols", &["characters", "bytes"], "characters")
        .aliases(&["base"])
        .about("whether words begin as characters or as UTF-8 bytes"),
];

const TASKS: &[LabTask] = &[
    LabTask::new(
        "Take all learning back: every word falls into single letters.",
        "Without a merge only the base symbols are left. They can write any word, but the text \
         has many symbols, and a model pays for each.",
        |_, out| out.texts_at("merges").is_empty(),
    ),
    LabTask::new(
        "Merge until every word of the training text is one symbol.",
        "Pairs that stand together often grow into whole words. With enough merges a common \
         word costs one symbol; only rare and new words stay in pieces.",
        |_, out| out.texts_at("segmented").iter().all(|word| word.matches(' ').count() == 1),
    ),
    LabTask::new(
        "Write a training text so short that learning ends before the last merge.",
        "A pair must stand at least twice. When none does, there is nothing left to learn: the \
         size of a vocabulary is bounded by the text.",
        |set, out| out.texts_at("merges").len() < set.count("merges"),
    ),
];

const CORPUS: &str = "low low low low low lower lower newest newest newest newest newest newest \
                      widest widest widest";

/// A symbol is the bytes that it stands for, which sort as its code points do.
type ByteSymbol = Vec<u8>;

/// A merge that was learned.
struct BpeMerge {
    pair: (ByteSymbol, ByteSymbol),
    count: usize,
    /// How many symbols the text has afterwards.
    left: usize,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every lab has this shape, whether or not its parameters can clash"
)]
fn compute(parameters: &Parameters) -> Result<LabOutcome, Fault> {
    let bytes = parameters.is("mode", "bytes");
    let mut words = words_of(parameters.text("text"), bytes);
    let before = symbols(&words);
    let seen: BTreeSet<&ByteSymbol> = words.iter().flat_map(|(word, _)| word).collect();
    let base = if bytes { 256 } else { seen.len() };
    let merges = train(&mut words, parameters.count("merges"));
    let encoded: Vec<String> = parameters
        .text("encode")
        .split_whitespace()
        .map(|word| shown_all(&encode(word, bytes, &merges)))
        .collect();
    let names: Vec<String> = merges.iter().map(|merge| name(&merge.pair)).collect();
    let counts: Vec<f64> = merges.iter().map(|merge| merge.count as f64).collect();
    let segmented =
        words.iter().map(|(word, times)| format!("{} ×{times}", shown_all(word))).collect();
    let wanted = parameters.count("merges");
    Ok(LabOutcome::new(explanation(&words, &merges, wanted))
        .number(
            "vocabulary",
            "symbols in the vocabulary: the base and one for each merge",
            base + merges.len(),
        )
        .number("base_symbols", "symbols before the first merge", base)
        .number("symbols", "symbols that the text has now", symbols(&words))
        .number("symbols_before", "symbols that the text had at first", before)
        .texts("merges", "the merges in the order learned", names)
        .numbers("counts", "how often each pair stood in the text", counts)
        .texts("segmented", "the text's words as they are split now", segmented)
        .texts("encoded", "the words to encode, as the merges leave them", encoded)
        .unlisted(&["merges", "counts", "segmented"])
        .figure(merge_table(&merges))
        .figure(word_table(&words)))
}

/// How many rows of a table are shown: the last merges, the first words.
const ROWS: usize = 12;

fn merge_table(merges: &[BpeMerge]) -> Figure {
    let first = merges.len().saturating_sub(ROWS);
    let rows = merges
        .iter()
        .enumerate()
        .skip(first)
        .map(|(round, merge)| {
            vec![
                (round + 1).to_string(),
                name(&merge.pair),
                merge.count.to_string(),
                merge.left.to_string(),
            ]
        })
        .collect();
    Figure::table("Merges", ["round", "pair", "count", "symbols left"], rows)
}

fn word_table(words: &[(Vec<ByteSymbol>, usize)]) -> Figure {
    let cut = |text: String| crate::text::width::cut(&text, 60).into_owned();
    Figure::table(
        "Words as they are split now",
        ["times", "symbols"],
        words
            .iter()
            .take(ROWS)
            .map(|(word, times)| vec![times.to_string(), cut(shown_all(word))])
            .collect(),
    )
}

/// The distinct words, each with `_` at its end and split into symbols, in order of appearance,
/// with how often they stand in the text.
fn words_of(text: &str, bytes: bool) -> Vec<(Vec<ByteSymbol>, usize)> {
    let mut words: Vec<(&str, usize)> = Vec::new();
    for word in text.split_whitespace() {
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, times)) => *times += 1,
            None => words.push((word, 1)),
        }
    }
    words.into_iter().map(|(word, times)| (split(word, bytes), times)).collect()
}

fn split(word: &str, bytes: bool) -> Vec<ByteSymbol> {
    let marked = format!("{word}_");
    if bytes {
        marked.bytes().map(|byte| vec![byte]).collect()
    } else {
        marked.chars().map(|c| c.to_string().into_bytes()).collect()
    }
}

fn symbols(words: &[(Vec<ByteSymbol>, usize)]) -> usize {
    words.iter().map(|(word, times)| word.len() * times).sum()
}

/// Merges the most frequent pair, so many times, or until none stands twice.
fn train(words: &mut [(Vec<ByteSymbol>, usize)], most: usize) -> Vec<BpeMerge> {
    let mut merges = Vec::new();
    while merges.len() < most {
        let Some((pair, count)) = best(words) else { break };
        for (word, _) in words.iter_mut() {
            merge(word, &pair);
        }
        merges.push(BpeMerge { pair, count, left: symbols(words) });
    }
    merges
}

/// The pair that is most frequent, the first of several, if it stands twice at least.
fn best(words: &[(Vec<ByteSymbol>, usize)]) -> Option<((ByteSymbol, ByteSymbol), usize)> {
    let counts = pairs(words);
    let most = counts.values().copied().max().filter(|&count| count >= 2)?;
    let ((left, right), count) = counts.into_iter().find(|(_, count)| *count == most)?;
    Some(((left.clone(), right.clone()), count))
}

/// How often each pair of neighbours stands in the text, in code-point order, the first symbol
/// first.
fn pairs(words: &[(Vec<ByteSymbol>, usize)]) -> BTreeMap<(&ByteSymbol, &ByteSymbol), usize> {
    let mut counts = BTreeMap::new();
    for (word, times) in words {
        for two in word.windows(2) {
            *counts.entry((&two[0], &two[1])).or_insert(0) += times;
        }
    }
    counts
}

/// Joins every occurrence of the pair, from the left.
fn merge(word: &mut Vec<ByteSymbol>, (left, right): &(ByteSymbol, ByteSymbol)) {
    let mut at = 0;
    while at + 1 < word.len() {
        if word[at] == *left && word[at + 1] == *right {
            let tail = word.remove(at + 1);
            word[at].extend(tail);
        }
        at += 1;
    }
}

/// Replays the merges in the order in which they were learned.
fn encode(word: &str, bytes: bool, merges: &[BpeMerge]) -> Vec<ByteSymbol> {
    let mut symbols = split(word, bytes);
    for learned in merges {
        merge(&mut symbols, &learned.pair);
    }
    symbols
}

fn shown(symbol: &ByteSymbol) -> String {
    match std::str::from_utf8(symbol) {
        Ok(text) => text.to_string(),
        Err(_) => symbol.iter().fold(String::new(), |text, byte| format!("{text}<{byte:02X}>")),
    }
}

fn shown_all(word: &[ByteSymbol]) -> String {
    word.iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn name((left, right): &(ByteSymbol, ByteSymbol)) -> String {
    format!("{}+{}", shown(left), shown(right))
}

fn explanation(words: &[(Vec<ByteSymbol>, usize)], merges: &[BpeMerge], wanted: usize) -> String {
    let Some(last) = merges.last() else {
        return match best(words) {
            Some((pair, count)) => format!(
                "Nothing is merged yet. The most frequent pair of neighbours is {}, which stands \
                 {count} times: it is the first to be merged.",
                name(&pair)
            ),
            None => "Nothing is merged: no pair of neighbours stands twice.".to_string(),
        };
    };
    let mut says = format!(
        "Round {}: the pair {} stood {} times, more often than any other (ties go to the first in \
         code-point order). It becomes one symbol, and the text has {} symbols left.",
        merges.len(),
        name(&last.pair),
        last.count,
        last.left
    );
    if merges.len() < wanted {
        says.push_str(" Now no pair stands twice, so training stops.");
    } else if let Some((pair, count)) = best(words) {
        says = format!("{says} Next would be {} with {count}.", name(&pair));
    }
    says
}

#[cfg(test)]
mod tests {
    use crate::labs::test_support::{assert_values, fault, outcome};

    #[test]
    fn the_classic_corpus_gives_its_ten_merges() {
        let ten = outcome("bpe", &[]);
        assert_values(&ten, "base_symbols", "11");
        assert_values(&ten, "symbols_before", "95");
        let merges = "e+s | es+t | est+_ | l+o | lo+w | e+w | ew+est_ | n+ewest_ | low+_ | d+est_";
        assert_values(&ten, "merges", merges);
        assert_values(&ten, "counts", "9 9 9 7 7 6 6 6 5 3");
        assert_values(&ten, "vocabulary", "21");
        assert_values(&ten, "symbols", "28");
        assert_values(&ten, "encoded", "low est_ | s low e r _");
    }

    #[test]
    fn bytes_begin_with_all_256() {
        let bytes = outcome("bpe", &[("mode", "bytes")]);
        assert_values(&bytes, "base_symbols", "256");
        assert_values(&bytes, "vocabulary", "266");
        let accent = outcome("bpe", &[("mode", "bytes"), ("merges", "0"), ("encode", "é")]);
        assert_values(&accent, "encoded", "<C3> <A9> _");
    }

    #[test]
    fn it_stops_when_no_pair_stands_twice() {
        let out = outcome("bpe", &[("text", "ab ab cd"), ("merges", "200")]);
        assert_values(&out, "merges", "a+b | ab+_");
        assert!(out.explanation.contains("no pair stands twice"), "{}", out.explanation);
        assert_values(
            &outcome("bpe", &[("text", "aaaa aaaa"), ("merges", "1")]),
            "segmented",
            "aa aa _ ×2",
        );
    }

    #[test]
    fn the_bounds_are_told() {
        assert_eq!(
            fault("bpe", &[("merges", "1000")]),
            "`1000` is no value for merges; it takes a whole number from 0 to 200"
        );
    }
}

//! Figures of language models: byte pairs, perplexity, decoding.

use super::{assert_all, assert_written, bars, bits, figure, normalized, softmax, table, values};

/// A round of BPE: the pair, its count, the symbols left.
type Merge = (String, usize, usize);

/// Trains BPE: its rounds, and the words as they end.
fn bpe(words: &[(&str, usize)], rounds: usize) -> (Vec<Merge>, Vec<Vec<String>>) {
    let mut split: Vec<Vec<String>> = words
        .iter()
        .map(|(word, _)| word.chars().chain(['_']).map(String::from).collect())
        .collect();
    let mut log = Vec::new();
    for _ in 0..rounds {
        let mut counts = std::collections::BTreeMap::new();
        for (tokens, (_, times)) in split.iter().zip(words) {
            for pair in tokens.windows(2) {
                *counts.entry((pair[0].clone(), pair[1].clone())).or_insert(0) += times;
            }
        }
        let most = *counts.values().max().expect("there are pairs");
        let pair =
            counts.iter().find(|(_, count)| **count == most).expect("there is one").0.clone();
        for tokens in &mut split {
            let mut i = 0;
            while i + 1 < tokens.len() {
                if (&tokens[i], &tokens[i + 1]) == (&pair.0, &pair.1) {
                    let right = tokens.remove(i + 1);
                    tokens[i].push_str(&right);
                }
                i += 1;
            }
        }
        let left = split.iter().zip(words).map(|(tokens, (_, times))| tokens.len() * times).sum();
        log.push((format!("{} + {}", pair.0, pair.1), most, left));
    }
    (log, split)
}

#[test]
fn f8_byte_pair_merges() {
    let words = [("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)];
    let (log, split) = bpe(&words, 10);
    let rows = table(&figure("bpe-steps"), 0).rows;
    assert_eq!(rows[0][3], "95");
    for (i, ((pair, count, left), row)) in log.iter().zip(&rows[1..]).enumerate() {
        assert_eq!(row, &[(i + 1).to_string(), pair.clone(), count.to_string(), left.to_string()]);
    }
    assert_eq!((rows.len(), log.last().map(|last| last.2)), (11, Some(28)));
    for ((tokens, (word, times)), row) in split.iter().zip(words).zip(table(&figure("bpe"), 0).rows)
    {
        assert_eq!((row[0].as_str(), row[1].as_str()), (word, times.to_string().as_str()));
        assert_eq!(row[3], tokens.join(" "));
    }
}

#[test]
fn f9_perplexity() {
    let figure = figure("perplexity");
    let bars = bars(&figure, 0);
    let exact: Vec<f64> = [0.5, 0.25, 0.125, 0.25].iter().map(|p: &f64| -p.log2()).collect();
    assert_eq!(values(&bars), exact);
    assert_eq!(bars.level.map(|level| level.0), Some(exact.iter().sum::<f64>() / 4.0));
    assert!(figure.notes[0].contains("2² = 4"));
}

#[test]
fn f10_decoding() {
    let scores = [3.0, 2.0, 1.5, 1.0, 0.0, -1.0];
    let exact = softmax(&scores);
    let promised = [0.5573, 0.2050, 0.1243, 0.0754, 0.0277, 0.0102];
    for id in ["greedy", "direct-sampling", "top-k", "nucleus"] {
        assert_all(&values(&bars(&figure(id), 0)), &exact, 4, id);
        assert_all(&values(&bars(&figure(id), 0)), &promised, 9, id);
    }
    let cuts = |id: &str| bars(&figure(id), 0).cuts.iter().map(|cut| cut.0).collect::<Vec<_>>();
    // The nucleus is the shortest beginning that holds at least p.
    let held = |p: f64| 1 + (1..6).take_while(|&n| exact[..n].iter().sum::<f64>() < p).count();
    assert_eq!([0.5, 0.8, 0.9, 0.95].map(held), [1, 3, 4, 4]);
    assert_eq!(
        (cuts("greedy"), cuts("top-k"), cuts("nucleus")),
        (vec![1], vec![3], vec![held(0.9)])
    );
    assert_eq!(cuts("direct-sampling"), [1, 3, held(0.9)]);
    assert_all(&values(&bars(&figure("top-k"), 1)), &normalized(&exact[..3]), 4, "top-k");
    assert_all(&values(&bars(&figure("top-k"), 1)), &[0.6285, 0.2312, 0.1402], 9, "top-k");
    assert_all(&values(&bars(&figure("nucleus"), 1)), &normalized(&exact[..4]), 4, "nucleus");
    assert_all(
        &values(&bars(&figure("nucleus"), 1)),
        &[0.5793, 0.2131, 0.1293, 0.0784],
        9,
        "nucleus",
    );
    assert_written(1.8050, bits(&exact), 4, "entropy");
    assert_written(0.9620, exact[..4].iter().sum(), 4, "held");
    assert!(exact[0] < 0.7 && 0.7 < exact[0] + exact[1], "0.7 picks the second token");
    assert_written(0.7623, exact[0] + exact[1], 4, "the second's end");
}

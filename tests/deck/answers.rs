//! Every blank can be answered, by every answer it accepts; and every entry has wrong answers worth
//! offering.

use lacuna::deck::{FullDeck, Note, NoteBody};
use lacuna::library::{Library, LibraryCard, WordFrequency};
use lacuna::store::bundled;
use lacuna::study::answer::{AnswerKey, AnswerSetting, AnswerVerdict, OtherTerms, judge};
use lacuna::study::distractors::{Distractor, Nearness, distractors};
use lacuna::study::{AnswerKind, Question};
use lacuna::text::cloze::{Blank, ClozeText};
use lacuna::text::fold::{fold, words};
use lacuna::text::markup;
use lacuna::text::stem::stem;

use crate::deck;

/// The wrong answers that may stand beside a note of the deck.
fn offered(deck: &FullDeck, note: &Note) -> Vec<Distractor> {
    distractors(&deck.head, note, deck.notes.iter().map(|placed| &placed.note))
}

/// Every blank of a note, with the text that it stands in.
fn blanks(note: &Note) -> Vec<(ClozeText, Blank)> {
    let texts: Vec<&String> = match &note.body {
        NoteBody::Pair { .. } | NoteBody::Question { .. } => vec![],
        NoteBody::Cloze { text, .. } => vec![text],
        NoteBody::Steps { steps: texts, .. } | NoteBody::List { items: texts, .. } => {
            texts.iter().collect()
        }
    };
    let parsed =
        texts.into_iter().map(|text| ClozeText::parse(text).expect("the lint has read it"));
    parsed
        .flat_map(|cloze| {
            cloze.blanks().cloned().map(|blank| (cloze.clone(), blank)).collect::<Vec<_>>()
        })
        .collect()
}

fn judged(typed: &str, accepted: &[&str]) -> AnswerVerdict {
    let key = AnswerKey {
        accepted,
        setting: &AnswerSetting::default(),
        others: &OtherTerms::default(),
        frequency: &WordFrequency::default(),
    };
    judge(typed, &key)
}

#[test]
fn every_accepted_answer_is_accepted() {
    for placed in deck().notes {
        for (_, blank) in blanks(&placed.note) {
            let accepted: Vec<String> = [&blank.answer]
                .into_iter()
                .chain(&blank.alternates)
                .map(|answer| markup::plain(answer))
                .collect();
            let accepted: Vec<&str> = accepted.iter().map(String::as_str).collect();
            for typed in &accepted {
                assert_eq!(
                    judged(typed, &accepted),
                    AnswerVerdict::Right,
                    "“{typed}” in `{}`",
                    placed.note.id
                );
                let shouted = typed.to_uppercase();
                assert_eq!(
                    judged(&shouted, &accepted),
                    AnswerVerdict::Right,
                    "“{shouted}” in `{}`",
                    placed.note.id
                );
            }
        }
    }
}

#[test]
fn no_text_gives_its_own_blank_away() {
    for placed in deck().notes {
        for (cloze, blank) in blanks(&placed.note) {
            let rest = fold(&markup::plain(&cloze.masked(Some(blank.group))));
            let rest: Vec<&str> = words(&rest).collect();
            let answer = fold(&markup::plain(&blank.answer));
            let answer: Vec<&str> = words(&answer).collect();
            assert!(!answer.is_empty(), "{}", placed.note.id);
            let stands = rest.windows(answer.len()).any(|window| window == answer);
            assert!(!stands, "“{}” stands in the text of `{}`", blank.answer, placed.note.id);
        }
    }
}

fn stems(text: &str) -> Vec<String> {
    words(&fold(&markup::plain(text))).map(|word| stem(word).to_string()).collect()
}

/// Every answer that counts somewhere in a card, if something is typed into its text.
fn accepted(kind: &AnswerKind) -> Vec<&String> {
    let expected: Vec<_> = match kind {
        AnswerKind::Typed { text: Some(_), blanks, .. } => blanks.iter().collect(),
        AnswerKind::Items(items) => items.iter().map(|item| &item.expected).collect(),
        _ => vec![],
    };
    let all = |(answer, others)| std::iter::once(answer).chain::<&Vec<String>>(others);
    expected.into_iter().map(|one| (&one.answer, &one.alternates)).flat_map(all).collect()
}

#[test]
fn no_heading_gives_a_blank_away() {
    let (library, faults) = Library::open(vec![bundled::deck()]);
    assert_eq!(faults, []);
    for note in library.all() {
        for card in library.cards(note).to_vec() {
            let item = LibraryCard { note, card };
            let question = Question::from_card(&library, item).expect("every card can be asked");
            // The heading and the introduction, and of a procedure the steps before.
            let shown = stems(&question.prompt);
            for answer in accepted(&question.kind) {
                let answer = stems(answer);
                let is_shown = shown.windows(answer.len().max(1)).any(|part| part == answer);
                assert!(!is_shown, "{answer:?} stands above {:?}", question.id);
            }
        }
    }
}

#[test]
fn every_fill_in_has_a_blank_and_every_item_exactly_one() {
    for placed in deck().notes {
        let count =
            |text: &String| ClozeText::parse(text).expect("the lint has read it").blanks().count();
        match &placed.note.body {
            NoteBody::Cloze { text, .. } => assert!(count(text) > 0, "{}", placed.note.id),
            NoteBody::List { items, .. } => {
                assert!(items.iter().all(|item| count(item) == 1), "{}", placed.note.id);
            }
            NoteBody::Steps { steps, .. } => {
                assert!(steps.iter().all(|step| count(step) > 0), "{}", placed.note.id);
            }
            NoteBody::Pair { .. } | NoteBody::Question { .. } => {}
        }
    }
}

#[test]
fn every_entry_has_wrong_answers_from_its_own_sets() {
    let deck = deck();
    for placed in deck.notes.iter().filter(|placed| placed.note.details.of.is_none()) {
        let near = offered(&deck, &placed.note)
            .into_iter()
            .filter(|other| other.from == Nearness::Set)
            .count();
        assert!(near >= 3, "`{}` has {near} wrong answers in its sets", placed.note.id);
    }
}

/// Pairs that could both be right, from the course's list: a sample of every kind of pair in it.
const NEVER: &[(&str, &str)] = &[
    ("bpe", "bpe-steps"),
    ("lora", "lora-steps"),
    ("rlhf", "instructgpt-steps"),
    ("rl", "rlhf"),
    ("monorepo", "monorepo-tradeoffs"),
    ("mlops", "mlops-principles"),
    ("inductive-bias", "bias-examples"),
    ("norm-layers", "layer-norm"),
    ("norm-layers", "batch-norm"),
    ("test-types", "unit-test"),
    ("test-types", "smoke-test"),
    ("sgd", "minibatch-gd"),
    ("icl", "few-shot"),
    ("icl", "zero-shot"),
    ("cot", "few-shot"),
    ("cot", "icl"),
    ("zero-shot", "cot"),
    ("zero-shot", "expert-prompting"),
    ("cot", "self-consistency"),
    ("pretrain-tests", "overfit-check"),
    ("rope", "relative-pe"),
    ("rope", "absolute-pe"),
    ("gqa", "mqa"),
    ("greedy", "top-k"),
    ("nucleus", "direct-sampling"),
    ("transfer-init", "transfer-finetune"),
    ("small-data-transfer", "transfer-finetune"),
    ("self-supervised", "unsupervised"),
    ("supervised", "regression"),
    ("foundation-models", "bert"),
    ("foundation-models", "self-supervised"),
    ("embedding", "transfer-embedding"),
    ("bert", "embedding"),
    ("docker", "release-packaging"),
    ("kubernetes", "orchestration"),
    ("exp-versioning", "why-versioning"),
    ("exp-versioning", "model-versioning"),
    ("exp-tracking", "exp-versioning"),
    ("artifact", "dataset-versioning"),
    ("permutation", "transformer-traits"),
    ("dl-risks", "jailbreak"),
    ("cicd-pipeline", "release-packaging"),
    ("transfer-init", "lora"),
    ("transfer-init", "lora-steps"),
    ("transfer-init", "transfer-embedding"),
    ("orchestration", "cicd-pipeline"),
    ("supervised", "self-supervised"),
    ("mlops-principles", "orchestration"),
];

/// Foils that would be right too, or that are no question beside a note.
const NEVER_FOILS: &[(&str, &str)] = &[
    ("jailbreak", "Red-teaming"),
    ("jailbreak", "Export control"),
    ("jailbreak", "Benchmark saturation"),
    ("jailbreak", "Label noise"),
    ("minibatch-gd", "Gradient accumulation"),
    ("full-gd", "Gradient accumulation"),
    ("norm-layers", "Group normalization"),
    ("norm-layers", "Instance normalization"),
    ("norm-layers", "RMS normalization"),
    ("layer-norm", "RMS normalization"),
    ("layer-norm", "Instance normalization"),
    ("gelu", "SiLU"),
    ("softmax", "Logistic sigmoid"),
    ("test-types", "Load test"),
    ("posttrain-tests", "Invariance test"),
    ("posttrain-tests", "Robustness test"),
    ("posttrain-tests", "Directional expectation test"),
    ("posttrain-tests", "Minimum functionality test"),
    ("absolute-pe", "Learned position table"),
    ("relative-pe", "ALiBi"),
    ("gqa", "Multi-head attention"),
    ("greedy", "Temperature sampling"),
    ("lora", "Prompt tuning"),
    ("bert", "Masked language modeling"),
    ("regularization", "Early stopping"),
    ("regularization", "Data augmentation"),
];

#[test]
fn what_could_both_be_right_is_never_offered_together() {
    let deck = deck();
    for (one, other) in NEVER.iter().flat_map(|&(a, b)| [(a, b), (b, a)]) {
        let offered = offered(&deck, crate::note(&deck, one));
        assert!(
            !offered.iter().any(|wrong| wrong.id.as_deref() == Some(other)),
            "`{other}` beside `{one}`"
        );
    }
    for (one, foil) in NEVER_FOILS {
        let offered = offered(&deck, crate::note(&deck, one));
        assert!(!offered.iter().any(|wrong| wrong.term == *foil), "{foil} beside `{one}`");
    }
}

#[test]
fn foils_that_are_barred_exist() {
    let deck = deck();
    let foils: Vec<&String> =
        deck.head.sets.iter().flat_map(|set| &set.foils).map(|foil| &foil.term).collect();
    for (_, foil) in NEVER_FOILS {
        assert!(foils.iter().any(|term| *term == foil), "{foil}");
    }
}

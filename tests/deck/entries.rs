//! The course list: a hundred entries under permanent ids, each of its kind and in its topic.

use std::collections::HashSet;

use lacuna::deck::{NoteBody, NoteKind};
use lacuna::text::fold::{fold, words};
use lacuna::text::markup;

use crate::{deck, note};

/// Topic, kind and ids, as the course's list has them. Ids are permanent: people's progress hangs
/// on them.
const ENTRIES: &[(&str, NoteKind, &str)] = &[
    (
        "attn",
        NoteKind::Pair,
        "relative-pe absolute-pe gqa rope-interpolation rope permutation mqa key-vector flash-attention value-vector query-vector",
    ),
    ("attn", NoteKind::Cloze, "n-in-n-out"),
    ("attn", NoteKind::List, "transformer-traits"),
    (
        "lm",
        NoteKind::Pair,
        "bpe autoregressive perplexity greedy direct-sampling bert nucleus top-k eos",
    ),
    ("lm", NoteKind::List, "llm-limits"),
    ("lm", NoteKind::Steps, "bpe-steps"),
    (
        "prompt",
        NoteKind::Pair,
        "cot jailbreak icl few-shot self-consistency zero-shot expert-prompting auto-prompt rlhf",
    ),
    ("prompt", NoteKind::Steps, "instructgpt-steps"),
    (
        "learn",
        NoteKind::Pair,
        "capacity unsupervised regularization rl self-supervised hockey-stick regression supervised minibatch-gd full-gd continual-learning sgd",
    ),
    ("layers", NoteKind::Pair, "layer-norm batch-norm gelu softmax"),
    ("layers", NoteKind::Cloze, "sigmoid-bce softmax-ce linear-l2-huber"),
    ("layers", NoteKind::List, "norm-layers no-activation"),
    ("arch", NoteKind::Pair, "inductive-bias gnn-output gnn-input conv-filter"),
    ("arch", NoteKind::List, "mlp-cons bias-examples rnn-problems"),
    ("xfer", NoteKind::Pair, "lora foundation-models transfer-init embedding"),
    ("xfer", NoteKind::Cloze, "small-data-transfer"),
    ("xfer", NoteKind::Steps, "transfer-embedding imagenet-steps lora-steps transfer-finetune"),
    ("data", NoteKind::Pair, "artifact dedup dataset-versioning"),
    ("data", NoteKind::List, "dl-risks ai-regulation scraped-datasets"),
    ("tests", NoteKind::Pair, "integration-test unit-test regression-test sanity-test smoke-test"),
    ("tests", NoteKind::List, "pretrain-tests posttrain-tests test-types"),
    ("tests", NoteKind::Steps, "overfit-check"),
    (
        "ops",
        NoteKind::Pair,
        "orchestration monorepo docker exp-versioning exp-tracking kubernetes mlops model-versioning",
    ),
    ("ops", NoteKind::List, "monorepo-tradeoffs mlops-principles why-versioning"),
    ("ops", NoteKind::Steps, "cicd-pipeline release-packaging academic-loop"),
];

/// How many elements each enumeration has at least.
const ITEMS: &[(&str, usize)] = &[
    ("monorepo-tradeoffs", 7),
    ("llm-limits", 4),
    ("mlp-cons", 4),
    ("pretrain-tests", 7),
    ("posttrain-tests", 4),
    ("dl-risks", 7),
    ("norm-layers", 2),
    ("ai-regulation", 2),
    ("mlops-principles", 4),
    ("no-activation", 4),
    ("test-types", 5),
    ("bias-examples", 3),
    ("scraped-datasets", 4),
    ("why-versioning", 4),
    ("rnn-problems", 4),
    ("transformer-traits", 4),
];

#[test]
fn every_entry_is_there_and_nothing_else_stands_for_itself() {
    let deck = deck();
    let mut listed = HashSet::new();
    for (topic, kind, ids) in ENTRIES {
        for id in ids.split(' ') {
            let note = note(&deck, id);
            assert_eq!((note.details.topic.as_deref(), note.kind()), (Some(*topic), *kind), "{id}");
            assert!(
                note.details.of.is_none()
                    && !note.details.sources.is_empty()
                    && !note.details.sets.is_empty(),
                "{id}"
            );
            assert!(!note.details.aliases.is_empty() && !note.details.points.is_empty(), "{id}");
            listed.insert(id);
        }
    }
    assert_eq!(listed.len(), 100);
    for placed in deck.notes.iter().filter(|placed| !listed.contains(placed.note.id.as_str())) {
        let of = placed
            .note
            .details
            .of
            .as_deref()
            .unwrap_or_else(|| panic!("`{}` is no entry and has no parent", placed.note.id));
        assert!(listed.contains(of), "the parent of `{}`", placed.note.id);
        assert_eq!(placed.note.details.topic, note(&deck, of).details.topic, "{}", placed.note.id);
    }
}

#[test]
fn enumerations_have_their_elements_and_a_question_on_each() {
    let deck = deck();
    for (id, least) in ITEMS {
        let NoteBody::List { items, .. } = &note(&deck, id).body else { panic!("{id} is no list") };
        assert!(items.len() >= *least, "{id} has {} items", items.len());
        let questions = deck
            .notes
            .iter()
            .filter(|placed| placed.note.details.of.as_deref() == Some(id))
            .count();
        assert!(questions >= *least, "{id} has {questions} questions on its elements");
    }
}

#[test]
fn procedures_are_short_enough_to_order() {
    for placed in deck().notes {
        if let NoteBody::Steps { steps, .. } = &placed.note.body {
            assert!(
                (3..=5).contains(&steps.len()) || steps.len() == 2,
                "{} has {} steps",
                placed.note.id,
                steps.len()
            );
        }
    }
}

#[test]
fn definitions_are_short_and_do_not_name_their_term() {
    for placed in deck().notes {
        let NoteBody::Pair { term, definition } = &placed.note.body else { continue };
        let text = markup::plain(definition);
        let count = text.split_whitespace().count();
        assert!(count <= 40, "the definition of `{}` has {count} words", placed.note.id);
        let folded = fold(&text);
        let all: Vec<&str> = words(&folded).collect();
        for name in placed.note.details.aliases.iter().chain([term]) {
            let name = fold(name);
            let name: Vec<&str> = words(&name).collect();
            assert!(
                !all.windows(name.len()).any(|window| window == name),
                "`{}` names itself: {name:?}",
                placed.note.id
            );
        }
    }
}

#[test]
fn every_definition_says_why_or_what_it_is_not() {
    for placed in deck().notes.iter().filter(|placed| placed.note.details.of.is_none()) {
        let note = &placed.note;
        assert!(
            note.kind() != NoteKind::Pair
                || note.details.why.is_some()
                || !note.details.contrast.is_empty(),
            "{}",
            note.id
        );
    }
}

#[test]
fn terms_and_aliases_are_unique_and_links_lead_somewhere() {
    let deck = deck();
    let mut names = HashSet::new();
    for placed in deck.notes.iter().filter(|placed| placed.note.details.of.is_none()) {
        let own: HashSet<String> = placed
            .note
            .details
            .aliases
            .iter()
            .cloned()
            .chain([placed.note.title()])
            .map(|name| words(&fold(&name)).collect::<String>())
            .collect();
        for name in own {
            assert!(
                names.insert(name.clone()),
                "“{name}” is the name of two notes, one of them `{}`",
                placed.note.id
            );
        }
        for id in placed.note.details.see.iter().chain(&placed.note.details.needs) {
            note(&deck, id);
        }
    }
}

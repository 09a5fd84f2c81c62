//! Ten thousand questions of the bundled deck: none is unfair, and everything is asked.

use std::collections::{BTreeMap, HashMap, HashSet};

use lacuna::deck::Note;
use lacuna::library::Collection;
use lacuna::memory::{Form, QuizRules};
use lacuna::plan::Scope;
use lacuna::study::quiz::{Answers, Bank, Put, plan};

use crate::{bundled, collection};

/// Quizzes of twenty questions, one a seed.
fn quizzes(collection: &Collection, count: u64) -> Vec<Vec<Put>> {
    let mut bank = Bank::new(collection);
    let rules = |seed| QuizRules { seed, questions: 20, ..QuizRules::default() };
    (0..count).map(|seed| plan(&mut bank, &Scope::default(), &rules(seed))).collect()
}

fn notes(collection: &Collection) -> HashMap<String, Note> {
    collection
        .all()
        .map(|ix| collection.note(ix).expect("it can be read"))
        .map(|note| (note.id.clone(), note))
        .collect()
}

#[test]
fn ten_thousand_questions_are_fair() {
    let collection = bundled();
    let notes = notes(&collection);
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (mut asked, mut truths) = (HashSet::new(), [0_usize; 2]);
    let quizzes = quizzes(&collection, 500);
    let puts: Vec<&Put> = quizzes.iter().flatten().collect();
    assert_eq!(puts.len(), 10_000);
    for put in &puts {
        asked.extend(put.item.map(|item| item.note));
        match &put.answers {
            Answers::Choice { choices, right } if put.form == Form::Choice => {
                let texts: HashSet<&str> =
                    choices.iter().map(|choice| choice.text.as_str()).collect();
                assert_eq!(texts.len(), choices.len(), "two equal answers: {put:?}");
                places.entry(choices.len()).or_insert_with(|| vec![0; choices.len()])[*right] += 1;
                let own = notes
                    .get(put.id.note().split_once('/').expect("a card has a note").1)
                    .expect("it is there");
                for (_, choice) in choices.iter().enumerate().filter(|(at, _)| at != right) {
                    let name = choice.note.as_ref().unwrap_or(&choice.text);
                    let bars = choice
                        .note
                        .as_ref()
                        .and_then(|id| notes.get(id))
                        .is_some_and(|other| other.never.contains(&own.id));
                    assert!(!own.never.contains(name) && !bars, "`{name}` beside `{}`", own.id);
                }
            }
            Answers::Choice { right, .. } => truths[*right] += 1,
            Answers::Pairs { left, right, fits } => {
                let mut sorted = fits.clone();
                sorted.sort_unstable();
                assert!(sorted.into_iter().eq(0..left.len()) && right.len() == left.len());
            }
            Answers::Typed(_) => {}
        }
    }
    let missed: Vec<_> = collection
        .all()
        .filter(|note| !asked.contains(note))
        .map(|note| collection.id(note))
        .collect();
    assert_eq!(missed, [""; 0], "every note is asked");
    for (choices, counts) in &places {
        assert!(is_uniform(counts), "the right one of {choices} stands at {counts:?}");
    }
    assert!(is_uniform(&truths), "true and false: {truths:?}");
}

/// Whether counts come from a uniform distribution as far as a chi-square test at 0.1 % can tell.
fn is_uniform(counts: &[usize]) -> bool {
    const CRITICAL: [f64; 3] = [10.83, 13.82, 16.27];
    let expected = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    let chi_square: f64 =
        counts.iter().map(|&count| (count as f64 - expected).powi(2) / expected).sum();
    chi_square < CRITICAL[counts.len() - 2]
}

#[test]
fn no_topic_and_no_form_dominates() {
    let collection = bundled();
    for quiz in quizzes(&collection, 60) {
        assert_eq!(quiz.len(), 20);
        let (mut topics, mut forms) = (HashMap::<_, usize>::new(), HashMap::<_, usize>::new());
        for put in &quiz {
            *topics.entry(put.topic).or_default() += 1;
            *forms.entry(put.form).or_default() += 1;
        }
        assert_eq!(topics.len(), 10, "each of the ten topics");
        assert!(topics.values().all(|&count| count == 2), "{topics:?}");
        assert!(forms.len() >= 6 && forms.values().all(|&count| count <= 6), "{forms:?}");
        let cards: HashSet<_> = quiz.iter().map(|put| put.id.note()).collect();
        assert_eq!(cards.len(), 20, "no note twice");
    }
}

#[test]
fn a_seed_gives_one_quiz() {
    let collection = bundled();
    assert_eq!(quizzes(&collection, 3), quizzes(&collection, 3));
    assert_ne!(quizzes(&collection, 2)[0], quizzes(&collection, 2)[1]);
}

#[test]
fn a_false_statement_says_why_it_is_false() {
    let collection = bundled();
    let quizzes = quizzes(&collection, 100);
    let statements = quizzes.iter().flatten().filter(|put| put.form == Form::TrueFalse);
    let (mut told, mut contrasted) = (0, 0);
    for put in statements {
        let Answers::Choice { right, .. } = &put.answers else { panic!("it is true or false") };
        assert_eq!(put.because.is_some(), *right == 1, "{put:?}");
        told += usize::from(put.because.is_some());
        contrasted += usize::from(
            put.because.as_ref().is_some_and(|because| because.matches('.').count() > 1),
        );
    }
    assert!(told > 50 && contrasted > 5, "{told} told, {contrasted} with the contrast");
}

#[test]
fn small_and_poor_decks_are_asked_as_far_as_they_go() {
    let rules = QuizRules { seed: 3, ..QuizRules::default() };
    let ask = |notes: &str, forms: &[Form]| {
        let collection = collection(notes);
        let rules = QuizRules { forms: forms.to_vec(), ..rules.clone() };
        plan(&mut Bank::new(&collection), &Scope::default(), &rules)
    };
    let lonely = r#"Pair(id: "a", term: "Alpha", definition: "the first letter")"#;
    assert!(ask("", &[]).is_empty());
    assert!(ask(lonely, &[Form::Choice]).is_empty(), "there is nothing to choose from");
    assert_eq!(ask(lonely, &[]).iter().map(Put::answer).collect::<Vec<_>>(), ["Alpha"]);
    assert_eq!(ask(crate::NOTES, &[]).len(), 7);
    for form in Form::ALL {
        let puts = ask(crate::NOTES, &[form]);
        assert!(!puts.is_empty() && puts.iter().all(|put| put.form == form), "{form:?}: {puts:?}");
    }
    let alike = r#"Pair(id: "a", term: "Same", definition: "one thing"), Pair(id: "b", term: "same", definition: "one thing"),
        Pair(id: "c", term: "Alias", aliases: ["Same"], definition: "another thing")"#;
    assert_eq!(
        ask(alike, &[Form::Choice, Form::TrueFalse, Form::Match]),
        [],
        "none could be wrong beside another"
    );
}

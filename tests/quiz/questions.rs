//! Ten thousand questions of the bundled deck: none is unfair, and everything is asked.

use std::collections::{BTreeMap, HashMap, HashSet};

use lacuna::deck::{Note, NoteBody};
use lacuna::library::Library;
use lacuna::memory::{QuestionForm, QuizRules};
use lacuna::plan::NoteScope;
use lacuna::study::quiz::{AnswerSpace, NoteBank, QuizQuestion, plan};

use crate::{bundled, library};

/// Quizzes of twenty questions, one a seed.
fn quizzes(library: &Library, count: u64) -> Vec<Vec<QuizQuestion>> {
    let mut bank = NoteBank::new(library);
    let rules = |seed| QuizRules { seed, questions: 20, ..QuizRules::default() };
    (0..count).map(|seed| plan(&mut bank, &NoteScope::default(), &rules(seed))).collect()
}

fn notes(library: &Library) -> HashMap<String, Note> {
    library
        .all()
        .map(|ix| library.note(ix).expect("it can be read"))
        .map(|note| (note.id.clone(), note))
        .collect()
}

#[test]
fn ten_thousand_questions_are_fair() {
    let library = bundled();
    let notes = notes(&library);
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (mut asked, mut truths) = (HashSet::new(), [0_usize; 2]);
    let quizzes = quizzes(&library, 500);
    let puts: Vec<&QuizQuestion> = quizzes.iter().flatten().collect();
    assert_eq!(puts.len(), 10_000);
    for question in &puts {
        asked.extend(question.item.map(|item| item.note));
        match &question.answers {
            AnswerSpace::Choice { choices, right } if question.form == QuestionForm::Choice => {
                let texts: HashSet<&str> =
                    choices.iter().map(|choice| choice.text.as_str()).collect();
                assert_eq!(texts.len(), choices.len(), "two equal answers: {question:?}");
                places.entry(choices.len()).or_insert_with(|| vec![0; choices.len()])[*right] += 1;
                let own = notes
                    .get(question.id.note().split_once('/').expect("a card has a note").1)
                    .expect("it is there");
                // What belongs to a list is right beside it, whatever its names are.
                let is_list = matches!(own.body, NoteBody::List { .. });
                let wrong = choices.iter().enumerate().filter(|(at, _)| at != right && !is_list);
                for (_, choice) in wrong {
                    let name = choice.note.as_ref().unwrap_or(&choice.text);
                    let bars = choice
                        .note
                        .as_ref()
                        .and_then(|id| notes.get(id))
                        .is_some_and(|other| other.details.never.contains(&own.id));
                    assert!(
                        !own.details.never.contains(name) && !bars,
                        "`{name}` beside `{}`",
                        own.id
                    );
                }
            }
            AnswerSpace::Choice { right, .. } => truths[*right] += 1,
            AnswerSpace::Pairs { left, right, fits } => {
                let mut sorted = fits.clone();
                sorted.sort_unstable();
                assert!(sorted.into_iter().eq(0..left.len()) && right.len() == left.len());
            }
            AnswerSpace::Typed(_) => {}
        }
    }
    let missed: Vec<_> =
        library.all().filter(|note| !asked.contains(note)).map(|note| library.id(note)).collect();
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
    let library = bundled();
    for quiz in quizzes(&library, 60) {
        assert_eq!(quiz.len(), 20);
        let (mut topics, mut forms) = (HashMap::<_, usize>::new(), HashMap::<_, usize>::new());
        for question in &quiz {
            *topics.entry(question.topic).or_default() += 1;
            *forms.entry(question.form).or_default() += 1;
        }
        assert_eq!(topics.len(), 10, "each of the ten topics");
        assert!(topics.values().all(|&count| count == 2), "{topics:?}");
        assert!(forms.len() >= 6 && forms.values().all(|&count| count <= 6), "{forms:?}");
        let cards: HashSet<_> = quiz.iter().map(|question| question.id.note()).collect();
        assert_eq!(cards.len(), 20, "no note twice");
    }
}

#[test]
fn a_seed_gives_one_quiz() {
    let library = bundled();
    assert_eq!(quizzes(&library, 3), quizzes(&library, 3));
    assert_ne!(quizzes(&library, 2)[0], quizzes(&library, 2)[1]);
}

#[test]
fn a_false_statement_says_why_it_is_false() {
    let library = bundled();
    let quizzes = quizzes(&library, 100);
    let statements =
        quizzes.iter().flatten().filter(|question| question.form == QuestionForm::TrueFalse);
    let (mut told, mut contrasted) = (0, 0);
    for question in statements {
        let AnswerSpace::Choice { right, .. } = &question.answers else {
            panic!("it is true or false")
        };
        assert_eq!(question.because.is_some(), *right == 1, "{question:?}");
        told += usize::from(question.because.is_some());
        contrasted += usize::from(
            question.because.as_ref().is_some_and(|because| because.matches('.').count() > 1),
        );
    }
    assert!(told > 50 && contrasted > 5, "{told} told, {contrasted} with the contrast");
}

#[test]
fn small_and_poor_decks_are_asked_as_far_as_they_go() {
    let rules = QuizRules { seed: 3, ..QuizRules::default() };
    let ask = |notes: &str, forms: &[QuestionForm]| {
        let library = library(notes);
        let rules = QuizRules { forms: forms.to_vec(), ..rules.clone() };
        plan(&mut NoteBank::new(&library), &NoteScope::default(), &rules)
    };
    let lonely = r#"Pair(id: "a", term: "Alpha", definition: "the first letter")"#;
    assert!(ask("", &[]).is_empty());
    assert!(ask(lonely, &[QuestionForm::Choice]).is_empty(), "there is nothing to choose from");
    assert_eq!(ask(lonely, &[]).iter().map(QuizQuestion::answer).collect::<Vec<_>>(), ["Alpha"]);
    assert_eq!(ask(crate::NOTES, &[]).len(), 7);
    for form in QuestionForm::ALL {
        let puts = ask(crate::NOTES, &[form]);
        assert!(
            !puts.is_empty() && puts.iter().all(|question| question.form == form),
            "{form:?}: {puts:?}"
        );
    }
    let alike = r#"Pair(id: "a", term: "Same", definition: "one thing"), Pair(id: "b", term: "same", definition: "one thing"),
        Pair(id: "c", term: "Alias", aliases: ["Same"], definition: "another thing")"#;
    assert_eq!(
        ask(alike, &[QuestionForm::Choice, QuestionForm::TrueFalse, QuestionForm::Match]),
        [],
        "none could be wrong beside another"
    );
}

//! The forms of question one by one: what each asks, and that its shape gives nothing away.

use std::collections::HashSet;
use std::sync::LazyLock;

use lacuna::deck::{CardKind, DeckText, NoteBody, SourceFile};
use lacuna::library::{Library, LibraryCard};
use lacuna::memory::QuestionForm;
use lacuna::study::quiz::{AnswerSpace, NoteBank, QuizQuestion};

use crate::bundled;

/// Every question of a form on one card of each note that has such a card, for some seeds.
fn questions(
    library: &Library,
    card: CardKind,
    form: QuestionForm,
    seeds: std::ops::Range<u64>,
) -> Vec<QuizQuestion> {
    let mut bank = NoteBank::new(library);
    let mut made = Vec::new();
    for seed in seeds {
        for note in library.all().filter(|note| library.cards(*note).contains(&card)) {
            let item = LibraryCard { note, card };
            made.extend(QuizQuestion::make(&mut bank, item, form, seed));
        }
    }
    made
}

fn choices(question: &QuizQuestion) -> (Vec<&str>, usize) {
    let AnswerSpace::Choice { choices, right } = &question.answers else {
        panic!("{question:?} has no choices")
    };
    (choices.iter().map(|choice| choice.text.as_str()).collect(), *right)
}

/// Questions with a choice on every card of the bundled deck that can be asked so, each with the
/// sets of its note. They take long to make.
static CHOICES: LazyLock<Vec<(Vec<String>, QuizQuestion)>> = LazyLock::new(|| {
    let library = bundled();
    let sets = |question: &QuizQuestion| {
        let note = question.item.expect("it is there").note;
        library.note(note).expect("it can be read").details.sets
    };
    let whole = [CardKind::Term, CardKind::Definition, CardKind::Items, CardKind::Order];
    let cards = whole.into_iter().chain((1..=5).map(CardKind::Step));
    let made = cards.flat_map(|card| questions(&library, card, QuestionForm::Choice, 0..20));
    made.map(|question| (sets(&question), question)).collect()
});

#[test]
fn the_right_answer_is_the_longest_no_more_often_than_others() {
    let (mut asked, mut longest) = (0, 0);
    for (_, question) in CHOICES.iter() {
        let (texts, right) = choices(question);
        let length = |text: &str| text.chars().count();
        let others = texts.iter().enumerate().filter(|(at, _)| *at != right);
        let most = others.map(|(_, text)| length(text)).max().unwrap_or_default();
        asked += 1;
        longest += usize::from(length(texts[right]) > most);
    }
    assert!(asked >= 3_000, "{asked}");
    assert!(longest * 100 <= asked * 28, "{longest} of {asked}");
}

/// Whether a text is offered as a wrong answer, or as what does not belong.
fn is_offered(question: &QuizQuestion, text: &str) -> bool {
    let (texts, right) = choices(question);
    let is_list = question.task == "Which does not belong?";
    texts.iter().enumerate().any(|(at, other)| *other == text && (at == right) == is_list)
}

#[test]
fn every_set_is_asked_with_all_its_foils() {
    let library = bundled();
    let deck = library.all().next().map(|note| library.deck(note)).expect("there is a deck");
    for set in &library.deck_info(deck).head.sets {
        let of_set = || CHOICES.iter().filter(|(sets, _)| sets.contains(&set.id));
        assert!(of_set().next().is_some(), "nothing of {} is asked", set.id);
        for foil in &set.foils {
            let texts = || [Some(&foil.term), foil.definition.as_ref()].into_iter().flatten();
            let found = of_set().any(|(_, made)| texts().any(|text| is_offered(made, text)));
            assert!(found, "{} of {} is never offered", foil.term, set.id);
        }
    }
}

#[test]
fn what_does_not_belong_is_on_no_list() {
    let library = bundled();
    let made = questions(&library, CardKind::Items, QuestionForm::Choice, 0..8);
    let mut sets: HashSet<String> = HashSet::new();
    for question in &made {
        let note = library.note(question.item.expect("it is there").note).expect("it is read");
        let NoteBody::List { items, .. } = &note.body else { panic!("only lists have items") };
        let (texts, right) = choices(question);
        assert_eq!(question.task, "Which does not belong?");
        let odd = texts[right];
        assert!(!note.details.never.iter().any(|never| never == odd), "{odd} in {}", note.id);
        assert!(!items.iter().any(|item| item.contains(odd)), "{odd} in {}", note.id);
        sets.extend(note.details.sets.clone());
    }
    assert!(made.len() >= 80, "{} questions", made.len());
    for set in ["ml-tests", "society", "transformer", "norms"] {
        assert!(sets.contains(set), "nothing of {set} is asked");
    }
}

#[test]
fn steps_are_asked_for_their_procedure() {
    let library = bundled();
    let made = questions(&library, CardKind::Order, QuestionForm::Choice, 0..4);
    let notes: HashSet<&str> = made.iter().map(|question| question.id.note()).collect();
    assert!(notes.len() >= 9, "{notes:?}");
    for question in &made {
        let (texts, right) = choices(question);
        assert_eq!(question.task, "Which procedure is this?");
        assert_eq!(texts[right], question.title);
        assert!(!question.prompt.contains(&question.title), "{question:?}");
    }
}

#[test]
fn confusable_notes_are_told_apart_and_why() {
    let library = bundled();
    let made = questions(&library, CardKind::Term, QuestionForm::Match, 0..6);
    let contrasts: Vec<&QuizQuestion> =
        made.iter().filter(|question| question.because.is_some()).collect();
    assert!(contrasts.len() >= 100, "{}", contrasts.len());
    for question in contrasts {
        let AnswerSpace::Pairs { left, right, fits } = &question.answers else {
            panic!("{question:?} has no pairs")
        };
        assert_eq!((left.len(), right.len(), fits.len()), (2, 2, 2));
        let own = left.iter().position(|term| *term == question.title).expect("its term is there");
        let note = library.note(question.item.expect("it is there").note).expect("it is read");
        let NoteBody::Pair { definition, .. } = &note.body else { panic!("only pairs match") };
        assert_eq!(right[fits[own]], *definition);
    }
}

#[test]
fn what_is_only_a_picture_is_asked_about_and_never_among_the_answers() {
    let flag =
        |id: &str| format!(r#"Pair(id: "{id}", term: "{id}", definition: "[image: {id}.png]")"#);
    let words = |(id, city): (&str, &str)| {
        format!(r#"Pair(id: "{id}", term: "{id}", definition: "It flows through {city}.")"#)
    };
    let notes = ["fr", "pe", "td", "tg"].map(flag).join(", ");
    let others = [("rhine", "Basel"), ("elbe", "Dresden"), ("main", "Hanau"), ("ruhr", "Essen")]
        .map(words)
        .join(", ");
    let text = format!(r#"(format: 1, id: "d", title: "D", notes: [{notes}, {others}])"#);
    let file = SourceFile { name: "d.ron".into(), text: text.into() };
    let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file] };
    let (library, faults) = Library::open(vec![deck]);
    assert_eq!(faults, []);
    let made = |card, form| questions(&library, card, form, 0..20);
    for question in made(CardKind::Term, QuestionForm::Choice) {
        assert!(choices(&question).0.iter().all(|text| !text.contains("image")));
    }
    for (card, form) in [
        (CardKind::Definition, QuestionForm::Choice),
        (CardKind::Definition, QuestionForm::TrueFalse),
        (CardKind::Term, QuestionForm::Match),
    ] {
        let made = made(card, form);
        assert!(!made.is_empty());
        assert!(made.iter().all(|question| !format!("{question:?}").contains("image")), "{form:?}");
    }
    let about_flags = made(CardKind::Term, QuestionForm::Choice);
    assert!(about_flags.iter().any(|question| question.prompt == "[image: fr.png]"));
    let typed = made(CardKind::Term, QuestionForm::Term);
    assert!(typed.iter().any(|question| question.prompt == "[image: fr.png]"));
}

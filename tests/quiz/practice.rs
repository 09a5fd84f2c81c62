//! Practice and exam: what comes back, what gets harder, what the report says, and going on with a
//! quiz that was left.

use std::collections::HashSet;

use lacuna::memory::{
    AnswerMark, AnswerMethod, EntryKind, QuestionForm, QuizMode, QuizRules, Rating,
};
use lacuna::rng::Rng;
use lacuna::study::quiz::{Quiz, QuizInput, QuizOver, QuizPhase, ResumePoint};

use crate::{NOTES, Rig, bundled, library, rules};

#[test]
fn a_miss_comes_back_to_be_recognised_and_then_to_be_recalled() {
    let mut rig =
        Rig::new(bundled(), rules(QuizMode::Practice, &[QuestionForm::Choice, QuestionForm::Term]));
    while rig.current().question.form != QuestionForm::Term {
        rig.answer(true);
        rig.act(QuizInput::Next);
    }
    let note = rig.current().question.id.note().to_string();
    rig.answer(false);
    let at = rig.quiz.state().place;
    let back = |rig: &Rig| -> Vec<(usize, QuestionForm)> {
        let items = rig.quiz.state().items.iter().enumerate();
        items
            .filter(|(_, quiz_item)| {
                quiz_item.again && quiz_item.question.id.note() == note.as_str()
            })
            .map(|(i, quiz_item)| (i, quiz_item.question.form))
            .collect()
    };
    assert_eq!(back(&rig), [(at + 4, QuestionForm::Choice)], "three others come first");
    while rig.quiz.state().place < at + 4 {
        rig.act(QuizInput::Next);
        rig.answer(true);
    }
    assert_eq!(back(&rig)[1].1, QuestionForm::Term, "recognised, and now to be recalled");
    let report = rig.quiz.report(rig.at());
    assert_eq!((report.misses.as_slice(), report.mended), ([at].as_slice(), 1));
}

#[test]
fn what_goes_well_gets_harder_and_what_goes_badly_easier() {
    let mut rig = Rig::new(
        bundled(),
        QuizRules {
            questions: 60,
            ..rules(QuizMode::Practice, &[QuestionForm::Choice, QuestionForm::Term])
        },
    );
    let mut forms = Vec::new();
    for _ in 0..12 {
        forms.push(rig.current().question.form);
        rig.answer(true);
        rig.act(QuizInput::Next);
    }
    assert!(forms[..3].contains(&QuestionForm::Choice));
    assert!(
        forms[3..].iter().filter(|form| **form == QuestionForm::Choice).count() <= 2,
        "{forms:?}"
    );
    let mut forms = Vec::new();
    for _ in 0..12 {
        if !rig.current().again {
            forms.push(rig.current().question.form);
        }
        rig.answer(false);
        rig.act(QuizInput::Next);
    }
    assert!(
        forms[2..].iter().filter(|form| **form == QuestionForm::Term).count() <= 1,
        "{forms:?}"
    );
}

#[test]
fn nothing_is_asked_twice_in_a_row_and_every_quiz_ends() {
    for seed in 0..40 {
        let mode = if seed % 2 == 0 { QuizMode::Practice } else { QuizMode::Exam };
        let mut rig = Rig::small(QuizRules { seed, questions: 30, ..rules(mode, &[]) });
        rig.finish(&mut Rng::new(seed), 1_000);
        assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::Finished));
        let notes: Vec<_> =
            rig.quiz.state().items.iter().map(|quiz_item| quiz_item.question.id.note()).collect();
        assert!(notes.windows(2).all(|two| two[0] != two[1]), "{notes:?}");
        let sitting = &rig.sittings()[0];
        let ended = sitting.ended.as_ref().expect("it ended");
        assert_eq!(
            usize::from(ended.asked),
            sitting.answers.iter().filter(|(_, answered)| !answered.again).count()
        );
    }
}

#[test]
fn the_report_corrects_for_guessing_and_tells_what_was_missed() {
    let mut rig = Rig::small(rules(QuizMode::Exam, &[QuestionForm::Choice]));
    let questions = rig.quiz.state().items.len();
    assert_eq!(questions, 5, "four pairs and the steps");
    rig.now += 9_000;
    rig.answer(true);
    for _ in 1..4 {
        rig.now += 1_000;
        rig.answer(false);
    }
    rig.act(QuizInput::Skip);
    assert_eq!(rig.phase(), QuizPhase::Review);
    rig.act(QuizInput::HandIn);
    let report = rig.quiz.report(rig.at());
    assert_eq!((report.asked, report.right, report.unanswered), (5, 1, 1));
    let wrong: f64 = rig.quiz.state().items[1..4]
        .iter()
        .map(|quiz_item| {
            1.0 / (quiz_item.question.guesses().expect("there are choices") as f64 - 1.0)
        })
        .sum();
    assert!((report.corrected - ((1.0 - wrong) / 5.0).max(0.0)).abs() < 1e-12);
    assert_eq!((report.misses.as_slice(), report.slowest[0]), ([1, 2, 3, 4].as_slice(), 0));
    for quiz_item in &rig.quiz.state().items[1..4] {
        let wrong = quiz_item.wrong_choice().expect("it was answered wrongly");
        // Lists and procedures have no definition to tell them apart by.
        assert_eq!(
            wrong.differs.is_none(),
            ["Vowels", "Writing"].contains(&wrong.text.as_str()),
            "{wrong:?}"
        );
    }
}

#[test]
fn answers_count_as_reviews_only_when_told_so() {
    for (counts, mode) in
        [(false, QuizMode::Practice), (true, QuizMode::Practice), (true, QuizMode::Exam)]
    {
        let mut rig = Rig::small(QuizRules {
            counts,
            ..rules(mode, &[QuestionForm::Choice, QuestionForm::FillIn])
        });
        rig.now += 1_000;
        rig.answer(true);
        let reviews = |rig: &Rig| {
            rig.log.iter().filter(|entry| matches!(entry.what, EntryKind::Review(..))).count()
        };
        assert_eq!(
            reviews(&rig),
            usize::from(counts && mode == QuizMode::Practice),
            "an exam is marked at the end"
        );
        rig.act(QuizInput::Next);
        rig.answer(false);
        rig.act(QuizInput::Stop);
        assert_eq!(reviews(&rig), if counts { 2 } else { 0 });
        let again =
            rig.log.iter().any(|entry| matches!(entry.what, EntryKind::Review(Rating::Again, ..)));
        assert_eq!(again, counts);
    }
}

#[test]
fn a_quiz_that_was_left_goes_on_where_it_was() {
    for (seed, mode) in
        [(1, QuizMode::Practice), (2, QuizMode::Exam), (3, QuizMode::Practice), (4, QuizMode::Exam)]
    {
        let mut rig = Rig::new(bundled(), QuizRules { seed, total: Some(600), ..rules(mode, &[]) });
        let mut rng = Rng::new(seed);
        for _ in 0..4 {
            rig.now += 7_000;
            rig.answer(rng.below(2) == 0);
            rig.act(QuizInput::Next);
        }
        let sitting = rig.sittings().remove(0);
        assert_eq!(sitting.answers.len(), 4);
        let mut resumed = Quiz::resume(&rig.library, &sitting).expect("it has not ended");
        assert_eq!(resumed.phase(), QuizPhase::Paused(ResumePoint::Asking));
        let (left, _) = resumed.left(rig.at()).expect("there is a limit");
        assert_eq!(left.as_secs(), 600 - 28, "the time that was taken stays taken");
        let mut scribe = rig.scribe.clone();
        assert!(
            resumed
                .step(rig.world(), &mut scribe, QuizInput::Resume, crate::times(rig.now))
                .is_empty()
        );
        assert_eq!(
            resumed.state().current().question,
            rig.current().question,
            "the same question, word by word"
        );
        let known = |quiz: &Quiz| -> Vec<(String, Option<AnswerMark>)> {
            quiz.state()
                .items
                .iter()
                .map(|quiz_item| (quiz_item.question.id.to_string(), quiz_item.mark))
                .collect()
        };
        assert_eq!(known(&resumed), known(&rig.quiz), "{mode:?}");
        rig.quiz = resumed;
        rig.finish(&mut rng, 1_000);
        let sitting = rig.sittings().remove(0);
        let numbers: HashSet<u16> =
            sitting.answers.iter().map(|(_, answered)| answered.question).collect();
        assert_eq!(numbers.len(), sitting.answers.len());
        assert!(sitting.ended.is_some() && Quiz::resume(&rig.library, &sitting).is_none());
    }
}

#[test]
fn a_resumed_exam_keeps_answers_that_are_only_passed_by() {
    let mut rig = Rig::small(rules(QuizMode::Exam, &[QuestionForm::FillIn, QuestionForm::Choice]));
    rig.answer(true);
    rig.answer(true);
    let marks = rig.marks();
    let sitting = rig.sittings().remove(0);
    rig.quiz = Quiz::resume(&rig.library, &sitting).expect("it has not ended");
    rig.act(QuizInput::Resume);
    rig.act(QuizInput::Back);
    assert_eq!(rig.quiz.state().place, 1);
    rig.act(QuizInput::Answer);
    assert_eq!((rig.quiz.state().place, rig.marks()), (2, marks));
}

#[test]
fn a_quiz_whose_notes_are_gone_is_not_gone_on_with() {
    let mut rig = Rig::small(rules(QuizMode::Exam, &[QuestionForm::Choice]));
    rig.answer(true);
    let sitting = rig.sittings().remove(0);
    let other = library(r#"Pair(id: "z", term: "Zeta", definition: "the sixth letter")"#);
    assert!(Quiz::resume(&other, &sitting).is_none());
}

#[test]
fn what_was_asked_of_a_note_that_is_gone_stays_in_the_report() {
    let mut rig = Rig::small(rules(QuizMode::Practice, &[QuestionForm::Term]));
    let (gone, title) =
        (rig.current().question.id.note().to_string(), rig.current().question.title.clone());
    rig.answer(false);
    let left: Vec<&str> =
        NOTES.trim().split_inclusive('\n').filter(|line| !line.contains(&title)).collect();
    rig.library = library(&left.concat());
    rig.quiz.reload(&rig.library);
    let items = &rig.quiz.state().items;
    assert_eq!((items[0].question.item, items[0].question.title.as_str()), (None, title.as_str()));
    let ahead: Vec<&str> =
        items[1..].iter().map(|quiz_item| quiz_item.question.id.note()).collect();
    assert!(
        !ahead.is_empty() && !ahead.contains(&gone.as_str()),
        "it does not come back: {ahead:?}"
    );
    for quiz_item in &items[1..] {
        assert_eq!(
            quiz_item.question.item.map(|item| rig.library.title(item.note)),
            Some(quiz_item.question.title.clone())
        );
    }
    while !matches!(rig.phase(), QuizPhase::Over(_)) {
        rig.act(QuizInput::Next);
        if matches!(rig.phase(), QuizPhase::Asking) {
            rig.answer(true);
        }
    }
    let report = rig.quiz.report(rig.at());
    assert_eq!((report.misses, report.asked - report.right), (vec![0], 1));
}

#[test]
fn an_overruled_answer_leaves_the_quiz_as_if_it_had_been_right() {
    let begin = |rightly: bool| {
        let forms = [QuestionForm::Choice, QuestionForm::Term];
        let rules = QuizRules { counts: true, ..rules(QuizMode::Practice, &forms) };
        let mut rig = Rig::new(bundled(), rules);
        while rig.current().question.form != QuestionForm::Term {
            rig.answer(true);
            rig.act(QuizInput::Next);
        }
        rig.now += 10_000;
        rig.answer(rightly);
        rig
    };
    let (right, mut rig) = (begin(true), begin(false));
    assert!(rig.quiz.may_be_overruled());
    let review = rig.log.iter().rev().find(|entry| matches!(entry.what, EntryKind::Review(..)));
    let review = review.expect("it counts as a review").id;
    let entries = rig.act(QuizInput::Overrule);
    assert_eq!(entries[0].what, EntryKind::Retract(review));
    let good = EntryKind::Review(Rating::Good, AnswerMethod::Overruled, 10_000);
    assert!(entries.iter().any(|entry| entry.what == good), "{entries:?}");
    let state = |rig: &Rig| -> Vec<(String, Option<AnswerMark>)> {
        let items = rig.quiz.state().items.iter();
        items.map(|item| (item.question.id.to_string(), item.mark)).collect()
    };
    assert_eq!(state(&rig), state(&right), "nothing comes back");
    assert!(!rig.quiz.may_be_overruled() && rig.act(QuizInput::Overrule).is_empty());
    let answers = |rig: &Rig| rig.sittings().remove(0).answers;
    let marks = |rig: &Rig| answers(rig).iter().map(|(_, answer)| answer.mark).collect::<Vec<_>>();
    assert_eq!(marks(&rig), marks(&right), "the later answer takes the place of the earlier one");
    rig.act(QuizInput::Next);
    assert_eq!(rig.phase(), QuizPhase::Asking);
    let mut exam = Rig::small(rules(QuizMode::Exam, &[QuestionForm::FillIn]));
    exam.answer(false);
    assert!(exam.act(QuizInput::Overrule).is_empty(), "an exam is marked by itself");
}

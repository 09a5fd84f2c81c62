//! Every rule of time: what runs out counts as unanswered, pauses take none, and nobody gains by
//! looking away.

use std::time::Duration;

use lacuna::memory::{AnswerMark, QuestionForm, QuizMode, QuizRules};
use lacuna::study::quiz::{QuizInput, QuizOver, QuizPhase, ResumePoint};

use crate::{Rig, rules};

fn exam(total: Option<u32>, each: Option<u32>) -> Rig {
    Rig::small(QuizRules { total, each, ..rules(QuizMode::Exam, &[QuestionForm::Choice]) })
}

fn unanswered(rig: &Rig) -> usize {
    rig.marks().iter().filter(|mark| **mark == Some(AnswerMark::Unanswered)).count()
}

#[test]
fn an_answer_in_the_very_moment_of_the_end_counts_and_a_later_one_does_not() {
    for (late, mark) in [(0, Some(AnswerMark::Right)), (1, Some(AnswerMark::Unanswered))] {
        let mut rig = exam(Some(60), None);
        let right = (0..4).find(|&at| {
            rig.act(QuizInput::Pick(at));
            let mut trial = rig.quiz.clone();
            let mut scribe = rig.scribe.clone();
            trial.step(rig.world(), &mut scribe, QuizInput::Answer, crate::times(0));
            trial.recorded();
            trial.state().items[0].mark == Some(AnswerMark::Right)
        });
        assert!(right.is_some());
        rig.after(60_000 + late, QuizInput::Answer);
        assert_eq!(rig.marks()[0], mark, "{late} ms late");
        assert_eq!(rig.phase() == QuizPhase::Over(QuizOver::TimeUp), late > 0);
        rig.act(QuizInput::Tick);
        assert_eq!(
            rig.phase(),
            QuizPhase::Over(QuizOver::TimeUp),
            "a look at the clock at the limit finds the time over"
        );
        let ended = rig.sittings()[0].ended.clone().expect("the end is in the log");
        assert_eq!(ended.took, 60_000);
    }
}

#[test]
fn time_that_runs_out_while_typing_leaves_the_question_unanswered_but_keeps_the_words() {
    let mut rig =
        Rig::small(QuizRules { total: Some(30), ..rules(QuizMode::Exam, &[QuestionForm::List]) });
    rig.after(5_000, QuizInput::Type("eta"));
    rig.after(5_000, QuizInput::Type("iota"));
    assert_eq!(rig.phase(), QuizPhase::Asking);
    rig.after(20_000, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::TimeUp));
    let quiz_item = &rig.quiz.state().items[0];
    assert_eq!(
        (quiz_item.mark, quiz_item.given.as_str()),
        (Some(AnswerMark::Unanswered), "eta; iota")
    );
    assert_eq!(quiz_item.took, Duration::from_secs(30));
    assert!(rig.act(QuizInput::Type("omega")).is_empty(), "nothing is taken after the end");
}

#[test]
fn a_pause_stops_the_clock_across_the_limit() {
    let mut rig = exam(Some(60), Some(40));
    rig.after(30_000, QuizInput::Pause);
    assert_eq!(rig.phase(), QuizPhase::Paused(ResumePoint::Asking));
    rig.after(3_600_000, QuizInput::Tick);
    assert_eq!(
        rig.phase(),
        QuizPhase::Paused(ResumePoint::Asking),
        "an hour's pause takes no time"
    );
    assert_eq!(rig.quiz.left(rig.at()), Some((Duration::from_secs(10), Duration::from_secs(40))));
    assert!(
        rig.act(QuizInput::Answer).is_empty()
            && rig.phase() == QuizPhase::Paused(ResumePoint::Asking),
        "nothing is answered"
    );
    rig.act(QuizInput::Resume);
    rig.after(9_999, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Asking);
    rig.after(1, QuizInput::Tick);
    assert_eq!(rig.marks()[0], Some(AnswerMark::Unanswered), "its own forty seconds are over");
    assert_eq!((rig.phase(), rig.quiz.state().place), (QuizPhase::Asking, 1));
    rig.after(19_999, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Asking);
    rig.after(1, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::TimeUp), "and then the sixty of all");
}

#[test]
fn who_looks_away_loses_the_question_in_front_and_no_other() {
    let mut rig = exam(None, Some(20));
    rig.after(3_600_000, QuizInput::Tick);
    assert_eq!(
        (unanswered(&rig), rig.quiz.state().place),
        (1, 1),
        "the next question had not been shown"
    );
    rig.after(19_999, QuizInput::Pick(0));
    rig.act(QuizInput::Answer);
    assert_eq!(unanswered(&rig), 1);
    let mut rig = exam(Some(600), Some(20));
    rig.after(3_600_000, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::TimeUp));
    assert_eq!(
        rig.quiz.state().items[0].took,
        Duration::from_secs(20),
        "the earlier limit struck first"
    );
    assert_eq!(rig.quiz.report(rig.at()).took, Duration::from_mins(10));
}

#[test]
fn a_question_whose_time_is_over_is_not_gone_back_to_and_one_answered_in_time_keeps_its_answer() {
    let mut rig = exam(None, Some(20));
    rig.after(20_000, QuizInput::Tick);
    assert_eq!(rig.quiz.state().place, 1);
    rig.act(QuizInput::Back);
    assert_eq!(rig.quiz.state().place, 1, "the first is closed");
    rig.after(5_000, QuizInput::Pick(1));
    rig.act(QuizInput::Answer);
    let given = rig.quiz.state().items[1].mark;
    rig.after(1_000, QuizInput::Back);
    assert_eq!(
        (rig.quiz.state().place, rig.quiz.left(rig.at()).map(|(left, _)| left.as_secs())),
        (1, Some(15))
    );
    rig.after(15_000, QuizInput::Tick);
    assert_eq!(rig.quiz.state().items[1].mark, given);
    assert!(given.is_some_and(|mark| mark != AnswerMark::Unanswered));
}

#[test]
fn in_practice_the_clock_stands_while_an_answer_is_explained() {
    let mut rig = Rig::small(QuizRules {
        total: Some(60),
        ..rules(QuizMode::Practice, &[QuestionForm::Choice])
    });
    rig.now += 10_000;
    rig.answer(false);
    assert_eq!(rig.phase(), QuizPhase::Marked);
    rig.after(600_000, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Marked);
    rig.act(QuizInput::Next);
    rig.after(49_999, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Asking);
    rig.after(1, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::TimeUp));
}

#[test]
fn the_review_of_an_exam_takes_time_and_ends_with_it() {
    let mut rig = exam(Some(60), None);
    let questions = rig.quiz.state().items.len();
    for _ in 0..questions {
        rig.act(QuizInput::Skip);
    }
    assert_eq!(rig.phase(), QuizPhase::Review);
    rig.after(30_000, QuizInput::Goto(1));
    rig.answer(true);
    assert_eq!(rig.phase(), QuizPhase::Review);
    rig.after(30_000, QuizInput::Tick);
    assert_eq!(rig.phase(), QuizPhase::Over(QuizOver::TimeUp));
    assert_eq!(rig.quiz.report(rig.at()).right, 1);
}

#[test]
fn what_can_not_be_written_did_not_happen() {
    let mut rig = exam(Some(60), None);
    rig.act(QuizInput::Pick(0));
    let (mut quiz, mut scribe) = (rig.quiz.clone(), rig.scribe.clone());
    assert_eq!(quiz.step(rig.world(), &mut scribe, QuizInput::Answer, crate::times(5)).len(), 1);
    assert!(quiz.is_pending() && quiz.state().place == 0);
    assert!(
        quiz.step(rig.world(), &mut scribe, QuizInput::Skip, crate::times(6)).is_empty(),
        "one thing at a time"
    );
    quiz.not_recorded();
    assert_eq!((quiz.state().place, quiz.state().items[0].mark), (0, None));
    assert_eq!(
        quiz.step(rig.world(), &mut scribe, QuizInput::Answer, crate::times(7)).len(),
        1,
        "it can be tried again"
    );
}

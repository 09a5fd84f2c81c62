//! What a quiz leaves in the log: that it began and with which questions, each answer, and that it
//! ended.
//!
//! None of it changes what is known of a card: an answer counts as a review only where a review
//! stands beside it. It is enough to go on with a quiz that was left, and to tell how scores went
//! over time.

use serde::{Deserialize, Serialize};

use super::{CardId, Entry, EntryId, EntryKind};
use crate::clock::Moment;

/// The form in which a note is asked in a quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuestionForm {
    /// One of several answers is right.
    Choice,
    /// A statement holds, or it does not.
    TrueFalse,
    /// Terms and what they mean are put together.
    Match,
    /// The term is typed.
    Term,
    /// A blank is filled.
    FillIn,
    /// The items of a list are typed, in any order.
    List,
    /// Steps are put in order.
    Order,
}

impl QuestionForm {
    /// Every form, those that only need to be recognised first.
    pub const ALL: [QuestionForm; 7] = [
        QuestionForm::Choice,
        QuestionForm::TrueFalse,
        QuestionForm::Match,
        QuestionForm::Term,
        QuestionForm::FillIn,
        QuestionForm::List,
        QuestionForm::Order,
    ];

    /// Returns the word for scripts and the command line.
    pub fn name(self) -> &'static str {
        match self {
            QuestionForm::Choice => "choice",
            QuestionForm::TrueFalse => "true-false",
            QuestionForm::Match => "match",
            QuestionForm::Term => "term",
            QuestionForm::FillIn => "fill-in",
            QuestionForm::List => "list",
            QuestionForm::Order => "order",
        }
    }

    /// Returns the form of that name.
    pub fn named(name: &str) -> Option<QuestionForm> {
        QuestionForm::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            QuestionForm::Choice => "Multiple choice",
            QuestionForm::TrueFalse => "True or false",
            QuestionForm::Match => "Match pairs",
            QuestionForm::Term => "Typed term",
            QuestionForm::FillIn => "Fill in the blank",
            QuestionForm::List => "List recall",
            QuestionForm::Order => "Put in order",
        }
    }

    /// Whether the right answer is on the screen, so that it can be guessed.
    pub fn is_recognised(self) -> bool {
        matches!(self, QuestionForm::Choice | QuestionForm::TrueFalse | QuestionForm::Match)
    }
}

/// Whether a quiz teaches or examines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QuizMode {
    /// Each answer is marked at once, and what was missed comes back.
    #[default]
    Practice,
    /// Everything is marked at the end.
    Exam,
}

impl QuizMode {
    /// Returns the word for people and scripts.
    pub fn name(self) -> &'static str {
        match self {
            QuizMode::Practice => "practice",
            QuizMode::Exam => "exam",
        }
    }
}

/// What an answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AnswerMark {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// There is none: the question was skipped, or its time ran out.
    Unanswered,
}

impl AnswerMark {
    /// Returns the word for scripts.
    pub fn name(self) -> &'static str {
        match self {
            AnswerMark::Right => "right",
            AnswerMark::Wrong => "wrong",
            AnswerMark::Unanswered => "unanswered",
        }
    }
}

/// How a quiz is set.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizRules {
    /// Whether it teaches or examines.
    pub mode: QuizMode,
    /// How many questions were asked for.
    pub questions: u16,
    /// The seconds for all of them together.
    pub total: Option<u32>,
    /// The seconds for each of them.
    pub each: Option<u32>,
    /// The forms that may be asked; none means all.
    pub forms: Vec<QuestionForm>,
    /// Whether answers count as reviews.
    pub counts: bool,
    /// Where chance comes from.
    pub seed: u64,
}

impl Default for QuizRules {
    fn default() -> QuizRules {
        QuizRules {
            mode: QuizMode::Practice,
            questions: 20,
            total: Some(600),
            each: None,
            forms: Vec::new(),
            counts: false,
            seed: 0,
        }
    }
}

/// That a quiz began. Its entry's id names the quiz from then on.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Begun")]
pub struct QuizStart {
    /// How it is set.
    pub rules: QuizRules,
    /// The questions in their order, each a card and the form in which it is asked.
    pub questions: Vec<(CardId, QuestionForm)>,
}

/// An answer; a later one to the same question takes its place.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Answered")]
pub struct QuizAnswer {
    /// The quiz.
    pub quiz: EntryId,
    /// The question, counted from 0 in the order in which they were put.
    pub question: u16,
    /// The form in which it was asked.
    pub form: QuestionForm,
    /// Whether it had been missed before in this quiz.
    pub again: bool,
    /// What the answer is worth.
    pub mark: AnswerMark,
    /// How long it took, in milliseconds.
    pub took: u32,
    /// The answer itself, in words.
    pub given: String,
}

/// That a quiz ended.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Ended")]
pub struct QuizEnding {
    /// The quiz.
    pub quiz: EntryId,
    /// How many questions were scored.
    pub asked: u16,
    /// How many of them were answered rightly.
    pub right: u16,
    /// The score from 0 to 1, corrected for guessing.
    pub corrected: f32,
    /// How long it took, in milliseconds, pauses left out.
    pub took: u32,
}

/// What happened in a quiz.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum QuizEvent {
    /// It began.
    Begun(QuizStart),
    /// A question was answered, or passed over.
    Answered(QuizAnswer),
    /// It ended.
    Ended(QuizEnding),
}

/// A quiz as the log tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizRecord {
    /// Its name.
    pub id: EntryId,
    /// When it began.
    pub at: Moment,
    /// How it was set.
    pub begun: QuizStart,
    /// What was answered, each question once, in the order in which they were put, with the cards.
    pub answers: Vec<(CardId, QuizAnswer)>,
    /// How it ended, if it did.
    pub ended: Option<QuizEnding>,
}

impl QuizRecord {
    /// Returns the quizzes that the entries tell of, the first first. Answers to a quiz that never
    /// began are left out.
    pub fn all(mut entries: Vec<Entry>) -> Vec<QuizRecord> {
        entries.sort_by(Entry::order);
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| seen.insert(entry.id));
        let mut sittings: Vec<QuizRecord> = Vec::new();
        let mut events = Vec::new();
        for Entry { id, at, card, what } in entries {
            let EntryKind::Quiz(event) = what else { continue };
            match *event {
                QuizEvent::Begun(begun) => {
                    sittings.push(QuizRecord { id, at, begun, answers: Vec::new(), ended: None });
                }
                // A clock that was set back may put an answer before the beginning.
                other => events.push((card, other)),
            }
        }
        for (card, event) in events {
            let named = |quiz: EntryId| move |sitting: &&mut QuizRecord| sitting.id == quiz;
            match event {
                QuizEvent::Begun(_) => {}
                QuizEvent::Answered(answered) => {
                    if let Some(sitting) = sittings.iter_mut().rev().find(named(answered.quiz)) {
                        sitting.answers.retain(|(_, other)| other.question != answered.question);
                        sitting.answers.push((card, answered));
                    }
                }
                QuizEvent::Ended(ended) => {
                    if let Some(sitting) = sittings.iter_mut().rev().find(named(ended.quiz)) {
                        sitting.ended = Some(ended);
                    }
                }
            }
        }
        for sitting in &mut sittings {
            sitting.answers.sort_by_key(|(_, answered)| answered.question);
        }
        sittings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u64, card: &str, event: QuizEvent) -> Entry {
        Entry {
            id: EntryId(id),
            at: Moment(i64::try_from(id).unwrap()),
            card: card.into(),
            what: EntryKind::Quiz(Box::new(event)),
        }
    }

    fn answered(question: u16, mark: AnswerMark) -> QuizEvent {
        let (form, given) = (QuestionForm::Choice, String::new());
        QuizEvent::Answered(QuizAnswer {
            quiz: EntryId(1),
            question,
            form,
            again: false,
            mark,
            took: 9,
            given,
        })
    }

    #[test]
    fn a_quiz_is_put_together_from_its_entries_whatever_their_order() {
        let questions = vec![
            ("d/a/term".into(), QuestionForm::Choice),
            ("d/b/term".into(), QuestionForm::Term),
        ];
        let begun = QuizStart { rules: QuizRules::default(), questions };
        let ended = QuizEnding { quiz: EntryId(1), asked: 2, right: 1, corrected: 0.5, took: 1000 };
        let mut entries = vec![
            entry(6, "quiz", QuizEvent::Ended(ended.clone())),
            entry(5, "d/a/term", answered(0, AnswerMark::Right)),
            entry(1, "quiz", QuizEvent::Begun(begun.clone())),
            entry(0, "d/a/term", answered(0, AnswerMark::Wrong)),
            entry(3, "d/b/term", answered(1, AnswerMark::Wrong)),
        ];
        entries.push(entries[3].clone());
        let sittings = QuizRecord::all(entries);
        assert_eq!(sittings.len(), 1);
        let marks: Vec<AnswerMark> =
            sittings[0].answers.iter().map(|(_, answered)| answered.mark).collect();
        assert_eq!(
            marks,
            [AnswerMark::Right, AnswerMark::Wrong],
            "a later answer takes the place of an earlier one"
        );
        assert_eq!((&sittings[0].begun, sittings[0].ended.as_ref()), (&begun, Some(&ended)));
        assert!(
            QuizRecord::all(vec![entry(2, "d/a/term", answered(0, AnswerMark::Right))]).is_empty()
        );
    }

    #[test]
    fn forms_are_named_apart() {
        for form in QuestionForm::ALL {
            assert_eq!(QuestionForm::named(form.name()), Some(form));
        }
    }
}

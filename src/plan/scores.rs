//! The scores of past quizzes, and their marks by topic.

use std::collections::BTreeMap;

use crate::clock::Moment;
use crate::library::{Library, TopicIx};
use crate::memory::{AnswerMark, QuizMode, QuizRecord};

/// The score of a quiz.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuizScore {
    /// When it began.
    pub at: Moment,
    /// Practice or exam.
    pub mode: QuizMode,
    /// How many questions were scored.
    pub asked: u32,
    /// How many of them were answered rightly.
    pub right: u32,
    /// The share corrected for guessing; none for a quiz that was not finished.
    pub corrected: Option<f32>,
    /// How many seconds it took.
    pub seconds: f32,
}

impl QuizScore {
    /// The share of right answers.
    pub fn share(&self) -> f32 {
        self.right as f32 / self.asked.max(1) as f32
    }
}

/// The marks of a topic's questions in all quizzes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicMarks {
    /// The topic; none for notes without one, and for those that are gone.
    pub topic: Option<TopicIx>,
    /// How many questions were asked.
    pub asked: u32,
    /// How many of them were answered rightly.
    pub right: u32,
    /// The share of right answers in each quiz with the topic, the first first.
    pub over_time: Vec<f32>,
}

impl TopicMarks {
    /// The share of right answers.
    pub fn share(&self) -> f32 {
        self.right as f32 / self.asked.max(1) as f32
    }
}

/// The scores of all quizzes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuizScores {
    /// Each quiz in which anything was answered, the first first.
    pub quizzes: Vec<QuizScore>,
    /// Each topic with questions, the worst first.
    pub topics: Vec<TopicMarks>,
}

impl QuizScores {
    /// Marks the quizzes. A question that came back after a miss does not count again.
    pub fn from_quizzes(library: &Library, records: &[QuizRecord]) -> QuizScores {
        let mut topics: BTreeMap<Option<TopicIx>, TopicMarks> = BTreeMap::new();
        let mut quizzes = Vec::new();
        for record in records {
            let mut own: BTreeMap<Option<TopicIx>, (u32, u32)> = BTreeMap::new();
            let (mut asked, mut right, mut seconds) = (0, 0, 0.0);
            for (card, answered) in &record.answers {
                seconds += answered.took as f32 / 1000.0;
                if answered.again {
                    continue;
                }
                let is_right = u32::from(answered.mark == AnswerMark::Right);
                let topic = library.item(card).and_then(|item| library.topic(item.note));
                let marks = own.entry(topic).or_default();
                (marks.0, marks.1) = (marks.0 + 1, marks.1 + is_right);
                (asked, right) = (asked + 1, right + is_right);
            }
            for (topic, (asked, right)) in own {
                let marks = topics.entry(topic).or_default();
                (marks.asked, marks.right) = (marks.asked + asked, marks.right + right);
                marks.over_time.push(right as f32 / asked as f32);
            }
            let score = QuizScore {
                at: record.at,
                mode: record.begun.rules.mode,
                asked,
                right,
                corrected: None,
                seconds,
            };
            quizzes.extend(
                match &record.ended {
                    Some(ended) => Some(QuizScore {
                        asked: ended.asked.into(),
                        right: ended.right.into(),
                        corrected: Some(ended.corrected),
                        seconds: ended.took as f32 / 1000.0,
                        ..score
                    }),
                    None => Some(score),
                }
                .filter(|score| score.asked > 0),
            );
        }
        let mut topics: Vec<TopicMarks> =
            topics.into_iter().map(|(topic, marks)| TopicMarks { topic, ..marks }).collect();
        topics.sort_by(|a, b| a.share().total_cmp(&b.share()).then(a.topic.cmp(&b.topic)));
        QuizScores { quizzes, topics }
    }

    /// The share of right answers in all quizzes together.
    pub fn share(&self) -> Option<f32> {
        let (asked, right) =
            self.quizzes.iter().fold((0, 0), |sum, quiz| (sum.0 + quiz.asked, sum.1 + quiz.right));
        (asked > 0).then(|| right as f32 / asked as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};
    use crate::memory::quiz_event::{QuizAnswer, QuizEnding, QuizStart};
    use crate::memory::{EntryId, QuestionForm, QuizRules};

    fn library() -> Library {
        let text = r#"(format: 1, id: "d", title: "D", topics: [(id: "x", title: "X"), (id: "y", title: "Y")], notes: [
            Pair(id: "a", topic: "x", term: "A", definition: "One."),
            Pair(id: "b", topic: "y", term: "B", definition: "Two."),
        ])"#;
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let deck = DeckText { stem: "d".into(), bundled: false, files: vec![file] };
        let (library, faults) = Library::open(vec![deck]);
        assert!(faults.is_empty());
        library
    }

    fn record(
        id: u64,
        answers: &[(&str, AnswerMark, bool)],
        ended: Option<(u16, u16)>,
    ) -> QuizRecord {
        let quiz = EntryId(id);
        let answered = |(n, (card, mark, again)): (usize, &(&str, AnswerMark, bool))| {
            let (form, given) = (QuestionForm::Term, String::new());
            let question = n as u16;
            (
                (*card).into(),
                QuizAnswer { quiz, question, form, again: *again, mark: *mark, took: 4000, given },
            )
        };
        let ended = ended.map(|(asked, right)| QuizEnding {
            quiz,
            asked,
            right,
            corrected: 0.25,
            took: 60_000,
        });
        QuizRecord {
            id: quiz,
            at: Moment(id as i64),
            begun: QuizStart { rules: QuizRules::default(), questions: Vec::new() },
            answers: answers.iter().enumerate().map(answered).collect(),
            ended,
        }
    }

    #[test]
    fn quizzes_are_marked_by_topic_and_over_time() {
        let library = library();
        let (right, wrong) = (AnswerMark::Right, AnswerMark::Wrong);
        let first = record(
            1,
            &[("d/a/term", wrong, false), ("d/b/term", right, false), ("d/a/term", right, true)],
            Some((2, 1)),
        );
        let second = record(
            2,
            &[("d/a/term", right, false), ("d/gone/term", AnswerMark::Unanswered, false)],
            None,
        );
        let scores = QuizScores::from_quizzes(&library, &[first, second, record(3, &[], None)]);
        assert_eq!(scores.quizzes.len(), 2, "one in which nothing was answered is none");
        assert_eq!((scores.quizzes[0].corrected, scores.quizzes[0].seconds), (Some(0.25), 60.0));
        assert_eq!(
            (scores.quizzes[1].asked, scores.quizzes[1].right, scores.quizzes[1].corrected),
            (2, 1, None)
        );
        let marks: Vec<(bool, u32, u32)> = scores
            .topics
            .iter()
            .map(|topic| (topic.topic.is_some(), topic.asked, topic.right))
            .collect();
        assert_eq!(
            marks,
            [(false, 1, 0), (true, 2, 1), (true, 1, 1)],
            "what came back does not count again"
        );
        assert_eq!(scores.topics[1].over_time, [0.0, 1.0]);
        assert_eq!((scores.share(), QuizScores::default().share()), (Some(0.5), None));
    }
}

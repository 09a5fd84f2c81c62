//! The quizzes of the past, put together from the log: enough to resume a quiz that was left, and
//! to show how scores went over time.

use super::quiz_event::{QuizAnswer, QuizEnding, QuizRules, QuizStart};
use super::{CardId, Entry, EntryId, EntryKind, QuizEvent};
use crate::clock::Moment;

/// A quiz from the log.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizRecord {
    /// Its name.
    pub id: EntryId,
    /// When it began.
    pub at: Moment,
    /// Its rules and questions.
    pub begun: QuizStart,
    /// What was answered, each question once, in the order in which they were put, with the cards.
    pub answers: Vec<(CardId, QuizAnswer)>,
    /// How it ended, if it did.
    pub ended: Option<QuizEnding>,
}

impl QuizRecord {
    /// The rules that somebody chose last, of quizzes in the order in which they began.
    pub fn last_chosen(records: &[QuizRecord]) -> Option<&QuizRules> {
        records.iter().rev().map(|record| &record.begun.rules).find(|rules| !rules.scripted)
    }

    /// The quizzes in the entries, the first first. Answers to a quiz without a start are left out.
    pub fn from_entries(mut entries: Vec<Entry>) -> Vec<QuizRecord> {
        entries.sort_by(Entry::order);
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| seen.insert(entry.id));
        let mut records: Vec<QuizRecord> = Vec::new();
        let mut events = Vec::new();
        for Entry { id, at, card, what } in entries {
            let EntryKind::Quiz(event) = what else { continue };
            match *event {
                QuizEvent::Begun(begun) => {
                    records.push(QuizRecord { id, at, begun, answers: Vec::new(), ended: None });
                }
                // A clock that was set back may put an answer before the beginning.
                other => events.push((card, other)),
            }
        }
        for (card, event) in events {
            let named = |quiz: EntryId| move |record: &&mut QuizRecord| record.id == quiz;
            match event {
                QuizEvent::Begun(_) => {}
                QuizEvent::Answered(answered) => {
                    if let Some(record) = records.iter_mut().rev().find(named(answered.quiz)) {
                        record.answers.retain(|(_, other)| other.question != answered.question);
                        record.answers.push((card, answered));
                    }
                }
                QuizEvent::Ended(ended) => {
                    if let Some(record) = records.iter_mut().rev().find(named(ended.quiz)) {
                        record.ended = Some(ended);
                    }
                }
            }
        }
        for record in &mut records {
            record.answers.sort_by_key(|(_, answered)| answered.question);
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{AnswerMark, QuestionForm, QuizRules};

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
        let records = QuizRecord::from_entries(entries);
        assert_eq!(records.len(), 1);
        let marks: Vec<AnswerMark> =
            records[0].answers.iter().map(|(_, answered)| answered.mark).collect();
        assert_eq!(
            marks,
            [AnswerMark::Right, AnswerMark::Wrong],
            "a later answer takes the place of an earlier one"
        );
        assert_eq!((&records[0].begun, records[0].ended.as_ref()), (&begun, Some(&ended)));
        assert!(
            QuizRecord::from_entries(vec![entry(2, "d/a/term", answered(0, AnswerMark::Right))])
                .is_empty()
        );
    }

    #[test]
    fn forms_are_named_apart() {
        for form in QuestionForm::ALL {
            assert_eq!(QuestionForm::from_name(form.name()), Some(form));
        }
    }
}

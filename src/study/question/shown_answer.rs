//! A question whose answer is thought of, for decks whose answers are not typed.

use super::{AnswerKind, Question};

impl Question {
    /// The question with an answer to be thought of where one was to be typed.
    #[must_use]
    pub fn with_shown_answer(mut self) -> Question {
        let (asked, answer) = match &self.kind {
            AnswerKind::Typed { text: Some(cloze), group, .. } => {
                (cloze.masked(Some(*group)), cloze.filled())
            }
            AnswerKind::Typed { blanks, .. } => {
                let answers: Vec<&str> = blanks.iter().map(|blank| blank.answer.as_str()).collect();
                (String::new(), answers.join("\n\n"))
            }
            AnswerKind::Items(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("- {}", item.text)).collect();
                (String::new(), items.join("\n"))
            }
            AnswerKind::Shown { .. } | AnswerKind::Order { .. } | AnswerKind::Choice { .. } => {
                return self;
            }
        };
        let parts = [std::mem::take(&mut self.prompt), asked].into_iter();
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        self.prompt = parts.join("\n\n");
        self.kind = AnswerKind::Shown { answer };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::question;
    use super::*;
    use crate::deck::CardKind;

    #[test]
    fn what_is_typed_can_be_thought_of() {
        for (note, card, prompt, answer) in [
            (0, CardKind::Term, "over *features*", "Layer norm"),
            (4, CardKind::Items, "All:", "- Batch: over rows\n- group"),
        ] {
            let shown = question(note, card).unwrap().with_shown_answer();
            assert!(!shown.is_typed() && shown.prompt.contains(prompt), "{shown:?}");
            assert_eq!(shown.kind, AnswerKind::Shown { answer: answer.into() });
        }
        let cloze = question(2, CardKind::Blank(1)).unwrap().with_shown_answer();
        assert!(cloze.prompt.ends_with("then three"), "the blank is open: {}", cloze.prompt);
        assert_eq!(cloze.answer(), "one and two, then three");
    }
}

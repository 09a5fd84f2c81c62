//! What the exam covers: the rows of decks and topics, and choosing among them.

use super::{ExamField, ExamForm, coming_exams};
use crate::deck::DeckHead;
use crate::ui::screens::screen::ScreenContext;

impl ExamForm {
    /// The fields as they are now, from the top down.
    pub(super) fn fields(&self, shared: &ScreenContext) -> Vec<ExamField> {
        let mut fields = Vec::new();
        if coming_exams(shared).next().is_some() {
            fields.push(ExamField::Exam);
        }
        fields.extend([ExamField::Name, ExamField::Date, ExamField::Minutes, ExamField::All]);
        let library = &shared.learner.library;
        let is_only = library.decks().len() == 1;
        for (number, deck) in library.decks().iter().enumerate() {
            if !is_only {
                fields.push(ExamField::Deck(number));
            }
            if is_only || self.decks.contains(&deck.head.id) {
                let topics = library.topics().iter().enumerate();
                let of_deck = topics.filter(|(_, topic)| topic.deck.index() == number);
                fields.extend(of_deck.map(|(at, _)| ExamField::Topic(at)));
            }
        }
        if self.origin.is_some() {
            fields.push(ExamField::End);
        }
        fields
    }

    /// Puts what is selected among what the exam covers, or takes it out.
    pub(super) fn toggle(&mut self, shared: &ScreenContext) {
        let library = &shared.learner.library;
        let (ids, id) = match self.focus {
            ExamField::All => {
                self.decks.clear();
                self.topics.clear();
                return;
            }
            ExamField::Deck(at) => {
                let Some(deck) = library.decks().get(at) else { return };
                (&mut self.decks, &deck.head.id)
            }
            ExamField::Topic(at) => {
                let Some(topic) = library.topics().get(at) else { return };
                (&mut self.topics, &topic.id)
            }
            _ => return,
        };
        match ids.iter().position(|other| other == id) {
            Some(at) => drop(ids.remove(at)),
            None => ids.push(id.clone()),
        }
        // The topics of a deck that is out are not on the screen.
        let is_offered = |topic: &String| {
            library.topics().iter().any(|known| {
                let head: &DeckHead = &library.deck_info(known.deck).head;
                known.id == *topic && (self.decks.is_empty() || self.decks.contains(&head.id))
            })
        };
        self.topics.retain(is_offered);
    }
}

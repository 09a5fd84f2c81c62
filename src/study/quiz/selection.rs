//! Which questions a quiz asks, and in which order: no topic and no form more often than the
//! others.

use std::collections::{HashMap, VecDeque};

use super::note_bank::NoteBank;
use super::quiz_question::{QuizQuestion, forms, forms_of};
use crate::deck::CardKind;
use crate::library::{DeckIx, LibraryCard, NoteIx, TopicIx};
use crate::memory::{QuestionForm, QuizRules};
use crate::plan::NoteScope;
use crate::rng::Rng;

/// How many notes of a topic are looked at for the form that came least often.
const LOOKED_AT: usize = 64;

/// Forms in which a note may be asked, with the cards.
type FormsWithCards = Vec<(QuestionForm, CardKind)>;

/// The notes that are left, by topic, and what was asked so far.
struct NoteSupply {
    /// Every topic's notes in a random order; the topics too.
    topics: Vec<(usize, VecDeque<NoteIx>)>,
    asked: HashMap<QuestionForm, usize>,
    rng: Rng,
}

/// The questions of a quiz: at most as many as its rules say, and fewer if there are not so
/// many notes.
pub fn plan(bank: &mut NoteBank<'_>, scope: &NoteScope, rules: &QuizRules) -> Vec<QuizQuestion> {
    let mut supply = NoteSupply::new(bank, scope, Rng::new(rules.seed));
    let mut questions = Vec::new();
    while questions.len() < usize::from(rules.questions) {
        match supply.next(bank, rules) {
            Some(question) => questions.push(question),
            None => break,
        }
    }
    questions
}

impl NoteSupply {
    fn new(bank: &NoteBank<'_>, scope: &NoteScope, mut rng: Rng) -> NoteSupply {
        let mut by_topic: HashMap<(DeckIx, Option<TopicIx>), Vec<NoteIx>> = HashMap::new();
        for note in bank.library.all().filter(|note| scope.has(*note)) {
            by_topic
                .entry((bank.library.deck(note), bank.library.topic(note)))
                .or_default()
                .push(note);
        }
        let mut topics: Vec<(_, Vec<NoteIx>)> = by_topic.into_iter().collect();
        // A map has no order of its own; what is shuffled has to be the same each time.
        topics.sort_unstable_by_key(|(topic, _)| *topic);
        for (_, notes) in &mut topics {
            rng.shuffle(notes);
        }
        rng.shuffle(&mut topics);
        let topics = topics.into_iter().map(|(_, notes)| (0, notes.into())).collect();
        NoteSupply { topics, asked: HashMap::new(), rng }
    }

    /// The next question, from the topic that had the fewest; none if no note is left.
    fn next(&mut self, bank: &mut NoteBank<'_>, rules: &QuizRules) -> Option<QuizQuestion> {
        loop {
            let open = self.topics.iter().enumerate().filter(|(_, (_, notes))| !notes.is_empty());
            let (topic, _) = open.min_by_key(|(_, (asked, _))| *asked)?;
            if let Some(question) = self.next_of_topic(bank, rules, topic) {
                self.topics[topic].0 += 1;
                *self.asked.entry(question.form).or_default() += 1;
                return Some(question);
            }
        }
    }

    /// Takes a note out of a topic and makes a question of it: of the next few the one that can be
    /// asked in the form that came least often. A note of which no question can be made is dropped.
    fn next_of_topic(
        &mut self,
        bank: &mut NoteBank<'_>,
        rules: &QuizRules,
        topic: usize,
    ) -> Option<QuizQuestion> {
        let ahead: Vec<NoteIx> = self.topics[topic].1.iter().copied().take(LOOKED_AT).collect();
        let rarest = |note: &NoteIx| {
            let forms =
                forms_of(bank.library.kind(*note)).iter().filter(|form| allows(rules, **form));
            forms.map(|form| self.count(*form)).min().unwrap_or(usize::MAX)
        };
        let (place, _) = ahead.iter().enumerate().min_by_key(|(_, note)| rarest(note))?;
        let note = self.topics[topic].1.remove(place)?;
        let ways = self.ways(bank, rules, note);
        ways.into_iter().find_map(|(form, card)| {
            QuizQuestion::make(bank, LibraryCard { note, card }, form, rules.seed)
        })
    }

    /// The ways in which a note may be asked, those that came least often first.
    fn ways(&mut self, bank: &mut NoteBank<'_>, rules: &QuizRules, note: NoteIx) -> FormsWithCards {
        let Some(full) = bank.note(note) else { return Vec::new() };
        let mut ways = forms(&full, &mut self.rng);
        ways.retain(|(form, _)| allows(rules, *form));
        self.rng.shuffle(&mut ways);
        ways.sort_by_key(|(form, _)| self.count(*form));
        ways
    }

    /// How often a form came, for comparing: fill-ins may come twice as often as others,
    /// for each asks something of its own, while the other forms are ways to ask one thing.
    fn count(&self, form: QuestionForm) -> usize {
        let count = self.asked.get(&form).copied().unwrap_or_default();
        if form == QuestionForm::FillIn { count } else { 2 * count }
    }
}

/// Whether the rules allow a form.
pub(super) fn allows(rules: &QuizRules, form: QuestionForm) -> bool {
    rules.forms.is_empty() || rules.forms.contains(&form)
}

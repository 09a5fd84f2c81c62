//! How a new card is taught before it counts: its note is shown, soon after it is asked in the
//! gentlest form that the note allows, and then in full.
//!
//! Which card comes when is the queue's business; here is what the steps are, how far apart they
//! lie, and what the gentle form of a question is.

use super::question::{AnswerKind, Question};
use super::quiz::AnswerSpace;
use super::quiz::choice::confusable_choice;
use crate::deck::{CardKind, Note, NoteBody};
use crate::library::{Library, LibraryCard};
use crate::rng::Rng;
use crate::text::cloze::ClozeText;

/// How a card is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonStep {
    /// Its note is shown; nothing is asked.
    Shown,
    /// It is asked in the gentlest form.
    Gentle,
    /// It is asked as it always will be.
    Full,
}

impl LessonStep {
    /// How many other cards come between a step that was done and the next one, where there are so
    /// many. The first recall comes while it still succeeds, the second after a longer gap.
    pub(super) fn gap(self) -> usize {
        match self {
            LessonStep::Shown => 3,
            LessonStep::Gentle => 5,
            LessonStep::Full => 4,
        }
    }
}

/// What a question is to the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionStage {
    /// The note of a new card is shown.
    Learn,
    /// A card that was first asked today, or never.
    New,
    /// A card that is known from an earlier day.
    Review,
    /// A card that was failed today and not recalled since.
    Again,
}

impl QuestionStage {
    /// The word for scripts.
    pub fn name(self) -> &'static str {
        match self {
            QuestionStage::Learn => "learn",
            QuestionStage::New => "new",
            QuestionStage::Review => "review",
            QuestionStage::Again => "again",
        }
    }
}

/// The gentlest form of a card's question: a choice among answers that its sets call easily
/// confused, or thinking of what would be typed. None where its own form is as gentle.
pub(super) fn gentle_question(
    library: &Library,
    item: LibraryCard,
    rng: &mut Rng,
) -> Option<Question> {
    let full = Question::from_card(library, item)?;
    if let Some(parts) = confusable_choice(library, item, rng)
        && let AnswerSpace::Choice { choices, right } = parts.answers
    {
        return Some(full.in_form(parts.task, parts.prompt, AnswerKind::Choice { choices, right }));
    }
    if !full.is_typed() && !matches!(full.kind, AnswerKind::Order { .. }) {
        return None;
    }
    let (gap, answer) = thought_of(&library.note(item.note).ok()?, item.card)?;
    let prompt = [full.prompt.clone(), gap].join("\n").trim().to_string();
    let (task, kind) = ("Think of the answer.".to_string(), AnswerKind::Shown { answer });
    Some(full.in_form(task, prompt, kind))
}

/// The text with its gap, if the card has one, and the answer, both with markup.
fn thought_of(note: &Note, card: CardKind) -> Option<(String, String)> {
    let filled = |text: &String| {
        ClozeText::parse(text).map_or_else(|_| text.clone(), |cloze| cloze.filled())
    };
    Some(match (&note.body, card) {
        (NoteBody::Pair { term, .. }, CardKind::Term) => (String::new(), term.clone()),
        (NoteBody::Cloze { text, .. }, CardKind::Blank(group)) => {
            let cloze = ClozeText::parse(text).ok()?;
            (cloze.masked(Some(group)), cloze.filled())
        }
        (NoteBody::List { items, .. }, CardKind::Items) => {
            let items: Vec<String> =
                items.iter().map(|item| format!("- {}", filled(item))).collect();
            (String::new(), items.join("\n"))
        }
        (NoteBody::Steps { steps, .. }, CardKind::Order) => {
            let steps = steps.iter().enumerate();
            let steps: Vec<String> =
                steps.map(|(i, step)| format!("{}. {}", i + 1, filled(step))).collect();
            (String::new(), steps.join("\n"))
        }
        (NoteBody::Steps { steps, .. }, CardKind::Step(number)) => {
            let step = steps.get((number as usize).checked_sub(1)?)?;
            let gap = ClozeText::parse(step).map(|cloze| cloze.masked(None)).unwrap_or_default();
            (gap, filled(step))
        }
        _ => return None,
    })
}

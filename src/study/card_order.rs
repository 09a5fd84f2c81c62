//! What speaks against putting a card now: its note needs another first, the card before it showed
//! its answer, or too many cards of its topic came in a row.

use std::cell::OnceCell;

use crate::deck::{CardKind, NoteBody};
use crate::library::{Library, LibraryCard, NoteIx, NoteLink};
use crate::text::cloze::ClozeText;
use crate::text::fold::{fold, words};

/// The most cards of one topic in a row while another topic waits.
const IN_A_ROW: usize = 3;
/// An answer of more words than this is not looked for in the text of another note.
const SHORT: usize = 5;

/// What speaks against a card, the lightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Objection {
    /// Nothing.
    None,
    /// The cards before it were of its topic.
    Topic,
    /// The card before it showed its answer.
    AnswerShown,
    /// What it needs has not been taught.
    Needs,
}

/// The cards that were put last, and what follows from them for the next one.
pub(super) struct CardOrder<'a> {
    library: &'a Library,
    /// The last cards put, the latest first.
    recent: Vec<LibraryCard>,
    /// The folded words of the note before.
    shown: OnceCell<String>,
}

impl<'a> CardOrder<'a> {
    /// The order after some cards, the latest first.
    pub(super) fn new(library: &'a Library, recent: &[LibraryCard]) -> CardOrder<'a> {
        let recent = recent.iter().copied().take(IN_A_ROW).collect();
        CardOrder { library, recent, shown: OnceCell::new() }
    }

    /// Whether a card of another topic than the last one is among these.
    pub(super) fn has_other_topic(&self, mut cards: impl Iterator<Item = LibraryCard>) -> bool {
        let topic = self.recent.first().map(|last| self.library.topic(last.note));
        cards.any(|item| Some(self.library.topic(item.note)) != topic)
    }

    /// Whether as many cards of its topic came in a row as may.
    pub(super) fn repeats_topic(&self, item: LibraryCard) -> bool {
        let topic = self.library.topic(item.note);
        topic.is_some()
            && self.recent.len() == IN_A_ROW
            && self.recent.iter().all(|other| self.library.topic(other.note) == topic)
    }

    /// Whether the card before showed the answer: one of the same note or of a linked one, or one
    /// whose note has the very words.
    pub(super) fn is_given_away(&self, item: LibraryCard) -> bool {
        let Some(before) = self.recent.first().map(|item| item.note) else { return false };
        before == item.note || self.are_linked(before, item.note) || self.has_answer(before, item)
    }

    fn are_linked(&self, one: NoteIx, other: NoteIx) -> bool {
        let linked = |link| self.library.linked(one, link).any(|note| note == other);
        let parent = |note| self.library.linked(note, NoteLink::Parent).next();
        [NoteLink::See, NoteLink::Needs, NoteLink::Child, NoteLink::Parent].into_iter().any(linked)
            || (parent(one).is_some() && parent(one) == parent(other))
    }

    fn has_answer(&self, before: NoteIx, item: LibraryCard) -> bool {
        let answers = short_answers(self.library, item);
        if answers.is_empty() {
            return false;
        }
        let shown = self.shown.get_or_init(|| spaced(self.library.source_text(before)));
        answers.iter().any(|answer| shown.contains(answer.as_str()))
    }
}

/// The folded words of a text, each between two spaces.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    words(&folded).fold(String::from(" "), |all, word| all + word + " ")
}

/// The answers that are to be typed, where they are short.
fn short_answers(library: &Library, item: LibraryCard) -> Vec<String> {
    let Ok(note) = library.note(item.note) else { return Vec::new() };
    let blanks = |text: &str, group: Option<u32>| -> Vec<String> {
        let cloze = ClozeText::parse(text);
        let asked = cloze.iter().flat_map(ClozeText::blanks);
        let asked = asked.filter(|blank| group.is_none_or(|group| blank.group == group));
        asked.map(|blank| blank.answer.clone()).collect()
    };
    let answers = match (&note.body, item.card) {
        (NoteBody::Pair { term, .. }, CardKind::Term) => vec![term.clone()],
        (NoteBody::Question { answer, .. }, CardKind::Answer) => vec![answer.clone()],
        (NoteBody::Cloze { text, .. }, CardKind::Blank(group)) => blanks(text, Some(group)),
        (NoteBody::Steps { steps, .. }, CardKind::Step(number)) => {
            let step = (number as usize).checked_sub(1).and_then(|at| steps.get(at));
            step.map(|step| blanks(step, None)).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let answers = answers.iter().map(|answer| spaced(answer));
    answers.filter(|answer| (1..=SHORT).contains(&answer.split_whitespace().count())).collect()
}

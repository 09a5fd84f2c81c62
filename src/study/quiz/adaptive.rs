//! Practice that adapts to the learner: what was missed comes back in another form, and what goes
//! well gets harder.

use super::item::QuizItem;
use super::note_bank::NoteBank;
use super::quiz_question::{QuizQuestion, forms};
use super::selection::allows;
use super::state::{Adaptation, QuizState};
use crate::library::LibraryCard;
use crate::memory::{AnswerMark, QuestionForm, QuizRules};
use crate::rng::{Rng, text_seed};

/// How many other questions come before a missed one comes back.
const BETWEEN: usize = 3;
/// How often a note comes back at most.
const MOST: usize = 3;
/// After so many right answers in a row the next is to be recalled, not recognised.
const GOING_WELL: i32 = 3;
/// After so many wrong ones in a row it is to be recognised.
const GOING_BADLY: i32 = -2;

/// Adapts anew to an answer that counts as right after all.
pub(super) fn learn_again(bank: &mut NoteBank<'_>, rules: &QuizRules, state: &mut QuizState) {
    let Adaptation { streak, comes_back } = std::mem::take(&mut state.adaptation);
    if let Some(place) = comes_back {
        state.items.remove(place);
    }
    state.streak = streak;
    learn(bank, rules, state);
}

/// Adapts to the answer to the question in front: counts the streak, and has a missed note come
/// back later, first to be recognised and, when that was right, to be recalled.
pub(super) fn learn(bank: &mut NoteBank<'_>, rules: &QuizRules, state: &mut QuizState) {
    let quiz_item = state.current();
    let right = quiz_item.mark == Some(AnswerMark::Right);
    let streak = match (right, state.streak) {
        (true, n) => n.max(0) + 1,
        (false, n) => n.min(0) - 1,
    };
    let (form, again, item) = (quiz_item.question.form, quiz_item.again, quiz_item.question.item);
    let before = state
        .items
        .iter()
        .filter(|other| other.again && other.question.id.note() == quiz_item.question.id.note())
        .count();
    let recognised = form.is_recognised();
    state.adaptation = Adaptation { streak: state.streak, comes_back: None };
    state.streak = streak;
    let wants: fn(QuestionForm) -> bool = match (right, again, recognised) {
        // Recognised the second time: now it is to be recalled.
        (true, true, true) => |form| !form.is_recognised(),
        (true, ..) => return,
        (false, false, true) => |form| !form.is_recognised(),
        (false, ..) => QuestionForm::is_recognised,
    };
    let Some(item) = item.filter(|_| before < MOST) else { return };
    if let Some(question) = another(bank, rules, item, form, wants, before as u64 + 1) {
        let place = (state.place + 1 + BETWEEN).min(state.items.len());
        // Nothing is asked twice in a row.
        if place > state.place + 1 {
            state.items.insert(place, QuizItem::new(question, true));
            state.adaptation.comes_back = Some(place);
        }
    }
}

/// Makes the question at a place harder or easier, by how the last answers went, if its note has
/// such a question.
pub(super) fn choose_next(
    bank: &mut NoteBank<'_>,
    rules: &QuizRules,
    state: &mut QuizState,
    place: usize,
) {
    let quiz_item = &state.items[place];
    let form = quiz_item.question.form;
    let wants: fn(QuestionForm) -> bool = match state.streak {
        n if n >= GOING_WELL && form.is_recognised() => |form| !form.is_recognised(),
        n if n <= GOING_BADLY && !form.is_recognised() => QuestionForm::is_recognised,
        _ => return,
    };
    let Some(item) = quiz_item.question.item.filter(|_| !quiz_item.again) else { return };
    let question = another(bank, rules, item, form, wants, 0)
        .filter(|question| wants(question.form) && allows(rules, question.form));
    if let Some(question) = question {
        state.items[place] = QuizItem::new(question, false);
    }
}

/// Makes a question on the same note: in a form that is wanted if there is one that is allowed,
/// else in any other, else in the same form again.
fn another(
    bank: &mut NoteBank<'_>,
    rules: &QuizRules,
    item: LibraryCard,
    form: QuestionForm,
    wants: fn(QuestionForm) -> bool,
    turn: u64,
) -> Option<QuizQuestion> {
    let note = bank.note(item.note)?;
    let seed = rules.seed.wrapping_add(turn << 32);
    let mut rng = Rng::new(text_seed(&note.id, seed));
    let mut ways = forms(&note, &mut rng);
    ways.retain(|(form, _)| allows(rules, *form));
    rng.shuffle(&mut ways);
    ways.sort_by_key(|(other, _)| (!wants(*other), *other == form));
    ways.into_iter().find_map(|(form, card)| {
        QuizQuestion::make(bank, LibraryCard { note: item.note, card }, form, seed)
    })
}

//! Practice that answers to the learner: what was missed comes back in another form, and what goes
//! well gets harder.

use super::item::QuizItem;
use super::note_bank::NoteBank;
use super::quiz_question::{QuizQuestion, forms};
use super::selection::allows;
use super::state::QuizState;
use crate::library::LibraryCard;
use crate::memory::{AnswerMark, QuestionForm, QuizRules};
use crate::rng::{Rng, seed_of};

/// How many other questions come before a missed one comes back.
const BETWEEN: usize = 3;
/// How often a note comes back at most.
const MOST: usize = 3;
/// After so many right answers in a row the next is to be recalled, not recognised.
const GOING_WELL: i32 = 3;
/// After so many wrong ones in a row it is to be recognised.
const GOING_BADLY: i32 = -2;

/// Learns from the answer to the question in front: counts the streak, and has a missed note come
/// back later, first to be recognised and, when that was right, to be recalled.
pub(super) fn learn(bank: &mut NoteBank<'_>, rules: &QuizRules, sheet: &mut QuizState) {
    let slot = sheet.slot();
    let right = slot.mark == Some(AnswerMark::Right);
    let streak = match (right, sheet.streak) {
        (true, n) => n.max(0) + 1,
        (false, n) => n.min(0) - 1,
    };
    let (form, again, item) = (slot.put.form, slot.again, slot.put.item);
    let back = |other: &&QuizItem| other.again && other.put.id.note() == slot.put.id.note();
    let before = sheet.slots.iter().filter(back).count();
    let recognised = form.is_recognised();
    sheet.streak = streak;
    let wants: fn(QuestionForm) -> bool = match (right, again, recognised) {
        // Recognised the second time: now it is to be recalled.
        (true, true, true) => |form| !form.is_recognised(),
        (true, ..) => return,
        (false, false, true) => |form| !form.is_recognised(),
        (false, ..) => QuestionForm::is_recognised,
    };
    let Some(item) = item.filter(|_| before < MOST) else { return };
    if let Some(put) = another(bank, rules, item, form, wants, before as u64 + 1) {
        let place = (sheet.at + 1 + BETWEEN).min(sheet.slots.len());
        // Nothing is asked twice in a row.
        if place > sheet.at + 1 {
            sheet.slots.insert(place, QuizItem::new(put, true));
        }
    }
}

/// Makes the question at a place harder or easier, as the last answers went, if its note can be
/// asked so.
pub(super) fn choose_next(
    bank: &mut NoteBank<'_>,
    rules: &QuizRules,
    sheet: &mut QuizState,
    place: usize,
) {
    let slot = &sheet.slots[place];
    let form = slot.put.form;
    let wants: fn(QuestionForm) -> bool = match sheet.streak {
        n if n >= GOING_WELL && form.is_recognised() => |form| !form.is_recognised(),
        n if n <= GOING_BADLY && !form.is_recognised() => QuestionForm::is_recognised,
        _ => return,
    };
    let Some(item) = slot.put.item.filter(|_| !slot.again) else { return };
    let put = another(bank, rules, item, form, wants, 0)
        .filter(|put| wants(put.form) && allows(rules, put.form));
    if let Some(put) = put {
        sheet.slots[place] = QuizItem::new(put, false);
    }
}

/// Makes a question on the same note: in a form that is wanted if there is one that is allowed,
/// else in any other, else in the same form anew.
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
    let mut rng = Rng::new(seed_of(&note.id, seed));
    let mut ways = forms(&note, &mut rng);
    ways.retain(|(form, _)| allows(rules, *form));
    rng.shuffle(&mut ways);
    ways.sort_by_key(|(other, _)| (!wants(*other), *other == form));
    ways.into_iter().find_map(|(form, card)| {
        QuizQuestion::make(bank, LibraryCard { note: item.note, card }, form, seed)
    })
}

//! Putting cards off, suspending, flagging and forgetting them, and taking that back.

use super::*;

#[test]
fn burying_and_suspending_take_cards_away_and_undo_brings_them_back() {
    let mut desk = Desk::new(&pairs(3), Settings { bury_siblings: false, ..cold() });
    desk.start();
    assert_eq!(desk.drill().left(), 6);
    desk.deed(CardAction::SuspendNote);
    assert_eq!(desk.front().as_deref(), Some("d/p1/definition"), "the note's other card went too");
    desk.deed(CardAction::BuryCard);
    assert_eq!(desk.front().as_deref(), Some("d/p2/definition"), "the sibling comes apart");
    desk.deed(CardAction::Flag);
    assert_eq!(desk.front().as_deref(), Some("d/p2/definition"), "a flag moves nothing");
    assert!(desk.ledger.get(&CardId::from("d/p2/definition")).unwrap().flagged);
    assert_eq!(desk.drill().undoable().map(|done| done.name), Some("flag"));
    for _ in 0..3 {
        desk.undo();
        desk.check();
    }
    assert_eq!((desk.front().as_deref(), desk.drill().left()), (Some("d/p0/definition"), 6));
    assert!(desk.ledger.is_empty(), "as if nothing had happened");
    desk.redo();
    assert_eq!(desk.front().as_deref(), Some("d/p1/definition"));
    desk.check();
}

#[test]
fn what_is_forgotten_is_new_again_until_it_is_undone() {
    let mut desk = Desk::new(&pairs(2), Settings { bury_siblings: false, ..cold() });
    desk.start();
    desk.grade(Rating::Good);
    let first = CardId::from("d/p0/definition");
    let known = desk.ledger.get(&first).unwrap().clone();
    while desk.front().as_deref() != Some("d/p0/term") {
        desk.grade(Rating::Good);
    }
    let before = desk.ledger.clone();
    desk.deed(CardAction::Forget);
    let stage = |desk: &Desk, card: &str| desk.ledger.get(&CardId::from(card)).unwrap().stage;
    assert_eq!(stage(&desk, "d/p0/definition"), CardStage::New);
    assert_eq!(stage(&desk, "d/p0/term"), CardStage::New);
    assert!(known.stage != CardStage::New && stage(&desk, "d/p1/definition") != CardStage::New);
    assert_ne!(desk.front().as_deref(), Some("d/p0/term"), "it is not asked at once");
    desk.check();
    desk.undo();
    assert_eq!(desk.ledger, before);
    assert_eq!(desk.front().as_deref(), Some("d/p0/term"));
    desk.check();
}

#[test]
fn undo_takes_back_one_grade_and_no_more() {
    let mut desk = Desk::new(&pairs(3), cold());
    desk.start();
    desk.grade(Rating::Good);
    desk.grade(Rating::Again);
    let after_two = desk.ledger.clone();
    desk.undo();
    assert_eq!(desk.front().as_deref(), Some("d/p1/definition"));
    assert_eq!(desk.ledger.len(), 1);
    desk.redo();
    assert_eq!(desk.ledger, after_two);
    assert_eq!(desk.front().as_deref(), Some("d/p2/definition"));
    desk.undo();
    desk.undo();
    desk.undo();
    assert_eq!((desk.front().as_deref(), desk.drill().left()), (Some("d/p0/definition"), 3));
    desk.check();
}

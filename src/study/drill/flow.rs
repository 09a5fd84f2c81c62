//! Which card is in front: what an operation, its undo or an edit of notes does to the queue, and
//! what comes next.

use super::{Drill, DrillMode, StudyContext};
use crate::clock::Moment;
use crate::deck::Revision;
use crate::library::{LibraryCard, Remap};
use crate::memory::{CardStage, Progress, Rating};
use crate::study::answer_draft::AnswerDraft;
use crate::study::open_card::{DrillPhase, OpenCard};
use crate::study::operation::{CardSource, Operation};
use crate::study::question::Question;
use crate::study::review_queue::NextCard;

impl Drill {
    /// Makes an edit of the note in front pending until it is on disk.
    pub fn edit(&mut self, revision: Revision) {
        if let Some(card) = self.open_card() {
            let operation = Operation { leaves: false, ..card.operation("edit", &[]) };
            self.history.edit(operation, revision);
        }
    }

    /// Switches to the notes as they were read again; operations on notes that are gone are
    /// forgotten, and a card in front whose note has changed is asked again. Whether another
    /// question is in front after that.
    pub fn remap(&mut self, context: StudyContext<'_>, moved: Remap<'_>, now: Moment) -> bool {
        self.queue.remap(|item| moved.item(item));
        self.last = self.last.and_then(|item| moved.item(item));
        self.history.retain(|operation| {
            let item = moved.item(operation.item);
            operation.item = item.unwrap_or(operation.item);
            item.is_some()
        });
        let (DrillPhase::Asking(card) | DrillPhase::Revealed(card)) = &mut self.phase else {
            return false;
        };
        let old = card.question.item;
        match moved.item(old) {
            Some(item) if moved.is_same(old.note, item.note) => {
                card.question.item = item;
                return false;
            }
            Some(item) => {
                card.question.item = item;
                self.ask_again(context, now);
            }
            None => self.next(context, now),
        }
        true
    }

    pub(super) fn carry_out(
        &mut self,
        context: StudyContext<'_>,
        now: Moment,
        operation: Operation,
    ) {
        let Operation { item, from, rating, leaves, .. } = operation;
        if !leaves {
            self.bring_to_front(context, now, item, from);
            return;
        }
        match (self.mode, rating) {
            (DrillMode::Due, Some(_)) => {
                let after = context.ledger.get(&context.library.card_id(item));
                if let Some(progress) = after.filter(|progress| progress.is_learning()) {
                    self.queue.insert_learning(progress.due, item);
                }
            }
            (DrillMode::Exam | DrillMode::Cram, Some(Rating::Again)) if self.spare => {
                self.queue.push_last(item);
            }
            _ => {}
        }
        self.last = Some(item);
        self.next(context, now);
    }

    pub(super) fn reverse(&mut self, context: StudyContext<'_>, now: Moment, operation: Operation) {
        let Operation { item, from, leaves, .. } = operation;
        if !leaves {
            self.bring_to_front(context, now, item, from);
            return;
        }
        self.return_open_card();
        self.queue.reopen();
        self.queue.remove(item);
        let last =
            self.history().rev().find(|operation| operation.leaves).map(|operation| operation.item);
        self.last = last;
        if !self.ask(context, now, item, from) {
            self.next(context, now);
        }
    }

    /// Puts the card in front back to where it came from.
    pub(super) fn return_open_card(&mut self) {
        if let Some((item, from)) = self.open_card().map(|card| (card.question.item, card.from)) {
            self.queue.put_back(item, from);
            self.phase = DrillPhase::Done;
        }
    }

    /// Shows the same card with what is known of it now; the answer so far stays.
    pub(super) fn ask_same(&mut self, context: StudyContext<'_>, now: Moment) {
        let (DrillPhase::Asking(card) | DrillPhase::Revealed(card)) = &mut self.phase else {
            return;
        };
        card.progress = context.ledger.get(&card.question.id).cloned().unwrap_or_default();
        card.intervals = context.scheduler.intervals(&card.question.id, &card.progress, now);
    }

    /// Asks the next card.
    pub(super) fn next(&mut self, context: StudyContext<'_>, now: Moment) {
        self.phase = DrillPhase::Done;
        let mode = self.mode;
        loop {
            match self.queue.next(self.last, now, |item| is_open(context, mode, now, item)) {
                NextCard::Card(item, from) if self.ask(context, now, item, from) => return,
                NextCard::Card(..) => {}
                NextCard::Wait(until) => {
                    self.phase = DrillPhase::Waiting(until);
                    return;
                }
                NextCard::Finished => return,
            }
        }
    }

    pub(super) fn ask(
        &mut self,
        context: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) -> bool {
        let Some(question) = Question::from_card(context.library, item) else { return false };
        let settings = context.scheduler.deck_settings(question.id.deck());
        let question = if settings.typed_answers { question } else { question.with_shown_answer() };
        let progress = context.ledger.get(&question.id).cloned().unwrap_or_default();
        let intervals = context.scheduler.intervals(&question.id, &progress, now);
        let draft = AnswerDraft::new(&question, &mut self.rng);
        self.phase = DrillPhase::Asking(Box::new(OpenCard {
            question,
            draft,
            progress,
            intervals,
            since: now,
            overruled: false,
            two_buttons: context.scheduler.settings().two_buttons,
            from,
        }));
        true
    }

    /// Brings a card to the front whose operation left it there. The answer so far stays if the
    /// card is in front already; it is not if its note had lost it and got it back.
    pub(super) fn bring_to_front(
        &mut self,
        context: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) {
        if self.open_card().is_some_and(|card| card.question.item == item) {
            self.ask_same(context, now);
            return;
        }
        self.return_open_card();
        self.queue.remove(item);
        if !self.ask(context, now, item, from) {
            self.next(context, now);
        }
    }
}

/// Whether the card is still to be asked: another window may have answered it, or a card of its
/// note.
fn is_open(context: StudyContext<'_>, mode: DrillMode, now: Moment, item: LibraryCard) -> bool {
    let id = context.library.card_id(item);
    let progress = context.ledger.get(&id);
    if mode == DrillMode::Cram {
        return progress.is_none_or(|progress| !progress.suspended);
    }
    let calendar = context.scheduler.calendar();
    let today = calendar.day(now);
    if mode == DrillMode::Exam {
        return progress.is_none_or(|progress| {
            let asked_today = progress.reviewed.is_some_and(|time| calendar.day(time) == today);
            progress.is_open(today) && (progress.is_learning() || !asked_today)
        });
    }
    if !progress.is_none_or(|progress| {
        progress.is_open(today)
            && (progress.is_learning() || progress.stage == CardStage::New || progress.is_due(now))
    }) {
        return false;
    }
    let learning = progress.is_some_and(Progress::is_learning);
    let bury = context.scheduler.deck_settings(id.deck()).bury_siblings && !learning;
    !(bury
        && context.library.card_ids(item.note).iter().any(|other| {
            let reviewed = context.ledger.get(other).and_then(|progress| progress.reviewed);
            *other != id && reviewed.is_some_and(|at| calendar.day(at) == today)
        }))
}

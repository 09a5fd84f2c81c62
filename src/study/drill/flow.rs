//! Which card is in front: what an operation, its undo or an edit of notes does to the queue, and
//! what comes next.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::{Drill, DrillMode, StudyContext, has_two_buttons};
use crate::clock::Moment;
use crate::deck::Revision;
use crate::library::{LibraryCard, NoteIx, NoteLink, Remap};
use crate::memory::{CardId, CardStage, Progress, Rating};
use crate::study::answer_draft::AnswerDraft;
use crate::study::card_order::{CardOrder, Objection};
use crate::study::lesson::{LessonStep, QuestionStage, gentle_question};
use crate::study::open_card::{DrillPhase, OpenCard};
use crate::study::operation::{CardSource, Operation, READ};
use crate::study::question::Question;
use crate::study::review_queue::{NextCard, QueueTime, ReviewQueue};

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
        self.history.retain(|operation| {
            let item = moved.item(operation.item);
            operation.item = item.unwrap_or(operation.item);
            item.is_some()
        });
        let (DrillPhase::Teaching(card) | DrillPhase::Asking(card) | DrillPhase::Revealed(card)) =
            &mut self.phase
        else {
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
        let Operation { item, from, leaves, .. } = operation;
        if !leaves {
            self.bring_to_front(context, now, item, from);
            return;
        }
        self.bring_back(context, operation);
        self.next(context, now);
    }

    /// Has the card come back as what was done to it asks for.
    fn bring_back(&mut self, context: StudyContext<'_>, operation: Operation) {
        let Operation { item, rating, step, name, .. } = operation;
        let turn = self.turn() + step.gap();
        match (step, rating) {
            (LessonStep::Shown, _) if name == READ => {
                self.queue.insert_returning(turn, item, LessonStep::Gentle);
            }
            (_, Some(rating)) if !self.counts(step, rating) => {
                self.queue.insert_returning(turn, item, LessonStep::Full);
            }
            (_, Some(_)) if self.mode == DrillMode::Due => {
                let after = context.ledger.get(&context.library.card_id(item));
                // What comes back on another day is not left for this one.
                let calendar = context.scheduler.calendar();
                let is_of_today = |progress: &&Progress| {
                    let day = progress.reviewed.map(|at| calendar.day(at));
                    progress.is_learning() && day == Some(calendar.day(progress.due))
                };
                if let Some(progress) = after.filter(is_of_today) {
                    self.queue.insert_learning(progress.due, item);
                }
            }
            (_, Some(Rating::Again)) => {
                self.queue.insert_returning(turn, item, LessonStep::Full);
            }
            _ => {}
        }
    }

    /// What took a card from the front, the latest first.
    fn put_before(&self) -> impl Iterator<Item = &Operation> {
        self.history().rev().filter(|operation| operation.leaves)
    }

    /// How many cards were put and are done with.
    fn turn(&self) -> usize {
        self.put_before().count()
    }

    /// The milliseconds of a card's lesson that no review has counted yet.
    pub(super) fn lesson_time(&self, item: LibraryCard) -> u32 {
        let before = self.history().rev().filter(|operation| operation.item == item);
        let lesson = before.take_while(|operation| {
            operation.entry.is_none() && operation.step != LessonStep::Full
        });
        lesson.map(|operation| operation.took).fold(0, u32::saturating_add)
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
        if !self.put(context, now, item, from) {
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
        let (DrillPhase::Teaching(card) | DrillPhase::Asking(card) | DrillPhase::Revealed(card)) =
            &mut self.phase
        else {
            return;
        };
        card.progress = context.ledger.get(&card.question.id).cloned().unwrap_or_default();
        card.intervals = context.scheduler.intervals(&card.question.id, &card.progress, now);
    }

    /// Puts the next card.
    pub(super) fn next(&mut self, context: StudyContext<'_>, now: Moment) {
        self.phase = DrillPhase::Done;
        loop {
            match self.next_card(context, now) {
                NextCard::Card(item, from) if self.put(context, now, item, from) => return,
                NextCard::Card(..) => {}
                NextCard::Wait(until) => {
                    self.phase = DrillPhase::Waiting(until);
                    return;
                }
                NextCard::Finished => return,
            }
        }
    }

    fn next_card(&mut self, context: StudyContext<'_>, now: Moment) -> NextCard {
        let mut queue = std::mem::take(&mut self.queue);
        let recent: Vec<LibraryCard> = self.put_before().map(|done| done.item).take(3).collect();
        let order = CardOrder::new(context.library, &recent);
        let taught: HashSet<NoteIx> = self.put_before().map(|done| done.item.note).collect();
        let other_topic = OnceCell::new();
        let allows = |queue: &ReviewQueue, (item, from), most| {
            let other_topic = || *other_topic.get_or_init(|| order.has_other_topic(queue.items()));
            let step = self.step(context, item, from);
            (most >= Objection::Topic || !(order.repeats_topic(item) && other_topic()))
                && (most >= Objection::Needs || !lacks(context, queue, &taught, item))
                && (most >= Objection::AnswerShown
                    || step == LessonStep::Shown
                    || !order.is_given_away(item))
        };
        let open = |item, from| {
            is_open(context, self.mode, now, item) && self.has_time(context, now, item, from)
        };
        let time = QueueTime { now, turn: self.turn() };
        let next = queue.next(time, recent.first().copied(), allows, open);
        self.queue = queue;
        next
    }

    /// How a card is put: a new one is taught first.
    pub(super) fn step(
        &self,
        context: StudyContext<'_>,
        item: LibraryCard,
        from: CardSource,
    ) -> LessonStep {
        if let CardSource::Returning(_, step) = from {
            return step;
        }
        let id = context.library.card_id(item);
        let settings = context.scheduler.deck_settings(id.deck());
        let was_asked = |id: &CardId| {
            context.ledger.get(id).is_some_and(|progress| progress.stage != CardStage::New)
        };
        if self.mode == DrillMode::Cram || !settings.learn_step || was_asked(&id) {
            return LessonStep::Full;
        }
        let is_known = context.library.card_ids(item.note).iter().any(was_asked);
        if is_known || self.was_read(item.note) { LessonStep::Gentle } else { LessonStep::Shown }
    }

    fn was_read(&self, note: NoteIx) -> bool {
        self.history().any(|did| did.name == READ && did.item.note == note)
    }

    /// What a card is to the learner.
    fn stage(
        &self,
        context: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        step: LessonStep,
    ) -> QuestionStage {
        let progress = context.ledger.get(&context.library.card_id(item));
        let calendar = context.scheduler.calendar();
        let is_today = |at: Moment| calendar.day(at) == calendar.day(now);
        let rating = self.history().rev().find(|did| did.item == item && did.rating.is_some());
        let failed_here = rating.is_some_and(|did| did.rating == Some(Rating::Again));
        let failed_today = progress
            .is_some_and(|progress| progress.is_failed() && progress.failed.is_some_and(is_today));
        let is_new = progress.is_none_or(|progress| {
            progress.stage == CardStage::New || progress.introduced.is_some_and(is_today)
        });
        match step {
            LessonStep::Shown => QuestionStage::Learn,
            _ if failed_here || failed_today => QuestionStage::Again,
            _ if is_new => QuestionStage::New,
            _ => QuestionStage::Review,
        }
    }

    fn has_time(
        &self,
        context: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) -> bool {
        let Some(policy) = &self.time else { return true };
        let stage = self.stage(context, now, item, self.step(context, item, from));
        policy.has_time(self.seconds_used(), item, stage)
    }

    /// Puts a card in front, as its step has it; whether its note still has it.
    pub(super) fn put(
        &mut self,
        context: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) -> bool {
        let Some(full) = Question::from_card(context.library, item) else { return false };
        let mut step = self.step(context, item, from);
        let typed = context.scheduler.deck_settings(full.id.deck()).typed_answers;
        let mut question = if typed { full } else { full.with_shown_answer() };
        if step == LessonStep::Gentle {
            match gentle_question(context.library, item, &mut self.rng) {
                Some(gentle) => question = gentle,
                None => step = LessonStep::Full,
            }
        }
        let progress = context.ledger.get(&question.id).cloned().unwrap_or_default();
        let intervals = context.scheduler.intervals(&question.id, &progress, now);
        let draft = AnswerDraft::new(&question, &mut self.rng);
        let card = Box::new(OpenCard {
            question,
            draft,
            progress,
            intervals,
            since: now,
            overruled: false,
            hints: HashMap::new(),
            step,
            stage: self.stage(context, now, item, step),
            two_buttons: has_two_buttons(context, step),
            from,
        });
        self.phase = match step {
            LessonStep::Shown => DrillPhase::Teaching(card),
            LessonStep::Gentle | LessonStep::Full => DrillPhase::Asking(card),
        };
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
        if !self.put(context, now, item, from) {
            self.next(context, now);
        }
    }
}

/// Whether the card is new and its note needs another that still waits to be taught.
fn lacks(
    context: StudyContext<'_>,
    queue: &ReviewQueue,
    taught: &HashSet<NoteIx>,
    item: LibraryCard,
) -> bool {
    let was_asked = |note| {
        let mut progress = context.library.card_ids(note).into_iter();
        progress.any(|id| {
            context.ledger.get(&id).is_some_and(|progress| progress.stage != CardStage::New)
        })
    };
    let waits = |need: NoteIx| !taught.contains(&need) && queue.has_note(need) && !was_asked(need);
    let needs = |link| context.library.linked(item.note, link).any(waits);
    !was_asked(item.note) && (needs(NoteLink::Needs) || needs(NoteLink::Parent))
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
            let comes_back = progress.is_learning() || progress.is_failed();
            progress.is_open(today) && (comes_back || !asked_today)
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

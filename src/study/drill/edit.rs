//! A note's edit as part of a drill: an operation that is taken back and done again like any other,
//! and the change of everything that was numbered by the notes.

use super::{Drill, StudyContext};
use crate::clock::Moment;
use crate::deck::Revision;
use crate::library::{LibraryCard, Remap};
use crate::study::open_card::DrillPhase;
use crate::study::operation::{CardSource, Operation};

impl Drill {
    /// Makes the edit of the note in front the operation that is waiting to be on disk.
    pub fn edit(&mut self, revision: Revision) {
        if let Some(asked) = self.asked() {
            let operation = Operation { leaves: false, ..asked.operation("edit", &[]) };
            self.history.edit(operation, revision);
        }
    }

    /// Goes over to the same notes as they were read anew; what was done to notes that are gone is
    /// forgotten. A card in front whose note has changed is asked anew. Says whether another
    /// question stands in front by it.
    pub fn remap(&mut self, world: StudyContext<'_>, moved: Remap<'_>, now: Moment) -> bool {
        self.line.remap(|item| moved.item(item));
        self.last = self.last.and_then(|item| moved.item(item));
        self.history.retain(|operation| {
            let item = moved.item(operation.item);
            operation.item = item.unwrap_or(operation.item);
            item.is_some()
        });
        let (DrillPhase::Asking(asked) | DrillPhase::Revealed(asked)) = &mut self.phase else {
            return false;
        };
        let old = asked.question.item;
        match moved.item(old) {
            Some(item) if moved.is_same(old.note, item.note) => {
                asked.question.item = item;
                return false;
            }
            Some(item) => {
                asked.question.item = item;
                self.refresh(world, now);
            }
            None => self.next(world, now),
        }
        true
    }

    /// Has the card in front that something was done at which left it there. The answer so far
    /// stays if it is there already; it is not when its note had lost it, and got it back.
    pub(super) fn face(
        &mut self,
        world: StudyContext<'_>,
        now: Moment,
        item: LibraryCard,
        from: CardSource,
    ) {
        if self.asked().is_some_and(|asked| asked.question.item == item) {
            self.ask_same(world, now);
            return;
        }
        self.put_back();
        self.line.take_out(item);
        if !self.ask(world, now, item, from) {
            self.next(world, now);
        }
    }
}

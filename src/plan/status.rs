//! The status of each note: what is true of any of its cards, in two bytes a note.

use std::collections::HashSet;

use crate::clock::Moment;
use crate::library::{Library, LibraryCard, NoteIx};
use crate::memory::{CardId, CardStage, Ledger, Progress, Scheduler};
use crate::plan::{KnownCards, NoteScope, StudiedDecks, StudyPlan};

/// A card that would be recalled with less than this chance is weak.
const WEAK: f32 = 0.8;

/// A state that a note has because of one of its cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteStatus {
    /// None of its cards was ever asked.
    New,
    /// A card is on its learning steps.
    Learning,
    /// A card was forgotten and is on its way back.
    Lapsed,
    /// A card is due: by the plan of the day with an exam ahead, and by the schedule without.
    Due,
    /// A card would be recalled with a chance of less than 80 %.
    Weak,
    /// A card was forgotten again and again.
    Leech,
    /// A card is not asked until further notice.
    Suspended,
    /// A card is flagged.
    Flagged,
    /// Its deck is off, and no exam covers it: it is neither new nor due.
    Off,
}

impl NoteStatus {
    /// Every status.
    pub const ALL: [NoteStatus; 9] = [
        NoteStatus::New,
        NoteStatus::Learning,
        NoteStatus::Lapsed,
        NoteStatus::Due,
        NoteStatus::Weak,
        NoteStatus::Leech,
        NoteStatus::Suspended,
        NoteStatus::Flagged,
        NoteStatus::Off,
    ];

    /// The word that stands after `is:`.
    pub fn name(self) -> &'static str {
        match self {
            NoteStatus::New => "new",
            NoteStatus::Learning => "learning",
            NoteStatus::Lapsed => "lapsed",
            NoteStatus::Due => "due",
            NoteStatus::Weak => "weak",
            NoteStatus::Leech => "leech",
            NoteStatus::Suspended => "suspended",
            NoteStatus::Flagged => "flagged",
            NoteStatus::Off => "off",
        }
    }

    fn bit(self) -> u16 {
        1 << self as u8
    }

    /// What a card's progress says, but for whether it is due.
    fn flags(card: &CardId, progress: &Progress, scheduler: &Scheduler, now: Moment) -> u16 {
        let open = !progress.suspended;
        let weak =
            scheduler.retrievability(card, progress, now).is_some_and(|chance| chance < WEAK);
        let held = [
            (NoteStatus::Learning, open && matches!(progress.stage, CardStage::Learning(_))),
            (NoteStatus::Lapsed, open && matches!(progress.stage, CardStage::Relearning(_))),
            (NoteStatus::Weak, open && weak),
            (NoteStatus::Leech, progress.is_leech(scheduler.settings().leech_lapses)),
            (NoteStatus::Suspended, progress.suspended),
            (NoteStatus::Flagged, progress.flagged),
        ];
        held.into_iter()
            .filter(|(_, holds)| *holds)
            .fold(0, |bits, (status, _)| bits | status.bit())
    }
}

/// The status of every note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteStatuses {
    /// The states of each note, a bit each.
    notes: Vec<u16>,
    /// How many notes have each status, so that a million need not be counted for every frame.
    counts: [usize; NoteStatus::ALL.len()],
    /// The notes that are studied.
    studied: NoteScope,
    /// The cards that the plan for the exams asks again today; without one the schedule says what
    /// is due.
    planned: Option<HashSet<LibraryCard>>,
}

impl NoteStatuses {
    /// The states of all notes at `now`, given the plan of the day.
    pub fn new(
        known_cards: &KnownCards<'_>,
        scheduler: &Scheduler,
        now: Moment,
        plan: &StudyPlan,
    ) -> NoteStatuses {
        let library = known_cards.library;
        let again = plan.learning.iter().map(|(_, item)| item).chain(&plan.due);
        let mut statuses = NoteStatuses {
            notes: vec![0; library.len()],
            counts: Default::default(),
            studied: StudiedDecks::new(library, scheduler, now).notes(),
            planned: plan.is_by_exam().then(|| again.copied().collect()),
        };
        let mut asked = vec![false; library.len()];
        for (item, card, progress) in known_cards.cards() {
            let due = statuses.due_bit(item, progress, scheduler, now);
            statuses.notes[item.note.index()] |=
                due | NoteStatus::flags(card, progress, scheduler, now);
            asked[item.note.index()] |= progress.stage != CardStage::New;
        }
        for (bits, _) in statuses.notes.iter_mut().zip(asked).filter(|(_, asked)| !asked) {
            *bits |= NoteStatus::New.bit();
        }
        for (at, note) in library.all().enumerate() {
            statuses.notes[at] = statuses.unless_off(note, statuses.notes[at]);
            statuses.change_counts(statuses.notes[at], |count| *count += 1);
        }
        statuses
    }

    /// Whether a card is due, as a bit. What was answered since the day was planned is due only if
    /// it failed.
    fn due_bit(
        &self,
        item: LibraryCard,
        progress: &Progress,
        scheduler: &Scheduler,
        now: Moment,
    ) -> u16 {
        let is_due = match &self.planned {
            Some(planned) => {
                let calendar = scheduler.calendar();
                let is_before = |at: Moment| calendar.day(at) < calendar.day(now);
                planned.contains(&item)
                    && (progress.is_failed() || progress.reviewed.is_none_or(is_before))
            }
            None => progress.stage == CardStage::Review && progress.is_due(now),
        };
        if is_due && !progress.suspended { NoteStatus::Due.bit() } else { 0 }
    }

    /// The bits of a note that is studied; of one that is not, only the user's own marks.
    fn unless_off(&self, note: NoteIx, bits: u16) -> u16 {
        if self.studied.has(note) {
            return bits;
        }
        let marks = NoteStatus::Suspended.bit() | NoteStatus::Flagged.bit();
        bits & marks | NoteStatus::Off.bit()
    }

    /// Changes the count of each status in these bits.
    fn change_counts(&mut self, bits: u16, change: fn(&mut usize)) {
        let held = NoteStatus::ALL.into_iter().filter(|status| bits & status.bit() != 0);
        held.for_each(|status| change(&mut self.counts[status as usize]));
    }

    /// Updates one note.
    pub fn refresh(
        &mut self,
        library: &Library,
        ledger: &Ledger,
        scheduler: &Scheduler,
        now: Moment,
        note: NoteIx,
    ) {
        let (mut bits, mut asked) = (0, false);
        for (card, id) in library.named_cards(note) {
            let Some(progress) = ledger.get(&id) else { continue };
            bits |= self.due_bit(LibraryCard { note, card }, progress, scheduler, now)
                | NoteStatus::flags(&id, progress, scheduler, now);
            asked |= progress.stage != CardStage::New;
        }
        let after = bits | if asked { 0 } else { NoteStatus::New.bit() };
        let after = self.unless_off(note, after);
        if let Some(place) = self.notes.get_mut(note.index()) {
            let before = std::mem::replace(place, after);
            self.change_counts(before, |count| *count -= 1);
            self.change_counts(after, |count| *count += 1);
        }
    }

    /// Whether a note has a status. Without any progress every note is new.
    pub fn has(&self, note: NoteIx, status: NoteStatus) -> bool {
        self.notes
            .get(note.index())
            .map_or(status == NoteStatus::New, |bits| bits & status.bit() != 0)
    }

    /// How many notes have it.
    pub fn count(&self, status: NoteStatus) -> usize {
        self.counts[status as usize]
    }

    /// The status that a note's mark shows: the first of these that it has; none for a note that is
    /// known well.
    pub fn foremost(&self, note: NoteIx) -> Option<NoteStatus> {
        use NoteStatus::{Due, Lapsed, Learning, Leech, New, Off, Suspended};
        [Suspended, Off, Leech, Lapsed, Learning, Due, New]
            .into_iter()
            .find(|status| self.has(note, *status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::deck::{DeckText, SourceFile};
    use crate::memory::{Entry, EntryId, EntryKind};
    use crate::settings::Settings;

    #[test]
    fn a_note_that_is_looked_at_anew_is_counted_anew() {
        let text = r#"(format: 1, id: "d", title: "D", notes: [
            Pair(id: "a", term: "A", definition: "a"), Pair(id: "b", term: "B", definition: "b")])"#;
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let (library, _) =
            Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
        let (scheduler, at) = (Scheduler::new(Settings::default(), Calendar::utc()), Moment(0));
        let of = |ledger: &Ledger| {
            let known = KnownCards::new(&library, ledger);
            NoteStatuses::new(&known, &scheduler, at, &StudyPlan::default())
        };
        let counted = |statuses: &NoteStatuses| {
            [NoteStatus::New, NoteStatus::Suspended].map(|one| statuses.count(one))
        };
        let mut statuses = of(&Ledger::default());
        assert_eq!(counted(&statuses), [2, 0]);
        let entry = |id, what| Entry { id: EntryId(id), at, card: "d/a/term".into(), what };
        for (log, expected) in [
            (vec![entry(1, EntryKind::Suspend)], [2, 1]),
            (vec![entry(1, EntryKind::Suspend), entry(2, EntryKind::Unsuspend)], [2, 0]),
        ] {
            let ledger = Ledger::fold(&scheduler, log);
            statuses.refresh(&library, &ledger, &scheduler, at, NoteIx(0));
            assert_eq!((counted(&statuses), &statuses), (expected, &of(&ledger)));
        }
    }
}

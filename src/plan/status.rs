//! How each note stands with the learner: what its cards' progress comes to, in a byte a note.

use crate::clock::Moment;
use crate::library::{Collection, NoteIx};
use crate::memory::{CardId, Ledger, Progress, Scheduler, Stage};
use crate::plan::Studied;

/// A card that would be recalled with less than this chance is weak.
const WEAK: f32 = 0.8;

/// Something that is true of a note because of one of its cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// None of its cards was ever asked.
    New,
    /// A card is on its learning steps.
    Learning,
    /// A card was forgotten and is on its way back.
    Lapsed,
    /// A card's day has come.
    Due,
    /// A card would be recalled with a chance of less than 80 %.
    Weak,
    /// A card was forgotten again and again.
    Leech,
    /// A card is not asked until further notice.
    Suspended,
    /// A card is flagged.
    Flagged,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 8] = [
        Standing::New,
        Standing::Learning,
        Standing::Lapsed,
        Standing::Due,
        Standing::Weak,
        Standing::Leech,
        Standing::Suspended,
        Standing::Flagged,
    ];

    /// Returns the word that stands after `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Learning => "learning",
            Standing::Lapsed => "lapsed",
            Standing::Due => "due",
            Standing::Weak => "weak",
            Standing::Leech => "leech",
            Standing::Suspended => "suspended",
            Standing::Flagged => "flagged",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }

    fn of(progress: &Progress, scheduler: &Scheduler, now: Moment) -> u8 {
        let open = !progress.suspended;
        let weak = scheduler.retrievability(progress, now).is_some_and(|chance| chance < WEAK);
        let told = [
            (Standing::Learning, open && matches!(progress.stage, Stage::Learning(_))),
            (Standing::Lapsed, open && matches!(progress.stage, Stage::Relearning(_))),
            (Standing::Due, open && progress.stage == Stage::Review && progress.is_due(now)),
            (Standing::Weak, open && weak),
            (Standing::Leech, progress.is_leech(scheduler.settings().leech_lapses)),
            (Standing::Suspended, progress.suspended),
            (Standing::Flagged, progress.flagged),
        ];
        told.into_iter()
            .filter(|(_, holds)| *holds)
            .fold(0, |bits, (standing, _)| bits | standing.bit())
    }
}

/// The standing of every note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// What is true of each note, a bit for each standing.
    notes: Vec<u8>,
    /// Of how many notes each standing is true, so that a million need not be counted for every
    /// frame.
    counts: [usize; Standing::ALL.len()],
}

impl Standings {
    /// Returns how the notes stand at `now`.
    pub fn of(studied: &Studied<'_>, scheduler: &Scheduler, now: Moment) -> Standings {
        let notes = studied.collection.len();
        let (mut notes, mut asked) = (vec![0; notes], vec![false; notes]);
        for (item, _, progress) in studied.cards() {
            notes[item.note.at()] |= Standing::of(progress, scheduler, now);
            asked[item.note.at()] |= progress.stage != Stage::New;
        }
        for (bits, _) in notes.iter_mut().zip(asked).filter(|(_, asked)| !asked) {
            *bits |= Standing::New.bit();
        }
        let mut standings = Standings { notes, counts: Default::default() };
        for at in 0..standings.notes.len() {
            standings.tally(standings.notes[at], |count| *count += 1);
        }
        standings
    }

    /// Changes the counts of everything that these bits say.
    fn tally(&mut self, bits: u8, change: fn(&mut usize)) {
        let told = Standing::ALL.into_iter().filter(|standing| bits & standing.bit() != 0);
        told.for_each(|standing| change(&mut self.counts[standing as usize]));
    }

    /// Looks at one note anew.
    pub fn refresh(
        &mut self,
        collection: &Collection,
        ledger: &Ledger,
        scheduler: &Scheduler,
        now: Moment,
        note: NoteIx,
    ) {
        let cards: Vec<CardId> = collection.card_ids(note);
        let known = || cards.iter().filter_map(|id| ledger.get(id));
        let asked = known().any(|progress| progress.stage != Stage::New);
        let bits = known().fold(0, |bits, progress| bits | Standing::of(progress, scheduler, now));
        let after = bits | if asked { 0 } else { Standing::New.bit() };
        if let Some(place) = self.notes.get_mut(note.at()) {
            let before = std::mem::replace(place, after);
            self.tally(before, |count| *count -= 1);
            self.tally(after, |count| *count += 1);
        }
    }

    /// Whether something is true of a note. Where nothing is known, every note is new.
    pub fn is(&self, note: NoteIx, standing: Standing) -> bool {
        self.notes
            .get(note.at())
            .map_or(standing == Standing::New, |bits| bits & standing.bit() != 0)
    }

    /// Returns how many notes it is true of.
    pub fn count(&self, standing: Standing) -> usize {
        self.counts[standing as usize]
    }

    /// Returns what a note's mark tells: the first of these that is true of it; none for a note
    /// that is known well.
    pub fn foremost(&self, note: NoteIx) -> Option<Standing> {
        use Standing::{Due, Lapsed, Learning, Leech, New, Suspended};
        [Suspended, Leech, Lapsed, Learning, Due, New]
            .into_iter()
            .find(|standing| self.is(note, *standing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::deck::{DeckText, SourceFile};
    use crate::memory::{Entry, EntryId, Settings, What};

    #[test]
    fn a_note_that_is_looked_at_anew_is_counted_anew() {
        let text = r#"(format: 1, id: "d", title: "D", notes: [
            Pair(id: "a", term: "A", definition: "a"), Pair(id: "b", term: "B", definition: "b")])"#;
        let file = SourceFile { name: "d.ron".into(), text: text.into() };
        let (collection, _) = Collection::open(vec![DeckText {
            stem: "d".into(),
            bundled: false,
            files: vec![file],
        }]);
        let (scheduler, at) = (Scheduler::new(Settings::default(), Calendar::utc()), Moment(0));
        let of = |ledger: &Ledger| Standings::of(&Studied::of(&collection, ledger), &scheduler, at);
        let counted = |standings: &Standings| {
            [Standing::New, Standing::Suspended].map(|one| standings.count(one))
        };
        let mut standings = of(&Ledger::default());
        assert_eq!(counted(&standings), [2, 0]);
        let entry = |id, what| Entry { id: EntryId(id), at, card: "d/a/term".into(), what };
        for (log, expected) in [
            (vec![entry(1, What::Suspend)], [2, 1]),
            (vec![entry(1, What::Suspend), entry(2, What::Unsuspend)], [2, 0]),
        ] {
            let ledger = Ledger::of(&scheduler, log);
            standings.refresh(&collection, &ledger, &scheduler, at, NoteIx(0));
            assert_eq!((counted(&standings), &standings), (expected, &of(&ledger)));
        }
    }
}

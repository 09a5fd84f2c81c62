//! The fold depends on the set of entries only: however a log is shuffled, repeated, split, merged
//! or taken in bit by bit, the same is known of every card.

use lacuna::clock::{Calendar, Moment};
use lacuna::memory::entry::KnownMemory;
use lacuna::memory::{
    AddOutcome, AnswerMethod, Entry, EntryId, EntryKind, Ledger, Rating, Scheduler,
};
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use proptest::prelude::*;

fn scheduler() -> Scheduler {
    Scheduler::new(Settings::default(), Calendar::utc())
}

/// One deed: which card, how many minutes after the last, what, and, for a retraction, of which
/// entry before it.
type Deed = (u8, u32, u8, usize);

/// Makes a log of deeds. Undo takes back an entry, redo takes back the taking back; times may be
/// the same.
fn log(deeds: &[Deed]) -> Vec<Entry> {
    let (mut rng, mut minutes) = (Rng::new(deeds.len() as u64), 0);
    let mut entries: Vec<Entry> = Vec::new();
    for &(card, wait, what, of) in deeds {
        minutes += i64::from(wait);
        let at = Moment(1_700_000_000_000).plus_seconds(minutes * 60);
        let card = format!("d/n{card}/c").as_str().into();
        let mut entry = Entry { id: EntryId(rng.bits()), at, card, what: deed(what, at) };
        if what >= 12
            && let Some(target) = of.checked_rem(entries.len()).map(|at| &entries[at])
        {
            // Only what is later takes something back; a log is not written before its time.
            if (target.at, target.id) < (entry.at, entry.id) {
                entry.card = target.card.clone();
                entry.what = EntryKind::Retract(target.id);
            }
        }
        entries.push(entry);
    }
    entries
}

fn deed(what: u8, at: Moment) -> EntryKind {
    match what {
        0..4 => EntryKind::Review(Rating::ALL[usize::from(what)], AnswerMethod::Shown, 1_000),
        4 => EntryKind::Suspend,
        5 => EntryKind::Unsuspend,
        6 => EntryKind::Bury,
        7 => EntryKind::Unbury,
        8 => EntryKind::Flag,
        9 => EntryKind::Unflag,
        10 => EntryKind::Reset,
        11 => {
            let due = Calendar::utc().day(at.plus_seconds(864_000));
            EntryKind::Known(KnownMemory {
                stability: 9.5,
                difficulty: 5.0,
                reviewed: at,
                due,
                reps: 3,
                lapses: 1,
            })
        }
        _ => EntryKind::Review(Rating::Good, AnswerMethod::Typed, 1_000),
    }
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    // Days apart, minutes apart, or at the same time.
    let wait = prop_oneof![Just(0), 1u32..30, 600u32..20_000];
    proptest::collection::vec((0u8..4, wait, 0u8..17, any::<usize>()), 0..60)
}

fn shuffled(entries: &[Entry], seed: u64) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    Rng::new(seed).shuffle(&mut entries);
    entries
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_do_not_matter(deeds in deeds(), seed: u64, cut in 0usize..60) {
        let (entries, scheduler) = (log(&deeds), scheduler());
        let whole = Ledger::fold(&scheduler, entries.clone());
        prop_assert_eq!(&Ledger::fold(&scheduler, shuffled(&entries, seed)), &whole);
        // Two machines that each have a part, some entries in both, merged in either order and
        // twice.
        let cut = cut.min(entries.len());
        let (one, two) = (&entries[..cut], &entries[cut / 2..]);
        for parts in [[one, two, &[]], [two, one, &[]], [two, one, two]] {
            prop_assert_eq!(&Ledger::fold(&scheduler, shuffled(&parts.concat(), seed)), &whole);
        }
    }

    #[test]
    fn bit_by_bit_gives_the_same_unless_in_doubt(deeds in deeds(), parts in proptest::collection::vec(0usize..60, 0..6)) {
        let (entries, scheduler) = (log(&deeds), scheduler());
        let mut one_by_one = Ledger::default();
        let mut known = Vec::new();
        for entry in &entries {
            known.push(entry.clone());
            if one_by_one.add(&scheduler, entry) == AddOutcome::InDoubt {
                one_by_one = Ledger::fold(&scheduler, known.clone());
            }
            prop_assert_eq!(&one_by_one, &Ledger::fold(&scheduler, known.clone()), "after {:?}", entry);
        }
        let mut cuts: Vec<usize> = parts.into_iter().map(|cut| cut.min(entries.len())).collect();
        cuts.sort_unstable();
        cuts.push(entries.len());
        let (mut in_parts, mut from) = (Ledger::default(), 0);
        for to in cuts {
            if in_parts.add_all(&scheduler, entries[from..to].to_vec()) == AddOutcome::InDoubt {
                in_parts = Ledger::fold(&scheduler, entries[..to].to_vec());
            }
            from = to;
            prop_assert_eq!(&in_parts, &Ledger::fold(&scheduler, entries[..to].to_vec()));
        }
    }

    #[test]
    fn what_is_kept_and_continued_is_what_is_folded(deeds in deeds(), cut in 0usize..60) {
        let (entries, scheduler) = (log(&deeds), scheduler());
        let cut = cut.min(entries.len());
        let before = Ledger::fold(&scheduler, entries[..cut].to_vec());
        let cards = before.iter().map(|(card, progress)| (card.clone(), progress.clone())).collect();
        let mut kept = Ledger::from_cards(cards);
        if kept.add_all(&scheduler, entries[cut..].to_vec()) == AddOutcome::Folded {
            prop_assert_eq!(&kept, &Ledger::fold(&scheduler, entries));
        }
    }
}

//! What is known of the cards goes along where the format can carry it, and comes to the same.

use std::collections::HashMap;

use lacuna::clock::Calendar;
use lacuna::deck::{DeckHead, Note, NoteBody};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{
    self, ExistingDeck, ExportInput, ExportedProgress, ImportOptions, ImportSource,
};
use lacuna::memory::{
    AnswerMethod, CardId, Entry, EntryId, EntryKind, Ledger, Progress, Rating, Scheduler,
};
use lacuna::rng::Rng;
use lacuna::settings::Settings;
use lacuna::watch::Watch;
use proptest::prelude::*;

use super::NOW;

fn notes() -> Vec<Note> {
    vec![
        Note::new("pair", NoteBody::Pair { term: "Rhine".into(), definition: "a river".into() }),
        Note::new(
            "blanks",
            NoteBody::Cloze {
                term: None,
                text: "{{c2::The Main}} flows into {{the Rhine}}".into(),
            },
        ),
        Note::new(
            "list",
            NoteBody::List {
                term: "Rivers".into(),
                intro: None,
                items: vec!["{{Elbe}}".into(), "Oder".into()],
            },
        ),
        Note::new(
            "steps",
            NoteBody::Steps {
                term: "Swim".into(),
                intro: None,
                steps: vec!["in".into(), "out".into()],
                any_order: vec![],
            },
        ),
    ]
}

/// What happens: to which card, how many seconds after the last deed, and what.
type Deed = (usize, u32, u8);

fn log(deeds: &[Deed], notes: &[Note]) -> Vec<Entry> {
    let cards: Vec<CardId> = notes
        .iter()
        .flat_map(|note| {
            note.cards().into_iter().map(|card| CardId::new("d", &note.id, &card.name()))
        })
        .collect();
    let (mut rng, mut entries) = (Rng::new(7), Vec::<Entry>::new());
    let mut at = NOW.plus_seconds(-90 * 86_400);
    for &(card, wait, what) in deeds {
        at = at.plus_seconds(i64::from(wait));
        let mut card = cards[card % cards.len()].clone();
        let what = match what {
            0..=11 => EntryKind::Review(
                Rating::ALL[usize::from(what) % 4],
                AnswerMethod::Shown,
                u32::from(what) * 1000,
            ),
            12 => EntryKind::Suspend,
            13 => EntryKind::Unsuspend,
            14 => EntryKind::Flag,
            15 => EntryKind::Reset,
            _ => match entries.last() {
                Some(last) if !matches!(last.what, EntryKind::Retract(_)) => {
                    card = last.card.clone();
                    EntryKind::Retract(last.id)
                }
                _ => EntryKind::Unflag,
            },
        };
        entries.push(Entry { id: EntryId(rng.bits()), at, card, what });
    }
    entries
}

/// Writes a deck with what is known of it, reads it into a new one, and returns what is known
/// there.
fn carried(format: &str, entries: &[Entry], scheduler: &Scheduler) -> HashMap<CardId, Progress> {
    let (format, head, notes) =
        (exchange::find_format(format).unwrap(), DeckHead::fallback("d"), notes());
    let cards = Ledger::fold(scheduler, entries.to_vec())
        .iter()
        .map(|(card, known)| (card.clone(), known.clone()))
        .collect();
    let memory =
        Some(ExportedProgress { entries: entries.to_vec(), cards, calendar: scheduler.calendar() });
    let input = ExportInput { head: &head, notes: &notes, media: None, memory, now: NOW };
    let bytes = (format.writer().unwrap().write)(&input).unwrap();
    assert!(
        bytes == (format.writer().unwrap().write)(&input).unwrap(),
        "it is written otherwise each time"
    );
    let options = ImportOptions { progress: true, ..ImportOptions::default() };
    let imported = exchange::read(
        &ImportSource { name: "d", bytes: &bytes },
        Some(format),
        &options,
        &Watch::default(),
    )
    .unwrap();
    let changes = merge(imported, ExistingDeck::default(), "d", &Watch::default()).unwrap();
    assert_eq!((changes.warnings.as_slice(), changes.notes.len()), (&[][..], notes.len()));
    let mut read = Vec::new();
    for (i, list) in changes.history.iter().chain(&changes.marks) {
        for past in list {
            let card = CardId::new("d", &changes.notes[*i].1.id, &past.card.name());
            read.push(Entry { id: past.id, at: past.at, card, what: past.what.clone() });
        }
    }
    Ledger::fold(scheduler, read)
        .iter()
        .map(|(card, known)| (card.clone(), known.clone()))
        .collect()
}

/// What a package keeps of a card's progress: where it stands, not which entry said so
/// last.
fn kept(known: &HashMap<CardId, Progress>) -> Vec<String> {
    let one = |(card, known): (&CardId, &Progress)| {
        let Progress { stage, due, interval, stability, difficulty, .. } = known;
        let Progress { suspended, flagged, reps, lapses, .. } = known;
        (*suspended || *flagged || reps + lapses > 0).then(|| {
            format!(
                "{} {stage:?} {due} {interval} {stability:.3} {difficulty:.3} \
                 {suspended} {flagged} {reps} {lapses}",
                card.as_str()
            )
        })
    };
    let mut all: Vec<String> = known.iter().filter_map(one).collect();
    all.sort();
    all
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let wait = prop_oneof![2u32..900, 40_000u32..400_000];
    proptest::collection::vec((0usize..12, wait, 0u8..18), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_is_known_afterwards(deeds in deeds()) {
        let scheduler = Scheduler::new(Settings::default(), Calendar::utc());
        let entries = log(&deeds, &notes());
        let known: HashMap<CardId, Progress> =
            Ledger::fold(&scheduler, entries.clone()).iter().map(|(card, known)| (card.clone(), known.clone())).collect();
        prop_assert_eq!(&carried("json", &entries, &scheduler), &known);
        prop_assert_eq!(kept(&carried("apkg", &entries, &scheduler)), kept(&known));
    }
}

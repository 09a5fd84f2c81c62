//! What happened to Anki's cards: reviews, suspensions, flags and dates go to the card that each
//! became.

use lacuna::clock::StudyDay;
use lacuna::deck::CardKind;
use lacuna::exchange::ImportedDeck;
use lacuna::memory::EntryKind;
use serde_json::json;

use super::package::{CREATED, CardSpec, DAY, NotetypeSpec, PackageBuilder};
use super::{apkg, case, warnings};

const BOTH: NotetypeSpec<'static> = NotetypeSpec {
    name: "Both",
    cloze: false,
    fields: &["Front", "Back"],
    cards: &[("{{Front}}", "{{Back}}"), ("{{Back}}", "{{Front}}"), ("{{Missing}}", "{{Front}}")],
};

/// The day that a card is due by what comes from elsewhere.
fn known_due(imported: &ImportedDeck, item: usize) -> Option<StudyDay> {
    imported.items[item].history.iter().find_map(|event| match &event.what {
        EntryKind::Known(known) => Some(known.due),
        _ => None,
    })
}

fn day(days: i64) -> StudyDay {
    StudyDay(((CREATED + 8 * 3600) / DAY + days) as i32)
}

#[test]
fn reviews_go_to_the_card_that_they_are_of() {
    let mut package = PackageBuilder::new();
    let id = package.notetype(&BOTH);
    let reviewed = CardSpec { interval: 4, due: 9, reps: 2, ..CardSpec::default() };
    package.note_with_cards(
        id,
        &["a", "b"],
        &[
            reviewed,
            CardSpec { ord: 1, suspended: true, flag: 3, reps: 1, ..reviewed },
            CardSpec { ord: 2, ..reviewed },
        ],
    );
    package.reviews(1, &[(DAY, 3, -600, 0), (2 * DAY, 3, 4, 1)]);
    package.reviews(2, &[(3 * DAY, 1, 1, 0)]);
    package.reviews(3, &[(DAY, 3, -600, 0), (2 * DAY, 3, 4, 1), (3 * DAY, 0, 9, 4)]);
    let imported = apkg(&package.bytes());
    let item = &imported.items[0];
    let of = |card| item.history.iter().filter(|event| event.card == card).count();
    assert_eq!((of(CardKind::Definition), of(CardKind::Term)), (2, 1));
    let marks: Vec<(CardKind, &str)> =
        item.marks.iter().map(|mark| (mark.card, mark.what.name())).collect();
    assert_eq!(marks, [(CardKind::Term, "suspend"), (CardKind::Term, "flag")]);
    assert_eq!(
        warnings(&imported),
        [
            "1 card has an empty side, and is left out",
            "2 reviews are of cards that are left out",
            "2 cards' due dates are worked out anew from their reviews",
            "1 flag has lost its color",
        ]
    );
}

#[test]
fn a_date_set_by_hand_is_kept_if_nothing_came_after_it() {
    let mut package = PackageBuilder::new();
    let id = package.notetype(&NotetypeSpec { cards: &BOTH.cards[..1], ..BOTH });
    let card = CardSpec { interval: 4, due: 30, reps: 2, ..CardSpec::default() };
    let reviews = [(DAY, 3, -600, 0), (2 * DAY, 3, 4, 1)];
    for (number, more) in [
        (1, &[(3 * DAY, 0, 28, 4)][..]),
        (2, &[(3 * DAY, 0, 28, 4), (4 * DAY, 3, 9, 1)]),
        (3, &[(3 * DAY, 0, 28, 5)]),
    ] {
        let reps = 2 + i64::from(more.len() > 1);
        package.note_with_cards(id, &[&number.to_string(), "b"], &[CardSpec { reps, ..card }]);
        package.reviews(number, &reviews);
        package.reviews(number, more);
    }
    let imported = apkg(&package.bytes());
    let dues = [0, 1, 2].map(|item| known_due(&imported, item));
    assert_eq!(dues, [Some(day(30)), None, Some(day(30))]);
    for item in &imported.items {
        assert!(item.history.is_sorted_by_key(|event| event.at), "{:?}", item.history);
    }
    assert_eq!(warnings(&imported), ["1 card's due date is worked out anew from its reviews"]);
}

#[test]
fn a_card_of_a_real_collection_is_due_on_ankis_day() {
    let imported = apkg(case!("40-rescheduled-by-hand/sched.apkg"));
    let at =
        imported.items.iter().position(|item| item.note.body.term() == Some("resched")).unwrap();
    let created = 1_761_364_800;
    assert_eq!(known_due(&imported, at), Some(StudyDay(((created + 8 * 3600) / DAY + 415) as i32)));
    assert!(
        warnings(&imported).iter().any(|what| what.contains("worked out anew")),
        "the others' dates follow from their reviews"
    );
}

#[test]
fn settings_of_a_deck_are_counted() {
    let note = |preset| {
        let mut package = PackageBuilder::new();
        package.preset = preset;
        let id = package.notetype(&BOTH);
        package.note(id, &["a", "b"], &[0, 1]);
        warnings(&apkg(&package.bytes()))
    };
    assert_eq!(
        note(json!({"name": "Hard", "desiredRetention": 0.97, "fsrsParams6": [0.2, 1.3]})),
        [
            "2 settings of decks are left out: `Hard: desired retention 97 %`, `Hard: FSRS parameters`"
        ]
    );
    assert_eq!(
        note(json!({"name": "Default", "desiredRetention": 0.9, "fsrsParams6": []})),
        [""; 0]
    );
}

//! Damaged files of every kind: what was acknowledged stays, nothing unreadable is overwritten, and
//! the user is told.

use std::fs;

use lacuna::store::{backups, doctor};
use proptest::prelude::*;

use super::*;

/// Opens damaged files, answers one more card, saves, and checks that the next start is clean.
fn survives(desk: &Desk, before: &Ledger) -> Vec<String> {
    let mut opened = desk.open();
    assert!(!opened.faults.is_empty(), "it is told");
    for fault in &opened.faults {
        assert!(fault.place.is_some() && !fault.remedy.is_empty(), "{fault}");
    }
    assert_same(&opened.ledger, before);
    let done = opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON);
    assert_same(&opened.ledger, before);
    record(&mut opened, &desk.scheduler, &later());
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    let next = desk.clean();
    assert_eq!(next.ledger, opened.ledger);
    let (whole, _) = desk.open().log.refold(&desk.scheduler).unwrap();
    assert_eq!(whole, opened.ledger, "the log alone comes to the same");
    opened.faults.iter().chain(&done).map(ToString::to_string).collect()
}

/// A review of another card, long after the others.
fn later() -> [Entry; 1] {
    let what = EntryKind::Review(Rating::Good, AnswerMethod::Typed, 1);
    [Entry {
        id: EntryId(77),
        at: NOON.plus_seconds(10_000_000),
        card: "deck/later/c".into(),
        what,
    }]
}

/// Checks that each card's memory is the same; what is being learned may have become due by the
/// day.
fn assert_same(ledger: &Ledger, before: &Ledger) {
    assert_eq!(ledger.len(), before.len());
    for (card, progress) in before.iter() {
        let now = ledger.get(card).unwrap();
        let memory = |p: &lacuna::memory::Progress| {
            (p.stability, p.difficulty, p.reps, p.lapses, p.suspended, p.flagged)
        };
        assert_eq!(memory(now), memory(progress), "{card}");
    }
}

fn studied() -> (Desk, Ledger) {
    let desk = Desk::new();
    desk.study(0, 50);
    let extra = |id, what| Entry {
        id: EntryId(id),
        at: NOON.plus_seconds(9_000 + id as i64),
        card: "d/odd/c".into(),
        what,
    };
    let mut opened = desk.clean();
    record(
        &mut opened,
        &desk.scheduler,
        &[extra(1, EntryKind::Suspend), extra(2, EntryKind::Flag)],
    );
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    let ledger = opened.ledger;
    fs::remove_dir_all(desk.home.backups()).unwrap();
    (desk, ledger)
}

#[test]
fn an_unreadable_state_is_set_aside_and_folded_anew() {
    let whole = {
        let (desk, _) = studied();
        fs::read(desk.home.state()).unwrap()
    };
    let garbage: Vec<u8> =
        (0..100_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let newer = String::from_utf8(whole.clone()).unwrap().replace("format:1", "format:2");
    for bad in [
        &whole[..whole.len() / 2],
        &whole[..whole.len() - 1],
        b"",
        b"Dear diary,",
        &garbage,
        newer.as_bytes(),
    ] {
        let (desk, ledger) = studied();
        fs::write(desk.home.state(), bad).unwrap();
        survives(&desk, &ledger);
        let aside = desk.named("state.unreadable-");
        assert_eq!(aside.len(), 1);
        assert_eq!(fs::read(&aside[0]).unwrap(), bad);
    }
}

#[test]
fn a_state_that_something_else_changed_is_folded_anew() {
    let (desk, ledger) = studied();
    let text = fs::read_to_string(desk.home.state()).unwrap();
    let line = text.lines().find(|line| line.contains("note-3")).unwrap();
    fs::write(
        desk.home.state(),
        text.replace(
            line,
            &line
                .replace(",Review,", ",New,")
                .replace(",Relearning(0),", ",New,")
                .replace(",Learning(", ",Relearning("),
        ),
    )
    .unwrap();
    let told = survives(&desk, &ledger);
    assert!(told[0].contains("state.ron: it was changed by something else"), "{told:?}");
    assert_eq!(desk.named("state.unreadable-").len(), 1);
}

#[test]
fn a_state_with_its_log_gone_is_kept_and_told_to_the_log() {
    for keep in [None, Some(0), Some(1), Some(700), Some(2_000)] {
        let (desk, ledger) = studied();
        let log = fs::read(desk.home.reviews()).unwrap();
        match keep {
            None => fs::remove_file(desk.home.reviews()).unwrap(),
            Some(bytes) => fs::write(desk.home.reviews(), &log[..bytes]).unwrap(),
        }
        let told = survives(&desk, &ledger);
        assert!(told[told.len().saturating_sub(2)].contains("reviews.ron"), "{told:?}");
        assert!(desk.log().contains("Known"), "{keep:?}");
        assert!(desk.log().contains("Suspend") && desk.log().contains("Flag"), "{keep:?}");
    }
}

#[test]
fn a_log_of_garbage_is_set_aside_and_its_good_lines_kept() {
    let (desk, ledger) = studied();
    let good: Vec<String> = desk.log().lines().take(5).map(|line| format!("{line}\n")).collect();
    let bad: Vec<u8> =
        [&b"\xff\xfe\0nonsense\n".repeat(400)[..], good.concat().as_bytes()].concat();
    fs::write(desk.home.reviews(), &bad).unwrap();
    survives(&desk, &ledger);
    let aside = desk.named("reviews.unreadable-");
    assert_eq!(fs::read(&aside[0]).unwrap(), bad);
    assert!(desk.log().starts_with(&good.concat()));
}

#[test]
fn with_both_files_garbage_the_good_lines_are_what_is_left() {
    let (desk, _) = studied();
    let good: Vec<String> = desk.log().lines().take(5).map(|line| format!("{line}\n")).collect();
    fs::write(
        desk.home.reviews(),
        [&b"nonsense\n".repeat(50)[..], good.concat().as_bytes()].concat(),
    )
    .unwrap();
    fs::write(desk.home.state(), "nonsense").unwrap();
    survives(&desk, &folded(&reviews(0, 5)));
    assert_eq!(
        (desk.named("state.unreadable-").len(), desk.named("reviews.unreadable-").len()),
        (1, 1)
    );
}

#[test]
fn a_bad_line_stays_where_it_is_and_hides_no_other() {
    let desk = Desk::new();
    let mut opened = desk.clean();
    record(&mut opened, &desk.scheduler, &reviews(0, 10));
    // Somebody has changed it by hand, and taken the checksum off.
    let log = desk.log();
    let (first, rest) = log.split_once('\n').unwrap();
    let first = first.split("//").next().unwrap().replace("Review(", "Revue(");
    fs::write(desk.home.reviews(), format!("{first}\n{rest}")).unwrap();
    let mut opened = desk.open();
    let told = opened.faults[0].to_string();
    assert!(
        told.contains("reviews.ron:1:") && told.contains("did you mean `Review`?")
            || told.contains("Revue"),
        "{told}"
    );
    assert_eq!(opened.faults.len(), 1);
    assert_eq!(opened.ledger, folded(&reviews(1, 9)));
    assert_eq!(opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON), []);
    record(&mut opened, &desk.scheduler, &reviews(10, 1));
    assert!(desk.log().contains("Revue("));
}

#[test]
fn a_torn_line_is_healed_at_the_next_append() {
    let desk = Desk::new();
    record(&mut desk.clean(), &desk.scheduler, &reviews(0, 3));
    let whole = desk.log();
    let last = whole.lines().last().unwrap();
    for cut in 1..=last.len() {
        let text = &whole[..whole.len() - cut];
        fs::write(desk.home.reviews(), text).unwrap();
        let mut opened = desk.open();
        // Without its checksum, or with a part of it, the line says all; with one `/` of it, not.
        let complete = cut <= 11 && cut != 10;
        let nothing = cut == last.len() + 1;
        assert_eq!(opened.faults.is_empty(), complete || nothing, "{cut}: {:?}", opened.faults);
        let kept = if complete { 3 } else { 2 };
        assert_eq!(opened.ledger, folded(&reviews(0, kept)), "{cut}");
        record(&mut opened, &desk.scheduler, &reviews(5, 1));
        let expected = [reviews(0, kept), reviews(5, 1)].concat();
        assert_eq!(desk.clean().ledger, folded(&expected), "{cut}");
        assert_eq!(opened.ledger, folded(&expected), "{cut}");
    }
    let fragments = fs::read_to_string(desk.home.path().join("reviews.torn.ron")).unwrap();
    assert_eq!(fragments.lines().count(), last.len() - 10);
}

#[test]
fn lines_are_counted_on_after_one_was_healed() {
    let desk = Desk::new();
    record(&mut desk.clean(), &desk.scheduler, &reviews(0, 3));
    fs::write(desk.home.reviews(), desk.log().trim_end()).unwrap();
    let mut opened = desk.clean();
    opened.log.append(&reviews(3, 1)).unwrap();
    opened.log.save(&folded(&reviews(0, 4)), &desk.scheduler, NOON).unwrap();
    fs::write(desk.home.reviews(), desk.log() + "nonsense\n").unwrap();
    // The first four lines are in state.ron, and are not read again.
    let faults = desk.open().faults;
    let place = faults[0].place.as_ref().unwrap();
    assert_eq!((faults.len(), place.spot.unwrap().0), (1, 5), "{faults:?}");
}

#[test]
fn where_nothing_can_be_written_it_is_told_and_nothing_changes() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    for home in [file.clone(), file.join("below")] {
        let mut opened = open(&ConfigHome::new(&home), &scheduler());
        let fault = opened.log.append(&reviews(0, 1)).unwrap_err();
        assert!(fault.what.starts_with("the review was not saved: "), "{fault}");
        assert!(fault.place.is_some() && fault.remedy.contains("--config-dir"), "{fault}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
    let desk = Desk::new();
    fs::create_dir_all(desk.home.reviews()).unwrap();
    let mut opened = desk.open();
    assert_eq!(opened.faults.len(), 1);
    assert!(
        opened.log.append(&reviews(0, 1)).is_err() && opened.log.refold(&desk.scheduler).is_err()
    );
    assert_eq!(opened.log.save(&opened.ledger, &desk.scheduler, NOON), Ok(()));
    assert_eq!(desk.names(), ["reviews.ron"]);
}

#[cfg(unix)]
#[test]
fn in_a_folder_that_is_read_only_nothing_is_lost() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, ledger) = studied();
    let allow =
        |mode| fs::set_permissions(desk.home.path(), fs::Permissions::from_mode(mode)).unwrap();
    fs::remove_file(desk.home.reviews()).unwrap();
    allow(0o555);
    // The superuser may write anywhere; then there is nothing to see here.
    if fs::write(desk.home.path().join("probe"), "").is_err() {
        let mut opened = desk.open();
        assert_same(&opened.ledger, &ledger);
        let fault = opened.log.append(&reviews(60, 1)).unwrap_err();
        assert!(fault.remedy.contains("make the folder writable"), "{fault}");
        assert_eq!(desk.names(), ["state.ron"]);
    }
    allow(0o755);
}

/// The log with one bit flipped in the line that has this in it.
fn flip(desk: &Desk, sign: &str) {
    let log = desk.log();
    let at = log.find(sign).unwrap();
    let mut bytes = log.into_bytes();
    bytes[at] ^= 1;
    fs::write(desk.home.reviews(), bytes).unwrap();
}

#[test]
fn a_flipped_bit_is_found_and_what_it_hid_is_known_again() {
    // Early in the log, where only reading all of it shows it, and at its end.
    for sign in ["note-3", "odd"] {
        for has_backup in [false, true] {
            let (desk, before) = studied();
            let log = desk.log();
            if has_backup {
                backups::replace_today(&desk.home, desk.scheduler.calendar(), NOON).unwrap();
            }
            flip(&desk, sign);
            let told = doctor::check(&desk.home, &desk.scheduler, NOON);
            assert!(told[0].what.contains("its checksum does not match"), "{told:?}");
            let (_, proofs) = doctor::check_deep(&desk.home, &desk.scheduler, NOON);
            assert!(proofs.iter().any(|proof| proof.starts_with("reviews.ron: ")), "{proofs:?}");
            doctor::repair(&desk.home, &desk.scheduler, NOON).unwrap();
            assert_same(&desk.clean().ledger, &before);
            fs::remove_file(desk.home.state()).unwrap();
            assert_same(&desk.clean().ledger, &before);
            let mut lines: Vec<&str> = log.lines().collect();
            lines.sort_unstable();
            let repaired = desk.log();
            let mut now: Vec<&str> = repaired.lines().collect();
            now.sort_unstable();
            assert_eq!(now == lines, has_backup, "the very line is there again");
        }
    }
}

#[test]
fn answers_of_a_clock_that_was_ahead_are_told_of_and_taken_back() {
    let (desk, before) = studied();
    let mut opened = desk.clean();
    let mut ahead = later();
    ahead[0].at = NOON.plus_seconds(64 * 365 * 86_400);
    ahead[0].card = before.iter().next().unwrap().0.clone();
    record(&mut opened, &desk.scheduler, &ahead);
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    let told = doctor::check(&desk.home, &desk.scheduler, NOON);
    assert_eq!(told.len(), 1);
    let says = "1 card was answered in the future, the last on 2088-";
    assert!(told[0].what.starts_with(says), "{told:?}");
    assert_eq!(doctor::forget_future(&desk.home, &desk.scheduler, NOON), Ok(1));
    assert_eq!(doctor::check(&desk.home, &desk.scheduler, NOON), []);
    assert_same(&desk.clean().ledger, &before);
    assert_eq!(doctor::forget_future(&desk.home, &desk.scheduler, NOON), Ok(0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_damaged_the_next_start_finds_what_this_one_saved(
        hits in proptest::collection::vec((any::<bool>(), 0usize..6_000, 0usize..400, "\\PC{0,6}|[\"(),\\n:0-9]{0,8}|\u{0}{1,9}"), 1..5),
    ) {
        let (desk, _) = studied();
        for (state, at, length, new) in hits {
            let path = if state { desk.home.state() } else { desk.home.reviews() };
            let mut bytes = fs::read(&path).unwrap();
            let from = at % (bytes.len() + 1);
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, new.bytes());
            fs::write(&path, bytes).unwrap();
        }
        let mut opened = desk.open();
        opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON);
        record(&mut opened, &desk.scheduler, &later());
        prop_assert_eq!(opened.log.save(&opened.ledger, &desk.scheduler, NOON), Ok(()));
        let mut next = desk.open();
        prop_assert_eq!(&next.ledger, &opened.ledger);
        prop_assert!(next.ledger.get(&"deck/later/c".into()).is_some());
        // The log alone comes to the same, but for lines that are no entries and stay where they
        // are.
        let (whole, _) = next.log.refold(&desk.scheduler).unwrap();
        prop_assert_eq!(&whole, &opened.ledger);
        // Nothing is left to do after a repair.
        doctor::repair(&desk.home, &desk.scheduler, NOON).unwrap();
        let now = later()[0].at;
        prop_assert_eq!(doctor::check(&desk.home, &desk.scheduler, now), []);
    }
}

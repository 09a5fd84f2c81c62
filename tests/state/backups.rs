//! Daily copies: made once a day, the last ten kept, and brought back without losing what is there.

use std::fs;
use std::path::Path;

use lacuna::store::{backups, restore};

use super::*;

fn day(n: i64) -> Moment {
    NOON.plus_seconds(n * 86_400)
}

#[test]
fn each_day_has_one_and_ten_are_kept() {
    let desk = Desk::new();
    let mut opened = desk.clean();
    for n in 0..14 {
        for part in 0..2 {
            record(&mut opened, &desk.scheduler, &reviews(n * 1_500 + part, 1));
            opened.log.save(&opened.ledger, &desk.scheduler, day(n as i64)).unwrap();
        }
    }
    let days = backups::days(&desk.home);
    let calendar = desk.scheduler.calendar();
    let last: Vec<String> = (4..14).map(|n| calendar.iso_date(calendar.day(day(n)))).collect();
    assert_eq!(days, last);
    let copy = fs::read_to_string(desk.home.backups().join(&days[9]).join("reviews.ron")).unwrap();
    assert_eq!(
        copy.lines().count(),
        27,
        "before the day's first save, with the review that led to it"
    );
    let left: Vec<_> = fs::read_dir(desk.home.backups()).unwrap().collect();
    assert_eq!(left.len(), 10, "nothing half made is left");
}

#[test]
fn what_is_restored_is_what_was_and_what_was_there_is_kept() {
    let desk = Desk::new();
    fs::create_dir_all(desk.home.decks().join("mine")).unwrap();
    fs::write(desk.home.decks().join("mine/deck.ron"), "old").unwrap();
    fs::create_dir_all(desk.home.themes()).unwrap();
    fs::write(desk.home.themes().join("night.ron"), "(base: \"dark\")").unwrap();
    desk.study(0, 20);
    let made =
        backups::replace_today(&desk.home, desk.scheduler.calendar(), NOON).unwrap().unwrap();
    let name = made.folder.file_name().unwrap().to_str().unwrap();
    let (before, log) = (desk.clean().ledger, desk.log());
    fs::write(desk.home.decks().join("mine/deck.ron"), "new").unwrap();
    fs::remove_file(desk.home.themes().join("night.ron")).unwrap();
    let mut running = desk.clean();
    record(&mut running, &desk.scheduler, &reviews(20, 20));
    running.log.save(&running.ledger, &desk.scheduler, NOON).unwrap();
    let newer = desk.log();

    let aside = restore::restore(&desk.home, name, NOON).unwrap();
    assert_eq!((desk.clean().ledger, desk.log()), (before, log));
    assert_eq!(fs::read_to_string(desk.home.decks().join("mine/deck.ron")).unwrap(), "old");
    assert!(desk.home.themes().join("night.ron").exists());
    assert_eq!(fs::read_to_string(aside.join("reviews.ron")).unwrap(), newer);
    assert_eq!(fs::read_to_string(aside.join("decks/mine/deck.ron")).unwrap(), "new");
    record(&mut running, &desk.scheduler, &reviews(40, 1));
    assert_eq!(
        running.ledger,
        folded(&[reviews(0, 20), reviews(40, 1)].concat()),
        "an open instance notices"
    );

    let fault = restore::restore(&desk.home, "2024-10-03", NOON).unwrap_err();
    assert!(fault.remedy.contains(name), "{fault}");
}

/// What lies in a folder, hidden or not.
fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_a_killed_program_left_is_removed_at_the_next_save() {
    let desk = Desk::new();
    desk.study(0, 20);
    let (home, backups) = (desk.home.path(), desk.home.backups());
    let kept = names(home);
    fs::create_dir_all(backups.join(".2024-10-01.old")).unwrap();
    for folder in [".2024-10-08.new", ".4711-0123.new", ".4711-0123.old"] {
        fs::create_dir_all(backups.join(folder).join("decks")).unwrap();
    }
    fs::create_dir_all(home.join(".restoring.new")).unwrap();
    fs::create_dir_all(desk.home.decks().join(".mine.new")).unwrap();
    fs::write(home.join(".state.ron.new"), "(format").unwrap();
    fs::write(desk.home.decks().join("mine.ron.new"), "(format").unwrap();
    backups::daily(&desk.home, desk.scheduler.calendar(), NOON).unwrap();
    let own = |name: &&String| !["decks", ".lock"].contains(&name.as_str());
    let left: Vec<String> = names(home).iter().filter(own).cloned().collect();
    assert_eq!(left, kept.iter().filter(own).cloned().collect::<Vec<_>>());
    assert_eq!(names(&desk.home.decks()), Vec::<String>::new());
    let mut days = backups::days(&desk.home);
    assert_eq!(names(&backups), days, "nothing but backups");
    assert_eq!(days.remove(0), "2024-10-01", "a backup has its name again");
}

#[cfg(unix)]
#[test]
fn what_has_not_changed_takes_no_room_a_second_time() {
    use std::os::unix::fs::MetadataExt;
    let desk = Desk::new();
    desk.study(0, 20);
    fs::create_dir_all(desk.home.decks()).unwrap();
    fs::create_dir_all(desk.home.drafts()).unwrap();
    for name in ["decks/same.ron", "decks/other.ron", "drafts/d.n.ron"] {
        fs::write(desk.home.path().join(name), "old").unwrap();
    }
    let backup = |n| {
        let calendar = desk.scheduler.calendar();
        backups::replace_today(&desk.home, calendar, day(n)).unwrap().unwrap().folder
    };
    let first = backup(0);
    let log = desk.log();
    // One is written in its place, as an editor may do, and the log is added to.
    fs::write(desk.home.decks().join("other.ron"), "new").unwrap();
    desk.study(20, 20);
    let second = backup(1);
    let file = |folder: &Path, name: &str| fs::metadata(folder.join(name)).unwrap().ino();
    for (name, is_same) in [
        ("decks/same.ron", true),
        ("drafts/d.n.ron", true),
        ("decks/other.ron", false),
        ("reviews.ron", false),
    ] {
        assert_eq!(file(&first, name) == file(&second, name), is_same, "{name}");
        for folder in [&first, &second] {
            assert_ne!(file(folder, name), file(desk.home.path(), name), "{name} is in use");
        }
    }
    assert_eq!(fs::read_to_string(first.join("decks/other.ron")).unwrap(), "old");
    assert_eq!(fs::read_to_string(first.join("reviews.ron")).unwrap(), log);
    assert_eq!(fs::read_to_string(second.join("reviews.ron")).unwrap(), desk.log());
}

#[cfg(unix)]
#[test]
fn all_decks_may_lie_behind_a_link() {
    let desk = Desk::new();
    desk.study(0, 1);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir_all(elsewhere.path().join("rivers")).unwrap();
    fs::write(elsewhere.path().join("rivers/deck.ron"), "linked").unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), desk.home.decks()).unwrap();
    let made =
        backups::replace_today(&desk.home, desk.scheduler.calendar(), NOON).unwrap().unwrap();
    assert_eq!(names(&made.folder.join("decks/rivers")), ["deck.ron"]);
}

#[cfg(unix)]
#[test]
fn a_linked_deck_is_in_the_backup_and_one_that_cant_be_read_stops_no_other() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.study(0, 20);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("deck.ron"), "linked").unwrap();
    fs::write(elsewhere.path().join("film.mp4"), "large").unwrap();
    symlink(elsewhere.path(), elsewhere.path().join("round")).unwrap();
    fs::create_dir_all(desk.home.decks()).unwrap();
    symlink(elsewhere.path(), desk.home.decks().join("linked")).unwrap();
    fs::write(desk.home.decks().join("mine.ron"), "mine").unwrap();
    // Even root can't read what leads to itself.
    let bad = desk.home.decks().join("bad.ron");
    symlink(&bad, &bad).unwrap();
    let made =
        backups::replace_today(&desk.home, desk.scheduler.calendar(), NOON).unwrap().unwrap();
    let decks = made.folder.join("decks");
    assert_eq!(
        (names(&decks), names(&decks.join("linked"))),
        (vec!["linked".to_string(), "mine.ron".to_string()], vec!["deck.ron".to_string()],)
    );
    assert_eq!(made.left_out.len(), 1);
    let says = made.left_out[0].to_string();
    assert!(says.contains("bad.ron: it can't be read, so it is not in the backup"), "{says}");
}

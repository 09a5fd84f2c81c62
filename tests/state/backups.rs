//! Daily copies: made once a day, the last ten kept, and brought back without losing what is there.

use std::fs;

use lacuna::store::backups;

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
    let name = made.file_name().unwrap().to_str().unwrap();
    let (before, log) = (desk.clean().ledger, desk.log());
    fs::write(desk.home.decks().join("mine/deck.ron"), "new").unwrap();
    fs::remove_file(desk.home.themes().join("night.ron")).unwrap();
    let mut running = desk.clean();
    record(&mut running, &desk.scheduler, &reviews(20, 20));
    running.log.save(&running.ledger, &desk.scheduler, NOON).unwrap();
    let newer = desk.log();

    let aside = backups::restore(&desk.home, name, NOON).unwrap();
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

    let fault = backups::restore(&desk.home, "2024-10-03", NOON).unwrap_err();
    assert!(fault.remedy.contains(name), "{fault}");
}

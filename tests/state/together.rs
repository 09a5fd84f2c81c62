//! Several instances at once: nobody's review is lost, and everybody sees everybody's.

use std::fs;

use lacuna::store::doctor;

use super::*;

#[test]
fn instances_that_append_at_once_lose_nothing() {
    let desk = Desk::new();
    let each = 60;
    std::thread::scope(|scope| {
        for who in 0..4 {
            let desk = &desk;
            scope.spawn(move || {
                let mut opened = desk.open();
                for n in 0..each {
                    record(&mut opened, &desk.scheduler, &reviews(who * 1_000 + n, 1));
                }
                let saved = opened.log.save(&opened.ledger, &desk.scheduler, NOON);
                assert_eq!(saved, Ok(()));
            });
        }
    });
    let all: Vec<Entry> = (0..4).flat_map(|who| reviews(who * 1_000, each)).collect();
    assert_eq!(desk.log().lines().count(), all.len());
    assert_eq!(desk.clean().ledger, folded(&all));
}

#[test]
fn one_sees_what_the_other_answered() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.clean(), desk.clean());
    record(&mut one, &desk.scheduler, &reviews(0, 3));
    assert_eq!(two.log.catch_up().unwrap(), reviews(0, 3));
    assert_eq!(two.log.catch_up().unwrap(), []);
    assert_eq!(two.log.append(&reviews(3, 1)).unwrap(), []);
    assert_eq!(one.log.append(&reviews(4, 1)).unwrap(), reviews(3, 1));
    assert_eq!(desk.clean().ledger, folded(&reviews(0, 5)));
}

#[test]
fn a_line_still_being_written_is_not_read() {
    let desk = Desk::new();
    desk.study(0, 3);
    let mut opened = desk.clean();
    let (start, end) = ("(\"0000000000000001\",99,\"d/n/c\",", "Suspend)\n");
    append_raw(&desk, start);
    assert_eq!(opened.log.catch_up().unwrap(), []);
    append_raw(&desk, end);
    assert_eq!(opened.log.catch_up().unwrap().len(), 1);
}

#[test]
fn a_log_that_was_replaced_is_read_anew() {
    let desk = Desk::new();
    desk.study(0, 20);
    let mut opened = desk.clean();
    record(&mut opened, &desk.scheduler, &reviews(20, 1));
    let other: Vec<String> =
        reviews(100, 30).iter().map(|entry| ron::to_string(entry).unwrap() + "\n").collect();
    let new = desk.home.path().join("other");
    fs::write(&new, other.concat()).unwrap();
    fs::rename(&new, desk.home.reviews()).unwrap();
    assert_eq!(opened.log.catch_up().unwrap(), reviews(100, 30));
    record(&mut opened, &desk.scheduler, &reviews(130, 1));
    assert_eq!(desk.log().lines().count(), 31, "it was written to the file that is there now");
}

#[test]
fn a_check_while_somebody_studies_finds_nothing_wrong() {
    let desk = Desk::new();
    desk.study(0, 300);
    std::thread::scope(|scope| {
        let studying = scope.spawn(|| {
            let mut opened = desk.open();
            for n in 0..150 {
                record(&mut opened, &desk.scheduler, &reviews(1_000 + n, 1));
                opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
            }
        });
        while !studying.is_finished() {
            assert_eq!(doctor::check(&desk.home, &desk.scheduler, NOON), []);
            assert_eq!(doctor::repair(&desk.home, &desk.scheduler, NOON), Ok(vec![]));
        }
    });
}

fn append_raw(desk: &Desk, text: &str) {
    use std::io::Write;
    let mut file = fs::OpenOptions::new().append(true).open(desk.home.reviews()).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

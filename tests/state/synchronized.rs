//! A config directory that others keep the same on several machines: what they leave is taken in,
//! what is not whole waits, and nothing is lost or overwritten.

use std::process::Command;

use lacuna::store::{self, conflicts, doctor};

use super::*;

/// The names under which a log lies beside the log when two machines have written to it.
const COPIES: [&str; 6] = [
    "reviews.sync-conflict-20260101-120000-ABCDEFG.ron",
    "reviews (conflicted copy 2026-01-01).ron",
    "reviews (laptop's conflicted copy 2026-01-01).ron",
    "reviews (In Konflikt stehende Kopie von laptop 2026-01-01).ron",
    "reviews_conflict-20260101-120000.ron",
    "reviews.ron~HEAD",
];

fn text(entries: &[Entry]) -> String {
    entries.iter().map(|entry| ron::to_string(entry).unwrap() + "\n").collect()
}

fn put(desk: &Desk, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = desk.home.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// Names of what was taken in and put away.
fn put_away(desk: &Desk) -> usize {
    fs::read_dir(desk.home.backups().join("taken-in")).map_or(0, Iterator::count)
}

#[test]
fn a_conflict_copy_of_the_log_is_taken_in() {
    for name in COPIES {
        let desk = Desk::new();
        desk.study(0, 20);
        // Five are on both machines, five on the other one alone.
        let copy = put(&desk, name, text(&reviews(15, 10)));
        assert_eq!(
            doctor::check(&desk.home, &desk.scheduler, NOON).len(),
            1,
            "{name}: it is told of"
        );
        let told = conflicts::merge_copies(&desk.home);
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].what.contains("5 were not here, and were taken in"), "{name}: {}", told[0]);
        assert_eq!(desk.clean().ledger, folded(&reviews(0, 25)), "{name}");
        assert!(!copy.exists() && put_away(&desk) == 1, "{name}: it is kept elsewhere");
        assert_eq!(conflicts::merge_copies(&desk.home), [], "{name}: once is enough");
        assert_eq!(desk.log().lines().count(), 25, "{name}");
        assert_eq!(doctor::check(&desk.home, &desk.scheduler, NOON), [], "{name}");
    }
}

#[test]
fn with_no_log_beside_it_a_conflict_copy_is_the_log() {
    let desk = Desk::new();
    put(&desk, COPIES[0], text(&reviews(0, 3)));
    assert_eq!(conflicts::merge_copies(&desk.home).len(), 1);
    assert_eq!(desk.clean().ledger, folded(&reviews(0, 3)));
}

#[test]
fn what_is_not_whole_stays_and_the_rest_is_taken_in_later() {
    let whole = text(&reviews(10, 4));
    for cut in [0, 1, whole.len() / 2, whole.len() - 1] {
        let desk = Desk::new();
        desk.study(0, 5);
        let copy = put(&desk, COPIES[0], &whole[..cut]);
        let told = conflicts::merge_copies(&desk.home);
        assert!(told[0].remedy.contains("still arriving"), "{cut}: {}", told[0]);
        assert_eq!(fs::read_to_string(&copy).unwrap(), &whole[..cut], "{cut}: it waits");
        fs::write(&copy, &whole).unwrap();
        conflicts::merge_copies(&desk.home);
        assert!(!copy.exists(), "{cut}");
        assert_eq!(desk.clean().ledger, folded(&[reviews(0, 5), reviews(10, 4)].concat()), "{cut}");
    }
}

#[test]
fn what_a_synchronizer_is_still_writing_is_left_alone() {
    let desk = Desk::new();
    desk.study(0, 5);
    let names = [
        ".syncthing.reviews.ron.tmp",
        "~syncthing~reviews.ron.tmp",
        "decks/.syncthing.rivers.ron.tmp",
        "decks/~syncthing~rivers.ron.tmp",
        "decks/.rivers.ron.swp",
        "reviews.ron.part",
    ];
    let files: Vec<PathBuf> = names.iter().map(|name| put(&desk, name, "half a fi")).collect();
    assert_eq!(conflicts::merge_copies(&desk.home), []);
    let (_, faults) = store::load(&desk.home);
    assert_eq!(faults, [], "nobody takes them for decks");
    record(&mut desk.clean(), &desk.scheduler, &reviews(5, 1));
    for file in files {
        assert_eq!(fs::read_to_string(&file).unwrap(), "half a fi", "{}", file.display());
    }
}

#[test]
fn a_log_that_came_in_from_another_machine_needs_no_word() {
    let desk = Desk::new();
    desk.study(0, 20);
    // The other machine had all of ours, and ten more in between.
    let theirs = [reviews(0, 10), reviews(100, 10), reviews(10, 10)].concat();
    put(&desk, "reviews.ron", text(&theirs));
    let mut opened = desk.clean();
    assert_eq!(opened.ledger, folded(&theirs));
    assert_eq!(opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON), []);
    record(&mut opened, &desk.scheduler, &reviews(300, 1));
    opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
    assert!(
        desk.named("state.unreadable").is_empty(),
        "a state that can be worked out anew is no loss"
    );
    assert_eq!(desk.clean().ledger, opened.ledger);
}

#[test]
fn a_copy_that_lost_against_a_longer_log_brings_back_what_that_lacks() {
    let desk = Desk::new();
    desk.study(0, 20);
    let ours = desk.log();
    // The synchronizer took the other machine's, and laid ours beside it.
    put(&desk, "reviews.ron", text(&[reviews(0, 15), reviews(200, 3)].concat()));
    put(&desk, COPIES[0], ours);
    let told = conflicts::merge_copies(&desk.home);
    assert!(told[0].what.contains("5 were not here"), "{}", told[0]);
    assert_eq!(desk.clean().ledger, folded(&[reviews(0, 20), reviews(200, 3)].concat()));
}

fn deck(notes: &str) -> String {
    format!(
        "(\n    format: 1,\n    id: \"rivers\",\n    title: \"Rivers\",\n    notes: [\n{notes}    ],\n)\n"
    )
}

fn note(id: &str, definition: &str) -> String {
    format!("        Pair(id: \"{id}\", term: \"{id}\", definition: \"{definition}\"), // {id}\n")
}

#[test]
fn a_conflict_copy_of_a_deck_is_taken_in() {
    let desk = Desk::new();
    let ours =
        put(&desk, "decks/rivers.ron", deck(&(note("rhine", "A river") + &note("ems", "Another"))));
    let copy = "decks/rivers.sync-conflict-20260101-120000-ABCDEFG.ron";
    put(&desk, copy, deck(&(note("rhine", "A river") + &note("main", "A third"))));
    let (before, faults) = store::load(&desk.home);
    assert_eq!(
        (faults, before.decks().iter().filter(|deck| deck.head.id == "rivers").count()),
        (vec![], 1)
    );
    let told = conflicts::merge_copies(&desk.home);
    assert!(told.len() == 1 && told[0].what.contains("one note was not here"), "{told:?}");
    let text = fs::read_to_string(&ours).unwrap();
    assert!(text.contains("// ems") && text.contains("\"main\""), "{text}");
    assert_eq!((put_away(&desk), store::load(&desk.home).1), (1, vec![]));
    assert_eq!(conflicts::merge_copies(&desk.home), []);
}

#[test]
fn of_two_versions_of_a_note_nobody_decides_but_the_person() {
    let desk = Desk::new();
    let ours = put(&desk, "decks/rivers.ron", deck(&note("rhine", "A river")));
    let theirs = deck(&(note("rhine", "A long river") + &note("main", "A third")));
    let copy = put(&desk, "decks/rivers (Ann's conflicted copy 2026-01-01).ron", &theirs);
    for _ in 0..2 {
        let told = conflicts::merge_copies(&desk.home);
        assert!(told[0].what.contains("something else in `rhine`"), "{}", told[0]);
        assert!(told[0].remedy.contains("lacuna import"), "{}", told[0]);
        let text = fs::read_to_string(&ours).unwrap();
        assert!(text.contains("A river") && !text.contains("A long river"), "{text}");
        assert_eq!(text.matches("\"main\"").count(), 2, "taken in once: {text}");
        assert_eq!(fs::read_to_string(&copy).unwrap(), theirs);
    }
}

#[test]
fn a_copy_of_a_deck_that_is_still_arriving_waits() {
    let desk = Desk::new();
    let text = deck(&note("rhine", "A river"));
    let ours = put(&desk, "decks/rivers.ron", &text);
    for half in [&b""[..], &text.as_bytes()[..text.len() / 2], b"\xff\xfe", b"(format: 1,"] {
        let copy = put(&desk, "decks/rivers.sync-conflict-20260101-120000-ABCDEFG.ron", half);
        let told = conflicts::merge_copies(&desk.home);
        assert!(told[0].remedy.contains("still be arriving"), "{}", told[0]);
        assert_eq!(
            (fs::read(&copy).unwrap(), fs::read_to_string(&ours).unwrap()),
            (half.to_vec(), text.clone())
        );
    }
}

#[test]
fn the_lines_of_two_logs_one_after_the_other_are_their_union() {
    // What `merge=union` makes of two logs that have a beginning in common.
    let (common, ours, theirs) = (reviews(0, 10), reviews(10, 3), reviews(50, 4));
    for merged in [[&common[..], &ours, &theirs].concat(), [&common[..], &theirs, &ours].concat()] {
        let desk = Desk::new();
        let mut opened = desk.clean();
        record(&mut opened, &desk.scheduler, &[common.clone(), ours.clone()].concat());
        opened.log.save(&opened.ledger, &desk.scheduler, NOON).unwrap();
        put(&desk, "reviews.ron", text(&merged));
        assert_eq!(desk.clean().ledger, folded(&merged));
    }
}

#[test]
fn git_itself_merges_two_logs() {
    let desk = Desk::new();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ]);
        git.args(arguments)
            .current_dir(desk.home.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("HOME", desk.folder.path());
        git.output().map(|ran| ran.status.success())
    };
    desk.study(0, 5);
    if git(&["--version"]).is_err() {
        // Without git there is no git to show; the union itself is tested above.
        return;
    }
    for attributes in ["reviews.ron merge=union\n", ""] {
        let common = text(&reviews(0, 5));
        _ = fs::remove_dir_all(desk.home.path().join(".git"));
        put(&desk, ".gitattributes", attributes);
        put(&desk, "reviews.ron", &common);
        let files = ["add", ".gitattributes", "reviews.ron"];
        assert!(
            git(&["init", "-q"]).unwrap()
                && git(&files).unwrap()
                && git(&["commit", "-qm", "one"]).unwrap()
        );
        assert!(git(&["checkout", "-qb", "laptop"]).unwrap());
        put(&desk, "reviews.ron", common.clone() + &text(&reviews(20, 2)));
        assert!(
            git(&["commit", "-qam", "two"]).unwrap() && git(&["checkout", "-q", "main"]).unwrap()
        );
        put(&desk, "reviews.ron", common + &text(&reviews(10, 3)));
        assert!(git(&["commit", "-qam", "three"]).unwrap());
        assert_eq!(git(&["merge", "-q", "--no-edit", "laptop"]).unwrap(), !attributes.is_empty());
        let all = [reviews(0, 5), reviews(10, 3), reviews(20, 2)].concat();
        let mut opened = desk.open();
        assert_eq!(opened.ledger, folded(&all), "{attributes}");
        assert_eq!(
            opened.faults.is_empty(),
            !attributes.is_empty(),
            "markers are told: {:?}",
            opened.faults
        );
        let told = opened.log.repair(&mut opened.ledger, &desk.scheduler, NOON);
        assert_eq!(told.is_empty(), !attributes.is_empty(), "{told:?}");
        assert!(!desk.log().contains("<<<<"), "and taken out");
        assert_eq!(desk.clean().ledger, folded(&all));
    }
}

//! What is asked of the program while its disk fails: everything that writes.

use std::fs;
use std::path::Path;

use super::{Script, run, survives};

/// A deck in the place of the bundled one, so that little is read.
const DECK: &str = r#"(format: 1, id: "csc277-exam-1", title: "Three", notes: [
    Pair(id: "a", term: "Alpha", definition: "One"), // first
    Pair(id: "b", term: "Beta", definition: "Two"),
    Pair(id: "c", term: "Gamma", definition: "Three"),
])"#;
const RATINGS: &str = "{\"rating\":\"good\"}\n{\"rating\":\"again\"}\n{\"undo\":true}\n{\"rating\":\"easy\"}\n{\"stop\":true}\n";
const DRILL: &[&str] = &["drill", "--json"];
const REPAIR: &[&str] = &["state", "repair"];

/// A line of another machine's log.
fn line(n: u64) -> String {
    format!(
        "(\"{n:016x}\",{},\"csc277-exam-1/a/term\",Review(Good,Typed,4250))\n",
        1_763_800_000_000 + n * 60_000
    )
}

fn write(home: &Path, name: &str, text: &str) {
    let path = home.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn append(home: &Path, name: &str, text: &str) {
    let old = fs::read_to_string(home.join(name)).unwrap_or_default();
    write(home, name, &(old + text));
}

pub(super) fn fresh(home: &Path) {
    write(home, "settings.ron", "(learn_step: false)");
    write(home, "decks/three.ron", DECK);
}

/// Somebody has studied here.
pub(super) fn studied(home: &Path) {
    fresh(home);
    assert_eq!(run(home, DRILL, RATINGS, None).code, Some(0));
}

pub(super) fn torn(home: &Path) {
    studied(home);
    append(home, "reviews.ron", &line(1)[..40]);
}

pub(super) fn garbage(home: &Path) {
    studied(home);
    write(home, "state.ron", "nonsense");
    append(home, "reviews.ron", &"nonsense\n".repeat(20));
}

/// The log has lost its first half, which the state knows the sum of.
fn halved(home: &Path) {
    studied(home);
    let log = fs::read_to_string(home.join("reviews.ron")).unwrap();
    let kept: Vec<&str> = log.lines().skip(log.lines().count() / 2).collect();
    write(home, "reviews.ron", &(kept.join("\n") + "\n"));
}

fn synchronized(home: &Path) {
    studied(home);
    let log = fs::read_to_string(home.join("reviews.ron")).unwrap();
    write(home, "reviews.sync-conflict-20261121-120000-ABCDEFG.ron", &(log + &line(1) + &line(2)));
    let deck =
        DECK.replace("\n])", "\n    Pair(id: \"d\", term: \"Delta\", definition: \"Four\"),\n])");
    write(home, "decks/three (Ann's conflicted copy 2026-11-21).ron", &deck);
}

fn marked(home: &Path) {
    studied(home);
    append(
        home,
        "reviews.ron",
        &format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> laptop\n", line(1), line(2)),
    );
}

fn scratched(home: &Path) {
    torn(home);
    let log = fs::read_to_string(home.join("reviews.ron")).unwrap();
    write(home, "reviews.ron", &format!("this is no entry\n{log}"));
}

pub(super) fn with_list(home: &Path) {
    studied(home);
    write(home, "list.csv", "term,definition\nRhine,A river\nRhône,Another one\n");
}

pub(super) fn with_rivers(home: &Path) {
    with_list(home);
    assert_eq!(run(home, &["import", "list.csv", "--deck", "rivers"], "", None).code, Some(0));
    write(home, "list.csv", "term,definition\nRhine,A river in Europe\nDanube,A third one\n");
}

pub(super) fn with_laptop(home: &Path) {
    studied(home);
    write(home, "laptop/reviews.ron", &(line(1) + &line(2) + &line(3)));
}

pub(super) fn with_backup(home: &Path) {
    studied(home);
    assert_eq!(run(home, &["state", "backup"], "", None).code, Some(0));
    assert_eq!(run(home, DRILL, "{\"rating\":\"good\"}\n{\"stop\":true}\n", None).code, Some(0));
}

pub(super) fn drilling(prepare: fn(&Path)) -> Script {
    Script { prepare, arguments: DRILL, input: RATINGS, keeps: true, next: &[] }
}

pub(super) fn asking(prepare: fn(&Path), arguments: &'static [&'static str]) -> Script {
    Script { prepare, arguments, input: "", keeps: true, next: &[] }
}

#[test]
fn the_first_drill_of_all() {
    survives("the first drill", &drilling(fresh));
}

#[test]
fn a_drill_after_a_crash() {
    survives("a torn log", &drilling(torn));
}

#[test]
fn a_drill_on_files_that_are_garbage() {
    survives("garbage", &drilling(garbage));
}

#[test]
fn a_drill_after_the_log_has_lost_its_half() {
    survives("half a log", &drilling(halved));
}

#[test]
fn a_drill_in_a_synchronized_folder() {
    survives("conflict copies", &drilling(synchronized));
}

#[test]
fn a_drill_on_a_log_with_conflict_markers() {
    // Where the log could not be read, they stay until somebody asks.
    survives("conflict markers", &Script { next: REPAIR, ..drilling(marked) });
}

#[test]
fn a_quiz() {
    let input = "{\"choice\":0}\n{\"choice\":1}\n{\"stop\":true}\n";
    let arguments = &["quiz", "--json", "--counts", "--kind", "choice", "--seed", "1"];
    survives("a quiz", &Script { prepare: studied, arguments, input, keeps: true, next: &[] });
}

#[test]
fn an_import_that_makes_a_deck() {
    survives("a new deck", &asking(with_list, &["import", "list.csv", "--deck", "rivers"]));
}

#[test]
fn an_import_that_changes_a_deck() {
    survives("a changed deck", &asking(with_rivers, &["import", "list.csv", "--deck", "rivers"]));
}

#[test]
fn a_deck_that_is_turned_off() {
    survives("a deck off", &asking(with_rivers, &["deck", "off", "rivers"]));
}

#[test]
fn a_deck_that_is_renamed() {
    survives("another title", &asking(with_rivers, &["deck", "rename", "rivers", "Streams"]));
}

#[test]
fn a_deck_that_is_deleted() {
    let delete = asking(with_rivers, &["deck", "delete", "rivers"]);
    survives("a deleted deck", &Script { keeps: false, ..delete });
}

/// Something is known of the rivers.
fn with_studied_rivers(home: &Path) {
    with_rivers(home);
    let drill = ["drill", "--json", "--deck", "rivers"];
    assert_eq!(run(home, &drill, RATINGS, None).code, Some(0));
}

#[test]
fn a_deck_that_is_merged_into_another() {
    let merge = asking(with_studied_rivers, &["deck", "merge", "rivers", "csc277-exam-1"]);
    survives("a merged deck", &merge);
}

#[test]
fn a_note_that_is_moved() {
    survives(
        "a moved note",
        &asking(with_studied_rivers, &["deck", "move", "rivers/rhine", "--to", "csc277-exam-1"]),
    );
}

#[test]
fn an_export() {
    survives(
        "an export",
        &asking(with_rivers, &["export", "rivers", "-o", "rivers.csv", "--format", "csv"]),
    );
}

#[test]
fn an_exam_is_set() {
    let arguments = &["exam", "set", "Midterm", "--date", "2026-12-09", "--minutes", "20"];
    survives("an exam", &asking(studied, arguments));
}

#[test]
fn another_machines_log() {
    survives("a merge", &asking(with_laptop, &["merge", "laptop"]));
}

#[test]
fn a_repair() {
    survives("a repair", &Script { next: REPAIR, ..asking(scratched, REPAIR) });
}

#[test]
fn a_backup() {
    survives("a backup", &asking(studied, &["state", "backup"]));
}

#[test]
fn a_backup_brought_back() {
    survives(
        "a restore",
        &Script { keeps: false, ..asking(with_backup, &["state", "restore", "2026-11-22"]) },
    );
}

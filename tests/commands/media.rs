//! Pictures and sounds on the real binary: what is imported and exported with them, what is wrong
//! with them, and what is swept away.

use std::fs;

use lacuna::store::ConfigHome;
use lacuna::store::media::MediaFolder;

use super::User;
use super::drill::{at, sent};

const DECK: &str = r#"(format: 1, id: "birds", title: "Birds", notes: [
    Pair(id: "owl", term: "Owl ![](owl.png)", definition: "hoots"),
])"#;

/// Half a year after the pictures were written.
const LATER: &str = "2029-06-01T12:00:00Z";

/// A user with a picture that a note names, and one that none names.
fn user() -> User {
    let user = User::new();
    user.deck("birds.ron", DECK);
    let home = ConfigHome::new(user.home.path());
    let mut media = MediaFolder::open(&home).unwrap();
    media.add("birds", "owl.png", b"an owl").unwrap();
    media.add("birds", "bat.png", b"a bat").unwrap();
    user
}

fn files(user: &User) -> usize {
    fs::read_dir(user.home.path().join("media")).unwrap().count()
}

#[test]
fn what_no_note_names_is_deleted_when_somebody_says_so() {
    let user = user();
    let sweep = |answer: &str| sent(&mut at(&user, LATER, &["state", "sweep"]), answer);
    for answer in ["", "n\n", "what?\n"] {
        let ran = sweep(answer);
        assert_eq!((ran.code, files(&user)), (1, 2), "{answer}: {}", ran.err);
        assert!(
            ran.err.contains("delete 1 file that no note names (0.0 MB)? y or n"),
            "{}",
            ran.err
        );
        assert_eq!(ran.out.matches(".png\n").count(), 1, "{}", ran.out);
    }
    let now = sent(&mut user.command(&["state", "sweep", "--yes"]), "");
    assert_eq!((now.code, files(&user)), (0, 2), "what was written just now stays: {}", now.out);
    assert_eq!((sweep("y\n").code, files(&user)), (0, 1));
    let again = sweep("");
    assert_eq!(
        (again.code, again.out.as_str()),
        (0, "every picture and sound is named by a note\n")
    );
    let check = at(&user, LATER, &["state", "check", "--deep"]).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn a_deleted_deck_may_come_back_and_one_that_cannot_be_read_keeps_all() {
    let user = user();
    assert_eq!(user.run(&["deck", "delete", "birds"]).code, 0);
    assert_eq!(sent(&mut at(&user, LATER, &["state", "sweep", "--yes"]), "").code, 0);
    assert_eq!(files(&user), 1, "the copy among the backups names the owl");
    user.deck("bad.ron", "(format: 1, id: \"bad\", title: \"Bad\", notes: [Pair(");
    let ran = sent(&mut at(&user, LATER, &["state", "sweep", "--yes"]), "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("a deck can't be read, so nothing is deleted"), "{}", ran.err);
}

#[test]
fn a_file_that_is_gone_or_changed_is_found() {
    let user = user();
    let home = ConfigHome::new(user.home.path());
    let path = MediaFolder::open(&home).unwrap().find("birds", "owl.png").unwrap();
    fs::write(&path, "no owl").unwrap();
    let check = |args: &[&str]| sent(&mut at(&user, LATER, args), "");
    assert_eq!(check(&["state", "check"]).code, 0, "its content is not read");
    let deep = check(&["state", "check", "--deep"]);
    assert_eq!(deep.code, 1);
    assert!(deep.out.contains("1 file is not what was written"), "{}", deep.out);
    fs::remove_file(path).unwrap();
    let gone = check(&["state", "check"]);
    assert_eq!(gone.code, 1);
    let wanted = "1 picture or sound has no file: `owl.png` of birds";
    assert!(gone.out.contains(wanted), "{}", gone.out);
}

#[test]
fn notes_go_out_and_in_with_their_pictures() {
    let user = user();
    let out = user.home.path().join("out");
    fs::create_dir(&out).unwrap();
    let path = out.join("birds.md").display().to_string();
    let ran = user.run(&["export", "birds", "-o", &path]);
    assert!(ran.err.contains("1 note as markdown; 1 picture or sound in "), "{}", ran.err);
    assert_eq!(fs::read(out.join("media/owl.png")).unwrap(), b"an owl");
    for (format, remedy) in [("markdown", "with -o"), ("anki-text", "as apkg or markdown")] {
        let ran = user.run(&["export", "birds", "--format", format]);
        assert!(ran.err.contains("1 picture or sound is left out"), "{}", ran.err);
        assert!(ran.err.contains(remedy), "{}", ran.err);
    }
    let other = User::new();
    let ran = other.run(&["import", &path]);
    assert_eq!(ran.out, "birds: 1 added; 1 picture, 1 kB\n", "{}", ran.err);
    assert!(!ran.err.contains("left out"), "{}", ran.err);
}

#[test]
fn a_side_that_is_only_a_picture_is_imported_where_the_picture_is() {
    let user = User::new();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("fr.png"), b"a flag").unwrap();
    for (name, text) in [
        (
            "a.md",
            "Q: Whose flag is this? ![](fr.png)\nA: France's\n\n## France\n![](fr.png)\n\n## Spain\n![](es.png)\n",
        ),
        (
            "b.csv",
            "term,definition\nFrance,<img src=\"fr.png\">\nSpain,<img src=\"es.png\">\nPeru,a country\n",
        ),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let ran = user.run(&["import", &file.to_string_lossy()]);
        assert!(ran.out.contains("2 added"), "{name}: {}{}", ran.out, ran.err);
        let left_out = "1 note is left out: one of its sides is only a picture or a sound: `Spain`";
        assert!(ran.err.contains(left_out), "{name}: {}", ran.err);
    }
}

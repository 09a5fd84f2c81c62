//! Which deck an import goes into: one that the user named or that an import made, and no other.

use std::fs;

use serde_json::json;

use super::User;

const BUNDLED: &str = "csc277-exam-1";

impl User {
    /// Imports a file, and returns the deck that it went into with what was said about it.
    fn imported(&self, args: &[&str]) -> (String, String) {
        let ran = self.run(&[&["import", "--json"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        (ran.json()["deck"].as_str().unwrap().to_string(), ran.err)
    }

    /// The ids of the decks with how many notes each has.
    fn decks(&self) -> Vec<(String, u64)> {
        let decks = self.run(&["decks", "--json"]).json();
        let row = |deck: &serde_json::Value| {
            (deck["id"].as_str().unwrap().to_string(), deck["notes"].as_u64().unwrap())
        };
        decks.as_array().unwrap().iter().map(row).collect()
    }
}

#[test]
fn a_list_titled_like_the_bundled_deck_is_a_deck_of_its_own() {
    let user = User::new();
    let bundled = user.run(&["export", BUNDLED]).out;
    let titled = user.given("x.txt", "CSC277 Exam 1\n\nKubernetes\tsome container thing\n");
    for name in ["CSC277 Exam 1.txt", "csc277-exam-1.csv", "Csc277 éxam 1.txt"] {
        let file = user.given(name, "Kubernetes\tsome container thing\n");
        let (deck, said) = user.imported(&[&file, "--term-separator", "tab"]);
        assert_ne!(deck, BUNDLED, "{name}");
        assert!(said.contains("a deck of their own") && said.contains("--deck csc277-exam-1"));
        let (again, said) = user.imported(&[&file, "--term-separator", "tab"]);
        assert_eq!((again, said.as_str()), (deck, ""), "{name}: it is found again");
    }
    user.imported(&[&titled]);
    assert_eq!(user.run(&["export", BUNDLED]).out, bundled);
    assert!(!user.home.path().join("decks").join(BUNDLED).exists());
}

#[test]
fn a_deck_that_was_made_by_hand_is_left_alone() {
    let user = User::with_deck();
    user.deck("rivers.ron", r#"(format: 1, id: "rivers", title: "Rivers", notes: [Pair(id: "rhine", term: "Rhine", definition: "mine")])"#);
    let before = fs::read(user.home.path().join("decks/rivers.ron")).unwrap();
    let file = user.given("Rivers.txt", "Rhine\tanother\nElbe\tnew\n");
    let (deck, said) = user.imported(&[&file]);
    assert_eq!(deck, "rivers-2");
    assert!(said.contains("the deck “Rivers” (`rivers`) was not made from this"), "{said}");
    assert_eq!(fs::read(user.home.path().join("decks/rivers.ron")).unwrap(), before);
    assert_eq!(user.imported(&[&file, "--deck", "rivers"]).0, "rivers");
    let (deck, said) = user.imported(&[&file, "--deck", "RIVERS"]);
    assert_eq!(deck, "rivers-3");
    assert!(said.contains("there is no deck called just “RIVERS”"), "{said}");
    assert_eq!(user.imported(&[&file, "--deck", "RIVERS"]).0, "rivers-3");
    let unread = user.given("gone.txt", "a\tb\n");
    user.deck("gone.ron", "(format: 1, id: \"go");
    assert_eq!(user.run(&["import", &unread]).code, 2, "who knows what is in it");
}

#[test]
fn files_of_one_title_go_into_one_deck() {
    let user = User::with_deck();
    let [one, two, other] = ["a", "b", "c"].map(|folder| {
        fs::create_dir(user.home.path().join(folder)).unwrap();
        let name = if folder == "c" { "wörter" } else { "Worter" };
        user.given(&format!("{folder}/{name}.txt"), format!("{folder}\tx\n"))
    });
    let ran = user.run(&["import", &one, &two, &other, "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let decks: Vec<_> = ran.json().as_array().unwrap().iter().map(|f| f["deck"].clone()).collect();
    assert_eq!(decks, [json!("worter"), json!("worter"), json!("worter-2")]);
    let mut counts: Vec<u64> =
        user.decks().into_iter().filter(|d| d.0 != BUNDLED).map(|d| d.1).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2]);
    let text = fs::read_to_string(user.home.path().join("decks/worter-2.ron")).unwrap();
    assert!(text.contains("origin: \"wörter\""), "{text}");
}

#[test]
fn a_file_that_was_exported_goes_back_where_it_came_from() {
    let user = User::with_deck();
    for format in ["ron", "json", "csv", "apkg", "markdown"] {
        let file = user.home.path().join(format!("Mine.{format}")).display().to_string();
        let ran = user.run(&["export", BUNDLED, "--format", format, "-o", &file]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let (deck, said) = user.imported(&[&file, "--format", format]);
        assert_eq!(deck, BUNDLED, "{format}: {said}");
    }
    let copy = user.home.path().join("copy.ron").display().to_string();
    fs::write(&copy, r#"(format: 1, id: "mine-2", title: "Mine", notes: [Pair(id: "a", term: "a", definition: "b")])"#).unwrap();
    assert_eq!(user.imported(&[&copy]).0, "mine-2", "its id is another");
}

#[test]
fn a_tilde_in_a_path_is_the_users_home() {
    let (user, home) = (User::new(), tempfile::tempdir().unwrap());
    let run = |args: &[&str]| {
        let mut command = user.command(args);
        command.env("HOME", home.path());
        super::super::ran(&mut command)
    };
    let exported = run(&["export", "csc277-exam-1", "--output=~/deck.csv"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    assert!(home.path().join("deck.csv").exists());
    let read = run(&["import", "--dry-run", "--deck", "other", "~/deck.csv"]);
    assert_eq!(read.code, 0, "{}", read.err);
}

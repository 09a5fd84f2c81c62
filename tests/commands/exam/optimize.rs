//! Fitting the scheduler on the real binary: what is kept, of everything and of single decks.

use std::fmt::Write;
use std::fs;

use serde_json::json;

use super::{DAY, DEFAULTS, THEN, number};
use crate::User;

#[test]
fn the_scheduler_is_fitted_only_if_that_is_better() {
    let user = User::with_deck();
    user.answered(&[(3, "layer-norm/term", "Good"), (1, "layer-norm/term", "Good")]);
    let few = user.then(&["optimize"]);
    assert_eq!((few.code, few.out.as_str()), (1, ""));
    assert!(few.err.contains("needs 80 reviews") && few.err.contains("you have 1"), "{}", few.err);
    // Somebody who forgets every other card within days.
    let cards: Vec<String> = (0..60).map(|n| format!("n{n}/term")).collect();
    let mut reviews = Vec::new();
    for (round, days) in [40, 38, 33, 25, 14, 2].into_iter().enumerate() {
        for (n, card) in cards.iter().enumerate() {
            reviews.push((
                days,
                card.as_str(),
                if (n + round) % 2 == 0 { "Good" } else { "Again" },
            ));
        }
    }
    user.answered(&reviews);
    fs::write(user.home.path().join("settings.ron"), "(fuzz: false)").unwrap();
    let tried = user.then(&["optimize", "--dry-run", "--json"]);
    let told = tried.json();
    assert_eq!(
        (tried.code, &told["kept"], &told["trained"], &told["judged"]),
        (0, &json!(false), &json!(240), &json!(60))
    );
    assert!(number(&told["after"]["log_loss"]) < number(&told["before"]["log_loss"]), "{told}");
    assert_eq!(
        (told["parameters"].as_array().unwrap().len(), user.settings().as_str()),
        (21, "(fuzz: false)")
    );
    let kept = user.then(&["optimize"]);
    assert!(kept.code == 0 && kept.err.contains("saved as"), "{}{}", kept.out, kept.err);
    assert!(
        user.settings().starts_with("(fuzz: false, parameters: [")
            && user.then(&["due"]).err.is_empty()
    );
    let undone = user.then(&["optimize", "--undo"]);
    assert!(undone.code == 0 && undone.err.contains("default parameters again"), "{}", undone.err);
    assert_eq!(user.settings(), "(fuzz: false, parameters: [])");
    assert!(user.then(&["optimize", "--undo"]).err.contains("nothing to undo"));
    let deck = ["optimize", "--deck", "mine"];
    let own = user.then(&deck);
    assert!(own.code == 0 && own.err.contains("saved as `deck_parameters`"), "{}", own.err);
    assert!(user.settings().contains("deck_parameters: {"), "{}", user.settings());
    assert!(
        !user.settings().contains("parameters: [0"),
        "the general ones stay: {}",
        user.settings()
    );
    let again = user.then(&["optimize", "--deck", "mine", "--json"]);
    let told = again.json();
    assert_eq!((&told["deck"], &told["kept"]), (&json!("csc277-exam-1"), &json!(false)));
    let undone = user.then(&["optimize", "--undo", "--deck", "mine"]);
    assert!(undone.err.contains("goes by the general parameters again"), "{}", undone.err);
    assert!(user.settings().contains("deck_parameters: {}"), "{}", user.settings());
    assert!(user.then(&["optimize", "--undo", "--deck", "mine"]).err.contains("nothing to undo"));
    // What was in force before comes back, also if that was not the defaults.
    let mut mine = DEFAULTS.to_vec();
    mine[0] = 0.25;
    let text = format!("(parameters: {mine:?})");
    fs::write(user.home.path().join("settings.ron"), &text).unwrap();
    assert_eq!(user.then(&["optimize"]).code, 0);
    assert!(
        user.settings().contains("earlier_parameters: [") && user.settings().contains("0.25"),
        "{}",
        user.settings()
    );
    let undone = user.then(&["optimize", "--undo"]);
    assert!(undone.err.contains("in force before the last fit"), "{}", undone.err);
    let settings = user.settings();
    assert!(
        settings.starts_with("(parameters: [") && settings.contains("earlier_parameters: []"),
        "{settings}"
    );
    assert!(settings.find("0.25").is_some(), "{settings}");
}

#[test]
fn each_deck_with_enough_reviews_is_fitted_by_itself() {
    let user = User::with_deck();
    user.deck(
        "other.ron",
        "(format: 1, id: \"other\", title: \"Other\", notes: [Pair(id: \"a\", term: \"A\", definition: \"B\")])",
    );
    // One deck is forgotten every other time, and the other one is never forgotten.
    let mut log = String::new();
    for (round, days) in [40, 38, 33, 25, 14, 2].into_iter().enumerate() {
        for n in 0..90 {
            for (deck, rating) in [
                ("csc277-exam-1", if (n + round) % 2 == 0 { "Good" } else { "Again" }),
                ("other", "Good"),
            ] {
                let number = log.lines().count();
                let at = THEN - days * DAY + number as i64 * 1000;
                _ = writeln!(
                    log,
                    "(\"{number:016x}\",{at},\"{deck}/n{n}/term\",Review({rating},Shown,6000))"
                );
            }
        }
    }
    fs::write(user.home.path().join("reviews.ron"), log).unwrap();
    let told = user.then(&["optimize", "--json"]).json();
    let decks = told["decks"].as_array().unwrap();
    assert_eq!(decks.len(), 2, "{told}");
    for deck in decks {
        let better = number(&deck["after"]["log_loss"]) < number(&deck["before"]["log_loss"]);
        let id = deck["deck"].as_str().unwrap();
        assert_eq!(deck["kept"], json!(better), "{deck}");
        assert_eq!(user.settings().contains(&format!("\"{id}\":")), better, "{deck}");
    }
    assert!(decks.iter().any(|deck| deck["kept"] == json!(true)), "{told}");
    let text = user.then(&["optimize", "--dry-run"]).out;
    assert!(text.contains("\nOther: fitted to 360 reviews"), "{text}");
    user.then(&["optimize", "--undo"]);
    assert!(user.settings().contains("deck_parameters: {}"), "{}", user.settings());
}

//! What is exported, held against what Anki's own library makes of it: `tests/oracle/packages.py
//! open`.
//!
//! Needs Anki, which `tests/oracle/install` puts into an environment that `LACUNA_ORACLE` then
//! names; without that there is nothing to hold it against, and the test says so.

use std::process::Command;

use lacuna::clock::{Clock, Moment};
use serde_json::{Value, json};

use super::User;
use super::drill::{at, sent, text};

const DECK: &str = r#"(format: 1, id: "mine", title: "Mine", topics: [(id: "eu", title: "Europe")], notes: [
    Pair(id: "rhine", topic: "eu", term: "Rhine & co", definition: "A *river* with $x^2$ < $y$", tags: ["water", "a b"]),
    Cloze(id: "elbe", text: "The {{c1::Elbe}} flows to {{c2::Hamburg|HH::a city}}", tags: ["water"]),
    Question(id: "q", question: "Which\nriver?", answer: "The `Main`\nor the Oder", guid: "w>eg/&#1"),
    List(id: "l", term: "Tributaries", items: ["{{Main}}", "{{Moselle|Mosel}}"]),
    Steps(id: "s", term: "Towing", steps: ["{{Load}} it", "Tow it", "Moor it"]),
])"#;

/// What each note is to be in Anki, by its id: the fields that are seen, and the tags.
fn expected() -> Value {
    json!({
        "rhine": [["Rhine &amp; co", "A <i>river</i> with \\(x^2\\) &lt; \\(y\\)"], ["a_b", "water"]],
        "elbe": [["The {{c1::Elbe}} flows to {{c2::Hamburg::a city}}", ""], ["water"]],
        "q": [["Which<br>river?", "The <code>Main</code><br>or the Oder"], []],
        "l": [["Tributaries", "<ul><li>Main</li><li>Moselle</li></ul>"], []],
        "s": [["Towing", "<ol><li>Load it</li><li>Tow it</li><li>Moor it</li></ol>", "Load it", "Tow it", "Moor it"], []],
    })
}

/// The cards of each note, in Anki's order.
const CARDS: [(&str, &[&str]); 5] = [
    ("rhine", &["definition", "term"]),
    ("elbe", &["c1", "c2"]),
    ("q", &["answer"]),
    ("l", &["items"]),
    ("s", &["order", "s1", "s2", "s3"]),
];

#[test]
fn anki_has_the_same_notes_tags_cards_and_days() {
    let Some(python) = std::env::var_os("LACUNA_ORACLE") else {
        return eprintln!(
            "LACUNA_ORACLE names no Python with Anki's library: nothing to hold the export against"
        );
    };
    let user = User::new();
    user.deck("mine.ron", DECK);
    let now = Clock::default().now();
    let reviews = studied(&user, now);
    let package = user.home.path().join("mine.apkg").display().to_string();
    let export =
        at(&user, &now.to_string(), &["export", "mine", "--with-progress", "-o", &package])
            .output()
            .unwrap();
    assert!(export.status.success());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/packages.py");
    let anki =
        Command::new(python).env("TZ", "UTC").args([script, "open", &package]).output().unwrap();
    assert!(anki.status.success(), "{}", String::from_utf8_lossy(&anki.stderr));
    let anki: Value = serde_json::from_slice(&anki.stdout).unwrap();
    assert_eq!(anki["reviews"], reviews);
    let mut due = 0;
    for (note, cards) in CARDS {
        let there = &anki["notes"][format!("lacuna:mine/{note}")];
        let mut fields = there["fields"].as_array().unwrap().clone();
        fields.remove(2);
        assert_eq!(
            json!([fields, there["tags"]]),
            expected()[note],
            "{note}, but for what is not seen"
        );
        assert_eq!(there["cards"].as_array().unwrap().len(), cards.len(), "{note}");
        for (card, theirs) in cards.iter().zip(there["cards"].as_array().unwrap()) {
            let name = format!("mine/{note}/{card}");
            let out = at(&user, &now.to_string(), &["card", &name, "--json"]).output().unwrap();
            let ours: Value = serde_json::from_slice(&out.stdout).unwrap();
            let day = ours["due"].as_str().map(|moment| &moment[..10]);
            assert_eq!(
                (theirs["due"].as_str(), &theirs["reps"]),
                (day, &ours["reps"]),
                "{name}: {ours}"
            );
            due += usize::from(day.is_some());
        }
    }
    assert!(due >= 5, "cards of all kinds are due some day: {due}");
}

/// Studies on three days of the last month, and returns how many reviews that made.
fn studied(user: &User, now: Moment) -> usize {
    let grades = ["good", "easy", "again", "hard", "good", "easy", "good", "good"];
    let lines: Vec<String> =
        grades.iter().map(|grade| json!({ "rating": grade }).to_string()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let day = |ago: i64| {
        let then = now.plus_seconds(-86_400 * ago).to_string();
        let ran = sent(
            &mut at(user, &then, &["drill", "--json", "--deck", "mine", "--seed", "1"]),
            &text(&lines),
        );
        ran.out.matches("\"type\":\"recorded\"").count()
    };
    [21, 9, 1].map(day).iter().sum()
}

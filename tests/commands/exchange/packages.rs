//! Packages of Anki and genanki, with what is known of their cards.

use super::*;

/// Packages that other programs have made: `tests/oracle/packages.py` says how.
const PACKAGES: [(&str, &[u8]); 2] = [
    ("genanki.apkg", include_bytes!("../../oracle/genanki.apkg")),
    ("anki.apkg", include_bytes!("../../oracle/anki.apkg")),
];

#[test]
fn packages_of_genanki_and_of_anki_are_read() {
    for (name, bytes) in PACKAGES {
        let user = User::with_deck();
        let file = user.given(name, bytes);
        let ran = user.run(&["import", &file, "--with-progress", "--json"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let (told, text) =
            (ran.json(), fs::read_to_string(user.home.path().join("decks/geo.ron")).unwrap());
        assert_eq!(told["skipped"], 0, "{name}: {}", ran.err);
        let expected: &[&str] = if name == "anki.apkg" {
            assert_eq!((&told["added"], &told["reviews"]), (&json!(5), &json!(7)));
            let card = user.run(&["card", "geo/susp/answer", "--json"]).json();
            assert_eq!(card["suspended"], true, "{card}");
            assert_eq!(user.run(&["card", "geo/rhine/answer", "--json"]).json()["reps"], 1);
            &[
                "A **river**",
                "flows & flows",
                "{{c1::Elbe}} to {{c2::Hamburg::city}}",
                "tags: [\"water\"]",
                "title:\"Europe\"",
            ]
        } else {
            // One of genanki's notes has nothing but a picture for an answer.
            assert_eq!(told["media"], 1, "{}", ran.err);
            &[
                "A **river**\\nto Rotterdam",
                "$x^2$",
                // There is no card of the blank within: genanki has made none.
                "{{c1::Paris, capital of France}} is {{c3::big::size}}",
                "Europe › Rivers",
                "[image: pic.jpg]",
            ]
        };
        for part in expected {
            assert!(text.contains(part), "{name}: {part} in {text}");
        }
        assert_eq!(user.run(&["check"]).code, 0, "{name}");
    }
}

#[test]
fn progress_goes_along_in_a_package() {
    let user = User::with_deck().asked_at_once();
    let answers = b"{\"rating\":\"easy\"}\n{\"rating\":\"again\"}\n{\"rating\":\"hard\"}\n";
    user.piped(&["drill", "--json", "--limit", "3"], answers);
    let file = user.home.path().join("out.apkg").display().to_string();
    assert_eq!(user.run(&["export", "mine", "--with-progress", "-o", &file]).code, 0);
    let other = User::with_deck();
    let ran = other.run(&["import", &file, "--with-progress", "--json"]);
    assert_eq!(
        (&ran.json()["reviews"], &ran.json()["unchanged"]),
        (&json!(3), &json!(5)),
        "{}",
        ran.err
    );
    for note in ["layer-norm", "batch-norm", "logits", "lora", "norms"] {
        let args = ["card", &format!("csc277-exam-1/{note}"), "--json"];
        assert_eq!(later(&other, &args), later(&user, &args), "{note}");
    }
    assert_eq!(
        other.run(&["import", &file, "--with-progress", "--json"]).json()["reviews"],
        0,
        "once is enough"
    );
    assert_eq!(
        user.run(&["import", &file, "--with-progress", "--json"]).json()["reviews"],
        0,
        "they are there already"
    );
}

//! Decks that are wrong in every way, beside a good one: each is told, and nothing good is lost.

use super::User;

/// A deck with a bad note between two good ones.
fn beside(bad: &str) -> String {
    format!(
        "(format: 1, id: \"bad\", title: \"Bad\", notes: [\n{}\n{bad}\n{}\n])",
        r#"Pair(id: "before", term: "Good before", definition: "d"),"#,
        r#"Pair(id: "after", term: "Good after", definition: "d"),"#,
    )
}

#[test]
fn a_bad_note_hides_no_good_one() {
    for (bad, said) in [
        (r#"Pair(id: "x", term: 7, definition: "d"),"#, "bad.ron:3:"),
        (r#"Pair(id: "x", term: "t"),"#, "lacks the field `definition`; add `definition: …`"),
        (
            r#"Pair(id: "x", trem: "t", definition: "d"),"#,
            "has no field `trem`; did you mean `term`?",
        ),
        (r#"Piar(id: "x", term: "t", definition: "d"),"#, "did you mean `Pair`?"),
        (
            r#"Pair(id: "before", term: "t", definition: "d"),"#,
            "the id `before` is already used in this deck",
        ),
    ] {
        let user = User::with_deck();
        user.deck("bad.ron", beside(bad));
        let ran = user.run(&["list", "--json"]);
        assert_eq!(ran.code, 0, "{bad}");
        assert_eq!(
            ran.json().as_array().unwrap().len(),
            6,
            "{bad}: four of one deck and two of the other"
        );
        assert!(ran.err.starts_with("lacuna: error: "), "{}", ran.err);
        assert!(ran.err.contains(said), "{bad}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
}

#[test]
fn what_is_no_deck_is_one_fault() {
    for text in ["format: 1", "(format: 1, id: \"bad\", title: \"Bad\", notes: [", "[]"] {
        let user = User::with_deck();
        user.deck("bad.ron", text);
        let ran = user.run(&["list"]);
        assert_eq!(ran.err.lines().count(), 1, "{text}: {}", ran.err);
    }
}

#[test]
fn a_bad_file_hides_no_good_one() {
    let cut = beside("");
    let cut = &cut[..cut.find("Good after").unwrap()];
    let garbage: Vec<u8> =
        (0..10_000_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let files: [(&str, &[u8], usize); 6] = [
        ("truncated.ron", cut.as_bytes(), 1),
        ("garbage.ron", &garbage, 0),
        ("empty.ron", b"", 0),
        ("text.ron", b"Dear diary,", 0),
        ("zeros.ron", &[0; 1000], 0),
        ("deep.ron", &vec![b'('; 100_000], 0),
    ];
    for (name, content, kept) in files {
        let user = User::with_deck();
        user.deck(name, content);
        let ran = user.run(&["list", "--json"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert_eq!(ran.json().as_array().unwrap().len(), 4 + kept, "{name}");
        assert!(
            ran.err.starts_with("lacuna: error: ") && ran.err.contains(name),
            "{name}: {}",
            ran.err
        );
        let checked = user.run(&["check"]);
        assert_eq!(checked.code, 1, "{name}: {}", checked.out);
    }
}

#[test]
fn text_that_is_not_utf_8_is_kept_and_told() {
    let user = User::with_deck();
    let latin = beside("").replace("Good after", "Good na\u{e9}ve").into_bytes();
    let latin: Vec<u8> = latin
        .iter()
        .filter(|&&byte| byte != 0xc3)
        .map(|&b| if b == 0xa9 { 0xe9 } else { b })
        .collect();
    user.deck("latin.ron", latin);
    let ran = user.run(&["find", "good na"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("Good na\u{fffd}ve"), "{}", ran.out);
    assert!(
        ran.err.contains("latin.ron:4:33: the file is not UTF-8 text; save it as UTF-8"),
        "{}",
        ran.err
    );
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let user = User::with_deck();
    let evil = "Evil \u{1b}]0;owned\u{7} \u{9b}31m \u{202e}txt";
    user.deck(
        "evil.ron",
        beside(&format!("Pair(id: \"evil\", term: \"{evil}\", definition: \"{evil}\"),")),
    );
    for args in [
        &["find", "evil"][..],
        &["define", "evil"],
        &["list"],
        &["decks"],
        &["check"],
        &["find", "--json", "evil"],
    ] {
        let ran = user.run(args);
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(
            !ran.out.contains(acts) && !ran.err.contains(acts),
            "{args:?}: {}{}",
            ran.out,
            ran.err
        );
    }
    let found = user.run(&["find", "--json", "evil"]).json();
    assert_eq!(found[0]["term"], evil, "JSON carries the text itself, escaped");
}

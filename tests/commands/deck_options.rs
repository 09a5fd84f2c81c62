//! Options of a deck and topics that are off, on the real binary.

use std::fs;

use serde_json::{Value, json};

use super::decks::{of, user};

#[test]
fn options_of_a_deck_are_set_and_fall_back() {
    let user = user();
    let own = |json: &Value, key: &str| {
        let options = json["options"].as_array().unwrap();
        let option = options.iter().find(|option| option["key"] == key).unwrap();
        (option["value"].clone(), option["general"].clone(), option["own"].as_bool().unwrap())
    };
    let options = user.at(&["deck", "options", "alpha", "--json"]).json();
    assert_eq!(own(&options, "new_per_day"), (json!(20), json!(20), false));
    let set = ["deck", "options", "Alpha", "--json", "--set", "new_per_day=1"];
    let options = user.at(&[&set[..], &["--set", "review_order=due"]].concat()).json();
    assert_eq!(own(&options, "new_per_day"), (json!(1), json!(20), true));
    assert_eq!(own(&options, "review_order"), (json!("due"), json!("weakest_first"), true));
    let settings = fs::read_to_string(user.home.path().join("settings.ron")).unwrap();
    assert!(settings.starts_with("// mine") && settings.contains("new_per_day: 1"), "{settings}");
    assert_eq!(user.due(&[]), (2, 11), "one new card of its two");
    assert_eq!(user.due(&["--deck", "alpha"]), (1, 1));
    let text = user.at(&["deck", "options", "alpha"]).out;
    assert!(text.contains("new_per_day       1  (general: 20)"), "{text}");
    assert!(text.contains("reviews_per_day   (general: 200)"), "{text}");
    let options = user.at(&["deck", "options", "alpha", "--json", "--reset", "new_per_day"]).json();
    assert_eq!(own(&options, "new_per_day"), (json!(20), json!(20), false));
    assert_eq!(user.due(&[]), (2, 12));
    for (set, hint) in [
        ("new_per_dya=1", "did you mean `new_per_day`?"),
        ("new_order=by_ned", "did you mean `by_need`?"),
        ("desired_retention=20", "from 0.7 to 0.99"),
        ("learning_steps=soon", "give minutes"),
        ("new_per_day", "write key=value"),
    ] {
        let wrong = user.at(&["deck", "options", "alpha", "--set", set]);
        assert!(wrong.code != 0 && wrong.err.contains(hint), "{set}: {}", wrong.err);
    }
}

#[test]
fn a_topic_that_is_off_is_neither_new_nor_due() {
    let user = user();
    let off = user.at(&["deck", "off", "gamma", "--topic", "Gamma topic"]);
    assert!(off.out.contains("“Gamma topic” of “Gamma” is off"), "{}", off.out);
    assert_eq!(user.due(&[]), (1, 2));
    assert_eq!(user.crammed(&[]), of(&[("alpha", 6)]));
    assert_eq!(user.listed("deck:gamma"), 11, "it is still found");
    assert_eq!(user.due(&["--deck", "gamma", "--topic", "t"]), (1, 10), "named, it is meant");
    assert_eq!(user.at(&["deck", "on", "gamma", "--topic", "t"]).code, 0);
    assert_eq!(user.due(&[]), (2, 12));
    let wrong = user.at(&["deck", "off", "gamma", "--topic", "Gama topic"]);
    assert!(wrong.err.contains("did you mean `Gamma topic`?"), "{}", wrong.err);
}

//! What is exported, held against what Anki's own library makes of it: `tests/oracle/packages.py
//! open`.
//!
//! Needs Anki, which `tests/oracle/install` puts into an environment that `LACUNA_ORACLE` then
//! names; without that there is nothing to hold it against, and the test says so.

use std::ffi::OsString;
use std::process::Command;

use lacuna::clock::{Clock, Moment};
use lacuna::store::ConfigHome;
use lacuna::store::media::MediaFolder;
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

/// Python with Anki's library, if there is one.
fn python() -> Option<OsString> {
    let python = std::env::var_os("LACUNA_ORACLE");
    if python.is_none() {
        eprintln!(
            "LACUNA_ORACLE names no Python with Anki's library: nothing to hold the export against"
        );
    }
    python
}

/// What Anki has after it imported a package.
fn opened(python: OsString, package: &str) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/packages.py");
    let anki =
        Command::new(python).env("TZ", "UTC").args([script, "open", package]).output().unwrap();
    assert!(anki.status.success(), "{}", String::from_utf8_lossy(&anki.stderr));
    serde_json::from_slice(&anki.stdout).unwrap()
}

#[test]
fn anki_has_the_same_notes_tags_cards_and_days() {
    let Some(python) = python() else { return };
    let user = User::new().asked_at_once();
    user.deck("mine.ron", DECK);
    let now = Clock::default().now();
    let reviews = studied(&user, now);
    let package = user.home.path().join("mine.apkg").display().to_string();
    let export =
        at(&user, &now.to_string(), &["export", "mine", "--with-progress", "-o", &package])
            .output()
            .unwrap();
    assert!(export.status.success());
    let anki = opened(python, &package);
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

const BIRDS: &str = r#"(format: 1, id: "birds", title: "Birds", notes: [
    Pair(id: "owl", term: "Owl ![an owl](big%20owl.png)", definition: "hoots [sound: hoot & co.mp3]"),
    Cloze(id: "bat", text: "A {{bat}} [image: img/bat.png] `[image: code.png]`"),
    Question(id: "two", question: "Two é?", answer: "bats ![](other/bat.png) [image: gone.png]"),
])"#;

#[test]
fn pictures_and_sounds_go_through_anki_and_back() {
    let Some(python) = python() else { return };
    let user = User::new().asked_at_once();
    let home = ConfigHome::new(user.home.path());
    user.deck("birds.ron", BIRDS);
    let mut media = MediaFolder::open(&home).unwrap();
    let files = [
        ("big owl.png", "an owl"),
        ("hoot & co.mp3", "a hoot"),
        ("img/bat.png", "a bat"),
        ("other/bat.png", "two bats"),
    ];
    for (name, bytes) in files {
        media.add("birds", name, bytes.as_bytes()).unwrap();
    }
    let now = Clock::default().now();
    let sent = sent(
        &mut at(&user, &now.to_string(), &["drill", "--json", "--deck", "birds"]),
        &text(&[r#"{"rating":"good"}"#, r#"{"rating":"easy"}"#]),
    );
    assert_eq!(sent.out.matches("\"type\":\"recorded\"").count(), 2, "{}", sent.out);
    let [ours, theirs] = ["ours", "theirs"]
        .map(|name| user.home.path().join(format!("{name}.apkg")).display().to_string());
    let ran = user.run(&["export", "birds", "--with-progress", "-o", &ours]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/packages.py");
    let anki = Command::new(python).args([script, "pass-on", &ours, &theirs]).output().unwrap();
    assert!(anki.status.success(), "{}", String::from_utf8_lossy(&anki.stderr));
    let anki: Value = serde_json::from_slice(&anki.stdout).unwrap();
    let names = ["big owl.png", "hoot & co.mp3", "bat.png", "bat-2.png"];
    for (name, (_, bytes)) in names.iter().zip(files) {
        assert_eq!(anki["files"][name], bytes, "{name}: {anki}");
    }
    assert_eq!(anki["missing"], json!(["gone.png"]));
    let other = User::new();
    let ran = other.run(&["import", &theirs, "--with-progress"]);
    assert!(
        ran.out.starts_with("birds: 3 added, 2 entries of the log; 3 pictures, 1 sound"),
        "{}",
        ran.out
    );
    let media = MediaFolder::open(&ConfigHome::new(other.home.path())).unwrap();
    for (name, (_, bytes)) in names.iter().zip(files) {
        assert_eq!(media.read("birds", name).unwrap(), bytes.as_bytes(), "{name}");
    }
}

/// A text of every kind of block, by what it is, and the HTML that a browser shows as that.
const BLOCKS: [(&str, &str, &str); 17] = [
    (
        "a fence",
        "```python\na = 1\n\n    if a < 2: pass\n```",
        "<pre><code class=\"language-python\">a = 1\n\n    if a &lt; 2: pass</code></pre>",
    ),
    (
        "a list",
        "- a\n  1. b\n  2. c\n- d",
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>",
    ),
    ("a list that goes on", "3. c\n4. d", "<ol start=\"3\"><li>c</li><li>d</li></ol>"),
    (
        "a table",
        "| a | b |\n|---|--:|\n| `1` | 2 |",
        "<table><tr><th>a</th><th align=\"right\">b</th></tr><tr><td><code>1</code></td>\
         <td align=\"right\">2</td></tr></table>",
    ),
    (
        "a table without names",
        "| | |\n|---|---|\n| 1 | 2 |",
        "<table><tr><td>1</td><td>2</td></tr></table>",
    ),
    ("a quote", "> said\n> - twice", "<blockquote>said<ul><li>twice</li></ul></blockquote>"),
    ("a rule", "above\n\n---\n\nbelow", "above<br><br><hr><br>below"),
    (
        "emphasis",
        "*i* **b** ~~s~~ `c  d` ***both***",
        "<i>i</i> <b>b</b> <s>s</s> <code>c &nbsp;d</code> <b><i>both</i></b>",
    ),
    (
        "links",
        "[words](https://a.org/?a=1&b=2) <https://b.org>",
        "<a href=\"https://a.org/?a=1&amp;b=2\">words</a> \
         <a href=\"https://b.org\">https://b.org</a>",
    ),
    (
        "formulas",
        "$x < y$ and\n$$\\frac{a}{b}$$\nso",
        "\\(x &lt; y\\) and<br>\\[\\frac{a}{b}\\]<br>so",
    ),
    ("scripts", "x<sub>1</sub> y<sup>ab</sup>", "x₁ yᵃᵇ"),
    ("a reading", "<ruby>漢<rt>かん</rt></ruby>字", "漢 (かん)字"),
    ("signs", "\\*a\\* {{b}} [d] List<int>", "*a* {&#123;b}&#125; &#91;d] List&lt;int&gt;"),
    ("lines", "a\nb\n\nc", "a<br>b<br><br>c"),
    (
        "blanks in code",
        "Say\n```\nfor {{c1::x}} in y:\n\n    {{c2::print}}(z)\n```",
        "Say<pre><code>for {{c1::x}} in y:\n\n    {{c2::print}}(z)</code></pre>",
    ),
    (
        "blanks in a formula",
        "It is $a^{{c1::2}} + \\frac{ {{c2::b_{1}}} }{c}$.",
        "It is \\(a^{{c1::2}} + \\frac{ {{c2::b_{1} }} }{c}\\).",
    ),
    (
        "a blank in a displayed formula",
        "$$\\sum {{c1::\\frac{1}{n}}}$$",
        "\\[\\sum {{c1::\\frac{1}{n} }}\\]",
    ),
];

#[test]
fn anki_has_every_kind_of_block_as_a_browser_shows_it() {
    let Some(python) = python() else { return };
    let user = User::new();
    let mut notes = Vec::new();
    for (i, (name, text, _)) in BLOCKS.into_iter().enumerate() {
        notes.push(if name.contains("blank") {
            format!("Cloze(id: \"{i}\", text: {text:?})")
        } else {
            format!("Pair(id: \"{i}\", term: {name:?}, definition: {text:?})")
        });
    }
    let notes = notes.join(", ");
    user.deck("b.ron", format!("(format: 1, id: \"b\", title: \"B\", notes: [{notes}])"));
    let package = user.home.path().join("b.apkg").display().to_string();
    let export = user.run(&["export", "b", "-o", &package]);
    assert_eq!(export.code, 0, "{}", export.err);
    let anki = opened(python, &package);
    for (i, (name, _, html)) in BLOCKS.into_iter().enumerate() {
        let fields = &anki["notes"][format!("lacuna:b/{i}")]["fields"];
        let shown = if name.contains("blank") { &fields[0] } else { &fields[1] };
        assert_eq!(shown, html, "{name}");
    }
}

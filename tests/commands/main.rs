//! Every command, on the real binary: what it prints, what it says beside it, and its exit code.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

mod anki;
mod bad_decks;
mod deck_options;
mod decks;
mod drill;
mod exam;
mod exchange;
mod lab;
mod media;
mod quiz;
mod state;
mod streams;
mod terminal;

/// A user with a config directory of their own.
struct User {
    home: TempDir,
}

/// What a command did.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl User {
    fn new() -> User {
        User { home: TempDir::new().unwrap() }
    }

    /// A user with one small deck, which stands in the bundled one's place.
    fn with_deck() -> User {
        let user = User::new();
        user.deck("mine.ron", DECK);
        user
    }

    /// The same, whose new cards are asked at once.
    fn asked_at_once(self) -> User {
        fs::write(self.home.path().join("settings.ron"), "(learn_step: false)").unwrap();
        self
    }

    fn deck(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join("decks").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
        command
            .args(args)
            .env("LACUNA_CONFIG_DIR", self.home.path())
            .env_remove("NO_COLOR")
            .env("TERM", "xterm");
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Takes the bundled deck's id, so that tests see these notes only.
const DECK: &str = r#"#![enable(implicit_some)]
(
    format: 1,
    id: "csc277-exam-1",
    title: "Mine",
    topics: [(id: "layers", title: "Layers and losses")],
    notes: [
        Pair(id: "layer-norm", topic: "layers", term: "Layer *normalization*", aliases: ["LayerNorm", "LN"],
             definition: "Standardizes each example by its own `mean`.", formula: "x - \\mu", points: ["A point."],
             remark: "A remark.", why: "A reason.", sources: ["Ba 2016"], see: ["batch-norm"], tags: ["exam"],
             contrast: [(with: "batch-norm", text: "Other axis.")]),
        Pair(id: "batch-norm", topic: "layers", term: "Batch normalization", definition: "Over the batch.",
             needs: ["layer-norm"]),
        Cloze(id: "logits", of: "layer-norm", text: "Four equal logits give {{0.25|1/4}} and {{c2::2}} each."),
        Steps(id: "lora", term: "Fine-tuning with LoRA", intro: "In short.", steps: ["Freeze", "Train"]),
        List(id: "norms", term: "Kinds", items: ["Batch", "Layer"]),
    ],
)
"#;

#[test]
fn a_figure_is_said_in_words_and_given_as_data() {
    let user = User::new();
    let said = user.run(&["define", "gelu"]);
    assert!(
        said.out.contains("GELU over ReLU") && said.out.contains("minimum −0.1700 at −0.7518"),
        "{}",
        said.out
    );
    let figure = &user.run(&["define", "gelu", "--json"]).json()["figure"];
    assert_eq!(figure["title"], "GELU over ReLU");
    assert_eq!(figure["shape"]["Plot"]["curves"][1]["path"]["Formula"], "max(x, 0)");
    assert!(user.run(&["define", "monorepo", "--json"]).json()["figure"].is_null());
}

#[test]
fn find_prints_the_matches_best_first() {
    let user = User::with_deck();
    let ran = user.run(&["find", "layer", "norm"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Layer normalization  Layers and losses\n"), "{}", ran.out);
    assert_eq!(user.run(&["find", "norm", "--limit", "1"]).out.lines().count(), 1);
    assert!(user.run(&["find", "batch nromalization"]).out.starts_with("≈ Batch normalization  "));
    assert!(
        user.run(&["find", "batch nromalization", "--ascii"])
            .out
            .starts_with("~ Batch normalization  ")
    );
}

#[test]
fn find_as_json_says_how_each_was_found() {
    let user = User::with_deck();
    let found = user.run(&["find", "--json", "LN"]).json();
    let first = &found[0];
    assert_eq!(first["deck"], "csc277-exam-1");
    assert_eq!(first["id"], "layer-norm");
    assert_eq!(first["kind"], "Pair");
    assert_eq!(first["topic"], "layers");
    assert_eq!(first["term"], "Layer normalization");
    assert_eq!(first["aliases"], serde_json::json!(["LayerNorm", "LN"]));
    assert_eq!(first["matched"], "exact");
    assert!(first["score"].is_i64());
    assert_eq!(user.run(&["find", "--json", "lora"]).json()[0]["topic"], Value::Null);
    assert_eq!(user.run(&["find", "--json", "nromalization"]).json()[0]["matched"], "typo");
    assert_eq!(user.run(&["find", "--json", "mean"]).json()[0]["matched"], "text");
}

#[test]
fn define_prints_a_page() {
    let user = User::with_deck();
    let ran = user.run(&["define", "layer", "norm"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with(
        "Layer normalization\nalso: LayerNorm, LN\nLayers and losses · definition · exam\n"
    ));
    for text in [
        "Standardizes each example by its own mean.",
        "• A point.",
        "A remark.",
        "See also",
        "Ba 2016",
    ] {
        assert!(ran.out.contains(text), "{text} in {}", ran.out);
    }
    assert!(user.run(&["define", "ln", "--ascii"]).out.contains("- A point."));
    let doubt = user.run(&["define", "nromalization"]);
    assert!(
        doubt.err.starts_with("no note is called `nromalization`; this is the nearest"),
        "{}",
        doubt.err
    );
    assert!(doubt.err.contains("also: "), "{}", doubt.err);
}

#[test]
fn define_as_json_is_one_note_in_full() {
    let user = User::with_deck();
    let pair = user.run(&["define", "--json", "layer-norm"]).json();
    for (key, value) in [
        ("definition", serde_json::json!("Standardizes each example by its own `mean`.")),
        ("points", serde_json::json!(["A point."])),
        ("formula", serde_json::json!("x - \\mu")),
        ("remark", serde_json::json!("A remark.")),
        ("why", serde_json::json!("A reason.")),
        ("exam", Value::Null),
        ("sources", serde_json::json!(["Ba 2016"])),
        ("see", serde_json::json!(["batch-norm"])),
        ("needs", serde_json::json!([])),
        ("tags", serde_json::json!(["exam"])),
        ("contrast", serde_json::json!([{"with": "batch-norm", "text": "Other axis."}])),
    ] {
        assert_eq!(pair[key], value, "{key}");
    }
    let steps = user.run(&["define", "--json", "lora"]).json();
    assert_eq!(steps["steps"], serde_json::json!(["Freeze", "Train"]));
    assert_eq!(steps["intro"], "In short.");
    assert_eq!(
        user.run(&["define", "--json", "norms"]).json()["items"],
        serde_json::json!(["Batch", "Layer"])
    );
    assert_eq!(
        user.run(&["define", "--json", "logits"]).json()["id"],
        "layer-norm",
        "the question yields"
    );
    let cloze = user.run(&["define", "--json", "csc277-exam-1/logits"]).json();
    assert_eq!(cloze["text"], "Four equal logits give {{0.25|1/4}} and {{c2::2}} each.");
    assert_eq!(cloze["of"], "layer-norm");
}

#[test]
fn list_goes_from_a_to_z() {
    let user = User::with_deck();
    let terms = |args: &[&str]| -> Vec<String> {
        let notes = user.run(args).json();
        notes
            .as_array()
            .unwrap()
            .iter()
            .map(|note| note["id"].as_str().unwrap().to_string())
            .collect()
    };
    assert_eq!(terms(&["list", "--json"]), ["batch-norm", "lora", "norms", "layer-norm"]);
    assert_eq!(
        terms(&["list", "--json", "--all"]),
        ["batch-norm", "lora", "logits", "norms", "layer-norm"]
    );
    assert_eq!(terms(&["list", "--json", "normalization"]), ["batch-norm", "layer-norm"]);
    let plain = user.run(&["list"]);
    assert_eq!(plain.out.lines().next(), Some("Batch normalization    Layers and losses"));
    let children = user.run(&["list", "logits give"]);
    assert_eq!(children.code, 1);
    assert!(children.err.contains("--all lists them"), "{}", children.err);
}

#[test]
fn decks_are_counted() {
    let user = User::with_deck();
    let ran = user.run(&["decks"]);
    assert_eq!(ran.out, "csc277-exam-1  Mine  5 notes  10 cards  5 new  0 due\n");
    let deck = &user.run(&["decks", "--json"]).json()[0];
    let expected = serde_json::json!({
        "id": "csc277-exam-1", "title": "Mine", "notes": 5, "cards": 10, "bundled": false,
        "studied": true, "origin": null, "imported": null, "description": null, "language": null,
        "due": 0, "learning": 0, "new": 5, "weak": 0, "expected": null, "exams": [],
    });
    assert_eq!(*deck, expected);
    let bundled = User::new().run(&["decks"]);
    assert!(bundled.out.trim_end().ends_with("bundled"), "{}", bundled.out);
}

#[test]
fn nothing_found_is_1_with_the_nearest_names() {
    let user = User::with_deck();
    for command in ["find", "define", "list"] {
        let ran = user.run(&[command, "zzzzzz"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{command}");
        assert!(
            ran.err.starts_with("lacuna: nothing matches `zzzzzz`; "),
            "{command}: {}",
            ran.err
        );
    }
    let near = user.run(&["define", "kidneys"]);
    assert!(near.err.contains("did you mean `Kinds`?"), "{}", near.err);
    let topic = user.run(&["find", "topic:layres"]);
    assert!(topic.err.contains("did you mean `topic:layers`?"), "{}", topic.err);
    for command in ["find", "list"] {
        assert_eq!(user.run(&[command, "zzzzzz", "--json"]).out, "[]\n", "{command}");
    }
}

#[test]
fn check_tells_every_fault_with_its_place() {
    let user = User::new();
    let good = user.deck("good.ron", DECK);
    let ran = user.run(&["check", good.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "5 notes, no faults\n"));

    let warned =
        user.deck("warned.ron", DECK.replace("see: [\"batch-norm\"]", "see: [\"batch-nrom\"]"));
    let ran = user.run(&["check", warned.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "1 warning; 5 notes\n"));
    let file = warned.to_str().unwrap();
    let expected = format!(
        "{file}:8:9: warning: the see-also `batch-nrom` does not exist in this deck; did you mean `batch-norm`?\n"
    );
    assert_eq!(ran.out, expected);

    let bad = user.deck("bad.ron", DECK.replace("term: \"Kinds", "trem: \"Kinds"));
    let ran = user.run(&["check", "--json", bad.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    let faults = ran.json();
    let fault = &faults["faults"][0];
    assert_eq!(fault["severity"], "error");
    assert_eq!(fault["file"], bad.to_str().unwrap());
    assert_eq!(fault["line"], 16);
    assert!(fault["column"].is_u64());
    assert_eq!(fault["what"], "`List` has no field `trem`");
    assert_eq!(fault["remedy"], "did you mean `term`?");

    let all = user.run(&["check"]);
    assert_eq!(all.code, 1, "every deck there is");
    assert!(all.out.contains("is already used by another deck"), "{}", all.out);
    let missing = user.run(&["check", "nowhere.ron"]);
    assert_eq!(missing.code, 1);
    assert!(missing.out.starts_with("nowhere.ron: error: it can't be read"), "{}", missing.out);
}

#[test]
fn the_bundled_deck_has_no_errors() {
    let ran = User::new().run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn packagers_get_completions_a_manual_and_a_menu_entry() {
    let user = User::new();
    for shell in ["bash", "zsh", "fish"] {
        let ran = user.run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("config-dir"), "{shell}");
    }
    let manual = user.run(&["man"]);
    assert_eq!(manual.code, 0);
    assert!(manual.out.contains(".TH LACUNA 1"));
    let entry = user.run(&["desktop-entry"]);
    assert!(entry.code == 0 && entry.out.starts_with("[Desktop Entry]\n"), "{}", entry.out);
}

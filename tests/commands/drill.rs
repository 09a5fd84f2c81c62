//! The drill without the full screen: as a line protocol, and line by line.

mod plain;

use std::io::{BufRead, BufReader, Write, pipe};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Ran, User};

pub(super) const NOW: &str = "2026-12-01T10:00:00Z";

/// A deck with a card of every kind, in the bundled one's place.
const DECK: &str = r#"(format: 1, id: "csc277-exam-1", title: "Mine", topics: [
    (id: "layers", title: "Layers and losses"), (id: "training", title: "Training")],
    notes: [
        Pair(id: "norm", topic: "layers", term: "Layer *norm*", aliases: ["LN"], tags: ["exam"],
             definition: "Standardizes each example by its `mean` $\\mu$."),
        Cloze(id: "logits", topic: "layers", text: "Four equal logits give {{c1::0.25|1/4}}, not {{c1::equivariant}}."),
        Steps(id: "lora", topic: "training", term: "LoRA", steps: ["Freeze", "Train", "Merge"]),
        List(id: "kinds", topic: "training", term: "Kinds", items: ["Batch", "Layer"]),
    ])"#;

/// A user of that deck.
fn learner() -> User {
    let user = User::new().asked_at_once();
    user.deck("mine.ron", DECK);
    user
}

pub(super) fn at(user: &User, now: &str, args: &[&str]) -> Command {
    let mut command = user.command(args);
    command.env("LACUNA_NOW", now).env("TZ", "UTC");
    command
}

/// Runs a command that is sent `input`.
pub(super) fn sent(command: &mut Command, input: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Whoever has ended already reads no more.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs a command whose output nobody reads beyond the first line, and sends it `input` then.
pub(super) fn run_unread(command: &mut Command, input: &str) -> Output {
    let (reader, writer) = pipe().unwrap();
    let mut probe = writer.try_clone().unwrap();
    let mut child =
        command.stdin(Stdio::piped()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(reader);
    reader.read_line(&mut String::new()).unwrap();
    drop(reader);
    // A program that another test is just starting has what this one has open until it runs, and
    // with it this end of the pipe: only a refusal tells that nobody can read any more.
    while probe.write(b"\n").is_ok() {
        sleep(Duration::from_millis(1));
    }
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// Sends lines to a JSON drill, and returns what came back.
fn talk(user: &User, now: &str, args: &[&str], lines: &[&str]) -> Vec<Value> {
    let args = [&["drill", "--json", "--seed", "1"], args].concat();
    let ran = sent(&mut at(user, now, &args), &text(lines));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Lines as somebody sends them.
pub(super) fn text(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

pub(super) fn types(said: &[Value]) -> String {
    said.iter().map(|line| line["type"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

pub(super) fn reviews(user: &User) -> Vec<Value> {
    let ran = sent(&mut at(user, NOW, &["reviews", "--json"]), "");
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_question_says_what_is_asked_and_what_each_rating_brings() {
    let user = learner();
    let said = talk(&user, NOW, &[], &[]);
    assert_eq!(types(&said), "question done");
    let question = &said[0];
    for (key, value) in [
        ("card", json!("csc277-exam-1/norm/definition")),
        ("kind", json!("Pair")),
        ("asks", json!("definition")),
        ("typed", json!(false)),
        ("prompt", json!("Layer norm")),
        ("topic", json!("layers")),
        ("state", json!("new")),
    ] {
        assert_eq!(question[key], value, "{key}");
    }
    let intervals = &question["intervals"];
    assert_eq!(
        (&intervals["again"], &intervals["hard"], &intervals["good"]),
        (&json!(60), &json!(330), &json!(600))
    );
    assert!(intervals["easy"].as_u64().unwrap() >= 5 * 86_400, "{intervals}");
    assert_eq!((&said[1]["asked"], &said[1]["correct"]), (&json!(0), &json!(0)));
    assert!(!user.home.path().join("reviews.ron").exists(), "nothing was answered");
}

#[test]
fn a_lesson_is_shown_then_asked_and_begins_again_if_the_app_is_closed_between() {
    let user = User::new();
    user.deck("mine.ron", DECK);
    let seen = r#"{"seen":true,"seconds":12}"#;
    let first = |said: &[Value]| (said[0]["card"].clone(), said[0]["stage"].clone());
    let begun = talk(&user, NOW, &[], &[seen]);
    assert_eq!(begun[0]["stage"], "learn");
    assert_eq!(begun[0]["note"]["definition"], "Standardizes each example by its `mean` $\\mu$.");
    assert_eq!(first(&talk(&user, NOW, &[], &[])), first(&begun), "nothing was asked yet");
    let lesson: Vec<&str> = [seen; 4].into_iter().chain([r#"{"rating":"again"}"#]).collect();
    let said = talk(&user, NOW, &[], &lesson);
    let stages: Vec<&str> = said.iter().filter_map(|line| line["stage"].as_str()).collect();
    assert_eq!(stages[..5], ["learn", "learn", "learn", "learn", "new"], "{said:?}");
    let failed = said.iter().find(|line| line["stage"] == "new").map(|line| &line["card"]);
    for (now, stage) in [("2026-12-01T10:02:00Z", "again"), ("2026-12-02T10:00:00Z", "review")] {
        let said = talk(&user, now, &[], &[]);
        assert_eq!((Some(&said[0]["card"]), &said[0]["stage"]), (failed, &json!(stage)));
    }
}

#[test]
fn an_answer_is_acknowledged_with_its_entry_and_its_time() {
    let user = learner();
    let rating = r#"{"rating":"hard","seconds":3.5,"at":"2026-12-01T11:00:00+00:00"}"#;
    let said = talk(&user, NOW, &[], &[rating, r#"{"stop":true}"#]);
    assert_eq!(types(&said), "question recorded question done");
    assert_eq!(said[1]["answer"], "Standardizes each example by its mean μ.");
    let log = reviews(&user);
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["id"], said[1]["entry"]);
    assert_eq!((&log[0]["at"], &log[0]["seconds"]), (&json!("2026-12-01T11:00:00Z"), &json!(3.5)));
    assert_eq!(log[0]["rating"], "hard");
    assert_eq!((&said[3]["asked"], &said[3]["correct"]), (&json!(1), &json!(1)));
    assert_eq!(said[3]["next_due"], "2026-12-01T11:05:30Z");
}

#[test]
fn the_clock_never_goes_back() {
    let user = learner();
    let lines = [
        r#"{"rating":"good","at":"2026-12-01T12:00:00Z"}"#,
        r#"{"rating":"good","at":"2020-01-01T00:00:00Z"}"#,
    ];
    let said = talk(&user, NOW, &[], &lines);
    assert_eq!(said[2]["at"], "2026-12-01T12:00:00Z");
    assert!(said[3]["at"].as_str().unwrap().starts_with("2026-12-01T12:00:00"), "{}", said[3]);
}

#[test]
fn typed_answers_are_judged() {
    let user = learner();
    let only = ["--topic", "layers", "logits"];
    let answer = |typed: &str| {
        let said = talk(&learner(), NOW, &only, &[&json!({ "answer": typed }).to_string()]);
        (said[1]["correct"].clone(), said[1]["verdict"].clone(), said[1]["rating"].clone())
    };
    let question = &talk(&user, NOW, &only, &[])[0];
    assert_eq!((&question["typed"], &question["wanted"]), (&json!(true), &json!(2)));
    assert_eq!(question["prompt"], "Four equal logits give ____, not ____.");
    let (right, wrong) = (json!(true), json!(false));
    assert_eq!(answer("1/4; equivariant"), (right.clone(), json!("right"), json!("good")));
    assert_eq!(answer("0.25\nequivarient"), (right, json!("slip"), json!("good")));
    assert_eq!(answer("0.25; invariant"), (wrong.clone(), json!("wrong"), json!("again")));
    assert_eq!(
        answer("0.25"),
        (wrong.clone(), json!("wrong"), json!("again")),
        "a partial answer is not right"
    );
    assert_eq!(answer(""), (wrong, json!("wrong"), json!("again")));
}

#[test]
fn items_come_in_any_order_and_steps_in_the_right_one() {
    let user = learner();
    let list = talk(&user, NOW, &["kinds"], &[r#"{"answer":"layer; batch"}"#]);
    assert_eq!((&list[0]["asks"], &list[0]["wanted"]), (&json!("list"), &json!(2)));
    assert_eq!((&list[1]["correct"], &list[1]["answer"]), (&json!(true), &json!("Batch; Layer")));
    let steps = talk(&user, NOW, &["lora"], &[]);
    let shown: Vec<&str> =
        steps[0]["choices"].as_array().unwrap().iter().map(|step| step.as_str().unwrap()).collect();
    let place =
        |step: &str| (shown.iter().position(|other| *other == step).unwrap() + 1).to_string();
    let order = ["Freeze", "Train", "Merge"].map(place).join(" ");
    let bad = r#"{"answer":"1 1 2"}"#;
    let said = talk(&user, NOW, &["lora"], &[bad, &json!({ "answer": order }).to_string()]);
    assert_eq!(types(&said[..3]), "question error recorded");
    assert_eq!(said[2]["correct"], true);
    assert!(reviews(&user).iter().any(|review| review["how"] == "ordered"));
}

#[test]
fn what_was_undone_is_asked_again() {
    let user = learner();
    let (rate, undo, redo) = (r#"{"rating":"again"}"#, r#"{"undo":true}"#, r#"{"redo":true}"#);
    let said = talk(&user, NOW, &[], &[undo, redo, rate, undo, redo, undo, r#"{"rating":"easy"}"#]);
    assert_eq!(
        types(&said),
        "question error error recorded question undone question redone question undone question recorded question done"
    );
    assert_eq!(said[5]["entry"], said[3]["entry"]);
    assert_eq!(said[6]["card"], said[0]["card"]);
    assert_eq!(said[6]["intervals"], said[0]["intervals"]);
    assert_eq!((&said[13]["asked"], &said[13]["correct"]), (&json!(1), &json!(1)));
    let card =
        sent(&mut at(&user, NOW, &["card", "csc277-exam-1/norm/definition", "--json"]), "").json();
    assert_eq!((&card["state"], &card["reps"]), (&json!("known"), &json!(1)));
    assert_eq!(reviews(&user).len(), 5, "nothing is ever taken out of the log");
}

#[test]
fn a_line_that_is_not_understood_changes_nothing() {
    let user = learner();
    let lines = [
        "",
        "good",
        "[1]",
        r#"{"rating":"god"}"#,
        r#"{"ratng":"good"}"#,
        r#"{"answer":"typed"}"#,
        r#"{"undo":true}"#,
        r#"{"rating":"good","seconds":-1}"#,
        r#"{"rating":"good","at":"noon"}"#,
        "\u{1b}[31m\0",
    ];
    let said = talk(&user, NOW, &[], &lines);
    assert_eq!(types(&said), format!("question {}done", "error ".repeat(lines.len())));
    for error in &said[1..=lines.len()] {
        assert!(!error["what"].as_str().unwrap().is_empty(), "{error}");
        assert!(!error["remedy"].as_str().unwrap().is_empty(), "{error}");
    }
    assert!(said[4]["remedy"].as_str().unwrap().contains("`good`"), "{}", said[4]);
    assert_eq!(said[11]["asked"], 0);
    assert!(!user.home.path().join("reviews.ron").exists());
}

#[test]
fn limits_filters_and_going_on_early() {
    let user = learner();
    let good = r#"{"rating":"good"}"#;
    let asked = |args: &[&str]| {
        let said = talk(&learner(), NOW, args, &[good; 9]);
        let cards = said.iter().filter(|line| line["type"] == "question");
        cards
            .map(|line| {
                line["card"].as_str().unwrap().trim_start_matches("csc277-exam-1/").to_string()
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&["--limit", "1"]), ["norm/definition"]);
    assert_eq!(asked(&["--topic", "training"])[..2], ["lora/order", "kinds/items"]);
    assert_eq!(asked(&["--tag", "exam"]), ["norm/definition"]);
    assert_eq!(
        asked(&["--deck", "Mine", "topic:layers", "--limit", "2"])[..2],
        ["norm/definition", "logits/c1"]
    );
    let crammed =
        talk(&user, NOW, &["--cram", "--limit", "2"], &[good, r#"{"undo":true}"#, good, good]);
    assert_eq!(
        types(&crammed),
        "question recorded question undone question recorded question recorded done"
    );
    assert_eq!((&crammed[1]["entry"], &crammed[0]["intervals"]), (&Value::Null, &Value::Null));
    assert!(!user.home.path().join("reviews.ron").exists(), "the schedule is left as it is");
}

#[test]
fn a_session_ends_when_only_the_card_just_asked_is_left() {
    let said = talk(&learner(), NOW, &["--tag", "exam"], &[r#"{"rating":"again"}"#]);
    assert_eq!(types(&said), "question recorded done");
    assert_eq!(
        (&said[2]["waiting"], &said[2]["next_due"]),
        (&json!(1), &json!("2026-12-01T10:01:00Z"))
    );
}

#[test]
fn names_that_do_not_exist_are_misuse() {
    let user = learner();
    for (args, said) in [
        (&["drill", "--json", "--deck", "csc277-exam-2"][..], "did you mean `csc277-exam-1`?"),
        (&["drill", "--plain", "--topic", "layres"], "did you mean `layers`?"),
        (&["due", "--tag", "exma"], "did you mean `exam`?"),
        (&["drill", "--json", "--limit", "0"], "'0'"),
        (&["drill", "--json", "--limit", "few"], "few"),
        (&["drill", "--json", "--seed", "-1"], "-1"),
        (&["drill", "--json", "--plain"], "--plain"),
        (&["drill", "--jsn"], "--json"),
    ] {
        let ran = sent(&mut at(&user, NOW, args), "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    let nothing = sent(&mut at(&user, NOW, &["drill", "--json", "zzzzzz"]), "");
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
    assert!(nothing.err.contains("nothing matches"), "{}", nothing.err);
}

#[test]
fn a_closed_pipe_ends_quietly_and_keeps_what_was_answered() {
    let user = learner();
    let mut command = at(&user, NOW, &["drill", "--json"]);
    let output = run_unread(&mut command, "{\"rating\":\"good\"}\n{\"rating\":\"good\"}\n");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert_eq!(reviews(&user).len(), 1, "the grade that could not be acknowledged");
}

#[test]
fn what_can_not_be_written_is_not_acknowledged() {
    let user = learner();
    std::fs::create_dir(user.home.path().join("reviews.ron")).unwrap();
    let args = ["drill", "--json", "logits"];
    let ran = sent(
        &mut at(&user, NOW, &args),
        "{\"answer\":\"0.25; equivariant\"}\n{\"rating\":\"good\"}\n",
    );
    let said: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(types(&said), "question error error done", "{}", ran.err);
    assert_eq!(said[3]["asked"], 0);
}

#[test]
fn what_is_due_is_counted_and_a_card_explained() {
    let user = learner();
    let run = |now: &str, args: &[&str]| sent(&mut at(&user, now, args), "");
    assert_eq!(run(NOW, &["due"]).out, "4 new\n");
    let easy = r#"{"rating":"easy"}"#;
    talk(&user, NOW, &[], &[easy; 4]);
    let due = run(NOW, &["due", "--json"]).json();
    assert_eq!((&due["due"], &due["learning"], &due["new"]), (&json!(0), &json!(0), &json!(0)));
    let next = due["next_due"].as_str().unwrap().to_string();
    assert!(run(NOW, &["due"]).out.starts_with("nothing due; next at 2026-12-"));
    let later = run(&next, &["due", "--json", "--deck", "csc277-exam-1"]).json();
    assert!(later["due"].as_u64() > Some(0), "{later}");

    let card = run(NOW, &["card", "csc277-exam-1/norm/definition", "--json"]).json();
    for (key, value) in [
        ("card", json!("csc277-exam-1/norm/definition")),
        ("state", json!("known")),
        ("retrievability", json!(1.0)),
        ("reps", json!(1)),
        ("lapses", json!(0)),
        ("suspended", json!(false)),
        ("flagged", json!(false)),
    ] {
        assert_eq!(card[key], value, "{key}");
    }
    assert!(
        card["interval_days"].as_f64() >= Some(5.0)
            && card["stability"].is_f64()
            && card["due"].is_string()
    );
    assert_eq!(run(NOW, &["card", "--json", "LN"]).json().as_array().unwrap().len(), 2);
    let plain = run(NOW, &["card", "csc277-exam-1/norm"]).out;
    assert!(plain.contains("csc277-exam-1/norm/definition\n  state      known\n"), "{plain}");
    for (name, said) in [
        ("csc277-exam-1/norm/trem", "norm/term`?"),
        ("layer nrom", "did you mean"),
        ("zzzzzz", "nothing"),
    ] {
        let ran = run(NOW, &["card", name]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}");
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
    }
}

//! The quiz without the full screen: as a line protocol, and below line by line.

mod failures;
mod limits;
mod plain;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::drill::{NOW, at, reviews, run_unread, sent, text, types};
use super::{Ran, User};

/// A deck that can be asked in every form, in the bundled one's place.
const DECK: &str = r#"(format: 1, id: "csc277-exam-1", title: "Letters", topics: [
    (id: "greek", title: "Greek"), (id: "doing", title: "Doing")],
    notes: [
        Pair(id: "a", topic: "greek", term: "Alpha", definition: "the first letter",
             contrast: [(with: "b", text: "*Beta* comes second.")]),
        Pair(id: "b", topic: "greek", term: "Beta", definition: "the second letter"),
        Pair(id: "c", topic: "greek", term: "Gamma", definition: "the third letter"),
        Pair(id: "d", topic: "greek", term: "Delta", definition: "the fourth letter"),
        Cloze(id: "e", topic: "greek", text: "Epsilon is the {{c1::fifth|5th}} letter, zeta the {{c1::sixth}}."),
        List(id: "f", topic: "greek", term: "Vowels", items: ["eta", "iota", "omega"]),
        Steps(id: "g", topic: "doing", term: "Writing", steps: ["Take a pen", "Write", "Read it again"]),
    ])"#;

const SKIP: &str = r#"{"skip":true}"#;

fn learner() -> User {
    let user = User::new();
    user.deck("mine.ron", DECK);
    user
}

/// Sends lines to a JSON quiz, and returns what came back.
fn talk(user: &User, args: &[&str], lines: &[&str]) -> Vec<Value> {
    let ran = sent(&mut at(user, NOW, &[&["quiz", "--json"], args].concat()), &text(lines));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs a quiz line by line, typing these.
fn typed(user: &User, args: &[&str], lines: &[&str]) -> Ran {
    sent(&mut at(user, NOW, &[&["quiz", "--plain"], args].concat()), &text(lines))
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn of_type<'v>(said: &'v [Value], kind: &str) -> Vec<&'v Value> {
    said.iter().filter(|line| line["type"] == kind).collect()
}

/// A line that answers a question rightly, when the right answer is known.
fn rightly(question: &Value, answer: &str) -> String {
    let choices = || strings(&question["choices"]);
    let number =
        |text: &str| (choices().iter().position(|choice| *choice == text).unwrap() + 1).to_string();
    let numbers = |texts: Vec<&str>| texts.into_iter().map(number).collect::<Vec<_>>().join(" ");
    let typed = match question["kind"].as_str().unwrap() {
        "choice" | "true-false" => {
            let at = choices().iter().position(|choice| *choice == answer).unwrap();
            return json!({ "choice": at }).to_string();
        }
        "match" => {
            let pairs: Vec<&str> =
                answer.split("; ").map(|pair| pair.split_once(": ").unwrap().1).collect();
            numbers(pairs)
        }
        "order" => numbers(vec!["Take a pen", "Write", "Read it again"]),
        _ => answer.to_string(),
    };
    json!({ "answer": typed }).to_string()
}

#[test]
fn every_form_is_asked_and_marked() {
    for form in ["choice", "true-false", "match", "term", "fill-in", "list", "order"] {
        let args = [
            "--seed",
            "4",
            "--questions",
            "1",
            "--kind",
            form,
            "--topic",
            "greek",
            "--topic",
            "doing",
        ];
        let first = talk(&learner(), &args, &[SKIP]);
        let (question, skipped) = (&first[0], &first[1]);
        assert_eq!(
            (&question["kind"], &question["number"], &question["again"]),
            (&json!(form), &json!(1), &json!(false))
        );
        assert_eq!(
            (&skipped["correct"], &skipped["mark"]),
            (&json!(false), &json!("unanswered")),
            "{form}"
        );
        let typed = ["term", "fill-in", "list"].contains(&form);
        assert_eq!(
            (&question["typed"], question["choices"].is_array()),
            (&json!(typed), !typed),
            "{form}"
        );
        assert_eq!(question["pairs"].is_array(), form == "match");
        assert!(question.get("seconds_left").is_none(), "nobody asked for a limit: {question}");
        assert!(
            !question["task"].as_str().unwrap().is_empty() && question["deck"] == "csc277-exam-1"
        );
        let line = rightly(question, skipped["answer"].as_str().unwrap());
        let second = talk(&learner(), &args, &[&line]);
        assert_eq!(second[0]["prompt"], question["prompt"], "the same seed puts the same question");
        assert_eq!(types(&second), "question recorded done");
        assert_eq!(
            (&second[1]["correct"], &second[1]["mark"]),
            (&json!(true), &json!("right")),
            "{form}: {line}"
        );
        for (key, value) in [
            ("asked", json!(1)),
            ("correct", json!(1)),
            ("unanswered", json!(0)),
            ("score", json!(1.0)),
        ] {
            assert_eq!(second[2][key], value, "{form}: {key}");
        }
        assert_eq!(second[2]["kinds"], json!([{ "kind": form, "asked": 1, "correct": 1 }]));
    }
}

#[test]
fn a_choice_is_named_in_many_ways_and_a_wrong_one_is_set_apart() {
    let args = ["--seed", "2", "--questions", "1", "--kind", "choice", "--topic", "greek", "alpha"];
    let question = talk(&learner(), &args, &[SKIP]);
    let choices = strings(&question[0]["choices"]);
    let right = question[1]["answer"].as_str().unwrap();
    let place = choices.iter().position(|choice| *choice == right).unwrap();
    let letter = ["a", "b", "c", "d"][place];
    for answer in [letter, &right.to_uppercase(), &(place + 1).to_string()] {
        let said = talk(&learner(), &args, &[&json!({ "answer": answer }).to_string()]);
        assert_eq!(said[1]["correct"], true, "{answer}");
    }
    let wrong =
        choices.iter().position(|choice| ["Beta", "the second letter"].contains(choice)).unwrap();
    let said = talk(&learner(), &args, &[&json!({ "choice": wrong }).to_string()]);
    assert_eq!(
        (&said[1]["correct"], &said[1]["because"]),
        (&json!(false), &json!("Beta comes second."))
    );
    assert_eq!(said[1]["answer"], right);
    assert_eq!(said.last().unwrap()["answers"][0]["given"], choices[wrong]);
}

#[test]
fn an_exam_keeps_quiet_until_it_is_done() {
    let args =
        ["--exam", "--seed", "1", "--questions", "3", "--kind", "choice", "--kind", "true-false"];
    let said = talk(&learner(), &args, &[r#"{"choice":0}"#, SKIP, r#"{"choice":1}"#]);
    assert_eq!(types(&said), "question recorded question recorded question recorded done");
    for recorded in of_type(&said, "recorded") {
        for key in ["correct", "answer", "because"] {
            assert!(recorded.get(key).is_none(), "{recorded}");
        }
    }
    assert_eq!((said[1].get("mark"), &said[3]["mark"]), (None, &json!("unanswered")));
    let done = &said[6];
    assert_eq!(
        (&done["asked"], &done["mode"], &done["ended"]),
        (&json!(3), &json!("exam"), &json!("finished"))
    );
    let answers = done["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 3);
    assert!(
        answers.iter().all(|answer| answer["correct"].is_boolean() && answer["answer"].is_string()),
        "{done}"
    );
    let right = answers.iter().filter(|answer| answer["correct"] == true).count();
    assert_eq!((&done["correct"], &done["unanswered"]), (&json!(right), &json!(1)));
}

#[test]
fn what_was_missed_in_practice_comes_back_and_is_not_scored() {
    let args = [
        "--practice",
        "--seed",
        "3",
        "--questions",
        "5",
        "--kind",
        "choice",
        "--kind",
        "term",
        "--topic",
        "greek",
    ];
    let said = talk(&learner(), &args, &[SKIP; 40]);
    let (asked, done) = (of_type(&said, "question"), said.last().unwrap());
    let again = asked.iter().filter(|question| question["again"] == true).count();
    assert!(again > 0, "{asked:?}");
    assert_eq!(
        (&done["asked"], &done["scored"]),
        (&json!(asked.len()), &json!(asked.len() - again))
    );
    let numbers: Vec<u64> =
        asked.iter().map(|question| question["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=asked.len() as u64).collect::<Vec<_>>());
    assert_eq!(done["ended"], "finished");
}

#[test]
fn a_seed_settles_the_questions() {
    let asked = |seed: &str| {
        let said =
            talk(&User::new(), &["--exam", "--seed", seed, "--questions", "12"], &[SKIP; 12]);
        let questions = of_type(&said, "question").into_iter();
        questions
            .map(|question| format!("{} {}", question["card"], question["choices"]))
            .collect::<Vec<_>>()
    };
    let first = asked("5");
    assert_eq!(first.len(), 12);
    assert_eq!(first, asked("5"));
    assert_ne!(first, asked("6"));
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 12, "nothing is asked twice");
}

#[test]
fn what_is_not_said_is_as_in_the_last_quiz() {
    let user = learner();
    let set = [
        "--exam",
        "--questions",
        "2",
        "--kind",
        "choice",
        "--minutes",
        "5",
        "--counts",
        "--seed",
        "1",
    ];
    assert!(
        typed(&user, &set, &["e"])
            .out
            .contains("Exam: you see the answers at the end. 2 questions, 5:00 in all.")
    );
    let again = typed(&user, &["--seconds-each", "30"], &["e"]);
    let said = "Exam: you see the answers at the end. 2 questions, 5:00 in all, 0:30 each. Answers count as reviews.";
    assert!(again.out.contains(said), "{}", again.out);
    let other = typed(
        &user,
        &["--practice", "--minutes", "0", "--seconds-each", "0", "--counts=no", "--kind", "all"],
        &["e"],
    );
    assert!(other.out.contains("2 questions, no limit of time.\n"), "{}", other.out);
    typed(&user, &set, &["e"]);
    let json = talk(&user, &[], &[]);
    assert!(json[0].get("seconds_left").is_none(), "a script does not run into yesterday's clock");
    assert_eq!(json.last().unwrap()["mode"], "practice", "nor into yesterday's exam");
}

#[test]
fn a_quiz_that_was_left_is_gone_on_with() {
    let user = learner();
    let args = ["--exam", "--seed", "3", "--questions", "4", "--kind", "choice", "--kind", "term"];
    let whole = talk(&learner(), &args, &[SKIP; 4]);
    let left = talk(&user, &args, &[SKIP]);
    assert_eq!(types(&left), "question recorded question done");
    let done = &left[3];
    assert_eq!(
        (&done["ended"], done["answers"][0].get("answer")),
        (&json!("left"), None),
        "nothing is given away"
    );
    let rest = talk(&user, &["--resume"], &[SKIP; 3]);
    assert_eq!(types(&rest), "question recorded question recorded question recorded done");
    assert_eq!(
        (&rest[0]["card"], &rest[0]["number"], &rest[0]["choices"]),
        (&whole[2]["card"], &json!(2), &whole[2]["choices"])
    );
    assert_eq!(
        (&rest[6]["quiz"], &rest[6]["asked"], &rest[6]["ended"]),
        (&done["quiz"], &json!(4), &json!("finished"))
    );
    let none = sent(&mut at(&user, NOW, &["quiz", "--json", "--resume"]), "");
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("there is no unfinished quiz"), "{}", none.err);
}

#[test]
fn a_line_that_is_not_understood_changes_nothing() {
    let user = learner();
    let lines = [
        "",
        "a",
        r#"{"rating":"good"}"#,
        r#"{"chioce":0}"#,
        r#"{"choice":9,"at":"2026-12-01T11:00:00Z"}"#,
        r#"{"answer":"no such text"}"#,
        r#"{"choice":0,"skip":true}"#,
        r#"{"choice":0,"seconds":-1}"#,
        r#"{"skip":true,"at":"noon"}"#,
        "\u{1b}[31m\0",
    ];
    let args = ["--seed", "1", "--questions", "1", "--kind", "choice", "--minutes", "10"];
    let said = talk(&user, &args, &[&lines[..], &[SKIP]].concat());
    assert_eq!(types(&said), format!("question {}recorded done", "error ".repeat(lines.len())));
    for error in of_type(&said, "error") {
        assert!(
            !error["what"].as_str().unwrap().is_empty()
                && !error["remedy"].as_str().unwrap().is_empty(),
            "{error}"
        );
    }
    assert!(said[4]["remedy"].as_str().unwrap().contains("`choice`"), "{}", said[4]);
    assert_eq!(
        (&said[11]["seconds"], &said[11]["at"]),
        (&json!(0.0), &json!("2026-12-01T10:00:00.001Z"))
    );
    let order = talk(
        &user,
        &["--kind", "order", "--questions", "1"],
        &[r#"{"answer":"1 1 2"}"#, r#"{"choice":0}"#],
    );
    assert_eq!(types(&order), "question error error done");
    assert!(order[1]["remedy"].as_str().unwrap().ends_with("as in 2 1 3"), "{}", order[1]);
}

#[test]
fn answers_count_as_reviews_only_if_somebody_says_so() {
    let graded = |args: &[&str]| {
        let user = learner();
        let args = [&["--seed", "1", "--questions", "3", "--kind", "term"], args].concat();
        let said = talk(
            &user,
            &args,
            &[r#"{"answer":"nonsense"}"#, SKIP, r#"{"answer":"nonsense"}"#, r#"{"stop":true}"#],
        );
        let log = reviews(&user);
        let events: Vec<&str> = log.iter().filter_map(|line| line["event"].as_str()).collect();
        assert_eq!((events[0], *events.last().unwrap()), ("begun", "ended"));
        let entries: Vec<&Value> =
            of_type(&said, "recorded").iter().map(|line| &line["entry"]).collect();
        let answered: Vec<&Value> =
            log.iter().filter(|line| line["event"] == "answered").map(|line| &line["id"]).collect();
        assert_eq!(entries, answered, "what was acknowledged is in the log");
        log.iter()
            .filter(|line| line["what"] == "review")
            .map(|line| format!("{} {}", line["how"], line["rating"]))
            .collect::<Vec<_>>()
    };
    let again = r#""quiz" "again""#;
    assert!(graded(&[]).is_empty());
    assert_eq!(graded(&["--counts"]), [again, again], "what was passed over tells nothing");
    assert_eq!(graded(&["--counts", "--exam"]), [again, again]);
    assert!(graded(&["--counts=no"]).is_empty());
}

#[test]
fn the_log_tells_of_a_quiz() {
    let user = learner();
    let args = ["--exam", "--seed", "1", "--questions", "1", "--kind", "choice", "--minutes", "10"];
    talk(&user, &args, &[r#"{"skip":true,"seconds":4.25}"#]);
    let told = sent(&mut at(&user, NOW, &["reviews"]), "").out;
    for line in [
        "exam  quiz  1 question, 10 min in all\n",
        "unanswered  csc277-exam-1/",
        "  choice, 4.2 s\n",
        "0/1  quiz  0 % ",
    ] {
        assert!(told.contains(line), "{line:?} in {told}");
    }
}

//! Limits of time: for the whole quiz, and for each question.

use super::*;

#[test]
fn an_answer_after_the_time_counts_as_none_and_ends_the_quiz() {
    let args = ["--seed", "1", "--questions", "3", "--kind", "choice", "--minutes", "1"];
    let lines = [
        r#"{"choice":0,"at":"2026-12-01T10:00:59Z"}"#,
        r#"{"choice":0,"at":"2020-01-01T00:00:00Z","seconds":1}"#,
        r#"{"choice":0,"at":"2026-12-01T10:01:00.5Z"}"#,
        r#"{"choice":0}"#,
    ];
    let said = talk(&learner(), &args, &lines);
    assert_eq!(types(&said), "question recorded question recorded question recorded done");
    let left = |at: usize| said[at]["seconds_left"].as_f64().unwrap();
    assert_eq!(
        (left(0), left(2), left(4)),
        (60.0, 1.0, 0.0),
        "the clock moves forward, and never back"
    );
    assert_eq!(said[1]["at"], "2026-12-01T10:00:59Z");
    assert_eq!(
        (&said[3]["late"], said[3]["mark"] == "unanswered"),
        (&json!(false), false),
        "the last moment is in time"
    );
    let late = &said[5];
    assert_eq!(
        (&late["mark"], &late["correct"], &late["late"]),
        (&json!("unanswered"), &json!(false), &json!(true))
    );
    let done = &said[6];
    assert_eq!(
        (&done["expired"], &done["ended"], &done["seconds"]),
        (&json!(true), &json!("expired"), &json!(60.0))
    );
    assert_eq!((&done["asked"], &done["unanswered"]), (&json!(3), &json!(1)));
}

#[test]
fn each_question_may_have_its_own_limit() {
    let args =
        ["--exam", "--seed", "1", "--questions", "2", "--kind", "choice", "--seconds-each", "20"];
    let said = talk(
        &learner(),
        &args,
        &[r#"{"choice":0,"seconds":20.1}"#, r#"{"choice":0,"seconds":20}"#],
    );
    assert_eq!(types(&said), "question recorded question recorded done");
    assert_eq!(
        (&said[1]["late"], &said[1]["mark"], &said[1]["seconds"]),
        (&json!(true), &json!("unanswered"), &json!(20.0))
    );
    assert_eq!((&said[2]["seconds_left"], &said[3]["late"]), (&json!(20.0), &json!(false)));
    assert_eq!((&said[4]["expired"], &said[4]["unanswered"]), (&json!(false), &json!(1)));
    let next = talk(&learner(), &["--questions", "1"], &[]);
    assert!(next[0].get("seconds_left").is_none());
}

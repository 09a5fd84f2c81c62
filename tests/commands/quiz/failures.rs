//! What a quiz refuses, and what happens when the output or the disk fails.

use super::*;

#[test]
fn bad_numbers_and_names_are_misuse_and_nothing_to_ask_is_a_no() {
    let user = learner();
    for (args, said) in [
        (&["--kind", "choce"][..], "'choice'"),
        (&["--questions", "0"], "0"),
        (&["--questions", "few"], "few"),
        (&["--minutes", "-1"], "-1"),
        (&["--minutes", "soon"], "it is no number"),
        (&["--minutes=99999"], "not from 0 to 1440"),
        (&["--seconds-each", "1.5"], "1.5"),
        (&["--seed", "x"], "x"),
        (&["--exam", "--practice"], "--practice"),
        (&["--resume", "--questions", "3"], "--resume"),
        (&["--resume", "alpha"], "--resume"),
        (&["--plain"], "--plain"),
        (&["--topic", "greke"], "did you mean `greek`?"),
        (&["--qestions", "3"], "--questions"),
    ] {
        let ran = sent(&mut at(&user, NOW, &[&["quiz", "--json"], args].concat()), "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    for (args, said) in [
        (&["--kind", "list", "--topic", "doing"][..], "no questions of these kinds"),
        (&["zzzzzz"], "nothing matches"),
        (&["--resume"], "no unfinished quiz"),
    ] {
        for face in ["--json", "--plain"] {
            let ran = sent(&mut at(&user, NOW, &[&["quiz", face], args].concat()), "");
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
            assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        }
    }
    assert!(!user.home.path().join("reviews.ron").exists(), "nothing has begun");
}

#[test]
fn a_closed_pipe_ends_quietly_and_keeps_what_was_answered() {
    let user = learner();
    let mut command = at(&user, NOW, &["quiz", "--json", "--exam", "--questions", "3"]);
    let output = run_unread(&mut command, &text(&[SKIP, SKIP]));
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert_eq!(
        reviews(&user).len(),
        2,
        "that it began, and the answer that could not be acknowledged"
    );
}

#[test]
fn a_quiz_that_can_not_be_written_does_not_begin() {
    let user = learner();
    std::fs::create_dir(user.home.path().join("reviews.ron")).unwrap();
    let ran = sent(&mut at(&user, NOW, &["quiz", "--json"]), &text(&[SKIP]));
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains("reviews.ron"), "{}", ran.err);
}

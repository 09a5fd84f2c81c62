//! Hostile text at the real program's commands: in decks, imports, settings, queries, answers and
//! names of files. Nothing of it reaches the terminal as it is, nothing hangs, nothing panics.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What would act on a terminal, or hide what a line says, if it were let.
const NASTY: [&str; 16] = [
    "\u{1b}[31mred",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]8;;http://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}[2J\u{1b}[1;1H",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}c",
    "\u{9b}31m",
    "\u{9d}0;pwned\u{9c}",
    "a\u{8}b\u{7f}c",
    "over\rwritten",
    "\u{202e}drow\u{202c}",
    "\u{2066}turned\u{2069}",
    "\u{200b}\u{200b}\u{200b}\u{feff}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦",
    "\u{e0067}\u{e0062}\u{fff9}\u{fffb}",
];

/// What a run said, on both streams.
struct Said {
    code: Option<i32>,
    out: Vec<u8>,
    err: Vec<u8>,
}

fn run(home: &Path, arguments: &[&str], input: &[u8]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
    command.args(arguments).current_dir(home).env("LACUNA_CONFIG_DIR", home).env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    std::thread::scope(|scope| {
        // One that has heard enough closes its ear.
        scope.spawn(move || _ = stdin.write_all(input));
        let output = child.wait_with_output().expect("it ends");
        Said { code: output.status.code(), out: output.stdout, err: output.stderr }
    })
}

/// Returns what of the bytes may not be sent to a terminal; styles that the program sets itself
/// may.
fn acts(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("it is not UTF-8".to_string()) };
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let style = rest[at..].strip_prefix("\u{1b}[").and_then(|codes| {
            let end = codes.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            codes[end..].strip_prefix('m')
        });
        let Some(after) = style else {
            return Some(format!("{:?}", &rest[at..rest.len().min(at + 20)]));
        };
        rest = after;
    }
    let bad = |c: &char| {
        matches!(c, '\0'..='\u{9}' | '\u{b}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().find(bad).map(|c| format!("{c:?}"))
}

fn assert_safe(said: &Said, what: &str) {
    for (stream, bytes) in [("output", &said.out), ("messages", &said.err)] {
        let found = acts(bytes);
        assert_eq!(
            found,
            None,
            "{what}: {stream}\n{}",
            String::from_utf8_lossy(bytes).escape_debug()
        );
    }
    assert!(!String::from_utf8_lossy(&said.err).contains("panicked"), "{what}");
    assert!(said.code.is_some_and(|code| code <= 2), "{what}: {:?}", said.code);
}

/// A deck that says it wherever a deck may say something, and once more where it may not.
fn deck(nasty: &str, faulty: bool) -> String {
    let text = ron::to_string(nasty).expect("text is RON");
    let more = if faulty { format!(", \"{nasty}\": 1") } else { String::new() };
    format!(
        "(format: 1, id: \"csc277-exam-1\", title: {text}, topics: [(id: \"t\", title: {text})], notes: [\n\
         Pair(id: \"a\", topic: \"t\", term: {text}, aliases: [{text}], definition: {text}, points: [{text}],\n\
              formula: {text}, remark: {text}, why: {text}, exam: {text}, sources: [{text}], tags: [{text}], see: [{text}]),\n\
         Cloze(id: \"b\", text: \"A {{{{gap}}}} here\", remark: {text}{more}),\n\
         List(id: \"c\", term: {text}, items: [{text}, \"plain\"]),\n\
         Steps(id: \"d\", term: {text}, steps: [{text}, \"plain\"]),\n])"
    )
}

fn home(nasty: &str, faulty: bool) -> TempDir {
    let home = tempfile::tempdir().expect("a directory can be made");
    fs::create_dir_all(home.path().join("decks")).expect("a folder can be made");
    fs::write(home.path().join("decks/d.ron"), deck(nasty, faulty)).expect("a file can be written");
    home
}

#[test]
fn what_decks_say_is_shown_and_never_sent() {
    let mut hostile = 0;
    for nasty in NASTY {
        for faulty in [false, true] {
            let home = home(nasty, faulty);
            for colour in ["--color=never", "--color=always"] {
                for arguments in [
                    &["list"][..],
                    &["list", "--all", "--json"],
                    &["find", "gap"],
                    &["define", "gap"],
                    &["define", "csc277-exam-1/a"],
                    &["define", "csc277-exam-1/c", "--json"],
                    &["decks"],
                    &["check"],
                    &["check", "--json"],
                    &["card", "gap"],
                    &["export", "csc277-exam-1", "--format", "json"],
                ] {
                    if arguments[0] == "export" && colour.ends_with("always") {
                        continue;
                    }
                    let arguments = [arguments, &[colour]].concat();
                    let said = run(home.path(), &arguments, b"");
                    let told = format!("{nasty:?} {arguments:?}");
                    // An export is the text itself, for other programs.
                    let said =
                        if arguments[0] == "export" { Said { out: vec![], ..said } } else { said };
                    assert_safe(&said, &told);
                    hostile += 1;
                }
            }
            // New notes are read first: Enter goes on from them.
            let answers = format!("\n\n\n\n{nasty}\n{nasty}\n?\n{nasty}\nq\n");
            for arguments in [&["drill", "--plain"][..], &["quiz", "--plain", "--seed", "1"]] {
                assert_safe(
                    &run(home.path(), arguments, answers.as_bytes()),
                    &format!("{nasty:?} {arguments:?}"),
                );
                hostile += 1;
            }
        }
    }
    println!("{hostile} hostile runs on decks");
}

#[test]
fn what_is_asked_for_is_shown_and_never_sent() {
    let home = home("plain", false);
    let mut hostile = 0;
    for nasty in NASTY {
        let topic = format!("topic:{nasty}");
        let flag = format!("--{nasty}");
        let numbers = format!("temperature={nasty}");
        for arguments in [
            &["find", nasty][..],
            &["find", &topic],
            &["define", nasty],
            &["list", nasty],
            &["card", nasty],
            &["reviews", nasty],
            &["lab", nasty],
            &["lab", "decoder", "--set", &numbers],
            &["lab", "decoder", "--set", nasty],
            &["export", nasty],
            &["export", "csc277-exam-1", "--format", nasty],
            &["check", nasty],
            &["merge", nasty],
            &["import", nasty],
            &["state", nasty],
            &["state", "restore", nasty],
            &["exam", "set", nasty, "--date", "2099-12-09", "--minutes", "20"],
            &["exam", "set", "x", "--date", nasty, "--minutes", "20"],
            &["exam"],
            &["exam", "end", nasty],
            &["forecast", "--exam", nasty],
            &["drill", "--plain", "--deck", nasty],
            &["quiz", "--plain", "--topic", nasty],
            &["completions", nasty],
            &["--config-dir", nasty, "check"],
            &[nasty],
            &[&flag],
        ] {
            assert_safe(&run(home.path(), arguments, b""), &format!("{arguments:?}"));
            hostile += 1;
        }
        let json = format!(
            "{{\"seen\":true}}\n{{\"seen\":true}}\n{{\"answer\":{}}}\n{{{nasty}}}\n{{\"rating\":{}}}\n",
            json(nasty),
            json(nasty)
        );
        for arguments in [&["drill", "--json"][..], &["quiz", "--json", "--seed", "1"]] {
            assert_safe(
                &run(home.path(), arguments, json.as_bytes()),
                &format!("{nasty:?} {arguments:?}"),
            );
            hostile += 1;
        }
    }
    println!("{hostile} hostile runs on arguments and answers");
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

#[test]
fn what_files_say_and_are_called_is_shown_and_never_sent() {
    let mut hostile = 0;
    for nasty in NASTY {
        let home = home("plain", false);
        let path = home.path();
        let write = |name: &str, text: &[u8]| {
            fs::write(path.join(name), text).expect("a file can be written");
        };
        let text = ron::to_string(nasty).expect("text is RON");
        write(
            "settings.ron",
            format!("(new_per_day: {nasty}, \"{nasty}\": 1, exams: [(name: {text})])").as_bytes(),
        );
        write("reviews.ron", format!("{nasty}\n(\"00\", {text})\n").as_bytes());
        write("state.ron", nasty.as_bytes());
        write(
            &format!("decks/{}.ron", nasty.replace('/', "-")),
            format!("(format: 1, {nasty})").as_bytes(),
        );
        write(
            "a.csv",
            format!("term,definition\n\"{nasty}\",{nasty}\n{nasty},\"unclosed\n").as_bytes(),
        );
        write("b.tsv", format!("{nasty}\t{nasty}\n{nasty}\n").as_bytes());
        write("c.md", format!("Q: {nasty}\nA: {nasty}\n---\nC: [{nasty}]\n").as_bytes());
        write("d.txt", format!("#separator:{nasty}\n#deck:{nasty}\n{nasty};{nasty}\n").as_bytes());
        write(
            "e.json",
            format!("{{\"format\":1,\"id\":{0},\"notes\":[{{\"term\":{0}}}]}}", json(nasty))
                .as_bytes(),
        );
        write("f.ron", deck(nasty, true).as_bytes());
        write("g.apkg", format!("PK\u{3}\u{4}{nasty}").as_bytes());
        for name in ["a.csv", "b.tsv", "c.md", "d.txt", "e.json", "f.ron", "g.apkg"] {
            for arguments in [
                &["import", name, "--dry-run"][..],
                &["import", name, "--json", "--dry-run"],
                &["import", name],
            ] {
                assert_safe(&run(path, arguments, b""), &format!("{nasty:?} {arguments:?}"));
                hostile += 1;
            }
        }
        for arguments in [
            &["check"][..],
            &["due"],
            &["stats"],
            &["reviews"],
            &["state", "check"],
            &["state", "repair"],
            &["list"],
        ] {
            assert_safe(&run(path, arguments, b""), &format!("{nasty:?} {arguments:?}"));
            hostile += 1;
        }
    }
    println!("{hostile} hostile runs on files");
}

#[test]
fn bytes_that_are_no_text_are_told_where_they_are() {
    let home = home("plain", false);
    let path = home.path();
    let bytes = b"term,definition\nab\xff\xfe\x80,\xc3\x28\n\xed\xa0\x80,\xf8\x88\n";
    for name in [
        "settings.ron",
        "reviews.ron",
        "state.ron",
        "decks/x.ron",
        "a.csv",
        "a.md",
        "a.json",
        "a.ron",
        "a.apkg",
    ] {
        fs::write(path.join(name), bytes).expect("a file can be written");
    }
    for arguments in [
        &["check"][..],
        &["due"],
        &["list"],
        &["state", "check"],
        &["reviews"],
        &["import", "a.csv"],
        &["import", "a.md"],
        &["import", "a.json"],
        &["import", "a.ron"],
        &["import", "a.apkg"],
        &["import", "-"],
        &["drill", "--plain"],
        &["drill", "--json"],
        &["quiz", "--json"],
    ] {
        let said = run(path, arguments, bytes);
        assert_safe(&said, &format!("{arguments:?}"));
        assert!(!said.err.is_empty() || !said.out.is_empty(), "{arguments:?}: it says something");
    }
    assert_eq!(
        fs::read(path.join("settings.ron")).expect("it is there"),
        bytes,
        "what can't be read stays"
    );
}

#[test]
fn a_megabyte_in_a_field_hangs_nothing() {
    let home = home("plain", false);
    let write = |name: &str, text: String| {
        fs::write(home.path().join(name), text).expect("it can be written");
    };
    for (n, piece) in ["word ", "漢", "$x", "{{a::", "\u{301}", "\u{1b}[", "\n"].iter().enumerate()
    {
        let long = piece.repeat((1 << 20) / piece.len());
        let text = ron::to_string(&long).expect("text is RON");
        let field = ["term", "definition", "remark"][n % 3];
        let mut fields = [("term", "\"t\""), ("definition", "\"d\""), ("remark", "\"r\"")];
        fields[n % 3] = (field, &text);
        let fields: Vec<String> =
            fields.iter().map(|(name, text)| format!("{name}: {text}")).collect();
        let note = format!("Pair(id: \"a\", {})", fields.join(", "));
        write(
            "decks/d.ron",
            format!("(format: 1, id: \"csc277-exam-1\", title: \"T\", notes: [{note}])"),
        );
        write("long.csv", format!("term,definition\nx,{long}\n"));
        for arguments in [
            &["list"][..],
            &["define", "csc277-exam-1/a"],
            &["find", "gap word"],
            &["check"],
            &["import", "long.csv", "--dry-run"],
        ] {
            assert_safe(&run(home.path(), arguments, b""), &format!("{piece:?} {arguments:?}"));
        }
        let answer =
            format!("{{\"seen\":true}}\n{{\"answer\":{}}}\n{{\"stop\":true}}\n", json(&long));
        assert_safe(&run(home.path(), &["drill", "--json"], answer.as_bytes()), piece);
    }
}

//! What every command does alike: misuse, closed pipes and full disks, colours, the config directory.

use super::*;

#[test]
fn misuse_is_2_and_names_what_was_meant() {
    let user = User::with_deck();
    for (args, said) in [
        (&["fnd"][..], "'find'"),
        (&["lora"], "lacuna define lora"),
        (&["find"], "<QUERY>"),
        (&["find", "x", "--limt", "3"], "'--limit'"),
        (&["find", "x", "--limit", "many"], "many"),
        (&["find", "x", "--limit", "0"], "'0'"),
        (&["find", "is:stpes"], "is:steps"),
        (&["find", ""], "lacuna list"),
        (&["completions", "bsh"], "'bash'"),
        (&["--color", "sometimes"], "always"),
        (&["--config-dir"], "--config-dir"),
        (&["man", "--json"], "--json"),
        (&["state", "repiar"], "'repair'"),
        (&["state", "check", "2026-12-09"], "only `restore` takes a day"),
        (&["state", "restore", "../decks"], "there is no backup of `../decks`"),
        (&["merge"], "<PATH>"),
        (&["merge", "/nowhere/at/all"], "there is no such file"),
        (&["reviews", "--limit", "x"], "x"),
    ] {
        let ran = user.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn the_full_screen_needs_a_terminal() {
    let user = User::new();
    for args in [&[][..], &["browse"], &["labs"], &["search"], &["search", "layer", "norm"]] {
        let ran = user.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.starts_with("lacuna: error: the full screen needs a terminal"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("lacuna find"), "{}", ran.err);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let user = User::new();
    let note =
        |i: usize| format!("Pair(id: \"n{i}\", term: \"Term number {i}\", definition: \"d\"),\n");
    let notes: String = (0..20_000).map(note).collect();
    user.deck(
        "long.ron",
        format!("(format: 1, id: \"long\", title: \"Long\", notes: [\n{notes}])"),
    );
    for args in [&["list"][..], &["list", "--json"]] {
        let mut child =
            user.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert!(!line.is_empty());
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = ran(User::new().command(&["list"]).stdout(full));
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("lacuna: error: can't write the output: "), "{}", ran.err);
}

#[test]
fn colours_follow_the_flag_and_the_environment() {
    let user = User::with_deck();
    let coloured = |command: &mut Command| ran(command).out.contains('\u{1b}');
    for args in [&["find", "norm"][..], &["define", "ln"], &["--help"]] {
        let with = |more: &[&str]| user.command(&[more, args].concat());
        assert!(!coloured(&mut with(&[])), "{args:?}: a pipe has none");
        assert!(coloured(&mut with(&["--color", "always"])), "{args:?}");
        assert!(
            coloured(with(&["--color=always"]).env("NO_COLOR", "1")),
            "{args:?}: the flag wins"
        );
        assert!(!coloured(with(&["--color", "never"]).env("CLICOLOR_FORCE", "1")), "{args:?}");
    }
    assert!(
        !coloured(&mut user.command(&["--color", "always", "find", "--json", "norm"])),
        "JSON has no colours"
    );
}

#[test]
fn the_flag_names_the_config_directory() {
    let (user, other) = (User::with_deck(), User::new());
    let dir = user.home.path().to_str().unwrap();
    assert!(other.run(&["decks", "--config-dir", dir]).out.contains("Mine"));
    assert!(other.run(&["--config-dir", dir, "decks"]).out.contains("Mine"));
}

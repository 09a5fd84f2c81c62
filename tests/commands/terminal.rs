//! The commands on a real pseudo-terminal: colour and width follow it.

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::User;

/// What the command writes on a terminal of so many columns.
fn shown(user: &User, columns: u16, args: &[&str], variables: &[(&str, &str)]) -> String {
    let size = PtySize { rows: 24, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lacuna"));
    command.args(args);
    command.env("LACUNA_CONFIG_DIR", user.home.path());
    command.env("TERM", "xterm");
    command.env_remove("NO_COLOR");
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut bytes = Vec::new();
    // On Linux the end of a pseudo-terminal is an error.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let user = User::with_deck();
    let find = ["find", "norm"];
    assert!(shown(&user, 80, &find, &[]).contains("\u{1b}[32mnorm\u{1b}[0malization"));
    assert!(
        shown(&user, 80, &find, &[("NO_COLOR", "")]).contains('\u{1b}'),
        "an empty NO_COLOR says nothing"
    );
    for variables in [[("NO_COLOR", "1")], [("TERM", "dumb")]] {
        assert!(!shown(&user, 80, &find, &variables).contains('\u{1b}'), "{variables:?}");
    }
    assert!(!shown(&user, 80, &["find", "norm", "--color", "never"], &[]).contains('\u{1b}'));
}

#[test]
fn rows_and_pages_fit_the_terminal() {
    let user = User::with_deck();
    for columns in [39, 60, 100] {
        for args in [&["list", "--color=never"][..], &["define", "ln", "--color=never"]] {
            let text = shown(&user, columns, args, &[]);
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(usize::from(columns)), "{args:?} at {columns}: {text}");
        }
    }
    assert!(
        shown(&user, 60, &["define", "ln", "--color=never"], &[])
            .starts_with("  Layer normalization\r\n")
    );
}

#[test]
fn a_page_has_links_where_the_terminal_has_them() {
    let user = User::new();
    let note = "(format: 1, id: \"own\", title: \"Own\", notes: [\
                Pair(id: \"a\", term: \"Zyzzyva\", definition: \"see [the docs](https://a.org/ä) now\")])";
    user.deck("own.ron", note);
    let define = ["define", "zyzzyva"];
    let linked = |variables: &[(&str, &str)]| {
        let mut with = vec![("FORCE_HYPERLINK", "1")];
        with.extend(variables);
        shown(&user, 80, &define, &with)
    };
    let link = ";https://a.org/%C3%A4\u{1b}\\\u{1b}[4mthe docs\u{1b}[0m\u{1b}]8;;\u{1b}\\";
    assert!(linked(&[]).contains(link), "{:?}", linked(&[]));
    for other in [("FORCE_HYPERLINK", "0"), ("NO_COLOR", "1"), ("TERM", "dumb")] {
        assert!(!linked(&[other]).contains("\u{1b}]8"), "{other:?}");
    }
    let piped = super::ran(user.command(&define).env("FORCE_HYPERLINK", "1"));
    assert!(piped.out.contains("see the docs (https://a.org/ä) now"), "{}", piped.out);
}

#[test]
fn an_export_to_a_terminal_does_not_act_on_it() {
    let user = User::new();
    let note = "(format: 1, id: \"own\", title: \"Own\", notes: [\
                Pair(id: \"a\", term: \"Zyzzyva\", \
                     definition: \"\\u{1b}]52;c;ZXZpbA==\\u{7}b\\u{202e}\")])";
    user.deck("own.ron", note);
    for format in ["csv", "tsv", "markdown", "anki-text", "json", "ron"] {
        let text = shown(&user, 80, &["export", "own", "--format", format], &[]);
        assert!(text.contains("Zyzzyva") && text.contains("]52;c;"), "{format}: {text}");
        let acts = |c: char| (c.is_control() && !"\r\n\t".contains(c)) || c == '\u{202e}';
        assert!(!text.contains(acts), "{format}: {}", text.escape_debug());
    }
}

//! What is the user's stays the user's: files are made for nobody else, and the program can't speak
//! to a network.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Runs lines of shell in which `lacuna` is the program, with a mask that forbids nothing.
fn sh(home: &TempDir, umask: &str, lines: &str) {
    let script = format!("set -e; umask {umask}; lacuna() {{ \"$LACUNA\" \"$@\"; }}; {lines}");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .current_dir(home.path())
        .env("LACUNA", env!("CARGO_BIN_EXE_lacuna"));
    shell.env("LACUNA_CONFIG_DIR", home.path().join("somewhere/config"));
    shell.env("LACUNA_NOW", "2026-11-22T12:00:00Z");
    let ran = shell.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_path_buf()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { below(&path) } else { vec![path] });
    }
    all
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_made_is_for_the_user_alone() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("list.csv"), "term,definition\nRhine,A river\n").unwrap();
    let drill = r#"printf '{"seen":true}\n{"rating":"good"}\n{"rating":"good"}\n{"stop":true}\n' | lacuna drill --json --limit 1 > /dev/null"#;
    let lines = format!(
        "{drill}; lacuna import list.csv --deck rivers; lacuna exam set M --date 2026-12-09 --minutes 20; \
         lacuna state backup; {drill}; printf 'x\\n' >> somewhere/config/state.ron; {drill}"
    );
    sh(&home, "0", &lines);
    let made = below(&home.path().join("somewhere"));
    for name in ["reviews.ron", "state.ron", "settings.ron", "decks/rivers.ron", "backups"] {
        assert!(
            made.contains(&home.path().join("somewhere/config").join(name)),
            "{name} is there: {made:#?}"
        );
    }
    assert!(
        made.iter().any(|path| path.display().to_string().contains("state.unreadable-")),
        "{made:#?}"
    );
    for path in made {
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&path), wanted, "{} is {:o}", path.display(), mode(&path));
    }
}

#[test]
fn who_may_read_a_file_stays_as_the_user_chose() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("somewhere/config");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.ron"), "(\n)\n").unwrap();
    fs::set_permissions(config.join("settings.ron"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(&config, fs::Permissions::from_mode(0o750)).unwrap();
    sh(&home, "022", "lacuna exam set M --date 2026-12-09 --minutes 20");
    assert_eq!((mode(&config), mode(&config.join("settings.ron"))), (0o750, 0o640));
}

#[test]
fn an_export_is_as_other_files_are() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("list.csv"), "term,definition\nRhine,A river\n").unwrap();
    sh(
        &home,
        "027",
        "lacuna import list.csv --deck rivers; lacuna export rivers --format csv -o out.csv",
    );
    assert_eq!(mode(&home.path().join("out.csv")), 0o640);
}

#[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
mod network {
    //! What the program asks of the system's library, as its own table of symbols says (ELF-64).

    use super::*;

    fn number(bytes: &[u8], at: usize, count: usize) -> usize {
        bytes[at..at + count].iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
    }

    /// Returns the names of everything that is looked up in libraries when the program starts.
    fn imported(bytes: &[u8]) -> Vec<String> {
        const DYNAMIC: usize = 11;
        let (table, size, count) =
            (number(bytes, 0x28, 8), number(bytes, 0x3a, 2), number(bytes, 0x3c, 2));
        let section = |n: usize| table + n * size;
        let dynamic = (0..count)
            .find(|&n| number(bytes, section(n) + 4, 4) == DYNAMIC)
            .expect("it has such a table");
        let names = section(number(bytes, section(dynamic) + 0x28, 4));
        let (from, length) = (number(bytes, names + 0x18, 8), number(bytes, names + 0x20, 8));
        let all = bytes[from..from + length].split(|byte| *byte == 0);
        all.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    #[test]
    fn the_program_can_not_open_a_connection() {
        let program = fs::read(env!("CARGO_BIN_EXE_lacuna")).unwrap();
        assert_eq!(&program[..4], b"\x7fELF");
        let names = imported(&program);
        for used in ["read", "write"] {
            assert!(names.iter().any(|name| name == used), "the table is read: {names:?}");
        }
        // A pair of sockets within the process wakes a thread; whoever wants out needs one of
        // these.
        for out in [
            "socket",
            "connect",
            "bind",
            "listen",
            "accept",
            "accept4",
            "getaddrinfo",
            "gethostbyname",
            "res_init",
        ] {
            assert!(!names.iter().any(|name| name == out), "it asks for `{out}`");
        }
        // This test program itself has some of them, so they would be seen.
        let here = imported(&fs::read(std::env::current_exe().unwrap()).unwrap());
        let reached = std::net::TcpStream::connect("127.0.0.1:1").is_ok();
        assert!(here.iter().any(|name| name == "connect"), "{reached}");
    }
}

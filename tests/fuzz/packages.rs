//! Anki packages that a stranger could make, built piece by piece from a seed and given to
//! `lacuna import` with little memory and little processor time.

mod archive;
mod collection;
mod messages;
mod values;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use lacuna::rng::Rng;
use tempfile::TempDir;

use super::{rounds, targets};

/// The number of packages made; `LACUNA_FUZZ_ROUNDS` sets another for long runs.
const WORLDS: usize = 60;
/// How many seconds of a processor an import may take, and how many kilobytes of address space.
/// A package here has some hundred kilobytes, and an unoptimized build has to do.
const SECONDS: u32 = 20;
const KILOBYTES: u32 = 1_200_000;
/// How many packages are named that an import fails on.
const NAMED: usize = 10;

/// The package of a seed.
fn package(seed: u64) -> Vec<u8> {
    let mut rng = Rng::new(seed);
    let collection = collection::build(&mut rng);
    archive::build(&mut rng, &collection)
}

/// Imports a package as somebody would, under the limits.
fn import(folder: &Path, bytes: &[u8]) -> Output {
    let file = folder.join("world.apkg");
    fs::write(&file, bytes).unwrap();
    let limits = format!("ulimit -t {SECONDS}; ulimit -v {KILOBYTES}; exec \"$0\" \"$@\"");
    Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_lacuna")])
        .args(["import", "--dry-run", "--progress"])
        .arg(&file)
        .env("LACUNA_CONFIG_DIR", folder.join("config"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What is wrong with how a package is imported.
fn failure(folder: &Path, seed: u64) -> Option<String> {
    let bytes = package(seed);
    let output = import(folder, &bytes);
    let message = String::from_utf8_lossy(&output.stderr);
    // Notes, none, or a file that can't be read.
    let is_good = matches!(output.status.code(), Some(0..=2));
    if !is_good || message.contains("out of memory") {
        return Some(format!("world {seed}: {}: {message}", output.status));
    }
    if folder.join("config").exists() {
        return Some(format!("world {seed}: it has left a file"));
    }
    let is_sound = catch_unwind(|| targets::apkg(&bytes)).is_ok();
    (!is_sound).then(|| format!("world {seed}: its notes make no sound deck"))
}

#[test]
fn no_package_takes_much_time_or_memory_or_makes_unsound_notes() {
    let folder = TempDir::new().unwrap();
    let worlds = 0..rounds(WORLDS) as u64;
    let failures: Vec<String> =
        worlds.filter_map(|seed| failure(folder.path(), seed)).take(NAMED).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

//! What an import asks of the other thread: reading a file and comparing it with the decks, taking the notes in, and
//! completing the name of a file.

use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Moment;
use crate::collection::Collection;
use crate::exchange::{self, Options, Source};
use crate::fault::Fault;
use crate::memory::Scheduler;
use crate::store::intake::{self, Arrival, Plan};
use crate::store::{self, Home};
use crate::watch::Watch;

/// The share of the work that reading is; the rest is comparing with what is there.
const READING: f32 = 0.8;
/// What pasted text is called.
pub const CLIPBOARD: &str = "the clipboard";

/// Where notes come from.
#[derive(Clone, Debug)]
pub enum From {
    /// A file, as somebody typed its name.
    File(String),
    /// Bytes that were read already, and what they are called.
    Bytes(String, Arc<[u8]>),
}

/// What is to be looked at.
#[derive(Debug)]
pub struct Look {
    /// Where the decks are.
    pub home: Home,
    /// Where the notes come from.
    pub from: From,
    /// How they are to be read.
    pub options: Options,
    /// The format's name; none lets it be found out.
    pub format: Option<&'static str>,
    /// The deck that they go into, if it was named.
    pub deck: Option<String>,
    /// How far it has come.
    pub watch: Watch,
}

/// What a look came to.
#[derive(Debug)]
pub struct Looked {
    /// What the notes come from is called.
    pub name: String,
    /// All of it, for another look.
    pub bytes: Arc<[u8]>,
    /// The format that it was read in.
    pub format: &'static str,
    /// What becomes of the notes.
    pub plan: Plan,
}

/// Notes that are to be taken in.
#[derive(Debug)]
pub struct Taking {
    /// Where the decks are.
    pub home: Home,
    /// What becomes of the notes.
    pub plan: Plan,
    /// What is needed to fold the log.
    pub scheduler: Scheduler,
    /// Whether what happened to their cards comes along.
    pub past: bool,
    /// The time.
    pub now: Moment,
}

/// What taking notes in came to.
#[derive(Debug)]
pub struct Taken {
    /// What was done.
    pub plan: Plan,
    /// The notes as they are now.
    pub collection: Arc<Collection>,
    /// What is wrong with the decks.
    pub faults: Vec<Fault>,
}

/// Reads what is to be looked at, and works out what would become of it. Nothing is written.
pub fn look(look: Look) -> Result<Looked, Fault> {
    let Look { home, from, options, format, deck, watch } = look;
    let (name, bytes) = match from {
        From::Bytes(name, bytes) => (name, bytes),
        From::File(typed) => {
            let path = meant(&typed);
            (path.display().to_string(), intake::bytes(&path)?.into())
        }
    };
    let source = Source { name: &name, bytes: &bytes };
    let format = format.map_or_else(|| exchange::detect(&source), exchange::named)?;
    let foreign = exchange::read(&source, Some(format), &options, &watch.part(0.0, READING))?;
    let stem = if name == CLIPBOARD { "Imported" } else { source.stem() }.to_string();
    let arrival = Arrival { name: name.clone(), stem, foreign };
    let plan = intake::plan(&home, vec![arrival], deck.as_deref(), &watch.part(READING, 1.0))?;
    Ok(Looked { name, bytes, format: format.name(), plan })
}

/// Takes notes in, and reads the decks anew.
pub fn take_in(taking: Taking) -> Result<Taken, Fault> {
    let Taking { home, mut plan, scheduler, past, now } = taking;
    plan.carry_out(&home, &scheduler, past, now)?;
    let (collection, faults) = store::load(&home);
    collection.prepare();
    Ok(Taken { plan, collection: Arc::new(collection), faults })
}

/// Returns the file that somebody means: without quotes, `~` being their home.
fn meant(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let bare = ['"', '\''].iter().find_map(|&quote| typed.strip_prefix(quote)?.strip_suffix(quote));
    // A file that is dragged into a terminal comes with its blanks escaped.
    let plain = bare.map_or_else(|| typed.replace("\\ ", " "), str::to_string);
    match plain.strip_prefix("~/").zip(std::env::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => PathBuf::from(plain),
    }
}

/// Returns the beginning of a file's name as far as it is clear how it goes on.
pub fn completed(typed: &str) -> Option<String> {
    let path = meant(typed);
    let (folder, begun) = match path.file_name().filter(|_| !typed.ends_with('/')) {
        Some(name) => (path.parent()?.to_path_buf(), name.to_string_lossy().into_owned()),
        None => (path, String::new()),
    };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let named = |entry: std::fs::DirEntry| {
        let slash = if entry.path().is_dir() { "/" } else { "" };
        Some(entry.file_name().into_string().ok()? + slash)
    };
    let names = std::fs::read_dir(folder).ok()?.filter_map(|entry| named(entry.ok()?));
    let fits = |name: &String| name.starts_with(&begun) && (!begun.is_empty() || !name.starts_with('.'));
    let common = names.filter(fits).reduce(|one, two| {
        let same = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        one[..same].to_string()
    })?;
    Some(format!("{}{common}", typed.strip_suffix(begun.as_str())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_meant_however_it_is_written() {
        for (typed, path) in [
            (" /a/b.csv ", "/a/b.csv"),
            ("'/a/my notes.csv'", "/a/my notes.csv"),
            ("\"x y\"", "x y"),
            ("/a/my\\ notes.csv", "/a/my notes.csv"),
        ] {
            assert_eq!(meant(typed), PathBuf::from(path));
        }
    }

    #[test]
    fn notes_are_looked_at_and_then_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let from = From::Bytes(CLIPBOARD.to_string(), b"Rhine\tA river\nElbe\tAnother\n"[..].into());
        let (options, watch) = (Options::default(), Watch::default());
        let asked = Look { home: home.clone(), from, options, format: None, deck: None, watch };
        let looked = look(asked).unwrap();
        assert_eq!(looked.plan.files[0].deck, "imported");
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "a look writes nothing");
        let scheduler = Scheduler::new(crate::memory::Settings::default(), crate::clock::Calendar::utc());
        let taking = Taking { home, plan: looked.plan, scheduler, past: false, now: Moment(0) };
        let taken = take_in(taking).unwrap();
        assert!(taken.collection.find_deck("imported").is_some() && taken.faults.is_empty());
    }

    #[test]
    fn names_are_completed_as_far_as_they_are_clear() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes-a.csv", "notes-b.csv", ".hidden"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("deep")).unwrap();
        let at = |name: &str| format!("{}/{name}", folder.path().display());
        assert_eq!(completed(&at("no")), Some(at("notes-")));
        assert_eq!(completed(&at("notes-a")), Some(at("notes-a.csv")));
        assert_eq!(completed(&at("d")), Some(at("deep/")));
        assert_eq!(completed(&at(".h")), Some(at(".hidden")));
        assert_eq!(completed(&at("deep/")), None);
        assert_eq!(completed(&at("x")), None);
    }
}

//! What an import asks of the other thread: reading a file and comparing it with the decks, and
//! taking the notes in.

use std::sync::Arc;

use crate::clock::Moment;
use crate::exchange::{self, Options, Source};
use crate::fault::Fault;
use crate::library::Collection;
use crate::memory::Scheduler;
use crate::store;
use crate::store::import_plan;
use crate::store::import_plan::{Arrival, Plan};
use crate::store::{Home, typed_path};
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
        From::File(name) => {
            let path = typed_path::meant(&name);
            (path.display().to_string(), import_plan::bytes(&path)?.into())
        }
    };
    let source = Source { name: &name, bytes: &bytes };
    let format = format.map_or_else(|| exchange::detect(&source), exchange::named)?;
    let foreign = exchange::read(&source, Some(format), &options, &watch.part(0.0, READING))?;
    let stem = if name == CLIPBOARD { "Imported" } else { source.stem() }.to_string();
    let arrival = Arrival { name: name.clone(), stem, foreign };
    let plan = import_plan::plan(&home, vec![arrival], deck.as_deref(), &watch.part(READING, 1.0))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_looked_at_and_then_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let from =
            From::Bytes(CLIPBOARD.to_string(), b"Rhine\tA river\nElbe\tAnother\n"[..].into());
        let (options, watch) = (Options::default(), Watch::default());
        let asked = Look { home: home.clone(), from, options, format: None, deck: None, watch };
        let looked = look(asked).unwrap();
        assert_eq!(looked.plan.files[0].deck, "imported");
        assert!(
            std::fs::read_dir(folder.path()).unwrap().next().is_none(),
            "a look writes nothing"
        );
        let scheduler =
            Scheduler::new(crate::memory::Settings::default(), crate::clock::Calendar::utc());
        let taking = Taking { home, plan: looked.plan, scheduler, past: false, now: Moment(0) };
        let taken = take_in(taking).unwrap();
        assert!(taken.collection.find_deck("imported").is_some() && taken.faults.is_empty());
    }
}

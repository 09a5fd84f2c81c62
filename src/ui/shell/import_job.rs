//! What an import asks of the other thread: reading a file and comparing it with the decks, and
//! taking the notes in.

use std::sync::Arc;

use crate::clock::Moment;
use crate::exchange::{self, ImportOptions, ImportSource};
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;
use crate::store;
use crate::store::import_plan;
use crate::store::import_plan::{ImportPlan, ParsedFile};
use crate::store::{ConfigHome, typed_path};
use crate::watch::Watch;

/// The share of the work that reading is; the rest is comparing with what is there.
const READING: f32 = 0.8;
/// What pasted text is called.
pub const CLIPBOARD: &str = "the clipboard";

/// Where notes come from.
#[derive(Clone, Debug)]
pub enum ImportOrigin {
    /// A file, as somebody typed its name.
    File(String),
    /// Bytes that were read already, and what they are called.
    Bytes(String, Arc<[u8]>),
}

/// What is to be looked at.
#[derive(Debug)]
pub struct PreviewRequest {
    /// Where the decks are.
    pub home: ConfigHome,
    /// Where the notes come from.
    pub from: ImportOrigin,
    /// How they are to be read.
    pub options: ImportOptions,
    /// The format's name; none lets it be found out.
    pub format: Option<&'static str>,
    /// The deck that they go into, if it was named.
    pub deck: Option<String>,
    /// How far it has come.
    pub watch: Watch,
}

/// What a look came to.
#[derive(Debug)]
pub struct ImportPreview {
    /// What the notes come from is called.
    pub name: String,
    /// All of it, for another look.
    pub bytes: Arc<[u8]>,
    /// The format that it was read in.
    pub format: &'static str,
    /// What becomes of the notes.
    pub plan: ImportPlan,
}

/// Notes that are to be taken in.
#[derive(Debug)]
pub struct ImportRequest {
    /// Where the decks are.
    pub home: ConfigHome,
    /// What becomes of the notes.
    pub plan: ImportPlan,
    /// What is needed to fold the log.
    pub scheduler: Scheduler,
    /// Whether what happened to their cards comes along.
    pub past: bool,
    /// The time.
    pub now: Moment,
}

/// What taking notes in came to.
#[derive(Debug)]
pub struct ImportResult {
    /// What was done.
    pub plan: ImportPlan,
    /// The notes as they are now.
    pub library: Arc<Library>,
    /// What is wrong with the decks.
    pub faults: Vec<Fault>,
}

/// Reads what is to be looked at, and works out what would become of it. Nothing is written.
pub fn look(look: PreviewRequest) -> Result<ImportPreview, Fault> {
    let PreviewRequest { home, from, options, format, deck, watch } = look;
    let (name, bytes) = match from {
        ImportOrigin::Bytes(name, bytes) => (name, bytes),
        ImportOrigin::File(name) => {
            let path = typed_path::meant(&name);
            (path.display().to_string(), import_plan::bytes(&path)?.into())
        }
    };
    let source = ImportSource { name: &name, bytes: &bytes };
    let format = format.map_or_else(|| exchange::detect(&source), exchange::named)?;
    let foreign = exchange::read(&source, Some(format), &options, &watch.part(0.0, READING))?;
    let stem = if name == CLIPBOARD { "Imported" } else { source.stem() }.to_string();
    let arrival = ParsedFile { name: name.clone(), stem, foreign };
    let plan = import_plan::plan(&home, vec![arrival], deck.as_deref(), &watch.part(READING, 1.0))?;
    Ok(ImportPreview { name, bytes, format: format.name(), plan })
}

/// Takes notes in, and reads the decks anew.
pub fn take_in(taking: ImportRequest) -> Result<ImportResult, Fault> {
    let ImportRequest { home, mut plan, scheduler, past, now } = taking;
    plan.carry_out(&home, &scheduler, past, now)?;
    let (library, faults) = store::load(&home);
    library.prepare();
    Ok(ImportResult { plan, library: Arc::new(library), faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_looked_at_and_then_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::at(folder.path());
        let from = ImportOrigin::Bytes(
            CLIPBOARD.to_string(),
            b"Rhine\tA river\nElbe\tAnother\n"[..].into(),
        );
        let (options, watch) = (ImportOptions::default(), Watch::default());
        let asked =
            PreviewRequest { home: home.clone(), from, options, format: None, deck: None, watch };
        let looked = look(asked).unwrap();
        assert_eq!(looked.plan.files[0].deck, "imported");
        assert!(
            std::fs::read_dir(folder.path()).unwrap().next().is_none(),
            "a look writes nothing"
        );
        let scheduler =
            Scheduler::new(crate::memory::Settings::default(), crate::clock::Calendar::utc());
        let taking =
            ImportRequest { home, plan: looked.plan, scheduler, past: false, now: Moment(0) };
        let taken = take_in(taking).unwrap();
        assert!(taken.library.find_deck("imported").is_some() && taken.faults.is_empty());
    }
}

//! An import, step by step: files are read and compared with the decks, which writes nothing; the
//! result is shown, and then carried out.
//!
//! How a format is read is known to `exchange`, how a deck is written to `store`.

use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Moment;
use crate::exchange::{self, Format, ImportOptions, ImportSource};
use crate::fault::Fault;
use crate::library::Library;
use crate::memory::Scheduler;
use crate::store::import_plan::{self, ImportPlan, ParsedFile};
use crate::store::media_beside::MediaBeside;
use crate::store::{self, ConfigHome, import_source, typed_path};
use crate::watch::Watch;

/// The share of the work after which a file is in memory.
const LOADING: f32 = 0.1;
/// The share after which it is understood; the rest is comparing with what is there.
const READING: f32 = 0.8;
/// What pasted text is called.
pub const CLIPBOARD: &str = "the clipboard";

/// A file to import.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// What it is called.
    pub name: String,
    /// The title of its deck, if neither it nor its name says one.
    pub title: Option<&'static str>,
    /// What is in it.
    pub content: FileContent,
}

/// Where the content of a file is.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// In memory.
    Read(Arc<[u8]>),
    /// On disk, from where it is read when its turn comes.
    OnDisk(PathBuf),
}

/// Reads files and works out what they make of the decks: of `deck` if it is named, else of those
/// that they come from. Without a format, each file's own is detected.
pub fn plan(
    home: &ConfigHome,
    files: &[ImportFile],
    format: Option<&dyn Format>,
    options: &ImportOptions,
    deck: Option<&str>,
    watch: &Watch,
) -> Result<ImportPlan, Fault> {
    let parsed = parse(files, format, options, &watch.part(0.0, READING))?;
    import_plan::plan(home, parsed, deck, &watch.part(READING, 1.0))
}

fn parse(
    files: &[ImportFile],
    format: Option<&dyn Format>,
    options: &ImportOptions,
    watch: &Watch,
) -> Result<Vec<ParsedFile>, Fault> {
    let sizes: Vec<usize> = files.iter().map(|file| file.content.size()).collect();
    let total = sizes.iter().sum::<usize>().max(1) as f32;
    let (mut parsed, mut read) = (Vec::new(), 0);
    for (ImportFile { name, title, content }, size) in files.iter().zip(sizes) {
        let end = read + size;
        let watch = watch.part(read as f32 / total, end as f32 / total);
        let bytes = match content {
            FileContent::Read(bytes) => Arc::clone(bytes),
            FileContent::OnDisk(path) => {
                import_source::bytes(path, &watch.part(0.0, LOADING))?.into()
            }
        };
        let source = ImportSource { name, bytes: &bytes };
        let path = content.path(name).filter(|_| !bytes.starts_with(b"PK"));
        let beside = path.and_then(|path| MediaBeside::new(&path));
        let find = |name: &str| beside.as_ref().and_then(|beside| beside.find(name));
        let watch = watch.part(LOADING, 1.0);
        let foreign = exchange::read_with_media(&source, format, options, &find, &watch)?;
        let stem = title.unwrap_or_else(|| source.stem()).to_string();
        let bytes = (!foreign.media.is_empty()).then_some(bytes);
        parsed.push(ParsedFile { name: name.clone(), stem, foreign, bytes });
        read = end;
    }
    Ok(parsed)
}

impl FileContent {
    /// The file beside which pictures and sounds are looked for: a package holds its own.
    fn path(&self, name: &str) -> Option<PathBuf> {
        match self {
            FileContent::OnDisk(path) => Some(path.clone()),
            FileContent::Read(_) if name == CLIPBOARD => None,
            FileContent::Read(_) => Some(PathBuf::from(name)),
        }
    }

    fn size(&self) -> usize {
        match self {
            FileContent::Read(bytes) => bytes.len(),
            FileContent::OnDisk(path) => import_source::size(path),
        }
    }
}

/// Where notes come from.
#[derive(Clone, Debug)]
pub enum ImportOrigin {
    /// A file, as somebody typed its name.
    File(String),
    /// Bytes that were read already, and what they are called.
    Bytes(String, Arc<[u8]>),
}

/// What is to be previewed.
#[derive(Debug)]
pub struct PreviewRequest {
    /// Where the decks are.
    pub home: ConfigHome,
    /// Where the notes come from.
    pub origin: ImportOrigin,
    /// How they are to be read.
    pub options: ImportOptions,
    /// The format's name; without one it is detected.
    pub format: Option<&'static str>,
    /// The deck that they go into, if it was named.
    pub deck: Option<String>,
    /// How far it has come.
    pub watch: Watch,
}

/// What an import would do.
#[derive(Debug)]
pub struct ImportPreview {
    /// What the notes come from is called.
    pub name: String,
    /// All of it, for another preview.
    pub bytes: Arc<[u8]>,
    /// The format that it was read in.
    pub format: &'static str,
    /// What becomes of the notes.
    pub plan: ImportPlan,
}

/// An import to carry out.
#[derive(Debug)]
pub struct ImportRequest {
    /// Where the decks are.
    pub home: ConfigHome,
    /// What becomes of the notes.
    pub plan: ImportPlan,
    /// What is needed to fold the log.
    pub scheduler: Scheduler,
    /// Whether the reviews of their cards come along.
    pub with_progress: bool,
    /// The time.
    pub now: Moment,
}

/// What an import did.
#[derive(Debug)]
pub struct ImportResult {
    /// What was done.
    pub plan: ImportPlan,
    /// The notes as they are now.
    pub library: Arc<Library>,
    /// What is wrong with the decks.
    pub faults: Vec<Fault>,
}

/// Reads what is to be imported and works out what that would do. Nothing is written.
pub fn preview(request: PreviewRequest) -> Result<ImportPreview, Fault> {
    let PreviewRequest { home, origin, options, format, deck, watch } = request;
    let (name, bytes) = match origin {
        ImportOrigin::Bytes(name, bytes) => (name, bytes),
        ImportOrigin::File(name) => {
            let path = typed_path::meant(&name);
            let bytes = import_source::bytes(&path, &watch.part(0.0, LOADING))?;
            (path.display().to_string(), bytes.into())
        }
    };
    let source = ImportSource { name: &name, bytes: &bytes };
    let format = format.map_or_else(|| exchange::detect(&source), exchange::find_format)?;
    let title = (name == CLIPBOARD).then_some("Imported");
    let content = FileContent::Read(Arc::clone(&bytes));
    let file = ImportFile { name, title, content };
    let (files, watch) = (std::slice::from_ref(&file), watch.part(LOADING, 1.0));
    let plan = plan(&home, files, Some(format), &options, deck.as_deref(), &watch)?;
    Ok(ImportPreview { name: file.name, bytes, format: format.name(), plan })
}

/// Carries an import out, and reads the decks again.
pub fn import(request: ImportRequest) -> Result<ImportResult, Fault> {
    let ImportRequest { home, mut plan, scheduler, with_progress, now } = request;
    plan.carry_out(&home, &scheduler, with_progress, now)?;
    let (library, faults) = store::load(&home);
    library.prepare();
    Ok(ImportResult { plan, library: Arc::new(library), faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_previewed_and_then_imported() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        let origin = ImportOrigin::Bytes(
            CLIPBOARD.to_string(),
            b"Rhine\tA river\nElbe\tAnother\n"[..].into(),
        );
        let (options, watch) = (ImportOptions::default(), Watch::default());
        let home_again = home.clone();
        let request =
            PreviewRequest { home: home_again, origin, options, format: None, deck: None, watch };
        let preview = preview(request).unwrap();
        assert_eq!(preview.plan.files[0].deck, "imported");
        assert!(
            std::fs::read_dir(folder.path()).unwrap().next().is_none(),
            "a preview writes nothing"
        );
        let scheduler =
            Scheduler::new(crate::settings::Settings::default(), crate::clock::Calendar::utc());
        let request = ImportRequest {
            home,
            plan: preview.plan,
            scheduler,
            with_progress: false,
            now: Moment(0),
        };
        let result = import(request).unwrap();
        assert!(result.library.find_deck("imported").is_some() && result.faults.is_empty());
    }
}

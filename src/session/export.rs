//! An export: which format a file's name says, and a deck written into a file that may be there
//! already.
//!
//! How a format is written is known to `exchange`, how a file is to `store`.

use std::path::{Path, PathBuf};

use crate::clock::Moment;
use crate::exchange::{self, DeckWriter, ExportInput, FORMATS, Format};
use crate::fault::{Fault, Place};
use crate::store::media_export::MediaExport;
use crate::store::{ConfigHome, ImportTarget, exported_file};

/// A deck to write into a file.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Where the decks are.
    pub home: ConfigHome,
    /// The deck's id.
    pub deck: String,
    /// The file.
    pub path: PathBuf,
    /// Whether a file that is there is replaced.
    pub replaces: bool,
    /// The time that is written where a format has one.
    pub now: Moment,
}

/// What came of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportOutcome {
    /// So many notes were written into the file, in this format.
    Written(PathBuf, usize, &'static str),
    /// The file is there already, and was left alone.
    Exists(PathBuf),
}

/// The format of this name, or else the one that the file's ending names; without both, `ron`.
pub fn find_writer(
    name: Option<&str>,
    path: Option<&Path>,
) -> Result<(&'static dyn Format, DeckWriter), Fault> {
    let ending = path.and_then(Path::extension);
    let ending = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    let format = match (name, &ending) {
        (Some(name), _) => exchange::find_format(name)?,
        (None, None) => exchange::find_format("ron")?,
        (None, Some(ending)) => {
            let has_ending = |format: &&&dyn Format| {
                format.writer().is_some() && format.extensions().contains(&ending.as_str())
            };
            *FORMATS.iter().find(has_ending).ok_or_else(|| {
                let what = format!("no format has files that end in `.{ending}`");
                let remedy = format!(
                    "end the name in {}, or name the format with `lacuna export --format`",
                    endings().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
                );
                Fault::error(what, remedy)
            })?
        }
    };
    let writer = format.writer().ok_or_else(|| {
        Fault::error(format!("{} can't be written", format.name()), "name another format")
    })?;
    Ok((format, writer))
}

/// The endings that name a format which can be written, each once.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let written = FORMATS.iter().filter(|format| format.writer().is_some());
    let mut endings: Vec<&str> =
        written.filter_map(|format| format.extensions().first().copied()).collect();
    endings.sort_unstable();
    endings.dedup();
    endings.into_iter()
}

/// Writes a deck, without what is known of its cards.
pub fn export(request: &ExportRequest) -> Result<ExportOutcome, Fault> {
    let ExportRequest { home, deck, path, replaces, now } = request;
    let (format, writer) = find_writer(None, Some(path))?;
    if !replaces && exported_file::is_there(path) {
        return Ok(ExportOutcome::Exists(path.clone()));
    }
    let target = ImportTarget::open(home, deck)?.ok_or_else(|| {
        let place = Place::file(home.decks().display().to_string());
        Fault::error(format!("there is no deck `{deck}` any more"), "look into the folder")
            .with_place(place)
    })?;
    let media = MediaExport::new(home, &target, writer.media, Some(path))?;
    let input = ExportInput {
        head: &target.head,
        notes: &media.notes,
        media: media.inside(),
        memory: None,
        now: *now,
    };
    let bytes = (writer.write)(&input)?;
    media.write_beside(home)?;
    exported_file::write(home, path, &bytes)?;
    Ok(ExportOutcome::Written(path.clone(), target.notes.len(), format.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_ending_names_the_format() {
        let format = |path: &str| find_writer(None, Some(Path::new(path)));
        for (path, name) in
            [("a.CSV", "csv"), ("a.md", "markdown"), ("a.json", "json"), ("a", "ron")]
        {
            assert_eq!(format(path).unwrap().0.name(), name);
        }
        let fault = format("a.docx").err().unwrap().to_string();
        assert!(fault.contains("`.docx`") && fault.contains(".csv, "), "{fault}");
        assert_eq!(find_writer(Some("tsv"), Some(Path::new("a.csv"))).unwrap().0.name(), "tsv");
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_if_that_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path().join("config"));
        let path = folder.path().join("deck.csv");
        std::fs::write(&path, "mine").unwrap();
        let deck = crate::store::bundled::deck_id().to_string();
        let request =
            ExportRequest { home, deck, path: path.clone(), replaces: false, now: Moment(0) };
        assert_eq!(export(&request).unwrap(), ExportOutcome::Exists(path.clone()));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        let written = export(&ExportRequest { replaces: true, ..request.clone() }).unwrap();
        assert!(matches!(written, ExportOutcome::Written(_, 100.., "csv")), "{written:?}");
        assert!(std::fs::read_to_string(&path).unwrap().contains("Layer normalization"));
        let gone = export(&ExportRequest { deck: "gone".into(), replaces: true, ..request });
        assert!(gone.unwrap_err().to_string().contains("no deck `gone`"));
    }
}

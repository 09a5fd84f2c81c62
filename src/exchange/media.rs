//! Pictures and sounds: those that a file brings with its notes, and those that go into one.

use std::path::PathBuf;

use crate::fault::Fault;

/// The most bytes of a picture or a sound.
pub const LARGEST_MEDIUM: u64 = 50 << 20;

/// A picture or a sound that the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedMedium {
    /// What the notes call it.
    pub name: String,
    /// What its place in the file is called.
    pub(super) entry: String,
    /// Its own file, if it lies beside that of the notes.
    pub beside: Option<PathBuf>,
    /// How many bytes it has, as the file says.
    pub size: u64,
}

impl ImportedMedium {
    /// One that lies beside the file of the notes.
    pub fn from_beside(name: &str, path: PathBuf, size: u64) -> ImportedMedium {
        ImportedMedium { name: name.to_string(), entry: String::new(), beside: Some(path), size }
    }
}

/// Finds the picture or the sound that a note names beside its file.
pub type FindMedium<'f> = dyn Fn(&str) -> Option<ImportedMedium> + 'f;

/// Takes what was read of a picture or a sound, or why it is left out.
pub type TakeMedium<'t> =
    dyn FnMut(&ImportedMedium, Result<Vec<u8>, Fault>) -> Result<(), Fault> + 't;

/// The folder beside an exported file that has the pictures and sounds of its notes.
pub const MEDIA_FOLDER: &str = "media";

/// Where a format has the pictures and sounds that its notes name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaPlace {
    /// In the file itself.
    Inside,
    /// In a folder beside it, [`MEDIA_FOLDER`].
    Beside,
    /// Nowhere: it has their names only.
    Nowhere,
}

/// The pictures and sounds of a deck that is written.
pub trait MediaSource: std::fmt::Debug {
    /// Their names: no two are alike, and none leads into a folder.
    fn names(&self) -> Vec<&str>;

    /// Reads the one of that name.
    fn read(&self, name: &str) -> Result<Vec<u8>, Fault>;
}

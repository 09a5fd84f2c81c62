//! Where the user's files lie.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::fault::Fault;

/// The variable that names another config directory.
pub const VARIABLE: &str = "LACUNA_CONFIG_DIR";

/// The user's config directory: everything that lacuna keeps lies in it. It need not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigHome(PathBuf);

impl ConfigHome {
    /// The directory that the command line names, or else the environment, or else the
    /// system's own.
    pub fn find(named: Option<PathBuf>) -> Result<ConfigHome, Fault> {
        let named = named
            .or_else(|| std::env::var_os(VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from))
            .map(|path| expand_home(&path));
        let usual =
            || ProjectDirs::from("", "", "lacuna").map(|dirs| dirs.config_dir().to_path_buf());
        named.or_else(usual).map(ConfigHome).ok_or_else(|| {
            Fault::error(
                "there is no home directory to keep files in",
                format!("name one with --config-dir or {VARIABLE}"),
            )
        })
    }

    /// The directory that is `path`.
    pub fn new(path: impl Into<PathBuf>) -> ConfigHome {
        ConfigHome(path.into())
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The folder of the user's decks.
    pub fn decks(&self) -> PathBuf {
        self.0.join("decks")
    }

    /// The folder of the user's themes.
    pub fn themes(&self) -> PathBuf {
        self.0.join("themes")
    }

    /// The log: everything that ever happened to a card.
    pub fn reviews(&self) -> PathBuf {
        self.0.join("reviews.ron")
    }

    /// The snapshot of the progress.
    pub fn state(&self) -> PathBuf {
        self.0.join("state.ron")
    }

    /// What the user chose.
    pub fn settings(&self) -> PathBuf {
        self.0.join("settings.ron")
    }

    /// The folder of the drafts: notes that are being edited.
    pub fn drafts(&self) -> PathBuf {
        self.0.join("drafts")
    }

    /// The folder of the pictures and sounds.
    pub fn media(&self) -> PathBuf {
        self.0.join("media")
    }

    /// What the notes of each deck call the pictures and sounds.
    pub fn media_names(&self) -> PathBuf {
        self.0.join("media.ron")
    }

    /// The file that is locked while a folder is made.
    pub fn staging_lock(&self) -> PathBuf {
        self.0.join(".lock")
    }

    /// The folder of the daily copies.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }
}

/// The path with the user's home for a `~` at its beginning: a shell does not put it there within
/// `--flag=~/x`, and nothing does in a variable that a service sets.
pub fn expand_home(path: &Path) -> PathBuf {
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
    match path.strip_prefix("~").map(|rest| (rest, home())) {
        Ok((rest, Some(home))) if rest.as_os_str().is_empty() => home,
        Ok((rest, Some(home))) => home.join(rest),
        _ => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_users_home_and_nothing_else_changes() {
        let home = directories::BaseDirs::new().expect("tests have a home");
        assert_eq!(expand_home(Path::new("~")), home.home_dir());
        assert_eq!(expand_home(Path::new("~/lac/x")), home.home_dir().join("lac/x"));
        for path in ["~someone/x", "a/~/x", "/tmp/~", "./~"] {
            assert_eq!(expand_home(Path::new(path)), Path::new(path));
        }
    }
}

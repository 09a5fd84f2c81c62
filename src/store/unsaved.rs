//! What was typed and is saved nowhere else yet: forms, a typed answer, pasted notes.
//!
//! Each session keeps all of its own in one file, `drafts/unsaved-PID.ron`, which is gone once
//! nothing is left in it. A session takes over what those left that have ended.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::whole_decks::DeckTexts;
use super::{ConfigHome, disk, os};
use crate::fault::Fault;

/// How the files are called, around the number of the process.
const NAME: (&str, &str) = ("unsaved-", ".ron");
/// The most bytes that are read of one.
const LARGEST: u64 = 32 << 20;

/// Something that was typed and not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Unsaved {
    /// The form of a note.
    Note(Box<NoteTexts>),
    /// The form of an exam.
    Exam(ExamTexts),
    /// What was typed for a card, by its id: a line for each blank or item, and the last one for
    /// what is in the field.
    Answer(String, String),
    /// The same in a quiz.
    QuizAnswer(String, String),
    /// What was typed for a deck, by its id.
    Deck(String, DeckTyping),
    /// Notes that were pasted to be imported.
    Pasted(String),
}

/// What is typed for a deck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeckTyping {
    /// Another title.
    Title(String),
    /// What it says of itself.
    Texts(DeckTexts),
    /// The file that it is exported to.
    File(String),
}

/// The texts in the form of a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteTexts {
    /// The note that is changed; none for a new one.
    pub origin: Option<NoteOrigin>,
    /// The name of its kind.
    pub kind: String,
    /// The deck of a new note.
    pub deck: String,
    /// Its term, title or question.
    pub term: String,
    /// Its definition, answer, text or introduction.
    pub body: String,
    /// Its steps or items.
    pub rows: Vec<String>,
    /// Its topic.
    pub topic: String,
    /// Its tags.
    pub tags: String,
}

/// A note that is changed in a form, as it was when the form was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteOrigin {
    /// The deck's id.
    pub deck: String,
    /// The note's id.
    pub note: String,
    /// Its text in the deck.
    pub text: String,
}

/// The texts in the form of an exam.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamTexts {
    /// The name of the exam that is changed; none for a new one.
    pub origin: Option<String>,
    /// Its name.
    pub name: String,
    /// Its date, as it was typed.
    pub date: String,
    /// The minutes a day.
    pub minutes: String,
    /// The decks that it covers, by id.
    pub decks: Vec<String>,
    /// The topics that it covers, by id.
    pub topics: Vec<String>,
}

/// The file of this session.
#[derive(Debug)]
pub struct UnsavedFile {
    path: PathBuf,
    /// Files of ended sessions, whose content is this session's now.
    taken_over: Vec<PathBuf>,
    is_written: bool,
}

impl UnsavedFile {
    /// The file of this session, with what ended ones have left.
    pub fn open(home: &ConfigHome) -> (UnsavedFile, Vec<Unsaved>) {
        let (mut taken_over, mut left) = (Vec::new(), Vec::new());
        for (path, pid) in files(home) {
            if !is_running(pid)
                && let Some(mut texts) = read(&path)
            {
                left.append(&mut texts);
                taken_over.push(path);
            }
        }
        let name = format!("{}{}{}", NAME.0, std::process::id(), NAME.1);
        let path = home.drafts().join(name);
        (UnsavedFile { path, taken_over, is_written: false }, left)
    }

    /// Keeps these, and only these.
    pub fn keep(&mut self, texts: &[Unsaved]) -> Result<(), Fault> {
        if texts.is_empty() {
            if self.is_written {
                // If it stays, what is in it is only offered once too often.
                _ = os::remove_file(&self.path);
            }
            self.is_written = false;
        } else {
            let text = ron::to_string(texts).unwrap_or_default();
            let folder = self.path.parent().unwrap_or(Path::new("."));
            let written = disk::make_folder(folder)
                .and_then(|()| disk::replace(&self.path, |out| out.write_all(text.as_bytes())));
            written.map_err(|error| {
                disk::write_fault("what you type is not kept as a draft", &self.path, &error)
            })?;
            self.is_written = true;
        }
        for path in self.taken_over.drain(..) {
            _ = os::remove_file(&path);
        }
        Ok(())
    }
}

/// How many texts ended sessions have left.
pub fn count_left(home: &ConfigHome) -> usize {
    let left = files(home).into_iter().filter(|(_, pid)| !is_running(*pid));
    left.filter_map(|(path, _)| Some(read(&path)?.len())).sum()
}

/// The files of all sessions, with the numbers of their processes.
fn files(home: &ConfigHome) -> Vec<(PathBuf, i32)> {
    let Ok(folder) = os::read_dir(&home.drafts()) else { return Vec::new() };
    let mut files: Vec<(PathBuf, i32)> = folder
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            let pid = name.strip_prefix(NAME.0)?.strip_suffix(NAME.1)?.parse().ok()?;
            Some((path, pid))
        })
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> Option<Vec<Unsaved>> {
    if os::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let bytes = disk::read(path).ok()??;
    ron::from_str(std::str::from_utf8(&bytes).ok()?).ok()
}

/// Whether a process of that number runs, other than this one.
fn is_running(pid: i32) -> bool {
    let is_own = i32::try_from(std::process::id()) == Ok(pid);
    #[cfg(unix)]
    let runs = rustix::process::Pid::from_raw(pid)
        .is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
    #[cfg(not(unix))]
    let runs = false;
    runs && !is_own
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_an_ended_session_left_is_taken_over_and_goes_when_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let home = ConfigHome::new(folder.path());
        fs::create_dir_all(home.drafts()).unwrap();
        let texts = vec![
            Unsaved::Answer("d/n/c".into(), "half \"an answer".into()),
            Unsaved::Pasted("a\tb\nc\td".into()),
        ];
        // No process has so great a number.
        let old = home.drafts().join("unsaved-2147483646.ron");
        fs::write(&old, ron::to_string(&texts).unwrap()).unwrap();
        fs::write(home.drafts().join("unsaved-2147483645.ron"), "nonsense").unwrap();
        fs::write(home.drafts().join("unsaved-1.ron"), ron::to_string(&texts).unwrap()).unwrap();
        assert_eq!(count_left(&home), 2);
        let (mut file, left) = UnsavedFile::open(&home);
        assert_eq!(left, texts, "only what an ended session left, and what can be read");
        assert!(old.exists(), "nothing is lost before it is written again");
        file.keep(&left[..1]).unwrap();
        assert!(!old.exists());
        assert_eq!(read(&file.path), Some(texts[..1].to_vec()));
        file.keep(&[]).unwrap();
        assert!(!file.path.exists() && home.drafts().join("unsaved-1.ron").exists());
    }
}

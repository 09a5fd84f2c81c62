//! The quizzes of the past, as the log tells of them.
//!
//! They are read when somebody asks for them, from their own lines only: what is known of the cards
//! needs none of it.

use memchr::memmem;

use super::{ConfigHome, disk, log_lines};
use crate::fault::Fault;
use crate::memory::QuizRecord;

/// What only a quiz's lines have in them; others may, and are read for nothing then.
const TELLS: &[u8] = b"Quiz";

/// Returns every quiz, the first first. A line that can't be read is left out: who looks after the
/// log tells of it.
pub fn quizzes(home: &ConfigHome) -> Result<Vec<QuizRecord>, Fault> {
    let path = home.reviews();
    let read = disk::open_for_reading(&path)
        .and_then(|file| file.map(|file| disk::read_from(&file, 0)).transpose());
    let bytes = read.map_err(|error| disk::read_fault(&path, &error))?.unwrap_or_default();
    let (mut entries, mut at) = (Vec::new(), 0);
    while let Some(found) = memmem::find(&bytes[at..], TELLS).map(|found| at + found) {
        let start = memchr::memrchr(b'\n', &bytes[..found]).map_or(0, |end| end + 1);
        // A last line without its end may still be being written.
        let Some(end) = memchr::memchr(b'\n', &bytes[found..]).map(|end| found + end) else {
            break;
        };
        entries.extend(log_lines::entry(&bytes[start..end]).ok().flatten());
        at = end + 1;
    }
    Ok(QuizRecord::from_entries(entries))
}

//! The quizzes of the past, as the log tells of them.
//!
//! They are read when somebody asks for them, from their own lines only: what is known of the cards needs none of it.

use std::fs;
use std::io::ErrorKind;

use memchr::memmem;

use super::disk::unreadable;
use super::{Home, lines};
use crate::fault::Fault;
use crate::memory::Sitting;

/// What only a quiz's lines have in them; others may, and are read for nothing then.
const TELLS: &[u8] = b"Quiz";

/// Returns every quiz, the first first. A line that can't be read is left out: who looks after the log tells of it.
pub fn quizzes(home: &Home) -> Result<Vec<Sitting>, Fault> {
    let path = home.reviews();
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(&path, &error)),
    };
    let (mut entries, mut at) = (Vec::new(), 0);
    while let Some(found) = memmem::find(&bytes[at..], TELLS).map(|found| at + found) {
        let start = memchr::memrchr(b'\n', &bytes[..found]).map_or(0, |end| end + 1);
        // A last line without its end may still be being written.
        let Some(end) = memchr::memchr(b'\n', &bytes[found..]).map(|end| found + end) else { break };
        entries.extend(lines::entry(&bytes[start..end]).ok().flatten());
        at = end + 1;
    }
    Ok(Sitting::all(entries))
}

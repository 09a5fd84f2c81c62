//! Reading what notes are to come from: a file, a pipe or standard input. Whatever it is, it takes
//! bounded room, and can be stopped.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread::Builder;
use std::time::Duration;

use super::os::{self as fs, OpenFile};
use crate::exchange::unstopped;
use crate::fault::{Fault, Place};
use crate::watch::Watch;

/// The most bytes of a text.
const LARGEST_TEXT: usize = 64 << 20;
/// The most bytes of a package, which may hold pictures and sounds.
const LARGEST_PACKAGE: usize = 1 << 30;
/// How a package begins: it is a ZIP archive.
const ZIP: &[u8] = b"PK\x03\x04";
/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;
/// How often somebody who waits for a pipe looks whether to go on.
const TICK: Duration = Duration::from_millis(100);

/// Reads the file that notes are to come from.
pub fn bytes(path: &Path, watch: &Watch) -> Result<Vec<u8>, Fault> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            let fault = Fault::error("this is a folder", "name the files in it");
            return Err(fault.with_place(Place::file(path.display().to_string())));
        }
        Ok(meta) if !meta.is_file() => return of_pipe(path, watch),
        _ => {}
    }
    let file = OpenFile::open(path).map_err(|error| unreadable(path, &error))?;
    let mut content = Content::new(path, size(path));
    let mut chunk = vec![0; CHUNK];
    loop {
        match (&file).read(&mut chunk) {
            Ok(0) => return Ok(content.bytes),
            Ok(read) => content.push(&chunk[..read], watch)?,
            Err(error) => return Err(unreadable(path, &error)),
        }
    }
}

/// How many bytes the file has; 0 if that is not known.
pub fn size(path: &Path) -> usize {
    fs::metadata(path).map_or(0, |meta| meta.len() as usize)
}

/// Reads all there is of what is called so.
pub fn all_of(input: &mut dyn Read, path: &Path) -> Result<Vec<u8>, Fault> {
    let (mut content, watch) = (Content::new(path, 0), Watch::default());
    let mut chunk = vec![0; CHUNK];
    loop {
        match input.read(&mut chunk) {
            Ok(0) => return Ok(content.bytes),
            Ok(read) => content.push(&chunk[..read], &watch)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(path, &error)),
        }
    }
}

/// Reads a pipe or a device. A thread of its own waits for it, which may be for ever: when the
/// import is stopped, that thread is left behind.
fn of_pipe(path: &Path, watch: &Watch) -> Result<Vec<u8>, Fault> {
    let (sender, receiver) = mpsc::sync_channel(4);
    let theirs: Arc<Path> = path.into();
    Builder::new()
        .name("lacuna-pipe".to_string())
        .spawn(move || send_chunks(&theirs, &sender))
        .map_err(|error| unreadable(path, &error))?;
    let mut content = Content::new(path, 0);
    loop {
        match receiver.recv_timeout(TICK) {
            Ok(Ok(chunk)) => content.push(&chunk, watch)?,
            Ok(Err(error)) => return Err(unreadable(path, &error)),
            Err(RecvTimeoutError::Timeout) => unstopped(watch)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(content.bytes),
        }
    }
}

fn send_chunks(path: &Path, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let file = match OpenFile::open(path) {
        Ok(file) => file,
        Err(error) => {
            _ = sender.send(Err(error));
            return;
        }
    };
    loop {
        let mut chunk = vec![0; CHUNK];
        let read = (&file).read(&mut chunk);
        match &read {
            Ok(0) => return,
            Ok(count) => chunk.truncate(*count),
            Err(_) => {}
        }
        // Nobody listens any more once the import is stopped or too much has come.
        if sender.send(read.map(|_| chunk)).is_err() {
            return;
        }
    }
}

/// What was read so far.
struct Content<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
    /// How many bytes are expected; 0 if that is not known.
    size: usize,
}

impl<'a> Content<'a> {
    fn new(path: &'a Path, size: usize) -> Content<'a> {
        Content { path, bytes: Vec::with_capacity(size.min(LARGEST_TEXT)), size }
    }

    fn push(&mut self, chunk: &[u8], watch: &Watch) -> Result<(), Fault> {
        self.bytes.extend_from_slice(chunk);
        let is_package = self.bytes.starts_with(ZIP);
        let (largest, what, remedy) = if is_package {
            (LARGEST_PACKAGE, "the file is over 1 GiB", "export it without media, or in parts")
        } else {
            (
                LARGEST_TEXT,
                "this is over 64 MiB, too much for a list of notes",
                "check that it is one, or divide it into parts",
            )
        };
        if self.bytes.len().max(self.size) > largest {
            let place = Place::file(self.path.display().to_string());
            return Err(Fault::error(what, remedy).with_place(place));
        }
        if watch.report(self.bytes.len(), self.size.max(self.bytes.len() + 1)) {
            Ok(())
        } else {
            unstopped(watch)
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let fault = Fault::error(
        format!("it can't be read: {error}"),
        "check the name and that it is a readable file",
    );
    fault.with_place(Place::file(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused() {
        for begin in [&b"a\tb\n"[..], b"PKx"] {
            let mut endless = begin.chain(io::repeat(b'x'));
            let fault = all_of(&mut endless, Path::new("x")).unwrap_err();
            assert_eq!(fault.what, "this is over 64 MiB, too much for a list of notes");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_that_nobody_writes_to_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let pipes = ["one", "two"].map(|name| folder.path().join(name));
        for pipe in &pipes {
            assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        }
        let watch = Watch::default();
        watch.stop();
        assert_eq!(bytes(&pipes[0], &watch).unwrap_err().what, "the import was stopped");
        std::thread::scope(|scope| {
            let writer = || std::fs::write(&pipes[1], "a\tb\n").unwrap();
            Builder::new().name("writer".to_string()).spawn_scoped(scope, writer).unwrap();
            assert_eq!(bytes(&pipes[1], &Watch::default()).unwrap(), b"a\tb\n");
        });
    }

    #[test]
    fn reading_stops_and_says_how_far_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        std::fs::write(&path, vec![b'x'; 10 * CHUNK]).unwrap();
        let watch = Watch::until(0.5);
        assert_eq!(bytes(&path, &watch).unwrap_err().what, "the import was stopped");
        assert!((0.5..0.7).contains(&watch.share()), "{}", watch.share());
        assert_eq!(bytes(&path, &Watch::default()).unwrap().len(), 10 * CHUNK);
    }
}

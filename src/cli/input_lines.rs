//! Lines that somebody types or sends.

use std::io::{self, BufRead};

use crate::fault::Fault;

/// The longest line that is read whole, in bytes; the rest of a longer one is passed over.
const LONGEST: usize = 1 << 20;

/// The lines of an input.
pub(super) struct InputLines<'a>(Box<dyn BufRead + 'a>);

impl<'a> InputLines<'a> {
    /// The lines of `input`.
    pub(super) fn new(input: Box<dyn BufRead + 'a>) -> InputLines<'a> {
        InputLines(input)
    }

    /// The next line without its end; none at the end of the input. What is no text becomes
    /// question marks.
    pub(super) fn next(&mut self) -> Result<Option<String>, Fault> {
        let read = self
            .read()
            .map_err(|error| Fault::error(format!("the input can't be read: {error}"), ""))?;
        Ok(read.map(|bytes| String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_string()))
    }

    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let (mut line, mut any) = (Vec::new(), false);
        loop {
            let piece = match self.0.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                return Ok(any.then_some(line));
            }
            any = true;
            let end = memchr::memchr(b'\n', piece);
            let text = &piece[..end.unwrap_or(piece.len())];
            line.extend_from_slice(&text[..text.len().min(LONGEST - line.len())]);
            let used = end.map_or(piece.len(), |end| end + 1);
            self.0.consume(used);
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_way_and_are_never_endless() {
        let long = [vec![b'x'; LONGEST + 9], b"\nlast".to_vec()].concat();
        let mut lines = InputLines::new(Box::new(&b"one\r\n\n\xff"[..]));
        let mut next = || lines.next().unwrap();
        assert_eq!(
            [next(), next(), next(), next()].map(|line| line.unwrap_or("end".into())),
            ["one", "", "\u{fffd}", "end"]
        );
        let mut lines = InputLines::new(Box::new(&long[..]));
        assert_eq!(lines.next().unwrap().map(|line| line.len()), Some(LONGEST));
        assert_eq!(lines.next().unwrap().as_deref(), Some("last"));
    }
}

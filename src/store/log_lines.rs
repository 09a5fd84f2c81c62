//! Parsing the log's lines into entries, and the faults of lines that are none.
//!
//! It reads bytes and knows no file. A last line without its end is not read: it may still be being
//! written.

use std::io;
use std::panic::resume_unwind;
use std::thread::Builder;

use super::fast_parse;
use crate::fault::{Fault, Place};
use crate::memory::{Entry, EntryKind};
use crate::rng::hash_bytes;

/// How many unreadable lines are listed one by one.
const MOST_TOLD: usize = 5;
/// From so many bytes on, a second thread pays.
const LARGE: usize = 1 << 20;

/// What a stretch of the log holds.
#[derive(Debug, Default)]
pub(super) struct LogLines {
    /// The entries, in the order in which they stand.
    pub(super) entries: Vec<Entry>,
    /// The lines that are no entries.
    pub(super) bad: Vec<BadLine>,
    /// How many bytes the whole lines take.
    pub(super) length: usize,
    /// How many lines those are.
    pub(super) count: u64,
    /// How many of them are conflict markers of git's: between them stand the lines of two sides,
    /// and both count.
    pub(super) markers: u64,
}

/// Reads a log's text: the entries on its whole lines, and the faults of lines that are none.
pub fn entries(bytes: &[u8], file: &str) -> io::Result<(Vec<Entry>, Vec<Fault>)> {
    let LogLines { entries, bad, .. } = LogLines::read(bytes, 0)?;
    Ok((entries, line_faults(&bad, file)))
}

/// A line that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadLine {
    /// Which line it is, from 1.
    pub(super) line: u64,
    column: usize,
    what: String,
}

impl LogLines {
    /// Reads the whole lines of `bytes`, which follow so many lines before them.
    pub(super) fn read(bytes: &[u8], before: u64) -> io::Result<LogLines> {
        let length = memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1);
        let whole = &bytes[..length];
        let middle =
            memchr::memchr(b'\n', &whole[length / 2..]).map_or(length, |end| length / 2 + end + 1);
        if length < LARGE || middle == length {
            return Ok(LogLines::parse(whole, before));
        }
        let (first, second) = whole.split_at(middle);
        let (mut first, second) = std::thread::scope(|scope| {
            // Lines are counted from one here, and from where the first half ends below.
            let second = Builder::new()
                .name("log-half".to_string())
                .spawn_scoped(scope, || LogLines::parse(second, 0))?;
            let first = LogLines::parse(first, before);
            Ok::<_, io::Error>((first, second.join().unwrap_or_else(|panic| resume_unwind(panic))))
        })?;
        let counted = before + first.count;
        first
            .bad
            .extend(second.bad.into_iter().map(|bad| BadLine { line: bad.line + counted, ..bad }));
        first.entries.extend(second.entries);
        let (count, markers) = (first.count + second.count, first.markers + second.markers);
        Ok(LogLines { length, count, markers, ..first })
    }

    fn parse(whole: &[u8], before: u64) -> LogLines {
        let mut lines = LogLines { length: whole.len(), ..LogLines::default() };
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', whole) {
            lines.count += 1;
            match entry(&whole[start..end]) {
                Ok(Some(entry)) => lines.entries.push(entry),
                Ok(None) => {}
                Err(_) if is_marker(&whole[start..end]) => lines.markers += 1,
                Err((column, what)) => {
                    lines.bad.push(BadLine { line: before + lines.count, column, what });
                }
            }
            start = end + 1;
        }
        lines
    }
}

/// Reads one line: an entry, or nothing but blanks or a comment; else the column and what is wrong
/// there.
pub(super) fn entry(line: &[u8]) -> Result<Option<Entry>, (usize, String)> {
    let line = match split_checksum(line) {
        Some((line, sum)) if sum != checksum(line) => {
            let what = "its checksum does not match, so it was damaged or changed";
            return Err((1, what.to_string()));
        }
        Some((line, _)) => line,
        None => line,
    };
    let text = std::str::from_utf8(line)
        .map_err(|error| (error.valid_up_to() + 1, "it is not UTF-8 text".into()))?;
    if let Some(entry) = fast_parse::review(text) {
        return Ok(Some(entry));
    }
    // A byte order mark may stand before the first line.
    let inner = text.trim_start_matches('\u{feff}').trim();
    if inner.is_empty() || inner.starts_with("//") {
        return Ok(None);
    }
    let entry: Entry = ron::from_str(inner).map_err(|error| {
        let skipped = text.find(inner).unwrap_or(0);
        let column = text[..skipped].chars().count() + error.span.start.col.max(1);
        let what = crate::deck::parse_errors::explain(&error.code).what;
        (column, what)
    })?;
    if let EntryKind::Known(known) = &entry.what
        && !(known.stability.is_finite() && known.difficulty.is_finite())
    {
        return Err((1, "stability and difficulty have to be finite numbers".to_string()));
    }
    Ok(Some(entry))
}

/// The line without the checksum at its end, and that checksum. Lines that earlier versions wrote,
/// and those that somebody wrote by hand, have none.
fn split_checksum(line: &[u8]) -> Option<(&[u8], u32)> {
    let line = line.trim_ascii_end();
    let (rest, digits) = line.split_at_checked(line.len().checked_sub(8)?)?;
    let body = rest.strip_suffix(b"//")?;
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let digits = std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(is_digit))?;
    // A comment may well be eight digits long.
    let body = Some(body).filter(|body| body.ends_with(b")"))?;
    Some((body, u32::from_str_radix(digits, 16).ok()?))
}

/// Changes with every single byte of the line.
fn checksum(line: &[u8]) -> u32 {
    hash_bytes(line) as u32
}

/// How many lines there are, and how many of them have a checksum.
pub(super) fn count_lines(bytes: &[u8]) -> (usize, usize) {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.fold((0, 0), |(all, checked), line| {
        (all + 1, checked + usize::from(split_checksum(line).is_some()))
    })
}

/// Whether git has written this line to say that two sides differ here.
fn is_marker(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line == b"======="
        || [&b"<<<<<<<"[..], b"|||||||", b">>>>>>>"].iter().any(|sign| line.starts_with(sign))
}

/// The line of an entry, with its checksum as a comment and its end.
pub(super) fn line(entry: &Entry) -> Result<String, ron::Error> {
    let line = ron::to_string(entry)?;
    let sum = checksum(line.as_bytes());
    Ok(format!("{line}//{sum:08x}\n"))
}

/// The faults of the unreadable lines of `file`: the first ones, and how many more there are.
pub(super) fn line_faults(bad: &[BadLine], file: &str) -> Vec<Fault> {
    let remedy = "mend the line, or let `lacuna state repair` set it aside; the others count";
    let mut faults: Vec<Fault> = bad
        .iter()
        .take(MOST_TOLD)
        .map(|bad| {
            let spot = Some((bad.line as usize, bad.column));
            let what = format!("this line is no entry: {}", bad.what);
            Fault::error(what, remedy).with_place(Place { file: file.to_string(), spot })
        })
        .collect();
    if let Some(more) = bad.len().checked_sub(MOST_TOLD).filter(|&more| more > 0) {
        let what = format!("{more} more lines are no entries");
        faults.push(
            Fault::error(what, "`lacuna state repair` sets them aside")
                .with_place(Place::file(file)),
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::memory::{AnswerMethod, EntryId, Rating};

    fn entries(count: u64) -> Vec<Entry> {
        let entry = |id| Entry {
            id: EntryId(id),
            at: Moment(0),
            card: "d/n/c".into(),
            what: EntryKind::Suspend,
        };
        (0..count).map(entry).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let all = entries(3);
        let text: String = all.iter().map(|entry| line(entry).unwrap()).collect();
        let read =
            LogLines::read(format!("\u{feff}// the log\n\n{text}(\"00").as_bytes(), 0).unwrap();
        assert_eq!((read.entries, read.count), (all, 5));
        assert_eq!(read.length, "\u{feff}// the log\n\n".len() + text.len());
    }

    #[test]
    fn a_line_with_a_flipped_bit_is_none_or_says_what_it_said() {
        let entry = Entry {
            id: EntryId(0x54cb_251b_9104_13de),
            at: Moment(1_763_800_000_000),
            card: "csc277-exam-1/attention/term".into(),
            what: EntryKind::Review(Rating::Good, AnswerMethod::Typed, 4250),
        };
        let text = line(&entry).unwrap();
        let whole = text.trim_end().as_bytes();
        let (mut refused, mut same) = (0, 0);
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.to_vec();
            flipped[bit / 8] ^= 1 << (bit % 8);
            match super::entry(&flipped) {
                Ok(Some(read)) if read == entry => same += 1,
                Ok(other) => panic!("{}: {other:?}", String::from_utf8_lossy(&flipped)),
                Err(_) => refused += 1,
            }
        }
        assert!(refused > 9 * same, "{refused} refused, {same} in the checksum itself");
        // What earlier versions wrote counts as it is, and so does a checksum with a line's end of
        // another system.
        let bare = ron::to_string(&entry).unwrap();
        for text in [bare.clone(), format!("{bare} // by hand"), text.replace('\n', "\r")] {
            assert_eq!(super::entry(text.as_bytes()).unwrap(), Some(entry.clone()), "{text}");
        }
        let two = format!("{text}{bare}\n//0123abcd\n");
        assert_eq!(count_lines(two.as_bytes()), (3, 1));
    }

    #[test]
    fn a_memory_that_is_no_number_is_no_entry() {
        for number in ["NaN", "inf", "-inf"] {
            let text = format!(
                "(\"00000000000000aa\",0,\"d/n/c\",Known((stability:{number},difficulty:5.0,\
                 reviewed:0,due:0,reps:1,lapses:0)))"
            );
            let fault = super::entry(text.as_bytes()).unwrap_err().1;
            assert_eq!(fault, "stability and difficulty have to be finite numbers", "{text}");
        }
    }

    #[test]
    fn bad_lines_have_a_place_and_hide_no_other() {
        let all = entries(2);
        let text = all.iter().map(|entry| line(entry).unwrap()).collect::<String>();
        let bytes =
            [text.as_bytes(), b"  (\"0\",1)\n\xff\xfe\n", text.as_bytes(), b"nonsense\n"].concat();
        let read = LogLines::read(&bytes, 10).unwrap();
        assert_eq!(read.entries.len(), 4);
        let lines: Vec<u64> = read.bad.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [13, 14, 17]);
        let faults = line_faults(&read.bad, "reviews.ron");
        assert!(faults[0].to_string().starts_with("reviews.ron:13:"), "{}", faults[0]);
        assert_eq!(line_faults(&vec![read.bad[0].clone(); 9], "f").len(), MOST_TOLD + 1);
    }

    #[test]
    fn of_a_conflict_of_gits_both_sides_count() {
        let all = entries(4);
        let line = |n: usize| line(&all[n]).unwrap();
        let (first, ours, base, theirs) = (line(0), line(1), line(2), line(3));
        let text = format!(
            "{first}<<<<<<< HEAD\n{ours}||||||| 1a2b\n{base}=======\r\n{theirs}>>>>>>> laptop\n"
        );
        let read = LogLines::read(text.as_bytes(), 0).unwrap();
        assert_eq!((read.entries, read.markers, read.count, read.bad), (all, 4, 8, vec![]));
        assert_eq!(LogLines::read(b"== is no marker\n", 0).unwrap().bad.len(), 1);
    }

    #[test]
    fn two_threads_read_what_one_reads() {
        let lines: Vec<String> = entries(30_000).iter().map(|entry| line(entry).unwrap()).collect();
        let text = format!("bad\n{}bad\n", lines.concat());
        assert!(text.len() > LARGE);
        let (two, one) =
            (LogLines::read(text.as_bytes(), 7).unwrap(), LogLines::parse(text.as_bytes(), 7));
        assert_eq!(
            (two.entries, two.bad, two.count, two.length),
            (one.entries, one.bad, one.count, one.length)
        );
    }
}

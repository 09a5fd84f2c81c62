//! From bytes to text: byte order marks, UTF-16, and saying where a text is not what it should be.
//!
//! Nothing is guessed that could garble a text: what is no Unicode is refused with its row, and
//! read only by the name that the user gives it.

use std::borrow::Cow;

use super::imported_deck::{Encoding, ImportOptions, ImportSource};
use crate::fault::{Fault, Place};

/// The bytes by which text without a byte order mark is distinguished from UTF-16.
const LOOKED_AT: usize = 4096;

/// What the bytes 0x80 to 0x9F are in Windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a source, without byte order mark, every line ending in `\n`.
pub(super) fn text<'a>(
    source: &ImportSource<'a>,
    options: &ImportOptions,
) -> Result<Cow<'a, str>, Fault> {
    let (encoding, skip) = found(source.bytes);
    let (encoding, skip) = match options.encoding {
        Some(named) => (named, if named == encoding { skip } else { 0 }),
        None => (encoding, skip),
    };
    let bytes = &source.bytes[skip..];
    let text = match encoding {
        Encoding::Utf8 => Cow::Borrowed(std::str::from_utf8(bytes).map_err(|error| {
            let (row, column) = spot(bytes, error.valid_up_to());
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let at = skip + error.valid_up_to();
            let what = format!("the byte 0x{byte:02X} is not UTF-8 text (row {row}, byte {at})");
            let remedy = "save the file as UTF-8, or say `--encoding latin-1` \
                          if it is Latin-1 or Windows-1252";
            let place = Place { file: source.name.to_string(), spot: Some((row, column)) };
            Fault::error(what, remedy).with_place(place)
        })?),
        Encoding::Utf16Le => Cow::Owned(utf16(source, bytes, u16::from_le_bytes)?),
        Encoding::Utf16Be => Cow::Owned(utf16(source, bytes, u16::from_be_bytes)?),
        Encoding::Latin1 => Cow::Owned(bytes.iter().map(|&byte| latin1(byte)).collect()),
    };
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    })
}

/// The first characters of a source, as far as they can be read at all: for guessing its
/// format.
pub(super) fn glimpse(bytes: &[u8]) -> String {
    let (encoding, skip) = found(bytes);
    let bytes = &bytes[skip..bytes.len().min(4 * LOOKED_AT)];
    let unit = |make: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| make([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect::<String>()
    };
    let text = match encoding {
        Encoding::Utf16Le => unit(u16::from_le_bytes),
        Encoding::Utf16Be => unit(u16::from_be_bytes),
        Encoding::Utf8 | Encoding::Latin1 => String::from_utf8_lossy(bytes).into_owned(),
    };
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The encoding that a mark tells, or that the place of the zeros does, and the mark's
/// length.
fn found(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => return (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => return (Encoding::Utf16Be, 2),
        _ => {}
    }
    let looked = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |at: usize| looked.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = looked.len() / 5;
    match (even > many, odd > many) {
        (false, true) if even == 0 => (Encoding::Utf16Le, 0),
        (true, false) if odd == 0 => (Encoding::Utf16Be, 0),
        _ => (Encoding::Utf8, 0),
    }
}

fn utf16(
    source: &ImportSource<'_>,
    bytes: &[u8],
    make: fn([u8; 2]) -> u16,
) -> Result<String, Fault> {
    let mut out = String::with_capacity(bytes.len());
    let fault = |row: usize| {
        let remedy = "save the file as UTF-8: it is damaged, or of another encoding";
        Fault::error(format!("a character of row {row} is no UTF-16 text"), remedy)
            .with_place(source.row(row))
    };
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    for unit in char::decode_utf16(pairs.map(|pair| make([pair[0], pair[1]]))) {
        out.push(unit.map_err(|_| fault(out.matches('\n').count() + 1))?);
    }
    if odd { Err(fault(out.matches('\n').count() + 1)) } else { Ok(out) }
}

fn latin1(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The row and column, from 1, of a byte in bytes that are good text up to there.
fn spot(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |i| i + 1);
    let row = memchr::memchr_iter(b'\n', before).count() + 1;
    (row, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, String> {
        let source = ImportSource { name: "a.txt", bytes };
        let options = ImportOptions { encoding, ..ImportOptions::default() };
        text(&source, &options).map(Cow::into_owned).map_err(|fault| fault.to_string())
    }

    fn utf16(text: &str, make: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(make).collect()
    }

    #[test]
    fn marks_and_line_ends_are_taken_out() {
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb\rc", None), Ok("a\nb\nc".into()));
        for text in ["Zürich 漢 🎈\nsecond", "plain words\tof ASCII"] {
            for (mark, make) in [
                (&b"\xff\xfe"[..], u16::to_le_bytes as fn(u16) -> [u8; 2]),
                (b"\xfe\xff", u16::to_be_bytes),
            ] {
                assert_eq!(read(&[mark, &utf16(text, make)].concat(), None), Ok(text.into()));
                assert_eq!(read(&utf16(text, make), None), Ok(text.into()), "without a mark");
            }
        }
    }

    #[test]
    fn what_is_no_unicode_is_refused_with_its_row() {
        let message = read(b"caf\xc3\xa9\nna\xefve", None).unwrap_err();
        assert!(
            message.starts_with("a.txt:2:3: the byte 0xEF is not UTF-8 text (row 2, byte 8)"),
            "{message}"
        );
        assert!(message.contains("--encoding latin-1"), "{message}");
        assert_eq!(read(b"na\xefve \x80\x93", Some(Encoding::Latin1)), Ok("naïve €“".into()));
        assert!(read(b"\xff\xfea\0b", None).unwrap_err().contains("no UTF-16 text"));
        assert!(read(b"\xff\xfea\0\n\0\x00\xd8b\0", None).unwrap_err().starts_with("a.txt:2:1"));
    }
}

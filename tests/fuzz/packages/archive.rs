//! The archive around a collection, with entries that Anki never writes.

use std::io::{Cursor, Write};

use lacuna::rng::Rng;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::messages::message;
use super::values::{bytes, once_in, pick, text};

/// The most bytes of a block of zstd.
const BLOCK: usize = 128 << 10;
/// How often a skippable frame stands before the others.
const SKIPPED: usize = 5000;

/// The bytes of a package.
pub(super) fn build(rng: &mut Rng, collection: &[u8]) -> Vec<u8> {
    let name = pick(
        rng,
        &["collection.anki21", "collection.anki21", "collection.anki2", "collection.anki21b"],
    );
    let is_packed = name == "collection.anki21b";
    let collection = if is_packed { zstd(rng, collection) } else { collection.to_vec() };
    let mut entries = vec![(name.to_string(), collection)];
    if !once_in(rng, 4) {
        entries.push(("meta".to_string(), meta(rng)));
    }
    if !once_in(rng, 4) {
        let list = media(rng, is_packed);
        entries.push(("media".to_string(), if is_packed { zstd(rng, &list) } else { list }));
    }
    if is_packed && once_in(rng, 2) {
        entries.push(("collection.anki2".to_string(), bytes(rng)));
    }
    if once_in(rng, 4) {
        entries.push((odd_name(rng), bytes(rng)));
    }
    rng.shuffle(&mut entries);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let method = pick(rng, &[CompressionMethod::Stored, CompressionMethod::Deflated]);
        let options = SimpleFileOptions::default().compression_method(method);
        if zip.start_file(name, options).is_ok() {
            zip.write_all(&bytes).unwrap();
        }
    }
    let mut package = zip.finish().unwrap().into_inner();
    match rng.below(30) {
        0 => package.truncate(rng.below(package.len())),
        1 => package.extend(bytes(rng)),
        2 => {
            let at = rng.below(package.len());
            package[at] ^= 1 << rng.below(8);
        }
        _ => {}
    }
    package
}

fn odd_name(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => "../evil".to_string(),
        1 => "a/".repeat(rng.below(9000)),
        2 => "Media".to_string(),
        3 => "[Content_Types].xml".to_string(),
        4 => text(rng).chars().take(9000).collect(),
        _ => rng.below(9).to_string(),
    }
}

fn meta(rng: &mut Rng) -> Vec<u8> {
    match rng.below(12) {
        0 => bytes(rng),
        1 => vec![8, 9],
        2 => vec![0; 2000],
        number => vec![8, 1 + (number % 3) as u8],
    }
}

/// The list of pictures and sounds.
fn media(rng: &mut Rng, is_new: bool) -> Vec<u8> {
    let count = pick(rng, &[0, 1, 5, 20_000]);
    if is_new {
        let one = message(rng, &[(1, b"a.jpg".to_vec())], &[(2, 7)]);
        let all = vec![(1, one); count];
        return message(rng, &all, &[]);
    }
    match rng.below(8) {
        0 => b"[1, 2]".to_vec(),
        1 => "{\"1\":".repeat(5000).into_bytes(),
        2 => bytes(rng),
        _ => {
            let names: Vec<String> = (0..count).map(|i| format!("\"{i}\": \"a{i}.jpg\"")).collect();
            format!("{{{}}}", names.join(",")).into_bytes()
        }
    }
}

/// A stream of zstd whose blocks are not packed at all, often a little wrong.
fn zstd(rng: &mut Rng, bytes: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    if once_in(rng, 12) {
        for _ in 0..rng.below(SKIPPED) {
            stream.extend([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
        }
    }
    let window = pick(rng, &[0x50, 0x50, 0x50, 0x50, 0x50, 0x00, 0xa0, 0xff]);
    stream.extend([0x28, 0xb5, 0x2f, 0xfd, 0x00, window]);
    let count = bytes.len().div_ceil(BLOCK).max(1);
    for i in 0..count {
        let block = &bytes[i * BLOCK..bytes.len().min((i + 1) * BLOCK)];
        let is_last = usize::from(i + 1 == count && !once_in(rng, 30));
        let head = (block.len() << 3) | is_last;
        stream.extend(&head.to_le_bytes()[..3]);
        stream.extend(block);
    }
    if once_in(rng, 20) {
        stream.truncate(rng.below(stream.len()));
    }
    stream
}

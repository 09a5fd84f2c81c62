//! Unpacking a package: which of its collections holds the notes, and what its pictures and sounds
//! are called.
//!
//! Everything is bounded: a package that would unpack to more than a collection ever has is
//! refused.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::proto;
use crate::exchange::imported_deck::ImportSource;
use crate::fault::Fault;
use crate::watch::Watch;

/// The most bytes that a collection may have.
const LARGEST: u64 = 1 << 29;
/// The most bytes that the list of media may have.
const LARGEST_LIST: u64 = 1 << 25;
/// The newest generation that is read.
const NEWEST: u64 = 3;

/// What to do about a package that is damaged.
const AGAIN: &str = "export or download it once more; nothing was imported";

type ZipFile<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What a package holds.
pub(super) struct UnpackedPackage {
    /// The collection, as an `SQLite` database.
    pub(super) collection: Vec<u8>,
    /// The names of the media.
    pub(super) media: Vec<String>,
}

/// Unpacks what is needed.
pub(super) fn unpack(source: &ImportSource<'_>, watch: &Watch) -> Result<UnpackedPackage, Fault> {
    let fault = |what: String, remedy: &str| Fault::error(what, remedy).with_place(source.place());
    if !source.bytes.starts_with(b"PK") {
        return Err(fault(
            "this is no Anki package, which is a ZIP file".to_string(),
            "name its format with --format",
        ));
    }
    let mut zip = ZipArchive::new(Cursor::new(source.bytes))
        .map_err(|error| fault(format!("the package is cut off or damaged: {error}"), AGAIN))?;
    for name in zip.file_names() {
        let name = name.map_err(|error| {
            fault(format!("a name in the package can't be read: {error}"), AGAIN)
        })?;
        if climbs(&name) {
            let what = format!("a path in the package leads out of it: `{}`", name.escape_debug());
            return Err(fault(
                what,
                "this is no package of Anki's, and may be meant to do harm; nothing was imported",
            ));
        }
    }
    let version = match entry(source, &mut zip, "meta", 1024, &watch.part(0.0, 0.0))? {
        Some(meta) => proto::fields(&meta).find_map(|field| field.number(1)).unwrap_or(1),
        None => 1,
    };
    if version > NEWEST {
        let what =
            format!("this package is of generation {version}, and lacuna reads up to {NEWEST}");
        return Err(fault(what, "export it from Anki with support for older versions"));
    }
    let has = |name: &str| zip.index_for_name(name).is_some();
    // The first generation's name is also that of the stub that only asks to update Anki.
    let (name, packed) = if has("collection.anki21b") {
        ("collection.anki21b", true)
    } else if has("collection.anki21") {
        ("collection.anki21", false)
    } else if version == 1 && has("collection.anki2") {
        ("collection.anki2", false)
    } else {
        let fault = if has("[Content_Types].xml") {
            Fault::error(
                "this is an Office document, and no Anki package",
                "save what is in it as text or CSV",
            )
        } else {
            Fault::error(
                "there is no collection of notes in it",
                "name a package that Anki has exported, or unpack it first",
            )
        };
        return Err(fault.with_place(source.place()));
    };
    let half = if packed { 0.5 } else { 1.0 };
    let raw = entry(source, &mut zip, name, LARGEST, &watch.part(0.0, half))?.unwrap_or_default();
    let collection =
        if packed { inflate(source, &raw, name, LARGEST, &watch.part(half, 1.0))? } else { raw };
    let media = media(source, &mut zip, packed, &watch.part(1.0, 1.0))?;
    Ok(UnpackedPackage { collection, media })
}

/// What is read while somebody watches; stopped, it fails.
struct WatchedReader<'w, R> {
    inner: R,
    done: usize,
    total: usize,
    watch: &'w Watch,
}

impl<R: Read> Read for WatchedReader<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if !self.watch.report(self.done, self.total) {
            return Err(io::Error::other("it was stopped"));
        }
        let count = self.inner.read(bytes)?;
        self.done += count;
        Ok(count)
    }
}

fn climbs(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

/// An entry's content, if there is such an entry.
fn entry(
    source: &ImportSource<'_>,
    zip: &mut ZipFile<'_>,
    name: &str,
    most: u64,
    watch: &Watch,
) -> Result<Option<Vec<u8>>, Fault> {
    let Some(index) = zip.index_for_name(name) else { return Ok(None) };
    let bad = |error: &dyn std::fmt::Display| {
        let remedy = AGAIN;
        Fault::error(format!("`{name}` in the package is cut off or damaged: {error}"), remedy)
            .with_place(source.place())
    };
    let file = zip.by_index(index).map_err(|error| bad(&error))?;
    let mut bytes = Vec::new();
    let total = file.size() as usize;
    let file = WatchedReader { inner: file, done: 0, total, watch };
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| bad(&error))?;
    if bytes.len() as u64 > most { Err(too_large(source, name, most)) } else { Ok(Some(bytes)) }
}

/// Unpacks what is packed with zstd.
fn inflate(
    source: &ImportSource<'_>,
    packed: &[u8],
    name: &str,
    most: u64,
    watch: &Watch,
) -> Result<Vec<u8>, Fault> {
    let bad = |error: &dyn std::fmt::Display| {
        let remedy = AGAIN;
        Fault::error(format!("`{name}` in the package can't be unpacked: {error}"), remedy)
            .with_place(source.place())
    };
    let packed = WatchedReader { inner: packed, done: 0, total: packed.len(), watch };
    let decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|error| bad(&error))?;
    let mut bytes = Vec::new();
    decoder.take(most + 1).read_to_end(&mut bytes).map_err(|error| bad(&error))?;
    if bytes.len() as u64 > most { Err(too_large(source, name, most)) } else { Ok(bytes) }
}

fn too_large(source: &ImportSource<'_>, name: &str, most: u64) -> Fault {
    let what = format!("`{name}` in the package unpacks to over {} MiB", most >> 20);
    Fault::error(what, "export fewer notes at once; nothing was imported")
        .with_place(source.place())
}

/// What the media are called.
fn media(
    source: &ImportSource<'_>,
    zip: &mut ZipFile<'_>,
    packed: bool,
    watch: &Watch,
) -> Result<Vec<String>, Fault> {
    let Some(list) = entry(source, zip, "media", LARGEST_LIST, watch)? else {
        return Ok(Vec::new());
    };
    if packed {
        let list = inflate(source, &list, "media", LARGEST_LIST, watch)?;
        let names = proto::fields(&list).filter_map(|field| {
            let name = proto::fields(field.bytes(1)?).find_map(|field| field.bytes(1))?;
            Some(String::from_utf8_lossy(name).into_owned())
        });
        return Ok(names.collect());
    }
    // A list that can't be read names nothing that is needed.
    let names: std::collections::BTreeMap<String, String> =
        serde_json::from_slice(&list).unwrap_or_default();
    Ok(names.into_values().collect())
}

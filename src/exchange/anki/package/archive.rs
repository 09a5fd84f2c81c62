//! Unpacking a package: which of its collections holds the notes, and what its pictures and sounds
//! are called.
//!
//! Everything is bounded by the size of the package. A collection is unpacked in pieces, each of
//! which is given back as soon as it is read: it is never in memory twice.

use std::collections::{HashSet, VecDeque};
use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::proto;
use super::zstd::ZstdReader;
use crate::exchange::imported_deck::ImportSource;
use crate::exchange::media::{ImportedMedium, LARGEST_MEDIUM};
use crate::fault::Fault;
use crate::text::media::name_of;
use crate::watch::Watch;

/// How many bytes a collection may have: for each byte of the package, at least, and at most. Real
/// collections unpack to three to ten times their size.
pub(super) const COLLECTION: (u64, u64, u64) = (20, 96 << 20, 1 << 29);
/// The same for the list of media.
const MEDIA_LIST: (u64, u64, u64) = (2, 4 << 20, 32 << 20);
/// The most bytes of the name of a picture or a sound.
const LONGEST_NAME: usize = 255;
/// How many bytes are unpacked into one piece.
const PIECE: u64 = 1 << 20;
/// How many media are named.
const MOST_MEDIA: usize = 100_000;
/// How many bytes the number of the generation takes at most.
const META: u64 = 1024;
/// The newest generation that is read.
const NEWEST: u64 = 3;

/// What to do about a package that is damaged.
const AGAIN: &str = "export or download it once more; nothing was imported";

type ZipFile<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A package that was looked through.
pub(super) struct Package<'s> {
    source: &'s ImportSource<'s>,
    zip: ZipFile<'s>,
    /// The name of its collection.
    collection: &'static str,
    /// Whether the collection and the list of media are packed with zstd.
    packed: bool,
}

impl<'s> Package<'s> {
    /// Looks through a package for its collection.
    pub(super) fn open(source: &'s ImportSource<'s>) -> Result<Package<'s>, Fault> {
        let fault =
            |what: String, remedy: &str| Fault::error(what, remedy).with_place(source.place());
        if !source.bytes.starts_with(b"PK") {
            return Err(fault(
                "this is no Anki package, which is a ZIP file".to_string(),
                "name its format with --format",
            ));
        }
        let zip = ZipArchive::new(Cursor::new(source.bytes))
            .map_err(|error| fault(format!("the package is cut off or damaged: {error}"), AGAIN))?;
        let mut package = Package { source, zip, collection: "", packed: false };
        package.check_names()?;
        let version = package.version()?;
        let has = |name: &str| package.zip.index_for_name(name).is_some();
        // The first generation's name is also that of the stub that only asks to update Anki.
        (package.collection, package.packed) = if has("collection.anki21b") {
            ("collection.anki21b", true)
        } else if has("collection.anki21") {
            ("collection.anki21", false)
        } else if version == 1 && has("collection.anki2") {
            ("collection.anki2", false)
        } else if has("[Content_Types].xml") {
            return Err(fault(
                "this is an Office document, and no Anki package".to_string(),
                "save what is in it as text or CSV",
            ));
        } else {
            return Err(fault(
                "there is no collection of notes in it".to_string(),
                "name a package that Anki has exported, or unpack it first",
            ));
        };
        Ok(package)
    }

    fn check_names(&self) -> Result<(), Fault> {
        let fault =
            |what: String, remedy: &str| Fault::error(what, remedy).with_place(self.source.place());
        for name in self.zip.file_names() {
            let name = name.map_err(|error| {
                fault(format!("a name in the package can't be read: {error}"), AGAIN)
            })?;
            if climbs(&name) {
                let what =
                    format!("a path in the package leads out of it: `{}`", name.escape_debug());
                return Err(fault(
                    what,
                    "this is no package of Anki's, and may be meant to do harm; nothing was imported",
                ));
            }
        }
        Ok(())
    }

    fn version(&mut self) -> Result<u64, Fault> {
        let meta = self.unpack("meta", false, META, &Watch::default())?.into_bytes();
        let version = proto::fields(&meta).find_map(|field| field.number(1)).unwrap_or(1);
        if version <= NEWEST {
            return Ok(version);
        }
        let what =
            format!("this package is of generation {version}, and lacuna reads up to {NEWEST}");
        Err(Fault::error(what, "export it from Anki with support for older versions")
            .with_place(self.source.place()))
    }

    /// Unpacks the collection.
    pub(super) fn collection(&mut self, watch: &Watch) -> Result<Pieces, Fault> {
        let most = limit(self.source.bytes.len(), COLLECTION);
        self.unpack(self.collection, self.packed, most, watch)
    }

    /// The pictures and sounds that are there.
    pub(super) fn media(&mut self) -> Result<MediaList, Fault> {
        let most = limit(self.source.bytes.len(), MEDIA_LIST);
        let list = self.unpack("media", self.packed, most, &Watch::default())?.into_bytes();
        let mut media = MediaList::default();
        if self.packed {
            let entries = proto::fields(&list).filter_map(|field| field.bytes(1)).enumerate();
            for (i, entry) in entries.take(MOST_MEDIA) {
                let name = proto::fields(entry).find_map(|field| field.bytes(1));
                let size = proto::fields(entry).find_map(|field| field.number(2));
                let name = String::from_utf8_lossy(name.unwrap_or_default()).into_owned();
                self.list_medium(&mut media, i.to_string(), &name, size);
            }
            return Ok(media);
        }
        // A list that can't be read names nothing: the files that notes name are missing then.
        let names: std::collections::BTreeMap<String, String> =
            serde_json::from_slice(&list).unwrap_or_default();
        for (entry, name) in names.into_iter().take(MOST_MEDIA) {
            self.list_medium(&mut media, entry, &name, None);
        }
        Ok(media)
    }

    /// Adds a picture or a sound to the list if it is there, under the name that notes have for it.
    fn list_medium(&mut self, list: &mut MediaList, entry: String, name: &str, size: Option<u64>) {
        let is_number = !entry.is_empty() && entry.bytes().all(|byte| byte.is_ascii_digit());
        let Some(at) = self.zip.index_for_name(&entry).filter(|_| is_number) else { return };
        let stored = self.zip.by_index_raw(at).map_or(0, |file| file.size());
        let is_safe = name.len() <= LONGEST_NAME
            && !name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\'));
        match name_of(name).filter(|_| is_safe) {
            Some(name) if list.names.insert(name.clone()) => {
                let size = size.unwrap_or(stored);
                list.media.push(ImportedMedium { name, entry, beside: None, size });
            }
            _ => list.refused += 1,
        }
    }

    /// Unpacks a picture or a sound, unless it is larger than one may be, or than is left.
    pub(super) fn medium(&mut self, medium: &ImportedMedium, left: u64) -> Result<Vec<u8>, Fault> {
        let most = left.min(LARGEST_MEDIUM);
        let watch = Watch::default();
        let unpacked = self.unpack(&medium.entry, self.packed, most, &watch);
        unpacked.map(Pieces::into_bytes).map_err(|fault| {
            let what = format!("`{}` is left out: {}", medium.name.escape_debug(), fault.what);
            Fault::warning(what, "the notes that name it are there without it")
                .with_place(self.source.place())
        })
    }

    /// Unpacks an entry; more than `most` bytes are refused. An entry that is not there is empty.
    fn unpack(
        &mut self,
        name: &str,
        packed: bool,
        most: u64,
        watch: &Watch,
    ) -> Result<Pieces, Fault> {
        if self.zip.index_for_name(name).is_none() {
            return Ok(Pieces::default());
        }
        let how = if packed { "can't be unpacked" } else { "is cut off or damaged" };
        let bad = |error: &dyn std::fmt::Display| {
            Fault::error(format!("`{name}` in the package {how}: {error}"), AGAIN)
                .with_place(self.source.place())
        };
        let file = self.zip.by_name(name).map_err(|error| bad(&error))?;
        let total = usize::try_from(file.size()).unwrap_or(usize::MAX);
        let file = WatchedReader { inner: file, done: 0, total, watch };
        let pieces = if packed {
            Pieces::read(ZstdReader::new(file).take(most + 1))
        } else {
            Pieces::read(file.take(most + 1))
        };
        let pieces = pieces.map_err(|error| bad(&error))?;
        if pieces.length as u64 > most {
            let what = format!("`{name}` in the package unpacks to over {}", size(most));
            return Err(Fault::error(what, "export fewer notes at once; nothing was imported")
                .with_place(self.source.place()));
        }
        Ok(pieces)
    }
}

/// The pictures and sounds of a package.
#[derive(Debug, Default)]
pub(super) struct MediaList {
    pub(super) media: Vec<ImportedMedium>,
    names: HashSet<String>,
    /// How many have an unsafe name, or one that another file has already.
    pub(super) refused: usize,
}

/// Bytes in pieces, each of which is freed once it was read.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    queue: VecDeque<Vec<u8>>,
    /// How much of the first piece was read.
    at: usize,
    /// How many bytes there were at first.
    pub(super) length: usize,
}

impl Pieces {
    fn read(mut reader: impl Read) -> io::Result<Pieces> {
        let mut all = Pieces::default();
        loop {
            let mut piece = Vec::new();
            let length = reader.by_ref().take(PIECE).read_to_end(&mut piece)?;
            if length == 0 {
                return Ok(all);
            }
            all.length += length;
            all.queue.push_back(piece);
        }
    }

    fn into_bytes(self) -> Vec<u8> {
        Vec::from(self.queue).concat()
    }
}

impl Read for Pieces {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.queue.front() else { return Ok(0) };
        let count = (&piece[self.at..]).read(bytes)?;
        self.at += count;
        if self.at == piece.len() {
            self.queue.pop_front();
            self.at = 0;
        }
        Ok(count)
    }
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

/// How much may be unpacked of a package of this many bytes.
pub(super) fn limit(package: usize, (factor, least, most): (u64, u64, u64)) -> u64 {
    (factor * package as u64).clamp(least, most)
}

/// A number of bytes in words.
fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MiB", bytes >> 20) }
}

fn climbs(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

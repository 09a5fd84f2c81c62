//! `state.ron`: the progress of each card, written down so that opening need not read the whole
//! log.
//!
//! It says how much of the log it covers and what else it depends on. Checking that is left to
//! `progress`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read as _};
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::Builder;

use ron::extensions::Extensions;
use serde::Deserialize;

use super::log_position::LogPosition;
use super::{disk, fast_parse, os};
use crate::clock::{Moment, StudyDay};
use crate::fault::{Fault, Place};
use crate::memory::{CardId, CardStage, EntryId, Ledger, Progress, Scheduler};
use crate::rng::hash_bytes;

/// The version of the file.
const FORMAT: u32 = 1;
/// Changes whenever the same log folds to something else than before.
const FOLD: u32 = 2;
/// The basis is within the first so many bytes.
const HEAD: u64 = 2048;
/// What stands before the cards.
const CARDS: &str = "cards:{\n";
/// What stands behind them.
const END: &str = "})\n";
/// From so many bytes on, a second thread pays.
const LARGE: usize = 1 << 18;

/// The remedy for a state file that can't be used.
pub(super) const ANEW: &str = "progress was worked out from reviews.ron instead; this file will be set aside, not overwritten";

/// What the file says.
#[derive(Debug)]
pub(super) struct StateSnapshot {
    /// How much of the log it covers.
    pub(super) position: LogPosition,
    /// What else it depends on.
    pub(super) basis: String,
    /// Whether the cards are as this program wrote them.
    pub(super) sound: bool,
    /// The cards.
    pub(super) cards: HashMap<CardId, Progress>,
    /// How large the file is.
    pub(super) size: u64,
}

/// The outcome of reading the file.
#[derive(Debug)]
pub(super) enum SnapshotRead {
    /// There is no file.
    Nothing,
    /// It is no state file.
    Unreadable(Fault),
    /// It was read.
    Snapshot(StateSnapshot),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotHead {
    format: u32,
    covers: u64,
    lines: u64,
    tail: EntryId,
    /// When the last entry was made, for the zones of the past.
    #[serde(default, rename = "latest")]
    _latest: i64,
    basis: String,
    sum: EntryId,
    cards: HashMap<CardId, SnapshotRow>,
}

/// A card's line: its last entry's time and id, stage, stability, difficulty, due, interval,
/// reviews, lapses, when it was introduced and last asked, suspended, flagged, buried, last failed.
type SnapshotRow = (
    i64,
    Option<EntryId>,
    CardStage,
    f32,
    f32,
    i64,
    u32,
    u32,
    u32,
    Option<i64>,
    Option<i64>,
    bool,
    bool,
    Option<i32>,
    Option<i64>,
);

/// What a fold depends on besides the log.
pub(super) fn basis(scheduler: &Scheduler) -> String {
    let settings = scheduler.settings().fold_settings();
    let hash = hash_bytes(format!("{FOLD} {settings:?}").as_bytes());
    format!("{} {hash:016x}", scheduler.calendar().name())
}

/// The basis that the file begins with, and when the last entry was made that it covers.
pub(super) fn read_basis(path: &Path) -> Option<(String, Moment)> {
    let file = disk::open_for_reading(path).ok()??;
    let mut head = Vec::new();
    io::Read::take(&file, HEAD).read_to_end(&mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    let (latest, rest) = head.split_once("latest:")?.1.split_once(',')?;
    let (basis, _) = rest.split_once("basis:\"")?.1.split_once('"')?;
    Some((basis.to_string(), Moment(latest.parse().ok()?)))
}

/// Reads the file.
pub(super) fn read(path: &Path) -> SnapshotRead {
    let bytes = match disk::open_for_reading(path)
        .and_then(|file| file.map(|file| disk::read_from(&file, 0)).transpose())
    {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return SnapshotRead::Nothing,
        Err(error) => return SnapshotRead::Unreadable(disk::read_fault(path, &error)),
    };
    let name = path.display().to_string();
    let refuse = |what: String, spot| {
        SnapshotRead::Unreadable(
            Fault::warning(what, ANEW).with_place(Place { file: name.clone(), spot }),
        )
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return refuse("it is not UTF-8 text".to_string(), None);
    };
    match parse(text) {
        Ok((head, sound, cards)) if head.format == FORMAT => {
            SnapshotRead::Snapshot(StateSnapshot {
                position: LogPosition { length: head.covers, lines: head.lines, hash: head.tail.0 },
                basis: head.basis,
                sound,
                cards,
                size: bytes.len() as u64,
            })
        }
        Ok((head, ..)) => refuse(
            format!("it is in format {}, and this lacuna knows format {FORMAT}", head.format),
            None,
        ),
        Err(error) => {
            let what = crate::deck::parse_errors::explain(&error.code).what;
            refuse(what, Some((error.span.start.line.max(1), error.span.start.col.max(1))))
        }
    }
}

fn parse(
    text: &str,
) -> Result<(SnapshotHead, bool, HashMap<CardId, Progress>), ron::error::SpannedError> {
    if let Some((head, body)) = parts(text)
        && let Ok(head) = options().from_str::<SnapshotHead>(&format!("{head}cards:{{}})"))
        && let Ok(Some(cards)) = rows(body)
    {
        let sound = hash_of_words(body.as_bytes()) == head.sum.0;
        return Ok((head, sound, cards));
    }
    // Somebody else wrote this, or it is damaged: the general reader takes what is right, and says
    // what is wrong.
    let mut head: SnapshotHead = options().from_str(text)?;
    let cards = std::mem::take(&mut head.cards)
        .into_iter()
        .map(|(card, row)| (card, progress(row)))
        .collect();
    Ok((head, false, cards))
}

fn parts(text: &str) -> Option<(&str, &str)> {
    let start = memchr::memmem::find(text.as_bytes(), CARDS.as_bytes())?;
    let body = text[start + CARDS.len()..].strip_suffix(END)?;
    (body.is_empty() || body.ends_with('\n')).then_some((&text[..start], body))
}

fn rows(body: &str) -> io::Result<Option<HashMap<CardId, Progress>>> {
    let read = |part: &str| part.lines().map(card).collect::<Option<Vec<_>>>();
    let middle = memchr::memchr(b'\n', &body.as_bytes()[body.len() / 2..])
        .map_or(0, |end| body.len() / 2 + end + 1);
    let (first, second) = if body.len() < LARGE { (body, "") } else { body.split_at(middle) };
    let (first, second) = if second.is_empty() {
        (read(first), Some(Vec::new()))
    } else {
        std::thread::scope(|scope| {
            let second = Builder::new()
                .name("state-half".to_string())
                .spawn_scoped(scope, || read(second))?;
            Ok::<_, io::Error>((
                read(first),
                second.join().unwrap_or_else(|panic| resume_unwind(panic)),
            ))
        })?
    };
    let (Some(first), Some(second)) = (first, second) else { return Ok(None) };
    let mut cards = HashMap::with_capacity(first.len() + second.len());
    cards.extend(first);
    cards.extend(second);
    Ok(Some(cards))
}

fn card(line: &str) -> Option<(CardId, Progress)> {
    fast_parse::card(line).or_else(|| {
        let cards: HashMap<CardId, SnapshotRow> =
            options().from_str(&format!("{{{line}}}")).ok()?;
        cards.into_iter().next().map(|(card, row)| (card, progress(row)))
    })
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn progress(row: SnapshotRow) -> Progress {
    let (at, id, stage, stability, difficulty, due, interval, ..) = row;
    let (.., reps, lapses, introduced, reviewed, suspended, flagged, buried, failed) = row;
    Progress {
        last: (Moment(at), id),
        stage,
        stability,
        difficulty,
        due: Moment(due),
        interval,
        reps,
        lapses,
        introduced: introduced.map(Moment),
        reviewed: reviewed.map(Moment),
        suspended,
        flagged,
        buried: buried.map(StudyDay),
        failed: failed.map(Moment),
    }
}

/// Replaces the file by the present progress, and returns its size.
pub(super) fn write(
    path: &Path,
    ledger: &Ledger,
    position: &LogPosition,
    basis: &str,
) -> io::Result<u64> {
    let mut cards: Vec<(&CardId, &Progress)> = ledger.iter().collect();
    // In the order of their names, so that two versions of the file can be compared.
    cards.sort_unstable_by_key(|(card, _)| *card);
    let mut body = String::with_capacity(cards.len() * 120);
    for (card, progress) in cards {
        row(&mut body, card, progress).map_err(io::Error::other)?;
    }
    let basis = ron::to_string(basis).map_err(io::Error::other)?;
    let LogPosition { length, lines, hash } = position;
    let latest = ledger.iter().map(|(_, progress)| progress.last.0.0).max().unwrap_or(0);
    let head = format!(
        "// What reviews.ron comes to, card by card. lacuna writes this file anew; reviews.ron is the truth.\n\
         (format:{FORMAT},covers:{length},lines:{lines},tail:\"{hash:016x}\",latest:{latest},basis:{basis},sum:\"{:016x}\",{CARDS}",
        hash_of_words(body.as_bytes()),
    );
    disk::replace(path, |file| {
        [&head, &body, END].iter().try_for_each(|part| file.write_all(part.as_bytes()))
    })?;
    Ok((head.len() + body.len() + END.len()) as u64)
}

fn row(
    out: &mut String,
    card: &CardId,
    progress: &Progress,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let plain = |text: &str| !text.contains(|c: char| c.is_control() || c == '"' || c == '\\');
    match card.as_str() {
        text if plain(text) => write!(out, "\"{text}\"")?,
        text => out.push_str(&ron::to_string(text)?),
    }
    let Progress { last, stage, stability, difficulty, due, interval, reps, lapses, .. } = progress;
    write!(out, ":({},", last.0.0)?;
    match last.1 {
        Some(id) => write!(out, "\"{id}\"")?,
        None => out.push_str("None"),
    }
    write!(out, ",{stage:?},{stability},{difficulty},{},{interval},{reps},{lapses}", due.0)?;
    option(out, progress.introduced.map(|at| at.0))?;
    option(out, progress.reviewed.map(|at| at.0))?;
    write!(out, ",{},{}", progress.suspended, progress.flagged)?;
    option(out, progress.buried.map(|day| day.0))?;
    option(out, progress.failed.map(|at| at.0))?;
    out.push_str("),\n");
    Ok(())
}

fn option(out: &mut String, value: Option<impl std::fmt::Display>) -> std::fmt::Result {
    match value {
        Some(value) => write!(out, ",{value}"),
        None => out.write_str(",None"),
    }
}

/// Hashes eight bytes at a time: megabytes are hashed at each opening.
fn hash_of_words(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let step = |hash: u64, word: &[u8; 8]| {
        (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    };
    words.iter().fold(hash_bytes(rest) ^ bytes.len() as u64, step)
}

/// Gives an unusable state file another name, and returns that.
pub(super) fn set_aside(path: &Path, now: Moment) -> io::Result<Option<std::path::PathBuf>> {
    let aside = disk::free_name(path, "unreadable", now);
    match os::rename(path, &aside) {
        Ok(()) => disk::sync_folder(&aside).map(|()| Some(aside)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

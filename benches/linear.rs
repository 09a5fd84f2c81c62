//! Whether every importer takes time in proportion to its file: each kind of hostile text, once and
//! four times as much of it, as more rows and as longer ones. It prints what grows faster, and
//! fails if anything does.
//!
//! `cargo bench --bench linear`, or `-- csv json` for some formats; all take some ten minutes.

use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use lacuna::clock::{Moment, monotonic};
use lacuna::deck::{DeckHead, Note, NoteBody};
use lacuna::exchange::merge::merge;
use lacuna::exchange::{self, ExistingDeck, ExportInput, Format, ImportOptions, ImportSource};
use lacuna::watch::Watch;

/// What texts are made of.
const PIECES: [&str; 44] = [
    "word ",
    "",
    "N ",
    "**a ",
    "*",
    "_",
    "`",
    "``",
    "```\n",
    "~~",
    "[",
    "]",
    "[a](",
    "[a](b) ",
    "![",
    "(",
    "((a) ",
    "{",
    "}}",
    "{{",
    "{{a",
    "{{a}} ",
    "{{c1::",
    "{{c1::a}} ",
    "___ ",
    "$",
    "$a$ ",
    "$$",
    "\\(",
    "\\frac{",
    "<",
    "<a \"",
    "<div>",
    "<ul><li>",
    "<b>",
    "<!--",
    "&amp;",
    "&",
    "\"",
    "\"\"",
    "# ",
    "> ",
    "- a\n",
    "  - a\n",
];
/// How many rows and how many bytes of each, where there are many rows; and of one long row.
const MANY: (usize, usize) = (400, 250);
const LONG: (usize, usize) = (1, 20_000);
/// How much more there is the second time, and by how much longer it may take.
const MORE: usize = 4;
const MOST: f64 = 8.0;
/// What takes less is not compared: it is mostly chance.
const SHORT: Duration = Duration::from_millis(20);
/// The fastest of so many runs counts.
const RUNS: usize = 2;
const TRIES: usize = 5;

const FORMATS: [&str; 8] =
    ["csv", "tsv", "quizlet", "markdown", "anki-text", "json", "ron", "apkg"];

/// Which texts of the rows are alike.
#[derive(Clone, Copy, Debug)]
enum Alike {
    Nothing,
    Terms,
    Rows,
}

/// A name, how many rows and bytes there are, and what is alike.
type Kind = (&'static str, (usize, usize), Alike);

const KINDS: [Kind; 4] = [
    ("rows", MANY, Alike::Nothing),
    ("rows with one term", MANY, Alike::Terms),
    ("equal rows", MANY, Alike::Rows),
    ("long rows", LONG, Alike::Nothing),
];

fn rows(piece: &str, (count, bytes): (usize, usize), alike: Alike) -> Vec<[String; 2]> {
    let row = |i: usize| {
        let text = piece.repeat(bytes / piece.len().max(1));
        match alike {
            Alike::Nothing => [format!("{i} {text}"), format!("{text} {i}")],
            Alike::Terms => [text.clone(), format!("{text} {i}")],
            Alike::Rows => [text.clone(), text],
        }
    };
    (0..count).map(row).collect()
}

fn file(format: &str, rows: &[[String; 2]]) -> Vec<u8> {
    let lines = |separator: &str, clean: fn(&str) -> String| -> Vec<u8> {
        let line = |[one, two]: &[String; 2]| clean(one) + separator + &clean(two) + "\n";
        rows.iter().map(line).collect::<Vec<_>>().concat().into_bytes()
    };
    let one_line = |text: &str| text.replace(['\n', '\t'], " ");
    match format {
        "csv" => lines(",", |text| format!("\"{}\"", text.replace('"', "\"\""))),
        "tsv" | "quizlet" => lines("\t", one_line),
        "anki-text" => {
            let head = b"#separator:tab\n#html:true\n".to_vec();
            [head, lines("\t", one_line)].concat()
        }
        "markdown" => lines("\n\n", |text| format!("# {text}")),
        _ => written(format, rows),
    }
}

fn written(format: &str, rows: &[[String; 2]]) -> Vec<u8> {
    let note = |(i, [one, two]): (usize, &[String; 2])| {
        let body = NoteBody::Pair { term: one.clone(), definition: two.clone() };
        Note::new(format!("n{i}"), body)
    };
    let notes: Vec<Note> = rows.iter().enumerate().map(note).collect();
    let (head, now) = (DeckHead::fallback("d"), Moment(1_700_000_000_000));
    let input = ExportInput { head: &head, notes: &notes, media: None, memory: None, now };
    let writer = exchange::find_format(format).ok().and_then(Format::writer);
    (writer.expect("it can be written").write)(&input).expect("it is written into memory")
}

/// Imports a file into an empty deck, and once more into the deck that this makes.
fn import(format: &str, bytes: &[u8]) {
    let source = ImportSource { name: "file", bytes };
    let (found, watch) = (exchange::find_format(format).ok(), Watch::default());
    let options = ImportOptions { lists: true, ..ImportOptions::default() };
    let Ok(deck) = exchange::read(&source, found, &options, &watch) else { return };
    let changes = merge(deck.clone(), ExistingDeck::default(), "file", &watch);
    let (notes, topics, sets) = changes.expect("nobody stops it").applied(ExistingDeck::default());
    let existing = ExistingDeck { notes: &notes, topics: &topics, sets: &sets };
    _ = merge(deck, existing, "file", &watch);
}

fn shortest(format: &str, bytes: &[u8]) -> Duration {
    let run = |_| {
        let start = processor_time();
        import(format, bytes);
        processor_time().saturating_sub(start)
    };
    (0..RUNS).map(run).min().expect("there are runs")
}

/// How long this thread has had a processor: what else runs meanwhile does not count. Where the
/// system does not say it, the time that has passed.
fn processor_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(monotonic);
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|number| number.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// How much longer it takes to import more of a kind; none where it takes no time to speak of. What
/// seems to grow too fast is measured again: something else may have run meanwhile.
fn growth(format: &str, piece: &str, (_, (count, bytes), alike): Kind) -> Option<f64> {
    let more = if count == 1 { (1, bytes * MORE) } else { (count * MORE, bytes) };
    let [small, large] = [(count, bytes), more].map(|size| file(format, &rows(piece, size, alike)));
    let mut least = f64::INFINITY;
    for _ in 0..TRIES {
        let time = shortest(format, &large);
        if time < SHORT {
            return None;
        }
        least = least.min(time.as_secs_f64() / shortest(format, &small).as_secs_f64());
        if least <= MOST {
            break;
        }
    }
    Some(least)
}

fn main() -> ExitCode {
    let named: Vec<String> = std::env::args().skip(1).collect();
    if !named.iter().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS; // `cargo test --benches` only wants to know that it starts.
    }
    let is_named = |format: &str| named.iter().any(|name| name == format);
    let is_any_named = FORMATS.iter().any(|format| is_named(format));
    let mut is_linear = true;
    for format in FORMATS.into_iter().filter(|format| !is_any_named || is_named(format)) {
        let mut worst = 0.0f64;
        for piece in PIECES {
            for kind in KINDS {
                let Some(growth) = growth(format, piece, kind) else { continue };
                worst = worst.max(growth);
                if growth > MOST {
                    is_linear = false;
                    println!("{format}: {} of {piece:?} take {growth:.1} times as long", kind.0);
                }
            }
        }
        let count = PIECES.len() * KINDS.len();
        println!("{format}: {count} kinds, {MORE} times as much takes at most {worst:.1} times");
    }
    if is_linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! Searching the notes' prose: words and their beginnings in definitions, points and the other
//! prose fields.
//!
//! The decks' own text is searched where it lies, whatever its case, by looking for the few ways to
//! write a word's first letters; only notes with letters outside ASCII are kept folded, from the
//! first such search on.

use std::ops::Range;

use aho_corasick::packed::{Config, MatchKind, Searcher};
use memchr::memmem;

use super::parallel::in_two;
use super::prefilter::{CompiledWord, starts_word};
use crate::deck::SourceFile;
use crate::library::{FoldedProse, Library, NoteIx};
use crate::text::fold::fold;

/// The notes whose prose has a word that begins with `word`, or another form of it, at most
/// `most`, in order.
pub(super) fn find(library: &Library, word: &CompiledWord<'_>, most: usize) -> Vec<NoteIx> {
    let mut found = in_folded(library.folded_prose(), word);
    if word.word.text.is_ascii() {
        found.extend(in_two(library.len(), &|notes| sweep(library, word, most, notes)));
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found
}

fn in_folded(folded: &FoldedProse, word: &CompiledWord<'_>) -> Vec<NoteIx> {
    let mut found: Vec<NoteIx> = places(folded.text(), word).map(|at| folded.note_at(at)).collect();
    found.dedup();
    found
}

/// Whether the folded `text` has the word or another form of it.
pub(super) fn has(text: &str, word: &CompiledWord<'_>) -> bool {
    places(text, word).next().is_some()
}

/// Whether a word of the folded `text` begins with the word as typed.
pub(super) fn has_as_typed(text: &str, word: &CompiledWord<'_>) -> bool {
    places(text, word).any(|at| text[at..].starts_with(&word.word.text))
}

/// Where the word, or another form of it, stands in the folded `text`.
pub(super) fn places<'t>(
    text: &'t str,
    word: &'t CompiledWord<'_>,
) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), word.start.as_bytes())
        .filter(|&at| starts_word(text, at) && word.begins(&text[at..]))
}

/// The prose of one note, folded, field by field.
pub(super) fn prose(library: &Library, note: NoteIx) -> Vec<String> {
    let (file, _) = library.source(note);
    library.outline(note).prose.into_iter().map(|span| fold(&file.text[span])).collect()
}

/// Looks through the source texts of some notes as they are; returns at most so many.
fn sweep(
    library: &Library,
    word: &CompiledWord<'_>,
    most: usize,
    notes: Range<usize>,
) -> Vec<NoteIx> {
    let mut found = Vec::new();
    let letters = &word.start.as_bytes()[..word.start.len().min(3)];
    let Some(searcher) = searcher(letters) else { return found };
    let Some(last) = notes.end.checked_sub(1).map(|last| NoteIx(last as u32)) else { return found };
    let (last, until) = library.source(last);
    let mut current: Option<(&SourceFile, _)> = None;
    for note in library.all().take(notes.end).skip(notes.start) {
        let (file, span) = library.source(note);
        if current.as_ref().is_none_or(|(before, _)| !std::ptr::eq(*before, file)) {
            let end = if std::ptr::eq(last, file) { until.end } else { file.text.len() };
            let start = span.start;
            let places = searcher.find_iter(&file.text[start..end]).map(move |m| start + m.start());
            current = Some((file, places.peekable()));
        }
        let Some((_, places)) = current.as_mut() else { continue };
        while places.next_if(|&at| at < span.start).is_some() {}
        let (mut inside, mut prose) = (false, None);
        while let Some(at) = places.next_if(|&at| at < span.end) {
            inside =
                inside || (begins(&file.text, at, word) && in_prose(library, note, at, &mut prose));
        }
        if inside {
            found.push(note);
        }
        if found.len() >= most {
            break;
        }
    }
    found
}

/// Whether the ASCII `word` or another form of it begins at byte `at`, in any case, and a word
/// begins there. After a letter outside ASCII none does: notes with such letters are looked
/// through folded.
fn begins(text: &str, at: usize, word: &CompiledWord<'_>) -> bool {
    let (bytes, typed) = (text.as_bytes(), word.word.text.as_bytes());
    let starts = at == 0 || (bytes[at - 1].is_ascii() && !bytes[at - 1].is_ascii_alphanumeric());
    let is = |letters: &[u8]| {
        bytes.get(at..at + letters.len()).is_some_and(|there| there.eq_ignore_ascii_case(letters))
    };
    if !starts || !is(word.start.as_bytes()) {
        return false;
    }
    is(typed) || {
        let rest = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        word.begins(&text[at..at + rest].to_ascii_lowercase())
    }
}

/// Whether byte `at` lies in the note's prose, of which the places are looked up once: a note may
/// be long.
fn in_prose(
    library: &Library,
    note: NoteIx,
    at: usize,
    prose: &mut Option<Vec<Range<usize>>>,
) -> bool {
    let (file, span) = library.source(note);
    // A field's name is in every note.
    if prose.is_none() && is_outside(&file.text.as_bytes()[span.start..at]) {
        return false;
    }
    prose.get_or_insert_with(|| library.outline(note).prose).iter().any(|span| span.contains(&at))
}

/// Whether what comes after `before`, the beginning of a note, is certainly not in a text: all
/// texts are closed.
fn is_outside(before: &[u8]) -> bool {
    let (mut inside, mut at) = (false, 0);
    while let Some(n) = memchr::memchr2(b'"', b'\\', &before[at..]) {
        at += n + 1;
        match before[at - 1] {
            b'\\' => at = (at + 1).min(before.len()),
            // Raw texts and quotes as characters have rules of their own.
            _ if !inside && at > 1 && matches!(before[at - 2], b'r' | b'#' | b'\'') => {
                return false;
            }
            _ => inside = !inside,
        }
    }
    !inside
}

/// A searcher for every way to write `letters` in upper and lower case.
fn searcher(letters: &[u8]) -> Option<Searcher> {
    let mut ways: Vec<Vec<u8>> = vec![Vec::new()];
    for &letter in letters {
        let upper = letter.to_ascii_uppercase();
        let longer = |way: &Vec<u8>, letter: u8| way.iter().copied().chain([letter]).collect();
        let more: Vec<Vec<u8>> =
            ways.iter().filter(|_| upper != letter).map(|way| longer(way, upper)).collect();
        ways = ways.iter().map(|way| longer(way, letter)).chain(more).collect();
    }
    Config::new().match_kind(MatchKind::LeftmostFirst).builder().extend(ways).build()
}

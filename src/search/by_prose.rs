//! Searching what notes say: words of a query in their prose, in the names of their labs, and as
//! other forms of the words in their names.

use super::by_name::{WordGroups, is_named};
use super::by_text;
use super::filter::QueryFilters;
use super::hit::{MatchKind, PLENTY, SearchHit};
use super::prefilter::CompiledWord;
use super::query::{MatchMode, Query, QueryWord};
use crate::labs::LABS;
use crate::library::{DeckIx, Library, NoteIx, letters};
use crate::text::fold::fold;

/// Weight of a note whose prose has the words: below any name.
const PROSE: i32 = 100;
/// Weight of a word that is in the note's names as well.
const NAMED: i32 = 40;
/// Weight of a word in a note's first field, and of each time that it says the word, up to four.
const FIRST: i32 = 12;
const AGAIN: i32 = 4;
/// Weight of a word in the form that was typed.
const AS_TYPED: i32 = 8;
/// Weight of a word that soon follows the one typed before it: within so many bytes.
const TOGETHER: i32 = 24;
const NEAR: usize = 24;
/// Weight taken from further questions, so that the note they belong to comes first.
const CHILD: i32 = 10;
/// Weight of the words as one phrase.
const PHRASE: i32 = 150;
/// The same if some of them say nothing alone, as in `step by step`: above most names.
const WHOLE_PHRASE: i32 = 800;
/// The part of what is asked for that a note has to have if no note has all of it.
const ENOUGH: f64 = 0.5;

/// Adds the notes that have words of every group, but not all in their names as typed.
pub(super) fn by_prose(
    library: &Library,
    query: &Query,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
    found: &mut Vec<SearchHit>,
) {
    let prose =
        query.groups.iter().zip(groups).filter(|(group, _)| group.iter().all(is_prose_word));
    let Some((_, group)) = prose.max_by_key(|(group, _)| group[0].text.len()) else { return };
    let mut known: Vec<(NoteIx, usize)> =
        found.iter().enumerate().map(|(place, hit)| (hit.note, place)).collect();
    known.sort_unstable();
    let phrase = query.phrase.as_deref().map(QueryWord::literal);
    let phrase = phrase.as_ref().map(CompiledWord::new);
    let labs = LabNotes::new(library);
    for note in notes_with(library, &labs, group, PLENTY + known.len()) {
        let place = known.binary_search_by_key(&note, |&(note, _)| note).ok();
        if (place.is_some() && !query.has_stop_words) || !filter.passes(library, note) {
            continue;
        }
        let prose = by_text::prose(library, note);
        let fit = word_fit(library, &labs, groups, note, &prose);
        if !fit.complete {
            continue;
        }
        let mut score = PROSE + fit.score;
        if phrase.as_ref().is_some_and(|phrase| prose.iter().any(|p| by_text::has(p, phrase))) {
            score += if query.has_stop_words { WHOLE_PHRASE } else { PHRASE };
        }
        match place {
            Some(at) => found[known[at].1].score = found[known[at].1].score.max(score),
            None => found.push(SearchHit { note, score, how: MatchKind::Text }),
        }
    }
}

/// How well a note fits the words, and whether it has words of every group.
struct WordFit {
    score: i32,
    complete: bool,
}

/// A note's first field says what it is about, what it says often matters more than what it says
/// once, and words that stand together belong together.
fn word_fit(
    library: &Library,
    labs: &LabNotes,
    groups: &WordGroups<'_>,
    note: NoteIx,
    prose: &[String],
) -> WordFit {
    let (mut score, mut asked, mut complete) = (0, 0, true);
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); prose.len()];
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let places = |text: &String| -> Vec<usize> {
            group.iter().flat_map(|word| by_text::places(text, word)).collect()
        };
        let places: Vec<Vec<usize>> = prose.iter().map(places).collect();
        let all = places.iter().map(Vec::len).sum::<usize>();
        let named = group.iter().any(|word| has_name(library, note, word));
        complete &= all > 0 || named || group.iter().any(|word| labs.notes(word).contains(&note));
        asked += 1;
        score += NAMED * i32::from(named);
        score += FIRST * i32::from(places.first().is_some_and(|first| !first.is_empty()));
        score += AGAIN * all.min(4) as i32;
        let typed = |text: &String| group.iter().any(|word| by_text::has_as_typed(text, word));
        score += AS_TYPED * i32::from(prose.iter().any(typed));
        score += TOGETHER * i32::from(before.iter().zip(&places).any(|(a, b)| are_near(a, b)));
        before = places;
    }
    let child = if library.is_child(note) { CHILD } else { 0 };
    WordFit { score: score / asked.max(1) - child, complete }
}

/// Whether a place of one word is followed by a place of another within a few words.
fn are_near(before: &[usize], after: &[usize]) -> bool {
    before.iter().any(|&a| after.iter().any(|&b| b > a && b - a <= NEAR))
}

/// Whether one of the note's names has the word, or another form of it.
fn has_name(library: &Library, note: NoteIx, word: &CompiledWord<'_>) -> bool {
    is_named(library, note, word)
        || library.names().note_names(note).any(|(_, name)| by_text::has(name, word))
}

/// Adds the notes that have some of the words, where no name has all: those that have at least half
/// of what is asked for, rare words counting more than common ones.
pub(super) fn by_some_words(
    library: &Library,
    groups: &WordGroups<'_>,
    filter: &QueryFilters<'_>,
    found: &mut Vec<SearchHit>,
) {
    if groups.len() < 2 || groups.iter().flatten().any(|word| !is_prose_word(word.word)) {
        return;
    }
    let labs = LabNotes::new(library);
    let all = library.len() as f64 + 1.0;
    let mut total = 0.0;
    let mut weighed: Vec<(NoteIx, f64)> = Vec::new();
    for group in groups {
        let notes = notes_with(library, &labs, group, PLENTY);
        let weight = (all / (notes.len() as f64 + 1.0)).ln();
        total += weight;
        weighed.extend(notes.into_iter().map(|note| (note, weight)));
    }
    weighed.sort_by_key(|&(note, _)| note);
    let known: Vec<NoteIx> = found.iter().map(|hit| hit.note).collect();
    for words in weighed.chunk_by(|(one, _), (other, _)| one == other) {
        let (note, share) = (words[0].0, words.iter().map(|word| word.1).sum::<f64>() / total);
        if share < ENOUGH || known.contains(&note) || !filter.passes(library, note) {
            continue;
        }
        let fit = word_fit(library, &labs, groups, note, &by_text::prose(library, note));
        let score = (f64::from(PROSE) * share) as i32 + fit.score;
        found.push(SearchHit { note, score, how: MatchKind::Partial });
    }
}

/// The notes that have a word of the group anywhere, in order, each once.
fn notes_with(
    library: &Library,
    labs: &LabNotes,
    group: &[CompiledWord<'_>],
    most: usize,
) -> Vec<NoteIx> {
    let mut notes: Vec<NoteIx> = Vec::new();
    for word in group {
        notes.extend(by_text::find(library, word, most));
        notes.extend(named(library, word));
        notes.extend(labs.notes(word));
    }
    notes.sort_unstable();
    notes.dedup();
    notes
}

/// Whether the word can be looked for in prose: two letters at least, and not bound to a name's
/// start or end.
fn is_prose_word(word: &QueryWord) -> bool {
    !word.not
        && word.text.chars().count() > 1
        && matches!(word.mode, MatchMode::Fuzzy | MatchMode::Literal)
}

/// The notes whose names have the word as typed or another form of it.
fn named(library: &Library, word: &CompiledWord<'_>) -> Vec<NoteIx> {
    let masks = library.names().masks();
    let mut notes: Vec<NoteIx> = library
        .all()
        .filter(|note| word.mask & !masks[note.index()] == 0)
        .filter(|note| is_named(library, *note, word))
        .take(PLENTY)
        .collect();
    let (words, start) = (library.names().words(), letters(word.start));
    for (at, _) in words.all().filter(|(_, mask)| start & !mask == 0) {
        if word.begins(words.text(at)) {
            notes.extend(words.notes(at).iter().take(PLENTY));
        }
    }
    notes
}

/// The notes of the bundled deck that labs belong to, with the words of the labs' titles.
struct LabNotes(Vec<(String, NoteIx)>);

impl LabNotes {
    fn new(library: &Library) -> LabNotes {
        let bundled = library.decks().iter().position(|deck| deck.bundled);
        let notes = bundled.into_iter().flat_map(|deck| {
            LABS.iter().flat_map(move |lab| lab.notes.iter().map(move |id| (lab, deck, id)))
        });
        let found = notes.filter_map(|(lab, deck, id)| {
            Some((fold(lab.title), library.find(DeckIx(deck as u32), id)?))
        });
        LabNotes(found.collect())
    }

    fn notes(&self, word: &CompiledWord<'_>) -> Vec<NoteIx> {
        let named = self.0.iter().filter(|(title, _)| by_text::has(title, word));
        named.map(|&(_, note)| note).collect()
    }
}

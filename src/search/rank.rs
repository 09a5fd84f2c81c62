//! Ranking: every note against a query, the best first.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::body::{self, Folded};
use super::cheap::{Class, fit};
use super::query::{Filter, Mode, Query, Word};
use super::typo::Misspelled;
use crate::collection::{Collection, Name, NoteIx, letters};
use crate::text::fold::{fold, words};

/// How many notes are ranked and returned at most; what is beyond is counted, not ordered.
pub const SHORTLIST: usize = 2_000;
/// Weight taken from further questions, so that the note they belong to comes first.
const CHILD: i32 = 120;
/// Weight of a word found in a note's prose only: below any name.
const PROSE: i32 = 100;

/// How a note was found; the weakest of its words decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// Every word stands in its names as typed.
    Exact,
    /// As initials or letters in order.
    Fuzzy,
    /// In its prose.
    Text,
    /// With a misspelling.
    Typo,
}

impl Matched {
    /// Returns the name that `--json` uses.
    pub fn name(self) -> &'static str {
        match self {
            Matched::Exact => "exact",
            Matched::Fuzzy => "fuzzy",
            Matched::Text => "text",
            Matched::Typo => "typo",
        }
    }
}

/// A note that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The note.
    pub note: NoteIx,
    /// How well it fits; comparable within one search only.
    pub score: i32,
    /// How it was found.
    pub how: Matched,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all; at least that many when `more` is set.
    pub total: usize,
    /// Whether counting stopped early.
    pub more: bool,
}

/// Searches, and keeps what makes the next search quick.
#[derive(Default)]
pub struct Searcher {
    matcher: Matcher,
    folded: Option<Folded>,
}

struct Matcher(SkimMatcherV2);

impl Default for Matcher {
    fn default() -> Self {
        Matcher(SkimMatcherV2::default().ignore_case())
    }
}

impl Searcher {
    /// Forgets what it kept: for a collection that has changed.
    pub fn reset(&mut self) {
        self.folded = None;
    }

    /// Returns the notes that fit `query`. An empty query fits every note that stands for itself, in A–Z order.
    pub fn search(&mut self, collection: &Collection, query: &Query) -> Results {
        let filter = Filters::of(collection, query);
        if query.wanted().next().is_none() {
            return listed(collection, query, &filter);
        }
        let mut found = by_name(collection, query, &filter);
        if !found.iter().any(|hit| hit.how == Matched::Exact) {
            by_slip(collection, query, &filter, &mut found);
        }
        if found.len() < SHORTLIST {
            self.by_prose(collection, query, &filter, &mut found);
        }
        let total = found.len();
        shorten(&mut found);
        self.refine(collection, query, &mut found);
        found.sort_by(|a, b| {
            b.score.cmp(&a.score).then_with(|| collection.names().term(a.note).cmp(collection.names().term(b.note)))
        });
        Results { hits: found, total, more: total >= SHORTLIST }
    }

    /// Adds the notes whose prose has the words that their names lack.
    fn by_prose(&mut self, collection: &Collection, query: &Query, filter: &Filters, found: &mut Vec<Hit>) {
        let Some(group) = query.groups.iter().filter(|g| g.iter().all(is_prose_word)).max_by_key(|g| g[0].text.len())
        else {
            return;
        };
        let folded = self.folded.get_or_insert_with(|| Folded::of(collection));
        let mut known: Vec<NoteIx> = found.iter().map(|hit| hit.note).collect();
        known.sort_unstable();
        let most = SHORTLIST + known.len();
        let mut candidates: Vec<NoteIx> =
            group.iter().flat_map(|word| body::find(collection, folded, &word.text, most)).collect();
        candidates.extend(group.iter().flat_map(|word| literally_named(collection, word)));
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|note| known.binary_search(note).is_err() && filter.passes(collection, *note));
        found.extend(candidates.into_iter().filter_map(|note| prose_hit(collection, query, note)));
    }

    /// Orders the shortlist within each class: `fuzzy-matcher`'s own score, a matching case, the shorter name.
    fn refine(&self, collection: &Collection, query: &Query, found: &mut [Hit]) {
        let cased = query.wanted().any(|word| word.typed.chars().any(char::is_uppercase));
        let whole: Vec<&str> = query.groups.iter().filter_map(|group| Some(group.first()?.text.as_str())).collect();
        let phrase = whole.join(" ");
        for hit in found.iter_mut().filter(|hit| matches!(hit.how, Matched::Exact | Matched::Fuzzy)) {
            let best = query.wanted().filter_map(|word| self.best_name(collection, hit.note, word)).sum::<i64>();
            hit.score += (best / query.groups.len().max(1) as i64).min(60) as i32;
            if whole.len() > 1 {
                hit.score +=
                    collection.names().of(hit.note).map(|(_, name)| phrase_weight(&phrase, name)).max().unwrap_or(0);
            }
            if cased {
                let title = collection.title(hit.note);
                hit.score += 15 * query.wanted().filter(|word| title.contains(&word.typed)).count() as i32;
            }
        }
    }

    /// Returns how well `fuzzy-matcher` likes the word's best name, per letter typed.
    fn best_name(&self, collection: &Collection, note: NoteIx, word: &Word) -> Option<i64> {
        let names = collection.names().of(note).filter(|(_, name)| name.len() <= 4 * super::cheap::LONGEST_FUZZY);
        // `fuzzy_indices`, not `fuzzy_match`: the latter's score depends on the calls before it.
        let score = |name| self.matcher.0.fuzzy_indices(name, &word.text).map(|(score, _)| score);
        names.filter_map(|(_, name)| score(name)).max().map(|best| best / word.text.chars().count().max(1) as i64)
    }
}

/// Returns what words are worth more for standing together as typed.
fn phrase_weight(phrase: &str, name: &str) -> i32 {
    match name.find(phrase) {
        Some(0) if name.len() == phrase.len() => 250,
        Some(_) => 80,
        None => 0,
    }
}

/// Which notes a query's filters and its words with `!` leave.
struct Filters<'a> {
    topics: Vec<bool>,
    decks: Vec<bool>,
    by_topic: bool,
    rest: Vec<(&'a Filter, bool)>,
    not: Vec<&'a Word>,
}

impl<'a> Filters<'a> {
    fn of(collection: &Collection, query: &'a Query) -> Self {
        let begins = |text: &str, value: &str| {
            let text = fold(text);
            text.starts_with(value) || words(&text).any(|word| word.starts_with(value))
        };
        let mut topics = vec![true; collection.topics().len()];
        let mut decks = vec![true; collection.decks().len()];
        let (mut by_topic, mut rest) = (false, Vec::new());
        for (filter, not) in &query.filters {
            match filter {
                Filter::Topic(value) => {
                    by_topic |= !not;
                    for (on, topic) in topics.iter_mut().zip(collection.topics()) {
                        *on &= (begins(&topic.id, value) || begins(&topic.title, value)) != *not;
                    }
                }
                Filter::Deck(value) => {
                    for (on, deck) in decks.iter_mut().zip(collection.decks()) {
                        *on &= (begins(&deck.head.id, value) || begins(&deck.head.title, value)) != *not;
                    }
                }
                Filter::Tag(_) | Filter::Is(_) => rest.push((filter, *not)),
            }
        }
        let not = query.groups.iter().flatten().filter(|word| word.not).collect();
        Filters { topics, decks, by_topic, rest, not }
    }

    fn passes(&self, collection: &Collection, note: NoteIx) -> bool {
        self.decks[collection.deck(note)]
            && collection.topic(note).map_or(!self.by_topic, |topic| self.topics[topic.0 as usize])
            && self.rest.iter().all(|(filter, not)| holds(collection, note, filter) != *not)
            && !self.not.iter().any(|word| collection.names().of(note).any(|(_, name)| fit(word, name).is_some()))
    }
}

fn holds(collection: &Collection, note: NoteIx, filter: &Filter) -> bool {
    match filter {
        Filter::Is(kind) => collection.kind(note) == *kind,
        Filter::Tag(value) => collection.outline(note).tags.iter().any(|tag| fold(tag).starts_with(value)),
        Filter::Topic(_) | Filter::Deck(_) => true,
    }
}

/// Every note that the filters leave, by name.
fn listed(collection: &Collection, query: &Query, filter: &Filters) -> Results {
    let standing = |note: &NoteIx| !query.filters.is_empty() || !collection.is_child(*note);
    let mut notes: Vec<NoteIx> =
        collection.all().filter(|note| standing(note) && filter.passes(collection, *note)).collect();
    let total = notes.len();
    let key = |note: &NoteIx| (collection.is_child(*note), collection.names().term(*note));
    let by_name = |a: &NoteIx, b: &NoteIx| key(a).cmp(&key(b));
    if total > SHORTLIST {
        notes.select_nth_unstable_by(SHORTLIST, by_name);
        notes.truncate(SHORTLIST);
    }
    notes.sort_by(by_name);
    let hits = notes.into_iter().map(|note| Hit { note, score: 0, how: Matched::Exact }).collect();
    Results { hits, total, more: false }
}

/// The notes whose names fit every group.
fn by_name(collection: &Collection, query: &Query, filter: &Filters) -> Vec<Hit> {
    let groups: Vec<Vec<(&Word, u64)>> = query
        .groups
        .iter()
        .map(|group| group.iter().filter(|w| !w.not).map(|word| (word, letters(&word.text))).collect::<Vec<_>>())
        .filter(|group| !group.is_empty())
        .collect();
    let bags = collection.names().bags();
    let can = |bag: u64| groups.iter().all(|group| group.iter().any(|(_, letters)| letters & !bag == 0));
    let mut found = Vec::new();
    for note in collection.all().filter(|note| can(bags[note.at()])) {
        if let Some(hit) = name_hit(collection, &groups, note)
            && filter.passes(collection, note)
        {
            found.push(hit);
        }
    }
    found
}

fn name_hit(collection: &Collection, groups: &[Vec<(&Word, u64)>], note: NoteIx) -> Option<Hit> {
    let (mut score, mut how) = (0, Matched::Exact);
    for group in groups {
        let (weight, class) = group.iter().filter_map(|(word, _)| best_fit(collection, note, word)).max()?;
        score += weight;
        if !class.is_literal() {
            how = Matched::Fuzzy;
        }
    }
    let child = if collection.is_child(note) { CHILD } else { 0 };
    Some(Hit { note, score: score / groups.len() as i32 - child, how })
}

/// Returns the weight and class of the name that the word fits best: a term before an alias before an id, and the
/// shorter before the longer.
fn best_fit(collection: &Collection, note: NoteIx, word: &Word) -> Option<(i32, Class)> {
    let fits = collection.names().of(note).filter_map(|(what, name)| {
        let class = fit(word, name)?;
        Some((class.weight() + name_weight(what) - (name.len().min(90) / 3) as i32, class))
    });
    fits.max()
}

fn name_weight(name: Name) -> i32 {
    match name {
        Name::Term => 70,
        Name::Alias => 20,
        Name::Id => 0,
    }
}

/// Adds the notes that fit when a word or two are taken as misspelled, and says so of those found already.
fn by_slip(collection: &Collection, query: &Query, filter: &Filters, found: &mut Vec<Hit>) {
    let fuzzy = |word: &&Word| !word.not && word.mode == Mode::Fuzzy;
    let groups: Vec<Vec<(&Word, Option<Misspelled>)>> = query
        .groups
        .iter()
        .map(|group| group.iter().filter(fuzzy).map(|word| (word, Misspelled::new(&word.text))).collect::<Vec<_>>())
        .collect();
    if groups.iter().any(Vec::is_empty) || groups.iter().flatten().all(|(_, slipped)| slipped.is_none()) {
        return;
    }
    for note in collection.all() {
        let scores =
            groups.iter().map(|group| group.iter().filter_map(|word| slip_weight(collection, note, word)).max());
        let Some(score) = scores.sum::<Option<i32>>().map(|sum| sum / groups.len() as i32) else { continue };
        if !filter.passes(collection, note) {
            continue;
        }
        let child = if collection.is_child(note) { CHILD } else { 0 };
        let hit = Hit { note, score: score - child, how: Matched::Typo };
        match found.iter_mut().find(|known| known.note == note) {
            Some(known) if known.score < hit.score => *known = hit,
            Some(_) => {}
            None => found.push(hit),
        }
    }
}

fn slip_weight(collection: &Collection, note: NoteIx, (word, slipped): &(&Word, Option<Misspelled>)) -> Option<i32> {
    let literal = best_fit(collection, note, word).filter(|(_, class)| *class > Class::Typo).map(|(weight, _)| weight);
    let near = slipped.as_ref().and_then(|slipped| {
        let weigh = |(what, name): (Name, &str)| {
            let length = (name.len().min(90) / 3) as i32;
            Some(Class::Typo.weight() + name_weight(what) - length - 40 * slipped.slips(name)? as i32)
        };
        collection.names().of(note).filter_map(weigh).max()
    });
    literal.max(near)
}

/// Whether the word can be looked for in prose: two letters at least, and not bound to a name's start or end.
fn is_prose_word(word: &Word) -> bool {
    !word.not && word.text.chars().count() > 1 && matches!(word.mode, Mode::Fuzzy | Mode::Literal)
}

fn literally_named(collection: &Collection, word: &Word) -> Vec<NoteIx> {
    let bag = letters(&word.text);
    let bags = collection.names().bags();
    let literal = |note: &NoteIx| best_fit(collection, *note, word).is_some_and(|(_, class)| class.is_literal());
    collection.all().filter(|note| bag & !bags[note.at()] == 0).filter(literal).take(SHORTLIST).collect()
}

fn prose_hit(collection: &Collection, query: &Query, note: NoteIx) -> Option<Hit> {
    let mut score = PROSE;
    for group in &query.groups {
        let wanted = || group.iter().filter(|word| !word.not);
        if wanted().next().is_none() {
            continue;
        }
        let named = |word: &&Word| best_fit(collection, note, word).is_some_and(|(_, class)| class.is_literal());
        if wanted().any(|word| named(&word)) {
            score += 20;
        } else if !wanted().any(|word| is_prose_word(word) && body::has(collection, note, &word.text)) {
            return None;
        }
    }
    Some(Hit { note, score: score - i32::from(collection.is_child(note)), how: Matched::Text })
}

fn shorten(found: &mut Vec<Hit>) {
    if found.len() > SHORTLIST {
        found.select_nth_unstable_by(SHORTLIST, |a, b| b.score.cmp(&a.score));
        found.truncate(SHORTLIST);
    }
}

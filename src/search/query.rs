//! The query language: words in any order, fzf's signs, and filters.
//!
//! `word` fuzzy · `'word` literal · `^word` at the start · `word$` at the end · `!word` not · `a |
//! b` either · `"two words"` together · `topic: tag: deck: is:` filters.

use std::sync::Arc;

use crate::deck::NoteKind;
use crate::library::DeckIx;
use crate::plan::{NoteStatus, NoteStatuses};
use crate::text::distance::nearest;
use crate::text::fold::fold;

/// A query is cut at this many characters: nobody types more, and a paste should not cost seconds.
pub const LONGEST: usize = 200;

/// The names that begin a filter.
pub const FILTERS: [&str; 4] = ["topic:", "tag:", "deck:", "is:"];

/// Words that say nothing about what is looked for, unless nothing else is typed. Words that negate
/// are not among them.
const STOP_WORDS: [&str; 58] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do",
    "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its",
    "me", "my", "of", "on", "or", "our", "should", "so", "that", "the", "their", "them", "there",
    "these", "this", "to", "too", "was", "we", "were", "what", "when", "where", "which", "who",
    "why", "will", "with", "you", "your",
];

/// How a word has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchMode {
    /// As typed, as initials, as a subsequence, or misspelled.
    Fuzzy,
    /// Literally, anywhere.
    Literal,
    /// Literally, at the start of a name.
    Start,
    /// Literally, at the end of a name.
    End,
    /// As a whole name.
    Whole,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWord {
    /// The word, folded.
    pub text: String,
    /// The word as typed, for ranking a matching case higher.
    pub typed: String,
    /// How it has to match.
    pub mode: MatchMode,
    /// Whether it must not match.
    pub not: bool,
}

impl QueryWord {
    /// A folded text that has to be there as it is.
    pub(super) fn literal(text: &str) -> QueryWord {
        let (text, typed) = (text.to_string(), text.to_string());
        QueryWord { text, typed, mode: MatchMode::Literal, not: false }
    }
}

/// A condition on a note other than its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryFilter {
    /// The topic's id or title begins or has a word that begins with this.
    Topic(String),
    /// A tag begins with this.
    Tag(String),
    /// The deck's id or title begins or has a word that begins with this.
    Deck(String),
    /// The note is of this kind.
    Is(NoteKind),
    /// The note stands so with the learner.
    Stands(NoteStatus),
}

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Every group must match; a group matches if one of its words does.
    pub groups: Vec<Vec<QueryWord>>,
    /// The plain words as typed one after another, folded, when there are several.
    pub phrase: Option<String>,
    /// Whether words were left out of the groups because they say nothing by themselves.
    pub has_stop_words: bool,
    /// Every filter must hold (or not hold, where the flag says so).
    pub filters: Vec<(QueryFilter, bool)>,
    /// What was not understood, for the screen.
    pub complaint: Option<String>,
    /// How the notes stand with the learner, for the filters that ask.
    pub statuses: Arc<NoteStatuses>,
    /// The decks that are not searched unless decks are named, or what is off is asked for.
    pub hidden: Vec<DeckIx>,
}

impl Query {
    /// Reads a query; anything can be typed, and what is not understood yet is left out and said.
    pub fn parse(typed: &str) -> Query {
        let mut query = Query::default();
        let (mut either, mut group) = (false, Vec::new());
        for token in tokens(&typed.chars().take(LONGEST).collect::<String>()) {
            if token == "|" {
                either = !group.is_empty();
                continue;
            }
            if query.filter(&token) {
                continue;
            }
            let Some(word) = word(&token) else { continue };
            if !either && !group.is_empty() {
                query.groups.push(std::mem::take(&mut group));
            }
            group.push(word);
            either = false;
        }
        if !group.is_empty() {
            query.groups.push(group);
        }
        query.phrase = phrase(&query.groups);
        query.leave_out_stop_words();
        query
    }

    /// Keeps the groups that say what is looked for, if any does.
    fn leave_out_stop_words(&mut self) {
        let says_something = |group: &Vec<QueryWord>| !group.iter().all(is_stop_word);
        if self.groups.iter().any(says_something) {
            let all = self.groups.len();
            self.groups.retain(says_something);
            self.has_stop_words = self.groups.len() < all;
        }
    }

    /// The query with an answer to its filters about progress.
    #[must_use]
    pub fn with_statuses(mut self, statuses: &Arc<NoteStatuses>) -> Query {
        self.statuses = Arc::clone(statuses);
        self
    }

    /// The query without the notes of these decks.
    #[must_use]
    pub fn hiding(mut self, decks: Vec<DeckIx>) -> Query {
        let asks_off = |(filter, not): &(QueryFilter, bool)| {
            *filter == QueryFilter::Stands(NoteStatus::Off) && !not
        };
        if !self.names_decks() && !self.filters.iter().any(asks_off) {
            self.hidden = decks;
        }
        self
    }

    /// Whether a filter asks how notes stand with the learner.
    pub fn asks_progress(&self) -> bool {
        self.filters.iter().any(|(filter, _)| matches!(filter, QueryFilter::Stands(_)))
    }

    /// Whether it names decks.
    pub fn names_decks(&self) -> bool {
        self.filters.iter().any(|(filter, not)| matches!(filter, QueryFilter::Deck(_)) && !not)
    }

    /// Whether the query asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.filters.is_empty()
    }

    /// The words that must match, all groups together.
    pub fn wanted(&self) -> impl Iterator<Item = &QueryWord> {
        self.groups.iter().flatten().filter(|word| !word.not)
    }

    /// Takes the token as a filter, if it is one.
    fn filter(&mut self, token: &str) -> bool {
        let (not, rest) = token.strip_prefix('!').map_or((false, token), |rest| (true, rest));
        let Some((name, value)) = rest.split_once(':') else { return false };
        let value = fold(value.trim_matches('"'));
        let filter = match name {
            _ if !FILTERS.iter().any(|f| f.strip_suffix(':') == Some(name)) => return false,
            _ if value.is_empty() => return true,
            "topic" => QueryFilter::Topic(value),
            "tag" => QueryFilter::Tag(value),
            "deck" => QueryFilter::Deck(value),
            _ => {
                let Some(filter) = state(&value) else {
                    self.complaint = Some(unknown_state(&value));
                    return true;
                };
                filter
            }
        };
        self.filters.push((filter, not));
        true
    }
}

fn is_stop_word(word: &QueryWord) -> bool {
    word.mode == MatchMode::Fuzzy && STOP_WORDS.contains(&word.text.as_str())
}

/// The words as one text, if there are several and all are plain.
fn phrase(groups: &[Vec<QueryWord>]) -> Option<String> {
    let plain = |group: &Vec<QueryWord>| match group.as_slice() {
        [word] if word.mode == MatchMode::Fuzzy && !word.not => Some(word.text.clone()),
        _ => None,
    };
    let words: Vec<String> = groups.iter().map(plain).collect::<Option<_>>()?;
    (words.len() > 1).then(|| words.join(" "))
}

/// The words for kinds that may stand after `is:`.
const KINDS: [(&str, NoteKind); 5] = [
    ("definition", NoteKind::Pair),
    ("question", NoteKind::Question),
    ("fill-in", NoteKind::Cloze),
    ("steps", NoteKind::Steps),
    ("list", NoteKind::List),
];

/// The words that may stand after `is:`.
pub fn states() -> impl Iterator<Item = &'static str> {
    NoteStatus::ALL.into_iter().map(NoteStatus::name).chain(KINDS.into_iter().map(|(word, _)| word))
}

fn state(value: &str) -> Option<QueryFilter> {
    let kind = NoteKind::ALL
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(value))
        .map(QueryFilter::Is);
    let whole = || {
        NoteStatus::ALL.into_iter().find(|status| status.name() == value).map(QueryFilter::Stands)
    };
    let begun = || {
        NoteStatus::ALL
            .into_iter()
            .find(|status| status.name().starts_with(value))
            .map(QueryFilter::Stands)
    };
    let begun_kind = || {
        KINDS
            .iter()
            .find(|(word, _)| word.starts_with(value))
            .map(|&(_, kind)| QueryFilter::Is(kind))
    };
    kind.or_else(whole).or_else(begun_kind).or_else(begun)
}

fn unknown_state(value: &str) -> String {
    match nearest(value, states()) {
        Some(near) => format!("is:{value} is unknown; did you mean is:{near}?"),
        None => format!(
            "is:{value} is unknown; there are is:{}",
            states().collect::<Vec<_>>().join(", is:")
        ),
    }
}

/// Splits at blanks, but not inside double quotes.
fn tokens(typed: &str) -> Vec<String> {
    let (mut all, mut token, mut quoted) = (Vec::new(), String::new(), false);
    for c in typed.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                token.push(c);
            }
            _ if c.is_whitespace() && !quoted => {
                all.extend(Some(std::mem::take(&mut token)).filter(|t| !t.is_empty()));
            }
            _ => token.push(c),
        }
    }
    all.extend(Some(token).filter(|t| !t.is_empty()));
    all
}

fn word(token: &str) -> Option<QueryWord> {
    let (not, rest) = token.strip_prefix('!').map_or((false, token), |rest| (true, rest));
    let (start, rest) = rest.strip_prefix('^').map_or((false, rest), |rest| (true, rest));
    let (end, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
    let (literal, rest) = match rest.strip_prefix('\'').or_else(|| rest.strip_prefix('"')) {
        Some(rest) => (true, rest.strip_suffix('"').unwrap_or(rest)),
        None => (false, rest),
    };
    let mode = match (start, end) {
        (true, true) => MatchMode::Whole,
        (true, false) => MatchMode::Start,
        (false, true) => MatchMode::End,
        // fzf's rule: what is ruled out is meant literally.
        (false, false) if literal || not => MatchMode::Literal,
        (false, false) => MatchMode::Fuzzy,
    };
    let text = fold(rest);
    (!text.is_empty()).then(|| QueryWord { text, typed: rest.to_string(), mode, not })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(typed: &str) -> Vec<Vec<(String, MatchMode, bool)>> {
        let of = |word: QueryWord| (word.text, word.mode, word.not);
        Query::parse(typed)
            .groups
            .into_iter()
            .map(|group| group.into_iter().map(of).collect())
            .collect()
    }

    #[test]
    fn signs_say_how_a_word_has_to_match() {
        let one = |text: &str, mode, not| vec![(text.to_string(), mode, not)];
        assert_eq!(
            shape("Layer nórm"),
            [one("layer", MatchMode::Fuzzy, false), one("norm", MatchMode::Fuzzy, false)]
        );
        assert_eq!(shape("'norm"), [one("norm", MatchMode::Literal, false)]);
        assert_eq!(shape("^norm"), [one("norm", MatchMode::Start, false)]);
        assert_eq!(shape("norm$"), [one("norm", MatchMode::End, false)]);
        assert_eq!(shape("^norm$"), [one("norm", MatchMode::Whole, false)]);
        assert_eq!(shape("!norm"), [one("norm", MatchMode::Literal, true)]);
        assert_eq!(shape("!^norm"), [one("norm", MatchMode::Start, true)]);
        assert_eq!(shape("\"layer norm\""), [one("layer norm", MatchMode::Literal, false)]);
    }

    #[test]
    fn a_bar_offers_alternatives() {
        assert_eq!(shape("a | b c").len(), 2);
        assert_eq!(shape("a | b c")[0].len(), 2);
        assert_eq!(shape("| a |"), shape("a"));
        assert_eq!(shape("a | | b"), shape("a | b"));
    }

    #[test]
    fn filters_are_taken_out_and_unfinished_ones_ignored() {
        let query = Query::parse("lora topic:\"Transfer and\" !is:fill deck: is:");
        assert_eq!(query.groups.len(), 1);
        assert_eq!(
            query.filters,
            [
                (QueryFilter::Topic("transfer and".into()), false),
                (QueryFilter::Is(NoteKind::Cloze), true)
            ]
        );
        assert_eq!(
            Query::parse("is:stpes").complaint.unwrap(),
            "is:stpes is unknown; did you mean is:steps?"
        );
        assert_eq!(shape("http://a").len(), 1, "other colons are text");
    }

    #[test]
    fn words_that_say_nothing_are_left_out_unless_they_are_all() {
        let kept = |typed: &str| {
            let words = Query::parse(typed).groups.into_iter().flatten();
            words.map(|word| word.text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(kept("what is LoRA"), "lora");
        assert_eq!(kept("how to be"), "how to be");
        assert_eq!(kept("not in training"), "not training");
        assert_eq!(kept("'the layer"), "the layer", "what is asked for with a sign is meant");
        assert_eq!(Query::parse("bag of words").phrase.as_deref(), Some("bag of words"));
        assert_eq!(Query::parse("bag !of").phrase, None);
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        for typed in ["", "  ", "!", "^", "$", "'", "\"", "^$", "!^$", "|", "topic:"] {
            assert!(Query::parse(typed).is_empty(), "{typed:?}");
        }
    }
}

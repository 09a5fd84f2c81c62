//! How a list is laid out: rows with a sign between term and definition, or alternating lines.
//!
//! Both need evidence. A sign counts if it is on every row, with something on both sides of it;
//! alternating lines do if the text says so, or if its lines can't well be anything else.

use crate::exchange::cleanup;
use crate::exchange::imported_deck::ImportOptions;
use crate::exchange::table;
use crate::fault::Fault;

/// What helps where it is not clear what belongs together.
pub(super) const REMEDY: &str = "put term and definition on one row with a tab between them, or \
    name what stands there, as in --term-separator ' - '; if they are on alternating lines, say \
    --format quizlet";

/// How a list is laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ListLayout {
    /// A card a row, in which `term` ends the term; the first row may be a title.
    Rows { term: String, title: bool },
    /// Cards that end with `card`, in which `term` ends the term.
    Cards { term: String, card: String },
    /// Term and definition on alternating lines, from one line on.
    Lines { start: usize, title: Option<String> },
}

/// How likely a sign is meant as one between term and definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SignRank {
    /// Nobody writes it for anything else.
    Rare,
    /// It is on ordinary lines of prose as well, so that one row proves nothing and terms must be
    /// short. Of two the one that comes first on the rows is meant.
    Common,
    /// It is inside of words and numbers as well.
    Weak,
}

/// The signs that people write between a term and its definition. Spaces around make it a sign
/// between two things: a hyphen inside a word has none.
const SIGNS: [(&str, SignRank); 16] = [
    (" :: ", SignRank::Rare),
    ("->", SignRank::Rare),
    ("→", SignRank::Rare),
    ("=>", SignRank::Rare),
    ("|", SignRank::Rare),
    (" = ", SignRank::Common),
    (" — ", SignRank::Common),
    (" – ", SignRank::Common),
    (" - ", SignRank::Common),
    (";", SignRank::Common),
    ("；", SignRank::Common),
    (": ", SignRank::Common),
    ("：", SignRank::Common),
    ("=", SignRank::Weak),
    (":", SignRank::Weak),
    (",", SignRank::Weak),
];

/// The most words of a term before a sign that prose has too.
const TERM_WORDS: usize = 6;
/// The most words of a term before a comma.
const COMMA_WORDS: usize = 4;

/// The bytes of a list that are looked at.
const EXAMINED: usize = 1 << 20;

/// What begins a page of a set as it is copied.
const PAGE: &str = "terms in this set";

pub(super) fn layout(text: &str, options: &ImportOptions) -> Result<ListLayout, Fault> {
    let card = options.card_separator.clone().filter(|card| card != "\n");
    if let Some(card) = card {
        let term = options.term_separator.clone();
        let term = term.unwrap_or_else(|| if text.contains('\t') { "\t" } else { "," }.into());
        return Ok(ListLayout::Cards { term, card });
    }
    if let Some(term) = options.term_separator.clone() {
        return Ok(ListLayout::Rows { term, title: false });
    }
    if let Some(lines) = page(text) {
        return Ok(lines);
    }
    let start = beginning(text);
    if let Some((term, title)) = sign(start) {
        return Ok(ListLayout::Rows { term: term.to_string(), title });
    }
    let is_odd = rows(text).count() % 2 == 1;
    if let Some(title) = alternating(start, is_odd) {
        return Ok(with_title(text, title));
    }
    if let Some(fault) = remnote(start) {
        return Err(fault);
    }
    if options.alternating { Ok(with_title(text, is_odd)) } else { Err(unclear(start)) }
}

/// As many rows of a long list as show how it is laid out.
fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(EXAMINED);
    let whole_rows = text[..end].rfind('\n').filter(|_| end < text.len());
    &text[..whole_rows.unwrap_or(end)]
}

/// The rows that are not empty.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// A title as it is written, perhaps as a heading.
pub(super) fn title(line: &str) -> String {
    cleanup::line(line.trim_start_matches('#'))
}

fn with_title(text: &str, has_title: bool) -> ListLayout {
    let first = text.lines().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let line = text.lines().nth(first).filter(|_| has_title);
    ListLayout::Lines { start: first + usize::from(has_title), title: line.map(title) }
}

/// Whether it is a page of a set as it is copied.
pub(in crate::exchange) fn is_page(text: &str) -> bool {
    text.lines().any(is_page_line)
}

fn is_page_line(line: &str) -> bool {
    line.trim().get(..PAGE.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(PAGE))
}

fn page(text: &str) -> Option<ListLayout> {
    let at = text.lines().position(is_page_line)?;
    let above = text.lines().take(at).find(|line| !line.trim().is_empty());
    let rest = text.lines().skip(at + 1).filter(|line| !line.trim().is_empty());
    // Rows with tabs stay rows, whatever is said above them.
    if rest.clone().count() > 0 && rest.clone().all(|line| line.contains('\t')) {
        return None;
    }
    Some(ListLayout::Lines { start: at + 1, title: above.map(title) })
}

/// The sign between term and definition, and whether the first row is a title above them.
pub(in crate::exchange) fn sign(text: &str) -> Option<(&'static str, bool)> {
    let is_quoted = |sign: &&str| table::is_quoted_table(text, sign.as_bytes()[0]);
    if let Some(sign) = ["\t", ";", ",", "|"].into_iter().find(is_quoted) {
        return Some((sign, false));
    }
    if let Some(title) = tabs(text) {
        return Some(("\t", title));
    }
    let bullet = bullet(text, false).or_else(|| bullet(text, true));
    // How many letters are before the sign on all rows, if it is on all of them.
    let before = |(sign, rank): (&str, SignRank), title: bool| {
        let (mut count, mut before) = (0, 0);
        for row in rows(text).skip(usize::from(title)) {
            let row = bullet.and_then(|bullet| row.strip_prefix(bullet)).unwrap_or(row);
            if !is_between(sign, rank, row) {
                return None;
            }
            count += 1;
            before += row.find(sign)?;
        }
        let enough = if title || rank != SignRank::Rare { 2 } else { 1 };
        (count >= enough).then_some(before)
    };
    [false, true].into_iter().find_map(|title| {
        let found = SIGNS.iter().filter_map(|&(sign, rank)| {
            let before = before((sign, rank), title)?;
            Some((rank, if rank == SignRank::Common { before } else { 0 }, sign))
        });
        let (_, _, sign) = found.min_by_key(|(rank, before, _)| (*rank, *before))?;
        Some((sign, title))
    })
}

/// Whether a row has a term before the sign and something after it.
fn is_between(sign: &str, rank: SignRank, row: &str) -> bool {
    let Some((term, definition)) = row.split_once(sign) else { return false };
    let most = match (sign, rank) {
        (",", _) => COMMA_WORDS,
        (_, SignRank::Rare) => usize::MAX,
        _ => TERM_WORDS,
    };
    !term.trim().is_empty()
        && !definition.trim().is_empty()
        && term.split_whitespace().take(most.saturating_add(1)).count() <= most
}

/// Whether rows have tabs after a term, and then whether the first row is a title.
fn tabs(text: &str) -> Option<bool> {
    let has_tab = |row: &str| row.split_once('\t').is_some_and(|(term, _)| !term.trim().is_empty());
    let (count, tabs) = (rows(text).count(), rows(text).filter(|row| has_tab(row)).count());
    let is_first = rows(text).next().is_some_and(|row| row.contains('\t'));
    (tabs > 1 || (tabs == 1 && (is_first || count == 2))).then_some(!is_first)
}

/// What begins each row of a bulleted list, perhaps after a title.
pub(super) fn bullet(text: &str, title: bool) -> Option<&'static str> {
    ["- ", "* ", "• "].into_iter().find(|bullet| {
        let mut rows = rows(text).skip(usize::from(title)).peekable();
        rows.peek().is_some() && rows.all(|row| row.starts_with(bullet))
    })
}

/// Whether lines alternate between term and definition, and then whether the first is a title, as
/// one of an odd number can be.
fn alternating(text: &str, is_odd: bool) -> Option<bool> {
    let blocks = || text.split("\n\n").filter(|block| !block.trim().is_empty());
    let lines = |block: &str| rows(block).count();
    let has_title = blocks().next().is_some_and(|block| lines(block) == 1);
    let rest = blocks().skip(usize::from(has_title)).count();
    // Two lines between empty ones, throughout.
    if blocks().count() > 1
        && rest > 0
        && blocks().skip(usize::from(has_title)).all(|block| lines(block) == 2)
    {
        return Some(has_title);
    }
    let mut rows = rows(text).skip(usize::from(is_odd));
    let mut pairs = 0;
    while let (Some(term), Some(definition)) = (rows.next(), rows.next()) {
        if !is_explained(term, definition) {
            return None;
        }
        pairs += 1;
    }
    (pairs > 0).then_some(is_odd)
}

/// Whether the second of two lines is markedly longer than the first, which is no sentence.
fn is_explained(term: &str, definition: &str) -> bool {
    let words = |line: &str| line.split_whitespace().count();
    let letters = |line: &str| line.trim().chars().count();
    words(term) <= TERM_WORDS
        && words(definition) > words(term)
        && 2 * letters(definition) >= 3 * letters(term)
        && !term.trim_end().ends_with(['.', '!', ',', ';'])
}

/// Says that it is a list of `RemNote`, if it is one.
fn remnote(text: &str) -> Option<Fault> {
    let sign = [">>", "=="].into_iter().find(|sign| {
        let marked = rows(text).filter(|row| {
            row.split_once(sign).is_some_and(|(one, two)| {
                !one.trim().is_empty() && !two.trim().is_empty() && !two.contains(sign)
            })
        });
        2 * marked.count() > rows(text).count()
    })?;
    let what = format!("this looks like notes of RemNote (`{sign}`), which lacuna can't read yet");
    let remedy = format!(
        "export it from RemNote for Anki; or if `{sign}` is just what stands between term and \
         definition, say --term-separator '{sign}'"
    );
    Some(Fault::error(what, remedy))
}

/// Says that it is not clear what belongs together, and shows where.
fn unclear(text: &str) -> Fault {
    let count = rows(text).count();
    let most = SIGNS
        .iter()
        .rev()
        .map(|(sign, rank)| {
            (rows(text).filter(|row| is_between(sign, *rank, row)).count(), *sign, *rank)
        })
        .max_by_key(|(with, ..)| *with);
    let what = match most {
        Some((with, sign, rank)) if with > 1 && 2 * with > count => {
            let missing = text
                .lines()
                .position(|row| !row.trim().is_empty() && !is_between(sign, rank, row))
                .map_or(1, |i| i + 1);
            format!(
                "{with} of {count} rows have {} between two parts, and row {missing} has not",
                shown(sign)
            )
        }
        _ => "nothing in it says where a term ends and its definition begins".to_string(),
    };
    Fault::error(what, REMEDY)
}

/// A separator as a reader sees it.
pub(super) fn shown(separator: &str) -> String {
    match separator {
        "\t" => "tab".to_string(),
        "," => "comma".to_string(),
        other => format!("`{}`", other.escape_debug()),
    }
}

//! Lists of terms that nothing marks as cards: `Term: definition`, `**Term** – definition`, a table
//! of two columns. They are read only where a file has no cards without them, since in a text of
//! sentences such a line is seldom one.

use super::cards::is_table_rule;
use super::sections::{HeadingSection, MarkdownLine};

/// The fewest such lines that make a file a list of terms.
const FEWEST: usize = 2;
/// The most characters and words of a term.
const LONGEST_TERM: usize = 60;
const MOST_WORDS: usize = 8;
/// What is between a term and its definition.
const BETWEEN: [&str; 4] = [": ", " – ", " — ", " - "];

/// The text with each such line marked as a card, row by row; none if it is no list of terms.
pub(super) fn marked(text: &str, sections: &[HeadingSection<'_>]) -> Option<String> {
    let mut rows: Vec<String> = text.lines().map(str::to_string).collect();
    let (mut pairs, mut others) = (0, 0);
    for section in sections {
        let mut pair_at: Option<usize> = None;
        for (at, line) in section.lines.iter().enumerate() {
            let row = line.row - 1;
            let is_head = section.lines.get(at + 1).is_some_and(is_table_rule);
            if line.is_blank() {
                pair_at = None;
            } else if is_head || is_table_rule(line) {
                rows[row].clear();
            } else if let Some(above) = pair_at.filter(|_| is_indented(line)) {
                let more = std::mem::take(&mut rows[row]);
                rows[above] += " ";
                rows[above] += more.trim();
            } else if let Some((term, definition)) = pair(line) {
                rows[row] = format!("{term} ::: {definition}");
                pairs += 1;
                pair_at = Some(row);
            } else {
                others += 1;
            }
        }
    }
    (pairs >= FEWEST && others <= pairs).then(|| rows.join("\n"))
}

/// Whether a line goes on with the item above.
fn is_indented(line: &MarkdownLine<'_>) -> bool {
    !line.hidden && line.text.starts_with([' ', '\t']) && item(line.text) == line.text.trim()
}

/// The term and the definition of a line that has both.
fn pair<'t>(line: &MarkdownLine<'t>) -> Option<(&'t str, &'t str)> {
    // What others mark as cards has been read as such, or has been refused.
    let is_marked = ["Q:", "A:", "C:"].iter().any(|mark| line.text.starts_with(mark));
    if line.hidden || is_marked {
        return None;
    }
    let text = item(line.text);
    let (term, definition) = cells(text).or_else(|| stressed(text)).or_else(|| plain(text))?;
    let is_short = term.chars().take(LONGEST_TERM + 1).count() <= LONGEST_TERM
        && term.split_whitespace().count() <= MOST_WORDS;
    let is_name = is_short && !term.ends_with(['.', '!', '?', ',', ';']) && !term.is_empty();
    (is_name && !definition.is_empty()).then_some((term, definition))
}

/// The text of a line without the sign or number of an item of a list.
fn item(line: &str) -> &str {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match line.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => &line[digits + 1..],
        _ => line.strip_prefix(['-', '*', '+', '•']).unwrap_or(line),
    };
    if rest.starts_with([' ', '\t']) { rest.trim() } else { line }
}

/// The cells of a row with two.
fn cells(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('|')?.strip_suffix('|')?;
    let (one, two) = inside.split_once('|')?;
    (!two.contains('|')).then_some((one.trim(), two.trim()))
}

/// A bold term and what follows it.
fn stressed(text: &str) -> Option<(&str, &str)> {
    let sign = ["**", "__"].into_iter().find(|sign| text.starts_with(sign))?;
    let (term, rest) = text[sign.len()..].split_once(sign)?;
    let rest = rest.trim_start();
    if let Some(term) = term.trim_end().strip_suffix(':') {
        return Some((term.trim(), rest));
    }
    let definition = rest.strip_prefix([':', '–', '—', '-'])?;
    Some((term.trim(), definition.trim()))
}

/// A term and its definition with a sign between them.
fn plain(text: &str) -> Option<(&str, &str)> {
    let (at, sign) = BETWEEN.iter().filter_map(|sign| Some((text.find(sign)?, sign))).min()?;
    Some((text[..at].trim(), text[at + sign.len()..].trim()))
}

#[cfg(test)]
mod tests {
    use super::super::sections::sections;
    use super::marked;

    fn cards(text: &str) -> Vec<String> {
        let marked = marked(text, &sections(text, 0)).unwrap_or_default();
        marked.lines().filter(|line| line.contains(":::")).map(str::to_string).collect()
    }

    #[test]
    fn lines_of_a_term_and_its_definition_are_cards() {
        let both = ["Mito ::: power: much", "Ribo ::: protein"];
        for text in [
            "Mito: power: much\nRibo: protein",
            "- Mito: power: much\n- Ribo - protein",
            "**Mito**: power: much\n\n**Ribo** — protein",
            "* **Mito:** power: much\n* __Ribo__ – protein",
            "1. Mito – power: much\n2) Ribo: protein",
            "| Term | Meaning |\n|---|:-:|\n| Mito | power: much |\n| Ribo | protein |",
            "- Mito: power:\n  much\n- Ribo: protein",
        ] {
            assert_eq!(cards(text), both, "{text}");
        }
    }

    #[test]
    fn sentences_code_and_wide_tables_are_none() {
        for text in [
            "Mito: power",
            "```\na: b\nc: d\n```",
            "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |",
            "First: this.\nThen: that.\nA sentence.\nAnother.\nA third one.",
            "It was as I have said it on that day: this\nWhat? Then: that",
        ] {
            assert_eq!(marked(text, &sections(text, 0)), None, "{text}");
        }
    }
}

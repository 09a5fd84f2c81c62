//! The lines at the top of a text file that say how it is to be read.
//!
//! A spreadsheet that saves such a file pads each line to the width of the table (`#deck:Geo,,`),
//! and quotes those with separators in them.

use std::borrow::Cow;

use crate::exchange::imported_deck::{ImportSource, ImportedDeck, MatchPolicy};
use crate::fault::Fault;

/// The separators by name.
const SEPARATORS: [(&str, u8); 7] = [
    ("comma", b','),
    ("semicolon", b';'),
    ("tab", b'\t'),
    ("space", b' '),
    ("pipe", b'|'),
    ("colon", b':'),
    ("\\t", b'\t'),
];

const KEYS: [&str; 12] = [
    "separator",
    "html",
    "tags",
    "columns",
    "notetype",
    "deck",
    "guid column",
    "notetype column",
    "deck column",
    "tags column",
    "if matches",
    "match scope",
];

/// What a spreadsheet fills a line up with.
const PADDING: [char; 4] = [',', ';', '\t', '|'];

/// What the lines at the top say.
#[derive(Debug, Default)]
pub(super) struct TextHeader {
    pub(super) separator: Option<u8>,
    pub(super) html: Option<bool>,
    pub(super) tags: Vec<String>,
    /// The columns' names, if there are any.
    pub(super) columns: Vec<String>,
    pub(super) notetype: Option<String>,
    pub(super) deck: Option<String>,
    /// The columns, from 0, that hold no field.
    pub(super) guid_column: Option<usize>,
    pub(super) notetype_column: Option<usize>,
    pub(super) deck_column: Option<usize>,
    pub(super) tags_column: Option<usize>,
    pub(super) on_match: MatchPolicy,
}

/// Whether a text begins with such lines, among which there may be comments.
pub(super) fn is_one(text: &str) -> bool {
    let mut lines = text.lines().map(unquoted).take_while(|line| line.starts_with('#'));
    let known = lines.any(|line| {
        let key = line[1..].split_once(':').map(|(key, _)| key.trim().to_lowercase());
        key.is_some_and(|key| KEYS.contains(&key.as_str()))
    });
    known || text.starts_with("tags:")
}

/// A line without the quotation marks that a spreadsheet puts around it.
fn unquoted(line: &str) -> Cow<'_, str> {
    match line.strip_prefix("\"#").and_then(|rest| rest.rsplit_once('"')) {
        Some((inner, _)) => Cow::Owned(format!("#{}", inner.replace("\"\"", "\""))),
        None => Cow::Borrowed(line),
    }
}

impl TextHeader {
    /// Reads the lines at the top, and returns where the rows begin.
    pub(super) fn read(
        source: &ImportSource<'_>,
        text: &str,
        imported: &mut ImportedDeck,
    ) -> (TextHeader, usize) {
        let (mut head, mut at) = (TextHeader::default(), 0);
        for (i, line) in text.split_inclusive('\n').enumerate() {
            let body = unquoted(line.trim_end_matches(['\n', '\r']));
            if let Some(tags) = body.strip_prefix("tags:").filter(|_| i == 0) {
                head.tags = tags.split_whitespace().map(str::to_string).collect();
            } else if let Some(pair) = body.strip_prefix('#') {
                if let Some((key, value)) = pair.split_once(':')
                    && !head.take(&key.trim().to_lowercase(), value)
                {
                    let warning = Fault::warning(
                        format!("the value of `#{}` is not understood", key.trim()),
                        "it was passed over",
                    );
                    imported.warnings.push(warning.with_place(source.row(i + 1)));
                }
            } else if !body.trim().is_empty() {
                break;
            }
            at += line.len();
        }
        (head, at)
    }

    /// Takes a key with its value; says whether the value makes sense. Other keys are comments.
    fn take(&mut self, key: &str, value: &str) -> bool {
        let trimmed = value.trim().trim_end_matches(PADDING).trim_end();
        let number = || trimmed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let text = || Some(trimmed.to_string()).filter(|text| !text.is_empty());
        match key {
            "separator" => {
                let named = SEPARATORS
                    .iter()
                    .find(|(name, _)| trimmed.eq_ignore_ascii_case(name))
                    .map(|(_, byte)| *byte);
                let sign = if trimmed.is_empty() { value } else { trimmed };
                let single = sign.bytes().next().filter(|_| sign.len() == 1 || trimmed.is_empty());
                self.separator = named.or(single);
                return self.separator.is_some();
            }
            "html" => {
                self.html = trimmed.to_lowercase().parse().ok();
                return self.html.is_some();
            }
            "tags" => self.tags = trimmed.split_whitespace().map(str::to_string).collect(),
            "columns" => self.columns = self.names(trimmed),
            "notetype" => self.notetype = text(),
            "deck" => self.deck = text(),
            "guid column" => self.guid_column = number(),
            "notetype column" => self.notetype_column = number(),
            "deck column" => self.deck_column = number(),
            "tags column" => self.tags_column = number(),
            "if matches" => match trimmed.to_lowercase().as_str() {
                "update current" => self.on_match = MatchPolicy::Update,
                "keep current" => self.on_match = MatchPolicy::Keep,
                "keep both" => self.on_match = MatchPolicy::Both,
                _ => return false,
            },
            _ => {}
        }
        true
    }

    fn names(&self, value: &str) -> Vec<String> {
        let is_separator =
            |c: char| self.separator.map_or(c == '\t' || c == ',', |own| c == char::from(own));
        value.split(is_separator).map(|name| name.trim().trim_matches('"').to_string()).collect()
    }

    /// The columns that hold no field.
    pub(super) fn is_meta(&self, column: usize) -> bool {
        let meta = [self.guid_column, self.notetype_column, self.deck_column, self.tags_column];
        meta.contains(&Some(column))
    }
}

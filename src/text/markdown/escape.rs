//! Backslashes before signs that Markdown would take for marks.

/// How much of a text is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Nothing: most signs mean nothing where they are.
    None,
    /// What may be a mark at its place.
    Needed,
    /// Whatever may be a mark anywhere; marks are written as tags, which can't be mistaken.
    All,
}

/// Where words are.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordPlace {
    /// The character before them; none at the start of a line.
    pub(super) before: Option<char>,
    /// The character after them; none at the end of a line.
    pub(super) after: Option<char>,
    /// Whether brackets around may be those of a link.
    pub(super) brackets: bool,
    /// Whether bars divide cells.
    pub(super) in_table: bool,
}

/// Words of which no sign is a mark.
pub(super) fn escaped(text: &str, escapes: Escapes, place: WordPlace) -> String {
    let begin = match place.before {
        None if escapes != Escapes::None => block_sign(text),
        _ => None,
    };
    let mut out = String::with_capacity(text.len() + 4);
    let (mut before, mut last) = (place.before, place.before);
    for (at, c) in text.char_indices() {
        // A run of one sign is one mark.
        if last != Some(c) {
            before = last;
        }
        let rest = &text[at + c.len_utf8()..];
        let is_mark = match escapes {
            Escapes::None => c == '|' && place.in_table,
            Escapes::Needed => is_mark(c, before, rest, place),
            Escapes::All => "\\*_`$~[]<>&|#!".contains(c),
        };
        if is_mark || begin == Some(at) {
            out.push('\\');
        }
        out.push(c);
        last = Some(c);
    }
    out
}

/// Whether a sign may be a mark where it is.
fn is_mark(c: char, before: Option<char>, rest: &str, place: WordPlace) -> bool {
    let next = rest.chars().next().or(place.after);
    match c {
        '\\' => next.is_none_or(|c| c.is_ascii_punctuation()),
        '`' | '$' => true,
        '*' | '_' | '~' => {
            let after = rest.trim_start_matches(c).chars().next().or(place.after);
            let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_sign = is_blank(before) && is_blank(after);
            let is_letter = c == '_' && is_word(before) && is_word(after);
            !is_sign && !is_letter
        }
        '[' | ']' => place.brackets,
        '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => {
            let near = &rest[..rest.floor_char_boundary(40)];
            near.split_once(';').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
            })
        }
        '!' => rest.is_empty() && place.after.is_some() || rest.starts_with('['),
        '|' => place.in_table,
        _ => false,
    }
}

/// The place of the sign with which a line would begin a block.
fn block_sign(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        '#' => ends(line.trim_start_matches('#')).then_some(0),
        '>' => Some(0),
        '-' | '+' | '*' if ends(&line[1..]) => Some(0),
        '0'..='9' => {
            let rest = line[digits..].strip_prefix(['.', ')'])?;
            ends(rest).then_some(digits)
        }
        // A rule, the line below a heading or that below a table's first row.
        _ => line.chars().all(|c| "-=_*+:|~ \t".contains(c)).then_some(0),
    }
}

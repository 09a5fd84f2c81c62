//! Reads the inline marks of deck text: `*emphasis*`, `` `code` `` and `$math$`.
//!
//! It finds the tone of each run and leaves it to others how a tone is drawn. There is no wrong
//! markup: a mark without a partner stands for itself.
//!
//! A backslash escapes `*`, `` ` ``, `$`, `{` and `}`. No mark reaches over an empty line.

use super::math::{self, GlyphSet};

/// How a run of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTone {
    /// As it is.
    Plain,
    /// `*emphasis*`, or `**emphasis**`.
    Emphasis,
    /// `` `code` ``.
    Code,
    /// `$math$`.
    Math,
}

/// A stretch of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// How it is meant.
    pub tone: TextTone,
    /// The text without its marks; for math its LaTeX source without the dollars.
    pub text: String,
}

/// The runs of a text, neighbours of one tone joined. Code and math inside emphasis keep their
/// tones.
pub fn runs(text: &str) -> Vec<TextRun> {
    let mut runs = Vec::new();
    for paragraph in paragraphs(text) {
        let pieces = pieces(paragraph);
        let mut emphasis = None;
        for (i, piece) in pieces.iter().enumerate() {
            let tone = if emphasis.is_some() { TextTone::Emphasis } else { TextTone::Plain };
            match piece {
                MarkupPiece::Text(text) => push(&mut runs, tone, text),
                MarkupPiece::Code(text) => {
                    push(&mut runs, TextTone::Code, &text.replace("\\`", "`"));
                }
                MarkupPiece::Math(text) => push(&mut runs, TextTone::Math, text),
                MarkupPiece::Stars(_) if emphasis == Some(i) => emphasis = None,
                MarkupPiece::Stars(stars) => {
                    match closing(&pieces, i).filter(|_| emphasis.is_none()) {
                        Some(end) => emphasis = Some(end),
                        None => push(&mut runs, tone, stars.text),
                    }
                }
            }
        }
    }
    runs
}

/// The text without its marks, formulas on one line.
pub fn plain(text: &str) -> String {
    if !text.bytes().any(begins_piece) {
        return text.to_string();
    }
    let mut plain = String::new();
    for run in runs(text) {
        match run.tone {
            TextTone::Math => plain.push_str(&math::line(&run.text, GlyphSet::Unicode)),
            TextTone::Plain | TextTone::Emphasis | TextTone::Code => plain.push_str(&run.text),
        }
    }
    plain
}

/// The pieces that marks cut a text into, before asterisks have found their partners.
enum MarkupPiece<'a> {
    Text(&'a str),
    Code(&'a str),
    Math(&'a str),
    Stars(AsteriskRun<'a>),
}

/// One or two asterisks, and what they may do where they stand.
struct AsteriskRun<'a> {
    text: &'a str,
    opens: bool,
    closes: bool,
    /// The next piece that may close it: asterisks of the same length.
    next: Option<usize>,
}

/// Splits a text after each empty line, losing nothing.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive("\n\n")
}

fn pieces(text: &str) -> Vec<MarkupPiece<'_>> {
    let mut pieces = Vec::new();
    // Where plain text began, where to look next, and which marks are known to have no partner any
    // more.
    let (mut start, mut at) = (0, 0);
    let mut lost = [false; 2];
    while let Some(offset) = text.as_bytes()[at..].iter().position(|&byte| begins_piece(byte)) {
        let mark = at + offset;
        let (piece, end) = match text.as_bytes()[mark] {
            b'\\' => match escaped(text, mark) {
                Some(end) => (Some(MarkupPiece::Text(&text[mark + 1..end])), end),
                None if text[mark + 1..].starts_with('\\') => (None, mark + 2),
                None => (None, mark + 1),
            },
            b'`' => enclosed(text, mark, &mut lost[0], |_, _| true, MarkupPiece::Code),
            b'$' => enclosed(text, mark, &mut lost[1], is_math, MarkupPiece::Math),
            _ => stars(text, mark),
        };
        at = end;
        if let Some(piece) = piece {
            pieces.push(MarkupPiece::Text(&text[start..mark]));
            pieces.push(piece);
            start = end;
        }
    }
    pieces.push(MarkupPiece::Text(&text[start..]));
    find_partners(&mut pieces);
    pieces
}

/// Whether a mark or an escape begins with this byte.
fn begins_piece(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'$' | b'*')
}

/// The end of an escape, if a backslash begins one.
fn escaped(text: &str, backslash: usize) -> Option<usize> {
    text[backslash + 1..].starts_with(['*', '`', '$', '{', '}']).then_some(backslash + 2)
}

/// What stands between a mark and the next of its kind, if they fit each other, and where to go on.
fn enclosed<'a>(
    text: &'a str,
    mark: usize,
    lost: &mut bool,
    fits: fn(&str, &str) -> bool,
    make: fn(&'a str) -> MarkupPiece<'a>,
) -> (Option<MarkupPiece<'a>>, usize) {
    let body = mark + 1;
    let sign = &text[mark..body];
    if *lost {
        return (None, body);
    }
    let Some(end) =
        text[body..].match_indices(sign).map(|(i, _)| body + i).find(|&at| unescaped(text, at))
    else {
        *lost = true;
        return (None, body);
    };
    if end == body || !fits(&text[body..end], &text[end + 1..]) {
        return (None, body);
    }
    (Some(make(&text[body..end])), end + 1)
}

fn unescaped(text: &str, mark: usize) -> bool {
    text[..mark].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 0
}

/// Whether two dollars hold a formula: it begins and ends with something visible, and no digit
/// follows it, for `$5 and $6` are prices.
fn is_math(body: &str, after: &str) -> bool {
    !body.starts_with(char::is_whitespace)
        && !body.ends_with(char::is_whitespace)
        && !after.starts_with(|c: char| c.is_ascii_digit())
}

/// A mark of one or two asterisks; a longer row of them is only an ornament.
fn stars(text: &str, mark: usize) -> (Option<MarkupPiece<'_>>, usize) {
    let end = mark + text[mark..].bytes().take_while(|&byte| byte == b'*').count();
    if end - mark > 2 {
        return (None, end);
    }
    let opens = text[end..].chars().next().is_some_and(|c| !c.is_whitespace());
    let closes = text[..mark].chars().next_back().is_some_and(|c| !c.is_whitespace());
    (
        Some(MarkupPiece::Stars(AsteriskRun { text: &text[mark..end], opens, closes, next: None })),
        end,
    )
}

/// Finds the next possible partner of each asterisk run, from the last to the first so that one
/// pass is enough.
fn find_partners(pieces: &mut [MarkupPiece<'_>]) {
    let mut next = [None; 2];
    for (i, piece) in pieces.iter_mut().enumerate().rev() {
        if let MarkupPiece::Stars(stars) = piece {
            let next = &mut next[stars.text.len() - 1];
            stars.next = *next;
            if stars.closes {
                *next = Some(i);
            }
        }
    }
}

fn closing(pieces: &[MarkupPiece<'_>], opening: usize) -> Option<usize> {
    match &pieces[opening] {
        MarkupPiece::Stars(stars) if stars.opens => stars.next,
        _ => None,
    }
}

fn push(runs: &mut Vec<TextRun>, tone: TextTone, text: &str) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.tone == tone && matches!(tone, TextTone::Plain | TextTone::Emphasis) => {
            last.text.push_str(text);
        }
        _ => runs.push(TextRun { tone, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The runs with a letter for each tone.
    fn shown(text: &str) -> String {
        let letter = |tone| match tone {
            TextTone::Plain => 'p',
            TextTone::Emphasis => 'e',
            TextTone::Code => 'c',
            TextTone::Math => 'm',
        };
        runs(text)
            .iter()
            .map(|run| format!("{}[{}]", letter(run.tone), run.text))
            .collect::<Vec<_>>()
            .concat()
    }

    #[test]
    fn each_mark_has_its_tone() {
        assert_eq!(shown("a *b* `c` $d$ e"), "p[a ]e[b]p[ ]c[c]p[ ]m[d]p[ e]");
        assert_eq!(shown("**strong** words"), "e[strong]p[ words]");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn emphasis_keeps_code_and_math() {
        assert_eq!(shown("*see `a*b` and $x^*$ too*"), "e[see ]c[a*b]e[ and ]m[x^*]e[ too]");
    }

    #[test]
    fn a_mark_without_a_partner_stands_for_itself() {
        for text in
            ["2 * 3 * 4", "a*", "*a", "`x", "``", "$$", "$ x $", "x $", "***", "**", "* a*", "**a*"]
        {
            assert_eq!(shown(text), format!("p[{text}]"));
        }
        assert_eq!(shown("one *\n\ntwo*"), "p[one *\n\ntwo*]");
    }

    #[test]
    fn prices_are_no_formula() {
        assert_eq!(shown("$5 and $6"), "p[$5 and $6]");
        assert_eq!(shown("$5-$6, then $x$"), "p[$5-$6, then ]m[x]");
        assert_eq!(shown("$5 for $x$"), "p[$5 for ]m[x]");
    }

    #[test]
    fn a_backslash_escapes_a_mark() {
        assert_eq!(shown(r"\*a\* \`b\` \$c\$ \{d\} \e"), r"p[*a* `b` $c$ {d} \e]");
        assert_eq!(shown(r"$\$5$ and `\``"), r"m[\$5]p[ and ]c[`]");
        assert_eq!(shown(r"\\*a* $b\\$"), r"p[\\]e[a]p[ ]m[b\\]");
    }

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain(r"the *mean* of `x` is $\mu_x$"), "the mean of x is μₓ");
    }

    proptest! {
        #[test]
        fn nothing_visible_is_lost(text in r"[ab \n*`$\\5é]{0,40}") {
            let marks = |c: &char| !matches!(c, '*' | '`' | '$' | '\\');
            let shown: String = runs(&text).into_iter().map(|run| run.text).collect();
            let kept: String = shown.chars().filter(marks).collect();
            prop_assert_eq!(kept, text.chars().filter(marks).collect::<String>());
        }
    }
}

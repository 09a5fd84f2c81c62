//! Makes any text safe and steady to draw: no control sequence reaches a terminal, nothing reorders
//! or hides a line.
//!
//! It doesn't know where the text came from or how it will be drawn, and keeps everything that a
//! reader could see and would miss.
use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most combining marks that one base keeps; living scripts need at most this many, floods use
/// hundreds.
const MARKS: usize = 4;

/// Makes visible or removes everything that acts on a terminal or on the layout.
///
/// - Control characters become their control pictures, a tab one space; `\n` stays, and so does the
///   line break of `\r\n`, U+2028 and U+2029, as `\n`.
/// - C1 controls and bidirectional embeddings, overrides and isolates, which can hide what a line
///   says, become U+FFFD.
/// - Invisible characters that only nudge the layout (zero-width space, byte order mark, direction
///   marks) vanish; joiners, which shape letters, stay. So do variation selectors, but for the two
///   that choose between a character as text and as a picture: terminals disagree on its width.
/// - Of a character composed of several, such as an emoji with a skin tone, only the first stays:
///   half of all terminals draw the others beside it, over what stands there, and the other half
///   makes it narrower.
/// - Of a run of combining marks on one base only the first four stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    match safe(text) {
        safe if safe.contains(composes) => {
            let steady: String = safe.graphemes(true).map(steady_grapheme).collect();
            if steady == text { Cow::Borrowed(text) } else { Cow::Owned(steady) }
        }
        safe => safe,
    }
}

/// Makes a text safe to keep: as [`clean`] does, but for characters composed of several, which only
/// matter where they are drawn.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        let Some(c) = steady(c) else { continue };
        marks = if rides(c) { marks + 1 } else { 0 };
        if marks <= MARKS {
            out.push(c);
        }
    }
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Whether a character joins several into one.
fn composes(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// The part of a grapheme that is as wide character by character as it is as a whole.
fn steady_grapheme(grapheme: &str) -> Cow<'_, str> {
    let alone = |c: char| c.width().unwrap_or(0);
    // Joined letters of living scripts are narrow; a joined picture is not.
    let joined = grapheme.contains('\u{200D}') && grapheme.chars().any(|c| alone(c) > 1);
    if !joined && grapheme.width() == grapheme.chars().map(alone).sum::<usize>() {
        return Cow::Borrowed(grapheme);
    }
    let first = grapheme.chars().next();
    let marks = grapheme.chars().skip(1).filter(|&c| alone(c) == 0 && !composes(c));
    Cow::Owned(first.into_iter().chain(marks).collect())
}

/// Cleans a text and puts it on one line: each line break, with the white space around it, becomes
/// one space.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    on_one_line(clean(text))
}

/// The same of a text that is kept, with all its characters.
pub fn safe_line(text: &str) -> Cow<'_, str> {
    on_one_line(safe(text))
}

fn on_one_line(cleaned: Cow<'_, str>) -> Cow<'_, str> {
    if !cleaned.contains('\n') {
        return cleaned;
    }
    let last = cleaned.matches('\n').count();
    let mut out = String::with_capacity(cleaned.len());
    for (i, line) in cleaned.split('\n').enumerate() {
        let line = if i == 0 { line } else { line.trim_start() };
        let line = if i == last { line } else { line.trim_end() };
        if i > 0 && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// What stands for a character on the screen; `None` when nothing should.
fn steady(c: char) -> Option<char> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        // Half-width sound marks have a column of their own in some counts, and none in others;
        // these have none in any.
        '\u{FF9E}' => Some('\u{3099}'),
        '\u{FF9F}' => Some('\u{309A}'),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('\u{2421}'),
        // C1 controls, bidirectional embeddings, overrides and isolates, noncharacters.
        '\u{80}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FFFE}'
        | '\u{FFFF}' => Some('\u{FFFD}'),
        // Variation selectors of emoji, direction marks, soft hyphen, zero-width space, word
        // joiner, byte order mark and their like.
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE0E}'
        | '\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E00FF}' => None,
        c => Some(c),
    }
}

/// Whether a character rides on the one before it and so counts towards a flood.
fn rides(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_kept_loses_no_character_that_is_only_drawn_badly() {
        assert_eq!(safe("👩\u{200D}🔬 \u{1b}[31m"), "👩\u{200D}🔬 ␛[31m");
        assert_eq!(clean("👩\u{200D}🔬"), "👩");
        assert_eq!(safe_line("👩\u{200D}🔬\nat work"), "👩\u{200D}🔬 at work");
    }

    #[test]
    fn plain_text_is_borrowed() {
        for text in ["", "two\nlines", "naïve 漢字 👩 🇩🇪 ❤ اَلْعَرَبِيَّةُ क्‍ष"]
        {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn controls_become_pictures() {
        assert_eq!(clean("a\x1b[31mb\x07\0"), "a␛[31mb␇␀");
        assert_eq!(clean("a\tb\x7f"), "a b␡");
        assert_eq!(clean("a\u{9b}31m"), "a\u{FFFD}31m");
    }

    #[test]
    fn every_line_break_is_one_newline() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d\u{2029}e"), "a\nb␍c\nd\ne");
    }

    #[test]
    fn direction_cannot_be_forged() {
        assert_eq!(clean("file\u{202E}cod.exe"), "file\u{FFFD}cod.exe");
        assert_eq!(clean("\u{FEFF}a\u{200B}b\u{200E}c\u{61C}"), "abc");
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        let flood = format!("a{}b", "\u{301}".repeat(200));
        assert_eq!(clean(&flood), format!("a{}b", "\u{301}".repeat(4)));
        let hidden = format!("a{}", "\u{301}\u{200B}\u{200D}".repeat(50));
        assert_eq!(clean(&hidden), "a\u{301}\u{200D}\u{301}\u{200D}");
    }

    #[test]
    fn a_grapheme_is_as_wide_everywhere() {
        for (sign, steady) in [
            ("👩‍🔬", "👩"),
            ("👍🏽", "👍"),
            ("❤️", "❤"),
            ("1️⃣", "1⃣"),
            ("🏳️‍🌈", "🏳"),
            ("⌚︎", "⌚"),
            ("🇩🇪", "🇩🇪"),
            ("ｶﾞ", "ｶ\u{3099}"),
        ] {
            assert_eq!(clean(sign), steady, "{sign}");
        }
    }

    #[test]
    fn one_line_has_no_breaks() {
        assert_eq!(clean_line("one  \n\n \t two\nthree  four"), "one two three  four");
        assert_eq!(clean_line("\na\n"), " a ");
        assert!(matches!(clean_line("as it is"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in r"[\PC\pC\n\r\t]{0,40}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
            prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n'));
            for composed in once.graphemes(true).filter(|grapheme| grapheme.contains(composes)) {
                let parts: usize = composed.chars().filter_map(UnicodeWidthChar::width).sum();
                prop_assert_eq!(composed.width(), parts, "{}", composed);
            }
            let line = clean_line(&text).into_owned();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(clean_line(&line), line.as_str());
        }
    }
}

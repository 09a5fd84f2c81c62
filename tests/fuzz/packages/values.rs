//! Values of a database's cells: those that Anki writes, and those that nothing expects.

use lacuna::rng::Rng;
use rusqlite::types::Value;

/// What fields and templates are made of.
const PIECES: [&str; 52] = [
    "Rhine",
    "a river ",
    "日本",
    "é\u{301}",
    "\u{202e}",
    "\u{0}",
    "\u{1f}",
    "\n",
    "&amp;",
    "&#x10ffff;",
    "&nbsp;",
    "<b>",
    "</b>",
    "<a ",
    "\"",
    "'",
    ">",
    "<",
    "<div>",
    "</div>",
    "<br>",
    "<ul><li>",
    "<ol>",
    "<table><tr><td>",
    "<img src=\"a.jpg\">",
    "[sound:a.mp3]",
    "<ruby>字<rt>じ</rt></ruby>",
    "字[じ] ",
    "<!--",
    "-->",
    "<script>",
    "<style",
    "\\(",
    "\\)",
    "\\frac{",
    "[$]",
    "[latex]",
    "$$",
    "{{c1::",
    "{{c2,3::",
    "}}",
    "::",
    "`",
    "*",
    "_",
    "# ",
    "- ",
    "1. ",
    "|",
    "<!--lacuna ",
    "___",
    "<hr id=answer>",
];
/// What stands between double braces in a template.
const TAGS: [&str; 16] = [
    "Front",
    "Back",
    "F0",
    "F1",
    "FrontSide",
    "Tags",
    "Deck",
    "Type",
    "Card",
    "cloze:Front",
    "hint:Back",
    "type:Back",
    "#Front",
    "/Front",
    "^Back",
    "furigana:text:F0",
];
const FILTERS: [&str; 6] = ["text:", "cloze:", "furigana:", "kana:", "hint:", "type:"];
/// How often a piece stands in a row where it is a run.
const LONGEST_RUN: usize = 20_000;

/// One of these.
pub(super) fn pick<T: Copy>(rng: &mut Rng, list: &[T]) -> T {
    list[rng.below(list.len())]
}

/// Whether something happens that does so once in so many times.
pub(super) fn once_in(rng: &mut Rng, times: usize) -> bool {
    rng.below(times) == 0
}

/// Some text as a field has it, or as none should.
pub(super) fn text(rng: &mut Rng) -> String {
    if once_in(rng, 200) {
        let piece = pick(rng, &PIECES);
        return piece.repeat(rng.below(LONGEST_RUN));
    }
    let count = pick(rng, &[1, 1, 2, 5, 20]);
    (0..count).map(|_| pick(rng, &PIECES)).collect()
}

/// A side of a template.
pub(super) fn template(rng: &mut Rng) -> String {
    let tag = format!("{{{{{}}}}}", pick(rng, &TAGS));
    match rng.below(16) {
        0 => tag.repeat(rng.below(LONGEST_RUN)),
        1 => format!("{{{{{}Front}}}}", pick(rng, &FILTERS).repeat(rng.below(LONGEST_RUN))),
        2 => text(rng),
        3 => format!("{{{{=<% %>=}}}}<%{}%>", pick(rng, &TAGS)),
        4..=9 => "{{Front}}".to_string(),
        10..=12 => "{{FrontSide}}<hr id=answer>{{Back}}".to_string(),
        _ => (0..rng.below(6)).map(|_| tag.clone() + &text(rng)).collect(),
    }
}

/// What no cell should have.
pub(super) fn odd(rng: &mut Rng) -> Value {
    match rng.below(12) {
        0 | 1 => Value::Null,
        2 => Value::Integer(pick(rng, &[i64::MIN, i64::MAX, -1, 0, 1 << 53, i64::from(u32::MAX)])),
        3 => Value::Real(pick(rng, &[f64::INFINITY, -1e308, 0.5, -0.0, 5e-324])),
        4 => Value::Text(pick(rng, &["1", " 12 ", "1e3", "-", "0x10", ""]).to_string()),
        5 => Value::Blob(bytes(rng)),
        6 => Value::Blob(vec![0xff; rng.below(1 << 17)]),
        7 => Value::Text("x".repeat(rng.below(1 << 17))),
        8 => Value::Text("[".repeat(rng.below(LONGEST_RUN))),
        _ => Value::Text(text(rng)),
    }
}

/// Any bytes.
pub(super) fn bytes(rng: &mut Rng) -> Vec<u8> {
    (0..rng.below(40)).map(|_| rng.bits().to_le_bytes()[0]).collect()
}

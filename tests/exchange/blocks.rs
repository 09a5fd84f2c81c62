//! Every kind of block, written in every format and read again.

use lacuna::deck::{DeckHead, Note, NoteBody};
use lacuna::exchange::FORMATS;

use crate::{imported, written};

/// A text for each kind of block and of piece.
const BLOCKS: [(&str, &str); 17] = [
    (
        "fence",
        "Run:\n\n```rust\nfn main() {\n\n    let a = *b * c; // <x> & \"y\"\n}\n```\n\nthen stop",
    ),
    ("fence-in-list", "- first:\n  ```\n  a  b\n\n  c\n  ```\n- second"),
    ("nested", "- one\n  - two\n    - three\n- four"),
    ("numbered", "1. one\n2. two\n   - and\n3. three"),
    ("numbered-on", "7. seven\n8. eight"),
    (
        "table",
        "| Left | Mid | Right |\n| --- | :-: | --: |\n| `a` | *b* | $c^2$ |\n| x | y \\| z | 10 |",
    ),
    ("quote", "He said:\n\n> one\n> two\n\nand left"),
    ("rule", "above\n\n---\n\nbelow"),
    ("marks", "*soft*, **loud**, ~~gone~~, `code`, ***both***"),
    ("link", "see [the docs](https://a.org/b?c=d&e=f) and <https://b.org>"),
    ("display", "so\n\n$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$\n\nholds"),
    ("inline", "since $a_1 < b^2$ and $\\{x\\}$ hold"),
    ("scripts", "H₂O, x² and m<sub>α,β</sub>"),
    ("ruby", "<ruby>漢字<rt>かんじ</rt></ruby>を読む"),
    ("medium", "![a map](map.png)\n[sound: river.mp3]"),
    ("lines", "one\ntwo\n\nthree"),
    ("signs", "a < b > c & d, 5 \\* 3 \\_x\\_, #1 and - 2"),
];

/// Texts with blanks where they must hide just themselves.
const CLOZES: [(&str, &str); 4] = [
    (
        "in-fence",
        "```python\nclass A:\n\n    def {{c1::__init__}}(self):\n        {{c2::pass}}\n```",
    ),
    ("in-code", "`std::vector<{{c1::int}}> v`"),
    ("in-formula", "$\\frac{ {{c1::a}} }{b} = \\sqrt{ {{c2::x}} }$"),
    ("in-blocks", "- {{c1::one}}\n- two\n\n| a | b |\n| --- | --- |\n| {{c2::x}} | y |"),
];

fn notes() -> Vec<Note> {
    let question = |(id, text): &(&str, &str)| {
        let question = format!("What is {id}?\n\n{text}");
        Note::new(*id, NoteBody::Question { question, answer: text.to_string() })
    };
    let cloze = |(id, text): &(&str, &str)| {
        Note::new(*id, NoteBody::Cloze { term: None, text: text.to_string() })
    };
    BLOCKS.iter().map(question).chain(CLOZES.iter().map(cloze)).collect()
}

/// Nothing is lost in any of them: what a format's own text can't say, such as how the columns of a
/// table are aligned in Anki, goes along out of sight.
#[test]
fn every_block_comes_back_from_every_format() {
    let head = DeckHead::fallback("blocks");
    let notes = notes();
    for format in FORMATS.iter().filter(|format| format.writer().is_some()) {
        let bytes = written(*format, &head, &notes);
        let (_, read) = imported(*format, &bytes, &head);
        assert_eq!(read.len(), notes.len(), "{}", format.name());
        for (read, note) in read.iter().zip(&notes) {
            assert_eq!(read, note, "{}:\n{}", format.name(), String::from_utf8_lossy(&bytes));
        }
    }
}

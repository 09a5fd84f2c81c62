//! Text as people write it: what a deck says, made safe, measured, wrapped, marked up and laid out.
//!
//! | file | turns | into |
//! | --- | --- | --- |
//! | `sanitize` | any text | text that is safe and steady to draw |
//! | `width` | text | the columns it takes, or a cut that fits |
//! | `wrap` | styled text | lines that fit |
//! | `markdown` | a note's text | blocks: paragraphs, code, lists, tables |
//! | `markup` | `*emphasis*`, `` `code` ``, `$math$` | runs, each with its tone |
//! | `opaque` | Markdown | where its code, formulas, comments and links are |
//! | `address` | blocks | the addresses that may be opened |
//! | `cloze` | `{{answer::hint}}` | pieces: text and blanks |
//! | `media` | `[sound: a.mp3]`, `![alt](a.png)` | the words around them |
//! | `math` | LaTeX | a block of lines, or one line |
//! | `fold` | two spellings of a word | the same letters |
//! | `stem` | an English word | what its forms have in common |
//! | `distance` | two words | the typing errors between them |
//! | `difference` | a typed text and the right one | the letters that differ |
//! | `count` | a count and its noun, a share | words: `12 terms`, `25 %` |
//! | `duration` | seconds | words: `9 min`, `3 d`, `4 mo` |
//!
//! Nothing here knows a terminal, a disk or a deck: strings go in, strings and plain values come
//! out.
pub mod address;
pub mod cloze;
pub mod count;
pub mod difference;
pub mod distance;
pub mod duration;
pub mod fold;
pub mod markdown;
pub mod markup;
pub mod math;
pub mod media;
pub mod opaque;
pub mod sanitize;
pub mod stem;
pub mod width;
pub mod wrap;

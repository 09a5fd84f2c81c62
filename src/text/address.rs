//! The addresses outside that a note's text leads to, and which of them may be opened.

use std::collections::HashSet;
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};

use linkify::{LinkFinder, LinkKind};

use super::markdown::{self, Block, BlockKind, Inline};

/// What an address that may be opened begins with. A file or a program is never opened.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Names an address where a whole one can't be carried along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressId(u64);

impl AddressId {
    /// The name of an address.
    pub fn new(address: &str) -> AddressId {
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        AddressId(hasher.finish())
    }
}

impl fmt::Display for AddressId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

/// Whether an address may be opened: a page or a letter, and nothing that a terminal or another
/// program could take for more.
pub fn is_openable(address: &str) -> bool {
    let has_scheme = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    SCHEMES.into_iter().any(has_scheme)
        && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The address in printable ASCII, as terminals and other programs expect it.
pub fn to_uri(address: &str) -> String {
    let mut uri = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The addresses of texts that may be opened, in their order and each once.
#[derive(Debug, Default)]
pub struct AddressList {
    found: Vec<String>,
    known: HashSet<String>,
}

impl AddressList {
    /// The addresses that were found.
    pub fn into_vec(self) -> Vec<String> {
        self.found
    }

    /// Adds the addresses of a text: those of its links, and those that are written out.
    pub fn add_text(&mut self, text: &str) {
        if text.contains(':') {
            self.add_blocks(&markdown::read(text));
        }
    }

    fn add_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(line) => self.add_line(line),
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.add_blocks(item);
                    }
                }
                BlockKind::Table { rows, .. } => {
                    for cell in rows.iter().flatten() {
                        self.add_line(cell);
                    }
                }
                BlockKind::Quote(inside) => self.add_blocks(inside),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn add_line(&mut self, line: &[Inline]) {
        for inline in line {
            let Inline::Text { text, style } = inline else { continue };
            match &style.link {
                Some(address) => self.add(address),
                None if style.code || !text.contains("://") => {}
                None => {
                    for link in LinkFinder::new().kinds(&[LinkKind::Url]).links(text) {
                        self.add(link.as_str());
                    }
                }
            }
        }
    }

    fn add(&mut self, address: &str) {
        if is_openable(address) && self.known.insert(address.to_string()) {
            self.found.push(address.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        let mut list = AddressList::default();
        list.add_text(text);
        list.into_vec()
    }

    #[test]
    fn only_pages_and_letters_are_opened() {
        for address in ["https://a.org", "HTTP://a.org/b?c=d#e", "mailto:a@b.org"] {
            assert!(is_openable(address), "{address}");
        }
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ftp://a.org",
            "a.org",
            "--help",
            "https://",
            "https://a.org/\u{1b}]0;b",
            "https://a.org/b c",
            "",
        ] {
            assert!(!is_openable(address), "{address:?}");
        }
    }

    #[test]
    fn addresses_come_from_links_and_from_plain_words_each_once() {
        let text = "See [one](https://one.org/a_(b)) and https://two.org/c, then\n\n\
                    | a | b |\n| - | - |\n| <https://three.org> | [one](https://one.org/a_(b)) |\n\n\
                    - > (https://four.org/d).\n\n`https://code.org` [file](file:///etc/passwd)\n\n\
                    ```\nhttps://code.org\n```";
        assert_eq!(
            addresses(text),
            [
                "https://one.org/a_(b)",
                "https://two.org/c",
                "https://three.org",
                "https://four.org/d"
            ]
        );
    }

    #[test]
    fn an_address_in_other_letters_is_ascii_to_a_terminal() {
        assert_eq!(to_uri("https://a.org/ä\u{7}"), "https://a.org/%C3%A4%07");
    }
}

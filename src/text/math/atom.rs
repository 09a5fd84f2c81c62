//! Makes atoms: from characters, from commands, and from other atoms.
//!
//! It reads single symbols and single words, never structure.
use super::alphabet::{double_struck, marked, script};
use super::class::AtomClass;
use super::command::MathFont;
use super::delimiter;
use super::delimiter::Delimiter;
use super::symbol::{self, GlyphSet, SymbolRow, ascii};
use super::tree::{MathAtom, MathNode};

/// The atom that a character of the source stands for.
pub(super) fn character(text: &str) -> MathNode {
    if let Some(fence) =
        delimiter::named(text).filter(|_| matches!(text, "(" | ")" | "[" | "]" | "|" | "/"))
    {
        return delimiter(fence);
    }
    let is_letter = text.chars().all(char::is_alphabetic) && text.is_ascii();
    match symbol::named(text).filter(|_| !is_letter).or_else(|| symbol::drawn(text)) {
        Some(symbol) => known(symbol),
        None => ordinary(text),
    }
}

/// The atom that a command names.
pub(super) fn command(name: &str) -> Option<MathNode> {
    let nameable = name.bytes().all(|byte| byte.is_ascii_alphabetic())
        || ["%", "$", "&", "#", "_"].contains(&name);
    symbol::named(name).filter(|_| nameable).map(known)
}

/// A delimiter that doesn't grow.
pub(super) fn delimiter(fence: &Delimiter) -> MathNode {
    let [text, ascii] =
        [GlyphSet::Unicode, GlyphSet::Ascii].map(|glyphs| fence.flat(glyphs).to_owned());
    MathNode::Atom(MathAtom { text, ascii, class: fence.class })
}

/// An atom without a part of its own.
pub(super) fn ordinary(text: &str) -> MathNode {
    MathNode::Atom(MathAtom {
        text: text.to_owned(),
        ascii: ascii(text),
        class: AtomClass::Ordinary,
    })
}

/// A function's name as an atom.
pub(super) fn function(text: String, limits: bool) -> MathNode {
    let class = if limits { AtomClass::Limits } else { AtomClass::Function };
    MathNode::Atom(MathAtom { ascii: ascii(&text), text, class })
}

/// Joins the letters of a part to a word; any other part stays as it is.
pub(super) fn word(node: MathNode) -> MathNode {
    match node
        .parts()
        .iter()
        .map(|node| match node {
            MathNode::Atom(atom) if atom.text.chars().all(|c| c.is_ascii_alphanumeric()) => {
                Some(atom.text.clone())
            }
            _ => None,
        })
        .collect::<Option<String>>()
    {
        Some(word) if word.len() > 1 => MathNode::Text(word),
        _ => node,
    }
}

/// A part with its letters in another form, where they have one.
pub(super) fn restyled(node: MathNode, font: MathFont) -> MathNode {
    let other = |c: char| match font {
        MathFont::DoubleStruck => double_struck(c),
        MathFont::Script => script(c),
    };
    match node {
        MathNode::Atom(atom) => {
            let text = atom.text.chars().map(|c| other(c).unwrap_or(c)).collect();
            MathNode::Atom(MathAtom { text, ..atom })
        }
        MathNode::Row(nodes) => {
            MathNode::Row(nodes.into_iter().map(|node| restyled(node, font)).collect())
        }
        node => node,
    }
}

/// An atom struck out; `None` for anything but an atom.
pub(super) fn negated(node: &MathNode) -> Option<MathNode> {
    let MathNode::Atom(atom) = node else { return None };
    let word = atom.ascii.bytes().all(|byte| byte.is_ascii_alphabetic());
    let ascii = format!("{}{}", if word { "not " } else { "!" }, atom.ascii);
    Some(MathNode::Atom(MathAtom { text: marked(&atom.text, '\u{338}'), ascii, class: atom.class }))
}

/// Words without the braces and backslashes that LaTeX needs to write them.
pub(super) fn words(source: &str) -> MathNode {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {
                out.extend(chars.next());
            }
            '\\' if chars.peek() == Some(&' ') => {}
            '{' | '}' => {}
            '~' => out.push(' '),
            c => out.push(c),
        }
    }
    MathNode::Text(out)
}

fn known(symbol: &SymbolRow) -> MathNode {
    let (_, text, ascii, class) = *symbol;
    MathNode::Atom(MathAtom { text: text.to_owned(), ascii: ascii.to_owned(), class })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(node: &MathNode) -> (&str, &str, AtomClass) {
        match node {
            MathNode::Atom(atom) => (&atom.text, &atom.ascii, atom.class),
            node => panic!("no atom: {node:?}"),
        }
    }

    #[test]
    fn characters_have_their_part() {
        assert_eq!(parts(&character("-")), ("−", "-", AtomClass::Binary));
        assert_eq!(parts(&character("≤")), ("≤", "<=", AtomClass::Relation));
        assert_eq!(parts(&character("S")), ("S", "S", AtomClass::Ordinary));
        assert_eq!(parts(&character("é")), ("é", "e", AtomClass::Ordinary));
        assert_eq!(parts(&character("(")), ("(", "(", AtomClass::Open));
    }

    #[test]
    fn commands_name_letters_not_characters() {
        assert_eq!(parts(&command("S").unwrap()), ("§", "S", AtomClass::Ordinary));
        assert!(command("+").is_none());
    }

    #[test]
    fn atoms_change_their_form() {
        assert_eq!(parts(&restyled(character("E"), MathFont::DoubleStruck)).0, "𝔼");
        assert_eq!(parts(&negated(&character("=")).unwrap()), ("≠", "!=", AtomClass::Relation));
        assert_eq!(
            parts(&negated(&command("in").unwrap()).unwrap()),
            ("∉", "not in", AtomClass::Relation)
        );
    }

    #[test]
    fn letters_make_words() {
        let row = |text: &str| {
            MathNode::Row(text.chars().map(|c| character(c.encode_utf8(&mut [0; 4]))).collect())
        };
        assert!(matches!(word(row("TP")), MathNode::Text(word) if word == "TP"));
        assert!(matches!(word(row("a+b")), MathNode::Row(_)));
        assert!(matches!(word(row("d")), MathNode::Row(_)));
    }

    #[test]
    fn words_lose_their_spelling() {
        assert!(matches!(words(r"50\% {of}~a\_b"), MathNode::Text(text) if text == "50% of a_b"));
    }
}

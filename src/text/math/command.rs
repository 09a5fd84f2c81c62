//! The commands that build something, and how each is to be read.
//!
//! A table; `parse` acts on it. Commands that only name a symbol, an accent or a delimiter are in
//! tables of their own.
use super::tree::Bar;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Sets one part over another.
    Fraction(Bar),
    /// Sets one part over another in parentheses.
    Binomial,
    /// Takes a root.
    Root,
    /// Sets words.
    Text,
    /// Sets letters in another form.
    Font(Font),
    /// Sets letters that belong together.
    Word,
    /// Names a function.
    Operator,
    /// Sets the first part over the second.
    Over,
    /// Sets the first part under the second.
    Under,
    /// Says where scripts stand.
    Limits(bool),
    /// Strikes out the next symbol.
    Not,
    /// Adds columns of space.
    Space(usize),
    /// Opens, continues or closes a pair of delimiters that grow.
    Left,
    Middle,
    Right,
    /// A delimiter of a given size, which pairs up with another.
    Sized(Side),
    /// Begins or ends an environment.
    Begin,
    End,
    /// Sets lines under each other in a script.
    Lines,
    /// The modulus of a congruence, in parentheses.
    Modulus,
    /// The number of an equation.
    Tag,
    /// Has no meaning here, nor has what follows it in braces.
    Drop,
    /// Has no meaning here, but the last of so many arguments stays.
    Keep(usize),
    /// Has no meaning here.
    Nothing,
}

/// A form of letters; bold, italic and upright look the same on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Font {
    DoubleStruck,
    Script,
}

/// Which side of a pair a sized delimiter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Middle,
    /// As its shape says, or the other side of an open one of the same shape.
    Either,
}

/// Returns what a command does.
pub(super) fn named(name: &str) -> Option<Command> {
    COMMANDS.iter().find(|(names, _)| names.contains(&name)).map(|(_, command)| *command)
}

#[rustfmt::skip]
const COMMANDS: &[(&[&str], Command)] = &[
    (&["frac", "dfrac", "cfrac"], Command::Fraction(Bar::Line)),
    (&["tfrac", "nicefrac", "sfrac"], Command::Fraction(Bar::Slash)),
    (&["binom", "dbinom", "tbinom"], Command::Binomial),
    (&["sqrt"], Command::Root),
    (&["text", "textrm", "textbf", "textit", "texttt", "textsf", "textnormal", "emph", "mbox", "hbox"], Command::Text),
    (&["mathbb", "mathds", "Bbb"], Command::Font(Font::DoubleStruck)),
    (&["mathcal", "mathscr", "cal"], Command::Font(Font::Script)),
    (&["mathrm", "mathit", "mathsf", "mathtt"], Command::Word),
    (&["mathbf", "mathnormal", "mathfrak", "boldsymbol", "bm", "pmb", "boxed",
        "mathop", "mathbin", "mathrel", "mathord", "ensuremath"], Command::Keep(1)),
    (&["operatorname"], Command::Operator),
    (&["overset", "stackrel"], Command::Over),
    (&["underset"], Command::Under),
    (&["limits"], Command::Limits(true)),
    (&["nolimits"], Command::Limits(false)),
    (&["not"], Command::Not),
    (&["!"], Command::Space(0)),
    (&[",", ":", ">", ";", " ", "~", "thinspace", "enspace", "space"], Command::Space(1)),
    (&["quad"], Command::Space(2)),
    (&["qquad"], Command::Space(4)),
    (&["left"], Command::Left),
    (&["middle"], Command::Middle),
    (&["right"], Command::Right),
    (&["big", "Big", "bigg", "Bigg"], Command::Sized(Side::Either)),
    (&["bigl", "Bigl", "biggl", "Biggl"], Command::Sized(Side::Left)),
    (&["bigr", "Bigr", "biggr", "Biggr"], Command::Sized(Side::Right)),
    (&["bigm", "Bigm", "biggm", "Biggm"], Command::Sized(Side::Middle)),
    (&["begin"], Command::Begin),
    (&["end"], Command::End),
    (&["substack"], Command::Lines),
    (&["pmod"], Command::Modulus),
    (&["tag"], Command::Tag),
    (&["label", "color", "hspace", "vspace", "vphantom"], Command::Drop),
    (&["textcolor", "colorbox"], Command::Keep(2)),
    (&["mathstrut", "displaystyle", "textstyle", "scriptstyle", "nonumber", "notag", "hline", "rm", "bf", "it"], Command::Nothing),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::math::{accent, delimiter, symbol};

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<&str> =
            COMMANDS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        for name in names {
            assert!(
                accent::named(name).is_none() && delimiter::named(&format!("\\{name}")).is_none(),
                "{name}"
            );
            assert!(
                symbol::named(name).is_none_or(|_| [",", ":", ">", ";"].contains(&name)),
                "{name}"
            );
        }
    }
}

//! The commands that build something, and how each is to be read.
//!
//! A table; `parse` acts on it. Commands that only name a symbol, an accent or a delimiter are in
//! tables of their own.
use super::tree::FractionBar;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MathCommand {
    /// Sets one part over another.
    Fraction(FractionBar),
    /// Sets one part over another in parentheses.
    Binomial,
    /// Takes a root.
    Root,
    /// Sets words.
    Text,
    /// Sets letters in another form.
    Font(MathFont),
    /// Sets letters that belong together.
    Word,
    /// Names a function.
    Operator,
    /// Sets the first part over the second.
    Over,
    /// Sets the first part under the second.
    Under,
    /// Sets parts over and under this arrow.
    Arrow(&'static str),
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
    Sized(DelimiterSide),
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
pub(super) enum MathFont {
    DoubleStruck,
    Script,
}

/// Which side of a pair a sized delimiter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DelimiterSide {
    Left,
    Right,
    Middle,
    /// As its shape says, or the other side of an open one of the same shape.
    Either,
}

/// What a command does.
pub(super) fn named(name: &str) -> Option<MathCommand> {
    COMMANDS.iter().find(|(names, _)| names.contains(&name)).map(|(_, command)| *command)
}

#[rustfmt::skip]
const COMMANDS: &[(&[&str], MathCommand)] = &[
    (&["frac", "dfrac", "cfrac"], MathCommand::Fraction(FractionBar::Line)),
    (&["tfrac", "nicefrac", "sfrac"], MathCommand::Fraction(FractionBar::Slash)),
    (&["binom", "dbinom", "tbinom"], MathCommand::Binomial),
    (&["sqrt"], MathCommand::Root),
    (&["text", "textrm", "textbf", "textit", "texttt", "textsf", "textnormal", "emph", "mbox",
        "hbox"], MathCommand::Text),
    (&["mathbb", "mathds", "Bbb"], MathCommand::Font(MathFont::DoubleStruck)),
    (&["mathcal", "mathscr", "cal"], MathCommand::Font(MathFont::Script)),
    (&["mathrm", "mathit", "mathsf", "mathtt"], MathCommand::Word),
    (&["mathbf", "mathnormal", "mathfrak", "boldsymbol", "bm", "pmb", "boxed",
        "mathop", "mathbin", "mathrel", "mathord", "ensuremath"], MathCommand::Keep(1)),
    (&["operatorname"], MathCommand::Operator),
    (&["overset", "stackrel"], MathCommand::Over),
    (&["underset"], MathCommand::Under),
    (&["xrightarrow"], MathCommand::Arrow("longrightarrow")),
    (&["xleftarrow"], MathCommand::Arrow("longleftarrow")),
    (&["limits"], MathCommand::Limits(true)),
    (&["nolimits"], MathCommand::Limits(false)),
    (&["not"], MathCommand::Not),
    (&["!"], MathCommand::Space(0)),
    (&[",", ":", ">", ";", " ", "~", "thinspace", "enspace", "space"], MathCommand::Space(1)),
    (&["quad"], MathCommand::Space(2)),
    (&["qquad"], MathCommand::Space(4)),
    (&["left"], MathCommand::Left),
    (&["middle"], MathCommand::Middle),
    (&["right"], MathCommand::Right),
    (&["big", "Big", "bigg", "Bigg"], MathCommand::Sized(DelimiterSide::Either)),
    (&["bigl", "Bigl", "biggl", "Biggl"], MathCommand::Sized(DelimiterSide::Left)),
    (&["bigr", "Bigr", "biggr", "Biggr"], MathCommand::Sized(DelimiterSide::Right)),
    (&["bigm", "Bigm", "biggm", "Biggm"], MathCommand::Sized(DelimiterSide::Middle)),
    (&["begin"], MathCommand::Begin),
    (&["end"], MathCommand::End),
    (&["substack"], MathCommand::Lines),
    (&["pmod"], MathCommand::Modulus),
    (&["tag"], MathCommand::Tag),
    (&["label", "color", "hspace", "vspace", "vphantom"], MathCommand::Drop),
    (&["textcolor", "colorbox"], MathCommand::Keep(2)),
    (&["mathstrut", "displaystyle", "textstyle", "scriptstyle", "nonumber", "notag", "hline",
        "rm", "bf", "it"], MathCommand::Nothing),
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

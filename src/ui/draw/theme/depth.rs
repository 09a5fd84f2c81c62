//! What a terminal can show, as far as the environment says so. The terminal itself is never
//! queried: its answer could be late, be taken for keys, or never come.

/// How many colours there are to draw with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourDepth {
    /// None: weight, underline and reversal only.
    Mono,
    /// The terminal's sixteen.
    Sixteen,
    /// The fixed palette of 256.
    Full,
    /// Red, green and blue.
    True,
}

/// Terminals that show true colour, by a part of their names, whatever `COLORTERM` says.
const TRUE: [&str; 8] =
    ["direct", "kitty", "ghostty", "alacritty", "wezterm", "foot", "contour", "rio"];
/// Terminals that show no colour.
const MONO: [&str; 6] = ["vt100", "vt102", "vt220", "vt320", "-mono", "-m"];

impl ColourDepth {
    /// What a terminal can show, by `TERM` and `COLORTERM`.
    pub fn from_env(term: &str, colorterm: &str) -> ColourDepth {
        // GNU screen passes COLORTERM on but misreads true colours.
        let screen = term.starts_with("screen");
        if MONO
            .iter()
            .any(|name| if name.starts_with('-') { term.ends_with(name) } else { term == *name })
        {
            ColourDepth::Mono
        } else if !screen
            && (matches!(colorterm, "truecolor" | "24bit")
                || TRUE.iter().any(|name| term.contains(name)))
        {
            ColourDepth::True
        } else if !colorterm.is_empty() || term.contains("256") {
            ColourDepth::Full
        } else {
            ColourDepth::Sixteen
        }
    }
}

/// What lies behind the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
    /// The environment does not say.
    Unknown,
}

impl Background {
    /// The background by `TERM` and `COLORFGBG`, which ends in its number among the sixteen; a
    /// console is dark.
    pub fn from_env(term: &str, colorfgbg: &str) -> Background {
        match colorfgbg.rsplit(';').next().unwrap_or_default().trim().parse::<u8>() {
            Ok(7 | 9..=15) => Background::Light,
            Ok(0..=8) => Background::Dark,
            _ if matches!(term, "linux" | "cons25") => Background::Dark,
            _ => Background::Unknown,
        }
    }
}

/// The colours of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalColours {
    /// How many colours it has.
    pub depth: ColourDepth,
    /// What lies behind its text.
    pub background: Background,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_terminals_give_the_depth() {
        for (term, colorterm, depth) in [
            ("xterm-256color", "truecolor", ColourDepth::True),
            ("xterm-direct", "", ColourDepth::True),
            ("xterm-kitty", "", ColourDepth::True),
            ("xterm-256color", "", ColourDepth::Full),
            ("xterm", "yes", ColourDepth::Full),
            ("screen.xterm-256color", "truecolor", ColourDepth::Full),
            ("screen", "", ColourDepth::Sixteen),
            ("xterm", "", ColourDepth::Sixteen),
            ("linux", "", ColourDepth::Sixteen),
            ("", "", ColourDepth::Sixteen),
            ("vt220", "", ColourDepth::Mono),
            ("xterm-mono", "", ColourDepth::Mono),
            ("linux-m", "", ColourDepth::Mono),
        ] {
            assert_eq!(ColourDepth::from_env(term, colorterm), depth, "{term} {colorterm}");
        }
    }

    #[test]
    fn the_background_is_known_where_the_environment_says_it() {
        for (term, colorfgbg, background) in [
            ("rxvt", "15;0", Background::Dark),
            ("rxvt", "0;15", Background::Light),
            ("rxvt", "0;default;15", Background::Light),
            ("xterm", "0;7", Background::Light),
            ("xterm", "12;8", Background::Dark),
            ("xterm", "15;default", Background::Unknown),
            ("xterm", "", Background::Unknown),
            ("xterm", "0;99", Background::Unknown),
            ("linux", "", Background::Dark),
        ] {
            assert_eq!(Background::from_env(term, colorfgbg), background, "{term} {colorfgbg}");
        }
    }
}

//! What a terminal can show, as far as the environment says so. Where that leaves the background
//! open, the terminal is asked, and its answer comes as an event whenever it comes
//! (`shell::terminal`).

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
}

impl Background {
    /// The background by `TERM` and `COLORFGBG`, which ends in its number among the sixteen; a
    /// console is dark; none if they don't say.
    pub fn from_env(term: &str, colorfgbg: &str) -> Option<Background> {
        match colorfgbg.rsplit(';').next().unwrap_or_default().trim().parse::<u8>() {
            Ok(7 | 9..=15) => Some(Background::Light),
            Ok(0..=8) => Some(Background::Dark),
            _ if matches!(term, "linux" | "cons25") => Some(Background::Dark),
            _ => None,
        }
    }

    /// Reads a terminal's answer to the question for its background, `]11;rgb:RRRR/GGGG/BBBB`
    /// without the escape characters around it.
    pub fn from_reply(reply: &str) -> Option<Background> {
        let colour = reply.strip_prefix("11;")?;
        let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
        let mut levels = parts.split('/').map(|digits| {
            let most = 16f32.powi(i32::try_from(digits.len()).ok()?) - 1.0;
            let level = u32::from_str_radix(digits, 16).ok()? as f32;
            (1..=4).contains(&digits.len()).then_some(level / most)
        });
        let mut level = || levels.next().flatten();
        // Rec. 601 luma: what the eye makes of the three.
        let luma = 0.299 * level()? + 0.587 * level()? + 0.114 * level()?;
        Some(if luma < 0.5 { Background::Dark } else { Background::Light })
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
            ("rxvt", "15;0", Some(Background::Dark)),
            ("rxvt", "0;15", Some(Background::Light)),
            ("rxvt", "0;default;15", Some(Background::Light)),
            ("xterm", "0;7", Some(Background::Light)),
            ("xterm", "12;8", Some(Background::Dark)),
            ("xterm", "15;default", None),
            ("xterm", "", None),
            ("xterm", "0;99", None),
            ("linux", "", Some(Background::Dark)),
        ] {
            assert_eq!(Background::from_env(term, colorfgbg), background, "{term} {colorfgbg}");
        }
    }

    #[test]
    fn the_terminals_answer_gives_the_background() {
        for (reply, background) in [
            ("11;rgb:1e1e/1e1e/2e2e", Some(Background::Dark)),
            ("11;rgb:ffff/ffff/ffff", Some(Background::Light)),
            ("11;rgb:fd/f6/e3", Some(Background::Light)),
            ("11;rgba:0/0/0/f", Some(Background::Dark)),
            ("11;rgb:1e1e/1e1e", None),
            ("11;rgb:12345/0/0", None),
            ("11;rgb://", None),
            ("10;rgb:0/0/0", None),
            ("52;c;aGFsbG8=", None),
            ("", None),
        ] {
            assert_eq!(Background::from_reply(reply), background, "{reply}");
        }
    }
}

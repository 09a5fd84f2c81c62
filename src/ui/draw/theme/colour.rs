//! Colours as a theme's author writes them, and the nearest of the fixed 256.

use std::sync::LazyLock;

use ratatui::style::Color;

use crate::text::distance::nearest;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// The terminal's own foreground or background.
    Own,
    /// One of the terminal's sixteen, which its owner may have changed.
    Ansi(u8),
    /// One of the 240 fixed ones that follow the sixteen.
    Index(u8),
    /// Red, green and blue, 0 to 255.
    Rgb(u8, u8, u8),
}

/// The names of the sixteen, in their order.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The sixteen as `ratatui` names them, in the same order.
pub(super) const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// The name of the terminal's own colour.
const OWN: &str = "default";

impl Colour {
    /// Reads a colour as a theme's file names it; the error is what to write instead.
    pub(super) fn parse(text: &str) -> Result<Colour, String> {
        let name =
            text.trim().to_ascii_lowercase().replace([' ', '_'], "-").replace("grey", "gray");
        let sixteen = NAMES.iter().position(|known| *known == name);
        if let Some(at) = sixteen.or((name == "gray").then_some(8)) {
            return Ok(Colour::Ansi(at as u8));
        }
        if name == OWN {
            return Ok(Colour::Own);
        }
        if let Some(digits) = name.strip_prefix('#') {
            return hex(digits)
                .ok_or_else(|| "write red, green and blue as in \"#7aa2f7\"".to_string());
        }
        if let Ok(number) = name.parse::<u8>() {
            return Ok(if number < 16 { Colour::Ansi(number) } else { Colour::Index(number) });
        }
        Err(match nearest(&name, NAMES.into_iter().chain([OWN])) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "write \"#7aa2f7\", a number from 0 to 255, or a name such as \"cyan\" or \
                     \"bright-blue\""
                .into(),
        })
    }

    /// Whether the sixteen have it.
    pub(super) fn is_of_the_sixteen(self) -> bool {
        matches!(self, Colour::Own | Colour::Ansi(_))
    }

    /// The colour as a terminal has it; with a palette, the nearest of those in it.
    pub(super) fn to_terminal(self, palette: Option<&Palette>) -> Color {
        match (self, palette) {
            (Colour::Own, _) => Color::Reset,
            (Colour::Ansi(number), _) => SIXTEEN[usize::from(number) % SIXTEEN.len()],
            (Colour::Index(number), _) => Color::Indexed(number),
            (Colour::Rgb(r, g, b), None) => Color::Rgb(r, g, b),
            (Colour::Rgb(r, g, b), Some(palette)) => Color::Indexed(palette.nearest([r, g, b])),
        }
    }
}

fn hex(digits: &str) -> Option<Colour> {
    if !digits.is_ascii() {
        return None;
    }
    let part = |from: usize, to: usize| u8::from_str_radix(digits.get(from..to)?, 16).ok();
    match digits.len() {
        // A single digit stands for itself twice.
        3 => Some(Colour::Rgb(part(0, 1)? * 17, part(1, 2)? * 17, part(2, 3)? * 17)),
        6 => Some(Colour::Rgb(part(0, 2)?, part(2, 4)?, part(4, 6)?)),
        _ => None,
    }
}

/// The first fixed colour; the owner of the terminal may change those before it.
const FIRST: u8 = 16;

/// The 240 fixed colours in Oklab.
pub(super) struct Palette(Vec<[f32; 3]>);

impl Palette {
    /// Works the colours out.
    pub(super) fn new() -> Palette {
        Palette((FIRST..=255).map(|index| perceived(fixed(index))).collect())
    }

    /// The index of the colour that looks most like this one.
    fn nearest(&self, rgb: [u8; 3]) -> u8 {
        let wanted = perceived(rgb);
        let far = |other: &[f32; 3]| (0..3).map(|i| (wanted[i] - other[i]).powi(2)).sum::<f32>();
        let near = self.0.iter().enumerate().min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
        near.map_or(FIRST, |(at, _)| FIRST + at as u8)
    }
}

/// The fixed colour that looks most like this one.
pub fn nearest_fixed(rgb: [u8; 3]) -> u8 {
    static PALETTE: LazyLock<Palette> = LazyLock::new(Palette::new);
    PALETTE.nearest(rgb)
}

/// Red, green and blue of a fixed colour: a cube of six levels each, and 24 greys (xterm's
/// `256colres.pl`).
pub(super) fn fixed(index: u8) -> [u8; 3] {
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let at = index.saturating_sub(FIRST);
    [at / 36, at / 6 % 6, at % 6].map(|level| if level == 0 { 0 } else { 55 + 40 * level })
}

/// The light that a screen gives for a level of 0 to 255, from 0 to 1 (IEC 61966-2-1, sRGB).
pub(super) fn light(level: u8) -> f32 {
    let share = f32::from(level) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// A colour in Oklab, where equal steps look equal (Björn Ottosson, 2020).
pub(super) fn perceived(rgb: [u8; 3]) -> [f32; 3] {
    oklab(rgb.map(light))
}

/// [`perceived`], from linear light.
#[expect(
    clippy::excessive_precision,
    clippy::unreadable_literal,
    clippy::many_single_char_names,
    reason = "constants and names as they were published"
)]
pub(super) fn oklab([r, g, b]: [f32; 3]) -> [f32; 3] {
    let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt();
    let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt();
    let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt();
    [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_in_any_usual_way() {
        for (text, colour) in [
            ("#7aa2f7", Colour::Rgb(0x7a, 0xa2, 0xf7)),
            ("#fA0", Colour::Rgb(255, 0xaa, 0)),
            ("cyan", Colour::Ansi(6)),
            ("Bright Blue", Colour::Ansi(12)),
            ("grey", Colour::Ansi(8)),
            ("9", Colour::Ansi(9)),
            ("245", Colour::Index(245)),
            ("default", Colour::Own),
        ] {
            assert_eq!(Colour::parse(text), Ok(colour), "{text}");
        }
        for (text, remedy) in [
            ("cyam", "did you mean \"cyan\"?"),
            ("#12345", "as in \"#7aa2f7\""),
            ("256", "0 to 255"),
        ] {
            assert!(Colour::parse(text).unwrap_err().contains(remedy), "{text}");
        }
        assert!(Colour::parse("#äöü").is_err(), "three letters of two bytes are no six digits");
    }

    #[test]
    fn a_fixed_colour_is_nearest_to_itself() {
        let palette = Palette::new();
        assert_eq!(fixed(16), [0, 0, 0]);
        assert_eq!(fixed(208), [255, 135, 0]);
        assert_eq!(fixed(255), [238, 238, 238]);
        for index in FIRST..=255 {
            assert_eq!(fixed(palette.nearest(fixed(index))), fixed(index), "{index}");
        }
        assert_eq!(palette.nearest([0x63, 0xbd, 0xb7]), 73);
    }
}

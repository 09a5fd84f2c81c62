//! The built-in themes: which there are, and what each is made of on a dark and a light background.
//! Those with a well-known palette are in `palettes`.
//!
//! A theme has a rich form for 256 colours and more, and a poor one for the terminal's sixteen,
//! whose owner may have made them look like anything: there only the hues serve that common
//! palettes keep readable, and what is dim is fainter by weight. What a theme assumes of the
//! background is in `tests`, which works out every contrast.

use ratatui::style::Modifier;

use super::depth::Background;
use super::paint::{BasePaints, PLAIN, Paint, RolePaints, ansi, rgb};
use super::palettes;

/// A theme that comes with the program.
pub(super) struct BuiltInTheme {
    /// Its name in `settings.ron` and on the command line.
    pub(super) name: &'static str,
    /// What the settings screen calls it.
    title: &'static str,
    /// Its paints on a background, for 256 colours and more and for sixteen.
    paints: fn(Background) -> (BasePaints, BasePaints),
}

/// The paint of every role, by what the terminal can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ThemePaints {
    /// For 256 colours and more.
    pub(super) truecolor: RolePaints,
    /// For the terminal's own sixteen.
    pub(super) basic: RolePaints,
}

impl BuiltInTheme {
    /// Finds a theme by its name.
    pub(super) fn from_name(name: &str) -> Option<&'static BuiltInTheme> {
        // Both spellings are English.
        let name = if name == "color-blind" { "colour-blind" } else { name };
        BUILT_IN.iter().find(|theme| theme.name == name)
    }

    /// The paints of every role on a background.
    pub(super) fn paints_on(&self, background: Background) -> ThemePaints {
        let (truecolor, basic) = (self.paints)(background);
        ThemePaints { truecolor: truecolor.paints(), basic: basic.paints() }
    }
}

/// The default theme, which suits any background.
pub(super) const AUTO: &str = "auto";

const fn theme(
    name: &'static str,
    title: &'static str,
    paints: fn(Background) -> (BasePaints, BasePaints),
) -> BuiltInTheme {
    BuiltInTheme { name, title, paints }
}

/// Every built-in theme; the first is the default.
pub(super) const BUILT_IN: [BuiltInTheme; 19] = [
    theme(AUTO, "auto: dark or light, as the terminal is", |background| {
        on(background, &[DARK, LIGHT], &SIXTEEN)
    }),
    theme("dark", "dark", |_| (DARK, SIXTEEN[0])),
    theme("light", "light", |_| (LIGHT, SIXTEEN[1])),
    theme("catppuccin-latte", "Catppuccin Latte", |_| (palettes::CATPPUCCIN_LATTE, SIXTEEN[1])),
    theme("catppuccin-frappe", "Catppuccin Frappé", |_| (palettes::CATPPUCCIN_FRAPPE, SIXTEEN[0])),
    theme("catppuccin-macchiato", "Catppuccin Macchiato", |_| {
        (palettes::CATPPUCCIN_MACCHIATO, SIXTEEN[0])
    }),
    theme("catppuccin-mocha", "Catppuccin Mocha", |_| (palettes::CATPPUCCIN_MOCHA, SIXTEEN[0])),
    theme("gruvbox-dark", "Gruvbox dark", |_| (palettes::GRUVBOX_DARK, SIXTEEN[0])),
    theme("gruvbox-light", "Gruvbox light", |_| (palettes::GRUVBOX_LIGHT, SIXTEEN[1])),
    theme("nord", "Nord", |_| (palettes::NORD, SIXTEEN[0])),
    theme("dracula", "Dracula", |_| (palettes::DRACULA, SIXTEEN[0])),
    theme("tokyo-night", "Tokyo Night", |_| (palettes::TOKYO_NIGHT, SIXTEEN[0])),
    theme("rose-pine", "Rosé Pine", |_| (palettes::ROSE_PINE, SIXTEEN[0])),
    theme("solarized-dark", "Solarized dark", |_| (palettes::SOLARIZED_DARK, SIXTEEN[0])),
    theme("solarized-light", "Solarized light", |_| (palettes::SOLARIZED_LIGHT, SIXTEEN[1])),
    // It brings its own background.
    theme("contrast", "high contrast", |background| {
        on(background, &[BLACK, WHITE], &[BLACK_OF_SIXTEEN, WHITE_OF_SIXTEEN])
    }),
    theme("colour-blind", "for the color-blind", |background| {
        on(background, &[CAREFUL_DARK, CAREFUL_LIGHT], &CAREFUL_SIXTEEN)
    }),
    theme("terminal", "the terminal’s own colors", |background| {
        on(background, &SIXTEEN, &SIXTEEN)
    }),
    theme("mono", "no colors", |_| (MONO, MONO)),
];

/// The name of every built-in theme, with what the settings screen calls it.
pub const THEME_NAMES: [(&str, &str); BUILT_IN.len()] = {
    let mut names = [("", ""); BUILT_IN.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = (BUILT_IN[i].name, BUILT_IN[i].title);
        i += 1;
    }
    names
};

fn on(
    background: Background,
    truecolor: &[BasePaints; 2],
    basic: &[BasePaints; 2],
) -> (BasePaints, BasePaints) {
    let at = match background {
        Background::Dark => 0,
        Background::Light => 1,
    };
    (truecolor[at], basic[at])
}

const FAINT: Paint = PLAIN.with(Modifier::DIM);
const STRONG: Paint = PLAIN.with(Modifier::BOLD);
const REVERSED: Paint = PLAIN.with(Modifier::REVERSED);

const DARK: BasePaints = BasePaints {
    text: PLAIN,
    dim: rgb(0x9a_a0_a8),
    rule: rgb(0x78_7e_87),
    track: rgb(0x3a_40_47),
    accent: rgb(0x63_bd_b7),
    band: rgb(0xf4_f7_f7).on(rgb(0x1f_4e_57)),
    band_match: rgb(0xff_d4_79).on(rgb(0x1f_4e_57)),
    warning: rgb(0xe6_b4_50),
    right: rgb(0xae_db_94),
    wrong: rgb(0xf0_7b_86),
    easy: rgb(0x7a_a9_f0),
    curves: [rgb(0xad_90_ea), rgb(0xcb_e5_9f), rgb(0xe8_82_3a)],
};

const LIGHT: BasePaints = BasePaints {
    text: PLAIN,
    dim: rgb(0x5f_66_6e),
    rule: rgb(0x81_87_8f),
    track: rgb(0xcf_d4_d9),
    accent: rgb(0x0b_6b_73),
    band: rgb(0x0b_2e_33).on(rgb(0xbf_e0_dd)),
    band_match: rgb(0x7a_3b_00).on(rgb(0xbf_e0_dd)),
    warning: rgb(0x8a_53_00),
    right: rgb(0x00_71_3f),
    wrong: rgb(0xa8_17_2a),
    easy: rgb(0x1d_5f_c4),
    curves: [rgb(0x6d_45_cf), rgb(0x5c_94_31), rgb(0x5c_32_10)],
};

/// High contrast, on black.
const BLACK: BasePaints = BasePaints {
    text: rgb(0xff_ff_ff).on(rgb(0x00_00_00)),
    dim: rgb(0xd0_d0_d0),
    rule: rgb(0xa8_a8_a8),
    track: rgb(0x50_50_50),
    accent: rgb(0x6f_e3_ff),
    band: rgb(0x00_00_00).on(rgb(0xff_e1_4d)),
    band_match: rgb(0x00_00_87).on(rgb(0xff_e1_4d)),
    warning: rgb(0xff_d8_4d),
    right: rgb(0x7d_ff_9a),
    wrong: rgb(0xff_9a_9a),
    easy: rgb(0x8f_c7_ff),
    curves: [rgb(0xd9_b8_ff), rgb(0xa6_f5_8a), rgb(0xff_b0_66)],
};

/// High contrast, on white.
const WHITE: BasePaints = BasePaints {
    text: rgb(0x00_00_00).on(rgb(0xff_ff_ff)),
    dim: rgb(0x3c_3c_3c),
    rule: rgb(0x5a_5a_5a),
    track: rgb(0xb8_b8_b8),
    accent: rgb(0x00_3f_87),
    band: rgb(0xff_ff_ff).on(rgb(0x00_30_60)),
    band_match: rgb(0xff_e1_4d).on(rgb(0x00_30_60)),
    warning: rgb(0x6b_38_00),
    right: rgb(0x00_53_2b),
    wrong: rgb(0x96_00_14),
    easy: rgb(0x00_3f_87),
    curves: [rgb(0x5b_1f_9e), rgb(0x1d_5c_00), rgb(0x7a_2e_00)],
};

/// Hues after Okabe and Ito, *Color Universal Design* (2008), lightened or darkened until they
/// read.
const CAREFUL_DARK: BasePaints = BasePaints {
    accent: rgb(0x56_b4_e9),
    band: rgb(0xf4_f7_f7).on(rgb(0x1c_46_66)),
    band_match: rgb(0xff_d4_79).on(rgb(0x1c_46_66)),
    warning: rgb(0xf0_c2_3c),
    right: rgb(0x56_b4_e9),
    wrong: rgb(0xf0_76_3a),
    easy: rgb(0xe6_d8_ea),
    curves: [rgb(0xc9_82_2b), rgb(0xe6_d8_ea), rgb(0xf2_c7_44)],
    ..DARK
};

const CAREFUL_LIGHT: BasePaints = BasePaints {
    accent: rgb(0x00_68_a8),
    band: rgb(0x0a_26_3c).on(rgb(0xcf_e2_f2)),
    band_match: rgb(0x7a_3b_00).on(rgb(0xcf_e2_f2)),
    // Of these two hues only the lightness tells some people which is which.
    warning: rgb(0x90_6b_00),
    right: rgb(0x00_68_a8),
    wrong: rgb(0x8c_2d_00),
    easy: rgb(0x1a_0d_2b),
    curves: [rgb(0x8f_3f_00), rgb(0x2a_12_33), rgb(0x93_89_4a)],
    ..LIGHT
};

/// The sixteen on a dark and a light background. Green, yellow and cyan can't be read on white,
/// blue not on black.
const SIXTEEN: [BasePaints; 2] = [
    BasePaints {
        text: PLAIN,
        dim: FAINT,
        rule: FAINT,
        track: FAINT,
        accent: ansi(6),
        band: REVERSED,
        band_match: REVERSED,
        warning: ansi(3),
        right: ansi(2),
        wrong: ansi(9),
        easy: ansi(12),
        curves: [ansi(13), ansi(2), ansi(3)],
    },
    BasePaints {
        text: PLAIN,
        dim: FAINT,
        rule: FAINT,
        track: FAINT,
        accent: ansi(4),
        band: REVERSED,
        band_match: REVERSED,
        warning: ansi(5),
        right: ansi(4).with(Modifier::BOLD),
        wrong: ansi(1),
        easy: PLAIN,
        curves: [ansi(5), PLAIN, ansi(1)],
    },
];

/// The same, with blue for what is right where green was, and red for what is wrong.
const CAREFUL_SIXTEEN: [BasePaints; 2] = [
    BasePaints {
        right: ansi(6),
        wrong: ansi(9),
        easy: PLAIN,
        curves: [ansi(3), PLAIN, ansi(13)],
        ..SIXTEEN[0]
    },
    SIXTEEN[1],
];

/// High contrast with the sixteen, on black.
const BLACK_OF_SIXTEEN: BasePaints = BasePaints {
    text: ansi(15).on(ansi(0)),
    dim: ansi(7),
    rule: ansi(7),
    track: ansi(8),
    accent: ansi(14),
    band: ansi(0).on(ansi(11)),
    band_match: ansi(0).on(ansi(11)),
    warning: ansi(11),
    right: ansi(10),
    wrong: ansi(9),
    easy: ansi(14),
    curves: [ansi(13), ansi(10), ansi(11)],
};

/// High contrast with the sixteen, on white.
const WHITE_OF_SIXTEEN: BasePaints = BasePaints {
    text: ansi(0).on(ansi(15)),
    dim: ansi(0),
    rule: ansi(0),
    track: ansi(7),
    accent: ansi(4),
    band: ansi(15).on(ansi(4)),
    band_match: ansi(15).on(ansi(4)),
    warning: ansi(5),
    right: ansi(4).with(Modifier::BOLD),
    wrong: ansi(1).with(Modifier::BOLD),
    easy: ansi(4),
    curves: [ansi(5), ansi(0), ansi(1)],
};

/// Weight, underline and reversal.
pub(super) const MONO: BasePaints = BasePaints {
    text: PLAIN,
    dim: FAINT,
    rule: FAINT,
    track: FAINT,
    accent: STRONG,
    band: REVERSED,
    band_match: REVERSED,
    warning: STRONG,
    right: PLAIN,
    wrong: STRONG,
    easy: PLAIN,
    curves: [PLAIN, PLAIN, PLAIN],
};

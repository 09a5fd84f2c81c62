//! What the themes must have on the backgrounds that they are made for: contrast (WCAG 2.2, success
//! criteria 1.4.3 and 1.4.11), worked out for every role with true colour and with 256; and hues
//! that stay apart for the colour-blind.
//!
//! Text without a colour of its own is the terminal's, on the terminal's background: that contrast
//! is its owner's.

use ratatui::style::{Color, Modifier};

use super::colour::{SIXTEEN, fixed, light, oklab};
use super::depth::{Background, ColourDepth, TerminalColours};
use super::{Role, THEME_NAMES, Theme, Themes};

type Rgb = [u8; 3];

/// Backgrounds that are usual on a dark terminal: the first two are black and what most editors
/// have.
const DARK: [Rgb; 3] = [[0, 0, 0], [0x1e, 0x1e, 0x1e], [0x28, 0x2a, 0x36]];
/// Usual light ones: white, and the cream of Solarized.
const LIGHT: [Rgb; 2] = [[255, 255, 255], [0xfd, 0xf6, 0xe3]];

/// WCAG AA for text.
const TEXT: f32 = 4.5;
/// WCAG AA for graphics.
const GRAPHICS: f32 = 3.0;
/// WCAG AAA for text, the aim of high contrast.
const HIGH: f32 = 7.0;

fn theme(name: &str, depth: ColourDepth, background: Background) -> Theme {
    Theme::built_in(name, TerminalColours { depth, background }).expect("it is built in")
}

fn seen(colour: Color) -> Rgb {
    match colour {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(index) if index >= 16 => fixed(index),
        other => panic!("{other:?} is whatever the terminal's owner likes"),
    }
}

/// Relative luminance and contrast ratio, as WCAG 2.2 defines them.
fn contrast(one: Rgb, other: Rgb) -> f32 {
    let luminance = |rgb: Rgb| {
        let [r, g, b] = rgb.map(light);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// Whether a role is drawn as lines and areas only.
fn is_graphic(role: Role) -> bool {
    matches!(role, Role::Rule | Role::Curve | Role::Second | Role::Third | Role::Fourth)
}

/// The contrast of each role that has a colour with what lies behind it.
fn contrasts(theme: &Theme, behind: Rgb) -> Vec<(Role, f32)> {
    let behind = theme.ground().bg.map_or(behind, seen);
    let own = theme.ground().fg.map(seen);
    let mut found = Vec::new();
    for role in Role::ALL {
        let style = theme.style(role);
        // The rest of a bar says nothing that its number does not.
        let Some(text) = style.fg.map(seen).or(own).filter(|_| role != Role::Track) else {
            continue;
        };
        assert!(
            !style.add_modifier.contains(Modifier::DIM),
            "{role:?} is made fainter than its colour"
        );
        found.push((role, contrast(text, style.bg.map_or(behind, seen))));
    }
    found
}

#[track_caller]
fn assert_contrast(name: &str, background: Background, behind: &[Rgb], text: f32, graphics: f32) {
    for depth in [ColourDepth::True, ColourDepth::Full] {
        let theme = theme(name, depth, background);
        for &rgb in behind {
            for (role, ratio) in contrasts(&theme, rgb) {
                let least = if is_graphic(role) { graphics } else { text };
                assert!(
                    ratio >= least,
                    "{name}, {depth:?}: {role:?} has {ratio:.2} : 1 on {rgb:?}"
                );
            }
        }
    }
}

#[test]
fn the_contrast_is_that_of_wcag() {
    for (one, other, ratio) in [
        ([0; 3], [255; 3], "21.00"),
        ([255; 3], [0x76; 3], "4.54"),
        ([255, 0, 0], [255; 3], "4.00"),
    ] {
        assert_eq!(format!("{:.2}", contrast(one, other)), ratio);
    }
}

#[test]
fn every_role_reads_on_the_background_that_it_is_made_for() {
    for name in ["dark", "colour-blind", "auto"] {
        assert_contrast(name, Background::Dark, &DARK, TEXT, GRAPHICS);
    }
    for name in ["light", "colour-blind", "auto"] {
        assert_contrast(name, Background::Light, &LIGHT, TEXT, GRAPHICS);
    }
    // The known palettes bring their own.
    for (name, _) in THEME_NAMES {
        let has_ground = theme(name, ColourDepth::True, Background::Dark).ground().bg.is_some();
        if has_ground {
            assert_contrast(name, Background::Dark, &[[0x80; 3]], TEXT, GRAPHICS);
        }
    }
}

#[test]
fn the_four_grades_are_four_hues() {
    for (name, _) in THEME_NAMES.into_iter().filter(|(name, _)| *name != "mono") {
        let grades = [Role::Again, Role::Hard, Role::Good, Role::Easy];
        for background in [Background::Dark, Background::Light] {
            let theme = theme(name, ColourDepth::True, background);
            for (i, one) in grades.into_iter().enumerate() {
                for other in &grades[..i] {
                    assert_ne!(theme.style(one), theme.style(*other), "{name}");
                }
            }
        }
    }
}

#[test]
fn high_contrast_is_high_whatever_lies_behind() {
    for background in [Background::Dark, Background::Light] {
        assert_contrast("contrast", background, &[[0x80; 3]], HIGH, TEXT);
    }
}

/// Palettes of sixteen that are common, as black, red, green, yellow, blue, magenta, cyan, white,
/// and the same bright: xterm's, the one of VGA and the Linux console, and that of VS Code's
/// terminal.
const PALETTES: [[u32; 16]; 3] = [
    [
        0x00_00_00, 0xcd_00_00, 0x00_cd_00, 0xcd_cd_00, 0x00_00_ee, 0xcd_00_cd, 0x00_cd_cd,
        0xe5_e5_e5, 0x7f_7f_7f, 0xff_00_00, 0x00_ff_00, 0xff_ff_00, 0x5c_5c_ff, 0xff_00_ff,
        0x00_ff_ff, 0xff_ff_ff,
    ],
    [
        0x00_00_00, 0xaa_00_00, 0x00_aa_00, 0xaa_55_00, 0x00_00_aa, 0xaa_00_aa, 0x00_aa_aa,
        0xaa_aa_aa, 0x55_55_55, 0xff_55_55, 0x55_ff_55, 0xff_ff_55, 0x55_55_ff, 0xff_55_ff,
        0x55_ff_ff, 0xff_ff_ff,
    ],
    [
        0x00_00_00, 0xcd_31_31, 0x0d_bc_79, 0xe5_e5_10, 0x24_72_c8, 0xbc_3f_bc, 0x11_a8_cd,
        0xe5_e5_e5, 0x66_66_66, 0xf1_4c_4c, 0x23_d1_8b, 0xf5_f5_43, 0x3b_8e_ea, 0xd6_70_d6,
        0x29_b8_db, 0xe5_e5_e5,
    ],
];

/// The sixteen are whatever their owner made them; with the usual ones the hues that are used can
/// be told from the background at least as graphics must be, most of them far better.
#[test]
fn the_sixteen_read_with_the_usual_palettes() {
    let number = |colour: Color| {
        SIXTEEN
            .iter()
            .position(|other| *other == colour)
            .unwrap_or_else(|| panic!("{colour:?} is none of the sixteen"))
    };
    let backgrounds: [(Background, &[Rgb]); 2] =
        [(Background::Dark, &[[0; 3]]), (Background::Light, &[[255; 3]])];
    for (background, behind) in backgrounds {
        for (name, depth) in ["auto", "contrast", "colour-blind"]
            .map(|name| (name, ColourDepth::Sixteen))
            .into_iter()
            .chain([("terminal", ColourDepth::True)])
        {
            let theme = theme(name, depth, background);
            for palette in PALETTES {
                let seen = |colour: Color| {
                    let [_, r, g, b] = palette[number(colour)].to_be_bytes();
                    [r, g, b]
                };
                for role in Role::ALL.into_iter().filter(|role| *role != Role::Track) {
                    let style = theme.style(role);
                    let Some(text) = style.fg.or(theme.ground().fg).map(seen) else { continue };
                    for &behind in behind {
                        let behind = style.bg.or(theme.ground().bg).map_or(behind, seen);
                        let ratio = contrast(text, behind);
                        assert!(
                            ratio >= GRAPHICS,
                            "{name}, {background:?}: {role:?} has {ratio:.2} : 1 on {behind:?}"
                        );
                    }
                }
            }
        }
    }
}

/// How the colour-blind see: Machado, Oliveira and Fernandes, *A Physiologically-based Model for
/// Simulation of Color Vision Deficiency*, IEEE TVCG 15 (2009), severity 1.0; on linear light.
/// Protanopia, deuteranopia, tritanopia.
const BLIND: [[[f32; 3]; 3]; 3] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// How far apart two colours look, at the least, to anyone; white and black are 1 apart.
fn apart(one: Rgb, other: Rgb) -> f32 {
    let whole = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    BLIND
        .iter()
        .chain([&whole])
        .map(|sight| {
            let look = |rgb: Rgb| {
                let linear = rgb.map(light);
                oklab(
                    sight
                        .map(|row| (0..3).map(|i| row[i] * linear[i]).sum::<f32>().clamp(0.0, 1.0)),
                )
            };
            let (one, other) = (look(one), look(other));
            (0..3).map(|i| (one[i] - other[i]).powi(2)).sum::<f32>().sqrt()
        })
        .fold(f32::MAX, f32::min)
}

#[test]
fn the_colour_blind_theme_keeps_right_and_wrong_and_the_curves_apart_for_everyone() {
    let grounds = [(Background::Dark, [0xd0; 3]), (Background::Light, [0x20; 3])];
    for (background, text) in grounds {
        for depth in [ColourDepth::True, ColourDepth::Full] {
            let theme = theme("colour-blind", depth, background);
            let rgb = |role: Role| theme.style(role).fg.map_or(text, seen);
            let far = apart(rgb(Role::Right), rgb(Role::Wrong));
            assert!(far >= 0.15, "{background:?}, {depth:?}: right and wrong are {far:.3} apart");
            let curves = [Role::Curve, Role::Second, Role::Third, Role::Fourth];
            let grades = [Role::Again, Role::Hard, Role::Good, Role::Easy];
            for (group, least) in [(curves, 0.065), (grades, 0.1)] {
                for (i, one) in group.into_iter().enumerate() {
                    for other in &group[..i] {
                        let far = apart(rgb(one), rgb(*other));
                        assert!(
                            far >= least,
                            "{background:?}, {depth:?}: {one:?} and {other:?} are {far:.3} apart"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn without_colours_nothing_has_one_and_what_matters_has_weight() {
    for (name, depth) in
        [("dark", ColourDepth::Mono), ("contrast", ColourDepth::Mono), ("mono", ColourDepth::True)]
    {
        let theme = theme(name, depth, Background::Dark);
        for role in Role::ALL {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{name}: {role:?}");
        }
        for role in [Role::Selected, Role::SelectedMatch, Role::SelectedLink] {
            assert!(
                theme.style(role).add_modifier.contains(Modifier::REVERSED),
                "{name}: {role:?}"
            );
        }
        for role in [Role::Resting, Role::Wrong, Role::Warning, Role::Key, Role::Match] {
            assert!(theme.style(role).add_modifier.contains(Modifier::BOLD), "{name}: {role:?}");
        }
    }
}

#[test]
fn the_terminals_own_theme_has_no_colour_but_the_sixteen() {
    for depth in [ColourDepth::Sixteen, ColourDepth::Full, ColourDepth::True] {
        for role in Role::ALL {
            let style = theme("terminal", depth, Background::Dark).style(role);
            let fixed = [style.fg, style.bg]
                .into_iter()
                .flatten()
                .find(|c| matches!(c, Color::Rgb(..) | Color::Indexed(_)));
            assert_eq!(fixed, None, "{role:?}");
        }
    }
}

#[test]
fn a_known_background_is_what_auto_goes_by() {
    let themes = |background| {
        Themes::new(TerminalColours { depth: ColourDepth::True, background }, Vec::new())
    };
    let accent = |theme: &Theme| theme.style(Role::Accent).fg;
    let dark = theme("dark", ColourDepth::True, Background::Dark);
    assert_eq!(accent(themes(Background::Dark).theme()), accent(&dark));
    assert_ne!(accent(themes(Background::Light).theme()), accent(&dark));
}

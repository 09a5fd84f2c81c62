//! Every screen in every look: each sign stands out from what it stands on, and the look changes at
//! a key.

use lacuna::settings::Settings;
use lacuna::ui::draw::theme::{Background, ColourDepth, TerminalColours, Themes, UserTheme};
use lacuna::ui::shell::message::Msg;
use ratatui::style::{Color, Modifier};

use crate::harness::{Screen, seen};

/// Ways to screens on which every role is seen.
const WALKS: [&str; 22] = [
    "",
    "?",
    ":",
    "g",
    "b j j",
    "b h j j",
    "b ' l enter n",
    "b f type:norm",
    "b space j space j",
    "b ' s enter F",
    "/ type:attention",
    "/ type:layre",
    "d",
    "d space",
    "d space 1 space 3 i",
    "d type:nonsense enter",
    "g q",
    "g q enter",
    "g q enter j enter",
    "g p",
    "g p 3",
    "g l enter x",
];

fn looks(name: &str, depth: ColourDepth, background: Background) -> Themes {
    let mut looks = Themes::new(TerminalColours { depth, background }, Vec::new());
    looks.wear(name).expect("it is one of ours");
    looks
}

/// Red, green and blue of what does not depend on the terminal's owner.
fn rgb(colour: Color, own: [u8; 3]) -> [u8; 3] {
    match colour {
        Color::Reset => own,
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(grey @ 232..) => [8 + 10 * (grey - 232); 3],
        Color::Indexed(at @ 16..) => [(at - 16) / 36, (at - 16) / 6 % 6, (at - 16) % 6]
            .map(|level| if level == 0 { 0 } else { 55 + 40 * level }),
        other => panic!("{other:?} is whatever the terminal's owner likes"),
    }
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let [r, g, b] = rgb.map(|level| {
            let share = f64::from(level) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

/// Rules, bars, dots and marks are signs; all else is text.
fn is_text(symbol: &str) -> bool {
    symbol.chars().any(char::is_alphanumeric)
}

/// Fails where a cell can't be read on a terminal with this text and background.
#[track_caller]
fn reads(screen: &Screen, what: &str, (text, ground): ([u8; 3], [u8; 3]), least: f64) {
    let cells = screen.cells();
    for y in 0..cells.area.height {
        for x in 0..cells.area.width {
            let cell = &cells[(x, y)];
            if cell.symbol().trim().is_empty() {
                continue;
            }
            let (mut fg, mut bg) = (rgb(cell.fg, text), rgb(cell.bg, ground));
            if cell.modifier.contains(Modifier::REVERSED) {
                (fg, bg) = (bg, fg);
            }
            let ratio = contrast(fg, bg);
            let least = if is_text(cell.symbol()) { least } else { least.min(3.0) };
            assert!(
                ratio >= least,
                "{what}: {:?} at {x}, {y} has {ratio:.2} : 1\n{}",
                cell.symbol(),
                screen.text()
            );
        }
    }
}

#[test]
fn every_sign_on_every_screen_can_be_read() {
    const DARK: ([u8; 3], [u8; 3]) = ([0xd4; 3], [0x1e; 3]);
    const LIGHT: ([u8; 3], [u8; 3]) = ([0x24, 0x29, 0x2f], [0xfd, 0xf6, 0xe3]);
    for keys in WALKS {
        for depth in [ColourDepth::True, ColourDepth::Full] {
            for (name, background, ground, least) in [
                ("dark", Background::Dark, DARK, 4.5),
                ("light", Background::Light, LIGHT, 4.5),
                ("contrast", Background::Dark, DARK, 7.0),
                ("contrast", Background::Light, LIGHT, 7.0),
                ("colour-blind", Background::Dark, DARK, 4.5),
                ("colour-blind", Background::Light, LIGHT, 4.5),
                ("auto", Background::Unknown, DARK, 3.2),
                ("auto", Background::Unknown, LIGHT, 3.2),
            ] {
                // The roles' own tests have the others.
                if depth == ColourDepth::Full && matches!(name, "contrast" | "colour-blind") {
                    continue;
                }
                let screen = seen(100, 30, looks(name, depth, background)).keys(keys);
                reads(
                    &screen,
                    &format!("{name} {depth:?} {background:?} after {keys:?}"),
                    ground,
                    least,
                );
            }
        }
    }
}

#[test]
fn a_ground_of_its_own_lies_under_everything() {
    for keys in WALKS {
        let cells = seen(100, 30, looks("contrast", ColourDepth::True, Background::Dark))
            .keys(keys)
            .cells();
        let bare = cells.content.iter().filter(|cell| cell.bg == Color::Reset).count();
        assert_eq!(bare, 0, "after {keys:?}");
    }
}

#[test]
fn a_key_puts_the_next_look_on_and_has_it_kept() {
    let mut screen = seen(80, 24, looks("dark", ColourDepth::True, Background::Dark)).keys("b j j");
    let before = screen.cells();
    screen = screen.keys("f2");
    assert!(screen.text().ends_with("Theme: light"), "{}", screen.text());
    assert_ne!(screen.cells(), before);
    assert_eq!(screen.settings().theme, "light", "it is kept");
    screen
        .tell(Msg::SettingsSet(Box::new(Settings { theme: "dark".into(), ..Settings::default() })));
    assert_eq!(
        screen.keys("j k").cells(),
        before,
        "a theme that was set elsewhere is put on as well"
    );
}

#[test]
fn a_look_that_can_not_be_kept_stays_and_a_wrong_one_is_told() {
    let mut screen =
        seen(80, 24, looks("auto", ColourDepth::Mono, Background::Dark)).keys(": type:theme enter");
    assert!(
        screen.text().ends_with("Theme: dark; without colors all look alike"),
        "{}",
        screen.text()
    );
    screen
        .tell(Msg::SettingsSet(Box::new(Settings { theme: "drak".into(), ..Settings::default() })));
    assert!(
        screen.text().contains("there is no theme `drak`; did you mean `dark`?"),
        "{}",
        screen.text()
    );
}

#[test]
fn a_theme_of_ones_own_is_drawn() {
    let (own, faults) = UserTheme::parse(
        "mine",
        "(base: \"dark\", text: (fg: \"#c0caf5\", bg: \"#1a1b26\"))",
        "mine.ron",
    );
    assert!(faults.is_empty(), "{faults:?}");
    let mut looks = Themes::new(
        TerminalColours { depth: ColourDepth::True, background: Background::Light },
        vec![own],
    );
    looks.wear("mine").expect("it is there");
    let screen = seen(80, 24, looks).keys("b ?");
    reads(&screen, "mine", ([0; 3], [255; 3]), 4.5);
    assert!(screen.cells().content.iter().all(|cell| cell.bg != Color::Reset));
}

//! Every screen in every theme: each character stands out from its background, and a key selects the
//! next theme.

use clap::CommandFactory;
use lacuna::settings::Settings;
use lacuna::ui::draw::theme::{
    Background, ColourDepth, THEME_NAMES, TerminalColours, Themes, UserTheme,
};
use lacuna::ui::shell::message::Msg;
use ratatui::style::{Color, Modifier};

use crate::harness::{Screen, seen};

/// Keys to screens on which every role is seen.
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

fn themes(name: &str, depth: ColourDepth, background: Background) -> Themes {
    let mut themes = Themes::new(TerminalColours { depth, background }, Vec::new());
    themes.select(name).expect("it is built in");
    themes
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

/// Rules, bars, dots and marks need less contrast than text.
fn is_text(symbol: &str) -> bool {
    symbol.chars().any(char::is_alphanumeric)
}

/// Fails where a cell can't be read on a terminal with this text and background.
#[track_caller]
fn assert_readable(screen: &Screen, what: &str, (text, ground): ([u8; 3], [u8; 3]), least: f64) {
    let cells = screen.cells();
    for y in 0..cells.area.height {
        for x in 0..cells.area.width {
            let cell = &cells[(x, y)];
            // What is left of a bar, and a scroll mark's line, say nothing of their own.
            if cell.symbol().trim().is_empty() || matches!(cell.symbol(), "─" | "│") {
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
fn every_character_on_every_screen_can_be_read() {
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
                ("auto", Background::Dark, DARK, 4.5),
                ("auto", Background::Light, LIGHT, 4.5),
                ("nord", Background::Light, LIGHT, 4.5),
                ("solarized-light", Background::Dark, DARK, 4.5),
            ] {
                // The roles' own tests have the others.
                if depth == ColourDepth::Full && matches!(name, "contrast" | "colour-blind") {
                    continue;
                }
                let screen = seen(100, 30, themes(name, depth, background)).keys(keys);
                assert_readable(
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
fn a_background_of_a_theme_lies_under_everything() {
    for keys in WALKS {
        let cells = seen(100, 30, themes("contrast", ColourDepth::True, Background::Dark))
            .keys(keys)
            .cells();
        let bare = cells.content.iter().filter(|cell| cell.bg == Color::Reset).count();
        assert_eq!(bare, 0, "after {keys:?}");
    }
}

#[test]
fn a_theme_is_shown_while_it_is_chosen_and_kept_by_enter() {
    let mut screen =
        seen(80, 24, themes("dark", ColourDepth::True, Background::Dark)).keys("b j j");
    let before = screen.cells();
    screen = screen.keys("f2 j");
    assert_ne!(screen.cells()[(0, 0)], before[(0, 0)], "the next one is shown");
    assert_eq!(screen.settings().theme, "auto", "and not kept yet");
    screen = screen.keys("esc");
    assert_eq!(screen.cells(), before, "Esc goes back to the one before");
    screen = screen.keys("f2 f2 enter");
    assert!(screen.text().ends_with("Theme: light"), "{}", screen.text());
    assert_ne!(screen.cells(), before);
    assert_eq!(screen.settings().theme, "light", "it is kept");
    screen
        .tell(Msg::SettingsSet(Box::new(Settings { theme: "dark".into(), ..Settings::default() })));
    assert_eq!(
        screen.keys("j k").cells(),
        before,
        "a theme that was set elsewhere is selected as well"
    );
}

#[test]
fn the_terminals_answer_chooses_between_dark_and_light() {
    let mut screen = seen(80, 24, themes("auto", ColourDepth::True, Background::Dark)).keys("b");
    let dark = screen.cells();
    screen.tell(Msg::Background(Background::Light));
    let light = screen.cells();
    assert_ne!(light, dark);
    screen.tell(Msg::Background(Background::Dark));
    assert_eq!(screen.cells(), dark);
}

#[test]
fn an_unknown_theme_in_the_settings_is_reported() {
    let mut screen = seen(80, 24, themes("auto", ColourDepth::Mono, Background::Dark))
        .keys(": type:theme enter j enter");
    assert!(
        screen.text().ends_with("Theme: dark; without colors all themes look the same"),
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
    let mut themes = Themes::new(
        TerminalColours { depth: ColourDepth::True, background: Background::Light },
        vec![own],
    );
    themes.select("mine").expect("it is there");
    let screen = seen(80, 24, themes).keys("b ?");
    assert_readable(&screen, "mine", ([0; 3], [255; 3]), 4.5);
    assert!(screen.cells().content.iter().all(|cell| cell.bg != Color::Reset));
}

#[test]
fn the_help_of_the_command_line_names_every_built_in_theme() {
    let command = lacuna::cli::args::Arguments::command();
    let option = command.get_arguments().find(|option| option.get_id() == "theme");
    let help = option.and_then(|option| option.get_help()).expect("it has a help").to_string();
    let names = THEME_NAMES.map(|(name, _)| name).join(", ");
    assert!(help.contains(&format!(": {names}, or")), "{help}");
}

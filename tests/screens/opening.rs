//! The screen while everything is read.

use lacuna::settings::Settings;
use lacuna::text::math::GlyphSet;
use lacuna::ui::Tab;
use lacuna::ui::input::key::Key;
use lacuna::ui::shell::loading::{LoadingKey, LoadingScreen, PreparedUi};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::SIZES;
use crate::harness::{compare, role_theme};

fn door(settings: Settings) -> PreparedUi {
    PreparedUi {
        tab: Tab::Search,
        glyphs: GlyphSet::Unicode,
        themes: role_theme().into(),
        settings,
        faults: Vec::new(),
    }
}

fn key(name: &str) -> Key {
    Key::parse(name).expect("it is a key")
}

#[test]
fn opening_at_every_size() {
    let door = door(Settings::default());
    for (width, height) in SIZES {
        let mut opening = LoadingScreen::new(&door, Size { width, height });
        assert!(opening.set_seconds(3) && !opening.set_seconds(3), "a second is to be seen once");
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        opening.view(&mut buffer);
        compare("opening", &buffer);
    }
}

#[test]
fn only_keys_that_hold_everywhere_mean_something_now() {
    let own = door(
        ron::from_str(r#"(keys: {"always": {"ctrl-x": "quit"}})"#).expect("these are settings"),
    );
    let opening = LoadingScreen::new(&own, Size { width: 80, height: 24 });
    let now = ["ctrl-c", "ctrl-x", "ctrl-z", "ctrl-l", "q", "/", "f1", "enter"]
        .map(|name| opening.key(key(name)));
    let expected = [
        LoadingKey::Leave,
        LoadingKey::Leave,
        LoadingKey::Suspend,
        LoadingKey::Redraw,
        LoadingKey::Later,
        LoadingKey::Later,
        LoadingKey::Later,
        LoadingKey::Later,
    ];
    assert_eq!(now, expected);
}

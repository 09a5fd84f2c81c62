//! A key, as the keymap writes it and as a person reads it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key press, with the modifiers that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

/// The names of keys that are no characters, as written in the keymap and as shown.
const NAMED: &[(&str, KeyCode, &str)] = &[
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("shift-tab", KeyCode::BackTab, "Shift-Tab"),
    ("space", KeyCode::Char(' '), "Space"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Del"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("insert", KeyCode::Insert, "Ins"),
    ("f1", KeyCode::F(1), "F1"),
    ("f2", KeyCode::F(2), "F2"),
    ("f3", KeyCode::F(3), "F3"),
    ("f4", KeyCode::F(4), "F4"),
    ("f5", KeyCode::F(5), "F5"),
    ("f6", KeyCode::F(6), "F6"),
    ("f7", KeyCode::F(7), "F7"),
    ("f8", KeyCode::F(8), "F8"),
    ("f9", KeyCode::F(9), "F9"),
    ("f10", KeyCode::F(10), "F10"),
    ("f11", KeyCode::F(11), "F11"),
    ("f12", KeyCode::F(12), "F12"),
    ("any", KeyCode::Null, "letter"),
];

/// The letters of other keyboards, each with those of a US one in the same places.
const LAYOUTS: [(&str, &str); 3] = [
    ("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєґ", "s]'\\"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
];

impl Key {
    /// The pattern that every character fits.
    pub const ANY: Key = Key { code: KeyCode::Null, ctrl: false, alt: false };

    /// The key that quits at once, from anywhere.
    pub const CTRL_C: Key = Key { code: KeyCode::Char('c'), ctrl: true, alt: false };

    /// The names of the keys that are no characters.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, ..)| *name)
    }

    /// The key of a terminal event.
    pub fn from_event(event: KeyEvent) -> Key {
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            other => other,
        };
        let (ctrl, alt) = (KeyModifiers::CONTROL, KeyModifiers::ALT);
        Key { code, ctrl: event.modifiers.contains(ctrl), alt: event.modifiers.contains(alt) }
    }

    /// Reads one key as the keymap writes it: `j`, `ctrl-d`, `alt-up`, `space`.
    pub fn parse(text: &str) -> Option<Key> {
        let (mut rest, mut ctrl, mut alt) = (text, false, false);
        loop {
            match rest.split_once('-') {
                Some(("ctrl", more)) if !more.is_empty() => (rest, ctrl) = (more, true),
                Some(("alt", more)) if !more.is_empty() => (rest, alt) = (more, true),
                _ => break,
            }
        }
        let mut chars = rest.chars();
        // With Ctrl, terminals send capital and small letters alike.
        let plain = |c: char| if ctrl { c.to_ascii_lowercase() } else { c };
        let single =
            chars.next().filter(|_| chars.next().is_none()).map(|c| KeyCode::Char(plain(c)));
        single
            .or_else(|| NAMED.iter().find(|(name, ..)| *name == rest).map(|&(_, code, _)| code))
            .map(|code| Key { code, ctrl, alt })
    }

    /// Reads a sequence of keys: `g h`.
    pub fn parse_all(text: &str) -> Option<Vec<Key>> {
        text.split(' ').map(Key::parse).collect()
    }

    /// The key as the keymap writes it.
    fn notation(self) -> String {
        let named = NAMED
            .iter()
            .find(|(_, code, _)| *code == self.code)
            .map(|&(name, ..)| name.to_string());
        let plain = match self.code {
            KeyCode::Char(c) => c.to_string(),
            other => format!("{other:?}"),
        };
        let (ctrl, alt) =
            (if self.ctrl { "ctrl-" } else { "" }, if self.alt { "alt-" } else { "" });
        format!("{ctrl}{alt}{}", named.unwrap_or(plain))
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The key that a US keyboard has where this character was typed, on a Russian or Greek one or
    /// in full width; none if it is none of those.
    pub fn on_us_keyboard(self) -> Option<Key> {
        let KeyCode::Char(c) = self.code else { return None };
        let lower = c.to_lowercase().next().unwrap_or(c);
        let found = LAYOUTS.iter().find_map(|(theirs, ours)| {
            let at = theirs.chars().position(|other| other == lower)?;
            ours.chars().nth(at)
        });
        let typed = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xff01 + 0x21)?,
            '\u{3000}' => ' ',
            _ if c == lower => found?,
            _ => found?.to_ascii_uppercase(),
        };
        Some(Key { code: KeyCode::Char(typed), ..self })
    }

    /// The same letter without Shift or Caps Lock; none if it is no capital.
    pub fn small(self) -> Option<Key> {
        match self.code {
            KeyCode::Char(c) if c.is_ascii_uppercase() => {
                Some(Key { code: KeyCode::Char(c.to_ascii_lowercase()), ..self })
            }
            _ => None,
        }
    }

    /// Whether `self`, pressed, fits `pattern`.
    pub fn fits(self, pattern: Key) -> bool {
        self == pattern || (pattern == Key::ANY && self.typed().is_some())
    }

    /// The key as a person reads it: `Ctrl-D`, `↑`, `G`.
    pub fn label(self) -> String {
        let named = NAMED
            .iter()
            .find(|(_, code, _)| *code == self.code)
            .map(|&(.., label)| label.to_string());
        let plain = match self.code {
            // With a modifier, letters are shown as capitals; a capital needs Shift as well.
            KeyCode::Char(c) if (self.ctrl || self.alt) && c.is_ascii_uppercase() => {
                format!("Shift-{c}")
            }
            KeyCode::Char(c) if self.ctrl || self.alt => c.to_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            other => format!("{other:?}"),
        };
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        format!("{ctrl}{alt}{}", named.unwrap_or(plain))
    }
}

/// A sequence as a person reads it: `g h`.
pub fn label(keys: &[Key]) -> String {
    keys.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
}

/// A sequence as the keymap writes it: `g ctrl-h`.
pub fn notation(keys: &[Key]) -> String {
    keys.iter().map(|key| key.notation()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_parsed_and_have_readable_labels() {
        for (text, shown) in [
            ("j", "j"),
            ("G", "G"),
            ("ctrl-d", "Ctrl-D"),
            ("alt-up", "Alt-↑"),
            ("space", "Space"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
            ("alt-e", "Alt-E"),
            ("alt-E", "Alt-Shift-E"),
        ] {
            assert_eq!(Key::parse(text).unwrap().label(), shown);
            assert_eq!(super::notation(&[Key::parse(text).unwrap()]), text);
        }
        assert_eq!(label(&Key::parse_all("g h").unwrap()), "g h");
        assert_eq!(Key::parse("zebra"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn keys_of_other_keyboards_are_those_in_the_same_places() {
        for (typed, ours) in [
            ("о", Some("j")),
            ("Л", Some("K")),
            ("ж", Some(";")),
            ("і", Some("s")),
            ("ξ", Some("j")),
            ("３", Some("3")),
            ("？", Some("?")),
            ("j", None),
            ("é", None),
            ("enter", None),
        ] {
            let key = Key::parse(typed).unwrap().on_us_keyboard();
            assert_eq!(key, ours.map(|ours| Key::parse(ours).unwrap()), "{typed}");
        }
    }

    #[test]
    fn terminal_events_become_the_same_keys() {
        let event = |code, modifiers| Key::from_event(KeyEvent::new(code, modifiers));
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), Key::parse("G").unwrap());
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), Key::parse("shift-tab").unwrap());
        assert_eq!(event(KeyCode::Char('d'), KeyModifiers::CONTROL), Key::parse("ctrl-d").unwrap());
    }
}

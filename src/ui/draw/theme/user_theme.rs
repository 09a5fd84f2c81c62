//! A theme of the user's own, as its file has it: a built-in theme, and what differs from it.
//!
//! What can't be read gives a fault with its place and stays as in the built-in theme; the rest
//! holds. The file itself is read elsewhere.

use std::ops::Range;

use ratatui::style::Modifier;

use super::built_in::{AUTO, BUILT_IN, BuiltInTheme, THEME_NAMES, ThemePaints};
use super::colour::Colour;
use super::depth::Background;
use super::paint::Paint;
use super::role::Role;
use crate::deck::parse_errors::explain;
use crate::fault::{Fault, Place};
use crate::store::settings::fields::{SettingsFields, begin};
use crate::text::distance::nearest;

/// A theme of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTheme {
    /// Its name: that of its file without the ending.
    pub name: String,
    base: &'static str,
    roles: Vec<(Role, RoleOverride)>,
}

/// What the file changes in a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RoleOverride {
    fg: Option<Colour>,
    bg: Option<Colour>,
    added: Modifier,
    removed: Modifier,
}

impl RoleOverride {
    fn weight(self, base: Modifier) -> Modifier {
        base.union(self.added).difference(self.removed)
    }
}

/// The keys of a role besides its colours.
const WEIGHTS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("faint", Modifier::DIM),
];
/// The keys of its colours.
const COLOURS: [&str; 2] = ["fg", "bg"];
/// The key of the built-in theme that the rest is taken from.
const BASE: &str = "base";

impl UserTheme {
    /// Reads the text of a theme's file, with the faults that it has.
    pub fn parse(name: &str, text: &str, file: &str) -> (UserTheme, Vec<Fault>) {
        let mut reader = ThemeReader { text, file, faults: Vec::new() };
        let theme = reader.theme(name);
        (theme, reader.faults)
    }

    /// The paints of every role on a background.
    pub(super) fn paints_on(&self, background: Background) -> ThemePaints {
        let base = BuiltInTheme::from_name(self.base).unwrap_or(&BUILT_IN[0]).paints_on(background);
        let truecolor = Role::ALL.map(|role| self.paint(role, base.truecolor[role.index()]));
        // Where there are only sixteen colours, one beyond them stays that of the built-in theme;
        // weights hold there too.
        let basic = Role::ALL.map(|role| {
            let (base, paint) = (base.basic[role.index()], truecolor[role.index()]);
            if paint.is_of_the_sixteen() && self.colours(role) != (None, None) {
                paint
            } else {
                Paint { weight: self.role_override(role).weight(base.weight), ..base }
            }
        });
        ThemePaints { truecolor, basic }
    }

    fn paint(&self, role: Role, base: Paint) -> Paint {
        let (fg, bg) = self.colours(role);
        Paint {
            fg: fg.or(base.fg),
            bg: bg.or(base.bg),
            weight: self.role_override(role).weight(base.weight),
        }
    }

    /// The user's own colours of a role, or of the role that it is modelled on.
    fn colours(&self, role: Role) -> (Option<Colour>, Option<Colour>) {
        let own = self.role_override(role);
        let model = role.model().map(|model| self.role_override(model)).unwrap_or_default();
        (own.fg.or(model.fg), own.bg.or(model.bg))
    }

    fn role_override(&self, role: Role) -> RoleOverride {
        let found = self.roles.iter().find(|(other, _)| *other == role);
        found.map(|(_, changes)| *changes).unwrap_or_default()
    }
}

/// The text of a file, and its faults so far.
struct ThemeReader<'a> {
    text: &'a str,
    file: &'a str,
    faults: Vec<Fault>,
}

impl ThemeReader<'_> {
    fn theme(&mut self, name: &str) -> UserTheme {
        let mut theme = UserTheme { name: name.to_string(), base: AUTO, roles: Vec::new() };
        let mut seen = Vec::new();
        if let Some(close) = SettingsFields::parse(self.text).map(|fields| fields.close) {
            let rest = begin(self.text.as_bytes(), close + 1, self.text.len());
            if rest < self.text.len() {
                self.report(rest, "something follows the closing bracket", "take it away");
            }
        }
        for (key, at, value) in self.fields(0..self.text.len()) {
            let key = &self.text[key];
            let role = Role::ALL.into_iter().find(|role| role.name() == key);
            if seen.contains(&key) {
                self.report(
                    at,
                    format!("the key `{key}` stands twice"),
                    "the first one holds; keep one of them",
                );
                continue;
            }
            seen.push(key);
            match role {
                Some(role) => {
                    let changes = self.role(value);
                    theme.roles.push((role, changes));
                }
                None if key == BASE => theme.base = self.base(value).unwrap_or(theme.base),
                None => {
                    let names = Role::ALL.into_iter().map(Role::name).chain([BASE]);
                    self.report(at, format!("a theme has no key `{key}`"), suggestion(key, names));
                }
            }
        }
        theme
    }

    /// The keys between brackets, where each field begins, and the values; without brackets it is a
    /// fault.
    fn fields(&mut self, range: Range<usize>) -> Vec<(Range<usize>, usize, Range<usize>)> {
        let text = &self.text[range.clone()];
        let Some(fields) = SettingsFields::parse(text) else {
            let (what, spot) = match ron::from_str::<ron::Value>(text) {
                Ok(_) => ("this is no list of keys".to_string(), 0),
                Err(error) => (explain(&error.code).what, offset(text, error.span.start)),
            };
            self.report(range.start + spot, what, "write `(key: value, …)`");
            return Vec::new();
        };
        let mut found = Vec::new();
        for span in fields.spans {
            let field = &text[span.clone()];
            let colon = field.find(':').unwrap_or(field.len());
            let start = range.start + span.start;
            let key = start..start + field[..colon].trim_end().len();
            let end = range.start + span.end;
            found.push((key, start, (start + colon + 1).min(end)..end));
        }
        found
    }

    fn base(&mut self, value: Range<usize>) -> Option<&'static str> {
        let at = value.start;
        let name = self.string(value)?;
        let base = BuiltInTheme::from_name(&name);
        if base.is_none() {
            let names = THEME_NAMES.iter().map(|(name, _)| *name);
            self.report(
                at,
                format!("there is no built-in theme `{name}`"),
                suggestion(&name, names),
            );
        }
        base.map(|base| base.name)
    }

    /// Reads the value of a role: a colour, or colours and weights between brackets.
    fn role(&mut self, value: Range<usize>) -> RoleOverride {
        let mut changes = RoleOverride::default();
        let value = self.trimmed(value);
        if !self.text[value.clone()].starts_with('(') {
            changes.fg = self.colour(value);
            return changes;
        }
        for (key, at, value) in self.fields(value) {
            let key = &self.text[key];
            let weight = WEIGHTS.iter().find(|(name, _)| *name == key);
            match (key, weight) {
                ("fg", _) => changes.fg = self.colour(value),
                ("bg", _) => changes.bg = self.colour(value),
                (_, Some((_, weight))) => match self.flag(value) {
                    Some(true) => changes.added |= *weight,
                    Some(false) => changes.removed |= *weight,
                    None => {}
                },
                (_, None) => {
                    let names = COLOURS.into_iter().chain(WEIGHTS.iter().map(|(name, _)| *name));
                    self.report(at, format!("a role has no key `{key}`"), suggestion(key, names));
                }
            }
        }
        changes
    }

    fn colour(&mut self, value: Range<usize>) -> Option<Colour> {
        let at = self.trimmed(value.clone()).start;
        let text = self.string(value)?;
        match Colour::parse(&text) {
            Ok(colour) => Some(colour),
            Err(remedy) => {
                self.report(at, format!("`{text}` is no color"), remedy);
                None
            }
        }
    }

    fn flag(&mut self, value: Range<usize>) -> Option<bool> {
        let value = self.trimmed(value);
        let flag = ron::from_str(&self.text[value.clone()]).ok();
        if flag.is_none() {
            self.report(
                value.start,
                "expected true or false",
                "write `bold: true`, or leave it out",
            );
        }
        flag
    }

    fn string(&mut self, value: Range<usize>) -> Option<String> {
        let value = self.trimmed(value);
        let text = ron::from_str(&self.text[value.clone()]).ok();
        if text.is_none() {
            self.report(
                value.start,
                "expected a text in double quotes",
                "write a color as \"#7aa2f7\" or \"cyan\", a theme as \"dark\"",
            );
        }
        text
    }

    /// A value's range without the blanks and comments before it.
    fn trimmed(&self, value: Range<usize>) -> Range<usize> {
        begin(self.text.as_bytes(), value.start, value.end)..value.end
    }

    fn report(&mut self, at: usize, what: impl Into<String>, remedy: impl Into<String>) {
        let place = Place::from_offset(self.file, self.text, at);
        self.faults.push(Fault::error(what, remedy).with_place(place));
    }
}

fn suggestion<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(found, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", names.collect::<Vec<_>>().join(", ")),
    }
}

/// The byte of a line and a column in a text.
fn offset(text: &str, spot: ron::error::Position) -> usize {
    let line =
        text.split_inclusive('\n').take(spot.line.saturating_sub(1)).map(str::len).sum::<usize>();
    let column =
        text[line..].chars().take(spot.col.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    line + column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::draw::theme::paint::{PLAIN, rgb};

    fn parse(text: &str) -> (UserTheme, Vec<String>) {
        let (theme, faults) = UserTheme::parse("mine", text, "m.ron");
        (theme, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn overrides_hold_and_the_rest_is_as_in_the_base() {
        let (theme, faults) = parse(
            "// mine\n(base: \"dark\", accent: \"#7aa2f7\", \
             title: (fg: \"cyan\", bold: false, italic: true),\n \
             label: (underline: true), selected: (bg: \"#102030\"))",
        );
        assert!(faults.is_empty(), "{faults:?}");
        let theme = theme.paints_on(Background::Light);
        let dark = BuiltInTheme::from_name("dark").unwrap().paints_on(Background::Dark);
        let truecolor = |role: Role| theme.truecolor[role.index()];
        let accent = rgb(0x7a_a2_f7);
        assert_eq!(truecolor(Role::Accent), accent);
        assert_eq!(
            truecolor(Role::Key),
            accent.with(Modifier::BOLD),
            "what takes after the accent has its colour"
        );
        assert_eq!(truecolor(Role::Label), accent.with(Modifier::BOLD.union(Modifier::UNDERLINED)));
        assert_eq!(
            truecolor(Role::Title),
            Paint { fg: Some(Colour::Ansi(6)), ..PLAIN }.with(Modifier::ITALIC)
        );
        assert_eq!(
            truecolor(Role::SelectedMatch).bg,
            Some(Colour::Rgb(0x10, 0x20, 0x30)),
            "the band is one"
        );
        assert_eq!(truecolor(Role::Wrong), dark.truecolor[Role::Wrong.index()]);
        let basic = |role: Role| theme.basic[role.index()];
        assert_eq!(
            basic(Role::Accent),
            dark.basic[Role::Accent.index()],
            "sixteen colours have no such blue"
        );
        assert_eq!(basic(Role::Title), truecolor(Role::Title), "but cyan they have");
        assert_eq!(basic(Role::Label).weight, Modifier::BOLD.union(Modifier::UNDERLINED));
    }

    #[test]
    fn a_fault_leaves_the_rest_as_it_is() {
        let text = "(\n  base: \"drak\",\n  acent: \"red\",\n  \
                    title: (gf: \"red\", bold: maybe, fg: \"cyna\"),\n  dim: 7, \
                    wrong: \"red\",\n  wrong: \"blue\",\n  right: \"#12\",\n)";
        let (theme, faults) = parse(text);
        assert_eq!(theme.base, AUTO);
        assert_eq!(
            theme.paints_on(Background::Dark).truecolor[Role::Wrong.index()].fg,
            Some(Colour::Ansi(1))
        );
        let says = [
            "m.ron:2:8: there is no built-in theme `drak`; did you mean `dark`?",
            "m.ron:3:3: a theme has no key `acent`; did you mean `accent`?",
            "m.ron:4:11: a role has no key `gf`; did you mean `fg`?",
            "m.ron:4:28: expected true or false; write `bold: true`, or leave it out",
            "m.ron:4:39: `cyna` is no color; did you mean \"cyan\"?",
            "m.ron:5:8: expected a text in double quotes; write a color as \"#7aa2f7\" or \
             \"cyan\", a theme as \"dark\"",
            "m.ron:6:3: the key `wrong` stands twice; the first one holds; keep one of them",
            "m.ron:7:10: `#12` is no color; write red, green and blue as in \"#7aa2f7\"",
        ];
        assert_eq!(faults, says);
    }

    #[test]
    fn the_example_in_the_manual_is_a_theme() {
        let manual = include_str!("../../../../MANUAL.md");
        let block =
            manual.split("```ron\n").find(|block| block.contains("base: \"dark\"")).unwrap();
        let (theme, faults) = parse(block.split("```").next().unwrap());
        assert!(faults.is_empty() && theme.roles.len() == 4, "{faults:?}");
        let listed: Vec<&str> = manual
            .split("The keys are `")
            .nth(1)
            .unwrap()
            .split('`')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        assert_eq!(listed, Role::ALL.map(Role::name), "the keys in their order");
    }

    #[test]
    fn any_text_is_a_theme_or_has_a_fault() {
        for text in ["()", "( // nothing\n)"] {
            assert!(parse(text).1.is_empty(), "{text}");
        }
        for text in [
            "",
            "dark",
            "(accent: \"red\"",
            "[1]",
            "(title: (fg: \"red\")",
            "(title: (()",
            "\"",
            "(é",
            "(accent)",
            "() ()",
        ] {
            let (_, faults) = parse(text);
            assert!(
                !faults.is_empty() && faults.iter().all(|fault| fault.starts_with("m.ron:")),
                "{text}: {faults:?}"
            );
        }
    }
}

//! A theme of the user's own, as its file says it: a built-in one, and what is to be different.
//!
//! What can't be read is told with its place and is as in the theme below it; the rest holds. The
//! file itself is read elsewhere.

use std::ops::Range;

use ratatui::style::Modifier;

use super::built_in::{AUTO, BUILT_IN, BuiltInTheme, ThemePaints};
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
    /// What it is called: its file without the ending.
    pub name: String,
    base: &'static str,
    roles: Vec<(Role, RoleOverride)>,
}

/// What is said of a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RoleOverride {
    fg: Option<Colour>,
    bg: Option<Colour>,
    more: Modifier,
    less: Modifier,
}

/// What can be said of a role besides its colours.
const WEIGHTS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("faint", Modifier::DIM),
];
/// What can be said of its colours.
const COLOURS: [&str; 2] = ["fg", "bg"];
/// The key of the theme below.
const BASE: &str = "base";

impl UserTheme {
    /// Reads the text of a theme's file; what is wrong with it is told.
    pub fn parse(name: &str, text: &str, file: &str) -> (UserTheme, Vec<Fault>) {
        let mut reader = ThemeReader { text, file, faults: Vec::new() };
        let own = reader.theme(name);
        (own, reader.faults)
    }

    /// Returns it as it looks on a background.
    pub(super) fn on(&self, background: Background) -> ThemePaints {
        let base = BuiltInTheme::named(self.base).unwrap_or(&BUILT_IN[0]).on(background);
        let said =
            |role: Role| self.roles.iter().find(|(other, _)| *other == role).map(|(_, said)| *said);
        let over = |below: Paint, role: Role| {
            let own = said(role).unwrap_or_default();
            // Of what it takes after it takes the colours.
            let model = role.model().and_then(said).unwrap_or_default();
            Paint {
                fg: own.fg.or(model.fg).or(below.fg),
                bg: own.bg.or(model.bg).or(below.bg),
                weight: below.weight.union(own.more).difference(own.less),
            }
        };
        let all = |paints: [Paint; Role::ALL.len()]| {
            Role::ALL.map(|role| over(paints[role as usize], role))
        };
        let rich = all(base.rich);
        // What goes beyond the sixteen has there the colours of the theme below, and what is said
        // of its weight.
        let poor = Role::ALL.map(|role| {
            let (below, above) = (base.poor[role as usize], rich[role as usize]);
            let own = said(role).unwrap_or_default();
            let weight = below.weight.union(own.more).difference(own.less);
            if above.is_of_the_sixteen() && said_of(&self.roles, role) {
                above
            } else {
                Paint { weight, ..below }
            }
        });
        ThemePaints { rich, poor }
    }
}

/// Whether a role's colours are the user's own.
fn said_of(roles: &[(Role, RoleOverride)], role: Role) -> bool {
    let coloured = |said: &RoleOverride| said.fg.is_some() || said.bg.is_some();
    roles
        .iter()
        .any(|(other, said)| (*other == role || role.model() == Some(*other)) && coloured(said))
}

/// The text of a file, and what is wrong with it.
struct ThemeReader<'a> {
    text: &'a str,
    file: &'a str,
    faults: Vec<Fault>,
}

impl ThemeReader<'_> {
    fn theme(&mut self, name: &str) -> UserTheme {
        let mut own = UserTheme { name: name.to_string(), base: AUTO, roles: Vec::new() };
        let whole = 0..self.text.len();
        let mut seen = Vec::new();
        if let Some(close) = SettingsFields::of(self.text).map(|fields| fields.close) {
            let rest = begin(self.text.as_bytes(), close + 1, self.text.len());
            if rest < self.text.len() {
                self.tell(
                    rest,
                    "something follows the closing bracket".into(),
                    "take it away".into(),
                );
            }
        }
        for (key, at, value) in self.fields(whole) {
            let key = &self.text[key];
            let role = Role::ALL.into_iter().find(|role| role.name() == key);
            if seen.contains(&key) {
                self.tell(
                    at,
                    format!("the key `{key}` stands twice"),
                    "the first one holds; keep one of them".into(),
                );
                continue;
            }
            seen.push(key);
            match role {
                Some(role) => {
                    let said = self.role(value);
                    own.roles.push((role, said));
                }
                None if key == BASE => own.base = self.base(value).unwrap_or(own.base),
                None => {
                    let names = Role::ALL.into_iter().map(Role::name).chain([BASE]);
                    self.tell(at, format!("a theme has no key `{key}`"), suggestion(key, names));
                }
            }
        }
        own
    }

    /// Returns the keys between brackets, where each field begins, and the values; a file that has
    /// none is told.
    fn fields(&mut self, range: Range<usize>) -> Vec<(Range<usize>, usize, Range<usize>)> {
        let text = &self.text[range.clone()];
        let Some(fields) = SettingsFields::of(text) else {
            let (what, spot) = ron::from_str::<ron::Value>(text).err().map_or_else(
                || ("this is no list of keys".to_string(), 0),
                |error| {
                    (
                        explain(&error.code).what.replace("a note", "a theme"),
                        offset(text, error.span.start),
                    )
                },
            );
            self.tell(range.start + spot, what, "write `(key: value, …)`".into());
            return Vec::new();
        };
        let named = |span: Range<usize>| {
            let field = &text[span.clone()];
            let colon = field.find(':').unwrap_or(field.len());
            let key = span.start..span.start + field[..colon].trim_end().len();
            let shift = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
            (
                shift(key),
                range.start + span.start,
                shift((span.start + colon + 1).min(span.end)..span.end),
            )
        };
        fields.spans.into_iter().map(named).collect()
    }

    fn base(&mut self, value: Range<usize>) -> Option<&'static str> {
        let at = value.start;
        let name = self.string(value)?;
        let base = BuiltInTheme::named(&name);
        if base.is_none() {
            let names = BUILT_IN.iter().map(|theme| theme.name);
            self.tell(at, format!("there is no built-in theme `{name}`"), suggestion(&name, names));
        }
        base.map(|base| base.name)
    }

    /// Reads what is said of a role: a colour, or colours and weights between brackets.
    fn role(&mut self, value: Range<usize>) -> RoleOverride {
        let mut said = RoleOverride::default();
        let value = self.trimmed(value);
        if !self.text[value.clone()].starts_with('(') {
            said.fg = self.colour(value);
            return said;
        }
        for (key, at, value) in self.fields(value) {
            let key = &self.text[key];
            let weight = WEIGHTS.iter().find(|(name, _)| *name == key);
            match (key, weight) {
                ("fg", _) => said.fg = self.colour(value),
                ("bg", _) => said.bg = self.colour(value),
                (_, Some((_, weight))) => match self.flag(value) {
                    Some(true) => said.more |= *weight,
                    Some(false) => said.less |= *weight,
                    None => {}
                },
                (_, None) => {
                    let names = COLOURS.into_iter().chain(WEIGHTS.iter().map(|(name, _)| *name));
                    self.tell(at, format!("a role has no key `{key}`"), suggestion(key, names));
                }
            }
        }
        said
    }

    fn colour(&mut self, value: Range<usize>) -> Option<Colour> {
        let at = self.trimmed(value.clone()).start;
        let text = self.string(value)?;
        match Colour::parse(&text) {
            Ok(colour) => Some(colour),
            Err(remedy) => {
                self.tell(at, format!("`{text}` is no color"), remedy);
                None
            }
        }
    }

    fn flag(&mut self, value: Range<usize>) -> Option<bool> {
        let value = self.trimmed(value);
        let flag = ron::from_str(&self.text[value.clone()]).ok();
        if flag.is_none() {
            self.tell(
                value.start,
                "expected true or false".into(),
                "write `bold: true`, or leave it out".into(),
            );
        }
        flag
    }

    fn string(&mut self, value: Range<usize>) -> Option<String> {
        let value = self.trimmed(value);
        let text = ron::from_str(&self.text[value.clone()]).ok();
        if text.is_none() {
            let what = "expected a text in double quotes".to_string();
            self.tell(
                value.start,
                what,
                "write a color as \"#7aa2f7\" or \"cyan\", a theme as \"dark\"".into(),
            );
        }
        text
    }

    /// Returns a value's place without the blanks and comments before it.
    fn trimmed(&self, value: Range<usize>) -> Range<usize> {
        begin(self.text.as_bytes(), value.start, value.end)..value.end
    }

    fn tell(&mut self, at: usize, what: String, remedy: String) {
        self.faults.push(Fault::error(what, remedy).at(Place::at(self.file, self.text, at)));
    }
}

fn suggestion<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(found, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", names.collect::<Vec<_>>().join(", ")),
    }
}

/// Returns where a line and a column lie in a text.
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

    fn told(text: &str) -> (UserTheme, Vec<String>) {
        let (own, faults) = UserTheme::parse("mine", text, "m.ron");
        (own, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_said_holds_and_the_rest_is_as_below() {
        let (own, faults) = told(
            "// mine\n(base: \"dark\", accent: \"#7aa2f7\", title: (fg: \"cyan\", bold: false, italic: true),\n \
             label: (underline: true), selected: (bg: \"#102030\"))",
        );
        assert!(faults.is_empty(), "{faults:?}");
        let (own, dark) =
            (own.on(Background::Light), BuiltInTheme::named("dark").unwrap().on(Background::Dark));
        let rich = |role: Role| own.rich[role as usize];
        let accent = rgb(0x7a_a2_f7);
        assert_eq!(rich(Role::Accent), accent);
        assert_eq!(
            rich(Role::Key),
            accent.with(Modifier::BOLD),
            "what takes after the accent has its colour"
        );
        assert_eq!(rich(Role::Label), accent.with(Modifier::BOLD.union(Modifier::UNDERLINED)));
        assert_eq!(
            rich(Role::Title),
            Paint { fg: Some(Colour::Ansi(6)), ..PLAIN }.with(Modifier::ITALIC)
        );
        assert_eq!(
            rich(Role::SelectedMatch).bg,
            Some(Colour::Rgb(0x10, 0x20, 0x30)),
            "the band is one"
        );
        assert_eq!(rich(Role::Wrong), dark.rich[Role::Wrong as usize]);
        let poor = |role: Role| own.poor[role as usize];
        assert_eq!(
            poor(Role::Accent),
            dark.poor[Role::Accent as usize],
            "sixteen colours have no such blue"
        );
        assert_eq!(poor(Role::Title), rich(Role::Title), "but cyan they have");
        assert_eq!(poor(Role::Label).weight, Modifier::BOLD.union(Modifier::UNDERLINED));
    }

    #[test]
    fn what_is_wrong_is_told_and_takes_nothing_else_with_it() {
        let text = "(\n  base: \"drak\",\n  acent: \"red\",\n  title: (gf: \"red\", bold: maybe, fg: \"cyna\"),\n  dim: 7, \
                    wrong: \"red\",\n  wrong: \"blue\",\n  right: \"#12\",\n)";
        let (own, faults) = told(text);
        assert_eq!(own.base, AUTO);
        assert_eq!(own.on(Background::Dark).rich[Role::Wrong as usize].fg, Some(Colour::Ansi(1)));
        let says = [
            "m.ron:2:8: there is no built-in theme `drak`; did you mean `dark`?",
            "m.ron:3:3: a theme has no key `acent`; did you mean `accent`?",
            "m.ron:4:11: a role has no key `gf`; did you mean `fg`?",
            "m.ron:4:28: expected true or false; write `bold: true`, or leave it out",
            "m.ron:4:39: `cyna` is no color; did you mean \"cyan\"?",
            "m.ron:5:8: expected a text in double quotes; write a color as \"#7aa2f7\" or \"cyan\", a theme as \"dark\"",
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
        let (own, faults) = told(block.split("```").next().unwrap());
        assert!(faults.is_empty() && own.roles.len() == 4, "{faults:?}");
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
            assert!(told(text).1.is_empty(), "{text}");
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
            let (_, faults) = told(text);
            assert!(
                !faults.is_empty() && faults.iter().all(|fault| fault.starts_with("m.ron:")),
                "{text}: {faults:?}"
            );
        }
    }
}

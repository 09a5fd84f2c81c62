//! Which looks there are on this terminal, and which is worn.

use super::Theme;
use super::built_in::{AUTO, BUILT_IN, BuiltInTheme};
use super::depth::{Background, ColourDepth, TerminalColours};
use super::user_theme::UserTheme;
use crate::fault::Fault;
use crate::text::distance::nearest;

/// Every look there is, and the one that is worn.
#[derive(Clone, Debug)]
pub struct Themes {
    terminal: TerminalColours,
    own: Vec<UserTheme>,
    worn: String,
    theme: Theme,
}

impl From<Theme> for Themes {
    /// Returns a look that does not change, whatever is chosen.
    fn from(theme: Theme) -> Themes {
        let terminal =
            TerminalColours { depth: ColourDepth::Mono, background: Background::Unknown };
        Themes { terminal, own: Vec::new(), worn: String::new(), theme }
    }
}

impl Themes {
    /// Returns the looks on a terminal: ours and the user's own. The one that one gets without
    /// choosing is worn.
    pub fn new(terminal: TerminalColours, own: Vec<UserTheme>) -> Themes {
        let theme = made(terminal, &own, AUTO)
            .expect("the table has the theme that one gets without choosing");
        Themes { terminal, own, worn: AUTO.to_string(), theme }
    }

    /// Returns what everything looks like.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Returns the name of the look that is worn.
    pub fn worn(&self) -> &str {
        &self.worn
    }

    /// Returns the names of all, ours first.
    pub fn names(&self) -> Vec<&str> {
        let ours = BUILT_IN.iter().map(|theme| theme.name);
        let own = self.own.iter().map(|own| own.name.as_str());
        ours.chain(own.filter(|name| BuiltInTheme::named(name).is_none())).collect()
    }

    /// Wears the look of that name. A look of the user's own takes the place of ours of that name.
    pub fn wear(&mut self, name: &str) -> Result<(), Fault> {
        if self.is_fixed() || name == self.worn {
            return Ok(());
        }
        let theme = made(self.terminal, &self.own, name).ok_or_else(|| self.unknown(name))?;
        (self.theme, self.worn) = (theme, name.to_string());
        Ok(())
    }

    /// Wears the next look, after the last the first, and returns its name; none if there is no
    /// other.
    pub fn wear_next(&mut self) -> Option<&str> {
        let names = self.names();
        let at = names.iter().position(|name| *name == self.worn)?;
        let next = names[(at + 1) % names.len()].to_string();
        self.wear(&next).ok()?;
        Some(&self.worn)
    }

    /// Whether looks differ at all: without colours they hardly do.
    pub fn has_colours(&self) -> bool {
        self.terminal.depth > ColourDepth::Mono
    }

    fn is_fixed(&self) -> bool {
        self.worn.is_empty()
    }

    fn unknown(&self, name: &str) -> Fault {
        let names = self.names();
        let near =
            nearest(name, names.iter().copied()).map(|near| format!("did you mean `{near}`? "));
        let remedy = format!("{}There are {}", near.unwrap_or_default(), names.join(", "));
        Fault::error(format!("there is no theme `{name}`"), remedy)
    }
}

/// Returns the look of that name on a terminal; one of the user's own comes before ours.
fn made(terminal: TerminalColours, own: &[UserTheme], name: &str) -> Option<Theme> {
    let own = own.iter().find(|own| own.name == name);
    let forms = own.map(|own| own.on(terminal.background));
    let forms =
        forms.or_else(|| BuiltInTheme::named(name).map(|theme| theme.on(terminal.background)));
    forms.map(|forms| Theme::of(&forms, terminal.depth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::draw::theme::Role;

    fn looks(own: &[(&str, &str)]) -> Themes {
        let own = own.iter().map(|(name, text)| UserTheme::parse(name, text, "m.ron").0).collect();
        Themes::new(TerminalColours { depth: ColourDepth::True, background: Background::Dark }, own)
    }

    #[test]
    fn every_look_comes_round() {
        let mut looks = looks(&[("mine", "(accent: \"red\")"), ("dark", "(accent: \"blue\")")]);
        let names: Vec<String> = looks.names().iter().map(ToString::to_string).collect();
        assert_eq!(
            names,
            ["auto", "dark", "light", "contrast", "colour-blind", "terminal", "mono", "mine"]
        );
        for name in names.iter().cycle().skip(1).take(names.len()) {
            assert_eq!(looks.wear_next(), Some(name.as_str()));
        }
    }

    #[test]
    fn a_look_of_ones_own_takes_the_place_of_ours() {
        let mut looks = looks(&[("dark", "(accent: \"blue\")")]);
        let before = looks.theme().style(Role::Accent);
        looks.wear("dark").unwrap();
        assert_ne!(looks.theme().style(Role::Accent), before);
        assert_eq!(looks.worn(), "dark");
    }

    #[test]
    fn an_unknown_look_is_told_with_those_there_are() {
        let mut looks = looks(&[("mine", "()")]);
        let fault = looks.wear("lihgt").unwrap_err().to_string();
        assert!(
            fault.contains("`lihgt`; did you mean `light`? There are auto, dark, light,"),
            "{fault}"
        );
        assert!(fault.ends_with("mono, mine"), "{fault}");
        assert_eq!(looks.worn(), "auto", "the one before holds");
    }

    #[test]
    fn a_look_that_does_not_change_stays() {
        let mut looks = Themes::from(Theme::new(ColourDepth::Full));
        assert!(looks.wear("whatever").is_ok());
        assert_eq!(looks.wear_next(), None);
    }
}

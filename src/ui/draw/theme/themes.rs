//! The themes that can be chosen on this terminal, and the one that is selected.

use super::Theme;
use super::built_in::{AUTO, BuiltInTheme, THEME_NAMES};
use super::depth::{Background, ColourDepth, TerminalColours};
use super::user_theme::UserTheme;
use crate::fault::Fault;
use crate::text::distance::nearest;

/// Every theme, built-in and the user's own, and the selected one.
#[derive(Clone, Debug)]
pub struct Themes {
    terminal: TerminalColours,
    own: Vec<UserTheme>,
    selected: String,
    theme: Theme,
}

impl From<Theme> for Themes {
    /// One theme that stays, whatever is selected.
    fn from(theme: Theme) -> Themes {
        let terminal = TerminalColours { depth: ColourDepth::Mono, background: Background::Dark };
        Themes { terminal, own: Vec::new(), selected: String::new(), theme }
    }
}

impl Themes {
    /// The built-in themes and the user's own on a terminal; the default is selected.
    pub fn new(terminal: TerminalColours, user_themes: Vec<UserTheme>) -> Themes {
        let theme =
            find_theme(terminal, &user_themes, AUTO).expect("the table has the default theme");
        Themes { terminal, own: user_themes, selected: AUTO.to_string(), theme }
    }

    /// The selected theme.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The name of the selected theme.
    pub fn selected(&self) -> &str {
        &self.selected
    }

    /// The names of all themes, the built-in ones first.
    pub fn names(&self) -> Vec<&str> {
        let user_names = self.own.iter().map(|theme| theme.name.as_str());
        let new_names = user_names.filter(|name| BuiltInTheme::from_name(name).is_none());
        THEME_NAMES.iter().map(|(name, _)| *name).chain(new_names).collect()
    }

    /// Selects the theme of that name. The user's own replaces a built-in one of the same name.
    pub fn select(&mut self, name: &str) -> Result<(), Fault> {
        if self.is_fixed() || name == self.selected {
            return Ok(());
        }
        let theme = find_theme(self.terminal, &self.own, name).ok_or_else(|| self.unknown(name))?;
        (self.theme, self.selected) = (theme, name.to_string());
        Ok(())
    }

    /// Goes by what the terminal says of its background.
    pub fn set_background(&mut self, background: Background) {
        self.terminal.background = background;
        if let Some(theme) = find_theme(self.terminal, &self.own, &self.selected) {
            self.theme = theme;
        }
    }

    /// Takes the user's own themes as they are now.
    pub fn replace_own(&mut self, own: Vec<UserTheme>) {
        self.own = own;
        if let Some(theme) = find_theme(self.terminal, &self.own, &self.selected) {
            self.theme = theme;
        }
    }

    /// Whether the themes differ at all: without colours they hardly do.
    pub fn has_colours(&self) -> bool {
        self.terminal.depth > ColourDepth::Mono
    }

    fn is_fixed(&self) -> bool {
        self.selected.is_empty()
    }

    fn unknown(&self, name: &str) -> Fault {
        let names = self.names();
        let suggestion = nearest(name, names.iter().copied())
            .map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let remedy = format!("{suggestion}all themes: {}", names.join(", "));
        Fault::error(format!("there is no theme `{name}`"), remedy)
    }
}

/// The theme of that name on a terminal; the user's own come before the built-in ones.
fn find_theme(terminal: TerminalColours, user_themes: &[UserTheme], name: &str) -> Option<Theme> {
    match user_themes.iter().find(|theme| theme.name == name) {
        Some(theme) => {
            Some(Theme::from_paints(&theme.paints_on(terminal.background), terminal.depth))
        }
        None => Theme::built_in(name, terminal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::draw::theme::Role;

    fn themes(user_themes: &[(&str, &str)]) -> Themes {
        let user_themes =
            user_themes.iter().map(|(name, text)| UserTheme::parse(name, text, "m.ron").0);
        let terminal = TerminalColours { depth: ColourDepth::True, background: Background::Dark };
        Themes::new(terminal, user_themes.collect())
    }

    #[test]
    fn every_theme_can_be_selected() {
        let mut themes = themes(&[("mine", "(accent: \"red\")"), ("dark", "(accent: \"blue\")")]);
        let names: Vec<String> = themes.names().iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), THEME_NAMES.len() + 1, "one replaces its namesake");
        assert_eq!((names[0].as_str(), names[names.len() - 1].as_str()), ("auto", "mine"));
        for name in names {
            assert!(themes.select(&name).is_ok());
            assert_eq!(themes.selected(), name);
        }
    }

    #[test]
    fn the_terminals_answer_changes_what_goes_by_it() {
        let mut themes = themes(&[]);
        let dark = themes.theme().style(Role::Accent);
        themes.set_background(Background::Light);
        assert_ne!(themes.theme().style(Role::Accent), dark);
        themes.select("dark").unwrap();
        themes.set_background(Background::Dark);
        assert_eq!(themes.theme().style(Role::Accent), dark);
    }

    #[test]
    fn a_theme_of_the_users_own_replaces_a_built_in_one() {
        let mut themes = themes(&[("dark", "(accent: \"blue\")")]);
        let before = themes.theme().style(Role::Accent);
        themes.select("dark").unwrap();
        assert_ne!(themes.theme().style(Role::Accent), before);
        assert_eq!(themes.selected(), "dark");
    }

    #[test]
    fn an_unknown_theme_is_reported_with_those_that_exist() {
        let mut themes = themes(&[("mine", "()")]);
        let fault = themes.select("lihgt").unwrap_err().to_string();
        assert!(
            fault.contains("`lihgt`; did you mean `light`? all themes: auto, dark, light,"),
            "{fault}"
        );
        assert!(fault.ends_with("mono, mine"), "{fault}");
        assert_eq!(themes.selected(), "auto", "the one before holds");
    }

    #[test]
    fn a_fixed_theme_stays() {
        let mut themes = Themes::from(Theme::new(ColourDepth::Full));
        let before = themes.theme().style(Role::Accent);
        assert!(themes.select("light").is_ok());
        themes.set_background(Background::Light);
        assert_eq!(themes.theme().style(Role::Accent), before);
    }
}

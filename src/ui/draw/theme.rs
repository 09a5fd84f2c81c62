//! The look: a style for each role, whatever the terminal can show.
//!
//! Panes name roles ([`role`]). A theme is designed once, in red, green and blue (`built_in`, or
//! the user's own, `own`), and drawn with what the terminal has ([`depth`]): as it is, with the
//! nearest of 256, or with the form for the terminal's own sixteen. No colour carries a meaning
//! alone, and except where a theme says otherwise text keeps the terminal's own foreground and
//! background.

mod built_in;
mod colour;
pub mod depth;
mod paint;
pub mod role;
#[cfg(test)]
mod tests;
mod themes;
mod user_theme;

pub use depth::{Background, ColourDepth, TerminalColours};
pub use role::Role;
pub use themes::Themes;
pub use user_theme::UserTheme;

use ratatui::style::{Modifier, Style};

use built_in::{AUTO, BuiltInTheme, MONO, ThemePaints};
use colour::Palette;

/// A style for each role.
#[derive(Clone, Debug)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
    ground: Style,
}

impl Theme {
    /// Returns the look that one gets without choosing, on an unknown background.
    pub fn new(depth: ColourDepth) -> Theme {
        let terminal = TerminalColours { depth, background: Background::Unknown };
        Theme::built_in(AUTO, terminal)
            .expect("the table has the theme that one gets without choosing")
    }

    /// Returns the theme of ours that has this name.
    pub fn built_in(name: &str, terminal: TerminalColours) -> Option<Theme> {
        BuiltInTheme::named(name)
            .map(|theme| Theme::of(&theme.on(terminal.background), terminal.depth))
    }

    /// Returns the theme that has these styles, in the order of the roles.
    pub fn from_styles(styles: [Style; Role::ALL.len()]) -> Theme {
        Theme { styles, ground: Style::new() }
    }

    /// Returns a theme in the form that so many colours allow.
    fn of(forms: &ThemePaints, depth: ColourDepth) -> Theme {
        let palette = (depth == ColourDepth::Full).then(Palette::new);
        let mut styles = Role::ALL.map(|role| {
            let (rich, poor) = (forms.rich[role as usize], forms.poor[role as usize]);
            let paint = match depth {
                ColourDepth::True | ColourDepth::Full => rich,
                ColourDepth::Sixteen if rich.is_of_the_sixteen() => rich,
                ColourDepth::Sixteen => poor,
                ColourDepth::Mono => {
                    return Style::new().add_modifier(MONO.paints()[role as usize].weight);
                }
            };
            paint.style(palette.as_ref())
        });
        let ground = std::mem::replace(&mut styles[Role::Text as usize], Style::new());
        // What has no colour of its own may lie on a band: there it keeps the band's.
        styles[Role::Text as usize].add_modifier = ground.add_modifier;
        Theme { styles, ground: Style { add_modifier: Modifier::empty(), ..ground } }
    }

    /// Returns the style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// Returns what lies under everything.
    pub fn ground(&self) -> Style {
        self.ground
    }
}

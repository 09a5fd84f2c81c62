//! Themes: a style for each role, whatever the terminal can show.
//!
//! Screens name roles ([`role`]). A theme is designed once, in red, green and blue (`built_in`, or
//! the user's own, `user_theme`), and drawn with what the terminal has ([`depth`]): as it is, with
//! the nearest of 256 colours, or with its paints for the terminal's own sixteen. No colour carries
//! a meaning alone, and except where a theme says otherwise text keeps the terminal's own
//! foreground and background.

mod built_in;
mod colour;
pub mod depth;
mod paint;
mod palettes;
pub mod role;
#[cfg(test)]
mod tests;
mod themes;
mod user_theme;

pub use built_in::THEME_NAMES;
pub use colour::nearest_fixed;
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
    /// The default theme on a dark background.
    pub fn new(depth: ColourDepth) -> Theme {
        let terminal = TerminalColours { depth, background: Background::Dark };
        Theme::built_in(AUTO, terminal).expect("the table has the default theme")
    }

    /// Finds a built-in theme by its name.
    pub fn built_in(name: &str, terminal: TerminalColours) -> Option<Theme> {
        let theme = BuiltInTheme::from_name(name)?;
        Some(Theme::from_paints(&theme.paints_on(terminal.background), terminal.depth))
    }

    /// A theme with these styles, in the order of the roles.
    pub fn from_styles(styles: [Style; Role::ALL.len()]) -> Theme {
        Theme { styles, ground: Style::new() }
    }

    /// A theme with these paints, as far as so many colours can show them.
    fn from_paints(paints: &ThemePaints, depth: ColourDepth) -> Theme {
        let palette = (depth == ColourDepth::Full).then(Palette::new);
        let mut styles = Role::ALL.map(|role| {
            let truecolor = paints.truecolor[role.index()];
            let paint = match depth {
                ColourDepth::True | ColourDepth::Full => truecolor,
                ColourDepth::Sixteen if truecolor.is_of_the_sixteen() => truecolor,
                ColourDepth::Sixteen => paints.basic[role.index()],
                ColourDepth::Mono => {
                    return Style::new().add_modifier(MONO.paints()[role.index()].weight);
                }
            };
            paint.style(palette.as_ref())
        });
        let ground = std::mem::replace(&mut styles[Role::Text.index()], Style::new());
        // Text without a colour of its own may lie on a band: there it keeps the band's.
        styles[Role::Text.index()].add_modifier = ground.add_modifier;
        Theme { styles, ground: Style { add_modifier: Modifier::empty(), ..ground } }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.index()]
    }

    /// The style of what lies under everything.
    pub fn ground(&self) -> Style {
        self.ground
    }
}

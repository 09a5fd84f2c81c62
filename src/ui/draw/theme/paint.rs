//! How a role is painted, and how the few paints of a built-in theme become one for every role.

use ratatui::style::{Modifier, Style};

use super::colour::{Colour, Palette};
use super::role::Role;

/// What a role is painted with; a colour that is not set stays as it is under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paint {
    /// The colour of the text.
    pub(super) fg: Option<Colour>,
    /// The colour behind it.
    pub(super) bg: Option<Colour>,
    /// Weight, underline, reversal.
    pub(super) weight: Modifier,
}

/// A paint for each role.
pub(super) type RolePaints = [Paint; Role::ALL.len()];

/// Text as it is.
pub(super) const PLAIN: Paint = Paint { fg: None, bg: None, weight: Modifier::empty() };

/// The paint of a red, green and blue.
pub(super) const fn rgb(code: u32) -> Paint {
    let [_, r, g, b] = code.to_be_bytes();
    Paint { fg: Some(Colour::Rgb(r, g, b)), ..PLAIN }
}

/// The paint of one of the sixteen.
pub(super) const fn ansi(number: u8) -> Paint {
    Paint { fg: Some(Colour::Ansi(number)), ..PLAIN }
}

impl Paint {
    /// This paint with the colour of another behind it.
    pub(super) const fn on(self, other: Paint) -> Paint {
        Paint { bg: other.fg, ..self }
    }

    /// This paint with more weight.
    pub(super) const fn with(self, weight: Modifier) -> Paint {
        Paint { weight: self.weight.union(weight), ..self }
    }

    /// Whether its colours are all among the sixteen.
    pub(super) fn is_of_the_sixteen(self) -> bool {
        self.fg.into_iter().chain(self.bg).all(Colour::is_of_the_sixteen)
    }

    /// The paint as a style; with a palette, in no other colours than those in it.
    pub(super) fn style(self, palette: Option<&Palette>) -> Style {
        Style {
            fg: self.fg.map(|colour| colour.to_terminal(palette)),
            bg: self.bg.map(|colour| colour.to_terminal(palette)),
            ..Style::new()
        }
        .add_modifier(self.weight)
    }
}

/// The few paints that a built-in theme is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct BasePaints {
    /// Text, and what lies behind everything if the theme has a background.
    pub(super) text: Paint,
    /// What may be overlooked.
    pub(super) dim: Paint,
    /// Rules.
    pub(super) rule: Paint,
    /// What is left of a bar; its number is beside it, so this needs no contrast.
    pub(super) track: Paint,
    /// The one accent.
    pub(super) accent: Paint,
    /// The selected row.
    pub(super) band: Paint,
    /// A matched letter in it.
    pub(super) band_match: Paint,
    /// Something to know about, and a matched letter.
    pub(super) warning: Paint,
    /// What is right.
    pub(super) right: Paint,
    /// What is wrong.
    pub(super) wrong: Paint,
    /// The best of the four grades; the others are wrong, warning and right.
    pub(super) easy: Paint,
    /// A figure's second, third and fourth curve; the first has the accent.
    pub(super) curves: [Paint; 3],
}

const STRONG: Modifier = Modifier::BOLD;
const UNDER: Modifier = Modifier::UNDERLINED;
const FOUND: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

impl BasePaints {
    /// The paint of every role.
    pub(super) fn paints(&self) -> RolePaints {
        Role::ALL.map(|role| self.paint(role))
    }

    fn paint(&self, role: Role) -> Paint {
        match role {
            Role::Text | Role::Picture(_) => self.text,
            Role::Math => PLAIN,
            Role::Code => Paint { weight: Modifier::empty(), ..self.accent },
            Role::Title | Role::Emphasis => PLAIN.with(STRONG),
            Role::Answer => PLAIN.with(UNDER),
            Role::Dim => self.dim,
            Role::Struck => self.dim.with(Modifier::CROSSED_OUT),
            Role::Rule => self.rule,
            Role::Track => self.track,
            Role::Accent | Role::Curve => self.accent,
            Role::Label | Role::Key | Role::Resting => self.accent.with(STRONG),
            Role::Link | Role::Address(_) => self.accent.with(UNDER),
            Role::Selected => self.band,
            Role::SelectedMatch => self.band_match.with(FOUND),
            Role::SelectedLink => self.band.with(STRONG),
            Role::Match => self.warning.with(FOUND),
            Role::Warning | Role::Hard => self.warning,
            Role::Right | Role::Good => self.right,
            Role::Wrong | Role::Again => self.wrong,
            Role::Easy => self.easy,
            Role::Second => self.curves[0],
            Role::Third => self.curves[1],
            Role::Fourth => self.curves[2],
        }
    }
}

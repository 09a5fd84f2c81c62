//! The look: a style for each role, whatever the terminal can show.
//!
//! Every colour reads on a dark and on a light background alike (contrast 4 : 1 or better on both), and none carries
//! a meaning alone. The text itself keeps the terminal's own foreground.

use ratatui::style::{Color, Modifier, Style};

use crate::collection::page;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Text.
    Text,
    /// What may be overlooked.
    Dim,
    /// The one accent.
    Accent,
    /// A heading.
    Title,
    /// The name of a section.
    Label,
    /// The full-width band of the selected row.
    Selected,
    /// The selected row of a column that has not the focus.
    Resting,
    /// A matched letter.
    Match,
    /// A matched letter in the selected row.
    SelectedMatch,
    /// A key in the footer.
    Key,
    /// Stressed text.
    Emphasis,
    /// Code.
    Code,
    /// A formula.
    Math,
    /// A fill-in's answer.
    Answer,
    /// A link to another note.
    Link,
    /// The selected link.
    SelectedLink,
    /// A rule.
    Rule,
    /// Something to know about.
    Warning,
    /// What is right.
    Right,
    /// What is wrong.
    Wrong,
    /// A figure's first curve, its bars, its shades.
    Curve,
    /// Its second curve.
    Second,
    /// Its third curve.
    Third,
    /// Its fourth curve.
    Fourth,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 24] = [
        Role::Text,
        Role::Dim,
        Role::Accent,
        Role::Title,
        Role::Label,
        Role::Selected,
        Role::Resting,
        Role::Match,
        Role::SelectedMatch,
        Role::Key,
        Role::Emphasis,
        Role::Code,
        Role::Math,
        Role::Answer,
        Role::Link,
        Role::SelectedLink,
        Role::Rule,
        Role::Warning,
        Role::Right,
        Role::Wrong,
        Role::Curve,
        Role::Second,
        Role::Third,
        Role::Fourth,
    ];
}

impl From<page::Role> for Role {
    fn from(role: page::Role) -> Role {
        match role {
            page::Role::Title => Role::Title,
            page::Role::Dim => Role::Dim,
            page::Role::Label => Role::Label,
            page::Role::Plain => Role::Text,
            page::Role::Emphasis => Role::Emphasis,
            page::Role::Code => Role::Code,
            page::Role::Math => Role::Math,
            page::Role::Answer => Role::Answer,
            page::Role::Link(_) => Role::Link,
            page::Role::Figure(part) => part.into(),
        }
    }
}

impl From<page::Part> for Role {
    fn from(part: page::Part) -> Role {
        match part {
            page::Part::Title | page::Part::Mark => Role::Emphasis,
            page::Part::Name | page::Part::Value => Role::Text,
            page::Part::Note | page::Part::Axis => Role::Dim,
            page::Part::Cut => Role::Warning,
            page::Part::Curve(number) => [Role::Curve, Role::Second, Role::Third, Role::Fourth][number as usize % 4],
            page::Part::Shaded => Role::Selected,
        }
    }
}

/// How many colours there are to draw with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None: weight, underline and reversal only.
    Mono,
    /// The terminal's sixteen.
    Sixteen,
    /// The fixed palette of 256.
    Full,
}

impl Depth {
    /// Returns what a terminal that calls itself so can show.
    pub fn of(term: &str, colorterm: &str) -> Depth {
        if !colorterm.is_empty() || term.contains("256") || term.contains("direct") || term.contains("kitty") {
            Depth::Full
        } else {
            Depth::Sixteen
        }
    }
}

/// A style for each role.
#[derive(Clone, Debug)]
pub struct Theme(pub [Style; Role::ALL.len()]);

impl Theme {
    /// Returns the theme for that many colours.
    pub fn new(depth: Depth) -> Theme {
        Theme(Role::ALL.map(|role| style(role, depth)))
    }

    /// Returns the style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.0[role as usize]
    }
}

fn style(role: Role, depth: Depth) -> Style {
    let weight = match role {
        Role::Title | Role::Label | Role::Emphasis | Role::Key => Modifier::BOLD,
        Role::Match | Role::SelectedMatch => Modifier::BOLD | Modifier::UNDERLINED,
        Role::Answer | Role::Link => Modifier::UNDERLINED,
        Role::SelectedLink => Modifier::BOLD | Modifier::REVERSED,
        _ => Modifier::empty(),
    };
    let plain = Style::new().add_modifier(weight);
    match depth {
        Depth::Mono => match role {
            Role::Selected | Role::SelectedMatch => plain.add_modifier(Modifier::REVERSED),
            Role::Resting => plain.add_modifier(Modifier::BOLD),
            _ => plain,
        },
        Depth::Sixteen => match role {
            Role::Selected | Role::SelectedMatch => plain.add_modifier(Modifier::REVERSED),
            Role::Resting => plain.add_modifier(Modifier::BOLD),
            Role::Accent | Role::Label | Role::Key | Role::Link | Role::Curve => plain.fg(Color::Cyan),
            Role::Match | Role::Warning | Role::Fourth => plain.fg(Color::Yellow),
            Role::Right | Role::Third => plain.fg(Color::Green),
            Role::Wrong => plain.fg(Color::Red),
            Role::Second => plain.fg(Color::Magenta),
            Role::Dim | Role::Rule => plain.fg(Color::DarkGray),
            _ => plain,
        },
        Depth::Full => match role {
            Role::Selected => plain.fg(Color::Indexed(231)).bg(Color::Indexed(24)),
            Role::SelectedMatch => plain.fg(Color::Indexed(222)).bg(Color::Indexed(24)),
            Role::Resting => plain.add_modifier(Modifier::BOLD).fg(Color::Indexed(30)),
            Role::Accent | Role::Label | Role::Key | Role::Link | Role::Curve => plain.fg(Color::Indexed(30)),
            Role::Match | Role::Warning => plain.fg(Color::Indexed(166)),
            Role::Right | Role::Third => plain.fg(Color::Indexed(28)),
            Role::Second => plain.fg(Color::Indexed(97)),
            Role::Fourth => plain.fg(Color::Indexed(130)),
            Role::Wrong => plain.fg(Color::Indexed(161)),
            Role::Dim => plain.fg(Color::Indexed(243)),
            Role::Rule => plain.fg(Color::Indexed(243)).add_modifier(Modifier::DIM),
            _ => plain,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_listed_in_their_own_order() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i);
        }
    }

    #[test]
    fn without_colours_nothing_has_one() {
        for role in Role::ALL {
            let style = Theme::new(Depth::Mono).style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }
}

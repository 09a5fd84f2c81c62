//! What a piece of the screen is: panes name roles, and a theme says how each looks.

use crate::library::page;

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

    /// Returns the name that it has in a theme's file.
    pub fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Dim => "dim",
            Role::Accent => "accent",
            Role::Title => "title",
            Role::Label => "label",
            Role::Selected => "selected",
            Role::Resting => "resting",
            Role::Match => "match",
            Role::SelectedMatch => "selected_match",
            Role::Key => "key",
            Role::Emphasis => "emphasis",
            Role::Code => "code",
            Role::Math => "math",
            Role::Answer => "answer",
            Role::Link => "link",
            Role::SelectedLink => "selected_link",
            Role::Rule => "rule",
            Role::Warning => "warning",
            Role::Right => "right",
            Role::Wrong => "wrong",
            Role::Curve => "curve",
            Role::Second => "curve2",
            Role::Third => "curve3",
            Role::Fourth => "curve4",
        }
    }

    /// Returns the role that it takes after in a theme that says something of that one and nothing
    /// of this.
    pub(super) fn model(self) -> Option<Role> {
        match self {
            Role::Label | Role::Key | Role::Link | Role::Curve | Role::Resting => {
                Some(Role::Accent)
            }
            Role::SelectedMatch | Role::SelectedLink => Some(Role::Selected),
            Role::Match | Role::Fourth => Some(Role::Warning),
            Role::Third => Some(Role::Right),
            Role::Rule => Some(Role::Dim),
            _ => None,
        }
    }
}

impl From<page::PageRole> for Role {
    fn from(role: page::PageRole) -> Role {
        match role {
            page::PageRole::Title => Role::Title,
            page::PageRole::Dim => Role::Dim,
            page::PageRole::Label => Role::Label,
            page::PageRole::Plain => Role::Text,
            page::PageRole::Emphasis => Role::Emphasis,
            page::PageRole::Code => Role::Code,
            page::PageRole::Math => Role::Math,
            page::PageRole::Answer => Role::Answer,
            page::PageRole::Link(_) => Role::Link,
            page::PageRole::Figure(part) => part.into(),
        }
    }
}

impl From<page::FigurePart> for Role {
    fn from(part: page::FigurePart) -> Role {
        match part {
            page::FigurePart::Title | page::FigurePart::Mark => Role::Emphasis,
            page::FigurePart::Name | page::FigurePart::Value => Role::Text,
            page::FigurePart::Note | page::FigurePart::Axis => Role::Dim,
            page::FigurePart::Cut => Role::Warning,
            page::FigurePart::Curve(number) => {
                [Role::Curve, Role::Second, Role::Third, Role::Fourth][number as usize % 4]
            }
            page::FigurePart::Shaded => Role::Selected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_listed_in_their_own_order_and_have_names_of_their_own() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i);
            assert!(
                Role::ALL.iter().all(|other| *other == role || other.name() != role.name()),
                "{role:?}"
            );
        }
    }
}

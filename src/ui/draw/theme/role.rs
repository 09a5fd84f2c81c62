//! What a piece of the screen is: screens name roles, and a theme says how each looks.

use crate::library::page::{FigurePart, PageRole, PictureRow};
use crate::memory::Rating;
use crate::text::address::AddressId;

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
    /// Text that is struck out.
    Struck,
    /// The answer in a blank.
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
    /// The grade Again.
    Again,
    /// The grade Hard.
    Hard,
    /// The grade Good.
    Good,
    /// The grade Easy.
    Easy,
    /// What is left of a bar.
    Track,
    /// A figure's first curve, its bars, its shades.
    Curve,
    /// Its second curve.
    Second,
    /// Its third curve.
    Third,
    /// Its fourth curve.
    Fourth,
    /// A link to an address outside; it looks as one to another note does.
    Address(AddressId),
    /// A row of a picture, which is drawn over it.
    Picture(PictureRow),
}

impl Role {
    /// Every role that has a look of its own.
    pub const ALL: [Role; 30] = [
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
        Role::Struck,
        Role::Answer,
        Role::Link,
        Role::SelectedLink,
        Role::Rule,
        Role::Warning,
        Role::Right,
        Role::Wrong,
        Role::Again,
        Role::Hard,
        Role::Good,
        Role::Easy,
        Role::Track,
        Role::Curve,
        Role::Second,
        Role::Third,
        Role::Fourth,
    ];

    /// The place among [`Role::ALL`] of the role that it looks like.
    pub fn index(self) -> usize {
        let role = match self {
            Role::Address(_) => Role::Link,
            Role::Picture(_) => Role::Text,
            role => role,
        };
        Role::ALL.iter().position(|other| *other == role).unwrap_or_default()
    }

    /// The name in a theme's file.
    pub fn name(self) -> &'static str {
        match self {
            Role::Text | Role::Picture(_) => "text",
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
            Role::Struck => "struck",
            Role::Answer => "answer",
            Role::Link | Role::Address(_) => "link",
            Role::SelectedLink => "selected_link",
            Role::Rule => "rule",
            Role::Warning => "warning",
            Role::Right => "right",
            Role::Wrong => "wrong",
            Role::Again => "again",
            Role::Hard => "hard",
            Role::Good => "good",
            Role::Easy => "easy",
            Role::Track => "track",
            Role::Curve => "curve",
            Role::Second => "curve2",
            Role::Third => "curve3",
            Role::Fourth => "curve4",
        }
    }

    /// The role whose colours it takes in a user's theme that has that role and not this one.
    pub(super) fn model(self) -> Option<Role> {
        match self {
            Role::Label | Role::Key | Role::Link | Role::Curve | Role::Resting => {
                Some(Role::Accent)
            }
            Role::SelectedMatch | Role::SelectedLink => Some(Role::Selected),
            Role::Match | Role::Fourth | Role::Hard => Some(Role::Warning),
            Role::Third | Role::Good => Some(Role::Right),
            Role::Again => Some(Role::Wrong),
            Role::Rule | Role::Track | Role::Struck => Some(Role::Dim),
            _ => None,
        }
    }
}

impl From<Rating> for Role {
    fn from(rating: Rating) -> Role {
        match rating {
            Rating::Again => Role::Again,
            Rating::Hard => Role::Hard,
            Rating::Good => Role::Good,
            Rating::Easy => Role::Easy,
        }
    }
}

impl From<PageRole> for Role {
    fn from(role: PageRole) -> Role {
        match role {
            PageRole::Title => Role::Title,
            PageRole::Dim => Role::Dim,
            PageRole::Struck => Role::Struck,
            PageRole::Label | PageRole::Fold => Role::Label,
            PageRole::Plain => Role::Text,
            PageRole::Emphasis => Role::Emphasis,
            PageRole::Code => Role::Code,
            PageRole::Math => Role::Math,
            PageRole::Answer => Role::Answer,
            PageRole::Link(_) => Role::Link,
            PageRole::Address(address) => Role::Address(address),
            PageRole::Figure(part) => part.into(),
            PageRole::Picture(row) => Role::Picture(row),
        }
    }
}

impl From<FigurePart> for Role {
    fn from(part: FigurePart) -> Role {
        match part {
            FigurePart::Title | FigurePart::Mark => Role::Emphasis,
            FigurePart::Name | FigurePart::Value => Role::Text,
            FigurePart::Note | FigurePart::Axis => Role::Dim,
            FigurePart::Cut => Role::Warning,
            FigurePart::Curve(number) => {
                [Role::Curve, Role::Second, Role::Third, Role::Fourth][number as usize % 4]
            }
            FigurePart::Shaded => Role::Selected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_listed_in_their_own_order_and_have_names_of_their_own() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role.index(), i);
            assert!(
                Role::ALL.iter().all(|other| *other == role || other.name() != role.name()),
                "{role:?}"
            );
        }
    }
}

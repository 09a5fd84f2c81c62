//! What each role of text looks like on a terminal: the sixteen colours, which follow the reader's
//! own theme.

use clap::builder::styling::{AnsiColor, Style};

use crate::fault::Severity;
use crate::library::page::Role;

/// Text as it is.
pub(crate) const PLAIN: Style = Style::new();
/// What can be passed over.
pub(crate) const DIM: Style = Style::new().dimmed();
/// What stands out.
pub(crate) const BOLD: Style = Style::new().bold();
/// Letters that a query matched.
pub(crate) const MATCH: Style = AnsiColor::Green.on_default().bold();

/// Returns the look of a page's role.
pub(crate) fn of(role: Role) -> Style {
    match role {
        Role::Title => BOLD,
        Role::Dim => DIM,
        Role::Label => AnsiColor::Cyan.on_default().bold(),
        Role::Plain | Role::Figure(_) => PLAIN,
        Role::Emphasis => Style::new().italic(),
        Role::Code => AnsiColor::Yellow.on_default(),
        Role::Math => AnsiColor::Magenta.on_default(),
        Role::Answer => AnsiColor::Green.on_default(),
        Role::Link(_) => Style::new().underline(),
    }
}

/// Returns the look of a fault's severity.
pub(crate) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
    }
}

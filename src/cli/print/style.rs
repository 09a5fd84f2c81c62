//! What each role of text looks like on a terminal: the sixteen colours, which follow the reader's
//! own theme.

use clap::builder::styling::{AnsiColor, Style};

use crate::fault::Severity;
use crate::library::page::PageRole;

/// Text as it is.
pub(crate) const PLAIN: Style = Style::new();
/// What can be passed over.
pub(crate) const DIM: Style = Style::new().dimmed();
/// Emphasis.
pub(crate) const BOLD: Style = Style::new().bold();
/// Letters that a query matched.
pub(crate) const MATCH: Style = AnsiColor::Green.on_default().bold();

/// The look of a page's role.
pub(crate) fn for_role(role: PageRole) -> Style {
    match role {
        PageRole::Title => BOLD,
        PageRole::Dim => DIM,
        PageRole::Label | PageRole::Fold => AnsiColor::Cyan.on_default().bold(),
        PageRole::Plain | PageRole::Figure(_) | PageRole::Picture(_) => PLAIN,
        PageRole::Emphasis => Style::new().italic(),
        PageRole::Code => AnsiColor::Yellow.on_default(),
        PageRole::Struck => Style::new().strikethrough(),
        PageRole::Math => AnsiColor::Magenta.on_default(),
        PageRole::Answer => AnsiColor::Green.on_default(),
        PageRole::Link(_) | PageRole::Address(_) => Style::new().underline(),
    }
}

/// The look of a fault's severity.
pub(crate) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
    }
}

//! The settings of an import. A file of its own, since both the rows and the view need them.

/// A setting of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportSetting {
    File,
    Deck,
    Format,
    Term,
    Card,
    Header,
    Columns,
    Ways,
    Lists,
    Past,
}

impl ImportSetting {
    /// Whether it is a text field.
    pub(super) fn is_text(self) -> bool {
        matches!(
            self,
            ImportSetting::File
                | ImportSetting::Deck
                | ImportSetting::Term
                | ImportSetting::Card
                | ImportSetting::Columns
        )
    }
}

//! What can be set about an import.

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportSetting {
    File,
    Deck,
    Format,
    Term,
    Card,
    Header,
    Lists,
    Past,
}

impl ImportSetting {
    /// Whether it is typed.
    pub(super) fn is_text(self) -> bool {
        matches!(
            self,
            ImportSetting::File | ImportSetting::Deck | ImportSetting::Term | ImportSetting::Card
        )
    }
}

//! What the rows of the screen are about: the settings of everything, or the options of a deck.

use crate::settings::{SettingValue, Settings};
use crate::ui::screens::screen::Command;
use crate::ui::shell::message::Effect;

/// What is set.
#[derive(Clone, Debug)]
pub(super) enum SettingsTarget {
    /// The settings of everything.
    Everything,
    /// The options of the deck of this id, each of which may fall back to the general setting.
    Deck(String),
}

impl SettingsTarget {
    /// The value in force.
    pub(super) fn value(&self, settings: &Settings, key: &str) -> Option<SettingValue> {
        self.own_value(settings, key).or_else(|| settings.value(key))
    }

    /// The value that is set here; none where a deck goes by the general one.
    pub(super) fn own_value(&self, settings: &Settings, key: &str) -> Option<SettingValue> {
        match self {
            SettingsTarget::Everything => settings.value(key),
            SettingsTarget::Deck(deck) => settings.deck_options.get(deck)?.value(key).cloned(),
        }
    }

    /// The settings with another value of a key, or without a deck's own; none if the key takes no
    /// such value.
    pub(super) fn with_value(
        &self,
        settings: &Settings,
        key: &str,
        value: Option<&SettingValue>,
    ) -> Option<Settings> {
        match self {
            SettingsTarget::Everything => settings.with_value(key, value?),
            SettingsTarget::Deck(deck) => settings.with_deck_option(deck, key, value.cloned()),
        }
    }

    /// The value that a row has before anybody sets it.
    pub(super) fn default_value(&self, key: &str) -> Option<SettingValue> {
        match self {
            SettingsTarget::Everything => Settings::default().value(key),
            SettingsTarget::Deck(_) => None,
        }
    }

    /// What closes the screen: a deck's leads back to the decks.
    pub(super) fn close(&self) -> Command {
        match self {
            SettingsTarget::Everything => Command::Close,
            SettingsTarget::Deck(deck) => Command::close_and(Command::ShowDecks(deck.clone())),
        }
    }

    /// What has the value written; none for a general setting without one.
    pub(super) fn effect(&self, key: &'static str, value: Option<SettingValue>) -> Option<Effect> {
        Some(match self {
            SettingsTarget::Everything => Effect::Set(key, value?),
            SettingsTarget::Deck(deck) => Effect::SetDeckOption(deck.clone(), key, value),
        })
    }
}

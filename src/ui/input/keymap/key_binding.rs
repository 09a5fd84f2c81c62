//! A row of the table of keys and of a preset: both are made of these, and neither knows the other.

use super::context::Context;
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct KeyBinding {
    /// Where it holds.
    pub context: Context,
    /// The keys, separated by `|`, each a sequence as
    /// [`parse_all`](Key::parse_all) reads it; the first is the one shown.
    pub keys: &'static str,
    /// What it does.
    pub action: Action,
    /// Its place in the footer, 1 first; 0 for none.
    pub hint: u8,
}

pub(in crate::ui::input::keymap) const fn key(
    context: Context,
    keys: &'static str,
    action: Action,
    hint: u8,
) -> KeyBinding {
    KeyBinding { context, keys, action, hint }
}

impl KeyBinding {
    /// The key sequences.
    pub fn sequences(&self) -> impl Iterator<Item = Vec<Key>> {
        self.keys.split('|').filter_map(Key::parse_all)
    }
}

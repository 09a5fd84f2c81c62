//! Keys and what they do: dispatch, footer, help, which-key and palette read the one [`Keymap`] in
//! force, and the manual the built-in table. A preset's keys come before the table's, and the
//! user's own before both.

mod context;
mod key_binding;
mod presets;
mod table;
mod user_keymap;

use super::action::Action;
use super::key::{Key, label};
use crate::fault::{Fault, Place};
use crate::settings::Settings;
use crate::text::distance::nearest;

pub use context::{Context, context_stacks};
pub use key_binding::KeyBinding;
pub use presets::PRESETS;
pub use table::key_bindings;

/// A part of a manual: a heading, then keys and what they do.
type KeySection = (&'static str, Vec<(String, String)>);

/// The built-in table for a manual.
pub fn manual() -> Vec<KeySection> {
    sections(|_| String::new())
}

/// The built-in table for a manual, with the names that place and action have in `settings.ron`.
pub fn manual_with_names() -> Vec<KeySection> {
    sections(|row| format!(" ({}: {})", row.context.name(), row.action.name().unwrap_or_default()))
}

fn sections(suffix: impl Fn(&KeyBinding) -> String) -> Vec<KeySection> {
    let mut sections: Vec<KeySection> = Vec::new();
    for binding in key_bindings() {
        let labels: Vec<String> = binding.sequences().map(|keys| label(&keys)).collect();
        let row = (labels.join(", "), format!("{}{}", binding.action.words().1, suffix(binding)));
        let title = binding.context.title();
        match sections.iter_mut().find(|(heading, _)| *heading == title) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((title, vec![row])),
        }
    }
    sections
}

/// What a sequence of keys means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMeaning {
    /// An action.
    Action(Action),
    /// Nothing yet: a longer sequence begins with it.
    Prefix,
    /// Nothing.
    Unbound,
}

/// A row of the keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapRow {
    /// Where it holds.
    pub context: Context,
    /// The key sequences, first the one that is shown; empty if all were unbound.
    pub keys: Vec<Vec<Key>>,
    /// What they do.
    pub action: Action,
    /// Its place in the footer, 1 first; 0 for none.
    pub hint: u8,
}

impl KeymapRow {
    /// The sequences as a person reads them.
    pub fn labels(&self) -> Vec<String> {
        self.keys.iter().map(|keys| label(keys)).collect()
    }
}

/// Where a key stands among the others of its row, of which the first one is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyPosition {
    First,
    Last,
}

/// The keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<KeymapRow>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap {
            rows: key_bindings()
                .map(|binding| KeymapRow {
                    context: binding.context,
                    keys: binding.sequences().collect(),
                    action: binding.action,
                    hint: binding.hint,
                })
                .collect(),
        }
    }
}

impl Keymap {
    /// The keys by these settings, and the faults of the settings for keys. `place` finds a text
    /// in their file: the key of the file whose value has it, and its number in that value.
    pub fn from_settings(
        settings: &Settings,
        place: impl Fn(&str, usize) -> Option<Place>,
    ) -> (Keymap, Vec<Fault>) {
        let mut keymap = Keymap::default();
        let mut faults = Vec::new();
        if let Err(fault) = keymap.add_preset(&settings.preset) {
            faults.push(Fault { place: place("preset", 0), ..fault });
        }
        for row in user_keymap::apply(&mut keymap, &settings.keys) {
            faults.push(Fault { place: place("keys", row.text), ..row.fault });
        }
        (keymap, faults)
    }

    fn add_preset(&mut self, name: &str) -> Result<(), Fault> {
        if name.is_empty() {
            return Ok(());
        }
        let Some((_, rows)) = PRESETS.iter().find(|(known, _)| *known == name) else {
            let names = || PRESETS.iter().map(|(known, _)| *known);
            let remedy = match nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "there are `{}`; without one lacuna's own keys hold",
                    names().collect::<Vec<_>>().join("`, `")
                ),
            };
            return Err(Fault::error(format!("there is no preset `{name}` of keys"), remedy));
        };
        for binding in *rows {
            for keys in binding.sequences() {
                self.bind(binding.context, keys, Some(binding.action), KeyPosition::Last);
            }
        }
        Ok(())
    }

    /// Binds a sequence to an action in a context; without an action it is unbound.
    fn bind(
        &mut self,
        context: Context,
        keys: Vec<Key>,
        action: Option<Action>,
        shown: KeyPosition,
    ) {
        for row in self.rows.iter_mut().filter(|row| row.context == context) {
            row.keys.retain(|known| *known != keys);
        }
        let Some(action) = action else { return };
        match self.rows.iter_mut().find(|row| (row.context, row.action) == (context, action)) {
            Some(row) => {
                row.keys.insert(if shown == KeyPosition::First { 0 } else { row.keys.len() }, keys);
            }
            None => self.rows.push(KeymapRow { context, keys: vec![keys], action, hint: 0 }),
        }
    }

    /// Every row.
    pub fn rows(&self) -> &[KeymapRow] {
        &self.rows
    }

    fn rows_of(&self, context: Context) -> impl Iterator<Item = &KeymapRow> {
        self.rows.iter().filter(move |row| row.context == context)
    }

    /// What `pressed` means in `contexts`, of which the innermost come first.
    pub fn meaning(&self, contexts: &[Context], pressed: &[Key]) -> KeyMeaning {
        let fits = |keys: &[Key]| pressed.iter().zip(keys).all(|(key, pattern)| key.fits(*pattern));
        let mut is_prefix = false;
        for row in contexts.iter().flat_map(|context| self.rows_of(*context)) {
            for keys in row.keys.iter().filter(|keys| keys.len() >= pressed.len() && fits(keys)) {
                if keys.len() == pressed.len() {
                    return KeyMeaning::Action(row.action);
                }
                is_prefix = true;
            }
        }
        if is_prefix { KeyMeaning::Prefix } else { KeyMeaning::Unbound }
    }

    /// Whether `contexts` have the action, with a key or without.
    pub fn has_action(&self, contexts: &[Context], action: Action) -> bool {
        self.rows.iter().any(|row| row.action == action && contexts.contains(&row.context))
    }

    /// Every row that works in `contexts`, with the labels of those of its keys that no inner
    /// context binds.
    pub fn active_rows(&self, contexts: &[Context]) -> Vec<(&KeymapRow, Vec<String>)> {
        let mut all = Vec::new();
        for row in contexts.iter().flat_map(|context| self.rows_of(*context)) {
            let labels: Vec<String> =
                self.active_keys(row, contexts).map(|keys| label(keys)).collect();
            if !labels.is_empty() {
                all.push((row, labels));
            }
        }
        all
    }

    /// The key to show for an action in `contexts`, if one works there.
    pub fn key_for(&self, contexts: &[Context], action: Action) -> Option<String> {
        let mut rows = contexts
            .iter()
            .flat_map(|context| self.rows_of(*context))
            .filter(|row| row.action == action);
        rows.find_map(|row| self.shown_key(row, contexts))
    }

    /// Every row that works in `contexts` and has a place in the footer, with the key to show.
    pub fn hints(&self, contexts: &[Context]) -> impl Iterator<Item = (&KeymapRow, String)> {
        let rows =
            contexts.iter().flat_map(|context| self.rows_of(*context)).filter(|row| row.hint > 0);
        rows.filter_map(|row| Some((row, self.shown_key(row, contexts)?)))
    }

    fn shown_key(&self, row: &KeymapRow, contexts: &[Context]) -> Option<String> {
        self.active_keys(row, contexts).next().map(|keys| label(keys))
    }

    /// Those keys of a row that no inner context binds.
    fn active_keys<'a>(
        &self,
        row: &'a KeymapRow,
        contexts: &[Context],
    ) -> impl Iterator<Item = &'a Vec<Key>> {
        let meaning = KeyMeaning::Action(row.action);
        row.keys.iter().filter(move |keys| self.meaning(contexts, keys) == meaning)
    }

    /// What can follow `pressed` in `contexts`: the label of the keys that are left, and the
    /// action.
    pub fn continuations(&self, contexts: &[Context], pressed: &[Key]) -> Vec<(String, Action)> {
        let mut all: Vec<(String, Action)> = Vec::new();
        for row in contexts.iter().flat_map(|context| self.rows_of(*context)) {
            for keys in row
                .keys
                .iter()
                .filter(|keys| keys.len() > pressed.len() && keys.starts_with(pressed))
            {
                let next = label(&keys[pressed.len()..]);
                if all.iter().all(|(known, _)| *known != next) {
                    all.push((next, row.action));
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;

//! Keys and what they do: dispatch, footer, help, which-key and palette read the one [`Keymap`] in
//! force, and the manual the built-in table. A preset's rows come before the table's, and the
//! user's own before both.

mod context;
mod presets;
mod table;
mod user_keymap;

use super::action::Action;
use super::key::{Key, label};
use crate::fault::{Fault, Place};
use crate::settings::Settings;
use crate::text::distance::nearest;

pub use context::{Context, STACKS};
pub use presets::PRESETS;
pub use table::{KEYMAP, KeyBinding};

impl KeyBinding {
    /// Returns the key sequences.
    pub fn sequences(&self) -> impl Iterator<Item = Vec<Key>> {
        self.keys.split('|').filter_map(Key::parse_all)
    }
}

/// A part of a manual: a heading, then keys and what they do.
type KeySection = (&'static str, Vec<(String, String)>);

/// Returns the built-in table for a manual.
pub fn manual() -> Vec<KeySection> {
    sections(|_| String::new())
}

/// Returns the built-in table for a manual, with the names that place and action have in
/// `settings.ron`.
pub fn manual_with_names() -> Vec<KeySection> {
    sections(|row| format!(" ({}: {})", row.context.name(), row.action.name().unwrap_or_default()))
}

fn sections(more: impl Fn(&KeyBinding) -> String) -> Vec<KeySection> {
    let mut sections: Vec<KeySection> = Vec::new();
    for binding in KEYMAP {
        let labels: Vec<String> = binding.sequences().map(|keys| label(&keys)).collect();
        let row = (labels.join(", "), format!("{}{}", binding.action.words().1, more(binding)));
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
    /// This.
    Act(Action),
    /// Nothing yet: it begins a longer sequence.
    Begins,
    /// Nothing.
    Nothing,
}

/// A row of the keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapRow {
    /// Where it holds.
    pub context: Context,
    /// The key sequences, the one that is shown first; none if they were all taken away.
    pub keys: Vec<Vec<Key>>,
    /// What they do.
    pub action: Action,
    /// Its place in the footer, 1 first; 0 for none.
    pub hint: u8,
}

impl KeymapRow {
    /// Returns the sequences as a person reads them.
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
        let row = |binding: &KeyBinding| KeymapRow {
            context: binding.context,
            keys: binding.sequences().collect(),
            action: binding.action,
            hint: binding.hint,
        };
        Keymap { rows: KEYMAP.iter().map(row).collect() }
    }
}

impl Keymap {
    /// Returns the keys that the settings come to, and what is wrong with what they say of keys.
    /// `place` tells where in their file the text of that number stands in what a key of the file
    /// says.
    pub fn of(
        settings: &Settings,
        place: impl Fn(&str, usize) -> Option<Place>,
    ) -> (Keymap, Vec<Fault>) {
        let mut keymap = Keymap::default();
        let mut told = Vec::new();
        let mut tell = |key: &str, text: usize, what: String, remedy: String| {
            told.push(Fault { place: place(key, text), ..Fault::error(what, remedy) });
        };
        if let Err((what, remedy)) = keymap.take_preset(&settings.preset) {
            tell("preset", 0, what, remedy);
        }
        for wrong in user_keymap::take(&mut keymap, &settings.keys) {
            tell("keys", wrong.text, wrong.what, wrong.remedy);
        }
        (keymap, told)
    }

    /// Puts a preset's rows before those that are there.
    fn take_preset(&mut self, name: &str) -> Result<(), (String, String)> {
        if name.is_empty() {
            return Ok(());
        }
        let Some((_, rows)) = PRESETS.iter().find(|(known, _)| *known == name) else {
            let names = || PRESETS.iter().map(|(known, _)| *known);
            let list = || {
                format!(
                    "there are `{}`; without one lacuna's own keys hold",
                    names().collect::<Vec<_>>().join("`, `")
                )
            };
            let remedy =
                nearest(name, names()).map_or_else(list, |near| format!("did you mean `{near}`?"));
            return Err((format!("there is no preset `{name}` of keys"), remedy));
        };
        for binding in *rows {
            for keys in binding.sequences() {
                self.put(binding.context, keys, Some(binding.action), KeyPosition::Last);
            }
        }
        Ok(())
    }

    /// Has a sequence mean this in a context from now on, or nothing.
    fn put(
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

    /// Returns every row.
    pub fn rows(&self) -> &[KeymapRow] {
        &self.rows
    }

    fn rows_of(&self, context: Context) -> impl Iterator<Item = &KeymapRow> {
        self.rows.iter().filter(move |row| row.context == context)
    }

    /// Returns what `pressed` means in `contexts`, the innermost first.
    pub fn meaning(&self, contexts: &[Context], pressed: &[Key]) -> KeyMeaning {
        let fits = |keys: &[Key]| pressed.iter().zip(keys).all(|(key, pattern)| key.fits(*pattern));
        let mut begins = false;
        for row in contexts.iter().flat_map(|context| self.rows_of(*context)) {
            for keys in row.keys.iter().filter(|keys| keys.len() >= pressed.len() && fits(keys)) {
                if keys.len() == pressed.len() {
                    return KeyMeaning::Act(row.action);
                }
                begins = true;
            }
        }
        if begins { KeyMeaning::Begins } else { KeyMeaning::Nothing }
    }

    /// Whether `contexts` have the action, with a key or without.
    pub fn means(&self, contexts: &[Context], action: Action) -> bool {
        self.rows.iter().any(|row| row.action == action && contexts.contains(&row.context))
    }

    /// Returns every row that works in `contexts`, with the labels of those of its keys that no
    /// inner context takes.
    pub fn working(&self, contexts: &[Context]) -> Vec<(&KeymapRow, Vec<String>)> {
        let mut all = Vec::new();
        for row in contexts.iter().flat_map(|context| self.rows_of(*context)) {
            let works =
                |keys: &&Vec<Key>| self.meaning(contexts, keys) == KeyMeaning::Act(row.action);
            let labels: Vec<String> =
                row.keys.iter().filter(works).map(|keys| label(keys)).collect();
            if !labels.is_empty() {
                all.push((row, labels));
            }
        }
        all
    }

    /// Returns the key to be shown for an action in `contexts`, if one works there.
    pub fn key_for(&self, contexts: &[Context], action: Action) -> Option<String> {
        let mut rows = contexts
            .iter()
            .flat_map(|context| self.rows_of(*context))
            .filter(|row| row.action == action);
        rows.find_map(|row| self.shown(row, contexts))
    }

    /// Returns every row that works in `contexts` and has a place in the footer, with the key to be
    /// shown.
    pub fn hints(&self, contexts: &[Context]) -> impl Iterator<Item = (&KeymapRow, String)> {
        let rows =
            contexts.iter().flat_map(|context| self.rows_of(*context)).filter(|row| row.hint > 0);
        rows.filter_map(|row| Some((row, self.shown(row, contexts)?)))
    }

    /// Returns the first key of a row that no inner context takes.
    fn shown(&self, row: &KeymapRow, contexts: &[Context]) -> Option<String> {
        let works = |keys: &&Vec<Key>| self.meaning(contexts, keys) == KeyMeaning::Act(row.action);
        row.keys.iter().find(works).map(|keys| label(keys))
    }

    /// Returns what can follow `pressed` in `contexts`: the next key's label, and the action.
    pub fn following(&self, contexts: &[Context], pressed: &[Key]) -> Vec<(String, Action)> {
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

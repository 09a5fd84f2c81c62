//! The one table of keys: dispatch, footer, help, which-key, palette and the man page all read it.

mod context;
mod table;

use super::action::Action;
use super::key::{Key, label};

pub use context::Context;
pub use table::{Binding, KEYMAP};

impl Binding {
    /// Returns the key sequences.
    pub fn sequences(&self) -> impl Iterator<Item = Vec<Key>> {
        self.keys.split('|').filter_map(Key::parse_all)
    }

    /// Returns the sequences as a person reads them.
    pub fn labels(&self) -> Vec<String> {
        self.sequences().map(|keys| label(&keys)).collect()
    }
}

/// Returns the whole table for a manual: a heading, then keys and what they do.
pub fn manual() -> Vec<(&'static str, Vec<(String, String)>)> {
    let mut sections: Vec<(&'static str, Vec<(String, String)>)> = Vec::new();
    for binding in KEYMAP {
        let row = (binding.labels().join(", "), binding.action.words().1.to_string());
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
pub enum Meaning {
    /// This.
    Act(Action),
    /// Nothing yet: it begins a longer sequence.
    Begins,
    /// Nothing.
    Nothing,
}

/// Returns what `pressed` means in `contexts`, the innermost first.
pub fn meaning(contexts: &[Context], pressed: &[Key]) -> Meaning {
    let fits = |keys: &[Key]| pressed.iter().zip(keys).all(|(key, pattern)| key.fits(*pattern));
    let mut begins = false;
    for context in contexts {
        for binding in KEYMAP.iter().filter(|binding| binding.context == *context) {
            for keys in binding.sequences().filter(|keys| keys.len() >= pressed.len() && fits(keys)) {
                if keys.len() == pressed.len() {
                    return Meaning::Act(binding.action);
                }
                begins = true;
            }
        }
    }
    if begins { Meaning::Begins } else { Meaning::Nothing }
}

/// Whether a key of `contexts` stands for the action.
pub fn means(contexts: &[Context], action: Action) -> bool {
    KEYMAP.iter().any(|binding| binding.action == action && contexts.contains(&binding.context))
}

/// Returns every binding that works in `contexts`, with the labels of those of its keys that no inner context takes.
pub fn working(contexts: &[Context]) -> Vec<(&'static Binding, Vec<String>)> {
    let mut all = Vec::new();
    for context in contexts {
        for binding in KEYMAP.iter().filter(|binding| binding.context == *context) {
            let works = |keys: &Vec<Key>| meaning(contexts, keys) == Meaning::Act(binding.action);
            let labels: Vec<String> = binding.sequences().filter(works).map(|keys| label(&keys)).collect();
            if !labels.is_empty() {
                all.push((binding, labels));
            }
        }
    }
    all
}

/// Returns what can follow `pressed` in `contexts`: the next key's label, and the action.
pub fn following(contexts: &[Context], pressed: &[Key]) -> Vec<(String, Action)> {
    let mut all: Vec<(String, Action)> = Vec::new();
    for context in contexts {
        for binding in KEYMAP.iter().filter(|binding| binding.context == *context) {
            for keys in binding.sequences().filter(|keys| keys.len() > pressed.len() && keys.starts_with(pressed)) {
                let next = label(&keys[pressed.len()..]);
                if all.iter().all(|(known, _)| *known != next) {
                    all.push((next, binding.action));
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::Edit;
    use std::collections::HashSet;

    #[test]
    fn every_key_parses_and_none_repeats_in_its_context() {
        for context in KEYMAP.iter().map(|binding| binding.context) {
            let mut seen = HashSet::new();
            for binding in KEYMAP.iter().filter(|binding| binding.context == context) {
                for keys in binding.keys.split('|') {
                    let parsed = Key::parse_all(keys).unwrap_or_else(|| panic!("{keys:?} is no key"));
                    assert!(seen.insert(parsed), "{keys:?} stands twice in {context:?}");
                }
            }
        }
    }

    #[test]
    fn no_key_hides_behind_its_own_prefix() {
        for binding in KEYMAP {
            for keys in binding.sequences().filter(|keys| keys.len() > 1) {
                let contexts = [binding.context, Context::List, Context::Anywhere, Context::Always];
                assert_eq!(meaning(&contexts, &keys[..1]), Meaning::Begins, "{binding:?}");
            }
        }
    }

    #[test]
    fn every_action_has_words() {
        for binding in KEYMAP {
            let (short, long) = binding.action.words();
            assert!(!short.is_empty() && short.len() <= 16 && long.len() > short.len(), "{binding:?}");
        }
    }

    #[test]
    fn typing_contexts_take_no_printable_key() {
        for binding in KEYMAP {
            let typing = matches!(
                binding.context,
                Context::Filter
                    | Context::ExamLine
                    | Context::Search
                    | Context::Setting
                    | Context::Palette
                    | Context::Field
                    | Context::Always
            );
            for keys in binding.sequences().filter(|_| typing) {
                assert!(keys[0].typed().is_none(), "{binding:?} would steal a letter");
            }
        }
    }

    #[test]
    fn the_innermost_context_wins() {
        let search = [Context::Search, Context::Field, Context::Always];
        let ctrl_k = Key::parse_all("ctrl-k").unwrap();
        assert_eq!(meaning(&search, &ctrl_k), Meaning::Act(Action::Up));
        assert!(!working(&search).iter().any(|(binding, _)| binding.action == Action::Edit(Edit::DeleteToEnd)));
    }

    #[test]
    fn what_follows_a_prefix_is_listed_once() {
        let home = [Context::Home, Context::List, Context::Anywhere, Context::Always];
        let next = following(&home, &Key::parse_all("g").unwrap());
        let labels: Vec<&str> = next.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels, ["g", "s", "h", "b", "d", "q", "p", "l"]);
    }
}

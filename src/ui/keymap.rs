//! The one table of keys: dispatch, footer, help, which-key, palette and the man page all read it.

use super::Tab;
use super::action::{Action, Edit};
use super::key::{Key, label};

/// Where a key means something. A pane names its contexts, the innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The Home pane.
    Home,
    /// The Browse pane's lists.
    Browse,
    /// A note being read.
    Note,
    /// The line that narrows Browse's list.
    Filter,
    /// The Search pane.
    Search,
    /// The list of keys.
    Help,
    /// The command palette.
    Palette,
    /// Any list of rows.
    List,
    /// Any text field.
    Field,
    /// Anywhere but in a text field.
    Anywhere,
    /// Anywhere at all.
    Always,
}

impl Context {
    /// Returns the heading under which help lists the context's keys.
    pub fn title(self) -> &'static str {
        match self {
            Context::Home => "Home",
            Context::Browse => "Browse",
            Context::Note => "Reading a note",
            Context::Filter => "Narrowing the list",
            Context::Search => "Search",
            Context::Help => "This list",
            Context::Palette => "Commands",
            Context::List => "In a list",
            Context::Field => "In a text field",
            Context::Anywhere => "Anywhere",
            Context::Always => "Always",
        }
    }

    /// Returns the pane that has the context, for running its actions from elsewhere.
    pub fn tab(self) -> Option<Tab> {
        match self {
            Context::Home => Some(Tab::Home),
            Context::Browse | Context::Filter | Context::Note => Some(Tab::Browse),
            Context::Search => Some(Tab::Search),
            _ => None,
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, separated by `|`, each a sequence as [`Key::parse_all`] reads it; the first is the one shown.
    pub keys: &'static str,
    /// What it does.
    pub action: Action,
    /// Its place in the footer, 1 first; 0 for none.
    pub hint: u8,
}

const fn key(context: Context, keys: &'static str, action: Action, hint: u8) -> Binding {
    Binding { context, keys, action, hint }
}

/// Every key of the full screen.
pub const KEYMAP: &[Binding] = {
    use Context::{Always, Anywhere, Browse, Field, Filter, Help, Home, List, Note, Palette, Search};
    &[
        key(Home, "enter|l|right", Action::Enter, 1),
        key(Home, "b", Action::Goto(Tab::Browse), 2),
        key(Browse, "enter", Action::Enter, 1),
        key(Browse, "l|right", Action::Right, 0),
        key(Browse, "h|left", Action::Left, 0),
        key(Browse, "s", Action::Sort, 3),
        key(Browse, "f", Action::Filter, 2),
        key(Browse, "' any", Action::Jump, 4),
        key(Browse, "n", Action::NextMatch, 0),
        key(Browse, "N", Action::PreviousMatch, 0),
        key(Browse, "backspace", Action::Return, 0),
        key(Browse, "esc", Action::Back, 5),
        key(Note, "enter", Action::Enter, 1),
        key(Note, "n", Action::NextLink, 2),
        key(Note, "N", Action::PreviousLink, 0),
        key(Note, "backspace", Action::Return, 3),
        key(Note, "j|down", Action::Down, 0),
        key(Note, "k|up", Action::Up, 0),
        key(Note, "h|left", Action::Left, 0),
        key(Note, "pgdn|ctrl-f|space", Action::PageDown, 0),
        key(Note, "pgup|ctrl-b", Action::PageUp, 0),
        key(Note, "ctrl-d", Action::HalfDown, 0),
        key(Note, "ctrl-u", Action::HalfUp, 0),
        key(Note, "g g|home", Action::First, 0),
        key(Note, "G|end", Action::Last, 0),
        key(Note, "esc", Action::Back, 4),
        key(Filter, "enter", Action::Enter, 1),
        key(Filter, "down|ctrl-n", Action::Down, 3),
        key(Filter, "up|ctrl-p", Action::Up, 0),
        key(Filter, "esc", Action::Back, 2),
        key(Search, "enter", Action::Enter, 1),
        key(Search, "down|ctrl-n|ctrl-j", Action::Down, 2),
        key(Search, "up|ctrl-p|ctrl-k", Action::Up, 3),
        key(Search, "pgdn", Action::PageDown, 0),
        key(Search, "pgup", Action::PageUp, 0),
        key(Search, "tab", Action::Complete, 4),
        key(Search, "shift-tab", Action::PreviousTab, 0),
        key(Search, "alt-up", Action::Older, 6),
        key(Search, "alt-down", Action::Newer, 0),
        key(Search, "esc", Action::Back, 5),
        key(Help, "esc|?|q|enter", Action::Back, 1),
        key(Palette, "enter", Action::Enter, 1),
        key(Palette, "down|ctrl-n|ctrl-j", Action::Down, 2),
        key(Palette, "up|ctrl-p|ctrl-k", Action::Up, 3),
        key(Palette, "pgdn", Action::PageDown, 0),
        key(Palette, "pgup", Action::PageUp, 0),
        key(Palette, "esc", Action::Back, 4),
        key(List, "j|down", Action::Down, 0),
        key(List, "k|up", Action::Up, 0),
        key(List, "pgdn|ctrl-f", Action::PageDown, 0),
        key(List, "pgup|ctrl-b", Action::PageUp, 0),
        key(List, "ctrl-d", Action::HalfDown, 0),
        key(List, "ctrl-u", Action::HalfUp, 0),
        key(List, "g g|home", Action::First, 0),
        key(List, "G|end", Action::Last, 0),
        key(Field, "left|ctrl-b", Action::Edit(Edit::Left), 0),
        key(Field, "right|ctrl-f", Action::Edit(Edit::Right), 0),
        key(Field, "alt-b|ctrl-left|alt-left", Action::Edit(Edit::WordLeft), 0),
        key(Field, "alt-f|ctrl-right|alt-right", Action::Edit(Edit::WordRight), 0),
        key(Field, "ctrl-a|home", Action::Edit(Edit::Start), 0),
        key(Field, "ctrl-e|end", Action::Edit(Edit::End), 0),
        key(Field, "backspace|ctrl-h", Action::Edit(Edit::Backspace), 0),
        key(Field, "delete|ctrl-d", Action::Edit(Edit::Delete), 0),
        key(Field, "ctrl-w|alt-backspace", Action::Edit(Edit::DeleteWord), 0),
        key(Field, "ctrl-u", Action::Edit(Edit::DeleteLine), 0),
        key(Field, "ctrl-k", Action::Edit(Edit::DeleteToEnd), 0),
        key(Anywhere, "/|g s", Action::Goto(Tab::Search), 6),
        key(Anywhere, ":", Action::Palette, 7),
        key(Anywhere, "?", Action::Help, 8),
        key(Anywhere, "q", Action::Leave, 9),
        key(Anywhere, "g h", Action::Goto(Tab::Home), 0),
        key(Anywhere, "g b", Action::Goto(Tab::Browse), 0),
        key(Anywhere, "tab", Action::NextTab, 0),
        key(Anywhere, "shift-tab", Action::PreviousTab, 0),
        key(Always, "f1", Action::Help, 9),
        key(Always, "alt-x", Action::Palette, 0),
        key(Always, "ctrl-l", Action::Redraw, 0),
        key(Always, "ctrl-z", Action::Suspend, 0),
        key(Always, "ctrl-c", Action::Quit, 0),
    ]
};

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
                Context::Filter | Context::Search | Context::Palette | Context::Field | Context::Always
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
        assert_eq!(labels, ["g", "s", "h", "b"]);
    }
}

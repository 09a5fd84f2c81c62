//! The keys of lists and text fields, and those that work almost everywhere.

use crate::ui::input::action::{Action, FieldEdit};
use crate::ui::input::keymap::context::Context;
use crate::ui::input::keymap::key_binding::{KeyBinding, key};
use crate::ui::tab::Tab;

/// The keys of lists and text fields, and those that work almost everywhere.
pub(super) const EVERYWHERE: &[KeyBinding] = {
    #[allow(clippy::enum_glob_use, reason = "the table names every context")]
    use Context::*;
    &[
        key(List, "j|down", Action::Down, 0),
        key(List, "k|up", Action::Up, 0),
        key(List, "pgdn|ctrl-f", Action::PageDown, 0),
        key(List, "pgup|ctrl-b", Action::PageUp, 0),
        key(List, "ctrl-d", Action::HalfDown, 0),
        key(List, "ctrl-u", Action::HalfUp, 0),
        key(List, "g g|home", Action::First, 0),
        key(List, "G|end", Action::Last, 0),
        key(Field, "left|ctrl-b", Action::Edit(FieldEdit::Left), 0),
        key(Field, "right|ctrl-f", Action::Edit(FieldEdit::Right), 0),
        key(Field, "alt-b|ctrl-left|alt-left", Action::Edit(FieldEdit::WordLeft), 0),
        key(Field, "alt-f|ctrl-right|alt-right", Action::Edit(FieldEdit::WordRight), 0),
        key(Field, "ctrl-a|home", Action::Edit(FieldEdit::Start), 0),
        key(Field, "ctrl-e|end", Action::Edit(FieldEdit::End), 0),
        key(Field, "backspace|ctrl-h", Action::Edit(FieldEdit::Backspace), 0),
        key(Field, "delete|ctrl-d", Action::Edit(FieldEdit::Delete), 0),
        key(Field, "ctrl-w|alt-backspace", Action::Edit(FieldEdit::DeleteWord), 0),
        key(Field, "ctrl-u", Action::Edit(FieldEdit::DeleteLine), 0),
        key(Field, "ctrl-k", Action::Edit(FieldEdit::DeleteToEnd), 0),
        key(Anywhere, "/|g s", Action::Goto(Tab::Search), 6),
        key(Anywhere, ":", Action::Palette, 7),
        key(Anywhere, "?", Action::Help, 8),
        key(Anywhere, "q", Action::Leave, 9),
        key(Anywhere, "g h", Action::Goto(Tab::Home), 0),
        key(Anywhere, "g b", Action::Goto(Tab::Browse), 0),
        key(Anywhere, "g d", Action::Goto(Tab::Drill), 0),
        key(Anywhere, "g q", Action::Goto(Tab::Quiz), 0),
        key(Anywhere, "g p", Action::Goto(Tab::Progress), 0),
        key(Anywhere, "g l", Action::Goto(Tab::Labs), 0),
        key(Anywhere, "g k", Action::Decks, 0),
        key(Anywhere, "g o", Action::DeckOptions, 0),
        key(Anywhere, "g ,", Action::Settings, 0),
        key(Anywhere, "tab", Action::NextTab, 0),
        key(Anywhere, "shift-tab", Action::PreviousTab, 0),
        key(Always, "f1", Action::Help, 9),
        key(Always, "alt-x|f12", Action::Palette, 0),
        key(Always, "f2", Action::Themes, 0),
        key(Always, "ctrl-l", Action::Redraw, 0),
        key(Always, "ctrl-z", Action::Suspend, 0),
        key(Always, "ctrl-c", Action::Quit, 0),
    ]
};

//! Sets of keys for fingers that have learned them elsewhere. Much of both is built in; here is what else has a
//! counterpart in lacuna. A preset's rows come before those of the table.

use super::context::Context;
use super::table::{Binding, key};
use crate::ui::Tab;
use crate::ui::action::Action;

/// Every preset with its name in `settings.ron`.
pub const PRESETS: &[(&str, &[Binding])] = &[("vim", VIM), ("anki", ANKI)];

const VIM: &[Binding] = {
    use Context::{Anywhere, Browse, Help, List, Note, Settings};
    &[
        key(Anywhere, "g t", Action::NextTab, 0),
        key(Anywhere, "g T", Action::PreviousTab, 0),
        key(Anywhere, "Z Z|Z Q", Action::Quit, 0),
        key(Anywhere, "ctrl-w q|ctrl-w c", Action::Leave, 9),
        key(Settings, "Z Z|Z Q|ctrl-w q", Action::Back, 0),
        key(Help, "Z Z|Z Q|ctrl-w q", Action::Back, 0),
        key(Browse, "ctrl-w h", Action::Left, 0),
        key(Browse, "ctrl-w l", Action::Right, 0),
        key(Browse, "ctrl-o", Action::Return, 0),
        key(Note, "ctrl-w h", Action::Left, 0),
        key(Note, "ctrl-o", Action::Return, 0),
        key(Note, "ctrl-e|ctrl-n", Action::Down, 0),
        key(Note, "ctrl-y|ctrl-p", Action::Up, 0),
        key(List, "ctrl-n|ctrl-e", Action::Down, 0),
        key(List, "ctrl-p|ctrl-y", Action::Up, 0),
    ]
};

/// The shortcuts of Anki's reviewer and of its main window that mean something here (qt/aqt/reviewer.py, main.py).
const ANKI: &[Binding] = {
    use Context::{Always, Answer, Anywhere, Deeds, Finished, Home, Waiting};
    &[
        key(Deeds, "ctrl-z", Action::Undo, 3),
        key(Answer, "ctrl-z", Action::Undo, 3),
        key(Waiting, "ctrl-z", Action::Undo, 2),
        key(Finished, "ctrl-z", Action::Undo, 3),
        key(Deeds, "ctrl-delete", Action::DeleteNote, 0),
        key(Home, "s", Action::Goto(Tab::Drill), 2),
        key(Home, "t", Action::Goto(Tab::Progress), 0),
        key(Anywhere, "d", Action::Goto(Tab::Home), 0),
        key(Anywhere, "a", Action::AddNote, 0),
        key(Anywhere, "b", Action::Goto(Tab::Browse), 0),
        key(Anywhere, "s", Action::Goto(Tab::Drill), 0),
        key(Anywhere, "t", Action::Goto(Tab::Progress), 0),
        key(Anywhere, "ctrl-p", Action::Settings, 0),
        key(Always, "ctrl-q", Action::Quit, 0),
    ]
};

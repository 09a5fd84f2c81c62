//! Sets of keys for fingers that have learned them elsewhere. Much of both is built in; here is
//! what else has a counterpart in lacuna. A preset's rows come before those of the table.

use super::context::Context;
use super::key_binding::KeyBinding;
use crate::ui::input::action::Action;
use crate::ui::tab::Tab;

/// Every preset with its name in `settings.ron`.
pub const PRESETS: &[(&str, &[KeyBinding])] = &[("vim", VIM), ("anki", ANKI)];

/// A row that the footer never shows: a preset adds keys, and those of the table are still there.
const fn more(context: Context, keys: &'static str, action: Action) -> KeyBinding {
    KeyBinding { context, keys, action, hint: 0 }
}

const VIM: &[KeyBinding] = {
    use Context::{Anywhere, Browse, Help, List, Note, Settings};
    &[
        more(Anywhere, "g t", Action::NextTab),
        more(Anywhere, "g T", Action::PreviousTab),
        more(Anywhere, "Z Z|Z Q", Action::Quit),
        more(Anywhere, "ctrl-w q|ctrl-w c", Action::Leave),
        more(Settings, "Z Z|Z Q|ctrl-w q", Action::Back),
        more(Help, "Z Z|Z Q|ctrl-w q", Action::Back),
        more(Browse, "ctrl-w h", Action::Left),
        more(Browse, "ctrl-w l", Action::Right),
        more(Browse, "ctrl-o", Action::Return),
        more(Note, "ctrl-w h", Action::Left),
        more(Note, "ctrl-o", Action::Return),
        more(Note, "ctrl-e|ctrl-n", Action::Down),
        more(Note, "ctrl-y|ctrl-p", Action::Up),
        more(List, "ctrl-n|ctrl-e", Action::Down),
        more(List, "ctrl-p|ctrl-y", Action::Up),
    ]
};

/// The shortcuts of Anki's reviewer and of its main window that mean something here
/// (qt/aqt/reviewer.py, main.py).
const ANKI: &[KeyBinding] = {
    use Context::{Always, Answer, Anywhere, CardActions, Finished, Home, Waiting};
    &[
        more(CardActions, "ctrl-z", Action::Undo),
        more(Answer, "ctrl-z", Action::Undo),
        more(Waiting, "ctrl-z", Action::Undo),
        more(Finished, "ctrl-z", Action::Undo),
        more(CardActions, "ctrl-delete", Action::DeleteNote),
        more(Home, "s", Action::Goto(Tab::Drill)),
        more(Home, "t", Action::Goto(Tab::Progress)),
        more(Anywhere, "d", Action::Goto(Tab::Home)),
        more(Anywhere, "a", Action::AddNote),
        more(Anywhere, "b", Action::Goto(Tab::Browse)),
        more(Anywhere, "s", Action::Goto(Tab::Drill)),
        more(Anywhere, "t", Action::Goto(Tab::Progress)),
        more(Anywhere, "ctrl-p", Action::Settings),
        more(Always, "ctrl-q", Action::Quit),
    ]
};

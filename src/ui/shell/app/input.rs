//! From keys and pasted text to actions, and who carries an action out: the app, or the screen that
//! has the input.

use super::App;
use crate::library::NoteIx;
use crate::session::undo::UndoRequest;
use crate::ui::input::action::{Action, KeyEffect};
use crate::ui::input::key::Key;
use crate::ui::input::keymap::{Context, KeyMeaning};
use crate::ui::input::text_field::TextField;
use crate::ui::screens::decks::DecksScreen;
use crate::ui::screens::help::HelpScreen;
use crate::ui::screens::import::ImportScreen;
use crate::ui::screens::palette::PaletteScreen;
use crate::ui::screens::screen::{Command, Screen};
use crate::ui::screens::screen_stack::Layer;
use crate::ui::screens::settings::SettingsScreen;
use crate::ui::screens::themes::ThemesScreen;
use crate::ui::shell::message::{Effect, Msg};
use crate::ui::tab::Tab;

impl App {
    pub(super) fn press(&mut self, key: Key) {
        self.notice = None;
        self.pending_keys.push(key);
        match self.shared.keymap.meaning(self.contexts(), &self.pending_keys) {
            KeyMeaning::Action(action) => {
                self.pending_keys.clear();
                self.act(action, key.typed());
            }
            KeyMeaning::Prefix => {}
            KeyMeaning::Unbound if self.means_on_us_keyboard() => {
                if let Some(key) = self.pending_keys.pop().and_then(Key::on_us_keyboard) {
                    self.press(key);
                }
            }
            KeyMeaning::Unbound => {
                let is_alone = self.pending_keys.len() == 1;
                self.pending_keys.clear();
                if !is_alone {
                    // What works anywhere at all works after the beginning of a sequence too.
                    if let KeyMeaning::Action(action) =
                        self.shared.keymap.meaning(&[Context::Always], &[key])
                    {
                        self.act(action, None);
                    }
                } else if let Some(c) = key.typed() {
                    self.insert(c.encode_utf8(&mut [0; 4]));
                    self.mind_caps_lock(key);
                }
            }
        }
    }

    /// Whether the last key, which means nothing here, would mean something on a US keyboard.
    /// Where text is typed it is text.
    fn means_on_us_keyboard(&mut self) -> bool {
        if self.stack.top_mut().field().is_some() {
            return false;
        }
        let Some((last, before)) = self.pending_keys.split_last() else { return false };
        let Some(key) = last.on_us_keyboard() else { return false };
        let keys = [before, &[key]].concat();
        self.shared.keymap.meaning(self.contexts(), &keys) != KeyMeaning::Unbound
    }

    /// Says why a capital does nothing where its small letter would.
    fn mind_caps_lock(&mut self, key: Key) {
        let Some(small) = key.small().filter(|_| self.stack.top_mut().field().is_none()) else {
            return;
        };
        if self.shared.keymap.meaning(self.contexts(), &[small]) != KeyMeaning::Unbound {
            self.notice = Some(format!(
                "{} does nothing here; is Caps Lock on? {} is a key",
                key.label(),
                small.label()
            ));
        }
    }

    /// What a key would do to the card or question in front.
    pub fn key_effect(&self, key: Key) -> KeyEffect {
        match self.shared.keymap.meaning(self.contexts(), &[key]) {
            KeyMeaning::Action(action) if self.pending_keys.is_empty() => action.effect(),
            _ => KeyEffect::Other,
        }
    }

    /// Carries out a key where nothing can be seen: only leaving.
    pub(super) fn leave_unseen(&mut self, msg: &Msg) {
        self.pending_keys.clear();
        let Msg::Key(key) = msg else { return };
        let contexts = [Context::Anywhere, Context::Always];
        match self.shared.keymap.meaning(&contexts, &[*key]) {
            KeyMeaning::Action(Action::Leave) => self.act(Action::Quit, None),
            KeyMeaning::Action(action @ (Action::Quit | Action::Suspend | Action::Redraw)) => {
                self.act(action, None);
            }
            _ => {}
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.notice = None;
        let layer = self.stack.top_layer();
        match self.stack.top_mut().paste(&self.shared, text) {
            Some(command) => self.run_command(layer, command),
            None => self.insert(text),
        }
    }

    fn insert(&mut self, text: &str) {
        self.edit_field(|field| field.insert(text));
    }

    /// Changes the text field that has the input, if there is one.
    fn edit_field(&mut self, change: impl FnOnce(&mut TextField)) {
        let layer = self.stack.top_layer();
        let screen = self.stack.top_mut();
        let Some(field) = screen.field() else { return };
        let before = field.text().to_string();
        change(field);
        if field.text() != before {
            let command = screen.typed(&self.shared);
            self.run_optional(layer, command);
        }
    }

    /// Carries out an action; `typed` is the character of a key that stands for any.
    pub(super) fn act(&mut self, action: Action, typed: Option<char>) {
        match action {
            Action::Quit => {
                self.refold_if_needed();
                self.effects.push(Effect::Quit);
            }
            Action::Suspend => {
                self.shared.pictures.clear();
                self.effects.push(Effect::Suspend);
            }
            Action::Redraw => {
                self.shared.pictures.clear();
                self.effects.push(Effect::Redraw);
            }
            Action::Edit(edit) => self.edit_field(|field| field.edit(edit)),
            _ if self.stack.captures(action) => self.update_top(action, typed),
            Action::Help => {
                self.stack.open(Layer::Popup, HelpScreen::new(self.contexts()));
            }
            Action::Palette => {
                self.stack.close(Layer::Popup);
                self.stack.open(Layer::Popup, PaletteScreen::new(self.contexts()));
            }
            Action::Themes => {
                self.stack.open(Layer::Popup, ThemesScreen::new(&self.themes));
            }
            Action::AddNote => self.open_form(None),
            Action::SetExam => self.open_exam_form(),
            Action::Import => self.stack.open(Layer::Dialog, ImportScreen::new()),
            Action::Settings => self.stack.open(Layer::Dialog, SettingsScreen::default()),
            Action::DeckOptions if !self.contexts().contains(&Context::Decks) => {
                self.choose_deck_for_options();
            }
            Action::Decks => self.open_decks(self.stack.tabs.browse.marked()),
            Action::EditNote => self.edit_note(),
            Action::EditText => self.edit_text(),
            Action::DeleteNote => self.confirm_deletion(),
            Action::OpenLab => self.open_lab(),
            Action::Fold => self.shared.is_fold_open = !self.shared.is_fold_open,
            Action::Figure => self.show_figure(),
            Action::PlaySound => self.play_sound(),
            Action::OpenLink => self.open_link(),
            Action::Goto(tab) => {
                self.goto(tab);
                if tab == Tab::Drill {
                    self.stack.tabs.drill.study_due(&self.shared);
                }
            }
            Action::NextTab => self.goto(self.stack.tab().neighbour(1)),
            Action::PreviousTab => self.goto(self.stack.tab().neighbour(-1)),
            Action::Undo | Action::Redo => self.undo_or_redo(action),
            Action::Leave if self.stack.tab() == Tab::Home => self.effects.push(Effect::Quit),
            Action::Leave => self.goto(Tab::Home),
            _ => self.update_top(action, typed),
        }
    }

    /// Shows the options of the only deck, or else the decks, to choose one.
    fn choose_deck_for_options(&mut self) {
        if let [deck] = self.shared.learner.library.decks() {
            let command = Command::DeckOptions(deck.head.id.clone());
            self.run_command(self.stack.top_layer(), command);
        } else {
            self.act(Action::Decks, None);
            self.notify("Choose a deck; o shows its options".to_string());
        }
    }

    /// Opens the decks, with notes that may go to one of them.
    pub(super) fn open_decks(&mut self, notes: Vec<NoteIx>) {
        // Under a drill the plan of the day may be an old one.
        self.shared.learner.replan();
        let decks = DecksScreen::new(&self.shared, notes);
        self.stack.open(Layer::Dialog, decks);
    }

    fn update_top(&mut self, action: Action, typed: Option<char>) {
        let layer = self.stack.top_layer();
        let command = self.stack.top_mut().update(&self.shared, action, typed);
        self.run_optional(layer, command);
    }

    /// Carries out an action that was chosen in the palette, in the tab where its key works.
    /// Dialogs in the way are left step by step, as by Esc: a form keeps what was written.
    pub(super) fn act_in(&mut self, context: Context, action: Action) {
        for _ in 0..2 {
            if self.stack.is_open(Layer::Dialog) && !self.has_key_for(action) {
                self.act(Action::Back, None);
            }
        }
        let is_elsewhere = !self.has_key_for(action) && !self.stack.is_open(Layer::Dialog);
        if let Some(tab) = context.tab().filter(|tab| *tab != self.stack.tab() && is_elsewhere) {
            self.goto(tab);
        }
        self.act(action, None);
    }

    fn has_key_for(&self, action: Action) -> bool {
        self.shared.keymap.has_action(self.contexts(), action)
    }

    /// Undoes or redoes the last change to notes, or else what was last done in the drill.
    pub(super) fn undo_or_redo(&mut self, action: Action) {
        let learner = &self.shared.learner;
        let request = if action == Action::Undo {
            self.undo_stack.undo(learner)
        } else {
            self.undo_stack.redo(learner)
        };
        let command = match request {
            Some(UndoRequest::Write(request)) => Some(Command::from_write_request(request, action)),
            Some(UndoRequest::Switch(switch)) => Some(Command::Effect(switch.into())),
            Some(UndoRequest::Import(swap)) => Some(Command::Effect(Effect::SwapImport(swap))),
            None => self.stack.tabs.drill.update(&self.shared, action, None),
        };
        self.run_optional(Layer::Tab(Tab::Drill), command);
    }
}

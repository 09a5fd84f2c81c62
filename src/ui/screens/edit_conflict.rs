//! The dialog for a note that somebody else changed while it was being edited: both texts, and
//! which of them stays.

use crate::deck::Revision;
use crate::store::NoteDraft;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::view::popup::{draw_frame, inner_height, popup_area, scroll, wrap_plain};

/// A note with two texts.
#[derive(Debug)]
pub struct EditConflict {
    /// The change that was to be saved.
    pub mine: Revision,
    /// The note as it is in the deck now.
    pub theirs: String,
    /// The draft that the change comes from.
    pub draft: Option<NoteDraft>,
    /// The first line shown.
    pub top: usize,
}

impl EditConflict {
    fn lines(&self, shared: &ScreenContext) -> Vec<(Role, String)> {
        let contexts = self.contexts();
        let columns = popup_area(shared.screen).width.saturating_sub(4);
        let mut lines = Vec::new();
        let mut push = |role, text: &str| {
            lines.extend(wrap_plain(text, columns).into_iter().map(|line| (role, line)));
        };
        let keep = shared.key_hint("", contexts, Action::KeepMine, "saves yours");
        let drop = shared.key_hint(", ", contexts, Action::KeepTheirs, "keeps the other");
        let back = shared.key_hint(", ", contexts, Action::Back, "goes back");
        push(Role::Text, "The note was changed on disk while you were editing it.");
        push(Role::Dim, &format!("{keep}{drop}{back}."));
        push(Role::Text, "");
        push(Role::Label, "Yours");
        for line in self.mine.after.as_deref().unwrap_or("deleted").lines() {
            push(Role::Text, line);
        }
        push(Role::Text, "");
        push(Role::Label, "On disk now");
        self.theirs.lines().for_each(|line| push(Role::Text, line));
        lines
    }
}

impl Screen for EditConflict {
    fn contexts(&self) -> &'static [Context] {
        &[Context::EditConflict, Context::List, Context::Always]
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let (deck, note) = (self.mine.deck.clone(), self.mine.note.clone());
        match action {
            Action::KeepMine => {
                let before = Some(self.theirs.clone());
                let revision = Revision { before, ..self.mine.clone() };
                Some(Command::All(vec![
                    Command::Close,
                    Command::Resolve(deck, note),
                    Command::Revise(revision, self.draft.clone()),
                ]))
            }
            Action::KeepTheirs => {
                let discard =
                    self.draft.clone().map(|draft| Command::Effect(Effect::Discard(draft)));
                let mut commands = vec![Command::Close, Command::DropForm(deck, note)];
                commands.extend(discard);
                commands.push(Command::Notify("The note stays as it is on disk".to_string()));
                Some(Command::All(commands))
            }
            Action::Back => {
                let keep = self.draft.clone().map(Command::KeepDraft);
                let back = [Command::Close, Command::ReopenForm(deck, note)];
                Some(Command::All(back.into_iter().chain(keep).collect()))
            }
            _ => {
                let height = inner_height(shared.screen);
                self.top = scroll(self.top, self.lines(shared).len(), height, action)?;
                None
            }
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let lines = self.lines(shared);
        let area = draw_frame(canvas, shared.screen, "Two versions of a note", lines.len());
        for ((role, line), y) in lines.iter().skip(self.top).zip(area.y..area.bottom()) {
            canvas.text(area.x, y, area.width, line, *role);
        }
        canvas.gutter(area, (self.top, lines.len()));
    }
}

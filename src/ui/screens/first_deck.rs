//! The question after the first own deck: whether the bundled one goes on being studied beside it.

use crate::session::first_deck::BundledDeck;
use crate::text::count::pluralize;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::screens::confirm::{DialogButton, view};
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;

/// Asks once whether the bundled deck stays on.
#[derive(Debug)]
pub struct FirstDeckDialog(pub BundledDeck);

const ON: DialogButton = DialogButton { message: "Study both", action: Action::DeckOn };
const OFF: DialogButton = DialogButton { message: "Only my own deck", action: Action::DeckOff };
const ON_AT_ENTER: DialogButton =
    DialogButton { message: "Study both (Enter)", action: Action::DeckOn };
const OFF_AT_ENTER: DialogButton =
    DialogButton { message: "Only my own deck (Enter)", action: Action::DeckOff };

impl Screen for FirstDeckDialog {
    fn contexts(&self) -> &'static [Context] {
        &[Context::FirstDeck, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, action: Action, _: Option<char>) -> Option<Command> {
        let on = match action {
            Action::DeckOn => true,
            Action::DeckOff => false,
            Action::Back => self.0.is_known,
            _ => return None,
        };
        let BundledDeck { id, title, .. } = &self.0;
        let says = if on { "stays on" } else { "is off" };
        Some(Command::close_and(Command::All(vec![
            Command::Effect(Effect::SetStudied(id.clone(), on)),
            Command::Notify(format!("“{title}” {says}")),
        ])))
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let BundledDeck { id, title, terms, is_known } = &self.0;
        let has = pluralize(*terms, "term", "terms");
        let text = format!(
            "“{title}” came with lacuna: {has}. A deck that is off can still be browsed and \
             searched, and `lacuna deck on {id}` turns it on."
        );
        let ways = if *is_known { [ON_AT_ENTER, OFF] } else { [OFF_AT_ENTER, ON] };
        view(
            (&shared.keymap, self.contexts()),
            canvas,
            "Study the bundled deck too?",
            &text,
            &ways,
        );
    }
}

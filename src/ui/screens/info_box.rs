//! A box that any key closes: a message that is too long for the footer, or what is known of a
//! card.

use super::screen::{Command, Screen, ScreenContext};
use crate::memory::CardId;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::view::popup::{draw_frame, popup_area, wrap_plain};

/// A box with text.
#[derive(Debug)]
pub enum InfoBox {
    /// A message.
    Message(String),
    /// A card, with what is known of it, each fact with its label.
    Card {
        /// The card.
        card: CardId,
        /// Labels and facts.
        rows: Vec<(&'static str, String)>,
    },
}

impl Screen for InfoBox {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Help, Context::List, Context::Always]
    }

    fn update(&mut self, _: &ScreenContext, _: Action, _: Option<char>) -> Option<Command> {
        Some(Command::Close)
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        match self {
            InfoBox::Message(text) => {
                let columns = popup_area(shared.screen).width.saturating_sub(4);
                let lines = wrap_plain(text, columns);
                let area = draw_frame(canvas, shared.screen, "Please note", lines.len());
                for (line, y) in lines.iter().zip(area.y..area.bottom()) {
                    canvas.text(area.x, y, area.width, line, Role::Text);
                }
            }
            InfoBox::Card { card, rows } => {
                let area = draw_frame(canvas, shared.screen, "This card", rows.len() + 2);
                canvas.text(area.x, area.y, area.width, card.as_str(), Role::Dim);
                for ((label, fact), y) in rows.iter().zip(area.y + 2..area.bottom()) {
                    canvas.text(area.x, y, 20, label, Role::Label);
                    canvas.text(area.x + 20, y, area.width.saturating_sub(20), fact, Role::Text);
                }
            }
        }
    }
}

//! How the decks are drawn: a row each, and below them the whole of what the selected one is called
//! and where it comes from.

use ratatui::layout::Rect;

use super::columns::{DeckColumns, from_text};
use super::{DecksMode, DecksScreen};
use crate::library::DeckInfo;
use crate::plan::DeckFigures;
use crate::text::count::pluralize;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::confirm::{self, DialogButton};
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::popup::wrap_plain;

/// The rows below the list, with the rule above them.
const ABOUT: u16 = 3;
/// From so many rows on there is room for them.
const ABOUT_FROM: u16 = 8;
/// The choices before a deck is deleted.
const WAYS: [DialogButton; 2] = [
    DialogButton { message: "Delete it", action: Action::DeleteDeck },
    DialogButton { message: "Keep it", action: Action::Back },
];

/// How many decks show at once.
pub(super) fn rows(shared: &ScreenContext) -> usize {
    let inside = shared.area.height.saturating_sub(2);
    usize::from(inside.saturating_sub(1 + about_rows(inside)).max(1))
}

fn about_rows(inside: u16) -> u16 {
    if inside < ABOUT_FROM { 0 } else { ABOUT }
}

pub(super) fn view(screen: &DecksScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, &format!("Decks{}", screen.order.words()));
    canvas.wheel(shared.area, ListArea::Overlay);
    let learner = &shared.learner;
    let figures = learner.deck_figures();
    let columns = DeckColumns::new(area.width, &figures);
    let heading = Rect { height: 1, ..area };
    columns.draw_headings(canvas, heading);
    let shown = rows(shared);
    let len = screen.decks.len();
    let (selected, top) = (screen.list.selected(len), screen.list.top(len, shown));
    let today = learner.scheduler.calendar().day(learner.now);
    for (i, deck) in screen.decks.iter().enumerate().skip(top).take(shown) {
        let row = Rect { y: area.y + 1 + (i - top) as u16, height: 1, ..area };
        canvas.click(row, Action::Pick(ListArea::Overlay, i));
        let info = learner.library.deck_info(*deck);
        let from = from_text(info, learner.scheduler.calendar(), today);
        let row_of = (info, &figures[deck.index()]);
        columns.draw_row(canvas, row, row_of, (&from, i == selected));
        if let DecksMode::Rename(field) = &screen.mode
            && i == selected
        {
            let place = Rect { x: row.x + 4, width: row.width.saturating_sub(4), ..row };
            canvas.erase(place);
            field.view(canvas, place);
        }
    }
    draw_filter(screen, canvas, columns.name(heading));
    let about = about_rows(area.height);
    let below = Rect { y: area.bottom().saturating_sub(about), height: about, ..area };
    canvas.gutter(Rect { height: shown as u16, ..area }, (top, len));
    let Some((deck, info)) = screen.selected(shared) else {
        let place = Rect { y: area.y + 1, ..area };
        canvas.text(place.x + 4, place.y, place.width - 4, "No deck is called so", Role::Dim);
        return;
    };
    if about > 0 {
        let from = from_text(info, learner.scheduler.calendar(), today);
        draw_about(canvas, below, &about_text(info, &figures[deck.index()], from));
    }
    if let DecksMode::Delete = screen.mode {
        let keys = (&shared.keymap, screen.contexts());
        confirm::view(keys, canvas, "Delete this deck?", &deletion_text(shared, info), &WAYS);
    }
}

/// Draws the filter in the place of the name's heading, if there is one.
fn draw_filter(screen: &DecksScreen, canvas: &mut Canvas<'_>, place: Rect) {
    let Some(field) = &screen.filter else {
        canvas.text(place.x, place.y, place.width, "Deck", Role::Label);
        return;
    };
    canvas.text(place.x.saturating_sub(2), place.y, 2, "f ", Role::Key);
    if let DecksMode::Filter = screen.mode {
        field.view(canvas, place);
    } else {
        canvas.text(place.x, place.y, place.width, field.text(), Role::Accent);
    }
}

fn draw_about(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    canvas.rule(area.x, area.y, area.width);
    for (line, y) in wrap_plain(text, area.width).iter().zip(area.y + 1..area.bottom()) {
        canvas.text(area.x, y, area.width, line, Role::Dim);
    }
}

/// All that a row may have no room for.
fn about_text(deck: &DeckInfo, figures: &DeckFigures, from: String) -> String {
    let notes = pluralize(deck.notes.len(), "note", "notes");
    let cards = pluralize(figures.cards, "card", "cards");
    let mut parts = vec![deck.head.title.clone(), format!("{notes}, {cards}"), from];
    if figures.weak > 0 {
        parts.push(pluralize(figures.weak, "weak note", "weak notes"));
    }
    let origin = deck.head.origin.iter().filter(|_| !deck.bundled);
    parts.extend(origin.map(|origin| format!("made from “{origin}”")));
    parts.extend(deck.head.description.clone());
    parts.join(" · ")
}

fn deletion_text(shared: &ScreenContext, deck: &DeckInfo) -> String {
    let notes = pluralize(deck.notes.len(), "note", "notes");
    let back = shared.key_hint(" ", &[Context::Decks], Action::Undo, "brings all of it back.");
    format!(
        "“{}”, {notes}. Its reviews stay in the log, and a copy in backups/deleted.{back}",
        deck.head.title
    )
}

//! How the decks are drawn: a row each, and below them the whole of what the selected one is called
//! and where it comes from.

use ratatui::layout::Rect;

use super::columns::{DeckColumns, from_text};
use super::{DecksMode, DecksScreen};
use crate::library::{DeckInfo, DeckIx};
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
/// The same, from so many rows on.
const ABOUT_WITH_ROOM: (u16, u16) = (20, 5);
/// From so many rows on there is room for them.
const ABOUT_FROM: u16 = 8;
/// The choices before a deck is deleted.
const WAYS: [DialogButton; 2] = [
    DialogButton { message: "Delete it", action: Action::DeleteDeck },
    DialogButton { message: "Keep it", action: Action::Back },
];

/// The choices before an export replaces a file.
const REPLACE_WAYS: [DialogButton; 2] = [
    DialogButton { message: "Replace it", action: Action::ExportDeck },
    DialogButton { message: "Keep it", action: Action::Back },
];

/// The choices before a deck goes into another one.
const MERGE_WAYS: [DialogButton; 2] = [
    DialogButton { message: "Merge them", action: Action::MergeDeck },
    DialogButton { message: "Keep both", action: Action::Back },
];
/// The choices before notes go to another deck.
const MOVE_WAYS: [DialogButton; 3] = [
    DialogButton { message: "Move them", action: Action::MoveNotes },
    DialogButton { message: "Copy them", action: Action::CopyNotes },
    DialogButton { message: "Neither", action: Action::Back },
];

/// How many decks show at once.
pub(super) fn rows(shared: &ScreenContext) -> usize {
    let inside = shared.area.height.saturating_sub(2);
    usize::from(inside.saturating_sub(1 + about_rows(inside)).max(1))
}

fn about_rows(inside: u16) -> u16 {
    match inside {
        rows if rows >= ABOUT_WITH_ROOM.0 => ABOUT_WITH_ROOM.1,
        rows if rows >= ABOUT_FROM => ABOUT,
        _ => 0,
    }
}

pub(super) fn view(screen: &DecksScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, &heading(screen, shared));
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
        canvas.text(place.x + 4, place.y, place.width - 4, "No deck matches", Role::Dim);
        return;
    };
    if about > 0 {
        let from = from_text(info, learner.scheduler.calendar(), today);
        draw_about(canvas, below, &about_text(info, &figures[deck.index()], from));
    }
    draw_dialog(screen, shared, canvas, (deck, info));
}

/// Draws what is asked about the selected deck.
fn draw_dialog(
    screen: &DecksScreen,
    shared: &ScreenContext,
    canvas: &mut Canvas<'_>,
    (deck, info): (DeckIx, &DeckInfo),
) {
    let keys = (&shared.keymap, screen.contexts());
    let title = |deck: DeckIx| &shared.learner.library.deck_info(deck).head.title;
    match &screen.mode {
        DecksMode::Delete => {
            confirm::view(keys, canvas, "Delete this deck?", &deletion_text(shared, info), &WAYS);
        }
        DecksMode::Merge(from) => {
            let text = merge_text(shared, title(*from), title(deck));
            confirm::view(keys, canvas, "Merge these decks?", &text, &MERGE_WAYS);
        }
        DecksMode::Move => {
            let text = move_text(shared, screen.notes.len(), title(deck));
            confirm::view(keys, canvas, "Move these notes?", &text, &MOVE_WAYS);
        }
        DecksMode::Export(form) => form.view(canvas, shared.area),
        DecksMode::Replace(form) => {
            confirm::view(keys, canvas, "Replace this file?", &form.question(), &REPLACE_WAYS);
        }
        DecksMode::Describe(form) => form.view(canvas, shared.area),
        _ => {}
    }
}

/// What the screen is called: what it waits for, or the order of the decks.
fn heading(screen: &DecksScreen, shared: &ScreenContext) -> String {
    match screen.mode {
        DecksMode::Target(from) => {
            let title = &shared.learner.library.deck_info(from).head.title;
            format!("Merge “{title}” into which deck?")
        }
        _ if !screen.notes.is_empty() => {
            let notes = pluralize(screen.notes.len(), "marked note", "marked notes");
            let key = shared.key_hint(" · ", &[Context::Decks], Action::MoveNotes, "moves");
            let key = if key.is_empty() { " · ".to_string() } else { key };
            format!("Decks{}{key} {notes}", screen.order.words())
        }
        _ => format!("Decks{}", screen.order.words()),
    }
}

fn merge_text(shared: &ScreenContext, from: &str, into: &str) -> String {
    let back = shared.key_hint(" ", &[Context::Decks], Action::Undo, "takes it back.");
    format!(
        "All notes of “{from}” go into “{into}”, with what is known of their cards, and “{from}” \
         is deleted; a copy of it stays in backups/deleted.{back}"
    )
}

fn move_text(shared: &ScreenContext, notes: usize, into: &str) -> String {
    let notes = pluralize(notes, "note goes", "notes go");
    let back = shared.key_hint(" ", &[Context::Decks], Action::Undo, "takes it back.");
    format!(
        "{notes} to “{into}”, with the further questions on them and what is known of their \
         cards; copies start as new.{back}"
    )
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

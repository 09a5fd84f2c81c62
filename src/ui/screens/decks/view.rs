//! How the decks are drawn: a row each with as many columns as there is room for, and below them
//! the whole of what the selected one is called and where it comes from.

use ratatui::layout::{Position, Rect};

use super::DecksScreen;
use crate::library::{DeckInfo, DeckIx};
use crate::plan::{DeckCounts, NoteStatus, StudiedDecks};
use crate::text::count::pluralize;
use crate::text::sanitize::clean_line;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::screens::confirm::{self, DialogButton};
use crate::ui::screens::screen::{Screen, ScreenContext};
use crate::ui::view::note_view::status_mark;
use crate::ui::view::popup::wrap_plain;

/// The rows below the list, with the rule above them.
const ABOUT: u16 = 3;
/// From so many rows on there is room for them.
const ABOUT_FROM: u16 = 8;
/// The columns of a number.
const NUMBER: u16 = 8;
/// The columns that say where a deck comes from.
const FROM: u16 = 20;
/// From so many columns on the numbers of notes and cards have room.
const SIZES_FROM: u16 = 54;
/// From so many columns on there is room for where a deck comes from.
const FROM_FROM: u16 = 90;
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

/// What is known of the decks for drawing their rows.
struct DeckRows<'a> {
    studied: StudiedDecks<'a>,
    counts: Vec<DeckCounts>,
    cards: &'a [usize],
    has_sizes: bool,
    has_from: bool,
}

pub(super) fn view(screen: &DecksScreen, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
    let area = canvas.overlay(shared.area, "Decks");
    canvas.wheel(shared.area, ListArea::Overlay);
    let learner = &shared.learner;
    let decks = learner.library.decks();
    let rows = DeckRows {
        studied: learner.studied_decks(),
        counts: learner.plan.count_by_deck(&learner.library),
        cards: &screen.cards,
        has_sizes: area.width >= SIZES_FROM,
        has_from: area.width >= FROM_FROM,
    };
    rows.heading(canvas, Rect { height: 1, ..area });
    let shown = self::rows(shared);
    let (selected, top) = (screen.list.selected(decks.len()), screen.list.top(decks.len(), shown));
    for (i, deck) in decks.iter().enumerate().skip(top).take(shown) {
        let place = Rect { y: area.y + 1 + (i - top) as u16, height: 1, ..area };
        let is_selected = i == selected;
        if is_selected {
            canvas.fill(place, Role::Selected);
            canvas.cursor = Some((Position { x: place.x, y: place.y }, false));
        }
        canvas.click(place, Action::Pick(ListArea::Overlay, i));
        rows.row(canvas, place, (DeckIx(i as u32), deck), is_selected);
        if let Some(field) = screen.field.as_ref().filter(|_| is_selected) {
            let place = Rect { x: place.x + 4, width: place.width.saturating_sub(4), ..place };
            canvas.erase(place);
            field.view(canvas, place);
        }
    }
    let about = about_rows(area.height);
    let below = Rect { y: area.bottom().saturating_sub(about), height: about, ..area };
    let Some(deck) = decks.get(selected) else { return };
    if about > 0 {
        draw_about(canvas, below, &about_text(deck, rows.cards.get(selected)));
    }
    canvas.gutter(Rect { height: shown as u16, ..area }, (top, decks.len()));
    if screen.deletes {
        let keys = (&shared.keymap, screen.contexts());
        confirm::view(keys, canvas, "Delete this deck?", &deletion_text(shared, deck), &WAYS);
    }
}

fn draw_about(canvas: &mut Canvas<'_>, area: Rect, text: &str) {
    canvas.rule(area.x, area.y, area.width);
    for (line, y) in wrap_plain(text, area.width).iter().zip(area.y + 1..area.bottom()) {
        canvas.text(area.x, y, area.width, line, Role::Dim);
    }
}

impl DeckRows<'_> {
    /// How many of the numbers have no room: those of notes and cards.
    fn skipped(&self) -> usize {
        if self.has_sizes { 0 } else { 2 }
    }

    /// Where the numbers begin.
    fn numbers(&self, area: Rect) -> u16 {
        area.right().saturating_sub((4 - self.skipped() as u16) * NUMBER)
    }

    fn draw_numbers(&self, canvas: &mut Canvas<'_>, area: Rect, all: &[(String, Role); 4]) {
        let left = self.numbers(area);
        for (i, (number, role)) in (1..).zip(all.iter().skip(self.skipped())) {
            let right = (left + i * NUMBER).saturating_sub(1);
            canvas.text_right(right, area.y, NUMBER, number, *role);
        }
    }

    fn heading(&self, canvas: &mut Canvas<'_>, area: Rect) {
        canvas.text(area.x + 4, area.y, 10, "Deck", Role::Label);
        if self.has_from {
            let left = self.numbers(area).saturating_sub(FROM);
            canvas.text(left, area.y, FROM, "From", Role::Label);
        }
        let titles = ["Notes", "Cards", "New", "Due"];
        self.draw_numbers(canvas, area, &titles.map(|title| (title.to_string(), Role::Label)));
    }

    fn row(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (at, deck): (DeckIx, &DeckInfo),
        is_selected: bool,
    ) {
        let role = |other: Role| if is_selected { Role::Selected } else { other };
        let is_on = self.studied.is_on(at);
        let is_asked = is_on || self.studied.exams_of(at).next().is_some();
        let mark = if is_on { "✓" } else { status_mark(Some(NoteStatus::Off)).0 };
        canvas.text(area.x, area.y, 2, if is_selected { "▸" } else { "" }, role(Role::Text));
        canvas.text(area.x + 2, area.y, 1, mark, role(Role::Text));
        let numbers = self.numbers(area);
        let from = if self.has_from { FROM } else { 0 };
        let room = numbers.saturating_sub(area.x + 5 + from);
        let title = if is_asked { Role::Text } else { Role::Dim };
        canvas.text(area.x + 4, area.y, room, &clean_line(&deck.head.title), role(title));
        if self.has_from {
            let place = numbers.saturating_sub(FROM);
            canvas.text(place, area.y, FROM - 1, &from_text(deck), role(Role::Dim));
        }
        let DeckCounts { learning, due, new } =
            self.counts.get(at.index()).copied().unwrap_or_default();
        let size = |count: usize| (count.to_string(), role(Role::Dim));
        let today = |count: usize| match count {
            _ if !is_asked => ("off".to_string(), role(Role::Dim)),
            0 => ("0".to_string(), role(Role::Dim)),
            _ => (count.to_string(), role(Role::Text)),
        };
        let cards = self.cards.get(at.index()).copied().unwrap_or(0);
        let all = [size(deck.notes.len()), size(cards), today(new), today(due + learning)];
        self.draw_numbers(canvas, area, &all);
    }
}

fn from_text(deck: &DeckInfo) -> String {
    match &deck.head.origin {
        _ if deck.bundled => "bundled".to_string(),
        Some(origin) => format!("imported: {}", clean_line(origin)),
        None => "your own".to_string(),
    }
}

/// All that a row may have no room for.
fn about_text(deck: &DeckInfo, cards: Option<&usize>) -> String {
    let notes = pluralize(deck.notes.len(), "note", "notes");
    let cards = pluralize(cards.copied().unwrap_or(0), "card", "cards");
    let about = deck.head.description.as_deref();
    let about = about.map_or_else(String::new, |text| format!(" · {text}"));
    format!("{} · {notes}, {cards} · {}{about}", deck.head.title, from_text(deck))
}

fn deletion_text(shared: &ScreenContext, deck: &DeckInfo) -> String {
    let notes = pluralize(deck.notes.len(), "note", "notes");
    let back = shared.key_hint(" ", &[Context::Decks], Action::Undo, "brings all of it back.");
    format!(
        "“{}”, {notes}. Its reviews stay in the log, and a copy in backups/deleted.{back}",
        deck.head.title
    )
}

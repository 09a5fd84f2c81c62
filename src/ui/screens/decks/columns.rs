//! A row of the list of decks: its columns, and which of them have room.

use ratatui::layout::{Position, Rect};

use crate::clock::{Calendar, StudyDay};
use crate::library::DeckInfo;
use crate::plan::{DeckFigures, NoteStatus};
use crate::text::count::percent;
use crate::text::sanitize::clean_line;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::theme::Role;
use crate::ui::view::note_view::status_mark;

/// The columns of a number.
const NUMBER: u16 = 7;
/// The columns that say where a deck comes from.
const FROM: u16 = 20;
/// The columns before the name: the mark of the selected row, and that of a deck that is on.
const MARKS: u16 = 4;
/// From so many columns on the weak notes and the score have room.
const WEAK_FROM: u16 = 50;
/// From so many columns on the numbers of notes and cards have room.
const SIZES_FROM: u16 = 68;
/// From so many columns on there is room for where a deck comes from.
const FROM_FROM: u16 = 90;

/// A column with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberColumn {
    Notes,
    Cards,
    New,
    Due,
    Weak,
    Score,
}

impl NumberColumn {
    fn title(self) -> &'static str {
        match self {
            NumberColumn::Notes => "Notes",
            NumberColumn::Cards => "Cards",
            NumberColumn::New => "New",
            NumberColumn::Due => "Due",
            NumberColumn::Weak => "Weak",
            NumberColumn::Score => "Score",
        }
    }

    /// The number, and whether it stands out.
    fn number(self, deck: &DeckInfo, figures: &DeckFigures) -> (String, bool) {
        let today = |count: usize| match count {
            _ if !figures.is_studied => ("off".to_string(), false),
            _ => (count.to_string(), count > 0),
        };
        match self {
            NumberColumn::Notes => (deck.notes.len().to_string(), false),
            NumberColumn::Cards => (figures.cards.to_string(), false),
            NumberColumn::New => today(figures.today.new),
            NumberColumn::Due => today(figures.today.due + figures.today.learning),
            NumberColumn::Weak => today(figures.weak),
            NumberColumn::Score => (figures.expected.map_or_else(String::new, percent), true),
        }
    }
}

/// The columns that have room.
pub(super) struct DeckColumns {
    numbers: Vec<NumberColumn>,
    has_from: bool,
}

impl DeckColumns {
    /// Those for so many columns of the screen, and with scores if any deck has one.
    pub(super) fn new(width: u16, figures: &[DeckFigures]) -> DeckColumns {
        let mut numbers = Vec::new();
        if width >= SIZES_FROM {
            numbers.extend([NumberColumn::Notes, NumberColumn::Cards]);
        }
        numbers.extend([NumberColumn::New, NumberColumn::Due]);
        if width >= WEAK_FROM {
            numbers.push(NumberColumn::Weak);
            if figures.iter().any(|figures| figures.expected.is_some()) {
                numbers.push(NumberColumn::Score);
            }
        }
        DeckColumns { numbers, has_from: width >= FROM_FROM }
    }

    /// Where the name stands.
    pub(super) fn name(&self, row: Rect) -> Rect {
        let others = self.numbers.len() as u16 * NUMBER + if self.has_from { FROM } else { 0 };
        Rect { x: row.x + MARKS, width: row.width.saturating_sub(MARKS + 1 + others), ..row }
    }

    fn from(&self, row: Rect) -> u16 {
        self.name(row).right() + 1
    }

    fn draw_number(&self, canvas: &mut Canvas<'_>, row: Rect, at: usize, text: &str, role: Role) {
        let right = row.right() - ((self.numbers.len() - 1 - at) as u16 * NUMBER) - 1;
        canvas.text_right(right, row.y, NUMBER, text, role);
    }

    /// Draws the headings of all columns but the name's.
    pub(super) fn draw_headings(&self, canvas: &mut Canvas<'_>, row: Rect) {
        if self.has_from {
            canvas.text(self.from(row), row.y, FROM, "From", Role::Label);
        }
        for (at, number) in self.numbers.iter().enumerate() {
            self.draw_number(canvas, row, at, number.title(), Role::Label);
        }
    }

    /// Draws a deck's row.
    pub(super) fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        row: Rect,
        (deck, figures): (&DeckInfo, &DeckFigures),
        (from, is_selected): (&str, bool),
    ) {
        let role = |other: Role| if is_selected { Role::Selected } else { other };
        if is_selected {
            canvas.fill(row, Role::Selected);
            canvas.cursor = Some((Position { x: row.x, y: row.y }, false));
            canvas.text(row.x, row.y, 2, "▸", Role::Selected);
        }
        let mark = if figures.is_on { "✓" } else { status_mark(Some(NoteStatus::Off)).0 };
        canvas.text(row.x + 2, row.y, 1, mark, role(Role::Text));
        let title = if figures.is_studied { Role::Text } else { Role::Dim };
        let name = self.name(row);
        canvas.text(name.x, row.y, name.width, &clean_line(&deck.head.title), role(title));
        if self.has_from {
            canvas.text(self.from(row), row.y, FROM - 1, from, role(Role::Dim));
        }
        for (at, number) in self.numbers.iter().enumerate() {
            let (text, is_strong) = number.number(deck, figures);
            let strength = if is_strong { Role::Text } else { Role::Dim };
            self.draw_number(canvas, row, at, &text, role(strength));
        }
    }
}

/// Where a deck comes from, in a few words.
pub(super) fn from_text(deck: &DeckInfo, calendar: &Calendar, today: StudyDay) -> String {
    let date = deck.head.imported.as_deref().and_then(|date| StudyDay::parse(date).ok());
    match (date, &deck.head.origin) {
        _ if deck.bundled => "bundled".to_string(),
        (Some(day), _) => format!("imported {}", date_text(day, calendar, today)),
        (None, Some(_)) => "imported".to_string(),
        (None, None) => "your own".to_string(),
    }
}

/// A date, with its year if it is long ago.
fn date_text(day: StudyDay, calendar: &Calendar, today: StudyDay) -> String {
    if today.0 - day.0 < 300 { calendar.date(day) } else { calendar.iso_date(day) }
}

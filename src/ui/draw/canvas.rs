//! The canvas of a frame: a buffer, the theme, and what a click means where.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::theme::{Role, Theme};
use crate::library::page::PictureRow;
use crate::text::address::AddressId;
use crate::text::math::GlyphSet;
use crate::text::sanitize::clean_line;
use crate::text::width::{cut, is_plain, width};
use crate::ui::input::action::{Action, ListArea};

/// The areas that can be clicked or scrolled, with the action of each, and those with words that
/// lead to an address.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    clicks: Vec<(Rect, Action)>,
    wheels: Vec<(Rect, ListArea)>,
    addresses: Vec<(Rect, AddressId)>,
}

impl Hits {
    /// The action of a click: the area that was drawn last lies on top.
    pub fn click(&self, position: Position) -> Option<Action> {
        self.clicks
            .iter()
            .rev()
            .find(|(rect, _)| rect.contains(position))
            .map(|&(_, action)| action)
    }

    /// The action of the wheel turned by `rows`.
    pub fn wheel(&self, position: Position, rows: i16) -> Option<Action> {
        let found = self.wheels.iter().rev().find(|(rect, _)| rect.contains(position));
        found.map(|&(_, area)| Action::Scroll(area, rows))
    }

    /// The words that lead to addresses.
    pub fn addresses(&self) -> &[(Rect, AddressId)] {
        &self.addresses
    }

    /// Removes everything under an overlay that takes all input.
    pub fn clear(&mut self) {
        *self = Hits::default();
    }
}

/// A drawn frame, besides its cells.
pub struct DrawnFrame {
    /// What clicks mean.
    pub hits: Hits,
    /// The position of the real cursor, and whether it is shown.
    pub cursor: Option<(Position, bool)>,
    /// Where words lead to an address, for a terminal that has links.
    pub links: Vec<(Rect, String)>,
}

/// A frame that is being drawn.
pub struct Canvas<'a> {
    /// The cells.
    pub buffer: &'a mut Buffer,
    /// The styles.
    pub theme: &'a Theme,
    /// The characters that may be used.
    pub glyphs: GlyphSet,
    /// What clicks mean.
    pub hits: Hits,
    /// The position of the real cursor; shown as a text cursor if the flag is set.
    pub cursor: Option<(Position, bool)>,
    /// Where drawing has an effect.
    pub clip: Rect,
    /// The rows of pictures that were left blank, with their columns.
    pub picture_rows: Vec<(Position, u16, PictureRow)>,
}

impl<'a> Canvas<'a> {
    /// An empty frame.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: GlyphSet) -> Self {
        let clip = buffer.area;
        let (hits, picture_rows) = (Hits::default(), Vec::new());
        Canvas { buffer, theme, glyphs, hits, cursor: None, clip, picture_rows }
    }

    /// Writes a text on one line, cut to `columns`; returns the columns that it took.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        let line = clean_line(text);
        let written = self.write(x, y, &cut(&line, columns as usize), self.theme.style(role));
        match role {
            Role::Address(address) => {
                let area = Rect { x, y, width: written, height: 1 };
                self.hits.addresses.push((area, address));
            }
            Role::Picture(row) if written > 0 => {
                self.picture_rows.push((Position { x, y }, written, row));
            }
            _ => {}
        }
        written
    }

    /// Writes spans on one line, cut to `columns`; returns the columns that they took.
    pub fn spans<'t>(
        &mut self,
        x: u16,
        y: u16,
        columns: u16,
        spans: impl IntoIterator<Item = (Role, &'t str)>,
    ) -> u16 {
        let mut at = 0;
        for (role, text) in spans {
            if at >= columns {
                break;
            }
            at += self.text(x + at, y, columns - at, text, role);
        }
        at
    }

    /// Writes a text on one line as [`Canvas::text`] does, the bytes in `marks` in a role of their
    /// own.
    pub fn marked(
        &mut self,
        x: u16,
        y: u16,
        columns: u16,
        text: &str,
        marks: &[Range<usize>],
        roles: (Role, Role),
    ) -> u16 {
        let shown = cut(text, columns as usize);
        // Neither what was cut off nor the ellipsis is marked.
        let kept = shown.len()
            - if shown.len() < text.len() || shown != text { '…'.len_utf8() } else { 0 };
        let marks: Vec<Range<usize>> = marks
            .iter()
            .map(|mark| mark.start..mark.end.min(kept))
            .filter(|mark| mark.start < mark.end)
            .collect();
        let pieces = split_marks(&shown, &marks);
        self.spans(
            x,
            y,
            columns,
            pieces.into_iter().map(|(on, piece)| (if on { roles.1 } else { roles.0 }, piece)),
        )
    }

    /// Writes a text so that it ends at column `right`; returns the column that it begins at.
    pub fn text_right(&mut self, right: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        let line = cut(text, columns as usize).into_owned();
        let x = right.saturating_sub(width(&line) as u16);
        self.text(x, y, columns, &line, role);
        x
    }

    /// Marks in the column right of `area` which of `lines` it shows, from the line `top` on, if
    /// not all.
    pub fn gutter(&mut self, area: Rect, (top, lines): (usize, usize)) {
        let height = usize::from(area.height);
        let x = area.right().min(self.buffer.area.right().saturating_sub(1));
        if lines <= height || height == 0 {
            return;
        }
        let long = (height * height).div_ceil(lines).clamp(1, height);
        // At neither end before the text is.
        let most = height - long;
        let start = match (top, lines - height) {
            (0, _) => 0,
            (top, last) if top >= last => most,
            (top, last) => (top * most / last).clamp(1.min(most), most.saturating_sub(1).max(1)),
        };
        for row in start..start + long {
            self.write(x, area.y + row as u16, "┃", self.theme.style(Role::Dim));
        }
    }

    /// Takes colour and weight from all that is drawn, for what comes above it.
    pub fn fade(&mut self) {
        let (faint, ground) = (self.theme.style(Role::Dim), self.theme.ground());
        for cell in &mut self.buffer.content {
            cell.modifier = ratatui::style::Modifier::empty();
            cell.fg = ratatui::style::Color::Reset;
            cell.bg = ratatui::style::Color::Reset;
            cell.set_style(ground).set_style(faint);
        }
    }

    /// Gives the cells of `area` a role's style.
    pub fn fill(&mut self, area: Rect, role: Role) {
        self.buffer.set_style(area.intersection(self.clip), self.theme.style(role));
    }

    /// Empties the cells of `area`.
    pub fn erase(&mut self, area: Rect) {
        ratatui::widgets::Widget::render(ratatui::widgets::Clear, area, self.buffer);
        self.fill_ground(area);
    }

    /// Gives the cells of `area` the style of the background.
    pub fn fill_ground(&mut self, area: Rect) {
        let ground = self.theme.ground();
        if ground != Style::new() {
            self.buffer.set_style(area, ground);
        }
    }

    /// Draws a thin rule across.
    pub fn rule(&mut self, x: u16, y: u16, columns: u16) {
        self.write(x, y, &"─".repeat(columns as usize), self.theme.style(Role::Rule));
    }

    /// Draws a thin rule down.
    pub fn rule_down(&mut self, x: u16, y: u16, rows: u16) {
        (y..y + rows).for_each(|y| _ = self.write(x, y, "│", self.theme.style(Role::Rule)));
    }

    /// Draws an overlay's frame, empties its inside and drops the clicks below; returns the inside.
    pub fn overlay(&mut self, area: Rect, title: &str) -> Rect {
        self.erase(area);
        self.hits.clear();
        let block = ratatui::widgets::Block::bordered()
            .border_type(ratatui::widgets::BorderType::Rounded)
            .border_style(self.theme.style(Role::Rule));
        let inside = block.inner(area);
        ratatui::widgets::Widget::render(block, area, self.buffer);
        let (title, columns) = (format!(" {title} "), area.width.saturating_sub(4));
        // Text without a colour of its own would take the border's.
        self.erase(Rect {
            x: area.x + 2,
            width: columns.min(width(&title) as u16),
            height: 1,
            ..area
        });
        self.text(area.x + 2, area.y, columns, &title, Role::Title);
        Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
    }

    /// Makes a click in `area` mean `action`.
    pub fn click(&mut self, area: Rect, action: Action) {
        self.hits.clicks.push((area, action));
    }

    /// Makes the wheel in `area` scroll `what`.
    pub fn wheel(&mut self, area: Rect, what: ListArea) {
        self.hits.wheels.push((area, what));
    }

    fn write(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let area = self.clip;
        if !(area.top()..area.bottom()).contains(&y) || x >= area.right() {
            return 0;
        }
        if is_plain(text) {
            let columns = text.len().min((area.right() - x) as usize);
            let start = self.buffer.index_of(x, y);
            for (i, cell) in self.buffer.content[start..start + columns].iter_mut().enumerate() {
                cell.set_symbol(&text[i..=i]).set_style(style);
            }
            return columns as u16;
        }
        // Terminals draw some parts of a grapheme, such as the halves of a flag, in cells of their
        // own; so they get cells of their own here as well. Otherwise the second would stay when
        // something else is drawn over them.
        let mut at = x;
        for piece in split_columns(text) {
            let (end, _) =
                self.buffer.set_stringn(at, y, piece, (area.right() - at) as usize, style);
            if end == at && width(piece) > 0 {
                break;
            }
            at = end;
        }
        at - x
    }
}

/// Splits a text before each character that takes columns.
fn split_columns(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| UnicodeWidthChar::width(c).unwrap_or(0) > 0)
            .map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Splits a text at byte ranges into pieces, each with whether it lies in one of them.
fn split_marks<'t>(text: &'t str, marks: &[Range<usize>]) -> Vec<(bool, &'t str)> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mark in marks {
        // A mark may end inside a grapheme (a letter without its accent); the whole of it is
        // marked.
        let end = mark.end
            + text[mark.end..].graphemes(true).next().filter(|g| is_tail(g)).map_or(0, str::len);
        pieces.push((false, &text[at..mark.start.max(at)]));
        pieces.push((true, &text[mark.start.max(at)..end.max(at)]));
        at = end.max(at);
    }
    pieces.push((false, &text[at..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

fn is_tail(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(unicode_normalization::char::is_combining_mark)
}

//! Quizlet's lists: a term and its definition on a row, set apart by a tab or whatever the user
//! chose there; or a set's page as it is copied, with a title and then term and definition on lines
//! of their own.
//!
//! How a list is laid out is worked out in [`layout`]. Nothing is paired by guessing: where no sign
//! says what belongs together, the user is asked.

mod layout;

use super::encoding;
use super::format::Format;
use super::imported_deck::{ImportOptions, ImportSource, ImportedDeck, LONGEST};
use super::row_note::{self, RowSides};
use super::{cleanup, table};
use crate::deck::Details;
use crate::fault::Fault;
use crate::watch::Watch;
use layout::{ListLayout, layout};
pub(super) use layout::{is_page, sign};

/// See the module.
pub(super) struct QuizletFormat;

impl Format for QuizletFormat {
    fn name(&self) -> &'static str {
        "quizlet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn sniff(&self, _: &[u8], text: &str) -> u32 {
        let controls =
            text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\u{1b}')).count();
        if controls * 50 > text.len() || text.contains('\0') { 0 } else { 10 }
    }

    fn read(
        &self,
        source: &ImportSource<'_>,
        options: &ImportOptions,
        watch: &Watch,
    ) -> Result<ImportedDeck, Fault> {
        let text = encoding::text(source, options)?;
        let layout = layout(&text, options).map_err(|fault| fault.with_place(source.row(1)))?;
        let mut list = ListReader { source, options, imported: ImportedDeck::default() };
        match &layout {
            ListLayout::Rows { term, title } => {
                if let [separator] = term.as_bytes()
                    && is_table(&text, *separator, options)
                {
                    return table::read_table(source, &text, *separator, options, watch);
                }
                list.rows(&text, term, *title, watch)?;
            }
            ListLayout::Cards { term, card } => list.cards(&text, (term, card), watch)?,
            ListLayout::Lines { start, title } => {
                list.lines(&text, *start, title.as_deref(), watch)?;
            }
        }
        Ok(list.imported)
    }
}

/// Whether the rows are a table's: with cells in quotation marks, or columns that are named.
fn is_table(text: &str, separator: u8, options: &ImportOptions) -> bool {
    options.header == Some(true) || options.columns.is_some() || table::is_quoted(text, separator)
}

/// A card of a list: the line that it begins on, its term, and what else is on its rows.
struct ListRow<'t> {
    line: usize,
    term: &'t str,
    cells: Vec<String>,
}

struct ListReader<'a> {
    source: &'a ImportSource<'a>,
    options: &'a ImportOptions,
    imported: ImportedDeck,
}

impl ListReader<'_> {
    /// Reads a row a card. In a list with tabs, a row without one goes on with the row above.
    fn rows(&mut self, text: &str, sign: &str, title: bool, watch: &Watch) -> Result<(), Fault> {
        let bulleted = layout::bullet(text, title);
        let (mut open, mut at, mut gap) = (None::<ListRow<'_>>, 0, 0);
        let mut is_title = title;
        for (i, line) in text.split('\n').enumerate() {
            at += line.len() + 1;
            if !watch.report(at, text.len()) {
                break;
            }
            self.imported.check_room(self.source)?;
            if line.trim().is_empty() {
                gap += 1;
                continue;
            }
            if std::mem::take(&mut is_title) {
                self.imported.title = Some(layout::title(line));
                continue;
            }
            let line = bulleted.map_or(line, |bullet| line.strip_prefix(bullet).unwrap_or(line));
            match (line.split_once(sign), &mut open) {
                (Some((term, rest)), _) => {
                    let cells: Vec<String> = match sign {
                        "\t" => {
                            rest.splitn(table::MOST_CELLS + 2, '\t').map(str::to_string).collect()
                        }
                        _ => vec![rest.to_string()],
                    };
                    self.close(open.replace(ListRow { line: i + 1, term, cells }));
                }
                (None, Some(ListRow { cells, .. })) if sign == "\t" => {
                    if let Some(last) = cells.last_mut() {
                        last.extend(std::iter::repeat_n('\n', 1 + gap.min(1)));
                        last.push_str(line);
                    }
                }
                (None, _) => self.no_sign(i + 1, sign),
            }
            gap = 0;
        }
        self.close(open);
        Ok(())
    }

    /// Reads cards that end with a sign of their own.
    fn cards(
        &mut self,
        text: &str,
        (term, card): (&str, &str),
        watch: &Watch,
    ) -> Result<(), Fault> {
        let (mut line, mut at) = (1, 0);
        for row in text.split(card) {
            at += row.len() + card.len();
            if !watch.report(at, text.len()) {
                break;
            }
            self.imported.check_room(self.source)?;
            // A row begins where its first word does.
            let blank = row.len() - row.trim_start_matches('\n').len();
            let number = line + blank;
            line += row.matches('\n').count() + card.matches('\n').count();
            if row.trim().is_empty() {
                continue;
            }
            match row.split_once(term) {
                Some((left, right)) => {
                    let cells = vec![right.to_string()];
                    self.close(Some(ListRow { line: number, term: left, cells }));
                }
                None => self.no_sign(number, term),
            }
        }
        Ok(())
    }

    /// Reads term and definition on alternating lines, from that line on.
    fn lines(
        &mut self,
        text: &str,
        start: usize,
        title: Option<&str>,
        watch: &Watch,
    ) -> Result<(), Fault> {
        self.imported.title = title.map(str::to_string);
        let lines: Vec<(usize, &str)> = text
            .lines()
            .enumerate()
            .skip(start)
            .filter(|(_, line)| !line.trim().is_empty())
            .collect();
        if lines.is_empty() || lines.len() % 2 == 1 {
            let what = if lines.is_empty() {
                "there are no terms with definitions in it"
            } else {
                "a term at the end has no definition"
            };
            let row = lines.last().map_or(1, |(row, _)| row + 1);
            return Err(Fault::error(what, layout::REMEDY).with_place(self.source.row(row)));
        }
        for pair in watch.over(lines.chunks_exact(2), lines.len() / 2) {
            let cells = vec![pair[1].1.to_string()];
            self.close(Some(ListRow { line: pair[0].0 + 1, term: pair[0].1, cells }));
            self.imported.check_room(self.source)?;
        }
        Ok(())
    }

    /// Adds a card that is complete.
    fn close(&mut self, row: Option<ListRow<'_>>) {
        let Some(ListRow { line, term, cells }) = row else { return };
        let mut cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let (term, definition) = (term.trim(), cells.next().unwrap_or_default());
        let losses = &mut self.imported.losses;
        let points: Vec<String> =
            cells.map(|cell| cleanup::text(&row_note::cell_text(cell, losses))).collect();
        let longest = points.iter().map(String::len).chain([term.len(), definition.len()]).max();
        let what = match (term, definition, longest.unwrap_or(0)) {
            _ if points.len() > table::MOST_CELLS => {
                format!("this row has {} cells, more than a note can hold", points.len() + 2)
            }
            ("", ..) => "the term is empty".to_string(),
            (_, "", _) => "the definition is empty".to_string(),
            (.., length) if length > LONGEST => {
                format!("a text of {length} bytes is too long for a note, which takes {LONGEST}")
            }
            (first, second, _) => {
                let details = Details { points, ..Details::default() };
                let sides = RowSides { first, second, one_way: self.options.one_way };
                return row_note::add_sides(&mut self.imported, line, sides, details, self.options);
            }
        };
        self.imported.skip(self.source.row(line), what, "it was left out");
    }

    fn no_sign(&mut self, line: usize, sign: &str) {
        let what = format!("there is no {} in this row", layout::shown(sign));
        let remedy = "name what stands between term and definition with --term-separator, \
                      and between cards with --card-separator";
        self.imported.skip(self.source.row(line), what, remedy);
    }
}

#[cfg(test)]
mod tests;

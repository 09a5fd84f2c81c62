//! `decks`: what there is to study.

use super::args::DecksArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::DeckJson;
use super::print::printer::Printer;
use super::print::style;
use crate::library::DeckIx;
use crate::plan::{DeckCounts, DeckFigures};
use crate::session::Learner;
use crate::text::count::{percent, pluralize};
use crate::text::sanitize::clean_line;
use crate::text::width::width;

/// Prints the decks.
pub(super) fn run(
    args: &DecksArgs,
    mut learner: Learner,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    learner.replan();
    let figures = learner.deck_figures();
    let decks: Vec<DeckJson<'_>> = (0..)
        .map(DeckIx)
        .zip(&figures)
        .map(|(deck, figures)| deck_json(&learner, deck, figures))
        .collect();
    if args.json {
        printer.json_rows(decks.iter())?;
    } else {
        table(&decks, printer)?;
    }
    Ok(ExitStatus::Yes)
}

/// A deck as scripts see it.
pub(super) fn deck_json<'a>(
    learner: &'a Learner,
    deck: DeckIx,
    figures: &DeckFigures,
) -> DeckJson<'a> {
    let info = learner.library.deck_info(deck);
    let DeckCounts { due, learning, new } = figures.today;
    DeckJson {
        id: &info.head.id,
        title: &info.head.title,
        notes: info.notes.len(),
        cards: figures.cards,
        bundled: info.bundled,
        studied: figures.is_on,
        origin: info.head.origin.as_deref(),
        imported: info.head.imported.as_deref(),
        description: info.head.description.as_deref(),
        language: info.head.language.as_deref(),
        due,
        learning,
        new,
        weak: figures.weak,
        expected: figures.expected,
        exams: learner.studied_decks().exams_of(deck).map(|exam| exam.name.as_str()).collect(),
    }
}

/// The columns that are numbers, and what follows them.
const NUMBERS: std::ops::Range<usize> = 2..7;

fn table(decks: &[DeckJson<'_>], printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    let rows: Vec<[String; 7]> = decks
        .iter()
        .map(|deck| {
            [
                clean_line(deck.id).into_owned(),
                clean_line(deck.title).into_owned(),
                pluralize(deck.notes, "note", "notes"),
                pluralize(deck.cards, "card", "cards"),
                format!("{} new", deck.new),
                format!("{} due", deck.due + deck.learning),
                deck.expected.map_or_else(String::new, percent),
            ]
        })
        .collect();
    let widest = |i: usize| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..NUMBERS.end).map(widest).collect();
    for (row, deck) in rows.iter().zip(decks) {
        for (i, cell) in row.iter().enumerate().filter(|(i, _)| widths[*i] > 0) {
            let gap = widths[i] - width(cell);
            let is_number = NUMBERS.contains(&i);
            printer.blanks(if i > 0 { 2 } else { 0 } + if is_number { gap } else { 0 })?;
            printer.text(if i == 0 { style::BOLD } else { style::PLAIN }, cell)?;
            printer.blanks(if is_number { 0 } else { gap })?;
        }
        if deck.bundled {
            printer.text(style::DIM, "  bundled")?;
        }
        if !deck.studied {
            printer.text(style::DIM, "  off")?;
        }
        printer.end_line()?;
    }
    Ok(())
}

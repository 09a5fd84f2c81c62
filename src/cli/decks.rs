//! `decks`: what there is to study.

use super::args::DecksArgs;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::json::DeckJson;
use super::print::printer::Printer;
use super::print::style;
use crate::library::{DeckInfo, Library, NoteIx};
use crate::settings::Settings;
use crate::text::sanitize::clean_line;
use crate::text::width::width;

/// Prints the decks.
pub(super) fn run(
    args: &DecksArgs,
    library: &Library,
    settings: &Settings,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let decks: Vec<DeckJson<'_>> =
        library.decks().iter().map(|deck| deck_row(library, settings, deck)).collect();
    if args.json {
        printer.json_rows(decks.iter())?;
    } else {
        table(&decks, printer)?;
    }
    Ok(ExitStatus::Yes)
}

/// A deck as scripts see it.
pub(super) fn deck_row<'a>(
    library: &Library,
    settings: &Settings,
    deck: &'a DeckInfo,
) -> DeckJson<'a> {
    DeckJson {
        id: &deck.head.id,
        title: &deck.head.title,
        notes: deck.notes.len(),
        cards: deck.notes.clone().map(NoteIx).map(|note| library.cards(note).len()).sum(),
        bundled: deck.bundled,
        studied: settings.is_studied(&deck.head.id),
    }
}

fn table(decks: &[DeckJson<'_>], printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    let rows: Vec<[String; 4]> = decks
        .iter()
        .map(|deck| {
            let (notes, cards) = (format!("{} notes", deck.notes), format!("{} cards", deck.cards));
            [clean_line(deck.id).into_owned(), clean_line(deck.title).into_owned(), notes, cards]
        })
        .collect();
    let widest = |i: usize| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), widest(3)];
    for (row, deck) in rows.iter().zip(decks) {
        for (i, cell) in row.iter().enumerate() {
            let gap = widths[i] - width(cell);
            let number = i > 1;
            printer.blanks(if number { gap } else { 0 })?;
            printer.text(if i == 0 { style::BOLD } else { style::PLAIN }, cell)?;
            printer.blanks(if number { 0 } else { gap })?;
            printer.blanks(if i < 3 { 2 } else { 0 })?;
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

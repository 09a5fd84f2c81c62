//! `deck merge` and `deck move`: notes that go to another deck.

use serde::Serialize;

use crate::cli::args::GlobalArgs;
use crate::cli::decks::deck_json;
use crate::cli::exit_status::{CommandEnd, ExitStatus};
use crate::cli::print::json::DeckJson;
use crate::cli::print::printer::Printer;
use crate::cli::print::style;
use crate::cli::profile::{self, Profile};
use crate::clock::Moment;
use crate::fault::Fault;
use crate::library::{Library, NoteIx};
use crate::session::lookup;
use crate::session::scope::find_deck;
use crate::store::moved_notes::{MoveContext, MovedNotes};
use crate::text::count::pluralize;
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;

/// What is asked for.
pub(super) enum NoteMove<'a> {
    /// One deck into another, both as they were typed.
    Merge(&'a str, &'a str),
    /// Notes into a deck, or copies of them.
    Move(&'a [String], &'a str, bool),
}

/// What was done, as scripts see it.
#[derive(Serialize)]
struct MoveJson<'a> {
    /// The deck that the notes are in now.
    deck: DeckJson<'a>,
    added: usize,
    unchanged: usize,
    renamed: Vec<RenamedJson<'a>>,
    /// Where the copy of a merged deck is.
    backup: Option<String>,
}

#[derive(Serialize)]
struct RenamedJson<'a> {
    from: &'a str,
    to: &'a str,
}

/// Moves the notes, and prints what was done.
pub(super) fn run(
    asked: &NoteMove<'_>,
    json: bool,
    common: &GlobalArgs,
    now: Moment,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let library = profile::open_library(common, printer)?;
    let id = |typed: &str| -> Result<String, CommandEnd> {
        Ok(library.deck_info(find_deck(&library, typed)?).head.id.clone())
    };
    let Profile { home, scheduler } = Profile::find(common, printer)?;
    let context = MoveContext { home: &home, scheduler: &scheduler, now };
    let (into, moved) = match asked {
        NoteMove::Merge(from, into) => {
            let into = id(into)?;
            let moved = context.merge_decks(&id(from)?, &into)?;
            (into, moved)
        }
        NoteMove::Move(notes, into, is_copy) => {
            let into = id(into)?;
            let notes: Result<Vec<_>, Fault> =
                notes.iter().map(|typed| named(&library, typed)).collect();
            let moved = context.move_notes(&notes?, &into, *is_copy)?;
            (into, moved)
        }
    };
    printer.faults(&moved.faults);
    let mut learner = profile::open_learner(common, now, printer)?;
    learner.replan();
    let deck = find_deck(&learner.library, &into)?;
    let deck = deck_json(&learner, deck, &learner.deck_figures()[deck.index()]);
    if json {
        printer.json(&move_json(deck, &moved))?;
    } else {
        printer.text(style::PLAIN, &summary(&deck, &moved))?;
        printer.end_line()?;
    }
    if let Some(copy) = &moved.copy {
        printer.note(&format!("a copy of the deck that is gone is in {}", copy.display()));
    }
    Ok(ExitStatus::Yes)
}

fn move_json<'a>(deck: DeckJson<'a>, moved: &'a MovedNotes) -> MoveJson<'a> {
    let renamed = moved.renamed.iter().map(|(from, to)| RenamedJson { from, to });
    MoveJson {
        deck,
        added: moved.added,
        unchanged: moved.known,
        renamed: renamed.collect(),
        backup: moved.copy.as_ref().map(|copy| copy.display().to_string()),
    }
}

fn summary(deck: &DeckJson<'_>, moved: &MovedNotes) -> String {
    let added = pluralize(moved.added, "note", "notes");
    let mut lines = vec![format!("{added} went into “{}”", clean_line(deck.title))];
    if moved.known > 0 {
        lines.push(format!(
            "{} there already, word for word",
            pluralize(moved.known, "was", "were")
        ));
    }
    for (from, to) in &moved.renamed {
        let (from, to) = (clean_line(from), clean_line(to));
        lines.push(format!("`{from}` is `{to}` now: another note had its id"));
    }
    lines.join("\n")
}

/// The one note that is called so: by its deck and id, its id, or its exact term.
fn named(library: &Library, typed: &str) -> Result<(String, String), Fault> {
    let is_called_so = |note: NoteIx| {
        [library.id(note).as_ref(), &library.title(note)]
            .into_iter()
            .any(|name| fold(name) == fold(typed))
    };
    let found = lookup::find_full_name(library, typed);
    let found = match found {
        None => lookup::find_note(library, typed)?
            .filter(|matched| matched.others.is_empty() && is_called_so(matched.note))
            .map(|matched| matched.note),
        found => found,
    };
    let Some(note) = found else {
        let what = format!("no one note is called `{typed}`");
        return Err(Fault::error(
            what,
            "name it by its deck and id, as in `rivers/rhine`; `lacuna find` shows both",
        ));
    };
    let deck = library.deck_info(library.deck(note)).head.id.clone();
    Ok((deck, library.id(note).into_owned()))
}

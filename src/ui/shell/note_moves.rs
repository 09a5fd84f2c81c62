//! Notes that go from deck to deck, on the worker thread: with many of them that takes a while.

use std::sync::Arc;

use super::message::{ChangedDeck, DeckMove, JobOutcome, MoveRequest, NoteMove};
use crate::fault::Fault;
use crate::session::undo::DeckChange;
use crate::store;
use crate::store::moved_notes::MoveContext;

/// Moves the notes, and reads the decks again.
pub(super) fn run(request: MoveRequest) -> JobOutcome {
    move_notes(request).map_or_else(JobOutcome::DeckNotChanged, |changed| {
        JobOutcome::DeckChanged(Box::new(changed))
    })
}

fn move_notes(request: MoveRequest) -> Result<ChangedDeck, Fault> {
    let MoveRequest { home, scheduler, now, what } = request;
    let context = MoveContext { home: &home, scheduler: &scheduler, now };
    let (moved, change) = match what {
        DeckMove::Merge([from, into]) => {
            let moved = context.merge_decks(&from.0, &into.0)?;
            let (notes, renamed) = (moved.added + moved.known, moved.renamed.len());
            (moved, DeckChange::Merged { from: from.1, into: into.1, notes, renamed })
        }
        DeckMove::Notes(NoteMove { notes, into, title, is_copy }) => {
            let moved = context.move_notes(&notes, &into, is_copy)?;
            let (notes, renamed) = (moved.added + moved.known, moved.renamed.len());
            (moved, DeckChange::Moved { notes, into: title, is_copy, renamed })
        }
    };
    let (library, faults) = store::load(&home);
    library.prepare();
    Ok(ChangedDeck {
        change,
        files: moved.files,
        entries: moved.entries,
        library: Arc::new(library),
        faults,
        log_faults: moved.faults,
    })
}

//! From what somebody typed to the one note that they mean.

use crate::fault::Fault;
use crate::library::{Library, NameKind, NoteIx, NoteLink, letters};
use crate::search::{MatchKind, Query, Searcher};
use crate::text::fold::fold;

/// A hit whose score is at most this much below the best one's might be what was meant: half the
/// distance of two neighbouring classes of matches.
const NEARLY: i32 = 50;
/// How many other notes are named.
const OTHERS: usize = 5;

/// The note that is meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MatchedNote {
    /// The note.
    pub(super) note: NoteIx,
    /// Whether the name was taken as misspelled.
    pub(super) misspelled: bool,
    /// Other notes that may have been meant.
    pub(super) also: Vec<NoteIx>,
}

/// Reads a query that has to ask for something.
pub(super) fn query(typed: &str) -> Result<Query, Fault> {
    let query = Query::parse(typed);
    match &query.complaint {
        Some(complaint) => Err(Fault::error(complaint, "")),
        None if query.is_empty() => Err(Fault::error(
            "the query asks for nothing",
            "name what to look for, or use `lacuna list`",
        )),
        None => Ok(query),
    }
}

/// Returns the note that `typed` means: the one with that name or id, or else the search's best
/// hit. A further question yields to the note that it belongs to, unless it is named in full, as
/// `deck/id`.
pub(super) fn meant(library: &Library, typed: &str) -> Result<Option<MatchedNote>, Fault> {
    if let Some(note) = in_full(library, typed) {
        return Ok(Some(MatchedNote { note, misspelled: false, also: vec![] }));
    }
    let named = named(library, typed);
    if !named.is_empty() {
        return Ok(of(library, named, false));
    }
    let hits = Searcher::default().search(library, &query(typed)?).hits;
    let Some(best) = hits.first() else { return Ok(None) };
    let near = hits.iter().take_while(|hit| hit.score >= best.score - NEARLY).map(|hit| hit.note);
    Ok(of(library, near.collect(), best.how == MatchKind::Typo))
}

fn in_full(library: &Library, typed: &str) -> Option<NoteIx> {
    let (deck, id) = typed.trim().split_once('/')?;
    library.find(library.find_deck(deck)?, id)
}

/// Returns the notes that are called so: by their term before another name before their id, and
/// those that stand for themselves before further questions.
fn named(library: &Library, typed: &str) -> Vec<NoteIx> {
    let name = fold(typed.trim());
    let sought = letters(&name);
    let bags = library.names().bags();
    let rank = |note: NoteIx| -> Option<(NameKind, bool, NoteIx)> {
        let what =
            library.names().of(note).filter(|(_, own)| *own == name).map(|(what, _)| what).min()?;
        Some((what, library.is_child(note), note))
    };
    let can = |note: &NoteIx| sought & !bags[note.index()] == 0;
    let mut found: Vec<_> = library.all().filter(can).filter_map(rank).collect();
    found.sort_unstable();
    found.into_iter().map(|(.., note)| note).collect()
}

fn of(library: &Library, notes: Vec<NoteIx>, misspelled: bool) -> Option<MatchedNote> {
    let mut standing: Vec<NoteIx> = Vec::new();
    for note in notes {
        let note = library.linked(note, NoteLink::Parent).next().unwrap_or(note);
        if !standing.contains(&note) {
            standing.push(note);
        }
        if standing.len() > OTHERS {
            break;
        }
    }
    let note = *standing.first()?;
    Some(MatchedNote { note, misspelled, also: standing.split_off(1) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};

    const DECK: &str = r#"(format: 1, id: "d", title: "D", notes: [
        Pair(id: "layer-norm", term: "Layer normalization", aliases: ["LN", "LayerNorm"], definition: "x"),
        Pair(id: "batch-norm", term: "Batch normalization", definition: "y"),
        Pair(id: "ln", term: "Natural logarithm", definition: "z"),
        Cloze(id: "layer-norm-axis", of: "layer-norm", text: "It takes the {{features}} of one example."),
    ])"#;

    fn told(typed: &str) -> String {
        let file = SourceFile { name: "d.ron".into(), text: DECK.into() };
        let (library, faults) =
            Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
        assert_eq!(faults, []);
        let id = |note: NoteIx| library.id(note).into_owned();
        let Some(meant) = meant(&library, typed).unwrap() else { return "nothing".into() };
        let also: Vec<String> = meant.also.into_iter().map(id).collect();
        let sign = if meant.misspelled { "≈" } else { "" };
        format!("{sign}{} {}", id(meant.note), also.join(" ")).trim_end().to_string()
    }

    #[test]
    fn a_name_as_typed_comes_first() {
        assert_eq!(told("LAYERNORM "), "layer-norm");
        assert_eq!(told("ln"), "layer-norm ln", "an alias before an id, and the other is told");
        assert_eq!(told("batch-norm"), "batch-norm");
    }

    #[test]
    fn similar_names_are_told_and_misspellings_said() {
        assert_eq!(told("normalization"), "batch-norm layer-norm");
        assert_eq!(told("logarihtm"), "≈ln");
        assert_eq!(told("zebra"), "nothing");
    }

    #[test]
    fn a_further_question_yields_unless_it_is_named_in_full() {
        assert_eq!(told("layer-norm-axis"), "layer-norm");
        assert_eq!(told("d/layer-norm-axis"), "layer-norm-axis");
        assert_eq!(told("features example"), "layer-norm");
    }

    #[test]
    fn a_query_has_to_ask_for_something() {
        assert!(query(" ! ").unwrap_err().to_string().contains("lacuna list"));
        assert!(query("is:stpes").unwrap_err().to_string().contains("is:steps"));
        assert!(query("lora").is_ok());
    }
}

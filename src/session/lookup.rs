//! Finding the one note that somebody means by what they typed.

use crate::fault::Fault;
use crate::library::{Library, NameKind, NoteIx, NoteLink, letters};
use crate::search::{Query, Searcher};
use crate::text::fold::fold;

/// A hit whose score is at most this much below the best one's may be what was meant: half the
/// distance of two neighbouring classes of matches.
const NEARLY: i32 = 50;
/// How many other notes are named at most.
const OTHERS: usize = 5;

/// The note that is meant.
#[derive(Debug, PartialEq, Eq)]
pub struct MatchedNote {
    /// The note.
    pub note: NoteIx,
    /// Whether the name was taken as misspelled.
    pub misspelled: bool,
    /// Other notes that may have been meant.
    pub others: Vec<NoteIx>,
}

/// Reads a query that has to ask for something.
pub fn parse_query(typed: &str) -> Result<Query, Fault> {
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

/// Finds the note with a name or id, or else the search's best hit. A further question yields to
/// the note that it belongs to, unless it is named in full, as `deck/id`.
pub fn find_note(library: &Library, typed: &str) -> Result<Option<MatchedNote>, Fault> {
    if let Some(note) = find_full_name(library, typed) {
        return Ok(Some(MatchedNote { note, misspelled: false, others: vec![] }));
    }
    let named = named(library, typed);
    if !named.is_empty() {
        return Ok(matched(library, named, false));
    }
    let hits = Searcher::default().search(library, &parse_query(typed)?).hits;
    let Some(best) = hits.first() else { return Ok(None) };
    let near = hits.iter().take_while(|hit| hit.score >= best.score - NEARLY).map(|hit| hit.note);
    Ok(matched(library, near.collect(), best.how.is_guess()))
}

/// Finds the note that is named as `deck/id`.
pub fn find_full_name(library: &Library, typed: &str) -> Option<NoteIx> {
    let (deck, id) = typed.trim().split_once('/')?;
    library.find(library.find_deck(deck)?, id)
}

/// The notes with that name: by their term before another name before their id, and those that
/// stand for themselves before further questions.
fn named(library: &Library, typed: &str) -> Vec<NoteIx> {
    let name = fold(typed.trim());
    let sought = letters(&name);
    let bags = library.names().masks();
    let mut found: Vec<_> = library
        .all()
        .filter(|note| sought & !bags[note.index()] == 0)
        .filter_map(|note: NoteIx| -> Option<(NameKind, bool, NoteIx)> {
            let what = library
                .names()
                .note_names(note)
                .filter(|(_, own)| *own == name)
                .map(|(what, _)| what)
                .min()?;
            Some((what, library.is_child(note), note))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(.., note)| note).collect()
}

fn matched(library: &Library, notes: Vec<NoteIx>, misspelled: bool) -> Option<MatchedNote> {
    let mut matches: Vec<NoteIx> = Vec::new();
    for note in notes {
        let note = library.linked(note, NoteLink::Parent).next().unwrap_or(note);
        if !matches.contains(&note) {
            matches.push(note);
        }
        if matches.len() > OTHERS {
            break;
        }
    }
    let note = *matches.first()?;
    Some(MatchedNote { note, misspelled, others: matches.split_off(1) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{DeckText, SourceFile};

    const DECK: &str = r#"(format: 1, id: "d", title: "D", notes: [
        Pair(id: "layer-norm", term: "Layer normalization", aliases: ["LN", "LayerNorm"],
            definition: "x"),
        Pair(id: "batch-norm", term: "Batch normalization", definition: "y"),
        Pair(id: "ln", term: "Natural logarithm", definition: "z"),
        Cloze(id: "layer-norm-axis", of: "layer-norm",
            text: "It takes the {{features}} of one example."),
    ])"#;

    fn found(typed: &str) -> String {
        let file = SourceFile { name: "d.ron".into(), text: DECK.into() };
        let (library, faults) =
            Library::open(vec![DeckText { stem: "d".into(), bundled: false, files: vec![file] }]);
        assert_eq!(faults, []);
        let id = |note: NoteIx| library.id(note).into_owned();
        let Some(found) = find_note(&library, typed).unwrap() else { return "nothing".into() };
        let others: Vec<String> = found.others.into_iter().map(id).collect();
        let sign = if found.misspelled { "≈" } else { "" };
        format!("{sign}{} {}", id(found.note), others.join(" ")).trim_end().to_string()
    }

    #[test]
    fn a_name_as_typed_comes_first() {
        assert_eq!(found("LAYERNORM "), "layer-norm");
        assert_eq!(found("ln"), "layer-norm ln", "an alias before an id, and the other beside it");
        assert_eq!(found("batch-norm"), "batch-norm");
    }

    #[test]
    fn similar_names_and_misspellings_are_found() {
        assert_eq!(found("normalization"), "batch-norm layer-norm");
        assert_eq!(found("logarihtm"), "≈ln");
        assert_eq!(found("zebra"), "nothing");
    }

    #[test]
    fn a_further_question_yields_unless_it_is_named_in_full() {
        assert_eq!(found("layer-norm-axis"), "layer-norm");
        assert_eq!(found("d/layer-norm-axis"), "layer-norm-axis");
        assert_eq!(found("features example"), "layer-norm");
    }

    #[test]
    fn a_query_has_to_ask_for_something() {
        assert!(parse_query(" ! ").unwrap_err().to_string().contains("lacuna list"));
        assert!(parse_query("is:stpes").unwrap_err().to_string().contains("is:steps"));
        assert!(parse_query("lora").is_ok());
    }
}

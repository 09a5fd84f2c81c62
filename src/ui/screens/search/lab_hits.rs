//! Labs among the hits: those whose names have all words of a query stand behind the notes whose
//! names have them too, and before those that were found in another way.

use crate::labs::{LABS, Lab};
use crate::search::{MatchKind, SearchHit};
use crate::text::fold::{fold, words};

/// A row of the hits.
#[derive(Clone, Copy, Debug)]
pub(super) enum HitRow {
    Note(SearchHit),
    Lab(&'static Lab),
}

/// The labs that fit a query, and where among the hits they are.
#[derive(Debug, Default)]
pub(super) struct LabHits {
    labs: Vec<&'static Lab>,
    at: usize,
}

impl LabHits {
    /// The labs for a query, as it is typed.
    pub(super) fn search(&mut self, query: &str) {
        let query = fold(query);
        let fits = |lab: &&Lab| {
            let name = fold(lab.title);
            words(&query).all(|word| words(&name).any(|other| other.starts_with(word)))
        };
        let labs = LABS.iter().filter(|_| words(&query).next().is_some());
        self.labs = labs.filter(fits).collect();
    }

    /// Finds their place among the notes that were found.
    pub(super) fn place_among(&mut self, hits: &[SearchHit]) {
        let is_weaker = |hit: &SearchHit| hit.how > MatchKind::Fuzzy;
        self.at = hits.iter().position(is_weaker).unwrap_or(hits.len());
    }

    /// How many rows there are with these notes.
    pub(super) fn rows(&self, hits: &[SearchHit]) -> usize {
        hits.len() + self.labs.len()
    }

    /// The row of that number.
    pub(super) fn row(&self, hits: &[SearchHit], row: usize) -> Option<HitRow> {
        let lab = row.checked_sub(self.at).and_then(|at| self.labs.get(at));
        let note = || hits.get(if row < self.at { row } else { row - self.labs.len() });
        lab.map(|lab| HitRow::Lab(lab)).or_else(|| note().copied().map(HitRow::Note))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::NoteIx;

    #[test]
    fn labs_stand_between_the_sure_hits_and_the_others() {
        let hit = |note, how| SearchHit { note: NoteIx(note), score: 0, how };
        let hits = [hit(0, MatchKind::Exact), hit(1, MatchKind::Text)];
        let mut labs = LabHits::default();
        labs.search("kv ca");
        labs.place_among(&hits);
        let kind = |row| match labs.row(&hits, row) {
            Some(HitRow::Note(hit)) => format!("note {}", hit.note.0),
            Some(HitRow::Lab(lab)) => lab.title.to_string(),
            None => String::new(),
        };
        assert_eq!(labs.rows(&hits), 3);
        assert_eq!([kind(0), kind(1), kind(2), kind(3)], ["note 0", "KV cache", "note 1", ""]);
        for query in ["", "is:due", "kv zebra"] {
            labs.search(query);
            assert_eq!(labs.rows(&hits), 2, "{query:?}");
        }
    }
}

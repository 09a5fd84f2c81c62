//! What an import makes of a deck: which notes come new, which change, and which can't be decided.
//!
//! A note is the same note by its id, or by the other program's own id of it, or else by its exact
//! name within its topic. Ids stay, since progress hangs on them. Nothing is written here:
//! `--dry-run` shows these changes, the preview does, and `import` applies them.

mod matching;
mod names;
mod rejects;
mod topics;
mod update;

use super::changes::{DeckChanges, ExistingDeck, MergeOutcome};
use super::imported_deck::{ImportedDeck, ImportedNote};
use super::slug::IdTable;
use super::unstopped;
use crate::deck::Note;
use crate::fault::Fault;
use crate::watch::Watch;
use matching::decide;
use names::name_of;
use rejects::{Decision, MergeWarnings};
use topics::TopicTable;
use update::{merged, move_history};

/// Works out what the notes of `name` make of the deck. That it was stopped is a fault.
pub fn merge(
    mut imported: ImportedDeck,
    existing: ExistingDeck<'_>,
    name: &str,
    watch: &Watch,
) -> Result<DeckChanges, Fault> {
    let mut items = std::mem::take(&mut imported.items);
    let mut topics = TopicTable::new(existing.topics, &imported.topics);
    let total = items.len();
    for item in watch.part(0.0, 0.1).over(&mut items, total) {
        let topic = &mut item.note.details.topic;
        *topic = topic.take().and_then(|topic| topics.resolve(&topic));
        take_foreign_id(&mut item.note);
    }
    topics.sort();
    let topics = topics.new;
    let mut warnings = MergeWarnings::new(name);
    let decisions =
        decide(&mut items, existing, imported.on_match, &mut warnings, &watch.part(0.1, 0.9));
    unstopped(watch)?;
    let mut changes = DeckChanges {
        topics,
        sets: imported
            .sets
            .into_iter()
            .filter(|set| existing.sets.iter().all(|known| known.id != set.id))
            .collect(),
        skipped: imported.skipped,
        warnings: imported.warnings,
        ..DeckChanges::default()
    };
    changes.warnings.extend(warnings.into_faults());
    changes.fill(items, &decisions, existing, &watch.part(0.9, 1.0));
    unstopped(watch)?;
    Ok(changes)
}

impl DeckChanges {
    /// Takes every note as it will be. The notes are changed where they are: a second list of them
    /// would need as much memory again.
    fn fill(
        &mut self,
        items: Vec<ImportedNote>,
        decisions: &[Decision],
        existing: ExistingDeck<'_>,
        watch: &Watch,
    ) {
        let taken = existing.notes.iter().map(|note| &note.id);
        let mut ids =
            IdTable::with_ids(taken.chain(items.iter().map(|item| &item.note.id)).cloned());
        let total = items.len();
        let notes = items.into_iter().zip(decisions).enumerate().map(|(i, (item, decision))| {
            let ImportedNote { mut note, mut history, marks, whole, .. } = item;
            let Decision { outcome, at } = *decision;
            // Once the import is stopped, nothing of this is used.
            if !watch.report(i, total) {
                return (outcome, note);
            }
            match at.map(|at| &existing.notes[at]) {
                Some(old) => {
                    move_history(&mut history, note.kind(), old.kind());
                    note = if outcome == MergeOutcome::Updated {
                        merged(old, note, whole)
                    } else {
                        old.clone()
                    };
                }
                None if note.id.is_empty() => note.id = ids.new_id(&name_of(&note)),
                None => {}
            }
            let is_in = !matches!(outcome, MergeOutcome::Conflict | MergeOutcome::Skipped);
            if is_in && !history.is_empty() {
                self.history.push((i, history));
            }
            if !marks.is_empty() && outcome == MergeOutcome::Added {
                self.marks.push((i, marks));
            }
            (outcome, note)
        });
        self.notes = notes.collect();
    }
}

/// Keeps an id that can't be one of ours as what it is: the other program's own.
fn take_foreign_id(note: &mut Note) {
    if note.id.contains(['/', ' ']) {
        let id = std::mem::take(&mut note.id);
        note.details.guid.get_or_insert(id);
    }
}

#[cfg(test)]
mod tests;

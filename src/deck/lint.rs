//! The lint: what can be read and is still a mistake or a risk for learning.

mod note_checks;

use std::collections::{HashMap, HashSet};

use super::Note;
use super::full_deck::{FullDeck, PlacedNote};
use crate::fault::{Fault, Place};
use crate::text::distance::nearest;
use crate::text::fold::{fold, words};
pub use note_checks::is_usable_id;
use note_checks::{check_body, check_empty, check_texts, parse_blanks, texts};

/// Wrong answers that a question needs beside the right one.
const DISTRACTORS: usize = 3;

/// Everything that the lint finds in `deck`, in file order.
pub fn lint(deck: &FullDeck) -> Vec<Fault> {
    let known = DefinedNames::new(deck);
    let mut faults = known.find_duplicates(deck);
    faults.extend(check_head(deck));
    for placed in &deck.notes {
        let found = check_texts(&placed.note)
            .chain(check_body(&placed.note))
            .chain(check_references(&placed.note, &known))
            .chain(check_distractors(&placed.note, deck, &known));
        faults.extend(found.map(|fault| fault.with_place(placed.place.clone())));
    }
    faults.extend(check_cycles(deck));
    faults
}

/// What the lint finds in one note, without a look at its deck.
pub fn note(note: &Note) -> Vec<Fault> {
    check_texts(note).chain(check_body(note)).collect()
}

/// The errors among what [`note`] finds. Nothing else is looked for: an import checks every note.
pub fn errors(note: &Note) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, text) in texts(note) {
        faults.extend(check_empty(note, name, text));
        faults.extend(parse_blanks(note, name, text).err());
    }
    faults.extend(check_body(note));
    faults
}

/// The names that a deck defines.
struct DefinedNames<'a> {
    ids: HashMap<&'a str, &'a Place>,
    topics: Vec<&'a str>,
    sets: Vec<&'a str>,
    foils: HashSet<&'a str>,
}

impl<'a> DefinedNames<'a> {
    fn new(deck: &'a FullDeck) -> Self {
        let foils = deck.head.sets.iter().flat_map(|set| &set.foils).map(|foil| foil.term.as_str());
        DefinedNames {
            ids: deck
                .notes
                .iter()
                .rev()
                .map(|placed| (placed.note.id.as_str(), &placed.place))
                .collect(),
            topics: deck.head.topics.iter().map(|topic| topic.id.as_str()).collect(),
            sets: deck.head.sets.iter().map(|set| set.id.as_str()).collect(),
            foils: foils.collect(),
        }
    }

    /// Two notes with one id, or with one name.
    fn find_duplicates(&self, deck: &'a FullDeck) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut names: HashMap<String, &PlacedNote> = HashMap::new();
        for placed in &deck.notes {
            let first = self.ids[placed.note.id.as_str()];
            if *first != placed.place {
                let what = format!("the id `{}` is already used at {first}", placed.note.id);
                faults.push(
                    Fault::error(what, "give one of them an id of its own")
                        .with_place(placed.place.clone()),
                );
                continue;
            }
            let own: HashSet<String> = names_of(&placed.note).map(normalize).collect();
            for name in own {
                if let Some(other) = names.insert(name.clone(), placed) {
                    let what = format!(
                        "`{}` and `{}` are both called “{name}”",
                        other.note.id, placed.note.id
                    );
                    faults.push(
                        Fault::warning(what, "tell the two apart by name")
                            .with_place(placed.place.clone()),
                    );
                }
            }
        }
        faults
    }
}

fn missing_target<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let remedy = match nearest(id, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "mend the name or leave it out".to_string(),
    };
    Fault::warning(format!("{what} `{id}` does not exist in this deck"), remedy)
}

fn names_of(note: &Note) -> impl Iterator<Item = &str> {
    note.body.term().into_iter().chain(note.details.aliases.iter().map(String::as_str))
}

fn normalize(name: &str) -> String {
    words(&fold(name)).collect()
}

fn check_head(deck: &FullDeck) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ids = |list: &[&str], what: &str| -> Vec<Fault> {
        let mut seen = HashSet::new();
        let twice = list.iter().filter(|id| !seen.insert(**id));
        twice
            .map(|id| {
                Fault::error(format!("the {what} `{id}` is declared twice"), "keep one of them")
            })
            .collect()
    };
    faults
        .extend(ids(&deck.head.topics.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), "topic"));
    faults.extend(ids(&deck.head.sets.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), "set"));
    for set in &deck.head.sets {
        let members =
            deck.notes.iter().filter(|placed| placed.note.details.sets.contains(&set.id)).count();
        let answers = members + set.foils.len();
        if answers <= DISTRACTORS {
            let what = format!("the set `{}` has {answers} answers, too few to ask from", set.id);
            faults.push(Fault::warning(
                what,
                format!("give it foils until it has {} in all", DISTRACTORS + 1),
            ));
        }
    }
    if deck.notes.is_empty() {
        faults.push(Fault::warning("the deck has no notes", "write one, or import some"));
    }
    faults.into_iter().map(|fault| fault.with_place(deck.place.clone())).collect()
}

/// Ids that lead nowhere.
fn check_references<'a>(
    note: &'a Note,
    known: &'a DefinedNames<'a>,
) -> impl Iterator<Item = Fault> {
    let ids = || known.ids.keys().copied();
    let foils = || known.foils.iter().copied();
    let mut faults = Vec::new();
    if let Some(topic) = note.details.topic.as_deref().filter(|topic| !known.topics.contains(topic))
    {
        faults.push(missing_target("the topic", topic, known.topics.iter().copied()));
    }
    for set in note.details.sets.iter().filter(|set| !known.sets.contains(&set.as_str())) {
        faults.push(missing_target("the set", set, known.sets.iter().copied()));
    }
    for (what, list) in
        [("the see-also", &note.details.see), ("the needed note", &note.details.needs)]
    {
        let broken = list.iter().filter(|id| !known.ids.contains_key(id.as_str()));
        faults.extend(broken.map(|id| missing_target(what, id, ids())));
    }
    for of in note.details.of.iter().filter(|of| !known.ids.contains_key(of.as_str())) {
        faults.push(missing_target("the parent", of, ids()));
    }
    let contrasts = note.details.contrast.iter().map(|contrast| &contrast.with);
    for (what, with) in note
        .details
        .never
        .iter()
        .map(|n| ("the never-together", n))
        .chain(contrasts.map(|w| ("the contrast", w)))
    {
        if !known.ids.contains_key(with.as_str()) && !known.foils.contains(with.as_str()) {
            faults.push(missing_target(what, with, ids().chain(foils())));
        }
    }
    faults.into_iter()
}

/// Notes whose sets leave them too few wrong answers.
fn check_distractors(
    note: &Note,
    deck: &FullDeck,
    known: &DefinedNames<'_>,
) -> impl Iterator<Item = Fault> {
    if note.details.sets.is_empty() {
        return None.into_iter();
    }
    let barred = |name: &str| note.details.never.iter().any(|never| never == name);
    let members = deck.notes.iter().map(|placed| &placed.note).filter(|other| {
        other.id != note.id
            && other.details.sets.iter().any(|set| note.details.sets.contains(set))
            && !barred(&other.id)
            && !other.details.never.contains(&note.id)
    });
    let foils = deck
        .head
        .sets
        .iter()
        .filter(|set| note.details.sets.contains(&set.id))
        .flat_map(|set| &set.foils);
    let foils: HashSet<&str> =
        foils.map(|foil| foil.term.as_str()).filter(|term| !barred(term)).collect();
    let answers = members.count() + foils.len();
    let short = answers < DISTRACTORS
        && note.details.sets.iter().all(|set| known.sets.contains(&set.as_str()));
    short
        .then(|| {
            let what = format!("the sets of `{}` leave it {answers} wrong answers", note.id);
            Fault::warning(
                what,
                format!("a question needs {DISTRACTORS}: add foils or another set"),
            )
        })
        .into_iter()
}

/// Notes that need each other, so that none can come first.
fn check_cycles(deck: &FullDeck) -> Vec<Fault> {
    let needs: HashMap<&str, &PlacedNote> =
        deck.notes.iter().map(|placed| (placed.note.id.as_str(), placed)).collect();
    let mut clear: HashSet<&str> = HashSet::new();
    let mut faults = Vec::new();
    for placed in &deck.notes {
        let (mut path, mut stack) = (Vec::new(), vec![(placed.note.id.as_str(), false)]);
        while let Some((id, done)) = stack.pop() {
            if done {
                path.pop();
                clear.insert(id);
            } else if path.contains(&id) {
                let what = format!("`{id}` needs itself, by way of {}", path.join(", "));
                faults.push(
                    Fault::warning(what, "leave one of the `needs` out")
                        .with_place(needs[id].place.clone()),
                );
                clear.extend(path.iter().copied());
                break;
            } else if !clear.contains(id) {
                path.push(id);
                stack.push((id, true));
                let next =
                    needs.get(id).map_or(&[][..], |placed| placed.note.details.needs.as_slice());
                stack.extend(next.iter().map(|n| (n.as_str(), false)));
            }
        }
    }
    faults
}

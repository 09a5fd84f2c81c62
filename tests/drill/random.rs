//! Decks and answers by chance: what holds of the order of cards, whatever happens.

use std::collections::{HashMap, HashSet};

use lacuna::library::{NoteIx, NoteLink};
use lacuna::study::LessonStep;

use super::lessons::examined;
use super::*;

/// A deck of notes in three topics, some of which need earlier ones or are further questions on
/// them. No text has another note's answer in it.
fn deck(rng: &mut Rng) -> String {
    let mut notes = String::new();
    for at in 0..6 + rng.below(16) {
        let needs = if at > 0 && rng.below(3) == 0 {
            format!("needs: [\"n{}\"], ", rng.below(at))
        } else {
            String::new()
        };
        let of = if at > 0 && rng.below(4) == 0 {
            format!("of: \"n{}\", ", rng.below(at))
        } else {
            String::new()
        };
        let head = format!("id: \"n{at}\", topic: \"t{}\", {needs}", rng.below(3));
        let note = match rng.below(3) {
            0 => format!("Pair({head}term: \"Word{at}x\", definition: \"meaning{at}x\"),\n"),
            1 => format!("Cloze({head}{of}text: \"Fill{at}x {{{{blank{at}x}}}} here\"),\n"),
            _ => format!("Question({head}question: \"Ask{at}x?\", answer: \"reply{at}x\"),\n"),
        };
        notes += &note;
    }
    let topics = (0..3).map(|at| format!("(id: \"t{at}\", title: \"T{at}\")"));
    let topics = topics.collect::<Vec<_>>().join(", ");
    format!("(format: 1, id: \"d\", title: \"D\", topics: [{topics}], notes: [{notes}])")
}

/// What a learner has seen of a drill.
#[derive(Default)]
struct Watcher {
    /// The cards of the drill that are not done.
    waiting: HashSet<LibraryCard>,
    /// The notes that were put.
    met: HashSet<NoteIx>,
    /// The cards put, in order.
    put: Vec<LibraryCard>,
}

impl Watcher {
    fn related(library: &Library, one: NoteIx, other: NoteIx) -> bool {
        let parent = |note| library.linked(note, NoteLink::Parent).next();
        let links = [NoteLink::See, NoteLink::Needs, NoteLink::Child, NoteLink::Parent];
        one == other
            || links.into_iter().any(|link| library.linked(one, link).any(|note| note == other))
            || (parent(one).is_some() && parent(one) == parent(other))
    }

    fn lacks(&self, library: &Library, item: LibraryCard) -> bool {
        library.linked(item.note, NoteLink::Needs).any(|need| {
            !self.met.contains(&need) && self.waiting.iter().any(|other| other.note == need)
        })
    }

    /// Whether nothing speaks against the card now.
    fn fits(&self, library: &Library, item: LibraryCard, is_shown: bool) -> bool {
        let last = self.put.last().map(|item| item.note);
        let apart = is_shown || !last.is_some_and(|note| Self::related(library, note, item.note));
        let topic = |item: &LibraryCard| library.topic(item.note);
        let row = self.put.len() >= 3
            && self.put[self.put.len() - 3..].iter().all(|other| topic(other) == topic(&item));
        apart && !row && !self.lacks(library, item)
    }
}

#[test]
fn whatever_is_answered_the_order_of_cards_keeps_its_rules() {
    for seed in 0..60 {
        let mut rng = Rng::new(seed);
        let settings = Settings { learn_step: seed % 3 > 0, ..examined() };
        let mut desk = Desk::with_deck(deck(&mut rng), settings);
        desk.start_for_exam();
        let library = desk.library.clone();
        let all = library.all().flat_map(|note| {
            library.cards(note).iter().map(|&card| LibraryCard { note, card }).collect::<Vec<_>>()
        });
        let mut watcher = Watcher { waiting: all.collect(), ..Watcher::default() };
        assert_eq!(desk.drill().left(), watcher.waiting.len(), "all is planned, seed {seed}");
        let mut failed: HashMap<LibraryCard, bool> = HashMap::new();
        for turn in 0.. {
            assert!(turn < 2_000, "it ends, seed {seed}");
            let Some(card) = desk.drill().open_card() else { break };
            let (item, step) = (card.question.item, card.step);
            let is_shown = step == LessonStep::Shown;
            let is_new = !watcher.met.contains(&item.note);
            assert!(!is_new || !watcher.lacks(&library, item), "needs come first, seed {seed}");
            if !watcher.fits(&library, item, is_shown) {
                let better = watcher.waiting.iter().find(|other| {
                    let shows = desk.drill().history().all(|did| did.item.note != other.note)
                        && desk.scheduler.settings().learn_step;
                    **other != item && watcher.fits(&library, **other, shows)
                });
                assert_eq!(better, None, "seed {seed}, turn {turn}, {item:?} was put");
            }
            watcher.met.insert(item.note);
            watcher.put.push(item);
            let rating = if rng.below(3) == 0 { Rating::Again } else { Rating::Good };
            desk.answer(rating);
            if !is_shown {
                failed.insert(item, rating == Rating::Again);
                if rating != Rating::Again {
                    watcher.waiting.remove(&item);
                }
            }
            if rng.below(20) == 0 {
                desk.undo();
                desk.redo();
            }
        }
        assert!(watcher.waiting.is_empty(), "seed {seed}: {:?}", watcher.waiting);
        assert!(failed.values().all(|failed| !failed), "what was failed was recalled, seed {seed}");
        desk.check();
    }
}

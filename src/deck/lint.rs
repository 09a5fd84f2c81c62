//! The lint: what is readable and yet not what a deck should be.

use std::collections::{HashMap, HashSet};

use super::full_deck::{FullDeck, PlacedNote};
use super::{Note, NoteBody};
use crate::fault::{Fault, Place};
use crate::text::cloze::ClozeText;
use crate::text::distance::nearest;
use crate::text::fold::{fold, words};
use crate::text::{markup, math, sanitize, width};

/// The columns that every screen has for text: the smallest one is 40 wide.
const NARROWEST: usize = 36;
/// The columns that the widest reading column has for a formula.
const FORMULA_COLUMNS: usize = 72;
/// Wrong answers that a question needs beside the right one.
const DISTRACTORS: usize = 3;

/// Returns everything that the lint finds in `deck`, in file order.
pub fn lint(deck: &FullDeck) -> Vec<Fault> {
    let known = DefinedNames::of(deck);
    let mut faults = known.repeats(deck);
    faults.extend(head(deck));
    for placed in &deck.notes {
        let found = texts(&placed.note)
            .chain(own_fields(&placed.note))
            .chain(references(&placed.note, &known))
            .chain(wrong_answers(&placed.note, deck, &known));
        faults.extend(found.map(|fault| fault.at(placed.place.clone())));
    }
    faults.extend(circles(deck));
    faults
}

/// Returns what the lint finds in one note, without a look at its deck.
pub fn note(note: &Note) -> Vec<Fault> {
    texts(note).chain(own_fields(note)).collect()
}

/// Returns the errors among what [`note`] finds, and looks for nothing else: an import asks it of
/// every note.
pub fn errors(note: &Note) -> Vec<Fault> {
    let of_text = |(name, text): (&'static str, &str)| {
        empty(note, name, text).into_iter().chain(blanked(note, name, text).err())
    };
    fields(note).into_iter().flat_map(of_text).chain(own_fields(note)).collect()
}

/// The names that a deck defines.
struct DefinedNames<'a> {
    ids: HashMap<&'a str, &'a Place>,
    topics: Vec<&'a str>,
    sets: Vec<&'a str>,
    foils: HashSet<&'a str>,
}

impl<'a> DefinedNames<'a> {
    fn of(deck: &'a FullDeck) -> Self {
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
    fn repeats(&self, deck: &'a FullDeck) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut names: HashMap<String, &PlacedNote> = HashMap::new();
        for placed in &deck.notes {
            let first = self.ids[placed.note.id.as_str()];
            if *first != placed.place {
                let what = format!("the id `{}` is already used at {first}", placed.note.id);
                faults.push(
                    Fault::error(what, "give one of them an id of its own")
                        .at(placed.place.clone()),
                );
                continue;
            }
            let own: HashSet<String> = names_of(&placed.note).map(squeeze).collect();
            for name in own {
                if let Some(other) = names.insert(name.clone(), placed) {
                    let what = format!(
                        "`{}` and `{}` are both called “{name}”",
                        other.note.id, placed.note.id
                    );
                    faults.push(
                        Fault::warning(what, "tell the two apart by name").at(placed.place.clone()),
                    );
                }
            }
        }
        faults
    }
}

fn missing<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let remedy = match nearest(id, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "mend the name or leave it out".to_string(),
    };
    Fault::warning(format!("{what} `{id}` does not exist in this deck"), remedy)
}

fn names_of(note: &Note) -> impl Iterator<Item = &str> {
    let term = match &note.body {
        NoteBody::Pair { term, .. }
        | NoteBody::Steps { term, .. }
        | NoteBody::List { term, .. } => Some(term.as_str()),
        NoteBody::Cloze { term, .. } => term.as_deref(),
    };
    term.into_iter().chain(note.aliases.iter().map(String::as_str))
}

fn squeeze(name: &str) -> String {
    words(&fold(name)).collect()
}

fn head(deck: &FullDeck) -> Vec<Fault> {
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
        let members = deck.notes.iter().filter(|placed| placed.note.sets.contains(&set.id)).count();
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
    faults.into_iter().map(|fault| fault.at(deck.place.clone())).collect()
}

/// Every text of a note with the name of its field.
fn fields(note: &Note) -> Vec<(&'static str, &str)> {
    let mut all: Vec<(&'static str, &str)> = match &note.body {
        NoteBody::Pair { term, definition } => vec![("term", term), ("definition", definition)],
        NoteBody::Cloze { term, text } => {
            term.iter().map(|t| ("term", t.as_str())).chain([("text", text.as_str())]).collect()
        }
        NoteBody::Steps { term, intro, steps, .. } => listed(term, intro.as_ref(), "steps", steps),
        NoteBody::List { term, intro, items } => listed(term, intro.as_ref(), "items", items),
    };
    all.extend(note.points.iter().map(|t| ("points", t.as_str())));
    all.extend(note.contrast.iter().map(|c| ("contrast", c.text.as_str())));
    let single = [("why", &note.why), ("remark", &note.remark), ("exam", &note.exam)];
    all.extend(single.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?))));
    all
}

fn listed<'a>(
    term: &'a str,
    intro: Option<&'a String>,
    name: &'static str,
    list: &'a [String],
) -> Vec<(&'static str, &'a str)> {
    let intro = intro.map(|text| ("intro", text.as_str()));
    [("term", term)]
        .into_iter()
        .chain(intro)
        .chain(list.iter().map(|text| (name, text.as_str())))
        .collect()
}

/// Emptiness, control characters, width, blanks and formulas.
fn texts(note: &Note) -> impl Iterator<Item = Fault> {
    let mut faults = Vec::new();
    for (name, text) in fields(note) {
        faults.extend(empty(note, name, text));
        if matches!(sanitize::clean(text), std::borrow::Cow::Owned(_)) {
            let what = format!("`{name}` of `{}` holds control characters", note.id);
            faults.push(Fault::warning(what, "they are shown as signs; take them out"));
        }
        if let Some(word) =
            as_read(text).split_whitespace().find(|word| width::width(word) > NARROWEST)
        {
            let what = format!(
                "“{}” in `{name}` of `{}` is too wide for a small screen",
                width::cut(word, 24),
                note.id
            );
            faults.push(Fault::warning(what, "break the word, or write it shorter"));
        }
        match blanked(note, name, text) {
            Ok(Some(cloze)) => faults.extend(given_away(note, &cloze)),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        let formulas =
            markup::runs(text).into_iter().filter(|run| run.tone == markup::TextTone::Math);
        faults.extend(formulas.flat_map(|run| formula(note, &run.text)));
    }
    if let Some(latex) = &note.formula {
        faults.extend(formula(note, latex));
        let columns = math::block(latex, math::GlyphSet::Unicode).width;
        if columns > FORMULA_COLUMNS {
            let what = format!(
                "the formula of `{}` takes {columns} columns, and a screen has {FORMULA_COLUMNS}",
                note.id
            );
            faults.push(Fault::warning(what, "break it with an aligned environment"));
        }
    }
    faults.into_iter()
}

/// Returns the text as a reader sees it: blanks filled, marks taken out.
fn as_read(text: &str) -> String {
    markup::plain(&ClozeText::parse(text).map_or_else(|_| text.to_string(), |cloze| cloze.filled()))
}

fn formula(note: &Note, latex: &str) -> Vec<Fault> {
    let unknown = math::unknown(latex).into_iter();
    let told = unknown.map(|command| {
        let what =
            format!("a formula of `{}` uses `{command}`, which is shown as its source", note.id);
        Fault::warning(what, "write it with the commands that MANUAL.md lists")
    });
    told.collect()
}

fn empty(note: &Note, name: &str, text: &str) -> Option<Fault> {
    let fault = || {
        Fault::error(
            format!("`{name}` of `{}` is empty", note.id),
            "write it, or leave the note out",
        )
    };
    text.trim().is_empty().then(fault)
}

/// Reads the blanks of a text that may have some.
fn blanked(note: &Note, name: &str, text: &str) -> Result<Option<ClozeText>, Fault> {
    if !matches!(name, "text" | "steps" | "items") {
        return Ok(None);
    }
    let cloze = ClozeText::parse(text).map_err(|error| {
        Fault::error(
            format!("`{name}` of `{}`: {error}", note.id),
            "write blanks as {{answer|other::hint}}",
        )
    })?;
    if name == "text" && cloze.blanks().next().is_none() {
        let what = format!("`text` of `{}` has no blank to fill in", note.id);
        return Err(Fault::error(what, "put {{ }} around the word to ask for"));
    }
    Ok(Some(cloze))
}

/// The blanks whose answers the text itself gives away.
fn given_away(note: &Note, cloze: &ClozeText) -> Vec<Fault> {
    cloze
        .blanks()
        .filter(|blank| stands_elsewhere(cloze, blank))
        .map(|blank| {
            let what = format!(
                "the answer “{}” stands elsewhere in the text of `{}`",
                blank.answer, note.id
            );
            Fault::warning(what, "reword, so that the text does not give it away")
        })
        .collect()
}

/// Whether a blank's answer can be read off the rest of its own text.
fn stands_elsewhere(cloze: &ClozeText, blank: &crate::text::cloze::Blank) -> bool {
    let rest = fold(&markup::plain(&cloze.masked(Some(blank.group))));
    let answer = fold(&markup::plain(&blank.answer));
    let whole: Vec<&str> = words(&rest).collect();
    let sought: Vec<&str> = words(&answer).collect();
    !sought.is_empty() && whole.windows(sought.len()).any(|window| window == sought)
}

/// What only one kind of note can get wrong.
fn own_fields(note: &Note) -> impl Iterator<Item = Fault> {
    let mut faults = Vec::new();
    if note.id.is_empty() || note.id.contains(['/', ' ']) {
        faults.push(Fault::error(
            format!("`{}` is not a usable id", note.id),
            "use letters, digits and hyphens",
        ));
    }
    match &note.body {
        NoteBody::Steps { steps, any_order, .. } => {
            if steps.len() < 2 {
                faults.push(Fault::error(
                    format!("`{}` has no order to ask for", note.id),
                    "give it at least two steps",
                ));
            }
            if any_order.iter().flatten().any(|&n| n == 0 || n > steps.len()) {
                let what =
                    format!("`any_order` of `{}` names a step that it does not have", note.id);
                faults.push(Fault::error(what, format!("steps count from 1 to {}", steps.len())));
            }
        }
        NoteBody::List { items, .. } if items.is_empty() => {
            faults.push(Fault::error(format!("`{}` lists nothing", note.id), "give it items"));
        }
        _ => {}
    }
    let figure = note.figure.iter().flat_map(super::Figure::faults);
    faults.extend(figure.map(|what| {
        Fault::error(format!("the figure of `{}`: {what}", note.id), "mend the figure")
    }));
    faults.into_iter()
}

/// Ids that lead nowhere.
fn references<'a>(note: &'a Note, known: &'a DefinedNames<'a>) -> impl Iterator<Item = Fault> {
    let ids = || known.ids.keys().copied();
    let foils = || known.foils.iter().copied();
    let mut faults = Vec::new();
    if let Some(topic) = note.topic.as_deref().filter(|topic| !known.topics.contains(topic)) {
        faults.push(missing("the topic", topic, known.topics.iter().copied()));
    }
    for set in note.sets.iter().filter(|set| !known.sets.contains(&set.as_str())) {
        faults.push(missing("the set", set, known.sets.iter().copied()));
    }
    for (what, list) in [("the see-also", &note.see), ("the needed note", &note.needs)] {
        let broken = list.iter().filter(|id| !known.ids.contains_key(id.as_str()));
        faults.extend(broken.map(|id| missing(what, id, ids())));
    }
    for of in note.of.iter().filter(|of| !known.ids.contains_key(of.as_str())) {
        faults.push(missing("the parent", of, ids()));
    }
    let contrasts = note.contrast.iter().map(|contrast| &contrast.with);
    for (what, with) in note
        .never
        .iter()
        .map(|n| ("the never-together", n))
        .chain(contrasts.map(|w| ("the contrast", w)))
    {
        if !known.ids.contains_key(with.as_str()) && !known.foils.contains(with.as_str()) {
            faults.push(missing(what, with, ids().chain(foils())));
        }
    }
    faults.into_iter()
}

/// Notes whose sets leave them too few wrong answers.
fn wrong_answers(
    note: &Note,
    deck: &FullDeck,
    known: &DefinedNames<'_>,
) -> impl Iterator<Item = Fault> {
    if note.sets.is_empty() {
        return None.into_iter();
    }
    let barred = |name: &str| note.never.iter().any(|never| never == name);
    let members = deck.notes.iter().map(|placed| &placed.note).filter(|other| {
        other.id != note.id
            && other.sets.iter().any(|set| note.sets.contains(set))
            && !barred(&other.id)
            && !other.never.contains(&note.id)
    });
    let foils =
        deck.head.sets.iter().filter(|set| note.sets.contains(&set.id)).flat_map(|set| &set.foils);
    let foils: HashSet<&str> =
        foils.map(|foil| foil.term.as_str()).filter(|term| !barred(term)).collect();
    let answers = members.count() + foils.len();
    let short =
        answers < DISTRACTORS && note.sets.iter().all(|set| known.sets.contains(&set.as_str()));
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
fn circles(deck: &FullDeck) -> Vec<Fault> {
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
                        .at(needs[id].place.clone()),
                );
                clear.extend(path.iter().copied());
                break;
            } else if !clear.contains(id) {
                path.push(id);
                stack.push((id, true));
                let next = needs.get(id).map_or(&[][..], |placed| placed.note.needs.as_slice());
                stack.extend(next.iter().map(|n| (n.as_str(), false)));
            }
        }
    }
    faults
}

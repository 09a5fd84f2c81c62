//! The one row of a collection that says what its notes look like: notetypes, decks and options, as
//! JSON.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::super::super::text::deck;
use super::super::notetype::HIDDEN;
use crate::deck::{Note, NoteBody};
use crate::exchange::imported_deck::ExportInput;
use crate::rng::hash_bytes;

/// The notetypes that lacuna's kinds become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenNotetype {
    Pair,
    Question,
    Cloze,
    Steps,
    List,
}

impl WrittenNotetype {
    pub(super) fn from_note(note: &Note) -> WrittenNotetype {
        match note.body {
            NoteBody::Pair { .. } => WrittenNotetype::Pair,
            NoteBody::Question { .. } => WrittenNotetype::Question,
            NoteBody::Cloze { .. } => WrittenNotetype::Cloze,
            NoteBody::Steps { .. } => WrittenNotetype::Steps,
            NoteBody::List { .. } => WrittenNotetype::List,
        }
    }

    fn name(self) -> &'static str {
        match self {
            WrittenNotetype::Pair => "Lacuna pair",
            WrittenNotetype::Question => "Lacuna question",
            WrittenNotetype::Cloze => "Lacuna cloze",
            WrittenNotetype::Steps => "Lacuna steps",
            WrittenNotetype::List => "Lacuna list",
        }
    }
}

/// A notetype's id: the same in every package, so that Anki takes it for the same notetype.
pub(super) fn model_id(kind: WrittenNotetype) -> i64 {
    stable(kind.name())
}

/// A deck's id, the same in every package.
pub(super) fn deck_id(name: &str) -> i64 {
    stable(name)
}

fn stable(name: &str) -> i64 {
    1_600_000_000_000 + (hash_bytes(name.as_bytes()) % 100_000_000_000) as i64
}

/// How many steps the longest procedure has.
pub(super) fn most_steps(input: &ExportInput<'_>) -> usize {
    input
        .notes
        .iter()
        .map(|note| if let NoteBody::Steps { steps, .. } = &note.body { steps.len() } else { 0 })
        .max()
        .unwrap_or(0)
}

/// Writes the row.
pub(super) fn write(
    connection: &Connection,
    input: &ExportInput<'_>,
    created: i64,
) -> rusqlite::Result<()> {
    let seconds = input.now.0 / 1000;
    let mut models = Map::new();
    for kind in [
        WrittenNotetype::Pair,
        WrittenNotetype::Question,
        WrittenNotetype::Cloze,
        WrittenNotetype::Steps,
        WrittenNotetype::List,
    ] {
        if input.notes.iter().any(|note| WrittenNotetype::from_note(note) == kind) {
            models.insert(model_id(kind).to_string(), model(kind, most_steps(input), seconds));
        }
    }
    let mut names: BTreeSet<String> = input.notes.iter().map(|note| deck(input, note)).collect();
    names.extend(
        names
            .iter()
            .filter_map(|name| Some(name.split_once("::")?.0.to_string()))
            .collect::<Vec<_>>(),
    );
    let mut decks = Map::new();
    decks.insert("1".to_string(), deck_json(1, "Default", seconds));
    for name in names {
        decks.insert(deck_id(&name).to_string(), deck_json(deck_id(&name), &name, seconds));
    }
    let conf = json!({"activeDecks": [1], "curDeck": 1, "newSpread": 0, "collapseTime": 1200,
        "timeLim": 0, "estTimes": true,
        "dueCounts": true, "curModel": null, "nextPos": input.notes.len() + 1,
        "sortType": "noteFld", "sortBackwards": false,
        "addToCur": true, "dayLearnFirst": false, "schedVer": 2});
    let dconf = json!({"1": {"id": 1, "mod": 0, "name": "Default", "usn": 0, "maxTaken": 60,
        "autoplay": true, "timer": 0,
        "replayq": true, "dyn": false,
        "new": {"bury": true, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 7],
        "order": 1, "perDay": 20, "separate": true},
        "rev": {"bury": true, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1.0, "maxIvl": 36500,
        "minSpace": 1, "perDay": 200, "hardFactor": 1.2},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}}});
    connection.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')",
        params![
            created,
            input.now.0,
            conf.to_string(),
            Value::Object(models).to_string(),
            Value::Object(decks).to_string(),
            dconf.to_string()
        ],
    )?;
    Ok(())
}

const CSS: &str = ".card { font-family: sans-serif; font-size: 20px; text-align: center; } \
                   .cloze { font-weight: bold; color: blue; }";
const LATEX_PREAMBLE: &str = "\\documentclass[12pt]{article}\n\\usepackage{amssymb,amsmath}\n\
                              \\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\
                              \\begin{document}\n";

fn deck_json(id: i64, name: &str, seconds: i64) -> Value {
    json!({"id": id, "name": name, "mod": seconds, "usn": -1, "collapsed": false,
        "browserCollapsed": false, "conf": 1, "desc": "",
        "dyn": 0, "extendNew": 0, "extendRev": 50, "newToday": [0, 0], "revToday": [0, 0],
        "lrnToday": [0, 0], "timeToday": [0, 0]})
}

/// The name of a card, its question and its answer.
type CardTemplate = (String, String, String);

/// The fields and templates of a notetype, for notes of so many steps.
fn parts(kind: WrittenNotetype, most: usize) -> (Vec<String>, Vec<CardTemplate>) {
    let answer = |field: &str| format!("{{{{FrontSide}}}}<hr id=answer>{{{{{field}}}}}");
    let (mut fields, templates): (Vec<String>, Vec<CardTemplate>) = match kind {
        WrittenNotetype::Pair => (
            vec!["Term".into(), "Definition".into()],
            vec![
                ("Definition".into(), "{{Term}}".into(), answer("Definition")),
                ("Term".into(), "{{Definition}}".into(), answer("Term")),
            ],
        ),
        WrittenNotetype::Question => (
            vec!["Question".into(), "Answer".into()],
            vec![("Answer".into(), "{{Question}}".into(), answer("Answer"))],
        ),
        WrittenNotetype::Cloze => {
            let answer = "{{cloze:Text}}<br>{{Extra}}".to_string();
            (
                vec!["Text".into(), "Extra".into()],
                vec![("Cloze".into(), "{{cloze:Text}}".into(), answer)],
            )
        }
        WrittenNotetype::Steps => {
            let order = ("Order".to_string(), "{{Term}}".to_string(), answer("Steps"));
            (
                vec!["Term".into(), "Steps".into()],
                std::iter::once(order)
                    .chain((1..=most).map(|n| {
                        let field = format!("Step {n}");
                        (
                            field.clone(),
                            format!("{{{{#{field}}}}}{{{{Term}}}}: step {n}{{{{/{field}}}}}"),
                            answer(&field),
                        )
                    }))
                    .collect(),
            )
        }
        WrittenNotetype::List => (
            vec!["Term".into(), "Items".into()],
            vec![("Items".into(), "{{Term}}".into(), answer("Items"))],
        ),
    };
    fields.push(HIDDEN.to_string());
    if kind == WrittenNotetype::Steps {
        fields.extend((1..=most).map(|n| format!("Step {n}")));
    }
    (fields, templates)
}

fn model(kind: WrittenNotetype, most: usize, seconds: i64) -> Value {
    let (names, cards) = parts(kind, most);
    let (mut fields, mut templates, mut needed) = (Vec::new(), Vec::new(), Vec::new());
    for (ord, name) in names.iter().enumerate() {
        fields.push(json!({
            "name": name, "ord": ord, "font": "Arial", "size": 20, "media": [], "rtl": false,
            "sticky": false
        }));
    }
    for (ord, (name, question, answer)) in cards.iter().enumerate() {
        templates.push(json!({
            "name": name, "ord": ord, "qfmt": question, "afmt": answer, "bqfmt": "", "bafmt": "",
            "did": null
        }));
        let field = match kind {
            WrittenNotetype::Steps if ord > 0 => ord + 2,
            WrittenNotetype::Pair => ord,
            _ => 0,
        };
        needed.push(json!([ord, "any", [field]]));
    }
    json!({
        "id": model_id(kind), "name": kind.name(),
        "type": i32::from(kind == WrittenNotetype::Cloze), "mod": seconds, "usn": -1, "sortf": 0,
        "did": 1, "tags": [], "vers": [], "req": needed, "latexsvg": false, "css": CSS,
        "latexPre": LATEX_PREAMBLE, "latexPost": "\\end{document}", "flds": fields,
        "tmpls": templates
    })
}

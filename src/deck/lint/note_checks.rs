//! What one note can get wrong by itself: its texts, blanks, formulas, steps and figure.

use std::sync::LazyLock;

use crate::deck::fields::{self, NoteField};
use crate::deck::{Figure, Note, NoteBody};
use crate::fault::Fault;
use crate::text::cloze::{Blank, ClozeText};
use crate::text::fold::{fold, words};
use crate::text::{markup, math, sanitize, width};

/// The columns that every screen has for text: the smallest one is 40 wide.
const NARROWEST: usize = 36;
/// The columns that the widest reading column has for a formula.
const FORMULA_COLUMNS: usize = 72;

/// The fields that people read as text.
static PROSE: LazyLock<Vec<&NoteField>> = LazyLock::new(|| {
    let fields = fields::reordered(&[("contrast", "points")]);
    fields.into_iter().filter(|field| field.prose).collect()
});

/// Every text of a note with the name of its field.
pub(super) fn texts(note: &Note) -> Vec<(&'static str, &str)> {
    let mut all = Vec::new();
    for field in PROSE.iter() {
        if let Some(value) = field.value(note) {
            value.each_text(|text| all.push((field.name, text)));
        }
    }
    all
}

/// Emptiness, control characters, width, blanks and formulas.
pub(super) fn check_texts(note: &Note) -> impl Iterator<Item = Fault> {
    let mut faults = Vec::new();
    for (name, text) in texts(note) {
        faults.extend(check_empty(note, name, text));
        if matches!(sanitize::clean(text), std::borrow::Cow::Owned(_)) {
            let what = format!("`{name}` of `{}` holds control characters", note.id);
            faults.push(Fault::warning(what, "they are shown as signs; take them out"));
        }
        if let Some(word) =
            plain_text(text).split_whitespace().find(|word| width::width(word) > NARROWEST)
        {
            let what = format!(
                "“{}” in `{name}` of `{}` is too wide for a small screen",
                width::cut(word, 24),
                note.id
            );
            faults.push(Fault::warning(what, "break the word, or write it shorter"));
        }
        match parse_blanks(note, name, text) {
            Ok(Some(cloze)) => faults.extend(check_given_away(note, &cloze)),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        let formulas =
            markup::runs(text).into_iter().filter(|run| run.tone == markup::TextTone::Math);
        faults.extend(formulas.flat_map(|run| check_formula(note, &run.text)));
    }
    if let Some(latex) = &note.details.formula {
        faults.extend(check_formula(note, latex));
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

/// The text as a reader sees it: blanks filled, marks taken out.
fn plain_text(text: &str) -> String {
    markup::plain(&ClozeText::parse(text).map_or_else(|_| text.to_string(), |cloze| cloze.filled()))
}

fn check_formula(note: &Note, latex: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for command in math::unknown(latex) {
        let what =
            format!("a formula of `{}` uses `{command}`, which is shown as its source", note.id);
        faults.push(Fault::warning(what, "write it with the commands that MANUAL.md lists"));
    }
    faults
}

pub(super) fn check_empty(note: &Note, name: &str, text: &str) -> Option<Fault> {
    if !text.trim().is_empty() {
        return None;
    }
    let what = format!("`{name}` of `{}` is empty", note.id);
    Some(Fault::error(what, "write it, or leave the note out"))
}

/// Reads the blanks of a text that may have some.
pub(super) fn parse_blanks(
    note: &Note,
    name: &str,
    text: &str,
) -> Result<Option<ClozeText>, Fault> {
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

/// A warning for each blank whose answer can be read elsewhere in the text.
fn check_given_away(note: &Note, cloze: &ClozeText) -> Vec<Fault> {
    cloze
        .blanks()
        .filter(|blank| is_given_away(cloze, blank))
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
fn is_given_away(cloze: &ClozeText, blank: &Blank) -> bool {
    let rest = fold(&markup::plain(&cloze.masked(Some(blank.group))));
    let answer = fold(&markup::plain(&blank.answer));
    let whole: Vec<&str> = words(&rest).collect();
    let sought: Vec<&str> = words(&answer).collect();
    !sought.is_empty() && whole.windows(sought.len()).any(|window| window == sought)
}

/// Whether a note may have this id: it is part of the names of cards.
pub fn is_usable_id(id: &str) -> bool {
    !id.is_empty() && !id.contains(['/', ' '])
}

/// What only one kind of note can get wrong.
pub(super) fn check_body(note: &Note) -> impl Iterator<Item = Fault> {
    let mut faults = Vec::new();
    if !is_usable_id(&note.id) {
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
    let figure = note.details.figure.as_deref().into_iter().flat_map(Figure::faults);
    faults.extend(figure.map(|what| {
        Fault::error(format!("the figure of `{}`: {what}", note.id), "mend the figure")
    }));
    faults.into_iter()
}

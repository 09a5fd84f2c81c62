//! The user's own keys: read from `settings.ron`, checked, and put before all others.
//!
//! A row with a fault is left out and the others hold. Keys are unbound before any are bound, so
//! that a key that one row frees is there for another.

use super::context::Context;
use super::{KeyPosition, Keymap, KeymapRow, key_bindings};
use crate::fault::Fault;
use crate::settings::KeyOverrides;
use crate::text::distance::nearest;
use crate::ui::input::action::{ACTIONS, Action};
use crate::ui::input::key::{Key, notation};

/// The name of no action: it unbinds a key.
const NONE: &str = "none";

/// What is wrong with a row, and with which of the texts that `keys` consists of.
#[derive(Debug)]
pub(super) struct BadRow {
    /// The text's number in the order of the file, from 0.
    pub(super) text: usize,
    /// What is wrong, without a place.
    pub(super) fault: Fault,
}

/// A row that could be read.
struct UserRow {
    text: usize,
    context: Context,
    keys: Vec<Key>,
    /// None unbinds the keys.
    action: Option<Action>,
}

impl UserRow {
    fn describe(&self) -> String {
        describe(self.context, &self.keys, self.action)
    }
}

fn describe(context: Context, keys: &[Key], action: Option<Action>) -> String {
    let action = action.map_or(NONE, |action| action.name().unwrap_or_default());
    format!("`{}` for `{action}` in `{}`", notation(keys), context.name())
}

/// Puts the user's rows before all others; returns those that have a fault, in the order of the
/// file.
pub(super) fn apply(keymap: &mut Keymap, overrides: &KeyOverrides) -> Vec<BadRow> {
    let (mut rows, mut bad_rows) = read(overrides);
    let mut applied: Vec<UserRow> = Vec::new();
    rows.sort_by_key(|row| row.action.is_some());
    for row in rows {
        let same_keys =
            applied.iter().find(|other| (other.context, &other.keys) == (row.context, &row.keys));
        let fault = match (same_keys, row.action) {
            (Some(other), _) => Some(Fault::error(
                format!("{} stands beside {}", row.describe(), other.describe()),
                "the other one holds; keep one of them",
            )),
            (None, None) => unbound(keymap, &row),
            (None, Some(action)) => without_effect(row.context, action)
                .or_else(|| conflict(keymap, row.context, &row.keys, action)),
        };
        if let Some(fault) = fault {
            bad_rows.push(BadRow { text: row.text, fault });
        } else {
            keymap.bind(row.context, row.keys.clone(), row.action, KeyPosition::First);
            applied.push(row);
        }
    }
    bad_rows.sort_by_key(|row| row.text);
    bad_rows
}

fn read(overrides: &KeyOverrides) -> (Vec<UserRow>, Vec<BadRow>) {
    let (mut rows, mut bad_rows, mut text) = (Vec::new(), Vec::new(), 0);
    for (place, pairs) in &overrides.0 {
        let context = Context::from_name(place);
        if context.is_none() {
            let remedy = suggestion(place, Context::all_names()).unwrap_or_else(|| {
                format!("the places are {}", Context::all_names().collect::<Vec<_>>().join(", "))
            });
            let fault = Fault::error(format!("keys have no place `{place}`"), remedy);
            bad_rows.push(BadRow { text, fault });
        }
        text += 1;
        for (keys, action) in &pairs.0 {
            if let Some(context) = context {
                match read_row(context, text, keys, action) {
                    Ok(row) => rows.push(row),
                    Err(row) => bad_rows.push(row),
                }
            }
            text += 2;
        }
    }
    (rows, bad_rows)
}

/// Reads a row whose keys are the text of that number, and its action the next.
fn read_row(context: Context, text: usize, keys: &str, action: &str) -> Result<UserRow, BadRow> {
    let keys = read_keys(context, keys).map_err(|fault| BadRow { text, fault })?;
    let action = read_action(&keys, action).map_err(|fault| BadRow { text: text + 1, fault })?;
    Ok(UserRow { text, context, keys, action })
}

fn read_keys(context: Context, text: &str) -> Result<Vec<Key>, Fault> {
    let mut keys = Vec::new();
    for word in text.split(' ') {
        keys.push(Key::parse(word).ok_or_else(|| no_key(word))?);
    }
    if keys.contains(&Key::CTRL_C) {
        return Err(Fault::error("`ctrl-c` always leaves lacuna", "take another key"));
    }
    match keys.first().and_then(|key| key.typed()) {
        Some(letter) if context.takes_text() => Err(Fault::error(
            format!(
                "`{text}` in `{}` would take a letter away from what is typed there",
                context.name()
            ),
            format!("take it with ctrl or alt: `alt-{letter}`"),
        )),
        _ => Ok(keys),
    }
}

fn no_key(word: &str) -> Fault {
    let (modifiers, name) = word.rsplit_once('-').unwrap_or(("", word));
    let near = nearest(name, Key::names())
        .filter(|_| ["", "ctrl", "alt", "ctrl-alt"].contains(&modifiers));
    let remedy = match (near, modifiers, name.chars().count()) {
        (Some(near), "", _) => format!("did you mean `{near}`?"),
        (Some(near), ..) => format!("did you mean `{modifiers}-{near}`?"),
        (None, "shift", 1) => format!("write `{}`", name.to_uppercase()),
        _ => "write a key as `x`, `ctrl-f`, `alt-up`, `f5` or `space`, and several as `g z`".into(),
    };
    Fault::error(format!("`{word}` is no key"), remedy)
}

fn read_action(keys: &[Key], name: &str) -> Result<Option<Action>, Fault> {
    if name == NONE {
        return Ok(None);
    }
    let Some(action) = Action::from_name(name) else {
        let names = ACTIONS.iter().map(|row| row.name).chain([NONE]);
        let remedy = suggestion(name, names)
            .unwrap_or_else(|| "`lacuna man` names them all behind their keys".to_string());
        return Err(Fault::error(format!("there is no action `{name}`"), remedy));
    };
    // A jump takes the letter that follows; no other action would know what to do with it.
    let any = keys.last() == Some(&Key::ANY);
    match (action == Action::Jump, any) {
        (true, false) => {
            Err(Fault::error("`jump` goes by a letter", format!("write `{} any`", notation(keys))))
        }
        (false, true) => Err(Fault::error(format!("`{name}` takes no letter"), "leave `any` out")),
        _ => Ok(Some(action)),
    }
}

fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// The fault of a row that unbinds keys that are not bound.
fn unbound(keymap: &Keymap, row: &UserRow) -> Option<Fault> {
    let has = |known: &KeymapRow| known.keys.contains(&row.keys);
    if keymap.rows_of(row.context).any(has) {
        return None;
    }
    let elsewhere: Vec<&str> =
        keymap.rows.iter().filter(|known| has(known)).map(|known| known.context.name()).collect();
    let key = notation(&row.keys);
    let remedy = match elsewhere.as_slice() {
        [] => "leave the row out".to_string(),
        places => format!("it has a meaning in: {}", places.join(", ")),
    };
    Some(Fault::error(
        format!("`{key}` means nothing in `{}` that could be taken away", row.context.name()),
        remedy,
    ))
}

/// The fault of a row whose action would do nothing somewhere where the context holds.
fn without_effect(context: Context, action: Action) -> Option<Fault> {
    if context.stacks().all(|stack| has_effect(action, stack)) {
        return None;
    }
    let mut places: Vec<&str> = Vec::new();
    for row in key_bindings().filter(|row| row.action == action) {
        if !places.contains(&row.context.name()) {
            places.push(row.context.name());
        }
    }
    let (name, place) = (action.name().unwrap_or_default(), context.name());
    Some(Fault::error(
        format!("`{name}` has nothing to do in `{place}`"),
        format!("it works in: {}", places.join(", ")),
    ))
}

fn has_effect(action: Action, stack: &[Context]) -> bool {
    key_bindings().any(|row| row.action == action && stack.contains(&row.context))
        || action.is_of_app(stack.iter().any(|context| context.is_of_dialogs()))
}

/// The fault of a row whose keys hide others, or are hidden by them, where both hold at once.
fn conflict(keymap: &Keymap, context: Context, keys: &[Key], action: Action) -> Option<Fault> {
    for row in context.stacks().flatten().flat_map(|beside| keymap.rows_of(*beside)) {
        let same_place = row.context == context;
        for other in &row.keys {
            if overlaps(keys, other) && (same_place || keys.len() != other.len()) {
                let ours = describe(context, keys, Some(action));
                let theirs = describe(row.context, other, Some(row.action));
                let how = if keys.len() < other.len() { "hide" } else { "be hidden by" };
                let (place, key) = (row.context.name(), notation(other));
                return Some(Fault::error(
                    format!("{ours} would {how} {theirs}"),
                    format!(
                        "take other keys, or take those away with \"{place}\": \
                         {{\"{key}\": \"none\"}}"
                    ),
                ));
            }
        }
    }
    None
}

/// Whether of two different sequences one begins with the other, or only one ends in any letter.
fn overlaps(keys: &[Key], other: &[Key]) -> bool {
    let begin_alike = keys.iter().zip(other).all(|(a, b)| a.fits(*b) || b.fits(*a));
    begin_alike
        && (keys.len() != other.len()
            || (keys != other && keys.contains(&Key::ANY) != other.contains(&Key::ANY)))
}

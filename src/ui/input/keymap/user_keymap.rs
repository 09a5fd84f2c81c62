//! The user's own rows: read from what `settings.ron` says, checked, and put before all others.
//!
//! A row that is wrong is told and left out; the others hold. Keys are taken away before any are
//! given, so that what was taken away can be given anew.

use super::context::Context;
use super::{KEYMAP, KeyPosition, Keymap, KeymapRow};
use crate::settings::KeyOverrides;
use crate::text::distance::nearest;
use crate::ui::input::action::{Action, WORDS};
use crate::ui::input::key::{Key, written};

/// What takes a key away.
const NONE: &str = "none";

/// What is wrong with a row, and with which of the texts that `keys` consists of.
#[derive(Debug)]
pub(super) struct BadRow {
    /// The text's number, counted through from 0.
    pub(super) text: usize,
    /// What is wrong.
    pub(super) what: String,
    /// What to do about it.
    pub(super) remedy: String,
}

/// A row that can be read.
struct UserRow {
    text: usize,
    context: Context,
    keys: Vec<Key>,
    /// Nothing where the key is to be taken away.
    action: Option<Action>,
}

impl UserRow {
    fn says(&self) -> String {
        says(self.context, &self.keys, self.action)
    }
}

fn says(context: Context, keys: &[Key], action: Option<Action>) -> String {
    let action = action.map_or(NONE, |action| action.name().unwrap_or_default());
    format!("`{}` for `{action}` in `{}`", written(keys), context.name())
}

type RowComplaint = (String, String);

/// Puts the user's rows before those that are there, and tells which it could not take.
pub(super) fn take(keymap: &mut Keymap, own: &KeyOverrides) -> Vec<BadRow> {
    let (mut rows, mut wrongs) = read(own);
    let mut told =
        |text: usize, (what, remedy): RowComplaint| wrongs.push(BadRow { text, what, remedy });
    let mut taken: Vec<UserRow> = Vec::new();
    rows.sort_by_key(|row| row.action.is_some());
    for row in rows {
        let twice =
            taken.iter().find(|other| (other.context, &other.keys) == (row.context, &row.keys));
        let complaint = match (twice, row.action) {
            (Some(other), _) => Some((
                format!("{} stands beside {}", row.says(), other.says()),
                "the other one holds; keep one of them".to_string(),
            )),
            (None, None) => is_there(keymap, &row),
            (None, Some(action)) => means_something(row.context, action)
                .or_else(|| hides(keymap, row.context, &row.keys, action)),
        };
        if let Some(complaint) = complaint {
            told(row.text, complaint);
        } else {
            keymap.put(row.context, row.keys.clone(), row.action, KeyPosition::First);
            taken.push(row);
        }
    }
    wrongs.sort_by_key(|wrong| wrong.text);
    wrongs
}

/// Reads the rows; what can't be read is told.
fn read(own: &KeyOverrides) -> (Vec<UserRow>, Vec<BadRow>) {
    let (mut rows, mut wrongs, mut text) = (Vec::new(), Vec::new(), 0);
    for (place, pairs) in &own.0 {
        let context = Context::named(place);
        if context.is_none() {
            let list = || {
                format!("the places are {}", Context::all_names().collect::<Vec<_>>().join(", "))
            };
            let remedy = meant(place, Context::all_names()).unwrap_or_else(list);
            wrongs.push(BadRow { text, what: format!("keys have no place `{place}`"), remedy });
        }
        text += 1;
        for (keys, action) in &pairs.0 {
            let at = text;
            text += 2;
            let Some(context) = context else { continue };
            match read_keys(context, keys).map_err(|complaint| (at, complaint)).and_then(|keys| {
                let action = read_action(&keys, action).map_err(|complaint| (at + 1, complaint))?;
                Ok(UserRow { text: at, context, keys, action })
            }) {
                Ok(row) => rows.push(row),
                Err((text, (what, remedy))) => wrongs.push(BadRow { text, what, remedy }),
            }
        }
    }
    (rows, wrongs)
}

fn read_keys(context: Context, text: &str) -> Result<Vec<Key>, RowComplaint> {
    let how = || {
        "write a key as `x`, `ctrl-f`, `alt-up`, `f5` or `space`, and several as `g z`".to_string()
    };
    let mut keys = Vec::new();
    for word in text.split(' ') {
        let Some(key) = Key::parse(word) else {
            let (held, name) =
                word.rsplit_once('-').map_or(("", word), |(held, name)| (held, name));
            let near = nearest(name, Key::names())
                .filter(|_| ["", "ctrl", "alt", "ctrl-alt"].contains(&held));
            let remedy = match (near, held, name.chars().count()) {
                (Some(near), "", _) => format!("did you mean `{near}`?"),
                (Some(near), ..) => format!("did you mean `{held}-{near}`?"),
                (None, "shift", 1) => format!("write `{}`", name.to_uppercase()),
                _ => how(),
            };
            return Err((format!("`{word}` is no key"), remedy));
        };
        keys.push(key);
    }
    if keys.contains(&Key::CTRL_C) {
        return Err(("`ctrl-c` always leaves lacuna".into(), "take another key".into()));
    }
    match keys.first().and_then(|key| key.typed()) {
        Some(letter) if context.types() => Err((
            format!(
                "`{text}` in `{}` would take a letter away from what is typed there",
                context.name()
            ),
            format!("take it with ctrl or alt: `alt-{letter}`"),
        )),
        _ => Ok(keys),
    }
}

fn read_action(keys: &[Key], name: &str) -> Result<Option<Action>, RowComplaint> {
    if name == NONE {
        return Ok(None);
    }
    let Some(action) = Action::named(name) else {
        let names = WORDS.iter().map(|row| row.name).chain([NONE]);
        let remedy = meant(name, names)
            .unwrap_or_else(|| "`lacuna man` names them all behind their keys".to_string());
        return Err((format!("there is no action `{name}`"), remedy));
    };
    // A jump takes the letter that follows; nothing else would know what to do with it.
    let any = keys.last() == Some(&Key::ANY);
    match (action == Action::Jump, any) {
        (true, false) => {
            Err(("`jump` goes by a letter".into(), format!("write `{} any`", written(keys))))
        }
        (false, true) => Err((format!("`{name}` takes no letter"), "leave `any` out".into())),
        _ => Ok(Some(action)),
    }
}

fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// Complains of a key that is to be taken away and is not there.
fn is_there(keymap: &Keymap, row: &UserRow) -> Option<RowComplaint> {
    let has = |known: &KeymapRow| known.keys.contains(&row.keys);
    if keymap.rows_of(row.context).any(has) {
        return None;
    }
    let elsewhere: Vec<&str> =
        keymap.rows.iter().filter(|known| has(known)).map(|known| known.context.name()).collect();
    let key = written(&row.keys);
    let remedy = match elsewhere.as_slice() {
        [] => "leave the row out".to_string(),
        places => format!("it has a meaning in: {}", places.join(", ")),
    };
    Some((
        format!("`{key}` means nothing in `{}` that could be taken away", row.context.name()),
        remedy,
    ))
}

/// Complains of an action that would do nothing somewhere where the context holds.
fn means_something(context: Context, action: Action) -> Option<RowComplaint> {
    let known = |stack: &[Context]| {
        KEYMAP.iter().any(|row| row.action == action && stack.contains(&row.context))
    };
    let fits = |stack: &[Context]| known(stack) || works_on(action, stack);
    if context.stacks().all(fits) {
        return None;
    }
    let mut places: Vec<&str> = Vec::new();
    for row in KEYMAP.iter().filter(|row| row.action == action) {
        if !places.contains(&row.context.name()) {
            places.push(row.context.name());
        }
    }
    let (name, place) = (action.name().unwrap_or_default(), context.name());
    Some((
        format!("`{name}` has nothing to do in `{place}`"),
        format!("it works in: {}", places.join(", ")),
    ))
}

/// Whether the app carries the action out itself, whatever pane is in front.
fn works_on(action: Action, stack: &[Context]) -> bool {
    let always = matches!(
        action,
        Action::Quit
            | Action::Suspend
            | Action::Redraw
            | Action::Help
            | Action::Palette
            | Action::NextTheme
    );
    let on_panes = matches!(
        action,
        Action::Goto(_)
            | Action::NextTab
            | Action::PreviousTab
            | Action::Leave
            | Action::Settings
            | Action::AddNote
            | Action::Import
            | Action::EditNote
            | Action::EditText
            | Action::DeleteNote
            | Action::OpenLab
            | Action::Figure
            | Action::Undo
            | Action::Redo
    );
    always || (on_panes && !stack.iter().any(|context| context.lies_over()))
}

/// Complains of keys that hide others, or are hidden by them, where both hold at once.
fn hides(keymap: &Keymap, context: Context, keys: &[Key], action: Action) -> Option<RowComplaint> {
    let clashes = |other: &[Key]| {
        let both = keys.iter().zip(other).all(|(a, b)| a.fits(*b) || b.fits(*a));
        both && (keys.len() != other.len()
            || (keys != other && keys.contains(&Key::ANY) != other.contains(&Key::ANY)))
    };
    for row in context.stacks().flatten().flat_map(|beside| keymap.rows_of(*beside)) {
        let same_place = row.context == context;
        let clash = row
            .keys
            .iter()
            .find(|other| clashes(other) && (same_place || keys.len() != other.len()));
        if let Some(other) = clash {
            let (ours, theirs) =
                (says(context, keys, Some(action)), says(row.context, other, Some(row.action)));
            let how = if keys.len() < other.len() { "hide" } else { "be hidden by" };
            let what = format!("{ours} would {how} {theirs}");
            let away = format!("\"{}\": {{\"{}\": \"none\"}}", row.context.name(), written(other));
            return Some((what, format!("take other keys, or take those away with {away}")));
        }
    }
    None
}

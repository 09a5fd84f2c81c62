//! `deck options`, and a deck's topics turned on or off.

use serde::Serialize;

use super::args::DeckAction;
use super::exit_status::{CommandEnd, ExitStatus};
use super::print::printer::Printer;
use super::print::style;
use crate::fault::Fault;
use crate::library::DeckInfo;
use crate::session::Learner;
use crate::session::scope::{find_deck, find_topic};
use crate::settings::{DECK_KEYS, NewOrder, ReviewOrder, SettingValue, Settings};
use crate::store::{self, ConfigHome};
use crate::text::distance::nearest;
use crate::text::sanitize::clean_line;

/// The options of a deck.
#[derive(Serialize)]
struct DeckOptionsJson<'a> {
    id: &'a str,
    title: &'a str,
    options: Vec<OptionJson>,
    topics_off: Vec<&'a str>,
}

/// An option with the value in force.
#[derive(Serialize)]
struct OptionJson {
    key: &'static str,
    value: SettingValue,
    /// What holds for decks without a value of their own.
    general: SettingValue,
    /// Whether the value is the deck's own.
    own: bool,
}

/// The deck that a command is about.
pub(super) struct OptionsCommand<'a> {
    /// Where its settings are.
    pub home: &'a ConfigHome,
    /// Whose decks they are.
    pub learner: &'a Learner,
    /// The deck.
    pub deck: &'a DeckInfo,
    /// Whether to print JSON.
    pub json: bool,
}

/// Does what is asked of a deck's options or of one of its topics; none if it is about the deck.
pub(super) fn run(
    command: &OptionsCommand<'_>,
    action: &DeckAction,
    printer: &mut Printer<'_>,
) -> Result<Option<ExitStatus>, CommandEnd> {
    match action {
        DeckAction::Options { set, reset, .. } => change(command, set, reset, printer),
        DeckAction::On { topic: Some(topic), .. } => switch_topic(command, topic, true, printer),
        DeckAction::Off { topic: Some(topic), .. } => switch_topic(command, topic, false, printer),
        _ => return Ok(None),
    }
    .map(Some)
}

/// Changes a deck's options, as in `key=value` and `key`, and prints all of them.
fn change(
    command: &OptionsCommand<'_>,
    set: &[String],
    reset: &[String],
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let OptionsCommand { home, learner, deck, json } = *command;
    let mut changes: Vec<(&str, Option<SettingValue>)> = Vec::new();
    for typed in set {
        let Some((key, text)) = typed.split_once('=') else {
            let what = format!("`{typed}` sets nothing");
            return Err(Fault::error(what, "write key=value, as in new_per_day=10").into());
        };
        let key = find_key(key.trim())?;
        changes.push((key, Some(parse(key, text)?)));
    }
    for key in reset {
        changes.push((find_key(key.trim())?, None));
    }
    let changed = match changes.as_slice() {
        [] => None,
        changes => Some(store::settings::set_deck_options(home, &deck.head.id, changes)?),
    };
    let settings = changed.as_ref().unwrap_or(learner.scheduler.settings());
    let options = view(deck, settings);
    if json {
        printer.json(&options)?;
    } else {
        print(&options, printer)?;
    }
    Ok(ExitStatus::Yes)
}

fn find_key(typed: &str) -> Result<&'static str, Fault> {
    DECK_KEYS.into_iter().find(|key| *key == typed).ok_or_else(|| {
        let remedy = match nearest(typed, DECK_KEYS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", DECK_KEYS.join(", ")),
        };
        Fault::error(format!("a deck has no option `{typed}`"), remedy)
    })
}

fn parse(key: &str, text: &str) -> Result<SettingValue, Fault> {
    let general = Settings::default();
    let like = general.value(key).unwrap_or(SettingValue::Name(String::new()));
    let wrong = |remedy: String| Fault::error(format!("`{key}` can't be `{text}`"), remedy);
    let value = like.parse(text).map_err(|remedy| wrong(remedy.to_string()))?;
    if general.with_value(key, &value).is_some() {
        return Ok(value);
    }
    let names: Vec<&str> = match key {
        "new_order" => NewOrder::NAMES.map(|(_, name)| name).into(),
        _ => ReviewOrder::NAMES.map(|(_, name)| name).into(),
    };
    Err(wrong(match nearest(text, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", names.join(", ")),
    }))
}

fn view<'a>(deck: &'a DeckInfo, settings: &'a Settings) -> DeckOptionsJson<'a> {
    let id = &deck.head.id;
    let (held, own) = (settings.for_deck(id), settings.deck_options.get(id));
    let option = |key: &'static str| {
        Some(OptionJson {
            key,
            value: held.value(key)?,
            general: settings.value(key)?,
            own: own.is_some_and(|own| own.value(key).is_some()),
        })
    };
    let off = settings.topics_off.get(id).into_iter().flatten().map(String::as_str);
    DeckOptionsJson {
        id,
        title: &deck.head.title,
        options: DECK_KEYS.into_iter().filter_map(option).collect(),
        topics_off: off.collect(),
    }
}

fn print(options: &DeckOptionsJson<'_>, printer: &mut Printer<'_>) -> Result<(), CommandEnd> {
    printer.text(style::BOLD, &clean_line(options.title))?;
    printer.end_line()?;
    for OptionJson { key, value, general, own } in &options.options {
        printer.text(style::DIM, &format!("{key:<18}"))?;
        if *own {
            printer.text(style::PLAIN, &format!("{value}  "))?;
        }
        printer.text(style::DIM, &format!("(general: {general})"))?;
        printer.end_line()?;
    }
    if !options.topics_off.is_empty() {
        printer.text(style::DIM, &format!("{:<18}", "topics off"))?;
        printer.text(style::PLAIN, &clean_line(&options.topics_off.join(", ")))?;
        printer.end_line()?;
    }
    Ok(())
}

/// Turns a topic of a deck on or off, and says so.
fn switch_topic(
    command: &OptionsCommand<'_>,
    topic: &str,
    on: bool,
    printer: &mut Printer<'_>,
) -> Result<ExitStatus, CommandEnd> {
    let OptionsCommand { home, learner, deck, json } = *command;
    let topic = find_topic(&learner.library, find_deck(&learner.library, &deck.head.id)?, topic)?;
    let settings = store::settings::set_topic(home, &deck.head.id, &topic.id, on)?;
    if json {
        printer.json(&view(deck, &settings))?;
        return Ok(ExitStatus::Yes);
    }
    let (topic, deck) = (clean_line(&topic.title), clean_line(&deck.head.title));
    let text = if on {
        format!("“{topic}” of “{deck}” is on")
    } else {
        format!("“{topic}” of “{deck}” is off: none of its cards is new or due")
    };
    printer.text(style::PLAIN, &text)?;
    printer.end_line()?;
    Ok(ExitStatus::Yes)
}

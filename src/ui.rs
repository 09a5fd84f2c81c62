//! The full screen: state, update, view.
//!
//! [`shell::events`] waits for input and turns it into messages; [`shell::app`] changes its state
//! by them and returns effects, without any input or output of its own; `view` draws the state and
//! changes nothing. Every [screen](screens::screen::Screen) is a plain struct on one
//! [stack](screens::screen_stack); every key is in the one table of [`input::keymap`].

pub mod draw;
pub mod input;
mod options;
pub mod screens;
pub mod shell;
mod tab;
pub mod view;

use crate::fault::Fault;
use crate::store::{self, ConfigHome};
use draw::picture::PictureTerminal;
use draw::theme::{Background, ColourDepth, TerminalColours, Themes};
use shell::events::OpenedDecks;
use shell::loading::PreparedUi;

pub use options::UiOptions;
pub use tab::Tab;

/// Loads all themes, selects the one of the settings if `chosen` names it, and returns them with
/// the first fault in that or in the user's own.
pub fn load_themes(
    home: &ConfigHome,
    chosen: Option<&str>,
    colour: bool,
) -> (Themes, Option<Fault>) {
    let (user_themes, mut faults) = shell::events::user_themes(home);
    let mut themes = Themes::new(terminal(colour), user_themes);
    let wrong = chosen.and_then(|chosen| themes.select(chosen).err());
    faults.splice(
        0..0,
        wrong.map(|fault| fault.with_place(store::settings::key_place(home, "theme"))),
    );
    // One fault is enough to start with.
    let more = faults.len().saturating_sub(1);
    let first = faults.into_iter().next().map(|mut first| {
        if more > 0 {
            first.remedy = format!("{} (and {more} more in the themes)", first.remedy);
        }
        first
    });
    (themes, first)
}

/// What is wrong with the user's own themes, and with the one that the settings name.
pub fn theme_faults(home: &ConfigHome, chosen: &str) -> Vec<Fault> {
    let (themes, mut faults) = shell::events::user_themes(home);
    let wrong = Themes::new(terminal(false), themes).select(chosen).err();
    faults.extend(wrong.map(|fault| fault.with_place(store::settings::key_place(home, "theme"))));
    faults
}

/// Runs the full screen until the user leaves. Another thread prepares the terminal while `read`
/// reads everything: if that takes longer than a moment, it shows a loading screen.
pub fn run(
    read: impl FnOnce() -> OpenedDecks,
    prepare: impl FnOnce() -> PreparedUi + Send + 'static,
) -> Result<(), Fault> {
    shell::events::run(read, prepare).map_err(|error| {
        Fault::error(
            format!("the terminal failed: {error}"),
            "run lacuna in an interactive terminal, or use `lacuna find`",
        )
    })?
}

/// What the terminal can show of pictures, by the environment; none if it can't.
pub fn picture_terminal(colour: bool) -> Option<PictureTerminal> {
    PictureTerminal::from_env(variable, colour_depth(colour))
}

fn variable(name: &str) -> String {
    std::env::var_os(name).unwrap_or_default().to_string_lossy().into_owned()
}

fn colour_depth(colour: bool) -> ColourDepth {
    if colour {
        ColourDepth::from_env(&variable("TERM"), &variable("COLORTERM"))
    } else {
        ColourDepth::Mono
    }
}

/// The colours of the terminal, by the environment.
fn terminal(colour: bool) -> TerminalColours {
    let (term, depth) = (variable("TERM"), colour_depth(colour));
    let background = Background::from_env(&term, &variable("COLORFGBG"));
    if background.is_none() && depth > ColourDepth::Mono && term != "dumb" {
        shell::terminal::ask_background();
    }
    if depth == ColourDepth::Sixteen {
        shell::terminal::use_basic_colours();
    }
    TerminalColours { depth, background: background.unwrap_or(Background::Dark) }
}

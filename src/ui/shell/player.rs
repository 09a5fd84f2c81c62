//! Plays a note's sounds in a program that the system has for them.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::environment::is_over_ssh;
use crate::fault::Fault;
use crate::library::NoteIx;
use crate::store::ConfigHome;
use crate::store::media::MediaFolder;

/// The programs that can play a sound, and how each is asked to do so and nothing else; the file
/// comes last.
const PLAYERS: [(&str, &[&str]); 5] = [
    ("mpv", &["--no-config", "--no-video", "--no-terminal", "--ytdl=no"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet", "-protocol_whitelist", "file"]),
    ("afplay", &[]),
    ("pw-play", &[]),
    ("paplay", &[]),
];

/// The sounds of what is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundRequest {
    /// The note that they belong to.
    pub note: NoteIx,
    /// The id of its deck.
    pub deck: String,
    /// The files, as the note names them.
    pub files: Vec<String>,
}

/// Plays one sound at a time, and stops with what it belongs to.
#[derive(Debug, Default)]
pub struct SoundPlayer {
    running: Option<Child>,
    /// What was asked for last, and which of its sounds was played.
    last: Option<(SoundRequest, usize)>,
}

impl SoundPlayer {
    /// Plays a sound; asked for the same ones once more, the next of them.
    pub fn play(&mut self, home: &ConfigHome, request: SoundRequest) -> Result<(), Fault> {
        self.stop();
        if is_over_ssh() {
            let remedy = "the sound would play on the other computer; study there to hear it";
            return Err(Fault::error("sounds are not played over ssh", remedy));
        }
        let at = match self.last.take() {
            Some((last, at)) if last == request => (at + 1) % request.files.len().max(1),
            _ => 0,
        };
        let Some(name) = request.files.get(at) else { return Ok(()) };
        let file = MediaFolder::open(home)?.find(&request.deck, name).ok_or_else(|| {
            let remedy = "put it beside the deck's file, or import the deck with its sounds";
            Fault::error(format!("`{name}` is not there"), remedy)
        })?;
        self.last = Some((request, at));
        self.running = Some(started(&file)?);
        Ok(())
    }

    /// Stops what belongs to another note than the one on the screen.
    pub fn keep_for(&mut self, note: Option<NoteIx>) {
        if self.last.as_ref().is_some_and(|(request, _)| Some(request.note) != note) {
            self.last = None;
            self.stop();
        }
    }

    fn stop(&mut self) {
        if let Some(mut player) = self.running.take() {
            // It may have ended by itself, and is waited for either way.
            _ = player.kill();
            _ = player.wait();
        }
    }
}

impl Drop for SoundPlayer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts the first of the players that is installed.
fn started(file: &Path) -> Result<Child, Fault> {
    for (player, arguments) in PLAYERS {
        let mut command = Command::new(player);
        command.args(arguments).arg(file);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Ok(child) = command.spawn() {
            return Ok(child);
        }
    }
    let remedy = "install mpv, or ffplay, which comes with FFmpeg";
    Err(Fault::error("there is no program here that plays sounds", remedy))
}

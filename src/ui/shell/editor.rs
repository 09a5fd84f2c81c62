//! Opens a file in the user's editor, which has the terminal meanwhile.

use std::ffi::OsString;
use std::io::{self, Write, stdout};
use std::path::Path;
use std::process::{Command, ExitStatus};

use super::{signals, terminal};
use crate::fault::Fault;

/// The editor where the environment names none.
const USUAL: &str = "vi";
/// A shell's exit codes for a program that is missing, or that can't run.
const MISSING: [i32; 2] = [126, 127];

/// Opens the file in the user's editor and waits until that is left. The terminal is given back
/// meanwhile.
pub fn edit(path: &Path) -> io::Result<Result<(), Fault>> {
    let editor = editor_command();
    let name = editor.to_string_lossy().into_owned();
    let mut line = editor;
    line.push(" \"$1\"");
    let status = {
        let _lent = signals::lend();
        terminal::leave();
        // An editor with a window of its own leaves the terminal empty: say what is going on.
        print_now("lacuna waits for your editor. ");
        let status = Command::new("sh").arg("-c").arg(line).arg("sh").arg(path).status();
        print_now("\r\x1b[K");
        status
    };
    terminal::enter()?;
    Ok(check_status(&name, status))
}

/// The command that `VISUAL` or else `EDITOR` names.
fn editor_command() -> OsString {
    let named = ["VISUAL", "EDITOR"].iter().filter_map(std::env::var_os);
    let mut named = named.filter(|command| !command.to_string_lossy().trim().is_empty());
    named.next().unwrap_or_else(|| USUAL.into())
}

fn print_now(text: &str) {
    let mut out = stdout();
    // It is only a notice: an error changes nothing.
    _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn check_status(name: &str, status: io::Result<ExitStatus>) -> Result<(), Fault> {
    let remedy = "set VISUAL or EDITOR to an editor that is there, as in EDITOR=nano";
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if status.code().is_some_and(|code| MISSING.contains(&code)) => {
            Err(Fault::error(
                format!("the editor `{name}` can't be started, so nothing has changed"),
                remedy,
            ))
        }
        Ok(status) => {
            let list_move = status
                .code()
                .map_or_else(|| "was ended by a signal".into(), |code| format!("failed ({code})"));
            Err(Fault::error(
                format!("the editor `{name}` {list_move}, so nothing has changed"),
                "E opens the note again",
            ))
        }
        Err(error) => Err(Fault::error(
            format!("the editor `{name}` can't be started ({error}), so nothing has changed"),
            remedy,
        )),
    }
}

//! An interactive shell in a pseudo-terminal, with lacuna as its job.

#![allow(dead_code, reason = "each test program uses its own part")]

use tempfile::TempDir;

use super::pty::{Pty, command, find, left_behind};

/// Starts lacuna from a prompt, and says under which number.
pub(crate) const PROMPTED: &str = r#"sh -c 'echo "pid $$"; exec "$LACUNA"'"#;
/// What the shell asks with.
const PROMPT: &str = "ready>";
/// What Home's footer says, the last thing that a frame draws.
pub(crate) const HOME: &str = "? keys";

/// An interactive shell with job control, and lacuna as its job.
pub(crate) struct Job {
    pub(crate) pty: Pty,
    pub(crate) pid: u32,
    pub(crate) home: TempDir,
    settings: String,
}

impl Job {
    /// Opens a shell and types the line, which starts lacuna.
    pub(crate) fn open(line: &str) -> Job {
        let home = tempfile::tempdir().expect("a directory can be made");
        let mut pty = Pty::start(command("sh", &["-i"], home.path()), 80, 24);
        let settings = answer(&mut pty, "before", "stty -g");
        pty.press(&format!("echo 'text from before'\r{line}\r"));
        let pid = pty.number("pid ");
        pty.shows(HOME);
        Job { pty, pid, home, settings }
    }

    /// Waits for the shell's prompt, and checks that the terminal is as it was.
    pub(crate) fn is_at_the_prompt(&mut self, when: &str) {
        assert_eq!(answer(&mut self.pty, when, "stty -g"), self.settings, "{when}");
        assert_eq!(self.pty.look(left_behind), [""; 0], "{when}");
        self.pty.shows("text from before");
    }

    /// Waits for lacuna's end, which was a good one.
    pub(crate) fn ends_well(&mut self) {
        assert_eq!(answer(&mut self.pty, "status", "echo $?"), "0");
        self.is_at_the_prompt("at the end");
    }

    /// Has the shell take lacuna up again.
    pub(crate) fn comes_back(&mut self) {
        self.pty.press("fg\r");
        self.pty.until("the screen again", |screen| {
            screen.alternate_screen() && find(screen, HOME).is_some()
        });
    }
}

/// Returns what a command at the prompt prints on one line.
fn answer(pty: &mut Pty, label: &str, command: &str) -> String {
    pty.until("the prompt", |screen| {
        let (row, column) = screen.cursor_position();
        let line = screen.contents_between(row, 0, row, column);
        !screen.alternate_screen() && line.trim_end() == PROMPT
    });
    pty.press(&format!("echo \"<{label}:$({command})>\"\r"));
    pty.wait("the shell's answer", |seen| {
        let text = seen.text();
        let (_, after) = text.rsplit_once(&format!("<{label}:"))?;
        let (answer, _) = after.split_once('>')?;
        (!answer.contains('$')).then(|| answer.to_string())
    })
}

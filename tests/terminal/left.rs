//! However lacuna ends or stops, the terminal is left as it was.

use tempfile::TempDir;

use super::job::{HOME, Job, PROMPTED};
use super::pty::{Pty, command, left_behind, signal};
use super::{CTRL_C, CTRL_Z, home, open};

/// Starts lacuna as a script would, says under which number, and stays, so that what it left can be
/// looked at.
const HOST: &str = r#"
stty -g
echo 'text from before'
sh -c 'echo "pid $$"; exec "$LACUNA"'
echo "status $?"
exec cat
"#;

/// The same with a program between shell and lacuna, as when a script starts it.
const WRAPPED: &str = r#"sh -c 'echo "pid $$"; "$LACUNA"; exit $?'"#;

/// lacuna below a script that outlives it.
pub(crate) struct Hosted {
    pub(crate) pty: Pty,
    pub(crate) pid: u32,
    settings: String,
    _home: TempDir,
}

impl Hosted {
    pub(crate) fn open(variables: &[(&str, &str)]) -> Hosted {
        let hosted = Hosted::start(variables);
        hosted.pty.shows(HOME);
        assert_ne!(hosted.pty.settings(), hosted.settings, "lacuna takes the terminal over");
        assert!(!hosted.pty.look(left_behind).is_empty(), "lacuna takes the screen over");
        hosted
    }

    fn start(variables: &[(&str, &str)]) -> Hosted {
        let home = home();
        let mut host = command("sh", &["-c", HOST], home.path());
        for (name, value) in variables {
            host.env(name, value);
        }
        let pty = Pty::start(host, 80, 24);
        let settings = pty.first_settings.clone();
        let pid = pty.number("pid ");
        Hosted { pty, pid, settings, _home: home }
    }

    /// Waits for the end, and checks that it had this status and that the terminal is as it was.
    pub(crate) fn leaves(&self, status: u32) {
        assert_eq!(self.pty.number("status "), status);
        self.assert_as_before();
    }

    fn assert_as_before(&self) {
        assert_eq!(self.pty.look(left_behind), [""; 0], "left behind");
        assert_eq!(self.pty.settings(), self.settings);
        self.pty.shows("text from before");
        self.pty.shows(&format!("pid {}", self.pid));
        self.pty.hides(HOME);
    }
}

#[test]
fn ctrl_c_leaves_from_anywhere() {
    for way in ["", "b", "/x", ":", "?", "g"] {
        let home = home();
        let mut pty = open(home.path(), 80, 24);
        pty.press(way);
        pty.press(CTRL_C);
        let status = pty.ended();
        assert!(status.success(), "after {way:?}: {status}");
        pty.is_given_back();
    }
}

#[test]
fn the_terminal_is_left_as_it_was_by_keys() {
    for key in ["q", CTRL_C] {
        let mut hosted = Hosted::open(&[]);
        hosted.pty.press(key);
        hosted.leaves(0);
    }
}

#[test]
fn the_terminal_is_left_as_it_was_by_signals() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let hosted = Hosted::open(&[]);
        signal(name, hosted.pid);
        hosted.leaves(128 + number);
    }
}

#[test]
fn the_terminal_is_left_as_it_was_by_a_panic() {
    let mut hosted = Hosted::open(&[("LACUNA_TEST_PANIC", "key")]);
    hosted.pty.press("x");
    hosted.leaves(101);
    hosted.pty.shows("asked to by LACUNA_TEST_PANIC");
}

#[test]
fn the_terminal_is_left_as_it_was_by_a_panic_while_drawing() {
    let hosted = Hosted::start(&[("LACUNA_TEST_PANIC", "frame")]);
    hosted.leaves(101);
    hosted.pty.shows("asked to by LACUNA_TEST_PANIC");
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    for line in [PROMPTED, WRAPPED] {
        let mut job = Job::open(line);
        for round in ["the first time", "the second time"] {
            job.pty.press(CTRL_Z);
            job.is_at_the_prompt(round);
            job.comes_back();
        }
        job.pty.press("/lora");
        job.pty.shows("> lora");
        job.pty.press(CTRL_C);
        job.ends_well();
    }
}

#[test]
fn ctrl_z_where_no_shell_could_continue_is_harmless() {
    let mut hosted = Hosted::open(&[]);
    hosted.pty.press(CTRL_Z);
    hosted.pty.wait("the screen taken over again", |seen| {
        (seen.text().matches("\x1b[?1049h").count() == 2).then_some(())
    });
    hosted.pty.press("b");
    hosted.pty.shows("A–Z");
    hosted.pty.press("qq");
    hosted.leaves(0);
}

#[test]
fn a_stop_from_outside_is_like_ctrl_z() {
    let mut job = Job::open(PROMPTED);
    signal("TSTP", job.pid);
    job.is_at_the_prompt("stopped");
    job.comes_back();
    job.pty.press("b");
    job.pty.shows("A–Z");
    job.pty.press("qq");
    job.ends_well();
}

#[test]
fn a_stop_and_a_go_from_outside_repaint() {
    let mut hosted = Hosted::open(&[]);
    hosted.pty.press("b");
    hosted.pty.shows("A–Z");
    let pid = hosted.pid;
    hosted.pty.repaints_the_same(|_| {
        signal("STOP", pid);
        signal("CONT", pid);
    });
    hosted.pty.press("qq");
    hosted.leaves(0);
}

/// Whether a process runs; one that has ended and was not asked for its status does not.
#[cfg(target_os = "linux")]
fn runs(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, fields)| !fields.starts_with('Z'))
}

#[test]
#[cfg(target_os = "linux")]
fn it_ends_with_a_terminal_that_goes_away_without_a_signal() {
    let home = home();
    // In a session of its own it gets no hang-up.
    let script = r#"echo "pid $$"; exec "$LACUNA""#;
    let pty = Pty::start(command("setsid", &["-w", "sh", "-c", script], home.path()), 80, 24);
    let pid = pty.number("pid ");
    pty.shows(HOME);
    pty.vanish().ended();
    let begun = lacuna::clock::monotonic();
    while runs(pid) && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let lives_on = runs(pid);
    if lives_on {
        signal("KILL", pid);
    }
    assert!(!lives_on, "it waits for the keys of a terminal that is gone");
}

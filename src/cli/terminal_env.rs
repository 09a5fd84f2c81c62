//! What a command must know of the terminal and the environment around it; `main` finds it out.

use crate::clock::Clock;
use crate::fault::Fault;

/// What a standard stream leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// A terminal, where a person reads or types.
    Terminal,
    /// A pipe, a file, or nothing.
    Other,
}

/// The terminal and the environment that the program was started in.
#[derive(Clone, Debug)]
pub struct TerminalEnv {
    /// Standard input.
    pub input: StreamKind,
    /// Standard output.
    pub output: StreamKind,
    /// Standard error.
    pub errors: StreamKind,
    /// The terminal's columns, where they are known.
    pub columns: Option<usize>,
    /// Whether `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// Whether `TERM` says that the terminal can place nothing.
    pub dumb: bool,
    /// Whether the terminal is one that has links (OSC 8).
    pub links: bool,
    /// Where the time comes from.
    pub clock: Clock,
}

impl TerminalEnv {
    /// Checks that the full screen can open here.
    pub fn full_screen(&self) -> Result<(), Fault> {
        let what = match (self.input, self.output) {
            (_, StreamKind::Other) => {
                "the full screen needs a terminal, and standard output is not one"
            }
            (StreamKind::Other, _) => {
                "the full screen needs a terminal, and standard input is not one"
            }
            _ if self.dumb => {
                "the full screen needs a terminal that can place text, and TERM says `dumb`"
            }
            _ => return Ok(()),
        };
        Err(Fault::error(
            what,
            "use `lacuna find`, `lacuna define` or `lacuna list`, which only print",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_screen_opens_only_on_a_capable_terminal() {
        use StreamKind::{Other, Terminal};
        let complaint = |input, output, dumb| {
            let (errors, clock) = (Terminal, Clock::default());
            let (columns, no_color, links) = (None, false, false);
            let env = TerminalEnv { input, output, errors, columns, no_color, dumb, links, clock };
            env.full_screen().err().map(|fault| fault.what)
        };
        assert_eq!(complaint(Terminal, Terminal, false), None);
        assert!(complaint(Terminal, Other, false).unwrap().contains("output"));
        assert!(complaint(Other, Terminal, false).unwrap().contains("input"));
        assert!(complaint(Terminal, Terminal, true).unwrap().contains("dumb"));
    }
}

//! The one writer that every command uses: results to standard output, everything else to standard
//! error.
//!
//! Text is made safe here, whoever hands it in, so that no deck can act on a terminal. It knows
//! styles, and nothing of notes.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use clap::builder::styling::Style;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::style;
use crate::cli::args::{ColorChoice, GlobalArgs};
use crate::cli::terminal_env::{StreamKind, TerminalEnv};
use crate::fault::Fault;
use crate::text::address::{AddressId, to_uri};
use crate::text::math::GlyphSet;
use crate::text::sanitize;

/// How many faults of the decks are printed by a command that is about something else.
const MOST_FAULTS: usize = 10;

/// How results are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputStyle {
    /// The columns of the terminal; none in a pipe or a file, where nothing is cut.
    pub columns: Option<usize>,
    /// Whether results are coloured.
    pub colour: bool,
    /// Whether messages are coloured.
    pub message_colour: bool,
    /// Whether words can be links.
    pub links: bool,
    /// What may be drawn with.
    pub glyphs: GlyphSet,
}

impl OutputStyle {
    /// The look in a pipe.
    pub const PLAIN: OutputStyle = OutputStyle {
        columns: None,
        colour: false,
        message_colour: false,
        links: false,
        glyphs: GlyphSet::Unicode,
    };

    /// The look that was asked for, in these surroundings.
    pub fn new(common: &GlobalArgs, env: &TerminalEnv) -> OutputStyle {
        let colour = |stream| match common.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => stream == StreamKind::Terminal && !env.no_color && !env.dumb,
        };
        OutputStyle {
            columns: (env.output == StreamKind::Terminal).then(|| env.columns.unwrap_or(80)),
            colour: colour(env.output),
            message_colour: colour(env.errors),
            // Where colours are unwanted or only ASCII may be written, nothing hidden is.
            links: env.links
                && env.output == StreamKind::Terminal
                && colour(env.output)
                && !common.ascii,
            glyphs: if common.ascii { GlyphSet::Ascii } else { GlyphSet::Unicode },
        }
    }

    /// `unicode`, or `ascii` where nothing else may be drawn.
    pub fn sign<'s>(&self, unicode: &'s str, ascii: &'s str) -> &'s str {
        match self.glyphs {
            GlyphSet::Unicode => unicode,
            GlyphSet::Ascii => ascii,
        }
    }
}

/// Writes results and messages.
pub struct Printer<'a> {
    out: BufWriter<Box<dyn Write + 'a>>,
    messages: Box<dyn Write + 'a>,
    look: OutputStyle,
    /// The columns that a passing message takes up at present.
    passing: usize,
}

impl<'a> Printer<'a> {
    /// A printer to these two streams.
    pub fn new(out: Box<dyn Write + 'a>, messages: Box<dyn Write + 'a>, look: OutputStyle) -> Self {
        Printer { out: BufWriter::with_capacity(1 << 16, out), messages, look, passing: 0 }
    }

    /// How results are to look.
    pub fn look(&self) -> OutputStyle {
        self.look
    }

    /// Writes a piece of a line.
    pub fn text(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.out.write_all(safe(style, text, self.look.colour).as_bytes())
    }

    /// Writes a piece of a line that leads to an address, where the terminal has links.
    pub fn link(&mut self, style: Style, text: &str, address: &str) -> io::Result<()> {
        if !self.look.links {
            return self.text(style, text);
        }
        let (id, uri) = (AddressId::new(address), to_uri(address));
        write!(self.out, "\x1b]8;id={id};{uri}\x1b\\")?;
        self.text(style, text)?;
        self.out.write_all(b"\x1b]8;;\x1b\\")
    }

    /// Writes so many blanks.
    pub fn blanks(&mut self, count: usize) -> io::Result<()> {
        write!(self.out, "{:count$}", "")
    }

    /// Ends the line.
    pub fn end_line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// Writes text to a terminal, with signs in the place of control characters.
    pub fn harmless(&mut self, text: &str) -> io::Result<()> {
        let cells: Vec<_> = text.split('\t').map(sanitize::safe).collect();
        self.out.write_all(cells.join("\t").as_bytes())
    }

    /// Writes bytes as they are: only what the program itself made.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// Writes one JSON value, set out for reading.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        self.out.write_all(shown(&text).as_bytes())?;
        self.end_line()
    }

    /// Writes one JSON value on a line of its own.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string(value)?;
        self.out.write_all(shown(&text).as_bytes())?;
        self.end_line()
    }

    /// Writes a JSON array with an element a line, each as soon as it is ready.
    pub fn json_rows<T: Serialize>(&mut self, rows: impl Iterator<Item = T>) -> io::Result<()> {
        let mut between = "[\n";
        for row in rows {
            self.out.write_all(between.as_bytes())?;
            self.out.write_all(shown(&serde_json::to_string(&row)?).as_bytes())?;
            between = ",\n";
        }
        self.out.write_all(if between == "[\n" { b"[]\n" } else { b"\n]\n" })
    }

    /// Writes one JSON value on a line of its own, at once: somebody waits for it.
    pub fn json_now(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.json_line(value)?;
        self.finish()
    }

    /// Writes out what is still held back.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Says something beside the results, after what has been printed so far.
    pub fn remark(&mut self, text: &str) -> io::Result<()> {
        self.finish()?;
        self.message(&[(style::DIM, text)]);
        Ok(())
    }

    /// Says what keeps the program from answering, or why the answer is no.
    pub fn note(&mut self, text: &str) {
        self.message(&[(style::PLAIN, "lacuna: "), (style::PLAIN, text)]);
    }

    /// Tells a fault.
    pub fn fault(&mut self, fault: &Fault) {
        let severity = format!("{}: ", fault.severity.word());
        let of_severity = style::of_severity(fault.severity);
        self.message(&[
            (style::PLAIN, "lacuna: "),
            (of_severity, &severity),
            (style::PLAIN, &fault.to_string()),
        ]);
    }

    /// Tells the faults of the decks: the first ones, and how many more there are.
    pub fn faults(&mut self, faults: &[Fault]) {
        faults.iter().take(MOST_FAULTS).for_each(|fault| self.fault(fault));
        if let Some(more) = faults.len().checked_sub(MOST_FAULTS).filter(|&more| more > 0) {
            self.note(&format!("and {more} more; `lacuna check` lists them all"));
        }
    }

    /// Shows a line that the next one takes the place of; an empty one takes it away. Only for a
    /// terminal.
    pub fn transient(&mut self, text: &str) {
        let (text, before) = (sanitize::clean_line(text), self.passing);
        self.passing = text.width();
        let blank = before.saturating_sub(self.passing);
        let end = if text.is_empty() { "\r" } else { "" };
        let _ = write!(self.messages, "\r{text}{:blank$}{end}", "");
        let _ = self.messages.flush();
    }

    /// A message that can't be delivered is lost: there is nowhere to say so.
    fn message(&mut self, spans: &[(Style, &str)]) {
        let colour = self.look.message_colour;
        let line: String = spans.iter().map(|&(style, text)| safe(style, text, colour)).collect();
        let _ = writeln!(self.messages, "{line}");
    }
}

/// The text with nothing in it that acts on a terminal but the style's own codes.
fn safe(style: Style, text: &str, colour: bool) -> Cow<'_, str> {
    let text = sanitize::clean_line(text);
    if colour && !text.is_empty() && style != style::PLAIN {
        Cow::Owned(format!("{style}{text}{style:#}"))
    } else {
        text
    }
}

/// JSON in which the characters that could act on a terminal, and that JSON leaves as they are, are
/// escaped. They can stand in strings only, so the value is the same.
fn shown(json: &str) -> Cow<'_, str> {
    let Some(first) = json.find(acts_on_terminals) else { return Cow::Borrowed(json) };
    let mut out = json[..first].to_string();
    for c in json[first..].chars() {
        match c {
            _ if acts_on_terminals(c) => {
                out.extend(["\\u".to_string(), format!("{:04x}", u32::from(c))]);
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn acts_on_terminals(c: char) -> bool {
    let ranges = ['\u{7F}'..='\u{9F}', '\u{2028}'..='\u{202E}', '\u{2066}'..='\u{2069}'];
    ranges.iter().any(|range| range.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(look: OutputStyle, print: impl Fn(&mut Printer<'_>)) -> (String, String) {
        let (mut out, mut messages) = (Vec::new(), Vec::new());
        let mut printer = Printer::new(Box::new(&mut out), Box::new(&mut messages), look);
        print(&mut printer);
        printer.finish().unwrap();
        drop(printer);
        (String::from_utf8(out).unwrap(), String::from_utf8(messages).unwrap())
    }

    #[test]
    fn no_text_acts_on_the_terminal() {
        let evil = "a\u{1b}[31mb\u{9b}c\r\nd";
        let colour = OutputStyle { colour: true, message_colour: true, ..OutputStyle::PLAIN };
        let (out, messages) = printed(OutputStyle::PLAIN, |printer| {
            printer.text(crate::cli::print::style::BOLD, evil).unwrap();
            printer.remark(evil).unwrap();
            printer.json(&evil).unwrap();
        });
        assert_eq!(out, "a␛[31mb\u{fffd}c d\"a\\u001b[31mb\\u009bc\\r\\nd\"\n");
        assert_eq!(messages, "a␛[31mb\u{fffd}c d\n");
        let (out, _) = printed(colour, |printer| {
            printer.text(crate::cli::print::style::BOLD, "a\u{1b}b").unwrap();
        });
        assert_eq!(out, "\u{1b}[1ma␛b\u{1b}[0m");
    }

    #[test]
    fn rows_of_json_are_an_array() {
        let rows = |count: u8| {
            printed(OutputStyle::PLAIN, |printer| printer.json_rows(0..count).unwrap()).0
        };
        assert_eq!(rows(0), "[]\n");
        assert_eq!(rows(1), "[\n0\n]\n");
        assert_eq!(rows(2), "[\n0,\n1\n]\n");
    }

    #[test]
    fn colour_is_asked_for_or_follows_the_terminal() {
        let look = |color, output, no_color, dumb| {
            let (input, errors) = (StreamKind::Terminal, StreamKind::Other);
            let clock = crate::clock::Clock::default();
            let (columns, links) = (Some(100), true);
            let env = TerminalEnv { input, output, errors, columns, no_color, dumb, links, clock };
            let look = OutputStyle::new(&GlobalArgs { color, ..GlobalArgs::default() }, &env);
            assert_eq!(look.links, look.colour && output == StreamKind::Terminal);
            look.colour
        };
        let (other, terminal) = (StreamKind::Other, StreamKind::Terminal);
        assert!(look(ColorChoice::Auto, terminal, false, false));
        assert!(!look(ColorChoice::Auto, other, false, false));
        assert!(!look(ColorChoice::Auto, terminal, true, false));
        assert!(!look(ColorChoice::Auto, terminal, false, true));
        assert!(look(ColorChoice::Always, other, true, true));
        assert!(!look(ColorChoice::Never, terminal, false, false));
    }

    #[test]
    fn many_faults_are_told_in_part() {
        let faults = vec![Fault::warning("something", "mend it"); MOST_FAULTS + 2];
        let (_, messages) = printed(OutputStyle::PLAIN, |printer| printer.faults(&faults));
        assert_eq!(messages.lines().count(), MOST_FAULTS + 1);
        assert!(messages.starts_with("lacuna: warning: something; mend it\n"));
        assert!(messages.ends_with("lacuna: and 2 more; `lacuna check` lists them all\n"));
    }
}

//! Text for people who read line by line: no colours, nothing that moves, wrapped where there is a
//! terminal.

use std::io;

use super::plain_text::PlainLayout;
use super::printer::Printer;
use super::{plain_text, style};
use crate::cli::exit_status::CommandEnd;
use crate::cli::input_lines::InputLines;
use crate::cli::terminal_env::StreamKind;
use crate::text::math::GlyphSet;
use crate::text::sanitize::clean;
use crate::text::wrap::wrap;

/// The widest that text is set.
const WIDEST: usize = 72;
/// The columns before what is quoted.
const MARGIN: usize = 2;

/// Where lines are written, and where the answers come from.
pub(crate) struct TextPage<'p, 'o, 'i> {
    printer: &'p mut Printer<'o>,
    lines: &'p mut InputLines<'i>,
    typed: StreamKind,
}

impl<'p, 'o, 'i> TextPage<'p, 'o, 'i> {
    /// The page on these streams; `typed` says whether what is typed shows on the screen by
    /// itself.
    pub(crate) fn new(
        printer: &'p mut Printer<'o>,
        lines: &'p mut InputLines<'i>,
        typed: StreamKind,
    ) -> Self {
        TextPage { printer, lines, typed }
    }

    /// The printer, for faults.
    pub(crate) fn printer(&mut self) -> &mut Printer<'o> {
        self.printer
    }

    /// What may be drawn with.
    pub(crate) fn glyphs(&self) -> GlyphSet {
        self.printer.look().glyphs
    }

    /// How a text that is [quoted](TextPage::quote) is set.
    pub(crate) fn layout(&self) -> PlainLayout {
        let columns = self.printer.look().columns;
        let columns = columns.map(|columns| columns.saturating_sub(MARGIN).clamp(1, WIDEST));
        PlainLayout { columns, glyphs: self.glyphs() }
    }

    /// Text without its marks.
    pub(crate) fn plain(&self, text: &str) -> String {
        plain_text::plain(text, self.glyphs())
    }

    /// Writes a paragraph.
    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        self.set(text, 0)
    }

    /// Writes a paragraph set in by two columns.
    pub(crate) fn quote(&mut self, text: &str) -> io::Result<()> {
        self.set(text, MARGIN)
    }

    /// Writes an empty line.
    pub(crate) fn gap(&mut self) -> io::Result<()> {
        self.printer.end_line()
    }

    /// Asks for a line; none when there are no more.
    pub(crate) fn ask(&mut self, prompt: &str) -> Result<Option<String>, CommandEnd> {
        self.printer.text(style::PLAIN, prompt)?;
        match self.typed {
            StreamKind::Terminal => self.printer.blanks(1)?,
            StreamKind::Other => self.printer.end_line()?,
        }
        self.printer.finish()?;
        let line = self.lines.next()?;
        if line.is_none() && self.typed == StreamKind::Terminal {
            self.printer.end_line()?;
        }
        Ok(line.map(|line| line.trim().to_string()))
    }

    fn set(&mut self, text: &str, margin: usize) -> io::Result<()> {
        let text = clean(text);
        let Some(columns) = self.printer.look().columns else {
            return text.split('\n').try_for_each(|line| self.line(line, margin));
        };
        let columns = columns.saturating_sub(margin).clamp(1, WIDEST);
        for line in wrap(&[((), text.into_owned())], columns) {
            let line: String = line.into_iter().map(|((), text)| text).collect();
            self.line(&line, margin)?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str, margin: usize) -> io::Result<()> {
        if !line.trim().is_empty() {
            self.printer.blanks(margin)?;
            self.printer.text(style::PLAIN, line)?;
        }
        self.printer.end_line()
    }
}

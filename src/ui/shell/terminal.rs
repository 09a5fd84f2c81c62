//! The terminal: taking it over, and giving it back as it was, whatever happens.

use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::{hyperlinks, worker};
use crate::clock::monotonic;
use crate::ui::draw::canvas::DrawnFrame;

/// Who has the terminal now. Writing to it, taking it over and giving it back exclude one another
/// through this lock.
static OWNER: Mutex<TerminalOwner> = Mutex::new(TerminalOwner::Others);

/// Who has the terminal.
enum TerminalOwner {
    /// Not ours.
    Others,
    /// This program, but the terminal does not know yet: the escape sequences go along with the
    /// next frame, so that nothing shows before it.
    Silently(Vec<u8>),
    /// Ours.
    Ours,
}

/// Whether mouse events are wanted.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Whether the sixteen colours must be written in the old way, which every terminal knows.
static BASIC_COLOURS: AtomicBool = AtomicBool::new(false);
/// Whether the terminal's background is still to be asked for.
static ASK: AtomicBool = AtomicBool::new(false);
/// When it was asked for; none while no answer is to come.
static ASKED: Mutex<Option<Instant>> = Mutex::new(None);
/// The question, and one that every terminal answers, so that the two answers come together.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// Has the keypad send digits: a program before may have left it sending sequences.
const NUMERIC_KEYPAD: &[u8] = b"\x1b>";
/// How long an answer may be on its way, for leaving: it would be typed into the shell.
const ANSWER: Duration = Duration::from_millis(150);

/// Output until it is sent. Flushing sends nothing: a frame goes to the terminal in one write.
#[derive(Clone, Default)]
struct FrameBuffer(Arc<Mutex<Vec<u8>>>);

impl FrameBuffer {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the output if the terminal is ours, and drops it in any case; true if it was sent.
    fn send(&self) -> io::Result<bool> {
        let (mut frame, mut owner) = (self.bytes(), owner());
        if let TerminalOwner::Others = *owner {
            frame.clear();
            return Ok(false);
        }
        if let TerminalOwner::Silently(greeting) =
            std::mem::replace(&mut *owner, TerminalOwner::Ours)
        {
            frame.splice(0..0, greeting);
        }
        if BASIC_COLOURS.load(Ordering::SeqCst) {
            *frame = basic_colours(&frame);
        }
        let mut out = stdout();
        let sent = out.write_all(&frame).and_then(|()| out.flush());
        frame.clear();
        sent.map(|()| true)
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn owner() -> MutexGuard<'static, TerminalOwner> {
    OWNER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has the next frame ask the terminal for its background; the answer is an event like a key.
pub fn ask_background() {
    ASK.store(true, Ordering::SeqCst);
}

/// Has the sixteen colours written as such from now on: a terminal that has no more may take the
/// 5 of `38;5;1` for blinking.
pub fn use_basic_colours() {
    BASIC_COLOURS.store(true, Ordering::SeqCst);
}

/// Rewrites `38;5;N` and `48;5;N` of the sixteen in every sequence that sets colours.
fn basic_colours(frame: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(frame.len());
    let mut rest = frame;
    while let Some(start) = rest.windows(2).position(|pair| pair == b"\x1b[") {
        let (before, sequence) = rest.split_at(start + 2);
        out.extend_from_slice(before);
        let end = sequence.iter().position(|b| !b.is_ascii_digit() && *b != b';');
        let (parameters, after) = sequence.split_at(end.unwrap_or(sequence.len()));
        rest = after;
        if after.first() != Some(&b'm') {
            out.extend_from_slice(parameters);
            continue;
        }
        let numbers: Vec<u16> = parameters
            .split(|b| *b == b';')
            .map(|digits| {
                std::str::from_utf8(digits).ok().and_then(|n| n.parse().ok()).unwrap_or(0)
            })
            .collect();
        out.extend_from_slice(basic_parameters(&numbers).join(";").as_bytes());
    }
    out.extend_from_slice(rest);
    out
}

fn basic_parameters(mut numbers: &[u16]) -> Vec<String> {
    let mut written = Vec::new();
    while let [first, rest @ ..] = numbers {
        if let (38 | 48, [5, colour @ 0..16, rest @ ..]) = (first, rest) {
            // 30 to 37, and the bright ones from 90 on; ten more for what lies behind.
            let bright = if *colour < 8 { 0 } else { 52 };
            written.push((first - 8 + colour + bright).to_string());
            numbers = rest;
        } else {
            written.push(first.to_string());
            numbers = rest;
        }
    }
    written
}

/// The terminal has said what its background is.
pub(super) fn background_answered() {
    *asked() = None;
}

fn asked() -> MutexGuard<'static, Option<Instant>> {
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the moment that an answer may still take, and drops it with all that is typed.
fn drop_answer() {
    let Some(at) = asked().take() else { return };
    let left = ANSWER.saturating_sub(at.elapsed());
    if !left.is_zero() {
        _ = crossterm::event::poll(left);
        drop_input();
    }
}

/// Drops what was typed and not read.
fn drop_input() {
    _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
}

/// The terminal while the full screen runs.
pub struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    gathered: FrameBuffer,
    /// Whether the cursor is a text field's own.
    is_typing: Option<bool>,
    /// Whether the terminal has links.
    has_links: bool,
}

impl TerminalScreen {
    /// Makes everything ready; the terminal is taken over by [`enter`], and given back when this is
    /// dropped.
    pub fn new() -> io::Result<TerminalScreen> {
        let gathered = FrameBuffer::default();
        let backend = CrosstermBackend::new(gathered.clone());
        // A serial line has no size; drawing goes by the one that is taken instead.
        let viewport = match crossterm::terminal::size() {
            Ok((width, height)) if width > 0 && height > 0 => Viewport::Fullscreen,
            _ => Viewport::Fixed(Rect::from((Position::ORIGIN, usual_size()))),
        };
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        install_panic_hook();
        let has_links = hyperlinks::are_supported();
        Ok(TerminalScreen { terminal, gathered, has_links, is_typing: None })
    }

    /// The screen's size.
    pub fn size(&self) -> io::Result<Size> {
        let size = self.terminal.size()?;
        Ok(if size.width == 0 || size.height == 0 { usual_size() } else { size })
    }

    /// Draws a frame; nothing shows while the terminal is not ours.
    pub fn draw(
        &mut self,
        view: impl FnOnce(&mut Buffer) -> DrawnFrame,
    ) -> io::Result<Option<DrawnFrame>> {
        let mut drawn = None;
        let mut is_typing = None;
        // No lock is held meanwhile: if this panics, the hook can give the terminal back.
        self.terminal.draw(|frame| {
            let result = view(frame.buffer_mut());
            if self.has_links {
                hyperlinks::write(frame.buffer_mut(), &result.links);
            }
            if let Some((position, typing)) = result.cursor {
                let place = if typing { position } else { beside(frame.buffer_mut(), position) };
                frame.set_cursor_position(place);
                is_typing = Some(typing);
            }
            drawn = Some(result);
        })?;
        if is_typing.is_some() && self.is_typing != is_typing {
            // A thin bar beside the selected row, for whoever reads by ear or finger; in a field
            // the shape that the user likes.
            let shape = if is_typing == Some(true) {
                SetCursorStyle::DefaultUserShape
            } else {
                SetCursorStyle::SteadyBar
            };
            queue!(self.gathered, shape)?;
            self.is_typing = is_typing;
        }
        let seen = self.gathered.send()?;
        Ok(drawn.filter(|_| seen))
    }

    /// Makes the next frame draw every cell.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.is_typing = None;
        // `Terminal::clear` would ask the terminal where its cursor is, and wait for an answer.
        let size = self.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }
}

/// The size of a terminal that does not say one: what the environment says, or the usual one.
fn usual_size() -> Size {
    let number = |name, usual| {
        let set = std::env::var_os(name).and_then(|value| value.to_str()?.trim().parse().ok());
        set.filter(|columns| *columns > 0).unwrap_or(usual)
    };
    Size { width: number("COLUMNS", 80), height: number("LINES", 24) }
}

/// The blank cell before a row's mark, if it has one.
fn beside(buffer: &Buffer, position: Position) -> Position {
    let before = Position { x: position.x.saturating_sub(1), ..position };
    let is_blank = buffer.cell(before).is_some_and(|cell| cell.symbol() == " ");
    if is_blank { before } else { position }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal over, if it is not ours already; that shows with the next frame.
pub fn enter() -> io::Result<()> {
    let mut owner = owner();
    if let TerminalOwner::Others = *owner {
        enable_raw_mode()?;
        let mut greeting = Vec::new();
        queue!(greeting, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        greeting.extend_from_slice(NUMERIC_KEYPAD);
        if MOUSE.load(Ordering::SeqCst) {
            queue!(greeting, EnableMouseCapture)?;
        }
        if ASK.swap(false, Ordering::SeqCst) {
            greeting.extend_from_slice(QUESTION);
            *asked() = Some(monotonic());
        }
        *owner = TerminalOwner::Silently(greeting);
    }
    Ok(())
}

/// Turns mouse events on or off.
pub fn set_mouse(on: bool) -> io::Result<()> {
    let mut owner = owner();
    if MOUSE.swap(on, Ordering::SeqCst) == on {
        return Ok(());
    }
    match &mut *owner {
        TerminalOwner::Others => Ok(()),
        TerminalOwner::Silently(greeting) if on => queue!(greeting, EnableMouseCapture),
        TerminalOwner::Silently(greeting) => queue!(greeting, DisableMouseCapture),
        TerminalOwner::Ours if on => execute!(stdout(), EnableMouseCapture),
        TerminalOwner::Ours => execute!(stdout(), DisableMouseCapture),
    }
}

/// Offers a text to the clipboard of the terminal, which may be on another computer.
pub fn copy(text: &str) -> io::Result<()> {
    match *owner() {
        TerminalOwner::Ours => execute!(stdout(), CopyToClipboard::to_clipboard_from(text)),
        _ => Ok(()),
    }
}

/// Gives the terminal back as it was, if it is ours.
pub fn leave() {
    let mut owner = owner();
    let was = std::mem::replace(&mut *owner, TerminalOwner::Others);
    if let TerminalOwner::Ours = was {
        drop_answer();
        let mut out = stdout();
        // On an error the rest must be given back all the same.
        _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen);
        _ = execute!(out, SetCursorStyle::DefaultUserShape, Show);
        _ = out.flush();
    }
    if !matches!(was, TerminalOwner::Others) {
        _ = disable_raw_mode();
    }
}

/// Gives the terminal back before a panic is reported, unless it is the worker's: that is shown on
/// the screen, which lives on.
fn install_panic_hook() {
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(worker::NAME) {
            leave();
            earlier(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_are_written_in_the_old_way() {
        for (rich, basic) in [
            ("\x1b[38;5;1mred", "\x1b[31mred"),
            ("\x1b[38;5;9;48;5;0m", "\x1b[91;40m"),
            ("\x1b[48;5;15m", "\x1b[107m"),
            ("\x1b[1;38;5;6;4mx\x1b[0m", "\x1b[1;36;4mx\x1b[0m"),
            ("\x1b[38;5;123m", "\x1b[38;5;123m"),
            ("\x1b[2;5H38;5;1m\x1b[?25l", "\x1b[2;5H38;5;1m\x1b[?25l"),
            ("\x1b[m", "\x1b[0m"),
        ] {
            let written = String::from_utf8(basic_colours(rich.as_bytes())).expect("it is text");
            assert_eq!(written, basic);
        }
    }
}

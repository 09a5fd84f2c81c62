//! The terminal: taking it over, and giving it back as it was, whatever happens.

use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use super::{hyperlinks, worker};
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

/// The terminal while the full screen runs.
pub struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    gathered: FrameBuffer,
    /// Whether the terminal has links.
    has_links: bool,
}

impl TerminalScreen {
    /// Makes everything ready; the terminal is taken over by [`enter`], and given back when this is
    /// dropped.
    pub fn new() -> io::Result<TerminalScreen> {
        let gathered = FrameBuffer::default();
        let terminal = Terminal::new(CrosstermBackend::new(gathered.clone()))?;
        install_panic_hook();
        Ok(TerminalScreen { terminal, gathered, has_links: hyperlinks::are_supported() })
    }

    /// The screen's size.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws a frame; nothing shows while the terminal is not ours.
    pub fn draw(
        &mut self,
        view: impl FnOnce(&mut Buffer) -> DrawnFrame,
    ) -> io::Result<Option<DrawnFrame>> {
        let mut drawn = None;
        // No lock is held meanwhile: if this panics, the hook can give the terminal back.
        self.terminal.draw(|frame| {
            let result = view(frame.buffer_mut());
            if self.has_links {
                hyperlinks::write(frame.buffer_mut(), &result.links);
            }
            if let Some((position, _)) = result.cursor {
                frame.set_cursor_position(position);
            }
            drawn = Some(result);
        })?;
        let seen = self.gathered.send()?;
        Ok(drawn.filter(|_| seen))
    }

    /// Makes the next frame draw every cell.
    pub fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is, and wait for an answer.
        let size = self.terminal.size()?;
        self.terminal.resize(ratatui::layout::Rect::new(0, 0, size.width, size.height))
    }
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
        if MOUSE.load(Ordering::SeqCst) {
            queue!(greeting, EnableMouseCapture)?;
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

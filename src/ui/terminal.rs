//! The terminal: taking it over, and giving it back as it was, whatever happens.

use std::cell::RefCell;
use std::io::{self, Write, stdout};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use super::canvas::Drawn;
use super::worker;

/// Whether the terminal is ours now. Drawing, taking over and giving back exclude one another through it.
static OURS: Mutex<bool> = Mutex::new(false);

/// Whether the mouse is to be taken while the terminal is ours.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// What is to be drawn, until it is sent. Flushing sends nothing: a frame goes to the terminal whole, in one write.
#[derive(Clone, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Gathered {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = stdout();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

/// The terminal while the full screen runs.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
}

impl Screen {
    /// Takes the terminal over.
    pub fn open() -> io::Result<Screen> {
        let gathered = Gathered::default();
        let terminal = Terminal::new(CrosstermBackend::new(gathered.clone()))?;
        install_panic_hook();
        enter()?;
        Ok(Screen { terminal, gathered })
    }

    /// Returns the screen's size.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws a frame; while the terminal is not ours, nothing.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Drawn) -> io::Result<Option<Drawn>> {
        let ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
        if !*ours {
            return Ok(None);
        }
        let mut drawn = None;
        self.terminal.draw(|frame| {
            let result = view(frame.buffer_mut());
            if let Some((position, _)) = result.cursor {
                frame.set_cursor_position(position);
            }
            drawn = Some(result);
        })?;
        self.gathered.send()?;
        Ok(drawn)
    }

    /// Makes the next frame draw every cell.
    pub fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is, and wait for an answer.
        let size = self.terminal.size()?;
        self.terminal.resize(ratatui::layout::Rect::new(0, 0, size.width, size.height))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal over, if it is not ours already.
pub fn enter() -> io::Result<()> {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if *ours {
        return Ok(());
    }
    enable_raw_mode()?;
    *ours = true;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if MOUSE.load(Ordering::SeqCst) {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Has the mouse taken from now on, whenever the terminal is ours, or left to the terminal.
pub fn set_mouse(on: bool) -> io::Result<()> {
    let ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    let before = MOUSE.swap(on, Ordering::SeqCst);
    match (*ours && before != on, on) {
        (false, _) => Ok(()),
        (true, true) => execute!(stdout(), EnableMouseCapture),
        (true, false) => execute!(stdout(), DisableMouseCapture),
    }
}

/// Gives the terminal back as it was, if it is ours.
pub fn leave() {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if !std::mem::take(&mut *ours) {
        return;
    }
    let mut out = stdout();
    // Nothing better can be done with an error here than to go on giving back the rest.
    _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen);
    _ = execute!(out, SetCursorStyle::DefaultUserShape, Show);
    _ = out.flush();
    _ = disable_raw_mode();
}

/// Gives the terminal back before a panic of the screen's own thread is told; a panic of the worker is told on the
/// screen instead, which lives on.
fn install_panic_hook() {
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(worker::NAME) {
            leave();
            earlier(panic);
        }
    }));
}

//! The porter: a thread that opens the door while everything is read, and keeps an eye on the keys
//! if that takes long.
//!
//! The reading goes on where it began: a new thread may be a while in coming, and with few notes
//! everything is read before it is there.

use std::collections::VecDeque;
use std::io;
use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, LockResult, Mutex, MutexGuard, PoisonError, WaitTimeoutResult};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;

use super::super::loading::{LoadingKey, LoadingScreen, PreparedUi};
use super::super::signals;
use super::super::terminal::{self, TerminalScreen};
use super::has_input;
use crate::clock::monotonic;
use crate::ui::input::key::Key;

/// Reading that takes no longer has no screen of its own.
const NOTICED: Duration = Duration::from_millis(30);
/// How often the keys are looked at, and whether everything is read.
const GLANCE: Duration = Duration::from_millis(5);

/// What the porter hands over.
pub(super) struct StartupHandoff {
    /// The open door.
    pub(super) door: PreparedUi,
    /// The screen; the terminal may not be ours yet.
    pub(super) screen: TerminalScreen,
    /// What was pressed and pasted meanwhile.
    pub(super) held: VecDeque<Event>,
}

/// The porter.
pub(super) struct StartupUi {
    hall: Arc<(Mutex<Option<StartupHandoff>>, Condvar)>,
    thread: JoinHandle<io::Result<()>>,
}

impl StartupUi {
    /// Has the door opened.
    pub(super) fn call(
        door: impl FnOnce() -> PreparedUi + Send + 'static,
    ) -> io::Result<StartupUi> {
        let hall = Arc::default();
        let thread = Builder::new().name("lacuna-porter".to_string()).spawn({
            let hall = Arc::clone(&hall);
            move || serve(door, &hall)
        })?;
        Ok(StartupUi { hall, thread })
    }

    /// Now that everything is read, takes what the porter has, as soon as the door is open.
    pub(super) fn leave(self) -> io::Result<StartupHandoff> {
        let (hall, bell) = &*self.hall;
        let mut open = hall.lock().unwrap_or_else(PoisonError::into_inner);
        while open.is_none() && !self.thread.is_finished() {
            open = woken(bell.wait_timeout(open, GLANCE));
        }
        let broken = hall.is_poisoned();
        if let Some(hall) = open.take_if(|_| !broken) {
            return Ok(hall);
        }
        drop(open);
        let ended = self.thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        Err(ended.expect_err("a porter whose door is open waits"))
    }
}

/// What waiting with a lock gives back.
type WokenLock<'a, T> = LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;

fn woken<T>(woken: WokenLock<'_, T>) -> MutexGuard<'_, T> {
    woken.unwrap_or_else(PoisonError::into_inner).0
}

fn serve(
    door: impl FnOnce() -> PreparedUi,
    (hall, bell): &(Mutex<Option<StartupHandoff>>, Condvar),
) -> io::Result<()> {
    let start = monotonic();
    let door = door();
    signals::listen()?;
    terminal::set_mouse(door.settings.mouse)?;
    let screen = TerminalScreen::new()?;
    let mut open = hall.lock().unwrap_or_else(PoisonError::into_inner);
    *open = Some(StartupHandoff { door, screen, held: VecDeque::new() });
    bell.notify_all();
    let left = NOTICED.saturating_sub(start.elapsed());
    open = woken(bell.wait_timeout_while(open, left, |open| open.is_some()));
    let mut opening = None;
    while let Some(hall) = &mut *open {
        hall.attend(&mut opening, start)?;
        open = woken(bell.wait_timeout(open, GLANCE));
    }
    Ok(())
}

impl StartupHandoff {
    /// Shows that everything is still being read, and looks at the keys.
    fn attend(&mut self, opening: &mut Option<LoadingScreen>, start: Instant) -> io::Result<()> {
        let Some(opening) = opening else {
            let opening = opening.insert(LoadingScreen::new(&self.door, self.enter()?));
            return self.screen.draw(|buffer| opening.view(buffer)).map(drop);
        };
        if has_input()? {
            match event::read()? {
                Event::Resize(width, height) => {
                    self.screen.redraw()?;
                    opening.resize(Size { width, height });
                }
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    match opening.key(Key::from_event(key)) {
                        LoadingKey::Leave => leave(),
                        LoadingKey::Suspend => signals::suspend(),
                        LoadingKey::Redraw => self.screen.redraw()?,
                        LoadingKey::Later => self.held.push_back(Event::Key(key)),
                    }
                }
                paste @ Event::Paste(_) => self.held.push_back(paste),
                _ => return Ok(()),
            }
        } else if !opening.took(start.elapsed().as_secs()) {
            return Ok(());
        }
        self.screen.draw(|buffer| opening.view(buffer)).map(drop)
    }

    /// Takes the terminal over, if that is not done yet; returns its size.
    pub(super) fn enter(&self) -> io::Result<Size> {
        terminal::enter()?;
        // Changes of size are noticed from the first look at the input on, which must come before
        // the size is asked for.
        event::poll(Duration::ZERO)?;
        self.screen.size()
    }
}

/// Leaves while everything is read, which nothing could stop.
#[expect(
    clippy::disallowed_methods,
    reason = "the terminal is given back, and reading leaves no file half written"
)]
fn leave() -> ! {
    terminal::leave();
    std::process::exit(0)
}

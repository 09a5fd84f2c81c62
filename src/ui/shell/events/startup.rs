//! Startup: a thread prepares the terminal while everything is read, and shows a loading screen if
//! that takes long.
//!
//! Reading stays on the main thread: starting a thread takes a while, and with few notes everything
//! is read before it runs.

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
use super::input_reader::{GLIMPSE, InputReader, TerminalInput};
use crate::clock::monotonic;
use crate::ui::input::key::Key;

/// Reading that takes no longer has no loading screen.
const NOTICED: Duration = Duration::from_millis(30);
/// How often to look at the keys, and whether everything is read.
const GLANCE: Duration = Duration::from_millis(5);

/// What the startup thread hands over.
pub(super) struct StartupHandoff {
    /// The settings, themes and faults.
    pub(super) prepared: PreparedUi,
    /// The screen; the terminal may not be taken over yet.
    pub(super) screen: TerminalScreen,
    /// Where events come from.
    pub(super) input: InputReader,
    /// Keys and pasted texts that came meanwhile.
    pub(super) held: VecDeque<Event>,
}

/// The startup thread.
pub(super) struct StartupUi {
    slot: Arc<(Mutex<Option<StartupHandoff>>, Condvar)>,
    thread: JoinHandle<io::Result<()>>,
}

impl StartupUi {
    /// Starts the thread, which calls `prepare` first.
    pub(super) fn spawn(
        prepare: impl FnOnce() -> PreparedUi + Send + 'static,
    ) -> io::Result<StartupUi> {
        let slot = Arc::default();
        let thread = Builder::new().name("lacuna-startup".to_string()).spawn({
            let slot = Arc::clone(&slot);
            move || run_thread(prepare, &slot)
        })?;
        Ok(StartupUi { slot, thread })
    }

    /// Ends the thread once everything is read, and takes over what it has prepared.
    pub(super) fn finish(self) -> io::Result<StartupHandoff> {
        let (slot, changed) = &*self.slot;
        let mut guard = slot.lock().unwrap_or_else(PoisonError::into_inner);
        while guard.is_none() && !self.thread.is_finished() {
            guard = woken(changed.wait_timeout(guard, GLANCE));
        }
        let broken = slot.is_poisoned();
        if let Some(handoff) = guard.take_if(|_| !broken) {
            return Ok(handoff);
        }
        drop(guard);
        let ended = self.thread.join().unwrap_or_else(|panic| resume_unwind(panic));
        Err(ended.expect_err("a prepared startup thread waits to be finished"))
    }
}

/// The result of a wait with a lock.
type WokenLock<'a, T> = LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;

fn woken<T>(woken: WokenLock<'_, T>) -> MutexGuard<'_, T> {
    woken.unwrap_or_else(PoisonError::into_inner).0
}

fn run_thread(
    prepare: impl FnOnce() -> PreparedUi,
    (slot, changed): &(Mutex<Option<StartupHandoff>>, Condvar),
) -> io::Result<()> {
    let start = monotonic();
    let prepared = prepare();
    signals::listen()?;
    terminal::set_mouse(prepared.settings.mouse)?;
    let screen = TerminalScreen::new()?;
    let mut guard = slot.lock().unwrap_or_else(PoisonError::into_inner);
    let input = InputReader::new();
    *guard = Some(StartupHandoff { prepared, screen, input, held: VecDeque::new() });
    changed.notify_all();
    let left = NOTICED.saturating_sub(start.elapsed());
    guard = woken(changed.wait_timeout_while(guard, left, |guard| guard.is_some()));
    let mut loading = None;
    while let Some(handoff) = &mut *guard {
        handoff.show_loading(&mut loading, start)?;
        guard = woken(changed.wait_timeout(guard, GLANCE));
    }
    Ok(())
}

impl StartupHandoff {
    /// Shows the loading screen, and looks at the keys.
    fn show_loading(
        &mut self,
        loading: &mut Option<LoadingScreen>,
        start: Instant,
    ) -> io::Result<()> {
        let Some(loading) = loading else {
            let loading = loading.insert(LoadingScreen::new(&self.prepared, self.enter()?));
            return self.screen.draw(|buffer| loading.view(buffer)).map(drop);
        };
        if self.input.poll(GLIMPSE)? {
            let event = match self.input.read()? {
                Some(TerminalInput::Event(event)) => event,
                Some(TerminalInput::Background(ground)) => {
                    self.prepared.themes.set_background(ground);
                    loading.set_theme(self.prepared.themes.theme());
                    return self.screen.draw(|buffer| loading.view(buffer)).map(drop);
                }
                None => return Ok(()),
            };
            match event {
                Event::Resize(width, height) => {
                    self.screen.redraw()?;
                    loading.resize(Size { width, height });
                }
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    match loading.key(Key::from_event(key)) {
                        LoadingKey::Leave => leave(),
                        LoadingKey::Suspend => signals::suspend(),
                        LoadingKey::Redraw => self.screen.redraw()?,
                        LoadingKey::Later => self.held.push_back(Event::Key(key)),
                    }
                }
                paste @ Event::Paste(_) => self.held.push_back(paste),
                _ => return Ok(()),
            }
        } else if !loading.set_seconds(start.elapsed().as_secs()) {
            return Ok(());
        }
        self.screen.draw(|buffer| loading.view(buffer)).map(drop)
    }

    /// Takes the terminal over, if that is not done yet; returns its size.
    pub(super) fn enter(&self) -> io::Result<Size> {
        terminal::enter()?;
        // Changes of size are noticed from the first look at the input on, so that must come before
        // asking for the size.
        event::poll(Duration::ZERO)?;
        self.screen.size()
    }
}

/// Leaves while everything is read, since reading can't be stopped.
#[expect(
    clippy::disallowed_methods,
    reason = "the terminal is given back, and reading leaves no file half written"
)]
fn leave() -> ! {
    terminal::leave();
    std::process::exit(0)
}

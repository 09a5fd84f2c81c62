//! Everything is read on a thread of its own, while this one keeps an eye on the keys.

use std::collections::VecDeque;
use std::io;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;

use super::super::key::Key;
use super::super::opening::{Door, Now, Opening};
use super::super::signals;
use super::super::terminal::Screen;
use super::has_input;
use crate::clock::monotonic;

/// How often the keys are looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// Something that is read on another thread.
pub(super) struct Reading<T> {
    read: Receiver<T>,
    thread: JoinHandle<()>,
}

/// What came of waiting.
pub(super) enum Waited<T> {
    /// It is read.
    Read(T),
    /// The user has left.
    Left,
}

impl<T: Send + 'static> Reading<T> {
    /// Starts reading.
    pub(super) fn start(read: impl FnOnce() -> T + Send + 'static) -> io::Result<Reading<T>> {
        let (sender, receiver) = channel();
        let thread = Builder::new().name("lacuna-opening".to_string());
        // Whoever has left takes no answer.
        let thread = thread.spawn(move || drop(sender.send(read())))?;
        Ok(Reading { read: receiver, thread })
    }

    /// Waits so long for it to be read; if it takes longer, gives the reading back.
    pub(super) fn within(self, time: Duration) -> Result<T, Self> {
        match self.read.recv_timeout(time) {
            Ok(read) => Ok(read),
            Err(RecvTimeoutError::Timeout) => Err(self),
            Err(RecvTimeoutError::Disconnected) => {
                let panic = self.thread.join().expect_err("only a panic ends the thread without an answer");
                resume_unwind(panic)
            }
        }
    }

    /// Waits as long as it takes, with a screen to look at; what is pressed and pasted meanwhile goes to `held`.
    pub(super) fn wait(
        mut self,
        screen: &mut Screen,
        door: &Door,
        held: &mut VecDeque<Event>,
    ) -> io::Result<Waited<T>> {
        let start = monotonic();
        let mut opening = Opening::new(door, screen.size()?);
        screen.draw(|buffer| opening.view(buffer))?;
        loop {
            self = match self.within(GLANCE) {
                Ok(read) => return Ok(Waited::Read(read)),
                Err(reading) => reading,
            };
            if has_input()? {
                match event::read()? {
                    Event::Resize(width, height) => {
                        screen.redraw()?;
                        opening.resize(Size { width, height });
                    }
                    Event::Key(key) if key.kind != KeyEventKind::Release => match opening.key(Key::of(key)) {
                        Now::Leave => return Ok(Waited::Left),
                        Now::Suspend => signals::suspend(),
                        Now::Redraw => screen.redraw()?,
                        Now::Later => held.push_back(Event::Key(key)),
                    },
                    paste @ Event::Paste(_) => held.push_back(paste),
                    _ => continue,
                }
            } else if !opening.took(start.elapsed().as_secs()) {
                continue;
            }
            screen.draw(|buffer| opening.view(buffer))?;
        }
    }
}

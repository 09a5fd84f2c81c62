//! The loop: wait, update, perform, draw. The only place where the full screen meets the clock and the terminal.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEventKind};
use ratatui::layout::{Position, Size};

use super::app::App;
use super::canvas::Hits;
use super::key::Key;
use super::msg::{Effect, Job, JobId, Msg};
use super::terminal::Screen;
use super::theme::Theme;
use super::worker::Worker;
use super::{Options, signals};
use crate::clock;

/// How often a job's answer is looked for while one is awaited.
const AWAITING: Duration = Duration::from_millis(5);
/// Rows a turn of the wheel scrolls.
const WHEEL: i16 = 3;
/// A hidden seam for the tests: with this variable set, the first key panics.
const PANIC: &str = "LACUNA_TEST_PANIC";

/// Runs until the user leaves.
pub fn run(options: Options, theme: Theme) -> io::Result<()> {
    signals::listen()?;
    let mut screen = Screen::open()?;
    // Changes of size are noticed from the first look at the input on, which must come before the size is asked for.
    event::poll(Duration::ZERO)?;
    let prepare = Job::Prepare(Arc::clone(&options.collection));
    let (mut app, mut effects) = App::new(options, theme, screen.size()?);
    // The first frame waits for nothing that is to be done at once.
    let mut hits = screen.draw(&app)?.map(|drawn| drawn.hits).unwrap_or_default();
    let mut worker = Worker::start()?;
    worker.give(JobId::default(), prepare);
    loop {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Suspend => signals::suspend(),
                Effect::Redraw => screen.redraw()?,
                Effect::Run(id, job) => worker.give(id, job),
            }
        }
        if let Some(drawn) = screen.draw(&app)? {
            hits = drawn.hits;
        }
        let msg = next(&mut worker, &mut screen, &hits)?;
        let start = clock::monotonic();
        effects = app.update(msg);
        app.took(start.elapsed());
    }
}

/// Waits for the next message.
fn next(worker: &mut Worker, screen: &mut Screen, hits: &Hits) -> io::Result<Msg> {
    loop {
        if worker.is_busy() {
            if let Some(msg) = worker.answer() {
                return Ok(msg);
            }
            if !event::poll(AWAITING)? {
                continue;
            }
        }
        let event = event::read()?;
        if let Event::Resize(..) = event {
            screen.redraw()?;
        }
        if let Some(msg) = translate(event, hits) {
            return Ok(msg);
        }
    }
}

fn translate(event: Event, hits: &Hits) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            assert!(std::env::var_os(PANIC).is_none(), "asked to by {PANIC}");
            Some(Msg::Key(Key::of(key)))
        }
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(Size { width, height })),
        Event::Mouse(mouse) => {
            let at = Position { x: mouse.column, y: mouse.row };
            let action = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => hits.click(at),
                MouseEventKind::ScrollDown => hits.wheel(at, WHEEL),
                MouseEventKind::ScrollUp => hits.wheel(at, -WHEEL),
                _ => None,
            };
            action.map(Msg::Act)
        }
        _ => None,
    }
}

//! The loop: wait, update, perform, draw. The only place where the full screen meets the clock and
//! the terminal.

mod deck_changes;
mod files;
mod input_reader;
mod key_guard;
mod note_changes;
mod startup;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};
use ratatui::layout::{Position, Size};

use super::app::App;
use super::loading::PreparedUi;
use super::message::{Effect, Job, JobId, JobOutcome, Msg, SwappedImport};
use super::player::SoundPlayer;
use super::terminal::{self, TerminalScreen};
use super::worker::Worker;
use super::{opener, signals};
use crate::clock::{Clock, monotonic};
use crate::fault::Fault;
use crate::session::undo::ImportSwap;
use crate::settings::{Exam, Settings};
use crate::store::unsaved::UnsavedFile;
use crate::store::{self, ConfigHome, NoteDraft, ReviewLog};
use crate::ui::draw::canvas::{DrawnFrame, Hits};
use crate::ui::input::key::Key;
use crate::ui::options::UiOptions;
use files::DiskLook;
pub use files::user_themes;
use input_reader::{GLIMPSE, InputReader, TerminalInput};
use key_guard::KeyGuard;
use startup::{StartupHandoff, StartupUi};

/// How long to wait for a job's outcome between two looks at the keys. The wait is for the outcome
/// and not for a key, since crossterm spins through the last millisecond of a wait so short.
const GLANCE: Duration = Duration::from_millis(4);
/// The rows that a turn of the wheel scrolls.
const WHEEL: i16 = 3;
/// An environment variable for the tests: `key` makes the first key panic, `frame` the second
/// frame.
const PANIC: &str = "LACUNA_TEST_PANIC";

/// What the full screen needs: what was read, and the log to add to.
pub type OpenedDecks = Result<(UiOptions, ReviewLog), Fault>;

/// Reads everything and runs until the user leaves; returns the fault of reading, or else of the
/// last save. The terminal is prepared on another thread meanwhile.
pub fn run(
    read: impl FnOnce() -> OpenedDecks,
    prepare: impl FnOnce() -> PreparedUi + Send + 'static,
) -> io::Result<Result<(), Fault>> {
    let startup = StartupUi::spawn(prepare)?;
    let opened = read();
    let handoff = startup.finish()?;
    let (mut options, log) = match opened {
        Ok(opened) => opened,
        Err(fault) => return Ok(Err(fault)),
    };
    let size = handoff.enter()?;
    let StartupHandoff { prepared, mut screen, input, held } = handoff;
    options.faults.splice(0..0, prepared.faults);
    let (clock, home) = (options.clock, options.home.clone());
    store::wait_briefly_for_locks();
    let prepare = Job::Prepare(Arc::clone(&options.library));
    let (unsaved, left) = UnsavedFile::open(&home);
    let disk = DiskLook::new(&home);
    let (mut app, mut first) = App::new(options, prepared.themes, size);
    let found = Msg::UnsavedFound(left, NoteDraft::leftovers(&home, clock.now()));
    first.extend(app.update(clock.times(), found));
    // The first effects come after the first frame, which must not wait for them.
    let mut hits =
        screen.draw(|buffer| app.view(buffer))?.map(|drawn| drawn.hits).unwrap_or_default();
    let mut worker = Worker::start()?;
    worker.submit(JobId::default(), prepare);
    let (guard, player) = (KeyGuard::default(), SoundPlayer::default());
    let mut runner = EffectRunner {
        screen,
        worker,
        log,
        home,
        clock,
        held,
        input,
        guard,
        unsaved,
        disk,
        player,
    };
    let mut effects = VecDeque::from(first);
    loop {
        if let Some(saved) = runner.perform_all(&mut app, &mut effects)? {
            return Ok(saved);
        }
        if let Some(drawn) = runner.draw(&app)? {
            hits = drawn.hits;
        }
        if let Some(effect) = app.after_frame() {
            effects.push_back(effect);
            continue;
        }
        let deadline = app.deadline().map(|at| at.seconds_since(clock.now()).max(0.0));
        let Some(msg) = runner.next(&hits, deadline.map(Duration::from_secs_f64), &app)? else {
            continue;
        };
        runner.deliver(msg, &mut app, &mut effects);
    }
}

/// Performs effects.
struct EffectRunner {
    screen: TerminalScreen,
    worker: Worker,
    log: ReviewLog,
    home: ConfigHome,
    clock: Clock,
    /// Keys pressed while everything was read.
    held: VecDeque<Event>,
    input: InputReader,
    guard: KeyGuard,
    unsaved: UnsavedFile,
    disk: DiskLook,
    player: SoundPlayer,
}

impl EffectRunner {
    /// Draws a frame, and goes by what it shows.
    fn draw(&mut self, app: &App) -> io::Result<Option<DrawnFrame>> {
        self.guard.shows(app.contexts(), self.clock.uptime());
        self.player.keep_for(app.note());
        self.screen.draw(|buffer| {
            may_panic("frame");
            app.view(buffer)
        })
    }

    /// Delivers a message to the app, and collects the effects that follow from it.
    fn deliver(&mut self, msg: Msg, app: &mut App, effects: &mut VecDeque<Effect>) {
        // What was pressed was meant for the screen before.
        if msg.is_by_hand() && self.read_changes(app, effects) {
            return;
        }
        let start = monotonic();
        let before = (!msg.is_by_hand()).then(|| app.subject());
        effects.extend(app.update(self.clock.times(), msg));
        if before.is_some_and(|before| before != app.subject()) {
            self.guard.screen_changed(self.clock.uptime());
        }
        app.set_update_time(start.elapsed());
    }

    /// Performs effects and what follows from them; the outcome of the last save once it is to end.
    fn perform_all(
        &mut self,
        app: &mut App,
        effects: &mut VecDeque<Effect>,
    ) -> io::Result<Option<Result<(), Fault>>> {
        while let Some(effect) = effects.pop_front() {
            if let Effect::Quit = effect {
                let (ledger, scheduler) = app.progress();
                return Ok(Some(self.log.save(ledger, scheduler, self.clock.now())));
            }
            if let Some(msg) = self.perform(effect, app)? {
                effects.extend(app.update(self.clock.times(), msg));
            }
        }
        Ok(None)
    }

    /// Has the app read what others changed on disk; whether it shows something else then.
    fn read_changes(&mut self, app: &mut App, effects: &mut VecDeque<Effect>) -> bool {
        let before = app.subject();
        for change in self.changed_on_disk() {
            effects.extend(app.update(self.clock.times(), change));
        }
        let is_other = before != app.subject();
        if is_other {
            self.guard.screen_changed(self.clock.uptime());
        }
        is_other
    }

    /// Performs an effect; returns the message that follows from it.
    fn perform(&mut self, effect: Effect, app: &App) -> io::Result<Option<Msg>> {
        match effect {
            Effect::Suspend => {
                signals::suspend();
                self.input.drop_typed()?;
            }
            Effect::Redraw => self.screen.redraw()?,
            Effect::Run(id, job) => self.worker.submit(id, job),
            Effect::Record(own) => {
                return Ok(Some(match self.log.append(&own) {
                    Ok(others) => Msg::Recorded { own, others },
                    Err(fault) => Msg::NotRecorded(fault),
                }));
            }
            Effect::Refold => {
                return Ok(Some(match self.log.refold(app.progress().1) {
                    Ok((ledger, _)) => Msg::Refolded(ledger),
                    Err(fault) => Msg::NotRefolded(fault),
                }));
            }
            Effect::Save if self.log.is_worth_saving() => {
                let (ledger, scheduler) = app.progress();
                // The log has everything: a state that could not be written is written later.
                let saved = self.log.save(ledger, scheduler, self.clock.now());
                return Ok(saved.err().map(Msg::NotSaved));
            }
            Effect::EditNote(..)
            | Effect::EditAgain(_)
            | Effect::ReadDraft(_)
            | Effect::AddNote(_)
            | Effect::RemoveNote(..)
            | Effect::SaveNote(_) => return self.change_note(effect).map(Some),
            Effect::KeepUnsaved(texts) => return Ok(self.keep_unsaved(&texts)),
            Effect::Discard(draft) => draft.discard(),
            Effect::RenameDeck(..) | Effect::DeleteDeck(..) | Effect::DescribeDeck(..) => {
                return Ok(Some(self.change_deck(effect)));
            }
            Effect::SetExam(..)
            | Effect::SetParameters(_)
            | Effect::SetStudied(..)
            | Effect::SetTopic(..)
            | Effect::SetDeckOption(..)
            | Effect::ForgetStudied(_)
            | Effect::Set(..) => {
                let msg = self.change_settings(effect);
                self.disk.settings_are_read(&self.home);
                return Ok(Some(msg));
            }
            Effect::OpenAddress(address) => return Ok(Some(opener::open(address)?)),
            Effect::Play(sounds) => {
                return Ok(self.player.play(&self.home, sounds).err().map(Msg::NotPlayed));
            }
            Effect::Mouse(on) => terminal::set_mouse(on)?,
            Effect::SwapImport(swap) => return Ok(Some(self.swap_import(&swap))),
            Effect::Save | Effect::Quit => {}
        }
        Ok(None)
    }

    /// Changes the settings.
    fn change_settings(&mut self, effect: Effect) -> Msg {
        match effect {
            Effect::SetExam(exam, before) => self.set_exam(&exam, &before),
            Effect::SetParameters(parameters) => {
                settled(store::settings::keep_parameters(&self.home, &parameters))
            }
            Effect::ForgetStudied(deck) => {
                settled(store::settings::forget_studied(&self.home, &deck))
            }
            Effect::SetStudied(deck, on) => {
                settled(store::settings::set_studied(&self.home, &deck, on))
            }
            Effect::SetTopic(deck, topic, on) => {
                settled(store::settings::set_topic(&self.home, &deck, &topic, on))
            }
            Effect::SetDeckOption(deck, key, value) => {
                let change = [(key, value)];
                settled(store::settings::set_deck_options(&self.home, &deck, &change))
            }
            Effect::Set(key, value) => {
                settled(store::settings::set(&self.home, key, |_| Ok(value.clone())))
            }
            other => unreachable!("no setting changes by {other:?}"),
        }
    }

    /// Writes an exam into the settings, replacing the one of that name.
    fn set_exam(&self, exam: &Exam, before: &str) -> Msg {
        let set = store::settings::set(&self.home, "exams", |settings| {
            Ok(exam.insert_into(settings.exams.clone(), before))
        });
        settled(set)
    }

    /// Takes an import back or does it again: the decks first, and then the log.
    fn swap_import(&mut self, swap: &ImportSwap) -> Msg {
        let decks = match swap.decks.swap() {
            Ok(decks) => decks,
            Err(fault) => return Msg::NoteNotSaved(fault),
        };
        let is_in_log = !swap.entries.is_empty();
        if is_in_log && let Err(fault) = self.log.append(&swap.entries) {
            // What is half done is undone; if that fails too, the first fault matters more.
            _ = decks.swap();
            return Msg::NoteNotSaved(fault);
        }
        let (library, faults) = self.load_decks();
        let number = swap.number;
        Msg::ImportSwapped(Box::new(SwappedImport { number, decks, is_in_log, library, faults }))
    }

    /// Waits for the next message; none if there was input that means nothing.
    fn next(&mut self, hits: &Hits, wait: Option<Duration>, app: &App) -> io::Result<Option<Msg>> {
        if let Some(msg) = self.held.pop_front().and_then(|event| translate(event, hits)) {
            return Ok(Some(msg));
        }
        let start = monotonic();
        let is_over = || wait.is_some_and(|wait| start.elapsed() >= wait);
        loop {
            if self.worker.is_busy() {
                let left = wait.map(|wait| wait.saturating_sub(start.elapsed()));
                if let Some(msg) =
                    self.worker.next_outcome(left.map_or(GLANCE, |left| left.min(GLANCE)))
                {
                    if matches!(msg, Msg::Finished(_, JobOutcome::Imported(_))) {
                        self.disk.decks_are_read(&self.home);
                    }
                    return Ok(Some(msg));
                }
                if !is_over() && !self.input.poll(GLIMPSE)? {
                    continue;
                }
            } else if let Some(wait) = wait {
                self.input.poll(wait.saturating_sub(start.elapsed()))?;
            }
            // What the clock changes comes before a key that was pressed too late.
            if is_over() {
                return Ok(Some(Msg::Tick));
            }
            let event = match self.input.read()? {
                Some(TerminalInput::Event(event)) => event,
                Some(TerminalInput::Background(ground)) => {
                    return Ok(Some(Msg::Background(ground)));
                }
                None => continue,
            };
            if let Event::Resize(..) = event {
                self.screen.redraw()?;
            }
            let msg = translate(event, hits);
            if let Some(Msg::Key(key)) = &msg
                && !self.clock.is_fixed()
                && !self.guard.admits(*key, self.clock.uptime(), app.key_effect(*key))
            {
                return Ok(None);
            }
            if msg.is_some() {
                return Ok(msg);
            }
        }
    }
}

fn may_panic(at: &str) {
    assert!(std::env::var_os(PANIC).is_none_or(|asked| asked != at), "asked to by {PANIC}");
}

fn settled(set: Result<Settings, Fault>) -> Msg {
    set.map_or_else(Msg::SettingsNotSet, |settings| Msg::SettingsSet(Box::new(settings)))
}

fn translate(event: Event, hits: &Hits) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            may_panic("key");
            Some(Msg::Key(Key::from_event(key)))
        }
        // Terminals send line ends as the Enter key does.
        Event::Paste(text) => Some(Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(width, height) if width > 0 && height > 0 => {
            Some(Msg::Resize(Size { width, height }))
        }
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

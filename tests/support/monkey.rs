//! A monkey test of the app: random keys, clicks, sizes, pastes and outcomes of jobs, in any order,
//! from a seed; effects are performed, or fail, or come late or twice.
//!
//! It checks what must hold whatever happens: every frame can be drawn, the app knows the
//! acknowledged entries and nothing else, and Ctrl-C leaves from anywhere.

#[path = "monkey/edits.rs"]
mod edits;
#[path = "monkey/fixture.rs"]
mod fixture;
#[path = "monkey/settings.rs"]
mod settings;

use std::sync::Arc;
use std::time::Duration;

use edits::fault;
use fixture::{PASTES, deck, opened};
use lacuna::clock::{Calendar, Clock, Moment, Timestamps};
use lacuna::deck::{Note, Revision, SourceFile, revision, write};
use lacuna::memory::{
    AddOutcome, Entry, EntryId, EntryKind, Ledger, QuizRecord, ReviewStats, Scheduler,
};
use lacuna::plan::AnswerStats;
use lacuna::rng::Rng;
use lacuna::search::Searcher;
use lacuna::settings::Settings;
use lacuna::store::{ConfigHome, NoteDraft};
use lacuna::text::math::GlyphSet;
use lacuna::ui::draw::canvas::Hits;
use lacuna::ui::draw::curve_glyphs::CurveGlyphs;
use lacuna::ui::draw::theme::{ColourDepth, Theme};
use lacuna::ui::input::key::Key;
use lacuna::ui::input::keymap::key_bindings;
use lacuna::ui::shell::app::App;
use lacuna::ui::shell::message::{Effect, Job, JobId, JobOutcome, Msg};
use lacuna::ui::shell::worker;
use lacuna::ui::{Tab, UiOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

const NOW: &str = "2026-11-22T10:00:00Z";
/// A log of so many entries is summed up, so that what is remembered of it does not grow.
const LONG: usize = 2_000;
/// So many notes are added at most, so that the deck does not grow without end; more are refused.
const ADDED: usize = 40;

/// An app with a monkey at its terminal.
pub(crate) struct Monkey {
    app: App,
    rng: Rng,
    size: Size,
    now: Moment,
    run: Duration,
    hits: Hits,
    keys: Vec<Key>,
    jobs: Vec<(JobId, Job)>,
    searcher: Searcher,
    file: SourceFile,
    /// What was known when the log was last summed up.
    before: Ledger,
    /// What was acknowledged since.
    log: Vec<Entry>,
    /// Whether the app has not yet folded the log by what is known: it could not read it, or
    /// settings are being changed.
    adrift: bool,
    settings: Settings,
    /// How many messages have come.
    pub(crate) messages: u64,
    /// How many entries were acknowledged.
    pub(crate) acknowledged: u64,
}

impl Monkey {
    /// A monkey that does the same for the same seed.
    pub(crate) fn new(seed: u64) -> Monkey {
        let mut rng = Rng::new(seed);
        let file = deck();
        let (library, faults) = opened(&file);
        assert_eq!(faults, [], "the deck of the test has no faults");
        let size = Size { width: 80, height: 24 };
        let glyphs = if rng.below(4) == 0 { GlyphSet::Ascii } else { GlyphSet::Unicode };
        let settings = Settings { new_per_day: 1000, ..Settings::default() };
        let options = UiOptions {
            library: Arc::new(library),
            faults,
            // Nothing lies there; what is read from it is read in vain.
            home: ConfigHome::new("/nowhere/at/all"),
            tab: Tab::Home,
            query: String::new(),
            drill: None,
            quiz: None,
            glyphs,
            font: CurveGlyphs::Braille,
            pictures: None,
            colour: true,
            clock: Clock::new(Some(NOW)).expect("it is a date and time"),
            ledger: Ledger::default(),
            scheduler: Scheduler::new(settings.clone(), Calendar::utc()),
            answer_stats: AnswerStats::default(),
            seed,
        };
        let now = options.clock.now();
        let (app, first) = App::new(options, Theme::new(ColourDepth::Full), size);
        let keys =
            key_bindings().flat_map(|binding| binding.sequences().flatten().collect::<Vec<_>>());
        let mut monkey = Monkey {
            app,
            rng,
            size,
            now,
            run: Duration::ZERO,
            hits: Hits::default(),
            keys: keys.collect(),
            jobs: Vec::new(),
            searcher: Searcher::default(),
            file,
            before: Ledger::default(),
            log: Vec::new(),
            adrift: false,
            settings,
            messages: 0,
            acknowledged: 0,
        };
        monkey.perform(first);
        monkey
    }

    /// Sends a random message, and performs the effects.
    pub(crate) fn step(&mut self) {
        self.time_passes();
        let msg = self.message();
        self.tell(msg);
        if self.messages.is_multiple_of(50) {
            self.check_that_it_can_leave();
        }
        if self.log.len() > LONG {
            self.check_ledger();
            self.before = self.app.progress().0.clone();
            self.log.clear();
        }
    }

    /// Draws a frame, which has nothing in it that acts on a terminal.
    pub(crate) fn draw(&mut self) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        self.hits = self.app.view(&mut buffer).hits;
        let raw = buffer.content.iter().find(|cell| cell.symbol().contains(char::is_control));
        assert!(raw.is_none(), "{raw:?} was drawn");
    }

    /// Checks that the app knows of the cards what was acknowledged, and nothing else.
    pub(crate) fn check_ledger(&self) {
        if !self.adrift {
            let (ledger, scheduler) = self.app.progress();
            assert!(*ledger == self.folded(scheduler), "after {} messages", self.messages);
        }
    }

    /// Checks that Ctrl-C leaves, wherever the app is. It does not leave.
    fn check_that_it_can_leave(&mut self) {
        let key = Key::parse("ctrl-c").expect("it is a key");
        let effects = self.app.update(self.times(), Msg::Key(key));
        assert!(
            effects.iter().any(|effect| matches!(effect, Effect::Quit)),
            "after {} messages",
            self.messages
        );
    }

    fn folded(&self, scheduler: &Scheduler) -> Ledger {
        let mut ledger = self.before.clone();
        match ledger.add_all(scheduler, self.log.clone()) {
            AddOutcome::Folded => ledger,
            // With all of the log at hand it is folded anew; of one that was summed up, the app
            // knows best.
            AddOutcome::InDoubt if self.before.is_empty() => {
                Ledger::fold(scheduler, self.log.clone())
            }
            AddOutcome::InDoubt => self.app.progress().0.clone(),
        }
    }

    fn times(&self) -> Timestamps {
        Timestamps { wall: self.now, run: self.run }
    }

    fn time_passes(&mut self) {
        let seconds = match self.rng.below(40) {
            0 => 3_600 * self.rng.below(60),
            1..4 => 60 * self.rng.below(30),
            _ => self.rng.below(5),
        };
        self.now = self.now.plus_seconds(seconds as i64);
        self.run += Duration::from_secs(seconds as u64);
        // Somebody sets the clock back.
        if self.rng.below(500) == 0 {
            self.now = self.now.plus_seconds(-(self.rng.below(7_200) as i64));
        }
    }

    fn message(&mut self) -> Msg {
        match self.rng.below(100) {
            0..50 => self.key(),
            50..60 => Msg::Key(self.typed()),
            60..63 => Msg::Paste(PASTES[self.rng.below(PASTES.len())].to_string()),
            63..78 => self.mouse(),
            78..83 => self.resized(),
            90..96 if !self.jobs.is_empty() => self.answer(),
            96 => Msg::Finished(
                JobId(self.rng.below(40) as u64),
                JobOutcome::Failed("This broke".to_string()),
            ),
            97 => Msg::Finished(JobId(self.rng.below(40) as u64), JobOutcome::Prepared),
            98 => Msg::NotSaved(fault()),
            _ => Msg::Tick,
        }
    }

    fn key(&mut self) -> Msg {
        // Some keys lead further than others.
        let often = ["space", "enter", "1", "2", "3", "4", "esc", "down", "y", "u", "ctrl-r"];
        if self.rng.below(3) == 0 {
            let key = often[self.rng.below(often.len())];
            return Msg::Key(Key::parse(key).expect("it is a key"));
        }
        Msg::Key(self.keys[self.rng.below(self.keys.len())])
    }

    fn typed(&mut self) -> Key {
        let chars = [
            'a', 'r', 'T', '1', '0', '!', ':', ' ', '漢', 'é', '\u{301}', '\u{200d}', '👩', '🇩',
            '\u{fe0f}',
        ];
        Key::parse(&chars[self.rng.below(chars.len())].to_string()).expect("a character is a key")
    }

    fn mouse(&mut self) -> Msg {
        let (columns, rows) = (usize::from(self.size.width) + 2, usize::from(self.size.height) + 2);
        let at = Position { x: self.rng.below(columns) as u16, y: self.rng.below(rows) as u16 };
        let action = match self.rng.below(4) {
            0 => self.hits.wheel(at, 3),
            1 => self.hits.wheel(at, -3),
            _ => self.hits.click(at),
        };
        action.map_or(Msg::Tick, Msg::Act)
    }

    fn resized(&mut self) -> Msg {
        let usual = [(80, 24), (100, 30), (60, 18), (40, 10), (39, 9), (1, 1), (300, 100), (0, 0)];
        let (width, height) = match self.rng.below(3) {
            0 => (1 + self.rng.below(300), 1 + self.rng.below(100)),
            _ => usual[self.rng.below(usual.len())],
        };
        self.size = Size { width: width as u16, height: height as u16 };
        Msg::Resize(self.size)
    }

    /// A job's answer: in any order, and some twice.
    fn answer(&mut self) -> Msg {
        let (id, job) = self.jobs.swap_remove(self.rng.below(self.jobs.len()));
        if self.rng.below(10) == 0 {
            return Msg::Finished(id, JobOutcome::Failed("This broke".to_string()));
        }
        let outcome = match job {
            Job::Quizzes(_) => JobOutcome::Quizzes(QuizRecord::from_entries(self.log.clone())),
            Job::CountReviews(_, calendar) => {
                JobOutcome::ReviewStats(ReviewStats::from_entries(self.log.clone(), &calendar))
            }
            // Nothing on the disk is looked at or changed here.
            Job::PreviewImport(_) => JobOutcome::ImportPreview(Err(fault())),
            Job::Import(_) => JobOutcome::ImportFailed(fault()),
            Job::Export(_) => JobOutcome::Exported(Err(fault())),
            Job::MoveNotes(_) => JobOutcome::DeckNotChanged(fault()),
            Job::CompleteName(_) => JobOutcome::Completed(None),
            job => worker::run(&self.searcher, job),
        };
        Msg::Finished(id, outcome)
    }

    fn tell(&mut self, msg: Msg) {
        self.messages += 1;
        let effects = self.app.update(self.times(), msg);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(msg) = self.carry_out(effect) {
                self.tell(msg);
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Msg> {
        let fails = self.rng.below(12) == 0;
        Some(match effect {
            Effect::OpenAddress(address) if fails => Msg::AddressCopied(address),
            Effect::OpenAddress(address) => Msg::AddressOpened(address),
            Effect::Play(_) if fails => Msg::NotPlayed(fault()),
            Effect::Record(_) if fails => Msg::NotRecorded(fault()),
            Effect::Record(own) => {
                let others = self.others();
                self.acknowledged += own.len() as u64;
                self.log.extend(others.iter().chain(&own).cloned());
                Msg::Recorded { own, others }
            }
            Effect::Refold if fails => {
                self.adrift = true;
                Msg::NotRefolded(fault())
            }
            Effect::Refold => {
                self.adrift = false;
                let known = self.folded(self.app.progress().1);
                Msg::Refolded(known)
            }
            Effect::Run(id, job) => {
                self.jobs.retain(|(_, other)| {
                    std::mem::discriminant(other) != std::mem::discriminant(&job)
                });
                self.jobs.push((id, job));
                return None;
            }
            Effect::EditNote(..) if fails => Msg::NotEdited(fault()),
            Effect::EditNote(deck, note) => {
                let before = self.file.text[revision::find(&self.file, &note)?].to_string();
                let path = "/home/you/.config/lacuna/drafts/d.ron".into();
                self.edited(NoteDraft { path, deck, note, before })
            }
            Effect::EditAgain(draft) | Effect::ReadDraft(draft) => self.edited(draft),
            Effect::SaveNote(_) | Effect::AddNote(_) | Effect::RemoveNote(..) if fails => {
                Msg::NoteNotSaved(fault())
            }
            // No import is ever carried out here, and the only deck stays.
            Effect::SwapImport(_)
            | Effect::RenameDeck(..)
            | Effect::DeleteDeck(..)
            | Effect::DescribeDeck(..) => Msg::NoteNotSaved(fault()),
            Effect::ForgetStudied(_) => Msg::SettingsNotSet(fault()),
            Effect::SaveNote(saving) => self.saved(saving.revision, saving.done, false),
            Effect::AddNote(adding) => {
                let id = format!("added-{}", self.rng.below(ADDED));
                if revision::find(&self.file, &id).is_some() {
                    return Some(Msg::NoteNotSaved(fault()));
                }
                let note = Note { id, ..adding.note };
                let (id, after) = (note.id.clone(), Some(write::note(&note)));
                let revision =
                    Revision { deck: adding.deck, note: id, before: None, after, spot: None };
                self.saved(revision, "The note is saved", true)
            }
            Effect::RemoveNote(deck, note) => {
                let revision = Revision::removal(&deck, &note, &self.file)?;
                self.saved(revision, "The note is deleted", true)
            }
            Effect::SetExam(..)
            | Effect::SetParameters(_)
            | Effect::SetStudied(..)
            | Effect::SetTopic(..)
            | Effect::SetDeckOption(..)
            | Effect::Set(..)
                if fails =>
            {
                Msg::SettingsNotSet(fault())
            }
            Effect::SetExam(..)
            | Effect::SetParameters(_)
            | Effect::SetStudied(..)
            | Effect::SetTopic(..)
            | Effect::SetDeckOption(..)
            | Effect::Set(..) => self.settings_set(effect),
            Effect::Quit
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Mouse(_)
            | Effect::Discard(_)
            | Effect::KeepUnsaved(_)
            | Effect::Play(_)
            | Effect::Save => return None,
        })
    }

    /// What another window has written meanwhile.
    fn others(&mut self) -> Vec<Entry> {
        if self.rng.below(20) > 0 {
            return Vec::new();
        }
        let card = format!("csc277-exam-1/p{}/definition", self.rng.below(20)).as_str().into();
        let what = [
            EntryKind::Suspend,
            EntryKind::Unsuspend,
            EntryKind::Flag,
            EntryKind::Unflag,
            EntryKind::Bury,
        ][self.rng.below(5)]
        .clone();
        let at = self.now.plus_seconds(-(self.rng.below(600) as i64));
        vec![Entry { id: EntryId(self.rng.bits()), at, card, what }]
    }
}

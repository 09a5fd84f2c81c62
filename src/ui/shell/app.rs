//! The app: the state of the full screen, how a message changes it, and how it is drawn.
//!
//! Nothing here reads or writes: what must be done outside is returned as effects.

mod commands;
mod input;
mod jobs;
mod links;
mod notes;
mod settings;
mod unsaved;
mod view;

use std::time::Duration;

use ratatui::layout::{Rect, Size};

use self::links::copied_text;
use self::unsaved::KeptTexts;
use super::message::{Effect, JobId, Msg};
use crate::clock::{Moment, Timestamps};
use crate::memory::{AddOutcome, Entry, Ledger, Scheduler};
use crate::session::{DrillRequest, Learner, QuizRequest, UndoStack};
use crate::text::width::width;
use crate::ui::draw::theme::Themes;
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::options::UiOptions;
use crate::ui::screens::edit_conflict::EditConflict;
use crate::ui::screens::info_box::InfoBox;
use crate::ui::screens::screen::{Command, ScreenContext};
use crate::ui::screens::screen_stack::{Layer, ScreenStack};
use crate::ui::tab::Tab;
use crate::ui::view::frame;
use crate::ui::view::learner_text::{change_text, leech_warning};
use crate::ui::view::page_cache::PageCache;
use crate::ui::view::picture_cache::PictureCache;

/// The whole state of the full screen.
pub struct App {
    shared: ScreenContext,
    themes: Themes,
    stack: ScreenStack,
    undo_stack: UndoStack,
    /// The unsaved texts that are on disk.
    kept: KeptTexts,
    /// The ids of deck and note of a form that waits until one of the two versions of its note is
    /// saved.
    resolving: Option<(String, String)>,
    /// A notice to show after the key that is being handled, which clears the notices before it.
    late_notice: Option<String>,
    /// The keys pressed so far of a sequence.
    pending_keys: Vec<Key>,
    /// The message in the footer.
    notice: Option<String>,
    /// Whether the log must be folded again with other settings, once they are all made.
    needs_refold: bool,
    /// Whether the user's first own deck has come, and what that asks was not asked yet.
    has_first_deck: bool,
    last_job: JobId,
    /// The jobs that run, and the screens that they are for.
    jobs: Vec<(JobId, Layer)>,
    /// What the message at hand leads to.
    effects: Vec<Effect>,
}

impl App {
    /// The app on its first screen, with the first effects.
    pub fn new(options: UiOptions, themes: impl Into<Themes>, size: Size) -> (App, Vec<Effect>) {
        let now = options.clock.now();
        // What is wrong with the keys is among the faults already.
        let (keymap, _) = Keymap::from_settings(options.scheduler.settings(), |_, _| None);
        let choice = &options.scheduler.settings().pictures;
        let pictures = PictureCache::new(options.pictures, choice, options.glyphs);
        let shared = ScreenContext {
            faults: options.faults,
            learner: Learner::new(
                options.library,
                options.ledger,
                options.scheduler,
                options.answer_stats,
                now,
            ),
            review_stats: None,
            unsaved: Vec::new(),
            edited: Vec::new(),
            decks_folder: options.home.decks().display().to_string(),
            run: options.clock.elapsed(),
            home: options.home,
            glyphs: options.glyphs,
            font: options.font,
            screen: Rect::default(),
            area: Rect::default(),
            last_query: String::new(),
            page_cache: PageCache::default(),
            pictures,
            is_fold_open: false,
            keymap,
        };
        let mut app = App {
            shared,
            themes: themes.into(),
            stack: ScreenStack::new(options.seed),
            undo_stack: UndoStack::new(options.seed ^ 1),
            kept: KeptTexts::default(),
            resolving: None,
            late_notice: None,
            pending_keys: Vec::new(),
            notice: None,
            needs_refold: false,
            has_first_deck: false,
            last_job: JobId::default(),
            jobs: Vec::new(),
            effects: Vec::new(),
        };
        app.resize(size);
        app.open_first(options.tab, options.drill, options.quiz);
        if !options.query.is_empty() {
            let command = app.stack.tabs.search.set_query(&app.shared, &options.query);
            app.run_optional(Layer::Tab(Tab::Search), command);
        }
        let effects = std::mem::take(&mut app.effects);
        (app, effects)
    }

    /// Opens the first screen: a tab, or what is to be drilled or asked in a quiz.
    fn open_first(&mut self, tab: Tab, drill: Option<DrillRequest>, quiz: Option<QuizRequest>) {
        match (drill, quiz) {
            (Some(request), _) => self.run_command(Layer::Tab(Tab::Drill), Command::Drill(request)),
            (None, Some(request)) => {
                self.goto(Tab::Quiz);
                let command = self.stack.tabs.quiz.lay(&self.shared, request);
                self.run_optional(Layer::Tab(Tab::Quiz), command);
            }
            (None, None) => self.goto(tab),
        }
        if self.stack.tab() != Tab::Home
            && let Some(first) = self.shared.faults.first()
        {
            self.notice = Some(format!("▲ {first} (g h shows all)"));
        }
    }

    /// Changes the state after something happened; returns the effects that follow from it.
    pub fn update(&mut self, times: Timestamps, msg: Msg) -> Vec<Effect> {
        self.stack.tabs.search.start_message();
        self.shared.learner.now = times.wall;
        self.shared.run = times.run;
        if frame::is_too_small(self.shared.screen) && msg.is_by_hand() {
            self.leave_unseen(&msg);
            return std::mem::take(&mut self.effects);
        }
        let (is_tick, is_by_hand) = (matches!(msg, Msg::Tick), msg.is_by_hand());
        self.handle(msg);
        if is_by_hand && self.notice.is_none() {
            self.notice = self.late_notice.take();
        }
        self.ask_about_bundled();
        self.restore_answer();
        self.shared.last_query = self.stack.tabs.search.text().to_string();
        let is_leaving = self.effects.iter().any(|effect| matches!(effect, Effect::Quit));
        self.keep_unsaved(is_tick || is_leaving);
        std::mem::take(&mut self.effects)
    }

    fn handle(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.press(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Act(action) => {
                self.notice = None;
                self.pending_keys.clear();
                self.act(action, None);
            }
            Msg::Resize(size) => self.resize(size),
            Msg::Tick => self.tick(),
            Msg::Background(ground) => self.themes.set_background(ground),
            Msg::Finished(job, outcome) => self.finish_job(job, outcome),
            Msg::Recorded { own, others } => self.add_entries(&own, others),
            Msg::Refolded(ledger) => self.replace_ledger(ledger),
            Msg::NotRefolded(fault) => {
                self.entries_recorded(&[]);
                self.notify(fault.to_string());
            }
            Msg::SettingsSet(settings) => self.settings_set(*settings),
            Msg::Edited(draft, text) => self.read_draft(draft, text),
            Msg::AddressOpened(address) => self.notice = Some(format!("Opened {address}")),
            Msg::AddressCopied(address) => {
                self.stack.open(Layer::Popup, InfoBox::Message(copied_text(&address)));
            }
            Msg::ImportSwapped(swapped) => self.import_swapped(*swapped),
            Msg::DeckChanged(changed) => self.deck_changed(*changed),
            Msg::NoteSaved(reloaded) => self.note_saved(*reloaded),
            Msg::NotEdited(fault) | Msg::NotSaved(fault) | Msg::NotPlayed(fault) => {
                self.notify(fault.to_string());
            }
            Msg::SettingsNotSet(fault) => {
                if let Some(dialog) = self.stack.get_mut(Layer::Dialog) {
                    dialog.not_recorded();
                }
                self.undo_stack.not_recorded();
                self.notify(fault.to_string());
            }
            Msg::NoteNotSaved(fault) | Msg::NotRecorded(fault) => {
                self.resolving = None;
                self.not_recorded();
                self.notify(fault.to_string());
            }
            Msg::EditorReturned => self.editor_returned(),
            Msg::EditorFailed(draft, fault) => self.editor_failed(draft, &fault),
            Msg::UnsavedFound(texts, drafts) => self.offer_unsaved(texts, drafts),
            Msg::DecksChanged(library, faults) => self.decks_changed(library, faults),
            Msg::SettingsChanged(settings, faults) => self.settings_changed(*settings, faults),
            Msg::ThemesChanged(themes) => self.themes.replace_own(themes),
            Msg::NoteConflict(mine, draft, theirs) => {
                self.not_recorded();
                self.stash(Layer::Dialog);
                self.stack.open(Layer::Dialog, EditConflict { mine, theirs, draft, top: 0 });
            }
        }
    }

    /// The days in a row with an answer, as far as they are known yet.
    fn streak(&self) -> u32 {
        let learner = &self.shared.learner;
        let today = learner.scheduler.calendar().day(learner.now);
        self.shared.review_stats.as_ref().map_or(0, |stats| stats.streak(today))
    }

    /// Where keys are looked up now, the innermost first.
    pub fn contexts(&self) -> &'static [Context] {
        self.stack.top().contexts()
    }

    /// What is known of the cards, and the scheduler.
    pub fn progress(&self) -> (&Ledger, &Scheduler) {
        (&self.shared.learner.ledger, &self.shared.learner.scheduler)
    }

    /// What the screen is about: a key that was pressed before this changed was meant for
    /// something else.
    pub fn subject(&self) -> (&'static [Context], Option<usize>) {
        (self.contexts(), self.stack.top().subject())
    }

    /// When the screen changes without an event.
    pub fn deadline(&self) -> Option<Moment> {
        let learner = &self.shared.learner;
        let screens = self.stack.visible().filter_map(|(_, screen)| screen.deadline(learner.now));
        // Under a drill the plan stays.
        let plan = (self.stack.tab() != Tab::Drill).then(|| learner.plan_changes());
        let typed = self.unsaved_wait().map(|wait| learner.now.plus_seconds(wait.as_secs() as i64));
        screens.chain(plan).chain(typed).min()
    }

    /// Remembers how long the update took, for the search screen, which shows it.
    pub fn set_update_time(&mut self, time: Duration) {
        self.stack.tabs.search.set_update_time(time);
    }

    /// The key that carries out an action now, if one does.
    fn key_for(&self, action: Action) -> Option<String> {
        self.shared.keymap.key_for(self.contexts(), action)
    }

    fn resize(&mut self, size: Size) {
        self.shared.screen = Rect::new(0, 0, size.width, size.height);
        self.shared.area = frame::pane_area(self.shared.screen);
        // The cells may have another size, too.
        self.shared.pictures.clear();
    }

    fn tick(&mut self) {
        if self.shared.learner.now >= self.shared.learner.plan_changes() {
            self.replan();
        }
        for layer in [Layer::Dialog, Layer::Tab(self.stack.tab())] {
            let screen = self.stack.get_mut(layer);
            let command = screen.and_then(|screen| screen.tick(&self.shared));
            self.run_optional(layer, command);
        }
    }

    /// Shows a message in the footer, or in a box if it is too long for that.
    fn notify(&mut self, text: String) {
        if width(&text) + 2 <= usize::from(self.shared.screen.width) {
            self.notice = Some(text);
        } else {
            self.stack.open(Layer::Popup, InfoBox::Message(text));
        }
    }

    fn add_entries(&mut self, own: &[Entry], others: Vec<Entry>) {
        match self.shared.learner.add_entries(others, own) {
            AddOutcome::Folded => {
                self.entries_recorded(own);
                self.effects.push(Effect::Save);
            }
            AddOutcome::InDoubt => self.effects.push(Effect::Refold),
        }
    }

    /// The whole log was folded again.
    fn replace_ledger(&mut self, ledger: Ledger) {
        self.shared.learner.ledger = ledger;
        self.shared.learner.invalidate_plan();
        self.replan();
        self.entries_recorded(&[]);
    }

    /// Entries are on disk, and part of what is known of the cards.
    fn entries_recorded(&mut self, own: &[Entry]) {
        self.shared.learner.refresh_statuses(own);
        for layer in self.stack.layers() {
            if let Some(screen) = self.stack.get_mut(layer) {
                screen.recorded(&self.shared);
            }
        }
        if let Some(leech) = leech_warning(&self.shared.learner, own) {
            self.notice = Some(leech);
        }
        let undo = self.key_for(Action::Undo);
        if let Some(change) = self.undo_stack.recorded() {
            self.notice = Some(change_text(change, undo));
            self.stack.tabs.browse.statuses_changed(&self.shared);
        }
    }

    /// Tells the open form that what it asked to save is on disk.
    fn dialog_saved(&mut self) {
        let form = self.stack.get_mut(Layer::Dialog);
        let command = form.and_then(|form| form.saved(&self.shared));
        self.run_optional(Layer::Dialog, command);
    }

    fn not_recorded(&mut self) {
        for layer in self.stack.layers() {
            if let Some(screen) = self.stack.get_mut(layer) {
                screen.not_recorded();
            }
        }
        self.undo_stack.not_recorded();
    }
}

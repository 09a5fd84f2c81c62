//! The app: every pane's state, and the two functions that change it and draw it.

mod commands;
mod editing;
mod labs;
mod outcomes;
mod overlays;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::desk::Desk;
use super::message::{Effect, JobId, Msg};
use super::panes::ScreenSet;
use super::undo_stack::UndoStack;
use crate::clock::{Moment, Timestamps};
use crate::memory::{AddOutcome, Entry, Ledger, Scheduler};
use crate::ui::draw::canvas::DrawnFrame;
use crate::ui::draw::theme::Themes;
use crate::ui::input::action::Action;
use crate::ui::input::key::Key;
use crate::ui::input::keymap::{Context, KeyMeaning, Keymap};
use crate::ui::screens::import::ImportScreen;
use crate::ui::screens::note_form::NoteForm;
use crate::ui::screens::overlay::Overlay;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::screens::settings::SettingsScreen;
use crate::ui::view::frame;
use crate::ui::{Tab, UiOptions};

/// The whole state of the full screen.
pub struct App {
    shared: ScreenContext,
    themes: Themes,
    screen: Rect,
    tab: Tab,
    panes: ScreenSet,
    deeds: UndoStack,
    overlay: Option<Overlay>,
    /// What lies before the pane and takes all input.
    front: Option<Box<dyn Screen>>,
    /// A form that was left with something written in it.
    aside: Option<Box<NoteForm>>,
    pressed: Vec<Key>,
    says: Option<String>,
    /// Whether the log is to be folded anew by other settings once they are all made.
    unfolded: bool,
    last_job: JobId,
    /// The jobs that are under way, and the panes that they are for; none for what is in front.
    given: Vec<(JobId, Option<Tab>)>,
}

impl App {
    /// Returns the app on its first pane, with what is to be done at once.
    pub fn new(options: UiOptions, themes: impl Into<Themes>, size: Size) -> (App, Vec<Effect>) {
        let now = options.clock.now();
        // What is wrong with the keys was told along with the other faults.
        let (keymap, _) = Keymap::from_settings(options.scheduler.settings(), |_, _| None);
        let shared = ScreenContext {
            library: options.library,
            faults: options.faults,
            desk: Desk::new(options.ledger, options.scheduler, options.habits, now),
            record: None,
            decks_folder: options.home.decks().display().to_string(),
            run: options.clock.elapsed(),
            home: options.home,
            glyphs: options.glyphs,
            font: options.font,
            area: Rect::default(),
            last_query: String::new(),
            keymap,
        };
        let mut app = App {
            shared,
            themes: themes.into(),
            screen: Rect::default(),
            tab: Tab::Home,
            panes: ScreenSet::new(options.seed),
            deeds: UndoStack::new(options.seed ^ 1),
            overlay: None,
            front: None,
            aside: None,
            pressed: Vec::new(),
            says: None,
            unfolded: false,
            last_job: JobId::default(),
            given: Vec::new(),
        };
        app.resize(size);
        let mut effects = Vec::new();
        match (options.course, options.quiz) {
            (Some(course), _) => app.grant(Some(Command::Drill(course)), &mut effects),
            (None, Some(paper)) => {
                app.goto(Tab::Quiz, &mut effects);
                let wish = app.panes.quiz.lay(&app.shared, paper);
                app.grant(wish, &mut effects);
            }
            (None, None) => app.goto(options.tab, &mut effects),
        }
        if app.tab != Tab::Home
            && let Some(first) = app.shared.faults.first()
        {
            app.says = Some(format!("▲ {first} (g h tells all)"));
        }
        if !options.query.is_empty() {
            let wish = app.panes.search.ask(&app.shared, &options.query);
            app.grant(wish, &mut effects);
        }
        (app, effects)
    }

    /// Takes in what happened; returns what is to be done about it. No input or output happens
    /// here.
    pub fn update(&mut self, times: Timestamps, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.panes.search.begin();
        self.shared.desk.now = times.wall;
        self.shared.run = times.run;
        match msg {
            Msg::Key(key) => self.key(key, &mut effects),
            Msg::Paste(text) => {
                self.says = None;
                let front = self.front.as_mut().filter(|_| self.overlay.is_none());
                match front.and_then(|front| front.paste(&self.shared, &text)) {
                    None => self.insert(&text, &mut effects),
                    wish => self.grant(wish, &mut effects),
                }
            }
            Msg::Act(action) => {
                self.says = None;
                self.pressed.clear();
                self.act(action, None, &mut effects);
            }
            Msg::Resize(size) => self.resize(size),
            Msg::Finished(job, outcome) => self.finished(job, outcome, &mut effects),
            Msg::Tick => {
                let front = self.front.as_mut().and_then(|front| front.tick(&self.shared));
                self.grant(front, &mut effects);
                let wish = self.panes.get_mut(self.tab).tick(&self.shared);
                self.grant(wish, &mut effects);
            }
            Msg::Recorded { own, others } => match self.shared.desk.take(others, &own) {
                AddOutcome::Folded => {
                    self.recorded(&own);
                    effects.push(Effect::Save);
                }
                AddOutcome::InDoubt => effects.push(Effect::Refold),
            },
            Msg::Refolded(ledger) => self.refolded(ledger),
            Msg::NotRefolded(fault) => {
                self.recorded(&[]);
                self.says = Some(fault.to_string());
            }
            Msg::SettingsSet(settings) => self.settings_set(*settings, &mut effects),
            Msg::Edited(draft, text) => self.edited(draft, text, &mut effects),
            Msg::NotEdited(fault) | Msg::SettingsNotSet(fault) => self.tell(fault.to_string()),
            Msg::NoteSaved(reread) => self.reread(*reread, &mut effects),
            Msg::NoteNotSaved(fault) => {
                self.not_recorded();
                self.tell(fault.to_string());
            }
            Msg::NotSaved(fault) => self.says = Some(fault.to_string()),
            Msg::NotRecorded(fault) => {
                self.not_recorded();
                self.says = Some(fault.to_string());
            }
        }
        self.shared.last_query = self.panes.search.text().to_string();
        effects
    }

    /// Goes on by what is known of the cards now that the whole log was folded.
    fn refolded(&mut self, ledger: Ledger) {
        self.shared.desk.ledger = ledger;
        self.shared.desk.changed();
        self.plan_for_the_pane();
        self.recorded(&[]);
    }

    /// Goes on after entries are on disk and folded in.
    fn recorded(&mut self, own: &[Entry]) {
        self.shared.desk.refresh(&self.shared.library, own);
        self.panes.tell(|pane| pane.recorded(&self.shared));
        if let Some(leech) = self.shared.desk.new_leech(own) {
            self.says = Some(leech);
        }
        let undo = self.key_for(Action::Undo);
        if let Some(says) = self.deeds.recorded(undo) {
            self.says = Some(says);
            self.panes.browse.changed(&self.shared);
        }
    }

    /// Stays where it is: what was to be on disk is not.
    fn not_recorded(&mut self) {
        self.panes.tell(|pane| pane.not_recorded());
        self.deeds.not_recorded();
    }

    /// Returns what is known of the cards, and when to ask them again.
    pub fn progress(&self) -> (&Ledger, &Scheduler) {
        (&self.shared.desk.ledger, &self.shared.desk.scheduler)
    }

    /// Returns when the screen changes without an event.
    pub fn deadline(&self) -> Option<Moment> {
        let now = self.shared.desk.now;
        let front = self.front.as_ref().and_then(|front| front.deadline(now));
        self.pane().deadline(now).into_iter().chain(front).min()
    }

    /// Notes how long the update took, for the pane that shows it.
    pub fn took(&mut self, time: std::time::Duration) {
        self.panes.search.took(time);
    }

    /// Draws the whole screen and changes nothing.
    pub fn view(&self, buffer: &mut Buffer) -> DrawnFrame {
        let screen = self.screen.intersection(buffer.area);
        frame::draw(buffer, screen, self.themes.theme(), self.shared.glyphs, |canvas| {
            frame::header(canvas, screen, self.tab, &frame::what_is_open(&self.shared.library));
            self.pane().view(&self.shared, canvas);
            frame::footer_rule(canvas, screen);
            if let Some(front) = &self.front {
                canvas.hits.clear();
                front.view(&self.shared, canvas);
            }
            if let Some(overlay) = &self.overlay {
                canvas.cursor = None;
                overlay.view(canvas, &self.shared.keymap, screen);
            }
            // Its keys can be clicked whatever lies over the pane.
            frame::footer(
                canvas,
                &self.shared.keymap,
                screen,
                self.contexts(),
                self.says.as_deref(),
            );
            if !self.pressed.is_empty() {
                frame::which_key(
                    canvas,
                    &self.shared.keymap,
                    screen,
                    self.contexts(),
                    &self.pressed,
                );
            }
        })
    }

    /// Returns where keys are looked up now, the innermost first.
    pub fn contexts(&self) -> &'static [Context] {
        match (&self.overlay, &self.front) {
            (Some(overlay), _) => overlay.contexts(),
            (None, Some(front)) => front.contexts(),
            (None, None) => self.pane().contexts(),
        }
    }

    /// Returns the key to be shown for an action, if one works now.
    fn key_for(&self, action: Action) -> Option<String> {
        self.shared.keymap.key_for(self.contexts(), action)
    }

    fn pane(&self) -> &dyn Screen {
        self.panes.get(self.tab)
    }

    fn resize(&mut self, size: Size) {
        self.screen = Rect::new(0, 0, size.width, size.height);
        self.shared.area = frame::pane_area(self.screen);
    }

    fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.says = None;
        self.pressed.push(key);
        match self.shared.keymap.meaning(self.contexts(), &self.pressed) {
            KeyMeaning::Action(action) => {
                self.pressed.clear();
                self.act(action, key.typed(), effects);
            }
            KeyMeaning::Prefix => {}
            KeyMeaning::Unbound => {
                let alone = self.pressed.len() == 1;
                self.pressed.clear();
                if !alone {
                    // What works anywhere at all works after the beginning of a sequence too.
                    if let KeyMeaning::Action(action) =
                        self.shared.keymap.meaning(&[Context::Always], &[key])
                    {
                        self.act(action, None, effects);
                    }
                } else if let Some(c) = key.typed() {
                    self.insert(c.encode_utf8(&mut [0; 4]), effects);
                }
            }
        }
    }

    /// Puts text into the field that takes it, if there is one.
    fn insert(&mut self, text: &str, effects: &mut Vec<Effect>) {
        self.edit(effects, |field| field.insert(text));
    }

    fn edit(
        &mut self,
        effects: &mut Vec<Effect>,
        change: impl FnOnce(&mut crate::ui::input::text_field::TextField),
    ) {
        if let Some(overlay) = &mut self.overlay {
            let Some(field) = overlay.field() else { return };
            let before = field.text().to_string();
            change(field);
            if field.text() != before {
                overlay.typed();
            }
            return;
        }
        let pane: &mut dyn Screen = match &mut self.front {
            Some(front) => &mut **front,
            None => self.panes.get_mut(self.tab),
        };
        let Some(field) = pane.field() else { return };
        let before = field.text().to_string();
        change(field);
        if field.text() != before {
            let wish = pane.typed(&self.shared);
            self.grant(wish, effects);
        }
    }

    fn act(&mut self, action: Action, typed: Option<char>, effects: &mut Vec<Effect>) {
        match action {
            Action::Quit => {
                self.fold_anew(effects);
                effects.push(Effect::Quit);
            }
            Action::Suspend => effects.push(Effect::Suspend),
            Action::NextTheme => self.next_theme(effects),
            Action::Redraw => effects.push(Effect::Redraw),
            Action::Edit(edit) => self.edit(effects, |field| field.edit(edit)),
            Action::Help if !matches!(self.overlay, Some(Overlay::Help { .. })) => {
                self.overlay = Some(Overlay::Help { contexts: self.contexts(), top: 0 });
            }
            Action::Palette if !matches!(self.overlay, Some(Overlay::Palette { .. })) => {
                self.overlay = None;
                self.overlay = Some(Overlay::palette(self.contexts()));
            }
            _ if self.overlay.is_some() => self.act_on_overlay(action, effects),
            _ if self.front.is_some() => {
                let wish =
                    self.front.as_mut().and_then(|front| front.update(&self.shared, action, typed));
                self.grant(wish, effects);
            }
            Action::AddNote => self.open_form(None),
            Action::Import => self.front = Some(Box::new(ImportScreen::new())),
            Action::Settings => self.front = Some(Box::new(SettingsScreen::default())),
            Action::EditNote => self.edit_note(),
            Action::EditText => self.edit_text(effects),
            Action::DeleteNote => self.ask_to_delete(),
            Action::OpenLab => self.open_lab(effects),
            Action::Figure => self.show_figure(),
            Action::Goto(tab) => self.goto(tab, effects),
            Action::NextTab => self.goto(self.tab.neighbour(1), effects),
            Action::PreviousTab => self.goto(self.tab.neighbour(-1), effects),
            Action::Undo | Action::Redo if self.tab != Tab::Drill => {
                self.take_back(action, effects);
            }
            Action::Leave if self.tab == Tab::Home => effects.push(Effect::Quit),
            Action::Leave => self.goto(Tab::Home, effects),
            _ => {
                let wish = self.panes.get_mut(self.tab).update(&self.shared, action, typed);
                self.grant(wish, effects);
            }
        }
    }

    /// Undoes or redoes the last deed, or else what was last done in the drill.
    fn take_back(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let desk = &self.shared.desk;
        let turn =
            if action == Action::Undo { self.deeds.undo(desk) } else { self.deeds.redo(desk) };
        if let Some(turn) = turn {
            self.grant(Some(Command::turning(turn, action)), effects);
            return;
        }
        let wish = self.panes.drill.update(&self.shared, action, None);
        self.grant(wish, effects);
    }
}

//! What screens ask of the app, and going from tab to tab.

use super::App;
use crate::labs::Lab;
use crate::library::NoteIx;
use crate::session::DrillRequest;
use crate::study::CardAction;
use crate::ui::screens::decks::DecksScreen;
use crate::ui::screens::figure_popup::FigurePopup;
use crate::ui::screens::import::ImportScreen;
use crate::ui::screens::info_box::InfoBox;
use crate::ui::screens::lab_link;
use crate::ui::screens::note_popup::NotePopup;
use crate::ui::screens::picture_popup::PicturePopup;
use crate::ui::screens::screen::Command;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::screens::settings::SettingsScreen;
use crate::ui::shell::message::Effect;
use crate::ui::tab::Tab;
use crate::ui::view::learner_text::card_rows;

impl App {
    /// Runs what the screen of a layer asks for, if it does.
    pub(super) fn run_optional(&mut self, from: Layer, command: Option<Command>) {
        if let Some(command) = command {
            self.run_command(from, command);
        }
    }

    /// Runs what the screen of a layer asks for.
    pub(super) fn run_command(&mut self, from: Layer, command: Command) {
        match command {
            Command::Effect(effect) => self.effects.push(effect),
            Command::Run(job) => self.start_job(from, job),
            Command::Goto(tab) => self.goto(tab),
            Command::ShowTopic(topic) => {
                self.goto(Tab::Browse);
                self.stack.tabs.browse.show_topic(&self.shared, topic);
            }
            Command::ShowDeck(deck) => {
                self.goto(Tab::Browse);
                self.stack.tabs.browse.show_deck(&self.shared, deck);
            }
            Command::ShowLab(lab) => self.show_lab(lab),
            Command::Switch(switch) => {
                self.undo_stack.switch(switch.clone());
                self.effects.push(switch.into());
            }
            Command::DeckOptions(deck) => {
                self.stack.open(Layer::Dialog, SettingsScreen::for_deck(deck));
            }
            Command::ShowDecks(deck) => self.show_decks(&deck),
            Command::ChooseDeck(notes) => self.open_decks(notes),
            Command::UndoChange(action) => self.undo_or_redo(action),
            Command::Notify(text) => self.notice = Some(text),
            Command::Act(action) => self.act(action, None),
            Command::ActIn(context, action) => self.act_in(context, action),
            Command::ReadNote(note) => self.stack.open(Layer::Popup, NotePopup::new(note)),
            Command::ShowCard(card) => {
                let rows = card_rows(&self.shared.learner, &card);
                self.stack.open(Layer::Popup, InfoBox::Card { card, rows });
            }
            Command::Drill(request) => self.drill(request),
            Command::Quiz(scope) => {
                self.stack.tabs.quiz.set(scope);
                self.goto(Tab::Quiz);
            }
            Command::Mark(notes, action) => self.mark(&notes, action),
            Command::Revise(revision, draft) => self.revise(revision, draft),
            Command::Import(text) => self.import_pasted(&text),
            Command::Theme(name, is_kept) => self.select_theme(name, is_kept),
            Command::Close
            | Command::Stash
            | Command::KeepText(..)
            | Command::Resolve(..)
            | Command::DropForm(..)
            | Command::ReopenForm(..)
            | Command::KeepDraft(_)
            | Command::ResumeUnsaved(_)
            | Command::DiscardUnsaved(_) => self.run_form_command(from, command),
            Command::All(commands) => {
                for command in commands {
                    self.run_command(from, command);
                }
            }
        }
    }

    fn mark(&mut self, notes: &[NoteIx], action: CardAction) {
        let entries = self.undo_stack.mark(&self.shared.learner, notes, action);
        if entries.is_empty() {
            self.notify("You have not studied it yet: its cards are new".to_string());
        } else {
            self.effects.push(Effect::Record(entries));
        }
    }

    /// Opens the decks with one of them selected.
    fn show_decks(&mut self, deck: &str) {
        self.shared.learner.replan();
        let decks = DecksScreen::on_deck(&self.shared, self.stack.tabs.browse.marked(), deck);
        self.stack.open(Layer::Dialog, decks);
    }

    fn import_pasted(&mut self, text: &str) {
        let (screen, command) = ImportScreen::pasted(&self.shared, text);
        self.stack.open(Layer::Dialog, screen);
        self.run_command(Layer::Dialog, command);
    }

    /// Runs what the screen of a layer asks for itself, or for what is typed and not saved.
    fn run_form_command(&mut self, from: Layer, command: Command) {
        match command {
            Command::Close => {
                self.stack.close(from);
                self.refold_if_needed();
            }
            Command::Stash => {
                self.stash(from);
                self.refold_if_needed();
            }
            Command::KeepText(text, notice) => {
                self.shared.unsaved.push(text);
                self.notice = Some(notice);
            }
            Command::Resolve(deck, note) => self.resolving = Some((deck, note)),
            Command::DropForm(deck, note) => drop(self.take_form_of(Some(&(deck, note)))),
            Command::ReopenForm(deck, note) => {
                if let Some(form) = self.take_form_of(Some(&(deck, note))) {
                    self.stack.open(Layer::Dialog, form);
                }
            }
            Command::KeepDraft(draft) => self.shared.edited.push(draft),
            Command::ResumeUnsaved(number) => self.resume_unsaved(number),
            Command::DiscardUnsaved(number) => self.discard_unsaved(number),
            other => unreachable!("{other:?} concerns no form"),
        }
    }

    /// Drills, and remembers where somebody came from.
    fn drill(&mut self, request: DrillRequest) {
        let origin = self.stack.tab();
        self.goto(Tab::Drill);
        self.stack.tabs.drill.start(&self.shared, request);
        self.stack.tabs.drill.set_origin(origin);
    }

    /// Opens a tab, and closes what popped up over the last one.
    pub(super) fn goto(&mut self, tab: Tab) {
        self.stack.close(Layer::Popup);
        let last = self.stack.tab();
        if tab != last {
            let command = self.stack.tab_screen_mut().leave(&self.shared);
            self.run_optional(Layer::Tab(last), command);
        }
        self.stack.switch_to(tab);
        self.replan();
        self.count_reviews(tab);
        let command = self.stack.tab_screen_mut().enter(&self.shared);
        self.run_optional(Layer::Tab(tab), command);
    }

    /// Plans the day again if something has happened since, but not under a drill, which has a plan
    /// of its own.
    pub(super) fn replan(&mut self) {
        if self.stack.tab() != Tab::Drill {
            self.shared.learner.replan();
        }
    }

    /// Opens the lab of the note on the screen, if it has one.
    pub(super) fn open_lab(&mut self) {
        let note = self.stack.tab_screen().note();
        match note.and_then(|note| lab_link::find_lab(&self.shared.learner.library, note)) {
            Some(lab) => self.show_lab(lab),
            None => {
                self.notice = Some("This note has no lab. g l lists all labs".to_string());
            }
        }
    }

    fn show_lab(&mut self, lab: &'static Lab) {
        self.goto(Tab::Labs);
        self.stack.tabs.labs.open(lab);
    }

    /// Opens the figures of the note or the lab on the screen, if it has any.
    pub(super) fn show_figure(&mut self) {
        let figures = self.stack.tab_screen().figures(&self.shared);
        if let Some(popup) = FigurePopup::new(&self.shared, figures) {
            self.stack.open(Layer::Popup, popup);
        } else if let Some(popup) = PicturePopup::new(self.shared.pictures.shown()) {
            self.stack.open(Layer::Popup, popup);
        } else {
            self.notice = Some("There is no figure or picture here".to_string());
        }
    }
}

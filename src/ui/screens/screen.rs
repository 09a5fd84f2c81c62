//! What every screen is to the app: the trait [`Screen`], what a screen may know
//! ([`ScreenContext`]) and what it may ask for ([`Command`]).

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::clock::Moment;
use crate::deck::{Figure, Revision};
use crate::fault::Fault;
use crate::labs::Lab;
use crate::library::page::{self, FigureDisplay, Fold, PageLayout, PageLine};
use crate::library::{DeckIx, NoteIx, Remap};
use crate::memory::{CardId, ReviewStats};
use crate::plan::NoteScope;
use crate::search::Query;
use crate::session::DrillRequest;
use crate::session::Learner;
use crate::session::undo::DeckSwitch;
use crate::store::unsaved::Unsaved;
use crate::store::{ConfigHome, NoteDraft};
use crate::study::{CardAction, WriteRequest};
use crate::text::math::GlyphSet;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::figure;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::input::text_field::TextField;
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome, NoteChange};
use crate::ui::tab::Tab;
use crate::ui::view::page_cache::PageCache;
use crate::ui::view::picture_cache::{DeckPictures, PictureCache};

/// What a screen may know of the app.
pub struct ScreenContext {
    /// The faults in the decks and in other files.
    pub faults: Vec<Fault>,
    /// The notes, what is known of their cards, and the plan for today.
    pub learner: Learner,
    /// The review statistics, once they are computed.
    pub review_stats: Option<ReviewStats>,
    /// What was typed and put aside, or left by an earlier session.
    pub unsaved: Vec<Unsaved>,
    /// Drafts of the editor that are in no deck.
    pub edited: Vec<NoteDraft>,
    /// The folder for the user's decks, as text.
    pub decks_folder: String,
    /// The time by which durations are measured.
    pub run: Duration,
    /// The folders of the user's files, for jobs that read them.
    pub home: ConfigHome,
    /// The characters that may be drawn.
    pub glyphs: GlyphSet,
    /// The characters that the terminal's font has for curves.
    pub font: CurveGlyphs,
    /// The whole screen.
    pub screen: Rect,
    /// The part of it that a tab has.
    pub area: Rect,
    /// The keys in force.
    pub keymap: Keymap,
    /// The last query, for going from hit to hit in Browse.
    pub last_query: String,
    /// The page of a note that was laid out last.
    pub page_cache: PageCache,
    /// The pictures.
    pub pictures: PictureCache,
    /// Whether the sections that long notes fold are shown.
    pub is_fold_open: bool,
}

impl ScreenContext {
    /// How many texts are not saved.
    pub fn unsaved_count(&self) -> usize {
        self.unsaved.len() + self.edited.len()
    }

    /// The key of an action in `contexts` and what it does, after `sign`; empty if there is no key.
    pub fn key_hint(&self, sign: &str, contexts: &[Context], action: Action, does: &str) -> String {
        self.keymap
            .key_for(contexts, action)
            .map_or_else(String::new, |key| format!("{sign}{key} {does}"))
    }

    /// What somebody typed to look for notes.
    pub fn query(&self, typed: &str) -> Query {
        let learner = &self.learner;
        Query::parse(typed).with_statuses(&learner.statuses).hiding(learner.hidden_decks())
    }

    /// What shows a deck in Browse; where it is hidden there, a message that says so.
    pub fn show_deck(&self, deck: DeckIx) -> Command {
        if self.learner.hidden_decks().contains(&deck) {
            let title = &self.learner.library.deck_info(deck).head.title;
            let key = self.key_hint(" (", &[Context::Decks], Action::ToggleDeck, "turns it on)");
            return Command::Notify(format!("“{title}” is off, and hidden in Browse{key}"));
        }
        Command::ShowDeck(deck)
    }

    /// The characters for curves.
    pub fn curve_glyphs(&self) -> CurveGlyphs {
        match self.glyphs {
            GlyphSet::Unicode => self.font,
            GlyphSet::Ascii => CurveGlyphs::Ascii,
        }
    }

    /// The key in `contexts` that opens a figure.
    pub fn figure_key(&self, contexts: &[Context]) -> Option<String> {
        self.keymap.key_for(contexts, Action::Figure)
    }

    /// The page of a note in a text area; the key of `contexts` opens its figure.
    pub fn page(&self, note: NoteIx, text: Rect, contexts: &[Context]) -> Arc<[PageLine]> {
        let key = self.figure_key(contexts);
        let fold_key = self.keymap.key_for(contexts, Action::Fold);
        let fold = Fold { is_open: self.is_fold_open, key: fold_key.as_deref() };
        let pictures = self.pictures_of(note);
        let layout = self
            .page_layout(text.width, text.height, key.as_deref())
            .with_pictures(pictures.as_ref());
        let layout = PageLayout { fold: Some(fold), ..layout };
        let version = (self.curve_glyphs(), self.pictures.changes());
        self.page_cache.page(&self.learner.library, note, layout, version)
    }

    /// The pictures of a note's deck, as far as they are shown.
    pub fn pictures_of(&self, note: NoteIx) -> Option<DeckPictures<'_>> {
        let library = &self.learner.library;
        let deck = &library.deck_info(library.deck(note)).head.id;
        // There is room for the words as well.
        let rows = (self.area.height * 3 / 5).clamp(2, 30);
        self.pictures.of_deck(deck, rows)
    }

    /// A note without its question and answer, laid out like its page.
    pub fn note_details(&self, note: NoteIx, layout: PageLayout<'_>) -> Arc<[PageLine]> {
        let version = (self.curve_glyphs(), self.pictures.changes());
        self.page_cache.details(&self.learner.library, note, layout, version)
    }

    /// The addresses that a note leads to, and that may be opened.
    pub fn addresses(&self, note: NoteIx) -> Arc<[String]> {
        self.page_cache.addresses(&self.learner.library, note)
    }

    /// The layout of a note's page for so many columns and rows; `key` opens its figure.
    pub fn page_layout<'k>(&self, columns: u16, rows: u16, key: Option<&'k str>) -> PageLayout<'k> {
        let draw = match self.curve_glyphs() {
            CurveGlyphs::Braille => {
                |figure: &Figure, columns| figure::draw(figure, columns, CurveGlyphs::Braille)
            }
            CurveGlyphs::Block => {
                |figure: &Figure, columns| figure::draw(figure, columns, CurveGlyphs::Block)
            }
            CurveGlyphs::Ascii => {
                |figure: &Figure, columns| figure::draw(figure, columns, CurveGlyphs::Ascii)
            }
        };
        let figures = FigureDisplay::Drawn { draw, rows: rows as usize, key };
        let (columns, glyphs) = (columns as usize, self.glyphs);
        PageLayout { columns, glyphs, figures, pictures: None, fold: None }
    }
}

/// What a screen asks of the app.
#[derive(Debug)]
pub enum Command {
    /// Perform an effect.
    Effect(Effect),
    /// Run a job on the worker thread; the screen gets its outcome.
    Run(Job),
    /// Go to a tab.
    Goto(Tab),
    /// Show a topic in Browse.
    ShowTopic(usize),
    /// Show a deck in Browse.
    ShowDeck(DeckIx),
    /// Open a lab.
    ShowLab(&'static Lab),
    /// Turn a deck or topic on or off, so that it can be undone.
    Switch(DeckSwitch),
    /// Show the options of a deck, by its id.
    DeckOptions(String),
    /// Show the decks, with the one of this id selected.
    ShowDecks(String),
    /// Choose a deck that these notes go to.
    ChooseDeck(Vec<NoteIx>),
    /// Undo or redo the last change to notes or decks, whichever the action is.
    UndoChange(Action),
    /// Show a message in the footer until the next key.
    Notify(String),
    /// Carry out an action as if its key had been pressed.
    Act(Action),
    /// Carry out an action that was chosen from a list of all, where its key works.
    ActIn(Context, Action),
    /// Show a note to read.
    ReadNote(NoteIx),
    /// Show what is known of a card.
    ShowCard(CardId),
    /// Drill these notes.
    Drill(DrillRequest),
    /// Set up a quiz on these notes.
    Quiz(NoteScope),
    /// Suspend or flag these notes.
    Mark(Vec<NoteIx>, CardAction),
    /// Change a note in its deck, as something that can be undone; with the draft that it is from.
    Revise(Revision, Option<NoteDraft>),
    /// Preview a text as notes to import.
    Import(String),
    /// Draw with the theme of this name; it is kept if the flag is set.
    Theme(String, bool),
    /// Close this screen.
    Close,
    /// Close this screen, and keep what is typed in it.
    Stash,
    /// Keep this text as a draft, and say so.
    KeepText(Unsaved, String),
    /// Drop the form of a note that was put aside, by the ids of deck and note, once it is saved.
    Resolve(String, String),
    /// Drop the form of a note that was put aside.
    DropForm(String, String),
    /// Open the form of a note that was put aside.
    ReopenForm(String, String),
    /// Keep a draft of the editor for later.
    KeepDraft(NoteDraft),
    /// Go on with a text that is not saved, by its number on Home.
    ResumeUnsaved(usize),
    /// Delete a text that is not saved, by its number on Home.
    DiscardUnsaved(usize),
    /// All of these, in this order.
    All(Vec<Command>),
}

impl Command {
    /// Closes the screen, and carries out another command after that.
    pub(super) fn close_and(then: Command) -> Command {
        Command::All(vec![Command::Close, then])
    }

    /// Writes what undo or redo, whichever the action is, has to write.
    pub fn from_write_request(request: WriteRequest, action: Action) -> Command {
        Command::Effect(match request {
            WriteRequest::Record(entries) => Effect::Record(entries),
            WriteRequest::Edit(revision) if action == Action::Redo => {
                Effect::SaveNote(NoteChange::again(&revision))
            }
            WriteRequest::Edit(revision) => Effect::SaveNote(NoteChange::back(&revision)),
        })
    }
}

/// A screen: a plain struct that changes in `update` and draws in `view`.
pub trait Screen {
    /// Where keys are looked up, the innermost first.
    fn contexts(&self) -> &'static [Context];

    /// Whether it carries out an action itself that otherwise is the app's.
    fn captures(&self, _: Action) -> bool {
        false
    }

    /// Whether the footer offers an action whose key works here: it may have nothing to act on.
    fn offers(&self, _: Action) -> bool {
        true
    }

    /// The text field that takes what is typed, if one does.
    fn field(&mut self) -> Option<&mut TextField> {
        None
    }

    /// Follows a change of the text field's text.
    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Takes a pasted text if it has a better use for it than its field has; none if it has not.
    fn paste(&mut self, _: &ScreenContext, _: &str) -> Option<Command> {
        None
    }

    /// Carries out an action; `typed` is the character of a key that stands for any.
    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        typed: Option<char>,
    ) -> Option<Command>;

    /// What is typed in it and not saved.
    fn unsaved(&self) -> Option<Unsaved> {
        None
    }

    /// The note on the screen, for editing it.
    fn note(&self) -> Option<NoteIx> {
        None
    }

    /// The figures on the screen: those of its note, if it has no others.
    fn figures(&self, shared: &ScreenContext) -> Vec<Figure> {
        let figure = self.note().and_then(|note| page::figure(&shared.learner.library, note));
        figure.into_iter().collect()
    }

    /// The files of the sounds of what is on the screen: those of its note.
    fn sounds(&self, shared: &ScreenContext) -> Vec<String> {
        let note = self.note().and_then(|note| shared.learner.library.note(note).ok());
        note.map_or_else(Vec::new, |note| page::sounds(&note))
    }

    /// The number of what it shows now, where that may change by itself: another one is another
    /// question.
    fn subject(&self) -> Option<usize> {
        None
    }

    /// Becomes the open tab.
    fn enter(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Another tab is opened.
    fn leave(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// When the screen changes without an event.
    fn deadline(&self, _: Moment) -> Option<Moment> {
        None
    }

    /// The deadline has come.
    fn tick(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// The entries that it asked to record are on disk, and part of what is known of the cards.
    fn recorded(&mut self, _: &ScreenContext) {}

    /// The note or the setting that it asked to save is on disk, and in force.
    fn saved(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// What it asked for could not be written.
    fn not_recorded(&mut self) {}

    /// The decks were read again: points everything into the new library.
    fn reload(&mut self, _: &ScreenContext, _: Remap<'_>) -> Option<Command> {
        None
    }

    /// The job that it asked for has this number.
    fn job_started(&mut self, _: JobId) {}

    /// A job that it asked for is done.
    fn job_finished(&mut self, _: &ScreenContext, _: JobId, _: JobOutcome) {}

    /// Draws the screen.
    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>);
}

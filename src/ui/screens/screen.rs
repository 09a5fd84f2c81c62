//! What every pane is to the app.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::note_form::NoteForm;
use crate::clock::Moment;
use crate::deck::{Figure, Revision};
use crate::fault::Fault;
use crate::library::page::{FigureDisplay, PageLayout};
use crate::library::{Library, NoteIx, Remap};
use crate::memory::{CardId, Entry, ReviewStats};
use crate::plan::{NoteScope, NoteStatus};
use crate::session::DrillRequest;
use crate::settings::Exam;
use crate::store::ConfigHome;
use crate::study::{CardAction, WriteRequest};
use crate::text::math::GlyphSet;
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::curve_glyphs::CurveGlyphs;
use crate::ui::draw::figure;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::input::text_field::TextField;
use crate::ui::shell::desk::Desk;
use crate::ui::shell::message::{Effect, Job, JobId, JobOutcome, NoteChange};
use crate::ui::view::list::ListMove;

/// What a pane may know of the app.
pub struct ScreenContext {
    /// The notes.
    pub library: Arc<Library>,
    /// What was wrong with the decks.
    pub faults: Vec<Fault>,
    /// What is known of the cards, and what today brings.
    pub desk: Desk,
    /// What was done so far, once it has been counted.
    pub record: Option<ReviewStats>,
    /// The folder for the user's decks, as text.
    pub decks_folder: String,
    /// The time by which durations are measured.
    pub run: Duration,
    /// Where the user's files lie, for jobs that read them.
    pub home: ConfigHome,
    /// What may be drawn with.
    pub glyphs: GlyphSet,
    /// What the terminal's font has for curves.
    pub font: CurveGlyphs,
    /// The pane's area.
    pub area: Rect,
    /// The keys in force.
    pub keymap: Keymap,
    /// The query that was last searched for, for moving from hit to hit elsewhere.
    pub last_query: String,
}

impl ScreenContext {
    /// Says after `sign` which key does something in `contexts`; nothing at all if none does.
    pub fn way(&self, sign: &str, contexts: &[Context], action: Action, does: &str) -> String {
        self.keymap
            .key_for(contexts, action)
            .map_or_else(String::new, |key| format!("{sign}{key} {does}"))
    }

    /// Returns what curves are drawn with.
    pub fn ink(&self) -> CurveGlyphs {
        match self.glyphs {
            GlyphSet::Unicode => self.font,
            GlyphSet::Ascii => CurveGlyphs::Ascii,
        }
    }

    /// Returns the key in `contexts` that opens a figure.
    pub fn figure_key(&self, contexts: &[Context]) -> Option<String> {
        self.keymap.key_for(contexts, Action::Figure)
    }

    /// Returns how a note's page is set that is seen through so many columns and rows, and on which
    /// `key` opens a figure.
    pub fn setting<'k>(&self, columns: u16, rows: u16, key: Option<&'k str>) -> PageLayout<'k> {
        let draw = match self.ink() {
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
        PageLayout { columns: columns as usize, glyphs: self.glyphs, figures }
    }
}

/// What a pane wants the app to do.
#[derive(Debug)]
pub enum Command {
    /// Open another pane.
    Goto(Tab),
    /// Show this topic in Browse.
    ShowTopic(usize),
    /// Say something in the footer until the next key.
    Say(String),
    /// Do this on the other thread, for the pane of this tab.
    Run(Tab, Job),
    /// Carry out this action as if its key had been pressed.
    Act(Action),
    /// Write these entries to the log.
    Record(Vec<Entry>),
    /// Show what is known of a card.
    ShowCard(CardId),
    /// Change a note in its deck.
    Save(NoteChange),
    /// Drill these notes.
    Drill(DrillRequest),
    /// Set a quiz on these notes.
    Quiz(NoteScope),
    /// Set an exam, or change the one of that name.
    SetExam(Exam),
    /// Schedule by these parameters from now on.
    Keep(Vec<f32>),
    /// Suspend or flag these notes.
    Deed(Vec<NoteIx>, CardAction),
    /// Go from the front.
    Close,
    /// Have this form for the next time that it is asked for.
    PutAside(Box<NoteForm>),
    /// Look at a text as notes to take in.
    Import(String),
    /// Change a note in its deck, as something that can be taken back.
    Revise(Revision),
    /// Do this on the other thread, for what is in front.
    Ask(Job),
    /// Have this done.
    Do(Effect),
    /// All of these, the first first.
    All(Vec<Command>),
}

impl Command {
    /// Returns the wish to go from the front, and this one after it.
    pub(super) fn close(then: Command) -> Command {
        Command::All(vec![Command::Close, then])
    }

    /// Returns what undo or redo, whichever the action is, wants to have written.
    pub fn turning(turn: WriteRequest, action: Action) -> Command {
        match turn {
            WriteRequest::Record(entries) => Command::Record(entries),
            WriteRequest::Edit(revision) if action == Action::Redo => {
                Command::Save(NoteChange::again(&revision))
            }
            WriteRequest::Edit(revision) => Command::Save(NoteChange::back(&revision)),
        }
    }
}

/// A pane: a plain struct that changes in `update` and draws in `view`.
pub trait Screen {
    /// Returns where keys are looked up, the innermost first.
    fn contexts(&self) -> &'static [Context];

    /// Returns the text field that takes what is typed, if one does.
    fn field(&mut self) -> Option<&mut TextField> {
        None
    }

    /// Tells that the text field's text changed.
    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Takes a pasted text if it has a use for it that its field has not, and returns what it wants
    /// then.
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

    /// Returns the note that the pane shows, for editing it.
    fn note(&self) -> Option<NoteIx> {
        None
    }

    /// Comes to the front.
    fn enter(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Goes to the back: another pane comes to the front.
    fn leave(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Returns when the screen changes without an event.
    fn deadline(&self, _: Moment) -> Option<Moment> {
        None
    }

    /// Goes on with the time: the deadline has come.
    fn tick(&mut self, _: &ScreenContext) -> Option<Command> {
        None
    }

    /// Goes on after what was asked for is on disk, and folded in.
    fn recorded(&mut self, _: &ScreenContext) {}

    /// Stays where it is: what was asked for could not be written.
    fn not_recorded(&mut self) {}

    /// Goes over to the notes as they were read anew.
    fn moved(&mut self, _: &ScreenContext, _: Remap<'_>) -> Option<Command> {
        None
    }

    /// Remembers the job whose outcome is awaited.
    fn awaits(&mut self, _: JobId) {}

    /// Takes what a job of this pane's came to.
    fn finished(&mut self, _: &ScreenContext, _: JobId, _: JobOutcome) {}

    /// Draws the pane.
    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>);
}

/// Returns how an action moves in a list of which `height` rows are shown, if it does.
pub(super) fn movement(action: Action, height: usize) -> Option<ListMove> {
    let page = height.saturating_sub(1).max(1) as isize;
    Some(match action {
        Action::Up => ListMove::By(-1),
        Action::Down => ListMove::By(1),
        Action::PageUp => ListMove::By(-page),
        Action::PageDown => ListMove::By(page),
        Action::HalfUp => ListMove::By(-(page / 2).max(1)),
        Action::HalfDown => ListMove::By((page / 2).max(1)),
        Action::First => ListMove::First,
        Action::Last => ListMove::Last,
        _ => return None,
    })
}

/// Returns the mark of a note's foremost standing, and its hue; a note that is known well has a
/// tick.
pub fn standing_mark(standing: Option<NoteStatus>) -> (&'static str, Role) {
    match standing {
        Some(NoteStatus::New) => ("○", Role::Dim),
        Some(NoteStatus::Learning) => ("◐", Role::Accent),
        Some(NoteStatus::Due) => ("●", Role::Accent),
        Some(NoteStatus::Lapsed) => ("✗", Role::Wrong),
        Some(NoteStatus::Leech) => ("▲", Role::Warning),
        Some(NoteStatus::Weak) => ("▽", Role::Warning),
        Some(NoteStatus::Flagged) => ("*", Role::Warning),
        Some(NoteStatus::Suspended) => ("–", Role::Dim),
        None => ("✓", Role::Right),
    }
}

/// Returns a count with its noun: `1 term`, `12 terms`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns a share as a percentage.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Returns the middle of `area`, at most `columns` wide.
pub fn reading_column(area: Rect, columns: u16) -> Rect {
    let width = area.width.min(columns);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

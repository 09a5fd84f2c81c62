//! What every pane is to the app.

use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::drill::Course;
use super::note_form::Form;
use crate::clock::Moment;
use crate::deck::{Figure, Revision};
use crate::fault::Fault;
use crate::library::page::{Figures, Setting};
use crate::library::{Collection, Moved, NoteIx};
use crate::memory::{CardId, Entry, Exam, Record};
use crate::plan::{Scope, Standing};
use crate::store::Home;
use crate::study::{Deed, Turn};
use crate::text::math::Glyphs;
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::figure;
use crate::ui::draw::figure::Ink;
use crate::ui::draw::theme::Role;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::{Context, Keymap};
use crate::ui::input::text_field::Field;
use crate::ui::shell::desk::Desk;
use crate::ui::shell::message::{Effect, Job, JobId, Outcome, Saving};
use crate::ui::view::list::Move;

/// What a pane may know of the app.
pub struct Shared {
    /// The notes.
    pub collection: Arc<Collection>,
    /// What was wrong with the decks.
    pub faults: Vec<Fault>,
    /// What is known of the cards, and what today brings.
    pub desk: Desk,
    /// What was done so far, once it has been counted.
    pub record: Option<Record>,
    /// The folder for the user's decks, as text.
    pub decks_folder: String,
    /// The time by which durations are measured.
    pub run: Duration,
    /// Where the user's files lie, for jobs that read them.
    pub home: Home,
    /// What may be drawn with.
    pub glyphs: Glyphs,
    /// What the terminal's font has for curves.
    pub font: Ink,
    /// The pane's area.
    pub area: Rect,
    /// The keys in force.
    pub keymap: Keymap,
    /// The query that was last searched for, for moving from hit to hit elsewhere.
    pub last_query: String,
}

impl Shared {
    /// Says after `sign` which key does something in `contexts`; nothing at all if none does.
    pub fn way(&self, sign: &str, contexts: &[Context], action: Action, does: &str) -> String {
        self.keymap
            .key_for(contexts, action)
            .map_or_else(String::new, |key| format!("{sign}{key} {does}"))
    }

    /// Returns what curves are drawn with.
    pub fn ink(&self) -> Ink {
        match self.glyphs {
            Glyphs::Unicode => self.font,
            Glyphs::Ascii => Ink::Ascii,
        }
    }

    /// Returns the key in `contexts` that opens a figure.
    pub fn figure_key(&self, contexts: &[Context]) -> Option<String> {
        self.keymap.key_for(contexts, Action::Figure)
    }

    /// Returns how a note's page is set that is seen through so many columns and rows, and on which
    /// `key` opens a figure.
    pub fn setting<'k>(&self, columns: u16, rows: u16, key: Option<&'k str>) -> Setting<'k> {
        let draw = match self.ink() {
            Ink::Braille => |figure: &Figure, columns| figure::draw(figure, columns, Ink::Braille),
            Ink::Block => |figure: &Figure, columns| figure::draw(figure, columns, Ink::Block),
            Ink::Ascii => |figure: &Figure, columns| figure::draw(figure, columns, Ink::Ascii),
        };
        let figures = Figures::Drawn { draw, rows: rows as usize, key };
        Setting { columns: columns as usize, glyphs: self.glyphs, figures }
    }
}

/// What a pane wants the app to do.
#[derive(Debug)]
pub enum Wish {
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
    Save(Saving),
    /// Drill these notes.
    Drill(Course),
    /// Set a quiz on these notes.
    Quiz(Scope),
    /// Set an exam, or change the one of that name.
    SetExam(Exam),
    /// Schedule by these parameters from now on.
    Keep(Vec<f32>),
    /// Suspend or flag these notes.
    Deed(Vec<NoteIx>, Deed),
    /// Go from the front.
    Close,
    /// Have this form for the next time that it is asked for.
    PutAside(Box<Form>),
    /// Look at a text as notes to take in.
    Import(String),
    /// Change a note in its deck, as something that can be taken back.
    Revise(Revision),
    /// Do this on the other thread, for what is in front.
    Ask(Job),
    /// Have this done.
    Do(Effect),
    /// All of these, the first first.
    All(Vec<Wish>),
}

impl Wish {
    /// Returns the wish to go from the front, and this one after it.
    pub(super) fn close(then: Wish) -> Wish {
        Wish::All(vec![Wish::Close, then])
    }

    /// Returns what undo or redo, whichever the action is, wants to have written.
    pub fn turning(turn: Turn, action: Action) -> Wish {
        match turn {
            Turn::Record(entries) => Wish::Record(entries),
            Turn::Edit(revision) if action == Action::Redo => Wish::Save(Saving::again(&revision)),
            Turn::Edit(revision) => Wish::Save(Saving::back(&revision)),
        }
    }
}

/// A pane: a plain struct that changes in `update` and draws in `view`.
pub trait Pane {
    /// Returns where keys are looked up, the innermost first.
    fn contexts(&self) -> &'static [Context];

    /// Returns the text field that takes what is typed, if one does.
    fn field(&mut self) -> Option<&mut Field> {
        None
    }

    /// Tells that the text field's text changed.
    fn typed(&mut self, _: &Shared) -> Option<Wish> {
        None
    }

    /// Takes a pasted text if it has a use for it that its field has not, and returns what it wants
    /// then.
    fn paste(&mut self, _: &Shared, _: &str) -> Option<Wish> {
        None
    }

    /// Carries out an action; `typed` is the character of a key that stands for any.
    fn update(&mut self, shared: &Shared, action: Action, typed: Option<char>) -> Option<Wish>;

    /// Returns the note that the pane shows, for editing it.
    fn note(&self) -> Option<NoteIx> {
        None
    }

    /// Comes to the front.
    fn enter(&mut self, _: &Shared) -> Option<Wish> {
        None
    }

    /// Goes to the back: another pane comes to the front.
    fn leave(&mut self, _: &Shared) -> Option<Wish> {
        None
    }

    /// Returns when the screen changes without an event.
    fn deadline(&self, _: Moment) -> Option<Moment> {
        None
    }

    /// Goes on with the time: the deadline has come.
    fn tick(&mut self, _: &Shared) -> Option<Wish> {
        None
    }

    /// Goes on after what was asked for is on disk, and folded in.
    fn recorded(&mut self, _: &Shared) {}

    /// Stays where it is: what was asked for could not be written.
    fn not_recorded(&mut self) {}

    /// Goes over to the notes as they were read anew.
    fn moved(&mut self, _: &Shared, _: Moved<'_>) -> Option<Wish> {
        None
    }

    /// Remembers the job whose outcome is awaited.
    fn awaits(&mut self, _: JobId) {}

    /// Takes what a job of this pane's came to.
    fn finished(&mut self, _: &Shared, _: JobId, _: Outcome) {}

    /// Draws the pane.
    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>);
}

/// Returns how an action moves in a list of which `height` rows are shown, if it does.
pub(super) fn movement(action: Action, height: usize) -> Option<Move> {
    let page = height.saturating_sub(1).max(1) as isize;
    Some(match action {
        Action::Up => Move::By(-1),
        Action::Down => Move::By(1),
        Action::PageUp => Move::By(-page),
        Action::PageDown => Move::By(page),
        Action::HalfUp => Move::By(-(page / 2).max(1)),
        Action::HalfDown => Move::By((page / 2).max(1)),
        Action::First => Move::First,
        Action::Last => Move::Last,
        _ => return None,
    })
}

/// Returns the mark of a note's foremost standing, and its hue; a note that is known well has a
/// tick.
pub fn standing_mark(standing: Option<Standing>) -> (&'static str, Role) {
    match standing {
        Some(Standing::New) => ("○", Role::Dim),
        Some(Standing::Learning) => ("◐", Role::Accent),
        Some(Standing::Due) => ("●", Role::Accent),
        Some(Standing::Lapsed) => ("✗", Role::Wrong),
        Some(Standing::Leech) => ("▲", Role::Warning),
        Some(Standing::Weak) => ("▽", Role::Warning),
        Some(Standing::Flagged) => ("*", Role::Warning),
        Some(Standing::Suspended) => ("–", Role::Dim),
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

//! Drill: one card after another, by keyboard.
//!
//! The pane holds the machine and what is typed; the machine decides what comes, the views beside
//! this file draw it.

mod answer;
mod question;
mod summary;

use ratatui::layout::Rect;

use crate::clock::Moment;
use crate::deck::Revision;
use crate::library::{Moved, NoteIx};
use crate::memory::{Entry, Rating, Scribe};
use crate::plan::queue;
use crate::plan::{Scope, Studied};
use crate::study::{Attempt, Deed, Drill, Heard, Phase, Turn};
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, Area};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::screen::{Pane, Shared, Wish};

/// What a drill is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Which notes.
    pub scope: Scope,
    /// How many cards at most.
    pub limit: Option<usize>,
    /// Whether it leaves the schedule alone.
    pub cram: bool,
}

impl Course {
    /// Returns the drill of what is due among some notes.
    pub fn of(scope: Scope) -> Course {
        Course { scope, ..Course::default() }
    }
}

/// The Drill pane.
pub struct Drilling {
    drill: Option<Drill>,
    course: Course,
    scribe: Scribe,
    seed: u64,
    field: Field,
    /// What is said to the last thing typed.
    heard: Option<(String, Heard)>,
    /// The selected step of those to put in order.
    step: usize,
    scroll: usize,
}

impl Drilling {
    /// Returns the pane before its first drill; shuffles and entries' ids come from the seed.
    pub fn new(seed: u64) -> Drilling {
        Drilling {
            drill: None,
            course: Course::default(),
            scribe: Scribe::new(seed),
            seed,
            field: Field::default(),
            heard: None,
            step: 0,
            scroll: 0,
        }
    }

    /// Starts a drill.
    pub fn start(&mut self, shared: &Shared, course: Course) {
        let (world, now) = (shared.desk.world(&shared.collection), shared.desk.now);
        let limit = course.limit.unwrap_or(usize::MAX);
        self.seed = self.seed.wrapping_add(1);
        self.drill = Some(if course.cram {
            let cards = queue::everything(
                &Studied::of(world.collection, world.ledger),
                world.scheduler,
                now,
                &course.scope,
            );
            Drill::cram(world, cards, limit, self.seed, now)
        } else {
            let plan = shared.desk.plan_of(&shared.collection, &course.scope);
            Drill::due(world, &plan, limit, self.seed, now)
        });
        self.course = course;
        self.turn();
    }

    /// Learns that the note in front was edited, which is to be on disk next.
    pub fn edit(&mut self, revision: Revision) {
        if let Some(drill) = &mut self.drill {
            drill.edit(revision);
        }
    }

    /// Goes by other settings: what has not begun is planned anew, and otherwise the cards stay
    /// that were planned.
    pub fn adapt(&mut self, shared: &Shared) {
        let Some(drill) = &mut self.drill else { return };
        let untouched = drill.undoable().is_none() && drill.redoable().is_none();
        if untouched && self.heard.is_none() && self.field.text().is_empty() {
            self.start(shared, self.course.clone());
        } else {
            drill.adapt(shared.desk.world(&shared.collection), shared.desk.now);
        }
    }

    /// Returns the drill.
    pub fn drill(&self) -> Option<&Drill> {
        self.drill.as_ref()
    }

    /// Clears what belonged to the card before.
    fn turn(&mut self) {
        self.field = Field::default();
        self.heard = None;
        (self.step, self.scroll) = (0, 0);
    }

    fn phase(&self) -> &Phase {
        self.drill.as_ref().map_or(&Phase::Done, Drill::phase)
    }

    fn submit(&mut self) {
        let Some(drill) = &mut self.drill else { return };
        let typed = self.field.text().trim().to_string();
        if typed.is_empty() {
            drill.reveal();
            return;
        }
        let heard = drill.hear(&typed);
        self.heard = Some((typed, heard));
        self.field = Field::default();
    }

    fn order(&mut self, action: Action) {
        let Some(drill) = &mut self.drill else { return };
        let steps = match drill.asked().map(|asked| &asked.attempt) {
            Some(Attempt::Order(order)) => order.len(),
            _ => return,
        };
        let to = match action {
            Action::Up | Action::StepUp => self.step.saturating_sub(1),
            Action::Pick(Area::List, row) => row,
            _ => self.step + 1,
        };
        let to = to.min(steps.saturating_sub(1));
        if matches!(action, Action::StepUp | Action::StepDown) {
            drill.move_step(self.step, to);
        }
        self.step = to;
    }

    fn grade(&mut self, shared: &Shared, rating: Rating) -> Option<Wish> {
        let (world, now) = (shared.desk.world(&shared.collection), shared.desk.now);
        let entries = self.drill.as_mut()?.grade(world, &mut self.scribe, now, rating, None);
        self.written(shared, entries)
    }

    fn deed(&mut self, shared: &Shared, deed: Deed) -> Option<Wish> {
        let (world, now) = (shared.desk.world(&shared.collection), shared.desk.now);
        let entries = self.drill.as_mut()?.act(world, &mut self.scribe, now, deed);
        self.written(shared, entries)
    }

    /// Wishes entries written; where there are none, as in cramming, it goes on at once.
    fn written(&mut self, shared: &Shared, entries: Vec<Entry>) -> Option<Wish> {
        if entries.is_empty() {
            self.recorded(shared);
            return None;
        }
        Some(Wish::Record(entries))
    }

    /// Undoes or redoes, whichever the action is.
    fn turn_over(&mut self, shared: &Shared, action: Action) -> Option<Wish> {
        let (world, now) = (shared.desk.world(&shared.collection), shared.desk.now);
        let drill = self.drill.as_mut();
        let turn = match action {
            Action::Undo => drill.and_then(|drill| drill.undo(world, &mut self.scribe, now)),
            _ => drill.and_then(|drill| drill.redo(world, &mut self.scribe, now)),
        };
        match turn {
            None => Some(Wish::Say(format!("There is nothing to {}", action.words().0))),
            Some(Turn::Record(entries)) => self.written(shared, entries),
            Some(turn) => Some(Wish::turning(turn, action)),
        }
    }

    fn scroll(&mut self, shared: &Shared, by: isize) {
        let most =
            self.drill().and_then(Drill::asked).map_or(0, |asked| answer::overflow(shared, asked));
        self.scroll = self.scroll.min(most).saturating_add_signed(by).min(most);
    }
}

impl Pane for Drilling {
    fn contexts(&self) -> &'static [Context] {
        use Context::{
            Always, Answer, Anywhere, Card, Deeds, Field, Finished, Four, Grade, Order, Two,
            Waiting, Wrong,
        };
        match self.phase() {
            Phase::Asking(asked) if asked.is_typed() => &[Answer, Field, Always],
            Phase::Asking(asked) if asked.is_ordered() => &[Order, Deeds, Anywhere, Always],
            Phase::Asking(_) => &[Card, Deeds, Anywhere, Always],
            Phase::Revealed(asked) => match (asked.is_right() == Some(false), asked.two_buttons) {
                (true, true) => &[Wrong, Grade, Two, Deeds, Anywhere, Always],
                (true, false) => &[Wrong, Grade, Four, Deeds, Anywhere, Always],
                (false, true) => &[Grade, Two, Deeds, Anywhere, Always],
                (false, false) => &[Grade, Four, Deeds, Anywhere, Always],
            },
            Phase::Waiting(_) => &[Waiting, Anywhere, Always],
            Phase::Done => &[Finished, Anywhere, Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        let typing = matches!(self.phase(), Phase::Asking(asked) if asked.is_typed());
        typing.then_some(&mut self.field)
    }

    fn note(&self) -> Option<NoteIx> {
        self.drill()?.asked().map(|asked| asked.question.item.note)
    }

    fn update(&mut self, shared: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        let page = isize::try_from(shared.area.height / 2).unwrap_or(1);
        let ordering = matches!(self.phase(), Phase::Asking(asked) if asked.is_ordered());
        match action {
            Action::Reveal => {
                self.drill.as_mut()?.reveal();
                None
            }
            Action::Submit => {
                self.submit();
                None
            }
            Action::Grade(rating) => self.grade(shared, rating),
            Action::Accept => {
                let rating = self.drill.as_ref()?.asked()?.suggested();
                self.grade(shared, rating)
            }
            Action::Overrule => {
                self.drill.as_mut()?.overrule();
                None
            }
            Action::Deed(deed) => self.deed(shared, deed),
            Action::Undo | Action::Redo => self.turn_over(shared, action),
            Action::Info => {
                self.drill.as_ref()?.asked().map(|asked| Wish::ShowCard(asked.question.id.clone()))
            }
            Action::Hurry => {
                self.drill.as_mut()?.hurry(shared.desk.world(&shared.collection), shared.desk.now);
                self.turn();
                None
            }
            Action::Cram => {
                self.start(shared, Course { cram: true, ..self.course.clone() });
                None
            }
            Action::Back => Some(Wish::Goto(Tab::Home)),
            Action::Up
            | Action::Down
            | Action::StepUp
            | Action::StepDown
            | Action::Pick(Area::List, _)
                if ordering =>
            {
                self.order(action);
                None
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Scroll(..) => {
                self.scroll(
                    shared,
                    match action {
                        Action::Up => -1,
                        Action::Down => 1,
                        Action::PageUp => -page,
                        Action::Scroll(_, rows) => rows.into(),
                        _ => page,
                    },
                );
                None
            }
            _ => None,
        }
    }

    fn enter(&mut self, shared: &Shared) -> Option<Wish> {
        let over = self.drill.as_ref().is_none_or(|drill| matches!(drill.phase(), Phase::Done));
        if over {
            let course = Course { cram: false, ..self.course.clone() };
            let fresh = !shared.desk.plan_of(&shared.collection, &course.scope).is_empty();
            if self.drill.is_none() || fresh {
                self.start(shared, course);
            }
        }
        self.tick(shared);
        None
    }

    fn recorded(&mut self, shared: &Shared) {
        let Some(drill) = &mut self.drill else { return };
        let before = drill.asked().map(|asked| (asked.question.id.clone(), asked.since));
        drill.recorded(shared.desk.world(&shared.collection), shared.desk.now);
        let after = drill.asked().map(|asked| (asked.question.id.clone(), asked.since));
        if before != after || after.is_none() {
            self.turn();
        }
    }

    fn not_recorded(&mut self) {
        if let Some(drill) = &mut self.drill {
            drill.not_recorded();
        }
    }

    fn moved(&mut self, shared: &Shared, moved: Moved<'_>) -> Option<Wish> {
        self.course.scope = self.course.scope.moved(moved);
        if self.drill.as_mut()?.remap(shared.desk.world(&shared.collection), moved, shared.desk.now)
        {
            self.turn();
        }
        None
    }

    fn tick(&mut self, shared: &Shared) -> Option<Wish> {
        let waiting = |drill: &Drill| matches!(drill.phase(), Phase::Waiting(_));
        if let Some(drill) = self.drill.as_mut().filter(|drill| waiting(drill)) {
            drill.tick(shared.desk.world(&shared.collection), shared.desk.now);
            if !waiting(drill) {
                self.turn();
            }
        }
        None
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        match self.drill.as_ref()?.phase() {
            Phase::Waiting(until) => Some((*until).min(Moment((now.0 / 1000 + 1) * 1000))),
            _ => None,
        }
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        let Some(drill) = &self.drill else { return };
        let area = shared.area;
        let status = Rect { height: 1, ..area };
        let inner = inner(area);
        question::status(shared, canvas, status, drill);
        match drill.phase() {
            Phase::Asking(asked) => question::view(shared, canvas, inner, asked, self),
            Phase::Revealed(asked) => {
                answer::view(shared, canvas, inner, asked, self.scroll, drill);
            }
            Phase::Waiting(until) => summary::waiting(shared, canvas, inner, *until),
            Phase::Done => summary::view(shared, canvas, inner, drill, &self.course),
        }
    }
}

/// Returns the place below the status line.
fn inner(area: Rect) -> Rect {
    let above = if area.height < 8 { 1 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

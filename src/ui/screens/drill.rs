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
use crate::library::{NoteIx, Remap};
use crate::memory::{Entry, EntryFactory, Rating};
use crate::plan::KnownCards;
use crate::plan::queue;
use crate::session::DrillRequest;
use crate::study::{AnswerDraft, CardAction, Drill, DrillPhase, Feedback, OpenCard, WriteRequest};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::shell::message::Effect;
use crate::ui::tab::Tab;

/// The Drill pane.
pub struct DrillScreen {
    drill: Option<Drill>,
    course: DrillRequest,
    scribe: EntryFactory,
    seed: u64,
    field: TextField,
    /// What is said to the last thing typed.
    heard: Option<(String, Feedback)>,
    /// The selected step of those to put in order.
    step: usize,
    scroll: usize,
}

impl DrillScreen {
    /// Returns the pane before its first drill; shuffles and entries' ids come from the seed.
    pub fn new(seed: u64) -> DrillScreen {
        DrillScreen {
            drill: None,
            course: DrillRequest::default(),
            scribe: EntryFactory::new(seed),
            seed,
            field: TextField::default(),
            heard: None,
            step: 0,
            scroll: 0,
        }
    }

    /// Starts a drill.
    pub fn start(&mut self, shared: &ScreenContext, course: DrillRequest) {
        let (world, now) = (shared.desk.world(&shared.library), shared.desk.now);
        let limit = course.limit.unwrap_or(usize::MAX);
        self.seed = self.seed.wrapping_add(1);
        self.drill = Some(if course.cram {
            let cards = queue::everything(
                &KnownCards::of(world.library, world.ledger),
                world.scheduler,
                now,
                &course.scope,
            );
            Drill::cram(world, cards, limit, self.seed, now)
        } else {
            let plan = shared.desk.plan_of(&shared.library, &course.scope);
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
    pub fn adapt(&mut self, shared: &ScreenContext) {
        let Some(drill) = &mut self.drill else { return };
        let untouched = drill.undoable().is_none() && drill.redoable().is_none();
        if untouched && self.heard.is_none() && self.field.text().is_empty() {
            self.start(shared, self.course.clone());
        } else {
            drill.adapt(shared.desk.world(&shared.library), shared.desk.now);
        }
    }

    /// Returns the drill.
    pub fn drill(&self) -> Option<&Drill> {
        self.drill.as_ref()
    }

    /// Clears what belonged to the card before.
    fn turn(&mut self) {
        self.field = TextField::default();
        self.heard = None;
        (self.step, self.scroll) = (0, 0);
    }

    fn phase(&self) -> &DrillPhase {
        self.drill.as_ref().map_or(&DrillPhase::Done, Drill::phase)
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
        self.field = TextField::default();
    }

    fn order(&mut self, action: Action) {
        let Some(drill) = &mut self.drill else { return };
        let steps = match drill.asked().map(|asked| &asked.attempt) {
            Some(AnswerDraft::Order(order)) => order.len(),
            _ => return,
        };
        let to = match action {
            Action::Up | Action::StepUp => self.step.saturating_sub(1),
            Action::Pick(ListArea::List, row) => row,
            _ => self.step + 1,
        };
        let to = to.min(steps.saturating_sub(1));
        if matches!(action, Action::StepUp | Action::StepDown) {
            drill.move_step(self.step, to);
        }
        self.step = to;
    }

    fn grade(&mut self, shared: &ScreenContext, rating: Rating) -> Option<Command> {
        let (world, now) = (shared.desk.world(&shared.library), shared.desk.now);
        let entries = self.drill.as_mut()?.grade(world, &mut self.scribe, now, rating, None);
        self.written(shared, entries)
    }

    fn deed(&mut self, shared: &ScreenContext, deed: CardAction) -> Option<Command> {
        let (world, now) = (shared.desk.world(&shared.library), shared.desk.now);
        let entries = self.drill.as_mut()?.act(world, &mut self.scribe, now, deed);
        self.written(shared, entries)
    }

    /// Wishes entries written; where there are none, as in cramming, it goes on at once.
    fn written(&mut self, shared: &ScreenContext, entries: Vec<Entry>) -> Option<Command> {
        if entries.is_empty() {
            self.recorded(shared);
            return None;
        }
        Some(Command::Effect(Effect::Record(entries)))
    }

    /// Undoes or redoes, whichever the action is.
    fn turn_over(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let (world, now) = (shared.desk.world(&shared.library), shared.desk.now);
        let drill = self.drill.as_mut();
        let turn = match action {
            Action::Undo => drill.and_then(|drill| drill.undo(world, &mut self.scribe, now)),
            _ => drill.and_then(|drill| drill.redo(world, &mut self.scribe, now)),
        };
        match turn {
            None => Some(Command::Notify(format!("There is nothing to {}", action.words().0))),
            Some(WriteRequest::Record(entries)) => self.written(shared, entries),
            Some(turn) => Some(Command::from_write_request(turn, action)),
        }
    }

    fn scroll(&mut self, shared: &ScreenContext, by: isize) {
        let most =
            self.drill().and_then(Drill::asked).map_or(0, |asked| answer::overflow(shared, asked));
        self.scroll = self.scroll.min(most).saturating_add_signed(by).min(most);
    }
}

impl Screen for DrillScreen {
    fn contexts(&self) -> &'static [Context] {
        use Context::{
            Always, Answer, Anywhere, Card, CardActions, Field, Finished, FourGrades, Grade, Order,
            TwoGrades, Waiting, Wrong,
        };
        match self.phase() {
            DrillPhase::Asking(asked) if asked.is_typed() => &[Answer, Field, Always],
            DrillPhase::Asking(asked) if asked.is_ordered() => {
                &[Order, CardActions, Anywhere, Always]
            }
            DrillPhase::Asking(_) => &[Card, CardActions, Anywhere, Always],
            DrillPhase::Revealed(asked) => {
                match (asked.is_right() == Some(false), asked.two_buttons) {
                    (true, true) => &[Wrong, Grade, TwoGrades, CardActions, Anywhere, Always],
                    (true, false) => &[Wrong, Grade, FourGrades, CardActions, Anywhere, Always],
                    (false, true) => &[Grade, TwoGrades, CardActions, Anywhere, Always],
                    (false, false) => &[Grade, FourGrades, CardActions, Anywhere, Always],
                }
            }
            DrillPhase::Waiting(_) => &[Waiting, Anywhere, Always],
            DrillPhase::Done => &[Finished, Anywhere, Always],
        }
    }

    /// Its answers are undone here; elsewhere undo is for changes to notes.
    fn captures(&self, action: Action) -> bool {
        matches!(action, Action::Undo | Action::Redo)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        let typing = matches!(self.phase(), DrillPhase::Asking(asked) if asked.is_typed());
        typing.then_some(&mut self.field)
    }

    fn note(&self) -> Option<NoteIx> {
        self.drill()?.asked().map(|asked| asked.question.item.note)
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let page = isize::try_from(shared.area.height / 2).unwrap_or(1);
        let ordering = matches!(self.phase(), DrillPhase::Asking(asked) if asked.is_ordered());
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
            Action::Card(deed) => self.deed(shared, deed),
            Action::Undo | Action::Redo => self.turn_over(shared, action),
            Action::Info => self
                .drill
                .as_ref()?
                .asked()
                .map(|asked| Command::ShowCard(asked.question.id.clone())),
            Action::Hurry => {
                self.drill.as_mut()?.hurry(shared.desk.world(&shared.library), shared.desk.now);
                self.turn();
                None
            }
            Action::Cram => {
                self.start(shared, DrillRequest { cram: true, ..self.course.clone() });
                None
            }
            Action::Back => Some(Command::Goto(Tab::Home)),
            Action::Up
            | Action::Down
            | Action::StepUp
            | Action::StepDown
            | Action::Pick(ListArea::List, _)
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

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        let over =
            self.drill.as_ref().is_none_or(|drill| matches!(drill.phase(), DrillPhase::Done));
        if over {
            let course = DrillRequest { cram: false, ..self.course.clone() };
            let fresh = !shared.desk.plan_of(&shared.library, &course.scope).is_empty();
            if self.drill.is_none() || fresh {
                self.start(shared, course);
            }
        }
        self.tick(shared);
        None
    }

    fn recorded(&mut self, shared: &ScreenContext) {
        let Some(drill) = &mut self.drill else { return };
        let before = drill.asked().map(|asked| (asked.question.id.clone(), asked.since));
        drill.recorded(shared.desk.world(&shared.library), shared.desk.now);
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

    fn reload(&mut self, shared: &ScreenContext, moved: Remap<'_>) -> Option<Command> {
        self.course.scope = self.course.scope.moved(moved);
        if self.drill.as_mut()?.remap(shared.desk.world(&shared.library), moved, shared.desk.now) {
            self.turn();
        }
        None
    }

    fn tick(&mut self, shared: &ScreenContext) -> Option<Command> {
        let waiting = |drill: &Drill| matches!(drill.phase(), DrillPhase::Waiting(_));
        if let Some(drill) = self.drill.as_mut().filter(|drill| waiting(drill)) {
            drill.tick(shared.desk.world(&shared.library), shared.desk.now);
            if !waiting(drill) {
                self.turn();
            }
        }
        None
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        match self.drill.as_ref()?.phase() {
            DrillPhase::Waiting(until) => Some((*until).min(Moment((now.0 / 1000 + 1) * 1000))),
            _ => None,
        }
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let Some(drill) = &self.drill else { return };
        let area = shared.area;
        let status = Rect { height: 1, ..area };
        let inner = inner(area);
        question::status(shared, canvas, status, drill);
        match drill.phase() {
            DrillPhase::Asking(asked) => question::view(shared, canvas, inner, asked, self),
            DrillPhase::Revealed(asked) => {
                answer::view(shared, canvas, inner, asked, self.scroll, drill);
            }
            DrillPhase::Waiting(until) => summary::waiting(shared, canvas, inner, *until),
            DrillPhase::Done => summary::view(shared, canvas, inner, drill, &self.course),
        }
    }
}

/// Returns the place below the status line.
fn inner(area: Rect) -> Rect {
    let above = if area.height < 8 { 1 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

/// The remark on a flagged card.
fn flag_note(card: &OpenCard) -> &'static str {
    if card.progress.flagged { "  ▲ flagged" } else { "" }
}

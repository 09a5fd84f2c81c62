//! The drill screen: one card after another, by keyboard.
//!
//! It holds the drill and what is being typed; the drill decides what comes, the views beside this
//! file draw it.

mod actions;
mod answer;
mod day_end;
mod lesson;
mod question;
mod summary;

use ratatui::layout::Rect;

use crate::clock::Moment;
use crate::deck::{Figure, Revision};
use crate::library::{NoteIx, Remap, page};
use crate::memory::EntryFactory;
use crate::session::{DrillRequest, DrillSession};
use crate::store::unsaved::Unsaved;
use crate::study::{Drill, DrillMode, DrillPhase, Feedback, OpenCard};
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::Action;
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
use day_end::DayEnd;
use summary::WrongAnswers;

/// After so many cards there is a summary, and a breath.
const BREATH: usize = 18;

/// The minutes that are offered when those for the exam are used.
const MORE_MINUTES: u32 = 10;

/// The drill screen.
pub struct DrillScreen {
    session: Option<DrillSession>,
    seed: u64,
    field: TextField,
    /// What was typed last, and the feedback on it.
    feedback: Option<(String, Feedback)>,
    /// The selected step of those to put in order, or note of those that were missed.
    row: usize,
    scroll: usize,
    /// The first line of the question, if somebody has scrolled.
    top: Option<usize>,
    /// Where it was begun, to go back there.
    origin: Tab,
    /// Whether a summary is shown before the next card.
    breath: bool,
    /// How many cards were put when it was shown last.
    breath_at: usize,
    /// When the day ends that it is planned for.
    day_ends: Moment,
    /// The numbers for the end.
    end: DayEnd,
    /// What was written last where it was wrong.
    wrong: WrongAnswers,
}

impl DrillScreen {
    /// The screen before its first drill; shuffles and entries' ids come from the seed.
    pub fn new(seed: u64) -> DrillScreen {
        DrillScreen {
            session: None,
            seed,
            field: TextField::default(),
            feedback: None,
            row: 0,
            scroll: 0,
            top: None,
            origin: Tab::Home,
            breath: false,
            breath_at: 0,
            day_ends: Moment(i64::MAX),
            end: DayEnd::default(),
            wrong: WrongAnswers::new(),
        }
    }

    /// Drills what is due, unless that is what is being drilled.
    pub fn study_due(&mut self, shared: &ScreenContext) {
        let due = DrillRequest::default();
        if self.session.is_some() && self.request() != due {
            self.start(shared, due);
        }
        self.origin = Tab::Home;
    }

    /// Remembers where the drill was begun.
    pub fn set_origin(&mut self, tab: Tab) {
        self.origin = tab;
    }

    /// Starts a drill.
    pub fn start(&mut self, shared: &ScreenContext, request: DrillRequest) {
        self.end = DayEnd::before(&shared.learner);
        self.day_ends = shared.learner.day_ends();
        self.wrong.clear();
        (self.breath, self.breath_at) = (false, 0);
        if let Some(session) = &mut self.session {
            session.restart(&shared.learner, request);
        } else {
            let (seed, entries) = (self.seed.wrapping_add(1), EntryFactory::new(self.seed));
            self.session = Some(DrillSession::start(&shared.learner, request, seed, entries));
        }
        self.put_next(shared);
        self.reset();
    }

    /// Has the edit of the note in front wait until it is on disk.
    pub fn edit(&mut self, revision: Revision) {
        if let Some(drill) = self.drill_mut() {
            drill.edit(revision);
        }
    }

    /// Goes by the settings as they are now: what has not begun is planned again, and otherwise the
    /// cards stay that were planned.
    pub fn adapt(&mut self, shared: &ScreenContext) {
        let Some(session) = &mut self.session else { return };
        if session.is_untouched() && self.feedback.is_none() && self.field.text().is_empty() {
            session.restart(&shared.learner, session.request().clone());
            self.reset();
        } else {
            session.adapt(&shared.learner);
        }
    }

    /// Whether the answer to this card is typed, and nothing is yet.
    pub fn wants_answer(&self, card: &str) -> bool {
        let asked = self.asked_in_text().filter(|asked| asked.question.id.as_str() == card);
        asked.is_some_and(|asked| asked.draft.text(self.field.text()).is_none())
    }

    /// Types an answer again, up to where it was.
    pub fn restore_answer(&mut self, text: &str) {
        let (submitted, unfinished) = text.rsplit_once('\n').unwrap_or(("", text));
        for line in submitted.lines() {
            self.field = TextField::with_text(line);
            self.submit();
        }
        self.field = TextField::with_text(unfinished);
    }

    /// Whether the drill can be planned anew, and nothing that is typed or graded is lost.
    fn may_start_again(&self) -> bool {
        let is_untouched = match self.phase() {
            DrillPhase::Asking(card) => card.draft.text(self.field.text()).is_none(),
            phase => !matches!(phase, DrillPhase::Revealed(_)),
        };
        is_untouched && self.session.as_ref().is_some_and(|session| !session.is_cram())
    }

    /// The card in front, if its answer is typed.
    fn asked_in_text(&self) -> Option<&OpenCard> {
        match self.phase() {
            DrillPhase::Asking(card) if card.is_typed() => Some(card),
            _ => None,
        }
    }

    /// At the end the notes that were missed, which can be selected.
    fn missed(&self) -> Vec<NoteIx> {
        let drill = self.drill().filter(|drill| matches!(drill.phase(), DrillPhase::Done));
        drill.map(Drill::slipped).unwrap_or_default()
    }

    fn drill(&self) -> Option<&Drill> {
        self.session.as_ref().map(|session| &session.drill)
    }

    fn drill_mut(&mut self) -> Option<&mut Drill> {
        self.session.as_mut().map(|session| &mut session.drill)
    }

    fn request(&self) -> DrillRequest {
        self.session.as_ref().map(DrillSession::request).cloned().unwrap_or_default()
    }

    /// Clears what belonged to the card before.
    fn reset(&mut self) {
        self.field = TextField::default();
        self.feedback = None;
        (self.row, self.scroll, self.top) = (0, 0, None);
    }

    fn phase(&self) -> &DrillPhase {
        self.drill().map_or(&DrillPhase::Done, Drill::phase)
    }
}

impl Screen for DrillScreen {
    fn contexts(&self) -> &'static [Context] {
        use Context::{Always, Anywhere, Breath, DayOver, Finished, Missed};
        match self.drill() {
            _ if self.breath => &[Breath, Anywhere, Always],
            Some(drill) if matches!(drill.phase(), DrillPhase::Done) => {
                match (drill.slipped().is_empty(), drill.mode == DrillMode::Exam) {
                    (false, true) => &[Missed, DayOver, Finished, Anywhere, Always],
                    (false, false) => &[Missed, Finished, Anywhere, Always],
                    (true, true) => &[DayOver, Finished, Anywhere, Always],
                    (true, false) => &[Finished, Anywhere, Always],
                }
            }
            _ => contexts_of(self.phase()),
        }
    }

    /// Its answers are undone here; elsewhere undo is for changes to notes.
    fn captures(&self, action: Action) -> bool {
        matches!(action, Action::Undo | Action::Redo)
    }

    fn offers(&self, action: Action) -> bool {
        action != Action::Undo || self.drill().is_some_and(|drill| drill.undoable().is_some())
    }

    fn field(&mut self) -> Option<&mut TextField> {
        let typing = self.asked_in_text().is_some();
        (typing && !self.breath).then_some(&mut self.field)
    }

    fn unsaved(&self) -> Option<Unsaved> {
        let card = self.asked_in_text()?;
        let text = card.draft.text(self.field.text())?;
        Some(Unsaved::Answer(card.question.id.to_string(), text))
    }

    fn note(&self) -> Option<NoteIx> {
        let card = self.drill()?.open_card().filter(|_| !self.breath)?;
        Some(card.question.item.note)
    }

    /// Before the answer its figure is not shown either.
    fn figures(&self, shared: &ScreenContext) -> Vec<Figure> {
        let is_open = self
            .contexts()
            .iter()
            .any(|context| matches!(context, Context::Lesson | Context::Grade));
        let note = self.note().filter(|_| is_open);
        let figure = note.and_then(|note| page::figure(&shared.learner.library, note));
        figure.into_iter().collect()
    }

    /// Before the answer its sounds are not heard either.
    fn sounds(&self, shared: &ScreenContext) -> Vec<String> {
        self.heard(shared)
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        match action {
            Action::Grade(rating) => self.grade(shared, rating),
            Action::Accept => {
                let rating = self.drill()?.open_card()?.suggested();
                self.grade(shared, rating)
            }
            Action::Card(action) => self.mark(shared, action),
            Action::Undo | Action::Redo => self.undo_or_redo(shared, action),
            Action::ReadNote => Some(Command::ReadNote(*self.missed().get(self.row)?)),
            Action::Info => {
                self.drill()?.open_card().map(|card| Command::ShowCard(card.question.id.clone()))
            }
            Action::Back => Some(Command::Goto(self.origin)),
            _ => {
                self.act(shared, action)?;
                None
            }
        }
    }

    fn enter(&mut self, shared: &ScreenContext) -> Option<Command> {
        let is_over = matches!(self.phase(), DrillPhase::Done);
        if is_over {
            let request = DrillRequest { cram: false, ..self.request() };
            let has_cards = !shared.learner.plan_for(&request.scope).is_empty();
            if self.session.is_none() || has_cards {
                self.start(shared, request);
            }
        }
        self.tick(shared)
    }

    fn recorded(&mut self, shared: &ScreenContext) {
        let Some(session) = &mut self.session else { return };
        let shown =
            |drill: &Drill| drill.open_card().map(|card| (card.question.id.clone(), card.since));
        let before = shown(&session.drill);
        session.recorded(&shared.learner);
        let after = shown(&session.drill);
        if before != after || after.is_none() {
            self.reset();
            self.put_next(shared);
        }
    }

    fn not_recorded(&mut self) {
        if let Some(drill) = self.drill_mut() {
            drill.not_recorded();
        }
    }

    fn reload(&mut self, shared: &ScreenContext, remap: Remap<'_>) -> Option<Command> {
        if self.session.as_mut()?.remap(&shared.learner, remap) {
            self.reset();
        }
        None
    }

    fn tick(&mut self, shared: &ScreenContext) -> Option<Command> {
        if shared.learner.now >= self.day_ends && self.may_start_again() {
            self.start(shared, self.request());
            return Some(Command::Notify("A new day: its cards are planned".to_string()));
        }
        if matches!(self.phase(), DrillPhase::Waiting(_)) {
            self.session.as_mut()?.tick(&shared.learner);
            if !matches!(self.phase(), DrillPhase::Waiting(_)) {
                self.reset();
            }
        }
        None
    }

    fn deadline(&self, now: Moment) -> Option<Moment> {
        let step = match self.phase() {
            DrillPhase::Waiting(until) => Some((*until).min(Moment((now.0 / 1000 + 1) * 1000))),
            _ => None,
        };
        step.into_iter().chain(self.may_start_again().then_some(self.day_ends)).min()
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        let Some(session) = &self.session else { return };
        let drill = &session.drill;
        let area = shared.area;
        let status = Rect { height: 1, ..area };
        let inner = inner(area);
        question::status(shared, canvas, status, session);
        if inner.y > area.y + 1 {
            let below = Rect { y: area.y + 1, height: 1, ..area };
            question::progress_bar(canvas, below, drill);
        }
        match drill.phase() {
            _ if self.breath => summary::breath(shared, canvas, inner, drill),
            DrillPhase::Teaching(card) => lesson::view(shared, canvas, inner, card, self.scroll),
            DrillPhase::Asking(card) if card.is_choice() => {
                lesson::choose(shared, canvas, inner, card, self.scroll);
            }
            DrillPhase::Asking(card) => question::view(shared, canvas, inner, card, self),
            DrillPhase::Revealed(card) => {
                answer::view(shared, canvas, inner, card, self.scroll, drill);
            }
            DrillPhase::Waiting(until) => summary::waiting(shared, canvas, inner, *until),
            DrillPhase::Done => {
                let shown = (session.request(), &self.end, &self.wrong);
                summary::view(shared, canvas, inner, (drill, self.row), shown);
            }
        }
    }
}

/// The place below the status line.
fn inner(area: Rect) -> Rect {
    let above = if area.height < 8 { 1 } else { 2 };
    Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area }
}

/// The contexts of a phase, the innermost first.
fn contexts_of(phase: &DrillPhase) -> &'static [Context] {
    use Context::{
        Always, Answer, Anywhere, Card, CardActions, ChoiceCard, Field, Finished, FourGrades,
        Grade, Lesson, Order, TwoGrades, Waiting, Wrong,
    };
    match phase {
        DrillPhase::Teaching(_) => &[Lesson, CardActions, Anywhere, Always],
        DrillPhase::Asking(card) if card.is_choice() => {
            &[ChoiceCard, CardActions, Anywhere, Always]
        }
        DrillPhase::Asking(card) if card.is_typed() => &[Answer, Field, Always],
        DrillPhase::Asking(card) if card.is_ordered() => &[Order, CardActions, Anywhere, Always],
        DrillPhase::Asking(_) => &[Card, CardActions, Anywhere, Always],
        DrillPhase::Revealed(card) => match (card.may_be_overruled(), card.two_buttons) {
            (true, true) => &[Wrong, Grade, TwoGrades, CardActions, Anywhere, Always],
            (true, false) => &[Wrong, Grade, FourGrades, CardActions, Anywhere, Always],
            (false, true) => &[Grade, TwoGrades, CardActions, Anywhere, Always],
            (false, false) => &[Grade, FourGrades, CardActions, Anywhere, Always],
        },
        DrillPhase::Waiting(_) => &[Waiting, Anywhere, Always],
        DrillPhase::Done => &[Finished, Anywhere, Always],
    }
}

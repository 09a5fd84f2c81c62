//! Labs: the list of labs, and the one that is open.
//!
//! One screen serves all labs: their descriptions say what to set and to show.

mod layout;
mod list_view;
mod results;
mod running_lab;
mod tasks;
mod view;

use std::collections::BTreeMap;

use crate::deck::Figure;
use crate::labs::{LABS, Lab};
use crate::rng::Rng;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
use crate::ui::view::list::{ListMove, ListState};

use layout::LabLayout;
use running_lab::RunningLab;

/// Seeds are short enough to note them down.
const SEEDS: usize = 1_000_000;

/// The Labs screen.
pub struct LabsScreen {
    list: ListState,
    /// The labs that were opened, as they were left.
    running_labs: BTreeMap<usize, RunningLab>,
    open: bool,
    rng: Rng,
}

impl LabsScreen {
    /// The screen with its list; new seeds come from the seed.
    pub fn new(seed: u64) -> LabsScreen {
        LabsScreen {
            list: ListState::default(),
            running_labs: BTreeMap::new(),
            open: false,
            rng: Rng::new(seed),
        }
    }

    /// Opens a lab as it was left.
    pub fn open(&mut self, lab: &Lab) {
        if let Some(index) = LABS.iter().position(|other| other.id == lab.id) {
            self.list.go(ListMove::To(index), LABS.len(), LABS.len());
            self.open_selected();
        }
    }

    fn open_selected(&mut self) {
        let index = self.list.selected(LABS.len());
        self.running_labs.entry(index).or_insert_with(|| RunningLab::new(&LABS[index]));
        self.open = true;
    }

    /// The lab that is open.
    fn running(&self) -> Option<&RunningLab> {
        self.running_labs.get(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    fn running_mut(&mut self) -> Option<&mut RunningLab> {
        self.running_labs.get_mut(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    /// Says that a task has just been done, where the screen does not show it.
    fn task_notice(&mut self, shared: &ScreenContext) -> Option<Command> {
        let running = self.running_mut()?;
        if !std::mem::take(&mut running.has_new_task) {
            return None;
        }
        let task = &running.lab.tasks[running.progress.latest()?];
        let hidden = LabLayout::new(shared.area, running).hides_tasks();
        hidden.then(|| Command::Notify(format!("✓ {}", task.text)))
    }

    fn update_list(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let height = list_view::list_rows(shared.area);
        match action {
            Action::Enter => self.open_selected(),
            Action::Pick(ListArea::List, row) => {
                self.list.go(ListMove::To(row), LABS.len(), height);
                self.open_selected();
            }
            Action::Back => return Some(Command::Goto(Tab::Home)),
            Action::Scroll(ListArea::List, rows) => {
                self.list.go(ListMove::By(rows.into()), LABS.len(), height);
            }
            other => self.list.go(ListMove::from_action(other, height)?, LABS.len(), height),
        }
        None
    }

    fn update_lab(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let seed = if action == Action::NewSeed { self.rng.below(SEEDS) } else { 0 };
        let running = self.running_mut()?;
        let rows = LabLayout::new(shared.area, running).rows();
        match action {
            Action::Slide(steps) => {
                if !running.slide(steps.into()) {
                    let way =
                        shared.key_hint(": ", self.contexts(), Action::SetValue, "types a value");
                    return Some(Command::Notify(format!("This is not a slider{way}")));
                }
            }
            Action::SetValue => running.enter(),
            Action::Pick(ListArea::List, row) if row == running.selected() => running.enter(),
            Action::Pick(ListArea::List, row) => running.choose(ListMove::To(row), rows),
            Action::Reset => running.reset(),
            Action::NewSeed => {
                if !running.seed(seed) {
                    return Some(Command::Notify("Nothing is random in this lab".to_string()));
                }
            }
            Action::Explain => (running.explains, running.scroll) = (!running.explains, 0),
            Action::Back => self.open = false,
            Action::Up => running.choose(ListMove::By(-1), rows),
            Action::Down => running.choose(ListMove::By(1), rows),
            Action::First => running.choose(ListMove::First, rows),
            Action::Last => running.choose(ListMove::Last, rows),
            Action::Scroll(ListArea::List, by) => running.choose(ListMove::By(by.into()), rows),
            other => return scroll(shared, running, other),
        }
        None
    }
}

/// Carries out an action while a value is typed.
fn update_field(
    shared: &ScreenContext,
    running: &mut RunningLab,
    action: Action,
) -> Option<Command> {
    match action {
        Action::SetValue => running.submit(),
        Action::Back => running.leave_field(),
        Action::Pick(ListArea::List, row) => {
            running.leave_field();
            let rows = LabLayout::new(shared.area, running).rows();
            running.choose(ListMove::To(row), rows);
        }
        Action::Scroll(ListArea::Note, _) => return scroll(shared, running, action),
        _ => {}
    }
    None
}

/// Scrolls the results.
fn scroll(shared: &ScreenContext, running: &mut RunningLab, action: Action) -> Option<Command> {
    let layout = LabLayout::new(shared.area, running);
    let area = layout.results;
    let most = results::lines(shared, running, &layout).len().saturating_sub(area.height as usize);
    let page = isize::from(area.height as i16 - 1).max(1);
    let by = match action {
        Action::PageDown => page,
        Action::PageUp => -page,
        Action::HalfDown => (page / 2).max(1),
        Action::HalfUp => -(page / 2).max(1),
        Action::Scroll(ListArea::Note, rows) => rows.into(),
        _ => return None,
    };
    running.scroll = running.scroll.min(most).saturating_add_signed(by).min(most);
    None
}

impl Screen for LabsScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.running() {
            Some(running) if running.field.is_some() => {
                &[Context::Value, Context::Field, Context::Always]
            }
            Some(_) => &[Context::Lab, Context::Anywhere, Context::Always],
            None => &[Context::Labs, Context::List, Context::Anywhere, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.running_mut()?.field.as_mut()
    }

    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        self.running_mut()?.refused = None;
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let Some(running) = self.running_mut() else { return self.update_list(shared, action) };
        let command = if running.field.is_none() {
            self.update_lab(shared, action)
        } else {
            update_field(shared, running, action)
        };
        command.or_else(|| self.task_notice(shared))
    }

    fn figures(&self, _: &ScreenContext) -> Vec<Figure> {
        let outcome = self.running().and_then(|running| running.outcome.as_ref().ok());
        outcome.map_or_else(Vec::new, |outcome| outcome.figures.clone())
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        match self.running() {
            Some(running) => view::draw_lab(shared, canvas, running),
            None => list_view::draw(shared, canvas, self.list, &self.running_labs),
        }
    }
}

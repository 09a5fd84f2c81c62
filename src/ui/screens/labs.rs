//! Labs: a list of concepts to play with, and the one that is played with.
//!
//! One pane serves all labs: what there is to set and to see comes from their descriptions.

mod results;
mod running_lab;
mod view;

use std::collections::BTreeMap;

use crate::labs::{LABS, Lab};
use crate::rng::Rng;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, ListArea};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::TextField;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::tab::Tab;
use crate::ui::view::list::{ListMove, ListState};

use running_lab::RunningLab;
use view::LabLayout;

/// Seeds are short, so that they can be noted down.
const SEEDS: usize = 1_000_000;

/// The Labs pane.
pub struct LabsScreen {
    list: ListState,
    /// The labs that were opened, as they were left.
    benches: BTreeMap<usize, RunningLab>,
    open: bool,
    chance: Rng,
}

impl LabsScreen {
    /// Returns the pane with its list; new seeds come from the seed.
    pub fn new(seed: u64) -> LabsScreen {
        LabsScreen {
            list: ListState::default(),
            benches: BTreeMap::new(),
            open: false,
            chance: Rng::new(seed),
        }
    }

    /// Opens a lab as it was left.
    pub fn open(&mut self, lab: &Lab) {
        if let Some(at) = LABS.iter().position(|other| other.id == lab.id) {
            self.list.go(ListMove::To(at), LABS.len(), LABS.len());
            self.open_selected();
        }
    }

    fn open_selected(&mut self) {
        let at = self.list.selected(LABS.len());
        self.benches.entry(at).or_insert_with(|| RunningLab::new(&LABS[at]));
        self.open = true;
    }

    /// Returns the lab that is open.
    fn bench(&self) -> Option<&RunningLab> {
        self.benches.get(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    fn bench_mut(&mut self) -> Option<&mut RunningLab> {
        self.benches.get_mut(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    fn update_list(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let height = view::list_rows(shared.area);
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

    fn update_bench(&mut self, shared: &ScreenContext, action: Action) -> Option<Command> {
        let seed = if action == Action::NewSeed { self.chance.below(SEEDS) } else { 0 };
        let bench = self.bench_mut()?;
        let rows = LabLayout::of(shared.area, bench).rows();
        match action {
            Action::Slide(steps) => {
                if !bench.slide(steps.into()) {
                    let way = shared.way(": ", self.contexts(), Action::SetValue, "types a value");
                    return Some(Command::Notify(format!("This is no slider{way}")));
                }
            }
            Action::SetValue => bench.enter(),
            Action::Pick(ListArea::List, row) if row == bench.at() => bench.enter(),
            Action::Pick(ListArea::List, row) => bench.choose(ListMove::To(row), rows),
            Action::Reset => bench.reset(),
            Action::NewSeed => {
                if !bench.seed(seed) {
                    return Some(Command::Notify("There is no chance in this lab".to_string()));
                }
            }
            Action::Explain => (bench.explains, bench.scroll) = (!bench.explains, 0),
            Action::Back => self.open = false,
            Action::Up => bench.choose(ListMove::By(-1), rows),
            Action::Down => bench.choose(ListMove::By(1), rows),
            Action::First => bench.choose(ListMove::First, rows),
            Action::Last => bench.choose(ListMove::Last, rows),
            Action::Scroll(ListArea::List, by) => bench.choose(ListMove::By(by.into()), rows),
            other => return scroll(shared, bench, other),
        }
        None
    }
}

/// Scrolls the results.
fn scroll(shared: &ScreenContext, bench: &mut RunningLab, action: Action) -> Option<Command> {
    let area = LabLayout::of(shared.area, bench).results;
    let most = results::lines(shared, bench, area.width).len().saturating_sub(area.height as usize);
    let page = isize::from(area.height as i16 - 1).max(1);
    let by = match action {
        Action::PageDown => page,
        Action::PageUp => -page,
        Action::HalfDown => (page / 2).max(1),
        Action::HalfUp => -(page / 2).max(1),
        Action::Scroll(ListArea::Note, rows) => rows.into(),
        _ => return None,
    };
    bench.scroll = bench.scroll.min(most).saturating_add_signed(by).min(most);
    None
}

impl Screen for LabsScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.bench() {
            Some(bench) if bench.field.is_some() => {
                &[Context::Value, Context::Field, Context::Always]
            }
            Some(_) => &[Context::Lab, Context::Anywhere, Context::Always],
            None => &[Context::Labs, Context::List, Context::Anywhere, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.bench_mut()?.field.as_mut()
    }

    fn typed(&mut self, _: &ScreenContext) -> Option<Command> {
        self.bench_mut()?.refused = None;
        None
    }

    fn update(
        &mut self,
        shared: &ScreenContext,
        action: Action,
        _: Option<char>,
    ) -> Option<Command> {
        let Some(bench) = self.bench_mut() else { return self.update_list(shared, action) };
        if bench.field.is_none() {
            return self.update_bench(shared, action);
        }
        match action {
            Action::SetValue => bench.submit(),
            Action::Back => bench.leave_field(),
            Action::Pick(ListArea::List, row) => {
                bench.leave_field();
                let rows = LabLayout::of(shared.area, bench).rows();
                bench.choose(ListMove::To(row), rows);
            }
            Action::Scroll(ListArea::Note, _) => return scroll(shared, bench, action),
            _ => {}
        }
        None
    }

    fn view(&self, shared: &ScreenContext, canvas: &mut Canvas<'_>) {
        match self.bench() {
            Some(bench) => view::bench(shared, canvas, bench),
            None => view::list(shared, canvas, self.list),
        }
    }
}

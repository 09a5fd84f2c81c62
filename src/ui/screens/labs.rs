//! Labs: a list of concepts to play with, and the one that is played with.
//!
//! One pane serves all labs: what there is to set and to see comes from their descriptions.

mod results;
mod running_lab;
mod view;

use std::collections::BTreeMap;

use crate::labs::{LABS, Lab};
use crate::rng::Rng;
use crate::ui::Tab;
use crate::ui::draw::canvas::Canvas;
use crate::ui::input::action::{Action, Area};
use crate::ui::input::keymap::Context;
use crate::ui::input::text_field::Field;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::view::list::{ListState, Move};

use running_lab::Bench;
use view::Places;

/// Seeds are short, so that they can be noted down.
const SEEDS: usize = 1_000_000;

/// The Labs pane.
pub struct Labs {
    list: ListState,
    /// The labs that were opened, as they were left.
    benches: BTreeMap<usize, Bench>,
    open: bool,
    chance: Rng,
}

impl Labs {
    /// Returns the pane with its list; new seeds come from the seed.
    pub fn new(seed: u64) -> Labs {
        Labs {
            list: ListState::default(),
            benches: BTreeMap::new(),
            open: false,
            chance: Rng::new(seed),
        }
    }

    /// Opens a lab as it was left.
    pub fn open(&mut self, lab: &Lab) {
        if let Some(at) = LABS.iter().position(|other| other.id == lab.id) {
            self.list.go(Move::To(at), LABS.len(), LABS.len());
            self.open_selected();
        }
    }

    fn open_selected(&mut self) {
        let at = self.list.selected(LABS.len());
        self.benches.entry(at).or_insert_with(|| Bench::new(&LABS[at]));
        self.open = true;
    }

    /// Returns the lab that is open.
    fn bench(&self) -> Option<&Bench> {
        self.benches.get(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    fn bench_mut(&mut self) -> Option<&mut Bench> {
        self.benches.get_mut(&self.list.selected(LABS.len())).filter(|_| self.open)
    }

    fn update_list(&mut self, shared: &Shared, action: Action) -> Option<Wish> {
        let height = view::list_rows(shared.area);
        match action {
            Action::Enter => self.open_selected(),
            Action::Pick(Area::List, row) => {
                self.list.go(Move::To(row), LABS.len(), height);
                self.open_selected();
            }
            Action::Back => return Some(Wish::Goto(Tab::Home)),
            Action::Scroll(Area::List, rows) => {
                self.list.go(Move::By(rows.into()), LABS.len(), height);
            }
            other => self.list.go(super::screen::movement(other, height)?, LABS.len(), height),
        }
        None
    }

    fn update_bench(&mut self, shared: &Shared, action: Action) -> Option<Wish> {
        let seed = if action == Action::NewSeed { self.chance.below(SEEDS) } else { 0 };
        let bench = self.bench_mut()?;
        let rows = Places::of(shared.area, bench).rows();
        match action {
            Action::Slide(steps) => {
                if !bench.slide(steps.into()) {
                    let way = shared.way(": ", self.contexts(), Action::SetValue, "types a value");
                    return Some(Wish::Say(format!("This is no slider{way}")));
                }
            }
            Action::SetValue => bench.enter(),
            Action::Pick(Area::List, row) if row == bench.at() => bench.enter(),
            Action::Pick(Area::List, row) => bench.choose(Move::To(row), rows),
            Action::Reset => bench.reset(),
            Action::NewSeed => {
                if !bench.seed(seed) {
                    return Some(Wish::Say("There is no chance in this lab".to_string()));
                }
            }
            Action::Explain => (bench.explains, bench.scroll) = (!bench.explains, 0),
            Action::Back => self.open = false,
            Action::Up => bench.choose(Move::By(-1), rows),
            Action::Down => bench.choose(Move::By(1), rows),
            Action::First => bench.choose(Move::First, rows),
            Action::Last => bench.choose(Move::Last, rows),
            Action::Scroll(Area::List, by) => bench.choose(Move::By(by.into()), rows),
            other => return scroll(shared, bench, other),
        }
        None
    }
}

/// Scrolls the results.
fn scroll(shared: &Shared, bench: &mut Bench, action: Action) -> Option<Wish> {
    let area = Places::of(shared.area, bench).results;
    let most = results::lines(shared, bench, area.width).len().saturating_sub(area.height as usize);
    let page = isize::from(area.height as i16 - 1).max(1);
    let by = match action {
        Action::PageDown => page,
        Action::PageUp => -page,
        Action::HalfDown => (page / 2).max(1),
        Action::HalfUp => -(page / 2).max(1),
        Action::Scroll(Area::Note, rows) => rows.into(),
        _ => return None,
    };
    bench.scroll = bench.scroll.min(most).saturating_add_signed(by).min(most);
    None
}

impl Pane for Labs {
    fn contexts(&self) -> &'static [Context] {
        match self.bench() {
            Some(bench) if bench.field.is_some() => {
                &[Context::Setting, Context::Field, Context::Always]
            }
            Some(_) => &[Context::Lab, Context::Anywhere, Context::Always],
            None => &[Context::Labs, Context::List, Context::Anywhere, Context::Always],
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.bench_mut()?.field.as_mut()
    }

    fn typed(&mut self, _: &Shared) -> Option<Wish> {
        self.bench_mut()?.refused = None;
        None
    }

    fn update(&mut self, shared: &Shared, action: Action, _: Option<char>) -> Option<Wish> {
        let Some(bench) = self.bench_mut() else { return self.update_list(shared, action) };
        if bench.field.is_none() {
            return self.update_bench(shared, action);
        }
        match action {
            Action::SetValue => bench.submit(),
            Action::Back => bench.leave_field(),
            Action::Pick(Area::List, row) => {
                bench.leave_field();
                let rows = Places::of(shared.area, bench).rows();
                bench.choose(Move::To(row), rows);
            }
            Action::Scroll(Area::Note, _) => return scroll(shared, bench, action),
            _ => {}
        }
        None
    }

    fn view(&self, shared: &Shared, canvas: &mut Canvas<'_>) {
        match self.bench() {
            Some(bench) => view::bench(shared, canvas, bench),
            None => view::list(shared, canvas, self.list),
        }
    }
}

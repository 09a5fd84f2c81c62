//! The panes of the full screen: one struct each, told of what happens through the one trait.

use crate::library::Moved;
use crate::ui::Tab;
use crate::ui::screens::browse::Browse;
use crate::ui::screens::drill::Drilling;
use crate::ui::screens::home::Home;
use crate::ui::screens::labs::Labs;
use crate::ui::screens::progress::Progress;
use crate::ui::screens::quiz::Quizzing;
use crate::ui::screens::screen::{Pane, Shared, Wish};
use crate::ui::screens::search::Search;

/// Every pane's state.
pub struct Panes {
    /// What there is to do.
    pub home: Home,
    /// The glossary.
    pub browse: Browse,
    /// Finding a note.
    pub search: Search,
    /// One card after another.
    pub drill: Drilling,
    /// Against the clock.
    pub quiz: Quizzing,
    /// What was done, and what is to be expected.
    pub progress: Progress,
    /// Playing with concepts.
    pub labs: Labs,
}

impl Panes {
    /// Returns every pane as it is at the start; shuffles and the ids of entries come from the
    /// seed.
    pub fn new(seed: u64) -> Panes {
        Panes {
            home: Home::default(),
            browse: Browse::default(),
            search: Search::default(),
            drill: Drilling::new(seed),
            quiz: Quizzing::new(seed ^ 2),
            progress: Progress::default(),
            labs: Labs::new(seed),
        }
    }

    /// Returns the pane of a tab.
    pub fn get(&self, tab: Tab) -> &dyn Pane {
        match tab {
            Tab::Home => &self.home,
            Tab::Browse => &self.browse,
            Tab::Search => &self.search,
            Tab::Drill => &self.drill,
            Tab::Quiz => &self.quiz,
            Tab::Progress => &self.progress,
            Tab::Labs => &self.labs,
        }
    }

    /// Returns the pane of a tab, to change it.
    pub fn get_mut(&mut self, tab: Tab) -> &mut dyn Pane {
        match tab {
            Tab::Home => &mut self.home,
            Tab::Browse => &mut self.browse,
            Tab::Search => &mut self.search,
            Tab::Drill => &mut self.drill,
            Tab::Quiz => &mut self.quiz,
            Tab::Progress => &mut self.progress,
            Tab::Labs => &mut self.labs,
        }
    }

    /// Tells every pane something.
    pub fn tell(&mut self, what: impl Fn(&mut dyn Pane)) {
        for tab in Tab::ALL {
            what(self.get_mut(tab));
        }
    }

    /// Moves every pane over to the notes as they were read anew; returns what the panes want then.
    pub fn moved(&mut self, shared: &Shared, moved: Moved<'_>) -> Vec<Wish> {
        Tab::ALL.into_iter().filter_map(|tab| self.get_mut(tab).moved(shared, moved)).collect()
    }
}

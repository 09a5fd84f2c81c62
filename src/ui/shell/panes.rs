//! The panes of the full screen: one struct each, told of what happens through the one trait.

use crate::library::Remap;
use crate::ui::Tab;
use crate::ui::screens::browse::BrowseScreen;
use crate::ui::screens::drill::DrillScreen;
use crate::ui::screens::home::HomeScreen;
use crate::ui::screens::labs::LabsScreen;
use crate::ui::screens::progress::ProgressScreen;
use crate::ui::screens::quiz::QuizScreen;
use crate::ui::screens::screen::{Command, Screen, ScreenContext};
use crate::ui::screens::search::SearchScreen;

/// Every pane's state.
pub struct ScreenSet {
    /// What there is to do.
    pub home: HomeScreen,
    /// The glossary.
    pub browse: BrowseScreen,
    /// Finding a note.
    pub search: SearchScreen,
    /// One card after another.
    pub drill: DrillScreen,
    /// Against the clock.
    pub quiz: QuizScreen,
    /// What was done, and what is to be expected.
    pub progress: ProgressScreen,
    /// Playing with concepts.
    pub labs: LabsScreen,
}

impl ScreenSet {
    /// Returns every pane as it is at the start; shuffles and the ids of entries come from the
    /// seed.
    pub fn new(seed: u64) -> ScreenSet {
        ScreenSet {
            home: HomeScreen::default(),
            browse: BrowseScreen::default(),
            search: SearchScreen::default(),
            drill: DrillScreen::new(seed),
            quiz: QuizScreen::new(seed ^ 2),
            progress: ProgressScreen::default(),
            labs: LabsScreen::new(seed),
        }
    }

    /// Returns the pane of a tab.
    pub fn get(&self, tab: Tab) -> &dyn Screen {
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
    pub fn get_mut(&mut self, tab: Tab) -> &mut dyn Screen {
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
    pub fn tell(&mut self, what: impl Fn(&mut dyn Screen)) {
        for tab in Tab::ALL {
            what(self.get_mut(tab));
        }
    }

    /// Moves every pane over to the notes as they were read anew; returns what the panes want then.
    pub fn moved(&mut self, shared: &ScreenContext, moved: Remap<'_>) -> Vec<Command> {
        Tab::ALL.into_iter().filter_map(|tab| self.get_mut(tab).moved(shared, moved)).collect()
    }
}

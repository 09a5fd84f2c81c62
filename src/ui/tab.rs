//! The tabs of the full screen.

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// What to do today.
    Home,
    /// The glossary.
    Browse,
    /// Finding a note.
    Search,
    /// Drilling cards.
    Drill,
    /// Timed quizzes.
    Quiz,
    /// Statistics and forecasts.
    Progress,
    /// Experiments with concepts.
    Labs,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Tab; 7] =
        [Tab::Home, Tab::Browse, Tab::Search, Tab::Drill, Tab::Quiz, Tab::Progress, Tab::Labs];

    /// The word on the tab.
    pub fn title(self) -> &'static str {
        match self {
            Tab::Home => "Home",
            Tab::Browse => "Browse",
            Tab::Search => "Search",
            Tab::Drill => "Drill",
            Tab::Quiz => "Quiz",
            Tab::Progress => "Progress",
            Tab::Labs => "Labs",
        }
    }

    /// The tab so many places to the right, around the end.
    #[must_use]
    pub fn neighbour(self, by: isize) -> Tab {
        let index = Tab::ALL.iter().position(|tab| *tab == self).unwrap_or(0) as isize;
        Tab::ALL[(index + by).rem_euclid(Tab::ALL.len() as isize) as usize]
    }
}

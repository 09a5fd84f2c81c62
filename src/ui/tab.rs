//! The tabs of the full screen.

/// A pane, as a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// What there is to do.
    Home,
    /// The glossary.
    Browse,
    /// Finding a note.
    Search,
    /// One card after another.
    Drill,
    /// Against the clock.
    Quiz,
    /// What was done, and what is to be expected.
    Progress,
    /// Playing with concepts.
    Labs,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Tab; 7] =
        [Tab::Home, Tab::Browse, Tab::Search, Tab::Drill, Tab::Quiz, Tab::Progress, Tab::Labs];

    /// Returns the word on the tab.
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

    /// Returns the tab so many places to the right, around the end.
    #[must_use]
    pub fn neighbour(self, by: isize) -> Tab {
        let at = Tab::ALL.iter().position(|tab| *tab == self).unwrap_or(0) as isize;
        Tab::ALL[(at + by).rem_euclid(Tab::ALL.len() as isize) as usize]
    }
}

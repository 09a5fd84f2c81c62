//! The screens that are open, one above the other: a tab at the bottom, a dialog or form over it,
//! and a popup (palette, help, a figure, a message) over both. The topmost one has the input.

use crate::ui::input::action::Action;
use crate::ui::screens::browse::BrowseScreen;
use crate::ui::screens::drill::DrillScreen;
use crate::ui::screens::home::HomeScreen;
use crate::ui::screens::labs::LabsScreen;
use crate::ui::screens::progress::ProgressScreen;
use crate::ui::screens::quiz::QuizScreen;
use crate::ui::screens::screen::Screen;
use crate::ui::screens::search::SearchScreen;
use crate::ui::tab::Tab;

/// A place in the stack, the lower first. No two open screens share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The screen of a tab.
    Tab(Tab),
    /// A dialog, a form, the settings.
    Dialog,
    /// The palette, help, a figure, a message.
    Popup,
}

/// The screens of the tabs, which stay when another tab is opened.
pub struct TabScreens {
    /// Home.
    pub home: HomeScreen,
    /// Browse.
    pub browse: BrowseScreen,
    /// Search.
    pub search: SearchScreen,
    /// Drill.
    pub drill: DrillScreen,
    /// Quiz.
    pub quiz: QuizScreen,
    /// Progress.
    pub progress: ProgressScreen,
    /// Labs.
    pub labs: LabsScreen,
}

impl TabScreens {
    fn get(&self, tab: Tab) -> &dyn Screen {
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

    fn get_mut(&mut self, tab: Tab) -> &mut dyn Screen {
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
}

/// The stack of screens.
pub struct ScreenStack {
    /// The tabs' screens, for what only one of them can do.
    pub tabs: TabScreens,
    tab: Tab,
    /// What is open over the tab, the lower first.
    above: Vec<(Layer, Box<dyn Screen>)>,
}

impl ScreenStack {
    /// Every tab in its first state, with Home open; shuffles and the ids of entries come from the
    /// seed.
    pub fn new(seed: u64) -> ScreenStack {
        let tabs = TabScreens {
            home: HomeScreen::default(),
            browse: BrowseScreen::default(),
            search: SearchScreen::default(),
            drill: DrillScreen::new(seed),
            quiz: QuizScreen::new(seed ^ 2),
            progress: ProgressScreen::default(),
            labs: LabsScreen::new(seed),
        };
        ScreenStack { tabs, tab: Tab::Home, above: Vec::new() }
    }

    /// The open tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// Opens another tab at the bottom.
    pub fn switch_to(&mut self, tab: Tab) {
        self.tab = tab;
    }

    /// Opens a screen over the tab, in the place of the one that its layer had.
    pub fn open(&mut self, layer: Layer, screen: impl Screen + 'static) {
        self.reopen(layer, Box::new(screen));
    }

    /// Opens a screen that was closed.
    pub fn reopen(&mut self, layer: Layer, screen: Box<dyn Screen>) {
        self.close(layer);
        let above = self.above.partition_point(|(other, _)| *other < layer);
        self.above.insert(above, (layer, screen));
    }

    /// Closes what is open in a layer over the tab.
    pub fn close(&mut self, layer: Layer) -> Option<Box<dyn Screen>> {
        let index = self.above.iter().position(|(other, _)| *other == layer)?;
        Some(self.above.remove(index).1)
    }

    /// Whether a layer over the tab has a screen.
    pub fn is_open(&self, layer: Layer) -> bool {
        self.above.iter().any(|(other, _)| *other == layer)
    }

    /// The layer that has the input.
    pub fn top_layer(&self) -> Layer {
        self.above.last().map_or(Layer::Tab(self.tab), |(layer, _)| *layer)
    }

    /// The screen that has the input.
    pub fn top(&self) -> &dyn Screen {
        self.above.last().map_or_else(|| self.tab_screen(), |(_, screen)| &**screen)
    }

    /// The screen that has the input, to change it.
    pub fn top_mut(&mut self) -> &mut dyn Screen {
        match self.above.last_mut() {
            Some((_, screen)) => &mut **screen,
            None => self.tabs.get_mut(self.tab),
        }
    }

    /// The open tab's screen, whatever is open over it.
    pub fn tab_screen(&self) -> &dyn Screen {
        self.tabs.get(self.tab)
    }

    /// The open tab's screen, to change it.
    pub fn tab_screen_mut(&mut self) -> &mut dyn Screen {
        self.tabs.get_mut(self.tab)
    }

    /// What is open in a layer over the tab.
    pub fn get(&self, layer: Layer) -> Option<&dyn Screen> {
        let (_, screen) = self.above.iter().find(|(other, _)| *other == layer)?;
        Some(&**screen)
    }

    /// The screen of a layer, or of a tab that need not be the open one.
    pub fn get_mut(&mut self, layer: Layer) -> Option<&mut dyn Screen> {
        if let Layer::Tab(tab) = layer {
            return Some(self.tabs.get_mut(tab));
        }
        let (_, screen) = self.above.iter_mut().find(|(other, _)| *other == layer)?;
        Some(&mut **screen)
    }

    /// Every layer that a screen has: all tabs, and what is open over them.
    pub fn layers(&self) -> Vec<Layer> {
        let above = self.above.iter().map(|(layer, _)| *layer);
        Tab::ALL.into_iter().map(Layer::Tab).chain(above).collect()
    }

    /// The screens to draw, the lowest first.
    pub fn visible(&self) -> impl Iterator<Item = (Layer, &dyn Screen)> {
        let above = self.above.iter().map(|(layer, screen)| (*layer, &**screen));
        std::iter::once((Layer::Tab(self.tab), self.tab_screen())).chain(above)
    }

    /// Whether the top screen carries out an action itself that otherwise is the app's: over a tab
    /// only help, the palette and the themes can be opened.
    pub fn captures(&self, action: Action) -> bool {
        let is_let_through = match self.top_layer() {
            Layer::Tab(_) => true,
            Layer::Dialog => {
                matches!(action, Action::Help | Action::Palette | Action::Themes)
            }
            Layer::Popup => matches!(action, Action::Help | Action::Palette | Action::Fold),
        };
        !is_let_through || self.top().captures(action)
    }
}

//! A screen without a terminal: keys in, text and roles out.

mod world;

use std::fmt::Write;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lacuna::clock::{Calendar, Clock, Moment, Timestamps};
use lacuna::fault::Fault;
use lacuna::library::Library;
use lacuna::memory::{Entry, Ledger, QuizRules, Scheduler};
use lacuna::plan::AnswerStats;
use lacuna::plan::NoteScope;
use lacuna::session::QuizRequest;
use lacuna::settings::Settings;
use lacuna::store::unsaved::Unsaved;
use lacuna::store::{ConfigHome, bundled};
use lacuna::text::math::GlyphSet;
use lacuna::ui::draw::canvas::Hits;
use lacuna::ui::draw::curve_glyphs::CurveGlyphs;
use lacuna::ui::draw::theme::{Role, Theme, Themes};
use lacuna::ui::input::action::Action;
use lacuna::ui::input::key::Key;
use lacuna::ui::shell::app::App;
use lacuna::ui::shell::message::{Effect, Msg};
use lacuna::ui::{Tab, UiOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Style};
use world::Editor;

/// The roles that a snapshot names; the others show in the text itself.
const TOLD: [Role; 8] = [
    Role::Selected,
    Role::Resting,
    Role::Match,
    Role::SelectedMatch,
    Role::Answer,
    Role::Link,
    Role::SelectedLink,
    Role::Warning,
];

/// The app on a screen of a given size.
pub(crate) struct Screen {
    app: App,
    size: Size,
    now: Moment,
    /// What the app asked for since the screen was made.
    pub(crate) effects: Vec<Effect>,
    editor: Option<Editor>,
    /// What was last kept of what is typed and not saved.
    pub(crate) kept: Vec<Unsaved>,
    /// Everything that was recorded.
    pub(crate) log: Vec<Entry>,
    /// Whether a fit of the scheduler goes on until the test says what came of it.
    pub(crate) holds_fits: bool,
}

/// Settings under which new cards are asked at once, so that tests reach them in a few keys.
pub(crate) fn cold() -> Settings {
    Settings { learn_step: false, ..Settings::default() }
}

/// Returns the app as it opens on the bundled deck.
pub(crate) fn screen(width: u16, height: u16) -> Screen {
    choosing(width, height, cold())
}

/// Returns the app as it opens on the bundled deck with other settings.
pub(crate) fn choosing(width: u16, height: u16, settings: Settings) -> Screen {
    on(width, height, Arc::clone(&BUNDLED), Vec::new(), GlyphSet::Unicode, settings)
}

/// Returns the app as it opens on the bundled deck, as one sees it.
pub(crate) fn seen(width: u16, height: u16, themes: impl Into<Themes>) -> Screen {
    let options = options(Arc::clone(&BUNDLED), Vec::new(), GlyphSet::Unicode, cold());
    dressed(width, height, options, themes)
}

/// The bundled deck, opened once.
pub(crate) static BUNDLED: LazyLock<Arc<Library>> =
    LazyLock::new(|| Arc::new(Library::open(vec![bundled::deck()]).0));

/// Returns the app on other notes or with other glyphs.
pub(crate) fn with(
    width: u16,
    height: u16,
    opened: (Library, Vec<Fault>),
    glyphs: GlyphSet,
) -> Screen {
    on(width, height, Arc::new(opened.0), opened.1, glyphs, cold())
}

/// Returns the app on other notes with other settings.
pub(crate) fn set(
    width: u16,
    height: u16,
    opened: (Library, Vec<Fault>),
    settings: Settings,
) -> Screen {
    on(width, height, Arc::new(opened.0), opened.1, GlyphSet::Unicode, settings)
}

/// Returns the app on other notes as it begins a quiz.
pub(crate) fn sit(
    width: u16,
    height: u16,
    opened: (Library, Vec<Fault>),
    rules: QuizRules,
    glyphs: GlyphSet,
) -> Screen {
    let paper = QuizRequest { scope: NoteScope::default(), rules, begins: true };
    let mut options = options(Arc::new(opened.0), opened.1, glyphs, cold());
    options.quiz = Some(paper);
    start(width, height, options)
}

/// Returns the app as it opens with a query.
pub(crate) fn asked(width: u16, height: u16, query: &str) -> Screen {
    let plain = options(Arc::clone(&BUNDLED), Vec::new(), GlyphSet::Unicode, cold());
    start(width, height, UiOptions { query: query.to_string(), tab: Tab::Search, ..plain })
}

fn on(
    width: u16,
    height: u16,
    library: Arc<Library>,
    faults: Vec<Fault>,
    glyphs: GlyphSet,
    settings: Settings,
) -> Screen {
    start(width, height, options(library, faults, glyphs, settings))
}

fn options(
    library: Arc<Library>,
    faults: Vec<Fault>,
    glyphs: GlyphSet,
    settings: Settings,
) -> UiOptions {
    UiOptions {
        library,
        faults,
        home: ConfigHome::new("/home/you/.config/lacuna"),
        tab: Tab::Home,
        query: String::new(),
        drill: None,
        quiz: None,
        glyphs,
        font: CurveGlyphs::Braille,
        pictures: None,
        colour: true,
        clock: Clock::new(Some(NOW)).expect("it is a date and time"),
        ledger: Ledger::default(),
        scheduler: Scheduler::new(settings, Calendar::utc()),
        answer_stats: AnswerStats::default(),
        seed: 1,
    }
}

fn start(width: u16, height: u16, options: UiOptions) -> Screen {
    dressed(width, height, options, role_theme())
}

fn dressed(width: u16, height: u16, options: UiOptions, themes: impl Into<Themes>) -> Screen {
    let (size, now) = (Size { width, height }, options.clock.now());
    let (app, effects) = App::new(options, themes, size);
    let mut screen = Screen {
        app,
        size,
        now,
        effects: Vec::new(),
        editor: None,
        kept: Vec::new(),
        log: Vec::new(),
        holds_fits: false,
    };
    screen.carry_out(effects);
    screen
}

/// The time at which every screen opens.
const NOW: &str = "2026-11-22T10:00:00Z";

/// A theme in which each role has its own colour, so that a cell says what it is.
pub(crate) fn role_theme() -> Theme {
    Theme::from_styles(Role::ALL.map(|role| Style::new().fg(Color::Indexed(role.index() as u8))))
}

impl Screen {
    /// Presses keys, written as in the keymap and separated by blanks; `type:word` types a word.
    pub(crate) fn keys(mut self, keys: &str) -> Screen {
        for key in keys.split_whitespace() {
            if let Some(seconds) = key.strip_prefix("wait:") {
                self.now = self.now.plus_seconds(seconds.parse().expect("a number of seconds"));
                self.tell(Msg::Tick);
                continue;
            }
            match key.strip_prefix("type:") {
                Some(word) => {
                    for c in word.chars() {
                        self.press(Key::parse(&c.to_string()).expect("a character is a key"));
                    }
                }
                None => self.press(Key::parse(key).unwrap_or_else(|| panic!("{key} is no key"))),
            }
        }
        self
    }

    /// Tells the app of something and what follows, with a log that never fails.
    pub(crate) fn tell(&mut self, msg: Msg) {
        let effects = self.app.update(self.times(), msg);
        self.carry_out(effects);
    }

    /// Returns the time, by a clock that only ever goes on.
    fn times(&self) -> Timestamps {
        let opened = Moment::parse(NOW).expect("it is a date and time");
        let run = Duration::from_millis((self.now.0 - opened.0).try_into().expect("time goes on"));
        Timestamps { wall: self.now, run }
    }

    /// Presses one key.
    pub(crate) fn press(&mut self, key: Key) {
        self.tell(Msg::Key(key));
    }

    /// Types a character.
    pub(crate) fn press_char(&mut self, c: char) {
        self.press(Key::from_event(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
    }

    /// Clicks at a cell; where nothing is, nothing happens.
    pub(crate) fn click_at(mut self, x: u16, y: u16) -> Screen {
        if let Some(action) = self.draw().1.click(Position { x, y }) {
            self.act(action);
        }
        self
    }

    /// Turns the wheel at a cell.
    pub(crate) fn wheel_at(mut self, x: u16, y: u16, rows: i16) -> Screen {
        if let Some(action) = self.draw().1.wheel(Position { x, y }, rows) {
            self.act(action);
        }
        self
    }

    /// Pastes text.
    pub(crate) fn paste(mut self, text: &str) -> Screen {
        self.tell(Msg::Paste(text.to_string()));
        self
    }

    /// Clicks where `text` stands.
    pub(crate) fn click(mut self, text: &str) -> Screen {
        let (buffer, hits) = self.draw();
        let at = find(&buffer, text)
            .unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.text()));
        let action = hits.click(at).unwrap_or_else(|| panic!("a click on {text:?} means nothing"));
        self.act(action);
        self
    }

    /// Turns the wheel by `rows` where `text` stands.
    pub(crate) fn wheel(mut self, text: &str, rows: i16) -> Screen {
        let (buffer, hits) = self.draw();
        let at = find(&buffer, text)
            .unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.text()));
        let action =
            hits.wheel(at, rows).unwrap_or_else(|| panic!("the wheel means nothing on {text:?}"));
        self.act(action);
        self
    }

    fn act(&mut self, action: Action) {
        self.tell(Msg::Act(action));
    }

    /// Changes the size.
    pub(crate) fn resize(mut self, width: u16, height: u16) -> Screen {
        self.size = Size { width, height };
        self.tell(Msg::Resize(self.size));
        self
    }

    /// Returns where keys are looked up now.
    pub(crate) fn contexts(&self) -> &'static [lacuna::ui::input::keymap::Context] {
        self.app.contexts()
    }

    /// Notes how long the last message took, as the loop does.
    pub(crate) fn took(mut self, milliseconds: u64) -> Screen {
        self.app.set_update_time(Duration::from_millis(milliseconds));
        self
    }

    /// Returns where the real cursor stands, and whether as in a text.
    pub(crate) fn cursor(&self) -> Option<(Position, bool)> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        self.app.view(&mut buffer).cursor
    }

    /// Returns where words lead to an address.
    pub(crate) fn links(&self) -> Vec<(Rect, String)> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        self.app.view(&mut buffer).links
    }

    /// The text of the screen, without blanks at the line ends.
    pub(crate) fn text(&self) -> String {
        text(&self.draw().0)
    }

    /// Compares the screen with the snapshot of that name and this size.
    pub(crate) fn snapshot(self, name: &str) -> Screen {
        compare(name, &self.draw().0);
        self
    }

    /// Returns every cell, to tell whether anything changed.
    pub(crate) fn cells(&self) -> Buffer {
        self.draw().0
    }

    fn draw(&self) -> (Buffer, Hits) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        let drawn = self.app.view(&mut buffer);
        (buffer, drawn.hits)
    }
}

fn text(buffer: &Buffer) -> String {
    let rows = (0..buffer.area.height).map(|y| row(buffer, y).trim_end().to_string());
    rows.collect::<Vec<_>>().join("\n")
}

/// Returns the text and where which roles are, as `role line:column-column`.
fn picture(buffer: &Buffer) -> String {
    let width = buffer.area.width;
    let mut told = String::new();
    for role in TOLD {
        let mut runs = Vec::new();
        for y in 0..buffer.area.height {
            let is = |x: u16| buffer[(x, y)].fg == Color::Indexed(role.index() as u8);
            let mut x = 0;
            while x < width {
                let end = (x..width).find(|&x| !is(x)).unwrap_or(width);
                if end > x {
                    runs.push(format!("{}:{}-{}", y + 1, x + 1, end));
                }
                x = end + 1;
            }
        }
        if !runs.is_empty() {
            writeln!(told, "{role:?} {}", runs.join(" ")).expect("a string takes any text");
        }
    }
    format!("{}\n\n{told}", text(buffer))
}

/// Compares what was drawn with the snapshot of that name and its size.
pub(crate) fn compare(name: &str, buffer: &Buffer) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = format!("{name}-{}x{}", buffer.area.width, buffer.area.height);
    settings.bind(|| insta::assert_snapshot!(name, picture(buffer)));
}

fn row(buffer: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut hidden = 0;
    for x in 0..buffer.area.width {
        let symbol = buffer[(x, y)].symbol();
        if hidden > 0 {
            hidden -= 1;
            continue;
        }
        hidden = lacuna::text::width::width(symbol).saturating_sub(1);
        text.push_str(symbol);
    }
    text
}

fn find(buffer: &Buffer, text: &str) -> Option<Position> {
    (0..buffer.area.height).find_map(|y| {
        let line = row(buffer, y);
        let at = line.find(text)?;
        Some(Position { x: lacuna::text::width::width(&line[..at]) as u16, y })
    })
}

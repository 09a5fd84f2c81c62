//! Draws the pictures of the README: the app after some key presses, its cells as SVG.
//!
//! `cargo run --example screenshots` writes them to `content/screens/`; with `--check` nothing is
//! written, and it fails if one is out of date. Clock, seed and review history are fixed: the same
//! app gives the same bytes.

mod history;
mod shapes;
mod svg;

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use lacuna::clock::{Calendar, Clock, Moment, StudyDay, Timestamps};
use lacuna::library::Library;
use lacuna::memory::{Entry, Ledger, QuestionForm, QuizRules, ReviewStats, Scheduler};
use lacuna::plan::AnswerStats;
use lacuna::plan::{NoteScope, study_time};
use lacuna::search::Searcher;
use lacuna::session::QuizRequest;
use lacuna::settings::{Exam, Settings};
use lacuna::store::{ConfigHome, bundled};
use lacuna::text::math::GlyphSet;
use lacuna::ui::draw::curve_glyphs::CurveGlyphs;
use lacuna::ui::draw::theme::{Background, ColourDepth, TerminalColours, Themes};
use lacuna::ui::input::key::Key;
use lacuna::ui::shell::app::App;
use lacuna::ui::shell::message::{Effect, Job, JobOutcome, Msg};
use lacuna::ui::shell::worker;
use lacuna::ui::{Tab, UiOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

/// The moment of every picture.
const NOW: &str = "2026-11-22T18:00:00Z";
/// The size of every picture in cells.
const SIZE: Size = Size { width: 106, height: 30 };
/// Where they lie.
const FOLDER: &str = "content/screens";

/// A picture: its name, what it shows in words, and the keys that lead there.
const PICTURES: [(&str, &str, &str); 7] = [
    ("home", "Home: the exam, the score to expect, today's minutes, and each topic", "wait:1"),
    (
        "browse",
        "Browse: topics, terms, and a note with its formula and its figure",
        "b f type:gelu down enter",
    ),
    (
        "search",
        "Search: hits for a misspelt term, with the note beside them",
        "/ type:layre space type:nrom",
    ),
    (
        "drill",
        "Drill: an answer with a slip, and the grades",
        "d type:direct space type:smapling enter",
    ),
    ("quiz", "Quiz: a question that was answered, and why", "wait:7 a enter"),
    ("progress", "Progress: what to expect on the day of the exam", "g p"),
    ("lab", "A lab: decoding, with its sliders and figures", "g l j enter"),
];
/// The pictures that are there in light colours too.
const LIGHT: [&str; 3] = ["home", "drill", "progress"];
/// The tour: the screens one after the other, by the name that says what is known of the learner.
const TOUR: [(&str, &str); 6] = [
    ("new", "wait:1"),
    ("new", "e type:Midterm enter type:9 space type:dec"),
    ("new", "d"),
    ("drill", "d type:direct space type:smapling enter"),
    ("progress", "g p"),
    ("home", "wait:1"),
];
const TOUR_SAYS: &str = "A tour: Home, setting an exam, a first card, an answer, \
                         the plan until the exam, and Home again";

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let stale: Vec<String> = pictures()
        .into_iter()
        .filter(|(name, picture)| is_stale(name, picture, check))
        .map(|(name, _)| name)
        .collect();
    match (stale.is_empty(), check) {
        (true, _) => println!("The pictures in {FOLDER} are up to date."),
        (false, false) => println!("Updated in {FOLDER}: {}.", stale.join(", ")),
        (false, true) => {
            println!("Out of date: {}. Run `cargo run --example screenshots`.", stale.join(", "));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Every picture with its name.
fn pictures() -> Vec<(String, String)> {
    let library = Arc::new(Library::open(vec![bundled::deck()]).0);
    let now = Moment::parse(NOW).expect("it is a time");
    let history = history::simulate(&library, &scheduler(true), now);
    let shown = |name: &str, theme: &str, keys: &str| {
        let log = if name == "new" { Vec::new() } else { history.clone() };
        Screen::open(&library, log, name, theme).keys(keys).shown()
    };
    let mut pictures = Vec::new();
    for (name, description, keys) in PICTURES {
        let picture = svg::draw(&[shown(name, "dark", keys)], &svg::DARK, description);
        pictures.push((name.to_string(), picture));
        if LIGHT.contains(&name) {
            let picture = svg::draw(&[shown(name, "light", keys)], &svg::LIGHT, description);
            pictures.push((format!("{name}-light"), picture));
        }
    }
    for (name, theme, paper) in [("tour", "dark", &svg::DARK), ("tour-light", "light", &svg::LIGHT)]
    {
        let screens = TOUR.map(|(known, keys)| shown(known, theme, keys));
        pictures.push((name.to_string(), svg::draw(&screens, paper, TOUR_SAYS)));
    }
    pictures
}

/// Whether a picture is not what lies on the disk; writes it, unless it is only checked.
fn is_stale(name: &str, picture: &str, check: bool) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let file = folder.join(format!("{name}.svg"));
    let is_same = fs::read_to_string(&file).is_ok_and(|there| there == picture);
    if !check && !is_same {
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&file, picture))
            .expect("the repository can be written");
    }
    !is_same
}

/// The scheduler, with or without an exam ahead.
fn scheduler(with_exam: bool) -> Scheduler {
    let date = StudyDay::parse("2026-12-09").expect("it is a day");
    let exam = Exam { name: "Midterm".into(), date, minutes: 15, ..Exam::default() };
    Scheduler::new(
        Settings { exams: if with_exam { vec![exam] } else { Vec::new() }, ..Settings::default() },
        Calendar::utc(),
    )
}

/// The app, and the log that it writes.
struct Screen {
    app: App,
    now: Moment,
    log: Vec<Entry>,
}

impl Screen {
    fn open(library: &Arc<Library>, log: Vec<Entry>, name: &str, theme: &str) -> Screen {
        let clock = Clock::new(Some(NOW)).expect("it is a time");
        // The grades of the ordinary schedule say when the card comes back.
        let scheduler = scheduler(!matches!(name, "drill" | "new"));
        let ledger = Ledger::fold(&scheduler, log.clone());
        let rules =
            QuizRules { forms: vec![QuestionForm::Choice], seed: 2, ..QuizRules::default() };
        let options = UiOptions {
            library: Arc::clone(library),
            faults: Vec::new(),
            home: ConfigHome::new("/home/you/.config/lacuna"),
            tab: Tab::Home,
            query: String::new(),
            drill: None,
            quiz: (name == "quiz").then(|| QuizRequest {
                scope: NoteScope::default(),
                rules,
                begins: true,
            }),
            glyphs: GlyphSet::Unicode,
            font: CurveGlyphs::Braille,
            pictures: None,
            colour: true,
            clock,
            answer_stats: AnswerStats::from_entries(
                &log,
                |card| study_time::words_of(library, card),
                &ledger,
                &scheduler,
            ),
            ledger,
            scheduler,
            seed: 7,
        };
        let mut themes = Themes::new(
            TerminalColours {
                depth: ColourDepth::True,
                background: if theme == "light" { Background::Light } else { Background::Dark },
            },
            Vec::new(),
        );
        themes.select(theme).expect("it is built in");
        let (app, effects) = App::new(options, themes, SIZE);
        let mut screen = Screen { app, now: clock.now(), log };
        screen.carry_out(effects);
        screen
    }

    /// Presses keys, written as in the keymap; `type:word` types a word, `wait:9` lets seconds
    /// pass.
    fn keys(mut self, keys: &str) -> Screen {
        for key in keys.split_whitespace() {
            if let Some(word) = key.strip_prefix("type:") {
                for c in word.chars() {
                    self.press(&c.to_string());
                }
            } else if let Some(seconds) = key.strip_prefix("wait:") {
                self.now = self.now.plus_seconds(seconds.parse().expect("a number of seconds"));
                self.send(Msg::Tick);
            } else {
                self.press(key);
            }
        }
        self
    }

    fn press(&mut self, key: &str) {
        self.send(Msg::Key(Key::parse(key).unwrap_or_else(|| panic!("{key} is no key"))));
    }

    fn send(&mut self, msg: Msg) {
        let opened = Moment::parse(NOW).expect("it is a time");
        let run = Duration::from_millis((self.now.0 - opened.0).try_into().expect("time goes on"));
        let effects = self.app.update(Timestamps { wall: self.now, run }, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let msg = match effect {
                Effect::Record(own) => {
                    self.log.extend(own.clone());
                    Msg::Recorded { own, others: Vec::new() }
                }
                Effect::Run(id, Job::CountReviews(..)) => Msg::Finished(
                    id,
                    JobOutcome::ReviewStats(ReviewStats::from_entries(
                        self.log.clone(),
                        &Calendar::utc(),
                    )),
                ),
                Effect::Run(id, job) => Msg::Finished(id, worker::run(&Searcher::default(), job)),
                _ => continue,
            };
            self.send(msg);
        }
    }

    /// What is on the screen.
    fn shown(&self) -> svg::Shown {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
        let drawn = self.app.view(&mut buffer);
        let cursor = drawn.cursor.filter(|(_, shown)| *shown).map(|(position, _)| position);
        (buffer, cursor)
    }
}

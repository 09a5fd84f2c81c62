//! How long the screen takes: a key press and the frame after it, with 100,000 notes open.

mod support;

use std::sync::Arc;

use divan::Bencher;
use lacuna::clock::{Calendar, Clock, Timestamps};
use lacuna::library::Library;
use lacuna::memory::{Ledger, Scheduler};
use lacuna::plan::AnswerStats;
use lacuna::settings::Settings;
use lacuna::store::ConfigHome;
use lacuna::text::math::GlyphSet;
use lacuna::ui::draw::curve_glyphs::CurveGlyphs;
use lacuna::ui::draw::theme::{ColourDepth, Theme};
use lacuna::ui::input::key::Key;
use lacuna::ui::shell::app::App;
use lacuna::ui::shell::message::Msg;
use lacuna::ui::{Tab, UiOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

fn main() {
    divan::main();
}

const NOTES: usize = 100_000;
const SIZE: Size = Size { width: 120, height: 40 };

struct Screen {
    app: App,
    buffer: Buffer,
}

impl Screen {
    fn open(library: Library, tab: Tab) -> Screen {
        let (faults, home, query) = (Vec::new(), ConfigHome::new("/nowhere"), String::new());
        let options = UiOptions {
            library: Arc::new(library),
            faults,
            home,
            tab,
            query,
            drill: None,
            quiz: None,
            glyphs: GlyphSet::Unicode,
            font: CurveGlyphs::Braille,
            pictures: None,
            colour: true,
            clock: Clock::default(),
            ledger: Ledger::default(),
            scheduler: Scheduler::new(Settings::default(), Calendar::utc()),
            answer_stats: AnswerStats::default(),
            seed: 1,
        };
        let (app, _) = App::new(options, Theme::new(ColourDepth::Sixteen), SIZE);
        Screen { app, buffer: Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height)) }
    }

    fn key(&mut self, key: &str) {
        let key = Key::parse(key).expect("the benchmark knows its keys");
        divan::black_box(self.app.update(Timestamps::default(), Msg::Key(key)));
        self.frame();
    }

    fn frame(&mut self) {
        self.buffer.reset();
        divan::black_box(self.app.view(&mut self.buffer));
    }
}

#[divan::bench]
fn frame_of_home(bencher: Bencher) {
    let mut screen = Screen::open(support::library(NOTES), Tab::Home);
    bencher.bench_local(|| screen.frame());
}

#[divan::bench]
fn frame_of_browse(bencher: Bencher) {
    let mut screen = Screen::open(support::library(NOTES), Tab::Browse);
    bencher.bench_local(|| screen.frame());
}

#[divan::bench(args = ["j", "pgdn", "G", "end"])]
fn move_in_browse(bencher: Bencher, key: &str) {
    let mut screen = Screen::open(support::library(NOTES), Tab::Browse);
    bencher.bench_local(|| screen.key(key));
}

#[divan::bench(sample_count = 20)]
fn sort_in_browse(bencher: Bencher) {
    let mut screen = Screen::open(support::library(NOTES), Tab::Browse);
    // Three orders, and back to the first.
    bencher.bench_local(|| (0..3).for_each(|_| screen.key("s")));
}

#[divan::bench(sample_count = 20)]
fn letter_in_search(bencher: Bencher) {
    let mut screen = Screen::open(support::library(NOTES), Tab::Search);
    bencher.bench_local(|| {
        "gradient".chars().for_each(|c| screen.key(c.encode_utf8(&mut [0; 4])));
        (0..8).for_each(|_| screen.key("backspace"));
    });
}

//! How long the screen takes: a key taken in and the frame after it, with 100,000 notes open.

mod support;

use std::sync::Arc;

use divan::Bencher;
use lacuna::clock::{Calendar, Clock, Times};
use lacuna::library::Collection;
use lacuna::memory::{Ledger, Scheduler, Settings};
use lacuna::plan::Habits;
use lacuna::store::Home;
use lacuna::text::math::Glyphs;
use lacuna::ui::draw::figure::Ink;
use lacuna::ui::draw::theme::{Depth, Theme};
use lacuna::ui::input::key::Key;
use lacuna::ui::shell::app::App;
use lacuna::ui::shell::message::Msg;
use lacuna::ui::{Options, Tab};
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
    fn open(collection: Collection, tab: Tab) -> Screen {
        let (faults, home, query) = (Vec::new(), Home::at("/nowhere"), String::new());
        let options = Options {
            collection: Arc::new(collection),
            faults,
            home,
            tab,
            query,
            course: None,
            quiz: None,
            glyphs: Glyphs::Unicode,
            font: Ink::Braille,
            colour: true,
            clock: Clock::default(),
            ledger: Ledger::default(),
            scheduler: Scheduler::new(Settings::default(), Calendar::utc()),
            habits: Habits::default(),
            seed: 1,
        };
        let (app, _) = App::new(options, Theme::new(Depth::Sixteen), SIZE);
        Screen { app, buffer: Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height)) }
    }

    fn key(&mut self, key: &str) {
        let key = Key::parse(key).expect("the benchmark knows its keys");
        divan::black_box(self.app.update(Times::default(), Msg::Key(key)));
        self.frame();
    }

    fn frame(&mut self) {
        self.buffer.reset();
        divan::black_box(self.app.view(&mut self.buffer));
    }
}

#[divan::bench]
fn frame_of_home(bencher: Bencher) {
    let mut screen = Screen::open(support::collection(NOTES), Tab::Home);
    bencher.bench_local(|| screen.frame());
}

#[divan::bench]
fn frame_of_browse(bencher: Bencher) {
    let mut screen = Screen::open(support::collection(NOTES), Tab::Browse);
    bencher.bench_local(|| screen.frame());
}

#[divan::bench(args = ["j", "pgdn", "G", "end"])]
fn move_in_browse(bencher: Bencher, key: &str) {
    let mut screen = Screen::open(support::collection(NOTES), Tab::Browse);
    bencher.bench_local(|| screen.key(key));
}

#[divan::bench(sample_count = 20)]
fn sort_in_browse(bencher: Bencher) {
    let mut screen = Screen::open(support::collection(NOTES), Tab::Browse);
    // Three orders, and back to the first.
    bencher.bench_local(|| (0..3).for_each(|_| screen.key("s")));
}

#[divan::bench(sample_count = 20)]
fn letter_in_search(bencher: Bencher) {
    let mut screen = Screen::open(support::collection(NOTES), Tab::Search);
    bencher.bench_local(|| {
        "gradient".chars().for_each(|c| screen.key(c.encode_utf8(&mut [0; 4])));
        (0..8).for_each(|_| screen.key("backspace"));
    });
}

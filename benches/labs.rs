//! How long a slider's step takes: the lab computed again at its largest setting, and the frame
//! after it. A frame at 60 Hz has 16.7 ms.

use std::sync::Arc;

use divan::Bencher;
use lacuna::clock::{Calendar, Clock, Timestamps};
use lacuna::labs::{LABS, Lab, ParameterKind};
use lacuna::library::Library;
use lacuna::memory::{Ledger, Scheduler};
use lacuna::plan::AnswerStats;
use lacuna::settings::Settings;
use lacuna::store::{ConfigHome, bundled};
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

const SIZE: Size = Size { width: 200, height: 60 };

/// A value as large as the parameter takes, where larger is more work.
fn largest(lab: &Lab, at: usize) -> Option<String> {
    let parameter = &lab.parameters[at];
    match (lab.id, parameter.key) {
        ("bpe", "text") => {
            Some("abcdefghi jklmnopqr stuvwxyza bcdabcdab ".chars().cycle().take(1000).collect())
        }
        ("minhash", "a" | "b" | "c") => Some("a b ".chars().cycle().take(1000).collect()),
        ("bpe", "merges") | ("descent", "epochs") => Some("200".into()),
        ("minhash", "k") => Some("512".into()),
        ("minhash", "n") => Some("3".into()),
        ("descent", "batch") | ("online-softmax", "block") => Some("1".into()),
        ("descent", "data") => Some(["1,2;2,3;3,7;4,8"; 4].join(";")),
        ("message-passing", "rounds") => Some("50".into()),
        ("message-passing", "features") => Some(["1,2,3,4,5,6"; 12].join(";")),
        ("message-passing", "edges") => Some(
            (1..=12)
                .flat_map(|a| (a + 1..=12).map(move |b| format!("{a},{b}")))
                .take(40)
                .collect::<Vec<_>>()
                .join(";"),
        ),
        ("capacity", "degree") => Some("9".into()),
        ("self-consistency", "n") => Some("201".into()),
        ("kv-cache", "query_heads") => Some("240".into()),
        ("perplexity", "times") => Some("64".into()),
        _ => match parameter.kind {
            ParameterKind::List { longest, .. }
                if lab.id != "convolution" && lab.id != "attention" && lab.id != "lora" =>
            {
                Some(vec!["0.5"; longest].join(","))
            }
            _ => None,
        },
    }
}

/// A key press as a person makes it, and the frame after it.
struct Screen {
    app: App,
    buffer: Buffer,
}

impl Screen {
    /// Opens the lab of that number, every parameter at its largest, with the first slider chosen.
    fn open(number: usize) -> Screen {
        let options = UiOptions {
            library: Arc::new(Library::open(vec![bundled::deck()]).0),
            faults: Vec::new(),
            home: ConfigHome::new("/nowhere"),
            tab: Tab::Labs,
            query: String::new(),
            drill: None,
            quiz: None,
            answer_stats: AnswerStats::default(),
            glyphs: GlyphSet::Unicode,
            font: CurveGlyphs::Braille,
            pictures: None,
            colour: true,
            clock: Clock::default(),
            ledger: Ledger::default(),
            scheduler: Scheduler::new(Settings::default(), Calendar::utc()),
            seed: 1,
        };
        let (app, _) = App::new(options, Theme::new(ColourDepth::Full), SIZE);
        let mut screen =
            Screen { app, buffer: Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height)) };
        (0..number).for_each(|_| screen.key("j"));
        screen.key("enter");
        for at in 0..LABS[number].parameters.len() {
            if let Some(text) = largest(&LABS[number], at) {
                screen.key("enter");
                screen.key("ctrl-u");
                screen.app.update(Timestamps::default(), Msg::Paste(text));
                screen.key("enter");
            }
            screen.key("j");
        }
        for key in ["g", "g", "x"] {
            screen.key(key);
        }
        screen
    }

    fn key(&mut self, key: &str) {
        let key = Key::parse(key).expect("the benchmark knows its keys");
        divan::black_box(self.app.update(Timestamps::default(), Msg::Key(key)));
        self.buffer.reset();
        divan::black_box(self.app.view(&mut self.buffer));
    }
}

#[divan::bench(args = LABS.iter().map(|lab| lab.id))]
fn slide(bencher: Bencher, lab: &str) {
    let number =
        LABS.iter().position(|other| other.id == lab).expect("the benchmark knows its labs");
    let mut screen = Screen::open(number);
    let mut up = false;
    bencher.bench_local(|| {
        up = !up;
        screen.key(if up { "h" } else { "l" });
    });
}

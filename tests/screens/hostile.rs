//! Whatever a deck says and whatever is typed: what a terminal shows is what the app drew, cell by
//! cell, frame after frame. A terminal emulator reads the very bytes that would be sent.

use lacuna::deck::{DeckText, SourceFile};
use lacuna::library::Library;
use lacuna::text::math::GlyphSet;
use lacuna::text::width::width;
use proptest::prelude::*;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::harness::{Screen, with};

/// Text that has fooled programs of this kind.
const NASTY: [&str; 44] = [
    "\u{1b}[31m",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}P1$q\u{1b}\\",
    "\u{9b}31m",
    "\u{9d}0;pwned\u{9c}",
    "\u{0}\u{8}\u{7f}\r",
    "\t\n\u{b}\u{c}\u{85}",
    "\u{2028}\u{2029}",
    "\u{202e}drow\u{202c}",
    "\u{2066}turned\u{2069}",
    "\u{200e}\u{200f}\u{61c}",
    "\u{200b}\u{200b}\u{feff}\u{2060}\u{ad}",
    "\u{200d}",
    "\u{200d}\u{200d}\u{200d}",
    "\u{200c}",
    "\u{fe0f}",
    "\u{fe0e}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{301}\u{300}",
    "\u{20dd}\u{20e3}",
    "\u{34f}",
    "漢字",
    "東京都",
    "한국어",
    "\u{1100}\u{1161}\u{11a8}",
    "\u{1160}\u{3164}\u{ffa0}",
    "ｶﾞﾊﾟ",
    "👩‍👩‍👧‍👦",
    "👩🏽‍🔬",
    "👍🏿",
    "\u{1f3fd}",
    "❤️",
    "⌚︎⌚️",
    "1️⃣#️⃣",
    "🇩🇪🇫🇷🇯",
    "🏳️‍🌈",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "क्‍षि",
    "ﷺ",
    "لا",
    "\u{e000}\u{fffd}\u{ffff}",
    "\u{10ffff}",
    "ǅ½＃",
];

/// A terminal emulator behind the app.
struct Glass {
    emulator: vt100::Parser,
    shown: Buffer,
}

impl Glass {
    fn new(width: u16, height: u16) -> Glass {
        Glass {
            emulator: vt100::Parser::new(height, width, 0),
            shown: Buffer::empty(Rect::new(0, 0, width, height)),
        }
    }

    /// Sends what differs from the frame before; returns what the terminal shows otherwise than it
    /// was drawn.
    fn look(&mut self, app: &Screen) -> Vec<String> {
        let drawn = app.cells();
        let mut bytes = Vec::new();
        let mut backend = CrosstermBackend::new(&mut bytes);
        backend.draw(self.shown.diff(&drawn).into_iter()).expect("a vector takes any bytes");
        // The emulator draws no replacement character, where every terminal draws one of a single
        // column.
        let text = String::from_utf8(bytes).expect("a frame is text").replace('\u{FFFD}', "?");
        self.emulator.process(text.as_bytes());
        self.shown = drawn;
        (0..self.shown.area.height).filter_map(|y| self.differs(y)).collect()
    }

    fn differs(&self, y: u16) -> Option<String> {
        let mut x = 0;
        while x < self.shown.area.width {
            let symbol = self.shown[(x, y)].symbol().replace('\u{FFFD}', "?");
            let columns = (width(&symbol) as u16).max(1);
            let cells = (x..x + columns).filter_map(|x| self.emulator.screen().cell(y, x));
            let seen: String = cells.map(vt100::Cell::contents).collect();
            if seen.trim() != symbol.trim() {
                return Some(format!(
                    "row {y}, column {x}: {symbol:?} was drawn, {seen:?} is shown"
                ));
            }
            x += columns;
        }
        None
    }
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(&NASTY[..]).prop_map(str::to_string),
        3 => "[a-z]{1,8} ?",
        1 => "\\PC{1,6}",
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    proptest::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat())
}

/// A deck that says these things wherever a deck may say something.
fn deck(texts: &[String]) -> Library {
    let [term, definition, other, title] =
        [0, 1, 2, 3].map(|n| ron::to_string(&texts[n]).expect("text is RON"));
    let text = format!(
        "(format: 1, id: \"d\", title: {title}, topics: [(id: \"t\", title: {other})], notes: [\n\
         Pair(id: \"a\", topic: \"t\", term: {term}, definition: {definition}, aliases: [{other}], points: [{definition}],\n\
              remark: {other}, why: {term}, sources: [{other}], tags: [{title}]),\n\
         Pair(id: \"b\", topic: \"t\", term: {other}, definition: {term}),\n\
         List(id: \"c\", term: {title}, items: [{term}, {definition}, \"plain\"]),\n])"
    );
    let file = SourceFile { name: "d.ron".to_string(), text: text.into() };
    Library::open(vec![DeckText { stem: "d".to_string(), bundled: false, files: vec![file] }]).0
}

fn agrees(glass: &mut Glass, app: &Screen, when: &str) -> Result<(), TestCaseError> {
    let differs = glass.look(app);
    prop_assert!(differs.is_empty(), "{when}: {differs:#?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_is_what_was_drawn(
        texts in proptest::collection::vec(nasty(), 4),
        typed in nasty(),
        size in proptest::sample::select(vec![(100_u16, 30_u16), (80, 24), (60, 18), (40, 10)]),
    ) {
        let (columns, rows) = size;
        let mut glass = Glass::new(columns, rows);
        let mut app = with(columns, rows, (deck(&texts), vec![]), GlyphSet::Unicode);
        agrees(&mut glass, &app, "Home")?;
        for keys in ["g b", "j", "j", "enter", "esc", "g h", "g d", "space", "1", "/"] {
            app = app.keys(keys);
            agrees(&mut glass, &app, keys)?;
        }
        for c in typed.chars().take(12) {
            app.press_char(c);
            agrees(&mut glass, &app, "typed")?;
        }
        app = app.keys("ctrl-u").paste(&texts[0]);
        agrees(&mut glass, &app, "pasted")?;
        app = app.keys("enter");
        agrees(&mut glass, &app, "opened")?;
    }
}

#[test]
fn the_emulator_can_tell() {
    let mut glass = Glass::new(40, 10);
    let app =
        with(40, 10, (deck(&["a", "b", "c", "d"].map(str::to_string)), vec![]), GlyphSet::Unicode);
    assert_eq!(glass.look(&app), [""; 0]);
    glass.emulator.process("\x1b[1;1Hx".as_bytes());
    assert_eq!(glass.look(&app).len(), 1, "a cell that something else has written is seen");
}

#[test]
fn a_megabyte_in_every_field_is_drawn() {
    // The long text stands in one place at a time: title, definition, a further field.
    for (n, piece) in ["x", "word ", "漢", "e\u{301}", "*a", "\u{301}"].iter().enumerate() {
        let mut texts = ["term", "definition", "other", "title"].map(str::to_string);
        texts[n % 3] = piece.repeat((1 << 20) / piece.len());
        let mut glass = Glass::new(80, 24);
        let mut app = with(80, 24, (deck(&texts), vec![]), GlyphSet::Unicode);
        for keys in ["g b", "enter", "esc", "g d", "space", "/"] {
            app = app.keys(keys);
            assert_eq!(glass.look(&app), [""; 0], "{piece}: {keys}");
        }
        app = app.paste(&texts[n % 3]);
        assert_eq!(glass.look(&app), [""; 0], "{piece}: pasted");
    }
}

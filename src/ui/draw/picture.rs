//! Pictures in a terminal: how it shows them, and one made ready for it.
//!
//! `ratatui-image` writes what a terminal understands; without the feature `pictures` there are
//! none, and their words stand for them.

#[cfg(feature = "pictures")]
mod encode;

use ratatui::layout::Size;
#[cfg(not(feature = "pictures"))]
use ratatui::{buffer::Buffer, layout::Rect};

#[cfg(feature = "pictures")]
pub use encode::Picture;

use super::theme::ColourDepth;
use crate::text::math::GlyphSet;

/// How a terminal shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureProtocol {
    /// Graphics as kitty and Ghostty have them.
    Kitty,
    /// Files within the text as iTerm2 has them.
    Iterm2,
    /// Six rows of pixels a line, as foot has them.
    Sixel,
    /// Two pixels a cell, drawn with half blocks.
    Blocks,
}

/// What pictures are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureDisplay {
    /// How the terminal shows them.
    pub protocol: PictureProtocol,
    /// Whether its colours are the fixed 256, for half blocks.
    pub few_colours: bool,
    /// Whether tmux is in between, which lets graphics through only if they are wrapped.
    pub in_tmux: bool,
}

/// What the environment says of a terminal that can show pictures in some way.
#[derive(Clone, Copy, Debug)]
pub struct PictureTerminal {
    announced: PictureProtocol,
    depth: ColourDepth,
    in_tmux: bool,
}

impl PictureTerminal {
    /// A terminal by its environment; none where it lacks the colours.
    pub fn from_env(
        variable: impl Fn(&str) -> String,
        depth: ColourDepth,
    ) -> Option<PictureTerminal> {
        let is_able = cfg!(feature = "pictures") && depth >= ColourDepth::Full;
        let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
        let in_tmux = !variable("TMUX").is_empty() || term.starts_with("tmux");
        let announced = if in_tmux || term.starts_with("screen") {
            PictureProtocol::Blocks
        } else if matches!(term.as_str(), "xterm-kitty" | "xterm-ghostty")
            || !variable("KITTY_WINDOW_ID").is_empty()
        {
            PictureProtocol::Kitty
        } else if matches!(program.as_str(), "iTerm.app" | "WezTerm") {
            PictureProtocol::Iterm2
        } else if term == "foot" || term.starts_with("foot-") {
            PictureProtocol::Sixel
        } else {
            PictureProtocol::Blocks
        };
        is_able.then_some(PictureTerminal { announced, depth, in_tmux })
    }

    /// What pictures are drawn with after the user's choice in the settings; none if they are off,
    /// or if nothing but ASCII may be drawn.
    pub fn display(self, choice: &str, glyphs: GlyphSet) -> Option<PictureDisplay> {
        let protocol = match choice {
            "off" => return None,
            _ if glyphs == GlyphSet::Ascii => return None,
            "kitty" => PictureProtocol::Kitty,
            "iterm2" => PictureProtocol::Iterm2,
            "sixel" => PictureProtocol::Sixel,
            "blocks" => PictureProtocol::Blocks,
            _ => self.announced,
        };
        let few_colours = self.depth < ColourDepth::True;
        Some(PictureDisplay { protocol, few_colours, in_tmux: self.in_tmux })
    }
}

/// The room for a picture, and what it is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct PictureRoom {
    /// The most columns and rows.
    pub most: Size,
    /// The pixels of a cell.
    pub cell: Size,
    /// What it is drawn with.
    pub display: PictureDisplay,
}

impl PictureRoom {
    /// The cells for a picture of so many pixels: as large as it is, as far as it fits.
    pub fn cells(&self, width: u32, height: u32) -> Size {
        // A half block has one pixel across and two down.
        let (across, down) = match self.display.protocol {
            PictureProtocol::Blocks => (1.0, 2.0),
            _ => (f64::from(self.cell.width.max(1)), f64::from(self.cell.height.max(1))),
        };
        let (columns, rows) = (f64::from(width) / across, f64::from(height) / down);
        let most = (f64::from(self.most.width), f64::from(self.most.height));
        let scale = (most.0 / columns).min(most.1 / rows).min(1.0);
        let whole = |cells: f64, most: u16| ((cells * scale).round() as u16).clamp(1, most.max(1));
        Size::new(whole(columns, self.most.width), whole(rows, self.most.height))
    }
}

/// A picture where none can be drawn: there is none.
#[cfg(not(feature = "pictures"))]
#[derive(Debug)]
pub enum Picture {}

#[cfg(not(feature = "pictures"))]
impl Picture {
    /// Says that there are no pictures here.
    pub fn new(_: &[u8], _: PictureRoom) -> Result<Picture, String> {
        Err("this lacuna was built without pictures".to_string())
    }

    /// The cells that it takes.
    pub fn size(&self) -> Size {
        match *self {}
    }

    /// The bytes that it takes.
    pub fn weight(&self) -> usize {
        match *self {}
    }

    /// Draws it.
    pub fn draw(&self, _: &mut Buffer, _: Rect, _: u16) {
        match *self {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(variables: &[(&str, &str)]) -> PictureTerminal {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map_or_else(String::new, |(_, value)| (*value).to_string())
        };
        PictureTerminal::from_env(variable, ColourDepth::True).expect("it can draw half blocks")
    }

    #[test]
    fn graphics_are_written_only_where_they_are_announced() {
        use PictureProtocol::{Blocks, Iterm2, Kitty, Sixel};
        for (variables, protocol) in [
            (&[("TERM", "xterm-256color")][..], Blocks),
            (&[("TERM", "xterm-kitty")], Kitty),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Kitty),
            (&[("TERM_PROGRAM", "iTerm.app")], Iterm2),
            (&[("TERM_PROGRAM", "WezTerm")], Iterm2),
            (&[("TERM", "foot")], Sixel),
            (&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")], Blocks),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")], Blocks),
            (&[("TERM", "screen"), ("TERM_PROGRAM", "iTerm.app")], Blocks),
        ] {
            let display =
                terminal(variables).display("auto", GlyphSet::Unicode).expect("they are not off");
            assert_eq!(display.protocol, protocol, "{variables:?}");
        }
    }

    #[test]
    fn the_settings_have_the_last_word() {
        let kitty = terminal(&[("TERM", "xterm-kitty")]);
        assert_eq!(kitty.display("off", GlyphSet::Unicode), None);
        assert_eq!(kitty.display("kitty", GlyphSet::Ascii), None);
        for (choice, protocol) in [
            ("blocks", PictureProtocol::Blocks),
            ("sixel", PictureProtocol::Sixel),
            ("iterm2", PictureProtocol::Iterm2),
            ("auto", PictureProtocol::Kitty),
        ] {
            let display = kitty.display(choice, GlyphSet::Unicode).expect("they are not off");
            assert_eq!(display.protocol, protocol);
        }
        let nothing = |_: &str| String::new();
        for depth in [ColourDepth::Mono, ColourDepth::Sixteen] {
            assert!(PictureTerminal::from_env(nothing, depth).is_none());
        }
    }

    #[test]
    fn a_picture_is_no_larger_than_it_is_and_keeps_its_shape() {
        let room = |protocol| PictureRoom {
            most: Size::new(60, 20),
            cell: Size::new(10, 20),
            display: PictureDisplay { protocol, few_colours: false, in_tmux: false },
        };
        let (blocks, kitty) = (room(PictureProtocol::Blocks), room(PictureProtocol::Kitty));
        assert_eq!(blocks.cells(20, 10), Size::new(20, 5));
        assert_eq!(blocks.cells(800, 400), Size::new(60, 15));
        assert_eq!(blocks.cells(400, 800), Size::new(20, 20));
        assert_eq!(kitty.cells(100, 100), Size::new(10, 5));
        assert_eq!(kitty.cells(6000, 20), Size::new(60, 1));
        assert_eq!(kitty.cells(1, 60_000), Size::new(1, 20));
    }
}

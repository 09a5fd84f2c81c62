//! Cells as SVG: text stays text, every run as wide as its columns, whatever the font.

use std::collections::BTreeMap;
use std::fmt::Write;

use lacuna::text::width::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::shapes;

/// A cell's width and height in pixels.
pub(crate) const WIDE: f32 = 9.0;
pub(crate) const HIGH: f32 = 20.0;
/// The text's size; usual fonts are six tenths as wide.
const SIZE: f32 = 15.0;
/// Where letters stand within a cell.
const LINE: f32 = 14.5;
/// The margin around the cells.
const EDGE: f32 = 16.0;
/// The colours of text, of the background and of the frame where a cell names none.
pub(crate) struct Paper {
    text: &'static str,
    ground: &'static str,
    frame: &'static str,
}

pub(crate) const DARK: Paper = Paper { text: "#d5d9dd", ground: "#171b21", frame: "#3a414a" };
pub(crate) const LIGHT: Paper = Paper { text: "#24292f", ground: "#ffffff", frame: "#d0d7de" };
/// For how many seconds each frame of a tour is shown.
const SECONDS: usize = 3;
/// The fonts of the text, the preferred one first.
const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace";

/// The style of a run of cells.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct CellStyle {
    fill: String,
    behind: Option<String>,
    weight: u16,
}

/// What a screen shows: its cells, and where the cursor of a field is.
pub(crate) type Shown = (Buffer, Option<Position>);

/// A picture of a screen, or of several one after the other; described in words for screen readers.
pub(crate) fn draw(screens: &[Shown], paper: &Paper, description: &str) -> String {
    let mut styles = Styles::default();
    let frames: Vec<String> = screens
        .iter()
        .map(|(buffer, cursor)| {
            let mut drawing = Drawing::new(paper, &mut styles);
            for y in 0..buffer.area.height {
                drawing.row(buffer, y);
            }
            if let Some(Position { x, y }) = *cursor {
                let bar = [f32::from(x) * WIDE, f32::from(y) * HIGH + 2.0, 2.0, HIGH - 4.0];
                drawing.cover(paper.text, 1.0, bar);
            }
            drawing.into_elements()
        })
        .collect();
    let area = screens.first().map_or_else(Rect::default, |(buffer, _)| buffer.area);
    let (wide, high) = (f32::from(area.width) * WIDE, f32::from(area.height) * HIGH);
    document((wide, high), paper, &styles, &frames, description)
}

/// The colours and weights of text, each with the number of its class.
type Styles = BTreeMap<(String, u16), usize>;

/// A drawing of one screen in progress.
struct Drawing<'a> {
    paper: &'a Paper,
    styles: &'a mut Styles,
    behind: String,
    /// Paths by colour and by how much they cover.
    shapes: BTreeMap<(String, String), String>,
    text: String,
}

impl<'a> Drawing<'a> {
    fn new(paper: &'a Paper, styles: &'a mut Styles) -> Drawing<'a> {
        let (behind, text) = (String::new(), String::new());
        Drawing { paper, styles, behind, shapes: BTreeMap::new(), text }
    }

    fn row(&mut self, buffer: &Buffer, y: u16) {
        let mut x = 0;
        while x < buffer.area.width {
            let style = style(&buffer[(x, y)], self.paper);
            let start = x;
            let mut pieces: Vec<(u16, u16, &str)> = Vec::new();
            while x < buffer.area.width && self::style(&buffer[(x, y)], self.paper) == style {
                let symbol = buffer[(x, y)].symbol();
                let columns = (width(symbol) as u16).max(1);
                pieces.push((x, columns, symbol));
                x += columns;
            }
            self.run(&style, &pieces, (start, y), x - start);
        }
    }

    /// Draws cells of one style: their background, shapes, and the text between the shapes.
    fn run(
        &mut self,
        style: &CellStyle,
        pieces: &[(u16, u16, &str)],
        (x, y): (u16, u16),
        columns: u16,
    ) {
        let top = f32::from(y) * HIGH;
        if let Some(fill) = &style.behind {
            let (left, wide) = (f32::from(x) * WIDE, f32::from(columns) * WIDE);
            writeln!(self.behind, r#"<path fill="{fill}" d="{}"/>"#, part([left, top, wide, HIGH]))
                .expect(FITS);
        }
        let mut at = 0;
        while at < pieces.len() {
            let (x, _, symbol) = pieces[at];
            let same = pieces[at..].iter().take_while(|piece| piece.2 == symbol).count();
            if let Some(shape) = shapes::shape(symbol) {
                let joined = if shape.joins { same } else { 1 };
                for [left, above, wide, high] in shape.parts {
                    let wide = if shape.joins { wide * joined as f32 } else { wide };
                    self.cover(
                        &style.fill,
                        shape.cover,
                        [f32::from(x) * WIDE + left, top + above, wide, high],
                    );
                }
                at += joined;
            } else {
                // A word with its single blanks; what is apart is written apart.
                let end = end_of_text(&pieces[at..]);
                self.write(style, &pieces[at..at + end], top);
                at += end.max(1);
            }
        }
    }

    fn cover(&mut self, fill: &str, cover: f32, shape: [f32; 4]) {
        let key = (fill.to_string(), number(cover));
        self.shapes.entry(key).or_default().push_str(&part(shape));
    }

    fn write(&mut self, style: &CellStyle, pieces: &[(u16, u16, &str)], top: f32) {
        let blank = |piece: &&(u16, u16, &str)| piece.2.trim().is_empty();
        let skipped = pieces.iter().take_while(blank).count();
        let pieces = &pieces[skipped..];
        let pieces = &pieces[..pieces.len() - pieces.iter().rev().take_while(blank).count()];
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let count = self.styles.len();
        let class = *self.styles.entry((style.fill.clone(), style.weight)).or_insert(count);
        let text: String = pieces.iter().map(|piece| escaped(piece.2)).collect();
        let (left, columns) = (f32::from(first.0) * WIDE, last.0 + last.1 - first.0);
        let (x, y, long) = (number(left), number(top + LINE), number(f32::from(columns) * WIDE));
        writeln!(
            self.text,
            r#"<text class="t{class}" x="{x}" y="{y}" textLength="{long}">{text}</text>"#
        )
        .expect(FITS);
    }

    fn into_elements(self) -> String {
        let mut elements = self.behind;
        for ((fill, cover), path) in &self.shapes {
            let cover = if cover == "1" { String::new() } else { format!(r#" opacity="{cover}""#) };
            writeln!(elements, r#"<path fill="{fill}"{cover} d="{path}"/>"#).expect(FITS);
        }
        elements + &self.text
    }
}

fn document(
    (wide, high): (f32, f32),
    paper: &Paper,
    styles: &Styles,
    frames: &[String],
    description: &str,
) -> String {
    let (outer_wide, outer_high) = (number(wide + 2.0 * EDGE), number(high + 2.0 * EDGE));
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer_wide} {outer_high}""#
    );
    writeln!(svg, r#" role="img" aria-label="{}">"#, escaped(description)).expect(FITS);
    write!(svg, "<style>text{{font:{SIZE}px {FONTS};white-space:pre}}").expect(FITS);
    let mut styles: Vec<_> = styles.iter().collect();
    styles.sort_by_key(|(_, class)| **class);
    for ((fill, weight), class) in styles {
        let weight = Modifier::from_bits_truncate(*weight);
        let mut css = format!("fill:{fill}");
        for (set, rule) in [
            (Modifier::BOLD, ";font-weight:700"),
            (Modifier::ITALIC, ";font-style:italic"),
            (Modifier::UNDERLINED, ";text-decoration:underline"),
            (Modifier::DIM, ";opacity:.6"),
        ] {
            css.push_str(if weight.contains(set) { rule } else { "" });
        }
        write!(svg, ".t{class}{{{css}}}").expect(FITS);
    }
    svg.push_str(&animation(frames.len()));
    let colours = format!(r#"fill="{}" stroke="{}""#, paper.ground, paper.frame);
    let (frame_wide, frame_high) =
        (number(wide + 2.0 * EDGE - 1.0), number(high + 2.0 * EDGE - 1.0));
    writeln!(
        svg,
        r#"</style>
<rect x=".5" y=".5" width="{frame_wide}" height="{frame_high}" rx="10" {colours}/>
<g transform="translate({EDGE} {EDGE})">"#
    )
    .expect(FITS);
    match frames {
        [only] => svg.push_str(only),
        _ => {
            for (number, frame) in frames.iter().enumerate() {
                write!(svg, "<g class=\"f f{number}\">\n{frame}</g>\n").expect(FITS);
            }
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// The rules that show frames one after the other, again and again; only the last one for somebody
/// who wants no motion.
fn animation(frames: usize) -> String {
    if frames < 2 {
        return String::new();
    }
    let (all, share) = (frames * SECONDS, number(100.0 / frames as f32));
    let mut css = format!(
        "@keyframes show{{0%{{visibility:visible}}{share}%,100%{{visibility:hidden}}}}\
         .f{{visibility:hidden;animation:show {all}s step-end infinite}}"
    );
    for frame in 0..frames {
        write!(css, ".f{frame}{{animation-delay:{}s}}", frame * SECONDS).expect(FITS);
    }
    let last = frames - 1;
    write!(
        css,
        "@media (prefers-reduced-motion:reduce){{.f{{animation:none}}\
         .f{last}{{visibility:visible}}}}"
    )
    .expect(FITS);
    css
}

const FITS: &str = "a string takes any text";

/// How many cells belong to one piece of text: up to a shape, or to where blanks begin a gap.
fn end_of_text(pieces: &[(u16, u16, &str)]) -> usize {
    let blank = |at: usize| pieces.get(at).is_none_or(|piece| piece.2.trim().is_empty());
    let ends = |at: &usize| {
        shapes::shape(pieces[*at].2).is_some()
            || *at > 0 && !blank(*at) && blank(*at - 1) && (*at < 2 || blank(*at - 2))
    };
    (1..pieces.len()).find(ends).unwrap_or(pieces.len())
}

fn style(cell: &Cell, paper: &Paper) -> CellStyle {
    let (mut text, mut behind) = (colour(cell.fg), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        let (was, is) = (text.take(), behind.take());
        (text, behind) = (is.or(Some(paper.ground.into())), was.or(Some(paper.text.into())));
    }
    let drawn = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::DIM;
    CellStyle {
        fill: text.unwrap_or_else(|| paper.text.into()),
        behind,
        weight: (cell.modifier & drawn).bits(),
    }
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}

fn part([x, y, wide, high]: [f32; 4]) -> String {
    let [x, y, wide, high] = [x, y, wide, high].map(number);
    format!("M{x} {y}h{wide}v{high}h-{wide}z")
}

/// A number as short as it can be written.
fn number(number: f32) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

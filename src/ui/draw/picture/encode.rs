//! A picture's file, decoded, scaled, and written as its terminal wants it.

use std::fmt;
use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbaImage, imageops};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use ratatui_image::sliced::{SignedPosition, SlicedImage, SlicedProtocol};

use super::{PictureProtocol, PictureRoom};
use crate::ui::draw::theme::nearest_fixed;

/// The most pixels of a side.
const LONGEST_SIDE: u32 = 16_384;
/// The most bytes that decoding may take.
const MOST_MEMORY: u64 = 128 << 20;

/// A picture in the cells of a terminal.
pub struct Picture {
    size: Size,
    weight: usize,
    rows: SlicedProtocol,
    /// Sixel is written whole: where rows are cut off, half blocks stand for it.
    whole: Option<Protocol>,
    few_colours: bool,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture").field("size", &self.size).finish_non_exhaustive()
    }
}

impl Picture {
    /// Decodes a file and makes it ready for its room; the error says in words why it can't be
    /// shown.
    pub fn new(bytes: &[u8], room: PictureRoom) -> Result<Picture, String> {
        let image = on_white(decode(bytes).map_err(|error| in_words(&error))?);
        let size = room.cells(image.width(), image.height());
        let encoded = encode(&image, size, room);
        encoded.map_err(|error| format!("it can't be shown here: {error}"))
    }

    /// The cells that it takes.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The bytes that it takes.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Draws it from its row `first` on, as far as the area goes.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, first: u16) {
        let area = area.intersection(buffer.area);
        match &self.whole {
            Some(whole) if first == 0 && area.height >= self.size.height => {
                Image::new(whole).render(area, buffer);
            }
            _ => {
                let above = SignedPosition { x: 0, y: -i16::try_from(first).unwrap_or(i16::MAX) };
                SlicedImage::new(&self.rows, above).render(area, buffer);
            }
        }
        if self.few_colours {
            for position in area.positions() {
                let cell = &mut buffer[position];
                (cell.fg, cell.bg) = (fixed(cell.fg), fixed(cell.bg));
            }
        }
    }
}

/// The colour itself, or if it is of red, green and blue the nearest of the fixed ones.
fn fixed(colour: Color) -> Color {
    match colour {
        Color::Rgb(r, g, b) => Color::Indexed(nearest_fixed([r, g, b])),
        other => other,
    }
}

/// The picture, or the first of several, the right way up.
fn decode(bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Why a file can't be shown.
fn in_words(error: &ImageError) -> String {
    match error {
        ImageError::Unsupported(_) => "it is no PNG, JPEG, GIF, WebP or BMP".to_string(),
        ImageError::Limits(_) => "it is too large to be shown".to_string(),
        _ => "its file is damaged".to_string(),
    }
}

/// The picture on white where it is transparent: most such pictures are drawn in black.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut pixels = image.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let alpha = u16::from(pixel[3]);
        let white = 255 * (255 - alpha);
        for channel in &mut pixel.0[..3] {
            *channel = ((u16::from(*channel) * alpha + white) / 255) as u8;
        }
        pixel[3] = 255;
    }
    DynamicImage::ImageRgba8(pixels)
}

fn encode(
    image: &DynamicImage,
    size: Size,
    room: PictureRoom,
) -> Result<Picture, ratatui_image::errors::Errors> {
    let (cell, in_tmux) = (room.cell, room.display.in_tmux);
    let pixels = |down: u16| {
        scaled(
            image,
            u32::from(size.width) * u32::from(cell.width.max(1)),
            u32::from(size.height) * u32::from(down.max(1)),
        )
    };
    let blocks = || {
        let small = scaled(image, size.width.into(), u32::from(size.height) * 2);
        Halfblocks::new(small, size).map(SlicedProtocol::Halfblocks)
    };
    let mut whole = None;
    let rows = match room.display.protocol {
        PictureProtocol::Blocks => blocks()?,
        PictureProtocol::Kitty => {
            let id = content_id(image, size);
            SlicedProtocol::Kitty(Kitty::new(pixels(cell.height), size, id, in_tmux, false)?)
        }
        PictureProtocol::Iterm2 => {
            let rows = split_rows(&pixels(cell.height), size, cell.height.into());
            let row = Size::new(size.width, 1);
            let encode = |part| Iterm2::new(part, row, in_tmux).map(Protocol::ITerm2);
            SlicedProtocol::Sliced(rows.into_iter().map(encode).collect::<Result<_, _>>()?)
        }
        PictureProtocol::Sixel => {
            // Bands of six rows of pixels must not reach below the last cell.
            let down = cell.height.max(1);
            whole = Some(Protocol::Sixel(Sixel::new(pixels(down), size, in_tmux)?));
            blocks()?
        }
    };
    let area = usize::from(size.width) * usize::from(size.height);
    // What is written of a pixel: three bytes or four, in letters.
    let weight = match room.display.protocol {
        PictureProtocol::Blocks => area * 12,
        _ => area * usize::from(cell.width) * usize::from(cell.height) * 6,
    };
    // With kitty a colour is the picture's number.
    let few_colours = room.display.few_colours && room.display.protocol != PictureProtocol::Kitty;
    Ok(Picture { size, weight, rows, whole, few_colours })
}

/// The picture with so many pixels.
fn scaled(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if width < image.width() && height < image.height() {
        image.thumbnail_exact(width, height)
    } else {
        image.resize_exact(width, height, FilterType::Triangle)
    }
}

/// A picture cut into rows of cells.
fn split_rows(image: &DynamicImage, size: Size, down: u32) -> Vec<DynamicImage> {
    let pixels: RgbaImage = image.to_rgba8();
    let row = |row: u16| {
        let top = u32::from(row) * down;
        DynamicImage::from(imageops::crop_imm(&pixels, 0, top, pixels.width(), down).to_image())
    };
    (0..size.height).map(row).collect()
}

/// A number for kitty to know the picture by: the same picture of the same size has the same.
fn content_id(image: &DynamicImage, size: Size) -> u32 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (image.as_bytes(), size.width, size.height).hash(&mut hasher);
    // Kitty takes the lower three bytes for a colour, and 0 for no number.
    (hasher.finish() as u32).max(1)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, RgbImage, Rgba};

    use super::*;
    use crate::ui::draw::picture::PictureDisplay;

    const RED: [u8; 3] = [200, 30, 40];
    const BLUE: [u8; 3] = [20, 60, 180];

    fn room(protocol: PictureProtocol) -> PictureRoom {
        PictureRoom {
            most: Size::new(40, 20),
            cell: Size::new(10, 20),
            display: PictureDisplay { protocol, few_colours: false, in_tmux: false },
        }
    }

    /// A picture whose upper half is red, and whose lower half is blue.
    fn flag(format: ImageFormat) -> Vec<u8> {
        let pixels = RgbImage::from_fn(8, 4, |_, y| Rgb(if y < 2 { RED } else { BLUE }));
        written(&pixels.into(), format)
    }

    fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).expect("it can be written");
        bytes.into_inner()
    }

    fn drawn(picture: &Picture, area: Rect, first: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 20));
        picture.draw(&mut buffer, area, first);
        buffer
    }

    fn rgb([r, g, b]: [u8; 3]) -> Color {
        Color::Rgb(r, g, b)
    }

    #[test]
    fn half_blocks_have_the_colours_of_the_picture() {
        for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::WebP] {
            let picture = Picture::new(&flag(format), room(PictureProtocol::Blocks));
            let picture = picture.expect("it can be shown");
            assert_eq!(picture.size(), Size::new(8, 2));
            let buffer = drawn(&picture, Rect::new(3, 1, 8, 2), 0);
            for (x, y) in [(3, 1), (10, 1), (3, 2), (10, 2)] {
                let (cell, colour) = (&buffer[(x, y)], if y == 1 { RED } else { BLUE });
                let shown = [cell.fg, cell.bg];
                assert!(shown.contains(&rgb(colour)), "{format:?} {x} {y}: {cell:?}");
            }
            assert_eq!((buffer[(2, 1)].bg, buffer[(11, 2)].bg), (Color::Reset, Color::Reset));
            let scrolled = drawn(&picture, Rect::new(0, 0, 8, 1), 1);
            assert_eq!(scrolled[(0, 0)].fg, rgb(BLUE), "its second row is the first to be seen");
        }
    }

    #[test]
    fn few_colours_are_the_nearest_and_no_number_of_kitty() {
        let few = |protocol| {
            let mut room = room(protocol);
            room.display.few_colours = true;
            let picture = Picture::new(&flag(ImageFormat::Png), room).expect("it can be shown");
            let Size { width, height } = picture.size();
            drawn(&picture, Rect::new(0, 0, width, height), 0)[(0, 0)].fg
        };
        assert_eq!(few(PictureProtocol::Blocks), Color::Indexed(nearest_fixed(RED)));
        assert!(matches!(few(PictureProtocol::Kitty), Color::Rgb(..)), "it names the picture");
    }

    #[test]
    fn what_is_transparent_is_white() {
        let clear = image::RgbaImage::from_pixel(2, 2, Rgba([0, 0, 0, 0]));
        let bytes = written(&clear.into(), ImageFormat::Png);
        let picture = Picture::new(&bytes, room(PictureProtocol::Blocks)).expect("it can be shown");
        let buffer = drawn(&picture, Rect::new(0, 0, 2, 1), 0);
        assert_eq!(buffer[(0, 0)].fg, Color::Rgb(255, 255, 255));
    }

    #[test]
    fn each_protocol_writes_its_own_bytes() {
        for (protocol, begin) in [
            (PictureProtocol::Kitty, "\x1b_G"),
            (PictureProtocol::Iterm2, "\x1b]1337;File="),
            (PictureProtocol::Sixel, "\x1bP"),
        ] {
            let picture = Picture::new(&flag(ImageFormat::Png), room(protocol));
            let picture = picture.expect("it can be shown");
            let Size { width, height } = picture.size();
            let buffer = drawn(&picture, Rect::new(0, 0, width, height), 0);
            assert!(buffer[(0, 0)].symbol().contains(begin), "{protocol:?}");
        }
    }

    #[test]
    fn hostile_files_are_refused_with_a_word() {
        let png = flag(ImageFormat::Png);
        // Its header promises 60,000 × 60,000 pixels, with a checksum that is right.
        let mut bomb = png.clone();
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        bomb[29..33].copy_from_slice(&0x0FB0_E215_u32.to_be_bytes());
        // A bitmap says so as well, without a checksum.
        let mut wide = flag(ImageFormat::Bmp);
        wide[18..22].copy_from_slice(&60_000_u32.to_le_bytes());
        for (bytes, why) in [
            (&bomb[..], "it is too large to be shown"),
            (&wide, "it is too large to be shown"),
            (&png[..png.len() / 2], "its file is damaged"),
            (&png[..20], "its file is damaged"),
            (b"GIF89a", "its file is damaged"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is no PNG, JPEG, GIF, WebP or BMP"),
            (b"", "it is no PNG, JPEG, GIF, WebP or BMP"),
        ] {
            let refused = Picture::new(bytes, room(PictureProtocol::Blocks));
            assert_eq!(refused.expect_err("it is refused"), why);
        }
    }

    #[test]
    fn files_cut_anywhere_or_changed_anywhere_end_in_a_picture_or_a_word() {
        for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::WebP] {
            let whole = flag(format);
            for at in 0..whole.len() {
                let _ = Picture::new(&whole[..at], room(PictureProtocol::Blocks));
                let mut changed = whole.clone();
                changed[at] ^= 0xFF;
                let _ = Picture::new(&changed, room(PictureProtocol::Blocks));
            }
        }
    }
}

//! The pictures of the session: those that are ready, those that can't be shown, and those that
//! are still to be read.

use std::cell::RefCell;
use std::collections::HashMap;

use ratatui::layout::{Position, Rect, Size};

use crate::library::page::{PictureId, PictureRow, PictureSpace, PictureSpaces};
use crate::text::math::GlyphSet;
use crate::ui::draw::canvas::Canvas;
use crate::ui::draw::picture::{Picture, PictureDisplay, PictureTerminal};

/// The most bytes of pictures that are kept.
const MOST_BYTES: usize = 48 << 20;
/// The most pictures that are kept, shown or not.
const MOST_PICTURES: usize = 256;
/// The most pictures that are asked for at once.
const MOST_WANTED: usize = 32;

/// A picture of a deck, for a room on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureRequest {
    /// The deck's id.
    pub deck: String,
    /// The file, as the note names it.
    pub file: String,
    /// What it is called on the screen.
    pub name: String,
    /// The most columns.
    pub columns: u16,
    /// The most rows.
    pub rows: u16,
}

impl PictureRequest {
    /// Its name.
    pub fn id(&self) -> PictureId {
        PictureId::new(self)
    }
}

/// What came of reading a picture: itself, or why it can't be shown.
pub type PictureResult = Result<Picture, String>;

/// The pictures of the session.
#[derive(Debug, Default)]
pub struct PictureCache {
    terminal: Option<PictureTerminal>,
    display: Option<PictureDisplay>,
    state: RefCell<CacheState>,
}

#[derive(Debug, Default)]
struct CacheState {
    known: HashMap<PictureId, KnownPicture>,
    wanted: Vec<PictureRequest>,
    /// Whether some are being read.
    is_waiting: bool,
    /// The pictures of the frame that was drawn last.
    shown: Vec<PictureRequest>,
    /// How often what is known has changed.
    changes: u64,
    /// How many frames were drawn.
    frames: u64,
}

#[derive(Debug)]
struct KnownPicture {
    request: PictureRequest,
    result: PictureResult,
    /// The frame that it was in last.
    used: u64,
}

impl PictureCache {
    /// No pictures yet, for a terminal that can show some, after the user's choice.
    pub fn new(terminal: Option<PictureTerminal>, choice: &str, glyphs: GlyphSet) -> PictureCache {
        let display = terminal.and_then(|terminal| terminal.display(choice, glyphs));
        PictureCache { terminal, display, state: RefCell::default() }
    }

    /// Draws as the user chose from now on.
    pub fn set_choice(&mut self, choice: &str, glyphs: GlyphSet) {
        let display = self.terminal.and_then(|terminal| terminal.display(choice, glyphs));
        if self.display != display {
            self.display = display;
            self.clear();
        }
    }

    /// Forgets all pictures: their files or the terminal may be others now.
    pub fn clear(&mut self) {
        let state = self.state.get_mut();
        let (changes, frames, is_waiting) = (state.changes + 1, state.frames, state.is_waiting);
        *state = CacheState { is_waiting, changes, frames, ..CacheState::default() };
    }

    /// How often what is shown of pictures has changed.
    pub fn changes(&self) -> u64 {
        self.state.borrow().changes
    }

    /// The pictures of a deck's notes, of no more than so many rows; none if they are not shown.
    pub fn of_deck<'a>(&'a self, deck: &'a str, rows: u16) -> Option<DeckPictures<'a>> {
        self.display.is_some().then_some(DeckPictures { cache: self, deck, rows })
    }

    /// What is shown of a picture; one that is not known is asked for.
    pub fn space(&self, request: &PictureRequest) -> PictureSpace {
        let state = &mut *self.state.borrow_mut();
        let picture = request.id();
        match state.known.get(&picture).map(|known| &known.result) {
            Some(Ok(shown)) => {
                let Size { width: columns, height: rows } = shown.size();
                PictureSpace::Cells { picture, columns, rows }
            }
            Some(Err(why)) => PictureSpace::Words(Some(why.clone())),
            None => {
                if !state.wanted.contains(request) {
                    state.wanted.truncate(MOST_WANTED - 1);
                    state.wanted.insert(0, request.clone());
                }
                PictureSpace::Words(None)
            }
        }
    }

    /// The pictures to read now, and how; none while others are being read.
    pub fn take_wanted(&mut self) -> Option<(Vec<PictureRequest>, PictureDisplay)> {
        let state = self.state.get_mut();
        if state.is_waiting || state.wanted.is_empty() {
            return None;
        }
        let display = self.display?;
        state.is_waiting = true;
        Some((std::mem::take(&mut state.wanted), display))
    }

    /// Pictures were read, for that display.
    pub fn finish(
        &mut self,
        results: Vec<(PictureRequest, PictureResult)>,
        display: PictureDisplay,
    ) {
        let state = self.state.get_mut();
        state.is_waiting = false;
        state.changes += 1;
        if self.display != Some(display) {
            return;
        }
        let used = state.frames;
        for (request, result) in results {
            state.known.insert(request.id(), KnownPicture { request, result, used });
        }
        state.drop_old();
    }

    /// The pictures on the screen.
    pub fn shown(&self) -> Vec<PictureRequest> {
        self.state.borrow().shown.clone()
    }

    /// Draws the pictures whose space was drawn on the canvas, in a new frame.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let state = &mut *self.state.borrow_mut();
        state.frames += 1;
        state.shown.clear();
        for place in places(&std::mem::take(&mut canvas.picture_rows)) {
            let Some(known) = state.known.get_mut(&place.first.picture) else { continue };
            let Ok(picture) = &known.result else { continue };
            picture.draw(canvas.buffer, place.area, place.first.row);
            known.used = state.frames;
            state.shown.push(known.request.clone());
        }
    }
}

impl CacheState {
    /// Drops those that were shown longest ago, until the others take little enough.
    fn drop_old(&mut self) {
        let mut by_use: Vec<(u64, PictureId, usize)> = self
            .known
            .iter()
            .map(|(id, known)| (known.used, *id, known.result.as_ref().map_or(0, Picture::weight)))
            .collect();
        by_use.sort_unstable_by_key(|(used, ..)| std::cmp::Reverse(*used));
        let mut bytes = 0;
        for (i, (used, id, weight)) in by_use.into_iter().enumerate() {
            bytes += weight;
            if used < self.frames && (bytes > MOST_BYTES || i >= MOST_PICTURES) {
                self.known.remove(&id);
            }
        }
    }
}

/// The pictures of a deck's notes.
#[derive(Clone, Copy, Debug)]
pub struct DeckPictures<'a> {
    cache: &'a PictureCache,
    deck: &'a str,
    rows: u16,
}

impl DeckPictures<'_> {
    /// The same pictures where several of them are shown below each other.
    #[must_use]
    pub fn small(self) -> Self {
        DeckPictures { rows: (self.rows / 3).max(2), ..self }
    }
}

impl PictureSpaces for DeckPictures<'_> {
    fn space(&self, file: &str, name: &str, columns: usize) -> PictureSpace {
        self.cache.space(&PictureRequest {
            deck: self.deck.to_string(),
            file: file.to_string(),
            name: name.to_string(),
            columns: u16::try_from(columns).unwrap_or(u16::MAX),
            rows: self.rows,
        })
    }
}

/// Where rows of a picture were drawn.
struct PicturePlace {
    area: Rect,
    first: PictureRow,
}

/// Rows below one another, taken together.
fn places(rows: &[(Position, u16, PictureRow)]) -> Vec<PicturePlace> {
    let mut places: Vec<PicturePlace> = Vec::new();
    for &(at, width, row) in rows {
        let next = places.iter_mut().find(|place| {
            place.first.picture == row.picture
                && place.first.row + place.area.height == row.row
                && (place.area.x, place.area.bottom()) == (at.x, at.y)
        });
        match next {
            Some(place) => place.area.height += 1,
            None => places.push(PicturePlace {
                area: Rect { x: at.x, y: at.y, width, height: 1 },
                first: row,
            }),
        }
    }
    places
}

#[cfg(all(test, feature = "pictures"))]
mod tests {
    use super::*;
    use crate::ui::draw::picture::{PictureProtocol, PictureRoom};
    use crate::ui::draw::theme::ColourDepth;

    fn cache(choice: &str) -> PictureCache {
        let terminal = PictureTerminal::from_env(|_| String::new(), ColourDepth::True);
        PictureCache::new(terminal, choice, GlyphSet::Unicode)
    }

    fn request(number: usize) -> PictureRequest {
        PictureRequest {
            deck: "rivers".to_string(),
            file: format!("{number}.bmp"),
            name: "a river".to_string(),
            columns: 40,
            rows: 20,
        }
    }

    /// A bitmap of as many pixels as fill the room.
    fn bitmap() -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = image::DynamicImage::new_rgb8(400, 400);
        image.write_to(&mut bytes, image::ImageFormat::Bmp).expect("it can be written");
        bytes.into_inner()
    }

    /// Asks for so many pictures, a frame each, and returns the most pictures and bytes kept.
    fn read_all(cache: &mut PictureCache, count: usize) -> (usize, usize) {
        let (bytes, mut most) = (bitmap(), (0, 0));
        for number in 0..count {
            assert_eq!(cache.space(&request(number)), PictureSpace::Words(None));
            let (requests, display) = cache.take_wanted().expect("it is wanted");
            let most_cells = Size::new(requests[0].columns, requests[0].rows);
            let room = PictureRoom { most: most_cells, cell: Size::new(10, 20), display };
            let read = |one: PictureRequest| (one, Picture::new(&bytes, room));
            cache.finish(requests.into_iter().map(read).collect(), display);
            let state = cache.state.get_mut();
            state.frames += 1;
            let weights =
                state.known.values().map(|one| one.result.as_ref().map_or(0, Picture::weight));
            most = (most.0.max(state.known.len()), most.1.max(weights.sum()));
        }
        most
    }

    #[test]
    fn a_thousand_pictures_take_bounded_room() {
        let (pictures, _) = read_all(&mut cache("blocks"), 1000);
        assert_eq!(pictures, MOST_PICTURES);
        let (_, bytes) = read_all(&mut cache("kitty"), 80);
        // The one of the frame that is drawn is kept whatever it takes.
        assert!(bytes > MOST_BYTES / 2 && bytes <= MOST_BYTES + (1 << 20), "{bytes}");
    }

    #[test]
    fn nothing_is_wanted_twice_and_what_came_for_another_display_is_dropped() {
        let mut cache = cache("blocks");
        for _ in 0..3 {
            assert_eq!(cache.space(&request(1)), PictureSpace::Words(None));
        }
        let (requests, display) = cache.take_wanted().expect("it is wanted");
        assert_eq!((requests.len(), display.protocol), (1, PictureProtocol::Blocks));
        cache.space(&request(2));
        assert!(cache.take_wanted().is_none(), "one job at a time");
        cache.set_choice("kitty", GlyphSet::Unicode);
        let gone = |one| (one, Err("its file is not there".to_string()));
        cache.finish(requests.into_iter().map(gone).collect(), display);
        assert_eq!(cache.space(&request(1)), PictureSpace::Words(None), "it is read anew");
        let (requests, display) = cache.take_wanted().expect("it is wanted");
        cache.finish(requests.into_iter().map(gone).collect(), display);
        let why = Some("its file is not there".to_string());
        assert_eq!(cache.space(&request(1)), PictureSpace::Words(why));
    }

    #[test]
    fn a_flood_of_pictures_asks_for_the_latest_only() {
        let mut cache = cache("blocks");
        for number in 0..500 {
            cache.space(&request(number));
        }
        let (requests, _) = cache.take_wanted().expect("some are wanted");
        assert_eq!((requests.len(), &requests[0]), (MOST_WANTED, &request(499)));
    }
}

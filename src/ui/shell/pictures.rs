//! Reading pictures, on the worker thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ratatui::layout::Size;

use super::message::{JobOutcome, PictureJob};
use crate::store::media::MediaFolder;
use crate::ui::draw::picture::{Picture, PictureRoom};
use crate::ui::view::picture_cache::{PictureRequest, PictureResult};

/// Reads pictures and makes them ready for the terminal.
pub(super) fn run(job: PictureJob) -> JobOutcome {
    let PictureJob { home, display, requests } = job;
    let folder = MediaFolder::open(&home);
    let cell = cell_pixels();
    let read = |request: &PictureRequest| -> PictureResult {
        let folder = folder.as_ref().map_err(ToString::to_string)?;
        let bytes = folder.read(&request.deck, &request.file).map_err(|fault| fault.what)?;
        let room = PictureRoom { most: Size::new(request.columns, request.rows), cell, display };
        // A decoder that stumbles over a damaged file must not take the other pictures with it.
        catch_unwind(AssertUnwindSafe(|| Picture::new(&bytes, room)))
            .unwrap_or_else(|_| Err("its file is damaged".to_string()))
    };
    let results: Vec<PictureResult> = requests.iter().map(read).collect();
    JobOutcome::Pictures(requests.into_iter().zip(results).collect(), display)
}

/// The pixels of a cell; the usual ones where the terminal does not say.
fn cell_pixels() -> Size {
    let usual = Size::new(10, 20);
    let Ok(window) = crossterm::terminal::window_size() else { return usual };
    let across = window.width.checked_div(window.columns).unwrap_or(0);
    let down = window.height.checked_div(window.rows).unwrap_or(0);
    if across == 0 || down == 0 { usual } else { Size::new(across, down) }
}

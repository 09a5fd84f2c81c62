//! Drawing: the canvas of a frame, themes, figures.

pub mod canvas;
pub mod figure;
pub mod theme;

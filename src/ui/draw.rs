//! Drawing: the canvas of a frame, themes, figures, pictures.

pub mod ascii;
pub mod canvas;
pub mod curve_glyphs;
pub mod figure;
pub mod picture;
pub mod theme;

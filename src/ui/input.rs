//! Input: actions, keys, the keymap, text fields.

pub mod action;
pub mod key;
pub mod keymap;
pub mod text_field;

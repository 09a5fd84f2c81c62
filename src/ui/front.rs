//! What comes to the front of a pane and takes all input until it goes: a form, an import, a
//! question, the settings.
//!
//! Each is a pane of its own, which the app holds in front of the others; it goes by wishing so.

pub mod asked;
pub mod form;
pub mod intake;
pub mod refused;
pub mod settings;

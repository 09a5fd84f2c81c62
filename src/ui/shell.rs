//! What runs the full screen: the app and its loop, the terminal, signals, the worker thread.

pub mod app;
pub mod editor;
mod environment;
pub mod events;
pub mod hyperlinks;
pub mod loading;
pub mod message;
mod note_moves;
pub mod opener;
mod pictures;
pub mod player;
pub mod signals;
pub mod terminal;
pub mod worker;

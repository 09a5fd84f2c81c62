//! lacuna: a full-screen terminal study app.
pub mod cli;
pub mod collection;
pub mod deck;
pub mod fault;
pub mod search;
pub mod store;
pub mod text;
pub mod ui;

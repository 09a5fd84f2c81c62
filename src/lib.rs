//! lacuna: a full-screen terminal study app.
pub mod text;

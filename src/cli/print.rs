//! How results are written: as text for people, as JSON for scripts.

pub(crate) mod json;
pub(crate) mod page;
pub(crate) mod plain_text;
pub(crate) mod printer;
pub(crate) mod rows;
pub(crate) mod style;

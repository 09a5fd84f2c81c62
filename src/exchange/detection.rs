//! Which format a file is in: its name decides between the formats of text, and only where that
//! says nothing (`.txt`, no ending, a pasted text) its content does.
//!
//! What a file begins with comes first where no text begins so: packages, documents, databases.

use super::format::Format;
use super::imported_deck::ImportSource;
use super::{FORMATS, encoding, find_format, quizlet, table, unsupported};
use crate::fault::Fault;

/// What a content has to look like to be taken for a format that its name does not say.
const CERTAIN: u32 = 60;

/// The format that a file is in.
pub fn detect(source: &ImportSource<'_>) -> Result<&'static dyn Format, Fault> {
    choose(source).map_err(|fault| fault.with_place(source.place()))
}

fn choose(source: &ImportSource<'_>) -> Result<&'static dyn Format, Fault> {
    if source.bytes.is_empty() {
        return Err(Fault::error("there is nothing in it", "name a file with notes"));
    }
    let extension = source.extension();
    unsupported::check_bytes(source.bytes, &extension)?;
    if let Some(package) = sniffed(source.bytes, "", &["apkg"], 1) {
        return Ok(package);
    }
    if source.bytes.starts_with(b"PK\x03\x04") {
        return Err(Fault::error(
            "this lacuna was built without Anki packages",
            "export the notes from Anki as text, or build lacuna with the feature `anki`",
        ));
    }
    unsupported::check_name(&extension)?;
    let text = encoding::glimpse(source.bytes);
    let named = FORMATS
        .iter()
        .find(|format| extension != "txt" && format.extensions().contains(&extension.as_str()));
    match named {
        // Anki's header lines come through a spreadsheet as a table.
        Some(format) if matches!(format.name(), "csv" | "tsv") => {
            Ok(sniffed(source.bytes, &text, &["anki-text"], CERTAIN).unwrap_or(*format))
        }
        Some(format) => Ok(*format),
        None => guess(source, &text),
    }
}

/// The first of the formats that a content looks enough like.
fn sniffed(bytes: &[u8], text: &str, names: &[&str], least: u32) -> Option<&'static dyn Format> {
    let format = |name: &&str| FORMATS.iter().find(|format| format.name() == *name);
    names.iter().filter_map(format).find(|format| format.sniff(bytes, text) >= least).copied()
}

/// The format of a text whose name says nothing.
fn guess(source: &ImportSource<'_>, text: &str) -> Result<&'static dyn Format, Fault> {
    let whole = ["ron", "json", "anki-text"];
    if let Some(format) = sniffed(source.bytes, text, &whole, CERTAIN) {
        return Ok(format);
    }
    unsupported::check_text(text)?;
    if sniffed(source.bytes, text, &["quizlet"], 1).is_none() {
        return Err(Fault::error(
            "it is in no format that lacuna knows",
            "export it as text, CSV or an Anki package first",
        ));
    }
    let tables = ["csv", "tsv"];
    let sure = sniffed(source.bytes, text, &tables, CERTAIN);
    let other = table::header_separator(text).and_then(|_| find_format("csv").ok());
    let list = |text: &str| quizlet::is_page(text) || quizlet::sign(text).is_some();
    let markdown = |least| sniffed(source.bytes, text, &["markdown"], least);
    let format = sure
        .or(other)
        .or_else(|| markdown(CERTAIN))
        .or_else(|| if list(text) { find_format("quizlet").ok() } else { None })
        .or_else(|| markdown(1));
    format.map_or_else(|| find_format("quizlet"), Ok)
}

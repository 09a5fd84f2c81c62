//! lacuna's front door.

use std::process::ExitCode;
use std::sync::Arc;

use lacuna::store::{self, Home};
use lacuna::text::math::Glyphs;
use lacuna::ui::{self, Options, Tab};

fn main() -> ExitCode {
    let opened = Home::find(None).and_then(|home| {
        let (collection, faults) = store::load(&home);
        let (tab, glyphs, query) = (Tab::Home, Glyphs::Unicode, String::new());
        ui::run(Options { collection: Arc::new(collection), faults, home, tab, query, glyphs, colour: true })
    });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("lacuna: {fault}");
            ExitCode::from(2)
        }
    }
}

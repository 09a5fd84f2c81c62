//! Opens an address in the program that the system has for it.

use std::io;
use std::time::Duration;

use super::environment::is_at_a_desktop;
use super::message::Msg;
use super::terminal;
use crate::text::address::is_openable;

/// How long a program that opens addresses may take to fail before it counts as one that works.
const FAILS_WITHIN: Duration = Duration::from_millis(100);

/// Opens an address, or offers it to the clipboard where there is nobody to open it for: on a
/// computer that is reached over ssh, the window would open for somebody else.
pub fn open(address: String) -> io::Result<Msg> {
    let is_open = is_openable(&address)
        && is_at_a_desktop()
        && open::that_detached_with_timeout(&address, FAILS_WITHIN).is_ok();
    if is_open {
        return Ok(Msg::AddressOpened(address));
    }
    terminal::copy(&address)?;
    Ok(Msg::AddressCopied(address))
}

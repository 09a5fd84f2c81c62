//! The clock seam: the one place where time is read.

use std::time::Instant;

/// Returns a moment for measuring durations.
#[expect(clippy::disallowed_methods, reason = "this is the seam that the ban points to")]
pub fn monotonic() -> Instant {
    Instant::now()
}

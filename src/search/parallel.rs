//! Splitting a search over two threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::Builder;

/// From so many on the second thread saves more than starting it costs.
const MANY: usize = 4_000;

/// What `find` finds among so many things, in order.
pub(super) fn in_two<T: Send>(
    count: usize,
    find: &(impl Fn(Range<usize>) -> Vec<T> + Sync),
) -> Vec<T> {
    if count < MANY {
        return find(0..count);
    }
    std::thread::scope(|scope| {
        let rest = move || find(count / 2..count);
        let other = Builder::new().name("lacuna-search".to_string()).spawn_scoped(scope, rest);
        let mut found = find(0..count / 2);
        found.append(&mut match other {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => rest(),
        });
        found
    })
}

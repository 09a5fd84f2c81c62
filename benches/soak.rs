//! Millions of messages at the app, and what that does to its memory: `cargo bench --bench soak --
//! MINUTES SEED`.
//!
//! The app stays the same one for all the time, as a window that is never closed; see
//! `tests/support/monkey.rs` for what comes in, and what must hold. A frame is drawn every few
//! messages, as a terminal that is fast enough would see it.

#[path = "../tests/support/monkey.rs"]
mod monkey;

use std::time::Duration;

use lacuna::clock::monotonic;
use monkey::Monkey;

/// How many messages a frame may have to wait for.
const FRAME: u64 = 10;
/// How many lines the report has.
const LINES: u32 = 20;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let (minutes, seed) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
    let mut monkey = Monkey::new(seed);
    let (start, all) = (monotonic(), Duration::from_secs(minutes * 60));
    let mut printed = 0;
    println!("{:>8}  {:>12}  {:>12}  {:>10}", "minutes", "messages", "acknowledged", "memory, kB");
    while start.elapsed() < all {
        monkey.step();
        if monkey.messages.is_multiple_of(FRAME) {
            monkey.draw();
        }
        if start.elapsed() >= all / LINES * printed {
            monkey.check_ledger();
            report(&monkey, start.elapsed());
            printed += 1;
        }
    }
    report(&monkey, start.elapsed());
}

fn report(monkey: &Monkey, elapsed: Duration) {
    let memory = memory().map_or_else(|| "unknown".to_string(), |kilobytes| kilobytes.to_string());
    let minutes = elapsed.as_secs_f64() / 60.0;
    println!("{minutes:8.1}  {:12}  {:12}  {memory:>10}", monkey.messages, monkey.acknowledged);
}

/// How much memory of the process is resident, in kilobytes, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

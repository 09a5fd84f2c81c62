//! What the process costs while nothing happens, as the kernel counts it.

use std::fs;
use std::thread;
use std::time::Duration;

use super::CTRL_C;
use super::left::Hosted;

/// Processor ticks of all threads, and how often each was put to sleep.
#[derive(Debug, PartialEq)]
struct Cost {
    ticks: u64,
    switches: Vec<u64>,
}

fn cost(pid: u32) -> Cost {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process lives");
    // The name in parentheses may hold anything; the fields after it begin with the third.
    let (_, fields) = stat.rsplit_once(')').expect("stat names the program");
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().expect("a count"));
    Cost {
        ticks: ticks.sum(),
        switches: threads(pid).iter().map(|status| switches(status)).collect(),
    }
}

fn threads(pid: u32) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).expect("the process lives");
    tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("status")).ok()).collect()
}

fn switches(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.expect("the kernel counts switches").trim().parse().expect("a count")
}

fn asleep(pid: u32) -> bool {
    threads(pid).iter().all(|status| status.contains("State:\tS"))
}

#[test]
fn nothing_ticks_when_nothing_moves() {
    let mut hosted = Hosted::open(&[]);
    hosted.pty.press("/layer");
    hosted.pty.shows("> layer");
    // Something may still be to do, and the kernel also counts when it stops the program for a
    // while: so there are more than one. What comes round again and again comes in each.
    let quiet = |_| {
        let before = cost(hosted.pid);
        thread::sleep(Duration::from_secs(2));
        asleep(hosted.pid) && cost(hosted.pid) == before
    };
    assert!((0..60).any(quiet), "never is it left alone: {:?}", cost(hosted.pid));
    hosted.pty.press(CTRL_C);
    hosted.leaves(0);
}

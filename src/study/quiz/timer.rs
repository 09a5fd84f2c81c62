//! The clock of a quiz: how long it has run, pauses left out, and what is left.
//!
//! Times are durations since some fixed start, by a clock that nobody can set back.

use std::time::Duration;

/// A clock that runs or is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuizTimer {
    before: Duration,
    since: Option<Duration>,
}

impl QuizTimer {
    /// A stopped clock that has run for some time already.
    pub fn stopped(before: Duration) -> QuizTimer {
        QuizTimer { before, since: None }
    }

    /// Lets it run from now on; a running timer runs on.
    pub fn run(&mut self, now: Duration) {
        self.since.get_or_insert(now);
    }

    /// Stops it.
    pub fn stop(&mut self, now: Duration) {
        self.before = self.spent(now);
        self.since = None;
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// How long it has run.
    pub fn spent(&self, now: Duration) -> Duration {
        self.before + self.since.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }

    /// The time at which it will have run for so long; none while it is stopped.
    pub fn reaches(&self, spent: Duration) -> Option<Duration> {
        self.since.map(|since| since + spent.saturating_sub(self.before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_takes_no_time() {
        let seconds = Duration::from_secs;
        let mut timer = QuizTimer::stopped(seconds(5));
        assert_eq!((timer.spent(seconds(99)), timer.reaches(seconds(10))), (seconds(5), None));
        timer.run(seconds(100));
        timer.run(seconds(101));
        assert_eq!(
            (timer.spent(seconds(103)), timer.reaches(seconds(10))),
            (seconds(8), Some(seconds(105)))
        );
        timer.stop(seconds(104));
        timer.run(seconds(1000));
        assert_eq!(timer.spent(seconds(1001)), seconds(10));
        assert_eq!(timer.spent(seconds(900)), seconds(9), "a time before the start counts nothing");
    }
}

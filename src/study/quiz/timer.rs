//! The clock of a quiz: how long it has run, pauses left out, and what is left.
//!
//! Times are durations since some fixed start, by a clock that nobody can set back.

use std::time::Duration;

/// A watch that runs or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuizTimer {
    before: Duration,
    since: Option<Duration>,
}

impl QuizTimer {
    /// Returns a watch that has run for some time already, and stands.
    pub fn standing(before: Duration) -> QuizTimer {
        QuizTimer { before, since: None }
    }

    /// Lets it run from now on; a running watch runs on.
    pub fn run(&mut self, at: Duration) {
        self.since.get_or_insert(at);
    }

    /// Stops it.
    pub fn stop(&mut self, at: Duration) {
        self.before = self.spent(at);
        self.since = None;
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.since.is_some()
    }

    /// Returns how long it has run.
    pub fn spent(&self, at: Duration) -> Duration {
        self.before + self.since.map_or(Duration::ZERO, |since| at.saturating_sub(since))
    }

    /// Returns the time at which it will have run for so long; none while it stands.
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
        let mut watch = QuizTimer::standing(seconds(5));
        assert_eq!((watch.spent(seconds(99)), watch.reaches(seconds(10))), (seconds(5), None));
        watch.run(seconds(100));
        watch.run(seconds(101));
        assert_eq!(
            (watch.spent(seconds(103)), watch.reaches(seconds(10))),
            (seconds(8), Some(seconds(105)))
        );
        watch.stop(seconds(104));
        watch.run(seconds(1000));
        assert_eq!(watch.spent(seconds(1001)), seconds(10));
        assert_eq!(watch.spent(seconds(900)), seconds(9), "a time before the start counts nothing");
    }
}

//! The two clocks of a session: the wall's, whose time entries carry, and a running one, which
//! limits of time go by. Whoever sends answers may move them forward, and nobody back.

use std::time::Duration;

use crate::clock::{Clock, Moment, Timestamps};

/// A clock that lags behind the log by more than this many milliseconds is not made up for.
const LARGEST_LAG: i64 = 86_400_000;

/// When an answer was given and how long it took, where somebody else measured that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AnswerTiming {
    /// How many seconds it took.
    pub seconds: Option<f64>,
    /// When it was given.
    pub at: Option<Moment>,
}

/// Both clocks, and how far they were moved.
#[derive(Clone, Copy, Debug)]
pub struct SessionClock {
    clock: Clock,
    /// How far the wall's clock is ahead of the system's, in milliseconds.
    wall_ahead: i64,
    /// How far the running clock is ahead.
    run_ahead: Duration,
    now: Timestamps,
}

impl SessionClock {
    /// The clocks as they are now.
    pub fn new(clock: Clock) -> SessionClock {
        SessionClock { clock, wall_ahead: 0, run_ahead: Duration::ZERO, now: clock.times() }
    }

    /// Moves on to after an entry of the log, even where the system's clock is stopped or was set
    /// back a little: the log is read in the order of its times.
    pub fn move_past(&mut self, entry: Moment) {
        if entry.0.saturating_sub(self.now.wall.0) < LARGEST_LAG {
            self.move_to(Moment(entry.0.saturating_add(1)));
        }
    }

    /// The time of the last look at the clocks.
    pub fn now(&self) -> Timestamps {
        self.now
    }

    /// Looks at both clocks.
    pub fn tick(&mut self) {
        let wall = Moment(self.clock.now().0.saturating_add(self.wall_ahead));
        self.now.wall = self.now.wall.max(wall);
        self.now.run = self.now.run.max(self.clock.elapsed().saturating_add(self.run_ahead));
    }

    /// Moves both on to a time of the wall's clock, unless it is past.
    pub fn move_to(&mut self, time: Moment) {
        let passed = u64::try_from(time.0.saturating_sub(self.now.wall.0)).unwrap_or(0);
        self.now.wall = self.now.wall.max(time);
        self.wall_ahead = self.wall_ahead.max(time.0.saturating_sub(self.clock.now().0));
        self.run_until(self.now.run.saturating_add(Duration::from_millis(passed)));
    }

    /// Moves the running clock on.
    pub fn pass(&mut self, time: Duration) {
        self.run_until(self.now.run.saturating_add(time));
    }

    fn run_until(&mut self, run: Duration) {
        let elapsed = self.clock.elapsed();
        self.now.run = run.max(elapsed.saturating_add(self.run_ahead));
        self.run_ahead = self.now.run.saturating_sub(elapsed).max(self.run_ahead);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_named_time_moves_both_clocks_and_never_back() {
        let mut clock = SessionClock::new(Clock::new(Some("2026-12-01T10:00:00Z")).unwrap());
        clock.move_to(moment("2026-12-01T10:00:30Z"));
        clock.tick();
        assert_eq!(
            clock.now(),
            Timestamps { wall: moment("2026-12-01T10:00:30Z"), run: Duration::from_secs(30) }
        );
        clock.move_to(moment("2020-01-01T00:00:00Z"));
        assert_eq!(
            clock.now(),
            Timestamps { wall: moment("2026-12-01T10:00:30Z"), run: Duration::from_secs(30) }
        );
        clock.pass(Duration::from_secs(5));
        clock.tick();
        assert_eq!(
            clock.now(),
            Timestamps { wall: moment("2026-12-01T10:00:30Z"), run: Duration::from_secs(35) }
        );
        clock.move_to(moment("2026-12-01T10:01:00Z"));
        assert_eq!(clock.now().run, Duration::from_secs(65));
    }

    #[test]
    fn a_clock_that_lags_a_little_is_made_up_for() {
        let started = |now: &str| {
            let mut clock = SessionClock::new(Clock::new(Some(now)).unwrap());
            clock.move_past(moment("2026-12-01T10:00:00Z"));
            clock.now().wall
        };
        assert_eq!(started("2026-12-01T10:00:00Z"), moment("2026-12-01T10:00:00.001Z"));
        assert_eq!(started("2026-12-01T09:00:00Z"), moment("2026-12-01T10:00:00.001Z"));
        assert_eq!(started("2026-12-01T11:00:00Z"), moment("2026-12-01T11:00:00Z"));
        assert_eq!(started("2026-11-01T10:00:00Z"), moment("2026-11-01T10:00:00Z"));
    }

    #[test]
    fn the_end_of_time_is_a_time() {
        let mut clock = SessionClock::new(Clock::new(Some("2026-12-01T10:00:00Z")).unwrap());
        clock.move_to(Moment(i64::MAX));
        clock.move_to(Moment(i64::MAX));
        clock.pass(Duration::from_secs(1));
        clock.tick();
        assert_eq!(clock.now().wall, Moment(i64::MAX));
    }
}

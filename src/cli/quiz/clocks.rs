//! The clocks of a sitting: the wall's, which entries are told by, and a running one, which limits
//! are. Whoever sends answers may move them forward, and nobody back.

use std::time::Duration;

use crate::clock::{Clock, Moment, Timestamps};

/// A clock that lags behind the log by more than this many milliseconds is not made up for.
const LAG: i64 = 86_400_000;

/// Both clocks, and how far they were moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct SessionClocks {
    clock: Clock,
    /// How far the wall's clock is ahead of the system's, in milliseconds.
    wall_ahead: i64,
    /// How far the running clock is ahead.
    run_ahead: Duration,
    now: Timestamps,
}

impl SessionClocks {
    /// Returns the clocks as they are now.
    pub(super) fn new(clock: Clock) -> SessionClocks {
        let now = Timestamps { wall: clock.now(), run: clock.elapsed() };
        SessionClocks { clock, wall_ahead: 0, run_ahead: Duration::ZERO, now }
    }

    /// Has it be later than something that the log tells of, even where the clock stands or has
    /// been set back a little: the log is read in the order of its times.
    pub(super) fn begin_after(&mut self, earlier: Moment) {
        if earlier.0.saturating_sub(self.now.wall.0) < LAG {
            self.name(Moment(earlier.0.saturating_add(1)));
        }
    }

    /// Returns the time as it was when somebody last looked.
    pub(super) fn now(&self) -> Timestamps {
        self.now
    }

    /// Looks at both clocks.
    pub(super) fn tick(&mut self) {
        self.now.wall =
            self.now.wall.max(Moment(self.clock.now().0.saturating_add(self.wall_ahead)));
        self.now.run = self.now.run.max(self.clock.elapsed().saturating_add(self.run_ahead));
    }

    /// Has it be a certain time, if it is not later already: as much time has passed then.
    pub(super) fn name(&mut self, at: Moment) {
        let passed = u64::try_from(at.0.saturating_sub(self.now.wall.0)).unwrap_or(0);
        self.now.wall = self.now.wall.max(at);
        self.wall_ahead = self.wall_ahead.max(at.0.saturating_sub(self.clock.now().0));
        self.run_until(self.now.run.saturating_add(Duration::from_millis(passed)));
    }

    /// Lets so much time pass by the running clock.
    pub(super) fn pass(&mut self, time: Duration) {
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

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_named_time_moves_both_clocks_and_never_back() {
        let mut ticker = SessionClocks::new(Clock::of(Some("2026-12-01T10:00:00Z")).unwrap());
        ticker.name(at("2026-12-01T10:00:30Z"));
        ticker.tick();
        assert_eq!(
            ticker.now(),
            Timestamps { wall: at("2026-12-01T10:00:30Z"), run: Duration::from_secs(30) }
        );
        ticker.name(at("2020-01-01T00:00:00Z"));
        assert_eq!(
            ticker.now(),
            Timestamps { wall: at("2026-12-01T10:00:30Z"), run: Duration::from_secs(30) }
        );
        ticker.pass(Duration::from_secs(5));
        ticker.tick();
        assert_eq!(
            ticker.now(),
            Timestamps { wall: at("2026-12-01T10:00:30Z"), run: Duration::from_secs(35) }
        );
        ticker.name(at("2026-12-01T10:01:00Z"));
        assert_eq!(ticker.now().run, Duration::from_secs(65));
    }

    #[test]
    fn a_clock_that_lags_a_little_is_made_up_for() {
        let begun = |now: &str| {
            let mut ticker = SessionClocks::new(Clock::of(Some(now)).unwrap());
            ticker.begin_after(at("2026-12-01T10:00:00Z"));
            ticker.now().wall
        };
        assert_eq!(begun("2026-12-01T10:00:00Z"), at("2026-12-01T10:00:00.001Z"));
        assert_eq!(begun("2026-12-01T09:00:00Z"), at("2026-12-01T10:00:00.001Z"));
        assert_eq!(begun("2026-12-01T11:00:00Z"), at("2026-12-01T11:00:00Z"));
        assert_eq!(begun("2026-11-01T10:00:00Z"), at("2026-11-01T10:00:00Z"));
    }

    #[test]
    fn the_end_of_time_is_a_time() {
        let mut ticker = SessionClocks::new(Clock::of(Some("2026-12-01T10:00:00Z")).unwrap());
        ticker.name(Moment(i64::MAX));
        ticker.name(Moment(i64::MAX));
        ticker.pass(Duration::from_secs(1));
        ticker.tick();
        assert_eq!(ticker.now().wall, Moment(i64::MAX));
    }
}

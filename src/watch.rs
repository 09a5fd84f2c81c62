//! Work that is watched and can be stopped from elsewhere: how far it has come, and whether it is
//! still wanted.
//!
//! It knows nothing of the work. Whoever works says every so often how far it is; whoever waits
//! looks, from any thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A piece of work, or a part of one. Clones are the same work.
#[derive(Clone, Debug)]
pub struct Watch {
    shared: Arc<WatchState>,
    /// Which part of the whole this is, each 0 to 1.
    from: f32,
    to: f32,
}

#[derive(Debug)]
struct WatchState {
    /// How far the whole has come, as the bits of a share.
    share: AtomicU32,
    stopped: AtomicBool,
    /// Where the work is to stop of itself.
    end: f32,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch::until(f32::INFINITY)
    }
}

impl Watch {
    /// Returns work that is stopped as soon as it has come so far, 0 to 1.
    pub fn until(end: f32) -> Watch {
        let shared = WatchState { share: AtomicU32::new(0), stopped: AtomicBool::new(false), end };
        Watch { shared: Arc::new(shared), from: 0.0, to: 1.0 }
    }

    /// Returns how far the whole has come, 0 to 1.
    pub fn share(&self) -> f32 {
        f32::from_bits(self.shared.share.load(Ordering::Relaxed))
    }

    /// Has the work stop as soon as it can.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the work is wanted no more.
    pub fn is_stopped(&self) -> bool {
        self.shared.stopped.load(Ordering::Relaxed)
    }

    /// Returns a part of this work, from one share of it to another.
    #[must_use]
    pub fn part(&self, from: f32, to: f32) -> Watch {
        let at = |share: f32| self.from + (self.to - self.from) * share;
        Watch { shared: Arc::clone(&self.shared), from: at(from), to: at(to) }
    }

    /// Notes that `done` of `total` is done, and says whether to go on.
    #[must_use]
    pub fn goes_on(&self, done: usize, total: usize) -> bool {
        let share = if total == 0 { 1.0 } else { (done as f32 / total as f32).min(1.0) };
        let share = self.from + (self.to - self.from) * share;
        self.shared.share.store(share.to_bits(), Ordering::Relaxed);
        if share >= self.shared.end {
            self.stop();
        }
        !self.is_stopped()
    }

    /// Returns the items one by one, of which there are `total`, until the work is stopped.
    pub fn over<T>(
        &self,
        items: impl IntoIterator<Item = T>,
        total: usize,
    ) -> impl Iterator<Item = T> {
        items
            .into_iter()
            .enumerate()
            .take_while(move |(i, _)| self.goes_on(*i, total))
            .map(|(_, item)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_come_to_the_whole() {
        let watch = Watch::default();
        let part = watch.part(0.5, 1.0).part(0.0, 0.5);
        assert!(part.goes_on(1, 2));
        assert!((watch.share() - 0.625).abs() < 1e-6);
        assert!(
            part.goes_on(9, 2) && (watch.share() - 0.75).abs() < 1e-6,
            "no more than all of it"
        );
        assert!(
            part.goes_on(0, 0) && (watch.share() - 0.75).abs() < 1e-6,
            "nothing is done at once"
        );
    }

    #[test]
    fn stopped_work_ends_where_it_is() {
        let watch = Watch::default();
        let other = watch.clone();
        let done: Vec<i32> = watch
            .over(0..10, 10)
            .inspect(|&i| {
                if i == 3 {
                    other.stop();
                }
            })
            .collect();
        assert_eq!(done, [0, 1, 2, 3]);
        assert!(watch.is_stopped() && watch.over(0..10, 10).next().is_none());
        assert_eq!(Watch::until(0.5).over(0..10, 10).count(), 5);
    }
}

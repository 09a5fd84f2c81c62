//! Progress and cancellation of long work, shared between threads.
//!
//! Whoever works reports every so often how far it is; whoever waits reads that, and may stop the
//! work, from any thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The progress of some work, or of a part of it. Clones share the same work.
#[derive(Clone, Debug)]
pub struct Watch {
    shared: Arc<WatchState>,
    /// Which part of the whole this is, each 0 to 1.
    from: f32,
    to: f32,
}

#[derive(Debug)]
struct WatchState {
    /// How much of the whole is done, as the bits of a number from 0 to 1.
    share: AtomicU32,
    stopped: AtomicBool,
    /// The share at which the work stops by itself.
    end: f32,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch::until(f32::INFINITY)
    }
}

impl Watch {
    /// Work that stops by itself at a share of it, 0 to 1.
    pub fn until(end: f32) -> Watch {
        let shared = WatchState { share: AtomicU32::new(0), stopped: AtomicBool::new(false), end };
        Watch { shared: Arc::new(shared), from: 0.0, to: 1.0 }
    }

    /// How much of the whole is done, 0 to 1.
    pub fn share(&self) -> f32 {
        f32::from_bits(self.shared.share.load(Ordering::Relaxed))
    }

    /// Asks the work to stop as soon as it can.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the work was asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.shared.stopped.load(Ordering::Relaxed)
    }

    /// A part of this work, from one share of it to another.
    #[must_use]
    pub fn part(&self, from: f32, to: f32) -> Watch {
        let at = |share: f32| self.from + (self.to - self.from) * share;
        Watch { shared: Arc::clone(&self.shared), from: at(from), to: at(to) }
    }

    /// Reports that `done` of `total` is done; returns whether to go on.
    #[must_use]
    pub fn report(&self, done: usize, total: usize) -> bool {
        let share = if total == 0 { 1.0 } else { (done as f32 / total as f32).min(1.0) };
        let share = self.from + (self.to - self.from) * share;
        self.shared.share.store(share.to_bits(), Ordering::Relaxed);
        if share >= self.shared.end {
            self.stop();
        }
        !self.is_stopped()
    }

    /// The items one by one, of which there are `total`, until the work is stopped.
    pub fn over<T>(
        &self,
        items: impl IntoIterator<Item = T>,
        total: usize,
    ) -> impl Iterator<Item = T> {
        items
            .into_iter()
            .enumerate()
            .take_while(move |(i, _)| self.report(*i, total))
            .map(|(_, item)| item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_add_up_to_the_whole() {
        let watch = Watch::default();
        let part = watch.part(0.5, 1.0).part(0.0, 0.5);
        assert!(part.report(1, 2));
        assert!((watch.share() - 0.625).abs() < 1e-6);
        assert!(part.report(9, 2) && (watch.share() - 0.75).abs() < 1e-6, "no more than all of it");
        assert!(
            part.report(0, 0) && (watch.share() - 0.75).abs() < 1e-6,
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

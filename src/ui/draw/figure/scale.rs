//! The range of an axis and its ticks, at round numbers.

use crate::deck::figure::Axis;
use crate::deck::figure::shape::number;

/// The range of an axis; on a logarithmic one, that of the exponents of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AxisScale {
    pub(super) from: f64,
    pub(super) to: f64,
    log: bool,
}

impl AxisScale {
    /// The scale of an axis that shows `values`.
    pub(super) fn from_values(axis: &Axis, values: impl Iterator<Item = f64>) -> AxisScale {
        let place = |v: f64| if axis.log { v.log10() } else { v };
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.map(place).filter(|v| v.is_finite()) {
            (from, to) = (from.min(value), to.max(value));
        }
        // A little room at the ends that were not chosen, so that no curve runs along an edge.
        let room = if from < to { (to - from) * 0.04 } else { 0.5 };
        let from = axis.from.map_or(if from.is_finite() { from - room } else { 0.0 }, place);
        let to = axis.to.map_or(if to.is_finite() { to + room } else { 1.0 }, place);
        if from < to {
            AxisScale { from, to, log: axis.log }
        } else {
            AxisScale { from: from - 0.5, to: from + 0.5, log: axis.log }
        }
    }

    /// The place of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        if self.log { value.max(f64::MIN_POSITIVE).log10() } else { value }
    }

    /// The value at a place.
    pub(super) fn value(&self, place: f64) -> f64 {
        if self.log { 10_f64.powf(place) } else { place }
    }

    /// At most about `most` ticks: places with their labels.
    pub(super) fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let step = step((self.to - self.from) / most.max(1) as f64);
        let step = if self.log { step.max(1.0).round() } else { step };
        let digits = (-step.log10().floor()).max(0.0) as usize;
        let first = (self.from / step - 1e-9).ceil() as i64;
        let last = (self.to / step + 1e-9).floor() as i64;
        let name = |place: f64| {
            if self.log { power(place) } else { number(place, digits) }
        };
        (first..=last.min(first.saturating_add(64)))
            .map(|i| i as f64 * step)
            .map(|place| (place, name(place).replace('-', "−")))
            .collect()
    }
}

/// The round step (1, 2 or 5 times a power of ten) that is at least `least`.
fn step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|n| n * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(least)
}

fn power(place: f64) -> String {
    if place.abs() <= 4.0 {
        number(10_f64.powf(place), (-place).max(0.0) as usize)
    } else {
        format!("1e{place}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(axis: &Axis, most: usize) -> Vec<String> {
        AxisScale::from_values(axis, std::iter::empty())
            .ticks(most)
            .into_iter()
            .map(|tick| tick.1)
            .collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(names(&Axis::range("", -4.0, 4.0), 5), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(names(&Axis::range("", 0.0, 1.0), 4), ["0.0", "0.5", "1.0"]);
        assert_eq!(
            names(&Axis::range("", 0.0, 1.0), 6),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
        assert_eq!(
            names(&Axis { log: true, ..Axis::range("", 0.01, 1000.0) }, 6),
            ["0.01", "0.1", "1", "10", "100", "1000"]
        );
    }

    #[test]
    fn an_axis_without_ends_has_room_for_its_values() {
        let scale = AxisScale::from_values(&Axis::default(), [1.0, 3.0].into_iter());
        assert!(scale.from < 1.0 && scale.to > 3.0);
        let flat = AxisScale::from_values(&Axis::default(), [2.0].into_iter());
        assert!(flat.from < 2.0 && flat.to > 2.0);
    }
}

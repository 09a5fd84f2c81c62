//! Numbers as signs in a row: a bar for a share, and a line of bars for a series.

/// Returns a bar of so many cells, filled as far as the share goes, a number from 0 to 1.
pub fn bar(share: f64, cells: usize) -> String {
    let full = (share.clamp(0.0, 1.0) * cells as f64).round() as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(cells - full))
}

/// Returns a line with a bar for each value, a number from 0 to 1.
pub fn spark(values: impl IntoIterator<Item = f64>) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    values.into_iter().map(|value| STEPS[(value.clamp(0.0, 1.0) * 7.0).round() as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_as_far_as_the_share_goes() {
        assert_eq!((bar(0.0, 4), bar(0.6, 4), bar(2.0, 4)), ("░░░░".into(), "██░░".into(), "████".into()));
        assert_eq!(bar(f64::NAN, 2), "░░");
        assert_eq!(spark([0.0, 0.5, 1.0]), "▁▅█");
    }
}

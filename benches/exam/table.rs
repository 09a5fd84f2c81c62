//! The table: means, their spread, and how far the forecast was off.

use crate::Fared;

/// One setting: how many days and minutes, and how the students fared in each way.
pub(crate) struct Row {
    pub(crate) days: i32,
    pub(crate) minutes: u32,
    pub(crate) plan: Vec<Fared>,
    pub(crate) due: Vec<Fared>,
    pub(crate) order: Vec<Fared>,
    pub(crate) firm: Vec<Fared>,
    /// What the first of the students of the usual model could have reached at most.
    pub(crate) best: Vec<f64>,
}

/// Prints the names of the columns.
pub(crate) fn head() {
    println!(
        "| days | minutes | plan | ordinary | in order | until recalled | gain | gain | at most | foretold | off by | in range | off by on day 1 |"
    );
    println!(
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
}

/// Prints one row, and beside the table the students of each model alone.
pub(crate) fn row(row: &Row) {
    let actual =
        |fared: &[Fared]| spread(&fared.iter().map(|fared| fared.actual).collect::<Vec<_>>());
    let above = |other: &[Fared]| {
        let pairs = row.plan.iter().zip(other);
        spread(&pairs.map(|(plan, other)| plan.actual - other.actual).collect::<Vec<_>>())
    };
    let usual = row.plan.iter().filter(|fared| fared.usual).zip(&row.best);
    let room: Vec<f64> = usual.map(|(plan, best)| best - plan.actual).collect();
    let mean = |number: &dyn Fn(&Fared) -> f64| {
        row.plan.iter().map(number).sum::<f64>() / row.plan.len() as f64
    };
    let held = |fared: &Fared| {
        f64::from(u8::from((fared.said[0]..=fared.said[2]).contains(&fared.actual)))
    };
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    println!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {:.1} | {} | {:.1} |",
        row.days,
        row.minutes,
        actual(&row.plan),
        actual(&row.due),
        actual(&row.order),
        actual(&row.firm),
        above(&row.order),
        above(&row.firm),
        format_args!("plan + {}", spread(&room)),
        percent(mean(&|fared| fared.said[1])),
        100.0 * mean(&|fared| (fared.said[1] - fared.actual).abs()),
        percent(mean(&held)),
        100.0 * mean(&|fared| (fared.foreseen - fared.actual).abs()),
    );
    for usual in [true, false] {
        let only = |fared: &[Fared]| {
            fared.iter().filter(|fared| fared.usual == usual).copied().collect::<Vec<_>>()
        };
        let said: Vec<f64> = only(&row.plan).iter().map(|fared| fared.said[1]).collect();
        eprintln!(
            "    {}: plan {} ordinary {} in order {} until recalled {} said {}",
            if usual { "FSRS" } else { "other" },
            actual(&only(&row.plan)),
            actual(&only(&row.due)),
            actual(&only(&row.order)),
            actual(&only(&row.firm)),
            spread(&said)
        );
    }
}

/// Returns mean and standard deviation in percent.
fn spread(numbers: &[f64]) -> String {
    let n = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / n;
    format!("{:.1} ± {:.1}", mean * 100.0, variance.sqrt() * 100.0)
}

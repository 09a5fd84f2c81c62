//! The table: means, their spread, and the error of the forecast.

use crate::StudentResult;

/// One setting: how many days and minutes, and the students' results in each way.
pub(crate) struct Row {
    pub(crate) days: i32,
    pub(crate) minutes: u32,
    pub(crate) plan: Vec<StudentResult>,
    pub(crate) due: Vec<StudentResult>,
    pub(crate) order: Vec<StudentResult>,
    pub(crate) firm: Vec<StudentResult>,
    /// What the first of the students of the usual model could have reached at most.
    pub(crate) best: Vec<f64>,
}

/// Prints the names of the columns.
pub(crate) fn head() {
    println!(
        "| days | minutes | plan | ordinary | in order | until recalled | gain | gain | at most | \
         foretold | off by | in range | off by on day 1 |"
    );
    println!(
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | \
         ---: |"
    );
}

/// Prints one row, and on standard error the students of each model alone.
pub(crate) fn row(row: &Row) {
    let actual = |results: &[StudentResult]| {
        spread(&results.iter().map(|result| result.actual).collect::<Vec<_>>())
    };
    let above = |other: &[StudentResult]| {
        let pairs = row.plan.iter().zip(other);
        spread(&pairs.map(|(plan, other)| plan.actual - other.actual).collect::<Vec<_>>())
    };
    let usual = row.plan.iter().filter(|result| result.usual).zip(&row.best);
    let gap: Vec<f64> = usual.map(|(plan, best)| best - plan.actual).collect();
    let mean = |number: &dyn Fn(&StudentResult) -> f64| {
        row.plan.iter().map(number).sum::<f64>() / row.plan.len() as f64
    };
    let in_range = |result: &StudentResult| {
        f64::from(u8::from((result.forecast[0]..=result.forecast[2]).contains(&result.actual)))
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
        format_args!("plan + {}", spread(&gap)),
        percent(mean(&|result| result.forecast[1])),
        100.0 * mean(&|result| (result.forecast[1] - result.actual).abs()),
        percent(mean(&in_range)),
        100.0 * mean(&|result| (result.first_forecast - result.actual).abs()),
    );
    for usual in [true, false] {
        let only = |results: &[StudentResult]| {
            results.iter().filter(|result| result.usual == usual).copied().collect::<Vec<_>>()
        };
        let forecast: Vec<f64> = only(&row.plan).iter().map(|result| result.forecast[1]).collect();
        eprintln!(
            "    {}: plan {} ordinary {} in order {} until recalled {} said {}",
            if usual { "FSRS" } else { "other" },
            actual(&only(&row.plan)),
            actual(&only(&row.due)),
            actual(&only(&row.order)),
            actual(&only(&row.firm)),
            spread(&forecast)
        );
    }
}

/// Mean and standard deviation in percent.
fn spread(numbers: &[f64]) -> String {
    let n = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / n;
    format!("{:.1} ± {:.1}", mean * 100.0, variance.sqrt() * 100.0)
}

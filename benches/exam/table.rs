//! The table: means with their standard error, how the minutes were used, and the forecast's error.

use crate::StudentResult;

/// One kind of student in one setting.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) days: i32,
    pub(crate) results: Vec<StudentResult>,
}

/// Prints the names of the columns.
pub(crate) fn head() {
    let columns = [
        "days",
        "students",
        "plan",
        "due",
        "in order",
        "until recalled",
        "above the best",
        "at most",
        "minutes used",
        "first day",
        "as promised",
        "foretold",
        "off by",
        "in range",
        "day 1 off by",
    ];
    println!("| {} |", columns.join(" | "));
    println!("| ---: | :--- |{}", " ---: |".repeat(columns.len() - 2));
}

/// Prints one row.
pub(crate) fn row(row: &Row) {
    let results = &row.results;
    let share = |at: usize| mean(results.iter().map(|result| result.actual[at]));
    let best = (1..4).max_by(|a, b| share(*a).total_cmp(&share(*b))).unwrap_or(1);
    let above = results.iter().map(|result| result.actual[0] - result.actual[best]);
    let gap: Vec<f64> =
        results.iter().filter_map(|result| Some(result.bound? - result.actual[0])).collect();
    let later = || results.iter().flat_map(|result| result.used.iter().skip(1).copied());
    let within = later().filter(|used| (0.95..=1.03).contains(used)).count();
    let kept = || results.iter().flat_map(|result| result.kept.iter().copied());
    let near = kept().filter(|kept| (0.8..=1.2).contains(kept)).count();
    let off = results.iter().map(|result| (result.forecast[1] - result.actual[0]).abs());
    let in_range = results
        .iter()
        .filter(|result| (result.forecast[0]..=result.forecast[2]).contains(&result.actual[0]));
    let first_off = results.iter().map(|result| (result.first_forecast - result.actual[0]).abs());
    println!(
        "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} | {} | {} | {:.0} % ({:.0} %) | {:.0} % | {:.0} % ({:.0} %) \
         | {:.1} | {:.1} | {:.0} % | {:.1} |",
        row.days,
        row.name,
        100.0 * share(0),
        100.0 * share(1),
        100.0 * share(2),
        100.0 * share(3),
        with_error(&above.collect::<Vec<_>>()),
        if gap.is_empty() { String::new() } else { format!("plan {}", with_error(&gap)) },
        100.0 * mean(later()),
        100.0 * within as f64 / later().count().max(1) as f64,
        100.0 * mean(results.iter().map(|result| result.used[0])),
        100.0 * mean(kept()),
        100.0 * near as f64 / kept().count().max(1) as f64,
        100.0 * mean(results.iter().map(|result| result.forecast[1])),
        100.0 * mean(off),
        100.0 * in_range.count() as f64 / results.len().max(1) as f64,
        100.0 * mean(first_off),
    );
}

fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    sum / f64::max(count, 1.0)
}

/// Mean and, of several, its standard error, in points.
fn with_error(numbers: &[f64]) -> String {
    let middle = mean(numbers.iter().copied());
    if numbers.len() < 2 {
        return format!("{:+.1}", middle * 100.0);
    }
    let squares: f64 = numbers.iter().map(|number| (number - middle).powi(2)).sum();
    let error = (squares / (numbers.len() * (numbers.len() - 1)) as f64).sqrt();
    format!("{:+.1} ± {:.1}", middle * 100.0, error * 100.0)
}

//! The little linear algebra and probability that several labs need.

use super::value::NumberMatrix;

/// The softmax of `scores`, the greatest subtracted first so that nothing overflows; minus infinity
/// gets 0.
pub(super) fn softmax(scores: &[f64]) -> Vec<f64> {
    let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| (s - greatest).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The sum of the products.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The matrix product; the columns of `a` are as many as the rows of `b`.
pub(super) fn product(a: &NumberMatrix, b: &NumberMatrix) -> NumberMatrix {
    let b = transposed(b);
    a.iter().map(|row| b.iter().map(|column| dot(row, column)).collect()).collect()
}

/// The matrix with rows and columns exchanged.
pub(super) fn transposed(a: &NumberMatrix) -> NumberMatrix {
    let columns = a.first().map_or(0, Vec::len);
    (0..columns).map(|j| a.iter().map(|row| row[j]).collect()).collect()
}

/// The mean.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The population variance: the mean squared distance from the mean.
pub(super) fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / values.len() as f64
}

/// The mean of each column.
pub(super) fn column_means(a: &NumberMatrix) -> Vec<f64> {
    transposed(a).iter().map(|column| mean(column)).collect()
}

/// How many rows and columns there are.
pub(super) fn shape(a: &NumberMatrix) -> (usize, usize) {
    (a.len(), a.first().map_or(0, Vec::len))
}

/// The entropy of a distribution in bits.
pub(super) fn entropy_bits(probabilities: &[f64]) -> f64 {
    let sum: f64 = probabilities.iter().filter(|&&p| p > 0.0).map(|p| p * p.log2()).sum();
    // Negative zero becomes zero.
    0.0 - sum
}

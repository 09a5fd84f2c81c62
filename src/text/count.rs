//! Counts and shares in words.

use std::fmt::Display;
use std::ops::Mul;

/// A count with its noun: `1 term`, `12 terms`.
pub fn pluralize(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A share as a percentage: `0.25` is `25 %`.
pub fn percent<T: Display + From<u8> + Mul<Output = T>>(share: T) -> String {
    format!("{:.0} %", share * T::from(100))
}

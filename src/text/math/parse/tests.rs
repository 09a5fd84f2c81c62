//! Which sources are formulas, and which are not.

use super::*;

#[test]
fn malformed_source_is_no_tree() {
    for source in [
        r"\frac{a}",
        "{a",
        "a}",
        r"\left(a",
        r"\left(a\right",
        r"a\right)",
        "x^",
        "x_^2",
        "x^a^b",
        r"\begin{cases}a",
        r"\begin{cases}a\end{matrix}",
        r"\end{cases}",
        r"\begin{nope}a",
        r"\left?a\right?",
        "{a&b}",
    ] {
        assert!(parse(source).is_none(), "{source}");
    }
}

#[test]
fn depth_and_length_are_capped() {
    let nested = |depth| format!("{}x{}", "{".repeat(depth), "}".repeat(depth));
    assert!(parse(&nested(DEPTH - 1)).is_some());
    assert!(parse(&nested(DEPTH)).is_none());
    assert!(parse(&"x".repeat(LENGTH + 1)).is_none());
    assert!(parse(&"&".repeat(CELLS)).is_none());
    assert!(parse(&r"a\\".repeat(CELLS + 1)).is_none());
}

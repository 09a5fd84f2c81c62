//! A curve as an expression in `x`, as people write it: `"x / 2 * (1 + erf(x / sqrt(2)))"`.
//!
//! Numbers, `x`, `pi`, `e`, `+ - * / ^`, parentheses and the functions of [`FUNCTIONS`]; nothing
//! else, so that reading and computing one is bounded by its length. Where it has no value (the
//! logarithm of −1) it has none.

use serde::{Deserialize, Serialize};

/// The longest expression, in bytes.
const LONGEST: usize = 200;
/// The deepest nesting.
const DEEPEST: usize = 32;

/// A function of one number.
type Function = (&'static str, fn(f64) -> f64);
/// A function of two numbers.
type BinaryFunction = (&'static str, fn(f64, f64) -> f64);

/// The functions of one number, by name.
pub const FUNCTIONS: &[Function] = &[
    ("exp", f64::exp),
    ("ln", f64::ln),
    ("log2", f64::log2),
    ("sqrt", f64::sqrt),
    ("abs", f64::abs),
    ("sin", f64::sin),
    ("cos", f64::cos),
    ("tanh", f64::tanh),
    ("erf", libm::erf),
    ("floor", f64::floor),
];

/// The functions of two numbers, by name.
pub const FUNCTIONS_OF_TWO: &[BinaryFunction] = &[("min", f64::min), ("max", f64::max)];

/// An expression that can be computed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Formula {
    source: String,
    tree: FormulaTree,
}

#[derive(Clone, Debug, PartialEq)]
enum FormulaTree {
    Number(f64),
    X,
    Negated(Box<FormulaTree>),
    Pair(char, Box<FormulaTree>, Box<FormulaTree>),
    Call(usize, Box<FormulaTree>),
    Call2(usize, Box<FormulaTree>, Box<FormulaTree>),
}

impl Formula {
    /// Reads an expression; the error says what is wrong with it.
    pub fn parse(source: &str) -> Result<Formula, String> {
        if source.len() > LONGEST {
            return Err(format!("the expression is longer than {LONGEST} characters"));
        }
        let mut reader = FormulaReader { rest: source, depth: 0 };
        let tree = reader.sum()?;
        match reader.peek() {
            None => Ok(Formula { source: source.to_string(), tree }),
            Some(sign) => Err(format!("`{sign}` does not belong there in `{source}`")),
        }
    }

    /// The value at `x`, if it has one that is finite.
    pub fn at(&self, x: f64) -> Option<f64> {
        Some(self.tree.at(x)).filter(|y| y.is_finite())
    }

    /// The expression as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl TryFrom<String> for Formula {
    type Error = String;

    fn try_from(source: String) -> Result<Formula, String> {
        Formula::parse(&source)
    }
}

impl From<Formula> for String {
    fn from(formula: Formula) -> String {
        formula.source
    }
}

impl FormulaTree {
    fn at(&self, x: f64) -> f64 {
        match self {
            FormulaTree::Number(number) => *number,
            FormulaTree::X => x,
            FormulaTree::Negated(tree) => -tree.at(x),
            FormulaTree::Pair(sign, a, b) => {
                let (a, b) = (a.at(x), b.at(x));
                match sign {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    '/' => a / b,
                    _ => a.powf(b),
                }
            }
            FormulaTree::Call(function, tree) => FUNCTIONS[*function].1(tree.at(x)),
            FormulaTree::Call2(function, a, b) => FUNCTIONS_OF_TWO[*function].1(a.at(x), b.at(x)),
        }
    }
}

struct FormulaReader<'a> {
    rest: &'a str,
    depth: usize,
}

impl FormulaReader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.rest = &self.rest[sign.len_utf8()..];
        }
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(format!("`{sign}` is missing before `{}`", self.rest))
        }
    }

    fn sum(&mut self) -> Result<FormulaTree, String> {
        self.pairs(&['+', '-'], FormulaReader::product)
    }

    fn product(&mut self) -> Result<FormulaTree, String> {
        self.pairs(&['*', '/'], FormulaReader::signed)
    }

    /// Terms joined by any of `signs`, from the left.
    fn pairs(
        &mut self,
        signs: &[char],
        term: fn(&mut Self) -> Result<FormulaTree, String>,
    ) -> Result<FormulaTree, String> {
        let mut tree = term(self)?;
        while let Some(&sign) = signs.iter().find(|&&sign| self.take(sign)) {
            tree = FormulaTree::Pair(sign, Box::new(tree), Box::new(term(self)?));
        }
        Ok(tree)
    }

    fn signed(&mut self) -> Result<FormulaTree, String> {
        self.deeper(|reader| {
            if reader.take('-') {
                Ok(FormulaTree::Negated(Box::new(reader.signed()?)))
            } else {
                reader.power()
            }
        })
    }

    fn power(&mut self) -> Result<FormulaTree, String> {
        let base = self.atom()?;
        // A power of a power is read from the right, and a minus before it belongs to it: 2^-x.
        if self.take('^') {
            Ok(FormulaTree::Pair('^', Box::new(base), Box::new(self.signed()?)))
        } else {
            Ok(base)
        }
    }

    fn atom(&mut self) -> Result<FormulaTree, String> {
        match self.peek() {
            Some('(') => self.inside(),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_ascii_alphabetic() => self.name(),
            Some(c) => Err(format!("`{c}` is not expected before a value")),
            None => Err("a value is missing at the end".into()),
        }
    }

    fn inside(&mut self) -> Result<FormulaTree, String> {
        self.expect('(')?;
        let tree = self.sum()?;
        self.expect(')')?;
        Ok(tree)
    }

    fn number(&mut self) -> Result<FormulaTree, String> {
        let text = self.word(|c| c.is_ascii_digit() || c == '.');
        text.parse().map(FormulaTree::Number).map_err(|_| format!("`{text}` is not a number"))
    }

    fn name(&mut self) -> Result<FormulaTree, String> {
        let name = self.word(|c| c.is_ascii_alphanumeric());
        match name {
            "x" => return Ok(FormulaTree::X),
            "pi" => return Ok(FormulaTree::Number(std::f64::consts::PI)),
            "e" => return Ok(FormulaTree::Number(std::f64::consts::E)),
            _ => {}
        }
        if let Some(at) = FUNCTIONS.iter().position(|function| function.0 == name) {
            return Ok(FormulaTree::Call(at, Box::new(self.inside()?)));
        }
        if let Some(at) = FUNCTIONS_OF_TWO.iter().position(|function| function.0 == name) {
            self.expect('(')?;
            let first = self.sum()?;
            self.expect(',')?;
            let second = self.sum()?;
            self.expect(')')?;
            return Ok(FormulaTree::Call2(at, Box::new(first), Box::new(second)));
        }
        let known = FUNCTIONS.iter().map(|f| f.0).chain(FUNCTIONS_OF_TWO.iter().map(|f| f.0));
        Err(format!(
            "`{name}` is not known: write x, pi, e, {}",
            known.collect::<Vec<_>>().join(", ")
        ))
    }

    fn word(&mut self, belongs: fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<FormulaTree, String>,
    ) -> Result<FormulaTree, String> {
        if self.depth == DEEPEST {
            return Err(format!("the expression is nested deeper than {DEEPEST}"));
        }
        self.depth += 1;
        let tree = read(self);
        self.depth -= 1;
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(source: &str, x: f64) -> Option<f64> {
        Formula::parse(source).unwrap().at(x)
    }

    #[test]
    fn expressions_mean_what_they_say() {
        for (source, x, y) in [
            ("1 + 2 * 3", 0.0, 7.0),
            ("8 - 4 - 2", 0.0, 2.0),
            ("2^3^2", 0.0, 512.0),
            ("-x^2", 3.0, -9.0),
            ("2^-x", 1.0, 0.5),
            ("- -x", 4.0, 4.0),
            ("min(abs(x), 1) * (abs(x) - min(abs(x), 1) / 2)", -3.0, 2.5),
            (" ( x ) ", 1.5, 1.5),
            ("ln(e)+cos(2*pi)", 0.0, 2.0),
        ] {
            assert_eq!(value(source, x), Some(y), "{source}");
        }
        assert!((value("1/(1+exp(-x))", 1.0).unwrap() - 0.731_058_578_630_004_9).abs() < 1e-15);
        assert!(
            (value("x/2*(1+erf(x/sqrt(2)))", -1.0).unwrap() + 0.158_655_253_931_457_05).abs()
                < 1e-15
        );
    }

    #[test]
    fn where_there_is_no_value_there_is_none() {
        assert_eq!(value("ln(x)", -1.0), None);
        assert_eq!(value("1/x", 0.0), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (source, part) in [
            ("", "missing at the end"),
            ("1 +", "missing at the end"),
            ("x x", "`x` does not belong"),
            ("foo(x)", "`foo` is not known"),
            ("max(x)", "`,` is missing"),
            ("(x", "`)` is missing"),
            ("1.2.3", "not a number"),
            ("x ÷ 2", "`÷`"),
        ] {
            let error = Formula::parse(source).unwrap_err();
            assert!(error.contains(part), "{source}: {error}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let nested = |n: usize| format!("{}x{}", "(".repeat(n), ")".repeat(n));
        assert!(Formula::parse(&nested(20)).is_ok());
        assert!(Formula::parse(&nested(40)).unwrap_err().contains("deeper"));
        assert!(Formula::parse(&"-".repeat(100)).unwrap_err().contains("deeper"));
        assert!(Formula::parse(&format!("x{}", " + x".repeat(60))).unwrap_err().contains("longer"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(source in "[-+*/^()x0-9., a-z]{0,60}") {
            if let Ok(formula) = Formula::parse(&source) {
                prop_assert!(formula.at(0.5).is_none_or(f64::is_finite));
            }
        }
    }
}

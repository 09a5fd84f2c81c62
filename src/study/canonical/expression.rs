//! Arithmetic as people type it: `2k+1`, `sqrt(d_k)`, `ln 10`, `1e-3`, `3 x 10^8`.
//!
//! An expression is evaluated, its names standing for numbers that they were given: two expressions
//! that agree for several such numbers say the same.

type Function = fn(f64) -> f64;

/// Functions that are known by name.
const FUNCTIONS: [(&str, Function); 9] = [
    ("sqrt", f64::sqrt),
    ("log10", f64::log10),
    ("log2", f64::log2),
    ("ln", f64::ln),
    ("lg", f64::log10),
    ("exp", f64::exp),
    ("sin", f64::sin),
    ("cos", f64::cos),
    ("tan", f64::tan),
];

/// How deep brackets may be nested.
const DEEPEST: usize = 20;

/// How an expression is to be read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Whether `log` is to the base of ten, and not natural.
    pub(super) decimal_log: bool,
    /// Which of the numbers a name stands for.
    pub(super) sample: u64,
}

/// What is found in an expression besides its value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Contents {
    /// Whether it has names.
    pub(super) names: bool,
    /// Whether it has a fraction, a power or a function.
    pub(super) computed: bool,
    /// Whether it has `log`, which is read in two ways.
    pub(super) log: bool,
    /// How many operators it has.
    pub(super) operators: usize,
    /// How many numbers it has.
    pub(super) numbers: usize,
}

/// The value of a folded text without blanks; none if it is no expression.
pub(super) fn evaluate(text: &str, reading: Reading) -> Option<(f64, Contents)> {
    let mut parser =
        ExpressionParser { rest: text, reading, contents: Contents::default(), depth: 0 };
    let value = parser.sum()?;
    (parser.rest.is_empty() && value.is_finite()).then_some((value, parser.contents))
}

struct ExpressionParser<'t> {
    rest: &'t str,
    reading: Reading,
    contents: Contents,
    depth: usize,
}

impl ExpressionParser<'_> {
    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Option<f64> {
        let mut value = self.product()?;
        loop {
            if self.take('+') {
                value += self.product()?;
            } else if self.take('-') {
                value -= self.product()?;
            } else {
                return Some(value);
            }
            self.contents.operators += 1;
        }
    }

    fn product(&mut self) -> Option<f64> {
        let mut value = self.signed()?;
        loop {
            // `5x5` is a shape; only a power of ten is multiplied so.
            let times_power = self.rest.starts_with("x10^");
            if self.rest.starts_with('x') && self.rest[1..].starts_with(is_digit) && !times_power {
                return None;
            }
            self.take(' ');
            if self.take('*') || times_power && self.take('x') {
                value *= self.signed()?;
            } else if self.take('/') {
                value /= self.signed()?;
                self.contents.computed = true;
            } else if self.rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '(') {
                value *= self.power()?;
            } else {
                return Some(value);
            }
            self.contents.operators += 1;
        }
    }

    fn signed(&mut self) -> Option<f64> {
        if self.take('-') {
            return Some(-self.power()?);
        }
        self.take('+');
        self.power()
    }

    fn power(&mut self) -> Option<f64> {
        let base = self.atom()?;
        if !self.take('^') {
            return Some(base);
        }
        self.contents.computed = true;
        self.contents.operators += 1;
        Some(base.powf(self.signed()?))
    }

    fn atom(&mut self) -> Option<f64> {
        let value = match self.rest.chars().next()? {
            '(' | '[' | '{' => self.bracket()?,
            c if c.is_ascii_digit() || c == '.' => self.number()?,
            c if c.is_ascii_lowercase() => self.named()?,
            _ => return None,
        };
        Some(if self.take('%') { value / 100.0 } else { value })
    }

    fn bracket(&mut self) -> Option<f64> {
        let mut letters = self.rest.chars();
        let close = match letters.next()? {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        self.rest = letters.as_str();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let value = self.sum()?;
        self.depth -= 1;
        self.take(close).then_some(value)
    }

    fn number(&mut self) -> Option<f64> {
        let plain = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let mut end = plain.unwrap_or(self.rest.len());
        // `1e-3`, but not `2e`.
        let power = self.rest[end..].strip_prefix('e').map(|power| {
            let sign = usize::from(power.starts_with(['-', '+']));
            (sign, power[sign..].bytes().take_while(u8::is_ascii_digit).count())
        });
        if let Some((sign, digits)) = power.filter(|(_, digits)| *digits > 0) {
            end += 1 + sign + digits;
        }
        let value = self.rest[..end].parse().ok()?;
        self.rest = &self.rest[end..];
        self.contents.numbers += 1;
        Some(value)
    }

    /// A function of what follows, a constant, or a name with its subscript.
    fn named(&mut self) -> Option<f64> {
        if let Some((name, function)) = FUNCTIONS.iter().find(|(name, _)| self.applies(name)) {
            let argument = self.argument(name)?;
            return Some(function(argument));
        }
        if self.applies("log") {
            self.contents.log = true;
            let argument = self.argument("log")?;
            return Some(if self.reading.decimal_log { argument.log10() } else { argument.ln() });
        }
        let letters = self.rest.bytes().take_while(u8::is_ascii_lowercase).count();
        let name = &self.rest[..letters];
        let is_name = letters == 1 || super::signs::is_greek(name);
        if !is_name {
            return None;
        }
        self.rest = &self.rest[letters..];
        let subscript = self.subscript()?;
        match (name, subscript.as_str()) {
            ("pi", "") => return Some(std::f64::consts::PI),
            ("e", "") => return Some(std::f64::consts::E),
            _ => {}
        }
        self.contents.names = true;
        let seed = crate::rng::text_seed(&format!("{name}_{subscript}"), self.reading.sample);
        Some(1.0 + (seed % 1_000_003) as f64 / 500_000.0)
    }

    /// Whether a function of that name is applied here: `cost` is no cosine.
    fn applies(&self, function: &str) -> bool {
        let rest = self.rest.strip_prefix(function);
        // `log100` is the logarithm of 100, and not one to the base of ten.
        let numbered = function.ends_with(is_digit);
        rest.is_some_and(|rest| {
            rest.starts_with(|c: char| "([{ ".contains(c) || is_digit(c) && !numbered)
        })
    }

    fn argument(&mut self, function: &str) -> Option<f64> {
        self.rest = &self.rest[function.len()..];
        self.take(' ');
        self.contents.computed = true;
        self.power()
    }

    /// What stands after an underscore, or digits: `d_k`, `x_{ij}`, `x1`.
    fn subscript(&mut self) -> Option<String> {
        let written = self.take('_');
        let close = [('{', '}'), ('(', ')')]
            .into_iter()
            .find(|(open, _)| written && self.rest.starts_with(*open));
        let length = if let Some((_, close)) = close {
            self.rest.find(close)? + 1
        } else {
            let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
            let letter = written && self.rest.starts_with(|c: char| c.is_ascii_lowercase());
            digits.max(usize::from(letter))
        };
        let subscript = self.rest[..length].trim_matches(['{', '}', '(', ')']).to_string();
        self.rest = &self.rest[length..];
        (!written || !subscript.is_empty()).then_some(subscript)
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

//! The value of an answer that is a number or an expression, and when two values agree.

use super::expression::{Contents, Reading, evaluate};
use super::spelling::number_word;

/// More bytes than this are no number.
const LONGEST: usize = 120;
/// How many numbers the names of an expression stand for in turn.
const SAMPLES: u64 = 3;
/// Fewer significant digits than this say too little of a number that is given more exactly.
const DIGITS: usize = 3;
/// The same for what is computed, as 2/3 is.
const COMPUTED_DIGITS: usize = 2;

/// The value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::study) struct AnswerValue {
    /// The values, one for each sample, in every way in which it can be read; the usual one first.
    readings: Vec<Vec<f64>>,
    contents: Contents,
    /// Digits after the point of a number that is written out.
    decimals: Option<usize>,
    /// Its digits from the first that is not zero.
    significant: usize,
}

impl AnswerValue {
    /// The value of a folded text; none if it is neither a number nor an expression.
    pub(super) fn new(folded: &str) -> Option<AnswerValue> {
        let text = compact(folded);
        if text.is_empty() || text.len() > LONGEST || is_hyphenated_code(&text) {
            return None;
        }
        let mut readings = Vec::new();
        let mut contents = Contents::default();
        for decimal_log in [false, true] {
            let mut samples = Vec::new();
            for sample in 0..SAMPLES {
                let (value, found) = evaluate(&text, Reading { decimal_log, sample })?;
                samples.push(value);
                contents = found;
            }
            readings.push(samples);
            if !contents.log {
                break;
            }
        }
        // A letter alone is a word.
        if text.chars().count() == 1 && contents.numbers == 0 {
            return None;
        }
        if let Some(thousands) = dotted_thousands(&text) {
            readings.push(vec![thousands; SAMPLES as usize]);
        }
        let digits = text.trim_start_matches(['-', '+']).trim_end_matches('%');
        let written = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
        let percent = 2 * usize::from(text.ends_with('%'));
        let significant = digits.trim_start_matches(['0', '.']).bytes();
        Some(AnswerValue {
            readings,
            contents,
            decimals: written.then_some(places + percent),
            significant: significant.filter(u8::is_ascii_digit).count(),
        })
    }

    /// Whether what was typed has the value of an accepted answer.
    pub(in crate::study) fn agrees_with(&self, accepted: &AnswerValue) -> bool {
        // `5*5` is computed where somebody types it, and may be a shape where it is the answer.
        let is_shape = !accepted.contents.computed
            && accepted.contents.operators > 0
            && !accepted.contents.names;
        if is_shape && self.contents.operators == 0
            || self.contents.names != accepted.contents.names
        {
            return false;
        }
        let usual = if accepted.contents.log { 2 } else { 1 };
        self.readings.iter().any(|typed| {
            accepted.readings.iter().take(usual).any(|right| {
                let exact = typed.iter().zip(right).all(|(a, b)| is_equal(*a, *b));
                exact || !self.contents.names && self.rounds_to(accepted, typed[0], right[0])
            })
        })
    }

    /// Whether the one that is given less exactly is the other one rounded.
    fn rounds_to(&self, accepted: &AnswerValue, typed: f64, right: f64) -> bool {
        let (places, significant, needed) = match (self.decimals, accepted.decimals) {
            (Some(own), Some(other)) if own < other => (own, self.significant, DIGITS),
            (Some(_), Some(other)) => (other, accepted.significant, DIGITS),
            (Some(own), None) => (own, self.significant, COMPUTED_DIGITS),
            (None, Some(other)) => (other, accepted.significant, COMPUTED_DIGITS),
            (None, None) => return false,
        };
        let half = 0.5 * 10f64.powi(-(places as i32));
        places > 0 && significant >= needed && (typed - right).abs() <= half * (1.0 + 1e-9)
    }
}

fn is_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1e-300)
}

/// The text without blanks and without what only leads up to a number; number words as digits.
fn compact(folded: &str) -> String {
    let lead = ["approximately", "approx", "roughly", "about", "circa", "ca.", "~", "≈", "="];
    let mut text = folded.trim();
    while let Some(rest) = lead.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest.trim_start();
    }
    let text = text.trim_end_matches('.').replace("percent", "%").replace("per cent", "%");
    let (count, percent) = text.strip_suffix('%').map_or((text.as_str(), ""), |text| (text, "%"));
    if let Some(value) = in_words(count).or_else(|| fraction_in_words(count)) {
        return format!("{value}{percent}");
    }
    let mut dense = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        // Between two letters a blank says where a name ends.
        let parts = dense.ends_with(|c: char| c.is_alphabetic())
            && letters.peek().is_some_and(|next| next.is_alphabetic());
        if !c.is_whitespace() || parts {
            dense.push(c);
        }
    }
    without_separators(&dense.replace("**", "^"))
}

/// The value of `five`, `twenty-five`, `one thousand`.
fn in_words(text: &str) -> Option<f64> {
    let (mut whole, mut part, mut named) = (0.0, 0.0, false);
    for word in text.split([' ', '-']).filter(|word| !matches!(*word, "" | "and" | "a" | "an")) {
        let tens = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        let power = [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];
        if let Some(number) = number_word(word) {
            part += number as f64;
        } else if let Some(at) = tens.iter().position(|tens| *tens == word) {
            part += 10.0 * (at + 3) as f64;
        } else if let Some((_, power)) = power.iter().find(|(name, _)| *name == word) {
            part = f64::max(part, 1.0) * power;
            if *power > 1e2 {
                whole += std::mem::take(&mut part);
            }
        } else if let Ok(number) = word.replace(',', "").parse::<f64>()
            && part == 0.0
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            part = number;
            continue;
        } else {
            return None;
        }
        named = true;
    }
    named.then_some(whole + part)
}

/// The value of `half`, `a third`, `three quarters`.
fn fraction_in_words(text: &str) -> Option<f64> {
    const PARTS: [(&str, f64); 9] = [
        ("half", 2.0),
        ("halve", 2.0),
        ("third", 3.0),
        ("quarter", 4.0),
        ("fourth", 4.0),
        ("fifth", 5.0),
        ("eighth", 8.0),
        ("tenth", 10.0),
        ("hundredth", 100.0),
    ];
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    let count = match (first, second) {
        ("half" | "quarter", None) => return fraction_in_words(&format!("one {first}")),
        ("a" | "an", Some(_)) => 1.0,
        (count, Some(_)) => number_word(count)? as f64,
        (_, None) => return None,
    };
    let part = second?.trim_end_matches('s');
    let (_, below) = PARTS.iter().find(|(name, _)| *name == part)?;
    words.next().is_none().then_some(count / below)
}

/// Takes the commas between thousands away; a comma before other digits is a decimal one.
fn without_separators(text: &str) -> String {
    let digits = text.trim_start_matches(['-', '+']).trim_end_matches('%');
    let groups: Vec<&str> = digits.split('.').next().unwrap_or_default().split(',').collect();
    let [first, rest @ ..] = groups.as_slice() else { return text.to_string() };
    let are_digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    if rest.is_empty() || !groups.iter().all(are_digits) || first.is_empty() {
        return text.to_string();
    }
    match rest {
        _ if rest.iter().all(|group| group.len() == 3) && first.len() <= 3 => text.replace(',', ""),
        [decimals] if !decimals.is_empty() && !digits.contains('.') => text.replace(',', "."),
        _ => text.to_string(),
    }
}

/// The value of `1.000` where the points stand between thousands.
fn dotted_thousands(text: &str) -> Option<f64> {
    let groups: Vec<&str> = text.split('.').collect();
    let [first, rest @ ..] = groups.as_slice() else { return None };
    let fits = !rest.is_empty()
        && (1..=3).contains(&first.len())
        && rest.iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    fits.then(|| text.replace('.', "").parse().ok()).flatten()
}

/// Whether a text is a letter and a number with a hyphen, as in `B-12`: that is a name.
fn is_hyphenated_code(text: &str) -> bool {
    let Some((letter, number)) = text.split_once('-') else { return false };
    letter.len() == 1
        && letter.bytes().all(|byte| byte.is_ascii_lowercase())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(typed: &str, accepted: &str) -> bool {
        let value = |text| AnswerValue::new(text);
        match (value(typed), value(accepted)) {
            (Some(typed), Some(accepted)) => typed.agrees_with(&accepted),
            _ => false,
        }
    }

    #[test]
    fn values_agree_to_the_digits_given() {
        for (typed, accepted) in [
            ("1/2", "0.5"),
            ("65536", "65,536"),
            ("2.3026", "ln 10"),
            ("ln(10)", "2.303"),
            ("log(10)", "2.302585"),
            ("2.303", "2.302585"),
            ("0.6667", "2/3"),
            ("4.6052", "4.605"),
            ("10 %", "0.1"),
            ("0.1", "10%"),
            ("1e-3", "0.001"),
            ("10^-3", "1e-3"),
            ("3 x 10^8", "300000000"),
            ("3*10^8", "3e8"),
            ("2*3", "6"),
            ("(2k+1)", "2k+1"),
            ("1 + 2*k", "2k+1"),
            ("2n+2", "2(n+1)"),
            ("sqrt(d_k)", "sqrt d_k"),
            ("d_k^0.5", "sqrt(d_k)"),
            ("3,14", "3.14"),
            ("1.000", "1000"),
            ("twenty-five", "25"),
            ("one thousand", "1,000"),
            ("5 million", "5000000"),
            ("≈ 0.25", "1/4"),
        ] {
            assert!(agree(typed, accepted), "{typed} for {accepted}");
        }
    }

    #[test]
    fn other_values_do_not() {
        for (typed, accepted) in [
            ("2n+1", "2(n+1)"),
            ("2k-1", "2k+1"),
            ("0.51", "0.5"),
            ("0.7", "2/3"),
            ("2.31", "ln 10"),
            ("244", "224"),
            ("100.4", "100"),
            ("25", "5*5"),
            ("1", "10%"),
            ("-5", "5"),
            ("k", "2k"),
            ("sqrt(d)", "sqrt(d_k)"),
        ] {
            assert!(!agree(typed, accepted), "{typed} for {accepted}");
        }
    }

    #[test]
    fn what_is_no_number_has_no_value() {
        for text in ["5x5", "1/0", "", "inf", "nan", "e", "key-value", "b-12", "5 kg", "x"] {
            assert_eq!(AnswerValue::new(text), None, "{text}");
        }
    }
}

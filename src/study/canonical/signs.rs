//! Signs of mathematics and other alphabets, in the letters that people type for them.

/// Greek letters and the names that people type for them.
const GREEK: [(char, &str); 24] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// Replaces signs that folding would lose or tear apart.
pub(super) fn spelled_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut raised, mut lowered) = (false, false);
    let letters: Vec<char> = text.chars().collect();
    for (at, &c) in letters.iter().enumerate() {
        let digit = superscript(c);
        if digit.is_some() && !raised {
            out.push('^');
        }
        raised = digit.is_some();
        if let Some(digit) = digit {
            out.push(digit);
            continue;
        }
        let is_low = is_subscript(c);
        if is_low && !lowered {
            out.push('_');
        }
        lowered = is_low;
        let beside = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(|&c| greek_name(c).is_some())
        };
        // A Greek word is a word.
        let is_word = beside(at.checked_sub(1)) || beside(Some(at + 1));
        match (c, greek_name(c).filter(|_| !is_word)) {
            (_, Some(name)) => out.extend([" ", name, " "]),
            ('×' | '✕', _) => out.push('x'),
            ('·' | '⋅' | '∙', _) => out.push('*'),
            ('√', _) => out.push_str("sqrt"),
            ('−', _) => out.push('-'),
            ('½', _) => out.push_str("1/2"),
            ('¼', _) => out.push_str("1/4"),
            ('¾', _) => out.push_str("3/4"),
            ('⅓', _) => out.push_str("1/3"),
            ('⅔', _) => out.push_str("2/3"),
            ('≈', _) => out.push('~'),
            ('’', _) => out.push('\''),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a word is the name of a Greek letter.
pub(super) fn is_greek(word: &str) -> bool {
    GREEK.iter().any(|(_, name)| *name == word)
}

fn greek_name(c: char) -> Option<&'static str> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let lower = match lower {
        'ς' => 'σ',
        'µ' => 'μ', // the sign for a millionth
        'ϵ' => 'ε',
        'ϕ' => 'φ',
        'ϑ' => 'θ',
        other => other,
    };
    GREEK.iter().find(|(letter, _)| *letter == lower).map(|(_, name)| *name)
}

fn superscript(c: char) -> Option<char> {
    const RAISED: [(char, char); 13] = [
        ('⁰', '0'),
        ('¹', '1'),
        ('²', '2'),
        ('³', '3'),
        ('⁴', '4'),
        ('⁵', '5'),
        ('⁶', '6'),
        ('⁷', '7'),
        ('⁸', '8'),
        ('⁹', '9'),
        ('⁻', '-'),
        ('⁺', '+'),
        ('ⁿ', 'n'),
    ];
    RAISED.iter().find(|(raised, _)| *raised == c).map(|(_, plain)| *plain)
}

fn is_subscript(c: char) -> bool {
    matches!(c, '\u{2080}'..='\u{209c}' | 'ᵢ' | 'ⱼ' | 'ᵣ' | 'ᵤ' | 'ᵥ')
}

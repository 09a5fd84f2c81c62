//! What changes the meaning of a word or an answer, however little it changes the letters.

/// Beginnings that turn a word into its opposite or its neighbor. No beginning at all is one too.
const PREFIXES: [&str; 88] = [
    "", "a", "ab", "ad", "af", "allo", "an", "ana", "ante", "anti", "as", "auto", "bi", "brady",
    "cat", "cata", "cis", "co", "contra", "counter", "de", "dextro", "di", "dis", "down", "dys",
    "ecto", "ef", "em", "en", "endo", "epi", "equi", "eu", "ex", "exo", "extra", "giga", "hetero",
    "homo", "hyper", "hypo", "il", "im", "in", "infra", "inter", "intra", "intro", "ir", "iso",
    "kilo", "levo", "macro", "mega", "meso", "meta", "micro", "milli", "mis", "mono", "multi",
    "nano", "non", "oligo", "ortho", "over", "para", "peri", "pico", "poly", "post", "pre", "pro",
    "pseudo", "quasi", "self", "semi", "sub", "super", "supra", "tachy", "trans", "tri", "ultra",
    "un", "under", "uni",
];

/// Endings that make another substance, person or sex of one stem.
const SUFFIXES: [(&str, &str); 14] = [
    ("ite", "ate"),
    ("ide", "ate"),
    ("ide", "ite"),
    ("ane", "ene"),
    ("ene", "yne"),
    ("ane", "yne"),
    ("ose", "ase"),
    ("ic", "ous"),
    ("er", "ee"),
    ("or", "ee"),
    ("less", "ful"),
    ("itis", "osis"),
    ("o", "a"),
    ("os", "as"),
];

/// Words that look alike and mean different things.
const DIFFERENT: [(&str, &str); 32] = [
    ("encoder", "decoder"),
    ("encoding", "decoding"),
    ("prior", "posterior"),
    ("delivery", "deployment"),
    ("maximum", "minimum"),
    ("maximization", "minimization"),
    ("emigration", "immigration"),
    ("emigrate", "immigrate"),
    ("affect", "effect"),
    ("casual", "causal"),
    ("martial", "marital"),
    ("trial", "trail"),
    ("angel", "angle"),
    ("desert", "dessert"),
    ("stationary", "stationery"),
    ("complement", "compliment"),
    ("discrete", "discreet"),
    ("council", "counsel"),
    ("principal", "principle"),
    ("ileum", "ilium"),
    ("mucus", "mucous"),
    ("peroneal", "perineal"),
    ("adenine", "adenosine"),
    ("thymine", "thiamine"),
    ("cytosine", "cysteine"),
    ("phosphorus", "phosphorous"),
    ("conversation", "conservation"),
    ("cavalry", "calvary"),
    ("reverse", "reserve"),
    ("illusion", "allusion"),
    ("personal", "personnel"),
    ("diary", "dairy"),
];

/// Words that deny.
const NEGATIONS: [&str; 23] = [
    "no", "not", "non", "never", "without", "none", "neither", "nor", "lack", "lacking", "absence",
    "absent", "missing", "nicht", "kein", "keine", "keinen", "ohne", "nie", "pas", "sans",
    "jamais", "nunca",
];

/// Beginnings that are also written as words of their own, with a hyphen or a blank.
const LOOSE_PREFIXES: [&str; 21] = [
    "anti", "bi", "co", "hyper", "hypo", "inter", "intra", "macro", "micro", "mono", "multi",
    "post", "pre", "pseudo", "quasi", "self", "semi", "sub", "super", "uni", "meta",
];

/// The fewest letters of a stem that two beginnings may share.
const STEM: usize = 4;

/// Whether a word denies.
pub(super) fn denies(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// Whether a word is the beginning of the next one.
pub(super) fn is_loose_prefix(word: &str) -> bool {
    LOOSE_PREFIXES.contains(&word)
}

/// Whether two answers differ by what changes the meaning when each is written as one word.
pub(super) fn contrast_joined(one: &str, other: &str) -> bool {
    let has_beginning =
        |word: &str, of: &str| !PREFIXES.iter().any(|prefix| of.strip_suffix(word) == Some(prefix));
    contrasts(one, other) && has_beginning(one, other) && has_beginning(other, one)
}

/// Whether two words differ by what changes the meaning.
pub(super) fn contrasts(one: &str, other: &str) -> bool {
    one != other
        && (differ_by_prefix(one, other)
            || SUFFIXES.iter().any(|&ends| differ_by_suffix((one, other), ends))
            || DIFFERENT.contains(&(one, other))
            || DIFFERENT.contains(&(other, one)))
}

/// Whether both words are one stem with two different beginnings, as over- and underfitting are.
fn differ_by_prefix(one: &str, other: &str) -> bool {
    let stems = |word: &'static str, of: &str| of.strip_prefix(word).map(str::to_string);
    PREFIXES.iter().any(|prefix| {
        let Some(stem) = stems(prefix, one).filter(|stem| stem.chars().count() >= STEM) else {
            return false;
        };
        let beginning = other.strip_suffix(stem.as_str());
        beginning.is_some_and(|beginning| beginning != *prefix && PREFIXES.contains(&beginning))
    })
}

fn differ_by_suffix((one, other): (&str, &str), (first, second): (&str, &str)) -> bool {
    let differ = |one: &str, other: &str| {
        let stem = one.strip_suffix(first);
        stem.is_some_and(|stem| stem.len() > 2 && other.strip_suffix(second) == Some(stem))
    };
    differ(one, other) || differ(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_and_endings_change_the_meaning() {
        for (one, other) in [
            ("symmetric", "asymmetric"),
            ("supervised", "unsupervised"),
            ("hypertension", "hypotension"),
            ("overfitting", "underfitting"),
            ("equivariant", "invariant"),
            ("ascending", "descending"),
            ("afferent", "efferent"),
            ("anaerobic", "aerobic"),
            ("homozygous", "heterozygous"),
            ("sulfite", "sulfate"),
            ("employer", "employee"),
            ("hermano", "hermana"),
            ("möglich", "unmöglich"),
        ] {
            assert!(contrasts(one, other) && contrasts(other, one), "{one} {other}");
        }
        assert!(!contrasts("kuberntes", "kubernetes"));
        assert!(!contrasts("layer", "layer"));
    }
}

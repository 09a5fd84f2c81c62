//! One word in the spelling that stands for all of its spellings: American, in the singular.

/// British endings and the American ones that they become.
const ENDINGS: [(&str, &str); 9] = [
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("lling", "ling"),
    ("lled", "led"),
    ("tre", "ter"),
];

/// British letters, wherever they stand in a word, and the American ones.
const INSIDE: [(&str, &str); 13] = [
    ("behaviour", "behavior"),
    ("neighbour", "neighbor"),
    ("colour", "color"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("tumour", "tumor"),
    ("grey", "gray"),
    ("programme", "program"),
    ("defence", "defense"),
    ("licence", "license"),
    ("catalogue", "catalog"),
    ("haemo", "hemo"),
    ("oedema", "edema"),
];

/// Plurals that no rule makes.
const IRREGULAR: [(&str, &str); 48] = [
    ("matrices", "matrix"),
    ("indices", "index"),
    ("vertices", "vertex"),
    ("appendices", "appendix"),
    ("vortices", "vortex"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("automata", "automaton"),
    ("hypotheses", "hypothesis"),
    ("analyses", "analysis"),
    ("theses", "thesis"),
    ("crises", "crisis"),
    ("diagnoses", "diagnosis"),
    ("syntheses", "synthesis"),
    ("parentheses", "parenthesis"),
    ("axes", "axis"),
    ("bacteria", "bacterium"),
    ("mitochondria", "mitochondrion"),
    ("spectra", "spectrum"),
    ("quanta", "quantum"),
    ("strata", "stratum"),
    ("curricula", "curriculum"),
    ("data", "datum"),
    ("nuclei", "nucleus"),
    ("stimuli", "stimulus"),
    ("radii", "radius"),
    ("foci", "focus"),
    ("loci", "locus"),
    ("fungi", "fungus"),
    ("alveoli", "alveolus"),
    ("children", "child"),
    ("mice", "mouse"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("men", "man"),
    ("women", "woman"),
    ("wolves", "wolf"),
    ("halves", "half"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("bias", "bias"),
    ("biases", "bias"),
    ("lens", "lens"),
    ("lenses", "lens"),
    ("gas", "gas"),
    ("gases", "gas"),
    ("viruses", "virus"),
    ("statuses", "status"),
];

/// Latin plurals in -ae, which are taken off wherever the stem is long enough to be one.
const LATIN: &str = "ae";

/// The word in its canonical spelling.
pub(super) fn canonical(word: &str) -> String {
    let inside = INSIDE.iter().find(|(british, _)| word.contains(british));
    let american = inside
        .map_or_else(|| word.to_string(), |(british, american)| word.replace(british, american));
    let singular = singular(&american);
    for (british, american) in ENDINGS {
        if let Some(stem) = singular.strip_suffix(british).filter(|stem| stem.len() > 2) {
            return format!("{stem}{american}");
        }
    }
    singular
}

/// Takes a plural's ending off: a word that is none loses it in both texts alike.
pub(super) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_string();
    }
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 2);
    if ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_string();
    }
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) = stem(LATIN).filter(|stem| stem.len() > 4) {
        return format!("{stem}a");
    }
    let sibilant =
        ["ches", "shes", "sses", "xes", "zes"].iter().any(|ending| word.ends_with(ending));
    stem(if sibilant { "es" } else { "s" }).unwrap_or(word).to_string()
}

/// The names of the small numbers, from zero on.
const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The number that a word names.
pub(super) fn number_word(word: &str) -> Option<usize> {
    NUMBERS.iter().position(|name| *name == word)
}

/// The value of a Roman numeral. Only I, V and X count: the other letters name vitamins and drives.
pub(super) fn roman(word: &str) -> Option<i32> {
    let value = |letter| match letter {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Vec<i32> = word.chars().map(value).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(at, one)| {
        // A smaller one before a larger one is taken away from it.
        if values.get(at + 1).is_some_and(|next| next > one) { -one } else { *one }
    });
    Some(signed.sum()).filter(|sum| *sum > 0)
}

//! Words of an answer that do not carry it.

/// Words that lead up to an answer, or stand within it to join its parts.
const JOINING: [&str; 46] = [
    "of", "and", "to", "in", "on", "by", "for", "at", "from", "as", "is", "are", "be", "it", "its",
    "this", "that", "these", "your", "their", "our", "my", "i", "think", "guess", "maybe",
    "probably", "answer", "called", "which", "you", "we", "they", "there", "use", "using", "via",
    "through", "some", "kind", "very", "just", "simply", "exactly", "also", "with",
];

/// Those of them that may be missing between two words, as in `rate of change`.
const INNER: [&str; 3] = ["of", "and", "to"];

/// Articles of other languages, and `l` for `l'`. English ones are dropped before.
const ARTICLES: [&str; 26] = [
    "der", "die", "das", "ein", "eine", "einen", "einem", "einer", "le", "la", "les", "l", "un",
    "une", "el", "los", "las", "una", "il", "lo", "gli", "het", "een", "os", "um", "uma",
];

/// Nouns for what kind of thing an answer is: `the softmax function`, `the LoRA method`.
const CATEGORIES: [&str; 31] = [
    "function",
    "method",
    "layer",
    "algorithm",
    "technique",
    "process",
    "procedure",
    "approach",
    "model",
    "network",
    "test",
    "principle",
    "rule",
    "law",
    "theorem",
    "effect",
    "system",
    "mechanism",
    "operation",
    "phenomenon",
    "concept",
    "theory",
    "score",
    "value",
    "number",
    "symbol",
    "problem",
    "step",
    "strategy",
    "type",
    "activation",
];

pub(super) fn joins(word: &str) -> bool {
    JOINING.contains(&word)
}

pub(super) fn joins_within(word: &str) -> bool {
    INNER.contains(&word)
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

pub(super) fn is_category(word: &str) -> bool {
    CATEGORIES.contains(&word)
}

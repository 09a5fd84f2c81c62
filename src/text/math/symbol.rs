//! The symbols that a formula may name, each in Unicode and in ASCII.
//!
//! It knows what part a symbol plays, not where it is drawn. Delimiters, which grow, are in
//! `fence`.
use super::class::AtomClass::{
    self, Big, Binary, Function, Integral, Limits, Ordinary, Punctuation, Relation,
};
use unicode_normalization::UnicodeNormalization;

/// Which characters a formula may be drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphSet {
    /// Every character that a good terminal font has.
    Unicode,
    /// ASCII alone.
    Ascii,
}

/// A symbol: its command without the backslash (or the character itself), in Unicode, in ASCII, its
/// part.
pub(super) type SymbolRow = (&'static str, &'static str, &'static str, AtomClass);

/// The symbol with this name.
pub(super) fn named(name: &str) -> Option<&'static SymbolRow> {
    SYMBOLS.iter().find(|symbol| symbol.0 == name)
}

/// The symbol that looks like this.
pub(super) fn drawn(text: &str) -> Option<&'static SymbolRow> {
    SYMBOLS.iter().find(|symbol| symbol.1 == text)
}

/// A text in ASCII: symbols by their ASCII form, accents left off, a question mark for all else.
pub(super) fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        let mut bytes = [0; 4];
        match drawn(c.encode_utf8(&mut bytes)) {
            _ if c.is_ascii() => out.push(c),
            Some(symbol) => out.push_str(symbol.2),
            None => {
                out.extend(std::iter::once(c).nfkd().map(|c| if c.is_ascii() { c } else { '?' }));
            }
        }
    }
    out
}

/// Every symbol. Where two look alike, the first gives its part and its ASCII form to the bare
/// character.
#[rustfmt::skip]
const SYMBOLS: &[SymbolRow] = &[
    // Greek.
    ("alpha", "α", "alpha", Ordinary),
    ("beta", "β", "beta", Ordinary),
    ("gamma", "γ", "gamma", Ordinary),
    ("delta", "δ", "delta", Ordinary),
    ("epsilon", "ε", "epsilon", Ordinary),
    ("zeta", "ζ", "zeta", Ordinary),
    ("eta", "η", "eta", Ordinary),
    ("theta", "θ", "theta", Ordinary),
    ("iota", "ι", "iota", Ordinary),
    ("kappa", "κ", "kappa", Ordinary),
    ("lambda", "λ", "lambda", Ordinary),
    ("mu", "μ", "mu", Ordinary),
    ("nu", "ν", "nu", Ordinary),
    ("xi", "ξ", "xi", Ordinary),
    ("omicron", "ο", "omicron", Ordinary),
    ("pi", "π", "pi", Ordinary),
    ("rho", "ρ", "rho", Ordinary),
    ("sigma", "σ", "sigma", Ordinary),
    ("tau", "τ", "tau", Ordinary),
    ("upsilon", "υ", "upsilon", Ordinary),
    ("phi", "ϕ", "phi", Ordinary),
    ("chi", "χ", "chi", Ordinary),
    ("psi", "ψ", "psi", Ordinary),
    ("omega", "ω", "omega", Ordinary),
    ("Gamma", "Γ", "Gamma", Ordinary),
    ("Delta", "Δ", "Delta", Ordinary),
    ("Theta", "Θ", "Theta", Ordinary),
    ("Lambda", "Λ", "Lambda", Ordinary),
    ("Xi", "Ξ", "Xi", Ordinary),
    ("Pi", "Π", "Pi", Ordinary),
    ("Sigma", "Σ", "Sigma", Ordinary),
    ("Upsilon", "Υ", "Upsilon", Ordinary),
    ("Phi", "Φ", "Phi", Ordinary),
    ("Psi", "Ψ", "Psi", Ordinary),
    ("Omega", "Ω", "Omega", Ordinary),
    ("varepsilon", "ε", "epsilon", Ordinary),
    ("vartheta", "ϑ", "theta", Ordinary),
    ("varkappa", "ϰ", "kappa", Ordinary),
    ("varpi", "ϖ", "pi", Ordinary),
    ("varrho", "ϱ", "rho", Ordinary),
    ("varsigma", "ς", "sigma", Ordinary),
    ("varphi", "φ", "phi", Ordinary),
    // Letters and signs.
    ("infty", "∞", "inf", Ordinary),
    ("partial", "∂", "d", Ordinary),
    ("nabla", "∇", "grad", Ordinary),
    ("ell", "ℓ", "l", Ordinary),
    ("hbar", "ℏ", "hbar", Ordinary),
    ("imath", "ı", "i", Ordinary),
    ("jmath", "ȷ", "j", Ordinary),
    ("Re", "ℜ", "Re", Ordinary),
    ("Im", "ℑ", "Im", Ordinary),
    ("aleph", "ℵ", "aleph", Ordinary),
    ("wp", "℘", "wp", Ordinary),
    ("emptyset", "∅", "{}", Ordinary),
    ("varnothing", "∅", "{}", Ordinary),
    ("forall", "∀", "forall", Ordinary),
    ("exists", "∃", "exists", Ordinary),
    ("nexists", "∄", "nexists", Ordinary),
    ("neg", "¬", "not", Ordinary),
    ("lnot", "¬", "not", Ordinary),
    ("top", "⊤", "T", Ordinary),
    ("bot", "⊥", "_|_", Ordinary),
    ("angle", "∠", "angle", Ordinary),
    ("triangle", "△", "triangle", Ordinary),
    ("square", "□", "[]", Ordinary),
    ("Box", "□", "[]", Ordinary),
    ("blacksquare", "■", "[]", Ordinary),
    ("checkmark", "✓", "ok", Ordinary),
    ("prime", "′", "'", Ordinary),
    ("degree", "°", "deg", Ordinary),
    ("dagger", "†", "+", Ordinary),
    ("ldots", "…", "...", Ordinary),
    ("dots", "…", "...", Ordinary),
    ("dotsc", "…", "...", Ordinary),
    ("cdots", "⋯", "...", Ordinary),
    ("dotsb", "⋯", "...", Ordinary),
    ("vdots", "⋮", ":", Ordinary),
    ("ddots", "⋱", "...", Ordinary),
    ("%", "%", "%", Ordinary),
    ("$", "$", "$", Ordinary),
    ("&", "&", "&", Ordinary),
    ("#", "#", "#", Ordinary),
    ("_", "_", "_", Ordinary),
    ("backslash", "\\", "\\", Ordinary),
    ("S", "§", "S", Ordinary),
    ("pounds", "£", "GBP", Ordinary),
    // Operators between two terms.
    ("+", "+", "+", Binary),
    ("-", "−", "-", Binary),
    ("*", "∗", "*", Binary),
    ("cdot", "·", "*", Binary),
    ("times", "×", "x", Binary),
    ("div", "÷", "/", Binary),
    ("pm", "±", "+/-", Binary),
    ("mp", "∓", "-/+", Binary),
    ("ast", "∗", "*", Binary),
    ("star", "⋆", "*", Binary),
    ("circ", "∘", "o", Binary),
    ("bullet", "∙", "*", Binary),
    ("odot", "⊙", "(.)", Binary),
    ("oplus", "⊕", "(+)", Binary),
    ("ominus", "⊖", "(-)", Binary),
    ("otimes", "⊗", "(x)", Binary),
    ("oslash", "⊘", "(/)", Binary),
    ("cup", "∪", "cup", Binary),
    ("cap", "∩", "cap", Binary),
    ("sqcup", "⊔", "sqcup", Binary),
    ("sqcap", "⊓", "sqcap", Binary),
    ("setminus", "∖", "\\", Binary),
    ("land", "∧", "and", Binary),
    ("wedge", "∧", "and", Binary),
    ("lor", "∨", "or", Binary),
    ("vee", "∨", "or", Binary),
    ("bmod", "mod", "mod", Binary),
    ("ltimes", "⋉", "|x", Binary),
    ("rtimes", "⋊", "x|", Binary),
    // Relations.
    ("=", "=", "=", Relation),
    ("<", "<", "<", Relation),
    (">", ">", ">", Relation),
    (":", ":", ":", Relation),
    ("lt", "<", "<", Relation),
    ("gt", ">", ">", Relation),
    ("le", "≤", "<=", Relation),
    ("leq", "≤", "<=", Relation),
    ("leqslant", "≤", "<=", Relation),
    ("ge", "≥", ">=", Relation),
    ("geq", "≥", ">=", Relation),
    ("geqslant", "≥", ">=", Relation),
    ("ne", "≠", "!=", Relation),
    ("neq", "≠", "!=", Relation),
    ("ll", "≪", "<<", Relation),
    ("gg", "≫", ">>", Relation),
    ("approx", "≈", "~=", Relation),
    ("sim", "∼", "~", Relation),
    ("simeq", "≃", "~=", Relation),
    ("cong", "≅", "~=", Relation),
    ("equiv", "≡", "==", Relation),
    ("doteq", "≐", ".=", Relation),
    ("coloneqq", "≔", ":=", Relation),
    ("triangleq", "≜", ":=", Relation),
    ("propto", "∝", "propto", Relation),
    ("prec", "≺", "<", Relation),
    ("preceq", "≼", "<=", Relation),
    ("succ", "≻", ">", Relation),
    ("succeq", "≽", ">=", Relation),
    ("lesssim", "≲", "<~", Relation),
    ("gtrsim", "≳", ">~", Relation),
    ("in", "∈", "in", Relation),
    ("notin", "∉", "not in", Relation),
    ("ni", "∋", "ni", Relation),
    ("subset", "⊂", "subset", Relation),
    ("supset", "⊃", "supset", Relation),
    ("subseteq", "⊆", "subseteq", Relation),
    ("supseteq", "⊇", "supseteq", Relation),
    ("subsetneq", "⊊", "subsetneq", Relation),
    ("mid", "∣", "|", Relation),
    ("nmid", "∤", "!|", Relation),
    ("parallel", "∥", "||", Relation),
    ("perp", "⊥", "_|_", Relation),
    ("vdash", "⊢", "|-", Relation),
    ("models", "⊨", "|=", Relation),
    ("to", "→", "->", Relation),
    ("rightarrow", "→", "->", Relation),
    ("longrightarrow", "⟶", "-->", Relation),
    ("leftarrow", "←", "<-", Relation),
    ("gets", "←", "<-", Relation),
    ("longleftarrow", "⟵", "<--", Relation),
    ("leftrightarrow", "↔", "<->", Relation),
    ("Rightarrow", "⇒", "=>", Relation),
    ("implies", "⟹", "==>", Relation),
    ("Longrightarrow", "⟹", "==>", Relation),
    ("Leftarrow", "⇐", "<=", Relation),
    ("impliedby", "⟸", "<==", Relation),
    ("Leftrightarrow", "⇔", "<=>", Relation),
    ("iff", "⟺", "<==>", Relation),
    ("mapsto", "↦", "|->", Relation),
    ("longmapsto", "⟼", "|-->", Relation),
    ("hookrightarrow", "↪", "->", Relation),
    ("rightsquigarrow", "⇝", "~>", Relation),
    ("leadsto", "⇝", "~>", Relation),
    ("uparrow", "↑", "^", Relation),
    ("downarrow", "↓", "v", Relation),
    ("updownarrow", "↕", "^v", Relation),
    ("nearrow", "↗", "/", Relation),
    ("searrow", "↘", "\\", Relation),
    ("rightrightarrows", "⇉", "=>", Relation),
    ("bowtie", "⋈", "|><|", Relation),
    ("rightleftharpoons", "⇌", "<=>", Relation),
    ("asymp", "≍", "~=", Relation),
    ("therefore", "∴", "=>", Relation),
    ("because", "∵", "because", Relation),
    // Punctuation.
    (",", ",", ",", Punctuation),
    (";", ";", ";", Punctuation),
    ("colon", ":", ":", Punctuation),
    // Big operators.
    ("sum", "∑", "sum", Big),
    ("prod", "∏", "prod", Big),
    ("coprod", "∐", "coprod", Big),
    ("bigcup", "⋃", "cup", Big),
    ("bigcap", "⋂", "cap", Big),
    ("bigvee", "⋁", "or", Big),
    ("bigwedge", "⋀", "and", Big),
    ("bigoplus", "⨁", "(+)", Big),
    ("bigotimes", "⨂", "(x)", Big),
    ("bigodot", "⨀", "(.)", Big),
    ("bigsqcup", "⨆", "sqcup", Big),
    // Integrals.
    ("int", "∫", "int", Integral),
    ("iint", "∬", "iint", Integral),
    ("iiint", "∭", "iiint", Integral),
    ("oint", "∮", "oint", Integral),
    // Functions.
    ("ln", "ln", "ln", Function),
    ("log", "log", "log", Function),
    ("lg", "lg", "lg", Function),
    ("exp", "exp", "exp", Function),
    ("sin", "sin", "sin", Function),
    ("cos", "cos", "cos", Function),
    ("tan", "tan", "tan", Function),
    ("cot", "cot", "cot", Function),
    ("sec", "sec", "sec", Function),
    ("csc", "csc", "csc", Function),
    ("sinh", "sinh", "sinh", Function),
    ("cosh", "cosh", "cosh", Function),
    ("tanh", "tanh", "tanh", Function),
    ("coth", "coth", "coth", Function),
    ("arcsin", "arcsin", "arcsin", Function),
    ("arccos", "arccos", "arccos", Function),
    ("arctan", "arctan", "arctan", Function),
    ("arg", "arg", "arg", Function),
    ("deg", "deg", "deg", Function),
    ("dim", "dim", "dim", Function),
    ("hom", "hom", "hom", Function),
    ("ker", "ker", "ker", Function),
    ("mod", "mod", "mod", Function),
    // Functions with limits.
    ("max", "max", "max", Limits),
    ("min", "min", "min", Limits),
    ("sup", "sup", "sup", Limits),
    ("inf", "inf", "inf", Limits),
    ("lim", "lim", "lim", Limits),
    ("det", "det", "det", Limits),
    ("gcd", "gcd", "gcd", Limits),
    ("Pr", "Pr", "Pr", Limits),
    ("limsup", "lim sup", "lim sup", Limits),
    ("liminf", "lim inf", "lim inf", Limits),
    ("argmax", "arg max", "arg max", Limits),
    ("argmin", "arg min", "arg min", Limits),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_forms_drawable() {
        let names: BTreeSet<&str> = SYMBOLS.iter().map(|symbol| symbol.0).collect();
        assert_eq!(names.len(), SYMBOLS.len());
        for (name, text, ascii, _) in SYMBOLS {
            assert!(
                width(text) == text.chars().count() && ascii.is_ascii() && !ascii.is_empty(),
                "{name}"
            );
        }
    }

    #[test]
    fn any_text_has_an_ascii_form() {
        assert_eq!(ascii("naïve α≤ﬁ漢"), "naive alpha<=fi?");
    }
}

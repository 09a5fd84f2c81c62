//! Formulas as they must look.
//!
//! Each test gives the source, the form on one line, the line of the baseline and the block,
//! without its padding.
use super::{GlyphSet, block, line};

fn assert_looks(latex: &str, one_line: &str, baseline: usize, lines: &str) {
    let block = block(latex, GlyphSet::Unicode);
    let shown: Vec<&str> = block.lines.iter().map(|line| line.trim_end()).collect();
    let lines: Vec<&str> = lines.trim_matches('\n').lines().map(str::trim_end).collect();
    assert_eq!(shown, lines, "\n{}\n", shown.join("\n"));
    assert_eq!(block.baseline, baseline);
    assert_eq!(line(latex, GlyphSet::Unicode), one_line);
}

#[test]
fn perplexity() {
    assert_looks(
        r"\mathrm{PPL} = \exp\left(-\frac{1}{t}\sum_{i=1}^{t} \ln p(x_i \mid x_{<i})\right)",
        "PPL = exp(−1/t ∑ᵢ₌₁ᵗ ln p(xᵢ ∣ x_(<i)))",
        1,
        r"
         ⎛  1  t                ⎞
PPL = exp⎜− ─  ∑  ln p(xᵢ ∣ x  )⎟
         ⎝  t i=1            <i ⎠
",
    );
}

#[test]
fn softmax() {
    assert_looks(
        r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}",
        "softmax(z)ᵢ = e^(zᵢ)/(∑ⱼ₌₁ᴷ e^(zⱼ))",
        2,
        r"
                 zᵢ
                e
softmax(z)ᵢ = ───────
               K   zⱼ
               ∑  e
              j=1
",
    );
}

#[test]
fn layer_norm() {
    assert_looks(
        r"y = \gamma \frac{x-\mu}{\sqrt{\sigma^2+\epsilon}} + \beta",
        "y = γ (x − μ)/√(σ² + ε) + β",
        1,
        r"
       x − μ
y = γ ─────── + β
       ______
      √σ² + ε
",
    );
}

#[test]
fn attention() {
    assert_looks(
        r"\mathrm{Attention}(Q,K,V) = \mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
        "Attention(Q, K, V) = softmax(QKᵀ/√dₖ)V",
        1,
        r"
                            ⎛QKᵀ⎞
Attention(Q, K, V) = softmax⎜───⎟V
                            ⎜ __⎟
                            ⎝√dₖ⎠
",
    );
}

#[test]
fn huber_loss() {
    assert_looks(
        concat!(
            r"L_\delta = \begin{cases} \frac{1}{2}(y-\hat y)^2 & \text{if } |y-\hat y| \le \delta ",
            r"\\ \delta(|y-\hat y| - \frac{1}{2}\delta) & \text{otherwise} \end{cases}",
        ),
        "L_δ = { 1/2 (y − ŷ)², if |y − ŷ| ≤ δ; δ(|y − ŷ| − 1/2 δ), otherwise",
        3,
        r"
     ⎧ 1
     ⎪ ─ (y − ŷ)²        if |y − ŷ| ≤ δ
     ⎪ 2
L  = ⎨
 δ   ⎪             1
     ⎪ δ(|y − ŷ| − ─ δ)  otherwise
     ⎩             2
",
    );
}

#[test]
fn cases_of_one_line() {
    assert_looks(
        r"f(x) = \begin{cases} x & x > 0 \\ \alpha x & \text{otherwise} \end{cases}",
        "f(x) = { x, x > 0; αx, otherwise",
        1,
        r"
       ⎧ x   x > 0
f(x) = ⎨
       ⎩ αx  otherwise
",
    );
}

#[test]
fn a_matrix() {
    assert_looks(
        r"A = \begin{bmatrix} 1 & 0 & 2 \\ 0 & 1 & 0 \\ -3 & 0 & 1 \end{bmatrix}",
        "A = [1, 0, 2; 0, 1, 0; −3, 0, 1]",
        1,
        r"
    ⎡1   0  2⎤
A = ⎢0   1  0⎥
    ⎣−3  0  1⎦
",
    );
}

#[test]
fn gelu() {
    assert_looks(
        concat!(
            r"\mathrm{GELU}(x) \approx \frac{x}{2}\left(1+\tanh\left[\sqrt{\frac{2}{\pi}}",
            r"\left(x+0.044715x^3\right)\right]\right)",
        ),
        "GELU(x) ≈ x/2 (1 + tanh[√(2/π)(x + 0.044715x³)])",
        2,
        r"
            ⎛        ⎡ ┌─                ⎤⎞
          x ⎜        ⎢ │2                ⎥⎟
GELU(x) ≈ ─ ⎜1 + tanh⎢ │─(x + 0.044715x³)⎥⎟
          2 ⎝        ⎣╲│π                ⎦⎠
",
    );
}

#[test]
fn nested_fractions() {
    assert_looks(
        r"\frac{1}{1+\frac{1}{1+\frac{1}{x}}} = \frac{\frac{a}{b}}{c}",
        "1/(1 + 1/(1 + 1/x)) = (a/b)/c",
        3,
        r"
             a
             ─
    1        b
───────── = ───
      1      c
1 + ─────
        1
    1 + ─
        x
",
    );
}

#[test]
fn the_binomial_theorem() {
    assert_looks(
        r"(1+x)^n = \sum_{k=0}^{n} \binom{n}{k} x^k",
        "(1 + x)ⁿ = ∑ₖ₌₀ⁿ (n choose k)xᵏ",
        1,
        r"
            n  ⎛n⎞
(1 + x)ⁿ =  ∑  ⎜ ⎟xᵏ
           k=0 ⎝k⎠
",
    );
}

#[test]
fn an_integral() {
    assert_looks(
        r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        "∫₀^∞ e^(−x²) dx = √π/2",
        2,
        r"
              _
⌠∞  −x²      √π
⎮  e    dx = ──
⌡0           2
",
    );
}

#[test]
fn maximum_likelihood() {
    assert_looks(
        r"\hat\theta = \arg\max_\theta \prod_{i=1}^n p(x_i;\theta)",
        "θ̂ = arg max_θ ∏ᵢ₌₁ⁿ p(xᵢ; θ)",
        1,
        r"
             n
θ̂ = arg max  ∏  p(xᵢ; θ)
         θ  i=1
",
    );
}

#[test]
fn divergence() {
    assert_looks(
        r"D_{\mathrm{KL}}(P \parallel Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}",
        "D_KL(P ∥ Q) = ∑ₓ P(x) log P(x)/Q(x)",
        1,
        r"
                        P(x)
D  (P ∥ Q) = ∑ P(x) log ────
 KL          x          Q(x)
",
    );
}

#[test]
fn aligned_lines() {
    assert_looks(
        r"\begin{aligned} a &= b - c \\ &= \frac{d}{e} \end{aligned}",
        "a = b − c; = d/e",
        2,
        r"
a = b − c

    d
  = ─
    e
",
    );
}

#[test]
fn a_limit() {
    assert_looks(
        r"f'(x) = \lim_{h\to 0}\frac{f(x+h)-f(x)}{h}",
        "f′(x) = lim_(h→0) (f(x + h) − f(x))/h",
        1,
        r"
            f(x + h) − f(x)
f′(x) = lim ───────────────
        h→0        h
",
    );
}

#[test]
fn delimiters_and_braces() {
    assert_looks(
        concat!(
            r"\left\| \frac{a}{b} \right\|_2^2 + \left\lfloor \frac{n}{2} \right\rfloor + ",
            r"\underbrace{a+b}_{\text{two}}",
        ),
        "‖a/b‖₂² + ⌊n/2⌋ + (a + b)_two",
        1,
        r"
║a║²   ⎢n⎥
║─║  + ⎢─⎥ + a + b
║b║₂   ⎣2⎦   ╰─┬─╯
              two
",
    );
}

#[test]
fn the_normal_density() {
    assert_looks(
        r"p(x) = \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
        "p(x) = 1/√(2πσ²) e^(−(x−μ)²/(2σ²))",
        1,
        r"
         1    −(x−μ)²/(2σ²)
p(x) = ───── e
        ____
       √2πσ²
",
    );
}

#[test]
fn a_recurrent_cell() {
    assert_looks(
        r"h_t = \sigma(W_h h_{t-1} + W_x x_t + b) \odot \tanh(c_t)",
        "hₜ = σ(Wₕhₜ₋₁ + Wₓxₜ + b) ⊙ tanh(cₜ)",
        0,
        r"
hₜ = σ(Wₕhₜ₋₁ + Wₓxₜ + b) ⊙ tanh(cₜ)
",
    );
}

#[test]
fn an_expectation() {
    assert_looks(
        r"\mathbb{E}_{x \sim \mathcal{N}(0, I)}[f(x)]",
        "𝔼_(x∼𝒩(0,I))[f(x)]",
        0,
        r"
𝔼        [f(x)]
 x∼𝒩(0,I)
",
    );
}

#[test]
fn ascii_uses_nothing_else() {
    let block = block(
        r"\hat y = \gamma \frac{x-\mu}{\sqrt{\sigma^2+\epsilon}} + \sum_{i=1}^n W_h h_i",
        GlyphSet::Ascii,
    );
    let lines = [
        "                       x - mu             n         ",
        "hat(y) = gamma ----------------------- + sum W_h h_i",
    ];
    assert_eq!(block.lines[..2], lines);
}

#[test]
fn small_things_on_one_line() {
    for (latex, unicode, ascii) in [
        ("x_i^2", "xᵢ²", "x_i^2"),
        (r"\frac{a+b}{c}", "(a + b)/c", "(a + b)/c"),
        (r"\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"),
        ("x_{i,j}", "x_(i,j)", "x_(i,j)"),
        ("e^{-x}", "e⁻ˣ", "e^(-x)"),
        ("e^{-x/2}", "e^(−x/2)", "e^(-x/2)"),
        (r"\max_\theta L", "max_θ L", "max_theta L"),
        (r"\frac{1}{2\pi}x", "1/(2π) x", "1/(2 pi) x"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w", "dL/dw"),
        (r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}", "(1, 0; 0, 1)", "(1, 0; 0, 1)"),
        (r"A \not\subset B", "A ⊄ B", "A not subset B"),
        (r"a \overset{d}{=} b", "a =ᵈ b", "a =^d b"),
        ("4,000 + f(1,2)", "4,000 + f(1, 2)", "4,000 + f(1, 2)"),
        ("x = ____ + y_____", "x = ____ + y_____", "x = ____ + y_____"),
        (r"n \in \mathbb{N}, \; x^{(i)}", "n ∈ ℕ, x⁽ⁱ⁾", "n in N, x^((i))"),
        (r"\text{if $x_i$ is 50\%}", "if xᵢ is 50%", "if x_i is 50%"),
    ] {
        assert_eq!(line(latex, GlyphSet::Unicode), unicode, "{latex}");
        assert_eq!(line(latex, GlyphSet::Ascii), ascii, "{latex}");
    }
}

#[test]
fn what_is_not_understood_shows_its_source() {
    for latex in [r"\frac{a}", r"\left( x", r"a } b", r"x^2^3", r"\begin{nope} x"] {
        assert_eq!(line(latex, GlyphSet::Unicode), latex);
        assert_eq!(block(latex, GlyphSet::Unicode).lines, [latex]);
    }
    assert_eq!(
        line(r"\foo{x}^2 + \frac{1}{\bar}", GlyphSet::Unicode),
        r"\foo{x}^2 + \frac{1}{\bar}"
    );
    assert_eq!(line(r"\foo{x} + \bar{x}", GlyphSet::Unicode), r"\foo{x} + x̄");
    assert_eq!(
        line(r"a \begin{tikz}[x] \y \end{tikz}", GlyphSet::Unicode),
        r"a \begin{tikz}[x] \y \end{tikz}"
    );
}

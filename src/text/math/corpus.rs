//! Formulas as people put them on their cards, from school to statistics, and what becomes of each.
//!
//! `examples` says how formulas must look; here it is enough that every one is laid out, on several
//! lines and on one, in Unicode and in ASCII, and that nothing of it is lost.
use super::{GlyphSet, block, line, unknown};
use crate::text::width::width;

/// Formulas that are known in full.
const KNOWN: &[&str] = &[
    // Algebra.
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"(a+b)^2 = a^2 + 2ab + b^2",
    r"a^2 - b^2 = (a-b)(a+b)",
    r"a^3 + b^3 = (a+b)(a^2 - ab + b^2)",
    r"(x+y)^n = \sum_{k=0}^{n} \binom{n}{k} x^{n-k} y^k",
    r"\sqrt[n]{a} = a^{1/n}",
    r"\left(\frac{a}{b}\right)^{-n} = \left(\frac{b}{a}\right)^n",
    r"\log_a x = \frac{\ln x}{\ln a}",
    r"\log(xy) = \log x + \log y",
    r"|x| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6}",
    r"\sum_{k=0}^{\infty} ar^k = \frac{a}{1-r}, \quad |r| < 1",
    r"n! = \prod_{k=1}^{n} k",
    r"\gcd(a,b) \cdot \operatorname{lcm}(a,b) = |ab|",
    r"a \equiv b \pmod{m}",
    r"e^{i\pi} + 1 = 0",
    r"z = r(\cos\theta + i\sin\theta) = re^{i\theta}",
    r"\overline{z_1 + z_2} = \overline{z_1} + \overline{z_2}",
    r"\phi = \frac{1+\sqrt5}{2} = 1 + \cfrac{1}{1 + \cfrac{1}{1 + \cdots}}",
    // Geometry and trigonometry.
    r"c^2 = a^2 + b^2 - 2ab\cos\gamma",
    r"\frac{a}{\sin\alpha} = \frac{b}{\sin\beta} = \frac{c}{\sin\gamma}",
    r"\sin^2\theta + \cos^2\theta = 1",
    r"\sin(\alpha \pm \beta) = \sin\alpha\cos\beta \pm \cos\alpha\sin\beta",
    r"\tan 2\theta = \frac{2\tan\theta}{1 - \tan^2\theta}",
    r"A = \pi r^2, \; V = \tfrac43 \pi r^3",
    r"\triangle ABC \sim \triangle DEF",
    r"\angle ABC = 90^\circ",
    r"d = \sqrt{(x_2 - x_1)^2 + (y_2 - y_1)^2}",
    r"A = \sqrt{s(s-a)(s-b)(s-c)}",
    // Calculus.
    r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}",
    r"\frac{d}{dx} x^n = nx^{n-1}",
    r"\frac{d}{dx}\left[\frac{u}{v}\right] = \frac{u'v - uv'}{v^2}",
    r"\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx}",
    r"\int_a^b f(x)\,dx = F(b) - F(a)",
    r"\int u\,dv = uv - \int v\,du",
    r"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}",
    r"\int \frac{1}{1+x^2}\,dx = \arctan x + C",
    r"\iint_D f(x,y)\,dA",
    r"f(x) = \sum_{n=0}^{\infty} \frac{f^{(n)}(a)}{n!}(x-a)^n",
    r"\lim_{n\to\infty} \left(1 + \frac{1}{n}\right)^n = e",
    r"\frac{\partial^2 u}{\partial t^2} = c^2 \nabla^2 u",
    r"\nabla \times \vec{F} = \vec{0}",
    r"\oint_C \vec{F} \cdot d\vec{r} = \iint_S (\nabla \times \vec{F}) \cdot d\vec{S}",
    r"\left.\frac{dy}{dx}\right|_{x=0} = 1",
    r"y'' + p(x)y' + q(x)y = 0",
    r"\mathcal{L}\{f(t)\} = \int_0^\infty e^{-st} f(t)\,dt",
    r"\hat{f}(\xi) = \int_{\mathbb{R}} f(x) e^{-2\pi i x \xi}\,dx",
    r"\ddot{x} + 2\zeta\omega_0\dot{x} + \omega_0^2 x = 0",
    concat!(
        r"\forall \varepsilon > 0 \; \exists \delta > 0 : |x - a| < \delta \Rightarrow |f(x) - L| ",
        r"< \varepsilon",
    ),
    // Linear algebra.
    r"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad - bc",
    r"A^{-1} = \frac{1}{ad-bc}\begin{bmatrix} d & -b \\ -c & a \end{bmatrix}",
    r"A\mathbf{v} = \lambda\mathbf{v}",
    r"\det(A - \lambda I) = 0",
    r"A = U\Sigma V^\top",
    r"\langle u, v \rangle = \|u\| \|v\| \cos\theta",
    r"\operatorname{rank} A + \dim\ker A = n",
    r"\begin{vmatrix} i & j & k \\ a_1 & a_2 & a_3 \\ b_1 & b_2 & b_3 \end{vmatrix}",
    r"\left[\begin{array}{cc|c} 1 & 0 & 3 \\ 0 & 1 & 5 \end{array}\right]",
    r"\mathrm{proj}_u v = \frac{u \cdot v}{u \cdot u} u",
    r"\|x\|_p = \left(\sum_{i=1}^n |x_i|^p\right)^{1/p}",
    concat!(
        r"A = \begin{pmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & ",
        r"\cdots & a_{mn} \end{pmatrix}",
    ),
    // Probability and statistics.
    r"P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)}",
    r"P(A \cup B) = P(A) + P(B) - P(A \cap B)",
    r"\mathbb{E}[X] = \sum_x x\,P(X = x)",
    r"\operatorname{Var}(X) = \mathbb{E}[X^2] - (\mathbb{E}[X])^2",
    r"f(x) = \frac{1}{\sigma\sqrt{2\pi}} e^{-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^2}",
    r"P(X = k) = \binom{n}{k} p^k (1-p)^{n-k}",
    r"P(X = k) = \frac{\lambda^k e^{-\lambda}}{k!}",
    r"\bar{x} = \frac{1}{n}\sum_{i=1}^n x_i",
    r"s^2 = \frac{1}{n-1}\sum_{i=1}^n (x_i - \bar{x})^2",
    r"z = \frac{\bar{x} - \mu_0}{\sigma/\sqrt{n}}",
    r"\hat{\beta} = (X^\top X)^{-1} X^\top y",
    concat!(
        r"r = \frac{\sum (x_i - \bar x)(y_i - \bar y)}{\sqrt{\sum (x_i - \bar x)^2 \sum (y_i - ",
        r"\bar y)^2}}",
    ),
    r"\bar{X}_n \to \mu \text{ as } n \to \infty",
    r"X \sim \mathcal{N}(\mu, \sigma^2)",
    r"\chi^2 = \sum_{i} \frac{(O_i - E_i)^2}{E_i}",
    r"H(X) = -\sum_{x} p(x) \log_2 p(x)",
    r"D_{\mathrm{KL}}(P \parallel Q) = \sum_x P(x) \ln \frac{P(x)}{Q(x)}",
    r"\Pr[|X - \mu| \ge k\sigma] \le \frac{1}{k^2}",
    // Machine learning.
    r"\theta_{t+1} = \theta_t - \eta \nabla_\theta L(\theta_t)",
    r"\sigma(x) = \frac{1}{1 + e^{-x}}",
    r"\hat{y} = \operatorname*{arg\,max}_{c} P(c \mid x)",
    r"L = -\sum_{c=1}^{M} y_{o,c} \log(p_{o,c})",
    r"\frac{\partial L}{\partial w_{ij}^{(l)}} = \delta_i^{(l)} a_j^{(l-1)}",
    r"F_1 = 2 \cdot \frac{\text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}",
    concat!(
        r"\underbrace{\mathbb{E}[(y - \hat{f})^2]}_{\text{error}} = \text{bias}^2 + ",
        r"\text{variance} + \sigma^2",
    ),
    r"\mathrm{ReLU}(x) = \max(0, x)",
    r"Q(s,a) \leftarrow Q(s,a) + \alpha\left[r + \gamma \max_{a'} Q(s',a') - Q(s,a)\right]",
    r"\mathrm{PE}_{(pos,2i)} = \sin\left(pos / 10000^{2i/d}\right)",
    // Physics and chemistry.
    r"E = mc^2",
    r"F = G\frac{m_1 m_2}{r^2}",
    r"\vec{F} = m\vec{a} = \frac{d\vec{p}}{dt}",
    r"i\hbar\frac{\partial}{\partial t}\Psi = \hat{H}\Psi",
    r"\Delta x \, \Delta p \ge \frac{\hbar}{2}",
    r"\nabla \cdot \mathbf{E} = \frac{\rho}{\varepsilon_0}",
    r"\frac{1}{f} = \frac{1}{d_o} + \frac{1}{d_i}",
    r"PV = nRT",
    r"\Delta G = \Delta H - T\Delta S",
    r"k = Ae^{-\frac{E_a}{RT}}",
    r"\mathrm{pH} = -\log_{10}[\mathrm{H}^+]",
    r"2\,\mathrm{H_2} + \mathrm{O_2} \rightarrow 2\,\mathrm{H_2O}",
    r"\lambda = \frac{h}{p}",
    r"\gamma = \frac{1}{\sqrt{1 - v^2/c^2}}",
    r"\langle \psi | \hat{A} | \psi \rangle",
    // Logic, sets, computing.
    r"\neg(p \land q) \iff \neg p \lor \neg q",
    r"A \setminus B = \{x \in A \mid x \notin B\}",
    r"\emptyset \subseteq A \subseteq A \cup B",
    r"f : A \to B, \quad x \mapsto x^2",
    r"\mathbb{N} \subset \mathbb{Z} \subset \mathbb{Q} \subset \mathbb{R} \subset \mathbb{C}",
    r"T(n) = 2T\left(\lfloor n/2 \rfloor\right) + \Theta(n)",
    r"f(n) = O(g(n)) \iff \exists c, n_0 : f(n) \le c\,g(n) \; \forall n \ge n_0",
    r"\begin{aligned} (a+b)^3 &= (a+b)(a+b)^2 \\ &= a^3 + 3a^2b + 3ab^2 + b^3 \end{aligned}",
    r"\bigcup_{i \in I} A_i = \{x \mid \exists i \in I : x \in A_i\}",
    r"\sum_{\substack{0 \le i \le n \\ i \text{ odd}}} \binom{n}{i} = 2^{n-1}",
    r"\lceil x \rceil = \min\{n \in \mathbb{Z} \mid n \ge x\}",
    // Economics.
    r"PV = \frac{FV}{(1+r)^n}",
    r"\varepsilon_d = \frac{\%\Delta Q_d}{\%\Delta P}",
    r"MV = PY",
    r"\mathrm{NPV} = \sum_{t=0}^{T} \frac{C_t}{(1+i)^t}",
];

/// Formulas with a command that is not known, and the command.
const PARTLY: &[(&str, &str)] = &[
    (r"\ce{2H2 + O2 -> 2H2O}", r"\ce"),
    (r"\frac{\cancel{2}x}{\cancel{2}} = x", r"\cancel"),
    (r"\SI{9.81}{m/s^2}", r"\SI"),
    (r"\begin{tikzpicture} \draw (0,0); \end{tikzpicture}", r"\begin{tikzpicture}"),
    (r"\ket{\psi} = \alpha\ket{0} + \beta\ket{1}", r"\ket"),
    (r"\dv{f}{x} = 2x", r"\dv"),
];

/// Formulas that are malformed: all of them is shown as it is written.
const BROKEN: &[&str] =
    &[r"\frac{1}{2", r"x^{2", r"\left( x + 1", r"a_1^2^3", r"\begin{matrix} 1 & 2", r"}{"];

fn is_sound(latex: &str, glyphs: GlyphSet) -> bool {
    let block = block(latex, glyphs);
    let even = block.lines.iter().all(|line| width(line) == block.width)
        && block.baseline < block.lines.len();
    let one = line(latex, glyphs);
    let plain = glyphs == GlyphSet::Unicode
        || one.is_ascii() && block.lines.iter().all(|line| line.is_ascii());
    even && plain && !one.trim().is_empty() && !one.contains('\n')
}

#[test]
fn a_hundred_formulas_are_laid_out_in_full() {
    assert!(KNOWN.len() >= 100, "{}", KNOWN.len());
    for latex in KNOWN {
        assert_eq!(unknown(latex), Vec::<String>::new(), "{latex}");
        for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
            assert!(is_sound(latex, glyphs), "{latex}");
            let shown =
                format!("{}\n{}", block(latex, glyphs).lines.join("\n"), line(latex, glyphs));
            // A backslash is left only where a set is taken from another, and in the corners of
            // ASCII.
            let source =
                shown.contains("\\begin") || shown.contains("\\frac") || shown.contains("\\text");
            assert!(
                !source && (glyphs == GlyphSet::Ascii || !shown.contains('\\')),
                "{latex}\n{shown}"
            );
        }
    }
}

#[test]
fn what_is_not_known_is_named_and_kept() {
    for (latex, command) in PARTLY {
        assert!(
            unknown(latex).iter().any(|found| found == command),
            "{latex}: {:?}",
            unknown(latex)
        );
        assert!(is_sound(latex, GlyphSet::Unicode), "{latex}");
        let shown = line(latex, GlyphSet::Unicode);
        assert!(shown.contains(command), "{latex}: {shown}");
    }
}

#[test]
fn what_is_malformed_is_shown_as_it_is_written() {
    for latex in BROKEN {
        assert_eq!(line(latex, GlyphSet::Unicode), *latex);
        assert_eq!(block(latex, GlyphSet::Unicode).lines, [*latex]);
    }
}

#[test]
fn depth_and_length_have_an_end() {
    for (open, close) in
        [(r"\frac{1}{", "}"), (r"\sqrt{", "}"), ("x^{", "}"), (r"\left(", r"\right)"), ("{", "}")]
    {
        for depth in [400, 20_000] {
            let latex = format!("{}x{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(
                line(&latex, GlyphSet::Unicode),
                latex,
                "too deep to be laid out, so it is shown as written"
            );
            assert_eq!(block(&latex, GlyphSet::Unicode).height(), 1);
            let unclosed = open.repeat(depth);
            assert_eq!(line(&unclosed, GlyphSet::Unicode), unclosed);
        }
    }
    // As wide as it is long, and as deep as is allowed everywhere.
    let wide = r"\frac{a}{b}+".repeat(400);
    assert!(is_sound(&wide, GlyphSet::Unicode));
}

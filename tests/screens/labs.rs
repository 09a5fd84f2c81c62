//! The labs on the screen: every one of them, what keys do to them, and the ways from notes to
//! them.

use lacuna::labs::{LABS, Lab, ParameterKind};
use lacuna::library::Library;
use lacuna::store::bundled;
use lacuna::text::math::GlyphSet;
use lacuna::ui::shell::message::Effect;

use crate::SIZES;
use crate::drill::drill;
use crate::harness::{Screen, screen, with};

/// Returns the screen with a lab open.
fn lab(width: u16, height: u16, id: &str) -> Screen {
    open(screen(width, height), id)
}

fn open(screen: Screen, id: &str) -> Screen {
    let at = LABS.iter().position(|lab| lab.id == id).expect("there is such a lab");
    screen.keys("g l").keys(&"j ".repeat(at)).keys("enter")
}

/// Returns what stands on the screen, blanks squeezed.
fn said(screen: &Screen) -> String {
    screen.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_lab_on_the_usual_screen() {
    screen(100, 30).keys("g l").snapshot("labs");
    for known in LABS {
        let opened = lab(100, 30, known.id);
        assert!(opened.text().contains(known.title), "{}", opened.text());
        opened.snapshot(&format!("lab-{}", known.id));
    }
}

#[test]
fn labs_on_other_screens() {
    for (width, height) in &SIZES[1..] {
        screen(*width, *height).keys("g l j").snapshot("labs");
        for id in ["decoder", "convolution", "capacity"] {
            lab(*width, *height, id).snapshot(&format!("lab-{id}"));
        }
    }
    for id in ["decoder", "norms", "descent"] {
        let ascii = with(80, 24, Library::open(vec![bundled::deck()]), GlyphSet::Ascii);
        open(ascii, id).keys("x").snapshot(&format!("ascii-lab-{id}"));
    }
}

#[test]
fn sliders_move_and_everything_follows() {
    let one = lab(100, 30, "kv-cache");
    assert!(one.text().contains("512 MiB"), "{}", one.text());
    let two = one.keys("L");
    assert!(two.text().contains("1.12 GiB"), "eight heads and ten more: {}", two.text());
    let back = two.keys("H");
    assert!(back.text().contains("512 MiB"), "{}", back.text());
    let least = back.keys("H H left");
    assert!(least.text().contains("64 MiB"), "the end holds: {}", least.text());
    let reset = least.keys("j l r");
    assert!(reset.text().contains("512 MiB"), "{}", reset.text());
}

#[test]
fn values_are_typed_and_what_cannot_be_taken_is_told() {
    let typed = lab(100, 30, "perplexity").keys("enter ctrl-u type:1/2,1/2 enter");
    assert!(said(&typed).contains("Perplexity: the exponential of the mean 2"), "{}", typed.text());
    let bad = typed.keys("enter ctrl-u type:0.5,2");
    let refused = bad.keys("enter");
    assert!(refused.text().contains("is no value for"), "{}", refused.text());
    let mended = refused.keys("backspace backspace enter");
    assert!(said(&mended).contains("Tokens: how many words there are 1"), "{}", mended.text());
    let left = mended.keys("enter ctrl-u type:q esc");
    assert!(
        said(&left).contains("Tokens: how many words there are 1") && left.effects.is_empty(),
        "{}",
        left.text()
    );
    let list = left.keys("esc");
    assert!(list.text().contains(&format!("{} labs", LABS.len())), "{}", list.text());
    assert!(
        said(&list.keys("enter")).contains("Tokens: how many words there are 1"),
        "a lab is found as it was left"
    );
}

#[test]
fn choices_seeds_and_explanations() {
    let choice = lab(100, 30, "attention").keys("l");
    assert!(choice.text().contains("‹ causal ›"), "{}", choice.text());
    let seeded = lab(100, 30, "decoder");
    let before = seeded.text();
    let anew = seeded.keys("s");
    assert_ne!(anew.text(), before);
    let explained = anew.keys("x");
    assert!(explained.text().contains("Greedy decoding takes “mat”"), "{}", explained.text());
    assert!(!explained.keys("x").text().contains("Greedy decoding takes"));
    let none = lab(100, 30, "norms").keys("s");
    assert!(none.text().contains("Nothing is random in this lab"), "{}", none.text());
    let text = lab(100, 30, "bpe").keys("j l");
    assert!(text.text().contains("This is not a slider"), "{}", text.text());
}

#[test]
fn parameters_that_do_not_fit_say_so_and_can_be_mended() {
    let clash = lab(100, 30, "self-consistency").keys("j enter ctrl-u type:4 enter");
    assert!(clash.text().contains("4 samples can tie"), "{}", clash.text());
    assert!(clash.keys("l").text().contains("majority"), "the next step is odd again");
}

#[test]
fn notes_lead_to_their_labs() {
    let browse = screen(100, 30).keys("b ' l");
    assert!(browse.text().contains("L lab: Layer"), "{}", browse.text());
    browse.snapshot("browse-lab");
    for keys in [
        "b ' l L",
        "b ' l enter L",
        "/ type:layer space type:norm alt-l",
        "/ type:layer space type:norm enter L",
    ] {
        let opened = screen(100, 30).keys(keys);
        assert!(opened.text().contains("Epsilon ε"), "{keys}: {}", opened.text());
    }
    let clicked = screen(100, 30).keys("b ' l").click("lab: Layer");
    assert!(clicked.text().contains("Epsilon ε"), "{}", clicked.text());
    let none = screen(100, 30).keys("/ type:monorepo enter L");
    assert!(none.text().contains("This note has no lab"), "{}", none.text());
    let child = screen(100, 30).keys("/ type:four space type:equal space type:logits alt-l");
    assert!(
        !child.text().contains("panic")
            && child.effects.iter().all(|effect| !matches!(effect, Effect::Quit))
    );
    let other = drill(80, 24).keys("space L");
    assert!(
        other.text().contains("This note has no lab"),
        "another deck has none: {}",
        other.text()
    );
}

#[test]
fn the_mouse_chooses_and_scrolls() {
    let picked = lab(100, 30, "decoder").click("Top-p");
    assert!(picked.text().contains("keeps the fewest words"), "{}", picked.text());
    let typing = picked.click("Top-p").keys("ctrl-u type:0.5 enter");
    assert!(
        said(&typing).contains("Nucleus size: how many words reach p without 1"),
        "{}",
        typing.text()
    );
    let before = typing.text();
    let scrolled = typing.wheel("Nucleus size", 3);
    assert_ne!(scrolled.text(), before);
    assert_eq!(scrolled.wheel("Kept size", -3).text(), before);
    let listed = screen(100, 30).keys("g l").click("Perplexity");
    assert!(listed.text().contains("Word probabilities"), "{}", listed.text());
}

/// Parameters with what is typed for them.
type Typed = &'static [(&'static str, &'static str)];

/// What is typed for each task of each lab, in their order.
const SOLUTIONS: [(&str, [Typed; 3]); 15] = [
    ("bpe", [&[("merges", "0")], &[("merges", "30")], &[("text", "low low lower")]]),
    ("decoder", [&[("p", "0.8")], &[("temperature", "0.3")], &[("temperature", "4")]]),
    (
        "attention",
        [&[("mask", "causal")], &[("wq", "0,0;0,0")], &[("order", "3,1,2"), ("positions", "on")]],
    ),
    ("norms", [&[("scale", "3")], &[("x", "1,2,3,6")], &[("x", "1,-1;2,-2")]]),
    ("lora", [&[("r", "2048")], &[("r", "1")], &[("alpha", "0")]]),
    (
        "kv-cache",
        [&[("kv_heads", "1")], &[("tokens", "8192"), ("kv_heads", "4")], &[("kv_heads", "2")]],
    ),
    (
        "perplexity",
        [&[("probabilities", "1/2,1/2")], &[("times", "64")], &[("probabilities", "1,1,1,1e-6")]],
    ),
    (
        "rotary",
        [&[("m", "8"), ("n", "6")], &[("n", "3")], &[("m", "8191"), ("interpolation", "on")]],
    ),
    ("minhash", [&[("rows", "1"), ("bands", "64")], &[("rows", "32")], &[("k", "1")]]),
    ("descent", [&[("step", "1")], &[("step", "0.1")], &[("batch", "1")]]),
    ("self-consistency", [&[("n", "41")], &[("p", "0.4")], &[("p", "0.5")]]),
    (
        "convolution",
        [&[("padding", "1")], &[("padding", "1"), ("stride", "2")], &[("channels", "1")]],
    ),
    (
        "message-passing",
        [&[("rounds", "50")], &[("edges", "1,2;2,3;3,4;4,1")], &[("edges", "1,2;2,3")]],
    ),
    ("capacity", [&[("degree", "9")], &[("degree", "0")], &[("degree", "9"), ("ridge", "0.1")]]),
    ("online-softmax", [&[("block", "4")], &[("steps", "1")], &[("scores", "5,3,2,1")]]),
];

/// Sets parameters of the open lab with its keys.
fn set(screen: Screen, lab: &Lab, parameters: &[(&str, &str)]) -> Screen {
    parameters.iter().fold(screen, |screen, (key, value)| {
        let at = lab.parameters.iter().position(|known| known.key == *key).expect("it has that");
        let chosen = screen.keys("g g").keys(&"j ".repeat(at));
        match lab.parameters[at].kind {
            ParameterKind::Choice(_) => chosen.keys("enter"),
            _ => chosen
                .keys(&format!("enter ctrl-u type:{} enter", value.replace(' ', " space type:"))),
        }
    })
}

/// A task's mark with the words that begin it, which are never broken over two lines.
fn marked(mark: &str, text: &str) -> String {
    let first: Vec<&str> = text.split(' ').take(3).collect();
    format!("{mark} {}", first.join(" "))
}

#[test]
fn every_task_of_every_lab_is_open_at_first_and_done_by_the_labs_own_keys() {
    assert_eq!(SOLUTIONS.len(), LABS.len());
    for (known, (id, solutions)) in LABS.iter().zip(SOLUTIONS) {
        assert_eq!((known.id, known.tasks.len()), (id, solutions.len()));
        for (task, solution) in known.tasks.iter().zip(solutions) {
            let opened = lab(160, 45, id);
            assert!(opened.text().contains("Tasks: 0 of 3 done"), "{}", opened.text());
            assert!(opened.text().contains(&marked("○", task.text)), "{}", opened.text());
            let solved = set(opened, known, solution);
            assert!(
                solved.text().contains(&marked("✓", task.text)),
                "{}: {}",
                task.text,
                solved.text()
            );
            let kept = solved.keys("r");
            assert!(kept.text().contains(&marked("✓", task.text)), "a tick stays for the visit");
        }
    }
}

#[test]
fn a_task_that_is_done_shows_why_and_the_list_counts_it() {
    let done = set(lab(100, 30, "decoder"), &LABS[1], &[("p", "0.8")]);
    assert!(done.text().contains("Tasks: 1 of 3 done"), "{}", done.text());
    assert!(done.text().contains("Top-p adds words up"), "{}", done.text());
    let list = done.keys("esc");
    assert!(list.text().contains("1 of 45 tasks done"), "{}", list.text());
    assert!(list.text().contains("✓○○"), "{}", list.text());
    let narrow = set(lab(60, 18, "decoder"), &LABS[1], &[("p", "0.8")]);
    assert!(narrow.text().contains("✓ Make top-p keep exactly three words"), "{}", narrow.text());
}

#[test]
fn the_description_of_a_lab_is_never_cut() {
    for (width, height) in [(160, 45), (100, 30), (80, 24), (60, 18)] {
        for (at, lab) in LABS.iter().enumerate() {
            let list = screen(width, height).keys("g l").keys(&"j ".repeat(at));
            assert!(!list.text().contains('…'), "{}", list.text());
            let end = lab.about.rsplit(' ').next().unwrap();
            assert!(list.text().contains(end), "{} at {width}: {}", lab.id, list.text());
        }
    }
}

#[test]
fn figures_fill_the_screen() {
    let lab = lab(100, 30, "capacity");
    let large = lab.keys("F");
    assert!(large.text().contains("Underfitting and overfitting"), "{}", large.text());
    assert!(!large.text().contains("Penalty"), "nothing of the lab is beside it");
    let rows = large.text().lines().filter(|line| !line.trim().is_empty()).count();
    assert!(rows >= 28, "{}", large.text());
    assert!(large.keys("esc").text().contains("Penalty"));
}

#[test]
fn the_smallest_screen_shows_a_parameter_and_its_results() {
    let small = lab(40, 10, "decoder").snapshot("lab-decoder");
    assert!(small.text().contains("Temperature T"), "{}", small.text());
    assert!(small.text().contains("0.5573"), "{}", small.text());
    let refused = small.keys("enter ctrl-u type:hot enter");
    assert!(refused.text().contains("no value"), "{}", refused.text());
}

//! The labs on the screen: every one of them, what keys do to them, and the ways from notes to
//! them.

use lacuna::labs::LABS;
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
    assert!(said(&mended).contains("Tokens: how many tokens there are 1"), "{}", mended.text());
    let left = mended.keys("enter ctrl-u type:q esc");
    assert!(
        said(&left).contains("Tokens: how many tokens there are 1") && left.effects.is_empty(),
        "{}",
        left.text()
    );
    let list = left.keys("esc");
    assert!(list.text().contains(&format!("{} labs", LABS.len())), "{}", list.text());
    assert!(
        said(&list.keys("enter")).contains("Tokens: how many tokens there are 1"),
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
    assert!(explained.text().contains("Greedy decoding takes token 1"), "{}", explained.text());
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
    assert!(picked.text().contains("keeps the fewest tokens"), "{}", picked.text());
    let typing = picked.click("Top-p").keys("ctrl-u type:0.5 enter");
    assert!(
        said(&typing).contains("Nucleus size: how many tokens reach p without 1"),
        "{}",
        typing.text()
    );
    let before = typing.text();
    let scrolled = typing.wheel("Nucleus size", 3);
    assert_ne!(scrolled.text(), before);
    assert_eq!(scrolled.wheel("Kept size", -3).text(), before);
    let listed = screen(100, 30).keys("g l").click("Perplexity");
    assert!(listed.text().contains("Token probabilities"), "{}", listed.text());
}

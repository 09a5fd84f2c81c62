//! From a cold start, a few letters and Enter open the right note: every note, by every way to name
//! it.

use lacuna::library::Library;
use lacuna::store::bundled;
use lacuna::text::width::cut;

use crate::harness::{Screen, asked, screen};

struct Named {
    title: String,
    aliases: Vec<String>,
}

fn terms() -> Vec<Named> {
    let (library, _) = Library::open(vec![bundled::deck()]);
    let standing = library.all().filter(|note| !library.is_child(*note));
    standing
        .map(|note| {
            let aliases = library.outline(note).aliases.iter().map(ToString::to_string).collect();
            Named { title: library.title(note), aliases }
        })
        .collect()
}

fn typed(text: &str) -> Screen {
    screen(100, 30).keys("/").paste(text)
}

/// The heading of the note that Enter opens: the first line to the right of the hits.
fn opened(text: &str) -> String {
    let note = typed(text).keys("enter").text();
    let heading = note
        .lines()
        .nth(4)
        .and_then(|line| line.split_once('│'))
        .map(|(_, right)| right.trim_matches(['┃', ' ']).to_string());
    heading.unwrap_or_default()
}

fn is_right(heading: &str, title: &str) -> bool {
    !heading.is_empty() && cut(title, 56).starts_with(heading.trim_end_matches('…'))
}

fn first(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

#[test]
fn the_first_letters_of_a_term_open_it() {
    let terms = terms();
    let mut late = Vec::new();
    for term in &terms {
        let needed = (4..=term.title.chars().count().max(4))
            .find(|&n| is_right(&opened(&first(&term.title, n)), &term.title));
        let needed =
            needed.unwrap_or_else(|| panic!("{} is not found by its own term", term.title));
        // Five letters do, unless another term begins with the same ones.
        let shared = terms.iter().filter(|other| other.title != term.title);
        let same = |n: usize| {
            shared
                .clone()
                .any(|other| first(&other.title, n).eq_ignore_ascii_case(&first(&term.title, n)))
        };
        if needed > 5 && !same(needed - 1) {
            late.push((term.title.clone(), needed, opened(&first(&term.title, 5))));
        }
    }
    assert!(late.is_empty(), "{late:#?}");
}

#[test]
fn every_alias_opens_its_note() {
    for term in terms() {
        for alias in &term.aliases {
            let heading = opened(alias);
            assert!(
                is_right(&heading, &term.title),
                "“{alias}” opens {heading:?}, not {:?}",
                term.title
            );
        }
    }
}

#[test]
fn a_slip_of_the_fingers_still_opens_the_note() {
    let mut wrong = Vec::new();
    for term in terms() {
        // Two letters of the longest word swapped; with the words around it, as somebody would type
        // it.
        let words = term.title.split(|c: char| !c.is_alphanumeric());
        let longest = words.max_by_key(|word| word.chars().count()).expect("a title has a word");
        let letters: Vec<char> = longest.chars().collect();
        let different = |i: &usize| letters[*i] != letters[i + 1];
        let Some(at) =
            (1..letters.len().saturating_sub(1)).find(different).filter(|_| letters.len() > 3)
        else {
            continue;
        };
        let mut slipped = letters.clone();
        slipped.swap(at, at + 1);
        let slipped: String = slipped.into_iter().collect();
        let text = term.title.replace(longest, &slipped);
        let heading = opened(&text);
        if !is_right(&heading, &term.title) {
            wrong.push((text, heading));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn misspellings_are_marked() {
    for (text, title) in [
        ("layre nrom", "Layer normalization"),
        ("perplxity", "Perplexity"),
        ("kuberntes", "Kubernetes"),
    ] {
        let hits = typed(text).text();
        let row =
            hits.lines().find(|line| line.contains(title)).unwrap_or_else(|| panic!("{hits}"));
        assert!(row.trim_start_matches('▸').trim_start().starts_with('≈'), "{row}");
        assert!(is_right(&opened(text), title), "{text} opens {}", opened(text));
    }
}

#[test]
fn abbreviations_and_any_case_and_order_work() {
    let cases = [
        ("gqa", "Grouped-query attention"),
        ("rope", "Rotary encoding"),
        ("bpe", "Byte pair encoding"),
        ("icl", "In-context learning"),
        ("LORA", "LoRA"),
        ("Bert", "BERT"),
        ("norm layer", "Layer normalization"),
        ("'norm ^layer", "Layer normalization"),
    ];
    for (text, title) in cases {
        let heading = opened(text);
        assert!(is_right(&heading, title), "{text} opens {heading:?}");
    }
    let kv = typed("kv").text();
    assert!(kv.contains("Multi-query attention") || kv.contains("Key vector"), "{kv}");
}

#[test]
fn a_long_text_is_not_a_hit_for_everything() {
    // Letters that stand in this order in most long texts, and are no word of any.
    let hits = typed("aeinorst").text();
    assert!(hits.contains("0 of 280"), "{hits}");
}

#[test]
fn tab_completes_and_never_leaves() {
    let filter = screen(80, 24).keys("/ type:is:d tab").text();
    assert!(filter.contains("> is:due "), "{filter}");
    let title = screen(80, 24).keys("/ type:layer type:norm tab").text();
    assert!(title.contains("> Layer normalization"), "{title}");
    let nothing = screen(80, 24).keys("/ type:zzzzq tab tab").text();
    assert!(nothing.contains("> zzzzq") && nothing.contains("Nothing found."), "{nothing}");
    for text in ["Fewer or shorter words find more.", "!without"] {
        assert!(nothing.contains(text), "{nothing}");
    }
}

#[test]
fn labs_are_found_and_opened_and_eighty_columns_have_a_preview() {
    let found = screen(80, 24).keys("/ type:kv space type:cach");
    assert!(found.text().contains("Lab: KV cache"), "{}", found.text());
    let found = found.click("Lab: KV cache");
    assert!(found.text().contains('│'), "{}", found.text());
    let opened = found.keys("enter").text();
    assert!(!opened.contains("> kv cach") && opened.contains("KV cache"), "{opened}");
}

#[test]
fn the_time_shown_is_that_of_the_ranking() {
    let ranked = typed("gqa").took(3);
    assert!(ranked.text().contains(" · 3.0 ms"), "{}", ranked.text());
    let moved = ranked.keys("down").took(9).resize(90, 25).took(8);
    assert!(moved.text().contains(" · 3.0 ms"), "{}", moved.text());
    let again = moved.keys("backspace");
    assert!(!again.text().contains(" ms"), "it is not known yet: {}", again.text());
    assert!(again.took(2).text().contains(" · 2.0 ms"));
}

#[test]
fn a_ranking_that_nobody_measured_has_no_time() {
    let opened = asked(80, 24, "gqa").keys("down").took(9);
    assert!(!opened.text().contains(" ms"), "that was the cursor key's time:\n{}", opened.text());
}

#[test]
fn a_long_note_keeps_its_title_and_folds_what_can_wait() {
    let text = |screen: &Screen| screen.text();
    let note = screen(60, 18).keys("/ type:absolute enter");
    assert!(text(&note).contains("Absolute positional encoding"), "{}", text(&note));
    let down = note.keys("pgdn");
    assert!(text(&down).contains("Absolute positional encoding"), "{}", text(&down));
    let end = down.keys("G");
    assert!(text(&end).contains("▸ Why it matters"), "{}", text(&end));
    let open = end.keys("z G");
    assert!(!text(&open).contains("▸ Why it matters"), "{}", text(&open));
    let other = open.keys("esc ctrl-u type:layernorm enter G g g");
    assert!(other.keys("z G").text().contains("▸ Why it matters"), "the state was kept");
}

#[test]
fn the_row_of_the_fold_is_clicked() {
    let note = screen(60, 18).keys("/ type:absolute enter G");
    let open = note.click("▸ Why it matters");
    assert!(open.text().contains("▾ Why it matters"), "{}", open.text());
}
